"""A sentence with all that is known of it when its events are read: names, dates, and who is spoken of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from extractors.document import DateMention, Document, Mention, MentionKind, Role, Sentence
from extractors.names.organizations import Organizations
from extractors.stance import Statement, stance
from extractors.when import Occasion, dates_of, occasions
from extractors.when import event_date as governing_date
from facts.claims import Modality
from facts.dates import PartialDate

_TOPIC = re.compile(
    r"(?:\([^()]{1,30}\))?[’'”\"]?(?: 측)?(?:은|는|도|에서는|에선|로서는|으로서는|에 따르면)(?![가-힣])"
)
_FIRST_SUBJECT = re.compile(r"(?:\([^()]{1,30}\))?[’'”\"]?(?: 측)?(?:이|가)(?![가-힣])")
_SPEAKER = re.compile(
    r"(?: [가-힣·]{2,12}){0,2} ?(?:대표|회장|사장|부회장|부사장|전무|상무|CEO|CTO|CFO|COO|의장|원장|총장|관계자|대변인)(?:이사)?(?:\([^()]{1,20}\))?(?:은|는)(?![가-힣])"
)
_TAKEN_BACK = re.compile(
    r"\S{0,3} ?(?:방침|계획|결정|방안|추진)(?:을|를|도)? ?(?:철회|백지화|취소|번복|거둬|거두|없던)"
)
"""Right behind an event: the plan of it is taken back ("폐쇄 방침 철회")."""
_CORRECTION = re.compile(r"\[(?:정정|바로잡|정정보도|고침)|바로잡습니다")
_ABOUT_A_WORK = re.compile(r"드라마|영화|배우|예능|웹툰|소설|연극|뮤지컬|리뷰|시사회")
_STAGE = re.compile(
    r"배우|시청률|종영|촬영|캐스팅|역을 맡|연기한|연기했|차기작|주연|조연|극 중|개봉|방영|데뷔|시즌2|감독판|관객|원작|등장인물|줄거리|주인공|회차|연재|결말|캐릭터|서사|시청자|작화|독자|관람|배역|열연|호연|연기력"
)
_STAGE_WORDS = 4
"""Different words of the stage that make it sure; news of a studio's business has one or two."""
_NO_TOPICS = ("위원회", "준비위", "추천위", "거래소", "증권", "법원")
_TOGETHER = re.compile(r"(?:\([^()]{1,30}\))?(?:와|과|,|·|및) ?(?:[가-힣A-Za-z]+ ){0,2}")
_MARK = re.compile(r"[■□◆◇●○◎◈★☆▶▷#『【\[< ]{1,3}")
_FOUNDED = re.compile(r"(?:을|를) (?:창업|설립|세웠|세운|차렸|차린|이끌)")


@dataclass(frozen=True, slots=True)
class Scene:
    """One sentence; offsets of mentions and dates count the article, those of `text` the sentence."""

    sentence: Sentence
    mentions: tuple[Mention, ...]
    dates: tuple[DateMention, ...]
    topic: str | None
    """The organisation that the sentences before were about: the subject where the sentence names none."""
    published: date
    following: Sentence | None
    occasion: Occasion | None = None
    """What dates the changes of posts, and orders, that the sentence tells without a date of their own."""
    main: str | None = None
    """The organisation that the article, or the item of a round-up, is mainly about."""
    corrects: bool = False
    """The article is a notice by which its source corrects what it said before."""

    @property
    def text(self) -> str:
        return self.sentence.text

    def organizations(self) -> tuple[Mention, ...]:
        return tuple(mention for mention in self.mentions if mention.kind is MentionKind.ORGANIZATION)

    def date_of(
        self, start: int, end: int, *, until: bool = False, occasion: Occasion | None = None
    ) -> PartialDate | None:
        """The date of the event whose trigger spans `start` to `end` of the text."""
        if not self.dates and occasion is None:
            return None
        offset = self.sentence.start
        return governing_date(
            self.sentence,
            offset + start,
            offset + end,
            self.published,
            mentions=self.dates,
            until=until,
            occasion=occasion,
        )

    def stance_of(self, start: int, end: int, when: PartialDate | None) -> Statement:
        """How sure the text is of that event; None where it states nothing."""
        if _TAKEN_BACK.match(self.text, end):
            return Modality.DENIED
        offset = self.sentence.start
        return stance(
            self.sentence, offset + start, offset + end, when=when, published=self.published, following=self.following
        )


def is_fiction(document: Document) -> bool:
    """Whether the article is about a film, a series or a book: what happens in it has not happened."""
    return (
        _ABOUT_A_WORK.search(document.article.title) is not None
        and len(set(_STAGE.findall(document.article.content))) >= _STAGE_WORDS
    )


def scenes(document: Document, organizations: Organizations) -> tuple[Scene, ...]:
    """Every sentence of the article with its names, its dates and its topic."""
    if is_fiction(document):
        return ()
    found = []
    corrects = _CORRECTION.search(document.article.title) is not None
    topic = organizations.default
    followers: Sequence[Sentence | None] = (*document.sentences, None)[1:]
    dates = dates_of(document)
    told = occasions(document, dates)
    section = 0
    for sentence, dated, following, occasion in zip(document.sentences, dates, followers, told, strict=True):
        if sentence.section != section:  # a round-up: the next item is about somebody else
            section, topic = sentence.section, organizations.section_defaults.get(sentence.section)
        mentions = organizations.in_sentence(sentence)
        main = organizations.section_defaults.get(section, organizations.default)
        found.append(Scene(sentence, mentions, dated, topic, document.published, following, occasion, main, corrects))
        heading = next((mention.name for mention in mentions if _heads(sentence, mention)), None)
        if heading is not None:
            topic = heading
        elif sentence.role is not Role.LIST:
            topic = _spoken_of(sentence, mentions) or topic
    return tuple(found)


def _heads(sentence: Sentence, mention: Mention) -> bool:
    """Whether a mark and an organisation are all there is: "■ 도솔표준원" over the rows of a list."""
    before, after = sentence.text[: mention.start - sentence.start], sentence.text[mention.end - sentence.start :]
    return (
        mention.kind is MentionKind.ORGANIZATION and _MARK.fullmatch(before) is not None and not after.strip(" 』】]>")
    )


def _spoken_of(sentence: Sentence, mentions: Sequence[Mention]) -> str | None:
    """The organisation that the sentence is about: its topic, its first subject, or the one its speaker leads."""
    organizations = [
        mention for mention in mentions if mention.kind is MentionKind.ORGANIZATION and not mention.members
    ]
    text, offset = sentence.text, sentence.start
    if text.startswith(("“", '"')):
        return None  # what a speaker says of others
    organizations = [mention for mention in organizations if not mention.name.endswith(_NO_TOPICS)]
    first = next((mention for mention in mentions if mention.kind is MentionKind.UNIT), None)
    if first is not None and first.start - offset <= 12 and _TOPIC.match(text, first.end - offset) and organizations:
        return organizations[0].name
    for before, mention in zip([None, *organizations], organizations, strict=False):
        if before is not None and _TOGETHER.fullmatch(text[before.end - offset : mention.start - offset]):
            continue
        if _TOPIC.match(text, mention.end - offset) or _FOUNDED.match(text, mention.end - offset):
            return mention.name
    for place, mention in enumerate(organizations):
        if place == 0 and mention.start - offset <= 2 and _FIRST_SUBJECT.match(text, mention.end - offset):
            return mention.name
        if _SPEAKER.match(text, mention.end - offset):
            return mention.name
    return None
