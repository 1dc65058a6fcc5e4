"""Moves that have two ends: the post that is taken and the one that is left for it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from extractors.leadership.arguments import Arguments
from extractors.leadership.context import Context
from extractors.leadership.families import sisters
from extractors.leadership.found import Found, is_leader, leading
from extractors.leadership.places import own_organization
from extractors.leadership.triggers import Trigger
from extractors.names.people import People
from extractors.names.phrases import Line, Phrase
from facts.claims import LeadershipEvent, Modality
from facts.dates import PartialDate


class Reading(Protocol):
    """What is known while a sentence is read."""

    line: Line
    people: People
    context: Context
    topic: str | None


def moved(
    line: Line, trigger: Trigger, phrase: Phrase, to: str, modality: Modality, when: PartialDate | None
) -> Iterator[Found]:
    """The old post of somebody who moves to the organisation `to`."""
    old = [p for p in phrase.posts if leading(p) and p.organization and p.organization != to and not p.status]
    if old and old[0].organization:
        yield Found.of(
            phrase,
            old[0].organization,
            old,
            LeadershipEvent.LEFT,
            "moved_from",
            line,
            modality=modality,
            date=when,
            trigger=trigger,
        )


def moved_within(
    line: Line, trigger: Trigger, phrase: Phrase, to: str, modality: Modality, when: PartialDate | None
) -> Iterator[Found]:
    """The old post of somebody who rises at one company of a group to a post at another."""
    old = next((p.organization for p in phrase.posts if p.organization), None)
    if old is not None and sisters(old, to) and modality in (Modality.ASSERTED, Modality.PLANNED):
        yield from moved(line, trigger, phrase, to, modality, when)


def swapped(
    reading: Reading, trigger: Trigger, arguments: Arguments, modality: Modality, when: PartialDate | None
) -> Iterator[Found]:
    """Two people who take each other's posts."""
    if len(arguments.people) != 2:
        return
    for phrase, other in (arguments.people, arguments.people[::-1]):
        posts = [p for p in other.posts if leading(p) and not p.status]
        if posts and is_leader(phrase):
            place = own_organization(other, posts[0], reading.line, reading.people, reading.context, reading.topic)
            if place:
                yield Found.of(
                    phrase,
                    place,
                    posts,
                    LeadershipEvent.APPOINTED,
                    "swap",
                    reading.line,
                    modality=modality,
                    date=when,
                    trigger=trigger,
                )
