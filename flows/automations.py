"""The automations of deployments/automations.yaml, put on a server by name; and runs whose process has ended."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from flows.environment import PROJECT
from flows.prefect_api import PrefectApi

FILE = PROJECT / "deployments" / "automations.yaml"
_IN_FLIGHT = ("RUNNING", "PENDING", "CANCELLING")


def apply_automations(api: PrefectApi, file: Path = FILE) -> int:
    """Create what is missing and bring up to date what differs, each once by its name; how many there are.

    What an operator has switched off stays off. One that is as it should be is not touched: an update makes it forget
    which runs it waits for. ApiError where the server refuses one.
    """
    wanted = yaml.safe_load(file.read_text(encoding="utf-8"))
    present = {each["name"]: each for each in api.post("automations/filter", {"limit": 200})}
    for automation in wanted:
        body = {**automation, "actions": [_resolved(action, api) for action in automation["actions"]]}
        known = present.get(automation["name"])
        if known is None:
            api.post("automations/", body)
        elif not _holds(known, body):
            api.put(f"automations/{known['id']}", {**body, "enabled": known["enabled"]})
    return len(wanted)


def mark_crashed(api: PrefectApi, pool: str, reason: str) -> int:
    """Mark every run of a work pool that is under way as crashed; how many. Call it when no worker of the pool is left."""
    wanted = {
        "work_pools": {"name": {"any_": [pool]}},
        "flow_runs": {"state": {"type": {"any_": list(_IN_FLIGHT)}}},
        "limit": 200,
    }
    found = api.post("flow_runs/filter", wanted)
    for run in found:
        state = {"type": "CRASHED", "name": "Crashed", "message": reason}
        api.post(f"flow_runs/{run['id']}/set_state", {"state": state, "force": True})
    return len(found)


def _holds(present: Any, wanted: Any) -> bool:
    """Whether everything that is wanted stands in what the server has, which fills in defaults and sorts sets anew."""
    match wanted:
        case dict():
            return isinstance(present, dict) and all(_holds(present.get(key), value) for key, value in wanted.items())
        case list():
            if not isinstance(present, list) or len(present) != len(wanted):
                return False
            if all(isinstance(each, str) for each in wanted):
                return set(present) == set(wanted)
            return all(map(_holds, present, wanted))
        case _:
            return bool(present == wanted)


def _resolved(action: Mapping[str, Any], api: PrefectApi) -> dict[str, Any]:
    """The action with the id of the deployment that it names."""
    given = dict(action)
    if name := given.pop("deployment", None):
        given["deployment_id"] = api.get(f"deployments/name/{name}")["id"]
    return given
