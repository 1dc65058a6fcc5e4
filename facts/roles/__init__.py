"""What a title means: the post it names, the unit the post leads, and whether one person at a time holds it.

Recognising titles in a text is another matter (`extractors.names`); this says only which titles are one post.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

import yaml

from facts.names.sound import sound
from facts.names.writing import plain

_TWICE = re.compile(r"([^()]+)\(([^()]+)\)")
"""One title in two languages: 최고재무책임자(CFO)."""


@dataclass(frozen=True, slots=True)
class Post:
    """One post. `key` names it within its organisation and unit: `top` leads, `cfo` …, `rank:부사장` is held by many.

    `unit` is as written, None for the organisation itself. An `acting` post has one holder and stands beside the real
    one; a `joint` one is shared.
    """

    key: str
    unit: str | None
    single: bool
    acting: bool = False
    joint: bool = False

    @property
    def rank(self) -> bool:
        """Whether it is held by many, so that nobody's coming means that another goes."""
        return not self.single


@dataclass(frozen=True)
class _Tables:
    one: dict[str, str]
    company: frozenset[str]
    members: tuple[str, ...]
    many: frozenset[str]
    heads: frozenset[str]
    endings: tuple[tuple[str, str], ...]
    english: re.Pattern[str]
    around: re.Pattern[str]
    acting: re.Pattern[str]
    joint: re.Pattern[str]


def _alternatives(words: list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


@cache
def _tables() -> _Tables:
    held: dict[str, Any] = yaml.safe_load(files(__package__).joinpath("roles.yaml").read_text(encoding="utf-8"))
    before, after = _alternatives(held["before"]), _alternatives(held["after"])
    return _Tables(
        one={plain(title): key for key, titles in held["one"].items() for title in titles},
        company=frozenset(plain(title) for title in held["company"]),
        members=tuple(plain(word) for word in held["members"]),
        many=frozenset(plain(title) for title in held["many"]),
        heads=frozenset(plain(title) for title in held["heads"]),
        endings=tuple(sorted(((row["ending"], row["keep"]) for row in held["endings"]), key=lambda row: -len(row[0]))),
        english=re.compile(rf"(?:{_alternatives(held['english'])})\s+(?:the\s+|its\s+)?(.+)", re.IGNORECASE),
        # 전 stands apart or before a title that is complete without it; 전무 and 전략 must not lose it
        around=re.compile(rf"^(?:(?:{before})\s+)+|^제?\d+대\s*|\s*(?:{after})$", re.IGNORECASE),
        acting=re.compile(rf"\s*(?:{_alternatives(held['acting'])})\s*", re.IGNORECASE),
        joint=re.compile(rf"^(?:{_alternatives(held['joint'])})\s*", re.IGNORECASE),
    )


def _led(title: str) -> str | None:
    """The unit in a title that names one: AI연구소 in AI연구소장. None where the title names none."""
    tables = _tables()
    english = tables.english.fullmatch(title)
    if english is not None:
        return english.group(1).strip()
    for ending, keep in tables.endings:
        if title.endswith(ending):
            return (title.removesuffix(ending) + keep).strip() or None
    return None


def _place(led: str, organization: str, unit: str | None) -> str | None:
    """Which of the unit in the title and the unit named beside it is meant; None is the organisation itself.

    "연구소장" beside the unit "토론토 AI연구소" leads that; "AI연구소장" beside "CTO부문" leads the AI연구소 in it; and
    "동백은행장" leads the organisation.
    """
    heard = sound(led)
    if unit is not None and sound(unit).endswith(heard):
        return unit
    if sound(organization).endswith(heard) or plain(organization).endswith(plain(led)):
        return unit
    return led.removeprefix(organization).strip()


@lru_cache(maxsize=16384)
def post(title: str, organization: str, unit: str | None = None) -> Post:
    """The post that a title names at an organisation, or at a unit of it.

    A title that the tables do not know is taken as a rank: its holder's coming never means that somebody else left.
    """
    tables = _tables()
    bare = unicodedata.normalize("NFKC", title).strip()
    twice = _TWICE.fullmatch(bare)
    if twice is not None:
        both = [post(part.strip(), organization, unit) for part in twice.groups()]
        return min(both, key=lambda held: held.rank)
    bare = tables.around.sub("", bare).strip() or bare
    acting = bool(tables.acting.search(bare))
    bare = tables.acting.sub(" ", bare).strip() or bare
    shared = tables.joint.sub("", bare)
    # 공동창업자 is a title of its own, not a share in 창업자
    joint = shared != bare and plain(bare) not in tables.many
    bare = shared if joint else bare
    written = plain(bare)
    if "대표이사" in written or written in tables.company:
        return Post("top", None, single=True, acting=acting, joint=joint)
    if written in tables.one:
        key = tables.one[written]
        leads_members = key == "chair" and plain(organization).endswith(tables.members)
        return Post("top" if leads_members else key, unit, single=True, acting=acting, joint=joint)
    led = None if written in tables.many else _led(bare)
    if written in tables.heads:
        # "소장" alone does not say of which unit; only an organisation that is a 연구소 itself is led by its 소장
        if unit is None and (led is None or _place(led, organization, None) is not None):
            return _rank(written, acting)
        return Post("top", unit, single=True, acting=acting, joint=joint)
    if led is not None:
        return Post("top", _place(led, organization, unit), single=True, acting=acting, joint=joint)
    return _rank(written, acting, unit)


def _rank(written: str, acting: bool, unit: str | None = None) -> Post:
    return Post(f"rank:{written}", unit, single=acting, acting=acting)


def posts(roles: tuple[str, ...], organization: str, unit: str | None = None) -> tuple[Post, ...]:
    """The posts behind all titles given of one person, those held by one person first, each once."""
    found = dict.fromkeys(post(title, organization, unit) for title in roles)
    return tuple(sorted(found, key=lambda held: held.rank))
