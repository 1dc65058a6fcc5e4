"""Words of a Korean sentence: what stands between spaces and marks, its particle told apart by rule.

No analyser: a particle is a listed ending that agrees with the syllable before it (은 after a final consonant, 는 after
none). A name that merely ends like one ("온새미로") is told by the reader of the whole article, who knows both readings.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

_AFTER_CONSONANT = frozenset({"은", "이", "을", "과", "으로", "이나", "이랑"})
_AFTER_VOWEL = frozenset({"는", "가", "를", "와", "나", "랑"})

PARTICLES = frozenset(
    """
    은 는 이 가 을 를 의 에 와 과 도 로 만 로는 로도 로써 로서 로의 로부터 으로 으로는 으로도 으로써 으로서 으로의 으로부터
    이기에 이므로 이고 이라서 이어서 이었으며 이었고 로서는 으로서는 로선 으로선 에서 에서는 에서도 에서의 에는 에도 에게 에게는 에게서 에다 에만 에까지 에선 에서만 엔 께서 까지 까지는 부터 부터는 부터도
    보다 처럼 마저 조차 뿐 와의 과의 와는 과는 와도 과도 와만 과만 이라는 라는 이란 란 이라고 라고 이며 이자 인 인데 이나 나 이든
    이랑 랑 이다 다 였다 이었다 라며 이라며 의견 만의 만이 만은 만을 까지의 부터의 보다는 이라도 라도 입니다 이지만 지만 이었던 였던
    """.split()  # noqa: SIM905 - a table reads better as words
) - {"의견", "다", "지만", "인데", "나"}

_STRIPPED = PARTICLES - {"만", "만은", "만이", "만을", "만의", "란"}
"""Those that are taken off a word: foreign names end in 만 and 란 more often than the particle follows a name."""
_SHORT = frozenset({"랩", "팀"})
"""One-syllable nouns that take a particle and still count as words."""
_LONGEST = max(map(len, PARTICLES))

_PARTS = r"(?!(?<=[가-힣]{2}-)(?:[가-힣]{2}|[A-Z]{3}))(?!(?<=[A-Z]{3}-)[가-힣]{3})"
"""Right behind a hyphen: not between two names of a headline ("가온대-도솔연구원", "NUST-가온대")."""
_LETTERS = rf"[가-힣A-Za-z0-9一-龥]++(?:(?:&amp;|&|-{_PARTS})[가-힣A-Za-z0-9]+)*+㈜?"
WORD = re.compile(rf"{_LETTERS}|(?:\(주\)|㈜){_LETTERS}")
"""A word with its particle: syllables, letters, digits; `&` and most hyphens join, every other mark parts."""


class Word(NamedTuple):
    """A word in a sentence: `text` is `stem` + `particle`; `start` and `end` count the sentence's characters."""

    text: str
    stem: str
    particle: str
    start: int
    end: int

    @property
    def stem_end(self) -> int:
        return self.start + len(self.stem)


def has_final(syllable: str) -> bool | None:
    """Whether a Hangul syllable ends in a consonant; None for any other character."""
    code = ord(syllable) - 0xAC00
    return code % 28 > 0 if 0 <= code < 11172 else None


def agrees(stem: str, particle: str) -> bool:
    """Whether `particle` may follow `stem` by sound; letters and digits take either form."""
    final = has_final(stem[-1])
    if final is None:
        return True
    first = particle[0]
    if particle[:2] == "으로":
        return final
    if first == "로":
        return not final or (ord(stem[-1]) - 0xAC00) % 28 == 8  # ㄹ takes 로
    if particle in _AFTER_CONSONANT or first in "과은을" or (first == "이" and len(particle) > 1):
        return final
    if particle in _AFTER_VOWEL or first in "와는를가랑":
        return not final
    return True


@lru_cache(maxsize=65536)
def split_particle(text: str) -> tuple[str, str]:
    """The word without its longest agreeing particle, and that particle ("" where there is none)."""
    for length in range(min(_LONGEST, len(text) - 1), 0, -1):
        particle = text[-length:]
        if particle in _STRIPPED:
            stem = text[:-length]
            if stem[-1] == "으" and particle[0] == "로":
                continue  # 옆으로
            if agrees(stem, particle) and (len(stem) > 1 or has_final(stem) is None or stem in _SHORT):
                return stem, particle
    return text, ""


def words(text: str) -> list[Word]:
    """The words of a sentence from left to right."""
    found = []
    for match in WORD.finditer(text):
        written = match.group()
        found.append(Word(written, *split_particle(written), *match.span()))
    return found
