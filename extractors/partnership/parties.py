"""The organisations of a sentence in groups ("A와 B, C 등 4사가"), each with the part it plays in its clause."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from extractors.document import Mention, MentionKind, Role
from extractors.names.organizations.lexicon import lexicon
from extractors.scenes import Scene


class Part(StrEnum):
    """The part a group plays, by the particle behind it."""

    TOPIC = "topic"  # 은, 는, 도; in a headline the comma
    SUBJECT = "subject"  # 이, 가
    WITH = "with"  # 와, 과
    OBJECT = "object"  # 을, 를
    TO = "to"  # 에, 에게
    FROM = "from"  # 로부터, 에서
    TOWARD = "toward"  # 로, 으로: into whose hands
    OF = "of"  # 의
    BARE = "bare"


@dataclass(frozen=True, slots=True)
class Group:
    """Organisations named in a row; offsets count the sentence."""

    names: tuple[str, ...]
    part: Part
    start: int
    end: int
    plural: bool = False
    """Named by a word for several ("양사", "두 기관")."""


_BRACKET = r"(?:\([^()]{1,40}\)|\[[^\[\]]{1,20}\])?[’'”\"]?"
_MODIFIERS = r"(?:(?:[가-힣A-Za-z0-9&·\-]+ ){0,4})"
_PERSON = r"(?: [가-힣]{2,4})?"
_TITLES = r"(?:대표|회장|부회장|사장|부사장|전무|상무|최고[가-힣]{2,10}|CEO|CTO|COO|CFO|CSO|원장|총장|의장|연구소장|센터장|이사장|시장|본부장)"
_HEAD = rf"{_PERSON}(?: [가-힣]{{2,5}})? {_TITLES}(?:이사)?(?:\([^()]{{1,20}}\))?"
_HEADED = re.compile(_HEAD)
"""The head who acts for it, and where he stands in a picture: "A 이지훈 대표(왼쪽)"."""
_BRANCH = r"(?: [가-힣]{1,10}(?:지점|지사|지부|지회|본부|캠퍼스))?"
_JOIN = re.compile(
    rf"{_BRANCH}{_BRACKET}(?P<head>{_HEAD})?(?:와|과|·|・|ㆍ|-|–|×|,|, 그리고| 및|랑) ?(?P<between>{_MODIFIERS})[‘'“\"]?(?:\((?:주|사|재|유|의)\)|㈜)?"
)
_JOIN_STOP = re.compile(
    r"(?:은|는|이|가|을|를|의|에|에서|로|으로|한|된|하는|있는|맺은|함께|각각|공동|협약|계약|업무협약|합작|제휴|협력|나란히|손잡고|지난|올해|지난달|고|며|지만|뒤|이어|대신|전|출신) "
)
_HANGER = (
    r"(?:, [가-힣A-Za-z]{2,10} ?(?:연구소|연구원|대학|병원))?(?: 산하)?(?: ?(?:[가-힣A-Za-z·]{0,14}(?:학과|학부|대학원|연구실|연구팀|교수팀|연구진|병원|연구소|연구원|센터|랩|본사|지사|지점|지부|지회|법인|본부|사업부|이사회"
    r"|경영진|캠퍼스|산학협력단|컨소시엄|연구기관|(?<= )[가-힣]{2,6}대학)|측|관계자))?"
)
_COUNTED = (
    r"(?: (?:두|세|네|다섯|[2-9]) ?(?:곳|군데|개사|개 회사|회사|기관)| 등(?: ?(?:총 |국내외 |국내 )?\d+(?:개|곳)? ?(?:사|개사|기관|기업|대학|대|회사|업체|은행|병원)?"
    r"| (?:[가-힣]+ ){0,3}(?:대학|기업|기관|회사|업체|병원|은행|연구기관)(?:들)?)?)?"
)
_TITLED = (
    r"(?: (?:[가-힣]{2,5} )?(?:대표|회장|부회장|사장|부사장|전무|상무|최고[가-힣]{2,10}|CEO|CTO|COO|CFO|CSO|원장|총장|의장|연구소장|센터장)"
    r"(?:이사)?(?:\([^()]{1,20}\))?)?"
)


def _behind(particles: str, *, titled: bool = False) -> re.Pattern[str]:
    return re.compile(rf"{_BRACKET}{_HANGER}{_BRACKET}{_COUNTED}{_TITLED if titled else ''}(?:{particles})(?![가-힣])")


_PARTS = (
    (Part.WITH, _behind(r"와의|과의|와는|과는|와도|과도|와|과|(?: \d(?:개 ?)?(?:사|기관|기업))? ?간의?(?= )")),
    (Part.FROM, _behind("로부터|으로부터|에서|서|에서도|에서는")),
    (Part.TO, _behind("에게|에도|에는|에")),
    (Part.TOWARD, _behind("으로|로|으로의|로의")),
    (Part.OBJECT, _behind("을|를|까지")),
    (Part.TOPIC, _behind("은|는|도|로서는|으로서는", titled=True)),
    (Part.SUBJECT, _behind("이|가|마저|조차", titled=True)),
    (Part.OF, re.compile(rf"{_BRACKET}{_COUNTED}(?:의| 간(?:의)?| 사이의?)(?![가-힣])")),
)
_OPENING = 2
_NO_NAME = re.compile(r"[A-Z](?:사|업체|기업)?|(?:.* )?[가-힣]*(?:왕국|공화국|제국)")
"""Letters that stand for anybody ("A사가 B사를 인수하면"), and states."""
_QUOTES = frozenset("‘“'\"")
_COMMA = re.compile(rf"{_BRACKET}, ?")


def groups(scene: Scene) -> tuple[Group, ...]:
    """The groups of the sentence in order."""
    offset = scene.sentence.start
    mentions = _without_aliases(scene)
    found: list[Group] = []
    row: list[Mention] = []
    for index, mention in enumerate(mentions):
        row.append(mention)
        following = mentions[index + 1] if index + 1 < len(mentions) else None
        between = scene.text[mention.end - offset : following.start - offset] if following is not None else ""
        behind = scene.text[following.end - offset :] if following is not None else ""
        heads = scene.sentence.role is Role.HEADLINE and len(row) == 1 and row[0].start - offset <= _OPENING
        if heads and _COMMA.fullmatch(between) and not _COMMA.match(behind):
            between = ""  # "A, B에 …": in a headline the first comma marks the topic
        if following is not None and _joined(between, behind):
            continue
        found.append(_group(scene, row))
        row = []
    return tuple(found)


def _without_aliases(scene: Scene) -> list[Mention]:
    """The organisations without those in brackets right behind their own name: "울산과학기술원(UNIST)"."""
    offset = scene.sentence.start
    quoted = [
        mention
        for mention in scene.mentions
        if mention.kind is MentionKind.UNIT
        and scene.text[mention.start - offset - 1 : mention.start - offset] in _QUOTES
    ]
    kept: list[Mention] = []
    for mention in scene.mentions:
        if mention.kind is not MentionKind.ORGANIZATION or _NO_NAME.fullmatch(mention.name):
            continue
        if any(unit.start == mention.start and mention.end < unit.end for unit in quoted):
            continue  # the head of a unit's own name: "‘한빛제철 공동연구단’"
        if kept and kept[-1].name == mention.name and scene.text[kept[-1].end - offset : mention.start - offset] == "(":
            continue
        kept.append(mention)
    return kept


def _joined(between: str, behind: str) -> bool:
    """Whether the words between two names join them; where one stands for its head, so must the other."""
    match = _JOIN.fullmatch(between)
    if match is None:
        return False
    place = match["between"].strip() in lexicon().places  # "두레전자, 상하이 소라전기": 이 is no particle
    if not place and _JOIN_STOP.search(match["between"]):
        return False
    return not match["head"] or _HEADED.match(behind) is not None


def _group(scene: Scene, row: Sequence[Mention]) -> Group:
    offset = scene.sentence.start
    names: list[str] = []
    for mention in row:
        names += [name for name in (mention.members or (mention.name,)) if name not in names]
    start, end = row[0].start - offset, row[-1].end - offset
    part = next((part for part, pattern in _PARTS if pattern.match(scene.text, end)), Part.BARE)
    quoted = start > 0 and scene.text[start - 1] in "‘“'<"  # a headline cited
    if part is Part.BARE and (quoted or scene.sentence.role is Role.HEADLINE) and _COMMA.match(scene.text, end):
        part = Part.TOPIC
    if part is Part.BARE and len(names) > 1 and start <= _OPENING and _COMMA.match(scene.text, end):
        part = Part.TOPIC  # an item of a round-up with a headline of its own: "◆A-B, 로봇 맞손…"
    return Group(tuple(names), part, start, end, any(mention.members for mention in row))
