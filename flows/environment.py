"""The surroundings that every process of the monitor gives to Prefect. Import before anything of Prefect's."""

from __future__ import annotations

import os
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent


def server_address() -> str:
    """The API of the Prefect server that commands and workers here talk to."""
    port = os.environ.get("PREFECT_SERVER_API_PORT", "4200")
    return os.environ.get("PREFECT_API_URL", f"http://127.0.0.1:{port}/api")


def prefect_environment(data: Path, port: int) -> dict[str, str]:
    """Variables for the server, the worker and every command; what the operator has set already stays.

    `data` is the folder in which Prefect keeps its own database, apart from any other Prefect of the user.
    """
    wanted = {
        "DO_NOT_TRACK": "1",  # has no form in pyproject.toml
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_HOME": str(data / "prefect"),
        "PREFECT_SERVER_API_HOST": "127.0.0.1",
        "PREFECT_SERVER_API_PORT": str(port),
        "PREFECT_API_URL": f"http://127.0.0.1:{port}/api",
        "PREFECT_FLOWS_HEARTBEAT_FREQUENCY": "30",  # seconds: what finds runs without a process counts on it
        "PYTHONUNBUFFERED": "1",
    }
    return {name: os.environ.get(name, value) for name, value in wanted.items()}
