"""The forms of dates, read from `forms.yaml`, and one pass over a text that finds them all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from extractors.prefilter import Prefilter


@dataclass(frozen=True, slots=True)
class Form:
    """One way to write a date; `examples` are (text, published, resolved, day last spoken of), `misses` texts without it."""

    name: str
    comment: str
    pattern: re.Pattern[str]
    examples: tuple[tuple[Any, ...], ...]
    misses: tuple[str, ...]


@cache
def forms() -> tuple[Form, ...]:
    """All forms; of two that match at one place the first is meant."""
    data = yaml.safe_load(files(__package__).joinpath("forms.yaml").read_text("utf-8"))
    pieces: dict[str, str] = data["pieces"]
    return tuple(
        Form(
            name=entry["name"],
            comment=entry["comment"],
            pattern=re.compile(_filled(entry["pattern"], pieces)),
            examples=tuple(tuple(example) for example in entry["examples"]),
            misses=tuple(entry["misses"]),
        )
        for entry in data["forms"]
    )


def _filled(pattern: str, pieces: dict[str, str]) -> str:
    for name, piece in pieces.items():
        pattern = pattern.replace("{" + name + "}", piece)
    return pattern


@cache
def _prefilter() -> Prefilter:
    return Prefilter([form.pattern for form in forms()])


def found(text: str) -> Iterator[tuple[Form, re.Match[str]]]:
    """The dates of `text` from left to right; they do not overlap."""
    matches: list[tuple[int, int, Form, re.Match[str]]] = []
    for order in sorted(_prefilter().possible(text)):
        form = forms()[order]
        matches.extend((match.start(), order, form, match) for match in form.pattern.finditer(text))
    matches.sort(key=lambda item: (item[0], item[1]))
    end = 0
    for start, _, form, match in matches:
        if start >= end:
            yield form, match
            end = match.end()
