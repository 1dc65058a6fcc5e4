"""Who is who: pairs that must come together, pairs that must stay apart, and why."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import permutations
from pathlib import Path

import pytest
import yaml

from facts.claims import Evidence, NameKind, NameRelation, NameStatement
from facts.judgements import NameJudgement
from facts.names import LabName, Names
from facts.names.labs import clusters
from facts.names.links import Link, Links
from facts.names.sound import person_sound, romanized, sound
from facts.names.writing import plain, readable
from facts.watch import Watch, WatchedOrganization

PAIRS = yaml.safe_load(Path(__file__).with_name("pairs.yaml").read_text(encoding="utf-8"))


def lab(written: str) -> LabName:
    name, _, location = written.partition("@")
    return LabName(name, location or None)


def statement(one, other, relation=NameRelation.ALIAS, kind=NameKind.ORGANIZATION) -> NameStatement:
    return NameStatement(
        kind=kind, relation=relation, names=(one, other), evidence=Evidence(text="x", start=0, end=1), rule="hand"
    )


def judged(one, other, *, same, kind=NameKind.ORGANIZATION, within=None, day=1) -> NameJudgement:
    at = datetime(2025, 1, day, tzinfo=UTC)
    return NameJudgement(id=f"j{day}{same}", at=at, same=same, kind=kind, names=(one, other), within=within)


@pytest.mark.parametrize("pair", PAIRS["organizations"]["together"], ids="=".join)
def test_names_of_one_organisation(pair):
    """Legal marks, width, case and script do not make another organisation, and the merge says why."""
    names = Names(Watch(), organizations=pair)
    assert names.organization(pair[0]) == names.organization(pair[1])
    assert names.why_organization(*pair)


@pytest.mark.parametrize("pair", PAIRS["organizations"]["apart"], ids="/".join)
def test_names_of_two_organisations(pair):
    """A group is not its affiliate, and likeness of letters proves nothing."""
    names = Names(Watch(), organizations=pair)
    assert names.organization(pair[0]) != names.organization(pair[1])
    assert names.why_organization(*pair) is None


@pytest.mark.parametrize("case", PAIRS["labs"]["together"], ids=lambda case: "=".join(case["names"]))
def test_names_of_one_lab(case):
    """The same parent, place and kind of unit and no contradicting topic make one lab."""
    one, other = map(lab, case["names"])
    keys = Names(Watch()).labs(case["within"], [one, other])
    assert keys[one] == keys[other]


@pytest.mark.parametrize("case", PAIRS["labs"]["apart"], ids=lambda case: "/".join(case["names"]))
def test_names_of_two_labs(case):
    """Another place, kind or topic makes another lab, and the answer says which."""
    one, other = map(lab, case["names"])
    names = Names(Watch())
    keys = names.labs(case["within"], [one, other])
    assert keys[one] != keys[other]
    assert names.why_lab(case["within"], one, other)


@pytest.mark.parametrize("case", PAIRS["people"]["together"], ids=lambda case: "=".join(case["names"]))
def test_names_of_one_person(case):
    """Within one organisation the Korean and the English writing are one person."""
    keys = Names(Watch()).people(case["within"], case["names"])
    assert len(set(keys.values())) == 1


@pytest.mark.parametrize("case", PAIRS["people"]["apart"], ids=lambda case: "/".join(case["names"]))
def test_names_of_two_people(case):
    """Likeness is not enough for people either."""
    keys = Names(Watch()).people(case["within"], case["names"])
    assert len(set(keys.values())) == 2


def test_labs_of_two_parents_never_meet():
    """서울대학교 AI 연구소 and 고려대학교 AI 연구소 are labs of two organisations: they are never compared."""
    names = Names(Watch(), organizations=["서울대학교", "고려대학교", "현대자동차", "기아"])
    assert names.organization("서울대학교") != names.organization("고려대학교")
    assert names.organization("현대자동차") != names.organization("기아")


def test_a_name_that_could_mean_two_labs_stays_by_itself():
    """With two labs in Toronto, "토론토 연구소" is neither."""
    known = [lab("토론토 AI랩"), lab("토론토 로봇랩"), lab("토론토 연구소")]
    keys = clusters(known, "LG전자")
    assert len(set(keys.values())) == 3


def test_lab_keys_do_not_depend_on_order():
    """The same names in any order give the same labs."""
    known = [lab("토론토 AI랩"), lab("토론토 연구소"), lab("AI랩"), lab("R&D센터@보스턴"), lab("보스턴 연구소")]
    assert len({tuple(sorted(clusters(p, "X").items(), key=str)) for p in permutations(known)}) == 1


def test_why_lab_answers_for_pairs_that_only_a_third_name_joins():
    """Two names alone may have too little in common."""
    names = Names(Watch())
    assert names.why_lab("X", lab("AI랩"), lab("토론토 AI랩")).startswith("the same parent")
    assert names.why_lab("X", lab("AI랩"), lab("AI랩")) == "the same name"
    assert names.why_lab("X", lab("AI랩"), lab("부산 연구소")) == "too little in common"
    assert names.why_lab("X", lab("AI연구소"), lab("AI Lab")).endswith("in both scripts")


def test_watch_list_and_texts_give_aliases():
    """An alias of the watch list, an alias of a text and a renaming all lead to the watched name."""
    watch = Watch(organizations=(WatchedOrganization(name="누리텔레콤", aliases=("NT",)),))
    said = [statement("누리텔레콤", "누리온", NameRelation.RENAMED), statement("누리온", "NuriOn")]
    names = Names(watch, said, organizations=["NuriOn"])
    assert {names.organization(each) for each in ("NT", "누리온", "NuriOn", "누리텔레콤")} == {"누리텔레콤"}
    assert names.watched == {"누리텔레콤"}
    assert "renamed" in names.why_organization("NuriOn", "누리텔레콤")
    assert sound("NuriOn") in names.sounds("NT")


def test_a_renamed_organisation_keeps_its_first_name_as_key():
    """Unwatched, too, the old name goes on naming it."""
    names = Names(Watch(), [statement("한별", "가온", NameRelation.RENAMED)], organizations=["가온"])
    assert names.organization("가온") == names.organization("한별") == "한별"


def test_a_reader_overrides_the_rules_both_ways_and_the_last_word_holds():
    """not-the-same undoes a merge, same makes one, and a later judgement undoes an earlier one."""
    pair = ("누리텔레콤", "Nuri Telecom")
    apart = judged(*pair, same=False, day=1)
    names = Names(Watch(), judgements=[apart], organizations=pair)
    assert names.organization(pair[0]) != names.organization(pair[1])
    again = Names(Watch(), judgements=[judged(*pair, same=True, day=2), apart], organizations=pair)
    assert again.organization(pair[0]) == again.organization(pair[1])
    assert "reader" in again.why_organization(*pair)


def test_a_reader_overrides_labs_and_people_within_an_organisation():
    """A judgement about labs or people holds in its organisation only."""
    one, other = lab("AI랩"), lab("로봇랩")
    same = judged("AI랩", "로봇랩", same=True, kind=NameKind.LAB, within="가온")
    names = Names(Watch(), judgements=[same])
    assert len(set(names.labs("가온", [one, other]).values())) == 1
    assert len(set(names.labs("나라", [one, other]).values())) == 2
    assert "reader" in names.why_lab("가온", one, other)
    assert "kinds" in names.why_lab("가온", one, lab("가전본부"))
    apart = judged("토론토 AI랩", "토론토 연구소", same=False, kind=NameKind.LAB, within="가온")
    keys = Names(Watch(), judgements=[apart]).labs("가온", [lab("토론토 AI랩"), lab("토론토 연구소")])
    assert len(set(keys.values())) == 2
    person = judged("서유나", "Seo Yu-na", same=False, kind=NameKind.PERSON)
    assert len(set(Names(Watch(), judgements=[person]).people("가온", ["서유나", "Seo Yu-na"]).values())) == 2


def test_a_text_joins_two_names_of_a_lab():
    """로봇연구소, renamed 피지컬AI연구소, stays one lab."""
    said = [statement("로봇연구소", "피지컬AI연구소", NameRelation.RENAMED, NameKind.LAB)]
    keys = Names(Watch(), said).labs("한빛", [lab("로봇연구소"), lab("피지컬AI연구소")])
    assert len(set(keys.values())) == 1


def test_links_keep_forbidden_pairs_apart_through_a_third():
    """a=b and b=c must not join a and c where somebody parted them."""
    links = Links([[Link("a", "b", "x"), Link("b", "c", "y"), Link("a", "b", "x")]], apart=[("a", "c"), ("d", "d")])
    assert links.root("a") == links.root("b") != links.root("c")
    assert links.group("a") == {"a", "b"}
    assert links.why("a", "c") == ()
    assert [link.reason for link in links.why("b", "a")] == ["x"]


def test_links_explain_a_chain_by_its_shortest_way():
    """The explanation is the way through the links, also where they form a ring."""
    ring = [Link("a", "b", "1"), Link("b", "c", "2"), Link("c", "d", "3")]
    assert [link.reason for link in Links([ring]).why("a", "d")] == ["1", "2", "3"]
    assert Links([ring]).why("a", "z") == ()


def test_writing_keeps_every_script():
    """Normalising never throws letters away, whatever the script; a name of marks alone stays."""
    assert plain("三星電子") == "三星電子"
    assert plain("(주)") == "주"
    assert plain("···") == "···"
    assert readable("㈜ 한별  전자") == "한별 전자"


def test_transcription_follows_the_letters():
    """Revised Romanization letter by letter, with liaison before a vowel."""
    assert [romanized(name) for name in ("한결", "국어", "옷이", "있어", "낮에", "꽃이", "부엌에", "밭에", "잎이", "A1")] == [
        "hangyeol", "gugeo", "osi", "isseo", "naje", "kkochi", "bueoke", "bate", "ipi", "A1",
    ]  # fmt: skip
    assert person_sound("Madonna") == "madonna"
    assert person_sound("!!") == "!!"
    assert sound("으") == "eu"
