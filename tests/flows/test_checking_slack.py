"""`bongsu check` on Slack: the token's scopes as Slack tells them, the channel, and the app token for buttons."""

from __future__ import annotations

import os

import pytest
import yaml

from flows.checking import SCOPES, Verdict, check_all
from flows.settings import Settings
from tests.slack_server import SlackServer, Workspace
from tests.slack_server.workspace import SCOPES as ALL_SCOPES


@pytest.fixture
def slack():
    with SlackServer(Workspace()) as server:
        yield server


@pytest.fixture
def look(tmp_path, monkeypatch, slack):
    """What the check finds of one part, in an installation with one Slack channel."""
    for name in [name for name in os.environ if name.startswith(("BONGSU_", "SLACK_"))]:
        monkeypatch.delenv(name)
    path = tmp_path / "watch_list.yaml"
    team = {"name": "team", "type": "slack", "channel": "C0ALERTS"}
    path.write_text(yaml.safe_dump({"organizations": [{"name": "LG"}], "destinations": [team]}), encoding="utf-8")
    given = {
        "DATA": tmp_path / "data",
        "WATCH_LIST": path,
        "SLACK_TOKEN": "xoxb-local",
        "SLACK_ADDRESS": slack.address,
    }

    def check(part, **more):
        for name, value in {**given, **more}.items():
            monkeypatch.setenv(f"BONGSU_{name}", str(value))
        return next((one for one in check_all(Settings(), feeds=False) if one.what == part), None)

    return check


def test_all_scopes_are_there(look):
    """They are named, with whom the token speaks for."""
    found = look("Slack")
    assert found.verdict is Verdict.GOOD
    assert found.said.startswith("bongsu at Local; scopes ")
    assert all(scope in found.said for scope in SCOPES)
    assert look("destination team").verdict is Verdict.GOOD


@pytest.mark.parametrize("missing", SCOPES)
def test_a_missing_scope_is_named_with_what_it_is_for(look, slack, missing):
    """Before the first alert needs it, with the way out."""
    slack.workspace.scopes = ALL_SCOPES - {missing}
    found = look("Slack")
    assert found.verdict is Verdict.BAD
    assert f"lacks the scopes {missing} ({SCOPES[missing]});" in found.said
    assert "reinstall the app" in found.said


def test_a_token_that_is_not_taken_says_what_to_do(look, slack):
    """No scopes are told with a refusal."""
    slack.workspace.revoked = "token_revoked"
    found = look("Slack")
    assert (found.verdict, found.said.split(":")[0]) == (Verdict.BAD, "token_revoked")
    assert "BONGSU_SLACK_TOKEN" in found.said


def test_the_app_token_is_tried_where_one_is_set(look):
    """One that Slack does not take names its own variable."""
    assert look("Slack buttons") is None
    assert look("Slack buttons", SLACK_APP_TOKEN="xapp-local").verdict is Verdict.GOOD
    found = look("Slack buttons", SLACK_APP_TOKEN="xapp-other")
    assert found.verdict is Verdict.BAD
    assert found.said.startswith("invalid_auth: Set BONGSU_SLACK_APP_TOKEN")
