"""Exactly one message: 200,000 simulated deliveries.

    python -m benchmarks.deliveries [--deliveries 200000]

Prints what happened and what went wrong; the exit status is 1 where anything was lost, doubled after the sweep or parked.
"""

from __future__ import annotations

import argparse
import sys
import time

from tests.alerts.simulation import simulate


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.deliveries", description=__doc__)
    parser.add_argument("--deliveries", type=int, default=200_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    began = time.monotonic()
    outcome = simulate(given.deliveries, given.seed)
    print(f"{outcome.deliveries} deliveries in {time.monotonic() - began:.0f} s")
    for trouble, count in sorted(outcome.happened.items()):
        print(f"  {trouble}: {count}")
    print(
        f"lost {outcome.lost}, doubled until a sweep {outcome.doubled_ever}, doubled {outcome.doubled}, parked {outcome.parked}"
    )
    return 1 if outcome.lost or outcome.doubled or outcome.parked else 0


if __name__ == "__main__":
    sys.exit(main())
