"""One round at one destination: attempts with their intent committed before, and what becomes of them."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from alerts.destinations import Destination
from alerts.errors import BlockedError, DoubtError, NotSentError, RefusedError, SendError, ThreadGoneError
from alerts.grouping import claimed_by
from alerts.hours import held_until
from alerts.message import Message, headline, plainer, render
from alerts.senders import Clock, Label, Posted, Sender
from alerts.words import words
from facts.changes import ChangeKind
from facts.outbox import Delivery, DeliveryState, Outbox

log = logging.getLogger(__name__)

Alarm = Callable[[str, str], None]
"""Tells an operator: the destination in trouble (so that another route can be taken), and a line in its language."""

UNSETTLED = (DeliveryState.SENDING, DeliveryState.DOUBTFUL)
AGAIN_TOLD = frozenset({ChangeKind.DENIED, ChangeKind.CORRECTED})
"""Answers in a thread that are shown in the channel too: who read the first message believes something wrong."""


_PAUSES = 20
"""So often a round waits out a rate limit."""


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds. `settle` must exceed the sender's timeout (15) and the time a server may take to store what it got."""

    settle: float = 180
    again: float = 120  # from one reading back to the next
    skew: float = 300  # how far the clocks of both sides may differ
    lease: float = 120
    backoff: float = 30  # after a failure that certainly sent nothing; doubles up to an hour
    patience: float = 60  # a pause asked for is waited out within the round up to here


@dataclass(slots=True)
class Report:
    """What a round did at one destination; `next_due` is when the next can do more, None where nothing is left."""

    destination: str
    sent: int = 0
    announced: int = 0  # messages that announce a group
    settled: int = 0
    waiting: int = 0
    doubtful: int = 0
    blocked: int = 0
    dead: int = 0
    next_due: datetime | None = None
    notes: list[str] = field(default_factory=list)


class EndOfRoundError(Exception):
    """Nothing more can be sent here now; what is left stays in the outbox."""


class Round:
    """What a round at one destination does with single deliveries; the order of things is `alerts.delivery`'s."""

    def __init__(
        self,
        outbox: Outbox,
        destination: Destination,
        sender: Sender,
        clock: Clock,
        *,
        alarm: Alarm,
        holder: str,
        timing: Timing,
        paused: dict[str, datetime],
        buttons: bool,
    ) -> None:
        self.outbox = outbox
        self.destination = destination
        self.name = destination.name
        self.sender = sender
        self.clock = clock
        self.timing = timing
        self.report = Report(destination.name)
        self._alarm = alarm
        self.holder = holder
        self._paused = paused
        self._buttons = buttons and sender.threads
        self._last_post: datetime | None = None
        self._leased_until: datetime | None = None
        self._doubts = 0
        self._pauses = 0

    def alarm(self, about: str, **fields: object) -> None:
        """Tell the operator by another route."""
        line = words(self.destination.language).watching[about].format(destination=self.name, **fields)
        log.warning("%s", line)
        self.report.notes.append(line)
        self._alarm(self.name, line)

    def later(self, seconds: float) -> datetime:
        return self.clock.now() + timedelta(seconds=seconds)

    def lease(self) -> bool:
        """Take or prolong the right to send here. One that ran out is not taken up again in the same round: what this
        process remembers may be old.
        """
        now = self.clock.now()
        if self._leased_until is not None and now >= self._leased_until:
            return False
        self._leased_until = now + timedelta(seconds=self.timing.lease)
        return self.outbox.lease(self.name, self.holder, now, self.timing.lease)

    def stay(self) -> None:
        """Prolong the right to send, or end the round."""
        if not self.lease():
            raise EndOfRoundError("another process has taken over")

    def usable(self) -> bool:
        """Whether anything can be sent here at all. Asked before the first attempt, so that a network that is down or a
        token that is wrong leaves no attempt in doubt; what was blocked goes on by itself.
        """
        try:
            self.sender.check()
        except BlockedError as error:
            self._block(error)
            return False
        except SendError as error:
            self.report.notes.append(f"cannot be reached: {error.code}")
            return False
        for one in self.outbox.deliveries(self.name, (DeliveryState.BLOCKED,)):
            self.outbox.mark(one.id, DeliveryState.PENDING, now=self.clock.now())
        return True

    def _block(self, error: BlockedError) -> None:
        """Mark what is first in line, so that the block is on record; tell the operator when it is new."""
        self.report.notes.append(f"blocked: {error.code}")
        first = self.outbox.deliveries(self.name, (DeliveryState.BLOCKED, DeliveryState.PENDING), limit=1)
        for one in first or self.outbox.deliveries(self.name, UNSETTLED, limit=1):
            if one.error != error.code:
                self.alarm("blocked", code=error.code, way_out=error.way_out)
            state = DeliveryState.BLOCKED if first else DeliveryState.DOUBTFUL
            self.mark(one, state, error.code, None if first else one.due_at)

    def into_thread(self, members: Sequence[Delivery], posted: Posted) -> Sequence[Delivery]:
        """Let members be told in the thread of the message that announced them; the leader, whose intent is open, last."""
        for member in reversed(members):
            self.outbox.mark(
                member.id,
                DeliveryState.PENDING,
                now=self.clock.now(),
                channel_id=posted.channel_id,
                thread_id=posted.message_id,
                due_at=self.clock.now(),
            )
        return [member.model_copy(update={"thread_id": posted.message_id}) for member in members]

    def send(self, delivery: Delivery) -> bool:
        """Send one; False where its episode has to wait."""
        root = None if delivery.thread_id == "" else self.outbox.root(self.name, delivery.change.episode)
        value = button_value(delivery) if self._buttons else None
        message = render(delivery.change, self.destination.language, button_value=value)
        posted = self.attempt(delivery, message, label(delivery), thread_of(delivery, root))
        return posted is not None and self.finish(delivery, root, posted)

    def finish(self, delivery: Delivery, root: Delivery | None, posted: Posted) -> bool:
        """The message exists: bring the first one of its episode up to date, then write down that it is sent."""
        if root is not None and root.id != delivery.id and root.message_id and self.sender.threads:
            value = button_value(root) if self._buttons else None
            edited = render(root.change, self.destination.language, present=delivery.change, button_value=value)
            try:
                self.sender.update(root.message_id, edited)
            except (DoubtError, NotSentError) as error:  # an edit may be repeated: settling comes back to it
                self.mark(delivery, DeliveryState.DOUBTFUL, f"edit: {error.code}", self.later(self.timing.again))
                return False
            except SendError as error:
                log.info("the first message of an episode at %s cannot be edited: %s", self.name, error.code)
        self.outbox.mark(
            delivery.id,
            DeliveryState.SENT,
            now=self.clock.now(),
            message_id=posted.message_id,
            channel_id=posted.channel_id,
            thread_id=posted.thread_id or "",  # no claim of a group that never came to be
            error="",
        )
        self.report.sent += 1
        return True

    def attempt(self, delivery: Delivery, message: Message, label_: Label, thread: str | None) -> Posted | None:
        """One message with its intent committed before; None where it was not sent, or may not have been."""
        broadcast = thread is not None and delivery.change.change in AGAIN_TOLD
        try:
            try:
                return self._post(delivery, message, label_, thread, broadcast)
            except RefusedError as refused:
                log.warning("%s refused a message (%s); trying a plainer one", self.name, refused.code)
                return self._post(delivery, plainer(message), label_, thread, broadcast)
        except ThreadGoneError:
            self.outbox.mark(
                delivery.id, DeliveryState.PENDING, now=self.clock.now(), thread_id="", due_at=self.clock.now()
            )
            return self.attempt(delivery, message, label_, None)
        except NotSentError as error:
            wait = error.retry_after if error.retry_after is not None else self._backoff(delivery)
            self.mark(delivery, DeliveryState.PENDING, error.code, self.later(wait))
            if error.retry_after is None:
                raise EndOfRoundError(f"not sent ({error.code}); trying again later") from error
            self._paused[self.sender.workspace] = self.later(wait)
            self._pauses += 1
            if self._pauses > _PAUSES:
                raise EndOfRoundError(f"asked to pause {self._pauses} times; trying again later") from error
            return self.attempt(delivery, message, label_, thread)
        except DoubtError as error:
            self.mark(delivery, DeliveryState.DOUBTFUL, error.code, self.later(self.timing.settle))
            self._doubts += 1
            if self._doubts > 1:
                raise EndOfRoundError(f"two answers in doubt ({error.code}); settling later") from error
        except BlockedError as error:
            if delivery.error != error.code:  # told once, however often it is tried again
                self.alarm("blocked", code=error.code, way_out=error.way_out)
            self.mark(delivery, DeliveryState.BLOCKED, error.code)
            raise EndOfRoundError(f"blocked: {error.code}") from error
        except RefusedError as error:
            self.alarm("dead", code=error.code, headline=headline(delivery.change, words(self.destination.language)))
            self.mark(delivery, DeliveryState.DEAD, error.code)
        return None

    def _post(self, delivery: Delivery, message: Message, label_: Label, thread: str | None, broadcast: bool) -> Posted:
        self._pace()
        self.stay()
        self.outbox.intend(delivery.id, self.clock.now())
        try:
            return self.sender.post(message, label_, thread_id=thread, broadcast=broadcast)
        finally:
            self._last_post = self.clock.now()

    def _pace(self) -> None:
        """Wait for the gap between messages, and for a pause that the workspace asked for where it is short."""
        now = self.clock.now()
        waits = [now]
        if self._last_post is not None:
            waits.append(self._last_post + timedelta(seconds=self.sender.gap))
        if (until := self._paused.get(self.sender.workspace)) is not None:
            if until - now > timedelta(seconds=self.timing.patience):
                raise EndOfRoundError(f"the workspace asked for a pause until {until:%H:%M:%S} UTC")
            waits.append(until)
        if (wait := (max(waits) - now).total_seconds()) > 0:
            self.clock.sleep(wait)

    def _backoff(self, delivery: Delivery) -> float:
        return min(self.timing.backoff * 2.0 ** min(delivery.attempts, 10), 3600)

    def mark(self, delivery: Delivery, state: DeliveryState, error: str, due_at: datetime | None = None) -> None:
        self.outbox.mark(delivery.id, state, now=self.clock.now(), error=error, due_at=due_at)

    def count(self) -> None:
        left = self.outbox.deliveries(self.name, (DeliveryState.PENDING, *UNSETTLED, DeliveryState.BLOCKED))
        states = [one.state for one in left]
        self.report.waiting = states.count(DeliveryState.PENDING)
        self.report.doubtful = sum(states.count(state) for state in UNSETTLED)
        self.report.blocked = states.count(DeliveryState.BLOCKED)
        self.report.dead = len(self.outbox.deliveries(self.name, (DeliveryState.DEAD,)))
        self.report.next_due = min(map(self.due, left), default=None)

    def due(self, delivery: Delivery) -> datetime:
        """When something can be done about a delivery that is not over."""
        if delivery.state in UNSETTLED:
            assert delivery.intent_at is not None  # set by intend, the only way into these states
            doubtful = delivery.state is DeliveryState.DOUBTFUL
            if not self.sender.readable:
                return delivery.due_at if doubtful else delivery.intent_at
            settled = delivery.intent_at + timedelta(seconds=self.timing.settle)
            return max(settled, delivery.due_at) if doubtful else settled
        held = held_until(self.destination, delivery.created_at, self.clock.now())
        return delivery.due_at if held is None else max(held, delivery.due_at)


def label(delivery: Delivery) -> Label:
    return Label(delivery.id, delivery.change.key)


def button_value(delivery: Delivery) -> str:
    """What a button under a message gives back: the delivery and the change that it tells."""
    return f"{delivery.id} {delivery.change.key}"


def thread_of(delivery: Delivery, root: Delivery | None) -> str | None:
    """The thread a delivery belongs into: the one it was announced in, else that of its episode's first message."""
    if delivery.thread_id is not None and claimed_by(delivery) is None:
        return delivery.thread_id or None
    if root is None or root.id == delivery.id:
        return None
    return root.thread_id or root.message_id
