"""Which unit a post belongs to when only the rest of the article says so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from extractors.document import MentionKind
from extractors.leadership.found import Found
from extractors.scenes import Scene

_BARE_HEADS = {
    "소장": ("연구소", "실험실", "랩"),
    "센터장": ("센터",),
    "랩장": ("랩",),
    "원장": ("연구원", "기술원"),
    "본부장": ("본부",),
    "부문장": ("부문",),
    "단장": ("단",),
    "실장": ("실",),
}
"""Titles that name no unit by themselves, and what the name of their unit ends in."""
_THE_UNIT = re.compile(
    r"(?:신설|새|신생|새로운|이|해당) (?:연구 ?)?(?:전담 ?)?(?:조직|연구소|센터|랩|태스크|부서|연구실)(?:은|는|을|를)(?![가-힣])"
)
_LED = re.compile(r"(?:이끈다|이끌[고게며어]|이끌 |맡는다|맡[았아고게을]|총괄한다|지휘한다)")


def with_units(found: Iterable[Found]) -> list[Found]:
    """Findings of bare titles ("대린 그레이엄 전 소장") with the unit that the same title has at the same organisation
    elsewhere in the article: the nearest named before, else the only one.
    """
    told = list(found)
    return [
        replace(one, unit=unit) if one.unit is None and one.roles and (unit := _unit_of(one, told)) is not None else one
        for one in told
    ]


def _unit_of(one: Found, told: Sequence[Found]) -> str | None:
    endings = tuple(end for role in one.roles for end in _BARE_HEADS.get(role, ()))
    if not endings or one.organization.endswith(endings):
        return None
    units = [
        (other.sentence.start, other.unit)
        for other in told
        if other.unit is not None and other.organization == one.organization and other.unit.endswith(endings)
    ]
    before = [unit for start, unit in units if start <= one.sentence.start]
    if before:
        return before[-1]
    return units[0][1] if len({unit for _, unit in units}) == 1 else None


def last_unit(scene: Scene, known: str | None) -> str | None:
    """The unit named last up to the end of the sentence."""
    named = [mention.name for mention in scene.mentions if mention.kind is MentionKind.UNIT]
    return named[-1] if named else known


def leading_it(found: Iterable[Found], scene: Scene, unit: str | None) -> list[Found]:
    """Findings of "신설 조직은 … 아무개 상무가 이끈다" with the unit that was named before: the one led."""
    told = list(found)
    if unit is None or len({one.person for one in told}) != 1:
        return told
    text = scene.sentence.text
    opening = _THE_UNIT.search(text)
    if opening is None or _LED.search(text, opening.end()) is None:
        return told
    return [replace(one, unit=unit) if one.unit is None else one for one in told]
