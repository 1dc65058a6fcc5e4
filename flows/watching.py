"""Polling feeds and recording what they bring. Knows nothing of Prefect."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import groupby
from typing import TypeVar

from extractors.gate import Gate
from facts.articles import BodyState
from facts.changes import Change
from facts.records import Tier
from flows.pipeline import Monitor, Tally, record_articles
from flows.switching import sources_in_force
from ledger import Loaded
from sources.articles import article_of
from sources.feeds import Entry, Feed, FeedState, Notice, Poll, Waiting
from sources.http import Client
from sources.outcomes import note_pages
from sources.pages import Pages, Read
from sources.polling import poll_all
from sources.services import Source, feed_of, read_entry
from sources.waiting import due, entry_of, may_pass, put_off, tried_again

_FEEDS_AT_ONCE = 24  # whose pages are read; the client's own bounds hold over all of them
_PAGES_AT_ONCE = 4  # of one feed
_MOST_PAGES = 300  # of one feed and run: five minutes at one a second

Item = TypeVar("Item")


@dataclass(slots=True)
class FeedRow:
    """One feed's part of a run, for people."""

    feed: str
    health: str
    new: int
    read: int
    problem: str = ""


@dataclass(slots=True)
class Watched:
    """What a run of polling came to."""

    rows: list[FeedRow] = field(default_factory=list)
    tally: Tally = field(default_factory=Tally)
    notices: list[str] = field(default_factory=list)

    @property
    def failed(self) -> list[FeedRow]:
        return [row for row in self.rows if row.problem]


async def watch(
    opened: Monitor,
    *,
    feeds: Collection[str] = (),
    at_once: bool = False,
    now: datetime | None = None,
    tell: Callable[[Change], None] = lambda _: None,
) -> Watched:
    """Poll the sources that are due (those named in `feeds`, where any is; all of them `at_once`), read and record.

    A source's state is stored only after its articles are recorded: killed in between, the next run reads them again,
    and recording the same article twice does nothing. The first run that knows of an organisation tells nothing of it.
    `tell` is called with each change that is told, once it is recorded.
    """
    switched = sources_in_force(opened.watch_list, opened.settings)
    sources = {feed_of(source).name: source for source in switched.on}
    if unknown := set(feeds) - set(sources):
        names = ", ".join(sorted(unknown))
        raise ValueError(f"no feed that is switched on is called {names}; `bongsu feeds` lists them")
    chosen = {name: source for name, source in sources.items() if not feeds or name in feeds}
    states = {name: FeedState.model_validate(document) for name, document in opened.ledger.feeds.all().items()}
    result = Watched()
    now = now or datetime.now(UTC)
    contact = opened.settings.contact or "operator has named no contact"
    async with Client(contact, opened.settings.allowed_hosts) as client:
        run = _Run(opened, client, result, now, tell)

        async def take_in(poll: Poll) -> None:
            states[poll.feed.name] = await run.take_in(chosen[poll.feed.name], poll)

        async def try_again(name: str) -> None:
            await run.try_again(chosen[name], states[name])

        await _for_each(poll_all(client, chosen.values(), states, now, force=at_once), take_in)
        await _for_each(_waiting(states, chosen, now), try_again)
    if any(not row.problem for row in result.rows):
        opened.ledger.mark_loaded(Loaded.ORGANIZATION, run.quiet, now)
    result.rows.sort(key=lambda row: row.feed)
    return result


class _Run:
    """One run of polling: what its steps share."""

    def __init__(
        self, opened: Monitor, client: Client, result: Watched, now: datetime, tell: Callable[[Change], None]
    ) -> None:
        self._opened, self._client, self._result, self._now, self._tell = opened, client, result, now, tell
        self._pages = Pages(client)
        self._gate = Gate(opened.watch_list.names)
        self._recording = asyncio.Lock()
        known = opened.ledger.loaded(Loaded.ORGANIZATION)
        self.quiet = {each.name for each in opened.watch_list.organizations} - known

    async def take_in(self, source: Source, poll: Poll) -> FeedState:
        """Read a poll's entries, record those that concern the watch list, and only then store the state; that state."""
        entries = self._worth_reading(poll)
        reads = await self._read(source, entries)
        concerned = await self._record(poll.feed, reads, silent=poll.first, quiet=self.quiet)
        state = put_off(poll.state, zip(entries, reads, strict=True), self._now, silent=poll.first, quiet=self.quiet)
        settled = [read for read in reads if not may_pass(read)]
        full = sum(read.article.body_state is BodyState.FULL for read in settled)
        state = self._note(poll.feed, state, poll.notices, full, len(settled) - full)
        self._opened.ledger.feeds.put({poll.feed.name: state.model_dump(mode="json")}, self._now)
        if poll.first and poll.error is None:
            self._opened.ledger.mark_loaded(Loaded.FEED, [poll.feed.name], self._now)
        problem = str(poll.error) if poll.error else ""
        self._result.rows.append(FeedRow(poll.feed.name, state.health, len(poll.entries), concerned, problem))
        return state

    async def try_again(self, source: Source, state: FeedState) -> None:
        """Read the pages that could not be had before, where their time has come; an article with its text is a revision."""
        waiting = due(state, self._now)
        feed = feed_of(source)
        reads = await self._read(source, [entry_of(each) for each in waiting])
        tried = list(zip(waiting, reads, strict=True))
        for (silent, quiet), group in groupby(sorted(tried, key=_manner), key=_manner):
            had = [read for _, read in group if read.article.body_state is BodyState.FULL]
            await self._record(feed, had, silent=silent, quiet=quiet)
        state, full, given_up = tried_again(state, tried, self._now)
        state = self._note(feed, state, (), full, given_up)
        self._opened.ledger.feeds.put({feed.name: state.model_dump(mode="json")}, self._now)

    def _worth_reading(self, poll: Poll) -> list[Entry]:
        """Of a first load, which is background, only the entries whose title or summary names somebody watched: the pages
        of a whole window would take minutes, at one a second. Of very many, those come first.
        """
        if not poll.first and len(poll.entries) <= _MOST_PAGES:
            return list(poll.entries)
        named = [self._gate.admits(article_of(poll.feed, entry, self._now)) for entry in poll.entries]
        first = [entry for entry, is_named in zip(poll.entries, named, strict=True) if is_named]
        others = [entry for entry, is_named in zip(poll.entries, named, strict=True) if not is_named]
        return first if poll.first else first + others

    async def _read(self, source: Source, entries: Sequence[Entry]) -> list[Read]:
        """Their articles, a few at once, in their order; of too many, some as their feed tells them."""
        turns = asyncio.Semaphore(_PAGES_AT_ONCE)

        async def one(position: int, entry: Entry) -> Read:
            if position >= _MOST_PAGES:
                return Read(article_of(feed_of(source), entry, self._now))
            async with turns:
                return await read_entry(source, self._client, self._pages, entry, self._now)

        return list(await asyncio.gather(*(one(position, entry) for position, entry in enumerate(entries))))

    async def _record(self, feed: Feed, reads: Iterable[Read], *, silent: bool, quiet: Collection[str]) -> int:
        """Record the articles that concern the watch list, one feed after another; how many."""
        concerned = [read.article for read in reads if self._gate.admits(read.article)]
        async with self._recording:
            tally = await asyncio.to_thread(
                record_articles, self._opened, concerned, silent=silent, quiet=quiet, tier=Tier(feed.tier)
            )
        self._result.tally.add(tally)
        for change in tally.changes:
            self._tell(change)
        return len(concerned)

    def _note(self, feed: Feed, state: FeedState, notices: Iterable[Notice], full: int, empty: int) -> FeedState:
        """The state with the pages counted, and what there is to say of the feed said."""
        told = list(notices)
        if feed.pages and full + empty:
            state, more = note_pages(feed, state, self._now, full, empty)
            told += more
        self._result.notices += [f"{notice.feed}: {notice.message}" for notice in told]
        return state


async def _for_each(items: AsyncIterator[Item], work: Callable[[Item], Awaitable[None]]) -> None:
    """Do the work for each item as it comes, for a few at once: a feed whose pages come slowly holds nobody up.

    What the work raises ends all of it, and is raised.
    """
    coming = asyncio.Lock()

    async def worker() -> None:
        while True:
            async with coming:
                try:
                    item = await anext(items)
                except StopAsyncIteration:
                    return
            await work(item)

    try:
        async with asyncio.TaskGroup() as workers:
            for _ in range(_FEEDS_AT_ONCE):
                workers.create_task(worker())
    except BaseExceptionGroup as group:
        raise group.exceptions[0] from group


async def _waiting(states: Mapping[str, FeedState], chosen: Collection[str], now: datetime) -> AsyncIterator[str]:
    """The chosen feeds with pages whose time for another try has come."""
    for name in chosen:
        if name in states and due(states[name], now):
            yield name


def _manner(tried: tuple[Waiting, Read]) -> tuple[bool, tuple[str, ...]]:
    """How the article was recorded before."""
    return tried[0].silent, tried[0].quiet


def named(rows: Iterable[FeedRow]) -> str:
    """Names of feeds, for a sentence."""
    return ", ".join(row.feed for row in rows)
