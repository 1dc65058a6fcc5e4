"""Which words of an article are names of organisations, told by their own shape and by the words around them.

No list of companies is needed: a name shows itself by its ending (한결전자), a mark ((주)해든정밀), the kind noun before it
(감속기 업체 소백정밀), a country (獨 라인베르크 오토모티브), or by standing in a row with names already known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from extractors.names.organizations.lexicon import lexicon
from extractors.names.words import Word

_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9&\-]+")
_HANGUL = re.compile(r"[가-힣]+")
_MARKED = re.compile(r"(?:\(주\)|㈜|주식회사\s)\s?([가-힣A-Za-z0-9]+)|([가-힣A-Za-z0-9]+)(?:\(주\)|㈜)")
_VERBAL = re.compile(
    r"(?:하|되|있|없|했|됐|였|았|었|겠|않|받|맡|된|될|한|할|던|던|려|려는|라는|다는|다고|하는|되는|하고|하며|해|돼|여|운|은|는|인|적|던|및|씨|들)$"
)
_JOINING = frozenset({"와", "과", "와의", "과의", "와는", "과는", "와도", "과도"})
_CASES = _JOINING | frozenset(
    {"은", "는", "이", "가", "을", "를", "에", "의", "에서", "로부터", "으로부터", "에게", "도", "에서는", "에는"}
)

Found = tuple[str, int]
"""A name and how sure it is: 2 stands by itself, 1 needs to be met again or to stand beside another name."""


@lru_cache(maxsize=65536)
def shaped(stem: str) -> bool:
    """Whether the word alone shows that it names an organisation."""
    words = lexicon()
    if stem in words.well_known or stem in words.government:
        return True
    if stem in words.not_names or stem in words.generic_heads or stem in words.kind_nouns:
        return False
    size = len(stem)
    for length in range(min(7, size - 1), 1, -1):
        ending, head = stem[-length:], stem[:-length]
        if ending in words.company_endings or ending in words.public_endings:
            return _is_head(head)
        if ending in words.institute_endings and stem.startswith(words.institute_heads):
            return len(head) >= 2
    if stem.endswith("AI") and size >= 4 and _HANGUL.fullmatch(stem[:-2]):
        return stem[:-2] not in words.generic_heads
    return stem[-1] == "대" and is_school(stem)


@lru_cache(maxsize=8192)
def headed(stem: str) -> bool:
    """Whether the word without its 장 is a body that such a head leads: 조달청장, 한국미래소재연구원장, 동백은행장."""
    words = lexicon()
    return stem.endswith(("은행", "대", *words.public_endings, *words.institute_endings, "청")) and shaped(stem)


@lru_cache(maxsize=8192)
def is_school(stem: str) -> bool:
    """Whether a word in 대 is a school: 서울대, 델프트공대; not 시대, 20대."""
    words = lexicon()
    if len(stem) < 3 or not _HANGUL.fullmatch(stem):
        return False
    return stem[:-1] in words.places or not any(stem.endswith(other) for other in words.not_schools)


def _is_head(head: str) -> bool:
    words = lexicon()
    if len(head) < 2 or head in words.generic_heads or head in words.countries:
        return False
    if head[0].isdigit() and not _HANGUL.search(head):
        return False
    return not (len(head) >= 4 and head[:2] in words.generic_heads and head[2:] in words.generic_heads)


@lru_cache(maxsize=65536)
def namelike(stem: str) -> bool:
    """Whether the word may be a name where its surroundings ask for one."""
    words = lexicon()
    if len(stem) < 2 or stem[0].isdigit() or stem in words.not_names or stem in words.generic_heads:
        return False
    if stem in words.places or stem in words.kind_nouns or stem in words.not_latin or is_kind(stem):
        return False
    return not _VERBAL.search(stem)


@lru_cache(maxsize=65536)
def is_kind(text: str) -> bool:
    """Whether the word is a noun for a kind of organisation, alone or at the end of a compound: 전문업체, 스타트업."""
    words = lexicon()
    return text in words.kind_nouns or text.endswith(("업체", "기업", "스타트업", "제약사", "게임사", "운용사", "회사"))


def candidates(text: str, row: Sequence[Word], *, headline: bool) -> Iterator[Found]:
    """The names that one sentence shows."""
    words = lexicon()
    for match in _MARKED.finditer(text):
        yield (match.group(1) or match.group(2)), 2
    last = len(row) - 1
    for index, word in enumerate(row):
        following = row[index + 1] if index < last and text[word.end : row[index + 1].start] == " " else None
        if shaped(word.text):
            yield word.text, 2
        elif word.particle and shaped(word.stem):
            yield word.stem, 2
        elif word.stem[-1] == "장" and headed(word.stem[:-1]):
            yield word.stem[:-1], 2
        if following is not None:
            yield from _two_words(word, following, words.last_words)
            if is_kind(word.text) or word.text in words.countries or word.text in words.country_marks:
                yield from _apposed(text, row, index + 1)
        elif index < last and is_kind(word.text) and text[word.end : row[index + 1].start] in (" ‘", " '", " “", ' "'):
            yield from _apposed(text, row, index + 1)
        if _LATIN.fullmatch(word.stem) and word.stem not in words.not_latin and word.particle in _CASES:
            yield word.stem, 1
    if headline and row:
        first = row[0]
        if text[first.end : first.end + 1] in (",", "，") and namelike(first.text):
            yield first.text, 1


_LOOSE = frozenset(
    "에너지 데이터 디지털 AI IP 배터리 클라우드 바이오 파워 미디어 그룹 솔라 윈드 컴퓨팅 퀀텀 솔루션 오션 파마".split()
)  # noqa: SIM905


def _two_words(word: Word, following: Word, last_words: frozenset[str]) -> Iterator[Found]:
    ending = following.stem if following.stem in last_words else following.text
    if ending not in last_words or not namelike(word.text) or len(word.text) < 2:
        return
    if word.particle and len(word.stem) > 1 and word.particle not in ("이", "가", "로", "도", "의", "에", "만", "나"):
        return
    name = f"{word.text} {ending}"
    if word.particle == "의":
        return
    yield name, 1 if ending in _LOOSE else 2


def _apposed(text: str, row: Sequence[Word], index: int) -> Iterator[Found]:
    """The name that begins at `index`, right after a country or a kind noun."""
    words = lexicon()
    word = row[index]
    following = row[index + 1] if index + 1 < len(row) and text[word.end : row[index + 1].start] == " " else None
    if is_kind(word.text) or word.text in words.places:
        return
    if following is not None and not word.particle and namelike(word.text) and following.stem in words.last_words:
        yield f"{word.text} {following.stem}", 2
        return
    after = text[word.end : word.end + 1]
    if word.particle in _CASES and namelike(word.stem):
        yield word.stem, 1
    elif after in "(（’'”\"," and after and namelike(word.text):
        yield word.text, 1
