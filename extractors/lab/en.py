"""Laboratories that open, close and are there, in English. The rules are data: `en.yaml` says what each field means."""

from __future__ import annotations

import re
from dataclasses import replace

from extractors.english.drafts import Draft, date_for
from extractors.english.memory import Memory, subject_organization
from extractors.english.roles import Carried
from extractors.english.rules import Rule, rules_of
from extractors.english.tagging import Organizations, Place, Role, Tagged, Unit, char_class
from extractors.stance.en import stance_of
from facts.claims import Evidence, Kind, Modality

_FOREIGN = re.compile(rf"{char_class('L')}['’]s? $")
"""A place that a lab is said to be of: "Norway's Fjord Lab" belongs to nobody named."""


def read_labs(
    tagged: Tagged, carried: list[Carried], evidence: Evidence, memory: Memory, drafts: list[Draft], *, question: bool
) -> None:
    """Add what the sentence says about laboratories to `drafts`, and remember them."""
    hits: list[tuple[Rule, re.Match[str]]] = []
    told: set[tuple[str, str]] = set()  # a lab that opened here may close in the same sentence, but opens once
    for rule in rules_of("extractors.lab"):
        for match in rule.pattern.finditer(tagged.text):
            side = "out" if rule.options["event"] in {"closed", "merged"} else "in"
            if rule.name == "named_in_passing" or not any((char, side) in told for char in match[0]):
                unit = _lab(tagged, match)
                if unit is not None and unit.lab:
                    hits.append((rule, match))
                    if rule.name != "named_in_passing":
                        told.update((char, side) for char in match[0] if tagged.get(char, Unit))
    starts = [match.start() for rule, match in hits if rule.name != "named_in_passing"]
    for rule, match in hits:
        _apply(tagged, rule, match, starts, evidence, memory, drafts, question=question)
    for role in [value for value in tagged.values.values() if isinstance(value, Role)]:
        unit = role.unit
        if unit is None or not unit.lab or not (unit.named or unit.place):
            continue
        told_of = (
            d.subject[1] for d in drafts if d.kind is Kind.LEADERSHIP and d.evidence == evidence and d.unit == unit.name
        )
        house = unit.organization or role.organization or next(told_of, None)
        _exists(replace(unit, organization=house), "head_of_it", evidence, memory, drafts)
    for one in carried:
        unit = one.role.unit
        if unit is not None and unit.lab and (unit.named or unit.place):
            _exists(
                replace(unit, organization=unit.organization or one.role.organization),
                "head_of_it",
                evidence,
                memory,
                drafts,
            )


def _lab(tagged: Tagged, match: re.Match[str]) -> Unit | None:
    groups = match.groupdict()
    return tagged.get(groups.get("lab") or groups.get("lab2"), Unit)


def _apply(
    tagged: Tagged,
    rule: Rule,
    match: re.Match[str],
    starts: list[int],
    evidence: Evidence,
    memory: Memory,
    drafts: list[Draft],
    *,
    question: bool,
) -> None:
    groups = match.groupdict()
    unit = _lab(tagged, match)
    if unit is None:
        return
    owner = unit.organization
    if owner is None and not (unit.named and _FOREIGN.search(tagged.text[: tagged.text.find(match[0], match.start())])):
        owner = _shared_owner(tagged, match) or _owner(tagged, match, memory)
    if owner is None and unit.named:
        owner = unit.name  # it stands alone
    if owner is None:
        return
    named = tagged.get(groups.get("name") or groups.get("name2"), Unit)
    if named is not None and named.named:
        unit = replace(named, organization=owner, place=unit.place or named.place, lab=True)
    owned = unit.organization is not None
    unit = replace(unit, organization=owner)
    if rule.name == "named_in_passing":
        if (
            not unit.anaphor
            and (unit.named or (unit.place and owned))
            and not any(d.kind is Kind.LAB and d.subject[0] == unit.name for d in drafts)
        ):
            _exists(unit, rule.name, evidence, memory, drafts)
        return
    stance = stance_of(tagged, _verb(match), match.end(), question=question)
    if stance is None:
        return
    if rule.name == "operates":
        if stance is Modality.ASSERTED and unit.place and not unit.anaphor and not unit.named:
            _exists(unit, rule.name, evidence, memory, drafts)
        return
    if stance is Modality.ASSERTED and "stance" in rule.options:
        stance = Modality(rule.options["stance"])
    if unit.name in {"labs", "laboratories"}:
        return
    verb = match.start("verb") if groups.get("verb") else match.start()
    when = date_for(tagged, verb, match.end(), starts)
    event = rule.options["event"]
    if event == "exists" and re.search(r"kept|keep|retain|maintained|renam|rebrand", match[0]):
        stance = Modality.ASSERTED
    if (
        stance is Modality.ASSERTED
        and event in {"opened", "closed"}
        and when is not None
        and when.first > memory.published
    ):
        stance = Modality.PLANNED
    if event == "merged":
        event = "closed"
        into = tagged.get(groups.get("into"), Unit)
        if into is not None and into.lab:
            _exists(
                replace(into, organization=into.organization or (into.name if owner == unit.name else owner)),
                "named_in_passing",
                evidence,
                memory,
                drafts,
            )
    place = tagged.get(groups.get("place") or groups.get("place2"), Place)
    if place is not None:
        unit = replace(unit, place=place.name)
    memory.labs.append(unit)
    drafts.append(
        Draft(
            Kind.LAB, event, (unit.name, owner), evidence, f"lab.en.{rule.name}", stance, date=when, place=unit.place,
        )
    )  # fmt: skip


def _verb(match: re.Match[str]) -> int:
    """Where the words of the event begin, behind a lab that the pattern may begin with and its auxiliaries."""
    skip = re.match(
        r"[\ue000-\uf8ff](?: in [\ue000-\uf8ff])?,? (?:which |that )?(?:[^,;.]{0,60}, )?(?:(?:is|was|will|would|be|been|has|had|to|scheduled|due|set|expected|slated|formally|officially|also) )*",
        match[0],
    )
    return match.start() + (skip.end() if skip else 0)


def _shared_owner(tagged: Tagged, match: re.Match[str]) -> str | None:
    """The owner of the lab named before in the sentence: "W's research center would be kept, while a lab will be shut"."""
    before = [unit for _, unit in tagged.marks(Unit, 0, match.start()) if unit.lab and unit.organization]
    return before[-1].organization if before else None


def _owner(tagged: Tagged, match: re.Match[str], memory: Memory) -> str | None:
    acting = subject_organization(tagged, match.start() + 1)
    if acting is not None:
        return acting.names[0] if len(acting.names) == 1 else memory.alliance or acting.names[0]
    by = re.match(r"[^,;.]{0,40}? by (?P<by>.)", tagged.text[match.end() :])
    named = tagged.get(by["by"], Organizations) if by else None
    return named.names[0] if named else memory.topic


def _exists(unit: Unit, rule: str, evidence: Evidence, memory: Memory, drafts: list[Draft]) -> None:
    if unit.organization is None:
        return
    if all(lab.name != unit.name for lab in memory.labs):
        memory.labs.append(unit)
    drafts.append(
        Draft(
            Kind.LAB,
            "exists",
            (unit.name, unit.organization),
            evidence,
            f"lab.en.{rule}",
            Modality.ASSERTED,
            place=unit.place,
            weak=True,
        )
    )
