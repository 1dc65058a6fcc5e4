"""What looks like a person's name: Korean names by surname and syllables, foreign ones by syllables Korean words lack."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from extractors.names.hangul import is_hangul
from extractors.names.titles import load


@dataclass(frozen=True, slots=True)
class Names:
    """The word lists of people.yaml."""

    surnames: frozenset[str]
    common_surnames: frozenset[str]
    double_surnames: frozenset[str]
    given: frozenset[str]
    common: frozenset[str]
    tails: frozenset[str]
    loanwords: frozenset[str]
    outside: frozenset[str]
    native: frozenset[str]


@cache
def lists() -> Names:
    raw = {key: frozenset(value.split()) for key, value in load("people.yaml").items()}
    return Names(
        surnames=raw["surnames"],
        common_surnames=raw["common_surnames"],
        double_surnames=raw["double_surnames"],
        given=raw["given_syllables"],
        common=raw["common"],
        tails=raw["tails"],
        loanwords=raw["loanwords"],
        outside=raw["outside"],
        native=raw["given_syllables"] | raw["surnames"],
    )


@cache
def korean(word: str) -> int:
    """How much a word looks like a Korean full name: 0 not at all, 1 if the surroundings say so, 2 quite."""
    names = lists()
    if not 2 <= len(word) <= 4 or not is_hangul(word) or word in names.common or word in names.loanwords:
        return 0
    if len(word) >= 3 and word[:-1] in names.common and word[-1] in names.tails and word[:2] not in names.double_surnames:
        return 0
    if word[:2] in names.double_surnames and len(word) >= 3 and all(letter in names.given for letter in word[2:]):
        return 2
    if len(word) == 4 or word[0] not in names.surnames or not all(letter in names.given for letter in word[1:]):
        return 0
    if len(word) == 2:
        return 1 if word[0] in names.common_surnames else 0
    return 2 if word[0] in names.common_surnames else 1


@cache
def foreign(word: str) -> int:
    """How much a word looks like part of a foreign name in Hangul: 0 not, 1 could be, 2 has syllables of such names only."""
    names = lists()
    if not is_hangul(word) or len(word) > 7 or word in names.loanwords or word in names.common or word in names.outside:
        return 0
    if any(word.endswith(loan) for loan in names.loanwords if len(loan) >= 3):
        return 0
    odd = sum(letter not in names.native for letter in word)
    return 2 if odd else 1


def surname(word: str) -> bool:
    names = lists()
    return word in names.surnames or word in names.double_surnames
