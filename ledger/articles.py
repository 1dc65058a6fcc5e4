"""Articles and what extraction found in them: added, and never changed."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from facts.articles import Article, BodyState
from facts.claims import Claim, NameStatement, Reading
from facts.names import sound
from facts.records import Tier, claim_id, reference
from ledger.evidence import CLAIM, all_shelves
from ledger.schema import article as articles
from ledger.schema import claim as claims
from ledger.schema import claim_shelf
from ledger.schema import naming as namings
from ledger.schema import reading as readings


@dataclass(frozen=True, slots=True)
class Revision:
    """A stored revision of an item, and its live reading where it has one."""

    id: int
    number: int
    content_hash: str
    reading_id: int | None


@dataclass(frozen=True, slots=True)
class Marks:
    """What judgement wants to know of a text and its source: see `facts.records.Recorded`."""

    tier: Tier
    sketch: tuple[int, ...]
    attributed_to: str | None


def latest(connection: Connection, article_id: str) -> Revision | None:
    """The revision of an item that was recorded last."""
    live = (readings.c.revision_id == articles.c.id) & readings.c.superseded_at.is_(None)
    query = (
        sa.select(articles.c.id, articles.c.revision, articles.c.content_hash, readings.c.id)
        .join_from(articles, readings, live, isouter=True)
        .where(articles.c.article == article_id)
        .order_by(articles.c.revision.desc())
        .limit(1)
    )
    row = connection.execute(query).first()
    return None if row is None else Revision(*row)


def tells_less(connection: Connection, known: Revision, article: Article) -> bool:
    """Whether the article is a mere summary of what is stored whole: its page failed, or another source has only that."""
    if article.body_state is BodyState.FULL:
        return False
    body = connection.execute(sa.select(articles.c.body).where(articles.c.id == known.id)).scalar_one()
    return Article.model_validate_json(body).body_state is BodyState.FULL


def marks(connection: Connection, revision_id: int) -> tuple[Marks, datetime]:
    """What was noted of a stored revision, and when it was recorded."""
    query = sa.select(articles.c.tier, articles.c.sketch, articles.c.attributed_to, articles.c.recorded_at).where(
        articles.c.id == revision_id
    )
    row = connection.execute(query).one()
    return Marks(Tier(row.tier), tuple(json.loads(row.sketch)), row.attributed_to), row.recorded_at


def live_reading(connection: Connection, article_id: str) -> Reading:
    """What was found in an item's newest revision, in the order of the text; nothing where it was never read."""
    live = sa.select(readings.c.id).where(readings.c.article == article_id, readings.c.superseded_at.is_(None))
    stated, named = (
        connection.scalars(sa.select(table.c.body).where(table.c.reading_id.in_(live)).order_by(table.c.position))
        for table in (claims, namings)
    )
    return Reading(
        claims=tuple(CLAIM.validate_json(body) for body in stated),
        names=tuple(NameStatement.model_validate_json(body) for body in named),
    )


def add_revision(connection: Connection, article: Article, number: int, marks: Marks, now: datetime) -> int:
    """Store a revision; its row's id."""
    row = {
        "article": article.id,
        "revision": number,
        "content_hash": article.content_hash,
        "source": article.source,
        "published": article.published,
        "body": article.model_dump_json(),
        "reference": reference(article).model_dump_json(),
        "tier": marks.tier,
        "sketch": json.dumps(marks.sketch),
        "attributed_to": marks.attributed_to,
        "recorded_at": now,
    }
    revision_id: int = connection.execute(articles.insert().returning(articles.c.id), row).scalar_one()
    return revision_id


def supersede_reading(connection: Connection, reading_id: int, now: datetime) -> None:
    """What this reading found is no longer stated, as of now."""
    connection.execute(readings.update().where(readings.c.id == reading_id).values(superseded_at=now))


def add_reading(
    connection: Connection, article: Article, revision_id: int, found: Reading, now: datetime
) -> dict[str, int]:
    """Store what was found in a revision, in the order of the text; the rows' ids of its claims by `Recorded.id`."""
    added: dict[str, int] = {}
    row = {"article": article.id, "revision_id": revision_id, "recorded_at": now}
    reading_id = connection.execute(readings.insert().returning(readings.c.id), row).scalar_one()
    if found.claims:
        rows = [_claim_row(article.id, reading_id, position, each) for position, each in enumerate(found.claims)]
        insert = claims.insert().returning(claims.c.id, sort_by_parameter_order=True)
        ids = connection.execute(insert, rows).scalars().all()
        about = [
            {"shelf": shelf, "claim_id": number}
            for number, each in zip(ids, found.claims, strict=True)
            for shelf in sorted(all_shelves(each))
        ]
        connection.execute(claim_shelf.insert(), about)
        for row_id, row in zip(ids, rows, strict=True):
            added.setdefault(str(row["key"]), row_id)
    if found.names:
        rows = [_naming_row(reading_id, position, each) for position, each in enumerate(found.names)]
        connection.execute(namings.insert(), rows)
    return added


def _claim_row(article_id: str, reading_id: int, position: int, claim: Claim) -> dict[str, object]:
    return {
        "reading_id": reading_id,
        "position": position,
        "key": claim_id(article_id, claim),
        "kind": claim.kind,
        "event": claim.event,
        "modality": claim.modality,
        "rule": claim.rule,
        "evidence_start": claim.evidence.start,
        "evidence_end": claim.evidence.end,
        "date": None if claim.date is None else str(claim.date),
        "date_first": None if claim.date is None else claim.date.first,
        "date_last": None if claim.date is None else claim.date.last,
        "body": claim.model_dump_json(),
    }


def _naming_row(reading_id: int, position: int, statement: NameStatement) -> dict[str, object]:
    return {
        "reading_id": reading_id,
        "position": position,
        "kind": statement.kind,
        "relation": statement.relation,
        "first_sound": sound(statement.names[0]),
        "second_sound": sound(statement.names[1]),
        "body": statement.model_dump_json(),
    }
