"""The labs of one article: which mentions are one lab, and the best that is known of each."""

from __future__ import annotations

from dataclasses import dataclass, field

from extractors.names.organizations.lexicon import lexicon
from extractors.names.organizations.units import ending, is_bare
from extractors.scenes import Scene
from facts.claims import LabEvent, Modality
from facts.dates import PartialDate

_ALIKE = frozenset({"랩", "연구소", "연구센터", "센터", "이노베이션랩"})
"""Endings that the press puts for one another when it names one lab twice."""


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


def core(name: str, place: str | None) -> tuple[str, str]:
    """What tells one lab of an organisation from another: its topic and its ending, without place and spaces."""
    joined = name.replace(" ", "")
    end = ending(joined)
    topic = joined.removesuffix(end)
    if place is not None and topic.startswith(place):
        topic = topic.removeprefix(place)
    return topic.replace("인공지능", "AI").replace("연구개발", "R&D").replace("&amp;", "&"), end


def same(lab: Lab, name: str, place: str | None, organization: str) -> bool:
    """Whether a mention is this lab: same topic and no other place, or same place and no other topic."""
    if organization != lab.organization:
        return any(name == known for known in lab.names) and not is_bare(name)
    topic, end = core(name, place)
    for known in lab.names:
        other_topic, other_end = core(known, lab.place)
        ends = end == other_end or (end in _ALIKE and other_end in _ALIKE)
        if not ends:
            continue
        if (
            topic == other_topic
            and end == other_end
            and (len(topic) > 2 or place is None or lab.place is None or place == lab.place)
        ):
            return bool(topic) or not is_bare(end) or place == lab.place
        if place is not None and place == lab.place and (topic == other_topic or not topic or not other_topic):
            return True
    return False
