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

from pydantic import AwareDatetime, BaseModel, ConfigDict

from alerts.slack import Seen
from facts.changes import Change


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


class Mute(BaseModel):
    """Nothing about a slot is told at a destination until then."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    destination: str
    slot: str
    until: AwareDatetime


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


def mute_of(answer: Answer, change: Change, now: datetime, days: int = 30) -> Mute:
    """What 🔕 asks for: nothing about the same slot, at the same destination, for some time."""
    return Mute(destination=answer.destination, slot=change.slot, until=now + timedelta(days=days))


def unmuted(destinations: Iterable[str], change: Change, mutes: Iterable[Mute], now: datetime) -> tuple[str, ...]:
    """The destinations at which nobody asked for silence about the slot of a change."""
    silent = {mute.destination for mute in mutes if mute.slot == change.slot and mute.until > now}
    return tuple(name for name in destinations if name not in silent)
