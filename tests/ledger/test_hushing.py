"""Silence that readers asked for: at one destination, on the way already, and asked after."""

import pytest

from facts.judgements import Mute, Repeat
from facts.outbox import DeliveryState
from ledger import Ledger
from tests.ledger.stories import WATCH, article, later, leads, states

TEXT = "한결전자는 다니엘 류를 AI연구소장에 선임했다."


@pytest.fixture
def ledger(address):
    with Ledger.open(address) as opened:
        yield opened


def to_two(_change) -> tuple[str, ...]:
    return ("team", "board")


def record(ledger, name="a", text=TEXT, minutes=0, **terms):
    source = article(name, text)
    return ledger.record(
        source, states(leads(source, "다니엘 류", **terms)), watch=WATCH, route=to_two, now=later(minutes)
    )


def mute(id_="m", minutes=0, **terms):
    return Mute(**{"id": id_, "at": later(minutes), "organization": "한결전자", "destination": "team"} | terms)


def ways(ledger):
    return [(each.destination, str(each.state)) for each in ledger.outbox.deliveries()]


def test_a_mute_leaves_out_its_destination_only(ledger):
    """The change counts as told: somebody is."""
    assert ledger.judge(mute(), watch=WATCH, now=later(0))
    assert [str(each.change) for each in record(ledger, minutes=1).changes] == ["appointed"]
    assert ways(ledger) == [("board", "pending")]


def test_a_change_muted_wherever_it_would_go_is_kept_silent(ledger):
    """With the reason, for the digest."""
    ledger.judge(mute("m"), watch=WATCH, now=later(0))
    ledger.judge(mute("n", destination="board", by="U1"), watch=WATCH, now=later(0))
    recording = record(ledger, minutes=1)
    assert recording.changes == ()
    assert [reason for _, reason in recording.silent] == ["muted; muted by U1"]
    assert ways(ledger) == []
    assert [each.silence for each in ledger.changes()] == ["muted; muted by U1"]


def test_a_mute_of_all_is_kept_silent_too(ledger):
    ledger.judge(mute(destination=None), watch=WATCH, now=later(0))
    assert [reason for _, reason in record(ledger, minutes=1).silent] == ["muted"]


def test_a_mute_drops_what_waits_and_nothing_else(ledger):
    """An alert held for the morning is not sent after somebody muted it in the evening; one under way is."""
    (change,) = record(ledger).changes
    ledger.judge(mute(slot=change.slot, organization=None), watch=WATCH, now=later(5))
    assert ways(ledger) == [("team", "dropped"), ("board", "pending")]
    assert [each.error for each in ledger.outbox.deliveries("team")] == ["muted"]
    ledger.outbox.intend(ledger.outbox.deliveries("board")[0].id, later(6))
    ledger.judge(mute("n", destination="board"), watch=WATCH, now=later(7))
    assert ways(ledger)[1] == ("board", str(DeliveryState.SENDING))


def test_a_repeat_is_kept_once_and_silences_its_destination(ledger):
    """The confirmation of a plan that was told before goes to the others only."""
    (plan,) = record(ledger, modality="planned").changes
    repeat = Repeat(id="r", at=later(1), by="U1", change=plan.key, destination="team")
    assert ledger.judge(repeat, watch=WATCH, now=later(1))
    assert not ledger.judge(repeat, watch=WATCH, now=later(2))
    (confirmed,) = record(ledger, "b", minutes=20).changes
    assert [str(each.state) for each in ledger.outbox.deliveries("team")] == ["pending"], "the plan itself"
    assert len(ledger.outbox.deliveries("board")) == 2
    assert ledger.silenced(confirmed.key, watch=WATCH, now=later(30)) == {"team": "told before, says U1"}


def test_silence_can_be_asked_after(ledger):
    """By the key of a change, as things stand at a time."""
    (change,) = record(ledger).changes
    ledger.judge(mute(until=later(60)), watch=WATCH, now=later(1))
    assert list(ledger.silenced(change.key, watch=WATCH, now=later(2))) == ["team"]
    assert ledger.silenced(change.key, watch=WATCH, now=later(61)) == {}
    assert ledger.silenced("no such key", watch=WATCH, now=later(2)) == {}


def test_a_told_change_can_be_looked_up(ledger):
    """By its key, with the claim that a judgement would be about."""
    (change,) = record(ledger).changes
    noted = ledger.told_change(change.key)
    assert noted is not None
    assert (noted.change, noted.silence) == (change, None)
    assert ledger.told_change("no such key") is None
