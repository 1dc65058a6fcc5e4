"""What readers say to an alert, by a reaction or a button. Pure.

✅ right, ❌ wrong, 🔁 told before, 🔕 no more of this. Who answered is kept with the answer. The same answer has the same
key however often and by whichever way it is seen, so that whoever keeps answers keeps each once.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cached_property

from pydantic import BaseModel, ConfigDict

from alerts.slack import Seen
from facts import judgements
from facts.changes import Change
from facts.judgements import Judgement


class Verdict(StrEnum):
    RIGHT = "right"
    WRONG = "wrong"
    TOLD_BEFORE = "told_before"
    MUTE = "mute"


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


def marked_wrong(one: Seen, ours: Collection[str]) -> tuple[str, ...]:
    """Who says now that a message is wrong: those who react so, and those who once pressed its button."""
    by_reaction = {
        member for name, members in one.reactions if REACTIONS.get(name) is Verdict.WRONG for member in members
    }
    return tuple(sorted(by_reaction.difference(ours) | set(pressed(one.state))))


def pressed(state: str) -> tuple[str, ...]:
    """The members who pressed the button, from the state that a message carries."""
    return tuple(word.removeprefix("!") for word in state.split() if word.startswith("!"))


def state_of(wrong: Collection[str], by_button: Collection[str]) -> str:
    """What a message carries unseen of who marked it wrong; empty where nobody did."""
    words = [f"!{member}" if member in by_button else member for member in sorted(wrong)]
    return " ".join(["wrong", *words]) if words else ""


def judgement_of(answer: Answer, change: Change, claims: Collection[str], now: datetime) -> Judgement | None:
    """The answer in the terms of judgement, with the answer's own key as its id: given twice, it counts once.

    `claims` are the ids of the claims that the change rests on. None where nothing follows for what is believed: told
    before, or no claim to judge.
    """
    match answer.verdict:
        case Verdict.RIGHT | Verdict.WRONG:
            if not claims:
                return None
            return judgements.ClaimJudgement(
                id=answer.key,
                at=now,
                by=answer.member,
                verdict=judgements.Verdict(answer.verdict),
                claims=tuple(sorted(claims)),
            )
        case Verdict.MUTE:
            until = now + timedelta(days=MUTE_DAYS)
            return judgements.Mute(id=answer.key, at=now, by=answer.member, slot=change.slot, until=until)
        case Verdict.TOLD_BEFORE:
            return None
