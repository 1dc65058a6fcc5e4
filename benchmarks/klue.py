"""Who belongs to which organisation and title, in sentences that others labelled: the leadership subset of KLUE-RE.

    python benchmarks/klue.py RE.jsonl             # or the original JSON list; the weights as they are kept
    python benchmarks/klue.py RE.jsonl --unseen [--with KONNE.jsonl]   # learn from one half of the file, measure on the other

KLUE v1.1 (Park et al., "KLUE: Korean Language Understanding Evaluation", 2021; github.com/KLUE-benchmark/KLUE, CC BY-SA 4.0)
marks two names in each sentence and says how they are related. The subset has the pairs organisation-person, person-
organisation and person-title; a pair counts as linked where its label is org:top_members/employees, per:employee_of or
per:title, and not where it is any other. Four readings are measured, each sentence an article of its own:

claims   what `extract` states: a leadership claim with that person and, as organisation, unit or one of its roles, that other
found    what `extract --links` states with the names it finds itself, compared in the same way
given    what `extract --links` states when it is told the two names
labels   the same with the label: a title per:title, an organisation per:employee_of or org:top_members/employees

Names are the same where one holds the other, spaces apart. Micro-averaged precision, recall and F1 of the linked pairs. The
kept weights were learned from KLUE-RE train: on its sentences only `--unseen` says anything of links. Which half a sentence
is in, its SHA-256 says.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections import Counter
from datetime import date
from pathlib import Path

from extractors.document import Mention, MentionKind
from extractors.links import links, links_between, scorer
from extractors.links.train_weights import KINDS, LINKED, SHARE, learn, neighbours, pairs
from extractors.read import read
from facts.articles import Article
from facts.claims import LeadershipClaim

TYPES = {"PER": MentionKind.PERSON, "ORG": MentionKind.ORGANIZATION, "POH": MentionKind.TITLE}
DAY = date(2020, 1, 1)
"""The sentences have no date; nothing that is measured depends on one."""


def records(path: Path) -> list[dict]:
    text = path.read_text("utf-8")
    every = json.loads(text) if text.startswith("[") else [json.loads(line) for line in text.splitlines()]
    return [record for record in every if types(record) in KINDS]


def types(record):
    return record["subject_entity"]["type"], record["object_entity"]["type"]


def half(record):
    return hashlib.sha256(record["sentence"].encode()).digest()[0] % 2


def article(record):
    return Article(id=record.get("guid", ""), title="", text=record["sentence"], published=DAY)


def names(record):
    """The person and the other of the pair, as mentions."""
    found = []
    for side in ("subject_entity", "object_entity"):
        start, end = record[side]["start_idx"], record[side]["end_idx"] + 1
        text = record["sentence"][start:end]
        found.append(Mention(TYPES[record[side]["type"]], text, start, end, text))
    return sorted(found, key=lambda mention: mention.kind is not MentionKind.PERSON)


def same(one, other):
    one, other = one.replace(" ", ""), other.replace(" ", "")
    return one in other or other in one


def claimed(record):
    person, other = names(record)
    for claim in read(article(record)).claims:
        if not isinstance(claim, LeadershipClaim) or not same(claim.person, person.text):
            continue
        held = (
            claim.roles if other.kind is MentionKind.TITLE else (claim.organization, claim.unit or claim.organization)
        )
        if any(same(name, other.text) for name in held):
            return True
    return False


def found(record):
    person, other = names(record)
    return any(
        link.other.kind is other.kind
        and same(link.person.name, person.text)
        and any(same(name, other.text) for name in (link.other.text, link.other.name))
        for link in links(article(record))
    )


def given(record):
    return label(record) is not None


def label(record):
    """The label of KLUE-RE for what the links of the two names say; none where they are not linked."""
    for link in links_between(record["sentence"], names(record)):
        if link.linked:
            if link.other.kind is MentionKind.TITLE:
                return "per:title"
            return "per:employee_of" if types(record)[0] == "PER" else "org:top_members/employees"
    return None


def measure_labels(measured):
    """Print the same with the label counted: another label of the three is made up and missed."""
    right = sum(label(record) == record["label"] for record in measured)
    stated = sum(label(record) is not None for record in measured)
    wanted = sum(record["label"] in LINKED for record in measured)
    scores = f"P {right / stated:.3f}  R {right / wanted:.3f}  F1 {2 * right / (stated + wanted):.3f}"
    print(f"{'labels':<7}{'all':<8}{len(measured):>6} pairs  {scores}")


def measure(name, stated, measured):
    """Print one reading: all pairs, those of news, and each pair of types."""
    counts: dict[str, Counter] = {}
    for record in measured:
        outcome = (stated(record), record["label"] in LINKED)
        news = ["news"] if record["source"] != "wikipedia" else []
        for group in ("all", *news, "-".join(types(record))):
            counts.setdefault(group, Counter())[outcome] += 1
    for group, tally in sorted(counts.items()):
        right, made_up, missed = tally[True, True], tally[True, False], tally[False, True]
        precision, recall = right / max(1, right + made_up), right / max(1, right + missed)
        f1 = 2 * right / max(1, 2 * right + made_up + missed)
        total = sum(tally.values())
        print(f"{name:<7}{group:<8}{total:>6} pairs  P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}")


def main() -> None:
    parser = argparse.ArgumentParser(description="The leadership subset of KLUE-RE.")
    parser.add_argument("file", type=Path)
    parser.add_argument("--unseen", action="store_true", help="learn from one half of the file, measure on the other")
    parser.add_argument(
        "--with", dest="tagged", type=Path, help="sentences with the tags of konne to learn from as well"
    )
    options = parser.parse_args()
    measured = records(options.file)
    if options.unseen:
        tagged = options.tagged.read_text("utf-8").splitlines()[::SHARE] if options.tagged else ()
        known = pairs(record for record in measured if half(record) == 0)
        learned = learn((*known, *neighbours(map(json.loads, tagged))))
        scorer.weights = lambda: learned
        measured = [record for record in measured if half(record) == 1]
    print(f"{len(measured)} pairs, {sum(record['label'] in LINKED for record in measured)} linked")
    for name, stated in (("claims", claimed), ("found", found), ("given", given)):
        measure(name, stated, measured)
    measure_labels(measured)


if __name__ == "__main__":
    main()
