"""Korean and Latin writings of one name: 누리텔레콤 and Nuri Telecom sound the same, 서유나 and Seo Yu-na too.

Exact after transcription, never "nearly": what is not in the table and not in the rules stays apart. No kept library
transcribes letter by letter as passports and company signs do, so the letters of Revised Romanization stand in
`sound.yaml`, with the words that English writes as words.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

import yaml

from facts.names.writing import has_hangul, plain, readable

_FIRST = ord("가")
# 서울대, 한국공학대: an ending that English writes out; 현대 is a word of the table and gone before
_UNIVERSITY = re.compile(r"(?<=[가-힣]{2})대$")


@dataclass(frozen=True)
class _Tables:
    initials: tuple[str, ...]
    vowels: tuple[str, ...]
    finals: tuple[str, ...]
    words: dict[str, str]
    word: re.Pattern[str]
    english: re.Pattern[str]
    spellings: dict[str, str]
    surnames: dict[str, str]
    syllables: dict[str, str]


def _any_of(words: Any) -> re.Pattern[str]:
    """Any of the words, the longest first: 바이오로직스 before 바이오."""
    return re.compile("|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word))))


@cache
def _tables() -> _Tables:
    held: dict[str, Any] = yaml.safe_load(files(__package__).joinpath("sound.yaml").read_text(encoding="utf-8"))
    words = {plain(korean): re.sub(r"[^a-z]", "", english) for korean, english in held["words"].items()}
    return _Tables(
        initials=tuple(held["initials"]),
        vowels=tuple(held["vowels"]),
        finals=tuple(held["finals"]),
        words=words,
        word=_any_of(words),
        english=_any_of(held["english"]),
        spellings=dict(held["english"]),
        surnames=dict(held["surnames"]),
        syllables=dict(held["syllables"]),
    )


def _syllable(letter: str, *, next_is_vowel: bool) -> str:
    """One Hangul syllable in Latin letters; anything else as it is. A final carried over to a vowel is voiced: 국어 gug-eo."""
    if not "가" <= letter <= "힣":
        return letter
    tables, place = _tables(), ord(letter) - _FIRST
    initial, vowel, final = place // 588, place % 588 // 28, place % 28
    ending = tables.finals[final]
    if next_is_vowel:
        ending = {"k": "g", "t": "d", "p": "b", "l": "r"}.get(ending, ending)
        ending = {19: "s", 20: "ss", 22: "j", 23: "ch", 24: "k", 25: "t", 26: "p"}.get(final, ending)
    return tables.initials[initial] + tables.vowels[vowel] + ending


def _starts_with_vowel(letter: str) -> bool:
    return "가" <= letter <= "힣" and (ord(letter) - _FIRST) // 588 == 11


@lru_cache(maxsize=65536)
def romanized(name: str) -> str:
    """Hangul in the letters of Revised Romanization, without the changes of sound between syllables except liaison."""
    text = unicodedata.normalize("NFC", name)
    return "".join(
        _syllable(letter, next_is_vowel=_starts_with_vowel(text[place + 1 : place + 2] or " "))
        for place, letter in enumerate(text)
    )


@lru_cache(maxsize=65536)
def sound(name: str) -> str:
    """What the writings of an organisation's, a unit's or a lab's name in both scripts have in common.

    Words of business in English, the rest in Latin letters without the vowel that Korean adds to foreign clusters
    (오르빗, Orbit) and with one letter for r and l, doubled letters once. A key for looking up, not yet a proof: two
    different Korean names may share it, and the directory keeps those apart.
    """
    tables = _tables()
    text = tables.word.sub(lambda found: tables.words[found.group()], plain(name))
    text = _UNIVERSITY.sub("university", text)
    text = tables.english.sub(lambda found: tables.spellings[found.group()], text)
    parts = re.split(r"([가-힣]+)", text)
    whole = "".join(romanized(part) if has_hangul(part) else part for part in parts)
    return re.sub(r"(.)\1+", r"\1", whole.replace("eu", "").replace("l", "r")) or whole


@lru_cache(maxsize=65536)
def person_sound(name: str) -> str:
    """What Korean and Latin writings of a person's name have in common: 서유나, Seo Yu-na, Yuna Seo."""
    tables = _tables()
    if has_hangul(name):
        return romanized(plain(name))
    words = re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", readable(name).casefold())
    if len(words) == 2 and words[0] not in tables.surnames and words[1] in tables.surnames:
        words.reverse()  # English order: the family name comes last
    if not words or words[0] not in tables.surnames:
        return plain(name)
    given = "-".join(words[1:]).split("-")
    return tables.surnames[words[0]] + "".join(tables.syllables.get(part, part) for part in given)
