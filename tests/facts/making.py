"""Recorded claims made of a few words, for tests of derivation."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from facts.changes import ArticleReference
from facts.claims import Evidence, LabClaim, LeadershipClaim, PartnershipClaim
from facts.records import Recorded, Tier, claim_id

EVIDENCE = {"evidence": Evidence(text="그가 물러났다.", start=0, end=8), "rule": "hand"}


def holder(event, person, *, when=None, mod="asserted", roles=("CEO",), at="가온", unit=None, **terms):
    return LeadershipClaim(
        event=event, person=person, organization=at, unit=unit, roles=roles, date=when, modality=mod, **EVIDENCE | terms
    )


def lab(event, name, *, when=None, mod="asserted", of="가온", where=None, **terms):
    return LabClaim(
        event=event, name=name, organization=of, location=where, date=when, modality=mod, **EVIDENCE | terms
    )


def deal(event, *partners, when=None, mod="asserted", kind="mou", name=None, **terms):
    return PartnershipClaim(
        event=event, organizations=partners, type=kind, name=name, date=when, modality=mod, **EVIDENCE | terms
    )


def recorded(claim, published, article=None, *, arrived=None, tier=Tier.MAJOR, sketch=(), title="제목", **terms):
    """A claim as an article of that day states it; the article is named by its day unless a name is given."""
    name = article or f"article of {published}"
    day = date.fromisoformat(arrived or published)
    return Recorded(
        id=claim_id(name, claim),
        claim=claim,
        article=ArticleReference(id=name, title=title, published=published, publisher=terms.pop("publisher", None)),
        revision="1",
        recorded_at=datetime.combine(day, time(12), tzinfo=UTC),
        tier=tier,
        sketch=sketch,
        **terms,
    )
