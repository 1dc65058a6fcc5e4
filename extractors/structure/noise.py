"""Tell by its form whether a line or sentence of a page is the article's own text. The rules are data: `noise.yaml`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from importlib.resources import files

import yaml

from extractors.prefilter import Prefilter

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
    possible = sorted(_prefilter().possible(text))
    return next((rules()[at] for at in possible if rules()[at].pattern.search(text)), None)


@cache
def _prefilter() -> Prefilter:
    return Prefilter(
        [rule.pattern for rule in rules()], {at: rule.cues for at, rule in enumerate(rules()) if rule.cues}
    )
