"""What must hold for any claims: order of arrival, replay, non-overlap, as-of, and a part of the ledger being enough."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facts.dates import PartialDate
from facts.names import Names
from facts.news import State, judge
from facts.origins import sketch
from facts.records import record
from facts.replay import replay
from facts.slots import organization_sounds, shelves, told_shelves, touched
from facts.timeline import Status, as_of, known_by, timeline
from facts.watch import Watch
from tests.facts.making import deal, holder, lab, recorded
from tests.facts.telling import arrivals, dev_readings, dev_stories, own_stories

START = date(2023, 1, 1)
days = st.integers(0, 900).map(lambda n: START + timedelta(days=n))
modalities = st.sampled_from(["asserted", "asserted", "asserted", "planned", "rumored", "denied"])


@st.composite
def when(draw):
    day = draw(days)
    return draw(
        st.sampled_from(
            [None, PartialDate(day.year), PartialDate(day.year, day.month), PartialDate(day.year, day.month, day.day)]
        )
    )


@st.composite
def leadership(draw):
    roles = draw(st.sampled_from([("CEO",), ("대표이사",), ("CFO", "전무"), ("AI연구소장",), ("상무",)]))
    return holder(
        draw(st.sampled_from(["holds", "appointed", "left"])),
        draw(st.sampled_from(["김하나", "이둘", "박셋", "Kim Ha-na"])),
        when=draw(when()),
        mod=draw(modalities),
        roles=roles,
        at=draw(st.sampled_from(["가온", "㈜가온", "Gaon"])),
        corrects=draw(st.sampled_from([False, False, False, True])),
    )


@st.composite
def labs(draw):
    name = draw(st.sampled_from(["토론토 AI랩", "토론토 연구소", "토론토 로봇랩", "AI연구소", "Toronto AI Lab"]))
    event = draw(st.sampled_from(["exists", "opened", "closed"]))
    return lab(event, name, when=draw(when()), mod=draw(modalities))


@st.composite
def deals(draw):
    partners = draw(st.lists(st.sampled_from(["가온", "나라", "다온", "Gaon"]), min_size=2, max_size=3, unique=True))
    event = draw(st.sampled_from(["exists", "formed", "ended"]))
    name = draw(st.sampled_from([None, "동맹"]))
    return deal(event, *partners, when=draw(when()), mod=draw(modalities), name=name)


@st.composite
def records(draw):
    claim = draw(st.one_of(leadership(), leadership(), labs(), deals()))
    day = draw(days)
    late = draw(st.integers(0, 400))
    return recorded(
        claim, str(day), draw(st.sampled_from(["", "b-", "c-"])) + str(day), arrived=str(day + timedelta(days=late))
    )


ledgers = st.lists(records(), max_size=10)


def believed(claims):
    names = Names(Watch(), organizations=["가온", "㈜가온", "Gaon", "나라", "다온"])
    return timeline(claims, names)


@settings(max_examples=150, deadline=None)
@given(ledgers, st.randoms(use_true_random=False))
def test_any_order_of_arrival_gives_identical_facts(claims, random):
    """Facts are a function of the set of claims."""
    shuffled = list(claims)
    random.shuffle(shuffled)
    assert believed(shuffled) == believed(claims)


@settings(max_examples=60, deadline=None)
@given(ledgers)
def test_a_claim_recorded_twice_changes_nothing(claims):
    """Derivation is idempotent in its claims."""
    assert believed([*claims, *claims]) == believed(claims)


@settings(max_examples=150, deadline=None)
@given(ledgers)
def test_tenures_of_one_person_posts_do_not_overlap(claims):
    """In a post of one person no two undisputed tenures share a day, save those that one article gives together."""
    joint_articles = {claim.id: claim.article.id for claim in claims}
    facts = [f for f in believed(claims) if f.slot.startswith("leadership") and f.slot.split("|")[4] == ""]
    sure = [f for f in facts if f.status in (Status.ASSERTED, Status.ENDED)]
    for one, other in combinations(sure, 2):
        if one.slot != other.slot:
            continue
        together = {joint_articles[c] for c in one.claims} & {joint_articles[c] for c in other.claims}
        for day in (one.seen, other.seen, *(f.valid_from.first for f in (one, other) if f.valid_from)):
            assert together or not (one.holds(day) and other.holds(day)), (one, other)


@settings(max_examples=80, deadline=None)
@given(ledgers, days, days)
def test_as_of_agrees_with_the_facts_it_answers_from(claims, day, known):
    """What was known then is what its claims alone give, and every answer holds on its day."""
    at = datetime(known.year, known.month, known.day, 23, tzinfo=UTC)
    then = believed(known_by(claims, at))
    answer = as_of(then, day)
    assert all(fact.holds(day) for fact in answer)
    assert then == believed([claim for claim in claims if claim.recorded_at <= at])


@settings(max_examples=80, deadline=None)
@given(ledgers)
def test_intervals_run_forward(claims):
    """No fact ends before it starts."""
    for fact in believed(claims):
        if fact.valid_from is not None and fact.valid_until is not None:
            assert fact.valid_from.first <= fact.valid_until.last


STORIES = [(s, dev_readings()[s["id"]]) for s in dev_stories()] + [(s, s["readings"]) for s in own_stories()]


@pytest.mark.parametrize(("story", "readings"), STORIES, ids=lambda each: each.get("id", ""))
def test_replay_is_idempotent(story, readings):
    """The same articles once more tell nothing and believe nothing new."""
    watch, told = Watch.of(*story["watch"]), arrivals(story, readings)
    *_, (_, last) = replay(watch, told)
    *_, (_, again) = replay(watch, told, last.state)
    assert all(not judged.changes for _, judged in replay(watch, told, last.state))
    assert again.state.facts == last.state.facts


@pytest.mark.parametrize(("story", "readings"), STORIES, ids=lambda each: each.get("id", ""))
def test_facts_of_a_story_do_not_depend_on_its_order(story, readings):
    """Read backwards, a story is believed the same."""
    watch, told = Watch.of(*story["watch"]), arrivals(story, readings)
    *_, (_, forward) = replay(watch, told)
    *_, (_, backward) = replay(watch, list(reversed(told)))
    assert backward.state.facts == forward.state.facts


@pytest.mark.parametrize(("story", "readings"), STORIES, ids=lambda each: each.get("id", ""))
def test_the_touched_shelves_are_enough(story, readings):
    """Judging with only the shelves that an article touches tells what judging with the whole ledger tells."""
    watch, told = Watch.of(*story["watch"]), arrivals(story, readings)
    whole = [judged.changes for _, judged in replay(watch, told)]
    claims, kept, statements, part = [], [], [], []
    for arrival in told:
        found = record(arrival.article, arrival.reading, arrival.recorded_at, sketch=sketch(arrival.article.content))
        statements += arrival.reading.names
        assert organization_sounds(arrival.reading) or not found
        names = Names(watch, statements, (), [n for s in statements for n in s.names])
        where = touched((each.claim for each in found), names)
        state = State(
            watch=watch,
            claims=tuple(each for each in claims if shelves(each.claim) & where),
            statements=tuple(statements),
            told=tuple(each for each in kept if told_shelves(each.claim) & where),
        )
        judged = judge(state, found, arrival.reading.names)
        claims += found
        kept += judged.told
        part.append(judged.changes)
    assert part == whole


@settings(max_examples=100, deadline=None)
@given(ledgers)
def test_every_claim_of_a_slot_lies_on_a_touched_shelf(claims):
    """What one claim of a slot touches holds all other claims of the slot."""
    names = Names(Watch(), organizations=["가온", "㈜가온", "Gaon", "나라", "다온"])
    for fact in timeline(claims, names):
        own = [claim for claim in claims if claim.id in fact.claims]
        for one in own:
            where = touched([one.claim], names)
            assert all(shelves(other.claim) & where for other in own)
