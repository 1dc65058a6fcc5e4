"""What a Prefect server must hold for the monitor: the work pool, the deployments, the automations.

`python -m flows.setting_up` puts them on the server at PREFECT_API_URL; repeated, it brings them up to date.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping

from flows.automations import apply_automations
from flows.environment import PROJECT, prefect_environment
from flows.prefect_api import ApiError, PrefectApi
from flows.settings import Settings

POOL = "bongsu"


class SetUpError(Exception):
    """The deployments could not be registered; the message holds what Prefect said."""


def set_up(api: PrefectApi, environment: Mapping[str, str]) -> None:
    """Pool, deployments, automations, in the order in which one needs the other. SetUpError or ApiError."""
    _make_pool(api)
    command = ["deploy", "--all", "--prefect-file", "deployments/prefect.yaml"]
    done = subprocess.run(
        [sys.executable, "-m", "prefect", "--no-prompt", *command],
        cwd=PROJECT,
        env=dict(environment),
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    if done.returncode != 0:
        raise SetUpError(f"`prefect {' '.join(command)}` failed:\n{done.stdout}{done.stderr}")
    apply_automations(api)


def _make_pool(api: PrefectApi) -> None:
    """The pool as the operator has left it, or a new one, whose template the first worker fills in.

    Not by `prefect work-pool create`: it makes the server ask GitHub for a list of all kinds of workers.
    """
    if not api.post("work_pools/filter", {"work_pools": {"name": {"any_": [POOL]}}}):
        api.post("work_pools/", {"name": POOL, "type": "process", "base_job_template": {}})


def main() -> int:
    """The exit status."""
    port = int(os.environ.get("PREFECT_SERVER_API_PORT", "4200"))
    environment = {**os.environ, **prefect_environment(Settings().data, port)}
    api = PrefectApi(environment)
    try:
        set_up(api, environment)
    except (SetUpError, ApiError) as error:
        print(f"bongsu: {error}", file=sys.stderr)
        return 1
    print(f"bongsu: pool, deployments and automations are at {api.address}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
