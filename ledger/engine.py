"""The door to the database: opening it, and the two kinds of transaction.

Writers stand in one line. SQLite has one writer by nature (`BEGIN IMMEDIATE` takes its place at the start, so that
no transaction fails half-way for want of a lock); on PostgreSQL an advisory lock gives the same line to everything
that derives facts, because one name learned from one article may join slots of any other. With one line there is no
order in which two writers could block each other.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import sqlalchemy as sa
from sqlalchemy import exc
from sqlalchemy.engine import URL, Connection, Engine, make_url
from sqlalchemy.pool import StaticPool

from ledger.errors import AddressError, BusyError, LedgerError, UnavailableError, UnwritableError

T = TypeVar("T")

PATIENCE_SECONDS = 60
"""How long a writer waits for its turn: far more than any transaction takes, less than a flow's own time limit."""
_ADVISORY_LOCK = 0x626F6E677375  # "bongsu" in ASCII: one line of writers in one PostgreSQL database
_TRIES = 5
_SQLITE, _POSTGRESQL = "sqlite", "postgresql"


class Database:
    """An opened database. SQLAlchemy's errors leave it as errors of the ledger."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.address = engine.url.render_as_string(hide_password=True)
        self.is_sqlite = engine.dialect.name == _SQLITE

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one state of the ledger throughout and changes nothing."""
        options: dict[str, object] = {} if self.is_sqlite else {"isolation_level": "REPEATABLE READ"}
        with (
            translated(self.address),
            self.engine.connect() as connection,
            connection.execution_options(**options).begin(),
        ):
            yield connection

    def write(self, work: Callable[[Connection], T], *, in_line: bool = True) -> T:
        """Do all of `work` in one transaction, or nothing of it.

        `in_line` waits for the turn among the writers of facts; without it PostgreSQL locks only the rows touched.
        `work` may be called again where the database broke a deadlock: it must keep nothing outside the database.
        """
        for remaining in reversed(range(_TRIES)):
            try:
                with (
                    translated(self.address),
                    self.engine.connect() as connection,
                    connection.execution_options(bongsu_writes=True).begin(),
                ):
                    if in_line and not self.is_sqlite:
                        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_ADVISORY_LOCK})")
                    return work(connection)
            except _RetryableError as error:
                if not remaining:
                    raise BusyError(f"the ledger at {self.address} broke off {_TRIES} times in a row") from error
        raise AssertionError  # the last round returned or raised

    def compact(self) -> None:
        """Give freed room back and renew what the planner knows; others may read and write meanwhile, or wait for it."""
        with translated(self.address), self.engine.connect() as connection:
            if self.is_sqlite:
                connection.execution_options(bongsu_outside=True)
                for step in ("VACUUM", "PRAGMA optimize", "PRAGMA wal_checkpoint(TRUNCATE)"):
                    connection.exec_driver_sql(step)
            else:
                connection.execution_options(isolation_level="AUTOCOMMIT").exec_driver_sql("VACUUM ANALYZE")

    def close(self) -> None:
        self.engine.dispose()


class _RetryableError(LedgerError):
    """The database ended the transaction to resolve a deadlock: done again it will do."""


@contextmanager
def translated(address: str) -> Iterator[None]:
    """Turn errors of the database into those of the ledger."""
    try:
        yield
    except exc.DBAPIError as error:
        state = getattr(error.orig, "sqlstate", None)
        words = str(error.orig)
        if state in {"40P01", "40001"}:
            raise _RetryableError(words) from error
        if state == "55P03" or "database is locked" in words or "database table is locked" in words:
            raise BusyError(
                f"the ledger at {address} was kept locked by another process for {PATIENCE_SECONDS} s; try again, "
                "and look for a process that hangs in the middle of its work"
            ) from error
        if "readonly database" in words or "unable to open" in words:
            raise UnwritableError(
                address, f"{words}; give this user the right to write there, or set BONGSU_LEDGER to another place"
            ) from error
        if "not a database" in words:
            raise AddressError(
                address, "the file is no SQLite database; set BONGSU_LEDGER to another place, or move it away"
            ) from error
        if isinstance(error, exc.OperationalError | exc.InterfaceError):
            raise UnavailableError(f"the database at {address} cannot do its work now: {words.strip()}") from error
        raise LedgerError(f"the database at {address} refused what it was given: {words.strip()}") from error
    except exc.StatementError as error:
        if isinstance(error.orig, ValueError):  # a value that a column's own check refused
            raise error.orig from error
        raise


def connect(address: str) -> Database:
    """The database at a SQLAlchemy address of SQLite or PostgreSQL; AddressError where it is neither."""
    try:
        url = make_url(address)
    except (exc.ArgumentError, ValueError) as error:
        raise AddressError(
            repr(address), "not an address; write sqlite:////folder/file.db or postgresql://user@host/database"
        ) from error
    match url.get_backend_name():
        case "sqlite":
            return Database(_sqlite(url))
        case "postgresql" | "postgres":
            return Database(_postgresql(url))
        case other:
            raise AddressError(
                url.render_as_string(hide_password=True),
                f"{other} is no database that the ledger can live in; use sqlite or postgresql",
            )


def _postgresql(url: URL) -> Engine:
    """READ COMMITTED: what is read after waiting for the turn is what the one before has written."""
    settings = f"-c TimeZone=UTC -c lock_timeout={PATIENCE_SECONDS}s"
    return sa.create_engine(
        url.set(drivername="postgresql+psycopg"),
        pool_pre_ping=True,  # a server restarted meanwhile costs a new connection, not a failed run
        connect_args={"options": settings, "connect_timeout": 10},
    )


def _sqlite(url: URL) -> Engine:
    in_memory = url.database in {None, "", ":memory:"}
    if not in_memory:
        folder = Path(str(url.database)).parent
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise UnwritableError(
                url.render_as_string(),
                f"its folder {folder} cannot be made ({error.strerror}); set BONGSU_LEDGER to another place",
            ) from error
    arguments = {"timeout": PATIENCE_SECONDS, "check_same_thread": False}
    driver = url.set(drivername="sqlite")
    engine = (
        sa.create_engine(driver, connect_args=arguments, poolclass=StaticPool)
        if in_memory
        else sa.create_engine(driver, connect_args=arguments)
    )
    sa.event.listen(engine, "connect", _prepare_sqlite)
    sa.event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: sa.engine.interfaces.DBAPIConnection, _record: object) -> None:
    """WAL lets readers and a writer work at once. FULL, because a message may have been posted on the strength of a
    commit: NORMAL could forget the last commits at a power cut, and the message would be posted again.
    """
    connection.isolation_level = None  # sqlite3 begins none itself: transactions begin where we say
    cursor = connection.cursor()
    until = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:  # turning WAL on does not wait for other connections as everything else does
            cursor.execute("PRAGMA journal_mode=WAL")
            break
        except Exception as error:
            if "locked" not in str(error) or time.monotonic() > until:
                raise
            time.sleep(0.05)
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    options = connection.get_execution_options()
    if options.get("bongsu_outside", False):  # VACUUM stands outside every transaction
        return
    writes = options.get("bongsu_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
