"""What lies on the desk while one article is judged: its events, what was believed before, what was told before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from facts.claims import LeadershipClaim, Modality
from facts.corrections import withdrawn
from facts.judgements import Verdict
from facts.names import Names
from facts.news.events import Earlier, Event
from facts.slots import Placed, Slot
from facts.tenures import Direction
from facts.timeline import Fact, Status, direction, slot_facts


@dataclass(frozen=True)
class Desk:
    """One article's events about watched organisations and the placed claims around them. `new` are its claims' ids."""

    names: Names
    placed: Sequence[Placed]
    earlier: Sequence[Earlier]
    events: Sequence[Event]
    new: frozenset[str]
    verdict: dict[str, Verdict]

    @cached_property
    def _gone(self) -> frozenset[str]:
        return withdrawn(self.placed, self.names)

    @cached_property
    def _gone_before(self) -> frozenset[str]:
        return withdrawn([each for each in self.placed if each.recorded.id not in self.new], self.names)

    @cached_property
    def _derived(self) -> dict[tuple[Slot, bool], list[Fact]]:
        return {}

    def before(self, slot: Slot) -> list[Fact]:
        """What was believed of the slot before the article, by what is known now about names."""
        return self._facts(slot, self.new | self._gone_before, after=False)

    def after(self, slot: Slot) -> list[Fact]:
        """What is believed of the slot with the article."""
        return self._facts(slot, self._gone, after=True)

    def _facts(self, slot: Slot, without: frozenset[str], *, after: bool) -> list[Fact]:
        if (slot, after) not in self._derived:
            held = [each for each in self.placed if each.slot == slot and each.recorded.id not in without]
            self._derived[slot, after] = slot_facts(slot, held, self.verdict)
        return self._derived[slot, after]

    def believed(self, event: Event) -> Fact | None:
        """The fact that the event's claim supports now; None where it supports none (denied, taken back)."""
        return next((fact for fact in self.after(event.slot) if event.recorded.id in fact.claims), None)

    def holders(self, event: Event) -> list[Fact]:
        """Who else was believed to hold the slot when the article appeared, the latest to come first."""
        day = event.published
        held = [fact for fact in self.before(event.slot) if fact.value != event.value and is_held(fact, day)]
        return sorted(held, key=lambda fact: fact.valid_from.first if fact.valid_from else fact.seen, reverse=True)

    def held(self, event: Event) -> bool:
        """Whether the event's own value was believed to hold any of its slots before the article."""
        return any(
            fact.value == each.value and is_held(fact, event.published)
            for each in (event.placed, *event.others)
            for fact in self.before(each.slot)
        )

    def announced(self, event: Event) -> bool:
        """Whether an earlier article already said that the event's value is to go."""
        return any(
            (each.slot, each.value) == (event.slot, event.value)
            and each.recorded.id not in self.new
            and direction(each.recorded.claim) is Direction.OUT
            and each.recorded.claim.modality is Modality.PLANNED
            for each in self.placed
        )

    def last_holder(self, event: Event) -> Fact | None:
        """Who held the slot last before it fell vacant."""
        gone = [fact for fact in self.before(event.slot) if fact.value != event.value and fact.status is Status.ENDED]
        return max(gone, key=lambda fact: fact.valid_until.first if fact.valid_until else date.min, default=None)

    def stands_in(self, event: Event) -> bool:
        """Whether the person is known to hold the post for the time being: to be called by its title proves no more."""
        return any(
            each.post is not None
            and each.post.acting
            and (each.slot.organizations, each.slot.unit, each.value)
            == (event.slot.organizations, event.slot.unit, event.value)
            for each in self.placed
        )

    def shared(self, slot: Slot) -> bool:
        """Whether any text says that several people hold the post together."""
        return any(each.slot == slot and each.post is not None and each.post.joint for each in self.placed)

    def beside(self, event: Event, direction: Direction) -> list[Event]:
        """Events of the same article in the same slot about somebody else, in one direction."""
        return [
            other
            for other in self.events
            if other.slot == event.slot
            and other.value != event.value
            and other.direction is direction
            and other.modality is not Modality.DENIED
        ]

    def rank_beside(self, event: Event, direction: Direction) -> list[Event]:
        """As `beside` for a post of many: the one who comes where one goes, when the article names just two."""
        post = event.placed.post
        if post is None or not post.rank:
            return []
        same = [
            other
            for other in self.events
            if other.placed.post is not None
            and other.placed.post.key == post.key
            and (other.slot.organizations, other.slot.unit) == (event.slot.organizations, event.slot.unit)
            and other.direction in (Direction.IN, Direction.OUT)
            and other.modality is not Modality.DENIED
        ]
        other = [each for each in same if each.value != event.value]
        return other if len(same) == 2 and len(other) == 1 and other[0].direction is direction else []

    def person(self, fact: Fact) -> str:
        assert isinstance(fact.claim, LeadershipClaim)
        return fact.claim.person


def is_held(fact: Fact, day: date) -> bool:
    """Whether a fact says that something is so on the day an article appears."""
    if fact.status not in (Status.ASSERTED, Status.DISPUTED):
        return False
    return fact.valid_until is None or day < fact.valid_until.first
