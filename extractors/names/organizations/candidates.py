"""Which words of a sentence are names of organisations, told by their own shape and by the words around them.

No list of companies is needed: a name shows itself by its ending (한결전자), a mark ((주)해든정밀), the kind noun before it
(감속기 업체 소백정밀), a country (獨 라인베르크 오토모티브), or by standing in a row with names already known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from extractors.names.organizations.lexicon import lexicon
from extractors.names.organizations.shapes import (
    LATIN,
    compounded,
    full_name,
    is_kind,
    namelike,
    person_shaped,
    shape,
    shaped,
    unknown,
)
from extractors.names.organizations.surroundings import strange, surroundings
from extractors.names.organizations.units import research_word
from extractors.names.sounds import CLEARLY, sounds_foreign
from extractors.names.words import Word, split_particle

_MARKED = re.compile(
    r"(?:\((?:주|사|재|유|의)\)|㈜|주식회사\s)\s?([가-힣A-Za-z0-9]+)(?<!씨)|([가-힣A-Za-z0-9]+)(?:\(주\)|㈜|\[\d{6}\]|\(\d{6}\))"
)
"""A legal form before or behind a name, the code of its shares behind it: "(사)두레협회", "두레전자[012340]"."""
_LED = re.compile(
    r"(?:(?P<head>[가-힣A-Za-z0-9&]+) )?(?P<name>[가-힣A-Za-z0-9&]{2,})\((?:[^(),]{2,20}, ?)?(?:대표이사|대표|회장|사장|총장|이사장|원장|의장|청장|총재|병원장|은행장|관장)(?: [가-힣]{2,4}){1,2}[),·]"
)
"""Brackets that say who leads what stands before them: "두레(대표 마동휘)", "두레 제약(대표이사 마동휘, 길나영)"."""
_DEAL = re.compile(r"협약|계약|제휴|공동 ?개발|공동 ?연구|합작|양해각서|MOU|동맹|맞손")
_BUYS = re.compile(
    r"[’'”\"]?(?:을|를|의)? ?(?<![가-힣])(?:인수|흡수합병|합병)(?: (?:계약|절차|소식)|했|한다|하기로|를 (?:완료|마무리|결정|추진|발표)|[을를] )|(?:투자|출자)(?:를|을)? ?(?:했|한다|하기로|단행|집행|완료|결정|진행)|지분 [\d.]+%(?:를|을)"
)
"""What only an organisation does: whoever stands before it as the subject is one."""
_ACTS = frozenset({"은", "는", "이", "가"})
_DESCRIBING = re.compile(r"[가-힣]*[인한된던은는운린]$")
_SHORTEST_BUYER = 3
_NO_BUYERS = ("진", "팀", "단", "자", "측", "들", "원", "층")
_AND_OTHERS = ("등과", "등 ", "등으로부터")
"""Behind the last of the partners of a deal: "두레메드, 소라실론 등과 계약을 체결했다"."""
_QUOTED = re.compile(
    r"[‘'“\"](?P<name>[가-힣A-Za-z0-9]{2,15})[’'”\"](?:을|를|의)? ?(?:지분 |경영권을? )?(?:인수|흡수합병|사들)|[‘'“\"](?P<funded>[가-힣A-Za-z0-9]{2,15})[’'”\"]에 [^.‘“]{0,24}(?:지분|전략적|규모의|규모) ?투자"
)
"""A quoted name that is bought or gets money."""
_JOINING = frozenset({"와", "과", "와의", "과의", "와는", "과는", "와도", "과도"})
_PARTNER = _JOINING | frozenset({"로부터", "으로부터"})
_CASES = _PARTNER | frozenset(
    [
        "은",
        "는",
        "이",
        "가",
        "을",
        "를",
        "에",
        "의",
        "에서",
        "에게",
        "도",
        "에서는",
        "에는",
        "까지",
        "보다",
        "로",
        "으로",
        "에게는",
        "에도",
    ]
)
_NOT_BEFORE_A_LAST_WORD = frozenset({"은", "는", "을", "를", "의", "에서", "에"})
_OF_A_FIRM = frozenset({"은", "는", "이", "가", "의", "과", "와"})
_SEATS = frozenset({"에", "에는", "로", "으로", "로는", "으로는"})
"""Behind a post that somebody comes to, who is named after it."""
_CODE = re.compile(r"[A-Za-z]{1,4}-\d{2,}[A-Za-z]?")
"""A product or a compound under test and no company: "HC-101"."""
_LETTERED = frozenset({"LG", "SK", "KT", "CJ", "GS", "LS", "HD", "KG", "NH", "DB", "KB"})
"""Families of companies whose companies have a second word in letters: "LG CNS"."""
_OPEN = frozenset({" ", " ‘", " '", " “", ' "', "(", " <"})
_BESIDE = frozenset({"·", "・", "ㆍ", ",", ", "})
_TERM = re.compile(r"\([A-Z][A-Za-z]{1,4}\)(?: [가-힣]+사)? ")
"""An abbreviation behind a plain term, not behind a name: "소형모듈원전(SMR) 개발사"."""
_OF_A_MINISTRY = ("장관", "차관", "제1차관", "제2차관", "1차관", "2차관")
_SHARES = ("지분", "경영권")
_CLOSED = frozenset("(（’'”\",")

Found = tuple[str, int]
"""A name and how sure it is: 2 stands by itself, 1 needs to be met again."""


@cache
def _origins() -> frozenset[str]:
    """Countries that may stand before a name of theirs."""
    words = lexicon()
    return (words.countries | words.country_marks) - words.not_origins


def candidates(text: str, row: Sequence[Word], *, headline: bool) -> Iterator[Found]:
    """The names that one sentence shows."""
    words = lexicon()
    if "(" in text or "㈜" in text or "[" in text or "주식" in text:
        for match in _MARKED.finditer(text):
            yield split_particle(match.group(1))[0] if match.group(1) else match.group(2), 2
        yield from ((name, 2) for name in led_by_brackets(text))
    deal = _DEAL.search(text) is not None
    buys = _BUYS.search(text)
    for match in _QUOTED.finditer(text) if buys is not None else ():
        if unknown(name := match["name"] or match["funded"]):
            yield name, 2
    last = len(row) - 1
    for index, word in enumerate(row):
        written, stem, particle = word.text, word.stem, word.particle
        shown = shape(written)
        if shown is not None:
            yield shown, 2
        if (
            stem[0] < "가"
            and particle in _CASES
            and LATIN.fullmatch(stem)
            and stem not in words.not_latin
            and not _CODE.fullmatch(stem)
        ):
            yield stem, 1
        if buys is not None and particle in _ACTS and word.end <= buys.start() and index < last:
            yield from _buyer(stem, row[index + 1])
        if deal and particle in _PARTNER:
            faculty = stem in words.not_schools or (
                index > 0 and stem.endswith("대학") and shaped(row[index - 1].text)
            )  # "가람대학교 약학대학과"
            if unknown(stem) and not (person_shaped(stem) or compounded(stem) or faculty):
                yield stem, 2
            if particle in ("와", "과") and shaped(stem) and index < last:
                yield from _other_side(text, word, row[index + 1])
        if index == last:
            if written.endswith("다") and shaped(written[:-1]) and text[word.end : word.end + 1] == ".":
                yield written[:-1], 2  # "파트너는 한결전자다."
            continue
        following = row[index + 1]
        gap = text[word.end : following.start]
        if (
            deal
            and gap == " "
            and following.text.startswith(_AND_OTHERS)
            and unknown(written)
            and not compounded(written)
        ):
            yield written, 2
        if gap in _OPEN:
            if _tells_of_the_next(written) or _tells_of_the_one_before(following.text):
                yield from _side_by_side(text, row, index, gap)
        elif gap in _BESIDE and not (headline and "," in gap):
            yield from _beside(word, following)
    yield from surroundings(text, row)
    if row:
        yield from _first(text, row[0], headline=headline)


def _buyer(stem: str, following: Word) -> Iterator[Found]:
    """The subject of a purchase where it is a name nobody has seen: no plain word, no person, none that is only described."""
    if len(stem) < _SHORTEST_BUYER or stem.endswith(_NO_BUYERS) or person_shaped(stem) or compounded(stem):
        return
    if unknown(stem) and not _DESCRIBING.search(following.text):  # "연구진이 모인 ‘두레’에"
        yield stem, 2


def led_by_brackets(text: str) -> Iterator[str]:
    """The names whose head the brackets behind them give; with the word before it where one is only a kind of company."""
    for match in _LED.finditer(text) if "(" in text else ():
        head, name = match["head"], match["name"]
        if name in lexicon().company_endings and head and unknown(head):
            yield f"{head} {name}"
        elif namelike(name) and name not in lexicon().common:
            yield name


@lru_cache(maxsize=65536)
def _tells_of_the_next(text: str) -> bool:
    """Whether what stands behind the word may be a name because of it."""
    words = lexicon()
    kind = is_kind(text) or (text[-1] == "인" and is_kind(text[:-1]))
    lists = (_origins(), words.firm_kinds, words.taken, _LETTERED)
    return kind or text == "산하" or any(text in listed for listed in lists)


@lru_cache(maxsize=65536)
def _tells_of_the_one_before(text: str) -> bool:
    """Whether what stands before the word may be a name because of it."""
    words = lexicon()
    last = text in words.last_words or split_particle(text)[0] in words.last_words
    return last or text in words.coming or text.startswith((*_OF_A_MINISTRY, *_SHARES, *words.taking, *words.offices))


def _side_by_side(text: str, row: Sequence[Word], index: int, gap: str) -> Iterator[Found]:
    """The names that a word at `index` and the next one show together.

    Asked only where one of the two tells of the other (`_tells_of_the_next`, `_tells_of_the_one_before`): few pairs do.
    """
    words, origins = lexicon(), _origins()
    word, following = row[index], row[index + 1]
    written = word.text
    if written in origins or is_kind(written) or (written[-1] == "인" and is_kind(written[:-1])):
        yield from _apposed(text, row, index + 1, origin=written in origins)
    if gap != " ":
        return
    if written in words.firm_kinds:
        yield from _firm(text, row, index)
    below = written == "산하" and index > 0 and row[index - 1].text in words.government
    if below and following.stem.endswith(words.foreign_institutes) and _names_an_institute(following.stem):
        yield following.stem, 2  # "교육부 산하 보라교육과학원"
    if written[-1] == "부" and len(written) >= 3 and following.text.startswith(_OF_A_MINISTRY):
        yield written, 2
    yield from _with_next(word, following)
    seat = row[index + 2] if following.text in words.coming and index + 2 < len(row) else None
    seated = seat is not None and seat.particle in _SEATS and seat.text.startswith(words.offices)
    leads = index > 0 and row[index - 1].particle in ("을", "를")  # "합작사를 이끌 초대 대표에는"
    if seated and not leads and not word.particle and unknown(written):
        yield written, 2  # "해든텍 새 대표에"
    before_office = not word.particle and following.text.startswith(words.offices)
    after_name = before_office and bool(index) and full_name(row[index - 1].text) and len(written) >= 3
    if after_name and sounds_foreign(row[index - 1].text) > CLEARLY and sounds_foreign(written) > CLEARLY:
        return  # "오노다 겐스케 사장": a foreign name of two words
    if after_name and (unknown(written) or _named_lab(written)):
        yield written, 2  # "방이섭 우진액추에이터 회장"


def _named_lab(word: str) -> bool:
    """Whether a company calls itself a lab and the word before the ending is no field of work: 바람개비랩."""
    return word.endswith("랩") and len(word) >= 4 and strange(word[:-1])


def _first(text: str, first: Word, *, headline: bool) -> Iterator[Found]:
    """A name that opens the sentence: "오르빗, …" in a headline, "오르빗은 …" in the text."""
    pointed = headline and text[first.end : first.end + 1] in (",", "，", "·")
    topic = first.particle in ("은", "는", "이", "가") and first.start <= 1
    if pointed and namelike(first.text) and (not person_shaped(first.text) or first.start):
        yield first.text, 1  # "오르빗, …", "◆이지온, …"
    elif (
        not pointed
        and topic
        and unknown(first.stem)
        and first.stem not in lexicon().nouns
        and not compounded(first.stem)
        and ("공시" in text or not person_shaped(first.stem))
    ):
        yield first.stem, 1


def _with_next(word: Word, following: Word) -> Iterator[Found]:
    """A foreign name of two words ("헬마 로보틱스"); what is taken over ("사쿠라메드 인수를", "인수한 큐브릭스를")."""
    words = lexicon()
    ending = following.stem if following.stem in words.last_words else following.text
    if word.text in _LETTERED and LATIN.fullmatch(following.stem) and following.stem not in words.not_latin:
        yield f"{word.text} {following.stem}", 2
    foreign = ending in words.last_words and ending not in words.loose_last_words
    subject = word.particle and shaped(word.stem)  # "누리텔레콤이 바이오 기업과"
    if foreign and not subject and word.particle not in _NOT_BEFORE_A_LAST_WORD and unknown(word.text):
        yield f"{word.text} {ending}", 2
    if not word.particle and following.text.startswith(_SHARES) and unknown(word.text):
        yield word.text, 2
    if word.text in words.taken and following.particle and unknown(following.stem):
        yield following.stem, 2
    if following.text.startswith(words.taking):
        if word.particle in ("을", "를") and unknown(word.stem):
            yield word.stem, 2
        elif not word.particle and unknown(word.text) and following.text[:2] in ("인수", "합병"):
            yield word.text, 2


def _firm(text: str, row: Sequence[Word], index: int) -> Iterator[Found]:
    """A firm said with its kind: "법무법인 누리의", "회계법인 새벽 대표"."""
    words = lexicon()
    kind, name = row[index].text, row[index + 1]
    following = row[index + 2] if index + 2 < len(row) and text[name.end : row[index + 2].start] == " " else None
    sure = following is not None and not name.particle and following.text.startswith(words.firm_people)
    if name.stem not in words.not_names and (sure or (name.particle in _OF_A_FIRM and unknown(name.stem))):
        yield f"{kind} {name.text if sure else name.stem}", 2


def _other_side(text: str, word: Word, following: Word) -> Iterator[Found]:
    """The other side of a deal: "대흥전선과 두원파워는 합작사를", where one side shows itself."""
    stem = following.stem
    beside = text[word.end : following.start] == " " and following.particle in ("은", "는", "이", "가", "의")
    if beside and unknown(stem) and len(stem) >= 3 and not person_shaped(stem) and not compounded(stem):
        yield stem, 2


def _beside(word: Word, other: Word) -> Iterator[Found]:
    """Names in a row: one that shows itself vouches for its neighbour."""
    for known, stem in ((word, other.stem), (other, word.text)):
        if (shaped(known.text) or shaped(known.stem)) and unknown(stem) and not person_shaped(stem):
            yield stem, 1


def _apposed(text: str, row: Sequence[Word], index: int, *, origin: bool) -> Iterator[Found]:
    """The name that begins at `index`, right after a country or a kind noun."""
    words = lexicon()
    word = row[index]
    following = row[index + 1] if index + 1 < len(row) and text[word.end : row[index + 1].start] == " " else None
    if is_kind(word.text) or word.text in words.places or word.stem in words.places:
        return
    if word.stem.endswith(words.foreign_institutes) and word.particle in _CASES:
        if _names_an_institute(word.stem):
            yield word.stem, 2
    elif following is not None and not word.particle and following.stem.endswith(words.foreign_institutes):
        if unknown(word.text):
            yield f"{word.text} {following.stem}", 2  # "미국 듀란트 암연구소와"
    elif following is not None and not word.particle and following.stem in words.last_words and namelike(word.text):
        yield f"{word.text} {following.stem}", 1 if following.stem in words.common and not unknown(word.text) else 2
    elif word.particle in _CASES and namelike(word.stem):
        if following is None or not following.text.startswith(words.titles_after_people):
            town = origin and particle_of_place(word)
            plain = not unknown(word.stem) or word.stem in words.nouns
            yield word.stem, 1 if plain or town else 2
    elif text[word.end : word.end + 1] in _CLOSED and namelike(word.text) and not _TERM.match(text, word.end):
        yield word.text, 2 if unknown(word.text) else 1
    elif following is not None and not word.particle and unknown(word.text):
        if following.stem in words.after_names or following.text[0].isdigit():
            yield word.text, 2
        elif (
            following.particle in _CASES
            and not is_kind(following.stem)
            and namelike(following.stem)
            and not following.text.startswith(words.titles_after_people)
        ):
            yield f"{word.text} {following.stem}", 1 if following.stem in words.common else 2


def particle_of_place(word: Word) -> bool:
    """As in "호주 퍼스에": a word behind a country with such a particle is a town as often as a company."""
    return word.particle in ("에", "에서", "에는", "에도", "에서는")


def _names_an_institute(stem: str) -> bool:
    """As in "영국 웨섹스유전체연구소": the part before the ending is a name and no field of research."""
    words = lexicon()
    head = stem.removesuffix(next(end for end in words.foreign_institutes if stem.endswith(end)))
    if len(head) < 2 or head in words.common or head in words.generic_heads:
        return False
    return not research_word(head)
