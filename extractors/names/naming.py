"""What looks like a person's name: Korean names by surname and syllables, foreign ones by syllables Korean words lack."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from extractors.names.hangul import final, is_hangul, split
from extractors.names.organizations.lexicon import lexicon
from extractors.names.organizations.shapes import is_kind
from extractors.names.sounds import sounds_foreign
from extractors.names.titles import load

_VERB = re.compile(
    r"[가-힣]*(?:물러난|떠난|나선|오른|이끈|맡은|지낸|세운|만든|밝힌|열린|옮긴|남긴|알려진|이뤄진|불린|꼽힌|뽑힌|으나|으며|면서|려고|려면|도록|거나|다가|하다|지만|는데|하고|하며|하게|하지|해서|라며|까지|부터|아니라|으로써|로써|라고|[으하되나]면|[하되]자|되며|되고|되어|는지|은지|을지|[았었였했겠됐][가-힣]+)"
)
_DESCRIBING = re.compile(r"[가-힣]+[한된던할될는은을진낸킨힌온]")
_LINKING = re.compile(r"[가-힣]+[며고해돼서면아어여워난친운린든갈날겨켜쳐져]")


_NO_NAME = -30
_SURE_NAME = 25
_LIKE_PROSE = -50
"""Ten times the logarithmic odds under which a word is no part of a foreign name, and over which it is one."""


@dataclass(frozen=True, slots=True)
class Names:
    """The word lists of people.yaml; `common` holds the plain words of Korean prose as well."""

    surnames: frozenset[str]
    common_surnames: frozenset[str]
    double_surnames: frozenset[str]
    given: frozenset[str]
    nouns: frozenset[str]
    common: frozenset[str]
    tails: frozenset[str]
    loanwords: frozenset[str]
    outside: frozenset[str]
    not_verbs: frozenset[str]
    native: frozenset[str]
    bodies: tuple[str, ...]
    makers: frozenset[str]
    chinese: re.Pattern[str]
    long_chinese: frozenset[str]
    chinese_marks: frozenset[str]


@cache
def lists() -> Names:
    raw = {key: frozenset(value.split()) for key, value in load("people.yaml").items()}
    return Names(
        surnames=raw["surnames"],
        common_surnames=raw["common_surnames"],
        double_surnames=raw["double_surnames"],
        given=raw["given_syllables"],
        nouns=raw["common"],
        common=raw["common"] | lexicon().common,
        tails=raw["tails"],
        loanwords=raw["loanwords"],
        outside=raw["outside"],
        not_verbs=raw["not_verbs"],
        native=raw["given_syllables"] | raw["surnames"],
        bodies=tuple(sorted(raw["bodies"])),
        makers=raw["makers"],
        chinese_marks=raw["chinese_marks"],
        long_chinese=frozenset(name for name in raw["chinese_surnames"] if len(name) == 2),
        chinese=re.compile(
            rf"(?:{'|'.join(sorted(raw['chinese_surnames'], key=len, reverse=True))})[{''.join(raw['chinese_syllables'])}]{{2,4}}"
        ),
    )


@lru_cache(maxsize=65536)
def korean(word: str) -> int:
    """How much a word looks like a Korean full name: 0 not at all, 1 if the surroundings say so, 2 quite."""
    names = lists()
    if not 2 <= len(word) <= 4 or not is_hangul(word) or word in names.common or word in names.loanwords:
        return 0
    if word in lexicon().government or word in lexicon().well_known or word in lexicon().districts:
        return 0
    if word[0] not in names.common_surnames and word[-1] in "해대부청시군구" and word[:2] not in names.double_surnames:
        return 0
    if word[-1] == "인" and len(word) >= 3 and word[:-1] in names.common:
        return 0  # "연인인"
    part = split(word)
    if (
        part.role and (part.stem in names.nouns or (part.stem in names.common and len(part.stem) > 2))
    ) or word.endswith("요일"):
        return 0
    if (
        len(word) >= 3
        and word[:-1] in names.nouns
        and word[-1] in names.tails
        and word[:2] not in names.double_surnames
    ):
        return 0
    if word[:2] in names.double_surnames and len(word) >= 3 and all(letter in names.given for letter in word[2:]):
        return 2
    if len(word) == 4 or word[0] not in names.surnames:
        return 0
    if not all(letter in names.given for letter in word[1:]):
        return 1 if len(word) == 3 and word[0] in names.common_surnames and not _inflected(word) else 0
    if len(word) == 2:
        return 1 if word[0] in names.common_surnames else 0
    return 2 if word[0] in names.common_surnames else 1


@lru_cache(maxsize=65536)
def foreign(word: str) -> int:
    """How much a word looks like part of a foreign name in Hangul: 0 not, 1 could be, 2 has syllables of such names only."""
    names = lists()
    if not is_hangul(word) or len(word) > 7 or word in names.loanwords or word in names.nouns or word in names.outside:
        return 0
    if any(word.endswith(loan) for loan in names.loanwords if len(loan) >= 3) or split(word).stem in names.loanwords:
        return 0
    if len(word) >= 4 and word.endswith(names.bodies):  # "도래조선", "보안전문업체", "소아청소년과"
        return 0
    odds = sounds_foreign(word)
    if odds < _NO_NAME:
        return 0
    odd = sum(letter not in names.native for letter in word)
    if word in names.common or _VERB.fullmatch(word):
        return 0 if _inflected(word) else 1
    return 2 if odd or odds > _SURE_NAME else 1


@lru_cache(maxsize=65536)
def chinese(word: str) -> bool:
    """Whether one word is a Chinese name written by its sound ("가오샤오둥"): two of its syllables, one that only
    such names have, or one beside a surname of two syllables, stand in no Korean name.
    """
    names = lists()
    odd = sum(letter not in names.native for letter in word)
    if not odd or len(word) > 6 or foreign(word) < 2 or names.chinese.fullmatch(word) is None:
        return False
    return odd >= 2 or not names.chinese_marks.isdisjoint(word) or (len(word) >= 4 and word[:2] in names.long_chinese)


@lru_cache(maxsize=65536)
def kind(word: str) -> bool:
    """Whether the word says of what kind the company named behind it is: "제철사", "부품업체"."""
    return is_kind(word) or (len(word) == 3 and word[-1] == "사" and word[:2] in lists().makers)


def surname(word: str) -> bool:
    names = lists()
    return word in names.surnames or word in names.double_surnames


def _describing(word: str) -> bool:
    """Whether the word ends like a verb or adjective before a noun; 은 and 을 only after a consonant ("찾은", not "주은")."""
    return bool(_DESCRIBING.fullmatch(word)) and (word[-1] not in "은을" or final(word[-2]) > 0)


def _inflected(word: str) -> bool:
    return bool(_VERB.fullmatch(word) or _describing(word) or _LINKING.fullmatch(word))


@lru_cache(maxsize=65536)
def verbal(word: str) -> bool:
    """Whether a word looks like a verb or an adverb: what stands before it is no part of a name or title."""
    names = lists()
    if len(word) < 2 or word in names.not_verbs or (korean(word) and len(word) == 3):
        return False
    if _VERB.fullmatch(word) or _describing(word):
        return True
    if (
        len(word) >= 3
        and _LINKING.fullmatch(word)
        and sounds_foreign(word) < _LIKE_PROSE
        and word not in lexicon().nouns
    ):
        return True  # "건너뛰고", "떠맡아"
    if not _LINKING.fullmatch(word):
        return False
    return word in names.common or word[-1] in "며해돼겨켜쳐져" or (word[-1] in "난친운린든" and foreign(word) == 0)
