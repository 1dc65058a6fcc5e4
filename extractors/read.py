"""The door: an article in, what it states out. Pure; no clock, no network; the same text gives the same reading."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from extractors import lab, leadership, partnership
from extractors.document import Document, Step
from extractors.english import explain_english, is_english, read_english
from extractors.explaining import steps_of
from extractors.leadership import lists
from extractors.leadership.misprints import misprints
from extractors.names import organizations, people
from extractors.scenes import Scene, scenes
from extractors.structure import read_structure
from facts.articles import Article
from facts.claims import Claim, LeadershipClaim, Reading


@dataclass(frozen=True, slots=True)
class _Names:
    document: Document
    organizations: organizations.Organizations
    people: people.People
    scenes: tuple[Scene, ...]


def read(article: Article) -> Reading:
    """All that the article states, in the order of the text. Languages other than Korean and English give an empty reading.

    English is told by the letters of the text, whatever `article.language` says.
    """
    if is_english(article):
        return read_english(article)
    names = _names(article)
    if names is None:
        return Reading()
    return Reading(claims=_claims(names), names=names.organizations.statements)


def _claims(names: _Names) -> tuple[Claim, ...]:
    document, found = names.document, names.organizations
    claims: list[Claim] = [
        *_once(leadership.claims(names.people, names.scenes), lists.claims(document)),
        *lab.claims(document, found, names.scenes),
        *partnership.claims(document, found, names.scenes),
    ]
    claims += misprints(names.scenes)
    claims.sort(key=lambda claim: claim.evidence.start)
    return tuple(claims)


def _once(told: Iterable[LeadershipClaim], listed: Iterable[LeadershipClaim]) -> Iterator[LeadershipClaim]:
    """What prose tells and what a list below it adds: a post that both give is the prose's, with the list's date where it has none."""
    rows = {_key(claim): claim for claim in listed}
    for claim in told:
        row = rows.pop(_key(claim), None)
        if row is None:
            yield claim
        else:
            roles = (*claim.roles, *(role for role in row.roles if role not in claim.roles))
            yield claim.model_copy(
                update={"roles": roles, "unit": claim.unit or row.unit, "date": claim.date or row.date}
            )
    yield from rows.values()


def _key(claim: LeadershipClaim) -> tuple[str, str, str]:
    return claim.person, claim.organization.replace(" ", ""), claim.event


def explain(article: Article) -> tuple[Step, ...]:
    """What each rule saw in which sentence and what it made of it, in the order of the text."""
    if is_english(article):
        return explain_english(article)
    names = _names(article)
    if names is None:
        return ()
    sentences = {sentence.start: sentence for sentence in names.document.sentences}
    steps = list(leadership.steps(names.people, names.scenes))
    seen = {step.rule for step in steps}
    steps += steps_of((claim for claim in _claims(names) if claim.rule not in seen), sentences)
    return tuple(sorted(steps, key=lambda step: step.sentence.start))


def _names(article: Article) -> _Names | None:
    if article.language != "ko":
        return None
    document = read_structure(article)
    found = organizations.find(document)
    return _Names(document, found, people.find(document, found), scenes(document, found))
