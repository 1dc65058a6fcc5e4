"""SIGKILL at every step of sending, crossed with every fault, with real processes and a real ledger."""

import pytest

from tests.alerts.kills import STEPS, STORIES, first, grid, wrong


@pytest.mark.slow
@pytest.mark.timeout(400)  # two minutes are little for hundreds of processes on a busy machine
@pytest.mark.parametrize("story", STORIES)
def test_a_kill_at_any_step_with_any_fault_leaves_exactly_one_message(story, tmp_path):
    """Never two, never none, and the ledger names the message that stands there."""
    results = grid(tmp_path, story, STEPS if story is first else STEPS[1:6] + STEPS[8:])
    assert not wrong(results)
    assert len(results) >= 90
    assert sum(found["killed"] for found in results.values()) >= 60
