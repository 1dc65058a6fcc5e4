"""Laboratories and divisions in tagged English sentences. The words are data: `en_units.yaml`."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from importlib.resources import files

import yaml

from extractors.english.memory import Memory, subject_organization
from extractors.english.tagging import Organizations, People, Place, Tagged, Unit, char_class
from extractors.names.en import Run, places

FIRM, L, U, P = (char_class(kind) for kind in "OLUP")
_PUBLIC = re.compile(r"\b(?:National|Korea|Korean|State|Royal|University|Max|Fraunhofer|International)\b| of ")
_OWNER = rf"(?:(?P<owner>{FIRM})['’]s? |(?P<person>{P})['’]s? |\b(?P<det>[Tt]he|[Aa]n?|[Ii]ts|[Tt]heir|[Hh]is|[Hh]er|[Oo]ne|[Tt]hat|[Tt]his|[Aa]nother|[Tt]wo|[Ss]everal) )"


@cache
def _list(name: str) -> str:
    entries = yaml.safe_load(files("extractors.names").joinpath("en_units.yaml").read_text("utf-8"))
    return "|".join(part.strip() for part in str(entries[name]).split("|"))


@cache
def _named() -> dict[str, re.Pattern[str]]:
    return {
        name: re.compile(rf"(?:^|.* )(?:{_list(name)})$") for name in ("named_labs", "owned_labs", "named_divisions")
    }


def unit_of(run: Run, text: str, *, is_person: bool) -> Unit | None:
    """The unit that a row of capitalised words names; None where it names something else."""
    name = run.text
    if is_person or " " not in name:
        return None
    if _PUBLIC.search(name):
        return None
    if _named()["named_labs"].match(name):
        return Unit(name, lab=True, named=True)
    before, after = text[max(0, run.start - 24) : run.start], text[run.end : run.end + 12]
    of_country = re.search(r"([A-Z][a-z]+)['’]s (?:new |own )?$", before)
    owned = (
        not (of_country and of_country[1] in places())
        and re.search(r"(?:\b(?:its|their|his|her|the)|['’]s?) (?:new |own )?$", before) is not None
    )
    if _named()["owned_labs"].match(name) and owned:
        return Unit(name, lab=True, named=True)
    if _named()["named_divisions"].match(name) and not re.search(r"(?:\bjoined|\bat) $", before):
        return Unit(name, lab=False, named=True)
    if name.endswith(" Group") and re.search(r"\bthe $", before) and re.match(r" (?:at|of|in) ", after):
        return Unit(name, lab=False, named=True)
    return None


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    head = (
        rf"(?P<head>(?:{_list('lab_heads')})|(?:{_list('lab_kinds')})[ -](?!(?:{_list('loose_places')})\b)(?:{_list('lab_places')})"
        rf"|(?:{_list('loose_kinds')})[ -](?:{_list('loose_places')}))\b"
    )
    word = rf"(?!(?:{_list('stops')})\b)[A-Za-z&][\w&-]*"
    filler = rf"(?:(?:{_list('fillers')}) )*"
    tail = rf"(?:,? (?:in|at) (?:(?:downtown|central|nearby|the city of) )?(?P<place>{L})(?!['’]s))?(?: (?:of|at) (?P<parent>{FIRM})(?!['’]s? (?:board|shares)|['’]s {L} ))?(?: in (?P<place2>{L}))?"
    named = re.compile(
        rf"{_OWNER}?{filler}(?P<unit>{U})(?: \([^()]{{1,40}}\))?{tail}(?:,? (?:at|in) (?P<parent2>{FIRM})['’]s (?P<site>{L}) (?:site|office|campus|base))?"
    )
    owned = re.compile(rf"{_OWNER}{filler}(?P<mods>(?:(?:{L}|{word}) ){{0,4}}?){head}{tail}")
    bare = re.compile(
        rf"(?:(?P<owner>\ufffe)|(?P<person>\ufffe)|(?P<det>\ufffe))?\b(?P<mods>(?:(?:{L}|(?:{_list('fillers')}|{_list('lab_kinds')}|[a-z]+(?:ing|ics|ity|ics|ials|ence|ology|ware|al|ed)|test|battery|cell|chip|design|drug|vaccine|robot|speech|vision|branch|campus|software|hydrogen)) ){{1,4}}?){head}{tail}"
    )
    division = re.compile(
        rf"{_OWNER}(?P<mods>(?:(?:{L}|{word}) ){{1,3}}?)(?P<head>{_list('divisions')})\b(?P<place>\ufffe)?(?: (?:of|at) (?P<parent>{FIRM})(?!['’]s? (?:board|shares)))?"
    )
    anaphor = re.compile(
        rf"{_OWNER}(?P<mods>(?:(?:{L}|{word}) ){{0,2}}?)(?P<head>lab|laboratory|hub|center|centre|institute|facility)\b(?P<place>\ufffe)?(?P<place2>\ufffe)?(?P<parent>\ufffe)?"
    )
    return named, owned, bare, division, anaphor


def tag_units(tagged: Tagged, memory: Memory) -> None:
    """Mark labs and divisions with the organisation they belong to; "the lab" is the one spoken of before."""
    named, owned, bare, division, anaphor = _patterns()
    tagged.reduce(named, lambda match: _named_unit(tagged, memory, match))
    tagged.reduce(anaphor, lambda match: _generic(tagged, memory, match, lab=True, known_only=True))
    for pattern, lab in ((owned, True), (bare, True), (division, False)):
        tagged.reduce(pattern, lambda match, lab=lab: _generic(tagged, memory, match, lab=lab))  # type: ignore[misc]  # a default binds the loop's value


def _named_unit(tagged: Tagged, memory: Memory, match: re.Match[str]) -> Unit | None:
    unit = tagged.get(match["unit"], Unit)
    if unit is None:
        return None
    place = tagged.get(match["place"] or match["place2"] or match["site"], Place)
    parent = tagged.get(match["parent"] or match["parent2"], Organizations)
    owner = _owner(tagged, memory, match) or (parent.names[0] if parent else None)
    earlier = _earlier(memory, unit.name)
    if earlier is not None and owner is None:
        return replace(earlier, place=place.name if place else earlier.place)
    if unit.lab and not owner and "det" in match.groupdict() and (match["det"] or "").lower() in {"a", "an"}:
        owner = None
    return replace(unit, organization=owner, place=place.name if place else None)


def _earlier(memory: Memory, name: str) -> Unit | None:
    return next((lab for lab in reversed(memory.labs) if lab.name.casefold() == name.casefold()), None)


def _owner(tagged: Tagged, memory: Memory, match: re.Match[str]) -> str | None:
    """The organisation that a genitive or possessive before a unit names."""
    owner = tagged.get(match["owner"], Organizations)
    if owner is not None:
        return owner.names[0]
    person = tagged.get(match["person"], People)
    det = (match["det"] or "").lower()
    if person is not None or det in {"his", "her"}:
        name = person.names[0] if person else memory.person
        post = memory.posts.get(name or "")
        return post.organization if post else memory.topic
    if det in {"its", "their"}:
        subject = subject_organization(tagged, match.start())
        return subject.names[0] if subject else memory.topic
    return None


def _generic(
    tagged: Tagged, memory: Memory, match: re.Match[str], *, lab: bool, known_only: bool = False
) -> Unit | None:
    det = (match["det"] or "").lower()
    if det in {"two", "several"}:
        return None
    words = re.sub(rf"\b(?:{_list('fillers')})\b ?", "", tagged.plain(match["mods"])).split()
    head = match["head"]
    place_value = tagged.get(match["place"] or match.groupdict().get("place2"), Place)
    inner = next((value.name for _, value in tagged.marks(Place, match.start("mods"), match.end("mods"))), None)
    place = place_value.name if place_value else inner
    definite = (
        det in {"the", "that", "this", "his", "her"}
        or match["owner"] is not None
        or match["person"] is not None
        or det == "its"
    )
    if lab and definite and (known := _spoken_of(memory, words, head, place)) is not None:
        return replace(known, anaphor=True)
    if known_only:
        return None
    if lab and det == "the" and not words and not place and " " not in head:
        return None
    name = " ".join([*words, head])
    if place_value:
        name = f"{place_value.name} {name}"  # "a lab in Munich" is "the Munich lab" afterwards
    parent = tagged.get(match["parent"], Organizations)
    owner = _owner(tagged, memory, match) or (parent.names[0] if parent else None)
    return Unit(name, organization=owner, place=place, lab=lab and not head.endswith("labs"))


def _spoken_of(memory: Memory, words: list[str], head: str, place: str | None) -> Unit | None:
    """The lab known from before that a definite phrase means: nothing in the phrase is at odds with it."""
    for unit in reversed(memory.labs):
        known = f"{unit.name} {unit.place or ''}".casefold()
        same_head = head.casefold() in known or (
            head.casefold() in {"lab", "laboratory", "centre", "center"}
            and re.search(r"\b(?:lab|laborator|cent(?:re|er))", known)
        )
        if (
            same_head
            and all(word.casefold() in known for word in words)
            and (place is None or place.casefold() in known or unit.place is None)
        ):
            return unit
    return None
