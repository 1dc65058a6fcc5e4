"""Facts over time: what is believed of a slot, since when, until when, and how surely."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from facts.judgements import ClaimJudgement, Verdict
from facts.names import Names
from facts.records import Tier
from facts.timeline import as_of, known_by, timeline
from facts.watch import Watch
from tests.facts.making import deal, holder, lab, recorded


def facts(*records, judgements=()):
    names = Names(Watch(), organizations=[r.claim.organization for r in records if r.claim.kind != "partnership"])
    return timeline(records, names, judgements)


def brief(*records, judgements=()):
    """Each fact as "who from..until status"."""
    return [
        f"{fact.value} {fact.valid_from or ''}..{fact.valid_until or ''} {fact.status}"
        for fact in facts(*records, judgements=judgements)
    ]


COURSES = {
    "one after the other": (
        [
            recorded(holder("holds", "김하나"), "2024-01-10"),
            recorded(holder("appointed", "이둘", when="2024-03-01"), "2024-03-02"),
        ],
        ["김하나 ..2024-03-01 ended", "이둘 2024-03-01.. asserted"],
    ),
    "coming back": (
        [
            recorded(holder("appointed", "김하나", when="2020"), "2020-05-01"),
            recorded(holder("appointed", "이둘", when="2022-01-03"), "2022-01-03"),
            recorded(holder("appointed", "김하나", when="2024-01-03"), "2024-01-03"),
        ],
        ["김하나 2020..2022-01-03 ended", "이둘 2022-01-03..2024-01-03 ended", "김하나 2024-01-03.. asserted"],
    ),
    "an undated coming long after leaving is a return": (
        [
            recorded(holder("appointed", "김하나", when="2020-05-01"), "2020-05-01"),
            recorded(holder("left", "김하나", when="2022-01-03"), "2022-01-03"),
            recorded(holder("appointed", "김하나"), "2024-01-03"),
        ],
        ["김하나 2020-05-01..2022-01-03 ended", "김하나 2024-01-03.. asserted"],
    ),
    "an undated coming right after leaving is the old one told again": (
        [
            recorded(holder("appointed", "김하나", when="2020-05-01"), "2020-05-01"),
            recorded(holder("left", "김하나", when="2022-01-03"), "2022-01-03"),
            recorded(holder("appointed", "김하나"), "2022-01-20"),
        ],
        ["김하나 2020-05-01..2022-01-03 ended"],
    ),
    "a better date refines": (
        [
            recorded(holder("appointed", "김하나", when="2024"), "2024-06-01"),
            recorded(holder("appointed", "김하나", when="2024-05-20"), "2024-06-02"),
            recorded(holder("appointed", "김하나"), "2024-06-03"),
        ],
        ["김하나 2024-05-20.. asserted"],
    ),
    "a start stated later than the first sight": (
        [
            recorded(holder("holds", "김하나"), "2024-06-01"),
            recorded(holder("appointed", "김하나", when="2022-03"), "2024-07-01"),
        ],
        ["김하나 2022-03.. asserted"],
    ),
    "a date after somebody was seen in the post is no start of it": (
        [
            recorded(holder("holds", "김하나"), "2024-01-01"),
            recorded(holder("appointed", "김하나", when="2024-03-10"), "2024-03-10"),
        ],
        ["김하나 .. asserted"],
    ),
    "undated claims are ordered by publication": (
        [
            recorded(holder("appointed", "이둘"), "2024-05-02"),
            recorded(holder("appointed", "김하나"), "2023-05-02"),
        ],
        ["김하나 2023-05-02..2024-05-02 ended", "이둘 2024-05-02.. asserted"],
    ),
    "joint heads": (
        [
            recorded(holder("appointed", "김하나", roles=("각자대표",), when="2024-01-02"), "2024-01-02"),
            recorded(holder("appointed", "이둘", roles=("각자대표",), when="2024-06-02"), "2024-06-02"),
        ],
        ["김하나 2024-01-02.. asserted", "이둘 2024-06-02.. asserted"],
    ),
    "a joint head first seen in the post stays beside the other": (
        [
            recorded(holder("appointed", "김하나", roles=("각자대표",), when="2024-01-02"), "2024-01-02"),
            recorded(holder("holds", "이둘", roles=("각자대표",)), "2024-06-02"),
        ],
        ["김하나 2024-01-02.. asserted", "이둘 .. asserted"],
    ),
    "an acting head does not end the head": (
        [
            recorded(holder("holds", "김하나"), "2024-01-02"),
            recorded(holder("appointed", "이둘", roles=("CEO 직무대행",)), "2024-02-02"),
        ],
        ["이둘 2024-02-02.. asserted", "김하나 .. asserted"],
    ),
    "an announced end has not come": (
        [
            recorded(holder("holds", "김하나"), "2024-01-02"),
            recorded(holder("left", "김하나", when="2024-12-31", mod="planned"), "2024-10-02"),
        ],
        ["김하나 ..2024-12-31 asserted"],
    ),
    "an announced end without a date leaves the end open": (
        [
            recorded(holder("holds", "김하나"), "2024-01-02"),
            recorded(holder("left", "김하나", mod="planned"), "2024-10-02"),
        ],
        ["김하나 .. asserted"],
    ),
    "an announced end is taken back": (
        [
            recorded(holder("holds", "김하나"), "2024-01-02"),
            recorded(holder("left", "김하나", when="2024-12-31", mod="planned"), "2024-10-02"),
            recorded(holder("left", "김하나", mod="denied"), "2024-11-02"),
        ],
        ["김하나 .. asserted"],
    ),
    "a leaving nobody knew the coming of": (
        [recorded(holder("left", "김하나", when="2024-02"), "2024-03-02")],
        ["김하나 ..2024-02 ended"],
    ),
    "a leaving stated after the successor came dates the end": (
        [
            recorded(holder("appointed", "김하나", when="2020"), "2020-02-02"),
            recorded(holder("holds", "이둘"), "2024-06-02"),
            recorded(holder("left", "김하나", when="2024-03"), "2024-06-20"),
            recorded(holder("left", "김하나"), "2024-06-22"),
        ],
        ["김하나 2020..2024-03 ended", "이둘 .. asserted"],
    ),
    "another holder is seen": (
        [
            recorded(holder("holds", "김하나"), "2024-01-02"),
            recorded(holder("holds", "이둘"), "2024-06-02"),
            recorded(holder("holds", "김하나"), "2023-06-02"),
        ],
        ["김하나 ..2024-06-02 ended", "이둘 .. asserted"],
    ),
    "one stray mention against an old holder who is named again": (
        [
            recorded(holder("holds", "김하나"), "2024-01-02"),
            recorded(holder("holds", "이둘"), "2024-06-02"),
            recorded(holder("holds", "김하나"), "2024-07-02"),
        ],
        ["김하나 .. asserted", "이둘 .. disputed"],
    ),
    "an old title lingers": (
        [
            recorded(holder("appointed", "김하나", when="2020"), "2020-02-02"),
            recorded(holder("appointed", "이둘", when="2024-06-02"), "2024-06-02"),
            recorded(holder("holds", "김하나"), "2024-06-05"),
        ],
        ["김하나 2020..2024-06-02 ended", "이둘 2024-06-02.. asserted"],
    ),
    "a leaving stated again": (
        [
            recorded(holder("left", "김하나", when="2024-03-01"), "2024-03-01"),
            recorded(holder("left", "김하나", when="2024-03-05"), "2024-03-06"),
        ],
        ["김하나 ..2024-03-01 ended"],
    ),
    "two say otherwise": (
        [
            recorded(holder("appointed", "김하나", when="2024-06-03"), "2024-06-03", "a"),
            recorded(holder("appointed", "이둘", when="2024-06-03"), "2024-06-03", "b"),
        ],
        ["김하나 2024-06-03.. disputed", "이둘 2024-06-03.. disputed"],
    ),
    "one gives way": (
        [
            recorded(holder("appointed", "김하나", when="2024-06-03"), "2024-06-03", "a"),
            recorded(holder("appointed", "이둘", when="2024-06-03"), "2024-06-03", "b"),
            recorded(holder("holds", "이둘"), "2024-06-10"),
        ],
        ["이둘 2024-06-03.. asserted"],
    ),
    "a plan": (
        [recorded(holder("appointed", "김하나", when="2024-07", mod="planned"), "2024-06-03")],
        ["김하나 2024-07.. planned"],
    ),
    "a rumour becomes a plan": (
        [
            recorded(holder("appointed", "김하나", mod="rumored"), "2024-05-03"),
            recorded(holder("appointed", "김하나", when="2024-07", mod="planned"), "2024-06-03"),
        ],
        ["김하나 2024-07.. planned"],
    ),
    "a rumour": ([recorded(holder("appointed", "김하나", mod="rumored"), "2024-05-03")], ["김하나 .. rumored"]),
    "a plan comes true": (
        [
            recorded(holder("appointed", "김하나", mod="planned"), "2024-05-03"),
            recorded(holder("appointed", "김하나", when="2024-07-01"), "2024-07-01"),
        ],
        ["김하나 2024-07-01.. asserted"],
    ),
    "a plan is denied": (
        [
            recorded(holder("appointed", "김하나", mod="planned"), "2024-05-03"),
            recorded(holder("appointed", "김하나", mod="denied"), "2024-05-04"),
        ],
        [],
    ),
    "somebody else comes instead": (
        [
            recorded(holder("appointed", "김하나", mod="planned"), "2024-05-03"),
            recorded(holder("appointed", "이둘", when="2024-06-01"), "2024-06-01"),
        ],
        ["이둘 2024-06-01.. asserted"],
    ),
    "two plans at odds": (
        [
            recorded(holder("appointed", "김하나", mod="planned"), "2024-05-03", "a"),
            recorded(holder("appointed", "이둘", mod="planned"), "2024-05-03", "b"),
        ],
        ["김하나 .. disputed", "이둘 .. disputed"],
    ),
    "a statement is denied": (
        [
            recorded(holder("appointed", "김하나"), "2024-05-03"),
            recorded(holder("appointed", "김하나", mod="denied"), "2024-05-04"),
        ],
        ["김하나 2024-05-03.. disputed"],
    ),
    "ranks are held by many": (
        [
            recorded(holder("appointed", "김하나", roles=("상무",)), "2024-05-03"),
            recorded(holder("appointed", "이둘", roles=("상무",)), "2024-06-03"),
        ],
        ["김하나 2024-05-03.. asserted", "이둘 2024-06-03.. asserted"],
    ),
    "a lab": (
        [
            recorded(lab("exists", "AI연구소"), "2024-01-03"),
            recorded(lab("opened", "AI 연구소", when="2018"), "2024-05-03"),
            recorded(lab("closed", "인공지능연구소", when="2025-01-02"), "2025-01-03"),
        ],
        [" 2018..2025-01-02 ended"],
    ),
    "a deal called off before it was made": (
        [
            recorded(deal("formed", "가온", "나라", kind="acquisition", mod="planned"), "2024-01-03"),
            recorded(deal("ended", "나라", "가온", kind="acquisition", when="2024-02-02"), "2024-02-03"),
        ],
        [" ..2024-02-02 ended"],
    ),
}


@pytest.mark.parametrize("course", COURSES.values(), ids=COURSES)
def test_course_of_events(course):
    """The facts of a slot after a course of events, whatever the order of arrival."""
    records, wanted = course
    assert brief(*records) == wanted
    assert brief(*reversed(records)) == wanted


def test_as_of_answers_for_a_day_and_for_what_was_known():
    """Valid time and recorded time are asked for separately."""
    records = [
        recorded(holder("appointed", "김하나", when="2020"), "2020-02-02"),
        recorded(holder("appointed", "이둘", when="2024-06-02"), "2024-06-02", arrived="2024-09-09"),
        recorded(holder("appointed", "박셋", mod="planned"), "2024-10-02"),
    ]

    def who(day, known):
        by_then = known_by(records, datetime.fromisoformat(known).replace(tzinfo=UTC))
        return [fact.value for fact in as_of(facts(*by_then), date.fromisoformat(day))]

    assert who("2024-07-01", "2024-12-31") == ["이둘"]
    assert who("2024-07-01", "2024-08-01") == ["김하나"]
    assert who("2019-07-01", "2024-12-31") == []
    assert who("2025-07-01", "2024-12-31") == ["이둘"]


def test_a_wrong_claim_supports_nothing_and_a_right_one_wins():
    """Readers' judgements decide disputes."""
    one = recorded(holder("appointed", "김하나", when="2024-06-03"), "2024-06-03", "a")
    other = recorded(holder("appointed", "이둘", when="2024-06-03"), "2024-06-03", "b")
    at = datetime(2024, 6, 5, tzinfo=UTC)
    wrong = ClaimJudgement(id="j", at=at, verdict=Verdict.WRONG, claims=(one.id,))
    assert brief(one, other, judgements=[wrong]) == ["이둘 2024-06-03.. asserted"]
    right = ClaimJudgement(id="k", at=at, verdict=Verdict.RIGHT, claims=(other.id,))
    found = facts(one, other, judgements=[right])
    assert [fact.value for fact in found if fact.status == "asserted"] == ["이둘"]
    assert "a reader says" in next(fact for fact in found if fact.value == "이둘").confidence
    seen = recorded(holder("holds", "박셋"), "2024-07-03")
    again = recorded(holder("holds", "김하나"), "2024-08-03")
    upheld = ClaimJudgement(id="l", at=at, verdict=Verdict.RIGHT, claims=(seen.id,))
    assert "박셋 .. asserted" in brief(one, seen, again, judgements=[upheld])


def test_confidence_is_put_into_words():
    """Tier, number of origins and what is uncertain are said."""
    text = (1, 2, 3)
    official = recorded(holder("holds", "김하나"), "2024-01-02", "a", tier=Tier.OFFICIAL, sketch=text)
    copy = recorded(holder("holds", "김하나"), "2024-01-03", "b", sketch=text)
    other = recorded(holder("holds", "김하나"), "2024-01-04", "c", sketch=(7, 8, 9))
    (fact,) = facts(official, copy, other)
    assert fact.sources == 2
    assert "filing" in fact.confidence
    assert "2 independent origins" in fact.confidence
    assert "first seen 2024-01-02" in fact.confidence
    (rumour,) = facts(recorded(holder("appointed", "김하나", mod="rumored"), "2024-05-03", tier=Tier.OTHER))
    assert "without a decision" in rumour.confidence
    assert "one origin" in rumour.confidence
    (going, _) = facts(other, recorded(holder("holds", "이둘"), "2025-01-02"))
    assert "next holder" in going.confidence
    (leaving,) = facts(other, recorded(holder("left", "김하나", when="2024-12", mod="planned"), "2024-10-02"))
    assert "announced for 2024-12" in leaving.confidence
    (denied,) = facts(other, recorded(holder("holds", "김하나", mod="denied"), "2024-10-02"))
    assert "say otherwise" in denied.confidence


def test_a_fact_gives_the_fields_of_its_claim():
    """The line that is printed for a fact has the names of the annotation guide and the fact's own."""
    (fact,) = facts(recorded(holder("appointed", "김하나", when="2024-05"), "2024-05-03"))
    line = fact.fields()
    assert line["person"] == "김하나"
    assert line["valid_from"] == "2024-05"
    assert line["valid_until"] is None
    assert line["status"] == "asserted"
    assert line["sources"] == 1
    assert "rule" not in line


def test_a_correction_takes_back_what_it_corrects_and_nothing_else():
    """Another name in the post of one person replaces the earlier claim, in either order of arrival."""
    wrong = recorded(holder("appointed", "김도현"), "2024-10-07")
    right = recorded(holder("appointed", "김도훈", corrects=True), "2024-10-08")
    assert brief(wrong, right) == brief(right, wrong) == ["김도훈 2024-10-08.. asserted"]
    denied = recorded(holder("appointed", "김도현", corrects=True, mod="denied"), "2024-10-08", "x")
    assert brief(wrong, denied) == []
    old = recorded(holder("appointed", "김도현"), "2023-10-07")
    assert brief(old, right)[0].startswith("김도현")
    both = recorded(holder("appointed", "김도현", corrects=True), "2024-10-08", right.article.id)
    assert len(brief(wrong, right, both)) == 2
    elsewhere = recorded(lab("opened", "AI랩"), "2024-10-07", "y")
    assert len(brief(elsewhere, right)) == 2


def test_a_correction_of_partners_or_labs_must_call_the_wrong_name():
    """Two supply contracts of one month are not a correction of each other."""
    says = {"evidence": {"text": "상대는 나라가 아니라 다온이다.", "start": 0, "end": 9}}
    wrong = recorded(deal("formed", "가온", "나라", kind="supply"), "2024-11-04")
    other = recorded(deal("formed", "가온", "마루", kind="supply"), "2024-11-04", "z")
    right = recorded(deal("formed", "가온", "다온", kind="supply", corrects=True, **says), "2024-11-05")
    slots = {fact.slot.split("|")[1] for fact in facts(wrong, other, right)}
    assert slots == {"가온+다온", "가온+마루"}
    said = {"evidence": {"text": "데이터랩이 아니라 로봇랩이다.", "start": 0, "end": 9}}
    lab_wrong = recorded(lab("opened", "데이터랩"), "2024-11-04")
    lab_right = recorded(lab("opened", "로봇랩", corrects=True, **said), "2024-11-05")
    assert [fact.claim.name for fact in facts(lab_wrong, lab_right)] == ["로봇랩"]
    denied = recorded(deal("formed", "가온", "보라", kind="supply", corrects=True, mod="denied", **says), "2024-11-05")
    assert len(facts(other, denied)) == 1
    far = recorded(deal("formed", "라라", "다온", kind="supply", corrects=True, **says), "2024-11-05", "q")
    assert len(facts(wrong, far)) == 2
