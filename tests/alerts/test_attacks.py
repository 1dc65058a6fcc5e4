"""Delivery under troubles that come together, or in the middle: exactly one visible message each, none lost."""

import pytest

from alerts.sweeping import look_back, sweep
from facts.changes import ChangeKind
from facts.claims import Modality
from facts.outbox import DeliveryState
from tests.alerts.kills import answer, first, grid, wrong
from tests.alerts.scene import START, change, ids_seen
from tests.alerts.test_delivery import Scene
from tests.slack_server import Fault

TOGETHER = (
    (Fault.LATE, Fault.RATE_LIMITED),
    (Fault.RATE_LIMITED, Fault.LATE),
    (Fault.CLOSED, Fault.RATE_LIMITED, Fault.HTTP_500),
)
"""Faults of one posting and of its repetitions, one after the other."""

STEPS = ("received", "stored", "after intend 1", "after post 1", "after find 1", "before intend 2", "after post 2")


@pytest.fixture
def scene(outbox, slack, clock):
    return Scene(outbox, slack, clock)


def clean_up(scene, hours):
    """What the scheduled looks back do within so many hours."""
    removed = 0
    for _ in range(hours):
        scene.clock.sleep(3600)
        removed += sweep(scene.outbox, "team", scene.sender, look_back(scene.sender, START), scene.clock.now())
    return removed


@pytest.mark.slow
@pytest.mark.timeout(400)
@pytest.mark.parametrize("story", [first, answer])
def test_a_kill_with_faults_that_come_together_leaves_one_message(story, tmp_path):
    """A late commit and a rate limit, on posting and on reading back, and a SIGKILL at each step between."""
    results = grid(tmp_path, story, STEPS, TOGETHER)
    assert not wrong(results)
    assert sum(found["killed"] for found in results.values()) >= len(results) / 2


@pytest.mark.parametrize(
    ("break_", "mend"),
    [
        (lambda w: setattr(w, "revoked", "token_revoked"), lambda w: setattr(w, "revoked", None)),
        (
            lambda w: setattr(w.channels["C0ALERTS"], "archived", True),
            lambda w: setattr(w.channels["C0ALERTS"], "archived", False),
        ),
        (
            lambda w: setattr(w.channels["C0ALERTS"], "member", False),
            lambda w: setattr(w.channels["C0ALERTS"], "member", True),
        ),
    ],
    ids=["token revoked", "archived", "thrown out"],
)
@pytest.mark.parametrize("moment", ["received", "stored"])
@pytest.mark.parametrize("fault", [None, Fault.CLOSED, Fault.CLOSED_BEFORE, Fault.LATE])
def test_what_breaks_in_the_middle_of_a_personnel_list_loses_and_doubles_nothing(scene, break_, mend, moment, fault):
    """Between the announcement and its answers, with or without an answer in doubt; mended an hour later, it goes on."""
    ids = scene.outbox.put(*(change(n, article={"id": "list"}) for n in range(6)))
    seen = []

    def on_post(at):
        if at == moment:
            seen.append(at)
            if len(seen) == 3:
                break_(scene.slack.workspace)

    scene.slack.on_post = on_post
    scene.slack.workspace.fail(*[None] * 2, fault)
    for _ in range(4):
        scene.round()
        scene.clock.sleep(900)
    assert len(scene.alarms) in {1, 2}, "told once that it is blocked, once at most that reading back is"
    assert scene.outbox.destinations() == ["team"]
    scene.slack.on_post = lambda _moment: None
    mend(scene.slack.workspace)
    scene.until_done()
    shown = ids_seen(scene.messages)
    assert [shown.count(id_) for id_ in ids] == [1] * 6
    assert len(shown) == 7
    assert {scene.outbox.rows[id_].state for id_ in ids} == {DeliveryState.SENT}


@pytest.mark.parametrize("fault", [Fault.CLOSED, Fault.HTTP_500, Fault.LATE])
def test_a_history_that_lags_longer_than_settling_is_swept(scene, fault):
    """Two readings find nothing, it is sent again, and two stand there; one is removed once the history shows them."""
    before = scene.outbox.put(change(1))
    scene.round()
    scene.clock.sleep(4 * 3600)
    scene.slack.workspace.history_lag = 2 * 3600
    [id_] = scene.outbox.put(change(2))
    scene.slack.workspace.fail(fault)
    scene.until_done()
    assert scene.outbox.rows[id_].state is DeliveryState.SENT
    assert ids_seen(scene.messages).count(id_) == 2
    assert clean_up(scene, 5) == 1
    assert ids_seen(scene.messages) == [*before, id_]
    assert scene.outbox.rows[id_].message_id == scene.messages[-1]["ts"]


def test_a_lag_without_anything_older_to_see_parks_instead(scene):
    """A channel whose history shows nothing of ours proves nothing: no second message, and an operator knows."""
    [first_] = scene.outbox.put(change(1))
    scene.round()
    scene.slack.workspace.history_lag = 2 * 3600
    [id_] = scene.outbox.put(change(2))
    scene.slack.workspace.fail(Fault.CLOSED)
    for _ in range(4):
        scene.round()
        scene.clock.sleep(600)
    assert scene.outbox.rows[id_].state is DeliveryState.DOUBTFUL
    assert len(scene.alarms) == 1
    scene.clock.sleep(2 * 3600)
    scene.until_done()
    assert ids_seen(scene.messages) == [first_, id_]


def test_an_answer_whose_root_is_gone_and_whose_channel_is_archived_comes_back(scene):
    """Root deleted by a member, the channel archived while the answer is sent, the token changed: one message in the end."""
    scene.outbox.put(change(1, modality=Modality.PLANNED))
    scene.round()
    scene.slack.workspace.remove(scene.messages[0]["ts"])
    [id_] = scene.outbox.put(change(1, change=ChangeKind.CONFIRMED))
    workspace = scene.slack.workspace
    scene.slack.on_post = lambda at: setattr(workspace.channels["C0ALERTS"], "archived", at == "received")
    scene.round()
    scene.slack.on_post = lambda _at: None
    workspace.channels["C0ALERTS"].archived = False
    scene.clock.sleep(300)
    scene.until_done()
    assert ids_seen(scene.messages) == [id_]
    assert "thread_ts" not in scene.messages[0]
