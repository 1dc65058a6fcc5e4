"""Findings of one article, and how those that say the same become one claim."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from extractors.document import Role, Sentence, Step
from facts.claims import LeadershipClaim, LeadershipEvent, Modality
from facts.dates import PartialDate


@dataclass(frozen=True, slots=True)
class Found:
    """One finding in one sentence."""

    person: str
    organization: str
    unit: str | None
    roles: tuple[str, ...]
    event: LeadershipEvent
    modality: Modality
    date: PartialDate | None
    sentence: Sentence
    rule: str
    matched: str
    plain: bool = False
    """A title beside a name, no event."""
    explicit: bool = True
    """The organisation stands with the title."""

    def claim(self) -> LeadershipClaim:
        return LeadershipClaim(
            event=self.event,
            modality=self.modality,
            date=None if self.event is LeadershipEvent.HOLDS else self.date,
            evidence=self.sentence.evidence,
            rule=self.rule,
            person=self.person,
            organization=self.organization,
            unit=self.unit,
            roles=self.roles,
        )

    def step(self) -> Step:
        return Step(
            rule=self.rule,
            sentence=self.sentence,
            matched=(self.matched,),
            resolved={
                "person": self.person,
                "organization": self.organization,
                **({"unit": self.unit} if self.unit else {}),
                "roles": ", ".join(self.roles),
                "event": self.event,
                **({"date": str(self.date)} if self.date else {}),
            },
            modality=self.modality,
        )


def merged(found: Iterable[Found]) -> list[Found]:
    """One finding for each person, place, side and certainty, in the order of the text.

    A post told again adds its titles; the sentence kept is the one that tells the event, dated before undated. What
    somebody holds is not said beside the news of taking it, nor beside the news of having left it.
    """
    events: dict[tuple[str, str, str, str], Found] = {}
    for finding in sorted(found, key=lambda f: f.sentence.role is Role.HEADLINE):
        key = _key(finding)
        known = events.get(key)
        events[key] = finding if known is None else _joined(known, finding)
    kept = [finding for key, finding in events.items() if not _implied(key, finding, events)]
    return sorted(kept, key=lambda f: f.sentence.start)


def _key(finding: Found) -> tuple[str, str, str, str]:
    return (finding.person, finding.organization.replace(" ", ""), finding.event, finding.modality)


def _joined(known: Found, other: Found) -> Found:
    best, rest = (known, other) if _rank(known) >= _rank(other) else (other, known)
    roles = list(best.roles)
    for role in rest.roles:
        if not any(role in kept or kept in role for kept in roles):
            roles.append(role)
    return replace(best, roles=tuple(roles), unit=best.unit or rest.unit, date=best.date or rest.date)


def _rank(finding: Found) -> tuple[bool, bool, bool, bool]:
    return (
        finding.sentence.role is not Role.HEADLINE,
        not finding.plain,
        finding.date is not None,
        finding.explicit,
    )


def _implied(key: tuple[str, str, str, str], finding: Found, events: dict[tuple[str, str, str, str], Found]) -> bool:
    """Whether a plain holding goes without saying: the same person has taken, or has left, a post there."""
    if not finding.plain:
        return False
    person, organization, event, modality = key
    asserted = Modality.ASSERTED.value
    if event == LeadershipEvent.HOLDS:
        return any((person, organization, other.value, asserted) in events for other in (LeadershipEvent.APPOINTED, LeadershipEvent.LEFT))
    return False


__all__ = ["Found", "merged"]
