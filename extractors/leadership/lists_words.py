"""What the words of a personnel list are: marks, headings of groups, columns, titles, names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from extractors.names.hangul import is_hangul
from extractors.names.naming import foreign, korean, lists, surname
from extractors.names.titles import Title, TitleKind, lexicon, read_title
from facts.claims import LeadershipEvent

_MARKS = "◆◇▲△▷▽▶□■●○◎★☆▪◾♦◈▣‣"
_SEGMENT = re.compile(
    rf"[{_MARKS}]|[<〈《【\[](?P<inside>[^<>〈〉《》【】\[\]]{{1,60}})[>〉》】\]]|^\s*(?:[·ㆍ•*]|-(?=\s))|(?<=\s)[·ㆍ•](?=\s?[가-힣])"
)
_BRACKET = re.compile(r"[(（]([^()（）]*)[)）]")
_OFFICE_AT_END = re.compile(
    r"[가-힣A-Za-z0-9]{2,}(?:부총장|부원장|부소장|부행장|부행장보|부이사장|부위원장|상임이사|부의장|부총재|전무이사|상무이사)"
)
GENERIC = frozenset({"임원", "집행임원", "경영임원", "최고경영진"})


@dataclass(frozen=True, slots=True)
class ListWords:
    """The words of lists.yaml; see there."""

    sorts: dict[str, LeadershipEvent]
    planned: frozenset[str]
    neutral: frozenset[str]
    columns: dict[str, str]
    high_marks: str
    unit_ends: tuple[str, ...]
    firm_heads: frozenset[str]
    mourning: tuple[str, ...]


@cache
def words() -> ListWords:
    raw: dict[str, Any] = yaml.safe_load(files(__package__).joinpath("lists.yaml").read_text("utf-8"))
    return ListWords(
        sorts={word: LeadershipEvent(event) for event, listed in raw["sorts"].items() for word in listed.split()},
        planned=frozenset(raw["planned"].split()),
        neutral=frozenset(raw["neutral"].split()),
        columns={word: column for column, listed in raw["columns"].items() for word in listed.split()},
        high_marks=raw["high_marks"],
        unit_ends=tuple(raw["unit_ends"].split()),
        firm_heads=frozenset(raw["firm_heads"].split()),
        mourning=tuple(raw["mourning"].split()),
    )


@dataclass(frozen=True, slots=True)
class Segment:
    """What one mark of a row stands before; `start` counts characters of the row."""

    mark: str
    text: str
    start: int


def segments(row: str) -> Iterator[Segment]:
    """The row cut at its marks; what stands in angle or square brackets is a segment of its own."""
    mark, start = "", 0
    for match in _SEGMENT.finditer(row):
        if text := row[start : match.start()].strip():
            yield Segment(mark, text, start)
        inside = match["inside"]
        if inside is None:
            mark = match.group().strip()
        else:
            yield Segment("<", inside.strip(), match.start() + 1)
            mark = ""
        start = match.end()
    if text := row[start:].strip():
        yield Segment(mark, text, start)


def without_brackets(text: str) -> str:
    return re.sub(r"\s+", " ", _BRACKET.sub(" ", text)).strip(" :=,·-")


def bracketed(text: str) -> list[str]:
    return [inside.strip() for inside in _BRACKET.findall(text)]


def title_of(word: str) -> Title | None:
    """The post that a whole word names; None for words that show a person only."""
    title = read_title(word)
    if title is not None and not title.particle:
        return title if title.kind is not TitleKind.PERSONAL and title.length == len(word) else None
    if word.endswith("관") and word[:-1] in lists().common:  # "감사관" is no name, though it looks like one
        return Title(text=word, kind=TitleKind.MINOR, unit=None, length=len(word), particle="", role="")
    office = _OFFICE_AT_END.fullmatch(word)
    if office is None or korean(word):
        return None
    return Title(text=word, kind=TitleKind.OFFICE, unit=None, length=len(word), particle="", role="")


@dataclass(frozen=True, slots=True)
class Group:
    """What a heading says of all below it: titles, event, whether it is still to come."""

    titles: tuple[str, ...] = ()
    event: LeadershipEvent | None = None
    planned: bool = False


NO_GROUP = Group()


def group_of(text: str) -> Group | None:
    """The heading as that of a group ("부사장 승진", "<국장급 전보>"); None where it holds any other word."""
    listed = words()
    titles: list[str] = []
    event: LeadershipEvent | None = None
    planned = said = False
    text = without_brackets(text)
    if (sort := listed.sorts.get(text.replace(" ", ""))) is not None:  # "보직 변경"
        return Group((), sort, False)
    for word in re.split(r"[\s·,/ㆍ]+", text):
        if not word:
            continue
        plain = re.sub(r"\d+명?$", "", word)
        if plain in listed.sorts:
            event, said = event or listed.sorts[plain], True
        elif plain in listed.planned:
            planned = said = True
        elif plain in listed.neutral or plain.endswith(("급", "승진자", "대상")) or not plain:
            said = said or plain.endswith("급")
        elif (title := title_of(plain)) is not None and (title.unit is None or plain in lexicon().heads):
            said = True
            if plain not in GENERIC:
                titles.append(plain)
        elif (fused := _fused(plain, listed.sorts)) is not None:
            titles.extend(fused[0])
            event, said = event or fused[1], True
        else:
            return None
    return Group(tuple(titles), event, planned) if said else None


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


def is_name(word: str) -> bool:
    return korean(word) > 0 and title_of(word) is None


def _may_be_korean(word: str) -> bool:
    """Whether a word among Korean names is one, rare syllables and all."""
    if korean(word) > 0:
        return True
    plain = word[:2] in lists().common
    return len(word) == 3 and is_hangul(word) and word[0] in lists().common_surnames and not plain


def trailing_names(tokens: Sequence[str]) -> tuple[list[str], int]:
    """The people at the end of `tokens` and the index where they begin.

    Korean names stand one a word; what follows a title and is none is one foreign name of several words.
    """
    if not tokens:
        return [], 0
    after = next((at + 1 for at in range(len(tokens) - 1, -1, -1) if title_of(tokens[at]) is not None), 0)
    last = tokens[after:]
    if len(last) > 1 and all(map(_may_be_korean, last)) and any(korean(word) == 2 for word in last):
        return list(last), after
    if korean(tokens[-1]):
        first = len(tokens) - 1
        if (
            korean(tokens[-1]) == 1
            and len(tokens) >= 2
            and len(tokens[-1]) == 2
            and foreign(tokens[-2]) == 2
            and not korean(tokens[-2])
        ):
            return _foreign_tail(tokens)
        while first > 0 and len(tokens[first - 1]) >= 3 and is_name(tokens[first - 1]):
            first -= 1
        return list(tokens[first:]), first
    return _foreign_tail(tokens)


def _foreign_tail(tokens: Sequence[str]) -> tuple[list[str], int]:
    first = len(tokens)
    while first > 0 and len(tokens) - first < 4 and _may_be_foreign(tokens[first - 1]):
        first -= 1
    if len(tokens) - first < 2 and not (
        first < len(tokens) and foreign(tokens[first]) == 2 and len(tokens[first]) >= 3
    ):
        return [], len(tokens)
    return [" ".join(tokens[first:])], first


def leading_name(tokens: Sequence[str]) -> tuple[str, int] | None:
    """The person at the beginning of `tokens` ("안나 슈미트 디자인센터장") and the index behind the name."""
    if not tokens or title_of(tokens[0]) is not None:
        return None
    latin_follows = len(tokens) > 1 and title_of(tokens[1]) is None and foreign(tokens[1]) == 2
    if korean(tokens[0]) and not (korean(tokens[0]) == 1 and latin_follows):
        return tokens[0], 1
    if (
        len(tokens) > 1
        and korean(tokens[0]) == 0
        and len(tokens[0]) == 1
        and surname(tokens[0])
        and len(tokens[1]) <= 2
    ):
        return f"{tokens[0]}{tokens[1]}", 2
    behind = 0
    while behind < min(len(tokens), 4) and _may_be_foreign(tokens[behind]):
        behind += 1
    if behind >= 2 or (behind == 1 and foreign(tokens[0]) == 2):
        return " ".join(tokens[:behind]), behind
    return None


def _may_be_foreign(word: str) -> bool:
    if title_of(word) is not None:
        return False
    return foreign(word) > 0 or re.fullmatch(r"[A-Z][A-Za-z.'-]+", word) is not None
