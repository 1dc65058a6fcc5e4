"""When to tell and when to be silent: the corners that the storylines do not reach."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from facts.articles import Article
from facts.claims import Evidence, NameKind, NameRelation, NameStatement, Reading
from facts.judgements import ClaimJudgement, Mute, NameJudgement, Verdict
from facts.names import Names, sound
from facts.news import State, judge, withdraw
from facts.records import record, reference
from facts.slots import organization_sounds, shelves, told_shelves, touched
from facts.watch import Watch
from tests.facts.making import deal, holder, lab, recorded

WATCH = Watch.of("가온")


def tell(*articles, judgements=(), watch=WATCH, state=None):
    """What is told after each article; an article is one recorded claim or a list of them."""
    state = state or State(watch=watch, judgements=tuple(judgements))
    told = []
    for article in articles:
        claims = article if isinstance(article, list) else [article]
        judged = judge(state, claims)
        state = judged.state
        told.append([f"{change.change} {change.subject[0]}" for change in judged.changes])
    return told


def leaving(person, **terms):
    return holder("left", person, **terms)


def former(person, **terms):
    return holder("left", person, **{"evidence": Evidence(text="전 대표가 왔다", start=0, end=8), **terms})


QUIET_AND_LOUD = {
    "nobody on the watch list": ([recorded(holder("appointed", "김하나", at="나라"), "2024-01-02")], [[]]),
    "a unit that is watched by its own name": (
        [recorded(holder("appointed", "김하나", at="나라", unit="가온", roles=("대표",)), "2024-01-02")],
        [["appointed 김하나"]],
    ),
    "an event older than 90 days": (
        [recorded(holder("appointed", "김하나", when="2023-09-30"), "2024-01-02")],
        [[]],
    ),
    "an event of 90 days ago": (
        [recorded(holder("appointed", "김하나", when="2023-10-10"), "2024-01-02")],
        [["appointed 김하나"]],
    ),
    "a former title of somebody unknown": ([recorded(former("김하나"), "2024-01-02")], [[]]),
    "a leaving of somebody unknown": ([recorded(leaving("김하나"), "2024-01-02")], [["left 김하나"]]),
    "a leaving told twice": (
        [recorded(leaving("김하나", when="2024-01-02"), "2024-01-02"), recorded(leaving("김하나"), "2024-01-20")],
        [["left 김하나"], []],
    ),
    "a leaving long known": (
        [
            recorded(holder("holds", "김하나"), "2023-01-02"),
            recorded(leaving("김하나", when="2023-06-02"), "2024-01-02"),
            recorded(leaving("김하나"), "2024-04-20"),
        ],
        [[], [], []],
    ),
    "a planned leaving told, then so": (
        [
            recorded(leaving("김하나", mod="planned", when="2024-02"), "2024-01-02"),
            recorded(leaving("김하나", mod="planned"), "2024-01-05"),
            recorded(leaving("김하나", when="2024-02-20"), "2024-02-20"),
        ],
        [["left 김하나"], [], ["confirmed 김하나"]],
    ),
    "a planned leaving read silently is known": (
        [
            recorded(leaving("김하나", mod="planned"), "2024-01-02", arrived="2024-01-20"),
            recorded(holder("holds", "김하나"), "2024-01-21"),
            recorded(leaving("김하나", mod="planned"), "2024-01-22"),
        ],
        [[], [], []],
    ),
    "a rumoured leaving after its denial": (
        [
            recorded(leaving("김하나", mod="rumored"), "2024-01-02"),
            recorded(leaving("김하나", mod="denied"), "2024-01-03"),
            recorded(leaving("김하나", mod="rumored"), "2024-01-04"),
            recorded(leaving("김하나", mod="planned"), "2024-01-05"),
        ],
        [["left 김하나"], ["denied 김하나"], [], ["left 김하나"]],
    ),
    "a nominee withdraws": (
        [
            recorded(holder("appointed", "김하나", mod="planned"), "2024-01-02"),
            recorded(leaving("김하나"), "2024-01-05"),
        ],
        [["appointed 김하나"], ["denied 김하나"]],
    ),
    "who was replaced by plan is not told to go": (
        [
            [
                recorded(holder("appointed", "이둘", mod="planned"), "2024-01-02", "a"),
                recorded(leaving("김하나", mod="planned"), "2024-01-02", "a"),
            ],
            recorded(leaving("김하나", mod="planned"), "2024-01-03"),
            recorded(leaving("김하나"), "2024-01-20"),
        ],
        [["replaced 이둘"], [], []],
    ),
    "the denial of a leaving denies the replacement": (
        [
            [
                recorded(holder("appointed", "이둘", mod="rumored"), "2024-01-02", "a"),
                recorded(leaving("김하나", mod="rumored"), "2024-01-02", "a"),
            ],
            [
                recorded(leaving("김하나", mod="denied"), "2024-01-03", "b"),
                recorded(holder("appointed", "이둘", mod="denied"), "2024-01-03", "b"),
            ],
            recorded(holder("appointed", "이둘", mod="denied"), "2024-01-04"),
        ],
        [["replaced 이둘"], ["denied 김하나"], []],
    ),
    "who was to be replaced may go after all": (
        [
            recorded(holder("holds", "김하나"), "2024-01-01"),
            recorded(holder("appointed", "이둘", mod="rumored"), "2024-01-02"),
            recorded(holder("appointed", "이둘", mod="denied"), "2024-01-03"),
            recorded(leaving("김하나", mod="planned"), "2024-01-20"),
        ],
        [[], ["replaced 이둘"], ["denied 이둘"], ["left 김하나"]],
    ),
    "a denial of a going that has come is nothing": (
        [
            recorded(holder("holds", "김하나"), "2024-01-01"),
            recorded(holder("appointed", "이둘", mod="rumored"), "2024-01-02"),
            recorded(holder("appointed", "이둘"), "2024-01-13"),
            recorded(leaving("김하나", mod="denied"), "2024-01-20"),
        ],
        [[], ["replaced 이둘"], ["confirmed 이둘"], []],
    ),
    "a denial of nothing that was told": (
        [recorded(holder("appointed", "이둘", mod="denied"), "2024-01-03")],
        [[]],
    ),
    "a statement is denied by the company": (
        [
            recorded(holder("appointed", "이둘"), "2024-01-02"),
            recorded(holder("appointed", "이둘", mod="denied"), "2024-01-03"),
        ],
        [["appointed 이둘"], ["denied 이둘"]],
    ),
    "a denial long after is background": (
        [
            recorded(holder("appointed", "이둘"), "2024-01-02"),
            recorded(holder("appointed", "이둘", mod="denied"), "2024-05-03"),
        ],
        [["appointed 이둘"], []],
    ),
    "a rumour about somebody who holds the post": (
        [
            recorded(holder("holds", "이둘"), "2024-01-02"),
            recorded(holder("appointed", "이둘", mod="rumored"), "2024-01-03"),
        ],
        [[], []],
    ),
    "a plan told after it came true": (
        [
            recorded(holder("appointed", "이둘", roles=("상무", "AI연구소장")), "2024-01-02"),
            recorded(holder("appointed", "이둘", mod="planned", roles=("상무",)), "2024-01-03"),
        ],
        [["appointed 이둘"], []],
    ),
    "an old plan as background": (
        [recorded(holder("appointed", "이둘", mod="planned", when="2023-01"), "2024-01-03")],
        [[]],
    ),
    "a plan read silently is known": (
        [
            recorded(holder("appointed", "이둘", mod="planned"), "2024-01-03", arrived="2024-01-30"),
            recorded(holder("appointed", "이둘", mod="planned"), "2024-01-30"),
        ],
        [[], []],
    ),
    "the title runs ahead of the day, then the day comes": (
        [
            recorded(holder("appointed", "이둘", mod="planned", when="2024-02-01"), "2024-01-03"),
            recorded(holder("holds", "이둘"), "2024-01-20"),
            recorded(holder("appointed", "이둘", when="2024-02-01"), "2024-02-02"),
        ],
        [["appointed 이둘"], [], ["confirmed 이둘"]],
    ),
    "who was to come is seen in the post": (
        [
            recorded(holder("appointed", "이둘", mod="planned"), "2024-01-03"),
            recorded(holder("holds", "이둘"), "2024-02-20"),
            recorded(holder("appointed", "이둘"), "2024-02-22"),
        ],
        [["appointed 이둘"], ["confirmed 이둘"], []],
    ),
    "a holder in the wrong mood is nothing": (
        [recorded(holder("holds", "이둘", mod="rumored"), "2024-02-20")],
        [[]],
    ),
    "another holder of the same day": (
        [recorded(holder("holds", "김하나"), "2024-02-20", "a"), recorded(holder("holds", "이둘"), "2024-02-20", "b")],
        [[], []],
    ),
    "another holder in an article older than the last word": (
        [recorded(holder("holds", "김하나"), "2024-02-20"), recorded(holder("holds", "이둘"), "2024-02-18")],
        [[], []],
    ),
    "a successor seen after a leaving": (
        [
            recorded(holder("holds", "김하나"), "2024-01-20"),
            recorded(leaving("김하나", when="2024-02-01"), "2024-02-01"),
            recorded(holder("holds", "이둘"), "2024-06-18"),
            recorded(holder("holds", "김하나"), "2024-06-19"),
        ],
        [[], ["left 김하나"], ["replaced 이둘"], []],
    ),
    "joint holders never contradict": (
        [
            recorded(holder("holds", "김하나", roles=("공동대표",)), "2024-01-20"),
            recorded(holder("holds", "이둘", roles=("대표",)), "2024-02-20"),
        ],
        [[], []],
    ),
    "a second joint head replaces nobody": (
        [
            recorded(holder("holds", "김하나", roles=("공동대표",)), "2024-01-20"),
            recorded(holder("appointed", "이둘", roles=("공동대표",)), "2024-02-20"),
        ],
        [[], ["appointed 이둘"]],
    ),
    "joint nominees are no rivals": (
        [
            recorded(holder("appointed", "김하나", roles=("공동대표",), mod="planned"), "2024-01-20"),
            recorded(holder("appointed", "이둘", roles=("공동대표",), mod="planned"), "2024-01-21"),
        ],
        [["appointed 김하나"], ["appointed 이둘"]],
    ),
    "another plan long after is no conflict": (
        [
            recorded(holder("appointed", "김하나", mod="planned"), "2024-01-20"),
            recorded(holder("appointed", "이둘", mod="planned"), "2024-03-21"),
        ],
        [["appointed 김하나"], ["appointed 이둘"]],
    ),
    "a plan against a rumour is no conflict": (
        [
            recorded(holder("appointed", "김하나", mod="rumored"), "2024-01-20"),
            recorded(holder("appointed", "이둘", mod="planned"), "2024-01-21"),
        ],
        [["appointed 김하나"], ["appointed 이둘"]],
    ),
    "a rank given with the post is not told beside it": (
        [
            [
                recorded(holder("appointed", "이둘", roles=("부사장",)), "2024-01-20", "a"),
                recorded(holder("appointed", "이둘", roles=("CFO",)), "2024-01-20", "a"),
                recorded(holder("appointed", "이둘", roles=("CFO",), when="2024-01-20"), "2024-01-20", "a"),
            ]
        ],
        [["appointed 이둘"]],
    ),
    "two ranks of one person are told once": (
        [
            [
                recorded(holder("appointed", "이둘", roles=("부사장",)), "2024-01-20", "a"),
                recorded(holder("appointed", "이둘", roles=("사내이사",)), "2024-01-20", "a"),
            ]
        ],
        [["appointed 이둘"]],
    ),
    "one president goes and one comes": (
        [
            [
                recorded(leaving("김하나", roles=("사장",)), "2024-01-20", "a"),
                recorded(holder("appointed", "이둘", roles=("사장",)), "2024-01-20", "a"),
            ]
        ],
        [["replaced 이둘"]],
    ),
    "of many who come and go nobody replaces anybody": (
        [
            [
                recorded(leaving("김하나", roles=("전무",)), "2024-01-20", "a"),
                recorded(holder("appointed", "이둘", roles=("전무",)), "2024-01-20", "a"),
                recorded(holder("appointed", "박셋", roles=("전무",)), "2024-01-20", "a"),
            ]
        ],
        [["left 김하나", "appointed 이둘", "appointed 박셋"]],
    ),
    "the post in other words lately told": (
        [
            recorded(holder("appointed", "이둘", roles=("로봇사업 총괄",)), "2024-01-20"),
            recorded(holder("appointed", "이둘", roles=("부사장",)), "2024-01-21"),
        ],
        [["appointed 이둘"], []],
    ),
    "head of two units": (
        [
            recorded(holder("appointed", "이둘", roles=("AI연구소장",)), "2024-01-20"),
            recorded(holder("appointed", "이둘", roles=("로봇연구소장",)), "2024-01-21"),
        ],
        [["appointed 이둘"], ["appointed 이둘"]],
    ),
    "a lab opened, told in two claims": (
        [
            [
                recorded(lab("opened", "AI랩"), "2024-01-20", "a"),
                recorded(lab("opened", "AI 연구소", when="2024-01-20"), "2024-01-20", "a"),
            ]
        ],
        [["opened AI랩"]],
    ),
    "a planned lab exists once its day has passed": (
        [
            recorded(lab("opened", "AI랩", mod="planned", when="2024-02"), "2024-01-20"),
            recorded(lab("exists", "AI랩"), "2024-02-10"),
            recorded(lab("exists", "AI랩"), "2024-03-10"),
            recorded(lab("exists", "AI랩"), "2024-03-11"),
        ],
        [["opened AI랩"], [], ["confirmed AI랩"], []],
    ),
    "a lab closed long ago": ([recorded(lab("closed", "AI랩", when="2020"), "2024-03-10")], [[]]),
    "a lab seen for the first time": ([recorded(lab("exists", "AI랩"), "2024-03-10")], [[]]),
    "the old partners sign anew": (
        [
            recorded(deal("exists", "가온", "나라"), "2023-03-10"),
            recorded(deal("formed", "가온", "나라", when="2024-03-09"), "2024-03-10"),
        ],
        [[], ["formed 가온"]],
    ),
    "signing told by some of the members": (
        [
            recorded(deal("formed", "가온", "나라", "다온"), "2024-03-10"),
            recorded(deal("formed", "가온", "나라"), "2024-03-11"),
            recorded(deal("formed", "가온", "마루"), "2024-03-11"),
        ],
        [["formed 가온"], [], ["formed 가온"]],
    ),
    "buying and working together are two things": (
        [
            recorded(deal("formed", "가온", "나라", kind="acquisition", mod="rumored"), "2024-03-10"),
            recorded(deal("formed", "가온", "나라"), "2024-03-11"),
        ],
        [["formed 가온"], ["formed 가온"]],
    ),
    "a correction of something never told": (
        [recorded(holder("appointed", "이둘", corrects=True), "2024-03-10")],
        [["appointed 이둘"]],
    ),
    "a correction of something read silently": (
        [
            recorded(holder("appointed", "김하나"), "2024-03-10", arrived="2024-03-30"),
            recorded(holder("appointed", "이둘", corrects=True), "2024-03-31"),
        ],
        [[], []],
    ),
    "a correction that only denies": (
        [
            recorded(holder("appointed", "김하나"), "2024-03-10"),
            recorded(holder("appointed", "김하나", mod="denied", corrects=True), "2024-03-11"),
            recorded(holder("appointed", "김하나", mod="denied", corrects=True), "2024-03-12"),
            recorded(holder("appointed", "김하나", when="2024-03-30"), "2024-03-30"),
        ],
        [["appointed 김하나"], ["corrected 김하나"], [], ["appointed 김하나"]],
    ),
    "a correction that names the right one twice": (
        [
            recorded(holder("appointed", "김하나"), "2024-03-10"),
            [
                recorded(holder("appointed", "이둘", corrects=True), "2024-03-11", "b"),
                recorded(holder("appointed", "이둘", when="2024-03-10", corrects=True), "2024-03-11", "b"),
                recorded(holder("appointed", "김하나", mod="denied", corrects=True), "2024-03-11", "b"),
            ],
            recorded(holder("appointed", "이둘", corrects=True), "2024-03-12"),
        ],
        [["appointed 김하나"], ["corrected 이둘"], []],
    ),
    "a lab's name corrected": (
        [
            recorded(lab("opened", "데이터랩"), "2024-03-10"),
            recorded(
                lab("opened", "로봇랩", corrects=True, evidence=Evidence(text="데이터랩 아닌 로봇랩", start=0, end=9)),
                "2024-03-11",
            ),
        ],
        [["opened 데이터랩"], ["corrected 로봇랩"]],
    ),
}


@pytest.mark.parametrize("case", QUIET_AND_LOUD.values(), ids=QUIET_AND_LOUD)
def test_what_is_told(case):
    """A course of events tells exactly this after each of its articles."""
    articles, wanted = case
    assert tell(*articles) == wanted


def test_silent_reading_believes_without_telling():
    """The first load of a feed tells nothing, and nothing of it later."""
    claim = recorded(holder("appointed", "김하나"), "2024-01-02")
    judged = judge(State(watch=WATCH), [claim], silent=True)
    assert judged.changes == ()
    assert [fact.value for fact in judged.state.facts] == ["김하나"]
    assert tell(recorded(holder("appointed", "김하나"), "2024-01-03"), state=judged.state) == [[]]


def test_a_muted_slot_or_organisation_is_silent_until_its_time():
    """Mute silences the slot or all of the organisation, for good or until a day."""
    at = datetime(2024, 1, 1, tzinfo=UTC)
    claim = recorded(holder("appointed", "김하나"), "2024-01-02")
    slot = judge(State(watch=WATCH), [claim]).changes[0].slot
    for_good = Mute(id="m", at=at, organization="㈜가온")
    assert tell(claim, judgements=[for_good]) == [[]]
    assert tell(claim, judgements=[Mute(id="m", at=at, slot=slot)]) == [[]]
    assert tell(claim, judgements=[Mute(id="m", at=at, slot="another")]) == [["appointed 김하나"]]
    over = Mute(id="m", at=at, organization="가온", until=datetime(2024, 1, 2, tzinfo=UTC))
    assert tell(claim, judgements=[over]) == [["appointed 김하나"]]
    other = ClaimJudgement(id="c", at=at, verdict=Verdict.RIGHT, claims=("x",))
    assert tell(claim, judgements=[other]) == [["appointed 김하나"]]


def test_a_wrong_claim_no_longer_makes_news_old():
    """What a reader judged wrong is neither believed nor in the way of the right news."""
    wrong = recorded(holder("holds", "이둘"), "2024-01-02")
    judgement = ClaimJudgement(id="j", at=datetime(2024, 1, 3, tzinfo=UTC), verdict=Verdict.WRONG, claims=(wrong.id,))
    right = recorded(holder("appointed", "이둘", when="2024-02-02"), "2024-02-02")
    assert tell(wrong, right) == [[], []]
    assert tell(wrong, right, judgements=[judgement]) == [[], ["appointed 이둘"]]


def test_an_edit_that_drops_a_told_statement_is_told_as_corrected_once():
    """What an edited article no longer says is taken back where it had been told and nobody else says it."""
    claim = recorded(holder("appointed", "김하나"), "2024-01-02", "a")
    told = judge(State(watch=WATCH), [claim]).state
    edited = State(watch=WATCH, told=told.told)
    judged = withdraw(told, edited, claim.article)
    (change,) = judged.changes
    assert (change.change, change.before, change.after) == ("corrected", "김하나", None)
    assert change.episode == told.told[0].change.episode
    assert withdraw(told, judged.state, claim.article).changes == ()
    other = recorded(holder("appointed", "김하나"), "2024-01-03", "b")
    assert withdraw(told, State(watch=WATCH, claims=(other,), told=told.told), claim.article).changes == ()
    untold = State(watch=WATCH, claims=(claim,))
    assert withdraw(untold, State(watch=WATCH), claim.article).changes == ()
    assert withdraw(told, told, claim.article).changes == ()


def test_a_change_cites_words_and_keys():
    """The message has the sentence, what is held, since when, how surely, and keys that do not name the article."""
    claim = holder("appointed", "김하나", roles=("AI연구소장", "상무"), when="2024-01-02")
    (one,) = judge(State(watch=WATCH), [recorded(claim, "2024-01-02", "a")]).changes
    (other,) = judge(State(watch=WATCH), [recorded(claim, "2024-01-03", "b")]).changes
    assert one.what == "가온 AI연구소장 상무"
    assert one.subject == ("김하나", "가온 AI연구소")
    assert str(one.since) == "2024-01-02"
    assert one.sources == 1
    assert one.confidence
    assert one.key == other.key
    (work,) = judge(State(watch=WATCH), [recorded(deal("formed", "가온", "나라", name="물길"), "2024-01-02")]).changes
    assert work.what == "mou 물길"
    (unit,) = judge(
        State(watch=WATCH), [recorded(holder("appointed", "이둘", unit="가온 AI랩", roles=("소장",)), "2024-01-02")]
    ).changes
    assert unit.subject == ("이둘", "가온 AI랩")
    assert unit.what == "가온 AI랩 소장"


def test_a_repeated_statement_is_recorded_once_and_an_article_read_twice_is_silent():
    """The name of a claim is made of what the article states, whatever the rule and the place in the text."""
    article = Article(id="a", title="가온", text="그가 물러났다.", published="2024-01-02")
    twice = Reading(claims=[holder("appointed", "김하나"), holder("appointed", "김하나", rule="other")])
    at = datetime(2024, 1, 2, tzinfo=UTC)
    claims = record(article, twice, at)
    assert len(claims) == 1
    assert reference(article) == claims[0].article
    state = judge(State(watch=WATCH), claims).state
    assert judge(state, claims).changes == ()
    assert len(judge(state, claims).state.claims) == 1


def test_shelves_follow_other_names():
    """A claim under another name of its organisation or person is found by what it touches."""
    said = NameStatement(
        kind=NameKind.ORGANIZATION,
        relation=NameRelation.RENAMED,
        names=("한별", "가온"),
        evidence=Evidence(text="x", start=0, end=1),
        rule="hand",
    )
    names = Names(WATCH, [said])
    old = holder("appointed", "김하나", at="한별", roles=("상무",))
    new = holder("holds", "Kim Ha-na", roles=("상무",))
    assert shelves(old) & touched([new], names)
    assert told_shelves(old) <= touched([new], names)
    assert organization_sounds(Reading(names=[said])) == {sound("한별"), sound("가온")}
    same = NameJudgement(
        id="n", at=datetime(2024, 1, 1, tzinfo=UTC), same=True, kind=NameKind.PERSON, names=("김하나", "김두나")
    )
    married = holder("holds", "김두나", roles=("상무",))
    assert not shelves(old) & touched([married], names)
    assert shelves(old) & touched([married], names, [same])
    assert shelves(lab("opened", "AI랩", of="한별")) & touched([lab("closed", "AI랩")], names)
    three = deal("formed", "한별", "나라", "다온", name="동맹", corrects=True)
    assert shelves(three) & touched([deal("exists", "가온", "나라")], names)
    assert shelves(three) & touched([deal("exists", "마루", "보라", name="동맹")], names)
    assert "corrections|" + sound("한별") in shelves(three) & touched([new], names)
