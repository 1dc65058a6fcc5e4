"""The watcher is watched: a line a day, digests, alarms."""

from datetime import timedelta

import pytest

from alerts.destinations import Language, SlackDestination
from alerts.local import FileSender
from alerts.message import BUDGET
from alerts.watching import Counts, by_another_route, digest, heartbeat, late, say_alive
from tests.alerts.scene import TEAM, change, slack_sender
from tests.alerts.test_message import check

DAILY = SlackDestination(name="team", channel="C0ALERTS", heartbeat=True, language="en")
COUNTS = Counts(feeds=12, articles=340, facts=85)


@pytest.fixture
def sender(slack, clock):
    return slack_sender(slack.address, clock)


def test_the_line_of_the_day_is_said_once(slack, clock, sender):
    """However many runs a day has; the next day again; never before the morning."""
    for _ in range(3):
        say_alive([DAILY], {"team": sender}, COUNTS, clock.now())
        clock.sleep(600)
    [message] = slack.workspace.visible()
    assert message["text"] == "alive: 12 feeds, 340 articles, 85 facts · nothing changed"
    clock.sleep(12.5 * 3600)  # half past one in the night
    assert say_alive([DAILY], {"team": sender}, COUNTS, clock.now()) == ()
    clock.sleep(9 * 3600)
    assert say_alive([DAILY], {"team": sender}, COUNTS, clock.now()) == ("team",)


def test_nobody_is_told_who_did_not_ask(clock, sender, slack):
    say_alive([TEAM], {"team": sender}, COUNTS, clock.now())
    assert not slack.workspace.visible()


def test_a_trouble_of_one_channel_is_not_raised(clock, sender, slack):
    """The line is said when it works again."""
    slack.workspace.revoked = "token_revoked"
    assert say_alive([DAILY], {"team": sender}, COUNTS, clock.now()) == ()


@pytest.mark.parametrize("language", Language)
def test_every_line_about_the_monitor_is_within_the_limits(language):
    check(heartbeat(Counts(1, 2, 3, 4), language))
    check(digest([change(n) for n in range(300)], language))
    check(digest([], language))
    assert BUDGET == 3000


def test_alerts_that_wait_too_long_are_told_of(outbox, clock):
    """After half an hour, quiet hours not counted; not where the destination is known to be blocked."""
    quiet = SlackDestination(name="quiet", channel="C0Q", digest={"at": "08:00"})
    outbox.put(change(), to=("team", "quiet"))
    assert late(outbox, [TEAM, quiet], clock.now() + timedelta(minutes=29)) == ()
    [(name, line)] = late(outbox, [TEAM, quiet], clock.now() + timedelta(minutes=31))
    assert name == "team"
    assert line == "알림 1건이 30분 넘게 기다리고 있습니다: team."


def test_an_alarm_takes_another_route(slack, clock, sender, tmp_path):
    """Not by the destination that is in trouble; by the last resort where no other takes it."""
    file = FileSender(tmp_path / "alarms.txt")
    alarm = by_another_route({"broken": sender, "team": sender}, file)
    alarm("broken", "something is wrong")
    [message] = slack.workspace.visible()
    assert message["text"] == "something is wrong"
    slack.workspace.revoked = "token_revoked"
    alarm("broken", "worse")
    assert "worse" in file.path.read_text()
