"""What an operator sees and does."""

import pytest

from alerts.operating import UnknownDeliveryError, drop, line, outstanding, send_again
from facts.outbox import DeliveryState
from tests.alerts.scene import change, ids_seen
from tests.alerts.test_delivery import Scene
from tests.slack_server import Fault


@pytest.fixture
def scene(outbox, slack, clock):
    return Scene(outbox, slack, clock)


def test_what_is_not_sent_is_listed_with_its_trouble(scene):
    """Oldest first; what is sent is not among it."""
    ids = scene.outbox.put(change(1), change(2), change(3))
    scene.slack.workspace.fail(Fault.REFUSED_BLOCKS, Fault.REFUSED_BLOCKS, Fault.CLOSED)
    scene.round()
    assert [line(one) for one in outstanding(scene.outbox)] == [
        f"{ids[0][:8]} dead     team: 새봄전자 AI연구소장: 김하나 → 인물1 (invalid_blocks, 2×)",
        f"{ids[1][:8]} doubtful team: 새봄전자 AI연구소장: 김하나 → 인물2 (RemoteDisconnected, 1×)",
    ]


def test_a_dead_one_can_be_sent_again(scene):
    """After whatever refused it was mended."""
    [id_] = scene.outbox.put(change(1))
    scene.slack.workspace.fail(Fault.REFUSED_BLOCKS, Fault.REFUSED_BLOCKS)
    scene.round()
    send_again(scene.outbox, id_[:8], scene.clock.now())
    scene.round()
    assert ids_seen(scene.messages) == [id_]


def test_a_dropped_one_is_never_sent(scene):
    [id_] = scene.outbox.put(change(1))
    drop(scene.outbox, id_, scene.clock.now())
    assert scene.round() is None
    assert scene.outbox.rows[id_].state is DeliveryState.DROPPED
    assert not scene.messages


@pytest.mark.parametrize("id_", ["zzz", ""])
def test_an_unknown_id_says_where_to_look(scene, id_):
    scene.outbox.put(change(1))
    with pytest.raises(UnknownDeliveryError, match="bongsu alerts"):
        drop(scene.outbox, id_, scene.clock.now())
