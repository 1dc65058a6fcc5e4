"""Who gives and who takes: buyers and targets, suppliers and customers, investors and those they invest in."""

from __future__ import annotations

import re

from extractors.document import Role
from extractors.partnership.casting import Cast, Parties, parallel
from extractors.partnership.parties import Group, Part
from facts.claims import PartnershipType

_OWNED = re.compile(r"([가-힣A-Za-z]{2,})(?:의)? (?:지분|경영권|주식)")
_OWN_WORDS = frozenset(
    {"창업자", "창업주", "최대주주", "보유", "보유한", "회사", "자사", "전량", "오너", "일가", "대주주"}
)
"""Words before 지분 that leave open whose they are: the company's that the article is about."""
_ADNOMINAL = re.compile(r"[가-힣]{0,3}(?:한|은|인|였던|했던|하는) ")
_SHARES = re.compile(
    r"[’'”\"]?(?:의|에서|로부터|으로부터)?(?: (?:[가-힣A-Za-z0-9·]+(?<![은는이가을를]) ){0,2}| ?)"
    r"(?:지분|경영권|주식|[가-힣]*(?:사업|사업부|사업부문|부문|공장|생산라인)(?:을|를|이|가|(?= )))"
)
_PARTS_SOLD = ("사업", "공장", "법인")
"""What a company sells of itself."""
_ROUND_GOES_ON = 160
"""Characters behind the sentence that tells of a round in which its investors are named without a word for it."""
_RIGHT_BEFORE = 14
"""Characters between who orders or owns something and the word for it."""
_PRODUCT = re.compile(r" [가-힣A-Za-z0-9]+의 ")
_HELD_BY = re.compile(r"(?:의|이|가)? ?(?:보유|소유|잔여|쥔|가진)")
"""Behind a holder, whose shares are those of another company: "A 보유 지분을"."""
_PLACED = re.compile(r"[가-힣]{0,2} (?:곳|투자사|투자자|회사)(?:은|는) ")
_HOLDING = re.compile(r"[이가] (?:보유|개발|소유)한 |[이가] 가진 ")
_HOLDER = re.compile(r"의? ?(?:최대주주|대주주)")
_PASSIVE = re.compile(r"졌|진|됐|된|선정돼|돼")


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
    owned = [group for group in before if _SHARES.match(text, group.end) or text.startswith("에 대한 ", group.end)]
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
    whose = [group for group in before if group.part is Part.OF and group.end + 2 >= trigger.start - len(target) - 2]
    if own is None and whose and whose[-1].names[0] != target:
        own = whose[-1].names[0]  # "A의 B 인수가 무산됐다"
    if own is None and cast.topic() != target:
        own = cast.topic()
    if own is not None:
        yield (own, target)


def cast_passed(cast: Cast) -> Parties:
    """Target and buyer of a passive: "B는 A에 인수됐다", "A 품에 안겼다"."""
    buyers = [
        group
        for group in cast.before(Part.TO, Part.TOWARD, Part.OF, Part.BARE, window=True)
        if group.part in (Part.TO, Part.TOWARD)
        or re.fullmatch(r"의? ?", cast.scene.text[group.end : cast.trigger.verb])
    ]
    subject = cast.subject()
    target = subject.names[0] if subject is not None else cast.scene.topic
    owned = [group for group in cast.before(Part.OF, Part.BARE) if _SHARES.match(cast.scene.text, group.end)]
    described = cast.after(2)
    if owned:
        target = owned[-1].names[-1]
    elif subject is None and described is not None:
        target = described.names[0]
    if buyers and target is not None and buyers[-1].names[0] != target:
        yield (buyers[-1].names[0], target)


def cast_sold(cast: Cast) -> Parties:
    """Buyer and target of a sale: "지분을 B에 넘긴다"."""
    buyers = cast.before(Part.TO, window=True)
    if not buyers:
        return
    owned = [
        group
        for group in cast.groups
        if cast.begin <= group.start
        and group.end <= cast.trigger.verb
        and _SHARES.match(cast.scene.text, group.end)
        and not _HELD_BY.match(cast.scene.text, group.end)
    ]
    somebody = _OWNED.search(cast.scene.text, 0, cast.trigger.verb)
    if not owned and somebody is not None and somebody[1] not in _OWN_WORDS:
        return  # the shares of something that is no known organisation
    selling = cast.scene.text.startswith(_PARTS_SOLD, cast.trigger.start)
    target = owned[-1].names[-1] if owned else cast.own() if selling else cast.scene.topic
    if target is not None and target != buyers[-1].names[0]:
        yield (buyers[-1].names[0], target)


def cast_sold_off(cast: Cast) -> Parties:
    """Buyer and target where the target itself is sold: "A는 자회사 B를 C에 매각한다"."""
    buyers, targets = cast.before(Part.TO, window=True), cast.before(Part.OBJECT, window=True)
    if buyers and targets and targets[-1].names[-1] not in buyers[-1].names:
        yield (buyers[-1].names[0], targets[-1].names[-1])


def cast_bid_left(cast: Cast) -> Parties:
    """Who gives up buying, and what is for sale: named before the word, bought by somebody else, or the topic."""
    subject = cast.subject()
    named = [group for group in cast.before(Part.BARE, Part.OF) if 0 <= cast.trigger.start - group.end <= 2]
    told = [claim for claim in cast.memory.found if claim.type is PartnershipType.ACQUISITION]
    target = named[-1].names[0] if named else told[-1].organizations[-1] if told else cast.scene.topic
    if subject is not None and target is not None and target != subject.names[0]:
        yield (subject.names[0], target)


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
    """Giver and receiver of money: "B는 A로부터 투자받았다", "A는 B에 투자했다", "B에 투자한 A", "투자를 유치했다"."""
    verb = cast.scene.text[cast.trigger.start : cast.trigger.end]
    if "받" in verb or "유치" in verb:
        yield from cast_funded(cast)
        return
    receivers = cast.before(Part.TO, window=True)
    described = cast.after(2)
    subject = cast.subject()
    givers = subject.names if subject is not None else ()
    if not givers and described is not None and receivers:
        givers = described.names
    elif not givers and _ADNOMINAL.match(cast.scene.text, cast.trigger.end - 1) is None:
        spoken_of = cast.topic()
        givers = (
            (spoken_of,) if spoken_of is not None else ()
        )  # "B에 투자한 벤처캐피털 관계자는" is about somebody else
    taking = receivers[-1].names if receivers else ()
    if not receivers and "투자자로" in verb:
        told = cast.memory.receiver or cast.scene.topic
        taking = (told,) if told is not None else ()
    for giver in givers:
        for receiver in taking:
            if receiver != giver:
                yield (giver, receiver)


def cast_funded(cast: Cast) -> Parties:
    """Each giver and the receiver of money: "B는 A 등으로부터 80억원을 유치했다"; the receiver is remembered."""
    own = cast.own()
    headline = cast.scene.sentence.role is Role.HEADLINE
    givers = cast.before(Part.FROM, window=not headline and cast.begin > 0)
    if "유치" in cast.scene.text or "투자" in cast.scene.text:
        cast.memory.receiver = own
        cast.memory.round_end = cast.scene.sentence.end
    if givers and own is not None:
        for giver in givers[-1].names:
            if giver != own:
                yield (giver, own)


def _told_as(cast: Cast) -> Group | None:
    """As in "라운드를 이끈 곳은 A다"."""
    end = cast.trigger.end
    return next(
        (g for g in cast.groups if g.start >= end and _PLACED.fullmatch(cast.scene.text, end - 1, g.start)), None
    )


def cast_round(cast: Cast) -> Parties:
    """Each investor of a round told before, and who raised it: "이번 라운드는 A가 이끌고 B와 C가 참여했다"."""
    receiver = cast.memory.receiver
    if receiver is None:
        return
    described = cast.after(2) or _told_as(cast)
    investors = cast.before(Part.TOPIC, Part.SUBJECT, window=True) or ([described] if described is not None else [])
    for group in investors:
        for name in group.names:
            if name != receiver:
                yield (name, receiver)


def cast_round_on(cast: Cast) -> Parties:
    """The investors of a round told just before, without a word for it: "A가 주도하고 B가 참여했다"."""
    last = cast.memory.round_end
    here = cast.scene.sentence
    going_on = last is not None and (last == here.end or 0 <= here.start - last <= _ROUND_GOES_ON)
    if going_on and not cast.before(Part.TO, window=True):
        yield from cast_round(cast)
        cast.memory.round_end = here.end


def cast_received(cast: Cast) -> Parties:
    """Supplier and customer, told by the customer: "A는 B로부터 X를 공급받아 왔다", "B의 X를 들여온다"."""
    givers = cast.before(Part.FROM, window=True)
    if not givers and "받" in cast.scene.text[cast.trigger.verb : cast.trigger.end]:
        givers = cast.before(Part.OF, window=True)
    own = cast.own()
    if givers and own is not None:
        for giver in givers[-1].names:
            if giver != own:
                yield (giver, own)


def cast_ordered(cast: Cast) -> Parties:
    """Builder and orderer: "A는 B가 발주한 배를 수주했다", "A가 B로부터 배 2척을 따냈다"."""
    orderers = cast.before(Part.FROM, window=True)
    if not orderers and cast.scene.text[cast.trigger.verb : cast.trigger.end].startswith(("발주", "의뢰")):
        orderers = [group for group in cast.before(Part.SUBJECT) if cast.trigger.verb - group.end <= _RIGHT_BEFORE]
    builders = [group for group in cast.before(Part.TOPIC, Part.SUBJECT) if group not in orderers]
    own = builders[-1].names[0] if builders else cast.scene.topic
    if orderers and own is not None and orderers[-1].names[0] != own:
        yield (own, orderers[-1].names[0])


def cast_rights(cast: Cast) -> Parties:
    """Giver and taker of rights: "A는 B의 총판을 맡았다", "A는 판권을 B에 넘긴다", "A가 보유한 판권을 B가 사들인다"."""
    others = cast.before(Part.TO, Part.FROM, window=True)
    others += [
        group
        for group in cast.before(Part.OF, Part.BARE, window=True)
        if cast.trigger.start - group.end <= _RIGHT_BEFORE * 2
        and (group.part is Part.OF or _PRODUCT.match(cast.scene.text, group.end))
    ]
    acting = cast.before(Part.TOPIC, Part.SUBJECT)
    if not others and len(acting) > 1 and _HOLDING.match(cast.scene.text, acting[-2].end):
        others = [acting[-2]]
    own = cast.own()
    if others and own is not None and others[-1].names[0] != own:
        yield (own, others[-1].names[0])


def cast_withdrawn(cast: Cast) -> Parties:
    """An investor and what it leaves: "A는 B에 대한 투자를 거둬들였다", "A는 B 지분을 전량 매각했다"; sales to somebody not."""
    text = cast.scene.text
    left = [
        group
        for group in cast.groups
        if group.end <= cast.trigger.verb
        and group.start >= cast.begin
        and (_SHARES.match(text, group.end) or text.startswith(("에 대한 ", " 투자"), group.end))
    ]
    buyers = [group for group in cast.before(Part.TO, window=True) if group not in left]
    own = cast.own()
    told = cast.memory.receiver
    if (
        not left and told is not None and own not in (None, told) and "지분" in text
    ):  # "기존 주주인 A는 지분을 모두 팔았다"
        yield (str(own), told)
    if left and not buyers and own is not None and left[-1].names[0] != own:
        yield (own, left[-1].names[0])


def cast_bidder(cast: Cast) -> Parties:
    """Each that is named as a buyer, and what is for sale: "인수 후보로는 A와 B가 거론된다"."""
    target = cast.scene.topic
    behind = [
        group
        for group in cast.groups
        if group.start >= cast.trigger.end and group.part in (Part.SUBJECT, Part.TOPIC, Part.BARE)
    ][:1]
    owned = [group for group in cast.before(Part.BARE, Part.OF) if cast.trigger.start - group.end <= _RIGHT_BEFORE]
    if owned:
        target = owned[-1].names[0]
    for group in cast.before(Part.SUBJECT, Part.TOPIC) or behind:
        for name in group.names:
            if target is not None and name != target:
                yield (name, target)


def cast_holder(cast: Cast) -> Parties:
    """Who comes to hold what: "B의 최대주주가 C에서 A로 바뀐다"."""
    text = cast.scene.text
    buyers = [
        group for group in cast.before(Part.TOWARD, window=True) if cast.trigger.verb - group.end <= _RIGHT_BEFORE
    ]
    held = [group for group in cast.before(Part.OF, Part.BARE) if _HOLDER.match(text, group.end)]
    target = held[-1].names[-1] if held else cast.scene.topic
    if buyers and "최대주주" in text and target is not None and target != buyers[-1].names[0]:
        yield (buyers[-1].names[0], target)


def cast_chosen(cast: Cast) -> Parties:
    """Who chooses and who is chosen: "새 공급사로는 B가 정해졌다", "A는 B를 파트너로 택했다"."""
    verb = cast.scene.text[cast.trigger.verb : cast.trigger.end + 2]
    objects = cast.before(Part.OBJECT, window=True)
    subject = cast.subject()
    if objects:
        own = subject.names[0] if subject is not None else cast.scene.topic
        chosen: tuple[str, ...] = objects[-1].names
    elif _PASSIVE.search(verb):
        givers = cast.before(Part.OF, window=True)
        givers += [group for group in cast.before(Part.BARE) if 0 <= cast.trigger.start - group.end <= 1]
        own = givers[-1].names[0] if givers else cast.scene.topic
        chosen = subject.names if subject is not None else ()
    else:
        return
    for name in chosen:
        if own is not None and name != own:
            yield (own, name)
