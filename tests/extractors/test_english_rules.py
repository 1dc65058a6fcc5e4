"""Every rule for English is proved by its own examples, and no rule is without."""

from datetime import date

import pytest

from extractors.english import read_english
from extractors.english.rules import rules_of
from extractors.english.tagging import Tagged, compile_rule
from extractors.stance.en import cues
from extractors.structure.en import noise_of, noise_rules
from extractors.when.en import find_dates, forms, iterate_examples
from facts.articles import Article

KINDS = ("leadership", "lab", "partnership")
RULES = [(kind, rule) for kind in KINDS for rule in rules_of(f"extractors.{kind}")]
TELLS_NOTHING_ALONE = {"takes_up_post", "post_spoken_of"}  # they date or complete what another rule finds


def found(text):
    article = Article(id="example", title="", text=text, published=date(2025, 9, 10), language="en")
    return {claim.rule for claim in read_english(article).claims}


@pytest.mark.parametrize(
    ("rule", "text"), [(f"{kind}.en.{rule.name}", text) for kind, rule in RULES for text in rule.matches]
)
def test_rule_finds_a_claim_in_each_of_its_examples(rule, text):
    """The whole way from text to claim, so that names, roles and hedges count too."""
    assert rule in found(text)


@pytest.mark.parametrize(
    ("rule", "text"), [(f"{kind}.en.{rule.name}", text) for kind, rule in RULES for text in rule.misses]
)
def test_rule_finds_nothing_in_its_counterexamples(rule, text):
    """What looks alike and states nothing of the kind."""
    assert rule not in found(text)


def test_every_rule_has_examples_on_both_sides():
    """A rule that nobody can check is no rule."""
    for kind, rule in RULES:
        if rule.name not in TELLS_NOTHING_ALONE:
            assert rule.matches, (kind, rule.name)
            assert rule.misses, (kind, rule.name)
    for cue in cues():
        assert cue.matches, cue.name
        assert cue.misses, cue.name
    for noise in noise_rules():
        assert noise.matches, noise.name
        assert noise.misses, noise.name
    for form in forms():
        assert form.examples, form.name
        assert form.misses, form.name


@pytest.mark.parametrize(("cue", "text"), [(cue, text) for cue in cues() for text in cue.matches])
def test_cue_is_found_in_its_examples(cue, text):
    """A cue looks at a stretch of the sentence; its examples are such stretches."""
    assert cue.pattern.search(text), cue.name


@pytest.mark.parametrize(("cue", "text"), [(cue, text) for cue in cues() for text in cue.misses])
def test_cue_is_not_found_in_its_counterexamples(cue, text):
    """What must not weaken or deny a claim."""
    assert not cue.pattern.search(text), cue.name


@pytest.mark.parametrize(("rule", "line"), [(rule, line) for rule in noise_rules() for line in rule.matches])
def test_noise_is_told_by_its_form(rule, line):
    """Each example is called noise, with the effect of its rule or a stronger one before it."""
    assert rule.pattern.search(line), rule.name
    assert noise_of(line) is not None


@pytest.mark.parametrize(("rule", "line"), [(rule, line) for rule in noise_rules() for line in rule.misses])
def test_text_of_the_article_is_no_noise(rule, line):
    """Sentences that share a word with noise stay."""
    assert noise_of(line) is None


@pytest.mark.parametrize(("form", "text", "expected"), list(iterate_examples()))
def test_date_is_resolved_against_the_day_of_publication(form, text, expected):
    """The examples are read as in an article of Wednesday 2025-09-10."""
    assert [str(one.value) for one in find_dates(text, date(2025, 9, 10))] == [expected]


@pytest.mark.parametrize(("form", "text"), [(form, text) for form in forms() for text in form.misses])
def test_no_date_is_seen_where_none_is(form, text):
    """Words such as "may", "march" and bare numbers date nothing."""
    assert form.pattern.search(text) is None, form.name


def test_rule_with_an_unknown_word_list_is_refused():
    """A misspelt list must not silently match nothing."""
    with pytest.raises(KeyError, match="nowhere"):
        compile_rule("<nowhere>", {})


def test_private_characters_of_a_text_are_no_marks():
    """A text cannot smuggle in what stands for a person or a firm."""
    assert Tagged.of("a\ue000b").text == "a b"
