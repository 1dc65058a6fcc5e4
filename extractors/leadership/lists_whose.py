"""Whose a personnel list is, and from which day it holds, where no heading of its own says so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractors.document import Document, Role, Sentence
from extractors.leadership.lists_headings import date_in, is_section
from extractors.leadership.lists_names import is_name
from extractors.leadership.lists_words import title_of, without_brackets
from extractors.names.words import split_particle
from extractors.when import dates_of, occasions
from facts.dates import PartialDate

_COLUMN_TITLE = re.compile(
    r"^\W*(?:\d{1,2}일\s?)?(?:인사|인사발령|人事|알림|공시\S{0,4})\s*[\]>】)]\s*(?P<organization>[^,·/]+?)(?:\s*(?:外|외|등|·|,|/).*)?$"
)
_TOPICS = tuple(
    re.compile(rf"^(?P<name>[^\s,“‘()]+(?:\s[^\s,“‘()]+){{{more}}})(?:\s?\([^)]*\))?(?P<particle>은|는|이|가|에서)\s")
    for more in range(3)
)
"""The head of a sentence up to its first topic or subject, of one word to three."""
_TITLE_OF_ORDERS = re.compile(
    r"^(?:\[[^\]]{1,8}\]\s*)?(?P<name>[^\s,…·“‘\[\]<>()]{2,}(?:\s[A-Za-z가-힣&]+)??)"
    r"(?=,|\s(?:제?\d|신임|신규|정기|임원|보직|간부|승진|사장단|경영진|집행부|상반기|하반기|연말|주요|인사))"
    r".{0,40}?(?:인사|보직자|보직교수|승진자|명단|선임|임명|발령)"
)
_OF_WHAT_KIND = re.compile(r"^.*(?:기업|업체|회사|개발사|운용사|제조사)\s")
_WITH_OTHERS = ("그룹", "지주", "홀딩스", "금융", "정부", "금융지주", "의료원", "중앙회")
_SEVERAL = re.compile(r"[가-힣A-Za-z)][·ㆍ,][가-힣A-Za-z(]\S*(?:$|[·ㆍ,\s外])|\s?外|\s(?:외|등)$|그룹|계열")
_TAIL = re.compile(r"\s+(?:신임\s)?(?:임원|간부|보직|인사|임원\s?인사|인사\s?명단|명단)$")
_WHOSE_DAY = re.compile(r"^\W*(?:단,? |다만,? )?(?P<name>[가-힣A-Za-z0-9&]{2,})[은는] $")
_ALL_FROM = re.compile(r"이상\s?(?P<day>[^()\s]{0,8}\s?\d{1,2}일\s?[자부])")
"""Behind the last entry: "(이상 3월 2일자)"."""


def organization_of(document: Document) -> str | None:
    """Whose list it is where no heading says so: the title of a column, else what the first sentence is about, else the
    one that the title begins with.
    """
    title = document.article.title
    column = _COLUMN_TITLE.match(title)
    if column is not None:
        return _TAIL.sub("", without_brackets(column["organization"]))
    for sentence in document.sentences:
        if sentence.role is Role.BODY:
            topic = next((found for topic in _TOPICS if (found := topic.match(sentence.text))), None)
            name = split_particle(topic["name"] + topic["particle"])[0] if topic is not None else ""
            name = _OF_WHAT_KIND.sub("", name)
            if name and not _is_nobody(name):
                return name
    of_title = _TITLE_OF_ORDERS.match(title)
    return None if of_title is None or _is_nobody(of_title["name"]) else of_title["name"]


def is_alone(document: Document, organization: str) -> bool:
    """Whether the list is that of one organisation and no group's: its title names no other."""
    title = document.article.title
    return not organization.endswith(_WITH_OTHERS) and _SEVERAL.search(title) is None


def _is_nobody(name: str) -> bool:
    return is_section(name) or is_name(name) or title_of(name.rsplit(maxsplit=1)[-1]) is not None


def date_of(document: Document, rows: Sequence[Sentence]) -> PartialDate | None:
    """The day from which the article says that its orders hold, else the day of the meeting that made them."""
    told = occasions(document, dates_of(document))
    first = next(at for at, sentence in enumerate(document.sentences) if sentence.start == rows[0].start)
    occasion = told[first]
    if occasion is not None:
        return occasion.value
    closing = _ALL_FROM.search(rows[-1].text)
    return None if closing is None else date_in(closing["day"], document.published)


def days_by_organization(document: Document) -> Iterator[tuple[str, PartialDate]]:
    """As in "이상 1월 1일자. 한강은행은 1월 2일자": whose orders hold from another day than the rest."""
    for sentence, mentions in zip(document.sentences, dates_of(document), strict=True):
        for mention in mentions:
            at = mention.end - sentence.start
            whose = _WHOSE_DAY.search(sentence.text[: mention.start - sentence.start])
            if whose is not None and sentence.text[at : at + 1] in ("자", "부") and mention.value.day is not None:
                yield whose["name"], mention.value
