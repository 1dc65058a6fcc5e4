"""Deliveries by the hundred thousand against a simulated Slack: lost answers, failures on both sides of storing, late
commits, lagging history, rate limits, and processes that die between any two steps.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import datetime

from alerts import Timing, deliver
from alerts.errors import DoubtError, NotSentError, RefusedError
from alerts.senders import Posted
from alerts.slack import Seen
from alerts.sweeping import doubles, sweep
from facts.changes import ChangeKind
from facts.claims import Modality
from facts.outbox import DeliveryState
from tests.alerts.scene import TEAM, MemoryOutbox, MovedClock, change

RATES = {
    "answer lost": 0.02,  # stored; closed, reset, timeout, truncated, 5xx or fatal_error
    "request lost": 0.01,  # the same to the sender, and nothing stored
    "late": 0.005,  # stored up to two minutes after the connection broke
    "very late": 0.0005,  # stored up to an hour after: only the sweep can mend it
    "rate limited": 0.01,
    "death": 0.005,  # of the process, before or after a call to Slack or a commit
    "read failed": 0.02,
}


class Death(BaseException):
    """SIGKILL, as far as one process can play it: nothing catches it."""


@dataclass
class SimulatedSlack:
    """Implements `alerts.senders.Sender` without a wire."""

    random: random.Random
    clock: MovedClock
    rates: dict[str, float] = field(default_factory=lambda: dict(RATES))
    threads: bool = True
    bundles: bool = False
    readable: bool = True
    gap: float = 1.1
    workspace: str = "simulated"
    place: str = "C"

    def __post_init__(self):
        self.messages: dict[str, list[Seen]] = defaultdict(list)
        self.recent: list[Seen] = []
        self.gone: set[str] = set()
        self.happened: Counter[str] = Counter()
        self._last = 0.0

    def check(self):
        """Always well."""

    def post(self, message, label, *, thread_id=None, broadcast=False):
        self.die()
        met = self._meet("answer lost", "request lost", "late", "very late", "rate limited")
        if met == "rate limited":
            raise NotSentError("ratelimited", 2)
        if met in {"late", "very late"}:
            delay = self.random.uniform(1, 120 if met == "late" else 3600)
            self._store(label, thread_id, delay)
        elif met != "request lost":
            stored = self._store(label, thread_id, 0)
        if met is not None:
            raise DoubtError(met)
        self.die()
        return Posted(stored.ts, "C", thread_id)

    def update(self, message_id, message, label=None, *, state=""):
        if message_id in self.gone:
            raise RefusedError("message_not_found")
        if self._meet("answer lost", "request lost"):
            raise DoubtError("edit")

    def delete(self, message_id):
        if message_id in self.gone:
            raise RefusedError("message_not_found")
        self.gone.add(message_id)

    def find(self, ids, since, threads, *, canary):
        self.die()
        if self._meet("read failed"):
            raise DoubtError("read failed")
        shown = self.clock.seconds() - self.random.uniform(0, 5)  # history lags
        found = [
            one
            for id_ in ids
            for one in self.messages[id_]
            if one.ts not in self.gone and since.timestamp() <= float(one.ts) <= shown
        ]
        if not found:
            return None
        one = min(found, key=lambda one: float(one.ts))
        return one.label.id, Posted(one.ts, "C", one.thread)

    def seen(self, since: datetime) -> list[Seen]:
        """For the sweep; what is older is forgotten."""
        now = self.clock.seconds()
        self.recent = [one for one in self.recent if float(one.ts) >= since.timestamp()]
        return [one for one in self.recent if float(one.ts) <= now and one.ts not in self.gone]

    def _store(self, label, thread, delay):
        self._last = max(self._last + 0.000001, self.clock.seconds())
        one = Seen(f"{self._last + delay:.6f}", label, thread=thread)
        self.messages[label.id].append(one)
        self.recent.append(one)
        return one

    def _meet(self, *troubles):
        drawn = self.random.random()
        for trouble in troubles:
            drawn -= self.rates[trouble]
            if drawn < 0:
                self.happened[trouble] += 1
                return trouble
        return None

    def die(self):
        if self._meet("death"):
            raise Death


class MortalOutbox(MemoryOutbox):
    """Its process may die just before or after a commit."""

    def __init__(self, slack):
        super().__init__()
        self._slack = slack

    def intend(self, delivery_id, now):
        super().intend(delivery_id, now)
        self._slack.die()

    def mark(self, delivery_id, state, *, now, **fields):
        self._slack.die()
        super().mark(delivery_id, state, now=now, **fields)


@dataclass(frozen=True)
class Outcome:
    deliveries: int
    lost: int
    doubled_ever: int
    doubled: int
    parked: int
    happened: Counter[str]


def simulate(deliveries: int, seed: int = 1, timing: Timing | None = None) -> Outcome:
    """Tell so many changes, single and in lists, with what follows in their episodes, and count what went wrong."""
    draw = random.Random(seed)
    clock = MovedClock()
    slack = SimulatedSlack(draw, clock)
    outbox = MortalOutbox(slack)
    ids: list[str] = []
    doubled_ever = lives = 0
    swept = clock.seconds()
    while len(ids) < deliveries or outbox.destinations():
        if len(ids) < deliveries:
            ids += outbox.put(*_news(draw, len(ids)), at=clock.now())
        try:
            deliver(
                outbox, [TEAM], {"team": slack}, clock, holder=f"process {lives}", alarm=lambda *_: None, timing=timing
            )
        except Death:
            lives += 1
        clock.sleep(150)
        if clock.seconds() - swept > 3600:
            swept = clock.seconds()
            doubled_ever += _sweep(outbox, slack, clock)
    clock.sleep(4000)
    doubled_ever += _sweep(outbox, slack, clock)
    visible = Counter(id_ for id_, ones in slack.messages.items() for one in ones if one.ts not in slack.gone)
    return Outcome(
        deliveries=len(ids),
        lost=sum(visible[id_] == 0 for id_ in ids),
        doubled_ever=doubled_ever,
        doubled=sum(count > 1 for count in visible.values()),
        parked=sum(outbox.rows[id_].state is not DeliveryState.SENT for id_ in ids),
        happened=slack.happened + Counter({"processes": lives + 1}),
    )


def _sweep(outbox, slack, clock):
    seen = slack.seen(datetime.fromtimestamp(clock.seconds() - 3 * 3600, clock.now().tzinfo))
    found = len(doubles(seen))
    while True:
        try:
            sweep(outbox, "team", slack, seen, clock.now())
        except Death:
            continue  # the next process begins again
        return found


def _news(draw, number):
    """One to three changes; now and then a list of twelve, or what follows a plan told before."""
    kind = draw.random()
    if kind < 0.1:
        return [change(number + n, article={"id": f"list-{number}"}) for n in range(12)]
    if kind < 0.3 and number > 20:
        before = draw.randrange(max(0, number - 200), number)
        return [change(before, change=ChangeKind.CONFIRMED, after=f"인물{before}", before=f"{number}")]
    return [change(number + n, modality=Modality.PLANNED) for n in range(draw.randint(1, 3))]
