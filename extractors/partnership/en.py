"""Who works with whom, in English. The rules are data: `en.yaml` says what each field of a rule means."""

from __future__ import annotations

import re

from extractors.english.drafts import Draft, date_for
from extractors.english.memory import Memory, subject_organization, subject_person
from extractors.english.rules import Rule, rules_of
from extractors.english.tagging import Date, Organizations, Tagged, compile_rule
from extractors.names.en import words
from extractors.stance.en import stance_of
from facts.claims import Evidence, Kind, Modality
from facts.dates import PartialDate

_TYPES = (
    ("mou", re.compile(r"(?i)memorand|\bMOUs?\b|business agreement|letter of intent")),
    ("supply", re.compile(r"(?i)\bsuppl|procure|purchase agreement|offtake|delivery")),
    ("training", re.compile(r"(?i)\btraining|scholarship|talent|internship")),
    (
        "joint_research",
        re.compile(r"(?i)research|joint (?:development|project|stud)|co-develop|technology development|scientific"),
    ),
    (
        "alliance",
        re.compile(r"(?i)joint venture|alliance|consortium|(?:vessel|slot|ship|code|route|tower)[- ]?shar(?:e|ing)"),
    ),
    ("investment", re.compile(r"(?i)invest|stake|funding")),
    ("acquisition", re.compile(r"(?i)acqui|merger|takeover|buyout")),
    ("other", re.compile(r"(?i)licen[cs]|distribut|marketing")),
    ("alliance", re.compile(r"(?i)partnership|tie-?up|cooperat|collaborat|\bpact\b")),
)


def read_partnerships(
    tagged: Tagged, evidence: Evidence, memory: Memory, drafts: list[Draft], *, question: bool
) -> None:
    """Add what the sentence says about partners to `drafts`, and remember alliances by name."""
    taken: list[tuple[int, int]] = []
    hits: list[tuple[Rule, re.Match[str]]] = []
    for rule in rules_of("extractors.partnership"):
        for match in rule.pattern.finditer(tagged.text):
            start, end = match.span()
            if any(start < last and first < end for first, last in taken):
                continue
            taken.append((start, end))
            hits.append((rule, match))
    starts = [match.start() for _, match in hits]
    for rule, match in sorted(hits, key=lambda one: one[1].start()):
        _apply(tagged, rule, match, starts, evidence, memory, drafts, question=question)


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
    stance = stance_of(tagged, _verb(match), match.end(), question=question)
    if "stance" in rule.options and not (stance is Modality.DENIED and rule.options["stance"] == "rumored"):
        stance = Modality(rule.options["stance"])
    if stance is None:
        return
    named = tagged.get(groups.get("name"), Organizations)
    if named is not None:
        memory.alliance = named.names[0]
    partners = _partners(tagged, rule, match, memory)
    if partners is None:
        return
    event = rule.options["event"]
    kind = rule.options.get("type") or _type(tagged, match)
    verb = match.start("verb") if groups.get("verb") else match.start()  # before it may stand the day of the signing
    when = date_for(tagged, verb, match.end(), starts)
    if rule.name == "members_are" and when is None and memory.alliance:
        when = memory.founded.get(memory.alliance)
    after = tagged.text[match.end() : match.end() + 60]
    if rule.name in {"joins_forces", "join_forces_together"}:
        kind = _type_of_work(after, partners)
    if event == "formed" and (
        _GOES_ON.match(match[0]) or (kind != "acquisition" and re.match(r"[^,;.]{0,40}\bsince [\ue000-\uf8ff]", after))
    ):
        event = "exists"
    if event == "ended" and re.match(r"[^,;.]{0,30}\b(?:signed|reached|struck|formed|agreed|concluded)\b", after):
        when = None  # the date is that of the beginning
    if (
        event == "exists"
        and kind == "supply"
        and re.search(
            r"\b(?:under|signed|agreed|agreement|contract|deal)\b", tagged.text[match.end() : match.end() + 60]
        )
    ):
        event = "formed"
    signed = re.search(r"\bsigned\b|\bconcluded\b", tagged.text[match.end() :])
    if event == "formed" and signed and stance is Modality.PLANNED and (when is None or when.first <= memory.published):
        stance = Modality.ASSERTED
    if event == "exists" and stance is Modality.PLANNED:
        event = "formed"
    if stance is Modality.ASSERTED and event == "formed" and when is not None and when.first > memory.published:
        when = None
    alliance = named.names[0] if named else (memory.alliance if rule.name == "members_are" else None)
    drafts.append(
        Draft(
            Kind.PARTNERSHIP, event, partners, evidence, f"partnership.en.{rule.name}", stance,
            date=when, type=kind, name=alliance or _subject_matter(tagged, match),
        )
    )  # fmt: skip


def _verb(match: re.Match[str]) -> int:
    skip = re.match(
        r"(?:[\ue000-\uf8ff],? (?:which |who )?(?:and )?)?(?:(?:will|would|is|are|was|were|be|been|has|have|had|to|also|today|jointly|said they) )*",
        match[0],
    )
    return match.start() + (skip.end() if skip else 0)


def _partners(tagged: Tagged, rule: Rule, match: re.Match[str], memory: Memory) -> tuple[str, ...] | None:
    groups = match.groupdict()
    first = tagged.get(groups.get("a") or groups.get("a2"), Organizations)
    second = tagged.get(groups.get("b") or groups.get("c"), Organizations)
    if rule.options.get("both") == "yes":
        together = (*(first.names if first else ()), *(second.names if second else ()))
        return _distinct(together)
    target = rule.options.get("target")
    if target == "alliance" and first is not None:
        return _distinct((*first.names, memory.alliance)) if memory.alliance else None
    if target == "recent" and first is not None:
        goods = memory.for_sale
        return _distinct((*first.names, goods)) if goods else None
    if first is None:
        if rule.options.get("body") == "yes":
            person = subject_person(tagged, match.start())
            firm = subject_organization(tagged, match.start())
            if person is not None and (
                firm is None
                or tagged.text.rfind(_mark_of(tagged, person), 0, match.start())
                > tagged.text.rfind(_mark_of(tagged, firm), 0, match.start())
            ):
                return None
        first = subject_organization(tagged, match.start() + 1)
        if first is None and memory.topic is not None and not _has_other_subject(tagged, match.start()):
            first = Organizations((memory.topic,), anaphor=True)
    if first is None or second is None:
        return None
    if rule.options.get("body") == "yes" and not any(
        name.split()[-1] in words("alliance_heads") or name == memory.alliance for name in second.names
    ):
        return None
    if rule.options.get("type") == "acquisition":
        memory.for_sale = first.names[0] if rule.name in {"sells_to", "is_bought_by"} else second.names[0]
    return _distinct((*first.names, *second.names))


def _mark_of(tagged: Tagged, value: object) -> str:
    return next(char for char, known in tagged.values.items() if known is value)


def _has_other_subject(tagged: Tagged, at: int) -> bool:
    """Whether a person is what acts before this place, so that the topic is not meant."""
    person = subject_person(tagged, at)
    return person is not None and not person.pronoun


def _distinct(names: tuple[str, ...]) -> tuple[str, ...] | None:
    found = tuple(dict.fromkeys(names))
    return found if len(found) > 1 else None


def _type(tagged: Tagged, match: re.Match[str]) -> str:
    told = tagged.plain(match[0])
    return next((kind for kind, pattern in _TYPES if pattern.search(told)), "other")


_SCHOOL = re.compile(r"\b(?:University|Institute|College|Academy|School)\b")


def _type_of_work(after: str, partners: tuple[str, ...]) -> str:
    """What those who "join forces" do, by the words behind: training, research where a school is among them, else an alliance."""
    if re.search(r"\bto (?:train|educate|nurture)\b", after):
        return "training"
    return "joint_research" if any(_SCHOOL.search(name) for name in partners) else "alliance"


def _subject_matter(tagged: Tagged, match: re.Match[str]) -> str | None:
    """What the partners work on, in the words of the text: "on humanoid control", "to develop an app"."""
    told = tagged.plain(match[0])
    behind = tagged.plain(tagged.text[match.end() : match.end() + 120])
    found = re.search(r" (?:on|covering) (?P<matter>[a-z][^,;.]{2,60}?)(?: with\b|$)", told) or re.match(
        r"(?: \([^)]*\))? (?:on|covering|to (?:develop|build|make|offer|study|map|produce)) (?P<matter>[a-z][^,;.]{2,60}?)(?= (?:since|in|on|under|by|with|from|after|for)\b|[,;.]|$)",
        behind,
    )
    return found["matter"] if found else None


_GOES_ON = re.compile(r"(?:[\ue000-\uf8ff],? )?(?:have |has |also |jointly )*(?:extend|renew|expand|deepen)")
_FOUNDS = compile_rule(
    r"\b(?:launched|formed|founded|created|established|set up|announced|inaugurated) (?:the|a|an) (?:[a-z-]+ ){0,3}?{name:O}",
    {},
)
_CLOSES = compile_rule(
    r"\b(?:expected|due|set|scheduled|likely) to (?:close|be completed|be finali[sz]ed|complete)\b[^;.]{0,40}?{date:D}",
    {},
)


def date_deals(tagged: Tagged, memory: Memory, drafts: list[Draft]) -> None:
    """Give the partnership told last its date: "The deal, signed on Wednesday"; remember when alliances were founded."""
    for match in _FOUNDS.finditer(tagged.text):
        body, day = tagged.get(match["name"], Organizations), date_for(tagged, match.start(), match.end(), ())
        if body is not None and day is not None:
            memory.founded[body.names[0]] = day
    closing = _CLOSES.search(tagged.text)
    if closing and (value := tagged.get(closing["date"], Date)) is not None:
        memory.closing = value.value
    found = re.search(
        r"\b[Tt]he (?:deal|agreement|contract|transaction|acquisition|pact|purchase)(?:,| was| has been|, which was) (?:signed|concluded|completed|closed|sealed) (?:(?:on|in) )?(?P<date>.)",
        tagged.text,
    )
    if not found:
        return
    value = tagged.get(found["date"], Date)
    last = next((d for d in reversed(drafts) if d.kind is Kind.PARTNERSHIP), None)
    if value is None or last is None or last.date is not None or last.modality is not Modality.ASSERTED:
        return
    last.date = PartialDate(value.value.year, value.value.month, value.value.day)
