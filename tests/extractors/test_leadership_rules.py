"""Every rule of leadership in Korean prose: its examples make a claim by it, its counter-examples make none."""

from datetime import date

import pytest

from extractors.leadership.rules import Rule, rules
from extractors.read import read
from facts.articles import Article
from facts.claims import Claim, Kind


def claims(text: str, title: str = "") -> list[Claim]:
    article = Article(id="a", title=title, text=text, published=date(2024, 6, 12))
    return [claim for claim in read(article).claims if claim.kind is Kind.LEADERSHIP]


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.name)
def test_every_rule_has_examples_of_both_kinds(rule: Rule):
    """A rule without an example that matches and a text that must not is no rule."""
    assert rule.matches
    assert rule.misses


@pytest.mark.parametrize(
    ("rule", "text"), [pytest.param(r, text, id=f"{r.name}-{n}") for r in rules() for n, text in enumerate(r.matches)]
)
def test_a_rule_finds_its_examples(rule: Rule, text: str):
    """The rule makes a claim of each of its examples."""
    assert f"leadership.ko.{rule.name}" in {claim.rule for claim in claims(text)}


@pytest.mark.parametrize(
    ("rule", "text"), [pytest.param(r, text, id=f"{r.name}-{n}") for r in rules() for n, text in enumerate(r.misses)]
)
def test_a_rule_passes_its_counter_examples_over(rule: Rule, text: str):
    """The rule makes no claim of texts that only look alike."""
    assert f"leadership.ko.{rule.name}" not in {claim.rule for claim in claims(text)}
