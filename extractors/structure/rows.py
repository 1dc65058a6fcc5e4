"""Which lines of an article are rows of a personnel list or a table, and what heads them.

A list is told by its neighbours: once a heading or a row with its mark has been seen, what follows is read as rows as long as
each line holds nothing but names, posts and headings. The words of posts and the look of names decide, no length alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractors.names.naming import foreign, korean, surname
from extractors.names.titles import TitleKind, lexicon, read_title
from extractors.structure.lines import LIST_MARK, Line, is_caption, is_marked

LINK_ITEM = re.compile(r"^(?:[·ㆍ•\-–*]|\d{1,2}(?:위|[.)]|\s)|[①-⑳])\s*")
"""How the items of other lists than those of posts begin: links to other stories, points of a summary."""
SECTION = re.compile(r"^[◇◆■□●▶]")
_TABLE_HEAD = re.compile(r"(?:구분|성명|이름|직위|직급|직책|보직|현직|신임|소속|부서|전보)(?:\s+|$)")
_COLUMN_HEAD = re.compile(
    r"(?:(?:현재|현|전|신|새|구|기존|종전|직전|이전|변경\s?[전후]|신임|신규|주요|담당)\s?)?"
    r"(?:구분|성명|이름|성함|직위|직급|직책|직함|보직|현직|소속|부서|담당|업무|발령|인사|생년(?:월일)?|나이|비고|경력|학력|회사|계열사|기관|번호|순번|연번)"
    r"(?:\s?\([^()]{1,6}\))?"
)
_IN_CELLS = 1000
_FEWEST_HEADS = 3
_LONGEST_CELL = 30
_LONGEST_GROUP = 14
"""Characters of a heading such as "◇상무 신규 선임"."""
_NO_CELL = re.compile(r"[-–—·]")
_GROUP = re.compile(r"승진|전보|선임|신규|보임|임명|위촉|발령|내정|유임|연임|퇴임|영입|인사|[가-힣]급")
_TABLE_ROW = re.compile(r"^(?:승진|전보|영입|신규|선임|신임|위촉|퇴임|보임|내정|발령|겸직|유임)\s")
_LIST_LEAD = re.compile(r"(?:명단|다음은|인사\s*내용|인사\s*발령|승진\s*및|다음과 같다|인사[>〉》】\]])")
_NAME_AND_TITLE = re.compile(
    r"(?:^|[\s▲△▷▽○●◇◆□■▦·<〈〔>\]])(?:대표이사|대표|회장|부회장|사장|부사장|전무|상무|이사|감사|[가-힣A-Za-z]{1,12}(?:장|담당|총괄|위원|임원))(?:$|[\s(,·>〉〕:=])"
)
_DEATH = re.compile(r"(?:별세|타계|소천|선종)(?=[,=\s]).{0,200}(?:상=|발인|빈소|장례식장)|씨\s?[가-힣]{1,3}상\s?=")
"""An entry of an obituary column, whatever else stands on the page."""
_IN_ENTRY = 400
_LONGEST_ROW = 80
_BRACKETS = re.compile(r"\s*[(（\[〔][^()（）\[\]〔〕]*[)）\]〕]\s*")
_PARTS = re.compile(r"\s*[,，/·ㆍ]\s*")
_PAIR = re.compile(r"\s*[:：=]\s*")
_POST_IN_BRACKETS = re.compile(r"^[\[<〈〔［](?P<post>[^\[\]<>〈〉〔〕［］]{2,12})[\]>〉〕］]\s*")
_POST_IN_BRACKETS_INSIDE = re.compile(r"\s*[\[<〈〔［][^\[\]<>〈〉〔〕［］]{2,12}[\]>〉〕］]\s*")
_RECORD = re.compile(rf"(?:{_COLUMN_HEAD.pattern})\s?[:：]\s*\S")
"""A line that gives one field of a person: "성명 : 홍길동", "직위 : 상무"."""
_FIELD = re.compile(r"^(?:[-–·•*○]\s*)?변경\s?[전후](?:\s?대표이사)?\s*[:：]\s*\S")
_FIELD_BESIDE = re.compile(r"^(?:[-–·•*○]\s*)?(?:변경\s?일자?|(?:변경\s?)?사유)\s*[:：]\s*\S")
_MOVE = re.compile(
    r"^(?:[-–·•*○]\s*)?[^:：]{0,12}(?:이사|감사|위원|사장|회장)[^:：]{2,30}[:：]\s*\d{4}[-./]\s?\d{1,2}[-./]\s?\d{1,2}\.?\s.{0,30}(?:임|사임|선임)"
)
"""Fields of the form by which a change of the head of a firm is disclosed, and dated moves of officers."""
_INLINE_MARK = re.compile(rf"(?:^|(?<=[\s.)\]>:])|(?<=[가-힣]))[{LIST_MARK}▶]")
_FEWEST_INLINE = 3
_LONGEST_ENTRY = 70
_ENDS_A_LEAD = (".", ":", ")", "]", ">", "다", "”", '"', "발령", "인사", "명단")
_VERB_END = re.compile(r"다[.”\"]*$")


def is_listing(text: str) -> bool:
    """Whether the line is a row of several entries behind one mark: no sentence, however long."""
    if _INLINE_MARK.match(text) is None:
        return False
    starts = [match.start() for match in _INLINE_MARK.finditer(text)]
    if len(starts) < _FEWEST_INLINE or len({text[at] for at in starts}) > _FEWEST_INLINE:
        return False
    return _are_entries([text[a:b] for a, b in zip(starts, [*starts[1:], len(text)], strict=True)])


def _are_entries(pieces: Sequence[str]) -> bool:
    short = all(len(piece) <= _LONGEST_ENTRY and _VERB_END.search(piece.strip()) is None for piece in pieces)
    posts = sum(_NAME_AND_TITLE.search(piece) is not None for piece in pieces)
    return short and posts * 2 >= len(pieces)


def split_lists(found: Iterator[Line]) -> Iterator[Line]:
    """Lists of posts that the page runs on behind a sentence ("… 다음과 같다. ▲기획실장 아무개 ▲…") become lines of their own."""
    for line in found:
        first = _INLINE_MARK.search(line.text)
        head = line.text[: first.start()].rstrip() if first is not None else ""
        if (
            first is not None
            and head
            and len(head) > 1
            and head.endswith(_ENDS_A_LEAD)
            and is_listing(line.text[first.start() :])
        ):
            yield Line(head, line.start)
            yield Line(line.text[first.start() :], line.start + first.start())
        else:
            yield line


def cells(body: Sequence[Line], prose: Sequence[bool], noise: Sequence[bool]) -> set[int]:
    """Lines of tables that the page flattened to a cell a line: three heads or more, and all below them up to other text.

    A dash for an empty cell is one, though a line of marks is noise elsewhere.
    """
    found: set[int] = set()
    heads = 0
    for at, line in enumerate(body):
        if _COLUMN_HEAD.fullmatch(line.text):
            heads += 1
            continue
        empty = heads == _IN_CELLS and _NO_CELL.fullmatch(line.text) is not None
        other = prose[at] or noise[at] or is_marked(line.text) or len(line.text) > _LONGEST_CELL
        if heads >= _FEWEST_HEADS and (empty or not other):
            if heads != _IN_CELLS:
                found.update(range(at - heads, at))
                heads = _IN_CELLS
            found.add(at)
            continue
        heads = 0
    return found


def rows(
    body: Sequence[Line],
    prose: Sequence[bool],
    noise: Sequence[bool],
    in_cells: set[int],
    *,
    column: bool,
    orders: bool,
) -> list[bool]:
    """Which lines are rows of a personnel list or table, or its headings.

    `column` tells that the whole article is one, `orders` that its title speaks of appointments: two lines in a row that hold
    nothing but people begin a list there.
    """
    found = [False] * len(body)
    in_list = column
    people = [
        orders and not (prose[at] or noise[at]) and holds_people(LINK_ITEM.sub("", line.text, count=1))
        for at, line in enumerate(body)
    ]
    for at, line in enumerate(body):
        text = line.text
        if at in in_cells:
            in_list = found[at] = True
            continue
        if noise[at]:
            in_list = False
            continue
        if _DEATH.search(text[:_IN_ENTRY]) or _in_form(body, at):
            found[at] = True
            continue
        if len(_TABLE_HEAD.findall(text)) >= _FEWEST_HEADS:
            in_list = found[at] = True
        elif prose[at] and not (column and is_marked(text) and not text.endswith(("다.", "다.”"))):
            in_list = bool(_LIST_LEAD.search(text[-60:]))
            if text.startswith("▲") or SECTION.match(text):
                continue
            found[at] = in_list and is_marked(text)
        elif _headed(text) or (orders and ordered(text, column=column)) or (orders and _RECORD.match(text)):
            in_list = found[at] = True
        elif is_marked(text):
            found[at] = not is_caption(text) and (
                in_list
                or column
                or _NAME_AND_TITLE.search(text) is not None
                or (not SECTION.match(text) and len(text) <= _LONGEST_GROUP and _GROUP.search(text) is not None)
            )
            in_list = in_list or found[at]
        elif _LIST_LEAD.search(text):
            in_list = True
            found[at] = text[0] in "<〈《【[〔"
        elif in_list or (people[at] and any(people[at + 1 : at + 2])):
            found[at] = _is_row(text, column=column)
            in_list = in_list or found[at]
        elif _TABLE_ROW.match(text) and _NAME_AND_TITLE.search(text):
            found[at] = in_list = True
    for at in range(len(body) - 2, -1, -1):  # what heads a row is a row
        heads = is_marked(body[at].text) and len(body[at].text) <= 40 and not (prose[at] or noise[at])
        found[at] = found[at] or (heads and found[at + 1])
    return found


def _in_form(body: Sequence[Line], at: int) -> bool:
    """Whether a line is a field of a disclosed change, beside another of its fields, or tells an officer's move with its day."""
    text = body[at].text
    if _MOVE.match(text):
        return True
    beside = [line.text for line in body[max(at - 3, 0) : at + 4] if line is not body[at]]
    fields = any(_FIELD.match(other) for other in beside)
    return fields and (_FIELD.match(text) or _FIELD_BESIDE.match(text)) is not None


def _is_row(text: str, *, column: bool) -> bool:
    """Whether a line without a mark, inside a list, is one of its rows."""
    if _TABLE_ROW.match(text) is not None:
        return True
    if LINK_ITEM.match(text):
        return holds_people(LINK_ITEM.sub("", text, count=1))
    if (len(text) <= _LONGEST_ROW or text[0] == "▶") and (column or _NAME_AND_TITLE.search(text) is not None):
        return True
    return holds_people(text)


def _headed(text: str) -> bool:
    """Whether a post in brackets heads a line of people: "[사외이사] 홍길동(가람대 교수), 이몽룡"."""
    match = _POST_IN_BRACKETS.match(text)
    title = read_title(match["post"].split()[-1]) if match is not None and match["post"].strip() else None
    if match is None or title is None or title.kind is TitleKind.PERSONAL or title.particle:
        return False
    rest = text[match.end() :]
    return holds_people(_POST_IN_BRACKETS_INSIDE.sub(", ", rest)) if rest else False


def holds_people(text: str) -> bool:
    """Whether the line is nothing but people, with or without their posts: "표가람 하솔", "노단비(경제학과) 교무처장"."""
    parts = [part for part in _PARTS.split(_BRACKETS.sub(" ", text)) if part.strip()]
    return bool(parts) and all(map(_is_person, parts))


def _is_person(part: str) -> bool:
    words = _PAIR.sub(" ", part).split()
    if not words or len(words) > 10:
        return False
    read = [read_title(word) for word in words]
    if any(title is not None and title.particle for title in read):
        return False
    personal = [title is not None and title.kind is TitleKind.PERSONAL for title in read]
    titles = sum(title is not None for title in read) - sum(personal)
    if any(personal) and not titles:
        return False
    words = [word for word, of_a_person in zip(words, personal, strict=True) if not of_a_person]
    names = [word for word in words if korean(word) and read_title(word) is None]
    if 0 < titles < len(words):
        if read_title(words[-1]) is not None:
            return _looks_like_a_name(words[0]) or (len(words) > 1 and max(korean(words[-2]), foreign(words[-2])) == 2)
        return _looks_like_a_name(words[-1])
    if len(words) > 1 and korean(words[-1]) == 2 and words[-2].endswith(lexicon().units):
        return True
    if len(names) == len(words):
        return any(korean(word) == 2 for word in words) or len(words) == 1
    given = words[:-1] if len(words[-1]) == 1 and surname(words[-1]) else words  # "크리스 한"
    return (
        2 <= len(words) <= 4
        and all(foreign(word) or korean(word) for word in given)
        and any(foreign(word) == 2 for word in given)
    )


def _looks_like_a_name(word: str) -> bool:
    if read_title(word) is not None:
        return False
    return korean(word) > 0 or foreign(word) == 2 or (len(word) in (2, 3) and surname(word[0]))


def ordered(text: str, *, column: bool) -> bool:
    """Whether a line behind the mark of a link heads people or tells of some: "▶ 상무 승진", in a column "▶IB본부장 홍길동"."""
    if text[0] != "▶":
        return False
    heads = len(text) <= _LONGEST_GROUP and _GROUP.search(text) is not None
    return heads or (
        column and (_NAME_AND_TITLE.search(text) is not None or _GROUP.search(text[:_LONGEST_GROUP]) is not None)
    )
