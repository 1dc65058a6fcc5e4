"""Findings of one article, and how those that say the same become one claim."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from extractors.document import Role, Sentence, Step
from extractors.leadership.triggers import Trigger
from extractors.names.phrases import Line, Phrase, Post
from extractors.names.titles import TitleKind, alike
from facts.claims import LeadershipClaim, LeadershipEvent, Modality
from facts.dates import PartialDate

_LEADING = frozenset({TitleKind.OFFICE, TitleKind.HEAD, TitleKind.DUTY})
_NO_LEADERS = frozenset(
    {
        "기자",
        "특파원",
        "앵커",
        "군",
        "양",
        "감독",
        "코치",
        "수석코치",
        "감독대행",
        "선수",
        "배우",
        "가수",
        "애널리스트",
        "의원",
        "국회의원",
        "당대표",
        "원내대표",
        "최고위원",
        "대변인",
    }
)


def leading(post: Post) -> bool:
    """Whether the post by itself makes a claim."""
    return post.kind in _LEADING


def is_leader(phrase: Phrase) -> bool:
    """Whether the phrase's person is known by full name and may lead something."""
    return phrase.name is not None and not set(phrase.personal) & _NO_LEADERS


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
    corrects: bool = False
    """Told in a notice of correction."""

    @classmethod
    def of(
        cls,
        phrase: Phrase,
        organization: str,
        posts: Sequence[Post],
        event: LeadershipEvent,
        rule: str,
        line: Line,
        *,
        modality: Modality = Modality.ASSERTED,
        date: PartialDate | None = None,
        trigger: Trigger | None = None,
        explicit: bool = True,
    ) -> Found:
        """A finding for the person of a phrase, whose name is known."""
        assert phrase.name is not None  # `is_leader` has looked
        sentence = line.sentence
        start, end = (trigger.start, trigger.end) if trigger else (phrase.start, phrase.end)
        return cls(
            person=phrase.name,
            organization=organization,
            unit=next((p.unit for p in posts if p.unit), None),
            roles=tuple(dict.fromkeys(p.title for p in posts)),
            event=event,
            modality=modality,
            date=date,
            sentence=sentence,
            rule=f"leadership.ko.{rule}",
            matched=sentence.text[start - sentence.start : end - sentence.start],
            plain=trigger is None,
            explicit=explicit,
        )

    def as_event(self) -> Found:
        """The same as news and not as a title that merely stands with a name."""
        return replace(self, plain=False)

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
            corrects=self.corrects,
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
    somebody holds is not said beside the news of taking it, nor beside the news of having left it. The headline speaks only
    for people whom the text does not name again.
    """
    events: dict[tuple[str, str, str, str], Found] = {}
    for finding in sorted(found, key=lambda f: f.sentence.role is Role.HEADLINE):
        key = _key(finding)
        known = events.get(key)
        events[key] = finding if known is None else _joined(known, finding)
    people = {f.person for f in events.values()}
    in_body = {f.person for f in events.values() if f.sentence.role is not Role.HEADLINE}
    kept = [
        _without(finding, events.get((key[0], key[1], LeadershipEvent.LEFT.value, Modality.ASSERTED.value)))
        for key, finding in events.items()
        if finding.organization not in people
        and not _implied(key, finding, events)
        and not (finding.sentence.role is Role.HEADLINE and finding.person in in_body)
    ]
    return sorted(kept, key=lambda f: f.sentence.start)


def _key(finding: Found) -> tuple[str, str, str, str]:
    return (finding.person, finding.organization.replace(" ", ""), finding.event, finding.modality)


def _joined(known: Found, other: Found) -> Found:
    best, rest = (known, other) if _rank(known) >= _rank(other) else (other, known)
    roles = list(best.roles)
    for role in rest.roles:
        if not any(alike(role, kept) for kept in roles):
            roles.append(role)
    return replace(best, roles=tuple(roles), unit=best.unit or rest.unit, date=best.date or rest.date)


def _rank(finding: Found) -> tuple[bool, bool, bool, bool]:
    return (
        finding.sentence.role is not Role.HEADLINE,
        not finding.plain,
        finding.date is not None,
        finding.explicit,
    )


def _rest(finding: Found, gone: Found) -> tuple[str, ...]:
    """The titles of a holding that a leaving does not take away."""
    return tuple(role for role in finding.roles if not any(alike(role, other) for other in gone.roles))


def _without(finding: Found, gone: Found | None) -> Found:
    """What is still held after a leaving: "사내이사직은 유지한다"."""
    if gone is None or finding.event is not LeadershipEvent.HOLDS or not _rest(finding, gone):
        return finding
    return replace(finding, roles=_rest(finding, gone))


_ONCE = ("takes_post", "served_before", "worked_as", "leads_unit")
"""Rules that tell of one post of several: the others are not left with it."""
_RANKS = re.compile(
    r"(?:총괄|수석|선임)?(?:부회장|회장|부사장|사장|전무|상무|이사|상무보|부행장|대표)(?:이사)?|임원|[가-힣]*연구위원|[가-힣]*고문"
)


def _goes_without_saying(held: Found, taken: Found) -> bool:
    """Whether a post told beside the news of another is the rank that somebody rises from, or the same post."""
    return all(_RANKS.fullmatch(role) or any(alike(role, new) for new in taken.roles) for role in held.roles)


def _implied(key: tuple[str, str, str, str], finding: Found, events: dict[tuple[str, str, str, str], Found]) -> bool:
    """Whether a holding goes without saying, because the same person has taken or left a post there; or a plan or rumour
    is denied in the same article.
    """
    person, organization, event, modality = key
    asserted = Modality.ASSERTED.value
    if (
        modality in (Modality.PLANNED, Modality.RUMORED)
        and event != LeadershipEvent.HOLDS
        and (person, organization, event, Modality.DENIED.value) in events
    ):
        return True
    taken = events.get((person, organization, LeadershipEvent.APPOINTED.value, asserted))
    left = (person, organization, LeadershipEvent.LEFT.value, asserted)
    if event == LeadershipEvent.HOLDS:
        gone = events.get(left)
        same = gone is not None and not _rest(finding, gone)
        risen = taken is not None and finding.plain and _goes_without_saying(finding, taken)
        once = gone is not None and gone.rule.endswith(
            _ONCE
        )  # "CIO를 겸직했던 아무개 대표": what is still held goes on
        return risen or (gone is not None and not gone.plain and ((finding.plain and not once) or same))
    if event == LeadershipEvent.APPOINTED and finding.plain and modality == asserted:
        return left in events and not events[left].plain
    return False


__all__ = ["Found", "merged"]
