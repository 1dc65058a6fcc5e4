"""Bad input at the front door: a clear line that names the thing and the way out, and nothing is lost."""

import asyncio
import os
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from pydantic import SecretStr

from facts.articles import Article
from flows.delivery import deliver_pending
from flows.marked_yaml import ConfigurationError
from flows.pipeline import Monitor, record_articles
from flows.settings import Settings
from flows.watch_list import WatchList, load_watch_list
from flows.watching import watch
from ledger import Ledger
from tests.flows.outlet import Outlet
from tests.slack_server.server import SlackServer

BONGSU = Path(sys.executable).parent / "bongsu"
ORGANIZATIONS = "organizations:\n  - name: 한강전자\n"


def write(folder, text):
    path = folder / "watch_list.yaml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("text", "line", "named"),
    [
        ("organizations: [", 1, "broken YAML"),
        ("organizations:\n  - name: 가\n   aliases: []\n", 3, "broken YAML"),
        ("", 0, "is empty"),
        ("feeds: []\n", 1, "organizations: is missing"),
        (f"{ORGANIZATIONS}feed: []\n", 3, "feed: there is no such field"),
        (f"{ORGANIZATIONS}feeds:\n  - name: a\n    url: ftp://x\n", 5, "feeds.0.url"),
        (f"{ORGANIZATIONS}feeds:\n  - name: a\n    url: https://x.example/\n    tier: 9\n", 6, "feeds.0.tier"),
        (f"{ORGANIZATIONS}  - name: 한강전자\n", 1, "한강전자 stands twice"),
        (f"{ORGANIZATIONS}destinations:\n  - {{name: t, type: slack, channel: general}}\n", 4, "channel"),
        (f"{ORGANIZATIONS}destinations:\n  - {{name: t, type: pigeon}}\n", 4, "pigeon"),
        (f"{ORGANIZATIONS}routes:\n  - {{destinations: [nowhere]}}\n", 1, "nowhere"),
        (f"{ORGANIZATIONS}routes:\n  - {{destinations: [t], kinds: [weather]}}\n", 4, "routes.0.kinds.0"),
    ],
)
def test_a_faulty_watch_list_is_named_by_line_and_field(tmp_path, text, line, named):
    """Every fault of the file names the file, the line and the field."""
    path = write(tmp_path, text)
    with pytest.raises(ConfigurationError) as caught:
        load_watch_list(path)
    message = str(caught.value)
    assert named in message
    assert f"{path}:{line}" in message if line else str(path) in message


def test_a_watch_list_that_is_not_there_names_the_setting(tmp_path):
    with pytest.raises(ConfigurationError, match="BONGSU_WATCH_LIST"):
        load_watch_list(tmp_path / "none.yaml")


def run(*arguments, **settings):
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("BONGSU_", "SLACK_"))}
    return subprocess.run(
        [BONGSU, *arguments], env=environment | settings, capture_output=True, text=True, check=False, timeout=60
    )


@pytest.mark.parametrize(
    ("lines", "named"),
    [
        ("not json\n", "not JSON"),
        ("[1]\n", "a JSON object is wanted"),
        ('{"id": "a", "text": "가"}\n', "no published"),
        ('{"id": "a", "published": "2024-01-01"}\n', "no text"),
        ('{"id": "a", "text": "가", "published": "지난달"}\n', "is no date"),
    ],
)
def test_a_record_that_is_no_article_is_named_by_its_line(tmp_path, lines, named):
    """`bongsu extract` says which line of which file is wrong, in one line, and exits with 2."""
    path = tmp_path / "articles.jsonl"
    path.write_text(lines, encoding="utf-8")
    done = run("extract", str(path))
    assert done.returncode == 2
    assert named in done.stderr
    assert f"{path}:1" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_ledger_that_cannot_be_written_is_named(tmp_path):
    """An address that leads into a file instead of a folder: one line with the address, exit status 2."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    done = run("facts", BONGSU_LEDGER=f"sqlite:///{tmp_path}/file/ledger.sqlite")
    assert done.returncode == 2
    assert "ledger.sqlite" in done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.fixture
def opened(tmp_path, web):
    """A monitor of one outlet that works and several that do not."""
    outlet = Outlet(web, "good")
    faults = {
        "page": web.serve(
            "/page.xml", "<!doctype html><html><body>점검중입니다</body></html>", content_type="text/html"
        ),
        "empty": web.serve(
            "/empty.xml", "<?xml version='1.0'?><rss version='2.0'><channel><title>t</title></channel></rss>"
        ),
        "huge": web.serve("/huge.xml", b"<rss>" + b" " * (16 * 1024 * 1024)),
        "gone": web.url("/gone.xml"),
    }
    watch_list = WatchList.model_validate(
        {
            "organizations": [{"name": "한강전자"}],
            "feeds": [{"name": name, "url": url} for name, url in {"good": outlet.address, **faults}.items()],
            "destinations": [{"name": "team", "type": "slack", "channel": "C0ALERTS"}],
        }
    )
    settings = Settings(data=tmp_path, allowed_hosts=("127.0.0.1",), BONGSU_SLACK_TOKEN="xoxb-wrong")
    with Ledger.open("sqlite://") as ledger:
        yield Monitor(settings, watch_list, ledger), outlet


def test_bad_feeds_report_themselves_and_the_good_one_is_read(opened):
    """A page, an empty feed, a huge body and an address without a feed are named; the rest goes on."""
    monitor, _ = opened
    result = asyncio.run(watch(monitor))
    problems = {row.feed: row.problem for row in result.rows}
    assert problems.pop("good") == ""
    assert set(problems) == {"page", "empty", "huge", "gone"}
    for name, problem in problems.items():
        assert problem, name


def test_a_wrong_slack_token_keeps_the_alerts(opened):
    """The destination is blocked with what to do about it; once the token is right, the alert is sent."""
    monitor, _ = opened
    article = Article(
        id="a",
        title="한강전자 새 대표이사에 소혜나",
        text="한강전자는 이사회를 열어 소혜나 부사장을 신임 대표이사로 선임했다.",
        published=date(2026, 3, 2),
    )
    with SlackServer() as slack:
        wrong = monitor.settings.model_copy(update={"slack_address": slack.address})
        blocked = Monitor(wrong, monitor.watch_list, monitor.ledger)
        tally = record_articles(blocked, [article], now=lambda: datetime(2026, 3, 2, 12, tzinfo=UTC))
        assert len(tally.changes) == 1
        (report,) = deliver_pending(blocked)
        assert report.sent == 0
        assert "token" in report.said
        assert "xoxb-wrong" not in report.said
        right = wrong.model_copy(update={"slack_token": SecretStr(slack.workspace.token)})
        (report,) = deliver_pending(Monitor(right, monitor.watch_list, monitor.ledger))
        assert report.sent == 1
        assert len(slack.workspace.visible()) == 1
