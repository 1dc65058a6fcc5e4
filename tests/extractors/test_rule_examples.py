"""Every rule of labs and partnerships reads its examples and leaves its counterexamples alone."""

from datetime import date
from pathlib import Path

import pytest
import yaml

from extractors import lab, partnership
from extractors.lab.ko import rules as lab_rules
from extractors.names import organizations
from extractors.partnership.ko import rules as partnership_rules
from extractors.structure import read_structure
from facts.articles import Article

HERE = Path(__file__).parent / "rules"
EXAMPLES = {name: yaml.safe_load((HERE / f"{name}.yaml").read_text("utf-8")) for name in ("lab_ko", "partnership_ko")}
WAYS = {name: yaml.safe_load((HERE / f"{name}_ways_ko.yaml").read_text("utf-8")) for name in ("lab", "partnership")}


def read(example, published=date(2024, 5, 20)):
    article = Article(id="example", title=example.get("title", ""), text=example["text"], published=published)
    document = read_structure(article)
    return document, organizations.find(document)


def cases(name):
    return [pytest.param(example, id=f"{example['rule']}: {example['text'][:30]}") for example in EXAMPLES[name]]


def written(when):
    return None if when is None else str(when)


@pytest.mark.parametrize("example", cases("partnership_ko"))
def test_partnership_rule(example):
    """The text yields exactly the claims beside it, by the rule it is an example of."""
    found = partnership.claims(*read(example))
    got = sorted(
        [claim.event.value, claim.modality.value, written(claim.date), claim.type.value, list(claim.organizations)]
        for claim in found
    )
    want = sorted(
        [event, modality, written(when), kind, names] for event, modality, when, kind, names in example["claims"]
    )
    assert [[*row[:4], set(row[4])] for row in got] == [[*row[:4], set(row[4])] for row in want]
    assert {claim.rule for claim in found} <= {f"partnership.ko.{example['rule']}"}


@pytest.mark.parametrize("example", cases("lab_ko"))
def test_lab_rule(example):
    """The text yields exactly the claims beside it."""
    found = lab.claims(*read(example))
    got = [
        [claim.event.value, claim.modality.value, written(claim.date), claim.name, claim.organization]
        for claim in found
    ]
    want = [[event, modality, written(when), *rest[:2]] for event, modality, when, *rest in example["claims"]]
    assert sorted(map(str, got)) == sorted(map(str, want))
    for claim, (*_, place) in zip(found, example["claims"], strict=False):
        assert place is None or claim.location == place
    if example["claims"]:
        assert found[0].rule.startswith("lab.ko.")


@pytest.mark.parametrize(("name", "rules"), [("lab_ko", lab_rules), ("partnership_ko", partnership_rules)])
def test_every_rule_has_both(name, rules):
    """No rule goes without a text that it reads and one that it must leave alone."""
    read_by = {example["rule"] for example in EXAMPLES[name] if example["claims"]}
    left_by = {example["rule"] for example in EXAMPLES[name] if not example["claims"]}
    for rule in rules():
        assert rule.name in read_by, rule.name
        assert rule.name in left_by, rule.name


def ways(name):
    return [pytest.param(way, id=f"{way.get('title') or way['text']}"[:40]) for way in WAYS[name]]


@pytest.mark.parametrize("way", ways("partnership"))
def test_way_of_telling_a_deal(way):
    """However a newsroom puts it, exactly the claims beside it are read, by whichever rule."""
    found = partnership.claims(*read(way, date(2025, 6, 10)))
    got = [
        [claim.event.value, claim.modality.value, written(claim.date), claim.type.value, sorted(claim.organizations)]
        for claim in found
    ]
    want = [
        [event, modality, written(when), kind, sorted(names)] for event, modality, when, kind, names in way["claims"]
    ]
    assert sorted(map(str, got)) == sorted(map(str, want))


@pytest.mark.parametrize("way", ways("lab"))
def test_way_of_telling_of_a_lab(way):
    """However a newsroom puts it, exactly the claims beside it are read; goods, shops and sayings are no labs."""
    found = lab.claims(*read(way, date(2025, 6, 10)))
    got = [
        [claim.event.value, claim.modality.value, written(claim.date), claim.name, claim.organization]
        for claim in found
    ]
    want = [[event, modality, written(when), *rest] for event, modality, when, *rest in way["claims"]]
    assert sorted(map(str, got)) == sorted(map(str, want))
