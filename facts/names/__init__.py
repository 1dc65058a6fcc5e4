"""Who is who. `Names` answers for the names that it was given; every merge explains itself and a reader can undo it.

Two names are one organisation only when they are equal after normalisation, when the watch list or a text says so, or
when the one is the other in the other script. Parts of names prove nothing: LG is not LG전자.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property

from facts.claims import NameKind, NameRelation, NameStatement
from facts.judgements import Judgement, NameJudgement, in_order
from facts.names.labs import LabName, clusters, explain
from facts.names.links import Link, Links
from facts.names.sound import person_sound, sound
from facts.names.writing import has_hangul, plain
from facts.watch import Watch

__all__ = ["LabName", "Names", "person_sound", "plain", "sound"]


class Names:
    """The directory of names for one judgement: the watch list, what texts and readers say, and the names in use.

    `organizations` are all names of organisations that the claims at hand use, in any order.
    """

    def __init__(
        self,
        watch: Watch,
        statements: Iterable[NameStatement] = (),
        judgements: Iterable[Judgement] = (),
        organizations: Iterable[str] = (),
    ) -> None:
        self._watch = watch
        self._statements = tuple(statements)
        verdicts: dict[tuple[NameKind, str, frozenset[str]], NameJudgement] = {}
        for judgement in in_order(judgements):
            if isinstance(judgement, NameJudgement):
                pair = frozenset(plain(name) for name in judgement.names)
                verdicts[judgement.kind, plain(judgement.within or ""), pair] = judgement
        self._verdicts = tuple(verdicts.values())
        self._written = frozenset(organizations)

    @cached_property
    def _organizations(self) -> Links:
        listed = [
            Link(plain(watched.name), plain(alias), "an alias in the watch list")
            for watched in self._watch.organizations
            for alias in watched.aliases
        ]
        stated = self._stated(NameKind.ORGANIZATION)
        known = {
            *(plain(name) for name in self._written),
            *(name for link in (*listed, *stated) for name in (link.one, link.other)),
            *(plain(name) for watched in self._watch.organizations for name in watched.names),
        }
        return Links(
            [self._said(NameKind.ORGANIZATION, same=True), listed, stated, _across_scripts(known, sound)],
            [(link.one, link.other) for link in self._said(NameKind.ORGANIZATION, same=False)],
        )

    @cached_property
    def _newer(self) -> frozenset[str]:
        """Names that a text gives as the later one: the earlier goes on naming the organisation."""
        return frozenset(
            plain(statement.names[1]) for statement in self._statements if statement.relation is NameRelation.RENAMED
        )

    @cached_property
    def watched(self) -> frozenset[str]:
        """The keys of all watched organisations."""
        return frozenset(self.organization(each.name) for each in self._watch.organizations)

    def organization(self, name: str) -> str:
        """The key of the organisation that the name means; equal keys, one organisation.

        A watched organisation has the name in the watch list as its key, a renamed one its first name.
        """
        written = plain(name)
        group = self._organizations.group(written)
        if len(group) == 1:
            return written
        for watched in self._watch.organizations:
            if plain(watched.name) in group:
                return plain(watched.name)
        return min(group, key=lambda known: (known in self._newer, not has_hangul(known), known))

    def sounds(self, name: str) -> frozenset[str]:
        """The sounds of all names of the organisation, under which its claims are kept."""
        return frozenset(sound(known) for known in self._organizations.group(plain(name)))

    def why_organization(self, one: str, other: str) -> str | None:
        """Why two names mean one organisation, in words; None where they do not."""
        first, second = plain(one), plain(other)
        if first == second:
            return "equal after normalisation"
        way = self._organizations.why(first, second)
        return "; ".join(f"{link.one} = {link.other}: {link.reason}" for link in way) or None

    def labs(self, organization: str, labs: Iterable[LabName]) -> dict[LabName, str]:
        """Each name of a lab or unit of one organisation (any of its names) with the key of the lab."""
        known = sorted(set(labs), key=lambda lab: (lab.name, lab.location or ""))
        found = clusters(known, organization)
        by_name: dict[str, set[str]] = {}
        for lab, key in found.items():
            by_name.setdefault(plain(lab.name), set()).add(key)
        same, apart = self._said_within(NameKind.LAB, organization)
        parted = {link.other for link in apart if by_name.get(link.one, set()) & by_name.get(link.other, set())}
        keyed = {lab: f"={plain(lab.name)}" if plain(lab.name) in parted else key for lab, key in found.items()}
        named: dict[str, set[str]] = {}
        for lab, key in keyed.items():
            named.setdefault(plain(lab.name), set()).add(key)
        joined = [
            Link(first, second, link.reason)
            for link in (*same, *self._stated(NameKind.LAB))
            for first in named.get(link.one, ())
            for second in named.get(link.other, ())
        ]
        links = Links([joined])
        return {lab: links.root(key) for lab, key in keyed.items()}

    def why_lab(self, organization: str, one: LabName, other: LabName) -> str:
        """Why two names are or are not one lab of the organisation, in words."""
        pair = {plain(one.name), plain(other.name)}
        same, apart = self._said_within(NameKind.LAB, organization)
        for link in (*same, *apart, *self._stated(NameKind.LAB)):
            if {link.one, link.other} == pair:
                return link.reason
        return explain(one, other, organization)

    def people(self, organization: str, people: Iterable[str]) -> dict[str, str]:
        """Each name of a person within one organisation with the key of the person.

        The organisation connects: who it is elsewhere is never asked, so two people of one name at two companies stay two.
        """
        known = sorted(set(people))
        same, apart = self._said_within(NameKind.PERSON, organization)
        links = Links(
            [same, self._stated(NameKind.PERSON), _across_scripts(known, person_sound)],
            [(link.one, link.other) for link in apart],
        )
        return {name: _person(links.group(plain(name))) for name in known}

    def _stated(self, kind: NameKind) -> list[Link]:
        words = {
            NameRelation.ALIAS: "a text gives both names",
            NameRelation.RENAMED: "a text says that it was renamed",
        }
        return [
            Link(plain(statement.names[0]), plain(statement.names[1]), words[statement.relation])
            for statement in self._statements
            if statement.kind is kind
        ]

    def _said(self, kind: NameKind, *, same: bool, within: str | None = None) -> list[Link]:
        words = "a reader says they are one" if same else "a reader says they are not the same"
        return [
            Link(plain(said.names[0]), plain(said.names[1]), words)
            for said in self._verdicts
            if said.kind is kind
            and said.same is same
            and (within is None or said.within is None or self.organization(said.within) == self.organization(within))
        ]

    def _said_within(self, kind: NameKind, organization: str) -> tuple[list[Link], list[Link]]:
        return (
            self._said(kind, same=True, within=organization),
            self._said(kind, same=False, within=organization),
        )


def _person(group: frozenset[str]) -> str:
    return min(group, key=lambda name: (not has_hangul(name), name))


def _across_scripts(names: Iterable[str], heard: Callable[[str], str]) -> list[Link]:
    """Links between a Korean and a Latin writing that sound the same; none where two Korean names would."""
    by_sound: dict[str, set[str]] = {}
    for name in names:
        by_sound.setdefault(heard(name), set()).add(plain(name))
    found = []
    for same in by_sound.values():
        korean = {name for name in same if has_hangul(name) and not any(letter.isascii() for letter in name)}
        # 하은바이오 and 해운바이오 sound alike: nobody can say which of them Haeun Bio is; and the sound alone, with its
        # letters folded, is no proof between two Latin names
        if len(korean) > 1 or not any(has_hangul(name) for name in same):
            continue
        first, *others = sorted(same)
        found += [Link(first, other, "the same name in the other script") for other in others]
    return found
