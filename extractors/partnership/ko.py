"""Partnerships in Korean news: who signs, takes over, supplies, invests, joins, leaves, and what is called off."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from extractors.document import Document, Role
from extractors.names.organizations import Organizations
from extractors.names.organizations.lexicon import table
from extractors.names.organizations.shapes import shaped
from extractors.partnership.casting import Cast, Memory, Rule, Trigger
from extractors.partnership.casts import CASTS
from extractors.partnership.parties import Part, groups
from extractors.prefilter import Prefilter, needed
from extractors.scenes import Scene, scenes
from extractors.stance import deciding_cue
from facts.claims import Modality, PartnershipClaim, PartnershipEvent, PartnershipType

_ALLIANCE = re.compile(
    r"(?:연합|컨소시엄|동맹|협의체|얼라이언스|연합체)(?:인|체)? ?[‘'“\"]([^‘’'“”\"]{2,24})[’'”\"]"
    r"|[‘'“\"]([^‘’'“”\"]{2,24}(?:연합|얼라이언스|컨소시엄|동맹|협의체))[’'”\"]"
    r"|([가-힣A-Za-z]{3,}(?:동맹|연합|얼라이언스|컨소시엄))\("
    r"|(?<![가-힣])([가-힣A-Za-z]{2,}(?<![월년일의은는된]) (?:컨소시엄|얼라이언스))(?=[과이은에을의]|\s)"
    r"|결성한 [‘'“\"]([^‘’'“”\"]{2,24})[’'”\"]"
    r"|(?<![가-힣])(?!유럽|국제)([가-힣A-Za-z]{2,}[가-힣A-Za-z](?:연합|동맹|얼라이언스))(?=(?:에서?|에는)? (?:합류|가입|탈퇴|이탈|빠)|에 [가-힣A-Za-z]{2,} 합류)"
)
_ALLIANCE_WORDS = needed(_ALLIANCE)
_QUOTE = re.compile(r"[‘']([^‘’']{2,30})[’']")
_OCCASION = re.compile(
    r"^(?:이날 |협회는 |회사는 |양측은 )?(?:[가-힣A-Za-z]+ ){0,2}[가-힣]*(?:개소식|협약식|체결식|서명식|총회|출범식|기념식|개막식|행사)(?:장)?에(?:서| 앞서)"
)
_GOING_ON = re.compile(r"[가-힣]고 있(?:다|으며|는)|운영 중|해 왔|해왔|중이다")
_AND = re.compile(r"(?:하|되)고 ")
"""One thing is over and another follows: "4월 종료하고 새 협력 대상을 찾는 중이다"."""
_ENDS_TOO = re.compile(r"\S{0,6} (?:\S+ ){0,3}?(?:접|손을 (?:뗐|뗀)|발을 (?:뺐|뺀)|결렬|무산|깨졌|틀어졌)")
"""A second word for the same end: "지난 학기를 끝으로 접었다"."""
_OFF = re.compile(r"무산|결렬|깨졌|틀어졌|철회|백지화|중단|포기|접었|접기로|뺐|뗐|종료|불발|부결|취소|끝났")
_STAYS = re.compile(r"철회|백지화|취소|보류|번복|아니|않|없")
_BROAD = (".jointly", ".agreed", ".headline")
"""Rules that see that there is something, but less of what: another rule's claim of the same goes before theirs."""
_AHEAD = re.compile(r"을$|방안|계획|방침|설$|추진|모색|타진")
"""In the verb: what goes on is talk of it ("협력하는 방안을 검토하고 있다")."""
_TOLD_PLAINLY = re.compile(r"한다$")
"""Of what is done together: neither agreed on nor begun ("두 회사는 앱을 함께 개발한다")."""
_MEMORANDUM = re.compile(r"업무 ?(?:협약|협력)|산학 ?협력 협약|MOU|양해각서")
_SIGNED_AFTER = re.compile(r"(?:계약|SPA\)?|합의)(?:을|를|서에)? ?(?:체결|맺|서명)")
_SHARE = re.compile(r"(\d+(?:\.\d+)?)%")
_CONTROL = 50.0
"""Per cent of the shares from which a purchase is a take-over and no mere investment."""
_PLAIN_GROUP = 4
"""Of the groups of `_ALLIANCE` the one without quotes or brackets around the name."""
_NEAR = 12
"""Characters between the members and the name of what they form: "A와 B로 꾸려진 ‘X’"."""
_AS_OF = re.compile(r"\d일 ?(?:자로|부로)")
_HELD = re.compile(r"\S{0,3}(?:갖고|열고|맺고|체결하고|종료하고|해지하고|끝내고|중단하고|하고 새) ")
"""The signing is over where another clause follows it: "협약식을 갖고 … 내놓기로 했다"."""
_JUST_BEHIND = 12
"""Characters behind a verb in which a word can still spoil it: "끝내기로 뜻을 모았다", "받은 지원금"."""
_SUBJECTS = (PartnershipType.TRAINING, PartnershipType.JOINT_RESEARCH)
"""What an agreement without a kind of its own may be about."""
_FRAME = re.compile(r"일(?:에는|엔) [^.“]{0,40}(?:나왔|이뤄졌|열렸|있었)다")
_ITS_DAY = re.compile(
    r"^(?:이번 |해당 |이 )?(?:계약|협약|본계약|협약식|서명식|거래)(?:은|는|식은) [^“”]{0,24}?(?:체결|맺|서명|이뤄|열)"
)
"""The head of a sentence that says when the deal told right before was struck."""
_FOLLOWS = 4
"""Characters between that deal's sentence and this one."""
_MEMBERS = 5
"""More organisations than this in one row are a list of guests or of stocks, not partners."""


@cache
def rules() -> tuple[Rule, ...]:
    """The rules of `ko.yaml`, in the order in which they are tried."""
    return tuple(
        Rule(
            name,
            PartnershipEvent(entry["event"]),
            entry["parties"],
            None if entry["type"] == "auto" else PartnershipType(entry["type"]),
            re.compile(entry["verbs"]),
            re.compile(entry["nouns"]) if "nouns" in entry else None,
            re.compile(entry["without"]) if "without" in entry else None,
            entry.get("gap", 0),
        )
        for name, entry in table("extractors.partnership", "ko.yaml")["rules"].items()
    )


@cache
def types() -> tuple[tuple[PartnershipType, re.Pattern[str]], ...]:
    """The words that tell one type of partnership from another, the most telling first."""
    entries = table("extractors.partnership", "ko.yaml")["types"]
    return tuple((PartnershipType(name), re.compile(pattern)) for name, pattern in entries.items())


def claims(
    document: Document, organizations: Organizations, read: Sequence[Scene] | None = None
) -> tuple[PartnershipClaim, ...]:
    """The partnerships that the article states, each once, in the order of the text."""
    memory = Memory()
    for scene in read if read is not None else scenes(document, organizations):
        if scene.sentence.role is not Role.LIST:
            _read(scene, memory)
    return _merged(memory.found, len(document.article.title))


def _read(scene: Scene, memory: Memory) -> None:
    triggers = triggers_of(scene.text) if scene.organizations() else []
    known = _alliances(scene, memory)
    named = [group for group in groups(scene) if group.names[0] not in memory.alliances] if triggers or known else []
    for name, place in known:
        for group in named:
            if len(group.names) > 1 and 0 <= place - group.end <= _NEAR:
                memory.alliances[name] = group.names
    _date_the_last(scene, memory)
    used: list[Trigger] = []
    for trigger in triggers:
        if any(trigger.verb < other.end and other.verb < trigger.end for other in used):
            continue
        if trigger.rule.nouns is not None and any(_undone_noun(trigger, other) for other in used):
            continue
        begin = max((other.end for other in used if other.end <= trigger.verb), default=0)
        without = trigger.rule.without
        if without is not None and without.search(scene.text, begin, trigger.end + _JUST_BEHIND):
            continue
        cast = Cast(scene, named, trigger, begin, memory)
        for names in CASTS[trigger.rule.parties](cast):
            if 2 <= len(names) <= _MEMBERS:
                used.append(trigger)
                claim = _claim(cast, names)
                if claim is not None and not _undone_at_once(cast, triggers, claim):
                    memory.found.append(claim)
    memory.day = next((at.value for at in reversed(scene.dates) if at.value.day and not at.announces), memory.day)
    memory.framed = _FRAME.search(scene.text) is not None


def _date_the_last(scene: Scene, memory: Memory) -> None:
    """Give the deal of the sentence before the day that this one tells of it: "계약은 지난 3일 체결됐고"."""
    last = memory.found[-1] if memory.found else None
    if last is None or last.date is not None or last.event is not PartnershipEvent.FORMED:
        return
    if scene.sentence.start - last.evidence.end > _FOLLOWS or (match := _ITS_DAY.match(scene.text)) is None:
        return
    day = scene.date_of(match.end() - 2, match.end())
    if day is not None:
        memory.found[-1] = last.model_copy(update={"date": day})


def _alliances(scene: Scene, memory: Memory) -> list[tuple[str, int]]:
    """The alliances that the sentence names, and where; they are remembered."""
    found: list[tuple[str, int]] = []
    if not any(word in scene.text for word in _ALLIANCE_WORDS):
        return found
    for match in _ALLIANCE.finditer(scene.text):
        name = next(filter(None, match.groups()))
        first, _, rest = name.partition(" ")
        if match.group(match.lastindex or 0) and match.lastindex == _PLAIN_GROUP and rest and not shaped(first):
            continue  # "이미 컨소시엄에서": no name
        memory.alliances.setdefault(name, ())
        found.append((name, match.start()))
    return found


@cache
def _prefilters() -> tuple[Prefilter, Prefilter]:
    """Which rules a sentence leaves possible by their verbs, and which by their nouns."""
    return Prefilter([rule.verbs for rule in rules()]), Prefilter([rule.nouns for rule in rules()])


def triggers_of(text: str) -> list[Trigger]:
    """The triggers of the sentence by their place, and of those in one place the earlier rule first."""
    found: list[Trigger] = []
    by_verb, by_noun = _prefilters()
    possible = by_verb.possible(text)
    for number in sorted(possible & by_noun.possible(text)) if possible else ():
        rule = rules()[number]
        for match in rule.verbs.finditer(text):
            start = match.start()
            if rule.nouns is not None:
                nouns = [noun.start() for noun in rule.nouns.finditer(text, max(0, start - rule.gap), start)]
                if not nouns:
                    continue
                start = nouns[-1]
            found.append(Trigger(rule, start, match.start(), match.end()))
    return sorted(found, key=lambda trigger: trigger.verb)


def _claim(cast: Cast, names: tuple[str, ...]) -> PartnershipClaim | None:
    scene, trigger, memory = cast.scene, cast.trigger, cast.memory
    event = trigger.rule.event
    ahead = _AHEAD.search(scene.text, trigger.verb, trigger.end) is not None
    if trigger.rule.name == "hands" and not ahead and _GOING_ON.search(scene.text, trigger.end):
        event = PartnershipEvent.EXISTS
    if trigger.rule.name == "jointly" and _TOLD_PLAINLY.search(scene.text, trigger.verb, trigger.end):
        event = PartnershipEvent.EXISTS
    when = None
    if (
        event is not PartnershipEvent.EXISTS or trigger.rule.name == "through"
    ) and scene.sentence.role is not Role.HEADLINE:
        when = scene.date_of(trigger.verb, trigger.end, until=event is PartnershipEvent.ENDED)
        if when is None and (memory.framed or _OCCASION.match(scene.text)):
            when = memory.day
    if trigger.rule.name == "shared" and scene.sentence.role is not Role.HEADLINE:
        begins = scene.date_of(trigger.verb, trigger.end)
        if begins is not None and begins.first > scene.published:  # "다음 달부터 과정을 운영한다"
            event, when = PartnershipEvent.FORMED, begins
    end = trigger.end
    if trigger.rule.name == "shown":
        end = scene.text.index(" ", trigger.verb)  # what is described as signed is taken for granted
    modality = scene.stance_of(trigger.verb, end, when)
    if modality is None:
        return None
    past = when is not None and when.last < scene.published
    if (
        modality is Modality.PLANNED
        and event is PartnershipEvent.ENDED
        and past
        and _AND.match(scene.text, trigger.end)
    ):
        modality = Modality.ASSERTED
    signed = trigger.rule.parties == "takes" and _SIGNED_AFTER.search(scene.text, trigger.end) is not None
    if modality is Modality.PLANNED and signed and (when is None or when.first <= scene.published):
        modality = Modality.ASSERTED
    if modality is Modality.PLANNED and trigger.rule.name == "shown":  # "맺은 협약을 바탕으로 … 계획이다"
        modality = Modality.ASSERTED
    today = _AS_OF.search(scene.text) is not None and when is not None and when.last <= scene.published
    if modality is Modality.PLANNED and (today or (_HELD.match(scene.text, trigger.verb) and when is not None)):
        modality = Modality.ASSERTED
    if modality is Modality.ASSERTED and trigger.rule.name == "bidder":  # named or chosen as a buyer is none yet
        modality = Modality.RUMORED if "후보" in scene.text[trigger.verb : trigger.end] else Modality.PLANNED
    if trigger.rule.name == "refused":
        modality = Modality.DENIED
    elif modality is Modality.DENIED and trigger.rule.name == "extended":
        modality = Modality.ASSERTED  # what the sentence goes on to call off is something else
    if modality is Modality.DENIED and event is PartnershipEvent.ENDED:
        rest = scene.text[trigger.end :]
        if _ENDS_TOO.match(rest) and not _STAYS.search(rest):
            modality = Modality.ASSERTED
    if modality is Modality.DENIED and event is PartnershipEvent.FORMED and trigger.rule.name != "refused":
        offset = scene.sentence.start
        if deciding_cue(scene.sentence, offset + trigger.verb, offset + trigger.end) == "called_off":
            event, modality = PartnershipEvent.ENDED, Modality.ASSERTED
            off = _OFF.search(scene.text, trigger.end)
            when = when if off is None else scene.date_of(off.start(), off.end(), until=True) or when
    if event is PartnershipEvent.EXISTS and modality in (Modality.PLANNED, Modality.RUMORED):
        modality = Modality.ASSERTED
    quoted = _QUOTE.search(scene.text, cast.begin, trigger.end + 20)
    if trigger.rule.name == "alliance" and quoted is not None:
        memory.alliances[quoted[1]] = names
    return PartnershipClaim(
        event=event,
        modality=modality,
        date=when,
        evidence=scene.sentence.evidence,
        rule=f"partnership.ko.{trigger.rule.name}",
        corrects=scene.corrects,
        organizations=names,
        type=trigger.rule.type or _type(cast),
        name=quoted[1] if quoted else None,
    )


def _undone_noun(trigger: Trigger, ended: Trigger) -> bool:
    """Whether the noun of what begins is that of what just ended: "제휴 관계를 청산하기로 했다"."""
    begins = trigger.rule.event is not PartnershipEvent.ENDED is ended.rule.event
    return begins and ended.verb - trigger.start <= _NEAR and trigger.start <= ended.start


def _undone_at_once(cast: Cast, triggers: Sequence[Trigger], claim: PartnershipClaim) -> bool:
    """As in "25일 … 맺은 협약을 해지했다": the day is that of the end; the beginning is told only by the way."""
    if cast.trigger.rule.name != "shown":
        return False
    ends = (other for other in triggers if other.rule.event is PartnershipEvent.ENDED)
    end = next((other for other in ends if 0 <= other.verb - cast.trigger.end < 40), None)
    return end is not None and claim.date in (None, cast.scene.date_of(end.verb, end.end, until=True))


def _type(cast: Cast) -> PartnershipType:
    """What kind it is: by the words between the partner and the verb, else by those of the clause."""
    text, trigger = cast.scene.text, cast.trigger
    if trigger.rule.name == "stake":
        share = _SHARE.search(text, trigger.start, trigger.end)
        whole = (share is not None and float(share[1]) >= _CONTROL) or "최대주주" in text or "경영권" in text
        return PartnershipType.ACQUISITION if whole else PartnershipType.INVESTMENT
    if _MEMORANDUM.search(text, max(0, trigger.start - 3), trigger.end):
        return PartnershipType.MOU  # whatever its subject
    partners = cast.before(Part.WITH, Part.TOPIC, Part.SUBJECT, window=True)
    end = len(text) if trigger.rule.name in ("hands", "through") else trigger.end + 6
    clause = min(cast.begin, max(0, trigger.start - 12))
    found = PartnershipType.OTHER
    for begin in (partners[-1].end if partners else clause, clause):
        found = next((kind for kind, pattern in types() if pattern.search(text, begin, end)), found)
        if found is not PartnershipType.OTHER:
            break
    if found is PartnershipType.MOU and trigger.rule.name == "signed":  # "협약을 맺고 석사 과정을 운영하기로 했다"
        subject = (kind for kind, pattern in types() if kind in _SUBJECTS and pattern.search(text, end))
        return next(subject, found)
    return found


# ---------------------------------------------------------------- one claim for what is told twice


def _merged(found: Sequence[PartnershipClaim], title_length: int) -> tuple[PartnershipClaim, ...]:
    """Claims of the same partners, side and certainty that do not differ in kind become one: the best told."""

    def worth(claim: PartnershipClaim) -> tuple[bool, ...]:
        return (
            claim.evidence.start > title_length,
            not claim.rule.endswith(_BROAD),
            claim.event is not PartnershipEvent.EXISTS,
            claim.date is not None,
            claim.type is not PartnershipType.OTHER,
            claim.type is not PartnershipType.ALLIANCE,
        )

    kept: list[PartnershipClaim] = []
    for claim in found:
        place = next((index for index, other in enumerate(kept) if _same(other, claim, title_length)), None)
        if place is None:
            kept.append(claim)
        else:
            best, other = (claim, kept[place]) if worth(claim) > worth(kept[place]) else (kept[place], claim)
            if best.type is PartnershipType.OTHER is not other.type:
                best = best.model_copy(update={"type": other.type})  # "맞손" in one sentence, "협약" in the other
            kept[place] = best
    return tuple(
        claim
        for claim in kept
        if not any(_within(claim, other, title_length) or _denied_by(claim, other) for other in kept)
    )


def _denied_by(claim: PartnershipClaim, other: PartnershipClaim) -> bool:
    """Whether `other` denies what `claim` tells as news or rumour: the denial alone is told."""
    return (
        other.modality is Modality.DENIED is not claim.modality
        and claim.event is other.event
        and claim.type is other.type
        and set(claim.organizations) == set(other.organizations)
    )


def _within(claim: PartnershipClaim, other: PartnershipClaim, title_length: int) -> bool:
    """Whether a vague claim only repeats one that says more: a headline, "협력을 강화하기로", a nameless 협의체."""
    in_title = claim.evidence.start <= title_length < other.evidence.start
    same = set(claim.organizations) <= set(other.organizations)
    shortened = in_title and all(
        any(name.startswith(short) for name in other.organizations) for short in claim.organizations
    )
    if claim is other or not (same or shortened):
        return False
    if (claim.event is PartnershipEvent.ENDED) is not (other.event is PartnershipEvent.ENDED):
        return False
    if claim.modality is Modality.DENIED or other.modality is Modality.DENIED:
        return False
    vague = (
        claim.type is PartnershipType.OTHER
        or claim.evidence.start <= title_length
        or claim.rule.endswith(_BROAD)
        or (claim.rule.endswith(".alliance") and claim.name is None)
        or (claim.rule.endswith(".hands") and claim.event is PartnershipEvent.FORMED and other.date is not None)
    )
    return vague and (other.type is not PartnershipType.OTHER or len(other.organizations) > len(claim.organizations))


def _same(one: PartnershipClaim, other: PartnershipClaim, title_length: int) -> bool:
    if set(one.organizations) != set(other.organizations):
        return False
    if (one.event is PartnershipEvent.ENDED) is not (other.event is PartnershipEvent.ENDED):
        return False
    if (one.modality is Modality.DENIED) is not (other.modality is Modality.DENIED):
        return False
    if one.event is other.event is PartnershipEvent.ENDED and (one.date is None or other.date is None):
        return True  # the lead and the detail of one end
    vague = PartnershipType.OTHER in (one.type, other.type)
    headline = one.evidence.start <= title_length or other.evidence.start <= title_length
    return one.type is other.type or vague or headline
