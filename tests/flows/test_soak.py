"""A short soak: many polls in one process, over feeds that change, stay and break. The long one is in benchmarks/."""

import json
import subprocess
import sys

import pytest

from tests.flows.running import PROJECT


@pytest.mark.slow
def test_memory_stands_still_and_nothing_is_missed():
    """Eight hundred polls through the whole path: every article once, and no more memory at the end than after the start."""
    command = [sys.executable, PROJECT / "benchmarks" / "soak.py", "--feeds", "40", "--rounds", "19", "--hosts", "16"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=110)
    assert done.returncode == 0, done.stdout + done.stderr
    said = json.loads(done.stdout.splitlines()[-1])
    assert (said["polls"], said["wrong"]) == (800, [])
    assert len(said["resident_mb"]) == 20
