"""Answers by buttons, taken by a real process through real sockets of the local Slack."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime

import pytest
import yaml

from facts.articles import Article
from flows.delivery import deliver_pending
from flows.pipeline import monitor, record_articles
from flows.settings import Settings
from tests.alerts.test_answers import shown, struck
from tests.flows.running import PROJECT
from tests.slack_server import Channel, SlackServer, Workspace

pytestmark = pytest.mark.timeout(120)

TEXT = "LG전자가 캐나다 토론토 AI 연구소의 신임 소장으로 소혜나 박사를 선임했다고 밝혔다."


@pytest.fixture
def slack():
    with SlackServer(Workspace((Channel("C0ALERTS", "alerts"), Channel("C0BOARD", "board")))) as server:
        yield server


@pytest.fixture
def environment(tmp_path, slack):
    """Of an installation with one alert told in two channels."""
    path = tmp_path / "watch_list.yaml"
    places = [{"name": "team", "channel": "C0ALERTS"}, {"name": "board", "channel": "C0BOARD", "language": "en"}]
    given = {"organizations": [{"name": "LG전자"}], "destinations": [{**place, "type": "slack"} for place in places]}
    path.write_text(yaml.safe_dump(given, allow_unicode=True), encoding="utf-8")
    return {
        "BONGSU_DATA": str(tmp_path / "data"),
        "BONGSU_WATCH_LIST": str(path),
        "BONGSU_SLACK_TOKEN": "xoxb-local",
        "BONGSU_SLACK_APP_TOKEN": "xapp-local",
        "BONGSU_SLACK_ADDRESS": slack.address,
    }


@pytest.fixture
def settings(environment, monkeypatch):
    for name in [name for name in os.environ if name.startswith(("BONGSU_", "SLACK_"))]:
        monkeypatch.delenv(name)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    return Settings()


@pytest.fixture
def told(settings, slack):
    """The alert, sent with buttons."""
    with monitor(settings) as opened:
        today = datetime.now(UTC).date()
        record_articles(opened, [Article(id="a", title="소식", text=TEXT, published=today, source="by hand")])
        deliver_pending(opened)
    return slack.workspace.visible()[0]


class Listening:
    """`bongsu listen` as a process of its own, with what it said."""

    def __init__(self, environment, folder, *arguments):
        self._log = folder / "listen.log"
        self._output = self._log.open("wb")
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("BONGSU_", "SLACK_"))}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "flows.command_line", "listen", *arguments],
            cwd=PROJECT,
            env={**kept, **environment},
            stdout=self._output,
            stderr=subprocess.STDOUT,
        )

    @property
    def said(self):
        return self._log.read_text(encoding="utf-8")

    def end(self, number=signal.SIGTERM):
        if self.process.poll() is None:
            self.process.send_signal(number)
        try:
            return self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise
        finally:
            self._output.close()


@pytest.fixture
def listening(environment, tmp_path, slack, told):
    running = Listening(environment, tmp_path)
    try:
        wait(lambda: slack.sockets, 40)
        yield running
    finally:
        running.end()


def wait(condition, seconds=20):
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "it did not come to pass"
        time.sleep(0.05)


def press(slack, message, verdict, member="U9", **how):
    value = message["blocks"][1]["elements"][0]["value"]
    before = len(slack.envelopes)
    wait(lambda: slack.click(message["ts"], f"bongsu_{verdict}", member, value=value, **how))
    wait(lambda: len(slack.envelopes) > before)


def judgements(settings):
    with monitor(settings) as opened:
        return opened.ledger.judgements()


def test_a_press_becomes_a_judgement_once_and_is_shown_at_once(listening, slack, told, settings):
    """The envelope comes three times; the message is struck through in place with who said so, and keeps its buttons."""
    press(slack, told, "wrong", times=3)
    wait(lambda: struck(slack.workspace.visible()[0]))
    wait(lambda: len(slack.envelopes) == 3)
    (judged,) = judgements(settings)
    assert (judged.verdict, judged.by, judged.given.destination, judged.given.button) == ("wrong", "U9", "team", True)
    (message,) = slack.workspace.visible()
    assert "❌ 틀림: @U9" in shown(message)
    assert [block["type"] for block in message["blocks"]] == ["rich_text", "actions"]
    assert listening.said.count("wrong by U9") == 1


def test_each_button_has_its_judgement(listening, slack, told, settings):
    """A mute and a repeat are for the channel where they were pressed, and say so there."""
    press(slack, told, "mute", "U1")
    press(slack, told, "told_before", "U2")
    press(slack, told, "right", "U3")
    wait(lambda: "@U3" in shown(slack.workspace.visible()[0]))
    found = {each.about: each for each in judgements(settings)}
    assert set(found) == {"mute", "repeat", "claims"}
    assert (found["mute"].destination, found["repeat"].destination) == ("team", "team")
    said = shown(slack.workspace.visible()[0])
    assert all(words in said for words in ("이 채널에 알리지 않음: @U1", "이미 전한 소식", "맞음: @U3"))
    assert "@U" not in shown(slack.workspace.visible("C0BOARD")[0])


@pytest.mark.parametrize("lose", ["refresh_sockets", "drop_sockets"])
def test_it_changes_sockets_when_slack_wants_it_or_drops_it(listening, slack, told, settings, lose):
    """Whether announced or not, the next press arrives."""
    opened = sum(method == "apps.connections.open" for method, _ in slack.workspace.calls)
    getattr(slack, lose)()
    wait(lambda: sum(m == "apps.connections.open" for m, _ in slack.workspace.calls) > opened, 30)
    wait(lambda: slack.sockets, 30)
    press(slack, told, "wrong")
    wait(lambda: len(judgements(settings)) == 1)


def test_a_press_while_nobody_listens_is_not_lost_to_the_next(environment, tmp_path, slack, told, settings):
    """Slack tells the reader that it did not work; a reaction, or another press later, does."""
    value = told["blocks"][1]["elements"][0]["value"]
    assert slack.click(told["ts"], "bongsu_wrong", "U9", value=value) == 0
    running = Listening(environment, tmp_path)
    try:
        press(slack, told, "wrong")
        wait(lambda: len(judgements(settings)) == 1)
    finally:
        running.end()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_cleanly_and_soon(listening, slack, number):
    """Status 0, the socket closed, no traceback."""
    started = time.monotonic()
    assert listening.end(number) == 0
    assert time.monotonic() - started < 10
    wait(lambda: not slack.sockets, 5)
    assert "listens no more" in listening.said
    assert "Traceback" not in listening.said


def test_its_life_can_be_bounded(environment, tmp_path, slack, told):
    running = Listening(environment, tmp_path, "--minutes", "0.02")
    assert running.process.wait(60) == 0
    running.end()


def test_a_revoked_token_is_waited_out_and_said_once(environment, tmp_path, slack, told, settings):
    """Set up again, it goes on by itself."""
    slack.workspace.app_token = "xapp-another"
    running = Listening(environment, tmp_path)
    try:
        wait(lambda: "BONGSU_SLACK_APP_TOKEN" in running.said, 40)
        slack.workspace.app_token = "xapp-local"
        wait(lambda: slack.sockets, 40)
        press(slack, told, "right")
        assert running.said.count("cannot listen for buttons: invalid_auth") == 1
        assert "xapp-" not in running.said.replace("(xapp-…)", "")
    finally:
        running.end()


def test_what_is_missing_is_named(environment, tmp_path):
    """One line and status 2."""
    del environment["BONGSU_SLACK_APP_TOKEN"]
    running = Listening(environment, tmp_path)
    assert running.process.wait(60) == 2
    running.end()
    assert running.said.startswith("bongsu: no app-level token: set BONGSU_SLACK_APP_TOKEN")
    assert len(running.said.splitlines()) == 1


def test_answers_reach_the_same_judgement_by_reaction(told, slack, settings):
    """Without a listener: the look back takes reactions, each once, for its own channel."""
    from flows.aftercare import look_after

    board = slack.workspace.visible("C0BOARD")[0]
    slack.workspace.react(board["ts"], "no_bell", "U1", "C0BOARD")
    slack.workspace.react(board["ts"], "repeat", "U2", "C0BOARD")
    for _ in range(2):
        with monitor(settings) as opened:
            look_after(opened)
    assert sorted((each.about, each.destination) for each in judgements(settings)) == [
        ("mute", "board"),
        ("repeat", "board"),
    ]
    assert "🔕 Muted in this channel until" in shown(slack.workspace.visible("C0BOARD")[0])
    assert json.dumps(slack.workspace.visible("C0ALERTS")).count("user_id") == 0
