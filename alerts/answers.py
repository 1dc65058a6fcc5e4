"""What readers say to an alert, by a reaction or a button. Pure.

✅ right, ❌ wrong, 🔁 told before, 🔕 no more of this. Who answered is kept with the answer. The same answer has the same
key however often and by whichever way it is seen, so that whoever keeps answers keeps each once.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from functools import cached_property
from typing import Self

from pydantic import BaseModel, ConfigDict

from alerts.marks import Mark, Verdict
from alerts.slack import Seen
from facts import judgements
from facts.changes import Change
from facts.judgements import ClaimJudgement, Given, Judgement, Mute, Repeat

REACTIONS = {
    "white_check_mark": Verdict.RIGHT,
    "heavy_check_mark": Verdict.RIGHT,
    "x": Verdict.WRONG,
    "negative_squared_cross_mark": Verdict.WRONG,
    "repeat": Verdict.TOLD_BEFORE,
    "no_bell": Verdict.MUTE,
}
"""By Slack's names: ✅ ✔️, ❌ ❎, 🔁, 🔕. All other reactions are none of ours."""


MUTE_DAYS = 30
"""How long 🔕 lasts."""


class Answer(BaseModel):
    """One member's verdict on the change that one message tells."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    verdict: Verdict
    member: str
    destination: str
    delivery_id: str
    change_key: str
    message_id: str
    button: bool = False

    @cached_property
    def key(self) -> str:
        """The same for the same verdict of the same member on the same message."""
        parts = (self.destination, self.message_id, self.member, self.verdict)
        return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:32]


def answers_in(seen: Iterable[Seen], destination: str, ours: Collection[str]) -> tuple[Answer, ...]:
    """The answers that stand at messages about one change, oldest message first; `ours` are ids of the app itself."""
    return tuple(
        Answer(
            verdict=REACTIONS[name],
            member=member,
            destination=destination,
            delivery_id=one.label.id,
            change_key=one.label.change,
            message_id=one.ts,
        )
        for one in sorted(seen, key=lambda one: float(one.ts))
        if one.label.change
        for name, members in one.reactions
        if name in REACTIONS
        for member in members
        if member not in ours
    )


def judgement_of(answer: Answer, change: Change, claims: Collection[str], now: datetime) -> Judgement | None:
    """The answer in the terms of judgement, with the answer's own key as its id: given twice, it counts once.

    `claims` are the ids of the claims that the change rests on; None where there is none to judge. 🔁 and 🔕 are for the
    destination where they are given.
    """
    given = Given(destination=answer.destination, message=answer.message_id, button=answer.button)
    match answer.verdict:
        case Verdict.RIGHT | Verdict.WRONG:
            if not claims:
                return None
            return ClaimJudgement(
                id=answer.key,
                at=now,
                by=answer.member,
                given=given,
                verdict=judgements.Verdict(answer.verdict),
                claims=tuple(sorted(claims)),
            )
        case Verdict.TOLD_BEFORE:
            return Repeat(
                id=answer.key,
                at=now,
                by=answer.member,
                given=given,
                change=answer.change_key,
                destination=answer.destination,
            )
        case Verdict.MUTE:
            return Mute(
                id=answer.key,
                at=now,
                by=answer.member,
                given=given,
                slot=change.slot,
                destination=answer.destination,
                until=now + timedelta(days=MUTE_DAYS),
            )


@dataclass(frozen=True, slots=True)
class Answered:
    """The judgements given at one destination by the message they were given under, and the ids of the mutes in force."""

    by_message: Mapping[str, Sequence[Judgement]]
    muting: frozenset[str]

    @classmethod
    def at(cls, destination: str, judged: Sequence[Judgement], now: datetime) -> Self:
        """`judged`: every judgement, of whichever destination."""
        by_message: dict[str, list[Judgement]] = defaultdict(list)
        for each in judgements.in_order(judged):
            if each.given is not None and each.given.destination == destination:
                by_message[each.given.message].append(each)
        return cls(by_message, frozenset(each.id for each in judgements.mutes_in_force(judged, now)))


def marks(one: Seen, ours: Collection[str], answered: Answered, zone: tzinfo) -> tuple[Mark, ...]:
    """What a message should show of the answers to it.

    ❌ counts as long as the reaction stands; what a button said and what holds in the ledger (🔁, 🔕) until it is gone
    back on. ✅ is shown for buttons only: a reaction is seen as it is.
    """
    by_button: dict[str, judgements.Verdict] = {}
    told_before: set[str] = set()
    muted: list[Mark] = []
    for each in answered.by_message.get(one.ts, ()):
        match each:
            case ClaimJudgement() if each.given is not None and each.given.button:
                by_button[each.by] = each.verdict
            case Repeat():
                told_before.add(each.by)
            case Mute() if each.id in answered.muting:
                until = each.until.astimezone(zone).date() if each.until else None
                muted.append(Mark(Verdict.MUTE, (each.by,), until))
            case _:
                continue
    reacting = {member for name, given in one.reactions if REACTIONS.get(name) is Verdict.WRONG for member in given}
    said = {
        Verdict.WRONG: reacting.difference(ours) | _those(by_button, judgements.Verdict.WRONG),
        Verdict.RIGHT: _those(by_button, judgements.Verdict.RIGHT),
        Verdict.TOLD_BEFORE: told_before,
    }
    found = [Mark(verdict, tuple(sorted(members))) for verdict, members in said.items() if members]
    return (*found, *muted)


def state_of(shown: Sequence[Mark]) -> str:
    """What a message carries unseen of its marks, to know whether they are up to date; empty where it has none."""
    return hashlib.sha256(repr(shown).encode()).hexdigest()[:16] if shown else ""


def _those(said: dict[str, judgements.Verdict], verdict: judgements.Verdict) -> set[str]:
    return {member for member, one in said.items() if one is verdict}
