"""Groups and their companies: news of a group tells of posts at its companies without naming them again."""

from __future__ import annotations

from extractors.leadership.arguments import organizations
from extractors.names.phrases import Line, Phrase

_OF_ALL = ("금융그룹", "그룹", "홀딩스", "지주")
_CURRENT = ("", "sort")
_SHORTEST = 4
"""Syllables of a company that bears a family name."""


def of_the_family(group: str | None, company: str) -> bool:
    """Whether a company bears the name of a group: 두레전자 that of 두레 or 두레그룹; a group is none of its own companies."""
    if group is None:
        return False
    stem = next((group.removesuffix(end) for end in _OF_ALL if group.endswith(end)), group)
    return len(stem) >= 2 and company.startswith(stem) and len(company) > len(stem) and company != group


def sisters(one: str | None, other: str) -> bool:
    """Whether two companies bear the same family name and neither is the group itself: 두레전자 and 두레화학."""
    if one is None or one[:2] != other[:2] or min(len(one), len(other)) < _SHORTEST:
        return False
    return not (one.startswith(other) or other.startswith(one))


def own_company(line: Line, phrase: Phrase) -> str | None:
    """The company written before the person, else the one that heads the row: "두레전자 마동휘 부사장이 …, 길나영 상무가".

    One behind the name ("마동휘 두레전자 부사장이") says where somebody comes from, as often as not.
    """
    heads = [p for p in line.phrases if p.person and p.last <= phrase.last and _written(p)]
    return _written(heads[-1]) if heads and _ahead(line, heads[-1]) else None


def _written(phrase: Phrase) -> str | None:
    return next((p.organization for p in phrase.posts if p.organization and p.status in _CURRENT), None)


def _ahead(line: Line, phrase: Phrase) -> bool:
    """Whether the company stands before the name and so may count for those who follow."""
    return any(phrase.start <= m.start < phrase.person_start for m in organizations(line))


__all__ = ["of_the_family", "own_company", "sisters"]
