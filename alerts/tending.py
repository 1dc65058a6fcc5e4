"""Look after what was told: remove doubles, take in answers, strike through what readers call wrong.

One reading of each channel serves all three. Everything here may be repeated at any time.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from alerts.answers import Answer, answers_in, marked_wrong, pressed, state_of
from alerts.destinations import Destination, Language
from alerts.errors import AlertsError, RefusedError
from alerts.message import render
from alerts.rounds import button_value, label
from alerts.senders import Clock, Sender
from alerts.slack import Seen, SlackSender
from alerts.sweeping import look_back, sweep
from facts.outbox import Delivery, DeliveryState, Outbox

log = logging.getLogger(__name__)

Take = Callable[[Answer], bool]
"""Keeps an answer; True where it was not known yet. Called again with answers it knows."""

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
    outbox: Outbox, destinations: Sequence[Destination], senders: Mapping[str, Sender], clock: Clock, take: Take
) -> tuple[Tended, ...]:
    """Once at every channel of Slack; a trouble of one leaves the others alone. Errors of `take` pass through."""
    done = []
    for destination in destinations:
        sender = senders.get(destination.name)
        if not isinstance(sender, SlackSender):
            continue
        tended = Tended(destination.name)
        try:
            _tend(outbox, destination, sender, clock, take, tended)
        except AlertsError as error:
            tended.trouble = str(error)
            log.info("answers at %s cannot be read now: %s", destination.name, error)
        done.append(tended)
    return tuple(done)


def _tend(
    outbox: Outbox, destination: Destination, sender: SlackSender, clock: Clock, take: Take, tended: Tended
) -> None:
    seen = look_back(sender, clock.now() - timedelta(days=DAYS))
    tended.doubles = sweep(outbox, destination.name, sender, seen, clock.now())
    ours = sender.ours()
    tended.answers = [answer for answer in answers_in(seen, destination.name, ours) if take(answer)]
    changed = [one for one in seen if one.label.change and _to_be_edited(one, ours)]
    if not changed:
        return
    sent = outbox.deliveries(destination.name, (DeliveryState.SENT,), limit=_ALL)
    rows = {row.id: row for row in sent}
    for one in changed:
        if one.label.id in rows and _edit(one, rows[one.label.id], sent, sender, destination.language):
            tended.edited += 1


def strike(outbox: Outbox, destination: Destination, sender: SlackSender, answer: Answer, clock: Clock) -> bool:
    """Strike a message through at once where its button said wrong; False where it is gone."""
    since = clock.now() - timedelta(days=DAYS)
    one = next((one for one in look_back(sender, since) if one.ts == answer.message_id), None)
    sent = outbox.deliveries(destination.name, (DeliveryState.SENT,), limit=_ALL)
    row = next((row for row in sent if row.id == answer.delivery_id), None)
    if one is None or row is None:
        return False
    by_button = {*pressed(one.state), answer.member}
    state = state_of({*marked_wrong(one, sender.ours()), answer.member}, by_button)
    return _edit(one, row, sent, sender, destination.language, state)


def _to_be_edited(one: Seen, ours: frozenset[str]) -> bool:
    """Whether who marked it wrong has changed, or an edit to the present state has wiped it out."""
    state = _state(one, ours)
    return one.state != state or one.names_members != bool(state)


def _state(one: Seen, ours: frozenset[str]) -> str:
    """The state that a message should carry."""
    return state_of(marked_wrong(one, ours), pressed(one.state))


def _edit(
    one: Seen,
    row: Delivery,
    sent: Sequence[Delivery],
    sender: SlackSender,
    language: Language,
    state: str | None = None,
) -> bool:
    """Show a message as what is known of it now: who called it wrong, and what its episode came to."""
    state = _state(one, sender.ours()) if state is None else state
    members = [word.removeprefix("!") for word in state.split()[1:]]
    later = [other for other in sent if other.change.episode == row.change.episode and other.id != row.id]
    first = next(other for other in sent if other.change.episode == row.change.episode)
    message = render(
        row.change,
        language,
        present=later[-1].change if later and first.id == row.id else None,
        wrong=members or None,
        button_value=button_value(row) if one.buttons else None,
    )
    try:
        sender.update(one.ts, message, label(row), state=state)
    except RefusedError as error:
        log.info("message %s cannot be edited: %s", one.ts, error.code)
        return False
    return True
