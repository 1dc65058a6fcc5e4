"""Asking: what is believed, what was believed, why, and what changed. Frozen values come out; nothing is written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from facts.articles import Article
from facts.changes import Change
from facts.judgements import ClaimJudgement, Judgement
from facts.records import Recorded, claim_id
from facts.timeline import Fact, as_of
from ledger import evidence
from ledger.errors import UnknownNameError
from ledger.names import known_key
from ledger.schema import article as articles
from ledger.schema import change as changes
from ledger.schema import fact as facts
from ledger.schema import fact_name


@dataclass(frozen=True, slots=True)
class Believed:
    """A version of a fact: believed from `recorded_from` until `recorded_to` (None: still). `key` asks for its reasons."""

    key: str
    fact: Fact
    recorded_from: datetime
    recorded_to: datetime | None


@dataclass(frozen=True, slots=True)
class Reasons:
    """Why a fact is believed: the claims with sentence, source and rule, and what readers said of them."""

    believed: Believed
    claims: tuple[Recorded, ...]
    judgements: tuple[Judgement, ...]


@dataclass(frozen=True, slots=True)
class Noted:
    """A change in the ledger. `silence` says why nobody was told; None where it was told. `claim` is the id
    (`Recorded.id`) of the claim that it rests on, for judgements.
    """

    change: Change
    silence: str | None
    recorded_at: datetime
    claim: str


def believed(
    connection: Connection,
    *,
    organization: str | None = None,
    day: date | None = None,
    known_at: datetime | None = None,
) -> tuple[Believed, ...]:
    """Facts as they were known at a time (now, where none is given), and of these those true on a day, if one is given.

    UnknownNameError, with suggestions, for an organisation that the ledger does not know.
    """
    query = sa.select(facts.c.key, facts.c.body, facts.c.recorded_from, facts.c.recorded_to)
    if known_at is None:
        query = query.where(facts.c.recorded_to.is_(None))
    else:
        ends = facts.c.recorded_to.is_(None) | (facts.c.recorded_to > known_at)
        query = query.where(facts.c.recorded_from <= known_at, ends)
    if organization is not None:
        query = query.where(facts.c.id.in_(_named(known_key(connection, organization), "organization")))
    found = _in_order(connection, query)
    if day is None:
        return found
    true = {id(fact) for fact in as_of([each.fact for each in found], day)}
    return tuple(each for each in found if id(each.fact) in true)


def timeline_of(connection: Connection, name: str) -> tuple[Believed, ...]:
    """Everything believed now of a person, a lab, a unit or an organisation, earliest first.

    UnknownNameError, with suggestions, for a name that the ledger does not know.
    """
    query = sa.select(facts.c.key, facts.c.body, facts.c.recorded_from, facts.c.recorded_to).where(
        facts.c.recorded_to.is_(None), facts.c.id.in_(_named(known_key(connection, name)))
    )
    found = _in_order(connection, query)
    return tuple(sorted(found, key=lambda each: (_start(each.fact), each.fact.slot, each.key)))


def why(connection: Connection, key: str) -> Reasons:
    """The reasons for a fact, named by its key or the beginning of it; UnknownNameError where no or many begin so."""
    query = sa.select(facts.c.id, facts.c.key, facts.c.body, facts.c.recorded_from, facts.c.recorded_to).where(
        facts.c.key.startswith(key, autoescape=True), facts.c.recorded_to.is_(None)
    )
    rows = connection.execute(query.limit(5)).all()
    if len(rows) != 1:
        raise UnknownNameError(key, [row.key for row in rows])
    row = rows[0]
    claims = evidence.under_fact(connection, row.id)
    ids = {each.id for each in claims}
    judged = tuple(
        each
        for each in evidence.all_judgements(connection)
        if isinstance(each, ClaimJudgement) and ids & set(each.claims)
    )
    return Reasons(_believed(row), claims, judged)


def noted(
    connection: Connection, since: datetime | None = None, *, silent: bool = True, key: str | None = None
) -> tuple[Noted, ...]:
    """Changes recorded at or after a time, oldest first; with `silent` off only those that were told; of one key."""
    columns = (changes.c.body, changes.c.silence, changes.c.recorded_at, changes.c.article, changes.c.claim)
    query = sa.select(*columns).order_by(changes.c.id)
    if since is not None:
        query = query.where(changes.c.recorded_at >= since)
    if not silent:
        query = query.where(changes.c.told)
    if key is not None:
        query = query.where(changes.c.key == key)
    return tuple(
        Noted(
            Change.model_validate_json(row.body),
            row.silence,
            row.recorded_at,
            claim_id(row.article, evidence.CLAIM.validate_json(row.claim)),
        )
        for row in connection.execute(query)
    )


def stored(connection: Connection, after: int, limit: int) -> list[tuple[int, Article]]:
    """The newest revision of articles in the order in which they came, each with its row's id: a page after a row. Those whose
    text was removed are left out: read again, they would seem to state nothing.
    """
    newer = articles.alias()
    is_newest = ~sa.exists().where(newer.c.article == articles.c.article, newer.c.revision > articles.c.revision)
    query = sa.select(articles.c.id, articles.c.body).where(
        articles.c.id > after, articles.c.text_removed_at.is_(None), is_newest
    )
    rows = connection.execute(query.order_by(articles.c.id).limit(limit))
    return [(row.id, Article.model_validate_json(row.body)) for row in rows]


def _named(key: str, role: str | None = None) -> sa.Select[tuple[int]]:
    query = sa.select(fact_name.c.fact_id).where(fact_name.c.name_key == key)
    return query if role is None else query.where(fact_name.c.role == role)


def _in_order(connection: Connection, query: sa.Select[Any]) -> tuple[Believed, ...]:
    """Slot by slot and earliest first: an order that does not depend on that of arrival."""
    found = [_believed(row) for row in connection.execute(query)]
    return tuple(sorted(found, key=lambda each: (each.fact.slot, _start(each.fact), each.key)))


def _believed(row: sa.Row[Any]) -> Believed:
    return Believed(row.key, Fact.model_validate_json(row.body), row.recorded_from, row.recorded_to)


def _start(fact: Fact) -> date:
    return fact.valid_from.first if fact.valid_from else fact.seen


def counts(connection: Connection) -> dict[str, int]:
    """How many articles, live facts and told changes there are."""
    believed_now = sa.select(sa.func.count()).select_from(facts).where(facts.c.recorded_to.is_(None))
    told = sa.select(sa.func.count()).select_from(changes).where(changes.c.told)
    items = sa.select(sa.func.count(sa.distinct(articles.c.article)))
    return {
        name: connection.scalar(query) or 0
        for name, query in (("articles", items), ("facts", believed_now), ("changes", told))
    }
