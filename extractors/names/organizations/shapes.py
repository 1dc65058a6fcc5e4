"""What a word alone says of being the name of an organisation: its ending, its family, the lists it stands in.

Pure look-ups, cached by word: a stream of news repeats its words.
"""

from __future__ import annotations

import re
from functools import lru_cache

from extractors.names.organizations.lexicon import lexicon
from extractors.names.organizations.units import ending as unit_ending
from extractors.names.words import split_particle

LATIN = re.compile(r"[A-Za-z][A-Za-z0-9&\-]+")
_HANGUL = re.compile(r"[가-힣]+")
_VERBAL = re.compile(
    r"(?:하|되|있|없|했|됐|였|았|었|겠|않|받|맡|된|될|한|할|던|려|려는|라는|다는|다고|하는|되는|하고|하며|해|돼|여|로운|러운|까운|은|는|적인|중인|적|및|씨|들|으나|지만|면서|으며|는데|므로|도록|려면)$"
)
_AGENCY = re.compile(r"[가-힣]{3,}(?<![시군구도초신요하원당])청")
"""An agency of the state, and no seat of a town, invitation (초청) or application (신청)."""
_LOCAL = re.compile(r"[가-힣]{2,}지방[가-힣]{2,5}청")
"""The seat of an agency in a part of the country: "가람지방고용노동청"."""
_KINDS = ("업체", "기업", "스타트업", "제약사", "게임사", "운용사", "회사")
_LONGEST_ENDING = 7
_FAMILY = range(4, 10)
"""Syllables of a family's company, family and all."""


@lru_cache(maxsize=65536)
def shaped(stem: str) -> bool:
    """Whether the word alone shows that it names an organisation."""
    words = lexicon()
    if stem in words.well_known or stem in words.government:
        return True
    if stem.endswith("대학교") and stem[:-2] in words.well_known:  # "중앙" alone is no name
        return True
    if stem in words.not_names or stem in words.generic_heads or stem in words.kind_nouns:
        return False
    if stem.endswith("유전자"):
        return False  # and no company in 전자
    size = len(stem)
    for length in range(min(_LONGEST_ENDING, size - 1), 1, -1):
        ending, head = stem[-length:], stem[:-length]
        if ending == "그룹" and len(head) >= 4 and of_nouns(head):
            return False  # 공정거래그룹
        if ending == "상의" and head not in words.places:
            return False  # "일신상의 사유"
        if ending in words.company_endings or ending in words.public_endings:
            if ending == "상의" and head not in words.places and head != "대한":
                return False  # "일신상의 이유", "건강상의 문제"
            return _is_head(head) or (head == "한국" and length >= 4)
        named = len(head) >= 3 or head not in words.institute_heads
        if ending in words.institute_endings and stem.startswith(words.institute_heads) and named:
            return len(head) >= 2
    if _LOCAL.fullmatch(stem):
        return True
    if stem.startswith(words.families) and size in _FAMILY and _of_a_family(stem):
        return True
    if stem.endswith("AI") and size >= 4 and _HANGUL.fullmatch(stem[:-2]):
        return stem[:-2] not in words.generic_heads
    return stem[-1:] == "대" and is_school(stem)


def _of_a_family(stem: str) -> bool:
    words = lexicon()
    if stem in words.common or unit_ending(stem) or _VERBAL.search(stem) or stem[0] == "한":
        return False
    rest = next(stem[len(family) :] for family in words.families if stem.startswith(family))
    if len(rest) < 2 or rest in words.common or rest in words.generic_heads or not _HANGUL.fullmatch(rest):
        return False
    return not stem.endswith(words.plain_endings)


def headed(stem: str) -> bool:
    """Whether the word without its 장 is a body that such a head leads: 조달청장, 한국미래소재연구원장, 동백은행장."""
    words = lexicon()
    if _AGENCY.fullmatch(stem) and unknown(stem):
        return True
    return stem.endswith(("은행", "대", "청", *words.public_endings, *words.institute_endings)) and shaped(stem)


@lru_cache(maxsize=8192)
def is_school(stem: str) -> bool:
    """Whether a word in 대 is a school: 서울대, 델프트공대; not 시대, 20대."""
    words = lexicon()
    if len(stem) < 3 or not _HANGUL.fullmatch(stem):
        return False
    if stem[:-1] in words.places:
        return True
    return not (stem in words.not_schools or stem[:-1] in words.common or stem.endswith(words.not_school_endings))


def _is_head(head: str) -> bool:
    words = lexicon()
    if len(head) < 2 or head in words.generic_heads or head in words.countries:
        return False
    if head[0].isdigit():
        return False
    return not (len(head) >= 4 and head[:2] in words.generic_heads and head[2:] in words.generic_heads)


@lru_cache(maxsize=65536)
def namelike(stem: str) -> bool:
    """Whether the word may be a name where its surroundings ask for one."""
    words = lexicon()
    if len(stem) < 2 or stem[0].isdigit() or stem in words.not_names or stem in words.generic_heads:
        return False
    if stem in words.places or stem in words.not_latin or is_kind(stem) or unit_ending(stem):
        return False
    return not _VERBAL.search(stem)


@lru_cache(maxsize=65536)
def is_kind(text: str) -> bool:
    """Whether the word is a noun for a kind of organisation, alone or at the end of a compound: 전문업체, 스타트업."""
    return text in lexicon().kind_nouns or text.endswith(_KINDS)


@lru_cache(maxsize=65536)
def unknown(stem: str) -> bool:
    """Whether the word is neither plain prose nor anything else that the lists know: where a name is asked for, it is one."""
    words = lexicon()
    if not namelike(stem) or stem in words.common or stem in words.last_words:
        return False
    if stem[-1] == "사" and (stem[:-1] in words.common or stem[:-1] in words.generic_heads):
        return False  # a maker or seller of what stands before: 트럭사
    return not stem.endswith(words.plain_endings)


@lru_cache(maxsize=8192)
def compounded(stem: str) -> bool:
    """Whether the word is made of two plain words: 연구개발, 정보교류, 인재양성; or is a subject of study: 융합공학."""
    words = lexicon()
    if stem.endswith("공학"):
        return True
    return any(
        (stem[:cut] in words.common or stem[:cut] in words.generic_heads) and stem[cut:] in words.common
        for cut in range(2, len(stem) - 1)
    )


@lru_cache(maxsize=8192)
def of_nouns(stem: str) -> bool:
    """Whether the word is made of two of the usual nouns: 건강기능, 투자금융."""
    nouns = lexicon().nouns
    return any(stem[:cut] in nouns and stem[cut:] in nouns for cut in range(2, len(stem) - 1))


def person_shaped(stem: str) -> bool:
    """Whether the word may be a Korean full name: a common family name and two more syllables."""
    return len(stem) == 3 and stem[0] in lexicon().surnames and _HANGUL.fullmatch(stem) is not None


def full_name(text: str) -> bool:
    """Whether the word is a Korean full name as far as the word alone can tell."""
    return person_shaped(text) and namelike(text) and text not in lexicon().common


@lru_cache(maxsize=65536)
def shape(text: str) -> str | None:
    """The name that a word with its particle shows by its shape, without particle and 장; None for none."""
    stem, particle = split_particle(text)
    if particle and shaped(stem) and not (particle[0] == "로" and stem[-1] == "대"):  # 예정대로
        return stem
    if not (particle and text.startswith(lexicon().families)) and shaped(text):
        return text
    if stem[-1] == "장" and headed(stem[:-1]):
        return stem[:-1]
    return None
