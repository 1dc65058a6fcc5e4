"""Which names of labs and units of one organisation mean one lab: by place, kind and topic, never by nearness.

토론토 AI랩, 토론토 AI 연구소, 토론토 인공지능연구소 and 토론토 연구소 are one lab where the parent has no other lab in Toronto. With a
토론토 로봇랩 beside them, "토론토 연구소" could mean either and stays by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

import yaml

from facts.names.sound import sound
from facts.names.writing import has_hangul, plain


@dataclass(frozen=True, slots=True)
class LabName:
    """A name of a lab or unit as one text uses it; `location` as the text gives it beside the name."""

    name: str
    location: str | None = None


@dataclass(frozen=True, slots=True)
class Parts:
    """What a name says: `kind` is the class of unit ("" where the ending is unknown), `topic` and `place` "" where unsaid."""

    kind: str
    topic: str
    place: str


@dataclass(frozen=True)
class _Tables:
    kinds: tuple[tuple[str, str], ...]
    topics: dict[str, str]
    places: dict[str, str]
    place: re.Pattern[str]


@cache
def _tables() -> _Tables:
    held: dict[str, Any] = yaml.safe_load(files(__package__).joinpath("labs.yaml").read_text(encoding="utf-8"))
    kinds = {plain(ending): kind for kind, endings in held["kinds"].items() for ending in endings}
    places = {plain(name): place for place, names in held["places"].items() for name in names}
    return _Tables(
        kinds=tuple(sorted(kinds.items(), key=lambda row: (-len(row[0]), row[0]))),
        topics={plain(word): topic for topic, words in held["topics"].items() for word in words},
        places=places,
        place=re.compile("|".join(re.escape(name) for name in sorted(places, key=lambda name: (-len(name), name)))),
    )


def places_in(location: str | None) -> frozenset[str]:
    """The known places in a location such as "경기 성남시 판교"."""
    tables = _tables()
    return frozenset(tables.places[found] for found in tables.place.findall(plain(location or "")))


@lru_cache(maxsize=16384)
def parts(name: str, organization: str) -> Parts:
    """The parts of a lab's or unit's name; the parent's name in front is left out, wherever it stands is left alone."""
    tables = _tables()
    rest = plain(name)
    own = plain(organization)
    rest = rest.removeprefix(own) or rest if rest != own else rest
    place = ""
    while (found := tables.place.match(rest)) is not None and found.end() < len(rest):
        place, rest = tables.places[found.group()], rest[found.end() :]  # the last is the finest: 캐나다 토론토
    kind, rest = _kind(rest)
    ending = max((word for word in tables.places if len(word) > 1 and rest.endswith(word)), key=len, default="")
    if not place and ending:  # "AI Lab Toronto", "연구소 판교"
        place, rest = tables.places[ending], rest.removesuffix(ending)
        kind, rest = (kind, rest) if kind else _kind(rest)
    return Parts(kind, tables.topics.get(rest) or sound(rest) if rest else "", place)


def _kind(name: str) -> tuple[str, str]:
    """The kind of unit that a plain name ends in ("" where it is unknown), and the name without it."""
    for ending, kind in _tables().kinds:
        if name.endswith(ending):
            return kind, name.removesuffix(ending)
    return "", name


def clusters(names: Iterable[LabName], organization: str) -> dict[LabName, str]:
    """Each name with the name of its lab: one string for all names of one lab, the same for any order of `names`."""
    known = sorted(set(names), key=lambda lab: (lab.name, lab.location or ""))
    described = {lab: parts(lab.name, organization) for lab in known}
    groups: dict[Parts, list[LabName]] = {}
    for lab, said in described.items():
        groups.setdefault(said, []).append(lab)
    home = {said: said for said in groups}
    for said in sorted(groups, key=lambda said: (said.kind, said.topic, said.place)):
        home[said] = _fuller(said, list(groups), groups[said])
    return {lab: _title(_end(said, home), groups, organization) for lab, said in described.items()}


def _fuller(said: Parts, all_said: list[Parts], labs: list[LabName]) -> Parts:
    """The one description that says more and contradicts nothing; the same where there is none or more than one."""
    if said.kind == "" or (said.topic and said.place):
        return said
    if said.kind != "lab" and not said.topic:
        return said  # "센터" in a place may be anything; only labs are known by their place alone
    more = [
        other
        for other in all_said
        if other.kind == said.kind
        and other != said
        and (not said.topic or other.topic == said.topic)
        and (not said.place or other.place == said.place)
        and (other.topic, other.place) != ("", "")
        and len({other.topic, other.place} - {""}) > len({said.topic, said.place} - {""})
    ]
    stated = frozenset[str]().union(*(places_in(lab.location) for lab in labs))
    if not said.place and stated:
        there = [other for other in more if other.place in stated]
        more = there or [other for other in more if not other.place]
    fullest = [other for other in more if not any(_refines(third, other) for third in more)]
    return fullest[0] if len(fullest) == 1 else said


def _refines(finer: Parts, coarser: Parts) -> bool:
    return finer != coarser and all(
        not coarse or coarse == fine for coarse, fine in ((coarser.topic, finer.topic), (coarser.place, finer.place))
    )


def _end(said: Parts, home: dict[Parts, Parts]) -> Parts:
    while home[said] != said:
        said = home[said]
    return said


def _title(said: Parts, groups: dict[Parts, list[LabName]], organization: str) -> str:
    """A stable name for what was described."""
    if said.kind == "":
        return "=" + min(sound(lab.name.removeprefix(organization)) for lab in groups[said])
    return f"{said.kind}:{said.topic}:{said.place}"


def explain(one: LabName, other: LabName, organization: str) -> str:
    """Why two names are or are not one lab, in words, judged by these two names alone."""
    first, second = parts(one.name, organization), parts(other.name, organization)
    if plain(one.name) == plain(other.name):
        return "the same name"
    if first.kind != second.kind:
        return f"different kinds of unit ({first.kind or one.name} / {second.kind or other.name})"
    if first.place and second.place and first.place != second.place:
        return f"different places ({first.place} / {second.place})"
    if first.topic and second.topic and first.topic != second.topic:
        return f"different topics ({first.topic} / {second.topic})"
    if clusters([one, other], organization)[one] != clusters([one, other], organization)[other]:
        return "too little in common"
    script = " in both scripts" if has_hangul(one.name) != has_hangul(other.name) else ""
    return f"the same parent and kind of unit, no contradiction of place or topic{script}"
