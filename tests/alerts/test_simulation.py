"""A small part of the simulation; `python -m benchmarks.deliveries` runs it at full size."""

import pytest

from tests.alerts.simulation import simulate


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
def test_nothing_is_lost_doubled_or_parked(seed):
    """Thousands of deliveries under every trouble: one message each after the sweep, none given up."""
    outcome = simulate(3000, seed)
    assert (outcome.lost, outcome.doubled, outcome.parked) == (0, 0, 0)
    assert outcome.happened["death"] > 20
    assert outcome.happened["late"] > 5
