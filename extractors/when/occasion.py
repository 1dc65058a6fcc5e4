"""The occasion of an article - a meeting, a round of appointments - dates the changes of posts that have no date of their own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.document import Bound, DateMention, Document, Role, Sentence
from facts.dates import PartialDate

_MEETING = re.compile(r"(?:이사회|주주총회|주총|총회|취임식|이임식|위원회\s회의)[를을가이는은도에서 ]")
_ORDERS = re.compile(r"인사(?:와 조직\s?개편)?(?:를|을|도)?\s?(?:\S{0,6}\s)?(?:단행|실시|발표|시행|발령)(?:했|하)")
_PASSED = re.compile(r"추대|선출|선임|의결|확정|수리|가결|임명|해임|승인|열고|열어|열었|개최|소집")
_IN_FORCE = re.compile(r"\s?(?:자|부)(?:로|다|이다|\s|$|[)\],.])")
_ABOUT_ORDERS = re.compile(r"인사|임원|조직\s?개편|발령|보임|취임")
_FAR = 40
"""Characters between a date and the meeting that it dates."""
_REACH = 16
"""Sentences that a meeting is remembered for."""


@dataclass(frozen=True, slots=True)
class Occasion:
    """When the changes of posts that a sentence tells happen; `in_force`: the article says from which day all of them hold."""

    value: PartialDate
    in_force: bool


def occasions(document: Document, read: Sequence[tuple[DateMention, ...]]) -> tuple[Occasion | None, ...]:
    """For every sentence the occasion that its changes of posts belong to; `read` are the dates of `dates_of(document)`.

    A day "from which" the orders of the article hold is meant for all of them, wherever it stands. A meeting is meant for
    what follows it, and for the opening of the article where it comes right after.
    """
    whole = _in_force(document, read)
    if whole is not None:
        return (Occasion(whole, in_force=True),) * len(document.sentences)
    found: list[Occasion | None] = [None] * len(document.sentences)
    last: PartialDate | None = None
    since = 0
    opening = True
    for at, (sentence, mentions) in enumerate(zip(document.sentences, read, strict=True)):
        if sentence.role not in {Role.BODY, Role.LIST}:
            continue
        day = _meeting(sentence, mentions)
        if day is not None:
            if opening and at <= 4:
                found[:at] = [Occasion(day, in_force=False)] * at
            last, since, opening = day, at, False
        if last is not None and at - since <= _REACH:
            found[at] = Occasion(last, in_force=False)
    return tuple(found)


def _in_force(document: Document, read: Sequence[tuple[DateMention, ...]]) -> PartialDate | None:
    days = {
        mention.value
        for sentence, mentions in zip(document.sentences, read, strict=True)
        if sentence.role is not Role.LIST and _ABOUT_ORDERS.search(sentence.text)
        for mention in mentions
        if mention.value.day is not None and _IN_FORCE.match(sentence.text, mention.end - sentence.start)
    }
    return days.pop() if len(days) == 1 else None


def _meeting(sentence: Sentence, mentions: Sequence[DateMention]) -> PartialDate | None:
    text = sentence.text
    for mention in mentions:
        if mention.value.day is None or mention.bound is not Bound.AT:
            continue
        rest = text[mention.end - sentence.start :]
        meeting = _MEETING.search(rest[:_FAR])
        if not mention.announces and meeting and _PASSED.search(rest, meeting.end()):
            return mention.value
        if _ORDERS.search(rest):
            return mention.value
    return None
