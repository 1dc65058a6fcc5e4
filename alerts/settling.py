"""Settle attempts of which nobody knows whether a message came of them: wait, read back, decide.

Found: it is sent. Absent twice, some minutes apart: it is sent again under the same id. Unreadable: it stays in doubt,
and an operator is told once. What commits later than that shows two messages until `alerts.sweeping` removes one.
"""

from __future__ import annotations

from datetime import timedelta

from alerts.errors import DoubtError, NotSentError, SendError, UnreadableError
from alerts.grouping import claimed_by, index_id
from alerts.rounds import UNSETTLED, Round, thread_of
from facts.outbox import Delivery, DeliveryState

ABSENCES = 2
"""So many readings that find nothing, one after the other, prove that there is nothing: history lags behind."""


def settle(round_: Round) -> None:
    """Look at everything in doubt whose time has come."""
    for delivery in round_.outbox.deliveries(round_.name, UNSETTLED):
        if round_.due(delivery) <= round_.clock.now():
            _settle(delivery, round_)


def _settle(delivery: Delivery, round_: Round) -> None:
    outbox, now = round_.outbox, round_.clock.now()
    if not round_.sender.readable:
        outbox.mark(delivery.id, DeliveryState.PENDING, now=now, due_at=now)
        return
    assert delivery.intent_at is not None
    root = outbox.root(round_.name, delivery.change.episode)
    thread = thread_of(delivery, root)
    announcement = index_id(delivery.id)
    announced = bool(delivery.thread_id) and claimed_by(delivery) is None
    try:
        found = round_.sender.find(
            {delivery.id} if announced else {delivery.id, announcement},
            delivery.intent_at - timedelta(seconds=round_.timing.skew),
            [thread] if thread else [],
            canary=any(
                one.channel_id == round_.sender.place for one in outbox.deliveries(round_.name, (DeliveryState.SENT,))
            ),
        )
    except (NotSentError, DoubtError) as error:
        round_.mark(delivery, DeliveryState.DOUBTFUL, f"reading back: {error.code}", round_.later(round_.timing.again))
        return
    except (UnreadableError, SendError) as error:
        _park(delivery, round_, error.code)
        return
    round_.stay()  # reading back can take minutes
    if found is None:
        _absent(delivery, round_)
        return
    round_.report.settled += 1
    id_, posted = found
    if id_ == announcement:
        waiting = outbox.deliveries(round_.name, (DeliveryState.PENDING,))
        members = [one for one in waiting if claimed_by(one) == delivery.id]
        round_.into_thread([delivery, *members], posted)
    else:
        round_.finish(delivery, root, posted)


def _absent(delivery: Delivery, round_: Round) -> None:
    absences = delivery.absences + 1
    now = round_.clock.now()
    if absences >= ABSENCES:
        round_.outbox.mark(delivery.id, DeliveryState.PENDING, now=now, due_at=now, absences=absences)
    else:
        due = round_.later(round_.timing.again)
        round_.outbox.mark(delivery.id, DeliveryState.DOUBTFUL, now=now, due_at=due, absences=absences)


def _park(delivery: Delivery, round_: Round, code: str) -> None:
    """It stays in doubt; the operator is told the first time only."""
    error = f"unreadable: {code}"
    if delivery.error != error:
        round_.alarm("unreadable", code=code)
    due = round_.later(round_.timing.again)
    round_.outbox.mark(delivery.id, DeliveryState.DOUBTFUL, now=round_.clock.now(), due_at=due, error=error)
