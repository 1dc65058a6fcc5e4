"""Taking answers by buttons while it runs: `bongsu listen`, and a part of `make run`. Knows nothing of Prefect.

Nothing here is needed for alerts to go out. While it does not run, Slack tells whoever presses a button that it did not
work, and reactions are taken in all the same.
"""

from __future__ import annotations

import logging
import queue
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from types import FrameType

from alerts.answers import Answer
from alerts.destinations import SlackDestination
from alerts.errors import AlertsError, BlockedError, ConfigurationError, SendError
from alerts.senders import SystemClock
from alerts.slack import SlackSender
from alerts.socket_mode import ButtonListener
from alerts.tending import show_answer
from flows.answering import AnswerBook
from flows.delivery import open_post
from flows.marked_yaml import ConfigurationError as BadWatchList
from flows.pipeline import Monitor
from flows.secret_blocks import SecretBlockError
from flows.watch_list import destinations_in_force, load_watch_list

log = logging.getLogger(__name__)

Say = Callable[[str], None]

PATIENCE = 60.0
"""Seconds without a socket after which the connection is made anew from the start: the SDK alone gives no reason."""

BACKOFF = (5.0, 300.0)
"""Seconds from one attempt to connect to the next: the first, doubled up to the second."""

_TICK = 0.5


def listen(opened: Monitor, stop: threading.Event, say: Say, *, seconds: float | None = None) -> None:
    """Take answers until `stop` is set, or for so many seconds. Whatever Slack does meanwhile is waited out.

    ConfigurationError where no app token is set, or no destination has buttons.
    """
    token = opened.settings.slack_app_token
    if token is None:
        raise ConfigurationError(
            "no app-level token: set BONGSU_SLACK_APP_TOKEN; docs/how-to/slack.md says where to get it"
        )
    desk = _Desk(opened, say)
    channels = desk.channels()
    if not channels or opened.settings.slack_token is None:
        raise ConfigurationError(
            "the watch list names no Slack channel, or BONGSU_SLACK_TOKEN is not set: nothing has buttons"
        )
    deadline = None if seconds is None else time.monotonic() + seconds
    wait, trouble = BACKOFF[0], ""
    while not _over(stop, deadline):
        try:
            with ButtonListener(token, desk.channels, desk.take, opened.settings.slack_address) as listener:
                say(f"listening for buttons in {', '.join(channels.values())}")
                wait, trouble = BACKOFF[0], ""
                _while_connected(listener, desk, stop, deadline)
        except (SendError, SecretBlockError) as error:
            said = _hindrance(error)
            if said != trouble:  # said once, however often it is tried
                say(f"cannot listen for buttons: {said}")
            trouble = said
            _rest(wait, stop, deadline)
            wait = min(wait * 2, BACKOFF[1])
    desk.show_answered()


def _hindrance(error: SendError | SecretBlockError) -> str:
    match error:
        case SecretBlockError():  # it may be made while this runs
            return str(error)
        case BlockedError():
            return f"{error.code}. {error.way_out}"
        case _:
            return f"{error.code}. trying again"


def _while_connected(listener: ButtonListener, desk: _Desk, stop: threading.Event, deadline: float | None) -> None:
    seen = time.monotonic()
    while not _over(stop, deadline) and time.monotonic() - seen < PATIENCE:
        desk.show_answered()
        if listener.connected:
            seen = time.monotonic()
        stop.wait(_TICK)


def _over(stop: threading.Event, deadline: float | None) -> bool:
    return stop.is_set() or (deadline is not None and time.monotonic() >= deadline)


def _rest(seconds: float, stop: threading.Event, deadline: float | None) -> None:
    stop.wait(seconds if deadline is None else min(seconds, max(0.0, deadline - time.monotonic())))


class _Desk:
    """Keeps an answer at once, so that it can be acknowledged in time; shows it at its message afterwards."""

    def __init__(self, opened: Monitor, say: Say) -> None:
        self._opened, self._say = opened, say
        self._book = AnswerBook(opened, SystemClock())
        self._unshown: queue.SimpleQueue[Answer] = queue.SimpleQueue()

    def channels(self) -> dict[str, str]:
        """Names of destinations by their channels, as the watch list has them now: it may change while this runs."""
        destinations = destinations_in_force(load_watch_list(self._opened.settings.watch_list), self._opened.settings)
        return {each.channel: each.name for each in destinations if isinstance(each, SlackDestination)}

    def take(self, answer: Answer) -> None:
        """Called from the threads of the SDK; what it raises leaves the answer unacknowledged."""
        if self._book.take(answer):
            self._say(f"{answer.destination}: {answer.verdict} by {answer.member}")
            self._unshown.put(answer)

    def show_answered(self) -> None:
        """Bring the answered messages up to date. What fails here is done by the next look back at the channel."""
        while not self._unshown.empty():
            answer = self._unshown.get()
            try:
                self._show(answer)
            except (AlertsError, BadWatchList) as error:
                log.info("an answer at %s is shown later: %s", answer.destination, error)

    def _show(self, answer: Answer) -> None:
        watch_list = load_watch_list(self._opened.settings.watch_list)
        post = open_post(replace(self._opened, watch_list=watch_list), [answer.destination])
        for destination in post.destinations:
            sender = post.senders[destination.name]
            if isinstance(destination, SlackDestination) and isinstance(sender, SlackSender):
                outbox = self._opened.ledger.outbox
                show_answer(outbox, destination, sender, answer, post.clock, self._book.judged)


@contextmanager
def ended_by_signals() -> Iterator[threading.Event]:
    """An event that SIGINT and SIGTERM set; outside, both do again what they did."""
    stop = threading.Event()

    def end(_signal: int, _frame: FrameType | None) -> None:
        stop.set()

    before = {number: signal.signal(number, end) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
