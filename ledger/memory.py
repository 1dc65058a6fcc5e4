"""What the watchers ask the ledger to remember for them: the state of feeds, and whose first load is over."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection

from ledger.engine import Database
from ledger.schema import feed, loaded


class Loaded(StrEnum):
    """What is loaded silently the first time."""

    ORGANIZATION = "organization"
    FEED = "feed"


class FeedStates:
    """One JSON document a feed. The ledger keeps it and does not look inside."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, name: str) -> dict[str, Any] | None:
        """The document last put, or None."""
        with self._database.reading() as connection:
            body = connection.scalar(sa.select(feed.c.body).where(feed.c.feed == name))
        return None if body is None else json.loads(body)

    def all(self) -> dict[str, dict[str, Any]]:
        """Every feed's document, by the feed's name in alphabetical order."""
        with self._database.reading() as connection:
            rows = connection.execute(sa.select(feed.c.feed, feed.c.body).order_by(feed.c.feed))
            return {name: json.loads(body) for name, body in rows}

    def put(self, documents: Mapping[str, Mapping[str, Any]], now: datetime) -> None:
        """Keep these documents in place of those kept before, all in one transaction."""
        rows = [
            {"feed": name, "body": json.dumps(document, ensure_ascii=False), "updated_at": now}
            for name, document in sorted(documents.items())
        ]
        if not rows:
            return
        insert = (sqlite.insert if self._database.is_sqlite else postgresql.insert)(feed)
        upsert = insert.on_conflict_do_update(
            index_elements=[feed.c.feed],
            set_={"body": insert.excluded.body, "updated_at": insert.excluded.updated_at},
        )
        self._database.write(lambda c: c.execute(upsert, rows), in_line=False)

    def forget(self, name: str) -> None:
        """Drop a feed's document; nothing happens where there is none."""
        self._database.write(lambda c: c.execute(feed.delete().where(feed.c.feed == name)), in_line=False)


def loaded_names(connection: Connection, kind: Loaded) -> frozenset[str]:
    return frozenset(connection.scalars(sa.select(loaded.c.name).where(loaded.c.kind == kind)))


def mark_loaded(database: Database, kind: Loaded, names: Iterable[str], now: datetime) -> None:
    rows = [{"kind": kind, "name": name, "loaded_at": now} for name in sorted(set(names))]
    if rows:
        insert = (sqlite.insert if database.is_sqlite else postgresql.insert)(loaded).on_conflict_do_nothing()
        database.write(lambda c: c.execute(insert, rows), in_line=False)
