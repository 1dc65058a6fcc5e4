"""What readers decided: right, wrong, the same, not the same, mute.

Judgements are appended, never edited; where two contradict each other the later one holds. Derivation reads them as it
reads claims, so reading the articles again does not undo them.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from facts.claims import NameKind


class _Judgement(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    at: AwareDatetime
    by: str = ""
    reason: str = ""


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


class Mute(_Judgement):
    """Nothing more is told of a slot or of an organisation (its name) until the time given, or for good."""

    about: Literal["mute"] = "mute"
    slot: str | None = None
    organization: str | None = None
    until: AwareDatetime | None = None


Judgement = Annotated[ClaimJudgement | NameJudgement | Mute, Field(discriminator="about")]


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
