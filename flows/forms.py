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


class SweepForm(Form):
    """Look back at the channels: remove doubles, take in answers, strike through what readers call wrong."""

    destinations: list[str] = Field(
        default_factory=list,
        title="Destinations",
        description="Names from the watch list; none: all of them.",
        json_schema_extra={"position": 0},
    )


class DigestForm(Form):
    """The line of the day, and what was learned and told to nobody."""

    days: int = Field(
        default=1,
        title="Days",
        description="How far back.",
        ge=1,
        le=31,
        json_schema_extra={"position": 0},
    )
    post: bool = Field(
        default=True,
        title="Post",
        description="To the destinations with `heartbeat` or `background`, each at its time, once. Off: only the artifact.",
        json_schema_extra={"position": 1},
    )


class BackfillForm(Form):
    """Articles from before the watch began, recorded silently."""

    path: str = Field(
        title="File or folder",
        description="On the worker's machine: a folder, .zip, .tar.gz, .jsonl, .jsonl.gz, .html or .txt.",
        min_length=1,
        json_schema_extra={"position": 0},
    )
    timezone: str = Field(
        default="Asia/Seoul",
        title="Time zone",
        description="Of the pages' dates.",
        pattern=r"^[A-Za-z_]+(/[A-Za-z0-9_+-]+){0,2}$",
        json_schema_extra={"position": 1},
    )
    again: bool = Field(
        default=False,
        title="From the start",
        description="Off: go on where the last run on this file ended.",
        json_schema_extra={"position": 2},
    )
    processes: int = Field(
        default=1,
        title="Processes",
        description="That read beside the one that writes, which pays where cores are free; 0: one for each core, 1: none beside it.",
        ge=0,
        le=64,
        json_schema_extra={"position": 3},
    )


class RereadForm(Form):
    """Read stored articles with today's rules. Nobody is told."""

    apply: bool = Field(
        default=False,
        title="Believe what they read",
        description="Off: only show what would differ.",
        json_schema_extra={"position": 0},
    )


class UpkeepForm(Form):
    """Remove the text of old articles, back the ledger up, drop the oldest backups, give freed room back."""

    keep: int = Field(
        default=7,
        title="Backups to keep",
        ge=1,
        le=365,
        json_schema_extra={"position": 0},
    )
    compact: bool = Field(
        default=True,
        title="Give freed room back",
        description="Writers wait meanwhile: seconds for a ledger of a gigabyte.",
        json_schema_extra={"position": 1},
    )
    text_days: int = Field(
        default=0,
        title="Remove the text of articles after days",
        description="0: as BONGSU_TEXT_DAYS says, which is never as it comes. Titles, links and the sentences behind facts stay.",
        ge=0,
        le=36_500,
        json_schema_extra={"position": 2},
    )


class Decision(StrEnum):
    """What a person says of a change that waits."""

    RIGHT = "right"
    WRONG = "wrong"
    LATER = "later"


class ReviewForm(Form):
    """Changes that wait for a person before anybody is told. As it comes, they are only listed."""

    change: str = Field(
        default="",
        title="Change",
        description="Its key, or the beginning of it: the artifact of a run lists what waits.",
        pattern=r"^\s*[0-9a-f]{0,32}\s*$",
        json_schema_extra={"position": 0},
    )
    decision: Decision = Field(
        default=Decision.LATER,
        title="Decision",
        description="right: it is told. wrong: nobody is told, and its sentence is believed no more. later: it goes on waiting.",
        json_schema_extra={"position": 1},
    )
    reason: str = Field(default="", title="Why", max_length=500, json_schema_extra={"position": 2})
    by: str = Field(
        default="",
        title="Who decides",
        description="Kept with the decision.",
        max_length=100,
        json_schema_extra={"position": 3},
    )


class AlarmForm(Form):
    """A trouble to be told of to people."""

    said: str = Field(title="What is wrong", min_length=1, max_length=500, json_schema_extra={"position": 0})
    about: str = Field(
        default="",
        title="Destination in trouble",
        description="Told elsewhere if that can be.",
        json_schema_extra={"position": 1},
    )
