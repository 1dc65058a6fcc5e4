"""What an operator finds in a running monitor: flows and forms, automations, schedules, answers, nothing that leaks.

The tests share one monitor and are read from top to bottom: what the last ones look for, the first ones have left.
"""

from __future__ import annotations

import gzip
import ipaddress
import json
import re
import signal
import sqlite3
import subprocess
import sys
import uuid
from collections import Counter
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import psutil
import pytest
import yaml
from sqlalchemy.engine import make_url

from facts.articles import Article
from facts.claims import Reading
from facts.watch import Watch
from flows.automations import apply_automations
from flows.prefect_api import PrefectApi
from ledger import Ledger
from tests.flows.conftest import PLANTED
from tests.flows.running import PROJECT
from tests.ledger.conftest import POSTGRESQL, databases, server

__all__ = ["databases", "server"]

pytestmark = [pytest.mark.slow, pytest.mark.timeout(400)]

NEWS = (
    "LG전자, 토론토 AI 연구소장에 마유라 박사",
    "LG전자가 캐나다 토론토 AI 연구소의 신임 소장으로 마유라 박사를 선임했다.\n마유라 소장은 로봇 학습을 15년 동안 연구했다.",
)


def archive(path: Path, count: int) -> Path:
    """So many articles, each about an organisation of its own."""
    kinds = ("가람", "나래", "다온", "마루", "바른", "사름", "아라", "자람", "차오름", "파란")
    written = (
        json.dumps(
            {
                "id": f"old-{n}",
                "published": "2020-03-02",
                "title": f"소식 {n}",
                "text": f"{''.join(kinds[int(digit)] for digit in str(n))}전자가 AI 연구소장에 한나래 박사를 선임했다.",
            },
            ensure_ascii=False,
        )
        for n in range(count)
    )
    path.write_text("\n".join(written), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def monitor(installation):
    return installation.monitor


@pytest.fixture(scope="module")
def api(monitor):
    return PrefectApi({"PREFECT_API_URL": f"http://127.0.0.1:{monitor.port}/api"})


@pytest.fixture(scope="module")
def environment(monitor):
    """Of a process that works beside the monitor, on the same server and ledger."""
    return {
        **monitor.environment,
        "PREFECT_API_URL": f"http://127.0.0.1:{monitor.port}/api",
        "PREFECT_HOME": str(monitor.folder / "elsewhere"),
        "PREFECT_FLOWS_HEARTBEAT_FREQUENCY": "30",
        "DO_NOT_TRACK": "1",
    }


@pytest.fixture(scope="module")
def killed(monitor, environment, tmp_path_factory):
    """A run whose process was killed in the middle of its work: its id, and the processes that read for it."""
    big = archive(tmp_path_factory.mktemp("lost") / "lost.jsonl", 20_000)
    program = (
        "from prefect import tags\n"
        "from flows.forms import BackfillForm\n"
        "from flows.history import backfill\n"
        f"with tags('bongsu'): backfill(BackfillForm(path={str(big)!r}, processes=2))\n"
    )
    process = subprocess.Popen([sys.executable, "-c", program], cwd=PROJECT, env=environment, stderr=subprocess.DEVNULL)
    mine = {"flow_runs": {"name": {"any_": [f"backfill {big}"]}, "state": {"type": {"any_": ["RUNNING"]}}}}
    (run, *_) = monitor.wait(lambda: monitor.api("flow_runs/filter", mine), 60, "the run that will be lost")
    beats = {
        "filter": {
            "event": {"name": ["prefect.flow-run.heartbeat"]},
            "resource": {"id": [f"prefect.flow-run.{run['id']}"]},
        }
    }
    monitor.wait(lambda: monitor.api("events/filter", beats)["events"], 60, "its first heartbeat")
    reading = psutil.Process(process.pid)
    readers = monitor.wait(lambda: len(found := reading.children(recursive=True)) >= 2 and found, 90, "its readers")
    process.send_signal(signal.SIGKILL)
    process.wait()
    return run["id"], readers


@pytest.fixture(scope="module")
def lost_run(killed):
    return killed[0]


def test_a_run_is_lost(killed, monitor):
    """A process killed by SIGKILL cannot end its run: the server still holds it for running. Those that read for it end."""
    run, readers = killed
    assert monitor.api(f"flow_runs/{run}")["state"]["type"] == "RUNNING"
    assert len(readers) >= 2
    assert psutil.wait_procs(readers, 30)[1] == []


def test_every_flow_runs_and_leaves_what_a_person_can_read(monitor, tmp_path):
    """Started together by their forms: each completes, and tells what it did."""
    old = archive(tmp_path / "old.jsonl", 60)
    with old.open("a", encoding="utf-8") as file:
        file.write("\n{broken\n")
    given = {
        "sweep-alerts/sweep-alerts": {},
        "digest/digest": {"options": {"days": 3}},
        "upkeep/upkeep": {"options": {"keep": 2}},
        "backfill/backfill": {"options": {"path": str(old)}},
        "re-read/re-read": {},
        "watch-feeds/watch-feeds-now": {"options": {"at_once": True}},
    }
    runs = {name: monitor.trigger(name, **parameters) for name, parameters in given.items()}
    for name, run in runs.items():
        state = monitor.ended(run, 240)
        assert state["type"] == "COMPLETED", (name, state)
    recorded = monitor.artifacts(runs["backfill/backfill"])
    assert "| items | 61 |" in recorded["backfill"]
    assert "old.jsonl:61" in recorded["backfill"]
    assert recorded["backfill-progress"] == 100
    assert "Learned silently" in monitor.artifacts(runs["digest/digest"])["digest"]
    assert monitor.artifacts(runs["re-read/re-read"])["re-read"]
    assert "ledger-" in monitor.artifacts(runs["upkeep/upkeep"])["upkeep"]
    (backup,) = (monitor.folder / "data" / "backups").glob("ledger-*.jsonl.gz")
    assert backup.stat().st_size > 1000


def test_old_text_is_removed_where_the_form_says_so_and_reading_again_tells_of_it(monitor):
    """Upkeep counts what it removed, in the backup as well; re-read leaves such an article as it is and says so."""
    text = "새빛전자가 무인기 개발을 시작했다고 오래전에 알렸다."
    then = datetime.now(UTC) - timedelta(days=100)
    address = f"sqlite:///{monitor.folder / 'data' / 'ledger.sqlite'}"
    with Ledger.open(address) as ledger:
        old = Article(id="of-old", title="오래된 소식", text=text, published=then.date())
        ledger.record(old, Reading(), watch=Watch(), route=lambda _change: (), now=then)
    run = monitor.trigger("upkeep/upkeep", options={"text_days": 30})
    assert monitor.ended(run, 240)["type"] == "COMPLETED"
    assert "| articles whose text was removed | 1 |" in monitor.artifacts(run)["upkeep"]
    (backup,) = (monitor.folder / "data" / "backups").glob("ledger-*.jsonl.gz")
    kept = gzip.decompress(backup.read_bytes()).decode()
    assert "오래된 소식" in kept
    assert text not in kept
    assert text.encode() not in (monitor.folder / "data" / "ledger.sqlite").read_bytes()
    run = monitor.trigger("re-read/re-read")
    assert monitor.ended(run, 240)["type"] == "COMPLETED"
    assert "1 articles have no text any more" in monitor.artifacts(run)["re-read"]


def test_an_archive_is_read_by_several_processes(monitor, tmp_path):
    """Each portion is read by a task of its own in a process of its own; one process writes them, and misses none."""
    run = monitor.trigger(
        "backfill/backfill", options={"path": str(archive(tmp_path / "long.jsonl", 410)), "processes": 2}
    )
    assert monitor.ended(run, 240)["type"] == "COMPLETED"
    assert "| items | 410 |" in monitor.artifacts(run)["backfill"]
    assert "| left out | 0 |" in monitor.artifacts(run)["backfill"]
    wanted = {"flow_runs": {"id": {"any_": [run]}}}
    names = monitor.wait(lambda: len(found := monitor.api("task_runs/filter", wanted)) == 4 and found, 30, "the tasks")
    readers = [each["name"] for each in names if each["name"].startswith("read items")]
    assert sorted(readers) == [f"read items up to {last}" for last in (200, 400, 410)]


@pytest.mark.parametrize(
    ("deployment", "parameters", "field"),
    [
        ("backfill/backfill", {"options": {"path": ""}}, "path"),
        ("upkeep/upkeep", {"options": {"keep": 0}}, "keep"),
        ("digest/digest", {"options": {"days": 1, "dais": 2}}, "dais"),
        ("watch-feeds/watch-feeds-now", {"options": {"at_once": "perhaps"}}, "at_once"),
    ],
)
def test_a_wrong_value_is_refused_before_anything_runs(monitor, deployment, parameters, field):
    """The server answers the form with the field that is wrong."""
    id_ = monitor.api(f"deployments/name/{deployment}")["id"]
    status, said = monitor.submit(id_, parameters)
    assert status == 409
    assert field in said


def test_automations_stand_once_and_stay_off_when_switched_off(api):
    """Applied again, as at every start: the same four, and what an operator switched off stays off."""
    found = {each["name"]: each for each in api.post("automations/filter", {})}
    before = {name: each["id"] for name, each in found.items()}
    off = "bongsu: alerts wait too long"
    switch(api, before[off], enabled=False)
    assert apply_automations(api) == len(before) == 4
    after = {each["name"]: each for each in api.post("automations/filter", {})}
    assert {name: each["id"] for name, each in after.items()} == before
    untouched = [name for name, each in after.items() if each["trigger"]["id"] == found[name]["trigger"]["id"]]
    assert sorted({*untouched, off}) == sorted(before), "an update makes a trigger forget the runs it waits for"
    assert [name for name, each in after.items() if not each["enabled"]] == [off]
    switch(api, before[off], enabled=True)


def test_every_name_of_an_end_is_known_to_the_automation_for_lost_runs():
    """A state with a name of its own that the automation does not expect would be taken for silence."""
    named = {
        name
        for module in (PROJECT / "flows").glob("*.py")
        for name in re.findall(r'\b(?:Completed|Failed)\(\s*name="(\w+)"', module.read_text(encoding="utf-8"))
    }
    automations = yaml.safe_load((PROJECT / "deployments" / "automations.yaml").read_text(encoding="utf-8"))
    expected = automations[0]["trigger"]["expect"]
    assert named
    assert {f"prefect.flow-run.{name}" for name in named} <= set(expected)


def test_a_reaction_becomes_a_judgement(installation, monitor):
    """A reader marks an alert as wrong: the ledger keeps it, and the fact is not believed any more."""
    installation.outlet.publish(*NEWS)  # the first, silent load of the feed is over
    poll(monitor)
    workspace = installation.slack.workspace
    (message,) = [each for each in workspace.visible() if "마유라" in json.dumps(each, ensure_ascii=False)]
    workspace.react(message["ts"], "x", "U0READER")
    run = monitor.trigger("sweep-alerts/sweep-alerts")
    assert monitor.ended(run)["type"] == "COMPLETED"
    with closing(sqlite3.connect(monitor.folder / "data" / "ledger.sqlite")) as ledger:
        assert [json.loads(body)["by"] for (body,) in ledger.execute("SELECT body FROM judgement")] == ["U0READER"]
        believed = ledger.execute("SELECT body FROM fact WHERE recorded_to IS NULL").fetchall()
    assert not [body for (body,) in believed if json.loads(body)["claim"].get("person") == "마유라"]


def test_a_failed_scheduled_run_is_told_of(monitor, installation):
    """The automation runs raise-alarm, and a line stands in the channel."""
    deployment = monitor.api("deployments/name/digest/digest")["id"]
    run = monitor.api(f"deployments/{deployment}/create_flow_run", {"state": {"type": "SCHEDULED"}})["id"]
    failed = {"state": {"type": "FAILED", "message": "the test says so"}, "force": True}
    monitor.api(f"flow_runs/{run}/set_state", failed)

    def told():
        return [each for each in installation.slack.workspace.visible() if "digest — Failed" in each.get("text", "")]

    monitor.wait(told, 60, "the alarm")


def test_a_database_that_is_away_is_waited_for_and_a_wrong_address_is_not(monitor, environment, databases, server):
    """The seeds are read once the database is there, at the second try or the third; a permanent failure has one try."""
    name = f"bongsu_away_{uuid.uuid4().hex[:8]}"
    databases.append(make_url(POSTGRESQL).set(database=name).render_as_string(hide_password=False))
    seeds = [sys.executable, "-c", "from flows.ingest import ingest_seeds; ingest_seeds()"]

    def started(ledger):
        given = {**environment, "BONGSU_LEDGER": ledger}
        return subprocess.Popen(seeds, cwd=PROJECT, env=given, stderr=subprocess.PIPE, text=True)

    away, wrong = started(databases[-1]), started("mysql://nobody@127.0.0.1/ledger")
    try:
        said = ""
        for line in away.stderr:
            said += line
            if "Retry" in line or "AwaitingRetry" in line:
                server.execute(f"CREATE DATABASE {name}")
                break
        said += away.communicate(timeout=90)[1]
        assert away.returncode == 0, said
        assert "cannot do its work now" in said
        refused = wrong.communicate(timeout=60)[1]
        assert wrong.returncode == 1
        assert "Retry" not in refused
    finally:
        for each in (away, wrong):
            each.kill()


def test_after_an_outage_one_run_catches_up(monitor, api):
    """While the worker stands still, fifty polls fall due; when it goes on, one of them runs, and the rest is cancelled."""
    parts = psutil.Process(monitor.process).children()
    (worker,) = [each for each in parts if "worker" in each.cmdline()]
    deployment = monitor.api("deployments/name/watch-feeds/watch-feeds")["id"]
    worker.suspend()
    try:
        for number in range(50):
            due = (datetime.now(UTC) - timedelta(minutes=10 * (50 - number))).isoformat()
            state = {"type": "SCHEDULED", "state_details": {"scheduled_time": due}}
            api.post(f"deployments/{deployment}/create_flow_run", {"state": state, "tags": ["outage"]})
    finally:
        worker.resume()
    wanted = {"flow_runs": {"tags": {"all_": ["outage"]}}, "limit": 100}

    def over():
        states = Counter(run["state"]["type"] for run in monitor.api("flow_runs/filter", wanted))
        return states if states.keys() <= {"COMPLETED", "CANCELLED", "FAILED", "CRASHED"} else None

    assert monitor.wait(over, 200, "all of them to end") == {"COMPLETED": 1, "CANCELLED": 49}


def test_schedules_follow_the_clock_of_the_operator(monitor):
    """Runs are due by the clock in Seoul: the upkeep by night there, whatever zone the server is in."""
    wanted = {"flow_runs": {"state": {"type": {"any_": ["SCHEDULED"]}}}, "flows": {"name": {"any_": ["upkeep"]}}}
    planned = monitor.wait(lambda: monitor.api("flow_runs/filter", wanted), 60, "planned upkeep")
    times = {datetime.fromisoformat(run["expected_start_time"]).astimezone(ZoneInfo("Asia/Seoul")) for run in planned}
    assert {(each.hour, each.minute) for each in times} == {(4, 37)}


def test_a_pause_survives_a_new_deployment(monitor, api, environment):
    """A schedule that an operator paused stays paused when `make run` deploys anew; the others stay on."""
    deployment = monitor.api("deployments/name/upkeep/upkeep")
    (schedule,) = deployment["schedules"]
    api._call("PATCH", f"deployments/{deployment['id']}/schedules/{schedule['id']}", {"active": False})
    deploy = ["-m", "prefect", "--no-prompt", "deploy", "--all", "--prefect-file", "deployments/prefect.yaml"]
    subprocess.run(
        [sys.executable, *deploy], cwd=PROJECT, env=environment, check=True, capture_output=True, timeout=120
    )
    active = {
        name: monitor.api(f"deployments/name/{name}")["schedules"][0]["active"]
        for name in ("upkeep/upkeep", "digest/digest", "watch-feeds/watch-feeds")
    }
    assert active == {"upkeep/upkeep": False, "digest/digest": True, "watch-feeds/watch-feeds": True}


def test_the_lost_run_is_marked_crashed(lost_run, monitor):
    """The shipped automation notices that the heartbeat stays away."""
    state = monitor.ended(lost_run, 180)
    assert (state["type"], "process of this run is gone" in state["message"]) == ("CRASHED", True)


def test_nothing_but_loopback_is_listened_on(monitor):
    """The user interface and the API answer on 127.0.0.1 and on no other address of this machine."""
    listening = Path("/proc/net/tcp")
    if not listening.exists():
        pytest.skip("no /proc/net/tcp to read")
    port = f":{monitor.port:04X}"
    rows = [line.split() for line in listening.read_text().splitlines()[1:]]
    assert {row[1] for row in rows if row[3] == "0A" and row[1].endswith(port)} == {f"0100007F{port}"}


def test_a_planted_token_is_seen_nowhere(monitor):
    """Not in output, nor in what the server keeps of runs, parameters, logs, tracebacks, artifacts and events, nor in the
    ledger and its backups.
    """
    poll(monitor)
    failing = monitor.trigger("watch-feeds/watch-feeds-now", options={"feeds": ["no such feed"]})
    assert monitor.ended(failing)["type"] == "FAILED"
    monitor.wait(lambda: "no feed that is switched on is called" in monitor.said, 30, "the traceback")
    kept = [monitor.log, *(each for each in (monitor.folder / "data").rglob("*") if each.is_file())]
    assert len(kept) > 3
    assert any(path.suffix == ".gz" for path in kept)
    read = {path: gzip.decompress(body) if path.suffix == ".gz" else body for path, body in contents(kept)}
    assert [str(path) for path, body in read.items() if PLANTED.encode() in body] == []


def test_ctrl_c_leaves_no_run_running(monitor, tmp_path):
    """A run in mid-work when the monitor ends is marked crashed, and the monitor ends with status 0."""
    run = monitor.trigger("backfill/backfill", options={"path": str(archive(tmp_path / "long.jsonl", 20_000))})
    monitor.wait(lambda: monitor.api(f"flow_runs/{run}")["state"]["type"] == "RUNNING", 60, "the long run")
    assert monitor.end() == 0, monitor.said[-3000:]
    with closing(sqlite3.connect(monitor.folder / "data" / "prefect" / "prefect.db")) as database:
        rows = database.execute("SELECT state_type, count(*) FROM flow_run GROUP BY state_type").fetchall()
    states = dict(rows)
    assert states["CRASHED"] >= 1
    assert not {"RUNNING", "PENDING"} & states.keys()


def test_no_part_has_called_outside(installation):
    """From start to end, server, worker and runs have connected to nothing but loopback, not even to resolve a name."""
    if installation.connects is None:
        pytest.skip("strace is not installed, or may not trace here")
    seen = installation.connects.read_text(encoding="utf-8", errors="replace")
    addresses = {
        ipaddress.ip_address(found) for found in re.findall(r'inet_(?:addr|pton)\((?:AF_INET6, )?"([^"]+)"', seen)
    }
    assert addresses
    assert {str(each) for each in addresses if not each.is_loopback} == set()


def contents(paths):
    """Each file that is still there with what it holds."""
    for path in paths:
        with suppress(FileNotFoundError):
            yield path, path.read_bytes()


def switch(api, automation, *, enabled):
    """As the switch in the user interface does."""
    api._call("PATCH", f"automations/{automation}", {"enabled": enabled})


def poll(monitor):
    run = monitor.trigger("watch-feeds/watch-feeds-now", options={"at_once": True})
    state = monitor.ended(run)
    assert state["type"] == "COMPLETED", (state, monitor.said[-4000:])
