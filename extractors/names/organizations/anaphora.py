"""What 회사, 양사, 두 기관 stand for: the organisations spoken of last, as many as the word says."""

from __future__ import annotations

import re
from collections.abc import Mapping
from operator import attrgetter

from extractors.document import Document, Mention, MentionKind, Role, Sentence

_FREE = re.compile(
    r"(?:한편|이날|반면|또|다만|이에|그러나|이후|앞서|현재|당시|최근) $|, $"
    r"|(?:교수|대표|회장|사장|원장|총장|소장|박사|본부장|의장|이사|전무|상무|위원장|씨|그)(?:은|는|이|가) $"
)
"""What may stand before a word that points back; a describing word before it makes it a plain noun."""
_DESCRIBED = re.compile(r"(?:[가-힣](?:한|된|은|던|는|인|운|린|할|될)|[가-힣]의|다른|모든|여러|한) $")
_AFTER_A_NOUN = re.compile(
    r"(?<![가-힣])(?!(?:지난해|올해|현재|당시|이후|최근|이날|한편|반면|다만|또|또한|앞서|특히|이에|그러나|정작|결국|당분간|이상|이하|가까이|내내|동안|직접|모두)\s)"
    r"[가-힣A-Za-z]*[^은는이가을를도에서로며고면와과년월일간째만터지해여아어\s] $"
)
"""A bare noun right before: "번역기 회사", "장비 회사에" mean any such company."""
_ONCE_THERE = re.compile(
    r"(?:에서|에서는)(?: [^.,]{0,30}(?:학위|졸업|전공|수학|공부|석사|박사|맡|지내|지냈|일하|일했|일한|근무|재직|활동|담당|총괄|이끌|거쳐|거친|경력)| (?:[가-힣A-Za-z0-9]+ ){0,5}?(?:19|20)\d\d년)| ?출신|(?:을|를) 거(?:쳐|친|쳤)|에 (?:입사|몸담)"
    r"| [가-힣A-Za-z()·, ]{1,40}?(?:을|를|로|으로|에서) (?:지내|지냈|지낸|거쳤|거쳐|거친|역임|일했|일하|일한|근무|재직)"
)
"""Behind the name of a place in somebody's career, which is not what is spoken of."""
_SUBJECT = re.compile(r"(?:\([^()]{1,30}\))?[’'”\"]?(?: 측)?(?:은|는)(?![가-힣])")
_COUNTS = {"두": 2, "양": 2, "세": 3, "네": 4, "다섯": 5, "여섯": 6, "일곱": 7}
_FITS = {
    "대학": ("대", "대학교", "공대"),
    "재단": ("재단",),
    "병원": ("병원", "의료원"),
    "은행": ("은행",),
    "기술원": ("기술원",),
    "협회": ("협회",),
    "공사": ("공사",),
    "조합": ("조합",),
    "의료원": ("의료원",),
    "진흥원": ("진흥원",),
    "개발원": ("개발원",),
    "정보원": ("정보원",),
    "평가원": ("평가원",),
    "연구원": ("연구원",),
    "과학원": ("과학원",),
    "학회": ("학회",),
    "공단": ("공단",),
    "지주": ("지주",),
    "연합회": ("연합회",),
    "중앙회": ("중앙회",),
    "거래소": ("거래소",),
    "학원": ("학원",),
}
"""What the name of the body meant must end in, for words that say its kind."""
_FIRMS = ("회사", "기업", "업체", "법인")
_NO_FIRMS = ("학회", "협회", "대학교", "병원", "위원회", "재단", "진흥원", "거래소")
"""No firms: "두 회사" does not mean them."""
_BACK = re.compile(
    r"(?<![가-힣])(?:"
    r"(?P<pair>양사|양측|양 기관|양교)"
    r"|(?P<word>두|세|네|다섯|여섯|일곱) (?:회사|기업|기관|대학|학교|그룹|은행|업체|법인)"
    r"|(?<!등 )(?P<number>[2-9])(?:개 ?)?(?:사|기관|개사|개 기관|대학)"
    r"|(?P<this>(?:이|해당) (?:회사|업체|기업|은행|그룹|재단|대학|병원|스타트업|단체|기관))"
    rf"|(?P<self>회사 측|회사측|사측|회사|그룹 측|그룹|당사|(?:{'|'.join(_FITS)})(?: 측)?)"
    r")(?=(?:은|는|이|가|을|를|의|에|에서|에서는|와|과|도|에게|측|측은|와는|와의|이사회)?(?![가-힣A-Za-z]))"
)


_by_place = attrgetter("start")


def resolve(
    document: Document, marked: Mapping[int, list[Mention]], main: str | None, items: Mapping[int, str]
) -> dict[int, list[Mention]]:
    """The mentions of each sentence with those that point back added, in order; `main` is the organisation of the
    article, `items` those of the items of a round-up.
    """
    settled: dict[int, list[Mention]] = {}
    recent: list[list[str]] = []
    section = 0
    subject: str | None = None
    for sentence in document.sentences:
        if sentence.section != section:
            section, recent, subject = sentence.section, [], None
        default = items.get(section, main)
        found = list(marked[sentence.start])
        for match in _BACK.finditer(sentence.text):
            if match["self"] and not _stands_for_itself(sentence.text, match):
                continue
            start, end = sentence.start + match.start(), sentence.start + match.end()
            before = [mention.name for mention in found if mention.end <= start and not mention.members]
            mention = _point(match, start, end, before, recent, default, subject)
            if mention is not None:
                found.append(mention)
        found.sort(key=_by_place)
        settled[sentence.start] = found
        if sentence.role is not Role.LIST:
            recent.append(_spoken_of(sentence, marked[sentence.start]))
            subject = _subject(sentence, marked[sentence.start]) if recent[-1] else subject
    return settled


def _spoken_of(sentence: Sentence, mentions: list[Mention]) -> list[str]:
    """The organisations that a sentence speaks of, not those of somebody's career."""
    text, offset = sentence.text, sentence.start
    told = [mention for mention in mentions if not _ONCE_THERE.match(text, mention.end - offset)]
    return list(dict.fromkeys(mention.name for mention in told))


def _subject(sentence: Sentence, mentions: list[Mention]) -> str | None:
    """The one organisation that is a topic of the sentence."""
    text, offset = sentence.text, sentence.start
    topics = {mention.name for mention in mentions if _SUBJECT.match(text, mention.end - offset)}
    return next(iter(topics)) if len(topics) == 1 else None


def _stands_for_itself(text: str, match: re.Match[str]) -> bool:
    """Whether 회사, 대학 … points back and is no plain noun: "인수한 회사는", "유수 대학과" point at nothing."""
    before = text[max(0, match.start() - 6) : match.start()]
    if match.group().split(" ")[0] in _FITS:
        return match.start() <= 2 or _FREE.search(before) is not None
    if _DESCRIBED.search(before) is not None:
        return False
    return match.start() <= 2 or _AFTER_A_NOUN.search(before) is None


def _point(
    match: re.Match[str],
    start: int,
    end: int,
    before: list[str],
    recent: list[list[str]],
    default: str | None,
    subject: str | None,
) -> Mention | None:
    text = match.group()
    if match["self"] or match["this"]:
        kind = text.removesuffix(" 측").split(" ")[-1]
        fits = _FITS.get(kind)
        near = next((names for names in reversed(recent) if names), [])
        if fits is not None:
            gone = [name for names in recent for name in names] + before
            fitting = [name for name in gone if name.endswith(fits)]
            name = default if default in fitting else next(reversed(fitting), None)
        elif match["this"]:
            name = next((name for name in (subject, *near) if name and name not in before), None) or (
                before[0] if before else default
            )
        else:
            name = default
        return Mention(MentionKind.ORGANIZATION, text, start, end, name) if name else None
    if match["pair"] == "양사" or text.endswith(_FIRMS):
        before = [name for name in before if not name.endswith(_NO_FIRMS)]
        recent = [[name for name in names if not name.endswith(_NO_FIRMS)] for names in recent]
    wanted = 2 if match["pair"] else int(match["number"]) if match["number"] else _COUNTS[match["word"]]
    members = _members(wanted, before, recent, default)
    return Mention(MentionKind.ORGANIZATION, text, start, end, text, tuple(members)) if members else None


def _members(wanted: int, before: list[str], recent: list[list[str]], default: str | None) -> list[str]:
    """The nearest `wanted` organisations: of one sentence where one names as many, else gathered backwards."""
    distinct = list(dict.fromkeys(before))
    if len(distinct) == wanted:
        return distinct
    pairs = [names for names in reversed(recent[-4:]) if len(names) == wanted]
    fitting = next((names for names in pairs if set(distinct) <= set(names)), None)
    if fitting is None and wanted == len(distinct) + 1 and default is not None and default not in distinct:
        return [default, *distinct]  # "새 공급처로 B가 정해졌으며 양사는"
    if fitting or pairs:
        return fitting or pairs[0]
    for names in reversed(recent[-4:]):
        if len(names) > wanted:
            return names[:wanted]
    gathered: list[str] = distinct
    for names in reversed(recent[-4:]):
        for name in names:
            if name not in gathered:
                gathered.append(name)
        if len(gathered) >= wanted:
            return gathered[:wanted]
    return []
