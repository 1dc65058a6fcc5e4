"""What the rest of the same article says about the thing of an event: told with it, denied, or undone beside it."""

from __future__ import annotations

from facts.claims import Kind, Modality
from facts.news.desk import Desk
from facts.news.events import Event
from facts.tenures import Direction


def denied_beside(event: Event, desk: Desk) -> bool:
    """Whether the article denies it: a rumour of the same post, or the undated telling of the same coming or going."""
    denials = [other for other in desk.events if other.modality is Modality.DENIED and other.slot == event.slot]
    if event.modality is not Modality.ASSERTED:
        return bool(denials)
    undated = event.recorded.claim.date is None and event.direction is not Direction.STATE
    return undated and any(
        (other.value, other.direction) == (event.value, event.direction)
        and other.recorded.claim.event == event.recorded.claim.event
        for other in denials
    )


def undone_beside(event: Event, desk: Desk) -> bool:
    """Whether the article tells the end of what comes, or a going from a post that is only now taken.

    Of a thing that came and went the going is the news, unless it came again later. A going dated before the coming to
    the same post was from another post.
    """
    when = event.recorded.claim.date
    for other in desk.events:
        if (other.slot, other.value) != (event.slot, event.value) or other.modality is not Modality.ASSERTED:
            continue
        then = other.recorded.claim.date
        if event.direction is Direction.IN and other.direction is Direction.OUT:
            return when is None or then is None or when.first <= then.last
        if event.direction is Direction.OUT and other.direction is Direction.IN:
            return when is not None and then is not None and when.last < then.first
    return False


def told_with_post(event: Event, desk: Desk) -> bool:
    """A rank, or the post again in other words, is told with the first and fullest claim about the person.

    Partners who sign two papers at once are told of once.
    """
    if event.slot.kind is not Kind.LEADERSHIP:
        return any(_tells_more(other, event, desk) for other in desk.events if other is not event)
    for other in desk.events:
        if other is event or other.modality is Modality.DENIED or other.direction is not event.direction:
            continue
        if (other.slot.organizations, other.value) != (event.slot.organizations, event.value):
            continue
        before = other in ahead(event, desk)
        if other.slot == event.slot and before:
            return True
        if event.ranked and (not other.ranked or before):
            return True
    return False


def _tells_more(other: Event, event: Event, desk: Desk) -> bool:
    """Whether another claim tells the same lab or the same partners, perhaps some more, and with a date or first."""
    mine, theirs = set(event.slot.organizations), set(other.slot.organizations)
    if other.slot.kind is not event.slot.kind or other.recorded.claim.event != event.recorded.claim.event:
        return False
    before = other in ahead(event, desk)
    if other.slot == event.slot:
        return before
    if event.slot.kind is Kind.LAB or other.modality is not event.modality or not (mine <= theirs or theirs <= mine):
        return False
    dated, other_dated = event.recorded.claim.date is not None, other.recorded.claim.date is not None
    return before if dated is other_dated else other_dated


def ahead(event: Event, desk: Desk) -> list[Event]:
    """The events that the article states before this one."""
    return list(desk.events[: list(desk.events).index(event)])
