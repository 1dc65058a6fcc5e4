"""Roles: titles with the place where they are held, and people who carry one ("the firm's CTO Z", "Z, head of W")."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from extractors.english.memory import Memory, Post, subject_organization
from extractors.english.tagging import Organizations, People, Role, Tagged, Title, Unit, char_class
from extractors.names.en_titles import is_minor

P, FIRM, L, T, U, R = (char_class(kind) for kind in "POLTUR")

_DUTY_WORD = r"(?!(?:who|which|after|since|until|at|in|on|as|and|for|from|to|with|when|while|where|that|but|or|will|said|is|was|has|the|its|by|last|this|next|because|before)\b)[A-Za-z&][\w&’'-]*"
_FORMER = r"(?:former|ex|erstwhile|late|one-time|onetime|past|then|previous|retired)"
_ROLE = re.compile(
    rf"(?:(?P<former0>\b[Ff]ormer|\b[Ee]x-?|\b[Tt]he former|\b[Aa] former) ?(?={FIRM}))?(?:(?P<owner>{FIRM}|{U})(?P<genitive>['’]s?)? |\b(?P<det>[Tt]he|[Aa]n?|[Ii]ts|[Tt]heir|[Hh]is|[Hh]er) )?(?:(?P<former>{_FORMER})[ -]|(?:outgoing|departing|incoming|newly appointed|newly named|current|longtime|long-time|veteran|long-serving|own|two|three|\d\d-year-old) )*"
    rf"(?i:(?P<former2>{_FORMER})[ -])?(?P<titles>{T}(?:(?:,? and |, | & |/)(?:(?:the|its|a) )?{T}(?! {P}))*)"
    rf"(?P<duty> (?:of(?! an? )|for(?! (?:an?|another|the (?:first|next|last|past)|\d) )|in charge of|responsible for|overseeing) (?:(?:the|its|their|all|our) )?(?:{FIRM}['’]s? )?(?:{L}['’]?s? )?(?:{_DUTY_WORD})(?: (?:and )?(?:{_DUTY_WORD})){{0,4}}(?=$|[,.;:”\"’)]|{P}| (?:at|of|in|since|from|until|who|after|on|and|for|as|to|with|said|says|will|was|is|has|last|this|by|told|before|when|while|but)\b))?"
    rf"(?P<places>(?: (?:of|at|for|in|inside|within) (?:(?:the|its|their|a|an|our|rival|both|fellow) )?(?:new |U\.S\. |[a-z-]+ (?={FIRM}))?(?:{FIRM}|{U})(?! {T})(?:['’]s (?:{U}|{L} (?:site|office|unit|branch|operations|subsidiary|arm))?|['’]s)?)*)"
)

_NAME_AFTER = re.compile(rf"(?P<role>{R}) (?P<person>{P})(?P<close>)(?: (?:of|at) (?P<house>{FIRM})(?!['’]))?")
_HOUSE_AFTER = re.compile(rf"(?P<person>{P}),? of (?P<house>{FIRM})(?!['’])")
_FORMER_HOUSE = re.compile(rf"(?P<person>{P}), (?:formerly|previously|late|most recently) (?:of|at|with) {FIRM},")
_HOUSE_BEFORE = re.compile(rf"(?P<house>{FIRM})['’]s? (?P<person>{P})")
_KIND_OF_PERSON = re.compile(
    rf"(?:\b(?:(?:the|a|an|its) )?(?:former |ex-|one-time |veteran |longtime )?(?:{FIRM} )?|\b)(?:[a-z-]+ )??\b(?:executive|veteran|engineer|researcher|scientist|official|professor|banker|lawyer|insider|outsider|technologist|physicist|chemist|manager|alumnus|alumna|adviser|consultant|entrepreneur|trader|dealmaker|specialist|expert|designer|developer|strategist|programmer|investor) (?P<person>{P})"
)
_IN_BRACKETS = re.compile(rf"(?P<house>{FIRM}) ?\({P}\)")
_PLAIN_APPOSITION = re.compile(
    rf"(?P<person>{P}), (?:(?:the|its|his|her) [^,;.\ue000-\uf8ff]{{1,60}}|an? [^,;.{P[1:-1]}{T[1:-1]}{R[1:-1]}]{{1,80}}), (?!and {P})"
)
_NAME_APPOSED = re.compile(rf"(?P<role>{R}), (?P<person>{P})(?P<close>,|(?=[.;]|$|[”\"]))")
_ROLE_APPOSED = re.compile(
    rf"(?P<person>{P}), (?:(?:an? )?\d\d(?:-year-old)?, )?(?P<past>(?:then|formerly|previously|once|until recently|until now|most recently) )?(?:(?:now|currently|also|who is|who serves as|himself|herself) )*(?P<role>{R})(?P<tail>(?: (?:since|who|whose|which|from|there|until|by|in|on|for|responsible|and|from)\b[^,;.]{{0,110}})?)(?P<close>,|(?=[.;)]|$|[”\"]))"
)
_ROLE_BRACKETED = re.compile(rf"(?P<person>{P}) \((?P<role>{R})\)(?P<tail>)(?P<close>)")
_AGE = re.compile(rf"(?P<person>{P}), (?:aged )?\d\d,(?! (?:(?:an?|the|its|their|(?:the|a) former|former) )?{T})")
_HONORIFIC = re.compile(rf"\b(?:Dr|Mr|Ms|Mrs|Prof|Professor|Sir|Dame|Madam)\.? (?={P})")


@dataclass(frozen=True, slots=True)
class Carried:
    """A person met with a role in an apposition or before the name."""

    person: str
    role: Role
    past: bool
    at: int
    rule: str


def tag_roles(tagged: Tagged, memory: Memory) -> None:
    """Mark roles with what they say about organisation and unit."""
    tagged.reduce(_HONORIFIC, lambda _: "")
    tagged.reduce(_AGE, lambda match: match["person"])
    tagged.reduce(_KIND_OF_PERSON, lambda match: match["person"])
    tagged.reduce(_ROLE, lambda match: _role(tagged, memory, match))


def _role(tagged: Tagged, memory: Memory, match: re.Match[str]) -> Role | str | None:
    titles = [title.text for char in match["titles"] if (title := tagged.get(char, Title)) is not None]
    organization, unit = _owner_of(tagged, match)
    places = match["places"] or ""
    for char in places:
        if (named := tagged.get(char, Organizations)) is not None:
            organization = organization if organization and unit is None and match["owner"] else named.names[0]
        elif (found := tagged.get(char, Unit)) is not None:
            unit, organization = found, organization or found.organization
    duty = tagged.plain(re.sub(r"^ (?:of|for|in charge of|responsible for|overseeing) ", "", match["duty"] or ""))
    duty_words = re.sub(r"^(?:the|its|their|our|all) ", "", duty)
    if duty_words:
        inside = [value for char in match["duty"] if (value := tagged.get(char, Organizations)) is not None]
        organization = organization or (inside[0].names[0] if inside else None)
        titles = [*titles[:-1], titles[-1], f"{titles[-1]} of {duty_words}"]
        if titles[-2].lower() in {"head", "co-head"} and unit is None:
            unit = Unit(duty_words)
    elif unit is not None and titles[-1].lower().split()[-1] in {"head", "director", "chief", "president"}:
        titles.append(f"{titles[-1]} of {unit.name}")
    if all(is_minor(title) for title in titles) and len(titles) == 1 and not titles[0].lower().endswith("founder"):
        return None
    det = (match["det"] or "").lower()
    if det in {"its", "their"} and organization is None:
        subject = subject_organization(tagged, match.start())
        organization = subject.names[0] if subject else memory.topic
    if match["owner"] and not match["genitive"] and tagged.get(match["owner"], Organizations) is None:
        return None
    former = bool(match["former0"] or match["former"] or match["former2"])
    return Role(tuple(titles), organization, unit, former=former, indefinite=det in {"a", "an"})


def _owner_of(tagged: Tagged, match: re.Match[str]) -> tuple[str | None, Unit | None]:
    owner = match["owner"]
    if owner is None:
        return None, None
    firm = tagged.get(owner, Organizations)
    if firm is not None:
        return firm.names[0], None
    unit = tagged.get(owner, Unit)
    return (unit.organization if unit else None), unit


def carried_roles(tagged: Tagged, memory: Memory) -> Iterator[Carried]:
    """Take roles off people and give them out: what is left of the sentence is shorter and plainer."""
    found: list[Carried] = []

    def take(rule: str, *, definite: bool) -> None:
        pattern = {
            "title_before_name": _NAME_AFTER,
            "title_comma_name": _NAME_APPOSED,
            "title_in_brackets": _ROLE_BRACKETED,
        }.get(rule, _ROLE_APPOSED)

        def make(match: re.Match[str]) -> str | None:
            role = tagged.get(match["role"], Role)
            person = tagged.get(match["person"], People)
            if role is None or person is None or len(person.names) != 1 or person.pronoun or " " not in person.names[0]:
                return None
            before = tagged.text[max(0, match.start() - 30) : match.start()]
            if rule == "title_before_name" and re.search(r"\b(?:as|become|becomes) $", before):
                return None
            if definite and re.search(r"\bnew $", before):
                return None
            if (
                definite
                and re.search(
                    r"\b(?:as|of|named|appointed|became|become|becomes|elected|to) (?:its |the |a )?$", before
                )
                and role.organization is None
            ):
                return None
            if (
                rule == "title_after_name"
                and re.search(r"\b(?:named|appointed|elected|hired|promoted) $", before)
                and not match["close"]
            ):
                return None
            groups = match.groupdict()
            house = tagged.get(groups.get("house"), Organizations)
            if house is not None and (role.organization is None or (role.unit is None and role.former)):
                role = Role(role.titles, house.names[0], role.unit, role.former)
            if role.former and role.indefinite and role.organization is None and role.unit is None:
                return match["person"]
            past = role.former or bool(groups.get("past"))
            found.append(
                Carried(person.names[0], _placed(tagged, memory, role, match.start()), past, match.start(), rule)
            )
            return match["person"]

        tagged.reduce(pattern, make)

    take("title_before_name", definite=False)
    take("title_after_name", definite=False)
    take("title_comma_name", definite=True)
    take("title_in_brackets", definite=False)
    tagged.reduce(_FORMER_HOUSE, lambda match: match["person"])
    for pattern in (_HOUSE_BEFORE, _HOUSE_AFTER):
        tagged.reduce(pattern, lambda match: _at_home(tagged, memory, match))
    tagged.reduce(_IN_BRACKETS, lambda match: match["house"])
    tagged.reduce(_PLAIN_APPOSITION, lambda match: match["person"] + " ")
    return iter(found)


def _at_home(tagged: Tagged, memory: Memory, match: re.Match[str]) -> str | None:
    """Fold "X of W" and "W's X" into X, whose house is remembered."""
    person, house = tagged.get(match["person"], People), tagged.get(match["house"], Organizations)
    if person is None or house is None or len(person.names) != 1:
        return None
    memory.posts.setdefault(person.names[0], Post(house.names[0], None, ()))
    return match["person"]


def _placed(tagged: Tagged, memory: Memory, role: Role, at: int) -> Role:
    """The role with an organisation: its own, its unit's, else that of the sentence up to here, else the topic."""
    if role.organization is not None:
        return role
    if role.titles[0].lower().endswith("minister"):
        ministry = next((name for name in reversed(memory.recent) if "Ministry" in name), None)
        return replace(role, organization=ministry)
    if role.unit is not None and role.unit.organization is not None:
        return replace(role, organization=role.unit.organization)
    subject = None if memory.label else subject_organization(tagged, at)
    name = subject.names[0] if subject and len(subject.names) == 1 else house_told(tagged) or memory.topic
    return replace(role, organization=name)


def house_told(tagged: Tagged) -> str | None:
    """The organisation of the role last told in this sentence, with words of its own."""
    told = (
        value.organization for value in reversed(tagged.values.values()) if isinstance(value, Role) and not value.former
    )
    return next((name for name in told if name), None)
