"""The ledger as the rest of the project sees it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from types import TracebackType
from typing import Self

from sqlalchemy.engine import Connection

from facts.articles import Article
from facts.claims import Reading
from facts.records import Tier
from facts.watch import Watch
from ledger import exchange, memory
from ledger.engine import Database, connect
from ledger.memory import FeedStates, Loaded
from ledger.migrations import migrate
from ledger.outbox import LedgerOutbox
from ledger.record import Recording, Route, record


class Ledger:
    """Remembers what was stated, derives what is believed, and keeps what is to be told.

    Safe to share between threads, and to open in several processes at once. Not to be carried through a fork: open it
    in each process. It reads no clock; times are aware and handed in.
    """

    def __init__(self, database: Database) -> None:
        self.database = database
        self.outbox = LedgerOutbox(database)
        self.feeds = FeedStates(database)

    @classmethod
    def open(cls, address: str) -> Self:
        """The ledger at a SQLAlchemy address of SQLite or PostgreSQL, made or brought up to date where need be.

        `sqlite://` is a ledger in memory that ends with the object. Raises AddressError, UnwritableError,
        NewerSchemaError, BusyError or UnavailableError.
        """
        database = connect(address)
        try:
            migrate(database)
        except BaseException:
            database.close()
            raise
        return cls(database)

    def close(self) -> None:
        self.database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def record(
        self,
        article: Article,
        reading: Reading,
        *,
        watch: Watch,
        route: Route,
        now: datetime,
        silent: bool = False,
        tier: Tier = Tier.MAJOR,
    ) -> Recording:
        """Take in one article and all that follows from it, in one transaction: wholly or not at all.

        The same content again does nothing, an edited article becomes a new revision. `watch` names the organisations
        of interest, `route` the destinations of each change that is told. `silent` tells nobody: the first load of
        seeds or of a feed. `tier` says how close its source stands to what happened.
        """
        return self.database.write(
            lambda connection: record(
                connection, article, reading, watch=watch, route=route, now=now, silent=silent, tier=tier
            )
        )

    def try_record(
        self,
        article: Article,
        reading: Reading,
        *,
        watch: Watch,
        route: Route,
        now: datetime,
        silent: bool = False,
        tier: Tier = Tier.MAJOR,
    ) -> Recording:
        """What `record` would answer; the ledger stays as it is."""

        def work(connection: Connection) -> Recording:
            with connection.begin_nested() as attempt:
                recording = record(
                    connection, article, reading, watch=watch, route=route, now=now, silent=silent, tier=tier
                )
                attempt.rollback()
            return recording

        return self.database.write(work)

    def loaded(self, kind: Loaded) -> frozenset[str]:
        """The organisations or feeds whose first, silent load is over."""
        with self.database.reading() as connection:
            return memory.loaded_names(connection, kind)

    def mark_loaded(self, kind: Loaded, names: Iterable[str], now: datetime) -> None:
        """From now on changes about these organisations, or from these feeds, are told."""
        memory.mark_loaded(self.database, kind, names, now)

    def export_lines(self) -> Iterator[str]:
        """The whole ledger as lines of JSON without line ends; see `ledger.exchange`."""
        return exchange.export_lines(self.database)

    def import_lines(self, lines: Iterable[str]) -> int:
        """Fill this empty ledger from an export; how many rows it took. ExchangeError where that cannot be."""
        return exchange.import_lines(self.database, lines)
