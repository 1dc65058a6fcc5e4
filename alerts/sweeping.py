"""Look back at a channel: remove doubles, and see which answers readers gave.

A message that Slack stored only after the settling time was over stands there twice. One stays: the one that has
answers, else the earliest; what is only here is said again nowhere, so nothing is lost by it.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

from alerts.errors import RefusedError, ThreadGoneError
from alerts.slack import Seen, SlackSender
from facts.outbox import DeliveryState, Outbox

log = logging.getLogger(__name__)

THREADS = 20
"""Threads read in one look back, those with the latest answers first: each is a call."""

_ALL = 1_000_000


def look_back(sender: SlackSender, since: datetime, threads: int = THREADS) -> tuple[Seen, ...]:
    """Our messages in the channel since then, and the answers in the threads that moved last. UnreadableError or
    SendError where it cannot be read.
    """
    roots = list(sender.messages(since))
    moved = sorted((one for one in roots if one.replies), key=lambda one: one.latest_reply, reverse=True)
    seen = {one.ts: one for one in roots}
    for root in moved[:threads]:
        try:
            seen |= {one.ts: one for one in sender.thread(root.ts)}
        except ThreadGoneError:
            continue  # deleted between the two readings
    return tuple(seen.values())


def doubles(seen: Iterable[Seen]) -> dict[str, tuple[Seen, tuple[Seen, ...]]]:
    """By id: the message that stays, and those that are too many. Pure."""
    by_id: dict[str, list[Seen]] = defaultdict(list)
    for one in seen:
        by_id[one.label.id].append(one)
    ranked = {id_: sorted(ones, key=lambda one: (-one.replies, float(one.ts))) for id_, ones in by_id.items()}
    return {id_: (ones[0], tuple(ones[1:])) for id_, ones in ranked.items() if len(ones) > 1}


def sweep(outbox: Outbox, destination: str, sender: SlackSender, seen: Sequence[Seen], now: datetime) -> int:
    """Delete the doubles among what was seen; how many. The outbox learns which message stays before any goes."""
    found = doubles(seen)
    if not found:
        return 0
    sent = {one.id: one for one in outbox.deliveries(destination, (DeliveryState.SENT,), limit=_ALL)}
    removed = 0
    for id_, (stays, others) in found.items():
        row = sent.get(id_)
        if row is not None and row.message_id != stays.ts:
            outbox.mark(id_, DeliveryState.SENT, now=now, message_id=stays.ts, thread_id=stays.thread or "")
        for other in others:
            try:
                sender.delete(other.ts)
            except RefusedError as error:
                log.info("a double at %s is gone already or cannot be deleted: %s", destination, error.code)
                continue
            removed += 1
            log.warning("removed a double of %s at %s: Slack had stored it late", id_, destination)
    return removed
