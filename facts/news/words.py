"""A verdict put into a `Change`: names, words and keys."""

from __future__ import annotations

import hashlib

from facts.changes import Change
from facts.claims import LabClaim, LeadershipClaim, PartnershipClaim
from facts.news.desk import Desk
from facts.news.events import Event, subject, whole_place
from facts.news.rules import Verdict
from facts.slots import claim_posts


def build(event: Event, verdict: Verdict, desk: Desk) -> Change:
    """The change to tell, with the sentence it rests on."""
    record, claim = event.recorded, event.recorded.claim
    fact = desk.believed(event)
    unit = event.placed.post.unit if event.placed.post is not None else None
    slot = verdict.earlier.told.change.slot if verdict.earlier is not None else event.slot.key
    return Change(
        kind=claim.kind,
        change=verdict.change,
        subject=subject(record, unit),
        before=verdict.before,
        after=verdict.after,
        what=what(claim),
        modality=claim.modality,
        since=claim.date,
        sentence=claim.evidence.text,
        article=record.article,
        sources=fact.sources if fact is not None else 1,
        confidence=fact.confidence if fact is not None else "",
        slot=slot,
        episode=_episode(event, verdict),
    )


def _episode(event: Event, verdict: Verdict) -> str:
    """What follows an earlier alert shares its episode; a new one is numbered within slot and value."""
    if verdict.earlier is not None:
        return verdict.earlier.told.change.episode
    named = f"{event.slot.key}\x1f{event.value}\x1f{verdict.episode}"
    return hashlib.sha256(named.encode()).hexdigest()[:16]


def what(claim: LeadershipClaim | LabClaim | PartnershipClaim) -> str:
    """What is held, in a few words for people: 한결전자 AI연구소장; 세인바이오 보스턴 R&D센터; mou 디지털 진단."""
    match claim:
        case LeadershipClaim():
            title = " ".join(claim.roles)
            named = claim_posts(claim)[0].unit
            unit = None if named is None or named in title else named
            return f"{whole_place(claim.organization, unit)} {title}"
        case LabClaim():
            return whole_place(claim.organization, claim.name)
        case PartnershipClaim():  # pragma: no branch: the last of three
            return f"{claim.type.value} {claim.name}" if claim.name else claim.type.value
