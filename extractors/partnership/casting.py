"""What casting a trigger looks at: the groups of its sentence, their parts, and what the sentences before have told."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from extractors.document import Role
from extractors.names.organizations.shapes import compounded, unknown
from extractors.partnership.parties import Group, Part
from extractors.scenes import Scene
from facts.claims import PartnershipClaim, PartnershipEvent, PartnershipType
from facts.dates import PartialDate

_DESCRIBED = re.compile(
    r"[가-힣](?:한|된|은|던|는|운|린|할|될) (?!뒤|후|데|것|지|다음|바|채|만큼|대신|가운데|등|동시|이래|이후|상태|만|반면)[가-힣A-Za-z‘“]"
)

_DESCRIBING = re.compile(r"[가-힣]{0,3}(?:한|은|인|긴|던|하는|되는|된|간|온|는) ")
"""The verb describes what follows: "인수한 B", "이끈 A"."""

_LEADING = re.compile(r"(?:을|를) (?:주축|중심|필두|대표사|주관사|주관기관|간사)")
"""Behind the leader of an alliance, whose members follow: "A를 주축으로 B, C가"."""
_BACK = 600
"""Characters back to a deal that a later sentence still speaks of."""
_THIS_DEAL = re.compile(
    r"이번 (?:[가-힣]+ )?(?:협약|계약|협력|제휴|MOU|합의|공동)|(?:협약|계약|협정|합의)(?:에 따라|을 통해|을 통하여|으로|을 계기로|내용을)"
)
"""Words by which a sentence speaks of a deal told before."""


_SPOKEN_OF = re.compile(r"(?:^|[ ,‘“])([가-힣A-Za-z&]{3,12})[’”]?(?:은|는)(?= )")


def _a_name(stem: str) -> bool:
    return (unknown(stem) and not compounded(stem)) or stem.endswith(_OF_INVESTORS)


_OF_INVESTORS = ("투자", "캐피탈", "파트너스")


class Rule(NamedTuple):
    """A rule of `ko.yaml`; the fields are described there."""

    name: str
    event: PartnershipEvent
    parties: str
    type: PartnershipType | None
    verbs: re.Pattern[str]
    nouns: re.Pattern[str] | None
    without: re.Pattern[str] | None
    gap: int


class Trigger(NamedTuple):
    """What says that something happens: the verb with the noun it needs; offsets count the sentence."""

    rule: Rule
    start: int
    verb: int
    end: int


@dataclass(slots=True)
class Memory:
    """What the sentences read so far have told."""

    alliances: dict[str, tuple[str, ...]] = field(default_factory=dict)
    found: list[PartnershipClaim] = field(default_factory=list)
    receiver: str | None = None
    """Who has raised money: the investors may follow in the next sentences."""
    round_end: int | None = None
    """Where the sentence ended that told of a round last."""
    day: PartialDate | None = None
    """The day of the occasion told last ("개소식에서 …")."""
    framed: bool = False
    """The sentence before only said what came on that day ("29일에는 협력 소식도 나왔다")."""


class Cast(NamedTuple):
    """All that a way of casting looks at; `begin` is where the clause of the trigger may begin."""

    scene: Scene
    groups: Sequence[Group]
    trigger: Trigger
    begin: int
    memory: Memory

    def before(self, *parts: Part, window: bool = False) -> list[Group]:
        """The groups before the verb that play one of `parts`; with `window` only those of the trigger's clause."""
        return [
            group
            for group in self.groups
            if group.end <= self.trigger.verb and group.part in parts and (not window or group.start >= self.begin)
        ]

    def after(self, reach: int) -> Group | None:
        """The group that the verb describes: the first behind it, within `reach` characters."""
        text, end = self.scene.text, self.trigger.end
        group = next((group for group in self.groups if group.start >= end), None)
        described = group is not None and group.start - end <= reach and _DESCRIBING.match(text, end - 1) is not None
        return group if described else None

    def subject(self) -> Group | None:
        """The subject of the trigger: the nearest in 이/가 that does not belong to a describing clause, else the topic."""
        text = self.scene.text
        for group in reversed(self.before(Part.TOPIC, Part.SUBJECT)):
            if group.part is Part.TOPIC or not _DESCRIBED.search(text, group.end, self.trigger.verb):
                return group
        if self.scene.sentence.role is Role.HEADLINE and self.groups and self.groups[0].end <= self.trigger.verb:
            return self.groups[0] if self.groups[0].part is Part.BARE else None
        return None

    def own(self) -> str | None:
        """The single organisation that acts: the subject, else what the article was speaking of."""
        subject = self.subject()
        return subject.names[0] if subject is not None else self.scene.topic

    def topic(self) -> str | None:
        """What the article was speaking of, unless the clause is about somebody else whom nobody knows for an organisation."""
        text = self.scene.text[self.begin : self.trigger.start]
        return None if any(_a_name(match[1]) for match in _SPOKEN_OF.finditer(text)) else self.scene.topic

    def several(self) -> tuple[str, ...]:
        """The organisations that act together, where the subject names more than one."""
        parts = [Part.TOPIC, Part.SUBJECT] + ([Part.BARE] if self.scene.sentence.role is Role.HEADLINE else [])
        plural = [group for group in self.before(*parts) if len(group.names) > 1]
        plural += [
            group for group in self.before(Part.OF) if len(group.names) > 1 and self.trigger.start - group.end <= 16
        ]
        if not plural:
            return ()
        chosen = max(plural, key=lambda group: group.start)
        leaders = [
            name
            for group in self.before(Part.OBJECT)
            if group.end <= chosen.start and _LEADING.match(self.scene.text, group.end)
            for name in group.names
        ]
        if leaders and not chosen.plural:
            return (*leaders, *(name for name in chosen.names if name not in leaders))
        if chosen.plural and self.memory.found:
            last = self.memory.found[-1]
            near = 0 < self.scene.sentence.start - last.evidence.start < _BACK
            spoken = self.scene.text.startswith("양측", chosen.start) or (
                _THIS_DEAL.search(self.scene.text) is not None and set(last.organizations) & set(chosen.names)
            )
            if near and spoken and len(last.organizations) == len(chosen.names):
                return (
                    last.organizations
                )  # "양측은", "양 기관은 이번 협약에 따라": those whose deal was told just before
        return chosen.names


Parties = Iterator[tuple[str, ...]]


def parallel(cast: Cast, part: Part) -> list[tuple[str, ...]]:
    """Each subject with its own partner under one verb: "A는 B와, C는 D와 각각 손잡았다"."""
    row = [group for group in cast.groups if cast.begin <= group.start and group.end <= cast.trigger.verb]
    found: list[tuple[str, ...]] = []
    for one, other in pairwise(row):
        if one.part in (Part.TOPIC, Part.SUBJECT) and other.part is part and len(one.names) == len(other.names) == 1:
            found.append((one.names[0], other.names[0]))
    return found
