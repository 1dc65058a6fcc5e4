"""How surely a sentence tells of a change of posts: what its verb, its rule and the words behind it say together."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.leadership.triggers import Form, Trigger
from extractors.names.phrases import Line, Post
from extractors.scenes import Scene
from facts.claims import LeadershipEvent, Modality
from facts.dates import PartialDate

_OVER = re.compile(r" (?:이후|직후|후|뒤)(?![가-힣])|(?:(?:를|가) (?:모두 |일괄 )?수리)?(?:하고|했|한 )")
"""Behind a leaving that is taken for granted, whatever the sentence goes on to plan: "마 사장의 사퇴 이후", "사표를 수리하고"."""

_LEAVINGS = frozenset({"leaving_named", "resignation_taken"})


def modality_of(scene: Scene, trigger: Trigger, start: int, end: int, when: PartialDate | None) -> Modality | None:
    """How sure the text is of what a trigger tells; None where it states nothing. Offsets count the sentence."""
    if trigger.event is LeadershipEvent.HOLDS:
        return Modality.ASSERTED
    by_rule = trigger.rule.modality
    if trigger.rule.name in _LEAVINGS and _OVER.match(scene.text, end):
        return Modality.ASSERTED
    said = scene.stance_of(start, end, when)
    if by_rule is Modality.RUMORED and "고사" in scene.text:
        return Modality.RUMORED
    by_the_way = (
        by_rule is Modality.PLANNED and trigger.form is Form.DESCRIBES
    )  # "퇴임을 앞둔 아무개가 후보군에 올랐다"
    if by_rule is not None and (by_the_way or said in (Modality.ASSERTED, Modality.PLANNED, None)):
        return by_rule
    return said


def sought_for(line: Line, posts: Sequence[Post]) -> bool:
    """Whether the post is one that somebody is put up for: "차기 행장 후보로 확정했다"."""
    text, offset = line.sentence.text, line.sentence.start
    inside = [p for p in posts if offset <= p.start and p.end <= offset + len(text)]
    return any(text[p.end - offset :].lstrip().startswith("후보") for p in inside if p.end)


__all__ = ["modality_of", "sought_for"]
