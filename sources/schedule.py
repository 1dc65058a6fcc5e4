"""When a feed is asked again: pure. Politeness has the last word over freshness, within the feed's own bounds."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from sources.errors import SourceError, StatusError
from sources.feeds import Entry, Feed
from sources.identity import fingerprint

_MEMORY_DAYS = 3.0  # of the moving average of new entries a day
_UNKNOWN_PER_DAY = 24.0  # until two polls or the entries' dates tell
_ENTRIES_A_POLL = 0.5  # expected: a poll in two finds something
_SHARE_OF_WINDOW = 0.25  # never wait until more than a quarter of the document may have been pushed out
_LONGEST_BACKOFF = timedelta(hours=6)
_JITTER = 0.1


def rate_of(entries: Sequence[Entry]) -> float:
    """New entries a day by the dates of a first document."""
    dates = sorted(entry.published for entry in entries if entry.published)
    if len(dates) < 2 or dates[-1] == dates[0]:
        return _UNKNOWN_PER_DAY
    return (len(dates) - 1) / max((dates[-1] - dates[0]) / timedelta(days=1), 1 / 24)


def updated_rate(before: float, new: int, elapsed: timedelta) -> float:
    """The moving average after `new` entries in `elapsed`."""
    days = max(elapsed / timedelta(days=1), 1 / 1440)
    weight = 1 - math.exp(-days / _MEMORY_DAYS)
    return before + weight * (new / days - before)


def interval(feed: Feed, per_day: float, window: int, asked: timedelta | None) -> timedelta:
    """The time to the next poll of a feed that works; `asked` is what the feed or its server want at least."""
    shortest, longest = timedelta(minutes=feed.shortest_minutes), timedelta(minutes=feed.longest_minutes)
    share = min(_ENTRIES_A_POLL, window * _SHARE_OF_WINDOW) if window else _ENTRIES_A_POLL
    wanted = timedelta(days=share / per_day) if per_day > 0.01 else longest
    return min(max(wanted, shortest, asked or shortest), longest)


def asked_for(headers: Mapping[str, str], ttl: timedelta | None) -> timedelta | None:
    """The longer of the feed's own ttl and its server's Cache-Control or Expires."""
    waits = [wait for wait in (ttl, _max_age(headers)) if wait is not None]
    return max(waits, default=None)


def backoff(feed: Feed, failures: int, error: SourceError) -> timedelta:
    """The time to the next try after so many failures in a row; never never."""
    doubled = timedelta(minutes=feed.shortest_minutes << min(failures - 1, 10))
    wait = min(doubled, max(_LONGEST_BACKOFF, timedelta(minutes=feed.longest_minutes)))
    asked = error.retry_after if isinstance(error, StatusError) else None
    return max(wait, asked) if asked else wait


def spread(feed: Feed, now: datetime, wait: timedelta) -> datetime:
    """`now` and the wait, up to a tenth later: feeds that started together drift apart, nobody is asked too early."""
    share = int(fingerprint(feed.name, now.isoformat(), length=4), 16) / 0xFFFF
    return now + wait * (1 + _JITTER * share)


def _max_age(headers: Mapping[str, str]) -> timedelta | None:
    directives = [part.strip().lower() for part in headers.get("cache-control", "").split(",")]
    if "no-cache" in directives or "no-store" in directives:
        return None
    for directive in directives:
        name, _, value = directive.partition("=")
        if name == "max-age" and value.isascii() and value.isdecimal():
            return timedelta(seconds=min(int(value[:9]), 86_400))
    try:
        expires = parsedate_to_datetime(headers["expires"])
        served = parsedate_to_datetime(headers["date"])
        wait = expires.replace(tzinfo=expires.tzinfo or UTC) - served.replace(tzinfo=served.tzinfo or UTC)
    except (KeyError, ValueError, TypeError, OverflowError):
        return None
    return min(wait, timedelta(days=1)) if wait > timedelta() else None
