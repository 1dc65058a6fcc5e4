"""One entry of a personnel list: who, which titles, which unit; the same from a row of a table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractors.leadership.lists_words import (
    Group,
    bracketed,
    is_name,
    leading_name,
    title_of,
    trailing_names,
    without_brackets,
    words,
)
from extractors.names.titles import Title, TitleKind, lexicon, read_title
from facts.claims import LeadershipEvent


@dataclass(frozen=True, slots=True)
class Entry:
    """A person of a list with what the list says of them; `left` are titles that the entry itself calls former."""

    person: str
    titles: tuple[Title, ...]
    unit: str | None
    left: tuple[Title, ...] = ()
    event: LeadershipEvent | None = None
    organization: str | None = None
    left_at: str | None = None
    """The organisation of `left`, where it is another one ("(전 두레바이오 임상실장)")."""


_MOVED = re.compile(r"(?P<name>\S+?)\s?[(（](?P<old>[^()（）]+)[)）]\s?(?:→|➝|⟶|->)\s?(?P<new>\S[^→]*)")
"""A row that gives the old post and behind an arrow the new one."""
_FORMER = re.compile(r"^(?:전|前|현|現)\s+(?P<what>.+)$")
_CUT = re.compile(r"\s*[,，/]\s*|\s+겸\s+(?=\S+\s*$)")
_ENTRY_MARK = re.compile(r"^\s*(?:\d{1,2}[.)]\s*)?")
_OFFICIAL = re.compile(r"[가-힣]{2,}(?:관|감시인|변리사|감사)$|[가-힣]*(?:발행인|편집인)$")


def entries(text: str, group: Group) -> list[Entry]:
    """The people of an entry, in either order: "상무 배수정 천우람", "오승택 리스크관리실장", "강서영업본부 계도현"."""
    text = _ENTRY_MARK.sub("", text.replace("=", " ").replace("：", " "))
    if (moved := _MOVED.fullmatch(text.strip())) is not None:
        taken, where = _posts(moved["new"].split())
        return [Entry(moved["name"], taken, where)] if taken and is_name(moved["name"]) else []
    found: list[Entry] = []
    titles: tuple[Title, ...] = ()
    unit: str | None = None
    for part in _parts(text):
        read = _entry(part, grouped=bool(group.titles or group.event or titles))
        for entry in read:
            carried = titles if not _names_a_title(part) else ()
            found.append(
                replace(entry, titles=(*entry.titles, *carried), unit=entry.unit or (unit if carried else None))
            )
        if read and read[-1].titles and _title_first(part) and _names_a_title(part):
            titles, unit = read[-1].titles, read[-1].unit
        elif _names_a_title(part):
            titles, unit = (), None
    return found


def _parts(text: str) -> list[str]:
    """The text cut at commas outside brackets, and at dots between names."""
    depth, start = 0, 0
    parts: list[str] = []
    for at, char in enumerate(text):
        if char in "(（":
            depth += 1
        elif char in ")）":
            depth = max(depth - 1, 0)
        elif depth == 0 and (char in ",，/" or (char in "·ㆍ" and _between_names(text, at))):
            parts.append(text[start:at])
            start = at + 1
    parts.append(text[start:])
    return [part.strip() for part in parts if part.strip()]


def _between_names(text: str, at: int) -> bool:
    before = re.search(r"([가-힣]+)(?:\([^()]*\))?\s?$", text[max(at - 40, 0) : at])
    after = re.match(r"\s?([가-힣]+)", text[at + 1 : at + 12])
    return before is not None and after is not None and is_name(before[1]) and is_name(after[1])


def _names_a_title(part: str) -> bool:
    return any(title_of(token) is not None for token in without_brackets(part).split())


def _title_first(part: str) -> bool:
    tokens = without_brackets(part).split()
    return bool(tokens) and title_of(tokens[-1]) is None


def _entry(part: str, *, grouped: bool) -> list[Entry]:
    tokens = [token for token in without_brackets(part).split() if token not in {"겸", "및", "씨"}]
    if not tokens or len(tokens) > 14:
        return []
    inside, left = _from_brackets(part)
    left_at = _left_at(part) if left else None
    if title_of(tokens[-1]) is None:
        people, first = trailing_names(tokens)
        titles, unit = _posts(tokens[:first])
        if not people:
            return []
        if not titles and not grouped and not inside and not left:
            return []
        if not titles and len(people) > 1 and not grouped:
            return []
        described = [
            Entry(person, titles, unit, left if len(people) == 1 else (), left_at=left_at) for person in people
        ]
        if inside and len(people) > 1:  # "하상민 유채린(수소사업담당)": the bracket belongs to the name before it
            return [_with(entry, _from_brackets(_bracket_after(part, entry.person))[0]) for entry in described]
        return [_with(entry, inside) for entry in described]
    lead = leading_name(tokens)
    if lead is None:
        return []
    titles, unit = _posts(tokens[lead[1] :])
    return [_with(Entry(lead[0], titles, unit, left, left_at=left_at), inside)]


def _left_at(part: str) -> str | None:
    """The organisation before a former title in brackets: "(전 두레바이오 임상실장)" names one, "(전 임상실장)" does not."""
    for inside in bracketed(part):
        match = _FORMER.match(inside)
        words_ = match["what"].split() if match is not None and inside[0] in "전前" else []
        if len(words_) >= 2 and title_of(words_[0]) is None and not words_[0].endswith(lexicon().units):
            return words_[0]
    return None


def _with(entry: Entry, inside: tuple[Title, ...]) -> Entry:
    extra = tuple(title for title in inside if title not in entry.titles)
    unit = entry.unit or next((title.unit for title in extra if title.unit and title.text not in lexicon().heads), None)
    return replace(entry, titles=(*entry.titles, *extra), unit=unit)


def _bracket_after(part: str, person: str) -> str:
    found = re.search(re.escape(person) + r"\s?(\([^()]*\))", part)
    return found[1] if found else ""


def _from_brackets(part: str) -> tuple[tuple[Title, ...], tuple[Title, ...]]:
    """Titles in brackets: those held or taken, and those called former."""
    now: list[Title] = []
    former: list[Title] = []
    for inside in bracketed(part):
        match = _FORMER.match(inside)
        text = match["what"] if match else inside
        is_former = match is not None and inside[0] in "전前"
        posts, _ = _posts(re.split(r"[\s,]+", text))
        (former if is_former else now).extend(posts if match is None or is_former else ())
    return tuple(now), tuple(former)


def _posts(tokens: Sequence[str]) -> tuple[tuple[Title, ...], str | None]:
    """The titles among `tokens`, and the unit that they and the words before them name."""
    titles: list[Title] = []
    unit: str | None = None
    path: list[str] = []
    for token in tokens:
        title = title_of(token)
        if title is None and _OFFICIAL.search(token):
            title = Title(
                text=token,
                kind=TitleKind.OFFICE if token.endswith(("감시인", "발행인", "편집인")) else TitleKind.MINOR,
                unit=None,
                length=len(token),
                particle="",
                role="",
            )
        if title is None:
            if read_title(token) is None:  # "연구위원", "박사" name no part of an organisation
                path.append(token)
            continue
        titles.append(title)
        # "실장" alone heads what stands before it.
        own = [*path, title.unit] if title.unit and title.text not in lexicon().heads else path
        if own and unit is None:
            unit = " ".join(own)
        path = []
    if path and unit is None and all(len(word) > 1 for word in path):
        unit = " ".join(path)
    return tuple(titles), unit


@dataclass(frozen=True, slots=True)
class Table:
    """What the columns of a table hold; `cells` whether a mark parts them or only a space."""

    columns: tuple[str, ...]
    cells: bool


def table_of(row: str) -> Table | None:
    """The heads of a table, where the row is nothing else."""
    known = words().columns
    row = re.sub(r"\s*\n\s*", "|", row)
    if "|" in row or "\t" in row:
        heads = [re.sub(r"\s", "", cell) for cell in re.split(r"[|\t]", row.strip(" |"))]
        if sum(head in known for head in heads) >= 2 and "person" in {known.get(head) for head in heads}:
            return Table(tuple(known.get(head, "old") for head in heads), cells=True)
        return None
    tokens, columns, at = row.split(), [], 0
    while at < len(tokens):
        pair = "".join(tokens[at : at + 2])
        if pair in known and at + 1 < len(tokens):
            columns.append(known[pair])
            at += 2
        elif tokens[at] in known:
            columns.append(known[tokens[at]])
            at += 1
        else:
            return None
    return Table(tuple(columns), cells=False) if len(columns) >= 3 and "person" in columns else None


def table_entry(row: str, table: Table) -> Entry | None:
    """The person of a row; None where the row does not fit the columns."""
    return _from_cells(row, table) if table.cells else _from_words(row, table)


def _from_cells(row: str, table: Table) -> Entry | None:
    cells = [cell.strip() for cell in re.split(r"[|\t\n]", row.strip(" |"))]
    if len(cells) != len(table.columns):
        return None
    by_column: dict[str, str] = {}
    for column, cell in zip(table.columns, cells, strict=True):
        by_column.setdefault(column, "" if cell in {"-", "–", "·"} else cell)
    person = without_brackets(by_column.get("person", ""))
    if not person or len(person) > 20:
        return None
    titles: list[Title] = []
    unit: str | None = None
    for column in ("post", "rank"):
        cell = by_column.get(column, "")
        found, named = _posts(without_brackets(cell).split())
        if not found and cell:
            found = (
                Title(
                    text=cell,
                    kind=TitleKind.MINOR if _OFFICIAL.search(cell) is None else TitleKind.OFFICE,
                    unit=None,
                    length=len(cell),
                    particle="",
                    role="",
                ),
            )
            named = None
        titles.extend(found)
        titles.extend(title for inside in bracketed(cell) if (title := title_of(inside)) is not None)
        unit = unit or named
    return Entry(
        person,
        tuple(titles),
        unit or by_column.get("unit") or None,
        event=words().sorts.get(by_column.get("sort", "")),
        organization=by_column.get("organization") or None,
    )


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
            found, named = _posts(tokens[at : end + 1])
            by_column[column] = found
            unit = unit or named
            at = end + 1
        else:
            break
    titles = (*by_column.get("post", ()), *by_column.get("rank", ()))
    return Entry(person, titles, unit, event=event) if person and titles else None
