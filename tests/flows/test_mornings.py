"""What is said once a day or week, through the settings and the ledger of an installation and a local Slack."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta

import pytest
import yaml

from facts.articles import Article
from flows.aftercare import sum_up
from flows.delivery import deliver_pending
from flows.pipeline import monitor, record_articles
from flows.settings import Settings
from tests.slack_server import Channel, SlackServer, Workspace


def article(name: str, text: str, days_ago: int) -> Article:
    published = datetime.now(UTC).date() - timedelta(days=days_ago)
    return Article(id=name, title=name, text=text, published=published, source="by hand")


LATE = article("late", "LG전자는 토론토 AI 연구소의 신임 소장으로 소혜나 박사를 선임했다고 밝혔다.", 20)
SEED = article("seed", "LG전자는 뉴욕 AI 연구소의 신임 소장으로 도다솜 박사를 선임했다고 밝혔다.", 1)


@pytest.fixture
def slack():
    with SlackServer(Workspace((Channel("C0ALERTS", "alerts"), Channel("C0LABS", "labs")))) as server:
        yield server


@pytest.fixture
def settings(tmp_path, monkeypatch, slack):
    """Two channels whose digest of the background was due a minute ago; one is told of labs only."""
    due = datetime.now(UTC) - timedelta(minutes=1)
    background = {"every": "daily", "at": f"{due:%H:%M}"}
    common = {"type": "slack", "language": "en", "time_zone": "UTC", "background": background}
    given = {
        "organizations": [{"name": "LG전자"}],
        "destinations": [
            {"name": "team", "channel": "C0ALERTS", **common},
            {"name": "labs", "channel": "C0LABS", **common},
        ],
        "routes": [{"destinations": ["team"]}, {"kinds": ["lab"], "destinations": ["labs"]}],
    }
    path = tmp_path / "watch_list.yaml"
    path.write_text(yaml.safe_dump(given, allow_unicode=True), encoding="utf-8")
    for name in [name for name in os.environ if name.startswith(("BONGSU_", "SLACK_"))]:
        monkeypatch.delenv(name)
    for name, value in {
        "DATA": tmp_path / "data",
        "WATCH_LIST": path,
        "SLACK_TOKEN": "xoxb-local",
        "SLACK_ADDRESS": slack.address,
    }.items():
        monkeypatch.setenv(f"BONGSU_{name}", str(value))
    return Settings()


def test_what_was_learned_and_told_to_nobody_is_told_once_where_asked(settings, slack):
    """By the routes of the watch list; what the first load brought is left out."""
    an_hour_ago = datetime.now(UTC) - timedelta(hours=1)
    with monitor(settings) as opened:
        record_articles(opened, [SEED], silent=True, now=lambda: an_hour_ago)
        record_articles(opened, [LATE], now=lambda: an_hour_ago)
        assert [each.silence for each in opened.ledger.changes()] == [
            "first load",
            "recorded over a week after publication",
        ]
        assert sum_up(opened).said_at == ("team",)
        assert sum_up(opened).said_at == ()
        assert sum_up(opened, post=False).said_at == ()
    (message,) = slack.workspace.visible()
    assert message["text"] == "1 learned without telling"
    listed = str(message["blocks"])
    assert "소혜나" in listed
    assert "도다솜" not in listed
    assert slack.workspace.visible("C0LABS") == []


def test_a_blocked_channel_is_told_of_in_another_once(settings, slack):
    """Its alerts are kept and go out when it is mended; the others are not affected."""
    news = article("news", "LG전자는 베를린에 ‘로봇 AI랩’을 신설했다고 밝혔다.", 0)
    slack.workspace.channels["C0LABS"].archived = True
    with monitor(settings) as opened:
        record_articles(opened, [news])
        for _ in range(3):
            deliver_pending(opened)
        alert, alarm = sorted(slack.workspace.visible(), key=lambda each: "blocked" in each["text"])
        assert alert["text"].startswith("LG전자 로봇 AI랩 has opened")
        assert alarm["text"].startswith("Alerts are blocked: labs (is_archived). The channel is archived; ")
        slack.workspace.channels["C0LABS"].archived = False
        deliver_pending(opened)
    (told,) = slack.workspace.visible("C0LABS")
    assert told["text"] == alert["text"]
    assert len(slack.workspace.visible()) == 2
