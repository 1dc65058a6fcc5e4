"""Looking after what was told: doubles, answers, what waits too long, the line of the day. Knows nothing of Prefect."""

from __future__ import annotations

import logging
import sys
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from alerts.errors import AlertsError
from alerts.local import TerminalSender
from alerts.message import notice
from alerts.senders import Label
from alerts.tending import Tended, tend
from alerts.watching import Counts, announce, late, say_alive, say_learned
from facts.changes import Change
from flows.answering import AnswerBook
from flows.delivery import open_post
from flows.pipeline import Monitor
from flows.switching import sources_in_force
from ledger import FIRST_LOAD
from sources.feeds import FeedState, Health
from sources.services import feed_of

log = logging.getLogger(__name__)


def look_after(opened: Monitor, only: Collection[str] = ()) -> tuple[Tended, ...]:
    """Remove doubles and turn readers' answers into judgements; each answer counts once however often it is seen."""
    post = open_post(opened, only)
    book = AnswerBook(opened, post.clock)
    return tend(opened.ledger.outbox, post.destinations, post.senders, post.clock, book.take, book.judged)


def waiting_too_long(opened: Monitor) -> tuple[tuple[str, str], ...]:
    """Destinations whose alerts wait too long, each with the words to say so."""
    post = open_post(opened)
    return late(opened.ledger.outbox, post.destinations, post.clock.now())


@dataclass(frozen=True, slots=True)
class Day:
    """What some days came to, and where it was said now."""

    counts: Counts
    told: tuple[Change, ...]
    silent: tuple[Change, ...]
    said_at: tuple[str, ...] = ()


def sum_up(opened: Monitor, *, days: int = 1, post: bool = True) -> Day:
    """The figures of these days; with `post` the line of the day and the digest of the background are said where a
    destination asks for them, once each however often this is called. What a first load brought is no digest's matter.
    """
    now = datetime.now(UTC)
    noted = opened.ledger.changes(now - timedelta(days=days))
    told = tuple(each.change for each in noted if each.silence is None)
    silent = tuple(each.change for each in noted if each.silence is not None)
    held = opened.ledger.counts()
    documents = opened.ledger.feeds.all()
    polled = map(feed_of, sources_in_force(opened.watch_list, opened.settings).on)
    states = [FeedState.model_validate(documents.get(feed.name, {})) for feed in polled]
    good = sum(state.health is Health.GOOD for state in states)
    counts = Counts(feeds=good, articles=held["articles"], facts=held["facts"], changes=len(told))
    if not post:
        return Day(counts, told, silent)
    opened_post = open_post(opened)
    said = say_alive(opened_post.destinations, opened_post.senders, counts, now)

    def learned(destination: str, start: datetime, end: datetime) -> tuple[Change, ...]:
        return tuple(
            each.change
            for each in opened.ledger.changes(start)
            if each.recorded_at < end
            and each.silence is not None
            and not each.silence.startswith(FIRST_LOAD)
            and destination in opened.destinations_of(each.change)
        )

    said += say_learned(opened_post.destinations, opened_post.senders, learned, now)
    return Day(counts, told, silent, tuple(dict.fromkeys(said)))


def raise_alarm(opened: Monitor, said: str, about: str = "") -> str:
    """Tell people of a trouble, once a day in the same words, by the first destination that takes it; its name.

    The destination that the trouble is about comes last; where none takes it, it stands on the terminal.
    """
    post = open_post(opened)
    now = post.clock.now()
    for destination in sorted(post.destinations, key=lambda each: each.name == about):
        sender = post.senders[destination.name]
        try:
            sender.check()
            announce(sender, f"alarm {destination.name} {said} {now.date()}", notice(said), now)
        except AlertsError as error:
            log.info("an alarm could not go to %s: %s", destination.name, error)
            continue
        return destination.name
    TerminalSender(sys.stdout).post(notice(said), Label(""))
    return "terminal"
