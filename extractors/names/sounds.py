"""How much a word written in Hangul sounds like part of a foreign name, told by its pairs of syllables."""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise

EDGE = "^"
"""Stands before and behind a word where its pairs of syllables are taken."""
CLEARLY = 15
"""Ten times the logarithmic odds from which a word sounds foreign although it could be a Korean name."""


@cache
def _bigrams() -> dict[str, int]:
    """Of each pair of syllables ten times the logarithmic odds of a foreign name (`mine_foreign_bigrams.py`)."""
    lines = files(__package__ or __name__).joinpath("foreign_bigrams.txt").read_text("utf-8").splitlines()
    return {line[:2]: int(line[3:]) for line in lines}


@lru_cache(maxsize=65536)
def sounds_foreign(word: str) -> int:
    """Ten times the logarithmic odds that a word in Hangul is part of a foreign name."""
    table = _bigrams()
    return sum(table.get("".join(pair), 0) for pair in pairwise(f"{EDGE}{word}{EDGE}"))
