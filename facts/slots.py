"""Slots: what may change. One role, one lab, one partnership; and the shelves on which their claims are kept."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from facts.claims import Claim, Kind, LabClaim, LeadershipClaim, PartnershipClaim, PartnershipType, Reading
from facts.judgements import Judgement, NameJudgement
from facts.names import LabName, Names, plain, sound
from facts.names.sound import person_sound
from facts.records import Recorded
from facts.roles import Post, posts

# Outlets type one co-operation differently; a supply contract, a stake and a purchase are things of their own.
_MATTERS = {
    PartnershipType.ACQUISITION: "acquisition",
    PartnershipType.INVESTMENT: "investment",
    PartnershipType.SUPPLY: "supply",
}


@dataclass(frozen=True, slots=True, order=True)
class Slot:
    """One thing that may change. Names are keys of `facts.names`; "" where a part does not apply.

    A post held by many is a slot for each person who holds it.
    """

    kind: Kind
    organizations: tuple[str, ...]
    unit: str = ""
    post: str = ""
    person: str = ""
    matter: str = ""

    @property
    def key(self) -> str:
        """The slot in one line: opaque, stable as long as nothing about who is who changes."""
        return "|".join((self.kind, "+".join(self.organizations), self.unit, self.post, self.person, self.matter))

    @property
    def single(self) -> bool:
        """Whether one person at a time holds it."""
        return self.kind is Kind.LEADERSHIP and not self.person


@dataclass(frozen=True, slots=True)
class Placed:
    """A recorded claim in its slot. `value` is the key of the person; "" for labs and partnerships."""

    slot: Slot
    value: str
    recorded: Recorded
    post: Post | None = None


def claim_posts(claim: LeadershipClaim) -> tuple[Post, ...]:
    """The posts of a claim, the most telling first."""
    return posts(claim.roles, claim.organization, claim.unit)


def organizations(claim: Claim) -> tuple[str, ...]:
    """The organisations of a claim as written."""
    return claim.organizations if isinstance(claim, PartnershipClaim) else (claim.organization,)


def organization_sounds(reading: Reading) -> frozenset[str]:
    """Under which sounds to look for statements about the names of organisations in a reading."""
    named = {sound(name) for claim in reading.claims for name in organizations(claim)}
    return frozenset(named | {sound(name) for statement in reading.names for name in statement.names})


def shelves(claim: Claim) -> frozenset[str]:
    """Where a claim is kept: found by its names as written alone, the same whatever else is known.

    All claims of one slot lie on the shelves of any one of them, once the sounds of the organisation's other names are
    put in the place of its own (`touched`). A claim of a correction lies also on its organisations' own shelves.
    """
    found: set[str] = set()
    heard = sorted({sound(name) for name in organizations(claim)})
    match claim:
        case LeadershipClaim():
            for held in claim_posts(claim):
                who = f"|{person_sound(claim.person)}" if held.rank else ""
                found.add(f"leadership|{heard[0]}|{held.key}{who}")
        case LabClaim():
            found.add(f"lab|{heard[0]}")
        case PartnershipClaim():  # pragma: no branch: the last of three
            pairs = combinations(heard if len(heard) > 1 else heard * 2, 2)  # two names of one organisation
            found.update(f"partnership|{one}|{other}" for one, other in pairs)
            if claim.name is not None:
                found.add(f"alliance|{sound(claim.name)}")
    if claim.corrects:
        found.update(f"corrections|{each}" for each in heard)
    return frozenset(found)


def touched(claims: Iterable[Claim], names: Names, judgements: Sequence[Judgement] = ()) -> frozenset[str]:
    """Every shelf whose claims may share a slot with these, and `told|…`, `corrections|…` of their organisations.

    Load the recorded claims on these shelves and what was told on them: that is all that judging the claims needs.
    """
    found: set[str] = set()
    persons = [j for j in judgements if isinstance(j, NameJudgement) and j.same]
    for claim in claims:
        groups = [names.sounds(name) for name in organizations(claim)]
        for group in groups:
            found.update(f"{shelf}|{each}" for each in group for shelf in ("told", "corrections"))
        match claim:
            case LeadershipClaim():
                for held in claim_posts(claim):
                    heard = {person_sound(claim.person)} | {
                        person_sound(other)
                        for judged in persons
                        if plain(claim.person) in {plain(name) for name in judged.names}
                        for other in judged.names
                    }
                    tails = {f"|{who}" for who in heard} if held.rank else {""}
                    found.update(f"leadership|{each}|{held.key}{tail}" for each in groups[0] for tail in tails)
            case LabClaim():
                found.update(f"lab|{each}" for each in groups[0])
            case PartnershipClaim():  # pragma: no branch: the last of three
                for one, other in combinations(groups, 2):
                    found.update("|".join(("partnership", *sorted((a, b)))) for a in one for b in other)
                # a newcomer and the alliance itself: its members are known from other claims
                titles = (*claim.organizations, *([claim.name] if claim.name is not None else []))
                found.update(f"alliance|{sound(title)}" for title in titles)
    return frozenset(found)


def told_shelves(claim: Claim) -> frozenset[str]:
    """Where a told change is kept: under every organisation of the claim it rests on."""
    return frozenset(f"told|{sound(name)}" for name in organizations(claim))


def place(recorded: Iterable[Recorded], names: Names) -> list[Placed]:
    """Each recorded claim in its slots, by what all of them together say about labs, people and alliances."""
    records = sorted(recorded, key=lambda each: (each.article.published, each.article.id, each.id))
    return [
        *_leadership([(r, r.claim) for r in records if isinstance(r.claim, LeadershipClaim)], names),
        *_labs([(r, r.claim) for r in records if isinstance(r.claim, LabClaim)], names),
        *_partnerships([(r, r.claim) for r in records if isinstance(r.claim, PartnershipClaim)], names),
    ]


def _leadership(records: list[tuple[Recorded, LeadershipClaim]], names: Names) -> list[Placed]:
    held = [
        (record, claim, names.organization(claim.organization), post)
        for record, claim in records
        for post in claim_posts(claim)
    ]
    # names are compared within one shelf, so that a part of the ledger gives the slots that the whole would
    units: dict[tuple[str, str], set[LabName]] = {}
    people: dict[tuple[str, str], set[str]] = {}
    for _, claim, organization, post in held:
        people.setdefault((organization, post.key), set()).add(claim.person)
        if post.unit is not None:
            units.setdefault((organization, post.key), set()).add(LabName(post.unit))
    unit_keys = {shelf: names.labs(shelf[0], labs) for shelf, labs in units.items()}
    person_keys = {shelf: names.people(shelf[0], known) for shelf, known in people.items()}
    led: dict[tuple[str, str, str], set[str]] = {}
    for _, claim, organization, post in held:
        if post.unit is not None:
            person = person_keys[organization, post.key][claim.person]
            led.setdefault((organization, post.key, person), set()).add(
                unit_keys[organization, post.key][LabName(post.unit)]
            )
    placed = []
    for record, claim, organization, post in held:
        person = person_keys[organization, post.key][claim.person]
        unit = unit_keys[organization, post.key][LabName(post.unit)] if post.unit is not None else ""
        unit = _named_in_full(unit, led.get((organization, post.key, person), set()))
        slot = Slot(
            kind=Kind.LEADERSHIP,
            organizations=(organization,),
            unit=unit,
            post=f"acting:{post.key}" if post.acting else post.key,
            person=person if post.rank else "",
        )
        placed.append(Placed(slot, person, record, post))
    return placed


def _named_in_full(unit: str, led: set[str]) -> str:
    """A unit told by its kind alone ("본부") is the only one of its kind that the same person leads (IB본부)."""
    if not unit.endswith("::"):
        return unit
    fuller = [other for other in led if other != unit and other.startswith(unit[:-1])]
    return fuller[0] if len(fuller) == 1 else unit


def _labs(records: list[tuple[Recorded, LabClaim]], names: Names) -> list[Placed]:
    by_parent: dict[str, list[tuple[Recorded, LabName]]] = {}
    for record, claim in records:
        parent = names.organization(claim.organization)
        by_parent.setdefault(parent, []).append((record, LabName(claim.name, claim.location)))
    placed = []
    for parent, labs in by_parent.items():
        keys = names.labs(parent, [lab for _, lab in labs])
        placed += [Placed(Slot(Kind.LAB, (parent,), unit=keys[lab]), "", record) for record, lab in labs]
    return placed


def _partnerships(records: list[tuple[Recorded, PartnershipClaim]], names: Names) -> list[Placed]:
    told = [
        (record, claim, sound(claim.name or ""), frozenset(names.organization(name) for name in claim.organizations))
        for record, claim in records
    ]
    alliances = _alliances({(title, members) for _, _, title, members in told if title and len(members) > 2})
    placed = []
    for record, claim, title, members in told:
        whole = next((group for name, group in alliances if name == title and len(group & members) > 1), members)
        slot = Slot(Kind.PARTNERSHIP, tuple(sorted(whole)), matter=_MATTERS.get(claim.type, "work"))
        placed.append(Placed(slot, "", record))
    return placed


def _alliances(told: set[tuple[str, frozenset[str]]]) -> list[tuple[str, frozenset[str]]]:
    """Named alliances with all members that any telling gives: tellings of one name that share two of them are one."""
    whole: list[tuple[str, frozenset[str]]] = []
    for title, members in sorted(told, key=lambda each: (each[0], sorted(each[1]))):
        same = [each for each in whole if each[0] == title and len(each[1] & members) > 1]
        merged = members.union(*(group for _, group in same))
        whole = [*(each for each in whole if each not in same), (title, merged)]
    return whole
