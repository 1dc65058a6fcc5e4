"""Export and import. JSON Lines hold the whole ledger, one row a line; CSV tables are for people and their tools.

An import gives the same ledger: the same rows with the same numbers, so what was believed and told when, and what is
still to be sent, carry over between SQLite and PostgreSQL as well. Leases stay behind: they belong to live processes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import groupby
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, RowMapping

from ledger.engine import Database
from ledger.errors import ExchangeError
from ledger.migrations import newest
from ledger.schema import Moment, lease, metadata

FORMAT = "bongsu-ledger"
_ROWS_AT_ONCE = 500
_TABLES = {table.name: table for table in metadata.sorted_tables if table is not lease}
"""In an order in which every row stands after the rows that it refers to."""


def export_lines(database: Database) -> Iterator[str]:
    """The ledger as lines of JSON without their line ends: a head, then every row. One state throughout."""
    with database.reading() as connection:
        yield json.dumps({"format": FORMAT, "schema": newest()})
        for table in _TABLES.values():
            query = sa.select(table).order_by(*table.primary_key.columns)
            rows = connection.execution_options(yield_per=_ROWS_AT_ONCE).execute(query).mappings()
            for row in rows:
                yield json.dumps({"table": table.name, "row": _plain(row)}, ensure_ascii=False)


def import_lines(database: Database, lines: Iterable[str]) -> int:
    """Fill an empty ledger from an export, in one transaction; how many rows it took.

    Raises ExchangeError where the ledger is not empty, or a line is not what `export_lines` writes.
    """
    return database.write(lambda connection: _import(database, connection, lines))


def _import(database: Database, connection: Connection, lines: Iterable[str]) -> int:
    for table in _TABLES.values():
        if connection.execute(sa.select(sa.literal(1)).select_from(table).limit(1)).first():
            raise ExchangeError(f"the ledger at {database.address} is not empty: import into a new one")
    numbered = enumerate(lines, start=1)
    _check_head(next(numbered, (1, ""))[1])
    count = 0
    for table, parsed in groupby((_parse(number, line) for number, line in numbered if line.strip()), lambda p: p[0]):
        for batch in _batches(row for _, row in parsed):
            try:
                connection.execute(table.insert(), batch)
            except sa.exc.IntegrityError as error:
                raise ExchangeError(f"rows of {table.name} contradict each other: {error.orig}") from error
            count += len(batch)
    if not database.is_sqlite:
        _continue_numbers(connection)
    return count


def _check_head(line: str) -> None:
    try:
        head = json.loads(line)
        form, schema = head["format"], head["schema"]
    except (ValueError, KeyError, TypeError) as error:
        raise ExchangeError("line 1: not the head of an export of a ledger") from error
    if (form, schema) != (FORMAT, newest()):
        raise ExchangeError(
            f"line 1: an export of {form} with schema {schema}, while this release has {newest()}: import it with the "
            "release that wrote it, and open that ledger with this one"
        )


def _parse(number: int, line: str) -> tuple[sa.Table, dict[str, Any]]:
    try:
        entry = json.loads(line)
        table = _TABLES[entry["table"]]
        row = entry["row"]
        if row.keys() != {column.name for column in table.c}:
            raise ExchangeError(f"line {number}: the fields are not those of {table.name}")
        return table, {column.name: _read(column, row[column.name]) for column in table.c}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ExchangeError(f"line {number}: not a line of an export of a ledger ({error})") from error


def _batches(rows: Iterable[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    batch: list[dict[str, Any]] = []
    for row in rows:
        batch.append(row)
        if len(batch) == _ROWS_AT_ONCE:
            yield batch
            batch = []
    if batch:
        yield batch


def _continue_numbers(connection: Connection) -> None:
    """PostgreSQL numbers rows from a sequence that does not notice rows that bring their own number."""
    for table in _TABLES.values():
        column = table.autoincrement_column
        if column is not None:
            highest = connection.scalar(sa.select(sa.func.max(column)))
            if highest is not None:
                sequence = sa.func.pg_get_serial_sequence(table.name, column.name)
                connection.execute(sa.select(sa.func.setval(sequence, highest)))


def _plain(row: RowMapping) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in row.items()}


def _read(column: sa.Column[Any], value: Any) -> Any:
    if value is None:
        return None
    match column.type:
        case Moment():
            return datetime.fromisoformat(value)
        case sa.Date():
            return date.fromisoformat(value)
        case _:
            return value
