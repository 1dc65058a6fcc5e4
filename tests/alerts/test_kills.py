"""SIGKILL at every step of sending, crossed with every fault, with real processes and a real ledger."""

import time

import pytest

from tests.alerts.kills import CONTEXT, FAULTS, STEPS, STORIES, first, grid, run_in_real_time, wrong
from tests.alerts.ledgers import put_in_ledger
from tests.alerts.scene import change, ids_seen
from tests.slack_server import Fault, SlackServer, Workspace

KINDS = (None, Fault.CLOSED, Fault.CLOSED_BEFORE, Fault.LATE, Fault.RATE_LIMITED)
"""One fault of each kind: answered, stored unanswered, lost, stored later, refused for now."""

HARDEST = ("received", "stored", "after post 1", "after find 1")
"""Enough for what differs only in where it is looked for; `python -m benchmarks.kills` crosses all with all."""


def test_the_grid_is_wide_enough():
    """Ninety cases at least for a plain message."""
    assert len(STEPS) * len(FAULTS) >= 90


@pytest.mark.slow
@pytest.mark.timeout(400)  # two minutes are little for hundreds of processes on a busy machine
@pytest.mark.parametrize("story", STORIES)
def test_a_kill_at_any_step_with_any_fault_leaves_exactly_one_message(story, tmp_path):
    """Never two, never none, and the ledger names the message that stands there."""
    results = grid(tmp_path, story, STEPS) if story is first else grid(tmp_path, story, HARDEST, KINDS)
    assert not wrong(results)
    assert sum(found["killed"] for found in results.values()) >= len(results) / 3


def test_processes_at_once_share_the_work_and_double_nothing(ledger):
    """Three of them, one ledger, one channel: one sends while the others find it taken."""
    ids = [id_ for n in range(0, 20, 4) for id_ in put_in_ledger(ledger, *(change(m) for m in range(n, n + 4)))]
    with SlackServer(Workspace(clock=time.time, limits_rate=False)) as server:
        arguments = (ledger.database.address, server.address)
        processes = [CONTEXT.Process(target=run_in_real_time, args=arguments) for _ in range(3)]
        for process in processes:
            process.start()
        for process in processes:
            process.join(60)
        answers = [m for m in server.workspace.visible() if m.get("thread_ts")]
    assert [process.exitcode for process in processes] == [0, 0, 0]
    assert ids_seen(answers) == ids
    assert len(server.workspace.visible()) == len(ids) + 1
