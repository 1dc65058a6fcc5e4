"""How sure an English sentence is of an event in it. The cues are data: `en.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from extractors.english.rules import Rule, rules_of
from extractors.english.tagging import Tagged
from facts.claims import Modality

_REACH = 170
"""Characters on either side in which a cue counts."""


@cache
def cues() -> tuple[Rule, ...]:
    """All cues, in the order in which they decide."""
    return rules_of(__package__)


def stance_of(tagged: Tagged, start: int, end: int, *, question: bool = False) -> Modality | None:
    """How sure the sentence is of the event whose words are `tagged.text[start:end]`; None where it states nothing."""
    if question:
        return None
    before = tagged.text[max(0, start - _REACH) : start]
    after = tagged.text[end : end + _REACH]
    around = {"before": before, "close": before[-60:], "after": after, "around": tagged.text}
    fitting = {cue.options["effect"]: cue for cue in reversed(cues()) if _fits(cue, around)}
    if "nothing" in fitting:
        return None
    for effect in ("denied", "rumored", "planned"):
        if effect in fitting and not (effect == "rumored" and "asserted" in fitting):
            return Modality(effect)
    return Modality.ASSERTED


def _fits(cue: Rule, around: Mapping[str, str]) -> bool:
    return cue.pattern.search(around[cue.options["where"]]) is not None
