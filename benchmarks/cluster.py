"""The parts of a cluster as processes on this machine: nothing lost, nothing doubled, though a worker is killed.

    python benchmarks/cluster.py [--feeds 60]

PostgreSQL (BONGSU_TEST_POSTGRESQL, default postgresql://root@127.0.0.1:5432) and Redis (BONGSU_TEST_REDIS, default
redis://127.0.0.1:6379, its databases 14 and 15, which are emptied) have to run already. Two API servers without services,
the services apart, two workers; a run polls all the feeds of a site on loopback, and the worker that has it is killed by
SIGKILL in mid-run, with its run. The next run finishes the work. Then: each article is in the ledger once, each change
was written to the file of alerts once, the lost run is crashed, and of two triggers with one key one run came.
Takes about two minutes, since all feeds are on one host, which is asked for a page a second. Ends with status 1 where
anything is lost or doubled.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
import uuid
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psycopg
import yaml

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from flows.prefect_api import ApiError, PrefectApi
from flows.setting_up import set_up
from tests.flows.outlet import Outlet
from tests.flows.running import PROJECT, free_port
from tests.sources.conftest import Web

POSTGRES = os.environ.get("BONGSU_TEST_POSTGRESQL", "postgresql://root@127.0.0.1:5432")
REDIS = os.environ.get("BONGSU_TEST_REDIS", "redis://127.0.0.1:6379")
PLACES = "가나다라마바사아자차카타파하거너더러머버서어저처커터퍼허"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--feeds", type=int, default=60)
    count = parser.parse_args().feeds
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("ended from outside"))  # what was begun is ended all the same
    begun = time.monotonic()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bongsu-cluster-")))
        suffix = uuid.uuid4().hex[:8]
        ledger, server = (stack.enter_context(database(f"bongsu_{name}_{suffix}")) for name in ("ledger", "prefect"))
        web = Web()
        stack.callback(web.close)
        outlets = [Outlet(web, f"outlet{number}") for number in range(count)]
        watch = folder / "watch_list.yaml"
        alerts = folder / "told.txt"
        watch.write_text(
            yaml.safe_dump(
                {
                    "organizations": [{"name": "LG전자"}],
                    "feeds": [{"name": outlet.name, "url": outlet.address} for outlet in outlets],
                    "destinations": [{"name": "file", "type": "file", "path": str(alerts)}],
                },
                allow_unicode=True,
            )
        )
        ports = free_port(), free_port()
        environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith(("PREFECT_", "BONGSU_"))},
            "DO_NOT_TRACK": "1",
            "PREFECT_HOME": str(folder / "prefect"),
            "PREFECT_API_URL": f"http://127.0.0.1:{ports[0]}/api",
            "PREFECT_FLOWS_HEARTBEAT_FREQUENCY": "30",
            "PREFECT_LOGGING_LEVEL": "WARNING",
            "PREFECT_SERVER_DATABASE_CONNECTION_URL": server.replace("postgresql://", "postgresql+asyncpg://"),
            "PREFECT_SERVER_DATABASE_MIGRATE_ON_START": "false",
            "PREFECT_SERVER_EVENTS_MESSAGING_BROKER": "prefect_redis.messaging",
            "PREFECT_SERVER_EVENTS_MESSAGING_CACHE": "prefect_redis.messaging",
            "PREFECT_SERVER_EVENTS_CAUSAL_ORDERING": "prefect_redis.ordering",
            "PREFECT_SERVER_CONCURRENCY_LEASE_STORAGE": "prefect_redis.lease_storage",
            "PREFECT_REDIS_MESSAGING_URL": f"{REDIS}/14",
            "PREFECT_SERVER_DOCKET_URL": f"{REDIS}/15",
            "BONGSU_LEDGER": ledger,
            "BONGSU_DATA": str(folder / "data"),
            "BONGSU_WATCH_LIST": str(watch),
            "BONGSU_ALLOWED_HOSTS": json.dumps(["127.0.0.1"]),
        }
        empty_redis()
        stack.callback(empty_redis)
        prefect(environment, "server", "database", "upgrade", "-y")
        apis = []
        for port in ports:  # one after the other: on a fresh database both would register the same kinds of blocks
            one = {**environment, "PREFECT_SERVER_API_PORT": str(port)}
            stack.enter_context(part(folder / f"api-{port}.log", one, "server", "start", "--no-services"))
            apis.append(PrefectApi({"PREFECT_API_URL": f"http://127.0.0.1:{port}/api"}))
            wait(lambda: answers(apis[-1]), 120, "an API server")
        stack.enter_context(part(folder / "services.log", environment, "server", "services", "start"))
        said(begun, "two API servers answer")
        set_up(apis[0], environment)
        deployment = apis[0].get("deployments/name/watch-feeds/watch-feeds-now")["id"]
        others = {**environment, "PREFECT_API_URL": f"http://127.0.0.1:{ports[1]}/api"}
        victim = stack.enter_context(part(folder / "worker-1.log", environment, "worker", "start", "--pool", "bongsu"))
        wait(lambda: workers(apis[0]) == 1, 60, "the first worker")
        first = trigger(apis[1], deployment, "silent first load")
        wait(lambda: state(apis[0], first)["type"] == "COMPLETED", 180, "the first load")
        said(begun, f"the first load of {count} feeds has ended")
        for number, outlet in enumerate(outlets):
            if number % 10 == 0:
                place = PLACES[number // 10 % len(PLACES)] + PLACES[number // 10 // len(PLACES)]
                outlet.publish(
                    f"LG전자, {place}주 AI 연구소 개소", f"LG전자가 {place}주에 {place}주 AI 연구소를 열었다고 밝혔다."
                )
            else:
                outlet.publish("LG전자 소식", f"LG전자는 {number}번째 제품을 내놓았다. 값은 지난해와 같다.")
        wanted = len(outlets)
        lost = trigger(apis[0], deployment, "killed")
        wait(lambda: articles(ledger) > wanted // 10, 120, "the middle of a run")
        for process in [victim.pid, *descendants(victim.pid)]:  # its runs are in groups of their own
            os.kill(process, signal.SIGKILL)
        killed = time.monotonic()
        at_kill = articles(ledger)
        said(begun, f"a worker was killed with {at_kill} of {wanted} articles recorded")
        stack.enter_context(part(folder / "worker-2.log", others, "worker", "start", "--pool", "bongsu"))
        stack.enter_context(part(folder / "worker-3.log", environment, "worker", "start", "--pool", "bongsu"))
        again = [trigger(api, deployment, "after the kill") for api in apis]
        wait(lambda: state(apis[1], again[0])["type"] == "COMPLETED", 180, "the run after the kill")
        said(begun, "the next run has ended")
        wait(lambda: state(apis[0], lost)["type"] == "CRASHED", 180, "the lost run to be marked")
        said(begun, f"the lost run was marked crashed {time.monotonic() - killed:.0f} s after the kill")
        told = alerts.read_text(encoding="utf-8").count("== .") if alerts.exists() else 0
        changes, once = rows(ledger, "SELECT count(*) FROM change WHERE told"), len({*again}) == 1
        sent = rows(ledger, "SELECT count(*) FROM delivery WHERE state = 'sent'")
        print(
            f"articles {articles(ledger)} of {wanted}; changes told {changes}, sent {sent}, in the file {told}; one run of two triggers: {once}"
        )
        good = articles(ledger) == wanted and at_kill < wanted and changes == sent == told and once
        good = good and changes == len(outlets[::10])
        said(begun, "nothing lost, nothing doubled" if good else "LOST OR DOUBLED; the logs:")
        if not good:
            for log in sorted(folder.glob("*.log")):
                print(f"--- {log.name}\n{log.read_text(errors='replace')[-3000:]}")
        return 0 if good else 1


@contextmanager
def database(name: str):
    with psycopg.connect(f"{POSTGRES}/postgres", autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
        try:
            yield f"{POSTGRES}/{name}"
        finally:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@contextmanager
def part(log: Path, environment: dict[str, str], *command: str):
    """A long-running Prefect command in a session of its own, ended with all that it began."""
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "prefect", *command],
            cwd=PROJECT,
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            yield process
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGTERM)
                try:
                    process.wait(5)
                except subprocess.TimeoutExpired:
                    os.killpg(process.pid, signal.SIGKILL)
                    process.wait()


def descendants(process: int) -> list[int]:
    listed = subprocess.run(["ps", "-eo", "pid=,ppid="], capture_output=True, text=True, check=True).stdout.split()
    parents = dict(zip(map(int, listed[::2]), map(int, listed[1::2]), strict=True))
    found = [process]
    for one in found:
        found += [child for child, parent in parents.items() if parent == one]
    return found[1:]


def prefect(environment: dict[str, str], *command: str) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "prefect", "--no-prompt", *command],
        cwd=PROJECT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if ended.returncode:
        raise SystemExit(f"prefect {' '.join(command)} failed:\n{ended.stdout}{ended.stderr}")


def empty_redis() -> None:
    import redis  # noqa: PLC0415  of the extra `cluster`

    for number in (14, 15):
        redis.Redis.from_url(f"{REDIS}/{number}").flushdb()


def answers(api: PrefectApi) -> bool:
    try:
        api.get("ready")
    except ApiError:
        return False
    return True


def workers(api: PrefectApi) -> int:
    return len([each for each in api.post("work_pools/bongsu/workers/filter", {}) if each["status"] == "ONLINE"])


def trigger(api: PrefectApi, deployment: str, key: str) -> str:
    body = {"parameters": {"options": {"at_once": True}}, "idempotency_key": key}
    return api.post(f"deployments/{deployment}/create_flow_run", body)["id"]


def state(api: PrefectApi, run: str) -> dict[str, str]:
    return api.get(f"flow_runs/{run}")["state"]


def articles(ledger: str) -> int:
    return rows(ledger, "SELECT count(DISTINCT article) FROM article")


def rows(ledger: str, query: str) -> int:
    with psycopg.connect(ledger) as connection:
        try:
            return connection.execute(query).fetchone()[0]
        except psycopg.errors.UndefinedTable:
            return 0


def wait(condition, seconds: float, what: str) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            raise SystemExit(f"waited {seconds} s in vain for {what}")
        time.sleep(0.3)


def said(begun: float, words: str) -> None:
    print(f"{time.monotonic() - begun:6.1f} s  {words}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
