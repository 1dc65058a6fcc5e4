"""Who-is-what phrases: a person, the posts named with that person, and where each post is.

"마동휘 두레전자 CTO(부사장)는", "두레전자 로봇사업담당 길나영 상무가", "CEO인 클라라 …를", "두레그룹(회장 마동휘)은" are read
alike: from each title to the left over the words without a particle, which hold the person, the organisation and the unit.
A phrase may lack its person ("새 수장으로") or its posts ("길나영 씨가"). `phrase_reader` reads them.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from extractors.document import Mention, Sentence
from extractors.names.titles import TitleKind
from extractors.names.tokens import Word


@dataclass(frozen=True, slots=True)
class Post:
    """One title and where it is held; `organization` and `unit` only as far as the phrase names them.

    `status` is "former", "present", "coming", "sort" or ""; `start` and `end` are offsets in the article.
    """

    title: str
    kind: TitleKind
    organization: str | None = None
    unit: str | None = None
    status: str = ""
    acting: bool = False
    as_post: bool = False
    linked: bool = False
    """Told in front of the person and another title: "사외이사인 길나영 대표"."""
    start: int = 0
    end: int = 0


@dataclass(slots=True)
class Phrase:
    """`first` and `last` are the places of its words in the sentence; `role` is the letter of its particle's role.

    `person` is as written; `full` says that it is a whole name. `name` is filled when the article has been read whole.
    """

    first: int
    last: int
    start: int
    end: int
    role: str
    person: str | None = None
    person_start: int = 0
    full: bool = False
    sure: bool = False
    posts: tuple[Post, ...] = ()
    name: str | None = None
    personal: tuple[str, ...] = ()
    """Words like 교수, 씨 that stood with the name."""


@dataclass(slots=True)
class Line:
    """A sentence taken apart."""

    sentence: Sentence
    words: list[Word]
    mentions: tuple[Mention, ...]
    phrases: list[Phrase] = field(default_factory=list)

    def mention_at(self, start: int, end: int) -> Mention | None:
        """The organisation, unit or place whose text is exactly this stretch or begins it and covers it."""
        for mention in self.mentions:
            if mention.start <= start and mention.end >= end:
                return mention
        return None
