"""Recording articles from before the watch began, in portions that can be broken off and gone on with. Knows nothing of
Prefect.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from flows.pipeline import Monitor, Tally, record_articles
from sources.backfill import count_backfill, read_backfill
from sources.errors import BadFile

PORTION = 50
"""Items between two bookmarks: what is read twice after a kill, at most."""


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


def backfill(opened: Monitor, path: Path, *, timezone: str = "Asia/Seoul", again: bool = False) -> Iterator[Backfilled]:
    """Record everything at `path`, silently; yields after each portion, the same object with its figures grown.

    The bookmark is kept in the ledger after each portion is recorded: begun anew after a kill it goes on there, unless
    `again` or what is at `path` has another number of items now. Recording an article twice does nothing. Raises BadFile.
    """
    if not path.exists():
        raise BadFile(str(path), "there is no such file or folder")
    total = count_backfill(path)
    name = f"backfill {path.resolve()}"
    bookmark = opened.ledger.feeds.get(name) or {}
    known = bookmark.get("position", 0) if bookmark.get("total") == total and not again else 0
    result = Backfilled(total, known, known)
    items = read_backfill(path, after=known, timezone=timezone)
    while portion := list(itertools.islice(items, PORTION)):
        result.tally.add(record_articles(opened, [each.article for each in portion if each.article], silent=True))
        result.tally.problems += [str(each.error) for each in portion if each.error]
        result.done = portion[-1].position
        opened.ledger.feeds.put({name: {"position": result.done, "total": total}}, datetime.now(UTC))
        yield result
    if result.done == known:
        yield result
