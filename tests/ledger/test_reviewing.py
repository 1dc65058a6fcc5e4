"""Changes that wait for a person: what is held is not sent, and each end of the waiting leaves what it says."""

from __future__ import annotations

import pytest

from facts.claims import Reading
from facts.judgements import ClaimJudgement, Verdict
from facts.outbox import DeliveryState
from ledger import Ledger
from tests.ledger.stories import WATCH, article, later, leads

SENTENCE = "한결전자가 AI연구소장에 소혜나 박사를 선임했다."


def state_it(ledger, name, minutes, modality="asserted", **more):
    source = article(name, SENTENCE)
    claims = (leads(source, "소혜나", modality=modality),)
    options = {"watch": WATCH, "route": lambda _change: ("team", "board"), **more}
    return ledger.record(source, Reading(claims=claims), now=later(minutes), **options)


@pytest.fixture
def ledger(address):
    """With one change held at two destinations."""
    with Ledger.open(address) as opened:
        state_it(opened, "a", 0, modality="rumored", holds=lambda _change: True)
        yield opened


def states(ledger):
    return sorted((each.destination, each.state) for each in ledger.outbox.deliveries())


def judged(ledger, verdict, minutes=5):
    (held,) = ledger.held()
    judgement = ClaimJudgement(id=f"j{minutes}", at=later(minutes), by="reader", verdict=verdict, claims=(held.claim,))
    return ledger.decide(held.change.key, judgement, watch=WATCH, now=later(minutes)), held, judgement


def test_what_is_held_waits_once_with_all_its_destinations(ledger):
    """It is no alert on its way."""
    (held,) = ledger.held()
    assert (held.destinations, held.since) == (("team", "board"), later(0))
    assert ledger.outbox.deliveries(states=(DeliveryState.PENDING,)) == []
    assert ledger.outbox.destinations() == []


def test_right_lets_it_go_once(ledger):
    """The second decision finds nothing and keeps nothing."""
    done, held, judgement = judged(ledger, Verdict.RIGHT)
    assert done
    assert states(ledger) == [("board", "pending"), ("team", "pending")]
    again = judgement.model_copy(update={"id": "again"})
    assert not ledger.decide(held.change.key, again, watch=WATCH, now=later(6))
    assert [each.id for each in ledger.judgements()] == [judgement.id]


def test_wrong_tells_nobody_and_what_comes_true_later_is_told(ledger):
    """It counts as never told, so that another source's word for the same is news."""
    assert judged(ledger, Verdict.WRONG)[0]
    assert states(ledger) == []
    assert ledger.facts() == ()
    (noted,) = ledger.changes()
    assert noted.silence == "judged wrong before anybody was told"
    assert state_it(ledger, "b", 10, modality="rumored").changes
    assert states(ledger) == [("board", "pending"), ("team", "pending")]


@pytest.mark.parametrize(("tell", "left"), [(True, [("board", "pending"), ("team", "pending")]), (False, [])])
def test_the_undecided_expires_after_its_time(ledger, tell, left):
    """Not before; then it is told or dropped."""
    assert ledger.expire_held(later(0), later(9), tell=tell) == 0
    assert ledger.expire_held(later(1), later(9), tell=tell) == 1
    assert ledger.held() == ()
    assert states(ledger) == left


def test_what_follows_openly_takes_the_place_of_what_is_held(ledger):
    """A rumour that is confirmed meanwhile is not told after its confirmation."""
    state_it(ledger, "b", 10)
    assert ledger.held() == ()
    assert states(ledger) == [("board", "dropped"), ("board", "pending"), ("team", "dropped"), ("team", "pending")]
