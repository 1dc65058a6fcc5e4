"""The labs of one article: which mentions are one lab, and the best that is known of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from extractors.names.organizations.lexicon import lexicon
from extractors.names.organizations.units import ending, is_bare, research_word
from extractors.scenes import Scene
from facts.claims import LabEvent, Modality
from facts.dates import PartialDate

_ALIKE = frozenset({"랩", "연구소", "연구센터", "센터", "이노베이션랩"})
"""Endings that the press puts for one another when it names one lab twice."""


_OWN_BODIES = ("연구원", "과학원", "진흥원", "예측원")
_LONG_NAME = 6
"""Syllables of a name that tells more than a field: 들빛정책연구원, not 소재연구원."""
_LEAD = 2
"""The last paragraph of an article's opening, its headline being paragraph 1."""


_LONG_AGO = 180
"""Days before publication from which an opening is not the one that the article tells as news."""


@dataclass(frozen=True, slots=True)
class Event:
    """One thing told of a lab."""

    event: LabEvent
    modality: Modality
    date: PartialDate | None
    scene: Scene
    rule: str


@dataclass(slots=True)
class Lab:
    """A lab as the article speaks of it; it grows while the article is read."""

    name: str
    organization: str
    place: str | None
    names: list[str] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    seen: Scene | None = None
    alone: bool = False
    doubted: bool = False
    """Somebody wishes for it or supposes it: a mention alone does not say that it is there."""
    quoted: bool = False
    """Its name stands in quotes: a proper name."""
    guessed: bool = False
    """A field of work without a name, and no sentence says whose: a mention alone does not say that it is there."""


@lru_cache(maxsize=8192)
def place_in(name: str) -> str | None:
    """The place that a lab's name begins with or holds as its first word."""
    places, countries = lexicon().places, lexicon().countries
    for word in name.split(" "):
        if word in places and word not in countries:
            return word
    end = ending(name.rsplit(" ", maxsplit=1)[-1])
    head = name.rsplit(" ", maxsplit=1)[-1].removesuffix(end)
    for length in range(len(head), 1, -1):
        if head[:length] in places and head[:length] not in countries:
            return head[:length]
    return None


@lru_cache(maxsize=8192)
def core(name: str, place: str | None) -> tuple[str, str]:
    """What tells one lab of an organisation from another: its topic and its ending, without place and spaces."""
    joined = name.replace(" ", "")
    end = ending(joined)
    topic = joined.removesuffix(end)
    if place is not None and topic.startswith(place):
        topic = topic.removeprefix(place)
    topic = topic.replace("인공지능", "AI").replace("연구개발", "R&D").replace("&amp;", "&")
    return topic.removeprefix("글로벌") or topic, end


def same(lab: Lab, name: str, place: str | None, organization: str) -> bool:
    """Whether a mention is this lab: same topic and no other place, or same place and no other topic."""
    if organization != lab.organization:
        return any(name == known for known in lab.names) and not is_bare(name)
    if any(_prefixed(known, name, organization) or _prefixed(name, known, organization) for known in lab.names):
        return True
    topic, end = core(name, place)
    for known in lab.names:
        other_topic, other_end = core(known, lab.place)
        ends = end == other_end or (end in _ALIKE and other_end in _ALIKE)
        if not ends:
            continue
        if (
            topic == other_topic
            and end == other_end
            and (not plain(name) or place is None or lab.place is None or place == lab.place)
        ):
            return bool(topic) or not is_bare(end) or place == lab.place
        if place is not None and place == lab.place and (topic == other_topic or not topic or not other_topic):
            return True
    return False


def _prefixed(longer: str, shorter: str, organization: str) -> bool:
    """Whether the longer name only puts its owners before the shorter: "도솔-가온대 소재연구센터", "도솔 소재연구센터"."""
    before = longer.removesuffix(shorter).strip()
    if longer == shorter or not longer.endswith(shorter) or is_bare(shorter):
        return False
    return "-" in before or (len(before) >= 2 and organization.startswith(before))


@lru_cache(maxsize=8192)
def plain(name: str) -> bool:
    """Whether the name only says what is studied there: AI 연구센터, 글로벌 소프트웨어 연구소."""
    joined = name.replace(" ", "")
    head = joined.removesuffix(ending(joined))
    return not head or head.isascii() or research_word(head)


def stands_for_itself(name: str) -> bool:
    """Whether the name is such as bodies of their own have and units have not: "들빛정책연구원"."""
    return name.endswith(_OWN_BODIES) and " " not in name and not plain(name) and len(name) >= _LONG_NAME


def named_later(lab: Lab, labs: Sequence[Lab]) -> bool:
    """Whether the text first tells plainly of a lab ("AI 연구소를 열었다") that it then calls by its name in quotes."""
    if not plain(lab.name) or lab.quoted or lab.seen is None:
        return False
    if lab.seen.sentence.paragraph > _LEAD or any(
        event.event is not LabEvent.OPENED or event.scene.sentence.paragraph > _LEAD for event in lab.events
    ):
        return False
    return any(
        other.quoted
        and other.seen is not None
        and other.seen.sentence.start > lab.seen.sentence.start
        and other.organization == lab.organization
        and (other.place is None or lab.place is None or other.place == lab.place)
        and any(event.event is LabEvent.OPENED for event in other.events)
        for other in labs
    )


def older(lab: Lab, name: str, day: PartialDate | None) -> bool:
    """Whether a lab without a name of its own that opened on `day` is another and older one than `lab`, just planned.

    "토론토에 AI연구소를 열 계획이다. 2017년 6월에는 AI연구소를 신설했다": the second is not in Toronto.
    """
    if day is None or lab.place is None or not plain(name) or place_in(name) is not None:
        return False
    return any(
        event.event is LabEvent.OPENED
        and (event.modality is Modality.PLANNED or (event.date is not None and event.date.first > day.after))
        and day.after < event.scene.published
        and (event.scene.published - day.after).days > _LONG_AGO
        for event in lab.events
    )
