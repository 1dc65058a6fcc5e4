"""The values of feed watching: a feed as the watch list names it, what is remembered of it, and what a poll brings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, field_validator, model_validator

from sources.errors import SourceError


class Feed(BaseModel):
    """One feed of the watch list. `name` is unique and stays: what is remembered is kept under it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = Field(min_length=1, max_length=100)
    url: str = Field(pattern=r"^https?://[^\s/@]+(/\S*)?$")
    """RSS, Atom or JSON Feed; http or https, without a password."""
    publisher: str | None = None
    """Who publishes its articles; None for one that collects from many."""
    tier: int = Field(default=2, ge=1, le=3)
    """1: the organisation itself or a news agency; 2: a newspaper or magazine; 3: anything that copies others."""
    timezone: str = "Asia/Seoul"
    """Where its dates are at home: the zone of dates without one, and of the day of publication."""
    language: str = Field(default="ko", pattern=r"^[a-z]{2}$")
    pages: bool = True
    """Read the article pages; otherwise what the feed holds is all there is."""
    may_be_empty: bool = False
    """Without entries at times, and that is no fault."""
    shortest_minutes: int = Field(default=10, ge=1)
    longest_minutes: int = Field(default=120, le=24 * 60)
    """Bounds of the time between two polls; within them it follows how often the feed changes."""

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:
            raise ValueError(f"no time zone is called {name!r}; write one such as Asia/Seoul or UTC") from error
        return name

    @model_validator(mode="after")
    def _bounds_in_order(self) -> Feed:
        if self.shortest_minutes > self.longest_minutes:
            raise ValueError("shortest_minutes is more than longest_minutes")
        return self

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)


class Search(BaseModel):
    """One search of the watch list: an organisation's name, or words as one types them into Naver."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    query: str = Field(min_length=1, max_length=90)
    shortest_minutes: int = Field(default=15, ge=5)
    longest_minutes: int = Field(default=120, le=24 * 60)


class Company(BaseModel):
    """A company under the service's own number (eight digits; `bongsu feeds companies` finds it)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = Field(min_length=1, max_length=80)
    corp_code: str = Field(pattern=r"^\d{8}$")


class Health(StrEnum):
    NEW = "new"  # never read
    GOOD = "good"
    BAD = "bad"  # a permanent error, or the third failure in a row


class Seen(NamedTuple):
    """What is remembered of an entry under one of its names: its article, its content, how often that changed."""

    article: str
    content: str
    revisions: int


class Waiting(BaseModel):
    """An article whose page could not be had for now (`sources.waiting`)."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    article: str
    url: str
    title: str
    published: AwareDatetime | None
    tries: int = 1
    next_try_at: AwareDatetime
    silent: bool = False
    quiet: tuple[str, ...] = ()
    """How its article was recorded first, and will be again: told to nobody, or nothing told of these organisations."""


class FeedState(BaseModel):
    """What is remembered of one feed between polls. A value: a poll takes one and returns the next, to be stored
    together with what the poll brought. Survives `model_dump_json` and back.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")  # an older version's fields do no harm

    feed_url: str = ""
    """The address in the watch list that validators, hash and redirect belong to."""
    moved_to: str | None = None
    """Where permanent redirects led, once that place has served a feed."""
    etag: str | None = None
    last_modified: str | None = None
    """Validators as the server wrote them."""
    body_hash: str | None = None
    next_poll_at: AwareDatetime | None = None
    interval_seconds: float = 0
    last_poll_at: AwareDatetime | None = None
    last_success_at: AwareDatetime | None = None
    last_new_at: AwareDatetime | None = None
    health: Health = Health.NEW
    failures: int = 0
    """In a row."""
    error: str | None = None
    """The latest failure in words; None once a poll succeeds."""
    per_day: float | None = None
    """New entries a day, a moving average over about three days."""
    ttl_seconds: float | None = None
    """How long the document last asked to be left alone."""
    window: int = 0
    """Entries that the document held last."""
    gap_at: AwareDatetime | None = None
    """When the window last had moved past everything known: entries may have been missed."""
    empty_rate: float = 0
    """Share of articles without a text of their own, a moving average over about twenty."""
    pages_read: int = 0
    pages_bad: bool = False
    waiting: tuple[Waiting, ...] = ()
    """Articles whose pages are tried again, latest last."""
    seen: dict[str, Seen] = Field(default_factory=dict)
    """Names of entries, latest last."""
    ambiguous: tuple[str, ...] = ()
    """Names that more than one entry has had, and that therefore name none; latest last."""

    def due(self, now: datetime) -> bool:
        return self.next_poll_at is None or now >= self.next_poll_at


@dataclass(frozen=True, slots=True)
class RawEntry:
    """One entry as a parser found it: markup, escapes and relative addresses included; "" for what it does not have."""

    guid: str = ""
    link: str = ""
    title: str = ""
    summary: str = ""
    content: str = ""
    date: str = ""
    updated: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A feed as a parser found it. `ttl` is how long it asks to be left alone; `complete` says that nothing can be missing
    between it and the one before.
    """

    kind: str
    title: str
    entries: tuple[RawEntry, ...]
    site: str = ""
    ttl: timedelta | None = None
    complete: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry in plain text. `published` is aware, in UTC, and never in the future; None where it is not known."""

    guid: str
    url: str | None
    title: str
    summary: str
    content: str
    """The feed's own full text, or ""."""
    published: datetime | None
    article: str = ""
    """The id of its article: the same for every revision, and in every feed that carries the address."""
    revision: bool = False
    """Known before, with another title or text."""


class NoticeKind(StrEnum):
    TURNED_BAD = "turned_bad"
    RECOVERED = "recovered"
    MOVED = "moved"
    GAP = "gap"
    PAGES_EMPTY = "pages_empty"
    PAGES_RECOVERED = "pages_recovered"


@dataclass(frozen=True, slots=True)
class Notice:
    """Something about a feed that a person should hear once."""

    kind: NoticeKind
    feed: str
    message: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Poll:
    """What one poll brought: new and revised entries, oldest first, and the state to store with them."""

    feed: Feed
    state: FeedState
    entries: tuple[Entry, ...] = ()
    notices: tuple[Notice, ...] = ()
    error: SourceError | None = None
    first: bool = False
    """Nothing was known of the feed before: its entries are background, not news."""
