"""Resolve the parts of a written date against the day of publication; precision is kept, nothing is guessed finer."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final, NamedTuple

from facts.dates import PartialDate

_YEARS: Final[Mapping[str, int]] = {
    "재작년": -2, "지지난해": -2, "지난해": -1, "작년": -1, "전년": -1, "올해": 0, "올": 0, "금년": 0,
    "내년": 1, "명년": 1, "내후년": 2,
}  # fmt: skip
_YEARS_FROM_CONTEXT: Final[Mapping[str, int]] = {"이듬해": 1, "다음해": 1, "같은해": 0, "그해": 0, "당해": 0}
_MONTHS: Final[Mapping[str, int]] = {
    "지지난달": -2, "지난달": -1, "전달": -1, "이번달": 0, "이달": 0, "금월": 0, "당월": 0,
    "내달": 1, "다음달": 1, "새달": 1, "익월": 1,
}  # fmt: skip
_MONTHS_FROM_CONTEXT: Final = frozenset({"같은달", "그달"})
_DAYS: Final[Mapping[str, int]] = {
    "그저께": -2, "그제": -2, "엊그제": -2, "어제": -1, "오늘": 0, "내일": 1, "모레": 2, "내일모레": 2, "글피": 3,
}  # fmt: skip
_DAYS_FROM_CONTEXT: Final[Mapping[str, int]] = {
    "이날": 0, "당일": 0, "같은날": 0, "그날": 0, "전날": -1, "이튿날": 1, "다음날": 1, "익일": 1,
}  # fmt: skip
_WEEKS: Final[Mapping[str, int]] = {"지지난": -2, "지난": -1, "이번": 0, "금": 0, "오는": 0, "다음": 1, "내": 1}
_COUNTS: Final[Mapping[str, int]] = {
    "한": 1, "두": 2, "석": 3, "세": 3, "넉": 4, "네": 4, "다섯": 5, "여섯": 6, "일곱": 7, "여덟": 8, "아홉": 9,
    "열": 10, "열한": 11, "열두": 12,
}  # fmt: skip
_AHEAD: Final = frozenset({"오는", "다가오는", "돌아오는"})
_WEEKDAYS: Final = "월화수목금토일"
_CENTURY: Final = 2000


class SpokenOf(NamedTuple):
    """What words like "이날" point back to: the day that the text is at, and the date named last for "같은 해"."""

    day: PartialDate | None = None
    date: PartialDate | None = None


NOTHING: Final = SpokenOf()


def resolved(
    groups: Mapping[str, str | None],
    published: date,
    spoken_of: SpokenOf,
    *,
    ahead: bool,
    in_force: bool = False,
) -> PartialDate | None:
    """The date that the named groups of a form mean; None where they make none (31 February).

    `ahead` says that the clause speaks of things to come,
    `in_force` that the date is one "자" or "부" (from which an order holds): the nearest such day is meant, either way.
    """
    try:
        if in_force and (nearest := _nearest(_Parts(groups), published)) is not None:
            return nearest
        return _resolved(_Parts(groups), published, spoken_of, ahead)
    except ValueError:
        return None


def _nearest(parts: _Parts, published: date) -> PartialDate | None:
    """The nearest day before or after publication, of a day without month or a month and day without year."""
    day, month = parts.number("d"), parts.number("m")
    if day is None or any(parts.word(name) is not None for name in ("y", "yy", "ry", "rm", "dir")):
        return None
    candidates: list[date] = []
    for step in (-1, 0, 1):
        base = PartialDate(published.year + step, month) if month else _shifted_month(published, step)
        if base.month is not None and day <= calendar.monthrange(base.year, base.month)[1]:
            candidates.append(date(base.year, base.month, day))
    return PartialDate.of(min(candidates, key=lambda found: _distance(found, published))) if candidates else None


def _distance(day: date, published: date) -> float:
    """How far a day lies from publication; days to come count half as much again, for orders are mostly told after."""
    days = (day - published).days
    return days * 1.5 if days > 0 else -days


class _Parts:
    """Groups of a match without spaces; a group that is not in the form is None."""

    def __init__(self, groups: Mapping[str, str | None]) -> None:
        self._groups = groups

    def word(self, name: str) -> str | None:
        value = self._groups.get(name)
        return None if value is None else "".join(value.split())

    def number(self, name: str) -> int | None:
        value = self._groups.get(name)
        return None if value is None else int(value)


def _resolved(parts: _Parts, published: date, spoken_of: SpokenOf, ahead: bool) -> PartialDate | None:
    if (word := parts.word("rd")) is not None:
        return _day_word(word, published, spoken_of)
    if (week := parts.word("rw")) is not None:
        return _week(week, parts.word("wd"), published)
    if (unit := parts.word("unit")) is not None:
        return _ago(parts.word("count") or "", unit, parts.word("ago") == "전", published)
    if (part := parts.word("thisyear")) is not None:
        return _part_of_year(part, parts.word("dir"), published, ahead)
    return _calendar(parts, published, spoken_of, ahead)


def _calendar(parts: _Parts, published: date, spoken_of: SpokenOf, ahead: bool) -> PartialDate | None:
    year = _year(parts, published, spoken_of)
    month, day = parts.number("m"), parts.number("d")
    relative = parts.word("rm")
    direction = parts.word("dir")
    if relative is not None:
        if relative in _MONTHS_FROM_CONTEXT:
            base = (
                spoken_of.date
                if spoken_of.date and spoken_of.date.month
                else PartialDate(published.year, published.month)
            )
        else:
            base = _shifted_month(published, _MONTHS[relative])
        return PartialDate(base.year, base.month, day)
    if month is None:
        if day is None:
            return None if year is None else PartialDate(year)
        return _bare_day(day, published, direction, ahead)
    if year is None:
        year = _year_of_month(month, day, published, direction, ahead)
    return PartialDate(year, month, day)


def _year(parts: _Parts, published: date, spoken_of: SpokenOf) -> int | None:
    if (year := parts.number("y")) is not None:
        return year
    if (short := parts.number("yy")) is not None:
        return _CENTURY + short
    word = parts.word("ry")
    if word is None:
        return None
    if word in _YEARS_FROM_CONTEXT:
        return (spoken_of.date.year if spoken_of.date else published.year) + _YEARS_FROM_CONTEXT[word]
    return published.year + _YEARS[word]


def _year_of_month(month: int, day: int | None, published: date, direction: str | None, ahead: bool) -> int:
    """The year in which a month without a year lies."""
    year = published.year
    if direction in _AHEAD or (ahead and direction is None):
        # A plan for January told in November is for the next year; one for a month just past is not a plan.
        passed = month < published.month or (month == published.month and day is not None and day < published.day)
        far = direction in _AHEAD or published.month - month > 3
        return year + 1 if passed and far else year
    if direction == "지난":
        this_month = month == published.month and day is not None and day <= published.day
        return year if month < published.month or this_month else year - 1
    later = month > published.month or (month == published.month and day is not None and day > published.day)
    return year - 1 if later else year


def _bare_day(day: int, published: date, direction: str | None, ahead: bool) -> PartialDate:
    if direction in _AHEAD:
        return _day_of(day, published, 1 if day < published.day else 0)
    if direction != "지난" and ahead and day >= published.day:
        return _day_of(day, published, 0)
    return _day_of(day, published, 0 if day <= published.day else -1)


def _day_of(day: int, published: date, months: int) -> PartialDate:
    month = _shifted_month(published, months)
    assert month.month is not None  # a shifted month has one
    if months < 0 and day > calendar.monthrange(month.year, month.month)[1]:
        month = _shifted_month(published, months - 1)
    return PartialDate(month.year, month.month, day)


def _shifted_month(published: date, months: int) -> PartialDate:
    count = published.year * 12 + published.month - 1 + months
    return PartialDate(count // 12, count % 12 + 1)


def _day_word(word: str, published: date, spoken_of: SpokenOf) -> PartialDate:
    if word in _DAYS:
        return PartialDate.of(published + timedelta(days=_DAYS[word]))
    base = spoken_of.day.first if spoken_of.day is not None else published
    return PartialDate.of(base + timedelta(days=_DAYS_FROM_CONTEXT[word]))


def _week(word: str, weekday: str | None, published: date) -> PartialDate:
    monday = published - timedelta(days=published.weekday()) + timedelta(weeks=_WEEKS[word])
    if weekday is not None:
        day = monday + timedelta(days=_WEEKDAYS.index(weekday))
        if word == "오는" and day < published:
            day += timedelta(weeks=1)
        return PartialDate.of(day)
    last = monday + timedelta(days=6)
    if monday.month == last.month:
        return PartialDate(monday.year, monday.month)
    # The nearer end lies in the month of publication more often than not; the year is safe where even that changes.
    return (
        PartialDate(published.year, published.month)
        if monday.year == last.year == published.year
        else PartialDate(published.year)
    )


_LAST_MONTHS: Final[Mapping[str, int]] = {
    "1분기": 3, "2분기": 6, "3분기": 9, "4분기": 12, "상반기": 6, "하반기": 12, "연초": 3,
}  # fmt: skip


def _part_of_year(part: str, direction: str | None, published: date, ahead: bool) -> PartialDate:
    """The year of a part without one: a first half that is planned in December is next year's."""
    year = published.year
    over = published.month > _LAST_MONTHS.get(part, 12)
    if direction == "지난":
        return PartialDate(year if over else year - 1)
    return PartialDate(year + 1 if over and (ahead or direction is not None) else year)


def _ago(count: str, unit: str, past: bool, published: date) -> PartialDate | None:
    if count == "반":
        return None
    number = int(count) if count.isdigit() else _COUNTS[count]
    step = -number if past else number
    if unit in {"년", "해"}:
        return PartialDate(published.year + step)
    if unit in {"개월", "달"}:
        return _shifted_month(published, step)
    return PartialDate.of(published + timedelta(days=step * (7 if unit == "주" else 1)))
