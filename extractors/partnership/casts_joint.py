"""Who takes part in what several do together: partners, members of an alliance, hosts of a programme."""

from __future__ import annotations

import re

from extractors.document import Role
from extractors.names.organizations.shapes import is_school, shaped
from extractors.partnership.casting import Cast, Parties, parallel
from extractors.partnership.parties import Group, Part
from facts.claims import PartnershipEvent

_EACH = re.compile(r"각각|각자|별도로")
_TOGETHER = re.compile(r"[와과] 함께|3자|4자|5자|다자|결성|컨소시엄|3사|4사|5사|세 기관|네 기관|공동 운영")
_GIVING = re.compile(
    r"(?<=[을를] )대는 |(?:공급|납품|위탁|제공|판매|수출|이전|임대|양도|투자)(?:하는|할|받는|받던|하던|해 온|해온|키로 하는|받은|한)|(?:공급|납품)[을를이] |(?:도입|이전받|사들|들여[오온])(?:은|인|한)? |(?:들여오|도입하|넘겨받|사들이|사 오)[는던]|(?:맡기|넘기|파|빌려주)는 |맡길 |넘길 "
)
_ALLIED = re.compile(
    r"(?:의|이|가)? ?(?:[가-힣A-Za-z0-9]+ ){0,3}(?:컨소시엄|연합|동맹|진영|얼라이언스|협의체|생태계)에 "
)
_JOINTLY = re.compile(r"와 (?:달리|같이|마찬가지로)|과 (?:달리|같이|마찬가지로)")
_NOTICE = re.compile(r"(?:을|를)? ?(?:일방적으로 )?(?:통보|통지)")
_ITSELF = re.compile(r"(?:\([^()]{1,40}\))?[’'”\"]?[와과]")
"""A partner itself, and no lab or office of it: "A 연구소와 B 연구소를 합친다"."""
_AMONG = re.compile(r"(?:\([^()]{1,40}\)|\[[^\[\]]{1,20}\])?(?: \d(?:개 ?)?(?:사|기관|기업))? ?간")
"""One deal of all of them: "A, B, C 간 양해각서를 체결했다"."""
_COMMON = re.compile(r"협력|공동|함께|서로|상호|교류|공유|양성|육성|길러|합작|연합|맞손|주고받")
_PRODUCT_OF = re.compile(r" (?:[가-힣A-Za-z0-9]+ )?[가-힣A-Za-z0-9]+의 ")
"""Behind a maker: what it makes is what the deal is about ("B 의료기기의 국내 총판 계약")."""
_ONCE_PARTNER = re.compile(
    r"의 (?:[가-힣]+ ){0,2}(?:파트너|협력사|고객사|공급사|우군|동맹|동지)(?:이던|였던|인|이자|로 꼽히던) "
)
_ANOTHER = re.compile(r"(?:\([^()]{1,30}\))?[’'”\"]?(?:와|과) [가-힣A-Za-z0-9]{2,}의 ")
_RIGHT_THERE = re.compile(r"[’'”\"]?(?: 등)?(?:이|가)? ?")
_SCHOOLS = (
    "대학교",
    "대학",
    "과학기술원",
    "과기원",
    "공대",
    "의대",
    "여대",
    "KAIST",
    "카이스트",
    "포스텍",
    "POSTECH",
    "UNIST",
    "GIST",
    "DGIST",
)
_QUOTE_MARK = re.compile(r"[‘'“\"]$")
_BESIDE = re.compile(r"[’'”\"]? ?[가-힣A-Za-z]{0,5}")
"""Between a partner without a particle and the noun of what ends: "새온대 반도체학과를"."""
_SALES = re.compile(r"총판|판권|판매권|유통권|독점 (?:판매|공급|유통)|국내 (?:판매|유통)")
_SHARED = re.compile(r"공동|협력|산학|계약")
_OFFER = re.compile(r"의 $|의 (?:[가-힣]+ ){1,2}$")
_NAMED_AS = re.compile(r"(?:\([^()]{1,20}\))?(?:이)?(?:다|며|고|라고|었다|였다)(?![가-힣])")
_NAMED_WITHIN = 24
"""Characters between "파트너는" and who it is; a kind or a country may stand between."""
_NEXT = 2
_WORK = 40
"""Characters between a partner and what is done with it: "B와 라오어 말뭉치를 만들고"."""


def cast_with(cast: Cast) -> Parties:
    """Subject and partner: "A는 B와 …", "A와 B는 …", "양사는 …"; without a subject the topic of the article."""
    ended = cast.trigger.rule.event is PartnershipEvent.ENDED
    partners = cast.before(Part.WITH, window=True) or (cast.before(Part.WITH) if ended else [])
    if not partners and cast.trigger.rule.name == "signed" and "공급" in cast.scene.text:
        partners = cast.before(Part.FROM, window=True)  # "B에서 10년간 들여오는 공급 계약"
    if not partners and (
        ended or cast.trigger.rule.name in ("signed", "shown", "extended")
    ):  # "B에 X를 공급하는 계약을 맺었다"
        partners = [
            group
            for group in cast.before(Part.TO, Part.FROM, window=not ended)
            if _GIVING.search(cast.scene.text, group.end, cast.trigger.verb)
            or (ended and _NOTICE.match(cast.scene.text, cast.trigger.end))
        ]
    subject = cast.subject()
    if not partners:
        partners = _beside_the_noun(cast, subject)
    if partners and subject is None and _ANOTHER.match(cast.scene.text, partners[-1].end):
        return  # "A와 누군지 모를 X의 동맹": nothing is known of the other side
    if partners:
        rows = parallel(cast, Part.WITH)
        if len(rows) > 1:
            yield from rows
            return
        others = partners[-1].names
        among = len(others) > 1 and _AMONG.match(cast.scene.text, partners[-1].end) is not None
        if subject is not None and len(subject.names) == len(others) > 1 and _EACH.search(cast.scene.text):
            yield from zip(subject.names, others, strict=True)
            return
        if subject is not None and len(subject.names) > 1 and not set(subject.names) & set(others):
            yield (*subject.names, *others)
            return
        own = cast.own()
        if own is not None:
            rest = tuple(name for name in others if name != own)
            yield from [(own, *rest)] if among else _deals(cast, own, rest)
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


def _beside_the_noun(cast: Cast, subject: Group | None) -> list[Group]:
    """A partner without a particle of its own: "A는 B 계약학과를 폐지", "B 의료기기의 총판 계약", "A의 파트너였던 B"."""
    text, trigger = cast.scene.text, cast.trigger
    if subject is None or cast.before(Part.WITH):
        return []
    others = [group for group in cast.before(Part.BARE, Part.OF, window=True) if group is not subject]
    if trigger.rule.event is PartnershipEvent.ENDED:
        beside = [
            group
            for group in cast.groups
            if group is not subject
            and cast.begin <= group.start
            and not _QUOTE_MARK.search(text[: group.start])
            and _BESIDE.fullmatch(text, group.end, trigger.start)
        ]
        return beside or [group for group in others if _ONCE_PARTNER.match(text, group.end)]
    if trigger.rule.name in ("signed", "shown") and _SALES.search(text, 0, trigger.verb):
        return [group for group in others if group.part is Part.OF or _PRODUCT_OF.match(text, group.end)]
    return []


def _deals(cast: Cast, own: str, others: tuple[str, ...]) -> Parties:
    """One alliance of all, or one deal with each."""
    text = cast.scene.text
    together = cast.trigger.rule.name == "alliance" or _TOGETHER.search(text)
    if len(others) > 1 and (_EACH.search(text) or not together):
        for other in others:
            yield (own, other)
    elif others:
        yield (own, *others)


def cast_leaves(cast: Cast) -> Parties:
    """A member and the alliance it leaves."""
    subject = cast.subject()
    partners = [
        group for group in cast.before(Part.WITH, window=True) if cast.scene.text[group.end + 1 :].startswith("의 ")
    ]
    if subject is not None and partners and partners[-1].names[0] != subject.names[0]:
        yield (subject.names[0], partners[-1].names[0])  # "B와의 컨소시엄에서 빠진다"
        return
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
    if not partners or cast.trigger.verb - partners[-1].end > _WORK:
        return
    own = cast.own()
    apart = [group for group in partners if cast.scene.text.startswith(("와는 ", "과는 "), group.end)]
    if len(apart) > 1 and own is not None:  # "B와는 반도체를, C와는 로봇을 연구한다"
        for group in apart:
            yield (own, group.names[0])
    else:
        yield from cast_with(cast)


def _joins_anothers(cast: Cast) -> Parties:
    """A newcomer and who leads what it enters: "B는 A의 뇌파 칩 컨소시엄에 합류한다"."""
    leaders = [
        group
        for group in cast.before(Part.OF, Part.BARE, Part.SUBJECT, window=True)
        if _ALLIED.match(cast.scene.text, group.end) is not None
    ]
    newcomer = next((group for group in reversed(cast.before(Part.TOPIC, Part.SUBJECT)) if group not in leaders), None)
    if leaders and newcomer is not None and newcomer.names[0] != leaders[-1].names[0]:
        yield (newcomer.names[0], leaders[-1].names[0])


def cast_agreed(cast: Cast) -> Parties:
    """Who agrees to do something: with a partner anything, several together only what they do together."""
    named = cast.before(Part.WITH, window=True)
    partners = [group for group in named if _ITSELF.match(cast.scene.text, group.end) is not None]
    if named and not partners:
        return
    if (partners and _JOINTLY.match(cast.scene.text, partners[-1].end) is None) or _COMMON.search(
        cast.scene.text, cast.begin, cast.trigger.verb
    ):
        yield from cast_with(cast)


def _teaches(name: str) -> bool:
    """Whether the name is a school's: one in 대, 대학교, 과학기술원, or one written in letters or by a name of its own."""
    return (
        name.endswith(_SCHOOLS) or (name.endswith("대") and is_school(name)) or (name.endswith("고") and shaped(name))
    )


def cast_course(cast: Cast) -> Parties:
    """A firm and the school that runs a course for it: "A는 B와 계약학과를 연다", "A가 B에 전공을 개설한다"."""
    own = cast.own()
    hosts = [group for group in cast.before(Part.TO, window=True) if _teaches(group.names[0])]
    if hosts and own is not None and own not in hosts[-1].names and not _teaches(own):
        for host in hosts[-1].names:
            yield (own, host)
    else:
        yield from cast_with(cast)


def cast_joins(cast: Cast) -> Parties:
    """A newcomer and the alliance it enters."""
    alliance = next(reversed(cast.memory.alliances), None)
    if alliance is None:
        yield from _joins_anothers(cast)
        return
    partners = cast.before(Part.WITH)
    owners = [group for group in cast.before(Part.OF) if cast.trigger.verb - group.end <= 2]
    newcomer = (owners or partners)[-1] if owners or partners else cast.subject()
    if cast.scene.sentence.role is Role.HEADLINE:  # "A 떠나고 B 합류"
        newcomer = next((group for group in cast.groups if 0 <= cast.trigger.verb - group.end <= _NEXT), newcomer)
    if newcomer is None or len(newcomer.names) > 1 or newcomer.names[0] in cast.memory.alliances[alliance]:
        return
    yield (newcomer.names[0], alliance)


def cast_hosted(cast: Cast) -> Parties:
    """Those that keep a lab together: "A는 B와 연구소를 세웠다", "A는 B에 공동연구센터를 열었다"."""
    own = cast.own()
    hosts = [group for group in cast.before(Part.TO, window=True) if _teaches(group.names[0])]
    shared = _SHARED.search(cast.scene.text, max(cast.begin, cast.trigger.start - 3), cast.trigger.verb) is not None
    if hosts and shared and own is not None and own not in hosts[-1].names and not cast.before(Part.WITH, window=True):
        for host in hosts[-1].names:
            yield (own, host)
    else:
        yield from cast_with(cast)


def cast_side_by_side(cast: Cast) -> Parties:
    """The members named right before the word for what they form: "A·B 컨소시엄이", "A, B 등이 참여한 연합은"."""
    for group in cast.before(Part.BARE, Part.SUBJECT, Part.TOPIC, window=True):
        between = cast.scene.text[group.end : cast.trigger.start]
        if len(group.names) > 1 and not group.plural and _RIGHT_THERE.fullmatch(between):
            yield group.names
            return


def cast_refused(cast: Cast) -> Parties:
    """Who turns down whose offer: "A는 B의 제휴 제안을 거절했다"."""
    offers = [
        group
        for group in cast.before(Part.OF, window=True)
        if _OFFER.fullmatch(cast.scene.text, group.end, cast.trigger.start)
    ]
    own = cast.own()
    if offers and own is not None and offers[-1].names[0] != own:
        yield (own, offers[-1].names[0])


def cast_is_partner(cast: Cast) -> Parties:
    """Who is told to be the partner: "파트너는 미국 B다"; the other is the topic."""
    end, own = cast.trigger.end, cast.scene.topic
    found = next((group for group in cast.groups if 0 <= group.start - end <= _NAMED_WITHIN), None)
    whose = [group for group in cast.before(Part.OF, window=True) if cast.trigger.start - group.end <= _NAMED_WITHIN]
    if whose:
        own = whose[-1].names[0]
    if found is None or own is None or _NAMED_AS.match(cast.scene.text, found.end) is None:
        return
    for name in found.names:
        if name != own:
            yield (own, name)


def cast_apposed_partner(cast: Cast) -> Parties:
    """Somebody's partner by the way: "A의 협력사인 B가"."""
    whose = [
        group
        for group in cast.before(Part.OF, Part.BARE, window=True)
        if re.fullmatch(r"의? (?:[가-힣0-9]+ )?", cast.scene.text[group.end : cast.trigger.verb])
    ]
    found = next((group for group in cast.groups if 0 <= group.start - cast.trigger.end <= _NEXT * 4), None)
    if whose and found is not None and whose[-1].names[0] not in found.names:
        yield (whose[-1].names[0], found.names[0])


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


def cast_members(cast: Cast) -> Parties:
    """The members of an alliance, named one by one: "A가 대표사를 맡고 B와 C가 참여했다", "연합에는 A와 B만 남았다"."""
    begin = 0 if cast.trigger.rule.name == "roles" else cast.trigger.start
    taken = {Part.SUBJECT, Part.TOPIC, Part.BARE, Part.OBJECT, Part.WITH}
    if cast.scene.text.startswith(("구성", "이뤄", "꾸려"), cast.trigger.verb):
        taken.add(Part.TOWARD)  # "A와 B로 구성됐다"
    members: list[str] = []
    for group in cast.groups:
        if not begin <= group.start <= group.end <= cast.trigger.verb or group.plural:
            continue
        if group.part not in taken and not cast.scene.text.startswith(" 컨소시엄에는 ", group.end):
            continue
        if cast.scene.text.startswith((" 연합", " 진영"), group.end) or group.names[0] in members:
            continue
        members += [name for name in group.names if name not in members]
    if len(members) > 1:
        yield tuple(members)
