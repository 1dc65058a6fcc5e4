"""Removing the text of old articles. What they state stays: claims and changes hold their sentences themselves."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from facts.articles import Article
from ledger.engine import Database
from ledger.schema import article as articles

_AT_ONCE = 200
"""Articles in one transaction: others get their turn after a fraction of a second."""


def remove_texts(database: Database, before: datetime, now: datetime) -> int:
    """Remove the text of every revision recorded before a time; how many. Broken off, the next call does what is left.

    Headline, address, day, the fingerprints and everything that was read from the text stay.
    """
    removed = 0
    while found := database.write(lambda connection: _remove(connection, before, now)):
        removed += found
    return removed


def without_text(connection: Connection) -> int:
    """How many items have no text any more in their newest revision: they cannot be read again."""
    newer = articles.alias()
    is_newest = ~sa.exists().where(newer.c.article == articles.c.article, newer.c.revision > articles.c.revision)
    query = sa.select(sa.func.count()).select_from(articles).where(articles.c.text_removed_at.is_not(None), is_newest)
    return connection.scalar(query) or 0


def _remove(connection: Connection, before: datetime, now: datetime) -> int:
    query = sa.select(articles.c.id, articles.c.body).where(
        articles.c.text_removed_at.is_(None), articles.c.recorded_at < before
    )
    rows = connection.execute(query.limit(_AT_ONCE)).all()
    if rows:
        change = (
            articles.update()
            .where(articles.c.id == sa.bindparam("row"))
            .values(body=sa.bindparam("bare"), text_removed_at=now)
        )
        connection.execute(change, [{"row": row.id, "bare": _bare(row.body)} for row in rows])
    return len(rows)


def _bare(body: str) -> str:
    return Article.model_validate_json(body).model_copy(update={"text": ""}).model_dump_json()
