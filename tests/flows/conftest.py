"""A running monitor for a file of tests, and the local web server of the sources' tests."""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from tests.flows.outlet import Outlet
from tests.flows.running import RunningMonitor
from tests.slack_server.server import SlackServer
from tests.slack_server.workspace import Workspace
from tests.sources.conftest import Web, web

__all__ = ["Installation", "installation", "web"]

PLANTED = "xoxb-20261121-planted-never-to-be-seen"


@dataclass(frozen=True)
class Installation:
    """A monitor with one outlet to watch and a channel of a local Slack, and where its connections are noted."""

    monitor: RunningMonitor
    outlet: Outlet
    slack: SlackServer
    connects: Path | None
    """What strace saw; None where it is missing or may not trace."""


@pytest.fixture(scope="module")
def installation(tmp_path_factory):
    folder = tmp_path_factory.mktemp("installation")
    web = Web()
    outlet = Outlet(web, "daily")
    with SlackServer(Workspace(token=PLANTED)) as slack:
        watch_list = {
            "organizations": [{"name": "LG전자", "aliases": ["LG Electronics"]}],
            "feeds": [{"name": "daily", "url": outlet.address, "publisher": "새벽일보"}],
            "destinations": [{"name": "team", "type": "slack", "channel": "C0ALERTS", "heartbeat": True}],
        }
        listed = folder / "watch_list.yaml"
        listed.write_text(yaml.safe_dump(watch_list, allow_unicode=True), encoding="utf-8")
        settings = {
            "BONGSU_WATCH_LIST": str(listed),
            "BONGSU_SLACK_TOKEN": PLANTED,
            "BONGSU_SLACK_ADDRESS": slack.address,
            "BONGSU_ALLOWED_HOSTS": json.dumps(["127.0.0.1"]),
        }
        connects = folder / "connects.txt" if _may_trace(folder) else None
        tracer = ("strace", "-D", "-f", "--seccomp-bpf", "-qq", "-e", "trace=connect", "-e", "signal=none", "-o")
        under = (*tracer, str(connects)) if connects else ()
        with RunningMonitor(folder, under, **settings) as monitor:
            yield Installation(monitor, outlet, slack, connects)
    web.close()


def _may_trace(folder: Path) -> bool:
    if shutil.which("strace") is None:
        return False
    tried = [
        "strace",
        "-D",
        "-f",
        "--seccomp-bpf",
        "-qq",
        "-e",
        "trace=connect",
        "-o",
        str(folder / "tried.txt"),
        "true",
    ]
    return subprocess.run(tried, capture_output=True, check=False).returncode == 0
