"""Long-running parts for the benchmarks: Prefect commands, databases, and waiting for them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path

import psycopg

from flows.prefect_api import ApiError, PrefectApi
from tests.flows.running import PROJECT

POSTGRES = os.environ.get("BONGSU_TEST_POSTGRESQL", "postgresql://root@127.0.0.1:5432")
GRACE_SECONDS = 5


def own_environment(**settings: str) -> dict[str, str]:
    """This environment without settings of Prefect and of the monitor, and with these."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PREFECT_", "BONGSU_", "SLACK_"))}
    return {**kept, "DO_NOT_TRACK": "1", **settings}


@contextmanager
def database(name: str):
    """An empty PostgreSQL database; its address."""
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
                    process.wait(GRACE_SECONDS)
                except subprocess.TimeoutExpired:
                    os.killpg(process.pid, signal.SIGKILL)
                    process.wait()


def wait(condition: Callable[[], object], seconds: float, what: str, every: float = 0.3):
    """The first answer of the condition that is true; ends the script where there is none in time."""
    deadline = time.monotonic() + seconds
    while not (answer := condition()):
        if time.monotonic() > deadline:
            raise SystemExit(f"waited {seconds} s in vain for {what}")
        time.sleep(every)
    return answer


def ready(api: PrefectApi) -> bool:
    """Whether the server answers, its database with it."""
    try:
        api.get("ready")
    except ApiError:
        return False
    return True
