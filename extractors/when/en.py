"""Resolve the dates of English text against the day of publication. The forms are data: `en.yaml`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files

import yaml

from facts.dates import PartialDate

_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_SHORT = {"Sept": 9, **{month[:3]: number for number, month in enumerate(_MONTHS, 1)}}
_WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_NUMBERS = ["a", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
_PARTS = {
    "month": "|".join([*_MONTHS, *_SHORT]),
    "weekday": "|".join(_WEEKDAYS),
    "number": "|".join([*_NUMBERS, r"an|\d{1,2}"]),
    "season": "spring|summer|autumn|fall|winter",
    "span": "day|week|month|year|decade",
}
_AHEAD = re.compile(
    r"\b(?:will|would|shall|(?:agree|decide|vow|promise|want|aim|hope|intend)[a-z]* to|is to|are to|plan(?:s|ned)?|due|scheduled|expect(?:s|ed)|set|slated|effective|starting|beginning|next|until|ends|begins|starts|takes? (?:over|effect|office))\b"
)
_BACK = re.compile(
    r"\b(?:was|were|had|has|have|did|since|ago|[a-z]{2,}ed|left|quit|took|became|made|won|bought|sold|ran|led|said|told|began|built)\b"
)


_SIGNED = re.compile(
    r"(?<!be )\b(?:agreement|contract|pact|deal|accord|memorandum) (?:signed|concluded|struck|reached) (?:(?:in|on|late|early) )*$"
)
"""An agreement that bears its date, whatever the sentence says will be done under it."""


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date in a text, as a half-open range of it."""

    start: int
    end: int
    value: PartialDate


@dataclass(frozen=True, slots=True)
class DateForm:
    name: str
    pattern: re.Pattern[str]
    examples: dict[str, str]
    misses: tuple[str, ...]


@cache
def forms() -> tuple[DateForm, ...]:
    """The forms of `en.yaml`, in the order in which they are tried."""
    entries = yaml.safe_load(files(__package__).joinpath("en.yaml").read_text("utf-8"))
    return tuple(
        DateForm(
            entry["name"],
            re.compile(re.sub(r"(?<!\?P)<(\w+)>", lambda part: f"(?:{_PARTS[part[1]]})", entry["pattern"])),
            entry["examples"],
            tuple(entry["misses"]),
        )
        for entry in entries
    )


def find_dates(text: str, published: date) -> list[FoundDate]:
    """All dates of a sentence, in order, none overlapping; a form earlier in `en.yaml` goes first."""
    taken = bytearray(len(text))
    found: list[FoundDate] = []
    for form in forms():
        for match in form.pattern.finditer(text):
            start, end = _own_span(match)
            if any(taken[start:end]):
                continue
            ahead = _looks_ahead(text, start)
            value = _resolved(form.name, {k: v for k, v in match.groupdict().items() if v}, published, ahead)
            if value is not None:
                taken[start:end] = b"\x01" * (end - start)
                found.append(FoundDate(start, end, value))
    return sorted(found, key=lambda one: one.start)


def _own_span(match: re.Match[str]) -> tuple[int, int]:
    """Where the date itself stands, without the preposition that led to it."""
    lead = match.groupdict().get("lead")
    start = match.start() + len(lead) + 1 if lead else match.start()
    if match.re.groupindex.keys() == {"year"}:
        start = match.start("year")
    while match.string[start] == " ":
        start += 1
    return start, match.end()


def _looks_ahead(text: str, start: int) -> bool:
    """Whether the words before a date, back to the last comma, speak of what is to come."""
    before = text[max(0, start - 90) : start]
    clause = before[max(before.rfind(", "), before.rfind("; ")) + 1 :]
    if _SIGNED.search(before):
        return False
    ahead = max((match.start() for match in _AHEAD.finditer(clause)), default=-1)
    back = max((match.start() for match in _BACK.finditer(clause)), default=-1)
    return ahead >= 0 and (
        ahead > back
        or re.search(r"\b(?:will|would|(?:is|are|was|were) to|(?:due|set|scheduled|expected|slated) to)\b", clause)
        is not None
    )


def _month(name: str) -> int:
    return _SHORT.get(name) or _MONTHS.index(name) + 1


def _made(year: int, month: int | None = None, day: int | None = None) -> PartialDate | None:
    try:
        return PartialDate(year, month, day)
    except ValueError:
        return None


def _resolved(name: str, part: dict[str, str], published: date, ahead: bool) -> PartialDate | None:
    part = {key.rstrip("23"): value for key, value in part.items()}
    match name:
        case "full_date":
            return _made(int(part["year"]), _month(part["month"]), int(part["day"]))
        case "iso_date":
            return _made(int(part["year"]), int(part["month_number"]), int(part["day"]))
        case "month_year":
            return _made(int(part["year"]), _month(part["month"]))
        case "month_day":
            return _near(published, _month(part["month"]), int(part["day"]), ahead)
        case "month_last_next" | "month_alone":
            return _near_month(published, _month(part["month"]), part, ahead)
        case "weekday":
            return _weekday(published, _WEEKDAYS.index(part["weekday"]), part.get("which", ""), ahead)
        case "day_word":
            shift = {"yesterday": -1, "tomorrow": 1}.get(part["word"], 0)
            return PartialDate.of(published + timedelta(days=shift))
        case "ago":
            number = 1 if part["number"] == "an" else _number(part["number"])
            return _shifted(published, part["span"], -number)
        case "span_last_next":
            which = part["which"].split()[-1]
            return _shifted(
                published,
                part["span"],
                {"last": -1, "previous": -1, "next": 1, "following": 1, "coming": 1}.get(which, 0),
            )
        case "season":
            return (
                PartialDate(int(part["year"]))
                if "year" in part
                else _season(published, part["season"], part.get("which", "next" if ahead else ""))
            )
        case "part_of_year":
            if "year" in part:
                return PartialDate(int(part["year"]))
            return PartialDate(published.year + {"next": 1, "last": -1}.get(part.get("which", ""), 0))
        case "year":
            return _made(int(part["year"]))
    raise ValueError(f"no production for the form of date {name!r}; add one or take the form out of en.yaml")


def _number(word: str) -> int:
    return int(word) if word.isdigit() else max(1, _NUMBERS.index(word))


def _near(published: date, month: int, day: int, ahead: bool) -> PartialDate | None:
    """A day without a year: within two months either way as it stands, else on the side that is spoken of."""
    options = [made for year in (-1, 0, 1) if (made := _made(published.year + year, month, day)) is not None]
    if not options:
        return None
    close = [one for one in options if abs((one.first - published).days) <= 45]
    if close:
        return close[0]
    side = [one for one in options if (one.first > published) == ahead]
    return min(side or options, key=lambda one: abs((one.first - published).days))


def _near_month(published: date, month: int, part: dict[str, str], ahead: bool) -> PartialDate:
    which = part.get("which", "")
    lead = part.get("lead", "")
    if which == "next" or (ahead and not which.startswith(("last", "this past")) and not lead.startswith("since")):
        return PartialDate(
            published.year + (month < published.month or (month == published.month and which == "next")), month
        )
    if which == "this":
        return PartialDate(published.year, month)
    if lead.startswith(("effective", "starting", "as of", "by")):
        return PartialDate(published.year + (lead.startswith("by") and month < published.month), month)
    return PartialDate(published.year - (month > published.month), month)


def _weekday(published: date, weekday: int, which: str, ahead: bool) -> PartialDate:
    back = (published.weekday() - weekday) % 7
    if which in {"last", "the previous"}:
        return PartialDate.of(published - timedelta(days=back or 7))
    if which in {"next", "this coming"} or (ahead and which != "this"):
        return PartialDate.of(published + timedelta(days=(weekday - published.weekday()) % 7 or 7))
    return PartialDate.of(published - timedelta(days=back))


def _shifted(published: date, span: str, by: int) -> PartialDate | None:
    match span:
        case "day":
            return PartialDate.of(published + timedelta(days=by))
        case "week":
            day = published + timedelta(weeks=by)
            return PartialDate(day.year, day.month)
        case "month":
            months = published.year * 12 + published.month - 1 + by
            return PartialDate(months // 12, months % 12 + 1)
        case "year":
            return PartialDate(published.year + by)
    return None


def _season(published: date, season: str, which: str) -> PartialDate:
    """Next spring seen from autumn is next year's, seen from winter this year's."""
    month = {"spring": 4, "summer": 7, "autumn": 10, "fall": 10, "winter": 12}[season]
    if which in {"next", "this coming"}:
        return PartialDate(published.year + (month <= published.month))
    if which in {"last", "this past"}:
        return PartialDate(published.year - (month > published.month or (which == "last" and month == published.month)))
    return PartialDate(published.year)


def iterate_examples() -> Iterator[tuple[DateForm, str, str]]:
    """Every example of every form: the form, the text, the date that is expected."""
    for form in forms():
        for text, expected in form.examples.items():
            yield form, text, expected
