"""Facts, changes and claims as CSV, for spreadsheets. UTF-8 with a mark, without which Excel garbles Hangul."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from ledger.errors import ExchangeError
from ledger.queries import believed, noted
from ledger.schema import article as articles
from ledger.schema import claim as claims
from ledger.schema import reading as readings


def write_tables(connection: Connection, folder: Path) -> tuple[Path, ...]:
    """Write facts.csv, changes.csv and claims.csv into a folder, which is made; the files written.

    Facts are those believed now, claims those of live readings. ExchangeError where the folder cannot be written.
    """
    facts = [{"key": each.key, **each.fact.fields(), "recorded": each.recorded_from} for each in believed(connection)]
    changes = [
        {**each.change.model_dump(mode="json"), "recorded": each.recorded_at, "silence": each.silence}
        for each in noted(connection)
    ]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return tuple(
            _write(folder / f"{name}.csv", rows)
            for name, rows in (("facts", facts), ("changes", changes), ("claims", _claims(connection)))
        )
    except OSError as error:
        raise ExchangeError(f"cannot write tables into {folder}: {error.strerror}; name another folder") from error


def _claims(connection: Connection) -> list[dict[str, Any]]:
    query = (
        sa.select(claims.c.key, articles.c.article, claims.c.body)
        .select_from(claims)
        .join(readings, readings.c.id == claims.c.reading_id)
        .join(articles, articles.c.id == readings.c.revision_id)
        .where(readings.c.superseded_at.is_(None))
        .order_by(claims.c.id)
    )
    return [{"id": row.key, "article": row.article, **json.loads(row.body)} for row in connection.execute(query)]


def _write(path: Path, rows: Iterable[Mapping[str, Any]]) -> Path:
    listed = list(rows)
    columns = list(dict.fromkeys(column for row in listed for column in row))
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, columns)
        writer.writeheader()
        writer.writerows({column: _cell(value) for column, value in row.items()} for row in listed)
    return path


def _cell(value: Any) -> Any:
    """Lists in one cell, objects as JSON; a text that a spreadsheet would run as a formula is quoted."""
    match value:
        case list() if all(isinstance(each, str) for each in value):
            return _cell("; ".join(value))
        case list() | dict():
            return json.dumps(value, ensure_ascii=False)
        case str() if value.startswith(("=", "+", "-", "@", "\t", "\r")):
            return f"'{value}"
        case _:
            return value
