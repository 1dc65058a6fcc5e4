"""What 회사, 양사, 두 기관 stand for: the organisations spoken of last, as many as the word says."""

from __future__ import annotations

import re
from collections.abc import Mapping

from extractors.document import Document, Mention, MentionKind, Role

_COUNTS = {"두": 2, "양": 2, "세": 3, "네": 4, "다섯": 5, "여섯": 6, "일곱": 7}
_BACK = re.compile(
    r"(?<![가-힣])(?:"
    r"(?P<pair>양사|양측|양 기관|양교)"
    r"|(?P<word>두|세|네|다섯|여섯|일곱) (?:회사|기업|기관|대학|학교|그룹|은행|업체|법인)"
    r"|(?P<number>[2-9])(?:개 ?)?(?:사|기관|개사|개 기관|대학)"
    r"|(?P<this>이 회사|해당 회사|이 업체|이 기업|이 은행|이 그룹)"
    r"|(?P<self>회사 측|회사측|사측|회사|그룹 측|그룹|은행 측|당사|구단|재단 측)"
    r")(?=(?:은|는|이|가|을|를|의|에|에서|에서는|와|과|도|로|에게|측|측은)?(?![가-힣A-Za-z]))"
)


def resolve(document: Document, marked: Mapping[int, list[Mention]], default: str | None) -> dict[int, list[Mention]]:
    """The mentions of each sentence with those that point back added, in order."""
    settled: dict[int, list[Mention]] = {}
    recent: list[list[str]] = []
    for sentence in document.sentences:
        found = list(marked[sentence.start])
        for match in _BACK.finditer(sentence.text):
            start, end = sentence.start + match.start(), sentence.start + match.end()
            before = [mention.name for mention in found if mention.end <= start and not mention.members]
            mention = _point(match, start, end, before, recent, default)
            if mention is not None:
                found.append(mention)
        found.sort(key=lambda mention: mention.start)
        settled[sentence.start] = found
        if sentence.role is not Role.LIST:
            recent.append(list(dict.fromkeys(mention.name for mention in marked[sentence.start])))
    return settled


def _point(
    match: re.Match[str], start: int, end: int, before: list[str], recent: list[list[str]], default: str | None
) -> Mention | None:
    text = match.group()
    if match["self"] or match["this"]:
        name = default
        if match["this"]:
            spoken = before or next((names for names in reversed(recent) if names), [])
            name = spoken[0] if len(spoken) == 1 else (spoken[-1] if before else (spoken[0] if spoken else default))
        return Mention(MentionKind.ORGANIZATION, text, start, end, name) if name else None
    wanted = 2 if match["pair"] else int(match["number"]) if match["number"] else _COUNTS[match["word"]]
    members = _members(wanted, before, recent)
    return Mention(MentionKind.ORGANIZATION, text, start, end, text, tuple(members)) if members else None


def _members(wanted: int, before: list[str], recent: list[list[str]]) -> list[str]:
    """The nearest `wanted` organisations: of one sentence where one names as many, else gathered backwards."""
    distinct = list(dict.fromkeys(before))
    if len(distinct) == wanted:
        return distinct
    for names in reversed(recent[-4:]):
        if len(names) == wanted:
            return names
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
