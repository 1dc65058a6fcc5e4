"""The claims, names and judgements that may bear on what an article speaks of: loaded by shelf, never all of them."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from typing import Any, TypeVar

import sqlalchemy as sa
from pydantic import TypeAdapter
from sqlalchemy.engine import Connection

from facts.changes import ArticleReference
from facts.claims import Claim, NameStatement
from facts.judgements import Judgement, NameJudgement
from facts.names import sound
from facts.records import Recorded, Tier
from facts.slots import organizations, shelves
from facts.watch import Watch
from ledger.schema import article as articles
from ledger.schema import claim as claims
from ledger.schema import claim_shelf, fact_claim
from ledger.schema import judgement as judgements
from ledger.schema import naming as namings
from ledger.schema import reading as readings

CLAIM: TypeAdapter[Claim] = TypeAdapter(Claim)
_JUDGEMENT: TypeAdapter[Judgement] = TypeAdapter(Judgement)
T = TypeVar("T")
_AT_ONCE = 500
"""Values in one IN list: SQLite takes 32,766, and plans shorter ones faster."""


def all_shelves(claim: Claim) -> frozenset[str]:
    """Where a claim is found again: by what it is about, and by each organisation that it names."""
    return shelves(claim) | {name_shelf(sound(name)) for name in organizations(claim)}


def name_shelf(heard: str) -> str:
    """The shelf of all claims that name an organisation of this sound."""
    return f"organization|{heard}"


def all_judgements(connection: Connection) -> tuple[Judgement, ...]:
    """Every judgement, in the order of recording. Readers are few beside articles: all of them are always at hand."""
    bodies = connection.scalars(sa.select(judgements.c.body).order_by(judgements.c.id))
    return tuple(_JUDGEMENT.validate_json(body) for body in bodies)


def statements(
    connection: Connection, sounds: Iterable[str], watch: Watch, judged: Iterable[Judgement]
) -> tuple[NameStatement, ...]:
    """What live readings state about the names of these sounds, and about the names that these lead to.

    Names are followed from one to the next: through articles, the watch list and the judgements of readers.
    """
    groups = [frozenset(map(sound, each.names)) for each in watch.organizations]
    groups += [frozenset(map(sound, each.names)) for each in judged if isinstance(each, NameJudgement)]
    reached: set[str] = set()
    fresh = set(sounds)
    found: dict[int, NameStatement] = {}
    while fresh:
        reached |= fresh
        linked = {name for group in groups if group & fresh for name in group}
        for number, first, second, body in _statements(connection, fresh):
            found[number] = NameStatement.model_validate_json(body)
            linked |= {first, second}
        fresh = linked - reached
    return tuple(found[number] for number in sorted(found))


def _statements(connection: Connection, sounds: Collection[str]) -> list[sa.Row[Any]]:
    rows: list[sa.Row[Any]] = []
    for some in portions(sounds):
        for column in (namings.c.first_sound, namings.c.second_sound):
            query = (
                sa.select(namings.c.id, namings.c.first_sound, namings.c.second_sound, namings.c.body)
                .join_from(namings, readings, namings.c.reading_id == readings.c.id)
                .where(column.in_(some), readings.c.superseded_at.is_(None))
            )
            rows += connection.execute(query).all()
    return rows


def recorded(connection: Connection, wanted: Collection[str]) -> dict[str, tuple[int, Recorded]]:
    """The live claims on these shelves by their keys, each with its row's id; a repeated statement is given once."""
    rows: dict[int, sa.Row[Any]] = {}
    for some in portions(sorted(wanted)):
        query = (
            _claims()
            .join(claim_shelf, claim_shelf.c.claim_id == claims.c.id)
            .where(claim_shelf.c.shelf.in_(some), readings.c.superseded_at.is_(None))
        )
        rows |= {row.id: row for row in connection.execute(query)}
    found: dict[str, tuple[int, Recorded]] = {}
    for number in sorted(rows):
        row = rows[number]
        if row.key not in found:
            found[row.key] = (number, _recorded(row))
    return found


def by_key(connection: Connection, keys: Collection[str]) -> dict[str, tuple[int, Recorded]]:
    """The live claims of these keys (`Recorded.id`), each with its row's id."""
    found: dict[str, tuple[int, Recorded]] = {}
    for some in portions(sorted(keys)):
        query = _claims().where(claims.c.key.in_(some), readings.c.superseded_at.is_(None)).order_by(claims.c.id.desc())
        found |= {row.key: (row.id, _recorded(row)) for row in connection.execute(query)}
    return found


def of_reading(connection: Connection, reading_id: int) -> dict[int, Recorded]:
    """The claims of one reading by their rows' ids."""
    query = _claims().where(claims.c.reading_id == reading_id).order_by(claims.c.id)
    return {row.id: _recorded(row) for row in connection.execute(query)}


def under_fact(connection: Connection, fact_id: int) -> tuple[Recorded, ...]:
    """The claims on which a version of a fact rests, oldest article first."""
    query = (
        _claims()
        .join(fact_claim, fact_claim.c.claim_id == claims.c.id)
        .where(fact_claim.c.fact_id == fact_id)
        .order_by(articles.c.published, claims.c.id)
    )
    return tuple(_recorded(row) for row in connection.execute(query))


def _claims() -> sa.Select[Any]:
    return (
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
        .select_from(claims)
        .join(readings, readings.c.id == claims.c.reading_id)
        .join(articles, articles.c.id == readings.c.revision_id)
    )


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
