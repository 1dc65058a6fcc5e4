"""Who leads what in whole texts: everything that is said, and nothing else."""

from datetime import date
from pathlib import Path

import pytest
import yaml

from extractors.leadership.found import Found, merged
from extractors.read import explain, read
from facts.articles import Article
from facts.claims import Kind

TEXTS = yaml.safe_load(Path(__file__).with_name("leadership_prose.yaml").read_text("utf-8"))


def article(text, title=""):
    return Article(id="a", title=title, text=text, published=date(2024, 6, 12))


def said(example):
    """The claims of an example as (person, organisation, event and modality), each with its title."""
    found = {}
    for entry in example["says"]:
        where, what = next(iter(entry.items())) if isinstance(entry, dict) else entry.split(": ")
        event, modality, title = what.split(" ", 2)
        found[where, event, modality] = title
    return found


@pytest.mark.parametrize("example", TEXTS, ids=lambda example: example["text"][:40])
def test_a_text_says_exactly_this(example):
    """All claims of the text are found with one of their titles, and no other claim is made."""
    claims = [c for c in read(article(example["text"], example.get("title", ""))).claims if c.kind is Kind.LEADERSHIP]
    found = {(f"{c.person} @ {c.organization}", c.event.value, c.modality.value): c.roles for c in claims}
    wanted = said(example)
    assert set(found) == set(wanted)
    for key, title in wanted.items():
        assert any(title in role or role in title for role in found[key]), (key, title, found[key])


@pytest.mark.parametrize("example", TEXTS, ids=lambda example: example["text"][:40])
def test_evidence_is_verbatim(example):
    """The evidence of a claim is the stretch of the article at its offsets."""
    source = article(example["text"], example.get("title", ""))
    for claim in read(source).claims:
        assert source.content[claim.evidence.start : claim.evidence.end] == claim.evidence.text


def test_a_date_to_come_makes_a_plan_and_a_past_one_a_fact():
    """What is told in the present tense of a day to come is planned with that day."""
    (claim, *_) = [
        c
        for c in read(article("하늘바이오는 8월 1일자로 엄재호 상무를 대표이사로 선임한다.")).claims
        if c.kind is Kind.LEADERSHIP and c.event == "appointed"
    ]
    assert (str(claim.date), claim.modality) == ("2024-08-01", "planned")


def test_the_same_said_twice_is_one_claim_with_all_titles():
    """A second telling adds its title; the sentence with the event stays the evidence."""
    text = "마동휘 두레중공업 사장은 배를 좋아한다. 두레중공업은 3일 마동휘 부사장을 대표이사 사장으로 선임했다."
    claims = [c for c in read(article(text)).claims if c.kind is Kind.LEADERSHIP and c.event == "appointed"]
    assert len(claims) == 1
    assert claims[0].evidence.text.startswith("두레중공업은 3일")


def test_a_headline_adds_nothing_to_what_the_text_says():
    """A person whom the text names is not read from the headline."""
    text = "두레중공업은 3일 마동휘 부사장을 대표이사로 선임했다."
    claims = read(article(text, "두레중공업 새 대표에 마동휘 부사장")).claims
    assert {c.evidence.text for c in claims if c.kind is Kind.LEADERSHIP} == {text}


def test_a_story_leads_nothing():
    """Chairmen of a drama make no claim."""
    text = (
        "드라마 ‘회장의 아침’이 시청률 10%로 종영했다. 극중 두레그룹 마동휘 회장을 연기한 배우 길나영은 출연진에게 "
        "고마움을 전했다. 캐스팅 당시에는 반대도 있었다."
    )
    assert read(article(text)).claims == ()


def test_explanations_name_rule_and_resolved_names():
    """A step tells which rule saw what, and what it made of it."""
    (step,) = [
        s for s in explain(article("하늘바이오는 3일 엄재호 박사를 대표이사로 선임했다.")) if "appointed_by" in s.rule
    ]
    assert step.matched == ("선임",)
    assert step.resolved["person"] == "엄재호"
    assert step.resolved["organization"] == "하늘바이오"


def test_nothing_found_merges_to_nothing():
    """No findings, no claims."""
    found: list[Found] = []
    assert merged(found) == []


def test_prose_and_the_list_below_it_tell_once():
    """A promotion told in a sentence and again in the list is one claim."""
    text = (
        "두레그룹은 12일 임원 인사를 단행했다. 두레전자 대표이사에는 마동휘 부사장이 사장으로 승진해 선임됐다.\n\n다음은 인사 명단.\n\n"
        "◇두레전자\n<승진> △사장 마동휘 △전무 길나영"
    )
    claims = [c for c in read(article(text, "두레그룹 임원 인사")).claims if c.kind is Kind.LEADERSHIP]
    assert sorted(c.person for c in claims if c.event == "appointed") == ["길나영", "마동휘"]


def test_explanations_cover_every_kind():
    """Labs and partnerships are explained as well."""
    text = (
        "두레전자는 12일 가람대와 배터리 공동연구를 위한 업무협약을 체결했다. 두레전자는 대전에 배터리연구소를 열었다."
    )
    assert {step.rule.split(".")[0] for step in explain(article(text))} >= {"partnership", "lab"}
