"""Silence that readers asked for, where alerts are on their way already or somebody asks why none came."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from facts.changes import Change
from facts.judgements import Judgement, Mute, Repeat
from facts.names import sound
from facts.news import EVERYWHERE, State, hushed
from facts.outbox import DeliveryState
from facts.records import Told
from facts.slots import organizations
from facts.watch import Watch
from ledger import evidence
from ledger.schema import change as changes
from ledger.schema import delivery


def hush_waiting(
    connection: Connection, judgement: Mute | Repeat, watch: Watch, judgements: Sequence[Judgement], now: datetime
) -> int:
    """Drop the alerts that wait (quiet hours, a digest) and that this judgement leaves untold; how many."""
    query = (
        sa.select(delivery.c.id, delivery.c.destination, changes.c.body, changes.c.claim)
        .join_from(delivery, changes)
        .where(delivery.c.state.in_((DeliveryState.PENDING, DeliveryState.HELD)))
    )
    if judgement.destination is not None:
        query = query.where(delivery.c.destination == judgement.destination)
    dropped = 0
    for row in connection.execute(query).all():
        told = _told(row, now)
        reasons = hushed(told, _state(connection, told, watch, [judgement], judgements))
        reason = reasons.get(row.destination) or reasons.get(EVERYWHERE)
        if reason is not None:
            drop = delivery.update().where(delivery.c.id == row.id)
            connection.execute(drop.values(state=DeliveryState.DROPPED, error=reason))
            dropped += 1
    return dropped


def silenced(connection: Connection, key: str, watch: Watch, now: datetime) -> Mapping[str, str]:
    """By which destination readers asked not to be told what this change (its key) tells, each with the reason."""
    row = connection.execute(sa.select(changes.c.body, changes.c.claim).where(changes.c.key == key).limit(1)).first()
    if row is None:
        return {}
    judgements = evidence.all_judgements(connection)
    told = _told(row, now)
    return hushed(told, _state(connection, told, watch, judgements, judgements))


def _told(row: sa.Row[Any], now: datetime) -> Told:
    return Told(change=Change.model_validate_json(row.body), claim=evidence.CLAIM.validate_json(row.claim), told_at=now)


def _state(
    connection: Connection, told: Told, watch: Watch, in_question: Sequence[Judgement], judgements: Sequence[Judgement]
) -> State:
    """What `hushed` reads for one change: the judgements in question, the names, and what was marked as a repeat."""
    marked = [each.change for each in in_question if isinstance(each, Repeat)]
    named = [each.organization for each in in_question if isinstance(each, Mute) and each.organization]
    sounds = {sound(name) for name in (*organizations(told.claim), *named)}
    statements = evidence.statements(connection, sounds, watch, judgements)
    rows: list[sa.Row[Any]] = []
    for some in evidence.portions(marked):
        query = sa.select(changes.c.body, changes.c.claim).where(changes.c.key.in_(some), changes.c.told)
        rows += connection.execute(query).all()
    earlier = tuple(_told(row, told.told_at) for row in rows)
    kept = [each for each in judgements if not isinstance(each, Mute | Repeat)]
    return State(watch, (), statements, earlier, (*kept, *in_question))
