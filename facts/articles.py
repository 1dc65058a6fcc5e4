"""Articles: what the sources bring in and everything else starts from."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any, Self

from pydantic import AwareDatetime, BaseModel, ConfigDict


class DateBasis(StrEnum):
    """How the day of publication is known."""

    STATED = "stated"  # in the article's own text or a record given with it
    FEED = "feed"
    PAGE = "page"
    FIRST_SEEN = "first_seen"  # nothing states it: the day on which it was fetched first


class BodyState(StrEnum):
    """How much of the article the text holds."""

    FULL = "full"
    SUMMARY = "summary"  # only the feed's summary could be had
    TITLE_ONLY = "title_only"


class Article(BaseModel):
    """One revision of one news item. Immutable; an edited item is another revision with the same `id`.

    `published` is the day on which the item appeared, in its source's own time zone: relative dates in the text
    ("지난달") are resolved against it. `fetched_at` is aware, in UTC.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    title: str
    text: str
    published: date
    language: str = "ko"
    url: str | None = None
    publisher: str | None = None
    source: str = "given"
    fetched_at: AwareDatetime | None = None
    date_basis: DateBasis = DateBasis.STATED
    body_state: BodyState = BodyState.FULL

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """A copy, with what was computed from the old fields forgotten."""
        copy = super().model_copy(update=update, deep=deep)
        for name in ("content", "content_hash"):
            copy.__dict__.pop(name, None)
        return copy

    @cached_property
    def content(self) -> str:
        """Headline and text as one string; every offset in a claim counts characters of it."""
        return f"{self.title}\n{self.text}"

    @cached_property
    def content_hash(self) -> str:
        """Names this revision: SHA-256 of the content in UTF-8, lone surrogates replaced."""
        return hashlib.sha256(self.content.encode("utf-8", "replace")).hexdigest()
