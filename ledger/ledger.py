"""The ledger as the rest of the project sees it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy.engine import Connection

from facts.articles import Article
from facts.claims import Reading
from facts.judgements import ClaimJudgement, Judgement
from facts.records import Tier
from facts.watch import Watch
from ledger import exchange, memory, queries, reviewing
from ledger.engine import Database, connect, translated
from ledger.evidence import all_judgements
from ledger.hushing import silenced
from ledger.memory import FeedStates, Loaded
from ledger.migrations import migrate
from ledger.names import completions
from ledger.outbox import LedgerOutbox
from ledger.queries import Believed, Noted, Reasons
from ledger.record import Holds, Recording, Route, record
from ledger.retention import remove_texts, without_text
from ledger.reviewing import Held
from ledger.revising import Difference, Read, add_judgement, differences, read_again
from ledger.tables import write_tables

_PAGE = 200
"""Articles in memory at once while all are gone through."""


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
        quiet: Collection[str] = (),
        tier: Tier = Tier.MAJOR,
        holds: Holds = lambda _change: False,
    ) -> Recording:
        """Take in one article and all that follows from it, in one transaction: wholly or not at all.

        The same content again does nothing, an edited article becomes a new revision. `watch` names the organisations
        of interest, `route` the destinations of each change that is told. `silent` tells nobody: the first load of
        seeds or of a feed; `quiet` names watched organisations of whom nobody is told yet, for the same reason. `tier` says how close its source stands to what happened.
        A change that `holds` is true of waits for a person: see `held`.
        """
        return self.database.write(
            lambda connection: record(
                connection,
                article,
                reading,
                watch=watch,
                route=route,
                now=now,
                silent=silent,
                quiet=quiet,
                tier=tier,
                holds=holds,
            )
        )

    def record_all(
        self,
        found: Iterable[tuple[Article, Reading]],
        *,
        watch: Watch,
        route: Route,
        now: datetime,
        silent: bool = False,
    ) -> tuple[Recording | ValueError, ...]:
        """Take in several articles as `record` does, in one transaction for all: for archives, where a commit for each
        would take as long as the work. An article that is refused (its ValueError stands in its place) stops none.
        """
        given = tuple(found)

        def work(connection: Connection) -> tuple[Recording | ValueError, ...]:
            return tuple(one(connection, article, reading) for article, reading in given)

        def one(connection: Connection, article: Article, reading: Reading) -> Recording | ValueError:
            try:
                with translated(self.database.address), connection.begin_nested():
                    return record(
                        connection,
                        article,
                        reading,
                        watch=watch,
                        route=route,
                        now=now,
                        silent=silent,
                        quiet=(),
                        tier=Tier.MAJOR,
                    )
            except ValueError as error:
                return error

        return self.database.write(work)

    def try_record(
        self,
        article: Article,
        reading: Reading,
        *,
        watch: Watch,
        route: Route,
        now: datetime,
        silent: bool = False,
        quiet: Collection[str] = (),
        tier: Tier = Tier.MAJOR,
    ) -> Recording:
        """What `record` would answer; the ledger stays as it is."""

        def work(connection: Connection) -> Recording:
            with connection.begin_nested() as attempt:
                recording = record(
                    connection,
                    article,
                    reading,
                    watch=watch,
                    route=route,
                    now=now,
                    silent=silent,
                    quiet=quiet,
                    tier=tier,
                )
                attempt.rollback()
            return recording

        return self.database.write(work)

    def judge(self, judgement: Judgement, *, watch: Watch, now: datetime) -> bool:
        """Keep a reader's judgement and derive anew what it touches, silently; False where it is known already."""
        return self.database.write(lambda connection: add_judgement(connection, judgement, watch, now))

    def held(self) -> tuple[Held, ...]:
        """The changes that wait for a person before anybody is told, oldest first."""
        with self.database.reading() as connection:
            return reviewing.held(connection)

    def decide(self, key: str, judgement: ClaimJudgement, *, watch: Watch, now: datetime) -> bool:
        """Keep a judgement on the held change of this key, and let it go (right) or tell nobody (wrong), in one transaction.
        False where it does not wait any more: then nothing is kept.
        """
        return self.database.write(lambda connection: reviewing.decide(connection, key, judgement, watch, now))

    def expire_held(self, before: datetime, now: datetime, *, tell: bool) -> int:
        """End the waiting of what is held since before a time: it is told, or nobody is; how many changes."""
        return self.database.write(lambda connection: reviewing.expire(connection, before, now, tell=tell))

    def judgements(self) -> tuple[Judgement, ...]:
        """Every judgement, in the order of recording."""
        with self.database.reading() as connection:
            return all_judgements(connection)

    def differences(self, read: Read) -> Iterator[Difference]:
        """What `reread` would change: article by article, those that read the same left out. Nothing is written."""
        for article in self.articles():
            with self.database.reading() as connection:
                yield from differences(connection, [article], read)

    def reread(self, read: Read, *, watch: Watch, now: datetime) -> tuple[Difference, ...]:
        """Read every stored article with today's rules and believe what that gives; nobody is told.

        One transaction an article: broken off and begun again, it does what is left.
        """
        found = []
        for article in self.articles():
            reading = read(article)
            difference = self.database.write(partial(read_again, article=article, found=reading, watch=watch, now=now))
            if difference is not None:
                found.append(difference)
        return tuple(found)

    def loaded(self, kind: Loaded) -> frozenset[str]:
        """The organisations or feeds whose first, silent load is over."""
        with self.database.reading() as connection:
            return memory.loaded_names(connection, kind)

    def mark_loaded(self, kind: Loaded, names: Iterable[str], now: datetime) -> None:
        """From now on changes about these organisations, or from these feeds, are told."""
        memory.mark_loaded(self.database, kind, names, now)

    def facts(
        self, organization: str | None = None, as_of: date | None = None, known_at: datetime | None = None
    ) -> tuple[Believed, ...]:
        """What is believed: of one organisation, as true on a day, as known at a time; each where it is given."""
        with self.database.reading() as connection:
            return queries.believed(connection, organization=organization, day=as_of, known_at=known_at)

    def timeline(self, name: str) -> tuple[Believed, ...]:
        """All that is believed of a person, lab, unit or organisation, earliest first."""
        with self.database.reading() as connection:
            return queries.timeline_of(connection, name)

    def why(self, key: str) -> Reasons:
        """The claims and judgements behind a fact (`Believed.key`, or the beginning of it)."""
        with self.database.reading() as connection:
            return queries.why(connection, key)

    def changes(self, since: datetime | None = None, *, silent: bool = True) -> tuple[Noted, ...]:
        """Changes recorded since a time, oldest first; with `silent` off only those told."""
        with self.database.reading() as connection:
            return queries.noted(connection, since, silent=silent)

    def told_change(self, key: str) -> Noted | None:
        """The told change of this key, or None."""
        with self.database.reading() as connection:
            return next(iter(queries.noted(connection, silent=False, key=key)), None)

    def silenced(self, key: str, *, watch: Watch, now: datetime) -> Mapping[str, str]:
        """Which destinations readers asked not to be told of what this change tells, each with the reason."""
        with self.database.reading() as connection:
            return silenced(connection, key, watch, now)

    def articles(self) -> Iterator[Article]:
        """The newest revision of every article whose text is there, in the order in which they came; read page by page."""
        last = 0
        while True:
            with self.database.reading() as connection:
                page = queries.stored(connection, last, _PAGE)
            if not page:
                return
            for last, article in page:  # noqa: B007  the next page begins after the last of this one
                yield article

    def completions(self, start: str) -> Sequence[str]:
        """Names in the ledger that begin so."""
        with self.database.reading() as connection:
            return completions(connection, start)

    def counts(self) -> dict[str, int]:
        """How many articles, facts and told changes the ledger holds."""
        with self.database.reading() as connection:
            return queries.counts(connection)

    def remove_texts(self, before: datetime, now: datetime) -> int:
        """Remove the text of what was recorded before a time; how many revisions had theirs. Nothing else changes."""
        return remove_texts(self.database, before, now)

    def without_text(self) -> int:
        """How many articles cannot be read again, because their text was removed."""
        with self.database.reading() as connection:
            return without_text(connection)

    def compact(self) -> None:
        """Give the room of what was superseded by the database itself back to the disk; BusyError where others write."""
        self.database.compact()

    def export_lines(self) -> Iterator[str]:
        """The whole ledger as lines of JSON without line ends; see `ledger.exchange`."""
        return exchange.export_lines(self.database)

    def export_tables(self, folder: Path) -> tuple[Path, ...]:
        """Write facts.csv, changes.csv and claims.csv into a folder; the files written."""
        with self.database.reading() as connection:
            return write_tables(connection, folder)

    def import_lines(self, lines: Iterable[str]) -> int:
        """Fill this empty ledger from an export; how many rows it took. ExchangeError where that cannot be."""
        return exchange.import_lines(self.database, lines)
