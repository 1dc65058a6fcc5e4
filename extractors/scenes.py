"""A sentence with all that is known of it when its events are read: names, dates, and who is spoken of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from extractors.document import Bound, DateMention, Document, Mention, MentionKind, Role, Sentence
from extractors.names.organizations import Organizations
from extractors.when.dates import dates_of
from facts.claims import Modality
from facts.dates import PartialDate

_TOPIC = re.compile(
    r"(?:은|는|이|가|도|측은|측이|에서는|에선|로서는|으로서는|이사회는|관계자는|에 따르면)(?![가-힣])|,"
)
_PAST = re.compile(
    r"[했됐였었았렸졌섰왔갔났혔꿨뒀줬봤썼켰쳤녔겼꼈폈뗐][다고으지는던습]|[가-힣](?:한|된|은|던) |(?:했|됐|었|았|였)$"
)


_NOT = re.compile(r"지 않|사실무근|사실이 아니|사실과 다르|검토한 바 없|계획은 없|부인|일축|없던 일")
_PLAN = re.compile(r"예정|계획|방침|검토|추진|기로|내정|목표|준비|겠다|할 것")
_RUMOR = re.compile(r"전해졌|알려졌|관측|거론|소문|얘기가|것으로 보인다")


def stance(sentence: Sentence, start: int, end: int) -> Modality:
    rest = sentence.text[end - sentence.start :][:60]
    for pattern, modality in ((_NOT, Modality.DENIED), (_RUMOR, Modality.RUMORED), (_PLAN, Modality.PLANNED)):
        if pattern.search(rest):
            return modality
    return Modality.ASSERTED


@dataclass(frozen=True, slots=True)
class Scene:
    """One sentence; offsets of mentions and dates count the article, those of `text` the sentence."""

    sentence: Sentence
    mentions: tuple[Mention, ...]
    dates: tuple[DateMention, ...]
    topic: str | None
    """The organisation that the sentences before were about: the subject where the sentence names none."""
    published: date

    @property
    def text(self) -> str:
        return self.sentence.text

    def organizations(self) -> tuple[Mention, ...]:
        return tuple(mention for mention in self.mentions if mention.kind is MentionKind.ORGANIZATION)


def scenes(document: Document, organizations: Organizations) -> tuple[Scene, ...]:
    """Every sentence of the article with its names, its dates and its topic."""
    found = []
    topic = organizations.default
    for sentence, dated in zip(document.sentences, dates_of(document), strict=True):
        mentions = organizations.in_sentence(sentence)
        found.append(Scene(sentence, mentions, dated, topic, document.published))
        if sentence.role is not Role.LIST:
            topic = _spoken_of(sentence, mentions) or topic
    return tuple(found)


def _spoken_of(sentence: Sentence, mentions: Sequence[Mention]) -> str | None:
    """The first organisation that is the subject of the sentence."""
    for mention in mentions:
        if mention.kind is MentionKind.ORGANIZATION and not mention.members:
            if _TOPIC.match(sentence.text, mention.end - sentence.start):
                return mention.name
    return None


def is_subject(scene: Scene, mention: Mention) -> bool:
    """Whether a subject's particle follows the mention."""
    return _TOPIC.match(scene.text, mention.end - scene.sentence.start) is not None


def event_date(scene: Scene, start: int, end: int) -> DateMention | None:
    """The date of the event whose trigger spans `start` to `end` of the sentence: the nearest before it that dates an
    event and not its telling, nor the end of a span; where there is none, one inside the trigger's own tail."""
    offset = scene.sentence.start
    usable = [mention for mention in scene.dates if not mention.announces and mention.bound is not Bound.UNTIL]
    before = [mention for mention in usable if mention.end - offset <= start + 1]
    if before:
        return before[-1]
    within = [mention for mention in usable if mention.start - offset >= start and mention.end - offset <= end + 6]
    return within[0] if within else None


def event_modality(scene: Scene, start: int, end: int, when: PartialDate | None) -> Modality:
    """How sure the event is; what is stated for a day to come is a plan."""
    modality = stance(scene.sentence, scene.sentence.start + start, scene.sentence.start + end)
    if modality is Modality.ASSERTED and when is not None:
        later = when.first > scene.published
        open_still = when.last >= scene.published and not _PAST.search(scene.text[start : end + 12])
        if later or (open_still and when.day is None):
            return Modality.PLANNED
    return modality


def with_topic(scene: Scene, topic: str | None) -> Scene:
    return replace(scene, topic=topic)
