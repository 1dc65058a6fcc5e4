"""Watch the watcher: a line a day, a digest of what was learned silently, alarms by another route."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from alerts.destinations import Destination, Language, ScheduledDestination
from alerts.errors import AlertsError, SendError
from alerts.hours import held_until, last_period
from alerts.message import Message, notice, render_list
from alerts.rounds import UNSETTLED, Alarm
from alerts.senders import Label, Sender
from alerts.words import words
from facts.changes import Change
from facts.outbox import DeliveryState, Outbox

log = logging.getLogger(__name__)

HEARTBEAT_AT = time(9, 0)
"""Local time from which the day's line is said."""

HOUR = timedelta(hours=1)
"""From one look at what is due to the next."""

CATCH_UP = timedelta(days=1)
"""How long after its time a digest of the background is still worth reading."""

SKEW = timedelta(minutes=5)
"""How far the clocks of both sides may differ."""

Learned = Callable[[str, datetime, datetime], Sequence[Change]]
"""What was learned from one time until another and would have gone to a destination, had anybody been told."""

LATE = timedelta(minutes=30)
"""An alert that waits longer than this, quiet hours apart, is a trouble to be told of."""


@dataclass(frozen=True, slots=True)
class Counts:
    """What a day came to."""

    feeds: int
    articles: int
    facts: int
    changes: int = 0


def heartbeat(counts: Counts, language: Language) -> Message:
    """`alive: 12 feeds, 340 articles, 85 facts · nothing changed`."""
    word = words(language)
    alive = word.watching["alive"].format(feeds=counts.feeds, articles=counts.articles, facts=counts.facts)
    said = "changed" if counts.changes else "nothing_changed"
    return notice(alive + word.line["and_so"] + word.watching[said].format(changes=counts.changes))


def digest(changes: Sequence[Change], language: Language) -> Message:
    """What was learned and not told (background, late, muted), one line each as far as the room goes."""
    return render_list(words(language).watching["digest"].format(count=len(changes)), changes, language)


def say_alive(
    destinations: Sequence[Destination], senders: Mapping[str, Sender], counts: Counts, now: datetime
) -> tuple[str, ...]:
    """The day's line, where it is asked for and was not said yet; the names of where it was said now."""
    said = []
    for destination in destinations:
        if not isinstance(destination, ScheduledDestination) or not destination.heartbeat:
            continue
        local = now.astimezone(destination.zone)
        since = datetime.combine(local.date(), HEARTBEAT_AT, destination.zone)
        if local < since or destination.name not in senders:
            continue
        name = f"alive {destination.name} {local.date()}"
        if _announced(senders[destination.name], name, heartbeat(counts, destination.language), since, now):
            said.append(destination.name)
    return tuple(said)


def say_learned(
    destinations: Sequence[Destination], senders: Mapping[str, Sender], learned: Learned, now: datetime
) -> tuple[str, ...]:
    """What was learned in the day or week before and told to nobody, where that is asked for and was not said yet; the
    names of where it was said now. Nothing is said of nothing, nor of what ended over a day ago.
    """
    said = []
    for destination in destinations:
        if not isinstance(destination, ScheduledDestination) or destination.background is None:
            continue
        start, end = last_period(destination.background, now, destination.zone)
        if now - end >= CATCH_UP or destination.name not in senders:
            continue
        found = learned(destination.name, start, end)
        name = f"background {destination.name} {end.isoformat()}"
        if found and _announced(senders[destination.name], name, digest(found, destination.language), end, now):
            said.append(destination.name)
    return tuple(said)


def announce(sender: Sender, name: str, message: Message, now: datetime, since: datetime | None = None) -> bool:
    """Post a message once, by a name such as `alive team 2024-06-03`; False where it stands there already.

    What can be read back is looked for first (from `since`, a day ago where none is given); a double from a history that
    lags goes with the next sweep. Where nothing can be read back it is posted each time: call it once.
    """
    label = Label(hashlib.sha256(name.encode()).hexdigest()[:32])
    begin = since or now - timedelta(days=1, hours=2)
    if sender.readable and sender.find({label.id}, begin, (), canary=False) is not None:
        return False
    sender.post(message, label)
    return True


def _announced(sender: Sender, name: str, message: Message, due: datetime, now: datetime) -> bool:
    """Whether a line that was due at a time was posted now. Where nothing can be read back it is posted in the first hour
    only, which has one run; a trouble leaves it to the next run.
    """
    if not sender.readable and now - due >= HOUR:
        return False
    try:
        return announce(sender, name, message, now, due - SKEW)
    except AlertsError as error:
        log.info("%r could not be said: %s", name, error)
        return False


def late(
    outbox: Outbox, destinations: Sequence[Destination], now: datetime, after: timedelta = LATE
) -> tuple[tuple[str, str], ...]:
    """Destinations where alerts wait too long, each with the line to alarm with. Blocked ones were told of already."""
    found = []
    for destination in destinations:
        waiting = outbox.deliveries(destination.name, (DeliveryState.PENDING, *UNSETTLED))
        overdue = [
            one for one in waiting if (held_until(destination, one.created_at, now) or one.created_at) < now - after
        ]
        if overdue and not outbox.deliveries(destination.name, (DeliveryState.BLOCKED,), limit=1):
            line = words(destination.language).watching["late"]
            minutes = int(after.total_seconds() // 60)
            found.append(
                (destination.name, line.format(count=len(overdue), minutes=minutes, destination=destination.name))
            )
    return tuple(found)


def by_another_route(senders: Mapping[str, Sender], last_resort: Sender) -> Alarm:
    """An alarm about one destination goes to the first other that takes it, and to `last_resort` where none does."""

    def alarm(destination: str, line: str) -> None:
        label = Label(hashlib.sha256(f"alarm {destination} {line}".encode()).hexdigest()[:32])
        others = [sender for name, sender in senders.items() if name != destination]
        for sender in (*others, last_resort):
            try:
                sender.check()
                sender.post(notice(line), label)
            except SendError as error:
                log.info("an alarm about %s could not go by %s: %s", destination, sender.workspace, error.code)
                continue
            return
        log.error("%s", line)

    return alarm
