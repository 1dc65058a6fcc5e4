"""Which words of an article are names of organisations, told by their own shape and by the words around them.

No list of companies is needed: a name shows itself by its ending (한결전자), a mark ((주)해든정밀), the kind noun before it
(감속기 업체 소백정밀), a country (獨 라인베르크 오토모티브), or by standing in a row with names already known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from extractors.names.organizations.lexicon import lexicon
from extractors.names.organizations.units import ending as unit_ending
from extractors.names.organizations.units import research_word as _research
from extractors.names.words import Word

_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9&\-]+")
_HANGUL = re.compile(r"[가-힣]+")
_MARKED = re.compile(r"(?:\(주\)|㈜|주식회사\s)\s?([가-힣A-Za-z0-9]+)|([가-힣A-Za-z0-9]+)(?:\(주\)|㈜)")
_VERBAL = re.compile(
    r"(?:하|되|있|없|했|됐|였|았|었|겠|않|받|맡|된|될|한|할|던|던|려|려는|라는|다는|다고|하는|되는|하고|하며|해|돼|여|로운|러운|까운|은|는|적인|중인|적|던|및|씨|들)$"
)
_JOINING = frozenset({"와", "과", "와의", "과의", "와는", "과는", "와도", "과도"})
_CASES = _JOINING | frozenset(
    "은 는 이 가 을 를 에 의 에서 로부터 으로부터 에게 도 에서는 에는 까지 보다 로 으로 에게는 에도".split()  # noqa: SIM905
)

_LOOSE = frozenset(
    "에너지 데이터 디지털 AI IP 배터리 파워 미디어 그룹 컴퓨팅 솔루션 소프트웨어 엔지니어링".split()  # noqa: SIM905
)
_PLAIN_ENDINGS = (
    "시장", "기술", "사업", "산업", "업계", "분야", "제품", "서비스", "시스템", "전략", "공장", "정책", "제도", "회의", "총회", "행사", "대회", "포럼", "서밋", "콘퍼런스",
    "박람회", "전시회", "협약", "계약", "협상", "소송", "투자", "매출", "이익", "실적", "주가", "지분", "자산", "인력", "인재", "임원", "직원", "부장", "팀장", "위원", "교수",
    "박사", "기자", "감독", "선수", "의원", "장관", "총리", "대통령", "시민", "주민", "학생", "고객", "소비자", "관계자", "사업자", "근로자", "노동자", "학과", "학부", "캠퍼스",
    "본부", "부문", "사업부", "센터", "연구소", "연구원", "지역", "국가", "정부", "당국", "법원", "검찰", "경찰", "언론", "매체", "방송", "신문", "규모", "수준", "비율", "억원", "만원",
    "실장", "본부장", "센터장", "소장", "원장", "은행장", "사장", "회장", "단장", "청장", "차관", "비서관", "담당", "총괄", "학과", "계약학", "빅테크", "대표", "이사", "양사", "양측",
    "달러", "년간", "개월", "이상", "이하", "가량", "여명", "여곳", "성과", "효과", "결과", "과정", "방식", "방안", "계획", "목표", "필요", "가능성", "경쟁력", "생태계", "인프라",
)  # fmt: skip
_TAKING = ("인수", "합병", "흡수합병", "품는", "품었", "품은", "품기", "품고", "사들", "사들인", "자회사로", "계열사로")
_DEAL = re.compile(r"협약|계약|제휴|공동 ?개발|공동 ?연구|합작|양해각서|MOU|동맹|맞손")
_PARTNER = _JOINING | frozenset({"로부터", "으로부터"})
_GROUPS = tuple(
    "삼성 현대 LG SK 롯데 한화 포스코 CJ GS 신세계 두산 효성 KT 카카오 네이버 HD현대 LS KB NH 신한 우리금융 하나금융 DB 대우 코오롱 금호 한진 쌍용 동원 농협 미래에셋 한국 대한 국립".split()  # noqa: SIM905
)
_INSTITUTES = ("연구소", "연구원", "연구센터", "암센터", "과학원", "기술원")
_REGIONS = frozenset("국내 해외 글로벌 북미 남미 유럽 아시아 동남아 중동 아프리카 한국 대한민국 인도 오만 이란".split())  # noqa: SIM905
_TAKEN = frozenset({"인수한", "사들인", "품은", "인수했던", "합병한"})
_TITLES = (
    "대표", "회장", "사장", "총리", "대통령", "장관", "의원", "감독", "교수", "박사", "CEO", "최고", "전무", "상무", "이사", "부사장", "부회장", "국왕", "기자", "특파원", "선수", "씨",
)  # fmt: skip
_AFTER_NAME = frozenset(
    "인수 합병 출신 측 등 지분 대표 최고경영자 CEO 본사 경영권 주식 최고기술책임자 창업자 회장 사장 인수전 투자 관계자".split()
)  # noqa: SIM905
_OFFICES = (
    "대표",
    "회장",
    "사장",
    "부회장",
    "부사장",
    "전무",
    "상무",
    "최고경영자",
    "CEO",
    "CTO",
    "CFO",
    "원장",
    "부원장",
    "의장",
    "이사장",
)
_SURNAMES = frozenset(
    "김이박최정강조윤장임한오서신권황안송전홍유고문양손배백허남심노하곽성차주우구민류나진지엄채원천방공현함변염여추도소석선설마길연위표명기반라왕금옥육인맹제모탁국어은편용예경봉사부가복태목형피두감음빈동온호범좌팽승간견당화"
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
            return _is_head(head) or (head == "한국" and length >= 4)
        if ending in words.institute_endings and stem.startswith(words.institute_heads):
            return len(head) >= 2 and head not in words.institute_heads
    if (
        stem.startswith(_GROUPS)
        and 4 <= size <= 9
        and stem not in words.common
        and not unit_ending(stem)
        and not _VERBAL.search(stem)
    ):
        rest = next(stem[len(group) :] for group in _GROUPS if stem.startswith(group))
        if len(rest) >= 2 and rest not in words.common and rest not in words.generic_heads and _HANGUL.fullmatch(rest):
            return not any(stem.endswith(end) for end in _PLAIN_ENDINGS) and stem[0] != "한"
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
    if stem[:-1] in words.places:
        return True
    return not (stem in words.not_schools or stem[:-1] in words.common or stem.endswith(words.not_school_endings))


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
    if unit_ending(stem):
        return False
    return not _VERBAL.search(stem)


@lru_cache(maxsize=65536)
def is_kind(text: str) -> bool:
    """Whether the word is a noun for a kind of organisation, alone or at the end of a compound: 전문업체, 스타트업."""
    words = lexicon()
    return text in words.kind_nouns or text.endswith(("업체", "기업", "스타트업", "제약사", "게임사", "운용사", "회사"))


@lru_cache(maxsize=65536)
def unknown(stem: str) -> bool:
    """Whether the word is neither plain prose nor anything else that the lists know: where a name is asked for, it is one."""
    words = lexicon()
    if not namelike(stem) or stem in words.common or stem in words.last_words:
        return False
    return not stem.endswith(_PLAIN_ENDINGS)


def candidates(text: str, row: Sequence[Word], *, headline: bool) -> Iterator[Found]:
    """The names that one sentence shows."""
    for match in _MARKED.finditer(text):
        yield (match.group(1) or match.group(2)), 2
    last = len(row) - 1
    for index, word in enumerate(row):
        gap = text[word.end : row[index + 1].start] if index < last else ""
        following = row[index + 1] if gap == " " else None
        yield from _by_shape(word)
        if index and following is not None and following.text.startswith(_OFFICES) and _full_name(row[index - 1].text):
            if not word.particle and len(word.text) >= 3 and unknown(word.text):
                yield word.text, 2  # "방이섭 우진액추에이터 회장"
        if following is not None:
            yield from _two_words(word, following)
            yield from _before_a_deal(word, following)
        if gap in _OPEN and (is_kind(word.text) or word.text in _COUNTRIES()):
            yield from _apposed(text, row, index + 1)
        if gap and gap.strip() in ("·", "・", "ㆍ", ",", "") and gap != " ":
            yield from _beside(word, row[index + 1])
        if _LATIN.fullmatch(word.stem) and word.stem not in lexicon().not_latin and word.particle in _CASES:
            yield word.stem, 1
    if _DEAL.search(text):
        for word in row:
            if word.particle in _PARTNER and unknown(word.stem) and not person_shaped(word.stem):
                yield word.stem, 2
    if row:
        first = row[0]
        opens = first.particle in ("은", "는", "이", "가") and first.start <= 1
        if (
            headline
            and text[first.end : first.end + 1] in (",", "，", "·")
            and namelike(first.text)
            and not person_shaped(first.text)
        ):
            yield first.text, 1
        elif opens and unknown(first.stem) and not person_shaped(first.stem):
            yield first.stem, 1


_OPEN = frozenset({" ", " ‘", " '", " “", ' "', "(", " <"})


def _COUNTRIES() -> frozenset[str]:
    words = lexicon()
    return (words.countries | words.country_marks) - _REGIONS


def _by_shape(word: Word) -> Iterator[Found]:
    if word.particle and shaped(word.stem) and not (word.particle.startswith("로") and word.stem[-1] == "대"):
        yield word.stem, 2
    elif shaped(word.text):
        yield word.text, 2
    elif word.stem[-1] == "장" and headed(word.stem[:-1]):
        yield word.stem[:-1], 2


def person_shaped(stem: str) -> bool:
    """Whether the word may be a Korean full name: a common family name and two more syllables."""
    return len(stem) == 3 and stem[0] in _SURNAMES and _HANGUL.fullmatch(stem) is not None


def _full_name(text: str) -> bool:
    return person_shaped(text) and namelike(text) and text not in lexicon().common


def _two_words(word: Word, following: Word) -> Iterator[Found]:
    """A foreign name of two words: the second is one that foreign companies end in."""
    words = lexicon()
    ending = following.stem if following.stem in words.last_words else following.text
    if (
        ending not in words.last_words
        or not unknown(word.text)
        or word.particle in ("은", "는", "을", "를", "의", "에서", "에")
    ):
        return
    if ending in _LOOSE:  # a plain word of its own; only a country or a kind noun before it makes it a name
        return
    yield f"{word.text} {ending}", 2


def _before_a_deal(word: Word, following: Word) -> Iterator[Found]:
    """What is taken over: "사쿠라메드 인수를", "큐브릭스를 인수"."""
    if word.text in _TAKEN and following.particle and unknown(following.stem):
        yield following.stem, 2
    if not following.text.startswith(_TAKING):
        return
    if word.particle in ("을", "를") and unknown(word.stem):
        yield word.stem, 2
    elif not word.particle and unknown(word.text) and following.text[:2] in ("인수", "합병"):
        yield word.text, 2


def _beside(word: Word, other: Word) -> Iterator[Found]:
    """Names in a row: one that shows itself vouches for its neighbour."""
    for known, beside in ((word, other), (other, word)):
        if shaped(known.text) or shaped(known.stem):
            stem = beside.stem if beside is other else beside.text
            if unknown(stem) and not person_shaped(stem):
                yield stem, 1


def _apposed(text: str, row: Sequence[Word], index: int) -> Iterator[Found]:
    """The name that begins at `index`, right after a country or a kind noun."""
    words = lexicon()
    word = row[index]
    following = row[index + 1] if index + 1 < len(row) and text[word.end : row[index + 1].start] == " " else None
    if is_kind(word.text) or word.text in words.places or word.stem in words.places:
        return
    if word.stem.endswith(_INSTITUTES) and word.particle in _CASES:  # "영국 웨섹스유전체연구소와"
        head = word.stem.removesuffix(next(end for end in _INSTITUTES if word.stem.endswith(end)))
        if len(head) >= 3 and head not in words.common and head not in words.generic_heads and not _research(head):
            yield word.stem, 2
        return
    if following is not None and not word.particle and unknown(word.text) and following.stem.endswith(_INSTITUTES):
        yield f"{word.text} {following.stem}", 2  # "미국 듀란트 암연구소와"
        return
    if following is not None and not word.particle and namelike(word.text) and following.stem in words.last_words:
        yield f"{word.text} {following.stem}", 1 if following.stem in words.common else 2
        return
    after = text[word.end : word.end + 1]
    if word.particle in _CASES and namelike(word.stem):
        if not (following is not None and following.text.startswith(_TITLES)):
            yield word.stem, 2 if unknown(word.stem) else 1
    elif after and after in "(（’'”\"," and namelike(word.text):
        yield word.text, 2 if unknown(word.text) else 1
    elif (
        following is not None and unknown(word.text) and (following.stem in _AFTER_NAME or following.text[0].isdigit())
    ):
        yield word.text, 2
    elif (
        following is not None
        and not word.particle
        and unknown(word.text)
        and following.particle in _CASES
        and not is_kind(following.stem)
        and namelike(following.stem)
    ):
        yield f"{word.text} {following.stem}", 1 if following.stem in words.common else 2
