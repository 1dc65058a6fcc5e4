"""What an operator does with alerts on their way: see them, send one again, give one up."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from alerts.destinations import Language
from alerts.errors import AlertsError
from alerts.message import headline
from alerts.words import words
from facts.outbox import Delivery, DeliveryState, Outbox

OUTSTANDING = (
    DeliveryState.PENDING,
    DeliveryState.SENDING,
    DeliveryState.DOUBTFUL,
    DeliveryState.BLOCKED,
    DeliveryState.DEAD,
)
_ALL = 1_000_000


class UnknownDeliveryError(AlertsError):
    """No outstanding alert, or more than one, has an id that begins so."""


def outstanding(outbox: Outbox, destination: str | None = None) -> Sequence[Delivery]:
    """Everything neither sent nor dropped, oldest first."""
    return outbox.deliveries(destination, OUTSTANDING, limit=_ALL)


def line(delivery: Delivery, language: Language = Language.KOREAN) -> str:
    """One alert for a list: short id, state, destination, headline, and what hinders it."""
    trouble = f" ({delivery.error}, {delivery.attempts}×)" if delivery.error else ""
    what = headline(delivery.change, words(language))
    return f"{delivery.id[:8]} {delivery.state:8} {delivery.destination}: {what}{trouble}"


def send_again(outbox: Outbox, id_: str, now: datetime) -> Delivery:
    """Let the next round send an alert; `id_` may be its first characters. The alert as it was.

    Of one in doubt a message may already stand in the channel: a double goes with the next sweep.
    """
    delivery = _one(outbox, id_)
    outbox.mark(delivery.id, DeliveryState.PENDING, now=now, due_at=now, error="")
    return delivery


def drop(outbox: Outbox, id_: str, now: datetime) -> Delivery:
    """Give an alert up for good; `id_` may be its first characters. The alert as it was."""
    delivery = _one(outbox, id_)
    outbox.mark(delivery.id, DeliveryState.DROPPED, now=now)
    return delivery


def _one(outbox: Outbox, id_: str) -> Delivery:
    found = [one for one in outstanding(outbox) if id_ and one.id.startswith(id_)]
    if len(found) != 1:
        reason = "more than one outstanding alert has" if found else "no outstanding alert has"
        raise UnknownDeliveryError(f"{reason} an id that begins with {id_!r}; `bongsu alerts` lists them")
    return found[0]
