"""Changes: the difference between what was believed before and after an article, as a reader is told of it."""

from __future__ import annotations

import hashlib
from datetime import date
from enum import StrEnum
from functools import cached_property

from pydantic import BaseModel, ConfigDict

from facts.claims import Kind, Modality
from facts.dates import PartialDate


class ChangeKind(StrEnum):
    """What happened, as the annotation guide names it."""

    APPOINTED = "appointed"
    LEFT = "left"
    REPLACED = "replaced"
    OPENED = "opened"
    CLOSED = "closed"
    FORMED = "formed"
    ENDED = "ended"
    CONFIRMED = "confirmed"
    DENIED = "denied"
    CORRECTED = "corrected"
    CONFLICT = "conflict"


class ArticleReference(BaseModel):
    """Enough of an article to cite it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    title: str
    published: date
    url: str | None = None
    publisher: str | None = None


class Change(BaseModel):
    """One thing to tell, with the sentence it rests on and what it replaces.

    `subject` is [person, organisation or unit], [lab] or the organisations. `slot` and `episode` are opaque and stable:
    the slot names what may change (one role, one lab, one partnership), the episode one course of events in it (a plan,
    its confirmation and its denial share one).
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Kind
    change: ChangeKind
    subject: tuple[str, ...]
    before: str | None = None
    after: str | None = None
    what: str
    """What is held, in a few words for people: the role and place, the lab, the type and name of the partnership."""
    modality: Modality
    since: PartialDate | None = None
    sentence: str
    article: ArticleReference
    sources: int = 1
    """Independent origins that state it."""
    confidence: str = ""
    """Why it is believed, in words."""
    slot: str
    episode: str

    @cached_property
    def key(self) -> str:
        """Names the change whatever article brought it: the same change found again has the same key."""
        parts = (self.slot, self.episode, self.change, self.before or "", self.after or "")
        return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:32]
