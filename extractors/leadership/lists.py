"""Claims of personnel lists ([인사] columns, lists below an article, tables) and of obituaries."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from extractors.document import Document, Role, Sentence
from extractors.leadership.lists_obituaries import is_obituary, obituary_claims
from extractors.leadership.lists_rows import Entry, Table, entries, table_entry, table_of
from extractors.leadership.lists_words import (
    NO_GROUP,
    Group,
    group_of,
    is_name,
    segments,
    title_of,
    without_brackets,
    words,
)
from extractors.names.titles import TitleKind, lexicon
from extractors.names.words import split_particle
from extractors.when import dates, dates_of, occasions
from facts.claims import LeadershipClaim, LeadershipEvent, Modality
from facts.dates import PartialDate

_OBITUARY = re.compile(r"^\W*(?:부고|부음|궂긴\s?소식|訃告)")
_COLUMN_TITLE = re.compile(
    r"^\W*(?:인사|인사발령|人事|알림)\s*[\]>】)]\s*(?P<organization>[^,·/]+?)(?:\s*(?:外|외|등|·|,|/).*)?$"
)
_CELLS = re.compile(r"[|\t\n]")
_FEWEST_COLUMNS = 3
_NO_LIST = re.compile(r"동정|부음|부고|프로필|약력|이력|주요\s?경력|공시\s?내용|학력|수상자")
_TOPIC = re.compile(r"^(?P<name>[^\s,“‘]+(?:\s[^\s,“‘]+){0,2}?)(?:\([^)]*\))?(?P<particle>은|는|이|가)\s")
_WHOSE_DAY = re.compile(r"^\W*(?:단,? |다만,? )?(?P<name>[가-힣A-Za-z0-9&]{2,})[은는] $")
_HEADING_TAIL = re.compile(
    r"\s*(?:정기\s*)?(?:임원\s*)?(?:승진\s*)?(?:인사|인사\s*발령|인사\s*명단|임원\s*명단)(?:\s*명단)?$"
)


@dataclass(frozen=True, slots=True)
class _State:
    """What the headings above a row say of it."""

    organization: str | None
    mark: str = ""
    unit: str | None = None
    group: Group = NO_GROUP
    date: PartialDate | None = None
    group_date: PartialDate | None = None
    table: Table | None = None
    days: Mapping[str, PartialDate] = field(default_factory=dict)
    """Organisations for which a day of their own is given below the list."""


def claims(document: Document) -> tuple[LeadershipClaim, ...]:
    """The claims of all rows with the role LIST, in the order of the text; () where there are none.

    Those who hold only minor ranks (부장, 과장) are left out. A list in force after the day of publication is planned.
    """
    rows = [sentence for sentence in document.sentences if sentence.role is Role.LIST]
    if not rows:
        return ()
    if _OBITUARY.match(document.article.title):
        return tuple(claim for row in rows for claim in obituary_claims(row))
    return tuple(_read(document, list(_tables_by_row(document, rows))))


def _tables_by_row(document: Document, rows: list[Sentence]) -> Iterator[Sentence]:
    """Tables that a page flattened to a cell a line, put back to a row a sentence; all other rows as they are."""
    columns = words().columns
    at = 0
    while at < len(rows):
        heads = 0
        while at + heads < len(rows) and re.sub(r"\s", "", rows[at + heads].text) in columns:
            heads += 1
        if heads < _FEWEST_COLUMNS:
            yield rows[at]
            at += 1
            continue
        while at + heads <= len(rows) and not any(segment.mark for segment in segments(rows[at].text)):
            first, last = rows[at], rows[at + heads - 1]
            yield replace(first, text=document.article.content[first.start : last.end])
            at += heads


def _read(document: Document, rows: list[Sentence]) -> Iterator[LeadershipClaim]:
    default_date = _date_of_article(document)
    days = dict(_days_by_organization(document))
    state = _State(organization=_organization_of_article(document), date=default_date, days=days)
    for row in rows:
        if is_obituary(row):
            yield from obituary_claims(row)
            continue
        if (table := table_of(row.text)) is not None:
            state = replace(state, table=table)
            continue
        if state.table is not None:
            entry = table_entry(row.text, state.table)
            if entry is not None:
                yield from _claims_of(entry, state, row, document)
            if entry is not None or (state.table.cells and _CELLS.search(row.text)):
                continue
        state, found = _read_row(row, state, document, default_date)
        yield from found


def _read_row(
    row: Sentence, state: _State, document: Document, default_date: PartialDate | None
) -> tuple[_State, list[LeadershipClaim]]:
    found: list[LeadershipClaim] = []
    for segment in segments(row.text):
        high = segment.mark != "" and segment.mark in words().high_marks
        group = group_of(segment.text)
        if group is not None:
            dated = _date_in(segment.text, document)
            # "◎보임(9일자) … ◎면보직 …": a day given once in a round of orders is that of all its groups.
            since = state.date or dated
            state = replace(state, group=group, group_date=dated, date=since, unit=None if high else state.unit)
            continue
        head, tail = _before_colon(segment.text)
        if head is not None and (group := group_of(head)) is not None:
            state = replace(state, group=group, group_date=_date_in(head, document))
            for entry in entries(tail, group):
                found.extend(_claims_of(entry, state, row, document))
            continue
        if head is not None:
            inner = replace(state, organization=head)
            for entry in entries(tail, state.group):
                found.extend(_claims_of(entry, inner, row, document))
            continue
        alone = without_brackets(segment.text)
        if not alone or all(re.sub(r"\d+명?$", "", word) in words().neutral for word in alone.split()):
            continue
        if _NO_LIST.search(alone):
            state = replace(state, organization=None, mark=segment.mark)
            continue
        single = (
            " " not in alone and (high or not (state.group.titles or "(" in segment.text)) and title_of(alone) is None
        )
        read = [] if single else entries(segment.text, state.group)
        if read:
            for entry in read:
                found.extend(_claims_of(entry, state, row, document))
        elif segment.mark or _dated_only(segment.text):
            state = _under(state, segment.mark, segment.text, document, default_date)
    return state, found


def _under(state: _State, mark: str, text: str, document: Document, default_date: PartialDate | None) -> _State:
    """The state below a heading that names an organisation, a part of it, or a day."""
    name = _HEADING_TAIL.sub("", without_brackets(text)).strip()
    dated = _date_in(text, document)
    if not name or _dated_only(text):
        return replace(state, date=dated or state.date)
    last = name.split()[-1]
    if (
        len(name) > 40
        or "→" in name
        or title_of(last) is not None
        or (" " in name and is_name(last) and mark not in words().high_marks)
    ):
        return state
    below = state.organization is not None and state.mark not in {"", mark} and name.endswith(words().unit_ends)
    if below:
        return replace(state, unit=name, group=NO_GROUP, group_date=None, table=None)
    return _State(organization=name, mark=mark, date=dated or state.days.get(name, default_date), days=state.days)


def _dated_only(text: str) -> bool:
    return re.fullmatch(r"[\d\s.,년월일자부로()~-]+", text) is not None


def _before_colon(text: str) -> tuple[str | None, str]:
    """The organisation before a colon and the entries behind it ("한강은행 : 홍길동 부행장"); None where it is none."""
    head, colon, tail = text.partition(":")
    head = without_brackets(head)
    if (
        not colon
        or not head
        or not tail.strip()
        or is_name(head)
        or title_of(head.split()[-1]) is not None
        or len(head) > 30
    ):
        return None, text
    return head, tail


def _claims_of(entry: Entry, state: _State, row: Sentence, document: Document) -> Iterator[LeadershipClaim]:
    if state.organization is None and entry.organization is None:
        return
    unit = entry.unit or state.unit
    organization = entry.organization or state.organization or ""
    if entry.unit is not None and _heads_a_firm(entry, state.group):
        organization, unit = entry.unit, None
    event = entry.event or state.group.event or LeadershipEvent.APPOINTED
    roles = tuple(dict.fromkeys([*(title.text for title in entry.titles), *state.group.titles]))
    weighty = bool(state.group.titles) or any(title.kind is not TitleKind.MINOR for title in entry.titles)
    if entry.left and event is LeadershipEvent.LEFT:
        roles, weighty = tuple(title.text for title in entry.left), True
    if entry.left_at is not None and event is LeadershipEvent.APPOINTED:
        yield LeadershipClaim(
            event=LeadershipEvent.LEFT,
            person=entry.person,
            organization=entry.left_at,
            unit=entry.left[0].unit,
            roles=tuple(title.text for title in entry.left),
            evidence=row.evidence,
            rule="leadership.ko.list_former",
        )
    if not roles or not weighty:
        return
    date = None if event is LeadershipEvent.HOLDS else state.group_date or state.date
    to_come = state.group.planned or (date is not None and date.first > document.published)
    yield LeadershipClaim(
        event=event,
        person=entry.person,
        organization=organization,
        unit=unit,
        roles=roles,
        modality=Modality.PLANNED if to_come and event is not LeadershipEvent.HOLDS else Modality.ASSERTED,
        date=date,
        evidence=row.evidence,
        rule="leadership.ko.list_table" if state.table is not None else "leadership.ko.list_entry",
    )


def _heads_a_firm(entry: Entry, group: Group) -> bool:
    """Whether what stands before the title is a company and no part of one ("한강화학 대표이사")."""
    titles = [title.text for title in entry.titles] or list(group.titles)
    part = entry.unit is not None and entry.unit.endswith(lexicon().units)
    return not part and any(title in words().firm_heads for title in titles)


def _date_in(text: str, document: Document) -> PartialDate | None:
    """The day from which what a heading heads is in force ("(3월 1일자)")."""
    mentions = dates(Sentence(text, 0, Role.LIST, 0), document.published)
    return next((m.value for m in mentions if m.value.day is not None), mentions[0].value if mentions else None)


def _date_of_article(document: Document) -> PartialDate | None:
    """The day from which the article says that its orders hold, else the day of the meeting that made them."""
    told = occasions(document, dates_of(document))
    first = next(at for at, sentence in enumerate(document.sentences) if sentence.role is Role.LIST)
    occasion = told[first]
    return None if occasion is None else occasion.value


def _days_by_organization(document: Document) -> Iterator[tuple[str, PartialDate]]:
    """As in "이상 1월 1일자. 한강은행은 1월 2일자": whose orders hold from another day than the rest."""
    for sentence, mentions in zip(document.sentences, dates_of(document), strict=True):
        for mention in mentions:
            at = mention.end - sentence.start
            whose = _WHOSE_DAY.search(sentence.text[: mention.start - sentence.start])
            if whose is not None and sentence.text[at : at + 1] in ("자", "부") and mention.value.day is not None:
                yield whose["name"], mention.value


def _organization_of_article(document: Document) -> str | None:
    """Whose list it is where no heading says so: the title of a column, else what the first sentence is about."""
    column = _COLUMN_TITLE.match(document.article.title)
    if column is not None:
        return without_brackets(column["organization"])
    for sentence in document.sentences:
        if sentence.role is Role.BODY:
            topic = _TOPIC.match(sentence.text)
            if topic is not None:
                return split_particle(topic["name"] + topic["particle"])[0]
    return None
