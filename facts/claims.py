"""Claims: what one article revision states, in the terms of the annotation guide.

A claim names people and organisations as the article writes them; who is who is decided later (`facts.names`).
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from facts.dates import PartialDate


class Kind(StrEnum):
    LEADERSHIP = "leadership"
    LAB = "lab"
    PARTNERSHIP = "partnership"


class Modality(StrEnum):
    """How sure the text is."""

    ASSERTED = "asserted"
    PLANNED = "planned"  # decided or intended, not yet so
    RUMORED = "rumored"  # told without a decision
    DENIED = "denied"


class LeadershipEvent(StrEnum):
    HOLDS = "holds"
    APPOINTED = "appointed"
    LEFT = "left"


class LabEvent(StrEnum):
    EXISTS = "exists"
    OPENED = "opened"
    CLOSED = "closed"


class PartnershipEvent(StrEnum):
    EXISTS = "exists"
    FORMED = "formed"
    ENDED = "ended"


class PartnershipType(StrEnum):
    MOU = "mou"
    JOINT_RESEARCH = "joint_research"
    ALLIANCE = "alliance"
    ACQUISITION = "acquisition"
    INVESTMENT = "investment"
    SUPPLY = "supply"
    TRAINING = "training"
    OTHER = "other"


class Evidence(BaseModel):
    """The sentence a claim rests on: verbatim, with its half-open character range in `Article.content`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: str
    start: int
    end: int


class ClaimBase(BaseModel):
    """What every kind of claim has. `rule` names the rule that found it, as `kind.language.rule_name`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    modality: Modality = Modality.ASSERTED
    date: PartialDate | None = None
    evidence: Evidence
    rule: str
    corrects: bool = False
    """The claim stands in a notice by which a source corrects what it said before."""


class LeadershipClaim(ClaimBase):
    """`person` holds, takes or leaves `roles` at `unit` of `organization`."""

    kind: Literal[Kind.LEADERSHIP] = Kind.LEADERSHIP
    event: LeadershipEvent
    person: str
    organization: str
    unit: str | None = None
    roles: tuple[str, ...] = Field(min_length=1)


class LabClaim(ClaimBase):
    """Lab `name` of `organization` (equal to `name` where it stands alone) exists, opens or closes."""

    kind: Literal[Kind.LAB] = Kind.LAB
    event: LabEvent
    name: str
    organization: str
    location: str | None = None


class PartnershipClaim(ClaimBase):
    """Two or more `organizations` work together, begin to, or end it; `name` is that of the alliance or subject."""

    kind: Literal[Kind.PARTNERSHIP] = Kind.PARTNERSHIP
    event: PartnershipEvent
    organizations: tuple[str, ...] = Field(min_length=2)
    type: PartnershipType
    name: str | None = None


Claim = Annotated[LeadershipClaim | LabClaim | PartnershipClaim, Field(discriminator="kind")]


class NameKind(StrEnum):
    PERSON = "person"
    ORGANIZATION = "organization"
    LAB = "lab"


class NameRelation(StrEnum):
    ALIAS = "alias"  # two names of one thing: "오르빗AI(OrbitAI)"
    RENAMED = "renamed"  # the first became the second


class NameStatement(BaseModel):
    """The text itself says that two names mean one thing; `date` is the day of the renaming where it is given."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: NameKind
    relation: NameRelation
    names: tuple[str, str]
    date: PartialDate | None = None
    evidence: Evidence
    rule: str


class Reading(BaseModel):
    """All that extraction found in one article revision, in the order of the text."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    claims: tuple[Claim, ...] = ()
    names: tuple[NameStatement, ...] = ()
