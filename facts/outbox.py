"""The outbox: alerts on their way. The ledger keeps it, alerts/ empties it; this is the contract between them."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Protocol

from pydantic import AwareDatetime, BaseModel, ConfigDict

from facts.changes import Change


class DeliveryState(StrEnum):
    HELD = "held"  # waits for a person's decision; never sent from here
    PENDING = "pending"  # to be sent when due
    SENDING = "sending"  # the intent is committed; whether the message exists is not known until settled
    DOUBTFUL = "doubtful"  # the answer left doubt; settled by reading back
    SENT = "sent"
    BLOCKED = "blocked"  # the destination refuses everything until its set-up is mended
    DEAD = "dead"  # the destination refuses this message for good
    DROPPED = "dropped"  # an operator decided against it


class Delivery(BaseModel):
    """One change on its way to one destination. `message_id` is the destination's own name of the message."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    destination: str
    change: Change
    state: DeliveryState
    created_at: AwareDatetime
    due_at: AwareDatetime
    attempts: int = 0
    absences: int = 0
    """How often in a row reading back has found no message of a doubtful attempt."""
    intent_at: AwareDatetime | None = None
    message_id: str | None = None
    channel_id: str | None = None
    thread_id: str | None = None
    error: str | None = None


class Outbox(Protocol):
    """Every call is one committed transaction. Times are aware, in UTC, and handed in."""

    def lease(self, destination: str, holder: str, now: AwareDatetime, seconds: float) -> bool:
        """Take or prolong the right to be the only sender to a destination; False where another holds it."""

    def release(self, destination: str, holder: str) -> None:
        """Give the right back."""

    def destinations(self) -> Sequence[str]:
        """Destinations with anything not sent, dead, dropped or held."""

    def deliveries(
        self, destination: str | None = None, states: Sequence[DeliveryState] = (), limit: int = 1000
    ) -> Sequence[Delivery]:
        """Deliveries in the order of creation, oldest first; all destinations or states where none is named."""

    def root(self, destination: str, episode: str) -> Delivery | None:
        """The first sent delivery of an episode at a destination: what follows goes into its thread."""

    def intend(self, delivery_id: str, now: AwareDatetime) -> None:
        """Commit the attempt before the message is posted: state `sending`, one attempt more."""

    def mark(
        self,
        delivery_id: str,
        state: DeliveryState,
        *,
        now: AwareDatetime,
        message_id: str | None = None,
        channel_id: str | None = None,
        thread_id: str | None = None,
        error: str | None = None,
        due_at: AwareDatetime | None = None,
        absences: int | None = None,
    ) -> None:
        """Write down how an attempt ended; fields not given stay as they are."""
