"""What readers decided: right, wrong, the same, not the same, told before, mute.

Judgements are appended, never edited; where two contradict each other the later one holds. Derivation reads them as it
reads claims, so reading the articles again does not undo them.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from facts.claims import NameKind


class Given(BaseModel):
    """Where a reader answered an alert: at which destination, under which message, and whether by a button."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    destination: str
    message: str
    button: bool = False


class _Judgement(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    at: AwareDatetime
    by: str = ""
    reason: str = ""
    given: Given | None = None
    """None where it was not given under an alert."""


class Verdict(StrEnum):
    RIGHT = "right"
    WRONG = "wrong"


class ClaimJudgement(_Judgement):
    """A reader checked these claims (`Recorded.id`): a wrong one supports nothing, a right one wins a dispute."""

    about: Literal["claims"] = "claims"
    verdict: Verdict
    claims: tuple[str, ...] = Field(min_length=1)


class NameJudgement(_Judgement):
    """Two names mean one thing, or they do not, whatever the rules of likeness say.

    `within` is the organisation of a lab, unit or person; None for organisations.
    """

    about: Literal["names"] = "names"
    same: bool
    kind: NameKind
    names: tuple[str, str]
    within: str | None = None


class Repeat(_Judgement):
    """A reader was told of this change (its key) before: its course of events is not told to that destination again.

    Everywhere where no destination is named. Denials, corrections and conflicts are told all the same.
    """

    about: Literal["repeat"] = "repeat"
    change: str
    destination: str | None = None


class Mute(_Judgement):
    """Nothing more is told of a slot or of an organisation (its name) until the time given, or for good.

    At one destination, or everywhere where none is named. A later one of the same scope takes its place: one whose time
    is over ends it.
    """

    about: Literal["mute"] = "mute"
    slot: str | None = None
    organization: str | None = None
    destination: str | None = None
    until: AwareDatetime | None = None


Judgement = Annotated[ClaimJudgement | NameJudgement | Repeat | Mute, Field(discriminator="about")]


def in_order(judgements: Iterable[Judgement]) -> list[Judgement]:
    """Earliest first, so that the later judgement is met last; the same list for any order of arrival."""
    return sorted(judgements, key=lambda judgement: (judgement.at, judgement.id))


def verdicts(judgements: Iterable[Judgement]) -> dict[str, Verdict]:
    """The verdict that holds for each judged claim."""
    return {
        claim: judgement.verdict
        for judgement in in_order(judgements)
        if isinstance(judgement, ClaimJudgement)
        for claim in judgement.claims
    }


def mutes_in_force(judgements: Iterable[Judgement], now: datetime) -> list[Mute]:
    """The mutes that hold at a time: the last of each scope, where its time is not over."""
    last = {
        (judgement.slot, judgement.organization, judgement.destination): judgement
        for judgement in in_order(judgements)
        if isinstance(judgement, Mute)
    }
    return [mute for mute in last.values() if mute.until is None or mute.until > now]
