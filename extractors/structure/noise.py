"""Tell by its form whether a line or sentence of a page is the article's own text. The rules are data: `noise.yaml`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from importlib.resources import files

import yaml
from ahocorasick_rs import AhoCorasick

LONGEST = 300
"""Characters: what is longer than any furniture of a page is taken as text without a look."""


class Effect(StrEnum):
    """What follows for the page from a line of noise."""

    CUT = "cut"  # the line goes
    END = "end"  # the article ends above it
    LINKS = "links"  # headlines of other stories follow


@dataclass(frozen=True, slots=True)
class NoiseRule:
    """A form of noise; `matches` and `misses` are texts that the pattern must and must not match."""

    name: str
    comment: str
    effect: Effect
    cues: tuple[str, ...]
    pattern: re.Pattern[str]
    matches: tuple[str, ...]
    misses: tuple[str, ...]

    def found_in(self, text: str) -> bool:
        """Whether the rule calls `text` noise."""
        if self.cues and not any(cue in text for cue in self.cues):
            return False
        return self.pattern.search(text) is not None


@cache
def rules() -> tuple[NoiseRule, ...]:
    """All rules, in the order in which they are tried."""
    entries = yaml.safe_load(files(__package__).joinpath("noise.yaml").read_text("utf-8"))
    return tuple(
        NoiseRule(
            name=entry["name"],
            comment=entry["comment"],
            effect=Effect(entry["effect"]),
            cues=tuple(entry.get("cues", "").split()),
            pattern=re.compile(entry["pattern"]),
            matches=tuple(entry["matches"]),
            misses=tuple(entry["misses"]),
        )
        for entry in entries
    )


@lru_cache(maxsize=512)  # a line of one sentence is asked for twice
def noise_of(text: str) -> NoiseRule | None:
    """The first rule that calls `text` noise; None where the text may be the article's own."""
    if len(text) > LONGEST:
        return None
    cued = _cued(text)
    return next((rule for at, rule in enumerate(rules()) if at in cued and rule.pattern.search(text)), None)


@cache
def _cues() -> tuple[AhoCorasick, tuple[frozenset[int], ...], frozenset[int]]:
    """All cues in one automaton, the rules that each belongs to, and the rules that need none."""
    owners: dict[str, set[int]] = {}
    for at, rule in enumerate(rules()):
        for cue in rule.cues:
            owners.setdefault(cue, set()).add(at)
    without = frozenset(at for at, rule in enumerate(rules()) if not rule.cues)
    return AhoCorasick(list(owners)), tuple(map(frozenset, owners.values())), without


def _cued(text: str) -> frozenset[int]:
    """The rules that the words of `text` leave possible."""
    automaton, owners, without = _cues()
    try:
        found = automaton.find_matches_as_indexes(text, overlapping=True)
    except UnicodeEncodeError:  # half a surrogate pair: rare enough to try every rule
        return frozenset(range(len(rules())))
    return without.union(*(owners[which] for which in {which for which, _, _ in found}))
