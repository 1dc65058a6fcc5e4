"""Who takes part: each way of casting the groups of a sentence for a trigger. Named in `ko.yaml` as `parties`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from extractors.document import Role
from extractors.partnership.parties import Group, Part
from extractors.scenes import Scene
from facts.claims import PartnershipClaim, PartnershipEvent, PartnershipType
from facts.dates import PartialDate

_EACH = re.compile(r"각각|각자|별도로")
_TOGETHER = re.compile(r"[와과] 함께|3자|4자|5자|다자|결성|컨소시엄|3사|4사|5사|세 기관|네 기관|공동 운영")
_DESCRIBED = re.compile(
    r"[가-힣](?:한|된|은|던|는|운|린|할|될) (?!뒤|후|데|것|지|다음|바|채|만큼|대신|가운데|등|동시|이래|이후|상태|만|반면)[가-힣A-Za-z‘“]"
)
_OWNED = re.compile(r"([가-힣A-Za-z]{2,})(?:의)? (?:지분|경영권|주식)")
_OWN_WORDS = frozenset(
    {"창업자", "창업주", "최대주주", "보유", "보유한", "회사", "자사", "전량", "오너", "일가", "대주주"}
)
"""Words before 지분 that leave open whose they are: the company's that the article is about."""
_ADNOMINAL = re.compile(r"[가-힣]{0,3}(?:한|은|인|였던|했던|하는) ")
_SHARES = re.compile(r"[’'”\"]?(?:의)? ?(?:지분|경영권|주식|(?:[가-힣A-Za-z0-9]+ )?(?:사업|사업부|부문|공장)(?:을|를))")


class Rule(NamedTuple):
    """A rule of `ko.yaml`; the fields are described there."""

    name: str
    event: PartnershipEvent
    parties: str
    type: PartnershipType | None
    verbs: re.Pattern[str]
    nouns: re.Pattern[str] | None
    gap: int


class Trigger(NamedTuple):
    """What says that something happens: the verb with the noun it needs; offsets count the sentence."""

    rule: Rule
    start: int
    verb: int
    end: int


@dataclass(slots=True)
class Memory:
    """What the sentences read so far have told."""

    alliances: dict[str, tuple[str, ...]] = field(default_factory=dict)
    found: list[PartnershipClaim] = field(default_factory=list)
    receiver: str | None = None
    """Who has raised money: the investors may follow in the next sentences."""
    day: PartialDate | None = None
    """The day of the occasion told last ("개소식에서 …")."""


class Cast(NamedTuple):
    """All that a way of casting looks at; `begin` is where the clause of the trigger may begin."""

    scene: Scene
    groups: Sequence[Group]
    trigger: Trigger
    begin: int
    memory: Memory

    def before(self, *parts: Part, window: bool = False) -> list[Group]:
        """The groups before the verb that play one of `parts`; with `window` only those of the trigger's clause."""
        return [
            group
            for group in self.groups
            if group.end <= self.trigger.verb and group.part in parts and (not window or group.start >= self.begin)
        ]

    def subject(self) -> Group | None:
        """The subject of the trigger: the nearest in 이/가 that does not belong to a describing clause, else the topic."""
        text = self.scene.text
        for group in reversed(self.before(Part.TOPIC, Part.SUBJECT)):
            if group.part is Part.TOPIC or not _DESCRIBED.search(text, group.end, self.trigger.verb):
                return group
        if self.scene.sentence.role is Role.HEADLINE and self.groups and self.groups[0].end <= self.trigger.verb:
            return self.groups[0] if self.groups[0].part is Part.BARE else None
        return None

    def own(self) -> str | None:
        """The single organisation that acts: the subject, else what the article was speaking of."""
        subject = self.subject()
        return subject.names[0] if subject is not None else self.scene.topic

    def several(self) -> tuple[str, ...]:
        """The organisations that act together, where the subject names more than one."""
        parts = [Part.TOPIC, Part.SUBJECT] + ([Part.BARE] if self.scene.sentence.role is Role.HEADLINE else [])
        plural = [group for group in self.before(*parts) if len(group.names) > 1]
        plural += [
            group for group in self.before(Part.OF) if len(group.names) > 1 and self.trigger.start - group.end <= 16
        ]
        if not plural:
            return ()
        chosen = max(plural, key=lambda group: group.start)
        if chosen.plural and self.memory.found and self.scene.text.startswith("양측", chosen.start):
            last = self.memory.found[-1]
            near = 0 < self.scene.sentence.start - last.evidence.start < 400
            if near and len(last.organizations) == len(chosen.names):
                return last.organizations  # "양측은": the two whose deal was told just before
        return chosen.names


Parties = Iterator[tuple[str, ...]]


def cast_with(cast: Cast) -> Parties:
    """Subject and partner: "A는 B와 …", "A와 B는 …", "양사는 …"; without a subject the topic of the article."""
    ended = cast.trigger.rule.event is PartnershipEvent.ENDED
    partners = cast.before(Part.WITH, window=True) or (cast.before(Part.WITH) if ended else [])
    if not partners and cast.trigger.rule.name == "signed" and "공급" in cast.scene.text:
        partners = cast.before(Part.FROM, window=True)  # "B에서 10년간 들여오는 공급 계약"
    subject = cast.subject()
    if partners:
        rows = _rows(cast, Part.WITH)
        if len(rows) > 1:
            yield from rows
            return
        others = partners[-1].names
        if subject is not None and len(subject.names) == len(others) > 1 and _EACH.search(cast.scene.text):
            yield from zip(subject.names, others, strict=True)
            return
        if subject is not None and len(subject.names) > 1 and not set(subject.names) & set(others):
            yield (*subject.names, *others)
            return
        own = cast.own()
        if own is not None:
            yield from _deals(cast, own, tuple(name for name in others if name != own))
        return
    several = cast.several()
    told = [claim for claim in cast.memory.found if claim.event is PartnershipEvent.ENDED] if ended else []
    if several:
        yield several
    elif subject is not None and told and subject.names[0] in told[-1].organizations:
        yield told[-1].organizations  # the end that was told before, now with its day
    elif subject is not None and len(subject.names) == 1 and ended:
        other = cast.scene.topic  # "B도 인수를 타진했으나 협상이 결렬됐다": the target is what the article speaks of
        if (
            re.search(r"[가-힣](?:도|은|는|이|가) 인수(?:를|전에)", cast.scene.text[: cast.trigger.end])
            and other is not None
            and other != subject.names[0]
        ):
            yield (subject.names[0], other)


def _rows(cast: Cast, part: Part) -> list[tuple[str, ...]]:
    """Each subject with its own partner under one verb: "A는 B와, C는 D와 각각 손잡았다"."""
    row = [group for group in cast.groups if cast.begin <= group.start and group.end <= cast.trigger.verb]
    found: list[tuple[str, ...]] = []
    for one, other in pairwise(row):
        if one.part in (Part.TOPIC, Part.SUBJECT) and other.part is part and len(one.names) == len(other.names) == 1:
            found.append((one.names[0], other.names[0]))
    return found


def _deals(cast: Cast, own: str, others: tuple[str, ...]) -> Parties:
    """One alliance of all, or one deal with each."""
    text = cast.scene.text
    together = cast.trigger.rule.name == "alliance" or _TOGETHER.search(text)
    if len(others) > 1 and (_EACH.search(text) or not together):
        for other in others:
            yield (own, other)
    elif others:
        yield (own, *others)


def cast_takes(cast: Cast) -> Parties:
    """Buyer and target: "A가 B를 인수", "A가 인수한 B", "2021년 인수한 B", "B 인수", "B는 A가 인수한 회사"."""
    rows = _rows(cast, Part.OBJECT)
    if len(rows) > 1 and len({target for _, target in rows}) == len(rows):
        yield from rows
        return
    text, trigger = cast.scene.text, cast.trigger
    before = [group for group in cast.groups if group.end <= trigger.verb]
    after = next((group for group in cast.groups if group.start >= trigger.end), None)
    subject = cast.subject()
    adnominal = _ADNOMINAL.match(text, trigger.end - 1) is not None
    objects = [group for group in before if group.part is Part.OBJECT and group.start >= cast.begin]
    bare = [group for group in before if text[group.end : trigger.verb].strip("’'” ") == ""]
    owned = [group for group in before if _SHARES.match(text, group.end)]
    target: str | None = None
    if objects:
        target = objects[-1].names[-1]
    elif owned:
        target = owned[-1].names[-1]
    elif bare:
        target = bare[-1].names[-1]
    elif adnominal and after is not None and after.start - trigger.end <= 30:
        target = after.names[0]
    elif adnominal and subject is not None:
        topic = next((group for group in before if group is not subject and group.part is Part.TOPIC), None)
        target = topic.names[0] if topic is not None else None
    if target is None:
        return
    actors = subject.names if subject is not None else ()
    own = next((name for name in actors if name != target), None)
    if own is None and cast.scene.topic != target:
        own = cast.scene.topic
    if own is not None:
        yield (own, target)


def cast_passed(cast: Cast) -> Parties:
    """Target and buyer of a passive: "B는 A에 인수됐다", "A 품에 안겼다"."""
    buyers = [
        group
        for group in cast.before(Part.TO, Part.OF, Part.BARE, window=True)
        if group.part is Part.TO or re.fullmatch(r"의? ?", cast.scene.text[group.end : cast.trigger.verb])
    ]
    subject = cast.subject()
    target = subject.names[0] if subject is not None else cast.scene.topic
    if buyers and target is not None and buyers[-1].names[0] != target:
        yield (buyers[-1].names[0], target)


def cast_sold(cast: Cast) -> Parties:
    """Buyer and target of a sale: "지분을 B에 넘긴다"."""
    buyers = cast.before(Part.TO, window=True)
    if not buyers:
        return
    owned = [
        group for group in cast.groups if group.end <= cast.trigger.verb and _SHARES.match(cast.scene.text, group.end)
    ]
    somebody = _OWNED.search(cast.scene.text, 0, cast.trigger.verb)
    if not owned and somebody is not None and somebody[1] not in _OWN_WORDS:
        return  # the shares of something that is no known organisation
    target = owned[-1].names[-1] if owned else cast.scene.topic
    if target is not None and target != buyers[-1].names[0]:
        yield (buyers[-1].names[0], target)


def cast_gives(cast: Cast) -> Parties:
    """Supplier and customer: "A는 B에 X를 공급하고 있다"."""
    own = cast.own()
    receivers = cast.before(Part.TO, window=True)
    if not receivers:  # "X를 B가 운영하는 식당에 납품"
        text = cast.scene.text
        receivers = [
            group
            for group in cast.before(Part.SUBJECT, window=True)
            if re.match(r"(?:이|가) (?:운영하는|보유한|만드는|짓는) [^.,]{1,20}에 ", text[group.end :])
        ]
        topics = [group for group in cast.before(Part.TOPIC) if group not in receivers]
        own = topics[-1].names[0] if topics else cast.scene.topic
    if own is not None and receivers:
        for other in receivers[-1].names:
            if other != own:
                yield (own, other)


def cast_invests(cast: Cast) -> Parties:
    """Giver and receiver of money: "B는 A로부터 300억원을 투자받았다", "A는 B에 투자했다", "투자를 유치했다"."""
    verb = cast.scene.text[cast.trigger.start : cast.trigger.end]
    own = cast.own()
    givers = cast.before(Part.FROM)
    receivers = cast.before(Part.TO, window=True)
    if "받" in verb or "유치" in verb:
        cast.memory.receiver = own
        if givers and own is not None:
            for giver in givers[-1].names:
                if giver != own:
                    yield (giver, own)
        return
    if own is None:
        return
    if receivers:
        for receiver in receivers[-1].names:
            if receiver != own:
                yield (own, receiver)
    elif "투자자로" in verb and cast.scene.topic not in (None, own):
        yield (own, str(cast.scene.topic))


def cast_round(cast: Cast) -> Parties:
    """Each investor of a round told before, and who raised it."""
    receiver = cast.memory.receiver
    if receiver is None:
        return
    for group in cast.before(Part.TOPIC, Part.SUBJECT, window=True):
        for name in group.names:
            if name != receiver:
                yield (name, receiver)


def cast_leaves(cast: Cast) -> Parties:
    """A member and the alliance it leaves."""
    subject = cast.subject()
    alliance = next(reversed(cast.memory.alliances), None)
    if subject is not None and alliance is not None and len(subject.names) == 1:
        yield (subject.names[0], alliance)


def cast_dissolved(cast: Cast) -> Parties:
    """The members of an alliance that is dissolved: named in the sentence, or those it was told to have."""
    named = [group.names for group in cast.groups if group.end <= cast.trigger.verb and len(group.names) > 1]
    members = named[-1] if named else next(reversed(cast.memory.alliances.values()), ())
    if len(members) > 1:
        yield members


def cast_partnered(cast: Cast) -> Parties:
    """A partner named right in the clause, and nobody else: "A는 B와도 의료 AI를 연구한다"."""
    partners = cast.before(Part.WITH, window=True)
    if partners and cast.trigger.verb - partners[-1].end <= 24:
        yield from cast_with(cast)


def cast_joins(cast: Cast) -> Parties:
    """A newcomer and the alliance it enters."""
    alliance = next(reversed(cast.memory.alliances), None)
    if alliance is None:
        return
    partners = cast.before(Part.WITH)
    owners = [group for group in cast.before(Part.OF) if cast.trigger.verb - group.end <= 2]
    newcomer = (owners or partners)[-1] if owners or partners else cast.subject()
    if newcomer is None or len(newcomer.names) > 1 or newcomer.names[0] in cast.memory.alliances[alliance]:
        return
    yield (newcomer.names[0], alliance)


def cast_shares(cast: Cast) -> Parties:
    """A firm and the schools at which it runs something: "고려대, 서강대에 계약학과를 두고"."""
    hosts = cast.before(Part.TO, Part.FROM, Part.WITH, window=True)
    own = cast.own()
    if hosts and own is not None:
        for host in hosts[-1].names:
            if host != own:
                yield (own, host)


def cast_founded(cast: Cast) -> Parties:
    """Several that found one company together: "두 회사는 창원에 X를 설립했다"."""
    several = cast.several()
    children = cast.before(Part.OBJECT, window=True)
    if several and any(child.names[0] not in several for child in children):
        yield several


def cast_counterpart(cast: Cast) -> Parties:
    """Who is said to be the unnamed other side of a deal told before."""
    subject = cast.subject()
    if subject is not None and cast.scene.topic not in (None, subject.names[0]):
        yield (str(cast.scene.topic), subject.names[0])


def cast_corrected(cast: Cast) -> Parties:
    """The true partner in a notice of correction: "계약 상대방은 B가 아닌 C"."""
    wrong = [group for group in cast.groups if 0 <= cast.trigger.verb - group.end <= 3]
    right = next((group for group in cast.groups if 0 <= group.start - cast.trigger.end <= 3), None)
    own = next((group for group in cast.groups if wrong and group.names[0] not in wrong[-1].names), None)
    if cast.scene.corrects and wrong and right is not None and own is not None and own is not right:
        yield (own.names[0], right.names[0])


def cast_partner_of(cast: Cast) -> Parties:
    """Who is to become whose partner: "A가 B의 새 협력사가 될 것"."""
    whose = cast.before(Part.OF, window=True)
    own = cast.own()
    if whose and own is not None and whose[-1].names[0] != own:
        yield (own, whose[-1].names[0])


def cast_both(cast: Cast) -> Parties:
    """What belongs to two: "A와 B의 반도체학과는"."""
    whose = [group for group in cast.before(Part.OF) if len(group.names) > 1 and cast.trigger.start - group.end <= 4]
    if whose:
        yield whose[-1].names


CASTS: Mapping[str, Callable[[Cast], Parties]] = {
    "with": cast_with,
    "takes": cast_takes,
    "passed": cast_passed,
    "sold": cast_sold,
    "gives": cast_gives,
    "invests": cast_invests,
    "round": cast_round,
    "leaves": cast_leaves,
    "joins": cast_joins,
    "dissolved": cast_dissolved,
    "partnered": cast_partnered,
    "shares": cast_shares,
    "founded": cast_founded,
    "counterpart": cast_counterpart,
    "corrected": cast_corrected,
    "partner_of": cast_partner_of,
    "both": cast_both,
}
