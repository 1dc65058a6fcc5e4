"""Facts: what is believed of each slot, when it is true, and why. A pure function of claims and judgements.

facts = timeline(recorded, names, judgements)        # in any order of arrival the same facts
now = as_of(facts, day)                              # who led it then; hand in only the claims recorded by another
# time (`known_by`) to ask what was believed then
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict

from facts.claims import Claim, LeadershipClaim, Modality
from facts.corrections import withdrawn
from facts.dates import PartialDate
from facts.judgements import Judgement, Verdict, verdicts
from facts.names import Names
from facts.origins import origins
from facts.records import Recorded, Tier
from facts.slots import Placed, Slot, place, shelves
from facts.tenures import Direction, Observation, Tenure, tenures

_DIRECTIONS = {
    "holds": Direction.STATE,
    "exists": Direction.STATE,
    "appointed": Direction.IN,
    "opened": Direction.IN,
    "formed": Direction.IN,
    "left": Direction.OUT,
    "closed": Direction.OUT,
    "ended": Direction.OUT,
}


class Status(StrEnum):
    """What kind of belief a fact is. An end that is announced but has not come leaves a fact `asserted`."""

    ASSERTED = "asserted"
    PLANNED = "planned"
    RUMORED = "rumored"
    ENDED = "ended"
    DISPUTED = "disputed"


class Fact(BaseModel):
    """One thing believed, true in the half-open time from `valid_from` to `valid_until`.

    Both are partial dates: a year is not a day. None is unknown at the start (it holds at least since `seen`) and "until
    further notice" at the end. `claim` is the best statement of it; `claims` are the ids of all that support it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    slot: str
    value: str
    """Key of the person in the slot; "" for labs and partnerships."""
    claim: Claim
    valid_from: PartialDate | None
    valid_until: PartialDate | None
    seen: date
    last_seen: date
    status: Status
    sources: int
    confidence: str
    claims: tuple[str, ...]
    shelves: tuple[str, ...]
    """Where its claims lie: facts of a shelf are derived together and superseded together."""

    def fields(self) -> dict[str, Any]:
        """The fields of its claim and its own, plain enough for JSON: one line of `bongsu facts --json`."""
        held = self.claim.model_dump(mode="json", exclude={"rule", "corrects"})
        own = self.model_dump(mode="json", exclude={"claim", "value", "shelves"})
        return {**held, **own}

    def holds(self, day: date) -> bool:
        """Whether it is true on a day, by what it says itself."""
        start = self.valid_from.first if self.valid_from is not None else self.seen
        return start <= day and (self.valid_until is None or day < self.valid_until.first)


def direction(claim: Claim) -> Direction:
    """Whether a claim says that something comes to be, is so, or ends."""
    return _DIRECTIONS[claim.event]


def timeline(
    recorded: Iterable[Recorded],
    names: Names,
    judgements: Sequence[Judgement] = (),
    slots: Collection[str] | None = None,
) -> tuple[Fact, ...]:
    """The facts of all slots that the claims speak of (of those whose keys are in `slots`, where any are given), slot by
    slot, earliest first.

    Complete for a slot when all claims on its shelves are given. Claims that a reader judged wrong, or that their own
    source took back, support nothing.
    """
    verdict = verdicts(judgements)
    live = [each for each in recorded if verdict.get(each.id) is not Verdict.WRONG]
    placed = place(live, names)
    gone = withdrawn(placed, names)
    by_slot: dict[Slot, list[Placed]] = {}
    for each in placed:
        if each.recorded.id not in gone and (slots is None or each.slot.key in slots):
            by_slot.setdefault(each.slot, []).append(each)
    return tuple(fact for slot in sorted(by_slot) for fact in slot_facts(slot, by_slot[slot], verdict))


def slot_facts(slot: Slot, placed: Sequence[Placed], verdict: dict[str, Verdict]) -> list[Fact]:
    """The facts of one slot from the claims placed in it."""
    by_id = {each.recorded.id: each for each in placed}
    observed = [_observation(each, verdict) for each in by_id.values()]
    where = tuple(sorted({shelf for each in by_id.values() for shelf in shelves(each.recorded.claim)}))
    return [_fact(slot, tenure, by_id, verdict, where) for tenure in tenures(observed, single=slot.single)]


def _observation(each: Placed, verdict: dict[str, Verdict]) -> Observation:
    record = each.recorded
    return Observation(
        id=record.id,
        value=each.value,
        direction=direction(record.claim),
        modality=record.claim.modality,
        when=record.claim.date,
        published=record.article.published,
        article=record.article.id,
        joint=each.post is not None and each.post.joint,
        upheld=verdict.get(record.id) is Verdict.RIGHT,
    )


def _fact(
    slot: Slot, tenure: Tenure, by_id: dict[str, Placed], verdict: dict[str, Verdict], where: tuple[str, ...]
) -> Fact:
    support = [by_id[claim].recorded for claim in tenure.support]
    upheld = any(verdict.get(each.id) is Verdict.RIGHT for each in support)
    status = _status(tenure, upheld=upheld)
    count = len(origins(support))
    return Fact(
        slot=slot.key,
        value=tenure.value,
        claim=_best(support),
        valid_from=tenure.start,
        valid_until=tenure.end,
        seen=tenure.seen,
        last_seen=tenure.last_seen,
        status=status,
        sources=count,
        confidence=_confidence(tenure, support, count, upheld=upheld),
        claims=tenure.support,
        shelves=where,
    )


def _status(tenure: Tenure, *, upheld: bool) -> Status:
    if tenure.disputed and not upheld:
        return Status.DISPUTED
    if tenure.standing is not Modality.ASSERTED:
        return Status(tenure.standing.value)
    if tenure.end is not None and not tenure.announced_end:
        return Status.ENDED
    return Status.ASSERTED


def _best(support: Sequence[Recorded]) -> Claim:
    """The statement that says most: of the closest source, asserted, with a unit and several titles, then the oldest."""

    def rank(each: Recorded) -> tuple[Any, ...]:
        claim = each.claim
        titled = len(claim.roles) + (claim.unit is not None) if isinstance(claim, LeadershipClaim) else 0
        return (
            claim.modality is not Modality.ASSERTED,
            direction(claim) is Direction.OUT,
            each.tier,
            -titled,
            each.article.published,
            each.article.id,
            each.id,
        )

    return min(support, key=rank).claim


_TIER_WORDS = {
    Tier.OFFICIAL: "stated by the organisation itself or in a filing",
    Tier.MAJOR: "stated by a newspaper or agency",
    Tier.TRADE: "stated by trade press only",
    Tier.OTHER: "stated by minor sources only",
}


def _confidence(tenure: Tenure, support: Sequence[Recorded], count: int, *, upheld: bool) -> str:
    words = [_TIER_WORDS[min(each.tier for each in support)]]
    words.append("one origin" if count == 1 else f"{count} independent origins")
    if tenure.standing is not Modality.ASSERTED:
        words.append(
            "decided or intended, not yet so" if tenure.standing is Modality.PLANNED else "told without a decision"
        )
    if tenure.start is None:
        words.append(f"since when is unknown, first seen {tenure.seen}")
    if tenure.inferred_end:
        words.append("its end is known only from the next holder")
    if tenure.announced_end:
        words.append("its end is announced" + (f" for {tenure.end}" if tenure.end else ""))
    if upheld:
        words.append("a reader says it is right")
    elif tenure.disputed:
        words.append("other sources say otherwise")
    return "; ".join(words)


def as_of(facts: Iterable[Fact], day: date) -> tuple[Fact, ...]:
    """The facts that are true on a day: asserted, ended later, or disputed; plans and rumours are not true yet."""
    return tuple(fact for fact in facts if fact.status not in (Status.PLANNED, Status.RUMORED) and fact.holds(day))


def known_by(recorded: Iterable[Recorded], at: datetime) -> tuple[Recorded, ...]:
    """The claims that had been recorded by a time: hand them to `timeline` to see what was believed then."""
    return tuple(each for each in recorded if each.recorded_at <= at)
