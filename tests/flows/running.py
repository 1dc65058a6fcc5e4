"""The whole monitor as `make run` starts it: a real Prefect server, its deployments and a worker, on ports of its own."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Self

PROJECT = Path(__file__).resolve().parent.parent.parent


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


class RunningMonitor:
    """As a context manager: up with its deployments inside, ended by SIGINT outside. `settings` are `BONGSU_…` variables."""

    def __init__(self, folder: Path, under: Sequence[str] = (), **settings: str) -> None:
        """`under`: a command that runs the monitor in its own place, such as a tracer."""
        self.folder, self._under = folder, tuple(under)
        self.port = free_port()
        self.log = folder / f"run-{self.port}.log"
        kept = {
            name: value for name, value in os.environ.items() if not name.startswith(("PREFECT_", "BONGSU_", "SLACK_"))
        }
        self.environment = {
            **kept,
            "BONGSU_DATA": str(folder / "data"),
            "PREFECT_SERVER_API_PORT": str(self.port),
            **settings,
        }

    def __enter__(self) -> Self:
        self._output = self.log.open("ab")
        self._process = subprocess.Popen(
            [*self._under, sys.executable, "-m", "flows.run"],
            cwd=PROJECT,
            env=self.environment,
            stdout=self._output,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            self.wait(lambda: "bongsu: running" in self.said, 240, "the monitor to run")
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.status = self.end()
        self._output.close()

    def end(self) -> int:
        """Ctrl-C; the exit status."""
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGINT)
        try:
            return self._process.wait(60)
        finally:
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)

    @property
    def process(self) -> int:
        """The id of the supervisor's process."""
        return self._process.pid

    @property
    def said(self) -> str:
        return self.log.read_text(encoding="utf-8", errors="replace")

    def api(self, path: str, body: dict[str, Any] | None = None) -> Any:
        """POST with a body, else GET, as the user interface does; (status, answer) where the server refuses."""
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}/api/{path}",
            data=None if body is None else json.dumps(body).encode(),
            headers={"content-type": "application/json"},
        )
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()

    def trigger(self, deployment: str, **parameters: Any) -> str:
        """Create a flow run of `flow/deployment` as the form of the user interface does; its id."""
        found = self.api(f"deployments/name/{deployment}")
        run = self.submit(found["id"], parameters)
        assert isinstance(run, dict), run
        return run["id"]

    def submit(self, deployment: str, parameters: dict[str, Any]) -> Any:
        """What the server answers to a form; asked again while SQLite's one writer is busy, as Prefect's own client does."""
        for _ in range(20):
            answer = self.api(f"deployments/{deployment}/create_flow_run", {"parameters": parameters})
            if isinstance(answer, dict) or answer[0] not in {500, 503}:
                break
            time.sleep(1)
        return answer

    def ended(self, run: str, seconds: float = 120) -> dict[str, Any]:
        """The state of a flow run once it is final."""

        def final() -> dict[str, Any] | None:
            state = self.api(f"flow_runs/{run}")["state"]
            return state if state["type"] in {"COMPLETED", "FAILED", "CRASHED", "CANCELLED"} else None

        return self.wait(final, seconds, f"flow run {run} to end")

    def artifacts(self, run: str) -> dict[str, str]:
        """What a flow run left, by key."""
        found = self.api("artifacts/filter", {"artifacts": {"flow_run_id": {"any_": [run]}}})
        return {artifact["key"]: artifact["data"] for artifact in found}

    def wait(self, condition: Any, seconds: float, what: str) -> Any:
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            with suppress(TimeoutError):  # a busy server is asked again
                if result := condition():
                    return result
            if self._process.poll() is not None:
                break
            time.sleep(0.3)
        raise AssertionError(f"waited in vain for {what}; the monitor said:\n{self.said[-6000:]}")
