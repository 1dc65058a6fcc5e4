"""Sending what waits in the outbox, with the settings of this installation. Knows nothing of Prefect."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from alerts.delivery import deliver
from alerts.destinations import Destination
from alerts.local import TerminalSender
from alerts.opening import open_senders
from alerts.rounds import Report
from alerts.senders import Clock, Sender, SystemClock
from alerts.watching import by_another_route
from flows.pipeline import Monitor
from flows.watch_list import destinations_in_force


@dataclass(frozen=True, slots=True)
class Delivered:
    """What a round did at one destination, for people."""

    destination: str
    sent: int
    waiting: int
    said: str


@dataclass(frozen=True, slots=True)
class Post:
    """The destinations in force, each with its sender."""

    destinations: tuple[Destination, ...]
    senders: Mapping[str, Sender]
    clock: Clock


def open_post(opened: Monitor, only: Collection[str] = ()) -> Post:
    """The destinations of the watch list (those named in `only`, where any is), ready to send to."""
    destinations = tuple(
        destination
        for destination in destinations_in_force(opened.watch_list, opened.settings)
        if not only or destination.name in only
    )
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
    return Post(destinations, senders, clock)


def deliver_pending(opened: Monitor, *, only: Collection[str] = ()) -> list[Delivered]:
    """One round at each destination of the watch list (those named in `only`, where any is)."""
    post = open_post(opened, only)
    reports = deliver(
        opened.ledger.outbox,
        post.destinations,
        post.senders,
        post.clock,
        holder=f"{socket.gethostname()}:{os.getpid()}",
        alarm=by_another_route(post.senders, TerminalSender(sys.stdout)),
        buttons=opened.settings.slack_app_token is not None,
    )
    return [_for_people(report) for report in reports]


def _for_people(report: Report) -> Delivered:
    counts = {"settled": report.settled, "doubtful": report.doubtful, "blocked": report.blocked, "dead": report.dead}
    notes = [f"{count} {what}" for what, count in counts.items() if count] + report.notes
    return Delivered(
        report.destination, report.sent, report.waiting + report.doubtful + report.blocked, "; ".join(notes)
    )
