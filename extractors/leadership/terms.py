"""Days that another sentence gives: from when somebody's term runs, when the one chosen begins, when a successor steps in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from extractors.document import Bound
from extractors.leadership.found import Found
from extractors.names.people import People
from extractors.scenes import Scene
from facts.claims import LeadershipEvent, Modality
from facts.dates import PartialDate

_TERM = re.compile(r"임기(?:는|가) ")
_ALL = re.compile(r"(?:집행부|이사진|임원진|위원들|이들|이사들)의 $")
"""Whose term it is where it is that of everybody whom the article tells to be chosen."""
_BEGINS = re.compile(r"취임|부임|합류|업무|임기를 시작")
_STEPS_IN = re.compile(r"대행$|^임시")
_OPENING = re.compile(r"\W*(?:빈자리|후임|공석|그 자리)")
_RECENT = 100
"""Days before publication; whoever began before that began a post of an earlier time."""
_NEAR = 300
"""Characters between the leaving and the sentence that names who steps in."""


def with_days(found: Iterable[Found], people: People, read: Sequence[Scene]) -> list[Found]:
    """The findings with the days that other sentences give them; one that begins in the time to come is planned."""
    told = list(found)
    begins = dict(_terms(people, read))
    for finding in told:
        recent = finding.date is not None and (read[0].published - finding.date.last).days < _RECENT
        if recent and finding.event is LeadershipEvent.APPOINTED and _BEGINS.search(finding.matched):
            assert finding.date is not None  # what is recent has one
            begins.setdefault(finding.person, (finding.organization, finding.date))
    return list(_stepping_in(_begun(told, begins, read), read))


def _terms(people: People, read: Sequence[Scene]) -> Iterator[tuple[str, tuple[str | None, PartialDate]]]:
    """As in "강 신임 회장의 임기는 내년 1월 1일부터", "새 집행부의 임기는": whose term begins when."""
    for scene in read:
        term = _TERM.search(scene.text)
        line = people.lines.get(scene.sentence.start)
        if term is None or line is None:
            continue
        at = scene.sentence.start + term.start()
        whose = next((p.name for p in line.phrases if p.name and 0 <= at - p.end <= 2), None)
        day = next((m.value for m in scene.dates if m.bound is Bound.SINCE and m.value.day is not None), None)
        everybody = [p.name for other in people.lines.values() for p in other.phrases if p.name]
        whom = [whose] if whose is not None else everybody if _ALL.search(scene.text, 0, term.start()) else []
        if day is not None:
            yield from ((name, (None, day)) for name in whom)


def _begun(
    told: Sequence[Found], begins: dict[str, tuple[str | None, PartialDate]], read: Sequence[Scene]
) -> Iterator[Found]:
    """Appointments without a day of their own, or with that of the choice where the term is told, from when they hold."""
    for finding in told:
        organization, day = begins.get(finding.person, (None, None))
        term = organization is None
        if (
            day is None
            or finding.event is not LeadershipEvent.APPOINTED
            or finding.modality not in (Modality.ASSERTED, Modality.PLANNED)
            or not (term or (finding.date is None and organization == finding.organization))
        ):
            yield finding
        else:
            yield replace(finding, date=day, modality=_modality(finding, day, read[0].published))


def _modality(finding: Found, day: PartialDate, published: date) -> Modality:
    return Modality.PLANNED if day.first > published else finding.modality


def _stepping_in(told: Iterable[Found], read: Sequence[Scene]) -> Iterator[Found]:
    """Who takes over for the time being does so on the day of the leaving told right before."""
    left: Found | None = None
    for finding in told:
        if finding.event is LeadershipEvent.LEFT and not finding.plain and finding.modality is Modality.ASSERTED:
            left = finding
        near = left is not None and 0 <= finding.sentence.start - left.sentence.start <= _NEAR
        if (
            left is not None
            and left.date is not None
            and near
            and finding.event is LeadershipEvent.APPOINTED
            and finding.date is None
            and not finding.plain
            and finding.organization == left.organization
            and finding.person != left.person
            and (_OPENING.match(finding.sentence.text) or any(_STEPS_IN.search(role) for role in finding.roles))
        ):
            yield replace(finding, date=left.date, modality=_modality(finding, left.date, read[0].published))
        else:
            yield finding
