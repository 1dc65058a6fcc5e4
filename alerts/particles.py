"""Korean particles right after names: 이/가, 은/는, 을/를, 과/와, 으로/로 by how the name ends when read aloud."""

from __future__ import annotations

import re

_PAIRS = {
    "이": ("이", "가"),
    "은": ("은", "는"),
    "을": ("을", "를"),
    "과": ("과", "와"),
    "으로": ("으로", "로"),
}
"""By the form after a final consonant: that form, and the one after a vowel."""

_BRACKETED = re.compile(r"\s*[(\[（][^()\[\]（）]*[)\]）]\s*$")
_DIGITS = {"0": "영", "1": "일", "2": "이", "3": "삼", "4": "사", "5": "오", "6": "육", "7": "칠", "8": "팔", "9": "구"}
_LETTERS_CLOSED = {"L": "엘", "M": "엠", "N": "엔", "R": "알"}
"""Letters whose Korean names end in a consonant; abbreviations are read letter by letter."""


class Name(str):
    """A name that takes its particle in a format string: `{person:이}` gives 김영수가, 홍길동이, OpenAI가."""

    __slots__ = ()

    def __format__(self, particle: str) -> str:
        return f"{self!s}{particle_after(self, particle)}" if particle else str(self)


def particle_after(name: str, particle: str) -> str:
    """The form of `particle` (a key of the pairs, as written after a consonant) that fits the end of `name`.

    Both forms, as 이(가), where the end cannot be read. ValueError for a particle without two forms.
    """
    if particle not in _PAIRS:
        raise ValueError(f"{particle!r} is no particle with two forms; known: {', '.join(_PAIRS)}")
    closed, open_ = _PAIRS[particle]
    syllable = _last_sound(name)
    if syllable is None:
        return f"({closed[0]}){open_}" if particle == "으로" else f"{closed}({open_})"
    final = (ord(syllable) - 0xAC00) % 28
    if particle == "으로" and final == 8:  # after ㄹ as after a vowel: 서울로
        return open_
    return closed if final else open_


def _last_sound(name: str) -> str | None:
    """A Hangul syllable that ends as the name does, or None."""
    while (shorter := _BRACKETED.sub("", name)) != name and shorter:
        name = shorter
    name = name.rstrip(" .,'\"’”)]!?·%")
    if not name:
        return None
    last = name[-1]
    if "가" <= last <= "힣":
        return last
    if last in _DIGITS:
        return _DIGITS[last]
    word = re.search(r"[A-Za-z]+$", name)
    return _latin(word.group()) if word else None


def _latin(word: str) -> str:
    """How a Latin word ends in Korean, by the usual transcription; exact for abbreviations, a good guess for words."""
    if word.isupper() and (len(word) <= 3 or not re.search(r"[AEIOUY]", word[:-1])):
        return _LETTERS_CLOSED.get(word[-1], "아")
    if word[-1].isupper() and len(word) > 1 and word[-2].isupper():  # OpenAI: the tail is an abbreviation
        return _LETTERS_CLOSED.get(word[-1], "아")
    low = word.lower()
    if re.search(r"(?:l|le|al)$", low):
        return "알"
    if re.search(r"(?:n|m|ng|nne|[aeiou](?:ne|me)|[aeiou](?:[kpbc]|ck)|(?<![aeiou])[aeiou]tt?)$", low):
        return "안"
    return "아"
