"""Changes that wait for a person before anybody is told: what waits, the decision, and what becomes of those undecided."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from facts.changes import Change
from facts.judgements import ClaimJudgement, Verdict
from facts.outbox import DeliveryState
from facts.records import claim_id
from facts.watch import Watch
from ledger import evidence
from ledger.revising import add_judgement
from ledger.schema import change as changes
from ledger.schema import change_shelf, delivery

_HELD = delivery.c.state == DeliveryState.HELD


@dataclass(frozen=True, slots=True)
class Held:
    """A change that waits, the claim it rests on (`Recorded.id`), since when, and whom it would be told."""

    change: Change
    claim: str
    since: datetime
    destinations: tuple[str, ...]


def held(connection: Connection) -> tuple[Held, ...]:
    """Everything that waits for a person, oldest first."""
    query = (
        sa.select(changes.c.id, changes.c.body, changes.c.article, changes.c.claim, delivery.c.created_at)
        .add_columns(delivery.c.destination)
        .join_from(delivery, changes)
        .where(_HELD)
        .order_by(delivery.c.number)
    )
    found: dict[int, Held] = {}
    for row in connection.execute(query):
        known = found.get(row.id)
        before = () if known is None else known.destinations
        found[row.id] = Held(
            Change.model_validate_json(row.body),
            claim_id(row.article, evidence.CLAIM.validate_json(row.claim)),
            row.created_at,
            (*before, row.destination),
        )
    return tuple(found.values())


def decide(connection: Connection, key: str, judgement: ClaimJudgement, watch: Watch, now: datetime) -> bool:
    """Keep the judgement and let the change of this key go, or tell nobody; False where it does not wait (any more)."""
    numbers = _waiting(connection, changes.c.key == key)
    if not numbers:
        return False
    add_judgement(connection, judgement, watch, now)
    if judgement.verdict is Verdict.RIGHT:
        _let_go(connection, numbers, now)
    else:
        _keep_silent(connection, numbers, "judged wrong before anybody was told")
    return True


def expire(connection: Connection, before: datetime, now: datetime, *, tell: bool) -> int:
    """Let go what has waited since before a time, or tell nobody of it; how many changes."""
    numbers = _waiting(connection, delivery.c.created_at < before)
    if tell:
        _let_go(connection, numbers, now)
    else:
        _keep_silent(connection, numbers, "nobody decided on it in time")
    return len(numbers)


def _waiting(connection: Connection, wanted: sa.ColumnElement[bool]) -> list[int]:
    query = sa.select(delivery.c.change_id).join_from(delivery, changes).where(_HELD, wanted).distinct()
    return list(connection.scalars(query))


def _let_go(connection: Connection, numbers: list[int], now: datetime) -> None:
    mine = delivery.update().where(delivery.c.change_id.in_(numbers), _HELD)
    connection.execute(mine.values(state=DeliveryState.PENDING, due_at=now))


def _keep_silent(connection: Connection, numbers: list[int], reason: str) -> None:
    """As if it had never been on its way: should it come true by other words, it is told then."""
    connection.execute(delivery.delete().where(delivery.c.change_id.in_(numbers), _HELD))
    connection.execute(change_shelf.delete().where(change_shelf.c.change_id.in_(numbers)))
    connection.execute(changes.update().where(changes.c.id.in_(numbers)).values(told=False, silence=reason))
