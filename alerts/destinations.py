"""Where alerts go: the destinations of the watch list, as they are written there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import time
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo, available_timezones

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from alerts.errors import ConfigurationError


class Language(StrEnum):
    KOREAN = "ko"
    ENGLISH = "en"


class Rhythm(StrEnum):
    DAILY = "daily"
    WEEKLY = "weekly"  # on Mondays


def _known_zone(name: str) -> str:
    if name not in available_timezones():
        raise ValueError(f"{name!r} is no time zone; write one such as Asia/Seoul or Europe/Berlin")
    return name


TimeZone = Annotated[str, AfterValidator(_known_zone)]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class QuietHours(_Frozen):
    """From one time of day until another, over midnight where `until` is the earlier; local to the destination."""

    start: time = Field(alias="from")
    until: time


class Digest(_Frozen):
    """What is told only once a day or week: everything at `at`, local time, in one message."""

    every: Rhythm = Rhythm.DAILY
    at: time = time(8, 0)


class _Named(_Frozen):
    name: str = Field(min_length=1, max_length=80)
    language: Language = Language.KOREAN


class ScheduledDestination(_Named):
    """A place where people are told, at times that suit them."""

    time_zone: TimeZone = "Asia/Seoul"
    quiet_hours: QuietHours | None = None
    digest: Digest | None = None
    """When alerts are told, where that is not at once."""
    background: Digest | None = None
    """When it is told what was learned and told to nobody; never where left out."""
    heartbeat: bool = False
    """A line a day even when nothing changed."""

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)


class SlackDestination(ScheduledDestination):
    """A channel, by its id (`C…`, `G…`): names can change. The bot must be a member."""

    type: Literal["slack"] = "slack"
    channel: str = Field(pattern=r"^[CG][A-Z0-9]{2,}$")


class TerminalDestination(_Named):
    type: Literal["terminal"] = "terminal"


class FileDestination(_Named):
    """A text file to which alerts are appended."""

    type: Literal["file"] = "file"
    path: Path


class AppriseDestination(ScheduledDestination):
    """E-mail, Teams, a webhook and others, by Apprise. The address holds secrets, so the watch list names the
    environment variable that holds the address. No read-back: at least once.
    """

    type: Literal["apprise"] = "apprise"
    url_variable: str = Field(pattern=r"^[A-Za-z_][A-Za-z0-9_]*$")


Destination = Annotated[
    SlackDestination | TerminalDestination | FileDestination | AppriseDestination, Field(discriminator="type")
]


def check_destinations(destinations: Sequence[Destination]) -> None:
    """ConfigurationError where a name, a channel or a file stands twice: each place has one sender."""
    _no_twice("destination name", [destination.name for destination in destinations])
    _no_twice("Slack channel", [d.channel for d in destinations if isinstance(d, SlackDestination)])
    _no_twice("file", [str(d.path) for d in destinations if isinstance(d, FileDestination)])


def _no_twice(what: str, values: Sequence[str]) -> None:
    twice = [value for value, count in Counter(values).items() if count > 1]
    if twice:
        raise ConfigurationError(f"{what} {', '.join(map(repr, twice))} is given twice; each needs its own")
