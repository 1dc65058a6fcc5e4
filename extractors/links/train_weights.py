"""Learn `weights.tsv.gz`: which words speak for a link of a person and a title or an organisation.

    python -m extractors.links.train_weights FOLDER

FOLDER holds `re_train.jsonl`, sentences of KLUE-RE v1.1 (Park et al., "KLUE: Korean Language Understanding Evaluation", 2021),
and `konne_train.jsonl`, sentences of KLUE-NER with the tags of konne (github.com/korean-named-entity/konne); both CC BY-SA 4.0,
and so are the weights. The first says of two names whether they belong together, mostly of names that do; from the second come
the titles of other people in the same sentence. Logistic regression by AdaGrad, pure Python, a few seconds; the same files give
the same weights.
"""

from __future__ import annotations

import gzip
import json
import math
import random
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

from extractors.links.features import Span, features
from extractors.links.mine_titles import TAGS
from extractors.links.scorer import distinct, probability
from extractors.links.titles import ends_in_title

KINDS = {("PER", "POH"): "title", ("PER", "ORG"): "organization", ("ORG", "PER"): "organization"}
"""The pairs of the leadership subset of KLUE-RE, by the types of subject and object."""
LINKED = frozenset({"org:top_members/employees", "per:employee_of", "per:title"})
_TOUCHING = ("", " ")
_TOGETHER = re.compile(r"[ ,·ㆍ/]*(?:와|과|및|씨)?[ ,·ㆍ/]*")
"""Between people who may share a title: "설민아·이도현 의원"."""
SHARE = 3
"""One in so many sentences of konne is learned from: they keep titles from the neighbours already, and all of them would outweigh
what the first file says of names far apart."""
_ROUNDS, _STEP, _DECAY, _SEED = 5, 0.05, 3e-3, 0
_LEAST = 0.02
"""Weights nearer to 0 change nothing that counts and are not kept."""


class Pair(NamedTuple):
    """One labelled pair; half-open spans."""

    text: str
    person: Span
    other: Span
    kind: str
    linked: bool


def pairs(records: Iterable[Mapping[str, Any]]) -> Iterator[Pair]:
    """The pairs that KLUE-RE labels, of a person and an organisation or title; other records are passed over."""
    for record in records:
        one, two = record["subject_entity"], record["object_entity"]
        kind = KINDS.get((one["type"], two["type"]))
        if kind is not None:
            person, other = (one, two) if one["type"] == "PER" else (two, one)
            if ends_in_title(other["word"]):
                kind = "title"  # labelled as an organisation with its post
            yield Pair(record["sentence"], _span(person), _span(other), kind, record["label"] in LINKED)


def _span(entity: Mapping[str, Any]) -> Span:
    return entity["start_idx"], entity["end_idx"] + 1


def neighbours(records: Iterable[Mapping[str, Any]]) -> Iterator[Pair]:
    """The pairs that touching names of konne give: a title or organisation beside a person is that person's, and nobody
    else's in the sentence but those named together with the person. Its spans are half-open.
    """
    for record in records:
        text, spans = record["text"], record["label"]
        people = sorted({(start, end) for start, end, tag in spans if tag == "PS_NAME"})
        titles = sorted({(start, end) for start, end, tag in spans if tag in TAGS})
        houses = sorted({(start, end) for start, end, tag in spans if tag.startswith("OG")})
        for title in titles:
            holder = _holder(text, title, people, houses)
            if holder is not None:
                yield Pair(text, holder, title, "title", linked=True)
                for other in people:
                    if other != holder and not _together(text, holder, other):
                        yield Pair(text, other, title, "title", linked=False)
        yield from _houses(text, people, titles, houses)


def _touch(text: str, one: Span, two: Span) -> bool:
    return one[1] <= two[0] and text[one[1] : two[0]] in _TOUCHING


def _together(text: str, one: Span, two: Span) -> bool:
    first, last = sorted((one, two))
    return _TOGETHER.fullmatch(text[first[1] : last[0]]) is not None


def _holder(text: str, title: Span, people: Sequence[Span], houses: Sequence[Span]) -> Span | None:
    """Who stands before the title, at once or with an organisation between, else who stands behind it."""
    before = [person for person in people if _touch(text, person, title)]
    over = [
        person
        for person, house in product(people, houses)
        if _touch(text, person, house) and _touch(text, house, title)
    ]
    behind = [person for person in people if _touch(text, title, person)][:1]
    return next((found[-1] for found in (before, over, behind) if found), None)


def _houses(text: str, people: Sequence[Span], titles: Sequence[Span], houses: Sequence[Span]) -> Iterator[Pair]:
    """Pairs with organisations; two people of two houses belong to none but their own."""
    at: dict[Span, Span] = {}
    for house, person in product(houses, people):
        titled = any(_touch(text, house, title) for title in titles)
        if _touch(text, house, person) or (_touch(text, person, house) and titled):
            at.setdefault(person, house)
    for person, house in at.items():
        yield Pair(text, person, house, "organization", linked=True)
        for other, theirs in at.items():
            if text[slice(*theirs)] != text[slice(*house)]:
                yield Pair(text, other, house, "organization", linked=False)


def learn(labelled: Sequence[Pair]) -> dict[str, float]:
    """Weights that tell linked pairs from others, sorted by feature."""
    seen = [distinct(features(pair.text, pair.person, pair.other, pair.kind)) for pair in labelled]
    weights: dict[str, float] = {}
    steps: dict[str, float] = {}
    chance = random.Random(_SEED)  # noqa: S311 - an order of reading, no secret
    order = list(range(len(labelled)))
    for _ in range(_ROUNDS):
        chance.shuffle(order)
        for at in order:
            error = probability(sum(weights.get(feature, 0.0) for feature in seen[at])) - labelled[at].linked
            for feature in seen[at]:
                weight = weights.get(feature, 0.0)
                slope = error + _DECAY * weight
                steps[feature] = steps.get(feature, 1e-6) + slope * slope
                weights[feature] = weight - _STEP * slope / math.sqrt(steps[feature])
    return {feature: round(weights[feature], 3) for feature in sorted(weights) if abs(weights[feature]) >= _LEAST}


def write(weights: Mapping[str, float], path: Path) -> None:
    """Write the weights, byte for byte the same for the same weights."""
    rows = "".join(f"{feature}\t{weight}\n" for feature, weight in weights.items())
    path.write_bytes(gzip.compress(rows.encode("utf-8"), mtime=0))


def main(folder: Path) -> None:
    """Learn from both files and write the weights beside this module."""
    labelled = pairs(map(json.loads, folder.joinpath("re_train.jsonl").read_text("utf-8").splitlines()))
    sentences = folder.joinpath("konne_train.jsonl").read_text("utf-8").splitlines()[::SHARE]
    tagged = neighbours(map(json.loads, sentences))
    write(learn((*labelled, *tagged)), Path(__file__).with_name("weights.tsv.gz"))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
