"""The claims, names and judgements that may bear on what an article speaks of: loaded by topic, never all of them."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from typing import Any, TypeVar

import sqlalchemy as sa
from pydantic import TypeAdapter
from sqlalchemy.engine import Connection

from facts.changes import ArticleReference
from facts.claims import Claim, NameStatement, PartnershipClaim
from facts.judgements import Judgement, NameJudgement
from facts.names.writing import plain
from facts.records import Recorded, Tier
from facts.watch import Watch
from ledger.schema import article as articles
from ledger.schema import claim as claims
from ledger.schema import claim_topic
from ledger.schema import judgement as judgements
from ledger.schema import naming as namings
from ledger.schema import reading as readings

CLAIM: TypeAdapter[Claim] = TypeAdapter(Claim)
_JUDGEMENT: TypeAdapter[Judgement] = TypeAdapter(Judgement)
T = TypeVar("T")
_AT_ONCE = 500
"""Values in one IN list: SQLite takes 32,766, and plans shorter ones faster."""


def organizations(claim: Claim) -> tuple[str, ...]:
    """The organisations that a claim names."""
    return claim.organizations if isinstance(claim, PartnershipClaim) else (claim.organization,)


def topics(claim: Claim) -> frozenset[str]:
    """Under which keys a claim is found again."""
    return frozenset(f"{claim.kind}:{plain(name)}" for name in organizations(claim))


def all_judgements(connection: Connection) -> tuple[Judgement, ...]:
    """Every judgement, in the order of recording. Readers are few beside articles: all of them are always at hand."""
    bodies = connection.scalars(sa.select(judgements.c.body).order_by(judgements.c.id))
    return tuple(_JUDGEMENT.validate_json(body) for body in bodies)


def namesakes(
    connection: Connection, names: Iterable[str], watch: Watch, judged: Iterable[Judgement]
) -> tuple[frozenset[str], tuple[NameStatement, ...]]:
    """Every name that may mean one of these (plain forms), and the statements of articles that say so.

    Names are followed from one to the next: through articles, the watch list and the judgements of readers.
    """
    groups = [frozenset(map(plain, each.names)) for each in watch.organizations]
    groups += [frozenset(map(plain, each.names)) for each in judged if isinstance(each, NameJudgement)]
    reached: set[str] = set()
    fresh = {plain(name) for name in names}
    found: dict[int, NameStatement] = {}
    while fresh:
        reached |= fresh
        linked = {name for group in groups if group & fresh for name in group}
        for number, first, second, body in _statements(connection, fresh):
            found[number] = NameStatement.model_validate_json(body)
            linked |= {first, second}
        fresh = linked - reached
    return frozenset(reached), tuple(found[number] for number in sorted(found))


def _statements(connection: Connection, names: Collection[str]) -> list[sa.Row[Any]]:
    rows: list[sa.Row[Any]] = []
    for some in portions(names):
        query = (
            sa.select(namings.c.id, namings.c.first_key, namings.c.second_key, namings.c.body)
            .join_from(namings, readings, namings.c.reading_id == readings.c.id)
            .where(namings.c.first_key.in_(some) | namings.c.second_key.in_(some), readings.c.superseded_at.is_(None))
        )
        rows += connection.execute(query).all()
    return rows


def recorded(connection: Connection, wanted: Collection[str]) -> dict[str, tuple[int, Recorded]]:
    """The live claims under these topics by their keys, each with its row's id; a repeated statement is given once."""
    rows: dict[int, sa.Row[Any]] = {}
    for some in portions(wanted):
        query = (
            sa.select(
                claims.c.id,
                claims.c.key,
                claims.c.body,
                articles.c.reference,
                articles.c.content_hash,
                articles.c.recorded_at,
                articles.c.tier,
                articles.c.sketch,
                articles.c.attributed_to,
            )
            .select_from(claim_topic)
            .join(claims, claims.c.id == claim_topic.c.claim_id)
            .join(readings, (readings.c.id == claims.c.reading_id) & readings.c.superseded_at.is_(None))
            .join(articles, articles.c.id == readings.c.revision_id)
            .where(claim_topic.c.topic.in_(some))
        )
        rows |= {row.id: row for row in connection.execute(query)}
    found: dict[str, tuple[int, Recorded]] = {}
    for number in sorted(rows):
        row = rows[number]
        if row.key not in found:
            found[row.key] = (number, _recorded(row))
    return found


def _recorded(row: sa.Row[Any]) -> Recorded:
    return Recorded(
        id=row.key,
        claim=CLAIM.validate_json(row.body),
        article=ArticleReference.model_validate_json(row.reference),
        revision=row.content_hash,
        recorded_at=row.recorded_at,
        tier=Tier(row.tier),
        sketch=tuple(json.loads(row.sketch)),
        attributed_to=row.attributed_to,
    )


def portions(values: Collection[T]) -> Iterable[Sequence[T]]:
    """The values in lists short enough for one query each."""
    listed = list(values)
    return (listed[start : start + _AT_ONCE] for start in range(0, len(listed), _AT_ONCE))
