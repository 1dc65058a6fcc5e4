"""Tokens that Prefect keeps in Secret blocks: named by a setting, loaded where they are used, shown nowhere."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, datetime

import pytest
import yaml

from tests.flows.running import PROJECT, RunningMonitor
from tests.slack_server import SlackServer, Workspace

pytestmark = [pytest.mark.slow, pytest.mark.timeout(400)]

TOKEN = "xoxb-20260704-kept-in-a-block"
APP_TOKEN = "xapp-20260704-kept-in-a-block"
TEXT = "LG전자가 캐나다 토론토 AI 연구소의 신임 소장으로 소혜나 박사를 선임했다고 밝혔다."


@pytest.fixture(scope="module")
def slack():
    with SlackServer(Workspace(token=TOKEN, app_token=APP_TOKEN)) as server:
        yield server


@pytest.fixture(scope="module")
def monitor(tmp_path_factory, slack):
    """Up with settings that name blocks which nobody has made yet."""
    folder = tmp_path_factory.mktemp("blocks")
    listed = folder / "watch_list.yaml"
    team = {"name": "team", "type": "slack", "channel": "C0ALERTS"}
    listed.write_text(yaml.safe_dump({"organizations": [{"name": "LG전자"}], "destinations": [team]}), encoding="utf-8")
    settings = {
        "BONGSU_WATCH_LIST": str(listed),
        "BONGSU_SLACK_TOKEN": "prefect:secret/slack",
        "BONGSU_SLACK_APP_TOKEN": "prefect:secret/slack-app",
        "BONGSU_SLACK_ADDRESS": slack.address,
    }
    with RunningMonitor(folder, **settings) as running:
        yield running


def make_block(monitor, name, value):
    """As the form of the user interface does."""
    kind = monitor.api("block_types/slug/secret")["id"]
    (schema, *_) = monitor.api("block_schemas/filter", {"block_schemas": {"block_type_id": {"any_": [kind]}}})
    block = {"name": name, "data": {"value": value}, "block_type_id": kind, "block_schema_id": schema["id"]}
    made = monitor.api("block_documents/", block)
    assert isinstance(made, dict), made


def said(monitor, *arguments):
    """What a command says by its `--json`, beside the running monitor."""
    done = subprocess.run(
        [sys.executable, "-m", "flows.command_line", *arguments, "--json"],
        cwd=PROJECT,
        env=monitor.environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert TOKEN not in done.stdout + done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def checked(monitor):
    return {each["what"]: (each["verdict"], each["said"]) for each in said(monitor, "check", "--offline")}


def test_a_missing_block_keeps_the_alerts_and_names_the_way_out(monitor, slack):
    """The run completes, the alert waits, and the listener goes on trying."""
    article = {"text": TEXT, "published": f"{datetime.now(UTC):%Y-%m-%d}", "store": True}
    run = monitor.trigger("read-article/read-article", article=article)
    assert monitor.ended(run)["type"] == "COMPLETED"
    assert slack.workspace.visible() == []
    assert "BONGSU_SLACK_TOKEN names the Secret block 'slack', which is not on" in monitor.artifacts(run)["alerts"]
    (waiting,) = said(monitor, "alerts")
    assert (waiting["state"], waiting["destination"]) == ("blocked", "team")
    verdict, words = checked(monitor)["setting BONGSU_SLACK_TOKEN"]
    assert verdict == "FAILS"
    assert "is not on the Prefect server" in words
    assert "make it under Blocks" in words
    monitor.wait(lambda: "cannot listen for buttons: BONGSU_SLACK_APP_TOKEN" in monitor.said, 30, "the listener's word")


def test_a_block_made_later_is_used_by_the_next_run(monitor, slack):
    """What waited is told once, and buttons are listened for, without a restart."""
    make_block(monitor, "slack", TOKEN)
    make_block(monitor, "slack-app", APP_TOKEN)
    (waiting,) = said(monitor, "alerts")
    # cancelled where a scheduled one is going, which does the same
    monitor.ended(monitor.trigger("deliver-alerts/deliver-alerts"))
    monitor.wait(slack.workspace.visible, 60, f"the alert {waiting['id']}")
    assert len(slack.workspace.visible()) == 1
    monitor.wait(lambda: "listening for buttons" in monitor.said, 90, "the listener")
    found = checked(monitor)
    assert found["setting BONGSU_SLACK_TOKEN"][0] == "ok"
    assert "comes from the Secret block slack at" in found["setting BONGSU_SLACK_TOKEN"][1]
    assert found["destination team"][0] == "ok"


def test_settings_name_the_block_and_nothing_leaks_its_value(monitor):
    """Neither the commands nor what the monitor wrote, its server's database apart, which keeps it encrypted."""
    shown = {each["name"]: each["value"] for each in said(monitor, "settings")}
    assert shown["BONGSU_SLACK_TOKEN"] == "kept in the Secret block slack of Prefect"
    files = [path for path in monitor.folder.rglob("*") if path.is_file()]
    assert len(files) > 3
    assert [str(path) for path in files if TOKEN.encode() in path.read_bytes()] == []
