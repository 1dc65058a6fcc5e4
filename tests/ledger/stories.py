"""Articles and what they state, written by hand: the ledger is tested without extraction."""

from datetime import UTC, date, datetime, timedelta

from facts.articles import Article
from facts.claims import (
    Claim,
    Evidence,
    LabClaim,
    LabEvent,
    LeadershipClaim,
    LeadershipEvent,
    Modality,
    PartnershipClaim,
    PartnershipEvent,
    PartnershipType,
    Reading,
)
from facts.dates import PartialDate
from facts.watch import Watch, WatchedOrganization

NOW = datetime(2024, 6, 10, 9, 0, tzinfo=UTC)
WATCH = Watch(organizations=(WatchedOrganization(name="한결전자", aliases=("Hangyeol Electronics",)),))


def later(minutes: int) -> datetime:
    """Minutes after the moment at which the tests begin."""
    return NOW + timedelta(minutes=minutes)


def article(name: str, text: str, day: str = "2024-06-10", source: str = "https://news.example/rss") -> Article:
    """An article whose headline is its own name."""
    return Article(id=name, title=f"기사 {name}", text=text, published=date.fromisoformat(day), source=source)


def _evidence(source: Article, sentence: str) -> Evidence:
    start = source.content.index(sentence)
    return Evidence(text=sentence, start=start, end=start + len(sentence))


def leads(
    source: Article,
    person: str,
    event: str = "appointed",
    role: str = "AI연구소장",
    unit: str | None = "AI연구소",
    organization: str = "한결전자",
    modality: str = "asserted",
    when: str | None = None,
) -> Claim:
    """A person takes, holds or leaves a role."""
    return LeadershipClaim(
        event=LeadershipEvent(event),
        person=person,
        organization=organization,
        unit=unit,
        roles=(role,),
        modality=Modality(modality),
        date=None if when is None else PartialDate.parse(when),
        evidence=_evidence(source, source.text),
        rule="leadership.ko.by_hand",
    )


def lab(
    source: Article, name: str, event: str = "opened", organization: str = "한결전자", when: str | None = None
) -> Claim:
    """A lab opens, closes or is there."""
    return LabClaim(
        event=LabEvent(event),
        name=name,
        organization=organization,
        date=None if when is None else PartialDate.parse(when),
        evidence=_evidence(source, source.text),
        rule="lab.ko.by_hand",
    )


def together(source: Article, *organizations: str, event: str = "formed", name: str | None = None) -> Claim:
    """Organisations begin to work together, or end it."""
    return PartnershipClaim(
        event=PartnershipEvent(event),
        organizations=organizations,
        type=PartnershipType.MOU,
        name=name,
        evidence=_evidence(source, source.text),
        rule="partnership.ko.by_hand",
    )


def states(*claims: Claim) -> Reading:
    """A reading that found these."""
    return Reading(claims=claims)
