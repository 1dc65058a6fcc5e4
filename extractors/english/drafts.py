"""What has been found so far, before it is a claim: it may still get a date, or be taken back."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from extractors.english.tagging import Date, Tagged
from facts.claims import (
    Claim,
    Evidence,
    Kind,
    LabClaim,
    LabEvent,
    LeadershipClaim,
    LeadershipEvent,
    Modality,
    PartnershipClaim,
    PartnershipEvent,
    PartnershipType,
)
from facts.dates import PartialDate


@dataclass(slots=True)
class Draft:
    """A claim in the making. `subject`: person and organisation, lab and organisation, or the partners."""

    kind: Kind
    event: str
    subject: tuple[str, ...]
    evidence: Evidence
    rule: str
    modality: Modality
    date: PartialDate | None = None
    roles: tuple[str, ...] = ()
    unit: str | None = None
    place: str | None = None
    type: str = "other"
    name: str | None = None
    weak: bool = False
    """Holds only where nothing else is said of the same subject."""

    def claim(self) -> Claim:
        match self.kind:
            case Kind.LEADERSHIP:
                person, organization = self.subject
                return LeadershipClaim(
                    event=LeadershipEvent(self.event), person=person, organization=organization, unit=self.unit,
                    roles=tuple(dict.fromkeys(self.roles)), modality=self.modality, date=self.date, evidence=self.evidence, rule=self.rule,
                )  # fmt: skip
            case Kind.LAB:
                name, organization = self.subject
                return LabClaim(
                    event=LabEvent(self.event), name=name, organization=organization, location=self.place,
                    modality=self.modality, date=self.date, evidence=self.evidence, rule=self.rule,
                )  # fmt: skip
            case Kind.PARTNERSHIP:
                return PartnershipClaim(
                    event=PartnershipEvent(self.event), organizations=self.subject, type=PartnershipType(self.type), name=self.name,
                    modality=self.modality, date=self.date, evidence=self.evidence, rule=self.rule,
                )  # fmt: skip

    @property
    def key(self) -> tuple[object, ...]:
        """Two drafts with one key say the same."""
        subject = tuple(sorted(self.subject)) if self.kind is Kind.PARTNERSHIP else self.subject
        return (self.kind, self.event, subject, self.type if self.kind is Kind.PARTNERSHIP else None)


def date_for(tagged: Tagged, start: int, end: int, events: Iterable[int]) -> PartialDate | None:
    """The date of an event at `start` to `end` of a sentence: the first behind it up to the next event, else the last before
    it that no earlier event has. A date of telling dates nothing.
    """
    later = min((at for at in events if at >= end), default=len(tagged.text))
    earlier = max((at for at in events if at < start), default=-1)
    dates = [(at, value) for at, value in tagged.marks(Date) if not value.announces]
    inside = [value.value for at, value in dates if start <= at < end]
    if inside:
        return inside[-1]
    behind = [value.value for at, value in dates if end <= at < later and _reaches(tagged.text[end:at])]
    if behind:
        return behind[0]
    shared = re.search(r"(.) and (?:then |also |later )?$", tagged.text[:start])
    if shared and (value := tagged.get(shared[1], Date)) is not None and not value.announces:
        return value.value
    before = [(at, value.value) for at, value in dates if earlier < at < start and (at - earlier < 4 or earlier < 0)]
    close = [value for at, value in before if start - at < 60 or at < 14]
    return close[-1] if close else None


def _reaches(between: str) -> bool:
    """Whether nothing between an event and a date begins another thought."""
    return not re.search(r", who\b", between) and not any(
        mark in between
        for mark in (
            "; ",
            ", which",
            ", after",
            ", when",
            " after ",
            ", while",
            " but ",
            ", where",
            " since it",
            " a year after",
            " vacant ",
        )
    )
