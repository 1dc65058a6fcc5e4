"""Polling feeds and recording what they bring. Knows nothing of Prefect."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from extractors.gate import Gate
from facts.articles import BodyState
from facts.records import Tier
from flows.pipeline import Monitor, Tally, record_articles
from ledger import Loaded
from sources.articles import article_of
from sources.feeds import Entry, FeedState, Poll
from sources.http import Client
from sources.outcomes import note_pages
from sources.pages import Pages, Read
from sources.polling import poll_all

_PAGES_AT_ONCE = 4  # of one feed; the client's own bounds hold over all feeds


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


async def watch(opened: Monitor, *, feeds: Collection[str] = (), at_once: bool = False) -> Watched:
    """Poll the feeds that are due (those named in `feeds`, where any is; all of them `at_once`), read and record.

    A feed's state is stored only after its articles are recorded: killed in between, the next run reads them again,
    and recording the same article twice does nothing. The first run that knows of an organisation tells nothing of it.
    """
    unknown = set(feeds) - {feed.name for feed in opened.watch_list.feeds}
    if unknown:
        raise ValueError(f"no feed is called {', '.join(sorted(unknown))}; `bongsu feeds` lists them")
    chosen = [feed for feed in opened.watch_list.feeds if not feeds or feed.name in feeds]
    states = {name: FeedState.model_validate(document) for name, document in opened.ledger.feeds.all().items()}
    quiet = {each.name for each in opened.watch_list.organizations} - opened.ledger.loaded(Loaded.ORGANIZATION)
    gate = Gate(opened.watch_list.names)
    result = Watched()
    now = datetime.now(UTC)
    contact = opened.settings.contact or "operator has named no contact"
    async with Client(contact, opened.settings.allowed_hosts) as client:
        pages = Pages(client)
        async for poll in poll_all(client, chosen, states, now, force=at_once):
            await _take_in(opened, poll, pages, gate, now, quiet, result)
    if any(not row.problem for row in result.rows):
        opened.ledger.mark_loaded(Loaded.ORGANIZATION, quiet, now)
    result.rows.sort(key=lambda row: row.feed)
    return result


async def _take_in(
    opened: Monitor, poll: Poll, pages: Pages, gate: Gate, now: datetime, quiet: Collection[str], result: Watched
) -> None:
    """Read a poll's entries, record those that concern the watch list, and only then store the feed's state."""
    reads = await _read(poll, pages, gate, now)
    concerned = [read.article for read in reads if gate.admits(read.article)]
    tally = await asyncio.to_thread(
        record_articles, opened, concerned, silent=poll.first, quiet=quiet, tier=Tier(poll.feed.tier)
    )
    state = poll.state
    notices = list(poll.notices)
    if poll.feed.pages and reads:
        full = sum(read.article.body_state is BodyState.FULL for read in reads)
        state, told = note_pages(poll.feed, state, now, full, len(reads) - full)
        notices += told
    opened.ledger.feeds.put({poll.feed.name: state.model_dump(mode="json")}, now)
    if poll.first and poll.error is None:
        opened.ledger.mark_loaded(Loaded.FEED, [poll.feed.name], now)
    result.tally.add(tally)
    result.notices += [f"{notice.feed}: {notice.message}" for notice in notices]
    problem = str(poll.error) if poll.error else ""
    result.rows.append(FeedRow(poll.feed.name, state.health, len(poll.entries), len(concerned), problem))


async def _read(poll: Poll, pages: Pages, gate: Gate, now: datetime) -> list[Read]:
    """The articles of a poll's entries, a few pages at once, in the order of the entries.

    Of a feed's first load, which is background, only the entries whose title or summary names somebody watched: the
    pages of a whole window would take minutes, at one a second.
    """
    entries = poll.entries
    if poll.first:
        entries = tuple(entry for entry in entries if gate.admits(article_of(poll.feed, entry, now)))
    turns = asyncio.Semaphore(_PAGES_AT_ONCE)

    async def one(entry: Entry) -> Read:
        async with turns:
            return await pages.read_entry(poll.feed, entry, now)

    return list(await asyncio.gather(*(one(entry) for entry in entries)))


def named(rows: Iterable[FeedRow]) -> str:
    """Names of feeds, for a sentence."""
    return ", ".join(row.feed for row in rows)
