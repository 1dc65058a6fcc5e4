"""Quiet hours and digests, in the destination's own time zone."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alerts.destinations import SlackDestination, TerminalDestination
from alerts.hours import held_until
from tests.alerts.scene import change
from tests.alerts.test_delivery import Scene

NIGHT = SlackDestination(name="team", channel="C0ALERTS", quiet_hours={"from": "22:00", "until": "07:00"})
LUNCH = SlackDestination(name="team", channel="C0ALERTS", quiet_hours={"from": "12:00", "until": "13:30"})
DAILY = SlackDestination(name="team", channel="C0ALERTS", digest={"every": "daily", "at": "08:00"})
WEEKLY = SlackDestination(name="team", channel="C0ALERTS", digest={"every": "weekly", "at": "08:00"})
BERLIN = SlackDestination(name="team", channel="C0ALERTS", time_zone="Europe/Berlin", digest={"at": "02:30"})


def seoul(day, hour, minute=0):
    return datetime(2024, 6, day, hour, minute, tzinfo=UTC) - timedelta(hours=9)


@pytest.mark.parametrize(
    ("destination", "created", "now", "held"),
    [
        (NIGHT, seoul(3, 21, 59), seoul(3, 21, 59), None),
        (NIGHT, seoul(3, 22), seoul(3, 22), seoul(4, 7)),
        (NIGHT, seoul(4, 3), seoul(4, 3), seoul(4, 7)),
        (NIGHT, seoul(3, 21, 59), seoul(3, 23), seoul(4, 7)),
        (NIGHT, seoul(4, 3), seoul(4, 7), seoul(4, 7)),
        (NIGHT, seoul(4, 7), seoul(4, 7), None),
        (LUNCH, seoul(4, 12, 30), seoul(4, 12, 30), seoul(4, 13, 30)),
        (LUNCH, seoul(4, 11), seoul(4, 14), None),
        (DAILY, seoul(4, 7, 59), seoul(4, 7, 59), seoul(4, 8)),
        (DAILY, seoul(4, 8), seoul(4, 8), seoul(5, 8)),
        (WEEKLY, seoul(3, 7), seoul(3, 7), seoul(3, 8)),
        (WEEKLY, seoul(3, 9), seoul(3, 9), seoul(10, 8)),
        (WEEKLY, seoul(6, 9), seoul(6, 9), seoul(10, 8)),
        (TerminalDestination(name="t"), seoul(4, 3), seoul(4, 3), None),
    ],
)
def test_until_when_an_alert_is_held(destination, created, now, held):
    """3 June 2024 is a Monday; the ends of the hours belong to what follows."""
    assert held_until(destination, created, now) == held


@given(
    st.integers(0, 3 * 365 * 24 * 60).map(lambda minutes: datetime(2023, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes))
)
def test_nothing_is_held_for_longer_than_its_rhythm(created):
    """Summer time or not: a night is over after a night, a digest after a day and its changed hour, or a week."""
    for destination, hours in ((NIGHT, 9), (LUNCH, 1.5), (DAILY, 24), (WEEKLY, 168), (BERLIN, 25)):
        held = held_until(destination, created, created)
        assert held is None or created < held <= created + timedelta(hours=hours)


def test_what_the_night_held_comes_as_one_message_in_the_morning(outbox, slack, clock):
    """Two changes in the night: nothing at three o'clock, one announcement at seven, both in its thread."""
    scene = Scene(outbox, slack, clock, NIGHT)
    clock.sleep((seoul(4, 3) - clock.now()).total_seconds())
    outbox.put(change(1), change(2), at=clock.now())
    report = scene.round()
    assert not scene.messages
    assert report.next_due == seoul(4, 7)
    clock.sleep(4 * 3600)
    scene.round()
    index, *answers = scene.messages
    assert len(answers) == 2
    assert {answer["thread_ts"] for answer in answers} == {index["ts"]}


def test_a_single_one_needs_no_announcement(outbox, slack, clock):
    """What the night held is told as itself when it is alone."""
    scene = Scene(outbox, slack, clock, DAILY)
    outbox.put(change(1), at=clock.now())
    scene.until_done()
    [message] = scene.messages
    assert "인물1" in message["text"]
