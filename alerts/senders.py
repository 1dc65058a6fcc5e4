"""The door to destinations: what delivery asks of a sender, and the clock it goes by."""

from __future__ import annotations

import time
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

from alerts.message import Message


@dataclass(frozen=True, slots=True)
class Posted:
    """A message that exists: the destination's own names of it, its channel and the thread it stands in."""

    message_id: str
    channel_id: str | None = None
    thread_id: str | None = None


@dataclass(frozen=True, slots=True)
class Label:
    """What a message carries unseen, to be known again: no secrets, every member of a workspace may read it."""

    id: str
    change: str = ""
    """Key of the change it tells; empty for messages about many."""


class Sender(Protocol):
    """One destination. Every call is one attempt: nothing is repeated inside, errors are `alerts.errors.SendError`."""

    @property
    def threads(self) -> bool:
        """Whether it can answer in threads and edit; without, each change is a message and nothing is grouped."""

    @property
    def bundles(self) -> bool:
        """Whether many changes at once are told in one message, where it cannot thread."""

    @property
    def readable(self) -> bool:
        """Whether it can find what was posted. Without, an attempt in doubt is repeated: at least once."""

    @property
    def place(self) -> str:
        """The `channel_id` of what it posts: tells its own messages from those told elsewhere before."""

    @property
    def gap(self) -> float:
        """Seconds from one message to the next."""

    @property
    def workspace(self) -> str:
        """Destinations of one workspace share its rate limits."""

    def check(self) -> None:
        """Whether sending may succeed; BlockedError says what hinders it."""

    def post(self, message: Message, label: Label, *, thread_id: str | None = None, broadcast: bool = False) -> Posted:
        """Post it, as an answer in a thread where one is named."""

    def update(self, message_id: str, message: Message, label: Label | None = None, *, state: str = "") -> None:
        """Put `message` in the place of one posted before; idempotent. `state` is kept with the label; without a label
        both stay as they are.
        """

    def find(
        self, ids: Collection[str], since: datetime, threads: Sequence[str], *, canary: bool
    ) -> tuple[str, Posted] | None:
        """The earliest message since then with one of these ids, and which; None where there is certainly none now.

        `canary`: messages were posted before, so one must be found with its label, or the search proves nothing.
        Raises UnreadableError where nothing can be concluded.
        """


class Clock(Protocol):
    def now(self) -> datetime:
        """Aware, in UTC."""

    def sleep(self, seconds: float) -> None:
        """Let time pass."""


class SystemClock:
    """The real time."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds)
