"""Recording one article: everything that follows from it, in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.engine import Connection

from facts.articles import Article
from facts.changes import Change
from facts.claims import Reading
from facts.watch import Watch
from ledger import articles

Route = Callable[[Change], Sequence[str]]
"""Names the destinations of a change; asked once for each change that is told."""


@dataclass(frozen=True, slots=True)
class Recording:
    """What came of recording an article.

    `new` is False where the article stood in the ledger already with the same content: then nothing was done.
    `changes` are those told, `silent` those that are known now and told to nobody, with the reason in words.
    """

    article_id: str
    new: bool
    revision: int
    changes: tuple[Change, ...] = ()
    silent: tuple[tuple[Change, str], ...] = ()


def record(
    connection: Connection,
    article: Article,
    found: Reading,
    *,
    watch: Watch,
    route: Route,
    now: datetime,
    silent: bool,
) -> Recording:
    """Take in one revision of an article. Call it within a transaction that has its turn among the writers."""
    known = articles.latest(connection, article.id)
    if known is not None and known.content_hash == article.content_hash:
        return Recording(article.id, new=False, revision=known.number)
    number = 1 if known is None else known.number + 1
    revision_id = articles.add_revision(connection, article, number, now)
    if known is not None and known.reading_id is not None:
        articles.supersede_reading(connection, known.reading_id, now)
    articles.add_reading(connection, article, revision_id, found, now)
    return Recording(article.id, new=True, revision=number)
