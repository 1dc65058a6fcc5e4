"""Forms of disclosures: a change of the head of a firm by its fields, and moves of officers with their days.

The fields are those of the exchange's form for a change of representative directors: 변경 전, 변경 후, 변경일, 사유.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from extractors.document import Sentence
from extractors.leadership.lists_headings import NO_GROUP
from extractors.leadership.lists_rows import entries
from extractors.leadership.lists_words import bracketed, title_of, without_brackets, words
from extractors.names.titles import Title
from facts.claims import LeadershipClaim, LeadershipEvent, Modality
from facts.dates import PartialDate

_FIELD = re.compile(
    r"^\W*(?P<key>변경\s?전|변경\s?후|변경\s?일자?|(?:변경\s?)?사유)(?:\s?대표이사)?\s*[:：]\s*(?P<value>.+)$"
)
_MOVE = re.compile(
    r"^\W*(?P<who>[^:：]{3,40}?)\s*[:：]\s*(?P<day>\d{4}[-./]\s?\d{1,2}[-./]\s?\d{1,2})\.?\s+(?P<what>.+)$"
)
_DAY = re.compile(r"(?P<y>\d{4})[-./년]\s?(?P<m>\d{1,2})[-./월]\s?(?P<d>\d{1,2})")
_HEAD = "대표이사"
_COMING = re.compile(r"후보|예정|내정|의안|안건|상정")
_CANDIDATE = re.compile(r"\s후보(?:자)?(?=\s)")


@dataclass(slots=True)
class _Change:
    """The fields of one form, as far as they have been read."""

    before: Sentence | None = None
    after: Sentence | None = None
    people: dict[str, tuple[str, ...]] = field(default_factory=dict)
    roles: tuple[str, ...] = (_HEAD,)


def is_field(row: Sentence) -> bool:
    """Whether the row is a field of a form and no entry of a list."""
    return _FIELD.match(row.text) is not None or _MOVE.match(row.text) is not None


def form_claims(rows: Sequence[Sentence], organization: str | None) -> Iterator[LeadershipClaim]:
    """Who leaves, takes and keeps the head of the firm by its form, and the dated moves of other officers."""
    if organization is None:
        return
    change = _Change()
    day: PartialDate | None = None
    for row in rows:
        if (told := _FIELD.match(row.text)) is not None:
            key = re.sub(r"\s", "", told["key"])
            if key in ("변경전", "변경후"):
                people, roles = _people(told["value"])
                change.people[key] = people
                change.roles = roles or change.roles
                change.before, change.after = (row, change.after) if key == "변경전" else (change.before, row)
            elif "일" in key:
                day = _day(told["value"])
        elif (moved := _MOVE.match(row.text)) is not None:
            yield from _move(row, moved, organization)
    yield from _changed(change, day, organization)


def _changed(change: _Change, day: PartialDate | None, organization: str) -> Iterator[LeadershipClaim]:
    if change.before is None or change.after is None:
        return
    before, after = change.people["변경전"], change.people["변경후"]
    for person in (*before, *(person for person in after if person not in before)):
        stays = person in before and person in after
        gone = person in before and not stays
        yield LeadershipClaim(
            event=LeadershipEvent.HOLDS if stays else LeadershipEvent.LEFT if gone else LeadershipEvent.APPOINTED,
            person=person,
            organization=organization,
            unit=None,
            roles=change.roles,
            modality=Modality.ASSERTED,
            date=None if stays else day,
            evidence=(change.before if gone else change.after).evidence,
            rule="leadership.ko.form_change",
        )


def _move(row: Sentence, moved: re.Match[str], organization: str) -> Iterator[LeadershipClaim]:
    """As in "사외이사 홍길동: 2025-04-30 중도퇴임"."""
    event = next((event for sort, event in words().sorts.items() if sort in moved["what"]), None)
    if event is None:
        return
    coming = _COMING.search(moved["who"] + moved["what"]) is not None
    for entry in entries(_CANDIDATE.sub("", moved["who"]), NO_GROUP):
        if entry.titles:
            yield LeadershipClaim(
                event=event,
                person=entry.person,
                organization=organization,
                unit=entry.unit,
                roles=tuple(title.text for title in entry.titles),
                modality=Modality.PLANNED if coming else Modality.ASSERTED,
                date=_day(moved["day"]),
                evidence=row.evidence,
                rule="leadership.ko.form_move",
            )


def _people(value: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The names of a field, and the title in its brackets: "홍길동(洪吉童), 매튜 T. 리 (각자대표)"."""
    titles: list[Title] = [title for inside in bracketed(value) if (title := title_of(inside)) is not None]
    names = [without_brackets(part) for part in re.split(r"[,，、]", re.sub(r"[(（][^()（）]*[)）]", " ", value))]
    plain = [" ".join(word for word in name.split() if title_of(word) is None) for name in names]
    return tuple(name for name in plain if name), tuple(title.text for title in titles)


def _day(text: str) -> PartialDate | None:
    told = _DAY.search(text)
    try:
        return None if told is None else PartialDate(int(told["y"]), int(told["m"]), int(told["d"]))
    except ValueError:
        return None
