"""What Prefect adds to a poll, and how long a trigger takes: python -m benchmarks.engine [--feeds 1000] [--pairs 2]

The monitor runs as `make run` starts it. Rounds of the same work (soak.py's site: a new article in four feeds of ten, 304,
unchanged and broken ones) are polled in turn by a plain process and by the flow `watch-feeds`, into one ledger. The
engine's share is what the flow takes longer than the plain process, by its own times from Running to its end, and the CPU
seconds that server and worker spend on it (what they spend on nothing is measured before, and taken off), over the time of
the flow. Then runs are triggered as the user interface does it, one after the other, each timed from its making until it
is Running. Exit status 1 where the share is above a tenth or the median trigger above six seconds.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from datetime import datetime
from pathlib import Path

import psutil
import yaml

from benchmarks.parts import wait
from flows.prefect_api import PrefectApi
from tests.flows.running import PROJECT, RunningMonitor

SHARE, SECONDS = 0.10, 6
QUIET = 20
"""Seconds over which the server's own work without runs is measured, and in which it settles after one."""
PROGRAM = """
import asyncio, json, time
from flows.pipeline import monitor
from flows.watching import watch
with monitor() as opened:
    begun = time.monotonic()
    watched = asyncio.run(watch(opened, at_once=True))
    print(json.dumps({"seconds": time.monotonic() - begun, "polls": len(watched.rows), "new": watched.tally.new}))
"""


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.engine", description=__doc__.splitlines()[0])
    parser.add_argument("--feeds", type=int, default=1000)
    parser.add_argument("--hosts", type=int, default=64)
    parser.add_argument("--pairs", type=int, default=2)
    parser.add_argument("--triggers", type=int, default=6)
    chosen = parser.parse_args()
    command = [sys.executable, "benchmarks/soak.py", "--serve", "--hosts", str(chosen.hosts)]
    site = subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, text=True)
    try:
        port = int(site.stdout.readline())
        with tempfile.TemporaryDirectory(prefix="bongsu-engine-") as name:
            folder = Path(name)
            feeds = [
                {"name": f"{n}", "url": f"http://127.0.0.{n % chosen.hosts + 1}:{port}/feed/{n}"}
                for n in range(chosen.feeds)
            ]
            listed = folder / "watch_list.yaml"
            listed.write_text(
                yaml.safe_dump({"organizations": [{"name": "LG전자"}], "feeds": feeds}, allow_unicode=True)
            )
            settings = {"BONGSU_WATCH_LIST": str(listed), "BONGSU_ALLOWED_HOSTS": '["127.0.0.0/8"]'}
            with RunningMonitor(folder, **settings) as monitor:
                return measure(monitor, port, chosen)
    finally:
        site.terminate()
        site.wait()


def measure(monitor: RunningMonitor, site: int, chosen: argparse.Namespace) -> int:
    api = PrefectApi({"PREFECT_API_URL": f"http://127.0.0.1:{monitor.port}/api"})
    for each in api.post("deployments/filter", {}):
        if each["schedules"]:
            api._call("PATCH", f"deployments/{each['id']}", {"paused": True})  # noqa: SLF001  nothing beside it
    wait(lambda: under_way(api) == 0, 120, "the seeds")
    turn_to(site, 0)
    plain(monitor)  # the first load
    time.sleep(QUIET)
    parts = psutil.Process(monitor.process).children()
    before = cpu(parts)
    time.sleep(QUIET)
    idle = (cpu(parts) - before) / QUIET
    shares = []
    for number in range(chosen.pairs):
        turn_to(site, 2 * number + 1)
        bare = plain(monitor)
        turn_to(site, 2 * number + 2)
        before, begun = cpu(parts), time.monotonic()
        run = flow(monitor, api)
        time.sleep(QUIET)
        server = max(0.0, cpu(parts) - before - idle * (time.monotonic() - begun))
        longer = max(0.0, run - bare["seconds"])
        shares.append((longer + server) / run)
        print(
            f"{bare['polls']} feeds: plain {bare['seconds']:.1f} s, flow {run:.1f} s ({longer / run:.1%} of it longer), "
            f"server and worker {server:.1f} s of CPU ({server / run:.1%}); the engine's share {shares[-1]:.1%} "
            f"(load {os.getloadavg()[0]:.1f})",
            flush=True,
        )
    seconds = [triggered(monitor, api) for _ in range(chosen.triggers)]
    print(
        f"from trigger to Running: {', '.join(f'{each:.1f}' for each in seconds)} s, idle server {idle:.1%} of a core"
    )
    return 0 if statistics.median(shares) <= SHARE and statistics.median(seconds) <= SECONDS else 1


def turn_to(site: int, number: int) -> None:
    urllib.request.urlopen(f"http://127.0.0.1:{site}/round/{number}").read()


def plain(monitor: RunningMonitor) -> dict[str, float]:
    """The poll without Prefect, in a process of its own."""
    command = [sys.executable, "-c", PROGRAM]
    done = subprocess.run(command, cwd=PROJECT, env=monitor.environment, capture_output=True, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])


def flow(monitor: RunningMonitor, api: PrefectApi) -> float:
    """Seconds of the poll as a flow, from Running to its end."""
    run = monitor.trigger("watch-feeds/watch-feeds-now", options={"at_once": True, "deliver": False})

    def over() -> dict[str, str] | None:
        found = api.get(f"flow_runs/{run}")
        return found if found["state"]["type"] in {"COMPLETED", "FAILED", "CRASHED", "CANCELLED"} else None

    told = wait(over, 900, "the flow to end", 5)  # seldom: what is asked of the server is counted as its work
    if told["state"]["type"] != "COMPLETED":
        raise SystemExit(f"the flow ended as {told['state']}")
    return (datetime.fromisoformat(told["end_time"]) - datetime.fromisoformat(told["start_time"])).total_seconds()


def triggered(monitor: RunningMonitor, api: PrefectApi) -> float:
    """Seconds from the making of a run to its being Running, by the server's clock."""
    run = monitor.trigger("sweep-alerts/sweep-alerts")
    monitor.ended(run)
    told = api.get(f"flow_runs/{run}")
    return (datetime.fromisoformat(told["start_time"]) - datetime.fromisoformat(told["created"])).total_seconds()


def under_way(api: PrefectApi) -> int:
    wanted = {"flow_runs": {"state": {"type": {"any_": ["PENDING", "RUNNING"]}}}}
    return api.post("flow_runs/count", wanted) + (api.post("flow_runs/count", {}) == 0)


def cpu(parts: list[psutil.Process]) -> float:
    """CPU seconds of the server and the worker themselves; what the runs spend is not theirs."""
    return sum(sum(part.cpu_times()[:2]) for part in parts)


if __name__ == "__main__":
    sys.exit(main())
