"""The steps of the monitor put together: articles in, claims read, recorded, changes told. Knows nothing of Prefect.

Flows and the command line both call these functions, so that a run by hand and a scheduled one do the same.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

from alerts.routes import route
from extractors.read import read
from facts.articles import Article
from facts.changes import Change, ChangeKind
from facts.claims import Modality
from facts.records import Tier
from flows.settings import Settings
from flows.watch_list import WatchList, destinations_in_force, load_watch_list
from ledger import Ledger
from sources.seeds import read_seeds

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Monitor:
    """What every step needs, opened once."""

    settings: Settings
    watch_list: WatchList
    ledger: Ledger

    def destinations_of(self, change: Change) -> tuple[str, ...]:
        """Names of the destinations that are told of a change."""
        names = destinations_in_force(self.watch_list, self.settings)
        return route(change, self.watch_list.routes, names, self.watch_list.watched)

    def holds(self, change: Change) -> bool:
        """Whether a change waits for a person before anybody is told, as the settings say. What takes back or contradicts
        what was told never does.
        """
        if change.change in {ChangeKind.DENIED, ChangeKind.CORRECTED, ChangeKind.CONFLICT}:
            return False
        unsure = change.modality is Modality.RUMORED
        match self.settings.review:
            case "nothing":
                return False
            case "rumors":
                return unsure
            case "single-source":
                return unsure or change.sources < 2


@contextmanager
def monitor(settings: Settings | None = None) -> Iterator[Monitor]:
    """The monitor as settings and watch list say; the ledger is closed at the end."""
    settings = settings or Settings()
    watch_list = load_watch_list(settings.watch_list)
    with Ledger.open(settings.ledger_address) as ledger:
        yield Monitor(settings, watch_list, ledger)


@dataclass(slots=True)
class Tally:
    """What recording a batch of articles came to."""

    articles: int = 0
    new: int = 0
    claims: int = 0
    changes: list[Change] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def add(self, other: Tally) -> None:
        self.articles += other.articles
        self.new += other.new
        self.claims += other.claims
        self.changes += other.changes
        self.problems += other.problems


def record_articles(
    opened: Monitor,
    articles: Iterable[Article],
    *,
    silent: bool = False,
    quiet: Collection[str] = (),
    tier: Tier = Tier.MAJOR,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> Tally:
    """Read each article and record what it states; a bad one is a problem in the tally and stops nobody.

    `silent` tells nobody, `quiet` names organisations of whom nobody is told yet, `tier` is the source's.
    """
    tally = Tally()
    for article in articles:
        tally.articles += 1
        try:
            reading = read(article)
            recording = opened.ledger.record(
                article,
                reading,
                watch=opened.watch_list.watch,
                route=opened.destinations_of,
                now=now(),
                silent=silent,
                quiet=quiet,
                tier=tier,
                holds=opened.holds,
            )
        except ValueError as error:  # what an article's content can raise; a broken ledger stops the run
            log.warning("article %s was left out: %s", article.id, error)
            tally.problems.append(f"{article.title or article.id}: {error}")
            continue
        tally.new += recording.new
        tally.claims += len(reading.claims)
        tally.changes += recording.changes
    return tally


def read_seed_corpus(opened: Monitor, *, read_again: bool = False) -> Tally:
    """Record the seeds, silently; with `read_again` those already known are read with today's rules."""
    tally = record_articles(opened, read_seeds(opened.settings.seeds), silent=True)
    if read_again:
        opened.ledger.reread(read, watch=opened.watch_list.watch, now=datetime.now(UTC))
    return tally
