"""What speaks for or against a link of a person and a title or an organisation: the words between, around and in the two.

Each feature is a line of text, so that a weight can be read: `title> between ~의` is the weight of a 의 between a person and
the title behind. Words are reduced to signs where only their part counts: `N` a Korean name, `T:office` a title and its kind,
`~는` any other word with its particle (or last syllable), marks as they stand. Digits count as 0.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from extractors.links.titles import profession
from extractors.names import naming
from extractors.names.hangul import split
from extractors.names.titles import read_title

Span = tuple[int, int]

_WORD = re.compile(r"[가-힣A-Za-z0-9一-龥]+|\S")
_DIGITS = re.compile(r"[0-9]+")
_BORN = re.compile(r"\s*\([^)]*\d")
_CLAUSE = re.compile(r"(?:고|며|지만|는데|면서|하여|해|아|어|자|던|한|된|는|은)[ ,]")
_AROUND = 40
"""Characters before and behind that are looked at."""
_COUNTED = ("N", "T:personal", "T:office", "T:head", "T:minor", "T:listed", ",", "(", ")", "·", ".", '"', "“")
_EITHER_WAY = ("between has ", "far ")
"""What says the same whichever of the two comes first."""
_SHORT, _SIGNS, _FEW = 14, 7, 3
"""Characters and words up to which what stands between counts as a whole; words of it in a frame."""
_HEAD = 3
"""A name that begins before this stands at the head of its sentence, maybe behind a quotation mark."""


@lru_cache(maxsize=16384)
def _sign(word: str) -> tuple[str, str]:
    """What a word is, and that with its particle."""
    if not (word[0].isalpha() or word[0].isdigit()):
        return word, word
    title = read_title(word)
    if title is not None:
        sign = f"T:{title.kind}"
        return sign, sign + title.role
    parts = split(word)
    if profession(parts.stem):
        return "T:listed", f"T:listed{parts.particle}"
    if naming.korean(word) == 2 or naming.korean(parts.stem) == 2:
        return "N", f"N{parts.particle}"
    return "w", f"~{parts.particle or word[-1]}"


def _words(text: str) -> list[str]:
    return _WORD.findall(text)


def _plain(text: str) -> str:
    return _DIGITS.sub("0", text)


def _far(count: int) -> str:
    """A number of words in steps: 0, 1, 2, 3-4, 5-7, 8-12, more."""
    return str(sum(count > step for step in (0, 1, 2, 4, 7, 12)))


def features(text: str, person: Span, other: Span, kind: str) -> list[str]:
    """The features of one pair; `kind` is "title" or "organization", the spans are half-open offsets in `text`."""
    first, last = sorted((person, other))
    way = f"{kind}{'>' if person < other else '<'} "
    between = _plain(text[first[1] : last[0]]) if first[1] <= last[0] else "<"
    before = _plain(text[max(0, first[0] - _AROUND) : first[0]])
    behind = _plain(text[last[1] : last[1] + _AROUND])
    words = _words(between)
    found = [
        *_between(between, words),
        *_beside(before, behind, [_sign(word)[1] for word in words]),
        *_ends(text, person, "person"),
        *_ends(text, other, "other"),
        *_place(text, person, len(words), starts=first[0] < _HEAD),
    ]
    return [
        *(way + feature for feature in found),
        *(f"{kind} {feature}" for feature in found if feature.startswith(_EITHER_WAY)),
        *(f"{kind} {feature}" for feature in _own(text, person, other, len(words))),
    ]


def _between(text: str, words: Sequence[str]) -> Iterator[str]:
    yield "always"
    yield f"far {_far(len(words))}"
    yield f"long {min(12, len(text) // 4)}"
    yield f"clauses {min(3, len(_CLAUSE.findall(text)))}"
    if len(text) <= _SHORT:
        yield f"between all {text}"
    for size in (1, 2, 3):
        yield f"between begins {text[:size]}"
        yield f"between ends {text[-size:]}"
    signs = [_sign(word) for word in words]
    counts = Counter(plain for plain, _ in signs)
    for sign in _COUNTED:
        if counts[sign]:
            yield f"between has {sign} {min(2, counts[sign])}"
    if len(words) <= _SIGNS:
        yield f"between kinds {' '.join(plain for plain, _ in signs)}"
        yield f"between signs {' '.join(sign for _, sign in signs)}"
    for word, (_, sign) in zip(words, signs, strict=True):
        yield f"between word {word}"
        yield f"between sign {sign}"
        yield f"between tail {word[-2:]}"
    for (_, one), (_, two) in pairwise(signs):
        yield f"between pair {one} {two}"


def _beside(before: str, behind: str, signs: Sequence[str]) -> Iterator[str]:
    for size in (1, 2, 3):
        yield f"before {before[-size:]}"
        yield f"behind {behind[:size]}"
    left, right = _words(before)[-2:], _words(behind)[:3]
    for word in right:
        yield f"behind word {word}"
    for at, word in enumerate(right[:2]):
        yield f"behind {at} {_sign(word)[1]}"
    for at, word in enumerate(reversed(left)):
        yield f"before {at} {_sign(word)[1]}"
    if left:
        yield f"before word {left[-1]}"
    short = " ".join(signs) if len(signs) <= _FEW else str(min(len(signs) // 3, 5))
    start = _sign(left[-1])[1] if left else "^"
    end = _sign(right[0])[1] if right else "$"
    yield f"frame {short} > {end}"
    yield f"frame {start} < {short}"
    yield f"frame {start} < {short} > {end}"


def _ends(text: str, span: Span, name: str) -> Iterator[str]:
    """What stands directly at one of the two."""
    before, behind = (
        _plain(text[max(0, span[0] - _AROUND) : span[0]]),
        _plain(text[span[1] : span[1] + _AROUND]),
    )
    left = [_sign(word)[0] for word in _words(before)[-3:]]
    right = [_sign(word)[0] for word in _words(behind)[:3]]
    for size in (1, 2):
        yield f"{name} before {before[-size:]}"
        yield f"{name} behind {behind[:size]}"
    yield f"{name} left {' '.join(left)}"
    yield f"{name} right {' '.join(right)}"
    yield f"{name} amid {' '.join(left[-1:])} _ {' '.join(right[:1])}"
    if right:
        yield f"{name} word {_words(behind)[0]}"


def _place(text: str, person: Span, words: int, *, starts: bool) -> Iterator[str]:
    """Where in the sentence: "아무개(1950년 ~)는 … 기업인이다" says at its end who the person at its head is."""
    yield f"starts {starts}"
    if person[0] < _HEAD:
        yield f"tail {text.rstrip(' .')[-3:]}"
        yield f"born {_BORN.match(text, person[1]) is not None} {_far(words)}"


def _own(text: str, person: Span, other: Span, words: int) -> Iterator[str]:
    """The two themselves; of a person's name its form alone."""
    name, word = text[slice(*person)], text[slice(*other)]
    title = read_title(word.split(" ")[-1])
    kind = title.kind if title else "listed" if profession(word.split(" ")[-1]) else "none"
    for size in (1, 2, 3):
        yield f"ends {word[-size:]}"
    for one, two in pairwise(word):
        yield f"holds {one}{two}"
    yield f"begins {word[:2]}"
    yield f"is {word}"
    yield f"kind {kind}"
    yield f"kind {kind} far {_far(words)}"
    yield f"ends {word[-2:]} far {_far(words)}"
    yield f"size {min(8, len(word))} {' ' in word}"
    yield f"person {min(6, len(name))} {' ' in name} {naming.korean(name)}"
    yield f"again {min(3, text.count(name))} {min(3, text.count(word))}"
