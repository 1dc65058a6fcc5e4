"""Whom readers asked not to tell: muted, or told before."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from facts.judgements import Mute, Repeat, mutes_in_force
from facts.news import EVERYWHERE, State, hushed, judge
from facts.records import Told
from facts.watch import Watch
from tests.facts.making import holder, lab, recorded

WATCH = Watch.of("가온")
AT = datetime(2024, 1, 1, tzinfo=UTC)


def news(*claims, told=()):
    """What one article tells, after what was told."""
    return judge(State(watch=WATCH, told=tuple(told)), list(claims)).told


def reasons(told, *judgements, after=()):
    return hushed(told, State(watch=WATCH, told=tuple(after), judgements=tuple(judgements)))


@pytest.fixture
def appointed() -> Told:
    return news(recorded(holder("appointed", "김하나"), "2024-01-02"))[0]


def test_a_mute_silences_its_destination_and_no_other(appointed):
    """By slot or by any name of the organisation; the reason says until when and by whom."""
    until = datetime(2024, 2, 1, 9, 30, tzinfo=UTC)
    slot = Mute(id="m", at=AT, by="U1", slot=appointed.change.slot, destination="team", until=until)
    assert reasons(appointed, slot) == {"team": "muted until 2024-02-01 09:30 UTC by U1"}
    assert reasons(appointed, Mute(id="m", at=AT, organization="㈜가온", destination="team")) == {"team": "muted"}
    assert reasons(appointed, Mute(id="m", at=AT, organization="가온")) == {EVERYWHERE: "muted"}
    assert reasons(appointed, Mute(id="m", at=AT, organization="나라", destination="team")) == {}


def test_the_last_mute_of_a_scope_holds(appointed):
    """One whose time is over ends an earlier one that was for good; that of another destination stays."""
    first = Mute(id="a", at=AT, organization="가온", destination="team")
    elsewhere = Mute(id="b", at=AT, organization="가온", destination="other")
    over = Mute(id="c", at=AT.replace(hour=5), organization="가온", destination="team", until=AT.replace(hour=5))
    assert mutes_in_force([over, elsewhere, first], AT.replace(hour=6)) == [elsewhere]
    assert reasons(appointed, over, elsewhere, first).keys() == {"other"}


def test_a_repeat_silences_its_course_of_events_but_no_denial():
    """What was told before is not confirmed either; that it is called off is told all the same."""
    (plan,) = news(recorded(holder("appointed", "김하나", mod="planned"), "2024-01-02"))
    repeat = Repeat(id="r", at=AT, by="U1", change=plan.change.key, destination="team")
    (confirmed,) = news(recorded(holder("appointed", "김하나"), "2024-01-20"), told=[plan])
    (denied,) = news(recorded(holder("appointed", "김하나", mod="denied"), "2024-01-20"), told=[plan])
    assert reasons(confirmed, repeat, after=[plan]) == {"team": "told before, says U1"}
    assert reasons(denied, repeat, after=[plan]) == {}
    assert reasons(plan, repeat, after=[plan]) == {}, "the mark is about what comes later"


@pytest.mark.parametrize(
    ("claim", "published", "silent"),
    [
        (
            holder("appointed", "김하나", roles=("전략본부장",)),
            "2024-01-20",
            True,
        ),  # the same arrival, the post named otherwise
        (holder("appointed", "김하나", roles=("전략본부장",)), "2024-03-20", False),  # so long after it is another
        (holder("appointed", "이둘", roles=("전략본부장",)), "2024-01-20", False),
        (holder("left", "김하나"), "2024-01-20", False),  # a going is no coming
        (lab("opened", "데이터랩"), "2024-01-20", False),
    ],
)
def test_a_repeat_silences_the_same_event_under_another_name(appointed, claim, published, silent):
    """The same person comes to the same organisation within a month: whatever the post is called, it is one event."""
    repeat = Repeat(id="r", at=AT, change=appointed.change.key)
    (again,) = news(recorded(claim, published))
    assert bool(reasons(again, repeat, after=[appointed])) is silent


def test_what_is_told_nowhere_is_kept_with_its_reason():
    """A mute of all destinations leaves the change in the ledger, so that the digest and `bongsu changes` show it."""
    state = State(watch=WATCH, judgements=(Mute(id="m", at=AT, organization="가온"),))
    judged = judge(state, [recorded(holder("appointed", "김하나"), "2024-01-02")])
    assert (judged.changes, judged.told) == ((), ())
    assert [(str(kept.change.change), reason) for kept, reason in judged.kept] == [("appointed", "muted")]


@pytest.mark.parametrize(
    ("claim", "published", "arrived", "kept"),
    [
        (
            holder("appointed", "김하나"),
            "2024-01-02",
            "2024-01-20",
            ("appointed", "recorded over a week after publication"),
        ),
        (
            holder("appointed", "김하나", when="2023-05"),
            "2024-01-02",
            None,
            ("appointed", "older than 90 days when published"),
        ),
        (lab("closed", "데이터랩", when="2022"), "2024-01-02", None, ("closed", "older than 90 days when published")),
        (holder("holds", "김하나"), "2024-01-02", "2024-01-20", None),  # nothing came or went
        (
            holder("appointed", "김하나", mod="rumored"),
            "2024-01-02",
            "2024-03-20",
            ("appointed", "recorded over a week after publication"),
        ),
    ],
)
def test_what_is_too_old_to_tell_is_kept_where_that_is_asked_for(claim, published, arrived, kept):
    """Once: what is known already adds nothing. Nobody is told either way."""
    one = recorded(claim, published, arrived=arrived)
    judged = judge(State(watch=WATCH), [one], background=True)
    assert judged.told == ()
    assert [(str(news.change.change), reason) for news, reason in judged.kept] == ([kept] if kept else [])
    again = recorded(claim, published, "another", arrived=arrived)
    assert judge(judged.state, [again], background=True).kept == ()
    assert judge(State(watch=WATCH), [one]).kept == ()
