"""What was stored after all settling was over is removed later."""

import pytest

from alerts.errors import UnreadableError
from alerts.senders import Label
from alerts.slack import Seen
from alerts.sweeping import doubles, look_back, sweep
from facts.changes import ChangeKind
from facts.claims import Modality
from tests.alerts.scene import START, change, ids_seen
from tests.alerts.test_delivery import Scene
from tests.slack_server import Fault


@pytest.fixture
def scene(outbox, slack, clock):
    slack.workspace.late_by = 3600
    return Scene(outbox, slack, clock)


def _sweep(scene):
    seen = look_back(scene.sender, START)
    return sweep(scene.outbox, "team", scene.sender, seen, scene.clock.now())


def test_a_message_stored_an_hour_late_is_removed(scene):
    """Two stand there until the sweep; then the one on record."""
    [id_] = scene.outbox.put(change())
    scene.slack.workspace.fail(Fault.LATE)
    scene.until_done()
    scene.clock.sleep(3600)
    assert ids_seen(scene.messages) == [id_, id_]
    assert _sweep(scene) == 1
    [left] = scene.messages
    assert left["ts"] == scene.outbox.rows[id_].message_id
    assert _sweep(scene) == 0


def test_late_answers_in_threads_are_removed_too(scene):
    """Replies stand in no history; the threads that moved last are looked through."""
    ids = scene.outbox.put(change(1, modality=Modality.PLANNED))
    scene.round()
    ids += scene.outbox.put(change(1, change=ChangeKind.CONFIRMED))
    scene.slack.workspace.fail(Fault.LATE)
    scene.until_done()
    scene.clock.sleep(3600)
    assert len(scene.messages) == 3
    assert _sweep(scene) == 1
    assert ids_seen(scene.messages) == ids


def test_the_one_with_answers_stays():
    """A double that readers have answered is worth more than the earlier one."""
    bare = Seen("1.0", Label("a"))
    answered = Seen("2.0", Label("a"), replies=3)
    assert doubles([bare, answered, Seen("3.0", Label("b"))]) == {"a": (answered, (bare,))}


def test_what_is_gone_already_is_no_trouble(scene):
    """A member deletes the double, or the whole thread, between reading and sweeping."""
    [id_] = scene.outbox.put(change())
    scene.slack.workspace.fail(Fault.LATE)
    scene.until_done()
    scene.clock.sleep(3600)
    seen = look_back(scene.sender, START)
    for message in scene.messages:
        if message["ts"] != scene.outbox.rows[id_].message_id:
            scene.slack.workspace.remove(message["ts"])
    assert sweep(scene.outbox, "team", scene.sender, seen, scene.clock.now()) == 0


def test_the_record_names_the_message_that_stays(scene):
    """The later of two has answers: it stays, and what follows goes into its thread."""
    [id_] = scene.outbox.put(change())
    scene.slack.workspace.fail(Fault.LATE)
    scene.until_done()
    scene.clock.sleep(3600)
    late = next(m for m in scene.messages if m["ts"] != scene.outbox.rows[id_].message_id)
    scene.slack.workspace.call(
        "chat.postMessage", {"channel": "C0ALERTS", "text": "thanks", "thread_ts": late["ts"]}, "xoxb-local"
    )
    assert _sweep(scene) == 1
    assert scene.outbox.rows[id_].message_id == late["ts"]


def test_a_channel_without_an_end_cannot_be_read(scene, monkeypatch):
    """More pages than any channel of alerts has: nothing is concluded from a part."""
    monkeypatch.setattr("alerts.slack.PAGES", 2)
    scene.slack.workspace.page_limit = 1
    for number in range(3):
        scene.outbox.put(change(number))
        scene.round()
    with pytest.raises(UnreadableError, match="more than 2 pages"):
        look_back(scene.sender, START)
