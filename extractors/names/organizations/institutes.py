"""Institutes that stand for themselves and are no unit of another: told by how the article speaks of them.

A word in 연구소, 사업단 … names a part of whoever is spoken of, unless the text brackets its own head behind it
("들빛부품연구센터(원장 김아무개)"), names who once led it ("김아무개 전 들빛연구원 원장"), lets it sign with others ("…와 들빛부품연구센터는 협약을 체결"), or opens with it and gives
its letters ("들빛지능연구원(DIRI)이"). Written once right behind an organisation ("도솔전자 들빛연구소"), it is a unit.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from extractors.names.organizations.lexicon import lexicon
from extractors.names.organizations.units import ending, is_bare, research_word
from extractors.names.words import Word

_ENDINGS = (
    "연구소", "연구원", "연구센터", "기술원", "과학원", "사업단", "연구단", "진흥원", "개발원", "센터", "원팀", "랩",
)  # fmt: skip
_OWN_HEAD = re.compile(
    r"\((?:[A-Z][A-Za-z]{1,7}[,·ㆍ] ?|이하 [^(),]{2,12}[,·] ?)?(?:원장|소장|단장|센터장|이사장|대표이사|대표|총장) [가-힣]{2,4}[),·]"
)
_LETTERS = re.compile(r"[’'”\"`]?\([A-Z][A-Z&]{2,7}\)")
_DEAL = re.compile(
    r"(?:협약|계약|양해각서|MOU|협정|파트너십)[^.]{0,14}(?:체결|맺|서명|교환)|손(?:을)? ?(?:맞?잡)|맞손|(?:MOU|협약|제휴|공동 ?연구)(?: 체결)?$"
)
_JOINED = frozenset({"와", "과", "와의", "과의", "와는", "과는", "와도", "과도"})
_DESCRIBING = re.compile(r"[가-힣](?:는|한|된|던|하는)$")
"""A clause that describes what follows: "연구의 중심을 꿈꾸는"."""
_DAYS = frozenset({"이날", "전날", "최근", "한편", "앞서"})
"""Words that stand before a name and are no part of it."""
_ONCE = frozenset({"전", "前"})
_LED = re.compile(r" (?:부?원장|이사장|선임연구위원)")
_OF_A_COMPANY = frozenset({"중앙", "기술", "종합", "미래기술", "종합기술", "경제", "경영"})
"""Heads of the institutes that companies keep."""
_ACTS = frozenset({"은", "는", "이", "가"})
_SHORTEST = 3
"""Syllables before the ending: shorter heads are fields of work ("소재연구소") more often than names."""


def standing_alone(text: str, row: Sequence[Word]) -> Iterator[str]:
    """The institutes of the sentence that act for themselves; whether another owns them the whole article tells."""
    if not any(end in text for end in _ENDINGS):
        return
    deal = _DEAL.search(text) is not None
    for index, word in enumerate(row):
        stem = word.stem if ending(word.stem) else word.text
        if not stem.endswith(_ENDINGS):
            continue
        end = next(end for end in _ENDINGS if stem.endswith(end))
        if stem == end or is_bare(stem):
            continue
        before = row[index - 1] if index else None
        if before is not None and before.text in _ONCE and stem.endswith("원") and not research_word(stem[:-1]):
            if _LED.match(text, word.start + len(stem)) and stem[: -len(end)] not in _OF_A_COMPANY:
                yield stem
            continue
        follows = before is not None and text[before.end : word.start] == " "
        joined = before is not None and follows and before.particle in _JOINED
        free = before is not None and (before.particle or before.text[0].isdigit() or before.text in _DAYS)
        if before is not None and follows and not free and not _DESCRIBING.search(before.text):
            continue
        head = stem.removesuffix(end)
        after = word.start + len(stem)
        opens = index == 0 and word.start <= 2
        described = before is not None and follows and _DESCRIBING.search(before.text) is not None
        named = len(head) >= _SHORTEST and not research_word(head) and head not in lexicon().generic_heads
        if (
            (_OWN_HEAD.match(text, after) and len(head) >= 2)
            or (named and deal and word.particle in _JOINED)
            or (named and deal and word.particle in _ACTS and joined)
            or (named and (opens or described) and _LETTERS.match(text, after))
        ):
            yield stem


def owned(name: str, texts: Iterable[str], organizations: Collection[str]) -> bool:
    """Whether the article writes the name right behind an organisation, as a part of it."""
    before = re.compile(rf"([가-힣A-Za-z0-9&]+)(?:\([^()]{{1,20}}\))?(?:의| 산하| 부설)? [‘'“\"]?{re.escape(name)}")
    return any(
        match[1] in organizations or match[1].removesuffix("의") in organizations
        for text in texts
        if name in text
        for match in before.finditer(text)
    )
