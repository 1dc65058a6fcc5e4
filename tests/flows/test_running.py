"""The monitor as a user starts it: server, deployments, worker, feeds over HTTP, a strict Slack."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
import yaml

from tests.flows.outlet import Outlet
from tests.flows.running import RunningMonitor
from tests.slack_server.server import SlackServer
from tests.sources.conftest import Web

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

SUCCESSOR = "소혜나"
NEWS = (
    f"LG전자, 토론토 AI 연구소장에 {SUCCESSOR} 박사 선임",
    (
        f"LG전자가 캐나다 토론토 AI 연구소의 신임 소장으로 {SUCCESSOR} 박사를 선임했다.\n"
        "토론토 AI 연구소는 2018년 문을 연 LG전자의 해외 연구 거점이다. "
        f"{SUCCESSOR} 소장은 로봇 학습 분야에서 15년 동안 연구했다.\n"
        "회사 관계자는 “연구 역량을 한 단계 끌어올릴 것”이라고 말했다."
    ),
)
COPY = (
    f"{SUCCESSOR} 박사, LG전자 토론토 AI 연구소 이끈다",
    (
        f"LG전자는 토론토 AI 연구소장에 {SUCCESSOR} 박사를 임명했다.\n"
        f"업계는 {SUCCESSOR} 소장이 가전과 로봇을 잇는 연구를 이끌 것으로 본다.\n"
        "토론토 연구소는 토론토대와 여러 산학 과제를 함께 하고 있다."
    ),
)


@pytest.fixture(scope="module")
def site():
    web = Web()
    yield web
    web.close()


@pytest.fixture(scope="module")
def outlets(site):
    return Outlet(site, "morning"), Outlet(site, "evening")


@pytest.fixture(scope="module")
def slack():
    with SlackServer() as server:
        yield server


@pytest.fixture(scope="module")
def settings(site, outlets, slack, tmp_path_factory):
    """A watch list of two outlets that work and one that does not, and a channel of the local Slack."""
    folder = tmp_path_factory.mktemp("monitor")
    channel = next(iter(slack.workspace.channels))
    watch_list = folder / "watch_list.yaml"
    watch_list.write_text(
        yaml.safe_dump(
            {
                "organizations": [{"name": "LG전자", "aliases": ["LG Electronics"]}],
                "feeds": [
                    *({"name": outlet.name, "url": outlet.address, "publisher": outlet.name} for outlet in outlets),
                    {"name": "gone", "url": site.url("/gone.xml")},
                ],
                "destinations": [{"name": "team", "type": "slack", "channel": channel, "language": "ko"}],
            },
            allow_unicode=True,
        ),
        encoding="utf-8",
    )
    return folder, {
        "BONGSU_WATCH_LIST": str(watch_list),
        "BONGSU_SLACK_TOKEN": slack.workspace.token,
        "BONGSU_SLACK_ADDRESS": slack.address,
        "BONGSU_ALLOWED_HOSTS": json.dumps(["127.0.0.1"]),
    }


@pytest.fixture(scope="module")
def monitor(settings):
    folder, variables = settings
    with RunningMonitor(folder, **variables) as running:
        yield running


def messages(slack):
    return [message for channel in slack.workspace.channels.values() for message in channel.messages]


def poll(monitor):
    run = monitor.trigger("watch-feeds/watch-feeds-now", options={"at_once": True})
    state = monitor.ended(run)
    assert state["type"] == "COMPLETED", (state, monitor.said[-4000:])
    return run, state


def test_schedules_really_give_runs(monitor):
    """A deployment with a schedule gets scheduled runs: the fault that an unlocked SQLAlchemy brings is silent."""
    scheduled = {"flow_runs": {"state": {"type": {"any_": ["SCHEDULED"]}}}}
    monitor.wait(lambda: monitor.api("flow_runs/count", scheduled) > 0, 60, "scheduled runs")


def test_the_seeds_are_read_at_the_start(monitor):
    """`make run` reads the seed corpus by itself, silently, and leaves a table of what that gave."""
    done = {
        "flows": {"name": {"any_": ["ingest-seeds"]}},
        "flow_runs": {"state": {"type": {"any_": ["COMPLETED"]}}},
    }
    (run, *_) = monitor.wait(lambda: monitor.api("flow_runs/filter", done), 120, "the seeds")
    assert "| new in the ledger | 5 |" in monitor.artifacts(run["id"])["seeds"]


def test_an_article_pasted_into_the_form_is_shown_and_not_stored(monitor):
    """read-article leaves claims and changes as an artifact; a wrong value is refused before anything runs."""
    article = {"title": NEWS[0], "text": NEWS[1], "published": datetime.now(UTC).date().isoformat()}
    run = monitor.trigger("read-article/read-article", article=article)
    state = monitor.ended(run)
    assert state["type"] == "COMPLETED", (state, monitor.said[-4000:])
    shown = monitor.artifacts(run)["article"]
    assert SUCCESSOR in shown
    assert "leadership" in shown
    deployment = monitor.api("deployments/name/read-article/read-article")["id"]
    refused = monitor.api(
        f"deployments/{deployment}/create_flow_run", {"parameters": {"article": {"url": "no address"}}}
    )
    assert refused[0] == 409
    assert "url" in refused[1]


def test_one_change_is_told_once_whatever_is_published_and_restarted(monitor, outlets, slack, settings):
    """Seeds, then a new head of the Toronto lab: one message with before and after; copies, polls and a restart add none."""
    morning, evening = outlets
    poll(monitor)
    assert messages(slack) == []
    morning.publish(*NEWS)
    run, state = poll(monitor)
    assert state["name"] == "CompletedWithProblems"
    assert "gone" in state["message"]
    assert SUCCESSOR in monitor.artifacts(run)["changes"]
    (message,) = messages(slack)
    told = json.dumps(message, ensure_ascii=False)
    assert "케빈 페레이라" in told
    assert SUCCESSOR in told
    assert "신임 소장으로" in told
    poll(monitor)
    monitor.end()
    evening.publish(*COPY)
    folder, variables = settings
    with RunningMonitor(folder, **variables) as again:
        poll(again)
    assert len(messages(slack)) == 1
