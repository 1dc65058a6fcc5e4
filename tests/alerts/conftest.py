"""A local Slack that goes by the tests' clock, and a real ledger."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.alerts.scene import MemoryOutbox, MovedClock
from tests.slack_server import SlackServer, Workspace


@pytest.fixture
def clock() -> MovedClock:
    return MovedClock()


@pytest.fixture
def slack(clock: MovedClock) -> Iterator[SlackServer]:
    with SlackServer(Workspace(clock=clock.seconds, late_by=60), hang=1) as server:
        yield server


@pytest.fixture
def outbox() -> MemoryOutbox:
    return MemoryOutbox()


@pytest.fixture
def ledger(tmp_path: Path):
    from ledger import Ledger

    with Ledger.open(f"sqlite:///{tmp_path / 'ledger.db'}") as opened:
        yield opened
