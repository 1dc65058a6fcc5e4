"""The claims of one article as events, each beside what was told of the same thing before."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from facts.changes import ChangeKind
from facts.claims import Kind, LabClaim, LeadershipClaim, Modality, PartnershipClaim
from facts.names import Names
from facts.records import Recorded, Told
from facts.slots import Placed, Slot, place
from facts.tenures import Direction
from facts.timeline import direction

OLD = timedelta(days=90)
"""An event older than this at publication is background."""
SAME_EVENT = timedelta(days=30)
"""Within this time two tellings of one thing by the same people or organisations are one event."""
ECHO = timedelta(days=3)
"""Within this time outlets copy each other: two tellings that differ only in how they name or type it are one event."""

# Buying a company and working with it are two things; how outlets type either differs.
_OWNING = frozenset({"acquisition", "investment"})

# A former title alone ("전 행장") tells nothing new; a verb of leaving does.
_LEAVING = re.compile(
    r"사임|사퇴|퇴임|퇴진|물러|떠나|떠났|떠난|용퇴|해임|경질|면직|이직|사의|그만|내려놓|내려왔|자리를 내놓|옮기|옮겼|옮긴|이끌던|맡던"
    r"|resign|step(?:s|ped|ping)? down|leav(?:e|es|ing)|\bleft\b|depart|retir|oust|dismiss|\bfired\b|\bquit",
    re.IGNORECASE,
)

# A company may have many 사장; the one whom somebody follows leads it.
_LEADING = frozenset({"rank:사장", "rank:president"})
_SUCCESSION = re.compile(r"(?:차기|새|후임)\s*사장|사장의?\s*후임|(?:next|new) president", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Event:
    """One claim of the article at hand in the slot that tells most of it. `others` are its further slots."""

    placed: Placed
    others: tuple[Placed, ...] = ()

    @property
    def recorded(self) -> Recorded:
        return self.placed.recorded

    @property
    def slot(self) -> Slot:
        return self.placed.slot

    @property
    def value(self) -> str:
        return self.placed.value

    @property
    def direction(self) -> Direction:
        return direction(self.recorded.claim)

    @property
    def modality(self) -> Modality:
        return self.recorded.claim.modality

    @property
    def published(self) -> date:
        return self.recorded.article.published

    @property
    def ranked(self) -> bool:
        """Whether the post is a rank that many hold."""
        return self.placed.post is not None and self.placed.post.rank

    @property
    def sole(self) -> bool:
        """Whether one person at a time holds it, or the text says so: a 사장 who has a 후임 leads."""
        if self.slot.single:
            return True
        post = self.placed.post
        said = f"{self.recorded.article.title} {self.recorded.claim.evidence.text}"
        return post is not None and post.key in _LEADING and not post.unit and bool(_SUCCESSION.search(said))

    @property
    def background(self) -> bool:
        """Whether the article tells it as something past: dated long ago, or known only from a former title."""
        claim = self.recorded.claim
        if claim.date is not None:
            return claim.date.last < self.published - OLD
        left = isinstance(claim, LeadershipClaim) and self.direction is Direction.OUT
        return left and self.modality is Modality.ASSERTED and not _LEAVING.search(claim.evidence.text)


def events(placed: Iterable[Placed]) -> list[Event]:
    """One event for each claim: a rank beside a post is told with the post."""
    by_claim: dict[str, list[Placed]] = {}
    for each in placed:
        by_claim.setdefault(each.recorded.id, []).append(each)
    return [Event(slots[0], tuple(slots[1:])) for slots in by_claim.values()]


@dataclass(frozen=True, slots=True)
class Earlier:
    """A told change placed as if it were a claim of today, so that today's names decide whom it was about."""

    told: Told
    placed: Placed

    @property
    def direction(self) -> Direction:
        return direction(self.told.claim)

    @property
    def modality(self) -> Modality:
        return self.told.claim.modality

    @property
    def change(self) -> ChangeKind:
        return self.told.change.change

    @property
    def episode(self) -> str:
        return self.told.change.episode

    @property
    def published(self) -> date:
        return self.told.change.article.published


def placed_together(
    claims: Sequence[Recorded], told: Sequence[Told], names: Names
) -> tuple[list[Placed], list[Earlier]]:
    """Claims and told changes placed by one view of who is who."""
    stand_ins = {f"told:{number}": each for number, each in enumerate(told)}
    as_claims = [
        Recorded(
            id=name,
            claim=each.claim,
            article=each.change.article,
            revision="",
            recorded_at=each.told_at,
        )
        for name, each in stand_ins.items()
    ]
    placed = place([*claims, *as_claims], names)
    first: dict[str, Placed] = {}
    for each in placed:
        if each.recorded.id in stand_ins:
            first.setdefault(each.recorded.id, each)
    return (
        [each for each in placed if each.recorded.id not in stand_ins],
        [Earlier(each, first[name]) for name, each in stand_ins.items()],
    )


def same_thing(event: Event, earlier: Earlier) -> bool:
    """Whether a told change was about the person and post, the lab or the partnership of an event.

    The same person at the same organisation counts as the same post unless two units or two posts contradict: what one
    outlet calls a CFO another calls head of finance.
    """
    now, then = event.placed, earlier.placed
    if now.slot.kind is not then.slot.kind:
        return False
    if now.slot == then.slot and now.value == then.value:
        return True
    if now.slot.kind is Kind.LEADERSHIP:
        return _same_post(now, then)
    return now.slot.kind is Kind.PARTNERSHIP and _same_partners(now, then)


def _same_post(now: Placed, then: Placed) -> bool:
    if now.slot.organizations != then.slot.organizations or now.value != then.value:
        return False
    if now.slot.unit and then.slot.unit and now.slot.unit != then.slot.unit:
        return False
    assert now.post is not None
    assert then.post is not None
    if now.post.acting != then.post.acting:
        return False
    return now.post.key == then.post.key or now.post.rank or then.post.rank


def _same_partners(now: Placed, then: Placed) -> bool:
    """The same members; or for a while one telling names only some of them, or for days names or types them otherwise."""
    mine, theirs = set(now.slot.organizations), set(then.slot.organizations)
    apart = abs(now.recorded.article.published - then.recorded.article.published)
    if (now.slot.matter in _OWNING) != (then.slot.matter in _OWNING):
        done = now.recorded.claim.modality is then.recorded.claim.modality is Modality.ASSERTED
        return apart <= ECHO and mine == theirs and done
    if mine == theirs:
        return True
    if apart <= SAME_EVENT and len(mine & theirs) > 1 and (mine < theirs or theirs < mine):
        return True
    return apart <= ECHO and (len(mine & theirs) > 1 or _shortened(mine, theirs) or _shortened(theirs, mine))


def _shortened(short: set[str], full: set[str]) -> bool:
    """Whether the one telling gives short names of the same two: 온새미 and 온새미로보틱스, beside an equal partner."""
    return (
        len(short) == len(full) == 2
        and len(short & full) == 1
        and all(len(name) > 1 and any(other.startswith(name) for other in full) for name in short)
    )


def subject(recorded: Recorded, unit: str | None) -> tuple[str, ...]:
    """Whom or what a change is about, as its article writes it."""
    claim = recorded.claim
    match claim:
        case LeadershipClaim():
            return (claim.person, whole_place(claim.organization, unit))
        case LabClaim():
            return (claim.name,)
        case PartnershipClaim():  # pragma: no branch: the last of three
            return claim.organizations


def whole_place(organization: str, unit: str | None) -> str:
    """The organisation with its unit, the organisation once: 한결전자 AI연구소."""
    if unit is None:
        return organization
    return unit if unit.startswith(organization) else f"{organization} {unit}"
