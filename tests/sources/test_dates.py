"""The date forms of Korean feeds; the table is the contract. All mean 20 November 2026, 10:00 in Seoul unless told."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.dates import plausible, read_date

SEOUL = ZoneInfo("Asia/Seoul")


def seoul(*parts):
    return datetime(*parts, tzinfo=SEOUL)


TEN = seoul(2026, 11, 20, 10)
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    "written",
    [
        "Fri, 20 Nov 2026 10:00:00 +0900",
        "Fri, 20 Nov 2026 01:00:00 GMT",
        "Fri, 20 Nov 2026 01:00:00 Z",
        "Fri, 20 Nov 2026 10:00:00 KST",
        "Fri, 20 Nov 2026 10:00:00",
        "Fri,20 Nov 2026 10:00:00 +0900",
        "20 Nov 2026 10:00 +0900",
        "Fri, 20 November 2026 10:00:00 +09:00",
        "Fri, 20-Nov-2026 10:00:00 +0900",
        "Fri, 20 Nov 26 10:00:00 +0900",
        "Fri, 20 11 2026 10:00:00 +0900",
        "Fri, 20 11 2026 10:00:00",
        "Thu, 19 Nov 2026 20:00:00 EST",
        "Fri, 20 Nov 2026 10:00:00 GMT+9",
        "Fri, 20 Nov 2026 10:00:00 GMT+09:00",
        "Fri, 20 Nov 2026 10:00:00 +0900 (KST)",
        "Fri Nov 20 10:00:00 KST 2026",
        "Fri Nov 20 10:00:00 2026",
        "November 20, 2026 10:00 AM",
        "2026-11-20T10:00:00+09:00",
        "2026-11-20T01:00:00Z",
        "2026-11-20T01:00:00.000Z",
        "2026-11-20T10:00:00+0900",
        "2026-11-20T10:00:00",
        "2026-11-20T10:00+09:00",
        "2026-11-20 10:00:00",
        "2026-11-20 10:00",
        "2026-11-20 10:00:00 KST",
        "2026-11-20 10:00:00.0",
        "2026-11-20 10:00:00 +0900",
        "2026-11-20 오전 10:00:00",
        "2026-11-20 오전 10:00",
        "2026-11-20 (금) 10:00",
        "2026.11.20 10:00",
        "2026.11.20. 10:00",
        "2026. 11. 20. 오전 10:00:00",
        "2026.11.20 금요일 10:00",
        "2026/11/20 10:00:00",
        "2026년 11월 20일 10:00",
        "2026년 11월 20일 10시",
        "2026년 11월 20일 10시 00분",
        "2026년 11월 20일 10시 0분 0초",
        "2026년 11월 20일 오전 10:00",
        "2026년11월20일 10:00:00",
        "20261120100000",
        "202611201000",
        "20261120T100000",
        "20261120T010000Z",
        "1795136400",
        "1795136400000",
        "  2026-11-20\n 10:00:00 ",
    ],
)
def test_forms_of_one_moment(written):
    """Where no zone is written, it is the source's own: Seoul."""
    assert read_date(written, SEOUL) == TEN


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2026-11-20", seoul(2026, 11, 20)),
        ("2026.11.20", seoul(2026, 11, 20)),
        ("2026. 11. 20.", seoul(2026, 11, 20)),
        ("2026년 11월 20일", seoul(2026, 11, 20)),
        ("20261120", seoul(2026, 11, 20)),
        ("Sat,16 Jul 2022", seoul(2022, 7, 16)),
        ("Sat, 16 07 2022 22:01:07 +0900", seoul(2022, 7, 16, 22, 1, 7)),
        ("2022-07-16 22:01:07", seoul(2022, 7, 16, 22, 1, 7)),
        ("2026-11-20 오후 3:20:00", seoul(2026, 11, 20, 15, 20)),
        ("2026-11-20 오후 12:20:00", seoul(2026, 11, 20, 12, 20)),
        ("2026-11-20 오전 12:20:00", seoul(2026, 11, 20, 0, 20)),
        ("2026-11-20 03:20 PM", seoul(2026, 11, 20, 15, 20)),
        ("2026-11-20 24:00", seoul(2026, 11, 21)),
        ("2026-11-20 10:00:60", seoul(2026, 11, 20, 10, 0, 59)),
    ],
)
def test_other_days_and_hours(written, moment):
    assert read_date(written, SEOUL) == moment


def test_another_source_has_another_zone():
    london = ZoneInfo("Europe/London")
    assert read_date("2026-11-20 10:00:00", london) == datetime(2026, 11, 20, 10, tzinfo=UTC)
    assert read_date("2026-11-20 10:00:00 +0900", london) == TEN


@pytest.mark.parametrize(
    "written",
    [
        "",
        "오늘",
        "3시간 전",
        "2026",
        "2026-11",
        "2026년 11월",
        "11월 20일",
        "10:00",
        "0000-00-00 00:00:00",
        "2026-13-40",
        "2026-02-30",
        "30 Foo 2026",
        "2026-11-20 25:00",
        "2026-11-20 and more",
        "11/20/2026",
        "20-11-2026",
        "123456789",
        "99999999999999",
        "1" * 5000,
        "2026-11-20 " * 500,
    ],
)
def test_what_names_no_day_is_no_date(written):
    """A month is not its first day, and what stands beside a date is not overlooked."""
    assert read_date(written, SEOUL) is None


@given(st.text(max_size=40))
def test_any_text_is_a_date_or_none(written):
    moment = read_date(written, SEOUL)
    assert moment is None or moment.tzinfo is UTC


@given(st.datetimes(min_value=NOW.replace(year=1996, tzinfo=None), max_value=NOW.replace(year=2090, tzinfo=None)))
def test_what_is_written_is_read(moment):
    """Every day of a century survives being written as feeds write it."""
    local = moment.replace(microsecond=0, tzinfo=SEOUL)
    for form in ("%Y-%m-%d %H:%M:%S", "%Y.%m.%d %H:%M:%S", "%Y년 %m월 %d일 %H시 %M분 %S초", "%Y%m%d%H%M%S"):
        assert read_date(local.strftime(form), SEOUL) == local


@pytest.mark.parametrize(
    ("moment", "kept"),
    [
        (datetime(2026, 11, 20, 11, tzinfo=UTC), datetime(2026, 11, 20, 11, tzinfo=UTC)),
        (datetime(2026, 11, 20, 21, tzinfo=UTC), NOW),
        (datetime(2026, 11, 22, tzinfo=UTC), None),
        (datetime(2099, 1, 1, tzinfo=UTC), None),
        (datetime(1970, 1, 1, tzinfo=UTC), None),
        (None, None),
    ],
)
def test_nobody_publishes_in_the_future(moment, kept):
    """Nine hours ahead is Korean time marked as GMT; years ahead is no date."""
    assert plausible(moment, NOW) == kept
