"""Empty the outbox: exactly one visible message for each change and destination, by convergence.

One round at one destination: take the lease, see whether a block is lifted, settle what is in doubt, send what is
waiting. The attempt is committed before the message is posted (`alerts.rounds`); what cannot be known is read back
(`alerts.settling`).
"""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Mapping, Sequence
from datetime import datetime

from alerts.destinations import Destination
from alerts.grouping import Index, claim, claimed_by, plan
from alerts.hours import held_until
from alerts.message import render_bundle, render_index
from alerts.rounds import UNSETTLED, Alarm, EndOfRoundError, Report, Round, Timing
from alerts.senders import Clock, Label, Sender
from alerts.settling import settle
from facts.outbox import Delivery, DeliveryState, Outbox

log = logging.getLogger(__name__)

BUNDLE = 20
"""Changes in one mail: about 10,000 characters, which every service takes."""


def deliver(
    outbox: Outbox,
    destinations: Sequence[Destination],
    senders: Mapping[str, Sender],
    clock: Clock,
    *,
    holder: str,
    alarm: Alarm,
    timing: Timing | None = None,
    buttons: bool = False,
) -> tuple[Report, ...]:
    """One round at every destination; a trouble of one leaves the others alone.

    `holder` names this process among all that may deliver. `alarm` is called once for each trouble that a person has to
    mend. Errors of the outbox pass through: nothing is lost by them. `Report.next_due` says when to call again.
    """
    by_name = {destination.name: destination for destination in destinations}
    paused: dict[str, datetime] = {}
    reports = []
    for name in outbox.destinations():
        if name not in by_name or name not in senders:
            log.warning("alerts for %r are kept: the watch list has no such destination", name)
            reports.append(Report(name, notes=["not in the watch list any more: its alerts are kept"]))
            continue
        round_ = Round(
            outbox,
            by_name[name],
            senders[name],
            clock,
            alarm=alarm,
            holder=holder,
            timing=timing or Timing(),
            paused=paused,
            buttons=buttons,
        )
        reports.append(_run(round_))
    return tuple(reports)


def _run(round_: Round) -> Report:
    if not round_.lease():
        round_.report.notes.append("another process is sending here")
        return round_.report
    try:
        if round_.usable():
            round_.stay()
            settle(round_)
            _send_waiting(round_)
    except EndOfRoundError as end:
        round_.report.notes.append(str(end))
    finally:
        round_.count()
        round_.outbox.release(round_.name, round_.holder)
    return round_.report


def _send_waiting(round_: Round) -> None:
    """First come first served within an episode; answers to what was told before go ahead of what is new."""
    now = round_.clock.now()
    in_doubt = round_.outbox.deliveries(round_.name, UNSETTLED)
    waiting_ids = {one.id for one in in_doubt}
    waiting = {one.change.episode for one in in_doubt}
    answers: list[Delivery] = []
    first: list[Delivery] = []
    together: set[str] = set()
    for one in round_.outbox.deliveries(round_.name, (DeliveryState.PENDING,)):
        held = held_until(round_.destination, one.created_at, now)
        leader = claimed_by(one)
        if one.due_at > now or (held is not None and held > now) or leader in waiting_ids:
            waiting.add(one.change.episode)  # what follows in the same episode waits with it
        elif one.change.episode in waiting:
            continue
        elif (one.thread_id and leader is None) or round_.outbox.root(round_.name, one.change.episode) is not None:
            answers.append(one)
        else:
            first.append(one)
            if held is not None:
                together.add(one.id)
    queue: deque[Delivery | Index] = deque(answers)
    grouped = round_.sender.threads or round_.sender.bundles
    queue.extend(plan(first, together) if grouped else first)
    while queue:
        unit = queue.popleft()
        if isinstance(unit, Index):
            if round_.sender.threads:
                queue.extendleft(reversed(_announce(round_, unit)))
            else:
                _bundle(round_, unit)
        elif unit.change.episode not in waiting and not round_.send(unit):
            waiting.add(unit.change.episode)


def _announce(round_: Round, index: Index) -> Sequence[Delivery]:
    """Post the message that announces a group; its members, now with the thread they belong to."""
    leader, *others = index.members
    for other in others:
        round_.outbox.mark(other.id, DeliveryState.PENDING, now=round_.clock.now(), thread_id=claim(leader))
    message = render_index([member.change for member in index.members], round_.destination.language)
    posted = round_.attempt(leader, message, Label(index.id), None)
    if posted is None:
        return ()
    round_.report.announced += 1
    return round_.into_thread(index.members, posted)


def _bundle(round_: Round, index: Index) -> None:
    """Tell the members in full, so many to a message. Only the first has its intent committed: at least once."""
    for start in range(0, len(index.members), BUNDLE):
        members = index.members[start : start + BUNDLE]
        message = render_bundle([member.change for member in members], round_.destination.language)
        posted = round_.attempt(members[0], message, Label(members[0].id), None)
        if posted is None:
            return
        round_.report.announced += 1
        for member in reversed(members):
            round_.finish(member, None, posted)
