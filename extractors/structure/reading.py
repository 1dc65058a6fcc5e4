"""Cut an article into its own sentences."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice

from extractors.document import Document, Role, Sentence
from extractors.structure.lines import ITEM_MARK, Line, is_caption, is_marked, is_prose, lines
from extractors.structure.noise import LONGEST, Effect, NoiseRule, noise_of
from extractors.structure.rows import LINK_ITEM, cells, is_listing, ordered, rows, split_lists
from extractors.structure.sentences import spans, without_dateline
from facts.articles import Article

LIMIT = 100_000
"""Characters of an article that are read; the longest personnel lists have a fifth of that."""
MOST = 3_000
"""Sentences and rows of an article that are read; the longest personnel lists have a third of that."""

_NO_LETTERS = re.compile(r"[\W_]+")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_COLUMN = re.compile(r"^\W*(?:\d{1,2}일\s?)?(?:인사|부고|부음|궂긴\s?소식|인사·부고)\b")
_ORDERS = re.compile(r"인사|보직|임원|명단|승진|집행부")
_LONGEST_HEADER = 400
_HEADER = re.compile(
    r"글자\s?크기(?:\s?(?:설정|변경|조절|조정))?|(?:^|\s)가\s(?:작게|보통|크게)(?=\s)|공유하기|URL\s?복사|스크랩\s|프린트\s|인쇄\s|북마크\s"
    r"|(?:입력|수정|최종수정|발행일|지면|등록|승인|송고(?:시간)?)\s?:?\s?\d{4}[-./]\s?\d{1,2}[-./]\s?\d{1,2}\.?(?:\s?(?:오전|오후)?\s?\d{1,2}:\d{2}(?::\d{2})?)?(?:\s\d+면)?"
)
_ANY_MARK = re.compile(rf"[{ITEM_MARK}]")
_STAMP = re.compile(r"\d|글자")
_FULL_STOP = re.compile(r"[가-힣][다요죠]\.")
_MENU = re.compile(
    r"(?:^|[\s·|/,])(?:종합|정치|경제|사회|산업|기업|금융|증권|부동산|국제|세계|문화|연예|스포츠|오피니언|사설|라이프|포토|영상|뉴스|전국|지역|피플|홈|IT|과학|특집|기획)(?=$|[\s·|/,])"
)
"""Names of sections: three in a line make a menu."""
_ITEM_HEAD = re.compile(rf"[{ITEM_MARK}]\s?[^\s,·–-]{{2,20}}(?: [^\s,·–-]{{1,12}})?[,·–-]")
_GLUED_SECTION = re.compile(r"(?<=[다요”\"]\.)\s*(?=[◇◆■□●])|(?<=다\.[”\"])\s*(?=[◇◆■□●])")


def read_structure(article: Article) -> Document:
    """The article's own sentences, in order, with what part of the page each is; noise is left out.

    `sentence.text == article.content[sentence.start:sentence.end]` for every sentence. Nothing past `LIMIT` characters
    or `MOST` sentences is read. Text that stands on the page twice is kept once. Sentences
    with half a surrogate pair, which no evidence could quote in UTF-8, are left out. Linear in the length of the text;
    raises nothing.
    """
    content = article.content[:LIMIT]
    found = tuple(islice(_sentences(content, len(article.title)), MOST))
    return Document(article=article, sentences=found)


def _sentences(content: str, title_length: int) -> Iterator[Sentence]:
    seen: set[str] = set()
    paragraph = section = 0
    own = list(_own_lines(content, title_length))
    items = _items(own)
    for line, role in own:
        paragraph += 1
        section += line.start in items
        whole = role in {Role.HEADLINE, Role.LIST}
        offset = 0 if whole else without_dateline(line.text)
        ranges = [(0, len(line.text))] if whole and len(line.text) <= 1500 else _spans(line.text[offset:])
        for first, last in ranges:
            text = line.text[offset + first : offset + last] if not whole else line.text[first:last]
            start = line.start + first + (0 if whole else offset)
            key = _key(text)
            if (not key and role is not Role.LIST) or (key in seen and (len(key) >= 12 or role is not Role.LIST)):
                continue
            if (not whole and noise_of(text) is not None) or _SURROGATE.search(text):
                continue
            seen.add(key)
            yield Sentence(text=text, start=start, role=role, paragraph=paragraph, section=section)


def _items(own: Sequence[tuple[Line, Role]]) -> set[int]:
    """Where the items of a round-up begin: paragraphs of prose behind a mark, or headings behind one that begin with
    whom they are about ("◆한별전자, 연구소 개소"), two at least of either kind.
    """
    marked = [line.start for line, role in own if role is Role.BODY and line.text[0] in ITEM_MARK]
    headed = [line.start for line, role in own if role is Role.HEADLINE and _ITEM_HEAD.match(line.text)]
    return {start for starts in (marked, headed) if len(starts) > 1 for start in starts}


@lru_cache(maxsize=512)  # both are asked twice of most lines
def _spans(text: str) -> tuple[tuple[int, int], ...]:
    return tuple(spans(text))


@lru_cache(maxsize=512)
def _key(text: str) -> str:
    """What makes two sentences the same: letters and digits."""
    return _NO_LETTERS.sub("", unicodedata.normalize("NFKC", text)).casefold()


def _split_sections(found: Iterator[Line]) -> Iterator[Line]:
    """Section headings that the page glued to the sentence before them become lines of their own."""
    for line in found:
        start = 0
        for match in _GLUED_SECTION.finditer(line.text):
            yield Line(line.text[start : match.start()], line.start + start)
            start = match.end()
        yield Line(line.text[start:], line.start + start) if start else line


def _without_header(line: Line) -> Line:
    """The line without date, section and buttons that the page glued before its first sentence."""
    head = line.text[:_LONGEST_HEADER]
    found = list(_HEADER.finditer(head))
    last = found[-1] if found else None
    # One button's word alone ("공유하기 기능을 …") may be the text's own.
    if (
        last is None
        or (len(found) < 2 and not _STAMP.search(last.group()))
        or last.end() >= len(line.text) - 20
        or _FULL_STOP.search(head[: last.end()])
    ):
        return line
    text = line.text[last.end() :].lstrip(" |·-/")
    return Line(text, line.end - len(text)) if is_prose(text) else line


def _own_lines(content: str, title_length: int) -> Iterator[tuple[Line, Role]]:
    found = lines(content)
    if _ANY_MARK.search(content):
        found = split_lists(_split_sections(found))
    body = [_without_header(line) for line in found]
    if body and body[0].start < title_length:
        title = body.pop(0)
        yield title, Role.HEADLINE
        title_key = _key(title.text)
    else:
        title_key = ""
    column = bool(_COLUMN.match(content[:title_length]))
    prose = [is_prose(line.text) and not is_listing(line.text) for line in body]
    orders = column or _ORDERS.search(content[:title_length]) is not None
    noise = [
        None if orders and ordered(line.text, column=column) else _noise_of_line(line.text, is_text)
        for line, is_text in zip(body, prose, strict=True)
    ]
    stop = _end_of_article(body, prose, [rule is not None and rule.effect is Effect.END for rule in noise])
    is_noise = [rule is not None for rule in noise]
    in_cells = cells(body, prose, is_noise)
    listed = rows(body, prose, is_noise, in_cells, column=column, orders=orders)
    own = [p or r for p, r in zip(prose, listed, strict=True)]
    last_own = max((at for at in range(stop) if own[at] and noise[at] is None), default=-1)
    first_own = next((at for at in range(stop) if own[at] and noise[at] is None), stop)
    in_links = False
    several_marked = sum(is_text and line.text.startswith("▲") for line, is_text in zip(body, prose, strict=True)) >= 3
    for at in range(stop):
        line, rule = body[at], noise[at]
        if rule is not None and at not in in_cells:
            in_links = in_links or rule.effect is Effect.LINKS
            continue
        if in_links and (not own[at] or LINK_ITEM.match(line.text)):
            continue
        in_links = False
        key = _key(line.text)
        if title_key and (key == title_key or (title_key in key and len(key) < len(title_key) + 20 and not prose[at])):
            continue
        if listed[at]:
            yield line, Role.LIST
        elif is_caption(line.text):
            yield line, Role.CAPTION
        elif prose[at]:
            yield line, Role.CAPTION if line.text.startswith("▲") and not several_marked else Role.BODY
        elif _is_heading(line, at, first_own, last_own):
            yield line, Role.HEADLINE


def _noise_of_line(text: str, is_text: bool) -> NoiseRule | None:
    """The rule by which a whole line goes: one that finds its form in the first sentence, later ones go by themselves."""
    if len(text) > LONGEST:
        return None
    if not is_text:
        return noise_of(text)
    first = next(iter(_spans(text)), None)
    return noise_of(text[: first[1]]) if first else None


def _is_heading(line: Line, at: int, first: int, last: int) -> bool:
    """Whether a line without a full sentence is a heading of the article: above its text, or between with its mark.

    A line between paragraphs without a mark is as likely the headline of another story as a heading of this one.
    """
    if at > last or len(line.text) > 120 or LINK_ITEM.match(line.text):
        return False
    if at < first:
        plain = " | " not in line.text and len(_MENU.findall(line.text)) < 3
        return at >= first - 4 and len(line.text) >= 10 and " " in line.text and plain
    if not is_marked(line.text):
        return False
    return len(line.text) >= 8 or (len(line.text) >= 4 and " " in line.text)


def _end_of_article(body: Sequence[Line], prose: Sequence[bool], ends: Sequence[bool]) -> int:
    """The first line that closes the article with more of it above than below; the number of lines where none does."""
    total = sum(len(line.text) for line, is_text in zip(body, prose, strict=True) if is_text)
    above = marked = 0
    for at, line in enumerate(body):
        if ends[at] and at and (above * 2 >= total and (above or marked)):
            return at
        above += len(line.text) if prose[at] else 0
        marked += is_marked(line.text)
    return len(body)
