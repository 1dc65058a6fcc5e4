"""The outbox: what is on its way to whom, and how far it got."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection, RowMapping

from facts.changes import Change
from facts.outbox import Delivery, DeliveryState
from ledger.engine import Database
from ledger.errors import LedgerError
from ledger.schema import change, delivery, lease

_OVER = (DeliveryState.SENT, DeliveryState.DEAD, DeliveryState.DROPPED)
_COLUMNS = [column for column in delivery.c if column.name not in {"number", "change_id", "episode", "sent_at"}]


def delivery_id(destination: str, change_key: str) -> str:
    """Names one change on its way to one destination, whichever article brought it and however often."""
    return hashlib.sha256(f"{destination}\x1f{change_key}".encode()).hexdigest()[:32]


def enqueue(
    connection: Connection,
    change_id: int,
    news: Change,
    destinations: Sequence[str],
    now: datetime,
    *,
    held: bool = False,
) -> None:
    """Put a change on its way, within the transaction that records it; once to each destination. One that is `held` waits for
    a person; one that is not takes the place of what its course of events still has waiting so.
    """
    for destination in dict.fromkeys(destinations):
        if not held:
            overtaken = delivery.update().where(
                delivery.c.destination == destination,
                delivery.c.episode == news.episode,
                delivery.c.state == DeliveryState.HELD,
            )
            connection.execute(overtaken.values(state=DeliveryState.DROPPED, error="overtaken by what followed"))
        connection.execute(
            delivery.insert().values(
                id=delivery_id(destination, news.key),
                change_id=change_id,
                destination=destination,
                episode=news.episode,
                state=DeliveryState.HELD if held else DeliveryState.PENDING,
                created_at=now,
                due_at=now,
            )
        )


class LedgerOutbox:
    """`facts.outbox.Outbox`, kept in the ledger. Every call is one committed transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def lease(self, destination: str, holder: str, now: datetime, seconds: float) -> bool:
        """Take or prolong the right to be the only sender; False where another holder's time is not over at `now`."""
        insert = sqlite.insert if self._database.is_sqlite else postgresql.insert
        wanted = insert(lease).values(destination=destination, holder=holder, until=now + timedelta(seconds=seconds))
        taken = wanted.on_conflict_do_update(
            index_elements=[lease.c.destination],
            set_={"holder": wanted.excluded.holder, "until": wanted.excluded.until},
            where=(lease.c.holder == holder) | (lease.c.until <= now),
        ).returning(lease.c.holder)
        return self._database.write(lambda c: c.execute(taken).first() is not None, in_line=False)

    def release(self, destination: str, holder: str) -> None:
        """Give the right back; nothing happens where another holds it."""
        mine = (lease.c.destination == destination) & (lease.c.holder == holder)
        self._database.write(lambda c: c.execute(lease.delete().where(mine)), in_line=False)

    def destinations(self) -> Sequence[str]:
        """Destinations with anything not sent, dead, dropped or held, in alphabetical order."""
        idle = (*_OVER, DeliveryState.HELD)
        query = sa.select(delivery.c.destination).where(delivery.c.state.not_in(idle)).distinct()
        with self._database.reading() as connection:
            return sorted(connection.scalars(query))

    def deliveries(
        self, destination: str | None = None, states: Sequence[DeliveryState] = (), limit: int = 1000
    ) -> Sequence[Delivery]:
        """Deliveries in the order of creation, oldest first; all destinations or states where none is named."""
        query = _select().order_by(delivery.c.number).limit(limit)
        if destination is not None:
            query = query.where(delivery.c.destination == destination)
        if states:
            query = query.where(delivery.c.state.in_(states))
        with self._database.reading() as connection:
            return [_delivery(row) for row in connection.execute(query).mappings()]

    def root(self, destination: str, episode: str) -> Delivery | None:
        """The delivery of an episode that was sent first to a destination."""
        query = (
            _select()
            .where(
                delivery.c.destination == destination,
                delivery.c.episode == episode,
                delivery.c.state == DeliveryState.SENT,
            )
            .order_by(delivery.c.sent_at, delivery.c.number)
            .limit(1)
        )
        with self._database.reading() as connection:
            row = connection.execute(query).mappings().first()
        return None if row is None else _delivery(row)

    def intend(self, delivery_id: str, now: datetime) -> None:
        """Commit the attempt before the message is posted; LedgerError where there is nothing left to attempt."""
        attempt = (
            delivery.update()
            .where(delivery.c.id == delivery_id, delivery.c.state.not_in(_OVER))
            .values(state=DeliveryState.SENDING, attempts=delivery.c.attempts + 1, absences=0, intent_at=now)
        )
        if not self._database.write(lambda c: c.execute(attempt).rowcount, in_line=False):
            raise LedgerError(f"delivery {delivery_id} is not in the outbox, or is over: there is nothing to send")

    def mark(
        self,
        delivery_id: str,
        state: DeliveryState,
        *,
        now: datetime,
        message_id: str | None = None,
        channel_id: str | None = None,
        thread_id: str | None = None,
        error: str | None = None,
        due_at: datetime | None = None,
        absences: int | None = None,
    ) -> None:
        """Write down how an attempt ended; fields not given stay as they are.

        What is sent stays sent: LedgerError where another state is asked for, or the delivery is not known.
        """
        given = {
            "message_id": message_id,
            "channel_id": channel_id,
            "thread_id": thread_id,
            "error": error,
            "due_at": due_at,
            "absences": absences,
        }
        values: dict[str, object] = {name: value for name, value in given.items() if value is not None}
        allowed = delivery.c.id == delivery_id
        if state is DeliveryState.SENT:
            values["sent_at"] = sa.func.coalesce(
                delivery.c.sent_at, sa.bindparam("sent", now, type_=delivery.c.sent_at.type)
            )
        else:
            allowed &= delivery.c.state != DeliveryState.SENT
        update = delivery.update().where(allowed).values(state=state, **values)
        if not self._database.write(lambda c: c.execute(update).rowcount, in_line=False):
            raise LedgerError(f"delivery {delivery_id} is not in the outbox, or is sent and cannot become {state}")


def _select() -> sa.Select[tuple[object, ...]]:
    return sa.select(*_COLUMNS, change.c.body.label("change")).join_from(delivery, change)


def _delivery(row: RowMapping) -> Delivery:
    return Delivery.model_validate(dict(row) | {"change": Change.model_validate_json(row["change"])})
