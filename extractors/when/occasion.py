"""The occasion of an article - a meeting, a round of appointments - dates the changes of posts that have no date of their own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.document import Bound, DateMention, Document, Role, Sentence
from facts.dates import PartialDate

_MEETING = re.compile(r"(?:이사회|주주총회|주총|총회|취임식|이임식|위원회\s회의)[를을가이는은도에서 ]")
_MET = re.compile(r"(?:이사회|주주총회|주총|총회|취임식|이임식)[가는은이]\s(?:지난\s)?$")
_WAS_HELD = re.compile(r"열렸|열린|개최됐|치러졌|진행됐")
_ORDERS = re.compile(
    r"인사(?:와 조직\s?개편)?(?:를|을|도)?\s?(?:\S{0,6}\s)?(?:단행|실시|발표|시행|발령)(?:했|하)|인사(?:도|가)\s(?:\S{1,4}\s)?(?:났|나왔)"
)
_PASSED = re.compile(r"추대|선출|선임|의결|확정|수리|가결|임명|해임|승인|열고|열어|열었|열린|개최|소집|가졌|갖고|치렀")
_IN_FORCE = re.compile(r"\s?(?:자|부)(?:로|다|이다|\s|$|[)\],.])")
_ABOUT_ORDERS = re.compile(
    r"인사|임원|집행부|보직|조직\s?개편|발령|보임|취임|(?:사장|회장|대표|원장|총장)\S*\s(?:오른|오르|맡|선임)"
)
_ALL_FROM = re.compile(r"^\W*(?:인사\s?)?(?:발령|시행|적용)(?:일|일자|\s?날짜)?[은는]\s|^\W*이상(?![적하한의])")
"""The head of a sentence that dates all orders of the article ("발령일은 다음 달 1일이다", "(이상 1일자)")."""
_OF_POSTS = re.compile(r"(?:나머지|승진|전보|임원) ?인사[는가]\s|발령일")
_TERM = re.compile(r"^(?:\S{1,8}\s){0,3}(?:임기|발령일|취임일|부임일|임용일|시행일)[는은]\s")
_FAR = 40
"""Characters between a date and the meeting that it dates."""
_REACH = 16
"""Sentences that a meeting is remembered for."""


@dataclass(frozen=True, slots=True)
class Occasion:
    """When the changes of posts that a sentence tells happen; `in_force`: the article says from which day all of them hold."""

    value: PartialDate
    in_force: bool
    of_posts: bool = False
    """The article says so of people's posts alone and not of how the firm is set up."""
    term: bool = False
    """The next sentence says when the term begins: no other day of the sentence is the day of the post."""


def occasions(document: Document, read: Sequence[tuple[DateMention, ...]]) -> tuple[Occasion | None, ...]:
    """For every sentence the occasion that its changes of posts belong to; `read` are the dates of `dates_of(document)`.

    A day "from which" the orders of the article hold is meant for all of them, wherever it stands. A meeting is meant for
    what follows it, and for the opening of the article where it comes right after.
    """
    found = _of_meetings(document, read)
    in_force = _in_force(document, read)
    for at, sentence in enumerate(document.sentences):
        if (from_day := in_force.get(sentence.section)) is not None:
            found[at] = Occasion(from_day[0], in_force=True, of_posts=from_day[1])
    for at, (sentence, mentions) in enumerate(zip(document.sentences, read, strict=True)):
        before = document.sentences[at - 1] if at else None
        if before is not None and before.role is Role.BODY and (day := _term(sentence, mentions)) is not None:
            found[at - 1] = Occasion(day, in_force=True, term=True)
    return tuple(found)


def _term(sentence: Sentence, mentions: Sequence[DateMention]) -> PartialDate | None:
    """The day from which a post is held, told of those of the sentence before ("임기는 9월 1일부터 4년이다")."""
    if _TERM.match(sentence.text) is None:
        return None
    days = [mention for mention in mentions if mention.value.day is not None and mention.bound is not Bound.UNTIL]
    return days[0].value if len(days) == 1 else None


def _of_meetings(document: Document, read: Sequence[tuple[DateMention, ...]]) -> list[Occasion | None]:
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
    return found


def _in_force(document: Document, read: Sequence[tuple[DateMention, ...]]) -> dict[int, tuple[PartialDate, bool]]:
    """The day from which the orders of a section hold, where it names one and no other; whether they are of posts alone."""
    days: dict[int, set[PartialDate]] = {}
    of_posts: set[int] = set()
    for sentence, mentions in zip(document.sentences, read, strict=True):
        if not any(mention.value.day is not None for mention in mentions):
            continue
        all_of_them = _ALL_FROM.match(sentence.text) is not None
        if not all_of_them and (sentence.role is Role.LIST or not _ABOUT_ORDERS.search(sentence.text)):
            continue
        for mention in mentions:
            if mention.value.day is not None and (
                (all_of_them and mention is mentions[0]) or _IN_FORCE.match(sentence.text, mention.end - sentence.start)
            ):
                days.setdefault(sentence.section, set()).add(mention.value)
                if _OF_POSTS.search(sentence.text):
                    of_posts.add(sentence.section)
    return {section: (next(iter(found)), section in of_posts) for section, found in days.items() if len(found) == 1}


def _meeting(sentence: Sentence, mentions: Sequence[DateMention]) -> PartialDate | None:
    text = sentence.text
    for mention in mentions:
        if mention.value.day is None or mention.bound is not Bound.AT:
            continue
        rest = text[mention.end - sentence.start :]
        if _MET.search(text[: mention.start - sentence.start]) and _WAS_HELD.search(rest):
            return mention.value
        meeting = _MEETING.search(rest[:_FAR])
        if not mention.announces and meeting and _PASSED.search(rest, meeting.end()):
            return mention.value
        if _ORDERS.search(rest):
            return mention.value
    return None
