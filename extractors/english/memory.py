"""What a reader keeps in mind from sentence to sentence: who was spoken of, in which post, at which firm, in which lab."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from extractors.english.tagging import Organizations, People, Tagged, Unit
from extractors.names.en import Names
from facts.dates import PartialDate

_OBLIQUE = re.compile(
    r"\b(?:of|with|from|at|to|by|for|in|between|among|under|against|than|behind|on|into|about|like|including|over|near|via|replac\w+|succeed\w+|named|appointed|hired|acquir\w+|buy\w*|bought|sell|sold|call\w*)"
    r" (?:(?!(?:that|which|who|said|says|as) )[a-z-]+ ){0,2}$"
)
_POSSESSIVE = re.compile(r"['’]s?\b|['’](?= )")


@dataclass(frozen=True, slots=True)
class Post:
    """Where somebody stands: the last that the text said of it."""

    organization: str
    unit: str | None
    titles: tuple[str, ...]


@dataclass(slots=True)
class Memory:
    """Grows with each sentence; `names` is fixed from the start."""

    names: Names
    main: str | None
    """The organisation that the article is about."""
    published: date
    label: str | None = None
    """The organisation that the paragraph is headed with."""
    subject: str | None = None
    """The organisation that the last sentence of this paragraph was about."""
    recent: list[str] = field(default_factory=list)
    """Organisations in order of mention, the last at the end."""
    group: tuple[str, ...] = ()
    alliance: str | None = None
    labs: list[Unit] = field(default_factory=list)
    for_sale: str | None = None
    """The firm last said to be bought or sold."""
    person: str | None = None
    posts: dict[str, Post] = field(default_factory=dict)
    left: dict[str, Post] = field(default_factory=dict)
    closing: PartialDate | None = None
    """When the deal that the article tells of is to be done: "at closing"."""
    founded: dict[str, PartialDate] = field(default_factory=dict)
    """When an alliance was founded, where the text says so before it names the members."""
    contested: Post | None = None
    """The post that the article is about: the first in which one comes for another."""
    vacancy: Post | None = None
    """The post that was last filled, left or spoken of: what a predecessor or successor has in common."""

    @property
    def topic(self) -> str | None:
        """The organisation meant where none is named."""
        return self.label or self.subject or self.main

    def turn_to(self, label: str | None) -> None:
        """A new paragraph begins."""
        self.label = label
        self.subject = None
        if label:
            self.recent.append(label)

    def mention(self, names: tuple[str, ...]) -> None:
        self.recent.extend(names)
        del self.recent[:-60]
        if len(names) > 1:
            self.group = names

    def foreign(self, people: str) -> str | None:
        """The organisation last mentioned that belongs to a people ("the Swiss company")."""
        for name in reversed(self.recent):
            if self.names.peoples.get(name) == people:
                return name
        return next(
            (name for name in reversed(self.recent) if name not in self.names.peoples and name != self.topic), None
        )


def subject_organization(tagged: Tagged, at: int) -> Organizations | None:
    """The organisation that acts at a place of the sentence: the nearest before it that no preposition or genitive takes away."""
    for position, value in reversed(tagged.marks(Organizations, 0, at)):
        if _POSSESSIVE.match(tagged.text, position + 1):
            continue
        if _OBLIQUE.search(tagged.text[max(0, position - 40) : position]):
            continue
        return value
    return None


def subject_person(tagged: Tagged, at: int) -> People | None:
    """The person that acts at a place of the sentence, found in the same way."""
    before = tagged.marks(People, 0, at)
    relative = re.search(
        r"(.), who(?:se [a-z]+)? (?:(?:has|had|have|is|was|will|also|previously|formerly|now|earlier|would|currently|then) )*$",
        tagged.text[:at],
    )
    if relative and isinstance(value := tagged.values.get(relative[1]), People):
        return value
    for position, value in reversed(before):
        if _POSSESSIVE.match(tagged.text, position + 1):
            continue
        if _OBLIQUE.search(tagged.text[max(0, position - 40) : position]):
            continue
        return value
    return None
