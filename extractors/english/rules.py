"""Rules as they stand in the `en.yaml` of each kind: a name, a pattern over tagged sentences, examples on both sides."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from extractors.english.tagging import compile_rule


@dataclass(frozen=True, slots=True)
class Rule:
    """`options` are the fields that only one kind knows. `matches` are sentences in which the rule finds a claim (or, for
    a cue, which it matches); in `misses` it finds none.
    """

    name: str
    pattern: re.Pattern[str]
    options: Mapping[str, str]
    matches: tuple[str, ...]
    misses: tuple[str, ...]


@cache
def rules_of(package: str) -> tuple[Rule, ...]:
    """The rules in `package`/en.yaml, in the order of the file.

    ValueError names a rule that is incomplete or whose pattern is none.
    """
    content = yaml.safe_load(files(package).joinpath("en.yaml").read_text("utf-8"))
    words = {name: _alternatives(text) for name, text in content.get("words", {}).items()}
    found = []
    for entry in content["rules"]:
        try:
            found.append(
                Rule(
                    name=entry.pop("name"),
                    pattern=compile_rule(_joined(entry.pop("pattern")), words),
                    matches=tuple(entry.pop("matches")),
                    misses=tuple(entry.pop("misses")),
                    options={key: str(value) for key, value in entry.items() if key != "comment"},
                )
            )
        except (KeyError, re.error) as error:
            raise ValueError(f"a rule in {package}/en.yaml is not complete: {error!r} in {entry}") from error
    return tuple(found)


def _joined(pattern: str) -> str:
    """Patterns may be broken over lines; the break is no part of them."""
    return pattern.replace("\n", "")


def _alternatives(text: str) -> str:
    """A list of words, with `|` between them or one a line, as alternatives."""
    return (
        "|".join(part for line in text.splitlines() for part in line.strip().split("|") if part)
        if "\n" in text
        else text
    )
