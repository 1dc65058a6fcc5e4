"""Claims of personnel lists ([인사] columns, lists below an article, tables) and of obituaries."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from extractors.document import Document, Role, Sentence
from extractors.leadership.lists_entries import Entry
from extractors.leadership.lists_forms import form_claims, is_field
from extractors.leadership.lists_headings import (
    NO_GROUP,
    Group,
    bracket_group,
    date_in,
    dated_only,
    group_of,
    is_section,
    may_be_organization,
    undated,
)
from extractors.leadership.lists_leads import NO_LEAD, Lead, leads
from extractors.leadership.lists_names import is_name, only_names
from extractors.leadership.lists_obituaries import is_obituary, obituary_claims
from extractors.leadership.lists_rows import Order, entries, order_of, split_pair
from extractors.leadership.lists_tables import CELLS, Table, record_entry, rows_of_cells, table_entry, table_of
from extractors.leadership.lists_whose import date_of, days_by_organization, is_alone, organization_of
from extractors.leadership.lists_words import Segment, bracketed, segments, title_of, without_brackets, words
from extractors.names.naming import korean
from extractors.names.titles import Title, TitleKind, alike, lexicon
from facts.claims import LeadershipClaim, LeadershipEvent, Modality
from facts.dates import PartialDate

_OBITUARY = re.compile(r"^\W*(?:부고|부음|궂긴\s?소식|訃告)")
_NO_LIST = re.compile(r"동정|부음|부고|프로필|약력|이력|주요\s?경력|공시\s?내용|학력|수상자")
_HEADING_TAIL = re.compile(
    r"\s*(?:정기\s*)?(?:임원\s*)?(?:승진\s*)?(?:인사|인사\s*발령|인사\s*명단|임원\s*명단)(?:\s*명단)?$"
)
_OF_UNITS = re.compile(r"(?:신설|폐지|통합|통폐합|개편|출범|분리|해체|확대|축소|이관|명칭 변경)$")
"""What a line says of an organisation and of nobody in it."""
_COUNT = re.compile(r"\d+명?$")
_LONGEST_HEADING = 40
_LONGEST_HEAD = 30


@dataclass(frozen=True, slots=True)
class _State:
    """What the headings above a row say of it."""

    organization: str | None
    mark: str = ""
    unit: str | None = None
    group: Group = NO_GROUP
    outer: tuple[str, Group] = ("", NO_GROUP)
    """The last heading that said what happens, and its mark: ranks below it by another mark share that ("◇퇴임 <전무>")."""
    date: PartialDate | None = None
    group_date: PartialDate | None = None
    table: Table | None = None
    order: Order | None = None
    lead: Lead = NO_LEAD
    days: Mapping[str, PartialDate] = field(default_factory=dict)
    """Organisations for which a day of their own is given below the list."""
    whole: str | None = None
    """Whose the list is as a whole."""
    alone: bool = False
    """Nobody else's people stand in the list, as far as its title says."""
    entry_marks: frozenset[str] = frozenset()
    """Marks that stand before people and therefore before no heading."""


def claims(document: Document) -> tuple[LeadershipClaim, ...]:
    """The claims of all rows with the role LIST, in the order of the text; () where there are none.

    Those who hold only minor ranks (부장, 과장) are left out. A list in force after the day of publication is planned.
    """
    rows = [sentence for sentence in document.sentences if sentence.role is Role.LIST]
    if not rows:
        return ()
    if _OBITUARY.match(document.article.title):
        return tuple(claim for row in rows for claim in obituary_claims(row))
    fields = [row for row in rows if is_field(row)]
    told = tuple(form_claims(fields, organization_of(document))) if fields else ()
    rest = [row for row in rows if row not in fields] if told else rows
    return (*told, *_read(document, list(rows_of_cells(document, rest)))) if rest else told


def _read(document: Document, rows: list[Sentence]) -> Iterator[LeadershipClaim]:
    whole = organization_of(document)
    shown = [(segment, order) for row in rows for segment in segments(row.text) if (order := order_of(segment.text))]
    marks = Counter(segment.mark for segment, _ in shown)
    orders = Counter(order for _, order in shown).most_common(1)
    state = _State(
        organization=whole,
        whole=whole,
        alone=whole is not None and is_alone(document, whole),
        date=date_of(document, rows),
        days=dict(days_by_organization(document)),
        order=orders[0][0] if orders else None,
        entry_marks=frozenset(mark for mark, times in marks.items() if times > 1 and mark not in ("", "<")),
    )
    default_date = state.date
    led = leads(document)
    for row in rows:
        state = replace(state, lead=led.get(row.start, NO_LEAD))
        if is_obituary(row):
            yield from obituary_claims(row)
            continue
        if (record := record_entry(row.text)) is not None:
            yield from _claims_of(record, state, row, document)
            continue
        if (table := table_of(row.text)) is not None:
            state = replace(state, table=table)
            continue
        if state.table is not None:
            entry = table_entry(row.text, state.table)
            if entry is not None:
                yield from _claims_of(entry, state, row, document)
            if entry is not None or (state.table.cells and CELLS.search(row.text)):
                continue
        state, found = _read_row(row, state, document, default_date)
        yield from found


def _read_row(
    row: Sentence, state: _State, document: Document, default_date: PartialDate | None
) -> tuple[_State, list[LeadershipClaim]]:
    found: list[LeadershipClaim] = []
    for segment in segments(row.text):
        group = group_of(segment.text)
        if group is not None and not (state.group.titles and only_names(segment.text.split())):
            state = _with_group(state, group, segment, document)
            continue
        state = replace(state, order=order_of(segment.text) or state.order)
        inner, text = _under_head(segment.text, state, document)
        if inner is not state:
            found.extend(
                claim
                for entry in entries(text, inner.group, inner.order)
                for claim in _claims_of(entry, inner, row, document)
            )
            continue
        alone = without_brackets(segment.text)
        if not alone or all(_COUNT.sub("", word) in words().neutral for word in alone.split()):
            continue
        if _NO_LIST.search(alone):
            state = replace(state, organization=None, mark=segment.mark)
            continue
        read = [] if _stands_alone(segment, alone, state) else entries(segment.text, state.group, state.order)
        if read:
            found.extend(claim for entry in read for claim in _claims_of(entry, state, row, document))
        elif segment.mark or dated_only(segment.text) or _dated_heading(segment.text, document):
            state = _under(state, segment, document, default_date)
    return state, found


def _dated_heading(text: str, document: Document) -> bool:
    """Whether a line without a mark heads a list by the day in its brackets: "한강전자 (3월 1일자)"."""
    return any(date_in(inside, document.published) is not None for inside in bracketed(text))


def _stands_alone(segment: Segment, alone: str, state: _State) -> bool:
    """Whether one word without a title is a heading and no name."""
    if " " in alone or title_of(alone) is not None:
        return False
    if segment.mark in state.entry_marks:
        return not (state.group.titles or "(" in segment.text)
    heads = segment.mark != "" and (segment.mark in words().high_marks or segment.mark == state.mark)
    return heads or not (state.group.titles or "(" in segment.text)


def _with_group(state: _State, group: Group, segment: Segment, document: Document) -> _State:
    dated = date_in(segment.text, document.published)
    mark, outer = state.outer
    if group.event is not None:
        mark, outer = segment.mark, group if not group.titles else Group(event=group.event, planned=group.planned)
    elif mark not in ("", segment.mark):
        group = replace(group, event=outer.event, planned=group.planned or outer.planned)
        dated = dated or state.group_date
    high = segment.mark != "" and segment.mark in words().high_marks
    return replace(
        state,
        group=group,
        outer=(mark, outer),
        group_date=dated,
        # "◎보임(9일자) … ◎면보직 …": a day given once in a round of orders is that of all its groups.
        date=state.date or dated,
        unit=None if high else state.unit,
    )


def _under_head(text: str, state: _State, document: Document) -> tuple[_State, str]:
    """The state for what stands behind a head in the same line, and that: "전무 승진 : 아무개", "한강은행 : 아무개 부행장".

    The state as it is where the line has no head, or one that is the post or the name of its entry.
    """
    pair = split_pair(text)
    if pair is None:
        return state, text
    head, tail = pair
    if split_pair(tail) is not None:  # "진료부원장 : 아무개 / 연구부원장 : 아무개"
        return state, text
    if (group := group_of(head)) is not None:
        if group.event is None:
            group = replace(group, event=state.group.event, planned=group.planned or state.group.planned)
        return replace(state, group=group, group_date=date_in(head, document.published) or state.group_date), tail
    name = without_brackets(head)
    if not name or is_name(name) or title_of(name.split()[-1]) is not None or len(name) > _LONGEST_HEAD:
        return state, text
    if name.split()[-1] in words().acting:
        return state, text
    if name.endswith(lexicon().units) and state.organization is not None and (state.group.titles or state.group.level):
        return replace(state, unit=name), tail
    return replace(state, organization=name), tail


def _under(state: _State, segment: Segment, document: Document, default_date: PartialDate | None) -> _State:
    """The state below a heading that names an organisation, a part of it, a section, or a day."""
    mark, text = segment.mark, segment.text
    dated = date_in(text, document.published)
    name = _HEADING_TAIL.sub("", without_brackets(undated(text))).strip()
    if not name or dated_only(text):
        return replace(state, date=dated or state.date)
    inside = state.organization is not None and state.mark not in {"", mark}
    part = inside and name.endswith(words().unit_ends)
    # In a list of several organisations a high mark stands before them, a bracket only where it has done so before.
    sure = part or (not state.alone and mark in words().high_marks and (mark != "<" or state.mark == "<"))
    if is_section(name) or (not sure and not may_be_organization(name, state.whole, alone=state.alone)):
        return replace(state, group=NO_GROUP, group_date=None, unit=None, organization=_of_section(state, mark))
    last = name.split()[-1]
    if (
        len(name) > _LONGEST_HEADING
        or "→" in name
        or _OF_UNITS.search(name) is not None
        or mark in state.entry_marks
        or any(title_of(word) is not None for word in name.split())
        or (" " in name and is_name(last) and mark not in words().high_marks)
        or (" " in name and korean(name.split()[0]) == 2)
    ):
        return state
    if part:
        return replace(state, unit=name, group=NO_GROUP, group_date=None, table=None)
    below = inside and mark == "<"
    return _State(
        organization=name,
        mark=state.mark if below else mark,
        date=dated or state.days.get(name, state.date if below else default_date),
        days=state.days,
        group=bracket_group(text) or NO_GROUP,
        order=state.order,
        lead=state.lead,
        whole=state.whole,
        alone=state.alone,
        entry_marks=state.entry_marks,
    )


def _of_section(state: _State, mark: str) -> str | None:
    """Whose people a section holds: those of the list as a whole, where the heading stands as high as that of an organisation."""
    return state.whole or state.organization if mark == state.mark else state.organization


def _claims_of(entry: Entry, state: _State, row: Sentence, document: Document) -> Iterator[LeadershipClaim]:
    if (state.organization is None and entry.organization is None) or (not state.lead.orders and not state.group.event):
        return
    unit = entry.unit or state.unit
    organization = entry.organization or state.organization or ""
    if entry.organization is None and entry.unit is not None and _heads_a_firm(entry, state.group):
        organization, unit = entry.unit, None
    if unit is not None and (organization in words().governments or _affiliate(unit, organization)):
        organization, _, rest = unit.partition(" ")
        unit = rest or None
    event = entry.event or state.group.event or state.lead.event or LeadershipEvent.APPOINTED
    titles = _titles(entry, state.group)
    roles = tuple(dict.fromkeys(title.text for title in titles))
    weighty = any(title.kind is not TitleKind.MINOR or title.text.endswith(words().weighty) for title in titles)
    date = None if event is LeadershipEvent.HOLDS else state.group_date or state.date
    to_come = state.group.planned or entry.planned or (date is not None and date.first > document.published)
    modality = Modality.PLANNED if to_come and event is not LeadershipEvent.HOLDS else Modality.ASSERTED
    if entry.left and event is LeadershipEvent.LEFT:
        roles, weighty = tuple(title.text for title in entry.left), True
    if entry.left_at is not None and event is LeadershipEvent.APPOINTED:
        moves = state.table is not None
        yield LeadershipClaim(
            event=LeadershipEvent.LEFT,
            person=entry.person,
            organization=entry.left_at or entry.organization or state.organization or organization,
            unit=entry.left[0].unit,
            roles=tuple(title.text for title in entry.left),
            modality=modality if moves else Modality.ASSERTED,
            date=date if moves else None,
            evidence=row.evidence,
            rule="leadership.ko.list_former",
        )
    if not roles or not weighty:
        return
    yield LeadershipClaim(
        event=event,
        person=entry.person,
        organization=organization,
        unit=unit,
        roles=roles,
        modality=modality,
        date=date,
        evidence=row.evidence,
        rule="leadership.ko.list_table" if state.table is not None else "leadership.ko.list_entry",
    )


def _titles(entry: Entry, group: Group) -> Sequence[Title]:
    """The titles of the entry and those that its heading gives it: ranks beside its own post, any post where it has none."""
    given = [title for word in group.titles if (title := title_of(word)) is not None]
    if not entry.titles:
        level = title_of(group.level) if group.level is not None and not given else None
        return given if level is None else [level]
    ranks = [
        title
        for title in given
        if title.kind is TitleKind.OFFICE and not any(alike(title.text, own.text) for own in entry.titles)
    ]
    return [*entry.titles, *ranks]


def _affiliate(unit: str, organization: str) -> bool:
    """Whether the words before a post begin with a company of the group: "두레홀딩스 기획실" in a list of 두레그룹."""
    stem, group, _ = organization.partition("그룹")
    first = unit.split(maxsplit=1)[0]
    return group != "" and len(stem) > 1 and first.startswith(stem) and first not in (stem, organization)


def _heads_a_firm(entry: Entry, group: Group) -> bool:
    """Whether what stands before the title is a company and no part of one ("한강화학 대표이사")."""
    if any(title.unit is not None and title.unit in (entry.unit or "") for title in entry.titles):  # "IB총괄 대표"
        return False
    titles = [*(title.text for title in entry.titles), *group.titles]
    part = entry.unit is not None and entry.unit.endswith(lexicon().units) and not entry.unit.endswith(words().bodies)
    return not part and any(title in words().firm_heads for title in titles)
