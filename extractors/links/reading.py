"""The links of people with titles and organisations: every person a text names, whatever claims make of it.

Claims are about leadership and follow the annotation guide; links are wider: members of parliament, coaches, singers. They
say who stands for what in a sentence, not what happened, and feed nothing that is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import product

from extractors.document import Mention, MentionKind
from extractors.links.scorer import score
from extractors.links.titles import ends_in_title, profession
from extractors.names import organizations, people
from extractors.names.people import People
from extractors.names.titles import read_title
from extractors.structure import read_structure
from facts.articles import Article
from facts.claims import Evidence

KINDS = (MentionKind.TITLE, MentionKind.ORGANIZATION)
ENOUGH = {MentionKind.TITLE: 0.4, MentionKind.ORGANIZATION: 0.85}
"""The score from which a pair is linked. Two in three of the pairs learned from are linked, far fewer of those in other texts: an
organisation is named beside many people whom it has nothing to do with, so it needs more.
"""
_FAR = 160
"""Characters between two names beyond which nothing is asked."""
_WORD = re.compile(r"[가-힣A-Za-z]+")
_LINE = re.compile(r"[^\n]+")


@dataclass(frozen=True, slots=True)
class Link:
    """A person and a title or organisation of the same sentence, with the score that they belong together.

    Offsets count the text that was read; `evidence` is the sentence.
    """

    person: Mention
    other: Mention
    score: float
    evidence: Evidence

    @property
    def linked(self) -> bool:
        return self.score >= ENOUGH[self.other.kind]


def links(article: Article) -> tuple[Link, ...]:
    """The links of the names that the extraction finds in a Korean article, in the order of the text; offsets count
    `article.content`.
    """
    if article.language != "ko":
        return ()
    document = read_structure(article)
    houses = organizations.find(document)
    who = people.find(document, houses)
    found: list[Link] = []
    for sentence in document.sentences:
        named = [*_people_and_titles(who, sentence.start), *houses.in_sentence(sentence)]
        found += [link for link in _pairs(sentence.text, sentence.start, named) if link.linked]
    return tuple(found)


def links_between(text: str, mentions: Iterable[Mention]) -> tuple[Link, ...]:
    """All pairs of a given person and a given title or organisation in one line of the text, linked or not, by place.

    For names that are known beforehand. Mentions of other kinds are passed over.
    """
    given = tuple(mentions)
    found: list[Link] = []
    for line in _LINE.finditer(text):
        inside = [mention for mention in given if line.start() <= mention.start and mention.end <= line.end()]
        found += _pairs(line.group(), line.start(), inside, far=len(text))
    return tuple(found)


def _people_and_titles(who: People, sentence: int) -> Iterator[Mention]:
    """The people of a sentence, and every title in it: those that make no claim (의원, 감독) as well."""
    line = who.lines.get(sentence)
    if line is None:
        return
    for phrase in line.phrases:
        if phrase.person is not None:
            end = phrase.person_start + len(phrase.person)
            name = phrase.name or phrase.person
            yield Mention(MentionKind.PERSON, phrase.person, phrase.person_start, end, name)
    for word in line.words:
        if word.title is not None and not word.title.post:
            yield _title(word.text[: word.title.length], word.start)
        elif word.title is None and profession(word.stem):
            yield _title(word.stem, word.start)
        for note, start in word.notes:
            for part in _WORD.finditer(note):
                title = read_title(part.group())
                if profession(part.group()) or (title is not None and title.length == len(part.group())):
                    yield _title(part.group(), start + part.start())


def _title(text: str, start: int) -> Mention:
    return Mention(MentionKind.TITLE, text, start, start + len(text), text)


def _settled(mention: Mention) -> Mention:
    """What is called an organisation and is a post of one ("가람전자 사장") as the title it is."""
    if mention.kind is MentionKind.ORGANIZATION and ends_in_title(mention.text):
        return replace(mention, kind=MentionKind.TITLE)
    return mention


def _pairs(text: str, offset: int, named: Iterable[Mention], far: int = _FAR) -> Iterator[Link]:
    everything = sorted({_settled(mention) for mention in named}, key=lambda mention: (mention.start, mention.end))
    persons = [mention for mention in everything if mention.kind is MentionKind.PERSON]
    others = [mention for mention in everything if mention.kind in KINDS and not mention.members]
    evidence = Evidence(text=text, start=offset, end=offset + len(text))
    for person, other in product(persons, others):
        if max(person.start, other.start) - min(person.end, other.end) > far:
            continue
        one, two = ((mention.start - offset, mention.end - offset) for mention in (person, other))
        yield Link(person, other, score(text, one, two, other.kind.value), evidence)
