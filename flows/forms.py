"""The forms of the Prefect UI: one pydantic model for each flow, with the titles and words a person sees."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field


class Form(BaseModel):
    """Fields are shown in the order of `position`; unknown ones are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class SeedsForm(Form):
    """Read the seed corpus into the ledger. Silent, and harmless to repeat."""

    read_again: bool = Field(
        default=False,
        title="Read again with today's rules",
        description="Re-read articles that are in the ledger already.",
        json_schema_extra={"position": 0},
    )


class WatchForm(Form):
    """Poll feeds, read what is new, record it and tell what changed."""

    feeds: list[str] = Field(
        default_factory=list,
        title="Feeds",
        description="Names from the watch list; none: all of them.",
        json_schema_extra={"position": 0},
    )
    at_once: bool = Field(
        default=False,
        title="Poll now",
        description="Also feeds that are not due yet.",
        json_schema_extra={"position": 1},
    )
    deliver: bool = Field(
        default=True,
        title="Send alerts",
        description="Off: changes wait in the outbox for deliver-alerts.",
        json_schema_extra={"position": 2},
    )


class DeliverForm(Form):
    """Send what waits in the outbox and settle what is in doubt."""

    destinations: list[str] = Field(
        default_factory=list,
        title="Destinations",
        description="Names from the watch list; none: all of them.",
        json_schema_extra={"position": 0},
    )


class Language(StrEnum):
    """Language of an article."""

    KOREAN = "ko"
    ENGLISH = "en"


class ArticleForm(Form):
    """An article to read: its address, or its text with the day it appeared."""

    url: str = Field(
        default="",
        title="Address",
        description="Web address of an article page. Leave empty to paste a text.",
        pattern=r"^(https?://\S+)?$",
        json_schema_extra={"position": 0},
    )
    title: str = Field(
        default="",
        title="Headline",
        json_schema_extra={"position": 1},
    )
    text: str = Field(
        default="",
        title="Text",
        description="The article's text, pasted. Leave empty to read the address.",
        json_schema_extra={"position": 2, "format": "textarea"},
    )
    published: date | None = Field(
        default=None,
        title="Published",
        description="Day it appeared: “지난달” and the like count from it. Needed with a pasted text.",
        json_schema_extra={"position": 3},
    )
    language: Language = Field(default=Language.KOREAN, title="Language", json_schema_extra={"position": 4})
    store: bool = Field(
        default=False,
        title="Store and tell",
        description="Off: only show what would be. On: record the article and send the alerts it gives rise to.",
        json_schema_extra={"position": 5},
    )
