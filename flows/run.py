"""`make run`: the Prefect server, the deployments and a worker, started together and ended together.

Every part runs as a process in a session of its own, so that Ctrl-C reaches only this supervisor, which then ends them
in order: the worker first, the server last.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from types import FrameType
from typing import Never

from alerts.destinations import SlackDestination
from flows.automations import mark_crashed
from flows.environment import PROJECT, prefect_environment
from flows.marked_yaml import ConfigurationError
from flows.prefect_api import ApiError, PrefectApi
from flows.setting_up import POOL, SetUpError, set_up
from flows.settings import Settings
from flows.watch_list import destinations_in_force, load_watch_list

STARTUP_SECONDS = 240
"""A first start creates Prefect's database: 12 s on a quiet machine, over a minute on a busy one."""

GRACE_SECONDS = 10


_PREFECT = ("prefect", "--no-prompt")


class StartupError(Exception):
    """A part of the monitor did not start; the message says which and what to look at."""


def main() -> int:
    """Run until Ctrl-C or SIGTERM; the exit status for the shell."""
    settings = Settings()
    port = int(os.environ.get("PREFECT_SERVER_API_PORT", "4200"))
    environment = {**os.environ, **prefect_environment(settings.data, port)}
    signal.signal(signal.SIGTERM, _as_interrupt)
    address = f"http://127.0.0.1:{port}"
    api = PrefectApi(environment)
    print(f"bongsu: ledger {_without_password(settings.ledger_address)}")
    print(f"bongsu: watch list {settings.watch_list}")
    if settings.slack_token is None:
        print(f"bongsu: no Slack token (BONGSU_SLACK_TOKEN): alerts go to the terminal and to {settings.alerts_file}")
    try:
        with ExitStack() as parts:
            server = parts.enter_context(_part("server", environment, *_PREFECT, "server", "start"))
            _wait_until_healthy(f"{address}/api/health", server)
            set_up(api, environment)
            parts.callback(_mark_crashed, api)
            running = {"server": server}
            worker = _part("worker", environment, *_PREFECT, "worker", "start", "--pool", POOL)
            running["worker"] = parts.enter_context(worker)
            if _has_buttons(settings):
                listener = _part("listener", environment, "flows.command_line", "listen")
                running["listener"] = parts.enter_context(listener)
            seeds = api.get("deployments/name/ingest-seeds/ingest-seeds")["id"]
            api.post(f"deployments/{seeds}/create_flow_run", {})
            print(f"bongsu: running; the user interface is at {address}  (Ctrl-C ends it)", flush=True)
            _wait_for_an_end(running)
    except KeyboardInterrupt:
        print("bongsu: ended")
        return 0
    except (StartupError, SetUpError, ApiError) as error:
        print(f"bongsu: {error}", file=sys.stderr)
        return 1
    return 1


def _has_buttons(settings: Settings) -> bool:
    """Whether there is anything to listen for: both tokens, and a channel. A watch list that is wrong says so elsewhere."""
    if settings.slack_token is None or settings.slack_app_token is None:
        return False
    try:
        destinations = destinations_in_force(load_watch_list(settings.watch_list), settings)
    except ConfigurationError:
        return False
    return any(isinstance(each, SlackDestination) for each in destinations)


@contextmanager
def _part(name: str, environment: dict[str, str], *command: str) -> Iterator[subprocess.Popen[bytes]]:
    """A long-running command; ended by SIGINT, then SIGTERM, then SIGKILL."""
    process = subprocess.Popen(
        [sys.executable, "-m", *command],
        cwd=PROJECT,
        env=environment,
        start_new_session=True,
        stdin=subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        print(f"bongsu: ending the {name}", flush=True)
        for step in (signal.SIGINT, signal.SIGTERM, signal.SIGKILL):
            if process.poll() is not None:
                break
            process.send_signal(step)
            try:
                process.wait(GRACE_SECONDS)
            except subprocess.TimeoutExpired:
                continue
        _end_group(process.pid)


def _mark_crashed(api: PrefectApi) -> None:
    """The worker is gone, the server not yet: what was under way did not end, and says so."""
    try:
        count = mark_crashed(api, POOL, "the monitor was ended; the next run goes on where this one was")
    except ApiError as error:
        print(f"bongsu: runs under way could not be marked: {error}", file=sys.stderr)
        return
    if count:
        print(f"bongsu: {count} runs under way are marked crashed")


def _end_group(group: int) -> None:
    """Whatever the part left behind in its own session (a flow run in mid-work) ends with it."""
    try:
        os.killpg(group, signal.SIGKILL)
    except ProcessLookupError:
        return


def _wait_until_healthy(url: str, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + STARTUP_SECONDS
    while time.monotonic() < deadline:
        if server.poll() is not None:
            raise StartupError(
                f"the Prefect server ended with status {server.returncode} before it answered at {url}; "
                "is the port taken? Name another with PREFECT_SERVER_API_PORT"
            )
        try:
            with urllib.request.urlopen(url, timeout=2) as answer:  # noqa: S310 - an http address on loopback
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(0.5)
    raise StartupError(f"the Prefect server did not answer at {url} within {STARTUP_SECONDS} s")


def _wait_for_an_end(parts: dict[str, subprocess.Popen[bytes]]) -> Never:
    """Until a part ends by itself, which is an error; Ctrl-C interrupts the wait."""
    while True:
        for name, process in parts.items():
            if process.poll() is not None:
                raise StartupError(f"the {name} ended by itself with status {process.returncode}; see its output above")
        time.sleep(0.5)


def _as_interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _without_password(address: str) -> str:
    scheme, separator, rest = address.partition("://")
    return f"{scheme}{separator}{rest.rpartition('@')[2]}"


if __name__ == "__main__":
    sys.exit(main())
