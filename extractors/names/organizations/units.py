"""Units inside organisations and places: what stands between the organisation and the person or the event."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import cache, lru_cache
from operator import attrgetter
from typing import NamedTuple

from extractors.document import Mention, MentionKind, Sentence
from extractors.names.organizations.lexicon import lexicon, table, word_set
from extractors.names.words import Word

_VERBAL = re.compile(
    r"(?:[가-힣](?:며|여|을|를|으나|해|한|된|할|될|던|는|운|은|린|킨|친|낸|온|간|난|든|른|쓴|룬|진|긴|던)|연|연구하는|하고|되고|하며|에서|에게|으로|부터|까지|보다|처럼)$"
)
_QUOTED = re.compile(r"[‘'“\"「『<]([^‘’'“”\"「」『』<>]{2,30})[’'”\"」』>]")
_DESCRIBED = re.compile(
    r"(?:연구|R&D|R&amp;D|AI|인공지능|기술 ?개발)[가-힣A-Za-z&· ]{0,12}(?:조직|거점|시설|허브|기지|연구소|연구센터|컨트롤타워)(?:인|의)? ?[‘'“\"]$"
    r"|연구(?:를|개발을)? ?(?:겸하는|전담하는|맡는|맡을|수행하는|총괄하는|하는|할) [‘'“\"]$"
)
"""Before a quoted name that shows by itself not what it is: "AI 전담 조직 ‘넥스트원’"."""
_FICTION = re.compile(
    r"(?:카페|식당|분식집|체험관|전시관|놀이터|가게|매장|술집|서점|팝업|팝업스토어|채널|유튜브|방탈출|과자|젤리|음료|메뉴|영화|드라마|소설|게임|웹툰|예능|시리즈|앨범|간편식|앰풀|브랜드|상품|연극|뮤지컬|다큐|저서|책)[가-힣]{0,2} ?[‘'“\"「『<]$"
)
"""Before a quoted title of a work or a product."""
_LETTERS = re.compile(r"\([A-Z][A-Za-z&\-]*(?: [A-Za-z&\-]+){0,4}\)")
_LETTERS_AT_END = re.compile(_LETTERS.pattern + "$")
_GLOSS = re.compile(r"\([A-Z][A-Za-z&]{1,4}\)(?= ?[가-힣])")
"""Letters that explain a word in the middle of a name: "인공지능(AI) 연구센터"."""
_WEAK = frozenset({"글로벌", "중앙", "종합", "공동", "부설"})
"""Words of scale and place: before 센터 they make no lab ("종합센터", "글로벌허브")."""
_NO_NAMES = ("마다", "별", "들", "차")
"""Endings of words that are no part of a name: 기업마다, 지역별."""
_LATIN_END = re.compile(r"(?:[A-Z][A-Za-z0-9&]+|인공지능)$")


class _Tables(NamedTuple):
    lab: frozenset[str]
    half: frozenset[str]
    unit: frozenset[str]
    research: frozenset[str]
    not_labs: tuple[str, ...]
    researchers: frozenset[str]
    no_units: frozenset[str]
    stop: frozenset[str]
    bare: frozenset[str]
    plain_heads: frozenset[str]
    longest: int


@cache
def _tables() -> _Tables:
    data = table(__package__ or __name__, "units.yaml")
    lab, half, unit = (word_set(data[key]) for key in ("lab_endings", "half_endings", "unit_endings"))
    return _Tables(
        lab,
        half,
        unit,
        word_set(data["research_words"]),
        tuple(data["not_labs"].split()),
        word_set(data["researchers"]),
        word_set(data["no_units"]),
        word_set(data["stop_words"]),
        word_set(data["bare_words"]),
        word_set(data["plain_heads"]),
        max(map(len, lab | half | unit)),
    )


@lru_cache(maxsize=32768)
def ending(form: str) -> str:
    """The longest unit ending of the word, "" where it names no unit."""
    words = _tables()
    if form in words.researchers or form in words.no_units:
        return ""
    for length in range(min(words.longest, len(form)), 0, -1):
        end = form[-length:]
        if end in words.lab or end in words.half or end in words.unit:
            return end if len(form) > length or length > 1 or form == "랩" else ""
    return ""


@lru_cache(maxsize=32768)
def is_lab(name: str) -> bool:
    """Whether a unit of this name does research: 소재연구소, 글로벌 R&D센터; not 고객센터, 법무실, 식빵연구소."""
    words = _tables()
    joined = name.replace(" ", "")
    if any(part in joined for part in words.not_labs):
        return False
    for length in range(min(words.longest, len(joined)), 0, -1):
        end, head = joined[-length:], joined[:-length]
        if end in words.lab:
            return True
        if end in words.half:
            return any(word in head for word in words.research - _WEAK)
    return False


def research_word(head: str) -> bool:
    """Whether the word is a field of research and no name: 배터리, AI, 미래."""
    words = _tables().research
    return head in words or any(head.startswith(word) and head[len(word) :] in words for word in words)


@lru_cache(maxsize=32768)
def is_bare(name: str) -> bool:
    """Whether the name is a kind of unit and nothing more: 연구소, 센터, 공동연구센터, 기업부설연구소."""
    end = ending(name)
    if name == end:
        return name in _tables().bare
    return name.removesuffix(end) in _tables().plain_heads


def described_as_lab(text: str, start: int) -> bool:
    """Whether the words before a quoted name at `start` say that it does research."""
    return _DESCRIBED.search(text, max(0, start - 40), start) is not None


def units(
    sentence: Sentence, row: Sequence[Word], organizations: Sequence[Mention], names: Collection[str]
) -> tuple[Mention, ...]:
    """The mentions of the sentence with its units and places added, in order."""
    found = list(organizations)
    offset = sentence.start
    taken = [(mention.start - offset, mention.end - offset) for mention in organizations]
    quotes = [match.span(1) for match in _QUOTED.finditer(sentence.text)]
    for first, last in quotes:
        plain = not any(start < last and first < end for start, end in taken)
        if plain and described_as_lab(sentence.text, first) and not ending(sentence.text[first:last].split(" ")[-1]):
            name = sentence.text[first:last]
            taken.append((first, last))
            found.append(Mention(MentionKind.UNIT, name, offset + first, offset + last, name))
    families = lexicon().families
    for index, word in enumerate(row):
        place, form, titled = _alone(word.text, word.stem)
        if not (place or form) or any(start <= word.start and word.stem_end <= end for start, end in taken):
            continue
        if place:
            found.append(
                Mention(MentionKind.PLACE, place, offset + word.start, offset + word.start + len(place), place)
            )
            continue
        end = word.start + len(form)
        own = form.startswith(families) or any(form.startswith(name) and len(form) > len(name) for name in names)
        quote = next(
            (
                (first, last)
                for first, last in quotes
                if first <= word.start and (end == last or _LETTERS.fullmatch(sentence.text, end, last))
            ),
            None,
        )
        if quote and ("의 " in sentence.text[quote[0] : quote[1]] or _FICTION.search(sentence.text, 0, quote[0])):
            continue
        if quote:
            begin, end = quote
        elif own:  # the organisation's name runs into the word: LG사이언스파크
            begin = word.start
        else:
            begin = _left(sentence.text, row, index, taken, form, names, titled=titled)
        text = sentence.text[begin:end]
        found.append(
            Mention(MentionKind.UNIT, text, offset + begin, offset + end, _LETTERS_AT_END.sub("", _GLOSS.sub("", text)))
        )
    return tuple(sorted(found, key=_by_place)) if len(found) > 1 else tuple(found)


_by_place = attrgetter("start", "end")


@lru_cache(maxsize=65536)
def _alone(text: str, stem: str) -> tuple[str, str, bool]:
    """The part of a word that names a place, the part that names a unit, and whether that was taken from a title:
    소재연구소 of 소재연구소장.
    """
    places = lexicon().places
    place = next((form for form in (stem, text) if form in places), "")
    for form in (stem, text):
        if ending(form):
            return place, form, False
    for form in (stem, text):
        if form.endswith("장") and len(form) > 2 and ending(form[:-1]):
            return place, form[:-1], True
    return place, "", False


def _left(
    text: str,
    row: Sequence[Word],
    index: int,
    taken: Sequence[tuple[int, int]],
    form: str,
    names: Collection[str],
    *,
    titled: bool,
) -> int:
    """Where the unit's name begins: it takes the words before it that belong to the name ("밴쿠버 AI랩", "전고체 연구소")."""
    words, places = _tables(), lexicon().places
    begin = row[index].start
    bare = is_bare(form)
    if ending(form) not in words.lab and ending(form) not in words.half:
        return begin
    edge = begin
    for word in reversed(row[max(0, index - 3) : index]):
        gap = text[word.end : edge]
        if gap in (")", ") ") and _GLOSS.match(text, word.start - 1):
            edge = word.start - 1
            continue
        if gap != (" " if edge == begin else "") or any(start <= word.start < end for start, end in taken):
            break
        if word.text == "소재" and index >= 2 and row[index - 1] is word and row[index - 2].text in places:
            break  # "포항 소재 연구소": where it is
        known = word.text in places or word.text in words.research or _LATIN_END.search(word.text) is not None
        if len(word.text) == 2 and word.text[1] in "에의":
            break  # "러에 AI 연구센터"
        if word.text in words.stop or word.text in lexicon().countries or word.text[0].isdigit():
            break
        if not known and begin != row[index].start and (word.particle or word.text.endswith(_NO_NAMES)):
            break  # "기업마다 AI 연구소": what stands before a field of work is no part of the name
        if not known and (not bare or titled or word.particle or _VERBAL.search(word.text) or ending(word.text)):
            break
        if not known and (
            len(word.text) < 2
            or word.text in lexicon().kind_nouns
            or word.text.endswith(("장", "사", "씨"))
            or word.text in lexicon().not_names
        ):
            break
        plain = word.text in lexicon().common and word.text not in lexicon().nouns and word.text[-1] != "화"
        if not known and (form == "랩" or plain or word.text[-1] in "와과록"):
            break  # "줄곧 연구소를", "사람과 연구실", "즉흥 랩을"; not "기기 상용화 태스크를"
        if not known and any(name.startswith(word.text) for name in names):
            break  # the head of a company's name: "청람 연구소" of 청람에너지
        begin = edge = word.start
        if word.text in places:
            break  # "서울 서초 R&D캠퍼스" is 서초 R&D캠퍼스
    return begin
