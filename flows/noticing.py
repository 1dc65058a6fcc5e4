"""What was noticed about sources, told to the people who look after the monitor. Knows nothing of Prefect."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from alerts.errors import AlertsError
from alerts.message import notice
from alerts.watching import announce
from flows.delivery import open_post
from flows.pipeline import Monitor

log = logging.getLogger(__name__)

_MOST_NOTICES = 5  # that fit into one line; more at once mean that the network is the trouble


def tell_of_sources(opened: Monitor, notices: Sequence[str]) -> tuple[str, ...]:
    """Say it in one line for a run where a destination asks for lines about the monitor itself (`heartbeat`); their names.

    A feed gives a notice only when something about it changes, so nothing is said again with every poll. Where no
    destination asks, the run's own words and `bongsu feeds` are all there is: channels of alerts are for changes.
    """
    if not notices:
        return ()
    rest = len(notices) - _MOST_NOTICES
    line = " · ".join(notices[:_MOST_NOTICES]) + (f" (and {rest} more; `bongsu feeds` shows them)" if rest > 0 else "")
    post = open_post(opened)
    now = post.clock.now()
    told = []
    for destination in post.destinations:
        if not getattr(destination, "heartbeat", False):  # terminals and files have no such field
            continue
        try:
            announce(
                post.senders[destination.name], f"sources {destination.name} {now:%F %R} {line}", notice(line), now
            )
        except AlertsError as error:
            log.info("a notice could not go to %s: %s", destination.name, error)
            continue
        told.append(destination.name)
    return tuple(told)
