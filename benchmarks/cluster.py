"""The parts of a cluster as processes on this machine: nothing lost, nothing doubled, though workers are killed.

    python -m benchmarks.cluster [--feeds 1000]

PostgreSQL (BONGSU_TEST_POSTGRESQL, default postgresql://root@127.0.0.1:5432) and Redis (BONGSU_TEST_REDIS, default
redis://127.0.0.1:6379, its databases 14 and 15, which are emptied) have to run already. Two API servers without services,
the services apart, two workers, and the site of soak.py: feeds on many addresses of loopback, four of ten with a new
article in each round, two of ten broken. Three rounds:

1. The worker that has the run is killed by SIGKILL in mid-run, with the run. The next run finishes the work, and the lost
   one is marked crashed within two minutes.
2. Only the worker is killed; its run goes on without it, beside the next run that another worker takes. Both end well.
3. The machine's workers have all been killed; new ones go on.

After each: every article about the watch list is in the ledger once, each change was written to the file of alerts once,
and of two triggers with one key, at one API server each, one run came. Takes five minutes or so; ends with status 1 where
anything is lost or doubled, or takes too long.
"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
import uuid
from contextlib import ExitStack
from pathlib import Path

import psutil
import psycopg
import yaml

from benchmarks.parts import database, own_environment, part, ready, wait
from benchmarks.soak import MIX, NEW, names_somebody
from flows.prefect_api import PrefectApi
from flows.setting_up import set_up
from tests.flows.running import PROJECT, free_port

REDIS = os.environ.get("BONGSU_TEST_REDIS", "redis://127.0.0.1:6379")
HOSTS = 64
LONGEST = 600
"""Seconds for a run over all feeds; a tenth of it on a machine that has nothing else to do."""
MARKED = 120
"""Seconds within which a run that lost its process is marked."""


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.cluster", description=__doc__.splitlines()[0])
    parser.add_argument("--feeds", type=int, default=1000)
    count = parser.parse_args().feeds
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("ended from outside"))  # what was begun is ended all the same
    with ExitStack() as stack:
        cluster = Cluster(stack, count)
        try:
            good = cluster.first_load() and cluster.killed_with_its_run() and cluster.killed_alone()
            good = good and cluster.all_killed()
        except SystemExit as error:
            good = False
            print(error)
        cluster.say("nothing lost, nothing doubled" if good else "LOST, DOUBLED OR LATE; the logs:")
        if not good:
            for log in sorted(cluster.folder.glob("*.log")):
                print(f"--- {log.name}\n{log.read_text(errors='replace')[-3000:]}")
        return 0 if good else 1


class Cluster:
    """Its parts, started one after the other, and what is asked of them."""

    def __init__(self, stack: ExitStack, feeds: int) -> None:
        self.begun, self.feeds, self._stack, self._round, self._workers = time.monotonic(), feeds, stack, 0, []
        self.folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bongsu-cluster-")))
        suffix = uuid.uuid4().hex[:8]
        self.ledger, server = (
            stack.enter_context(database(f"bongsu_{name}_{suffix}")) for name in ("ledger", "prefect")
        )
        command = [sys.executable, "benchmarks/soak.py", "--serve", "--hosts", str(HOSTS)]
        site = subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, text=True)
        stack.callback(site.wait)
        stack.callback(site.terminate)
        self._site = int(site.stdout.readline())
        self.told = self.folder / "told.txt"
        listed = self._watch_list()
        ports = free_port(), free_port()
        environment = own_environment(
            PREFECT_HOME=str(self.folder / "prefect"),
            PREFECT_API_URL=f"http://127.0.0.1:{ports[0]}/api",
            PREFECT_FLOWS_HEARTBEAT_FREQUENCY="30",
            PREFECT_LOGGING_LEVEL="WARNING",
            PREFECT_SERVER_DATABASE_CONNECTION_URL=server.replace("postgresql://", "postgresql+asyncpg://"),
            PREFECT_SERVER_DATABASE_MIGRATE_ON_START="false",
            PREFECT_SERVER_EVENTS_MESSAGING_BROKER="prefect_redis.messaging",
            PREFECT_SERVER_EVENTS_MESSAGING_CACHE="prefect_redis.messaging",
            PREFECT_SERVER_EVENTS_CAUSAL_ORDERING="prefect_redis.ordering",
            PREFECT_SERVER_CONCURRENCY_LEASE_STORAGE="prefect_redis.lease_storage",
            PREFECT_REDIS_MESSAGING_URL=f"{REDIS}/14",
            PREFECT_SERVER_DOCKET_URL=f"{REDIS}/15",
            BONGSU_LEDGER=self.ledger,
            BONGSU_DATA=str(self.folder / "data"),
            BONGSU_WATCH_LIST=str(listed),
            BONGSU_ALLOWED_HOSTS='["127.0.0.0/8"]',
        )
        empty_redis()
        stack.callback(empty_redis)
        upgrade = [sys.executable, "-m", "prefect", "--no-prompt", "server", "database", "upgrade", "-y"]
        subprocess.run(upgrade, cwd=PROJECT, env=environment, check=True, capture_output=True)
        self.apis, self._environments = [], []
        for port in ports:  # one after the other: on a fresh database both would register the same kinds of blocks
            self._environments.append({**environment, "PREFECT_API_URL": f"http://127.0.0.1:{port}/api"})
            one = {**environment, "PREFECT_SERVER_API_PORT": str(port)}
            stack.enter_context(part(self.folder / f"api-{port}.log", one, "server", "start", "--no-services"))
            self.apis.append(PrefectApi(self._environments[-1]))
            wait(lambda: ready(self.apis[-1]), 240, "an API server")
        stack.enter_context(part(self.folder / "services.log", environment, "server", "services", "start"))
        set_up(self.apis[0], environment)
        for each in self.apis[0].post("deployments/filter", {}):
            if each["schedules"]:  # the rounds are this script's
                self.apis[0]._call("PATCH", f"deployments/{each['id']}", {"paused": True})  # noqa: SLF001
        self._deployment = self.apis[0].get("deployments/name/watch-feeds/watch-feeds-now")["id"]
        for _ in self.apis:
            self.start_worker()
        self.say("two API servers, the services and two workers are up")

    def say(self, words: str) -> None:
        print(f"{time.monotonic() - self.begun:6.1f} s  {words}", flush=True)

    def start_worker(self) -> None:
        """Another one, at each API server in turn."""
        number = len(self._workers)
        environment = self._environments[number % len(self._environments)]
        log = self.folder / f"worker-{number}.log"
        worker = self._stack.enter_context(part(log, environment, "worker", "start", "--pool", "bongsu"))
        self._workers.append(psutil.Process(worker.pid))

    def first_load(self) -> bool:
        begun = time.monotonic()
        run = self.trigger("silent first load", 0)
        self.ended(run)
        self.say(f"the first load of {self.feeds} feeds has ended after {time.monotonic() - begun:.0f} s")
        return self.right()

    def killed_with_its_run(self) -> bool:
        run, worker, at_kill = self._in_mid_run()
        victims = [*worker.children(recursive=True), worker]  # its runs are in groups of their own
        kill(victims)
        killed = time.monotonic()
        self.say(f"a worker was killed with its run, {at_kill} of {self.wanted()} articles recorded")
        self.start_worker()
        good = self._next_run()
        wait(lambda: self.state(run)["type"] == "CRASHED", MARKED, "the lost run to be marked", 1)
        self.say(f"the lost run was marked crashed {time.monotonic() - killed:.0f} s after the kill")
        return good

    def killed_alone(self) -> bool:
        run, worker, at_kill = self._in_mid_run()
        kill([worker])
        self.say(f"a worker was killed, {at_kill} of {self.wanted()} articles recorded; its run goes on without it")
        self.start_worker()
        good = self._next_run()
        self.ended(run)
        self.say(f"the run without a worker ended {self.state(run)['name']}")
        return good and self.right()

    def all_killed(self) -> bool:
        run, _, at_kill = self._in_mid_run()
        kill([each for worker in self.workers() for each in [*worker.children(recursive=True), worker]])
        self.say(f"all workers were killed with their runs, {at_kill} of {self.wanted()} articles recorded")
        for _ in self.apis:
            self.start_worker()
        good = self._next_run()
        wait(lambda: self.state(run)["type"] == "CRASHED", MARKED, "the lost run to be marked", 1)
        return good

    def _in_mid_run(self) -> tuple[str, psutil.Process, int]:
        """A new round, its run with a third of the articles recorded, the worker that has it, and how many there are."""
        self._round += 1
        urllib.request.urlopen(f"http://127.0.0.1:{self._site}/round/{self._round}").read()
        before = self.articles()
        run = self.trigger(f"round {self._round}", 0)
        wait(lambda: self.articles() > before + (self.wanted() - before) // 3, LONGEST, "the middle of a run", 0.1)
        (worker,) = [each for each in self.workers() if each.children(recursive=True)]
        return run, worker, self.articles()

    def _next_run(self) -> bool:
        """One run of two triggers with one key, one at each API server, finishes the work."""
        begun = time.monotonic()
        runs = {self.trigger(f"after round {self._round}", place) for place in range(len(self.apis))}
        self.ended(*runs)
        self.say(
            f"the next run has ended after {time.monotonic() - begun:.0f} s; one run of two triggers: {len(runs) == 1}"
        )
        return self.right() and len(runs) == 1

    def right(self) -> bool:
        """Whether every article is in the ledger once and every change was told once."""
        told = self.told.read_text(encoding="utf-8").count("== .") if self.told.exists() else 0
        changes = self.count("SELECT count(*) FROM change WHERE told")
        sent = self.count("SELECT count(*) FROM delivery WHERE state = 'sent'")
        twice = self.count("SELECT count(*) - count(DISTINCT (article, revision)) FROM article")
        self.say(
            f"articles {self.articles()} of {self.wanted()}, {twice} twice; changes told {changes}, sent {sent}, in the file {told}"
        )
        return self.articles() == self.wanted() and not twice and changes == sent == told == self.news()

    def trigger(self, key: str, place: int) -> str:
        body = {"parameters": {"options": {"at_once": True}}, "idempotency_key": key}
        return self.apis[place].post(f"deployments/{self._deployment}/create_flow_run", body)["id"]

    def ended(self, *runs: str) -> None:
        for run in runs:
            wait(lambda run=run: self.state(run)["type"] == "COMPLETED", LONGEST, f"{run} to complete", 1)

    def state(self, run: str) -> dict[str, str]:
        return self.apis[0].get(f"flow_runs/{run}")["state"]

    def workers(self) -> list[psutil.Process]:
        return [each for each in self._workers if each.is_running() and each.status() != psutil.STATUS_ZOMBIE]

    def news(self) -> int:
        """New articles so far that name the watch list."""
        fresh = (feed for feed in range(self.feeds) if MIX[feed % len(MIX)] == NEW)
        return sum(names_somebody(feed, 900 + turn) for feed in fresh for turn in range(1, self._round + 1))

    def wanted(self) -> int:
        """Articles that name the watch list: of the first load, and since."""
        return self.loaded + self.news()

    def articles(self) -> int:
        return self.count("SELECT count(DISTINCT article) FROM article")

    def count(self, query: str) -> int:
        with psycopg.connect(self.ledger) as connection:
            try:
                return connection.execute(query).fetchone()[0]
            except psycopg.errors.UndefinedTable:
                return 0

    @property
    def loaded(self) -> int:
        """Of the windows of the first load."""
        return sum(names_somebody(feed, entry) for feed in range(self.feeds) for entry in range(900, 880, -1))

    def _watch_list(self) -> Path:
        feeds = [
            {"name": f"{feed}", "url": f"http://127.0.0.{feed % HOSTS + 1}:{self._site}/feed/{feed}"}
            for feed in range(self.feeds)
        ]
        given = {
            "organizations": [{"name": "LG전자"}],
            "feeds": feeds,
            "destinations": [{"name": "file", "type": "file", "path": str(self.told)}],
        }
        listed = self.folder / "watch_list.yaml"
        listed.write_text(yaml.safe_dump(given, allow_unicode=True), encoding="utf-8")
        return listed


def kill(processes: list[psutil.Process]) -> None:
    for process in processes:
        process.send_signal(signal.SIGKILL)
    psutil.wait_procs(processes, 10)


def empty_redis() -> None:
    import redis  # noqa: PLC0415  of the extra `cluster`

    for number in (14, 15):
        redis.Redis.from_url(f"{REDIS}/{number}").flushdb()


if __name__ == "__main__":
    sys.exit(main())
