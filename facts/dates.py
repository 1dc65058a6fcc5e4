"""Dates that keep their precision: a year is not a day."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Self

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

_WRITTEN = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A year, a month or a day of the Gregorian calendar, written `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.

    Raises ValueError where the parts make no date. Comparisons are left out on purpose: compare `first` or `after`,
    so that the reader sees which end of an imprecise date is meant.
    """

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if self.day is not None and self.month is None:
            raise ValueError("a date with a day needs its month")
        date(self.year, self.month or 1, self.day or 1)

    @classmethod
    def parse(cls, written: str) -> Self:
        """The date written as `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; ValueError for anything else."""
        match = _WRITTEN.fullmatch(written)
        if match is None:
            raise ValueError(f"not a date of the form YYYY, YYYY-MM or YYYY-MM-DD: {written!r}")
        year, month, day = (int(part) if part else None for part in match.groups())
        assert year is not None  # the pattern demands it
        return cls(year, month, day)

    @classmethod
    def of(cls, day: date) -> Self:
        """The calendar day, at full precision."""
        return cls(day.year, day.month, day.day)

    @property
    def first(self) -> date:
        """The first day it can mean."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> date:
        """The last day it can mean."""
        if self.month is None:
            return date(self.year, 12, 31)
        if self.day is None:
            return date(self.year, self.month, calendar.monthrange(self.year, self.month)[1])
        return self.first

    @property
    def after(self) -> date:
        """The first day that it cannot mean any more (the open end of its half-open interval)."""
        return self.last + timedelta(days=1)

    def covers(self, other: PartialDate) -> bool:
        """Whether `other` is this date or a finer form of it: 2024 covers 2024-05."""
        return self.first <= other.first and other.last <= self.last

    def __str__(self) -> str:
        return "-".join([f"{self.year:04}", *(f"{part:02}" for part in (self.month, self.day) if part is not None)])

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.json_or_python_schema(
            json_schema=core_schema.no_info_after_validator_function(cls.parse, core_schema.str_schema()),
            python_schema=core_schema.union_schema(
                [
                    core_schema.is_instance_schema(cls),
                    core_schema.no_info_after_validator_function(cls.parse, core_schema.str_schema()),
                ]
            ),
            serialization=core_schema.to_string_ser_schema(),
        )
