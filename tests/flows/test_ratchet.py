"""Quality floors that only rise, measured through the commands' own code."""

import importlib.util
import json
from pathlib import Path

import pytest
import yaml

from extractors.read import read
from flows import records
from flows.replaying import tell

GOLD = Path(__file__).resolve().parent.parent / "gold"
FLOORS = yaml.safe_load((GOLD / "floors.yaml").read_text(encoding="utf-8"))


def measure():
    """The measure as a module; it is a script with a command line of its own."""
    specification = importlib.util.spec_from_file_location("score", GOLD / "score.py")
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


def write(path, lines):
    path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
    return path


@pytest.mark.parametrize("name", FLOORS["articles"])
def test_claims_are_found_as_well_as_before(name, tmp_path):
    """Core and full F1 and precision of every set stay at or above their floors, and every evidence is verbatim."""
    floor = FLOORS["articles"][name]
    gold = [
        record
        for _, record in records.read_lines(GOLD / floor["file"])
        if record.get("language", "ko") == floor.get("language", record.get("language", "ko"))
    ]
    found = []
    for record in gold:
        article = records.article(record, record["id"])
        claims = read(article).claims
        for claim in claims:
            assert article.content[claim.evidence.start : claim.evidence.end] == claim.evidence.text
        found.append({"id": article.id, "claims": [records.claim_record(claim) for claim in claims]})
    report = measure().score_articles(write(tmp_path / "gold", gold), write(tmp_path / "found", found), show=False)
    reached = {
        "core": report["core"]["all"]["f1"],
        "full": report["full"]["all"]["f1"],
        "precision": report["core"]["all"]["precision"],
    }
    assert all(reached[figure] >= floor[figure] for figure in reached), (reached, floor)


@pytest.mark.parametrize("name", FLOORS["storylines"])
def test_stories_are_told_as_well_as_before(name, tmp_path):
    """Changes told by a real ledger in the order of arrival: precision, recall and stories without a fault."""
    floor = FLOORS["storylines"][name]
    path = GOLD / floor["file"]
    told = [line for place, story in records.read_lines(path) for line in tell(story, place)]
    report = measure().score_storylines(path, write(tmp_path / "told", told), show=False)
    reached = {
        "precision": report["changes"]["all"]["precision"],
        "recall": report["changes"]["all"]["recall"],
        "without_fault": report["stories"]["told_without_a_fault"],
    }
    assert all(reached[figure] >= floor[figure] for figure in reached), (reached, floor)
