"""The rules of `ko.yaml`, read once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from extractors.prefilter import Prefilter
from facts.claims import LeadershipEvent, Modality


@dataclass(frozen=True, slots=True)
class Rule:
    """One way of saying that somebody takes, holds or leaves a post; the fields are told at the top of `ko.yaml`."""

    name: str
    event: LeadershipEvent | None
    """None where the form of the verb decides."""
    person: str
    roles: frozenset[str]
    own: bool
    pattern: re.Pattern[str]
    modality: Modality | None
    matches: tuple[str, ...]
    misses: tuple[str, ...]


@cache
def rules() -> tuple[Rule, ...]:
    """All rules in the order of the file."""
    entries = yaml.safe_load(files(__package__).joinpath("ko.yaml").read_text("utf-8"))
    return tuple(
        Rule(
            name=entry["name"],
            event=None if entry["event"] == "by_tense" else LeadershipEvent(entry["event"]),
            person=entry["person"],
            roles=frozenset(entry["roles"]),
            own=entry["own"],
            pattern=re.compile(entry["pattern"]),
            modality=Modality(entry["modality"]) if "modality" in entry else None,
            matches=tuple(entry["matches"]),
            misses=tuple(entry["misses"]),
        )
        for entry in entries
    )


@cache
def prefilter() -> Prefilter:
    """Which rules, by their place, a sentence can hold at all."""
    return Prefilter([rule.pattern for rule in rules()])
