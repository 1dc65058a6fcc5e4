"""What the stages of extraction hand to each other: sentences, mentions, dates. Every offset counts `Article.content`."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from facts.articles import Article
from facts.claims import Evidence, Modality
from facts.dates import PartialDate


class Role(StrEnum):
    """What part of the page a sentence is."""

    HEADLINE = "headline"
    BODY = "body"
    CAPTION = "caption"  # of the article's own picture
    LIST = "list"  # a row of a personnel list or a table


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence (or headline, caption, list row) of the article's own text, verbatim."""

    text: str
    start: int
    role: Role
    paragraph: int
    """Sentences of one paragraph share its number; numbers rise through the article."""
    section: int = 0
    """Sentences of one item of a round-up share its number; an article about one thing has one section."""

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def evidence(self) -> Evidence:
        return Evidence(text=self.text, start=self.start, end=self.end)


class MentionKind(StrEnum):
    PERSON = "person"
    ORGANIZATION = "organization"
    UNIT = "unit"  # a division, lab or office inside an organisation
    TITLE = "title"
    PLACE = "place"


@dataclass(frozen=True, slots=True)
class Mention:
    """A name or title in a sentence, without particles and marks.

    `start` and `end` are offsets in the article; `name` is what it stands for once the article has been read whole:
    the full name behind "벨리니 랩장", the company behind "회사". `members` names those behind "양사", "두 회사".
    """

    kind: MentionKind
    text: str
    start: int
    end: int
    name: str
    members: tuple[str, ...] = ()


class Bound(StrEnum):
    """Which edge of a time a date is."""

    AT = "at"
    SINCE = "since"  # "지난 7월부터"
    UNTIL = "until"  # "2021년까지"


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date in a sentence, resolved; `announces` where it dates the telling and not the event ("12일 밝혔다").

    `start` and `end` are offsets in the article. `bound` tells "지난 7월부터" and "2021년까지" from "지난 7월".
    """

    value: PartialDate
    text: str
    start: int
    end: int
    announces: bool = False
    bound: Bound = Bound.AT


@dataclass(frozen=True, slots=True)
class Document:
    """An article cut into its own sentences."""

    article: Article
    sentences: tuple[Sentence, ...]

    @property
    def published(self) -> date:
        return self.article.published


@dataclass(frozen=True, slots=True)
class Step:
    """One line of an explanation: which rule saw what in which sentence, and what it made of it."""

    rule: str
    sentence: Sentence
    matched: tuple[str, ...] = ()
    resolved: dict[str, str] = field(default_factory=dict)
    modality: Modality | None = None
