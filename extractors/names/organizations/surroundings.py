"""What the words around a word say of its being an organisation that nobody has seen before."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from extractors.names.organizations.lexicon import lexicon
from extractors.names.organizations.shapes import compounded, of_nouns, person_shaped, unknown
from extractors.names.words import Word

_MAKES = re.compile(
    r"(?:운영|개발|생산|제조|판매|서비스|공급|제공|수출|유통|설계|양식|재배|납품|중개|관리)(?:하는|해 ?온|해온)|만드는|만들어 ?온|파는|짓는|뽑아내는|빚는|굽는|키우는"
)
"""Ends a clause that says what a company does: "숙박 앱을 운영하는"."""
_HEAD = re.compile(
    r"(?<![가-힣A-Za-z0-9])(?P<name>[가-힣A-Za-z][가-힣A-Za-z0-9&]{1,14})[’'”\"]?\((?:공동|각자|총괄)?(?:대표이사|대표|회장|부회장|사장|원장|총장|이사장|병원장|소장|센터장|행장|청장|협회장|학회장) [가-힣]{2,4}(?:[·,] ?[가-힣]{2,4})*[),]"
)
"""Brackets that name who leads it: "해든텍(대표 길나영)"."""
_OWN = (
    "임직원", "이사회", "주주총회", "주총", "노조", "본사", "경영진", "최대주주", "자회사",
)  # fmt: skip
"""What only organisations have, so that the name may be shaped like a person's: "도래텍 이사회는"."""
_OF_PEOPLE_TOO = ("관계자", "측은", "측이", "측에", "측의", "창업자", "창업주")
"""What people have as well: "해든텍 관계자는"."""
_HAS = _OWN + _OF_PEOPLE_TOO
_DOES = re.compile(
    r"(?:영입|선임|내정|발탁|임명|인수|합병|체결|유치|출시|공시|상장|채용|수주|납품|양산|인수합병|흡수합병|착공|증설|설립|신설|개소|출자|투자)(?:했다|하기로|한다고|했다고|했으며|하고|할 계획)"
    r"|(?:연구소|센터|공장|법인|지사|사무소)(?:을|를) (?:새로 )?(?:열었|연다|열기로|세웠|세운다|짓기로|지었|짓는)"
)
"""What organisations do, in the main clause."""
_SUBJECT = frozenset({"은", "는", "이", "가"})
_NAMED = _SUBJECT | frozenset({"의", "도", "과", "와", "에", "을", "를", "에서", "에서는"})

Found = tuple[str, int]
"""A name and how sure it is: 2 stands by itself, 1 needs to be met again."""


def surroundings(text: str, row: Sequence[Word]) -> Iterator[Found]:
    """The names that the words around them show in one sentence."""
    if "(" in text:
        for match in _HEAD.finditer(text):
            if strange(match["name"]):
                yield match["name"], 2
    for word, following in pairwise(row):
        if text[word.end : following.start] != " ":
            continue
        if following.particle in _NAMED and strange(following.stem) and _MAKES.search(word.text):
            yield following.stem, 1 if person_shaped(following.stem) else 2
        if word.particle or not following.text.startswith(_HAS) or not strange(word.text):
            continue
        acts = following.text.startswith(_OWN) and bool(following.particle)  # not "길나영 이사회 의장"
        if acts or not person_shaped(word.text):
            yield word.text, 2
    first = row[0] if row else None
    acts = first is not None and first.particle in _SUBJECT and first.start <= 2 and strange(first.stem)
    if acts and first is not None and not person_shaped(first.stem) and _DOES.search(text):
        yield first.stem, 2


@lru_cache(maxsize=65536)
def strange(stem: str) -> bool:
    """Whether the word is no plain word, noun or compound of them."""
    return unknown(stem) and stem not in lexicon().nouns and not compounded(stem) and not of_nouns(stem)
