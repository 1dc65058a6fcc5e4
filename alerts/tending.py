"""Look after what was told: remove doubles, take in answers, strike through what readers call wrong.

One reading of each channel serves all three. Everything here may be repeated at any time.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from alerts.answers import Answer, Answered, answers_in, marks, state_of
from alerts.destinations import Destination, SlackDestination
from alerts.errors import AlertsError, RefusedError
from alerts.marks import Mark
from alerts.message import render
from alerts.rounds import button_value, label
from alerts.senders import Clock, Sender
from alerts.slack import Seen, SlackSender
from alerts.sweeping import look_back, sweep
from facts.judgements import Judgement
from facts.outbox import Delivery, DeliveryState, Outbox

log = logging.getLogger(__name__)

Take = Callable[[Answer], bool]
"""Keeps an answer; True where it was not known yet. Called again with answers it knows."""

Judged = Callable[[], Sequence[Judgement]]
"""Every judgement, those just taken in among them."""

DAYS = 14
"""How long answers to a message are looked for."""

_ALL = 1_000_000


@dataclass(slots=True)
class Tended:
    """What was done at one destination."""

    destination: str
    doubles: int = 0
    answers: list[Answer] = field(default_factory=list)
    edited: int = 0
    trouble: str = ""


def tend(
    outbox: Outbox,
    destinations: Sequence[Destination],
    senders: Mapping[str, Sender],
    clock: Clock,
    take: Take,
    judged: Judged,
) -> tuple[Tended, ...]:
    """Once at every channel of Slack; a trouble of one leaves the others alone. Errors of `take` pass through."""
    done = []
    for destination in destinations:
        sender = senders.get(destination.name)
        if not isinstance(destination, SlackDestination) or not isinstance(sender, SlackSender):
            continue
        tended = Tended(destination.name)
        try:
            _tend(outbox, _Place(destination, sender, clock.now()), take, judged, tended)
        except AlertsError as error:
            tended.trouble = str(error)
            log.info("answers at %s cannot be read now: %s", destination.name, error)
        done.append(tended)
    return tuple(done)


def show_answer(
    outbox: Outbox, destination: SlackDestination, sender: SlackSender, answer: Answer, clock: Clock, judged: Judged
) -> bool:
    """Bring the one message up to date that was answered by a button; False where nothing was to do, or it is gone."""
    sent = outbox.deliveries(destination.name, (DeliveryState.SENT,), limit=_ALL)
    row = next((row for row in sent if row.id == answer.delivery_id), None)
    one = None if row is None else sender.message(answer.message_id, row.thread_id or None)
    if row is None or one is None:
        return False
    place = _Place(destination, sender, clock.now())
    shown = place.marks(one, Answered.at(destination.name, judged(), place.now))
    return _to_be_edited(one, shown) and _edit(one, row, sent, place, shown)


@dataclass(frozen=True, slots=True)
class _Place:
    """A channel, at the time of looking at it."""

    destination: SlackDestination
    sender: SlackSender
    now: datetime

    def marks(self, one: Seen, answered: Answered) -> tuple[Mark, ...]:
        return marks(one, self.sender.ours(), answered, self.destination.zone)


def _tend(outbox: Outbox, place: _Place, take: Take, judged: Judged, tended: Tended) -> None:
    name, sender = place.destination.name, place.sender
    seen = look_back(sender, place.now - timedelta(days=DAYS))
    tended.doubles = sweep(outbox, name, sender, seen, place.now)
    tended.answers = [answer for answer in answers_in(seen, name, sender.ours()) if take(answer)]
    answered = Answered.at(name, judged(), place.now)
    shown = {one.ts: place.marks(one, answered) for one in seen if one.label.change}
    changed = [one for one in seen if one.ts in shown and _to_be_edited(one, shown[one.ts])]
    if not changed:
        return
    sent = outbox.deliveries(name, (DeliveryState.SENT,), limit=_ALL)
    rows = {row.id: row for row in sent}
    for one in changed:
        if one.label.id in rows and _edit(one, rows[one.label.id], sent, place, shown[one.ts]):
            tended.edited += 1


def _to_be_edited(one: Seen, shown: Sequence[Mark]) -> bool:
    """Whether what readers said of it has changed, or an edit to the present state has wiped it out."""
    return one.state != state_of(shown) or one.names_members != bool(shown)


def _edit(one: Seen, row: Delivery, sent: Sequence[Delivery], place: _Place, shown: Sequence[Mark]) -> bool:
    """Show a message as what is known of it now: what readers said, and what its episode came to."""
    later = [other for other in sent if other.change.episode == row.change.episode and other.id != row.id]
    first = next(other for other in sent if other.change.episode == row.change.episode)
    message = render(
        row.change,
        place.destination.language,
        present=later[-1].change if later and first.id == row.id else None,
        marks=shown,
        button_value=button_value(row) if one.buttons else None,
    )
    try:
        place.sender.update(one.ts, message, label(row), state=state_of(shown))
    except RefusedError as error:
        log.info("message %s cannot be edited: %s", one.ts, error.code)
        return False
    return True
