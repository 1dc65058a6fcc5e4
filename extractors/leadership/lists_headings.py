"""Headings of personnel lists: of groups ("부사장 승진", "본부장급 전보"), of sections ("부속기관") and the days in them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from extractors.document import Role, Sentence
from extractors.leadership.lists_words import bracketed, title_of, without_brackets, words
from extractors.names.naming import lists
from extractors.names.organizations.shapes import shaped, unknown
from extractors.names.titles import lexicon
from extractors.when import dates
from facts.claims import LeadershipEvent
from facts.dates import PartialDate

GENERIC = frozenset({"임원", "집행임원", "경영임원", "최고경영진"})
_DOTTED = re.compile(r"(?<!\d)(\d{1,2})\.\s?(\d{1,2})\.?\s?(?=자|부|일자)")
_DAY = re.compile(
    r"(?:\d{4}년\s*)?(?:(?:오는|지난|내년|올해|내달|이달|다음\s?달)\s*)?(?:\d{1,2}월\s*)?\d{1,2}일\s*(?:자|부)?(?:로)?(?=[\s,).]|$|발령|시행)"
)
_WORDS = re.compile(r"[\s·,/ㆍ]+")
_HOW_MANY = re.compile(r"\s*(?:[:：=]|…+|‥+)\s*\d+명$")
_LEVEL = re.compile(r"(?:[가-힣\d]{1,6}[·ㆍ,/]\s?)+[가-힣\d]{1,6}급(?:\s[가-힣]+)*")
_COUNT = re.compile(r"\d+명?$")


@dataclass(frozen=True, slots=True)
class Group:
    """What a heading says of all below it: titles, event, whether it is still to come."""

    titles: tuple[str, ...] = ()
    event: LeadershipEvent | None = None
    planned: bool = False
    level: str | None = None
    """The post whose level the group has ("본부장급"): that of an entry with no title of its own."""


NO_GROUP = Group()


def group_of(text: str) -> Group | None:
    """The heading as that of a group ("부사장 승진", "<국장급 전보>"); None where it holds any other word."""
    listed = words()
    titles: list[str] = []
    event: LeadershipEvent | None = None
    level: str | None = None
    planned = said = False
    text = _HOW_MANY.sub("", undated(without_brackets(text)))
    if (sort := listed.sorts.get(text.replace(" ", ""))) is not None:  # "보직 변경"
        return Group((), sort)
    plain_words = [_COUNT.sub("", word) for word in _WORDS.split(text) if word]
    acts = bool(plain_words) and plain_words[-1] in listed.sorts
    if len(plain_words) > 1 and _LEVEL.fullmatch(text):  # "처·실장급", "국·과장급 전보"
        plain_words = [word for word in plain_words if word.endswith("급") or word in listed.sorts]
    for plain in plain_words:
        if plain in listed.sorts:
            event, said = event or listed.sorts[plain], True
        elif plain in listed.planned:
            planned = said = True
        elif plain.endswith("급") and len(plain) > 1:
            said = True
            level = level or (plain[:-1] if title_of(plain[:-1]) is not None else None)
        elif plain in listed.neutral or plain.endswith(("승진자", "대상")) or not plain:
            continue
        elif (title := title_of(plain)) is not None and (title.unit is None or plain in lexicon().heads):
            said = True
            if plain not in GENERIC:
                titles.append(plain)
        elif (fused := _fused(plain, listed.sorts)) is not None:
            titles.extend(fused[0])
            event, said = event or fused[1], True
        elif not (acts and plain in lists().common):
            return None
    return Group(tuple(titles), event, planned, level) if said else None


def _fused(word: str, sorts: dict[str, LeadershipEvent]) -> tuple[tuple[str, ...], LeadershipEvent] | None:
    """The title and the event of a word that holds both ("부사장승진")."""
    for sort, event in sorts.items():
        stem = word[: -len(sort)]
        if (
            word.endswith(sort)
            and stem
            and (stem.endswith("급") or title_of(stem) is not None or stem in words().neutral)
        ):
            return ((stem,) if title_of(stem) is not None and stem not in GENERIC else ()), event
    return None


def bracket_group(text: str) -> Group | None:
    """What the brackets behind an organisation say of all below it: "한강전자 (승진, 3월 1일자)"."""
    found = [group for inside in bracketed(text) if (group := group_of(inside)) is not None]
    return found[0] if found else None


def is_section(name: str) -> bool:
    """Whether a heading names a section of the list and nobody: "부속기관", "대학본부", "표"."""
    parts = [part for part in _WORDS.split(name) if part]
    return bool(parts) and all(part in words().neutral or words().is_section(part) for part in parts)


def may_be_organization(name: str, whole: str | None, *, alone: bool) -> bool:
    """Whether a heading may name whose the rows below are.

    In a list of one organisation `alone` another's name must show by its form that it is one, or be like that of the whole
    ("푸른대병원" in a list of 푸른대학교의료원); in any other list words that name no organisation are none.
    """
    parts = [part for part in _WORDS.split(name) if part]
    if any(map(shaped, parts)) or (whole is not None and name[:2] == whole[:2]):
        return True
    return not alone and (any(map(unknown, parts)) or not parts)


def undated(text: str) -> str:
    """The heading without the days that it gives."""
    return re.sub(r"\s+", " ", _DAY.sub(" ", _with_months(text))).strip(" ,·")


def dated_only(text: str) -> bool:
    return re.fullmatch(r"[\d\s.,년월일자부로()~-]+", text) is not None


def date_in(text: str, published: date) -> PartialDate | None:
    """The day from which what a heading heads is in force ("(3월 1일자)", "3. 1.자")."""
    mentions = dates(Sentence(_with_months(text), 0, Role.LIST, 0), published)
    return next((m.value for m in mentions if m.value.day is not None), mentions[0].value if mentions else None)


def _with_months(text: str) -> str:
    return _DOTTED.sub(r"\1월 \2일", text)
