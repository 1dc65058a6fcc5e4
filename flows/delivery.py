"""Sending what waits in the outbox, with the settings of this installation. Knows nothing of Prefect."""

from __future__ import annotations

import logging
import os
import socket
import sys
from collections.abc import Collection
from dataclasses import dataclass

from alerts.delivery import deliver
from alerts.opening import open_senders
from alerts.rounds import Report
from alerts.senders import SystemClock
from flows.pipeline import Monitor
from flows.watch_list import destinations_in_force

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Delivered:
    """What a round did at one destination, for people."""

    destination: str
    sent: int
    waiting: int
    said: str


def deliver_pending(opened: Monitor, *, only: Collection[str] = ()) -> list[Delivered]:
    """One round at each destination of the watch list (those named in `only`, where any is)."""
    destinations = [
        destination
        for destination in destinations_in_force(opened.watch_list, opened.settings)
        if not only or destination.name in only
    ]
    clock = SystemClock()
    senders = open_senders(
        destinations,
        terminal=sys.stdout,
        file=opened.settings.alerts_file,
        slack_token=opened.settings.slack_token,
        slack_address=opened.settings.slack_address,
        secrets=os.environ,
        clock=clock,
    )
    reports = deliver(
        opened.ledger.outbox,
        destinations,
        senders,
        clock,
        holder=f"{socket.gethostname()}:{os.getpid()}",
        alarm=lambda destination, line: log.error("%s: %s", destination, line),
    )
    return [_for_people(report) for report in reports]


def _for_people(report: Report) -> Delivered:
    counts = {"settled": report.settled, "doubtful": report.doubtful, "blocked": report.blocked, "dead": report.dead}
    notes = [f"{count} {what}" for what, count in counts.items() if count] + report.notes
    return Delivered(
        report.destination, report.sent, report.waiting + report.doubtful + report.blocked, "; ".join(notes)
    )
