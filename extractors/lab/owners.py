"""Whose a lab is and where it stands, as the words before it say."""

from __future__ import annotations

import re

from extractors.document import Mention, MentionKind, Role
from extractors.names.organizations.lexicon import lexicon
from extractors.scenes import Scene

_ROW = 16
"""Characters between two labs of one row: "소재연구소와 전력연구소를"."""
_WORDS = 1
"""Spaces between an owner and its lab that stand together: "도솔전자 소재연구소", "도솔전자의 소재 연구소"."""
_COUNTRY = re.compile(r"([가-힣]{2,6}) $")
_ACTS = re.compile(r"(?:은|는|이|가)(?![가-힣])")
"""Behind who opens a lab at another's: "A는 B에 공동연구센터를 열었다"."""
_ANYWHERE = frozenset({"국내", "해외", "글로벌", "한국"})
_REGIONS = frozenset({"유럽", "북미", "남미", "중동", "동남아", "아시아"})
_PARTNER = re.compile(r"[’'”\")]?(?:와|과)(?:는|도|의)? ")


def owner_of(scene: Scene, mention: Mention) -> str:
    """The organisation a lab belongs to: the one right before it, else the subject, else the topic."""
    before = [other for other in scene.organizations() if other.end <= mention.start]
    text, offset = scene.text, scene.sentence.start
    if before:
        near = before[-1]
        between = text[near.end - offset : mention.start - offset]
        host = between.startswith("에 ") and any(_ACTS.match(text, other.end - offset) for other in before[:-1])
        if len(between) <= 16 and not host and not re.search(r"[을를은는이가와과,]\s", between):
            return near.members[0] if near.members else near.name
        for other in reversed(before):
            if re.match(r"(?:은|는|이|가|도|에서는)(?![가-힣])|[,]", text[other.end - offset :]):
                return other.members[0] if other.members else other.name
    return scene.topic or (before[-1].name if before else "")


def is_guess(scene: Scene, mention: Mention, owner: str) -> bool:
    """Whether nothing in the sentence says whose the lab is; somebody's title ("AI연구소장") means that of the topic."""
    if _told_as_own(scene, mention) or scene.sentence.role is Role.LIST:
        return False
    if scene.text.startswith("장", mention.end - scene.sentence.start):
        return False
    return all(owner not in (other.name, *other.members) for other in scene.organizations())


def of_another(scene: Scene, mention: Mention) -> bool:
    """Whether something is done with the lab ("바다연구소와 협약을") and no owner stands right before it."""
    after = mention.end - scene.sentence.start
    if not _PARTNER.match(scene.text, after) or _told_as_own(scene, mention):
        return False
    if any(
        other.kind is MentionKind.UNIT and 0 < abs(other.start - mention.end) < _ROW
        for other in scene.mentions
        if other is not mention
    ):
        return False
    before = [other for other in scene.organizations() if other.end <= mention.start]
    return not before or scene.text[before[-1].end - scene.sentence.start : after].count(" ") > _WORDS


def _told_as_own(scene: Scene, mention: Mention) -> bool:
    return scene.text.endswith(("자사 ", "사내 ", "부설 ", "산하 "), 0, mention.start - scene.sentence.start)


def country_before(scene: Scene, mention: Mention) -> str | None:
    """The country or part of the world right before a lab without a name: "중국 연구소를 철수", "유럽 연구소 설립"."""
    match = _COUNTRY.search(scene.text[: mention.start - scene.sentence.start])
    return match[1] if match is not None and match[1] in (lexicon().countries | _REGIONS) - _ANYWHERE else None


def place_before(scene: Scene, mention: Mention) -> str | None:
    """The place right before the lab: "창원의 제어기술연구소", "오스틴에도 같은 성격의 센터"."""
    countries = lexicon().countries
    for other in reversed(scene.mentions):
        if other.kind is not MentionKind.PLACE or other.end > mention.start or other.name in countries:
            continue
        between = scene.text[other.end - scene.sentence.start : mention.start - scene.sentence.start]
        if re.fullmatch(
            r"(?:시|주|에|에도|에서|의|에 있는|에 있던|에 위치한|에 세운|에 세우려던| 소재)? ?(?:[가-힣A-Za-z0-9]+(?:\([A-Z]+\))? ?){0,2}[‘'“\"]?",
            between,
        ):
            return other.name
        return None
    return None
