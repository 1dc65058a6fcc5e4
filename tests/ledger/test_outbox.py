"""The outbox: what alerts/ may rely on."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest

from facts.changes import ArticleReference, Change, ChangeKind
from facts.claims import Kind, Modality
from facts.outbox import DeliveryState
from ledger import Ledger, LedgerError
from ledger.outbox import delivery_id, enqueue
from ledger.schema import change as changes

NOW = datetime(2024, 5, 13, 9, 0, tzinfo=UTC)


def news(after: str, episode: str = "episode") -> Change:
    return Change(
        kind=Kind.LEADERSHIP,
        change=ChangeKind.APPOINTED,
        subject=(after, "AI연구소"),
        after=after,
        what="AI연구소장",
        modality=Modality.ASSERTED,
        sentence=f"{after} 소장이 취임했다.",
        article=ArticleReference(id="a1", title="제목", published=date(2024, 5, 13)),
        slot="slot",
        episode=episode,
    )


def put(ledger: Ledger, *told: Change, to: tuple[str, ...] = ("slack:#ai",)) -> list[str]:
    """Put changes on their way as recording does; the ids of the deliveries."""

    def work(connection):
        for each in told:
            row = {
                "key": each.key,
                "slot": each.slot,
                "episode": each.episode,
                "article": each.article.id,
                "claim": "{}",
                "body": each.model_dump_json(),
                "told": True,
                "recorded_at": NOW,
            }
            number = connection.execute(changes.insert().returning(changes.c.id), row).scalar_one()
            enqueue(connection, number, each, to, NOW)

    ledger.database.write(work)
    return [delivery_id(destination, each.key) for each in told for destination in to]


@pytest.fixture
def ledger(address: str) -> Iterator[Ledger]:
    with Ledger.open(address) as opened:
        yield opened


def test_a_delivery_holds_its_change_as_it_was_recorded(ledger):
    """Deliveries come back in the order of creation, pending and due at once."""
    first, second = put(ledger, news("한결"), news("두리"))
    found = ledger.outbox.deliveries()
    assert [each.id for each in found] == [first, second]
    assert found[0].change == news("한결")
    assert (found[0].state, found[0].due_at, found[0].attempts) == (DeliveryState.PENDING, NOW, 0)


def test_deliveries_can_be_narrowed_to_a_destination_and_states(ledger):
    """Filters and the limit hold together."""
    ids = put(ledger, news("한결"), news("두리"), to=("slack:#ai", "file"))
    ledger.outbox.mark(ids[0], DeliveryState.BLOCKED, now=NOW, error="not_in_channel")
    assert [each.id for each in ledger.outbox.deliveries("slack:#ai")] == [ids[0], ids[2]]
    assert [each.id for each in ledger.outbox.deliveries(states=[DeliveryState.BLOCKED])] == [ids[0]]
    assert [each.id for each in ledger.outbox.deliveries("file", [DeliveryState.PENDING], limit=1)] == [ids[1]]


def test_an_intent_is_committed_before_anything_else(ledger):
    """An attempt counts from its intent on, and a new attempt begins to count absences anew."""
    (one,) = put(ledger, news("한결"))
    ledger.outbox.intend(one, NOW + timedelta(seconds=1))
    ledger.outbox.mark(one, DeliveryState.DOUBTFUL, now=NOW, error="timeout", absences=2)
    doubtful = ledger.outbox.deliveries()[0]
    assert (doubtful.state, doubtful.attempts, doubtful.absences, doubtful.error) == ("doubtful", 1, 2, "timeout")
    assert doubtful.intent_at == NOW + timedelta(seconds=1)
    ledger.outbox.intend(one, NOW + timedelta(seconds=300))
    again = ledger.outbox.deliveries()[0]
    assert (again.state, again.attempts, again.absences) == ("sending", 2, 0)


def test_marking_leaves_what_is_not_given(ledger):
    """A later mark keeps the message's names."""
    (one,) = put(ledger, news("한결"))
    ledger.outbox.mark(one, DeliveryState.SENT, now=NOW, message_id="17.1", channel_id="C1", thread_id="16.0")
    ledger.outbox.mark(one, DeliveryState.SENT, now=NOW, error="edited once")
    (sent,) = ledger.outbox.deliveries()
    assert (sent.message_id, sent.channel_id, sent.thread_id, sent.error) == ("17.1", "C1", "16.0", "edited once")


def test_what_is_sent_is_never_sent_again(ledger):
    """Neither a second intent nor another state is taken for a sent, dead or unknown delivery."""
    one, two = put(ledger, news("한결"), news("두리"))
    ledger.outbox.mark(one, DeliveryState.SENT, now=NOW, message_id="17.1")
    ledger.outbox.mark(two, DeliveryState.DEAD, now=NOW, error="invalid_blocks")
    for over in (one, two, "unknown"):
        with pytest.raises(LedgerError, match="nothing to send"):
            ledger.outbox.intend(over, NOW)
    with pytest.raises(LedgerError, match="cannot become pending"):
        ledger.outbox.mark(one, DeliveryState.PENDING, now=NOW)
    with pytest.raises(LedgerError, match="not in the outbox"):
        ledger.outbox.mark("unknown", DeliveryState.PENDING, now=NOW)
    ledger.outbox.mark(two, DeliveryState.PENDING, now=NOW)  # an operator tries a dead one again
    ledger.outbox.intend(two, NOW)


def test_destinations_are_those_with_something_open(ledger):
    """Sent, dead and dropped deliveries are over; everything else is open."""
    put(ledger, news("한결"), to=("a", "b", "c", "d"))
    for destination, state in (("a", "sent"), ("b", "dead"), ("c", "dropped")):
        ledger.outbox.mark(delivery_id(destination, news("한결").key), DeliveryState(state), now=NOW)
    assert ledger.outbox.destinations() == ["d"]


def test_the_root_of_an_episode_is_what_was_sent_first(ledger):
    """Order of sending decides, not order of creation; other destinations and episodes do not count."""
    one, two, _ = put(ledger, news("한결"), news("두리"), news("세인", "other"))
    assert ledger.outbox.root("slack:#ai", "episode") is None
    ledger.outbox.mark(two, DeliveryState.SENT, now=NOW, message_id="17.2")
    ledger.outbox.mark(one, DeliveryState.SENT, now=NOW + timedelta(seconds=2), message_id="17.9")
    ledger.outbox.mark(two, DeliveryState.SENT, now=NOW + timedelta(seconds=9))
    root = ledger.outbox.root("slack:#ai", "episode")
    assert root is not None
    assert root.message_id == "17.2"
    assert ledger.outbox.root("file", "episode") is None


def test_only_one_holds_a_lease(ledger):
    """A lease is taken once, prolonged by its holder, free after its time or when given back."""
    later = NOW + timedelta(seconds=31)
    assert ledger.outbox.lease("slack:#ai", "one", NOW, 30)
    assert ledger.outbox.lease("slack:#ai", "one", NOW, 30)
    assert not ledger.outbox.lease("slack:#ai", "two", NOW, 30)
    assert ledger.outbox.lease("file", "two", NOW, 30)
    assert ledger.outbox.lease("slack:#ai", "two", later, 30)
    assert not ledger.outbox.lease("slack:#ai", "one", later, 30)
    ledger.outbox.release("slack:#ai", "one")  # not its own any more: nothing happens
    assert not ledger.outbox.lease("slack:#ai", "one", later, 30)
    ledger.outbox.release("slack:#ai", "two")
    assert ledger.outbox.lease("slack:#ai", "one", later, 30)


def test_a_change_is_on_its_way_to_a_destination_once(ledger):
    """The delivery's id is made of destination and change: no second row can be written for it."""
    put(ledger, news("한결"), to=("a", "a", "b"))
    assert [each.destination for each in ledger.outbox.deliveries()] == ["a", "b"]
    with pytest.raises(LedgerError, match=r"UNIQUE|unique"):
        put(ledger, news("한결"), to=("a",))


def test_the_ledgers_outbox_is_the_outbox_of_the_contract(ledger):
    """The type checker would say so too; here for those who read tests."""
    from facts.outbox import Outbox

    outbox: Outbox = ledger.outbox
    assert {name for name in dir(Outbox) if not name.startswith("_")} <= set(dir(outbox))
