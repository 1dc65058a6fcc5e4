"""Changes that wait for a person, in a running monitor: held, decided on by the form, told once or not at all."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime

import pytest
import yaml

from tests.flows.running import RunningMonitor
from tests.slack_server import SlackServer, Workspace

pytestmark = [pytest.mark.slow, pytest.mark.timeout(400)]


@pytest.fixture(scope="module")
def slack():
    with SlackServer(Workspace()) as server:
        yield server


@pytest.fixture(scope="module")
def monitor(tmp_path_factory, slack):
    """One that holds what a single origin states."""
    folder = tmp_path_factory.mktemp("review")
    listed = folder / "watch_list.yaml"
    team = {"name": "team", "type": "slack", "channel": "C0ALERTS"}
    listed.write_text(yaml.safe_dump({"organizations": [{"name": "LG전자"}], "destinations": [team]}), encoding="utf-8")
    settings = {
        "BONGSU_WATCH_LIST": str(listed),
        "BONGSU_SLACK_TOKEN": "xoxb-local",
        "BONGSU_SLACK_ADDRESS": slack.address,
        "BONGSU_REVIEW": "single-source",
        "BONGSU_REVIEW_UNANSWERED": "drop",
    }
    with RunningMonitor(folder, **settings) as running:
        yield running


def ran(monitor, deployment, **parameters):
    """The artifacts of a run that completed."""
    run = monitor.trigger(deployment, **parameters)
    state = monitor.ended(run, 120)
    assert state["type"] == "COMPLETED", state
    return monitor.artifacts(run)


def held(monitor, place, person):
    """Record an article that one origin alone states; the beginning of its change's key, as the list of `review` shows it."""
    text = f"LG전자가 {place} AI 연구소의 신임 소장으로 {person} 박사를 선임했다고 밝혔다."
    ran(
        monitor,
        "read-article/read-article",
        article={"text": text, "published": f"{datetime.now(UTC):%Y-%m-%d}", "store": True},
    )
    (row,) = [row for row in ran(monitor, "review/review")["review"].splitlines() if person in row]
    return row.split("|")[1].strip()


def told(slack, person):
    return [each for each in slack.workspace.visible() if person in json.dumps(each, ensure_ascii=False)]


def ledger(monitor):
    return closing(sqlite3.connect(monitor.folder / "data" / "ledger.sqlite"))


def judgements(monitor):
    with ledger(monitor) as connection:
        return [json.loads(body) for (body,) in connection.execute("SELECT body FROM judgement ORDER BY id")]


def test_what_is_right_is_told_once(monitor, slack):
    """Held until a person decides; the decision is kept with who and when, and a second one finds nothing to decide."""
    key = held(monitor, "토론토", "소혜나")
    assert told(slack, "소혜나") == []
    decision = {"change": key, "decision": "right", "by": "a reader", "reason": "seen at the newsroom"}
    assert "Nothing waits" in ran(monitor, "review/review", options=decision)["review"]
    assert len(told(slack, "소혜나")) == 1
    (judgement,) = judgements(monitor)
    assert (judgement["verdict"], judgement["by"], judgement["reason"]) == ("right", "a reader", "seen at the newsroom")
    assert datetime.fromisoformat(judgement["at"]).date() == datetime.now(UTC).date()
    again = monitor.ended(monitor.trigger("review/review", options=decision))
    assert again["type"] == "FAILED"
    assert len(judgements(monitor)) == 1
    monitor.ended(monitor.trigger("deliver-alerts/deliver-alerts"))
    assert len(told(slack, "소혜나")) == 1


def test_what_is_wrong_is_told_to_nobody(monitor, slack):
    """And is believed no more."""
    key = held(monitor, "밴쿠버", "마유라")
    ran(monitor, "review/review", options={"change": key, "decision": "wrong", "by": "a reader"})
    monitor.ended(monitor.trigger("deliver-alerts/deliver-alerts"))
    assert told(slack, "마유라") == []
    assert judgements(monitor)[-1]["verdict"] == "wrong"
    with ledger(monitor) as connection:
        believed = connection.execute("SELECT body FROM fact WHERE recorded_to IS NULL").fetchall()
    assert "마유라" not in [json.loads(body)["claim"].get("person") for (body,) in believed]


def test_what_nobody_decides_on_expires_as_configured(monitor, slack):
    """Here nobody is told; until its days are over it goes on waiting."""
    held(monitor, "보스턴", "한나래")
    assert "| changes that nobody decided on in time | 0 |" in ran(monitor, "upkeep/upkeep")["upkeep"]
    with ledger(monitor) as connection:
        connection.execute("UPDATE delivery SET created_at = '2024-01-01 00:00:00' WHERE state = 'held'")
        connection.commit()
    assert "| changes that nobody decided on in time | 1 |" in ran(monitor, "upkeep/upkeep")["upkeep"]
    assert "Nothing waits" in ran(monitor, "review/review")["review"]
    assert told(slack, "한나래") == []


def test_the_form_refuses_what_is_no_key(monitor):
    """Before a run is made."""
    deployment = monitor.api("deployments/name/review/review")["id"]
    status, said = monitor.submit(deployment, {"options": {"change": "no key!", "decision": "right"}})
    assert status == 409
    assert "change" in said
