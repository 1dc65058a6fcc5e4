"""Dates as feeds and pages write them, Korean ones above all. Nothing is guessed: what is not understood is no date."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo

_MONTHS = {
    name: number
    for number, name in enumerate(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], start=1
    )
}
# Zones by name, in hours: those of RFC 822, of Korea and its neighbours, and of the press agencies' homes.
# fmt: off
_ZONES = {
    "Z": 0, "UT": 0, "UTC": 0, "GMT": 0, "WET": 0, "KST": 9, "JST": 9, "HKT": 8, "SGT": 8,
    "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7,
    "BST": 1, "CET": 1, "CEST": 2, "MET": 1, "MEST": 2, "EET": 2, "EEST": 3, "MSK": 3,
}
# fmt: on
_WEEKDAY = r"(?:[A-Za-z]{2,9}\.?(?:\s*,\s*|\s+)|[일월화수목금토](?:요일)?\s*,?\s+)?"
_DAYS = (
    # 2026-11-20, 2026.11.20, 2026. 11. 20., 2026/11/20, 2026년 11월 20일
    r"(?P<year>\d{4})\s*[-./년]\s*(?P<month>\d{1,2})\s*[-./월]\s*(?P<day>\d{1,2})(?:\s*일|\.)?",
    # 20 Nov 2026, Fri, 20 Nov 26, Fri,20-Nov-2026, Sat, 16 07 2022
    _WEEKDAY + r"(?P<day>\d{1,2})[\s-]+(?P<month>[A-Za-z]{3,9}\.?|\d{1,2}(?=\s+\d{4}\b))[\s,-]+(?P<year>\d{4}|\d{2})",
    # November 20, 2026; Fri Nov 20 2026
    _WEEKDAY + r"(?P<month>[A-Za-z]{3,9})\.?\s+(?P<day>\d{1,2}),?\s+(?P<year>\d{4})",
)
_CLOCK = (
    r"(?:\s*\(?[일월화수목금토](?:요일)?\)?\s*,?)?"  # a weekday after the day: (금)
    r"[T\s,]*(?P<half>오전|오후|AM|PM)?\s*(?P<hour>\d{1,2})\s*[:시]\s*"
    r"(?:(?P<minute>\d{1,2})\s*(?:[:분]\s*(?:(?P<second>\d{1,2})(?:[.,]\d+)?\s*초?)?)?)?"
    r"\s*(?P<late_half>오전|오후|AM|PM)?"
)
_ZONE = r"\s*\(?(?P<zone>[A-Z]{1,5}(?![a-z]))?\)?\s*(?P<offset>[+-]\d{1,2}(?::?\d{2})?)?(?:\s*\([\w가-힣 ]{2,30}\))?"
_FORMS = (
    *(re.compile(rf"{day}(?:{_CLOCK}{_ZONE})?", re.IGNORECASE) for day in _DAYS),
    # Fri Nov 20 10:00:00 KST 2026, as the C library and Java write it
    re.compile(
        _WEEKDAY + r"(?P<month>[A-Za-z]{3})\s+(?P<day>\d{1,2})\s+(?P<hour>\d{1,2}):(?P<minute>\d{2}):(?P<second>\d{2})"
        r"\s+(?:(?P<zone>[A-Z]{1,5})\s+)?(?P<year>\d{4})"
    ),
    # 20261120, 202611201000, 20261120100000, 20261120T100000Z
    re.compile(
        r"(?P<year>(?:19|20)\d{2})(?P<month>\d{2})(?P<day>\d{2})"
        rf"(?:T?(?P<hour>\d{{2}})(?P<minute>\d{{2}})(?P<second>\d{{2}})?{_ZONE})?"
    ),
)
_EPOCH = re.compile(r"1\d{9}(?:\d{3})?")
_LONGEST = 100  # characters: no date is longer, and patterns are not tried on what is
_OLDEST = datetime(1995, 1, 1, tzinfo=UTC)  # before there was news on the web: a default, not a date
_CLOCK_ERROR = timedelta(days=1)  # a local time marked as GMT, or a clock that runs ahead


def read_date(written: str, zone: tzinfo) -> datetime | None:
    """The moment that `written` names, in UTC; where it names no zone, in `zone`. A day alone is its midnight there.

    None for anything that does not name a whole day, and for what stands beside the date and is not understood.
    """
    written = " ".join(written.split()) if len(written) <= _LONGEST else ""
    if _EPOCH.fullmatch(written):
        return datetime.fromtimestamp(int(written[:10]), UTC)
    for form in _FORMS:
        match = form.fullmatch(written)
        if match is not None and (moment := _moment(match.groupdict(), zone)) is not None:
            return moment
    return None


def plausible(moment: datetime | None, now: datetime) -> datetime | None:
    """The moment unless nobody can mean it: before the web, or in the future. A day ahead is a wrong zone, and means now."""
    if moment is None or moment < _OLDEST or moment > now + _CLOCK_ERROR:
        return None
    return min(moment, now)


def _moment(parts: dict[str, str | None], default: tzinfo) -> datetime | None:
    year = int(parts["year"] or 0)
    if year < 100:
        year += 2000 if year < 70 else 1900
    month_name = parts["month"] or ""
    month = int(month_name) if month_name.isdecimal() else _MONTHS.get(month_name[:3].lower(), 0)
    hour, minute, second = (int(parts.get(unit) or 0) for unit in ("hour", "minute", "second"))
    half = (parts.get("half") or parts.get("late_half") or "").upper()
    if half and 0 < hour <= 12:
        hour = hour % 12 + (12 if half in ("오후", "PM") else 0)
    day_over, hour = divmod(hour, 24) if (hour, minute, second) == (24, 0, 0) else (0, hour)
    try:
        local = datetime(
            year, month, int(parts["day"] or 0), hour, minute, min(second, 59), tzinfo=_zone(parts, default)
        )
        return (local + timedelta(days=day_over)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _zone(parts: dict[str, str | None], default: tzinfo) -> tzinfo:
    """The zone that is written; a name that is not known means nothing, so the source's own zone holds."""
    offset, name = parts.get("offset"), (parts.get("zone") or "").upper()
    if offset:
        digits = offset[1:].replace(":", "")
        hours, minutes = (int(digits), 0) if len(digits) <= 2 else (int(digits[:-2]), int(digits[-2:]))
        span = timedelta(hours=hours, minutes=minutes)
        return timezone(span if offset[0] == "+" else -span)
    return timezone(timedelta(hours=_ZONES[name])) if name in _ZONES else default
