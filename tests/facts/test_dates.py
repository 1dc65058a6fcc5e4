"""Partial dates keep their precision."""

from __future__ import annotations

from datetime import date

import pytest

from facts.dates import PartialDate


def test_a_partial_date_spans_its_days():
    """A year is the half-open time from its first day to the day after its last."""
    assert PartialDate(2024).first == date(2024, 1, 1)
    assert PartialDate(2024).after == date(2025, 1, 1)
    assert PartialDate(2024, 2).last == date(2024, 2, 29)
    assert PartialDate(2024).covers(PartialDate(2024, 5))
    assert not PartialDate(2024, 5).covers(PartialDate(2024))
    assert str(PartialDate.of(date(2024, 2, 9))) == "2024-02-09"


@pytest.mark.parametrize("written", ["2024-13", "2024-02-30", "24", "2024-2", "", "2024-02-03 "])
def test_what_is_no_date_is_refused(written):
    """Nothing is guessed from a broken date."""
    with pytest.raises(ValueError, match=r"date|month|day"):
        PartialDate.parse(written)
    with pytest.raises(ValueError, match="needs its month"):
        PartialDate(2024, day=3)
