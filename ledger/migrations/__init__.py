"""Bring a ledger's tables to the form this release needs. Done on opening, in one transaction."""

from __future__ import annotations

from functools import cache

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.engine import Connection

from ledger.engine import Database
from ledger.errors import AddressError, NewerSchemaError

VERSION_TABLE = "ledger_version"
"""Not Alembic's usual name: another application in the same PostgreSQL database may use that one."""


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", "ledger:migrations")
    config.set_main_option("path_separator", "os")
    return config


@cache
def _scripts() -> ScriptDirectory:
    return ScriptDirectory.from_config(_config())


def newest() -> str:
    """The revision that this release writes."""
    head = _scripts().get_current_head()
    assert head is not None  # the package holds at least the first revision
    return head


def current(connection: Connection) -> str | None:
    """The revision that the database has, or None where it holds no ledger yet."""
    return MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE}).get_current_revision()


def migrate(database: Database, to: str | None = None) -> None:
    """Bring the tables to revision `to`, or to the newest, from whatever older one they have.

    Raises NewerSchemaError where this release does not know the revision found, and AddressError where the database
    has no ledger but tables that would be in its way. Two processes may do this at once: one waits for the other.
    """
    with database.reading() as connection:
        found = current(connection)
    goal = to or newest()
    if found == goal:
        return
    known = {script.revision for script in _scripts().walk_revisions()}
    if found is not None and found not in known:
        raise NewerSchemaError(database.address, found)
    database.write(lambda connection: _upgrade(database, connection, goal))


def _upgrade(database: Database, connection: Connection, goal: str) -> None:
    found = current(connection)  # anew: another process may have been first
    if found is None:
        in_the_way = {"article", "claim", "fact"} & set(sa.inspect(connection).get_table_names())
        if in_the_way:
            raise AddressError(
                database.address,
                f"the database is another application's: it has a table {min(in_the_way)!r} and no ledger; "
                "set BONGSU_LEDGER to a database of its own",
            )
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, goal)
