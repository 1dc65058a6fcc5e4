"""What the words of a personnel list are: marks, columns, titles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from extractors.names.naming import korean, lists
from extractors.names.titles import Title, TitleKind, read_title
from facts.claims import LeadershipEvent

_MARKS = "◆◇▲△▷▽▶□■●○◎★☆▪◾♦◈▣‣▦"
_SEGMENT = re.compile(
    rf"[{_MARKS}]|[<〈《【\[〔［](?P<inside>[^<>〈〉《》【】\[\]〔〕［］]{{1,60}})[>〉》】\]〕］]|^\s*(?:[·ㆍ•*]|[-–](?=\s))"
)
_BRACKET = re.compile(r"[(（]([^()（）]*)[)）]")
_OFFICE_AT_END = re.compile(
    r"[가-힣A-Za-z0-9]{2,}(?:부총장|부원장|부소장|부행장|부행장보|부이사장|부위원장|상임이사|부의장|부총재|전무이사|상무이사)|[가-힣A-Z]{2,}최고책임자"
)


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
    weighty: tuple[str, ...]
    bodies: tuple[str, ...]
    acting: frozenset[str]
    governments: frozenset[str]
    sections: re.Pattern[str]

    def is_section(self, word: str) -> bool:
        """Whether the word is made of what every organisation has: "부속기관", "교무위원"."""
        return self.sections.fullmatch(word) is not None


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
        bodies=tuple(raw["bodies"].split()),
        weighty=tuple(raw["weighty"].split()),
        governments=frozenset(raw["governments"].split()),
        acting=frozenset(raw["acting"].split()),
        sections=re.compile(rf"(?:{'|'.join(sorted(raw['sections'].split(), key=len, reverse=True))})+"),
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
