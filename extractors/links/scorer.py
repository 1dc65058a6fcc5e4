"""How likely a person is linked with a title or an organisation of the same text: a sum of weights, one a feature.

The weights of `weights.tsv.gz` (a feature, a tab, its weight) are learned by `train_weights` from KLUE-RE; they are data like
the word lists, and the same text gives the same score everywhere. `reasons` shows what made a score.
"""

from __future__ import annotations

import gzip
import math
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files

from extractors.links.features import Span, features


@cache
def weights() -> Mapping[str, float]:
    """Read once, at the first pair."""
    packed = files(__package__).joinpath("weights.tsv.gz").read_bytes()
    rows = (line.split("\t") for line in gzip.decompress(packed).decode("utf-8").splitlines())
    return {feature: float(weight) for feature, weight in rows}


def probability(total: float) -> float:
    """The logistic function, bounded so that no sum of weights overflows."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def score(text: str, person: Span, other: Span, kind: str, *, learned: Mapping[str, float] | None = None) -> float:
    """Between 0 and 1; `kind` is "title" or "organization", spans are half-open. `learned` stands in for the kept weights."""
    known = weights() if learned is None else learned
    return probability(sum(known.get(feature, 0.0) for feature in distinct(features(text, person, other, kind))))


def reasons(text: str, person: Span, other: Span, kind: str) -> tuple[tuple[str, float], ...]:
    """The features that have a weight, the weightiest first."""
    known = weights()
    found = ((feature, known[feature]) for feature in distinct(features(text, person, other, kind)) if feature in known)
    return tuple(sorted(found, key=lambda pair: (-abs(pair[1]), pair[0])))


def distinct(names: Iterable[str]) -> tuple[str, ...]:
    """Each feature once, in order: sums of floats depend on it."""
    return tuple(dict.fromkeys(names))
