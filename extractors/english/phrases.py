"""Tag a sentence: dates, titles and names first, then the phrases that are built of them."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from extractors.english.memory import Memory, subject_organization
from extractors.english.tagging import (
    Date,
    Organizations,
    People,
    Place,
    Tagged,
    Title,
    Unit,
    Value,
    char_class,
)
from extractors.names.en import Names, Run, people_of, runs, words
from extractors.names.en_titles import refuses, title_pattern
from extractors.names.en_units import unit_of
from extractors.when.en import find_dates

P, FIRM, L, T, U, D = (char_class(kind) for kind in "POLTUD")

_ANNOUNCES = re.compile(
    r"(?:\b(?:said|says|told [^,;.]{0,40}?|announced|confirmed|reported|disclosed|added|wrote|posted|revealed|showed|according to [^,;.]{0,40}?)"
    rf"(?: in an? [\w ]{{1,30}}| at an? [\w ]{{1,30}}| to reporters| earlier| late| early)*(?: on| late| early)? )(?P<date>{D})"
    rf"|\bon (?P<date2>{D}) (?:said|announced|confirmed|told|disclosed|unveiled plans)"
)
_LEGAL = re.compile(
    rf"(?P<name>{FIRM})(?:\.?,? (?:Inc|Ltd|LLC|Corp|Co|plc|PLC|AG|SA|S\.A|N\.V|SE)\b\.?)+(?:,? Ltd\.?)?(?:,(?= [a-z]+ed ))?|(?P<name2>{FIRM})\.(?=,? [a-z(])"
)
_BRACKETS = re.compile(rf"(?P<name>[{P[1:-1]}{FIRM[1:-1]}]) ?\([^(){T[1:-1]}]{{1,60}}\)")
_EARLIER_NAME = re.compile(
    rf",? \(?(?:formerly|previously|once|until recently) (?:known as |called |named )?{FIRM}(?:\)|(?=,| [a-z]|\.))"
)
_TWO_PLACES = re.compile(rf"(?P<name>{L}), {L}(?=[,.;) ])")
_PLACES_FIRM = re.compile(rf"(?:{L}(?:['’]s?|-based|-headquartered)) (?P<name>{FIRM})")
_PEOPLE_LIST = re.compile(rf"{P}(?:(?:, {P})+,)?(?:, {P})* and {P}")
_FIRM_LIST = re.compile(
    rf"{FIRM}(?:(?:, (?:the )?{FIRM})+,)?(?:, (?:the )?{FIRM})* (?:and|&|as well as) (?:the )?{FIRM}(?!['’]s? )"
)

_ADJECTIVE = (
    r"(?:(?!(?:of|in|at|on|for|with|from|to|by|and|or|the|a|an|its|that|will|would|has|had|is|was|said)\b)[a-z-]+ )"
)


@cache
def _noun(name: str) -> str:
    return "|".join(sorted(map(re.escape, words(name)), key=len, reverse=True))


@cache
def _peoples() -> str:
    return "|".join(
        sorted((re.escape(word).replace(r"\-", "[- ]") for word in words("peoples")), key=len, reverse=True)
    )


@cache
def _described_firm() -> re.Pattern[str]:
    nouns = _noun("organization_nouns")
    return re.compile(
        rf"(?:(?:\b(?:[Aa]n?|[Tt]he|[Ii]ts|[Tt]heir|[Rr]ival|[Ff]ellow) )?(?:(?:{_peoples()}|{L}-based|{L}) ){_ADJECTIVE}{{0,3}}?|\b(?:[Aa]n?|[Tt]he|[Ii]ts|[Tt]heir|fellow) {_ADJECTIVE}{{0,3}}?)?"
        rf"\b(?i:{nouns}) (?P<name>{FIRM})(?!['’]?-)"
    )


@cache
def _firm_apposition() -> re.Pattern[str]:
    nouns = _noun("organization_nouns")
    return re.compile(
        rf"(?P<name>{FIRM}), (?:an?|the|its|one of the) (?:[\w.&'’{L[1:-1]}-]+ ){{0,6}}?(?:{nouns})\b(?! {FIRM})[^,;.{FIRM[1:-1]}]{{0,80}}(?P<close>, |(?=\.\"?$))"
    )


@cache
def _anaphor() -> re.Pattern[str]:
    nouns = f"{_noun('organization_nouns')}|{_noun('alliance_nouns')}|board(?= (?:has|had|also|approved|elected|named|appointed|said|will|voted|accepted|picked|chose)\\b)"
    return re.compile(
        rf"\b(?:[Tt]he|[Tt]hat) (?P<adjectives>(?:(?:{_peoples()}|{L}-based|{L}) |{_ADJECTIVE}){{0,3}}?)(?P<noun>{nouns})\b(?![- ][a-z]*(?:officer|wide))"
        rf"|\b(?P<both>(?:[Tt]he|[Bb]oth) (?:two |three |four |five )?(?:companies|firms|sides|partners|groups|organi[sz]ations|parties|members|pair|universities|banks)|[Tt]he two|[Bb]oth)\b(?! [a-z]*(?:director|chief|year|month|people|scientists))"
    )


_IT_ACTS = re.compile(
    r" (?:has|had|have|will|would|is|was|also|said|plans|planned|expects|hopes|intends|aims|now|could|can|may|might|did|does|signed|opened|[a-z]+ed)\b"
)
_PRONOUN = re.compile(
    r"\b(?:[Hh]e|[Ss]he|him|(?<=succeed )her|(?<=replace )her|(?<=replaces )her|(?<=succeeds )her)\b(?! own)"
)


def tag(text: str, names: Names, published: date) -> Tagged:
    """The sentence with its dates, titles, people, organisations and places marked; lists and descriptions folded."""
    tagged = Tagged.of(text)
    _put(tagged, [(found.start, found.end, Date(found.value)) for found in find_dates(tagged.text, published)])
    tagged.reduce(title_pattern(), lambda match: None if refuses(tagged.text[: match.start()]) else Title(match[0]))
    _put(
        tagged,
        [
            (run.start, run.end, value)
            for run in runs(tagged.text)
            if (value := _value(run, tagged.text, names)) is not None
        ],
    )
    _mark_announcements(tagged)
    for pattern in (_LEGAL, _BRACKETS, _TWO_PLACES, _PLACES_FIRM, _described_firm()):
        tagged.reduce(pattern, lambda match: match.groupdict().get("name") or match["name2"])
    tagged.reduce(_EARLIER_NAME, lambda _: "")
    tagged.reduce(_firm_apposition(), lambda match: match["name"] + (" " if match["close"] else ""))
    return tagged


def fold_lists(tagged: Tagged) -> None:
    """People or organisations side by side become one mark for all."""
    tagged.reduce(_FIRM_LIST, lambda match: Organizations(_members(tagged, match[0], Organizations)))
    tagged.reduce(_PEOPLE_LIST, lambda match: People(_members(tagged, match[0], People)))


def _members(tagged: Tagged, text: str, kind: type[Organizations | People]) -> tuple[str, ...]:
    found = [name for char in text if (value := tagged.get(char, kind)) is not None for name in value.names]
    return tuple(dict.fromkeys(found))


def _value(run: Run, text: str, names: Names) -> Value | None:
    name = run.text
    kind = names.kind(name)
    unit = unit_of(run, text, is_person=kind == "P")
    if unit is None and kind == "O" and (full := names.canonical(name)) != name:
        unit = unit_of(Run(full, run.start, run.end), text, is_person=False)
    if unit is not None:
        return unit
    match kind:
        case "P":
            return People((names.canonical(name),))
        case "O":
            return Organizations((names.canonical(name),))
        case "L":
            return Place(name)
    return None


def _put(tagged: Tagged, ranges: list[tuple[int, int, Value]]) -> None:
    parts, at = [], 0
    for start, end, value in sorted(ranges, key=lambda one: one[0]):
        if start < at:
            continue
        parts += [tagged.text[at:start], tagged.mark(value)]
        at = end
    tagged.text = "".join([*parts, tagged.text[at:]])


def _mark_announcements(tagged: Tagged) -> None:
    for match in _ANNOUNCES.finditer(tagged.text):
        char = match["date"] or match["date2"]
        if (value := tagged.get(char, Date)) is not None:
            tagged.values[char] = Date(value.value, announces=True)


_IT = re.compile(r"\b(?P<it>[Ii]t)\b|\b(?P<they>[Tt]hey)\b")


def resolve_anaphors(tagged: Tagged, memory: Memory) -> None:
    """Mark "the company", "it", "the two firms", "she" as what they stand for, as far as memory tells."""
    tagged.reduce(_anaphor(), lambda match: _described(tagged, memory, match))
    tagged.reduce(_IT, lambda match: _pointed_at(tagged, memory, match))

    def person(match: re.Match[str]) -> Value | None:
        earlier = [value for _, value in tagged.marks(People, 0, match.start()) if len(value.names) == 1]
        opens = match[0][0].isupper()
        is_object = match[0] in {"him", "her"}
        name = memory.person if opens or is_object or not earlier else earlier[0].names[0]
        return People((name,), pronoun=True) if name else None

    tagged.reduce(_PRONOUN, person)


def _pointed_at(tagged: Tagged, memory: Memory, match: re.Match[str]) -> Value | None:
    """What "it" and "they" stand for: who acts in the sentence; as an object, whom it began with."""
    if match["they"]:
        return _several(tagged, memory, match.start())
    if _IT_ACTS.match(tagged.text, match.end()):
        subject = subject_organization(tagged, match.start())
    else:
        subject = next((value for _, value in tagged.marks(Organizations, 0, match.start())), None)
    return _one(subject.names[0] if subject and len(subject.names) == 1 else memory.topic)


def _several(tagged: Tagged, memory: Memory, at: int) -> Value | None:
    here = [value.names for _, value in tagged.marks(Organizations, 0, at) if len(value.names) > 1]
    listed = _FIRM_LIST.search(re.sub(r" ?\([^()]*\)", "", tagged.text[:at]))
    if listed:
        here.append(_members(tagged, listed[0], Organizations))
    group = here[-1] if here else memory.group
    return Organizations(group, anaphor=True) if len(group) > 1 else None


def _described(tagged: Tagged, memory: Memory, match: re.Match[str]) -> Value | None:
    """The organisation behind "the company", "the Swiss firm", "the bank", "both companies"."""
    if match["both"]:
        return _several(tagged, memory, match.start())
    subject = subject_organization(tagged, match.start())
    noun = match["noun"]
    called = _called(noun, tagged, match.start(), memory)
    if called:
        return _one(called)
    if noun in words("alliance_nouns") or noun == "group":
        return _one(memory.alliance or (memory.topic if noun == "group" else None))
    adjectives = tagged.plain(match["adjectives"] or "").split()
    if noun in words("called_nouns") or set(adjectives) & {
        "combined",
        "merged",
        "new",
        "joint",
        "resulting",
        "same",
        "other",
    }:
        return None
    for word in reversed(adjectives):
        people = people_of(word)
        if people:
            foreign = memory.foreign(people)
            local = (
                subject.names[0] if subject and memory.names.peoples.get(subject.names[0], people) == people else None
            )
            topical = memory.topic if memory.topic and memory.names.peoples.get(memory.topic) == people else None
            return _one(
                memory.label
                or topical
                or _named_here(tagged, match.start(), memory, people)
                or foreign
                or local
                or memory.topic
            )
    oblique = re.search(r"\b(?:in|of|to|with|from) $", tagged.text[: match.start()]) is not None
    if oblique and noun in {"company", "firm"} and not adjectives and memory.topic and subject and not subject.anaphor:
        return _one(memory.topic)  # "Y raised its stake in the company": not in itself
    return _one(subject.names[0] if subject and len(subject.names) == 1 else memory.topic)


def _called(noun: str, tagged: Tagged, at: int, memory: Memory) -> str | None:
    """The organisation last mentioned that has the noun in its own name ("the bank" for "Dorun Bank")."""
    if noun in {"company", "firm", "group"}:
        return None
    here = [name for _, value in tagged.marks(Organizations, 0, at) for name in value.names]
    return next((name for name in reversed([*memory.recent, *here]) if noun.capitalize() in name.split()), None)


def _named_here(tagged: Tagged, at: int, memory: Memory, people: str) -> str | None:
    """The organisation last named in this sentence, unless it is known to be of another people."""
    for _, value in reversed(tagged.marks(Organizations, 0, at)):
        if memory.names.peoples.get(value.names[-1], people) == people:
            return value.names[-1]
    return None


def labs_as_partners(tagged: Tagged) -> Tagged:
    """A copy in which a named laboratory that belongs to nobody else is an organisation, which may sign and join."""

    def stands_alone(match: re.Match[str]) -> Value | None:
        unit = tagged.get(match[0], Unit)
        alone = unit is not None and unit.lab and unit.named and unit.organization in {None, unit.name}
        return Organizations((unit.name,)) if unit is not None and alone else None

    copy = tagged.copy()
    copy.reduce(re.compile(U), stands_alone)
    if copy.text != tagged.text:
        copy.reduce(_PLACES_FIRM, lambda match: match["name"])
        fold_lists(copy)
    return copy


def _one(name: str | None) -> Organizations | None:
    return Organizations((name,), anaphor=True) if name else None
