"""Versions of what is believed: a belief that changes is superseded by its next version."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from facts.claims import Claim, LabClaim, LeadershipClaim
from facts.names.writing import plain
from ledger.beliefs import Fact
from ledger.evidence import organizations, portions, topics
from ledger.schema import fact as facts
from ledger.schema import fact_claim, fact_name, fact_topic


@dataclass(frozen=True, slots=True)
class Version:
    """A stored version of a fact."""

    id: int
    fact: Fact


def live(connection: Connection, wanted: Collection[str]) -> dict[str, Version]:
    """What is believed now under these topics, by the facts' keys."""
    found: dict[str, Version] = {}
    for some in portions(wanted):
        query = (
            sa.select(facts.c.id, facts.c.body)
            .join_from(fact_topic, facts, facts.c.id == fact_topic.c.fact_id)
            .where(fact_topic.c.topic.in_(some), facts.c.recorded_to.is_(None))
        )
        for number, body in connection.execute(query):
            fact = Fact.model_validate_json(body)
            found[fact.key] = Version(number, fact)
    return found


def supersede(
    connection: Connection,
    before: Mapping[str, Version],
    after: Sequence[Fact],
    claim_numbers: Mapping[str, int],
    now: datetime,
) -> None:
    """Make `after` what is believed in place of `before`; what is equal stays the version it was."""
    wanted = {fact.key: fact for fact in after}
    over = [version.id for key, version in before.items() if wanted.get(key) != version.fact]
    for some in portions(over):
        connection.execute(facts.update().where(facts.c.id.in_(some)).values(recorded_to=now))
    fresh = [fact for key, fact in wanted.items() if key not in before or before[key].fact != fact]
    if not fresh:
        return
    insert = facts.insert().returning(facts.c.id, sort_by_parameter_order=True)
    numbers = connection.execute(insert, [_row(fact, now) for fact in fresh]).scalars().all()
    stored = list(zip(numbers, fresh, strict=True))
    about = [{"fact_id": number, "topic": topic} for number, fact in stored for topic in sorted(topics(fact.claim))]
    names = [{"fact_id": number, **name} for number, fact in stored for name in _names(fact.claim)]
    rests = [
        {"fact_id": number, "claim_id": claim_numbers[claim]}
        for number, fact in stored
        for claim in fact.claims
        if claim in claim_numbers
    ]
    for table, rows in ((fact_topic, about), (fact_name, names), (fact_claim, rests)):
        if rows:
            connection.execute(table.insert(), rows)


def _row(fact: Fact, now: datetime) -> dict[str, object]:
    since, until = fact.valid_from, fact.valid_until
    return {
        "key": fact.key,
        "slot": fact.slot,
        "kind": fact.kind,
        "status": fact.status,
        "valid_from": None if since is None else str(since),
        "valid_from_first": None if since is None else since.first,
        "valid_from_last": None if since is None else since.last,
        "valid_until": None if until is None else str(until),
        "valid_until_first": None if until is None else until.first,
        "valid_until_last": None if until is None else until.last,
        "body": fact.model_dump_json(),
        "recorded_from": now,
        "recorded_to": None,
    }


def _names(claim: Claim) -> list[dict[str, str]]:
    named = {("organization", name) for name in organizations(claim)}
    if isinstance(claim, LeadershipClaim):
        named.add(("person", claim.person))
        if claim.unit:
            named.add(("unit", claim.unit))
    if isinstance(claim, LabClaim):
        named.add(("lab", claim.name))
    return [{"role": role, "name": name, "name_key": plain(name)} for role, name in sorted(named)]
