"""Real processes, killed with SIGKILL at every step of sending, crossed with every fault of the other side.

Each case has its own ledger file and its own Slack; time is shared between the processes and moved by hand, so that
minutes of settling take no time.
"""

import multiprocessing
import os
import shutil
import signal
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

from alerts import SystemClock, deliver
from alerts.grouping import index_id
from facts.changes import ChangeKind
from facts.claims import Modality
from facts.outbox import DeliveryState
from ledger import Ledger
from tests.alerts.ledgers import put_in_ledger, template
from tests.alerts.scene import START, TEAM, MovedClock, change, ids_seen, slack_sender
from tests.slack_server import Fault, SlackServer, Workspace

STEPS = (
    "after intend 1",
    "received",  # the server has the request and has stored nothing
    "stored",  # the server has stored it and has not answered
    "after post 1",
    "after mark 1",
    "after find 1",
    "after mark 2",
    "before intend 2",
    "after post 2",
)
"""Where most can go wrong; `EVERY_STEP` adds all others."""

EVERY_STEP = (
    *STEPS,
    *(
        f"{moment} {call} {number}"
        for call, numbers in {
            "lease": 4,
            "intend": 3,
            "post": 3,
            "mark": 6,
            "find": 3,
            "update": 2,
            "release": 2,
        }.items()
        for number in range(1, numbers + 1)
        for moment in ("before", "after")
        if f"{moment} {call} {number}" not in STEPS
    ),
)

FAULTS = (None, *Fault)
LATE = 60
CONTEXT = multiprocessing.get_context("forkserver")
CONTEXT.set_forkserver_preload(["tests.alerts.kills", "alerts.opening"])


class Watched:
    """Passes calls on, and kills its own process before or after the n-th call of a name."""

    NAMES = frozenset({"lease", "intend", "mark", "release", "post", "find", "update"})

    def __init__(self, inner, step, counts):
        self._inner, self._step, self._counts = inner, step, counts

    def __getattr__(self, name):
        value = getattr(self._inner, name)
        return self._call(name, value) if name in self.NAMES else value

    def _call(self, name, function):
        def call(*arguments, **named):
            self._counts[name] = number = self._counts.get(name, 0) + 1
            self._at(f"before {name} {number}")
            try:
                return function(*arguments, **named)
            finally:
                self._at(f"after {name} {number}")

        return call

    def _at(self, step):
        if step == self._step:
            os.kill(os.getpid(), signal.SIGKILL)


def run_to_the_end(address, slack_address, value, step):
    """What a scheduled process does: rounds as they come due, until nothing is left."""
    clock, counts = MovedClock(value), {}
    with Ledger.open(address) as ledger:
        outbox = Watched(ledger.outbox, step, counts)
        sender = Watched(slack_sender(slack_address, clock, 0.25), step, counts)
        for _ in range(30):
            reports = deliver(outbox, [TEAM], {"team": sender}, clock, holder=str(os.getpid()), alarm=lambda *_: None)
            if not reports:
                return
            due = reports[0].next_due or clock.now()
            clock.sleep(max(130, (due - clock.now()).total_seconds()))


def run_in_real_time(address, slack_address):
    """One of several processes that empty the same outbox at once."""
    clock = SystemClock()
    with Ledger.open(address) as ledger:
        sender = slack_sender(slack_address, clock)
        sender.gap = 0.02
        while ledger.outbox.destinations():
            deliver(ledger.outbox, [TEAM], {"team": sender}, clock, holder=str(os.getpid()), alarm=lambda *_: None)
            clock.sleep(0.1)


def case(folder, empty, story, fault, step):
    """One case; the ids that stand in the channel, those that should, and how many processes were killed."""
    path = folder / f"{story.__name__}-{fault}-{step}.db".replace(" ", "_")
    shutil.copy(empty, path)
    value = CONTEXT.Value("d", START.timestamp())
    workspace = Workspace(clock=lambda: value.value, late_by=LATE, limits_rate=False)
    with SlackServer(workspace, hang=0.4) as server, Ledger.open(f"sqlite:///{path}") as ledger:
        wanted = story(ledger, server, MovedClock(value))
        if isinstance(fault, tuple):  # several, and the first reading back is refused for now
            workspace.fail(*fault)
            workspace.fail(Fault.RATE_LIMITED, method="conversations.history")
        elif fault is not None:
            workspace.fail(fault)
        killed = 0
        for number in range(4):
            mine = step if number == 0 else ""
            child = CONTEXT.Process(target=run_to_the_end, args=(ledger.database.address, server.address, value, mine))
            child.start()
            server.on_post = _killer(child, mine)
            child.join(30)
            if child.exitcode == -signal.SIGKILL:
                killed += 1
            elif child.exitcode == 0 and not ledger.outbox.destinations():
                break
            value.value += 200
        sent = ledger.outbox.deliveries(states=[DeliveryState.SENT])
        seen = workspace.visible()
        return {
            "visible": sorted(ids_seen(seen)),
            "wanted": sorted(wanted),
            "recorded": {one.id: one.message_id for one in sent} == _stamps(seen, sent),
            "killed": killed,
        }


def _stamps(seen, sent):
    ids = {one.id for one in sent}
    return {id_: m["ts"] for m in seen for id_ in ids_seen([m]) if id_ in ids}


def _killer(child, step):
    def on_post(moment):
        if moment == step:
            os.kill(child.pid, signal.SIGKILL)
            child.join()

    return on_post


def first(ledger, server, clock):
    """The first message of an episode, to a channel where nothing was ever told."""
    return put_in_ledger(ledger, change(1))


def answer(ledger, server, clock):
    """A confirmation in the thread of a plan told before."""
    ids = put_in_ledger(ledger, change(1, modality=Modality.PLANNED))
    sender = slack_sender(server.address, clock)
    deliver(ledger.outbox, [TEAM], {"team": sender}, clock, holder="before", alarm=print)
    now = datetime.fromtimestamp(clock.seconds(), UTC)
    return ids + put_in_ledger(ledger, change(1, change=ChangeKind.CONFIRMED), at=now)


def group(ledger, server, clock):
    """Four changes of one article: announced together, told one by one in the thread."""
    article = {"id": "list"}
    ids = put_in_ledger(ledger, *(change(n, article=article) for n in range(4)))
    return [*ids, index_id(ids[0])]


STORIES = (first, answer, group)


def grid(folder, story, steps, faults=FAULTS):
    """Every fault crossed with every step, two cases at a time; what each came to."""
    empty = template(folder)
    cases = [(fault, step) for fault in faults for step in steps]
    with ThreadPoolExecutor(2) as pool:
        return dict(zip(cases, pool.map(lambda one: case(folder, empty, story, *one), cases), strict=True))


def wrong(results):
    """The cases that do not have exactly one message each, recorded as it stands."""
    return {
        key: found for key, found in results.items() if found["visible"] != found["wanted"] or not found["recorded"]
    }
