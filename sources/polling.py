"""Polls: what is asked of a feed's server, and what follows from its answer. Stores nothing; the state goes in and out."""

from __future__ import annotations

import asyncio
import hashlib
import logging
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from datetime import datetime
from urllib.parse import urlsplit

from sources.entries import plain_entries
from sources.errors import EmptyFeed, SourceError, Unforeseen
from sources.feeds import Document, Feed, FeedState, Poll
from sources.http import Client, Response
from sources.outcomes import News, changed, failed, unchanged
from sources.parsing import parse
from sources.services import Source, feed_of

_AT_ONCE = 24  # feeds under way: more than connections, so that a slow host does not hold the others up
_LONG_BODY = 64 * 1024  # bytes from which on parsing leaves the event loop

_log = logging.getLogger(__name__)


async def poll_all(
    client: Client, sources: Iterable[Source], states: Mapping[str, FeedState], now: datetime, *, force: bool = False
) -> AsyncIterator[Poll]:
    """Poll every source that is due (all of them with `force`), a few at once; polls come as they are done.

    `states` goes by feed name; a source without one is new. No failure of one source reaches another.
    """
    known = [(source, states.get(feed_of(source).name, FeedState())) for source in sources]
    waiting = iter(_spread_by_host([(source, state) for source, state in known if force or state.due(now)]))
    done: asyncio.Queue[Poll | None] = asyncio.Queue()

    async def work() -> None:
        for source, state in waiting:
            feed = feed_of(source)
            try:
                asked = (
                    poll(client, source, state, now) if isinstance(source, Feed) else source.poll(client, state, now)
                )
                done.put_nowait(await asked)
            except Exception as error:  # noqa: BLE001 - a fault of ours must not stop the others; it is told and logged
                _log.exception("polling %s failed in a way that was not foreseen", feed.name)
                fault = Unforeseen(feed.name, f"{type(error).__name__}: {error}; please report it")
                done.put_nowait(failed(feed, state, now, fault))
        done.put_nowait(None)

    workers = [asyncio.create_task(work()) for _ in range(_AT_ONCE)]
    try:
        running = len(workers)
        while running:
            result = await done.get()
            if result is None:
                running -= 1
            else:
                yield result
    finally:
        for worker in workers:
            worker.cancel()
        await asyncio.gather(*workers, return_exceptions=True)


async def poll(client: Client, feed: Feed, state: FeedState, now: datetime) -> Poll:
    """Ask for the feed once. Never raises a SourceError: it is in the poll, and the state says when to try again."""
    if state.feed_url != feed.url:
        fresh = {"moved_to": None, "etag": None, "last_modified": None, "body_hash": None}
        state = state.model_copy(update={"feed_url": feed.url, **fresh})
    try:
        response = await client.get(state.moved_to or feed.url, _conditions(state))
        return await settle(feed, state, now, response, _parse)
    except SourceError as error:
        return failed(feed, state, now, error)


async def settle(
    feed: Feed, state: FeedState, now: datetime, response: Response, read: Callable[[Feed, Response], Document]
) -> Poll:
    """The poll that follows from an answer; `read` makes a document of it. Raises what `read` raises, and EmptyFeed."""
    digest = hashlib.sha256(response.body).hexdigest()
    if response.status == 304 or digest == state.body_hash:
        return unchanged(feed, state, now, response)

    def news() -> News:
        document = read(feed, response)
        return News(digest, tuple(plain_entries(document, feed, response.url, now)), document.ttl, document.complete)

    found = await asyncio.to_thread(news) if len(response.body) > _LONG_BODY else news()
    if not found.entries and not feed.may_be_empty:
        raise EmptyFeed(feed.name, "has no entries; if that is usual, set may_be_empty for it")
    return changed(feed, state, now, response, found)


def _parse(feed: Feed, response: Response) -> Document:
    return parse(feed.name, response.body, response.headers.get("content-type", ""))


def _conditions(state: FeedState) -> dict[str, str]:
    conditions = {"If-None-Match": state.etag, "If-Modified-Since": state.last_modified}
    return {name: value for name, value in conditions.items() if value}


def _spread_by_host(due: list[tuple[Source, FeedState]]) -> list[tuple[Source, FeedState]]:
    """One feed of each host, then a second of each, so that no host's two places hold up the rest."""
    count: Counter[str] = Counter()
    ranked = []
    for position, (source, state) in enumerate(due):
        host = urlsplit(feed_of(source).url).netloc
        ranked.append((count[host], position, source, state))
        count[host] += 1
    ranked.sort(key=lambda each: each[:2])
    return [(source, state) for _, _, source, state in ranked]
