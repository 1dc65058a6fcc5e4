"""The watcher is watched: a line a day, digests, alarms."""

import itertools
from datetime import timedelta

import pytest

from alerts import open_senders
from alerts.destinations import AppriseDestination, Language, SlackDestination
from alerts.local import FileSender
from alerts.message import BUDGET
from alerts.watching import Counts, by_another_route, digest, heartbeat, late, say_alive, say_learned
from tests.alerts.mailbox import Mailbox
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


def test_each_destination_has_its_own_morning(slack, clock):
    """Looked at every hour, as the schedule does: at nine in Berlin, not at nine in Seoul, once."""
    berlin = SlackDestination(name="b", channel="C0ALERTS", heartbeat=True, time_zone="Europe/Berlin", language="en")
    sender = slack_sender(slack.address, clock)
    said = []
    for _ in range(30):  # from noon in Seoul, which is five in the morning in Berlin
        said += [clock.now().hour] * len(say_alive([berlin], {"b": sender}, COUNTS, clock.now()))
        clock.sleep(3600)
    assert said == [7, 7], "nine in summer, today and tomorrow"


def test_what_cannot_be_read_back_is_said_in_the_first_hour_only(outbox, clock, tmp_path):
    """A mailbox gets one line a day from runs of every hour."""
    with Mailbox() as box:
        mail, senders = mail_to(box)
        for _ in range(48):
            say_alive([mail], senders, COUNTS, clock.now())
            say_learned([mail], senders, lambda *_: [change(1)], clock.now())
            clock.sleep(3600)
        subjects = [one["Subject"] for one in box.mails]
    assert subjects.count("alive: 12 feeds, 340 articles, 85 facts · nothing changed") == 2
    assert subjects.count("1 learned without telling") == 2


def mail_to(box):
    mail = AppriseDestination(name="mail", url_variable="M", heartbeat=True, background={"at": "07:30"}, language="en")
    address = f"mailto://127.0.0.1:{box.port}/?mode=insecure&from=a@example.org&to=b@example.org&format=text"
    return mail, open_senders([mail], terminal=None, file=None, secrets={"M": address})


@pytest.mark.parametrize(("every", "times", "days"), [("daily", 16, 1), ("weekly", 3, 7)])
def test_the_background_is_told_once_a_day_or_week(slack, clock, every, times, days):
    """Of the whole day or week before, in the destination's time; a trouble leaves it to the next hour; nothing of nothing."""
    team = SlackDestination(name="team", channel="C0ALERTS", background={"every": every, "at": "08:00"})
    sender = slack_sender(slack.address, clock)
    asked = []

    def learned(destination, start, end):
        asked.append((destination, start, end))
        return [change(1), change(2)]

    said = []
    for hour in range(15 * 24):
        slack.workspace.revoked = "token_revoked" if hour % 24 in {20, 21} else None  # eight and nine in Seoul
        if say_learned([team], {"team": sender}, learned, clock.now()):
            said.append(asked[-1])
        clock.sleep(3600)
    assert len(said) == len(slack.workspace.visible()) == times
    assert {end - start for _, start, end in said} == {timedelta(days=days)}
    assert [(second[1] - first[2]) for first, second in itertools.pairwise(said)] == [timedelta()] * (times - 1)
    assert {end.hour for *_, end in said} == {23}
    assert slack.workspace.visible()[0]["text"] == "알리지 않고 알게 된 것 2건"
    clock.sleep(3600 * 24 * 7)
    assert say_learned([team], {"team": sender}, lambda *_: [], clock.now()) == ()


def test_nobody_is_told_who_did_not_ask(clock, sender, slack):
    say_alive([TEAM], {"team": sender}, COUNTS, clock.now())
    say_learned([TEAM], {"team": sender}, lambda *_: [change(1)], clock.now())
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
