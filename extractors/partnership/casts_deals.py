"""Who gives and who takes: buyers and targets, suppliers and customers, investors and those they invest in."""

from __future__ import annotations

import re

from extractors.partnership.casting import Cast, Parties, parallel
from extractors.partnership.parties import Part

_OWNED = re.compile(r"([가-힣A-Za-z]{2,})(?:의)? (?:지분|경영권|주식)")
_OWN_WORDS = frozenset(
    {"창업자", "창업주", "최대주주", "보유", "보유한", "회사", "자사", "전량", "오너", "일가", "대주주"}
)
"""Words before 지분 that leave open whose they are: the company's that the article is about."""
_ADNOMINAL = re.compile(r"[가-힣]{0,3}(?:한|은|인|였던|했던|하는) ")
_SHARES = re.compile(r"[’'”\"]?(?:의)? ?(?:지분|경영권|주식|(?:[가-힣A-Za-z0-9]+ )?(?:사업|사업부|부문|공장)(?:을|를))")


def cast_takes(cast: Cast) -> Parties:
    """Buyer and target: "A가 B를 인수", "A가 인수한 B", "2021년 인수한 B", "B 인수", "B는 A가 인수한 회사"."""
    rows = parallel(cast, Part.OBJECT)
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
