"""Versions of what is believed: a belief that changes is superseded by its next version."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from facts.claims import Claim, LabClaim, LeadershipClaim
from facts.names.writing import plain
from facts.slots import organizations
from facts.timeline import Fact
from ledger.evidence import portions
from ledger.schema import fact as facts
from ledger.schema import fact_claim, fact_name


@dataclass(frozen=True, slots=True)
class Version:
    """A stored version of a fact."""

    id: int
    fact: Fact
    claims: frozenset[int]
    """Rows' ids of the claims it rests on."""


def live(connection: Connection, slots: Collection[str], claims: Collection[int]) -> dict[str, Version]:
    """What is believed now of these slots, or rests on these claims (rows' ids), by the facts' keys."""
    rows: dict[int, tuple[str, str]] = {}
    believed = sa.select(facts.c.id, facts.c.key, facts.c.body).where(facts.c.recorded_to.is_(None))
    resting = believed.join_from(facts, fact_claim, fact_claim.c.fact_id == facts.c.id)
    for some in portions(sorted(slots)):
        for number, key, body in connection.execute(believed.where(facts.c.slot.in_(some))):
            rows[number] = key, body
    for numbers in portions(sorted(claims)):
        for number, key, body in connection.execute(resting.where(fact_claim.c.claim_id.in_(numbers))):
            rows[number] = key, body
    grounds: dict[int, set[int]] = {number: set() for number in rows}
    for numbers in portions(list(rows)):
        for number, claim in connection.execute(sa.select(fact_claim).where(fact_claim.c.fact_id.in_(numbers))):
            grounds[number].add(claim)
    return {
        key: Version(number, Fact.model_validate_json(body), frozenset(grounds[number]))
        for number, (key, body) in rows.items()
    }


def keyed(after: Sequence[Fact]) -> dict[str, Fact]:
    """Each fact with the key that its belief has through all versions: who in which slot, and the how-manieth time.

    Of a slot all facts are given, in the order of `facts.timeline`.
    """
    times = Counter[tuple[str, str]]()
    found = {}
    for fact in after:
        times[fact.slot, fact.value] += 1
        parts = (fact.slot, fact.value, str(times[fact.slot, fact.value]))
        found[hashlib.sha256("\x1f".join(parts).encode("utf-8", "replace")).hexdigest()[:32]] = fact
    return found


def supersede(
    connection: Connection,
    before: Mapping[str, Version],
    after: Sequence[Fact],
    claim_numbers: Mapping[str, int],
    now: datetime,
) -> None:
    """Make `after` what is believed in place of `before`; what is equal stays the version it was."""
    wanted = keyed(after)
    over = [version.id for key, version in before.items() if wanted.get(key) != version.fact]
    for some in portions(over):
        connection.execute(facts.update().where(facts.c.id.in_(some)).values(recorded_to=now))
    fresh = [(key, fact) for key, fact in wanted.items() if key not in before or before[key].fact != fact]
    if not fresh:
        return
    insert = facts.insert().returning(facts.c.id, sort_by_parameter_order=True)
    numbers = connection.execute(insert, [_row(key, fact, now) for key, fact in fresh]).scalars().all()
    stored = list(zip(numbers, (fact for _, fact in fresh), strict=True))
    names = [{"fact_id": number, **name} for number, fact in stored for name in _names(fact.claim)]
    rests = [
        {"fact_id": number, "claim_id": claim_numbers[claim]}
        for number, fact in stored
        for claim in fact.claims
        if claim in claim_numbers
    ]
    for table, rows in ((fact_name, names), (fact_claim, rests)):
        if rows:
            connection.execute(table.insert(), rows)


def _row(key: str, fact: Fact, now: datetime) -> dict[str, object]:
    since, until = fact.valid_from, fact.valid_until
    return {
        "key": key,
        "slot": fact.slot,
        "kind": fact.claim.kind,
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
