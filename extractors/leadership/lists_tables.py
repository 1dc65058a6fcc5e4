"""Tables of personnel: what their columns hold, and the person of each row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from extractors.document import Document, Sentence
from extractors.leadership.lists_entries import Entry, posts
from extractors.leadership.lists_headings import group_of
from extractors.leadership.lists_names import fits, leading_name
from extractors.leadership.lists_words import bracketed, segments, title_of, without_brackets, words
from extractors.names.naming import foreign
from extractors.names.titles import Title, TitleKind
from facts.claims import LeadershipEvent

CELLS = re.compile(r"[|\t\n]")
_FEWEST_COLUMNS = 3
_OFFICIAL = re.compile(r"[가-힣]{2,}(?:관|감시인|변리사|감사)$")
_LATIN = re.compile(r"[A-Z][\w.'’-]+(?:\s[A-Z][\w.'’-]*){0,3}")
_FIELD = re.compile(r"(?P<head>[가-힣() ]{2,10}?)\s?[:：]\s*(?P<cell>\S.*)")
_EMPTY = frozenset({"-", "–", "—", "·", ""})
_COMING = re.compile(r"(?:신임|신규|새|신|변경후)(?=보직|직책|직위|직급|소속|담당)")
_GOING = re.compile(r"(?:현재|현|전|구|기존|종전|직전|이전|변경전)(?=보직|직책|직위|직급|소속|담당|부서|업무|직함)")


@dataclass(frozen=True, slots=True)
class Table:
    """What the columns of a table hold; `cells` whether a mark parts them or only a space."""

    columns: tuple[str, ...]
    cells: bool


def column_of(head: str) -> str | None:
    """What a column holds, by its head: "현 보직", "새 직책", "성명(한자)"; None where the word heads none."""
    head = re.sub(r"\s|\([^()]*\)$", "", head)
    known = words().columns
    if head in known:
        return known[head]
    if (going := _GOING.match(head)) is not None and head[going.end() :] in known:
        return "old"
    if (coming := _COMING.match(head)) is not None:
        plain = known.get(head[coming.end() :])
        return "post" if plain == "unit" else plain
    return None


def rows_of_cells(document: Document, rows: Sequence[Sentence]) -> Iterator[Sentence]:
    """Tables that a page flattened to a cell a line, put back to a row a sentence; all other rows as they are.

    The table ends where the column of the names holds none.
    """
    at = 0
    while at < len(rows):
        fields = _fields(rows, at)
        if fields > 1:
            yield _joined(document, rows[at : at + fields])
            at += fields
            continue
        columns: list[str] = []
        while at + len(columns) < len(rows) and (column := column_of(rows[at + len(columns)].text)) is not None:
            columns.append(column)
        heads = len(columns)
        if heads < _FEWEST_COLUMNS or "person" not in columns:
            yield rows[at]
            at += 1
            continue
        yield _joined(document, rows[at : at + heads])
        at += heads
        person = columns.index("person")
        while (
            at + heads <= len(rows)
            and not any(segment.mark not in {"", "-", "–"} for segment in segments(rows[at].text))
            and _may_be_person(rows[at + person].text)
        ):
            yield _joined(document, rows[at : at + heads])
            at += heads


def _fields(rows: Sequence[Sentence], at: int) -> int:
    """How many rows from `at` on give one field each of one person ("성명 : 홍길동", "직위 : 상무"); 0 for other rows."""
    seen: set[str] = set()
    while (told := _FIELD.fullmatch(rows[at + len(seen)].text)) is not None:
        column = column_of(told["head"])
        if column is None or column in seen or (not seen and column != "person"):
            break
        seen.add(column)
        if at + len(seen) == len(rows):
            break
    return len(seen)


def record_entry(row: str) -> Entry | None:
    """The person of whom each line of the row gives one field."""
    told = [match for line in row.split("\n") if line.strip() and (match := _FIELD.fullmatch(line.strip())) is not None]
    by_column = {column: match["cell"] for match in told if (column := column_of(match["head"])) is not None}
    return _from_columns(by_column) if len(by_column) > 1 else None


def _joined(document: Document, cells: Sequence[Sentence]) -> Sentence:
    return replace(cells[0], text=document.article.content[cells[0].start : cells[-1].end])


def _may_be_person(cell: str) -> bool:
    name = without_brackets(cell)
    if not name or len(name) > 20 or title_of(name) is not None:
        return False
    tokens = name.split()
    return (
        fits(name)
        or _LATIN.fullmatch(name) is not None
        or leading_name(tokens) == (name, len(tokens))
        or all(foreign(token) for token in tokens)
    )


def table_of(row: str) -> Table | None:
    """The heads of a table, where the row is nothing else."""
    row = re.sub(r"\s*\n\s*", "|", row)
    if "|" in row or "\t" in row:
        heads = [column_of(cell) for cell in re.split(r"[|\t]", row.strip(" |"))]
        if sum(head is not None for head in heads) >= 2 and "person" in heads:
            return Table(tuple(head or "other" for head in heads), cells=True)
        return None
    tokens, columns, at = row.split(), [], 0
    while at < len(tokens):
        pair, one = column_of("".join(tokens[at : at + 2])), column_of(tokens[at])
        if pair is not None and at + 1 < len(tokens):
            columns.append(pair)
            at += 2
        elif one is not None:
            columns.append(one)
            at += 1
        else:
            return None
    return Table(tuple(columns), cells=False) if len(columns) >= _FEWEST_COLUMNS and "person" in columns else None


def table_entry(row: str, table: Table) -> Entry | None:
    """The person of a row; None where the row does not fit the columns."""
    return _from_cells(row, table) if table.cells else _from_words(row, table)


def _from_cells(row: str, table: Table) -> Entry | None:
    cells = [cell.strip() for cell in CELLS.split(row.strip(" |"))]
    if len(cells) != len(table.columns):
        return None
    by_column: dict[str, str] = {}
    for column, cell in zip(table.columns, cells, strict=True):
        by_column.setdefault(column, "" if cell in _EMPTY else cell)
    return _from_columns(by_column)


def _from_columns(by_column: Mapping[str, str]) -> Entry | None:
    person = without_brackets(by_column.get("person", ""))
    if not person or len(person) > 20 or title_of(person) is not None:
        return None
    titles: list[Title] = []
    unit: str | None = None
    for column in ("post", "rank"):
        found, named = _of_cell(by_column.get(column, ""))
        titles.extend(title for title in found if title not in titles)
        unit = unit or named
    noted = group_of(by_column.get("note", ""))
    if noted is not None:
        titles.extend(title for word in noted.titles if (title := title_of(word)) is not None and title not in titles)
    event = words().sorts.get(by_column.get("sort", "")) or (noted.event if noted is not None else None)
    left, left_at = ((), None) if event is LeadershipEvent.HOLDS else _old_post(by_column.get("old", ""), titles)
    return Entry(
        person,
        tuple(titles),
        unit or by_column.get("unit") or None,
        event=event,
        organization=by_column.get("organization") or None,
        left=left,
        left_at=left_at,
    )


def _of_cell(cell: str) -> tuple[list[Title], str | None]:
    found, unit = posts(without_brackets(cell).split())
    titles = list(found)
    if not titles and cell:
        kind = TitleKind.MINOR if _OFFICIAL.search(cell) is None else TitleKind.OFFICE
        titles, unit = [Title(text=cell, kind=kind, unit=None, length=len(cell), particle="", role="")], None
    titles.extend(title for inside in bracketed(cell) if (title := title_of(inside)) is not None)
    return titles, unit


def _old_post(cell: str, new: Sequence[Title]) -> tuple[tuple[Title, ...], str | None]:
    """The post that a row says somebody leaves, and where: only one that leads something, and is not the new one."""
    found, unit = posts(without_brackets(cell).split())
    if (
        not found
        or all(title.kind is TitleKind.MINOR for title in found)
        or {t.text for t in found} & {t.text for t in new}
    ):
        return (), None
    firm = found[-1].text in words().firm_heads and unit is not None
    return found, unit if firm else ""


def _from_words(row: str, table: Table) -> Entry | None:
    """A flattened row ("승진 가은찬 부사장 공공사업부문장 …"): names end where the first title begins, posts where a title ends."""
    tokens = without_brackets(row).split()
    at = 0
    person, event, unit = "", None, None
    by_column: dict[str, tuple[Title, ...]] = {}
    for column in table.columns:
        if at >= len(tokens):
            break
        if column == "sort":
            event = words().sorts.get(tokens[at])
            at += 1
        elif column == "person":
            lead = leading_name(tokens[at:])
            if lead is None:
                return None
            person, at = lead[0], at + lead[1]
        elif column in {"rank", "post"}:
            end = next((i for i in range(at, len(tokens)) if title_of(tokens[i]) is not None), None)
            if end is None:
                return None
            found, named = posts(tokens[at : end + 1])
            by_column[column] = found
            unit = unit or named
            at = end + 1
        else:
            break
    titles = (*by_column.get("post", ()), *by_column.get("rank", ()))
    return Entry(person, titles, unit, event=event) if person and titles else None
