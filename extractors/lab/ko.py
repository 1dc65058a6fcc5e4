"""Labs in Korean news: which are named, and which open, close, merge, move or change their name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from extractors.document import Document, Mention, MentionKind
from extractors.lab.owners import country_before, is_guess, of_another, owner_of, place_before
from extractors.lab.registry import Event, Lab, named_later, older, place_in, plain, same, stands_for_itself
from extractors.lab.rows import gapped, other_places, own_date
from extractors.lab.telling import told_of
from extractors.names.organizations import Organizations
from extractors.names.organizations.lexicon import lexicon, table
from extractors.names.organizations.units import described_as_lab, ending, is_bare, is_lab
from extractors.prefilter import Prefilter
from extractors.scenes import Scene, scenes
from facts.claims import LabClaim, LabEvent, Modality
from facts.dates import PartialDate

_EOJEOL = re.compile(r"[가-힣]+(?= )")
_OBJECT = re.compile(r"[’'”\")]?(?:을|를)")
_SUBJECT = re.compile(r"[’'”\")]?(?:은|는|이|가|도)(?![가-힣])")
_NOUN = re.compile(r"[’'”\")]?(?:의)? ?$")
_JOINED = re.compile(r"[’'”\")]?(?:와 ?|과 ?|·|, |및 | 및 )(?:[가-힣A-Za-z0-9]+ )?[‘'“\"]?$")
_OTHER_OBJECT = re.compile(r"[가-힣A-Za-z0-9](?:을|를) ")
_TAKEN_FOR_GRANTED = re.compile(r"\S*지 않(?:은|는|던) (?!것|사실|일|채)")
"""Something that did not happen only describes something else: "철수하지 않은 이유"."""
_AFFILIATION = re.compile(
    r"(?: [가-힣]{2,10})? ?(?:책임|선임|수석|주임|전임|객원)?(?:연구위원|부연구위원|전문위원|연구원|박사|교수)(?:[은는이가을를의과와로,·) ]|$)| 출신"
)
"""Behind an institute: it only says where a speaker works."""
_WISHED = re.compile(
    r"\S{0,3} ?(?:위기|우려|논란|가능성|압박|요구|설득)|(?:폐쇄|이전|철수|해체|통합|매각)설(?:이|은|을|에|도)|\S{0,4}(?:[어아여해] 달라|[어아여해]야 (?:한다|할)|[으]?면 좋)"
)
"""What somebody asks for is not there."""
_OTHER_SUBJECT = re.compile(r"[가-힣]{2,}(?:은|이|가) |[가-힣]+[^오하되있없리지르]는 ")
_OTHER_TOPIC = re.compile(r"[가-힣]{2,}(?:은|[^오하되있없리지르]는) ")
"""Behind a topic, what stands in 이/가 belongs to it: "분원은 기한이 끝나 해산했다"."""
_COPULA = re.compile(
    r"(?:거점|시설|곳|조직|기관|연구소|센터|기지|허브|공간|연구실|랩)(?:이다|이며|이고|으로|로|다|입니다)"
)
_APPOSED = re.compile(r"인 [‘'“\"]")
"""Behind a kind of lab: its name follows ("기업부설연구소인 ‘최적화연구소’")."""
_PLAN = re.compile(r" ?(?:공항|항만|항공|추진|전략|도약|역할|육성|정책|도시)")
"""Behind a hub that is no house but an aim: "동북아 연구개발 허브 추진전략"."""
_SHOW = re.compile(r"[’'”\"] ?(?:행사|대회|포럼|프로그램|캠프|시리즈|서비스|앱|제품|브랜드|매장|전시)")
"""Behind a quoted name that is no house: "‘들빛랩’ 행사를 연다"."""
_GOODS = re.compile(
    r"[’'”\"] (?!소장|센터장|연구|개소|개원|개관|설립|출범|현판|신설|건립|준공|착공|기공|구축|운영|조성|폐쇄|해체|통합|이전|측|내|소속|산하|공동|박사|교수|직원|인력|팀|건물|부지|출신|설치|개설|발족)"
    r"[가-힣]{2,6}(?:이|가|을|를|은|는|도)(?![가-힣])"
)
"""Behind a quoted name that is one of goods: "‘들빛연구소’ 젤리가 인기다"."""
_BACK = re.compile(r"(?:이|해당|신설|새|동|본) $")
_RESULT = re.compile(r"[’'”\")]?(?:으로|로) (?:새로 )?$")
_PUT_TOGETHER = re.compile(r"합쳐|합치|합친|묶어|묶는|묶은|모아|통합해|통합하여|한데")
"""Parts put together become a new lab: "두 팀을 합쳐 ‘산업지능연구소’로 만들었다"."""
_BEGUN = ("착공", "첫 삽")
_INSIDE = frozenset({"열", "연", "세우", "세운", "세웠", "세워", "세울", "만들", "만든"})


class _Rule(NamedTuple):
    name: str
    event: LabEvent
    pattern: re.Pattern[str]


@cache
def rules() -> tuple[_Rule, ...]:
    """The rules of `ko.yaml`."""
    return tuple(
        _Rule(name, LabEvent(entry["event"]), re.compile(entry["pattern"]))
        for name, entry in table("extractors.lab", "ko.yaml")["rules"].items()
    )


@cache
def _prefilter() -> Prefilter:
    return Prefilter([rule.pattern for rule in rules()])


def claims(
    document: Document, organizations: Organizations, read: Sequence[Scene] | None = None
) -> tuple[LabClaim, ...]:
    """The labs that the article states, one claim for each lab and event, in the order of the text."""
    labs: list[Lab] = []
    for scene in read if read is not None else scenes(document, organizations):
        _read(scene, labs)
    return tuple(claim for lab in labs if not named_later(lab, labs) for claim in told_of(lab))


def _read(scene: Scene, labs: list[Lab]) -> None:
    offset = scene.sentence.start
    units = [
        mention
        for mention in scene.mentions
        if _may_be_lab(mention)
        or (mention.kind is MentionKind.UNIT and described_as_lab(scene.text, mention.start - offset))
    ]
    if not units:
        return
    known = {mention.start: _register(scene, mention, labs) for mention in units}
    for number in sorted(_prefilter().possible(scene.text)):
        rule = rules()[number]
        for match in rule.pattern.finditer(scene.text):
            if rule.name == "renamed":
                _rename(scene, units, match.start(), known, labs)
            targets = list(_targets(scene, units, rule, match))
            for mention in targets:
                lab = known[mention.start]
                if lab is None:
                    lab = _introduce(scene, mention, labs, rule)
                    if lab is None:
                        continue
                    known[mention.start] = lab
                told = scene.occasion
                in_force = told if told is not None and told.in_force and not told.of_posts else None
                value = scene.date_of(match.start(), match.end(), occasion=in_force)
                value = value or _date_of_the_new(scene, rule, match.end())
                if mention is not targets[0] and gapped(scene, mention, targets[0]):
                    value = own_date(scene, mention)
                modality = scene.stance_of(match.start(), match.end(), value)
                wished = _WISHED.match(scene.text, match.start()) is not None and modality is not Modality.DENIED
                if modality is None or wished or _TAKEN_FOR_GRANTED.match(scene.text, match.start()):
                    lab.doubted = lab.doubted or rule.event is LabEvent.OPENED
                    continue
                if is_bare(mention.name) and any(
                    event.event is rule.event and event.date is not None and event.date != value for event in lab.events
                ):
                    continue  # "연구소를 계속 세우면서": others than the one told before
                if rule.event is LabEvent.OPENED and older(lab, mention.name, value):
                    lab = Lab(mention.name, lab.organization, None, [mention.name], seen=scene)
                    labs.append(lab)
                    known[mention.start] = lab
                if rule.name == "moved":
                    _move(lab, scene, match.start())
                if rule.event is LabEvent.EXISTS:
                    modality, value = Modality.ASSERTED, None
                if modality is Modality.ASSERTED and match.group().startswith(_BEGUN):
                    modality, value = Modality.PLANNED, None  # what is begun there is the building of it
                lab.events.append(Event(rule.event, modality, value, scene, f"lab.ko.{rule.name}"))
                if rule.name == "opened" and mention is targets[0] and mention.kind is MentionKind.UNIT:
                    for place, day in other_places(scene, mention):
                        sister = _at(place, lab, mention.name, scene, labs)
                        sister.events.append(Event(rule.event, modality, day, scene, "lab.ko.opened"))


def _at(place: str, lab: Lab, name: str, scene: Scene, labs: list[Lab]) -> Lab:
    """The lab of the same kind in another place: one met before, or a new one."""
    found = next((other for other in labs if other is not lab and same(other, name, place, lab.organization)), None)
    if found is None:
        found = Lab(name, lab.organization, place, [name], seen=scene)
        labs.append(found)
    return found


def _date_of_the_new(scene: Scene, rule: _Rule, start: int) -> PartialDate | None:
    """As in "A와 B를 통합한 ‘C’를 2일 출범시켰다": the old end on the day on which the new begins."""
    if rule.name != "merged":
        return None
    opened = next(other.pattern for other in rules() if other.name == "opened").search(scene.text, start)
    return scene.date_of(opened.start(), opened.end()) if opened is not None else None


@cache
def _institutes() -> tuple[str, ...]:
    return (*lexicon().institute_endings, "데이터원", "허브", "연구센터")


def _may_be_lab(mention: Mention) -> bool:
    if mention.kind is MentionKind.UNIT:
        return is_lab(mention.name) or mention.name in ("센터", "연구소", "기술원", "연구원", "랩")
    return (
        mention.kind is MentionKind.ORGANIZATION
        and mention.text == mention.name
        and mention.name.endswith(_institutes())
        and (is_lab(mention.name) or mention.name.startswith(("국립", "한국")))
        and not mention.name.endswith("과학기술원")  # a university
    )


def _register(scene: Scene, mention: Mention, labs: list[Lab]) -> Lab | None:
    """The lab behind a mention: one met before, or a new one; None for a generic word that points at none."""
    text = scene.text
    start = mention.start - scene.sentence.start
    if mention.kind is MentionKind.ORGANIZATION:
        found = next((lab for lab in labs if mention.name in lab.names), None)
        if found is None and _AFFILIATION.match(text, mention.end - scene.sentence.start):
            return None
        if found is None:
            found = Lab(mention.name, mention.name, None, [mention.name], seen=scene, alone=True)
            labs.append(found)
        return found
    name = mention.name
    owner = owner_of(scene, mention)
    place = place_in(name) or place_before(scene, mention)
    if is_bare(name):
        if place is not None and not _BACK.search(text[:start]):
            return next((lab for lab in labs if lab.place == place and ending(lab.name)[-2:] == name[-2:]), None)
        alike = [lab for lab in labs if lab.name.endswith(name) and not lab.alone]
        return alike[-1] if alike and (place is None or alike[-1].place == place) else None
    found = next((lab for lab in labs if same(lab, name, place, owner)), None)
    after = mention.end - scene.sentence.start
    if found is None and (_APPOSED.match(text, after) or (name.endswith("허브") and _PLAN.match(text, after))):
        return None
    if found is None and (_SHOW.match(text, after) or _GOODS.match(text, after)):
        return None
    quoted = text[max(0, start - 1) : start] in ("‘", "'", "“", '"', "<")
    enclosed = quoted and text[after : after + 1] in ("’", "'", "”", '"', ">")
    if found is None:
        found = Lab(name, owner, place, [name], seen=scene)
        found.quoted = quoted
        unsure = is_guess(scene, mention, owner)
        found.guessed = (plain(name) or enclosed) and place is None and unsure
        if (
            unsure
            and not enclosed
            and stands_for_itself(name)
            and not scene.text.startswith(("이 ", "그 "), max(0, start - 2))
        ):
            found.organization, found.alone = name, True
        if of_another(scene, mention):
            if plain(name):
                found.guessed = True
            else:
                found.organization, found.alone = name, True
        labs.append(found)
    else:
        found.guessed = found.guessed and is_guess(scene, mention, owner)
        if quoted and not found.quoted and plain(found.name):
            found.name, found.quoted = name, True  # the headline told of it plainly
        if name not in found.names:
            found.names.append(name)
        found.place = found.place or place
    return found


def _introduce(scene: Scene, mention: Mention, labs: list[Lab], rule: _Rule) -> Lab | None:
    """A lab that has no name of its own yet: "오스틴에도 같은 성격의 센터를", "본사 연구소를 옮겼다"."""
    owner = owner_of(scene, mention)
    place = place_before(scene, mention)
    if not owner or not is_bare(mention.name):
        return None
    if place is None and rule.event is not LabEvent.EXISTS:
        place = country_before(scene, mention)
    if rule.event is not LabEvent.EXISTS and place is None:
        return None  # "공동연구소 설립을 지원": no lab yet, only the wish for one
    if mention.name == "센터" and not any(lab.name.endswith("센터") for lab in labs):
        return None
    name = f"{place} {mention.name}" if place is not None and rule.event is not LabEvent.EXISTS else mention.name
    lab = Lab(name, owner, place, [name], seen=scene)
    labs.append(lab)
    return lab


def _rename(scene: Scene, units: Sequence[Mention], start: int, known: dict[int, Lab | None], labs: list[Lab]) -> None:
    """As in "로봇랩은 ‘피지컬AI랩’으로 이름을 고쳐": both are one lab, called by its new name from here on."""
    offset = scene.sentence.start
    before = [unit for unit in units if unit.end - offset <= start]
    if len(before) < 2 or not re.fullmatch(r"[’'”\")]?(?:(?:으로|로) ?)?", scene.text[before[-1].end - offset : start]):
        return
    if _PUT_TOGETHER.search(scene.text, before[-2].end - offset, before[-1].start - offset):
        return  # what is put together becomes something new
    old, new = known[before[-2].start], known[before[-1].start]
    if old is None or new is None or old is new:
        return
    old.names += new.names
    old.name = new.name
    known[before[-1].start] = old
    if new in labs:
        labs.remove(new)


def _describes(eojeol: str) -> bool:
    """Whether a verb's form describes the noun after it: 세운, 만든, 폐지된, 지을."""
    final = (ord(eojeol[-1]) - 0xAC00) % 28
    return final in (4, 8) and not eojeol.endswith(("다는", "려는"))  # ㄴ, ㄹ


def _move(lab: Lab, scene: Scene, start: int) -> None:
    """The lab is where it moved to; a name that begins with the old place loses it."""
    countries = lexicon().countries
    for mention in reversed(scene.mentions):
        end = mention.end - scene.sentence.start
        if mention.kind is not MentionKind.PLACE or end > start or mention.name in countries:
            continue
        if re.match(r"(?:시|도|군|국제도시)?(?:으로|로)", scene.text[end:]):
            if lab.place is not None and lab.place != mention.name:
                lab.name = lab.name.removeprefix(lab.place).strip() or lab.name
            lab.place = mention.name
            return


def _targets(scene: Scene, units: Sequence[Mention], rule: _Rule, match: re.Match[str]) -> Iterator[Mention]:
    """The labs that a trigger speaks of."""
    text, offset = scene.text, scene.sentence.start
    start = match.start()
    adnominal = _EOJEOL.match(text, text.rfind(" ", 0, match.end()) + 1)
    if adnominal is not None and not _describes(adnominal.group()):
        adnominal = None
    before = [unit for unit in units if unit.end - offset <= start]
    if rule.name != "merged" and adnominal is not None:
        end = adnominal.end()
        after = next((unit for unit in units if unit.start - offset >= end), None)
        if after is not None and re.fullmatch(
            r" (?:이 |[가-힣A-Za-z0-9·]+ ){0,2}[‘'“\"]?", text[end : after.start - offset]
        ):
            yield after
            return
        topical = next((unit for unit in before if re.match(r"[’'”\")]?(?:은|는)", text[unit.end - offset :])), None)
        if topical is not None and _COPULA.search(text, end):
            yield topical
            return
    if not before:
        return
    nearest = before[-1]
    tail = text[nearest.end - offset : start]
    direct = _NOUN.fullmatch(tail) is not None or re.fullmatch(r"[’'”\")]?(?:의)? (?:[가-힣]+ )?", tail) is not None
    as_object = _OBJECT.match(tail) is not None and not _OTHER_OBJECT.search(tail[1:].lstrip("’'”\"를을"))
    is_topic = re.match(r"[’'”\")]?(?:은|는) ", tail) is not None
    crossed = (_OTHER_TOPIC if is_topic else _OTHER_SUBJECT).search(tail[2:]) is not None
    as_subject = (
        not crossed and _SUBJECT.match(tail) is not None and not (rule.name == "opened" and match.group() in _INSIDE)
    )
    if rule.name == "opened" and match.group().startswith(
        (
            "재편",
            "열",
            "연다",
            "여는",
            "만들",
            "만든",
            "세우",
            "세웠",
            "세워",
            "세울",
            "구축",
            "마련",
            "조성",
            "차",
            "꾸",
        )
    ):
        result = _RESULT.match(tail) is not None and _PUT_TOGETHER.search(text, 0, nearest.start - offset) is not None
        usable = (as_object or result) or (
            _SUBJECT.match(tail) is not None
            and tail.lstrip("’'”\"").startswith("도")
            and not _OTHER_OBJECT.search(tail)
        )
    elif rule.name == "merged":
        usable = as_object
        into = re.match(r"[’'”\")]?(?:에|으로|로) $", tail)
        if into is not None and len(before) > 1 and _SUBJECT.match(text, before[-2].end - offset):
            yield before[-2]  # "A연구소가 B연구소에 흡수됐다"
            return
    elif match.group().startswith("철수") and tail.startswith("에서"):
        usable = True
    else:
        usable = direct or as_object or as_subject
    if not usable:
        return
    yield nearest
    for earlier, later in zip(reversed(before[:-1]), reversed(before), strict=False):
        if not _JOINED.fullmatch(text[earlier.end - offset : later.start - offset]) and not gapped(
            scene, earlier, later
        ):
            break
        yield earlier
