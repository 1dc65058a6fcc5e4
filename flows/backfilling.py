"""Recording articles from before the watch began, in portions that can be broken off and gone on with. Knows nothing of
Prefect.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from extractors.read import read
from facts.articles import Article
from facts.claims import Reading
from flows.pipeline import Monitor, Tally
from ledger import Recording
from sources.backfill import Document, count_backfill, documents, item_of
from sources.errors import BadFile

PORTION = 200
"""Items between two bookmarks: what is read twice after a kill, at most. And what a process reads at a time: a second of
work or so, beside which handing it over weighs little.
"""

AT_ONCE = 20
"""Articles in one transaction: a commit for each would take as long as half the work, while all of a portion in one
could keep other writers waiting where articles are many about one thing.
"""


@dataclass(frozen=True, slots=True)
class Portion:
    """Some documents that follow each other, not looked into yet."""

    documents: tuple[Document, ...]
    timezone: str


@dataclass(frozen=True, slots=True)
class ReadPortion:
    """What a portion holds: its articles with what they state, and what could not be read. `last` is its last position."""

    last: int
    articles: tuple[tuple[Article, Reading], ...]
    problems: tuple[str, ...]


ReadAll = Callable[[Iterator[Portion], int], Generator[ReadPortion]]
"""Reads portions, given with how many there are, in their order; here or elsewhere, but writes nothing."""


@dataclass(slots=True)
class Backfilled:
    """How far it got: `done` of `total` items, `skipped` of them by a run before."""

    total: int
    done: int
    skipped: int
    tally: Tally = field(default_factory=Tally)

    @property
    def share(self) -> float:
        """From 0 to 1."""
        return self.done / self.total if self.total else 1.0


def read_portion(portion: Portion) -> ReadPortion:
    """Parse and read each document. Pure, and half of the work or more: any process may do it."""
    articles: list[tuple[Article, Reading]] = []
    problems: list[str] = []
    for document in portion.documents:
        item = item_of(document, portion.timezone)
        if item.article is None:
            problems.append(str(item.error))
            continue
        try:
            articles.append((item.article, read(item.article)))
        except ValueError as error:  # what an article's content can raise
            problems.append(f"{item.article.title or item.article.id}: {error}")
    return ReadPortion(portion.documents[-1].position, tuple(articles), tuple(problems))


def read_here(portions: Iterator[Portion], _count: int) -> Generator[ReadPortion]:
    """`ReadAll` in this process, each portion when it is asked for."""
    yield from map(read_portion, portions)


def backfill(
    opened: Monitor, path: Path, *, timezone: str = "Asia/Seoul", again: bool = False, read_all: ReadAll = read_here
) -> Iterator[Backfilled]:
    """Record everything at `path`, silently; yields after each portion, the same object with its figures grown.

    The bookmark is kept in the ledger after each portion is recorded: begun anew after a kill it goes on there, unless
    `again` or what is at `path` has another number of items now. Recording an article twice does nothing. Whoever reads,
    this process alone writes, in the order of the items. Raises BadFile.
    """
    if not path.exists():
        raise BadFile(str(path), "there is no such file or folder")
    total = count_backfill(path)
    name = f"backfill {path.resolve()}"
    bookmark = opened.ledger.feeds.get(name) or {}
    known = bookmark.get("position", 0) if bookmark.get("total") == total and not again else 0
    result = Backfilled(total, known, known)
    found = documents(path, after=known)
    portions = (Portion(some, timezone) for some in iter(lambda: tuple(itertools.islice(found, PORTION)), ()))
    with closing(read_all(portions, -(-(total - known) // PORTION))) as readings:
        for portion in readings:
            result.tally.add(_record(opened, portion))
            result.done = portion.last
            opened.ledger.feeds.put({name: {"position": result.done, "total": total}}, datetime.now(UTC))
            yield result
    if result.done == known:
        yield result


def _record(opened: Monitor, portion: ReadPortion) -> Tally:
    """Record a portion, some articles in each transaction; what the ledger refuses is a problem and stops nobody."""
    tally = Tally(articles=len(portion.articles), problems=[*portion.problems])
    articles = iter(portion.articles)
    while some := tuple(itertools.islice(articles, AT_ONCE)):
        now = datetime.now(UTC)
        recordings = opened.ledger.record_all(
            some, watch=opened.watch_list.watch, route=opened.destinations_of, now=now, silent=True
        )
        for (article, reading), recording in zip(some, recordings, strict=True):
            match recording:
                case ValueError():
                    tally.problems.append(f"{article.title or article.id}: {recording}")
                case Recording():
                    tally.new += recording.new
                    tally.claims += len(reading.claims)
    return tally
