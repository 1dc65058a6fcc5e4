"""SIGKILL before and after every call of sending, crossed with every fault: the tests run a part of this.

    python -m benchmarks.kills

About five minutes. The exit status is 1 where any case is left without exactly one message each.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from tests.alerts.kills import EVERY_STEP, STORIES, grid, wrong


def main() -> int:
    failed = 0
    for story in STORIES:
        began = time.monotonic()
        with tempfile.TemporaryDirectory() as folder:
            results = grid(Path(folder), story, EVERY_STEP)
        bad = wrong(results)
        failed += len(bad)
        kills = sum(found["killed"] for found in results.values())
        print(
            f"{story.__name__}: {len(results)} cases, {kills} kills, {len(bad)} wrong, {time.monotonic() - began:.0f} s"
        )
        for (fault, step), found in bad.items():
            print(f"  {fault} / {step}: {found}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
