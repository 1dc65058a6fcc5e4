"""Many changes at once: few messages, nothing lost."""

from itertools import pairwise

from alerts import deliver
from alerts.grouping import Index, index_id, plan
from facts.changes import ChangeKind
from facts.outbox import DeliveryState
from tests.alerts.scene import TEAM, change, ids_seen, slack_sender
from tests.alerts.test_delivery import Scene


def ready(outbox, *changes):
    outbox.put(*changes)
    return outbox.deliveries("team", (DeliveryState.PENDING,))


def test_a_few_changes_stand_alone(outbox):
    units = plan(ready(outbox, *(change(n) for n in range(5))), set())
    assert not [unit for unit in units if isinstance(unit, Index)]


def test_a_personnel_list_is_one_message(outbox):
    """Four or more of one article go together; others keep their place in line."""
    before, after = change(1), change(99)
    listed = [change(n, article={"id": "list"}) for n in range(10, 50)]
    first, index, last = plan(ready(outbox, before, *listed, after), set())
    assert (first.change, last.change) == (before, after)
    assert [member.change for member in index.members] == listed


def test_a_burst_of_many_articles_is_one_message(outbox):
    [index] = plan(ready(outbox, *(change(n) for n in range(6))), set())
    assert len(index.members) == 6


def test_what_was_held_together_is_told_together(outbox):
    """Even two; a single one stands alone."""
    two = ready(outbox, change(1), change(2), change(3))
    index, alone = plan(two, {two[0].id, two[2].id})
    assert [member.id for member in index.members] == [two[0].id, two[2].id]
    assert alone.id == two[1].id
    assert plan(two[:1], {two[0].id}) == (two[0],)


def test_a_burst_of_500_is_at_most_five_messages_paced_at_one_a_second(outbox, slack, clock):
    """In the channel stand three; every change has its own answer in a thread; Slack never had to slow us down."""
    scene = Scene(outbox, slack, clock)
    ids = outbox.put(*(change(n) for n in range(500)))
    began = clock.now()
    scene.until_done()
    roots = [m for m in scene.messages if "thread_ts" not in m]
    answers = [m for m in scene.messages if "thread_ts" in m]
    times = [float(m["ts"]) for m in scene.messages]
    assert len(roots) <= 5
    assert ids_seen(answers) == ids
    assert min(later - earlier for earlier, later in pairwise(times)) >= 1
    assert (clock.now() - began).total_seconds() < 700
    posts = [arguments for method, arguments in slack.workspace.calls if method == "chat.postMessage"]
    assert len(posts) == 503


def test_a_list_of_forty_is_one_message_with_details_in_its_thread(outbox, slack, clock):
    """The announcement names the article; each change is an answer that can be answered."""
    scene = Scene(outbox, slack, clock)
    ids = outbox.put(*(change(n, article={"id": "list", "title": "새봄전자 임원 인사"}) for n in range(40)))
    scene.round()
    index, *answers = scene.messages
    assert index["text"] == "40건의 변화 · 새봄전자 임원 인사"
    assert ids_seen([index, *answers]) == [index_id(ids[0]), *ids]


def test_a_later_change_of_a_listed_episode_goes_to_the_same_thread(outbox, slack, clock):
    """And the answer that told it first is brought up to date, not the announcement."""
    scene = Scene(outbox, slack, clock)
    outbox.put(*(change(n, article={"id": "list"}) for n in range(4)))
    scene.round()
    outbox.put(change(2, change=ChangeKind.CORRECTED))
    scene.round()
    index, *answers = scene.messages
    assert answers[-1]["thread_ts"] == index["ts"]
    assert [("edited" in m) for m in answers] == [False, False, True, False, False]
    assert "edited" not in index


def test_a_real_ledger_keeps_the_same_order(ledger, slack, clock):
    """The same through SQLite."""
    from tests.alerts.ledgers import put_in_ledger

    ids = put_in_ledger(ledger, *(change(n) for n in range(8)))
    deliver(ledger.outbox, [TEAM], {"team": slack_sender(slack.address, clock)}, clock, holder="me", alarm=print)
    assert ids_seen(slack.workspace.visible()) == [index_id(ids[0]), *ids]
