"""The door: an article in, what it states out. Pure; no clock, no network; the same text gives the same reading."""

from __future__ import annotations

from dataclasses import dataclass

from extractors import lab, leadership, partnership
from extractors.document import Document, Step
from extractors.english import explain_english, is_english, read_english
from extractors.leadership import lists
from extractors.names import organizations, people
from extractors.scenes import Scene, scenes
from extractors.structure import read_structure
from facts.articles import Article
from facts.claims import Claim, Reading


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
    document, found = names.document, names.organizations
    claims: list[Claim] = [
        *leadership.claims(names.people, names.scenes),
        *lists.claims(document),
        *lab.claims(document, found, names.scenes),
        *partnership.claims(document, found, names.scenes),
    ]
    claims.sort(key=lambda claim: claim.evidence.start)
    return Reading(claims=tuple(claims), names=found.statements)


def explain(article: Article) -> tuple[Step, ...]:
    """What each rule saw in which sentence and what it made of it, in the order of the text."""
    if is_english(article):
        return explain_english(article)
    names = _names(article)
    return leadership.steps(names.people, names.scenes) if names is not None else ()


def _names(article: Article) -> _Names | None:
    if article.language != "ko":
        return None
    document = read_structure(article)
    found = organizations.find(document)
    return _Names(document, found, people.find(document, found), scenes(document, found))
