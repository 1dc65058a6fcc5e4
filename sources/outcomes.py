"""What follows from an answer, or from none: pure. Takes a feed's state, gives its next one and what people should hear."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from sources import schedule
from sources.errors import SourceError
from sources.feeds import Entry, Feed, FeedState, Health, Notice, NoticeKind, Poll
from sources.http import Response
from sources.sifting import Sifted, sift

_FAILURES_TO_BAD = 3  # a transient fault turns a feed bad at the third in a row, a permanent one at once
_SMALL_WINDOW = 3  # a document of fewer entries changes wholly too easily to speak of a gap
_GAP_SILENCE = timedelta(days=1)  # between two notices of gaps in one feed
_EMPTY_MEMORY = 20  # articles over which the share of empty pages is averaged
_EMPTY_BAD, _EMPTY_GOOD = 0.5, 0.2


@dataclass(frozen=True, slots=True)
class News:
    """A document that differs from the last: digest, entries in plain text, the time it asks for, whether it holds all."""

    digest: str
    entries: tuple[Entry, ...]
    ttl: timedelta | None
    complete: bool = False


def unchanged(feed: Feed, state: FeedState, now: datetime, response: Response) -> Poll:
    """The poll of a feed that answered with what is known."""
    return _good(feed, state, now, response)


def changed(feed: Feed, state: FeedState, now: datetime, response: Response, news: News) -> Poll:
    """The poll of a feed that answered with another document."""
    sifted = sift(feed.name, news.entries, state.seen, state.ambiguous)
    memory = {
        "body_hash": news.digest,
        "window": len(news.entries),
        "ttl_seconds": news.ttl.total_seconds() if news.ttl else None,
        "seen": sifted.seen,
        "ambiguous": sifted.ambiguous,
    }
    if state.per_day is None:
        memory["per_day"] = schedule.rate_of(news.entries)
    gap = bool(state.seen) and not (news.complete or sifted.overlap) and len(news.entries) >= _SMALL_WINDOW
    return _good(feed, state.model_copy(update=memory), now, response, sifted, gap=gap)


def failed(feed: Feed, state: FeedState, now: datetime, error: SourceError) -> Poll:
    """The poll of a feed that gave no entries, and why."""
    failures = state.failures + 1
    turned = state.health is not Health.BAD and (not error.transient or failures >= _FAILURES_TO_BAD)
    update: dict[str, object] = {
        "failures": failures,
        "error": str(error),
        "health": Health.BAD if turned else state.health,
        "last_poll_at": now,
        "next_poll_at": schedule.spread(feed, now, schedule.backoff(feed, failures, error)),
    }
    if state.moved_to and not error.transient:  # the new place serves it no longer: back to the watch list's address
        update |= {"moved_to": None, "etag": None, "last_modified": None, "body_hash": None}
    notices = (Notice(NoticeKind.TURNED_BAD, feed.name, error.message, now),) if turned else ()
    return Poll(feed, state.model_copy(update=update), notices=notices, error=error)


def note_pages(
    feed: Feed, state: FeedState, now: datetime, full: int, empty: int
) -> tuple[FeedState, tuple[Notice, ...]]:
    """The state after so many articles with and without a text of their own, and a notice where that tells something."""
    rate, read = state.empty_rate, state.pages_read
    for is_empty in [True] * empty + [False] * full:
        read += 1
        rate += (is_empty - rate) / min(read, _EMPTY_MEMORY)
    bad = state.pages_bad
    notices: list[Notice] = []
    if not bad and read >= _EMPTY_MEMORY // 2 and rate > _EMPTY_BAD:
        bad = True
        message = f"{rate:.0%} of its article pages have no text; the site may have changed its pages"
        notices.append(Notice(NoticeKind.PAGES_EMPTY, feed.name, message, now))
    elif bad and rate < _EMPTY_GOOD:
        bad = False
        notices.append(Notice(NoticeKind.PAGES_RECOVERED, feed.name, "its article pages have texts again", now))
    return state.model_copy(update={"empty_rate": rate, "pages_read": read, "pages_bad": bad}), tuple(notices)


def _good(
    feed: Feed, state: FeedState, now: datetime, response: Response, sifted: Sifted | None = None, *, gap: bool = False
) -> Poll:
    fresh = sifted.fresh if sifted else ()
    new = sum(not entry.revision for entry in fresh)
    per_day = state.per_day or 0
    if state.last_success_at is not None:
        per_day = schedule.updated_rate(per_day, new, now - state.last_success_at)
    ttl = timedelta(seconds=state.ttl_seconds) if state.ttl_seconds else None
    wait = schedule.interval(feed, per_day, state.window, schedule.asked_for(response.headers, ttl))
    if gap:
        wait = timedelta(minutes=feed.shortest_minutes)
    update = _validators(state, response) | {
        "moved_to": response.moved_to or state.moved_to,
        "next_poll_at": schedule.spread(feed, now, wait),
        "interval_seconds": wait.total_seconds(),
        "last_poll_at": now,
        "last_success_at": now,
        "last_new_at": now if new else state.last_new_at,
        "gap_at": now if gap else state.gap_at,
        "health": Health.GOOD,
        "failures": 0,
        "error": None,
        "per_day": per_day,
    }
    notices = tuple(_notices(feed, state, now, response, gap=gap))
    return Poll(feed, state.model_copy(update=update), fresh, notices, first=state.last_success_at is None)


def _notices(feed: Feed, state: FeedState, now: datetime, response: Response, *, gap: bool) -> Iterator[Notice]:
    if state.health is Health.BAD:
        yield Notice(NoticeKind.RECOVERED, feed.name, f"answers again after {state.failures} failures", now)
    if response.moved_to and response.moved_to != state.moved_to:
        message = f"has moved for good to {response.moved_to}; write that address in the watch list"
        yield Notice(NoticeKind.MOVED, feed.name, message, now)
    if gap and (state.gap_at is None or now - state.gap_at >= _GAP_SILENCE):
        message = f"all {state.window} entries are new since {state.last_success_at:%Y-%m-%d %H:%M} UTC"
        remedy = "some may have been missed; lower its shortest_minutes"
        yield Notice(NoticeKind.GAP, feed.name, f"{message}: {remedy}", now)


def _validators(state: FeedState, response: Response) -> dict[str, object]:
    """ETag and Last-Modified as they came; a 304 that repeats neither leaves the known ones."""
    validators = {
        "etag": response.headers.get("etag"),
        "last_modified": response.headers.get("last-modified"),
    }
    if response.status == 304:
        return {name: value or getattr(state, name) for name, value in validators.items()}
    # A header can go out again only in ASCII; a server that writes others is asked without conditions.
    return {name: value if value and value.isascii() else None for name, value in validators.items()}
