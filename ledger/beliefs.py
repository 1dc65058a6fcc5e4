"""Where the ledger asks for judgement: what follows from claims, and what of it is news."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from facts.articles import Article
from facts.changes import Change, ChangeKind
from facts.claims import Claim, Kind, LabClaim, LeadershipClaim, Modality, PartnershipClaim
from facts.dates import PartialDate
from facts.judgements import Judgement, Verdict, verdicts
from facts.names.writing import plain
from facts.records import Recorded, Told, reference
from facts.slots import Placed
from facts.watch import Watch


class Status(StrEnum):
    ASSERTED = "asserted"
    PLANNED = "planned"
    RUMORED = "rumored"
    ENDED = "ended"
    DISPUTED = "disputed"


class Fact(BaseModel):
    """What is believed. `key` names the belief through all its versions."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    key: str
    slot: str
    kind: Kind
    claim: Claim
    status: Status
    valid_from: PartialDate | None = None
    valid_until: PartialDate | None = None
    sources: int
    confidence: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class News:
    """A change, the claim it rests on, and why it is kept silent, if it is."""

    change: Change
    claim: str
    silence: str | None = None


_EVENTS = {
    "appointed": ChangeKind.APPOINTED,
    "left": ChangeKind.LEFT,
    "opened": ChangeKind.OPENED,
    "closed": ChangeKind.CLOSED,
    "formed": ChangeKind.FORMED,
    "ended": ChangeKind.ENDED,
}
_OUT = {"left", "closed", "ended"}


def derive(slot: str, placed: Iterable[Placed], judgements: Sequence[Judgement]) -> tuple[Fact, ...]:
    verdict = verdicts(judgements)
    groups: dict[str, list[Recorded]] = {}
    for each in placed:
        claim = each.recorded.claim
        if verdict.get(each.recorded.id) is not Verdict.WRONG and claim.modality is not Modality.DENIED:
            groups.setdefault(each.value, []).append(each.recorded)
    facts = []
    for value, group in sorted(groups.items()):
        group.sort(key=lambda r: (r.claim.date.first if r.claim.date else r.article.published, r.id))
        last = group[-1]
        starts = [r.claim.date for r in group if r.claim.date and r.claim.event not in _OUT]
        ends = [r.claim.date for r in group if r.claim.date and r.claim.event in _OUT]
        ended = last.claim.event in _OUT
        facts.append(
            Fact(
                key=f"{slot}|{value}",
                slot=slot,
                kind=last.claim.kind,
                claim=last.claim,
                status=Status.ENDED if ended else Status(last.claim.modality),
                valid_from=starts[-1] if starts else None,
                valid_until=ends[-1] if ends and ended else None,
                sources=len({r.article.id for r in group}),
                confidence="",
                claims=tuple(sorted(r.id for r in group)),
            )
        )
    return tuple(facts)


def news(
    before: Sequence[Fact],
    after: Sequence[Fact],
    fresh: Sequence[Recorded],
    article: Article,
    told: Sequence[Told],
    watch: Watch,
    now: datetime,
) -> tuple[News, ...]:
    del now
    was = {fact.key: fact.status for fact in before}
    names = {plain(name) for each in watch.organizations for name in each.names}
    known = {each.change.key for each in told}
    found = []
    by_id = {each.id: each for each in fresh}
    for fact in after:
        reason = next((by_id[each] for each in fact.claims if each in by_id), None)
        if reason is None or was.get(fact.key) == fact.status or reason.claim.event not in _EVENTS:
            continue
        claim = reason.claim
        subject = (
            (claim.person, claim.unit or claim.organization)
            if isinstance(claim, LeadershipClaim)
            else (claim.name,)
            if isinstance(claim, LabClaim)
            else claim.organizations
        )
        change = Change(
            kind=claim.kind,
            change=_EVENTS[claim.event],
            subject=subject,
            after=claim.person if isinstance(claim, LeadershipClaim) and claim.event == "appointed" else None,
            before=claim.person if isinstance(claim, LeadershipClaim) and claim.event == "left" else None,
            what=" ".join(claim.roles) if isinstance(claim, LeadershipClaim) else claim.kind,
            modality=claim.modality,
            since=claim.date,
            sentence=claim.evidence.text,
            article=reference(article),
            sources=fact.sources,
            slot=fact.slot,
            episode=fact.key,
        )
        organizations = claim.organizations if isinstance(claim, PartnershipClaim) else (claim.organization,)
        silence = None
        if not names & set(map(plain, organizations)):
            silence = "nobody on the watch list"
        elif claim.date and claim.date.last < article.published - timedelta(days=90):
            silence = "background"
        elif change.key in known:
            silence = "told before"
        found.append(News(change, reason.id, silence))
    return tuple(found)
