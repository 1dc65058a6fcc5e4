"""Partnerships in Korean news: who signs, takes over, supplies, invests, joins, leaves, and what is called off."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import NamedTuple

from extractors.document import Document, Role
from extractors.names.organizations import Organizations
from extractors.names.organizations.lexicon import table
from extractors.partnership.parties import Group, Part, groups
from extractors.scenes import Scene, scenes
from facts.claims import Modality, PartnershipClaim, PartnershipEvent, PartnershipType
from facts.dates import PartialDate

_ALLIANCE = re.compile(
    r"(?:연합|컨소시엄|동맹|협의체|얼라이언스|연합체)(?:인|체)? ?[‘'“\"]([^‘’'“”\"]{2,24})[’'”\"]"
    r"|[‘'“\"]([^‘’'“”\"]{2,24}(?:연합|얼라이언스|컨소시엄|동맹|협의체))[’'”\"]"
    r"|결성한 [‘'“\"]([^‘’'“”\"]{2,24})[’'”\"]"
)
_QUOTE = re.compile(r"[‘']([^‘’']{2,30})[’']")
_EACH = re.compile(r"각각|각자|별도로")
_MEMBERS = 5
"""More organisations than this in one row are a list of guests or of stocks, not partners."""


class _Rule(NamedTuple):
    name: str
    event: PartnershipEvent
    parties: str
    type: PartnershipType | None
    verbs: re.Pattern[str]
    nouns: re.Pattern[str] | None
    gap: int


@cache
def rules() -> tuple[_Rule, ...]:
    """The rules of `ko.yaml`, in the order in which they are tried."""
    return tuple(
        _Rule(
            name,
            PartnershipEvent(entry["event"]),
            entry["parties"],
            None if entry["type"] == "auto" else PartnershipType(entry["type"]),
            re.compile(entry["verbs"]),
            re.compile(entry["nouns"]) if "nouns" in entry else None,
            entry.get("gap", 0),
        )
        for name, entry in table("extractors.partnership", "ko.yaml")["rules"].items()
    )


@cache
def types() -> tuple[tuple[PartnershipType, re.Pattern[str]], ...]:
    """The words that tell one type of partnership from another."""
    entries = table("extractors.partnership", "ko.yaml")["types"]
    return tuple((PartnershipType(name), re.compile(pattern)) for name, pattern in entries.items())


class _Trigger(NamedTuple):
    """What says that something happens: the verb with the noun it needs; offsets count the sentence."""

    rule: _Rule
    start: int
    verb: int
    end: int


@dataclass(slots=True)
class _Reader:
    """What the sentences read so far have told: the alliances met, and the claims."""

    default: str | None
    alliances: dict[str, tuple[str, ...]] = field(default_factory=dict)
    found: list[PartnershipClaim] = field(default_factory=list)


def claims(
    document: Document, organizations: Organizations, read: Sequence[Scene] | None = None
) -> tuple[PartnershipClaim, ...]:
    """The partnerships that the article states, each once, in the order of the text."""
    reader = _Reader(organizations.default)
    for scene in read if read is not None else scenes(document, organizations):
        if scene.sentence.role is Role.LIST:
            continue
        _read(scene, reader)
    return _merged(reader.found)


def _read(scene: Scene, reader: _Reader) -> None:
    for match in _ALLIANCE.finditer(scene.text):
        reader.alliances.setdefault(match[1] or match[2] or match[3], ())
    triggers = _triggers(scene.text)
    if not triggers:
        return
    named = groups(scene)
    begin = 0
    for trigger in triggers:
        members = _PARTIES[trigger.rule.parties](scene, named, trigger, begin, reader)
        for names in members:
            claim = _claim(scene, trigger, begin, names) if 2 <= len(names) <= _MEMBERS else None
            if claim is not None:
                reader.found.append(claim)
        begin = trigger.end


def _triggers(text: str) -> list[_Trigger]:
    """The triggers of the sentence, left to right, none inside another."""
    found: list[_Trigger] = []
    for rule in rules():
        for match in rule.verbs.finditer(text):
            start = match.start()
            if rule.nouns is not None:
                nouns = list(rule.nouns.finditer(text, max(0, start - rule.gap), start))
                if not nouns:
                    continue
                start = nouns[-1].start()
            if all(match.end() <= other.start or start >= other.end for other in found):
                found.append(_Trigger(rule, start, match.start(), match.end()))
    return sorted(found, key=lambda trigger: trigger.start)


def _claim(scene: Scene, trigger: _Trigger, begin: int, names: tuple[str, ...]) -> PartnershipClaim | None:
    window = scene.text[begin : trigger.end + 30]
    kind = trigger.rule.type or next(
        (kind for kind, pattern in types() if pattern.search(window[: trigger.end - begin + 6])), PartnershipType.OTHER
    )
    event = trigger.rule.event
    ended = event is PartnershipEvent.ENDED
    when = None if event is PartnershipEvent.EXISTS else scene.date_of(trigger.verb, trigger.end, until=ended)
    modality = scene.stance_of(trigger.verb, trigger.end, when)
    if modality is None:
        return None
    quoted = _QUOTE.search(window)
    return PartnershipClaim(
        event=event,
        modality=modality,
        date=when,
        evidence=scene.sentence.evidence,
        rule=f"partnership.ko.{trigger.rule.name}",
        organizations=names,
        type=kind,
        name=quoted[1] if quoted else None,
    )


# ---------------------------------------------------------------- who takes part

_Parties = Callable[[Scene, Sequence[Group], _Trigger, int, _Reader], Iterator[tuple[str, ...]]]


def _subject(scene: Scene, named: Sequence[Group], before: int) -> Group | None:
    """The group that is the subject of a clause ending at `before`: the last one marked so, else a plural one."""
    topics = [group for group in named if group.end <= before and group.part is Part.TOPIC]
    if topics:
        return topics[-1]
    if scene.sentence.role is Role.HEADLINE and named and named[0].end <= before:
        return named[0]
    return None


def _with(
    scene: Scene, named: Sequence[Group], trigger: _Trigger, begin: int, reader: _Reader
) -> Iterator[tuple[str, ...]]:
    """Subject and partner: "A는 B와 …", "A와 B는 …", "양사는 …"; without a subject the topic of the article."""
    partners = [
        group for group in named if begin <= group.start and group.end <= trigger.end and group.part is Part.WITH
    ]
    subject = _subject(scene, named, trigger.end)
    several = [
        group
        for group in named
        if group.end <= trigger.end and len(group.names) > 1 and group.part in (Part.TOPIC, Part.OF, Part.BARE)
    ]
    if partners:
        partner = partners[-1]
        first = subject.names[0] if subject is not None and len(subject.names) == 1 else None
        if subject is not None and len(subject.names) > 1 and subject.start > partner.start:
            first = None
        own = first or (scene.topic if subject is None else subject.names[0])
        if own is None:
            return
        others = tuple(name for name in partner.names if name != own)
        yield from _pairs(scene, trigger, own, others)
    elif several:
        yield several[-1].names


def _pairs(scene: Scene, trigger: _Trigger, own: str, others: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """One alliance of all, or one deal with each."""
    together = trigger.rule.name == "alliance" or re.search(r"3자|4자|5자|다자|결성|컨소시엄", scene.text)
    if len(others) > 1 and (_EACH.search(scene.text) or not together):
        for other in others:
            yield (own, other)
    elif others:
        yield (own, *others)


def _takes(
    scene: Scene, named: Sequence[Group], trigger: _Trigger, begin: int, reader: _Reader
) -> Iterator[tuple[str, ...]]:
    """Buyer and target: "A가 B를 인수", "A가 인수한 B", "2021년 인수한 B", "B 인수"."""
    text = scene.text
    before = [group for group in named if group.end <= trigger.start]
    after = next((group for group in named if group.start >= trigger.end), None)
    buyer = _subject(scene, named, trigger.start)
    target: str | None = None
    adnominal = re.match(r"[가-힣]{0,3}(?:한|은|인|였던|했던) ", text[trigger.end - 1 : trigger.end + 5])
    objects = [group for group in before if group.part is Part.OBJECT and group.start >= begin]
    bare = [group for group in before if text[group.end : trigger.start].strip("’'” ") == ""]
    owned = [group for group in before if re.match(r"[’'”\"]?(?:의)? ?(?:지분|경영권|주식)", text[group.end :])]
    if objects:
        target = objects[-1].names[-1]
    elif owned:
        target = owned[-1].names[-1]
    elif bare:
        target = bare[-1].names[-1]
    elif adnominal is not None and after is not None and after.start - trigger.end <= 30:
        target = after.names[0]
    elif adnominal is not None and buyer is not None:
        topic = next((group for group in before if group is not buyer and group.part is Part.TOPIC), None)
        target = topic.names[0] if topic is not None else None
    if target is None:
        return
    own = next((name for name in (buyer.names if buyer is not None else ()) if name != target), None) or (
        scene.topic if scene.topic != target else None
    )
    if own is not None and own != target:
        yield (own, target)


def _gives(
    scene: Scene, named: Sequence[Group], trigger: _Trigger, begin: int, reader: _Reader
) -> Iterator[tuple[str, ...]]:
    """Supplier and customer: "A는 B에 X를 공급하고 있다"."""
    subject = _subject(scene, named, trigger.start)
    own = subject.names[0] if subject is not None else scene.topic
    receivers = [
        group for group in named if group.end <= trigger.start and group.part is Part.TO and group.start >= begin
    ]
    if own is not None and receivers:
        for other in receivers[-1].names:
            if other != own:
                yield (own, other)


def _invests(
    scene: Scene, named: Sequence[Group], trigger: _Trigger, begin: int, reader: _Reader
) -> Iterator[tuple[str, ...]]:
    """Giver and receiver of money: "B는 A로부터 300억원을 투자받았다", "A는 B에 투자했다"."""
    subject = _subject(scene, named, trigger.start)
    own = subject.names[0] if subject is not None else scene.topic
    givers = [group for group in named if group.end <= trigger.start and group.part is Part.FROM]
    receivers = [group for group in named if group.end <= trigger.end and group.part is Part.TO]
    if own is None:
        return
    if givers:
        for giver in givers[-1].names:
            if giver != own:
                yield (giver, own)
    elif receivers and "투자받" not in scene.text[trigger.start : trigger.end]:
        for receiver in receivers[-1].names:
            if receiver != own:
                yield (own, receiver)


def _leaves(
    scene: Scene, named: Sequence[Group], trigger: _Trigger, begin: int, reader: _Reader
) -> Iterator[tuple[str, ...]]:
    """A member and the alliance it leaves."""
    subject = _subject(scene, named, trigger.start)
    alliance = _alliance(scene, trigger, reader)
    if subject is not None and alliance is not None and len(subject.names) == 1:
        yield (subject.names[0], alliance)


def _alliance(scene: Scene, trigger: _Trigger, reader: _Reader) -> str | None:
    """The alliance spoken of last."""
    return next(reversed(reader.alliances), None)


def _joins(
    scene: Scene, named: Sequence[Group], trigger: _Trigger, begin: int, reader: _Reader
) -> Iterator[tuple[str, ...]]:
    """A newcomer and the alliance it enters."""
    alliance = _alliance(scene, trigger, reader)
    if alliance is None:
        return
    partners = [group for group in named if group.end <= trigger.start and group.part is Part.WITH]
    subject = _subject(scene, named, trigger.start)
    newcomer = partners[-1] if partners else subject
    if newcomer is not None and len(newcomer.names) == 1 and newcomer.names[0] not in reader.alliances[alliance]:
        yield (newcomer.names[0], alliance)


def _sold(
    scene: Scene, named: Sequence[Group], trigger: _Trigger, begin: int, reader: _Reader
) -> Iterator[tuple[str, ...]]:
    """Buyer and target of a sale: "지분을 B에 넘긴다"."""
    buyers = [group for group in named if group.end <= trigger.verb and group.part is Part.TO and group.start >= begin]
    if not buyers:
        return
    owned = [
        group
        for group in named
        if group.end <= trigger.verb and re.match(r"[’'”\"]?(?:의)? ?(?:지분|경영권|주식)", scene.text[group.end :])
    ]
    target = owned[-1].names[-1] if owned else scene.topic
    if target is not None and target != buyers[-1].names[0]:
        yield (buyers[-1].names[0], target)


def _shares(
    scene: Scene, named: Sequence[Group], trigger: _Trigger, begin: int, reader: _Reader
) -> Iterator[tuple[str, ...]]:
    """A firm and the schools at which it runs something: "고려대, 서강대에 계약학과를 두고"."""
    hosts = [
        group
        for group in named
        if begin <= group.start and group.end <= trigger.start and group.part in (Part.TO, Part.FROM, Part.WITH)
    ]
    subject = _subject(scene, named, trigger.start)
    own = subject.names[0] if subject is not None else scene.topic
    if hosts and own is not None:
        for host in hosts[-1].names:
            if host != own:
                yield (own, host)


_PARTIES: Mapping[str, _Parties] = {
    "with": _with,
    "takes": _takes,
    "gives": _gives,
    "invests": _invests,
    "leaves": _leaves,
    "joins": _joins,
    "sold": _sold,
    "shares": _shares,
}


# ---------------------------------------------------------------- one claim for what is told twice


def _merged(found: Sequence[PartnershipClaim]) -> tuple[PartnershipClaim, ...]:
    """Claims of the same partners, side, type and certainty become one with the best date and sentence."""
    kept: list[PartnershipClaim] = []
    for claim in found:
        place = next((index for index, other in enumerate(kept) if _same(other, claim)), None)
        if place is None:
            kept.append(claim)
        elif kept[place].date is None and claim.date is not None:
            kept[place] = claim
    return tuple(kept)


def _same(one: PartnershipClaim, other: PartnershipClaim) -> bool:
    ended = (one.event is PartnershipEvent.ENDED, other.event is PartnershipEvent.ENDED)
    denied = (one.modality is Modality.DENIED, other.modality is Modality.DENIED)
    return (
        set(one.organizations) == set(other.organizations)
        and ended[0] == ended[1]
        and denied[0] == denied[1]
        and (one.type == other.type or one.event is not other.event or one.date is None or other.date is None)
    )
