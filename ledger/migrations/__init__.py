"""Bring a ledger's tables to the form this release needs. Done on opening, in one transaction."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from ledger.engine import Database
from ledger.errors import AddressError, NewerSchemaError

if TYPE_CHECKING:
    from alembic.config import Config

VERSION_TABLE = "ledger_version"
"""Not Alembic's usual name: another application in the same PostgreSQL database may use that one."""
_VERSION = sa.table(VERSION_TABLE, sa.column("version_num"))


# Alembic is loaded where tables are to be changed, and not at every opening: it takes a tenth of a command's start.


def _config() -> Config:
    from alembic.config import Config  # noqa: PLC0415  see above

    config = Config()
    config.set_main_option("script_location", "ledger:migrations")
    config.set_main_option("path_separator", "os")
    return config


def _revisions() -> set[str]:
    """What this release knows, by the names of the files: r1_beginning.py is revision 1."""
    return {file.name[1:].partition("_")[0] for file in (Path(__file__).parent / "versions").glob("r*.py")}


def newest() -> str:
    """The revision that this release writes."""
    return max(_revisions(), key=int)


def current(connection: Connection) -> str | None:
    """The revision that the database has, or None where it holds no ledger yet."""
    if not sa.inspect(connection).has_table(VERSION_TABLE):
        return None
    return connection.scalar(sa.select(_VERSION.c.version_num))


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
    if found is not None and found not in _revisions():
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
    from alembic import command  # noqa: PLC0415  see above

    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, goal)
