"""A sentence in which every recognised thing is one character, so that rules see shapes instead of words.

Rules read "␂ has been appointed ␃ by ␁": each mark is a character of Unicode's private area, its range tells the kind,
its place in the range finds the value. A rule names a slot as `{who:P}` and a list of words as `<appoints>`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from facts.dates import PartialDate

_FIRST, _WIDTH = 0xE000, 0x380
KINDS = "POLTUDR"
"""People, organisations, places (L), titles, units, dates, roles."""
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_SLOT = re.compile(r"\{(?:(\w+):)?([A-Z])\}")
_WORDS = re.compile(r"(?<!\?P)<(\w+)>")


@dataclass(frozen=True, slots=True)
class People:
    """One person, or several named in one breath."""

    names: tuple[str, ...]
    pronoun: bool = False


@dataclass(frozen=True, slots=True)
class Organizations:
    """One organisation, or several named in one breath."""

    names: tuple[str, ...]
    anaphor: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    name: str


@dataclass(frozen=True, slots=True)
class Title:
    text: str


@dataclass(frozen=True, slots=True)
class Unit:
    """A part of an organisation. `named`: it has a proper name; `lab`: it is one that the annotation guide counts."""

    name: str
    organization: str | None = None
    place: str | None = None
    lab: bool = False
    named: bool = False
    anaphor: bool = False


@dataclass(frozen=True, slots=True)
class Date:
    """`announces`: dates the telling, not the event."""

    value: PartialDate
    announces: bool = False


@dataclass(frozen=True, slots=True)
class Role:
    """Titles with the place where they are held, as far as the words themselves say it."""

    titles: tuple[str, ...]
    organization: str | None = None
    unit: Unit | None = None
    former: bool = False
    indefinite: bool = False
    """Told with "a": one of several, or of a place that the reader need not know."""


Value = People | Organizations | Place | Title | Unit | Date | Role
_KIND_OF: dict[type, str] = {
    People: "P", Organizations: "O", Place: "L", Title: "T", Unit: "U", Date: "D", Role: "R",
}  # fmt: skip
AnyValue = TypeVar("AnyValue", bound=Value)


def char_class(kind: str) -> str:
    """The characters that stand for things of a kind, as they go into a pattern."""
    first = _FIRST + KINDS.index(kind) * _WIDTH
    return f"[{chr(first)}-{chr(first + _WIDTH - 1)}]"


def compile_rule(pattern: str, words: Mapping[str, str]) -> re.Pattern[str]:
    """The pattern with its word lists and slots filled in; KeyError for a list that does not exist."""
    for _ in range(4):  # lists may name lists
        pattern = _WORDS.sub(lambda match: f"(?:{words[match[1]]})", pattern)
    return re.compile(_SLOT.sub(_slot, pattern))


def _slot(match: re.Match[str]) -> str:
    kind = char_class(match[2])
    return f"(?P<{match[1]}>{kind})" if match[1] else kind


@dataclass(slots=True)
class Tagged:
    """The text of a sentence, ever more of it replaced by marks."""

    text: str
    values: dict[str, Value] = field(default_factory=dict)
    _used: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, text: str) -> Tagged:
        """A sentence as yet without marks; characters that could be mistaken for one become spaces."""
        return cls(_PRIVATE.sub(" ", text))

    def copy(self) -> Tagged:
        """The sentence as it stands, to be reduced further on its own."""
        return Tagged(self.text, dict(self.values), dict(self._used))

    def mark(self, value: Value) -> str:
        """The character that stands for the value from now on; a space once a kind has run out of characters."""
        kind = _KIND_OF[type(value)]
        number = self._used.get(kind, 0)
        if number >= _WIDTH:
            return " "
        self._used[kind] = number + 1
        char = chr(_FIRST + KINDS.index(kind) * _WIDTH + number)
        self.values[char] = value
        return char

    def get(self, char: str | None, kind: type[AnyValue]) -> AnyValue | None:
        """What the mark stands for, where it is of the kind asked for."""
        value = self.values.get(char) if char else None
        return value if isinstance(value, kind) else None

    def reduce(self, pattern: re.Pattern[str], make: Callable[[re.Match[str]], Value | str | None]) -> None:
        """Replace each match by what `make` gives: a mark for a value, a text as it is, nothing where it gives None."""

        def put(match: re.Match[str]) -> str:
            made = make(match)
            if made is None:
                return match[0]
            return made if isinstance(made, str) else self.mark(made)

        self.text = pattern.sub(put, self.text)

    def marks(self, kind: type[AnyValue], start: int = 0, end: int | None = None) -> list[tuple[int, AnyValue]]:
        """The things of a kind in a range of the text, with their positions, in order."""
        return [
            (at, value)
            for at, char in enumerate(self.text[start:end], start)
            if char >= "\ue000" and isinstance(value := self.values.get(char), kind)
        ]

    def plain(self, text: str) -> str:
        """The text with names in the place of marks, for people to read."""
        return _PRIVATE.sub(lambda match: _shown(self.values.get(match[0])), text)


def _shown(value: Value | None) -> str:
    match value:
        case People() | Organizations():
            return " and ".join(value.names)
        case Place() | Unit():
            return value.name
        case Title():
            return value.text
        case Date():
            return str(value.value)
        case Role():
            return " and ".join(value.titles)
        case None:
            return " "
