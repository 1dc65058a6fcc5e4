"""Titles: what a word says of somebody's post, and which unit it heads."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

import yaml

from extractors.names.hangul import PARTICLES, fits, particle_role


class TitleKind(StrEnum):
    OFFICE = "office"  # of the organisation as a whole, and ranks
    HEAD = "head"  # of a unit
    DUTY = "duty"  # "수소사업담당"
    MINOR = "minor"  # kept beside others, no claim alone
    PERSONAL = "personal"  # a reporter, a professor, 씨: shows a person, no post


@dataclass(frozen=True, slots=True)
class Title:
    """A title in a word: `text` as written, `unit` the unit's name as far as the word gives it.

    `length` counts the characters of the word up to the end of the title; `particle` and `role` are what follows.
    """

    text: str
    kind: TitleKind
    unit: str | None
    length: int
    particle: str
    role: str
    acting: bool = False
    at: str | None = None
    """The organisation that the word itself names before a title of the whole: "두레학회장", "가람대총장"."""
    post: bool = False
    """Followed by 직, 자리, 급: the post is meant and not its holder."""


def load(name: str) -> dict[str, Any]:
    """A YAML mapping that lies beside this module."""
    loaded = yaml.safe_load(files(__package__).joinpath(name).read_text("utf-8"))
    if not isinstance(loaded, dict):
        raise TypeError(f"{name}: a mapping of words was expected")
    return loaded


def alike(one: str, other: str) -> bool:
    """Whether two titles may be one post: "소장" and "연구소장", but not "회장" and "부회장"."""
    one, other = (title.removesuffix("이사") if title.endswith("대표이사") else title for title in (one, other))
    long, short = (one, other) if len(one) >= len(other) else (other, one)
    if not long.endswith(short):
        return False
    return not long[: len(long) - len(short)].endswith("부")


@dataclass(frozen=True, slots=True)
class Lexicon:
    pattern: re.Pattern[str]
    gate: re.Pattern[str]
    offices: frozenset[str]
    minor: frozenset[str]
    persons: frozenset[str]
    heads: dict[str, str]
    units: tuple[str, ...]
    not_titles: frozenset[str]
    status: dict[str, str]
    headships: frozenset[str]


@cache
def lexicon() -> Lexicon:
    """The words of titles.yaml, read once."""
    raw = load("titles.yaml")
    offices, minor, persons = (frozenset(raw[key].split()) for key in ("offices", "minor", "persons"))
    units = tuple(raw["units"].split())
    heads = {**{f"{unit}장": unit for unit in units}, **raw["heads"]}
    duties = frozenset(raw["duties"].split())
    words = sorted({*offices, *minor, *persons, *heads, *duties, *raw["latin"].split()}, key=len, reverse=True)
    acting = "|".join(raw["acting"].split())
    body = (
        rf"(?P<title>최고[가-힣A-Z]{{0,8}}?(?:책임자|경영자|임원|담당자)|C[A-Z]{{1,3}}O|{'|'.join(map(re.escape, words))})"
        rf"(?P<latin>C[A-Z]{{1,3}}O|CSAI)?(?P<acting>{acting})?(?P<post>직|급|자리|석|들|님|대우)?(?P<tail>{'|'.join(PARTICLES)})?"
    )
    ends = "|".join(sorted({re.escape(word[-2:]) for word in words} | {"책임자", "경영자"}, key=len, reverse=True))
    return Lexicon(
        pattern=re.compile(rf"(?P<unit>.*?){body}"),
        gate=re.compile(ends),
        offices=offices,
        minor=minor,
        persons=persons,
        heads=heads,
        units=tuple(sorted(units, key=len, reverse=True)),
        not_titles=frozenset(raw["not_titles"].split()),
        status={word: kind for kind, words_ in raw["status"].items() for word in words_.split()},
        headships=frozenset({"수장", "사령탑"}),
    )


@lru_cache(maxsize=65536)
def read_title(word: str) -> Title | None:
    """The title that the word ends in, before its particle; None where it has none.

    Does not look beyond the word: "대표 상품" and "이사 가는" are left to the phrase.
    """
    lex = lexicon()
    if len(word) > 40 or not lex.gate.search(word):
        return None
    match = lex.pattern.fullmatch(word)
    return _title(word, match, lex) if match else None


def _title(word: str, match: re.Match[str], lex: Lexicon) -> Title | None:
    tail, name = match["tail"] or "", match["title"]
    if tail and not fits(word[: -len(tail)], tail):
        return None
    prefix = word[: match.start("title")]
    stem = prefix + name
    if stem in lex.not_titles or any(stem.endswith(other) and len(other) > len(name) for other in lex.not_titles):
        return None
    kind, unit = _kind(prefix, name, lex)
    if kind is None:
        return None
    text = prefix + name + (match["acting"] or "")
    return Title(
        text=text,
        kind=kind,
        unit=unit,
        length=match.end("acting") if match["acting"] else match.end("title"),
        particle=tail,
        role=particle_role(tail),
        acting=bool(match["acting"]),
        at=_at(prefix, name) if kind is TitleKind.OFFICE else None,
        post=(match["post"] or "") in ("직", "급", "자리", "석", "들"),
    )


def _at(prefix: str, name: str) -> str | None:
    if len(prefix) < 2 or _SORTS.fullmatch(prefix):
        return None
    if name in ("학회장", "협회장", "병원장", "은행장", "의료원장", "조합장"):
        return prefix + name[:-1]
    if name == "의장" and len(prefix) >= 3 and prefix[-1] in "시도군구":
        return prefix + "의회"
    if name == "회장" and prefix.endswith(("연합", "상공", "체육", "노인", "향우", "동문")):
        return prefix + "회"
    if name in ("장관", "차관") and prefix.endswith(("부", "처")):
        return prefix
    return prefix if name in ("회장", "총장", "사장", "행장", "이사장", "총재", "대표이사") else None


_PREFIXABLE = ("회장", "부회장", "사장", "부사장", "총재", "의장", "이사장", "총장", "장관", "차관", "대표", "부대표", "조합장", "대표이사", "이사", "부원장", "부소장", "부총장", "부의장", "상무", "전무", "고문", "총괄사장")  # fmt: skip
_SORTS = re.compile(
    r"(?:총괄|수석|선임|공동|단독|각자|초대|신임|임시|상근|비상근|상임|비상임|명예|일시|영업|기술|재무|경영|관리|전문|등기|사외|사내|독립|그룹|제?\d+대|제?\d)"
)


def _kind(prefix: str, name: str, lex: Lexicon) -> tuple[TitleKind | None, str | None]:
    """What the title is and the unit that its word names; (None, None) where prefix and title do not go together."""
    if name in lex.persons:
        return (TitleKind.PERSONAL, None) if not prefix or len(prefix) <= 6 else (None, None)
    if name in lex.minor:
        return TitleKind.MINOR, (prefix + name[:-1] if name.endswith("장") and prefix else None)
    if (
        name in lex.heads
        and (prefix or name not in lex.offices)
        and not (name in lex.offices and _SORTS.fullmatch(prefix))
    ):
        base = lex.heads[name]
        return TitleKind.HEAD, (prefix + base) or None
    if name.endswith(("담당", "총괄", "책임자", "총괄책임", "디렉터")) and not name.startswith("최고"):
        return (TitleKind.DUTY, prefix or None)
    if not prefix or name in lex.headships or (not name.isascii() and _SORTS.fullmatch(prefix)):
        return TitleKind.OFFICE, None
    if name.isascii() and not prefix.isascii():  # "최고운영책임자COO" is taken whole; "두레AI CEO" has its space
        return TitleKind.OFFICE, None
    if (
        name in _PREFIXABLE
        and len(prefix) >= 2
        and (name not in ("대표", "이사") or (name == "이사" and 2 <= len(prefix) <= 6 and prefix[-1] not in "회대"))
    ):
        return TitleKind.OFFICE, None
    return None, None
