"""Which failures of a task are worth another try: those that say so, and no others."""

from __future__ import annotations

from typing import Any

from prefect.tasks import exponential_backoff

from ledger import BusyError, UnavailableError
from sources.errors import SourceError


def transient(error: object) -> bool:
    """Whether the same try may work later: a server in trouble, a ledger kept locked or away for a moment."""
    return isinstance(error, BusyError | UnavailableError) or (isinstance(error, SourceError) and error.transient)


def worth_another_try(_task: Any, _run: Any, state: Any) -> bool:
    """For `retry_condition_fn`."""
    return transient(state.data if isinstance(state.data, BaseException) else getattr(state.data, "result", None))


RETRIED: dict[str, Any] = {
    "retries": 3,
    "retry_delay_seconds": exponential_backoff(backoff_factor=5),  # 5, 10, 20 s
    "retry_jitter_factor": 0.5,
    "retry_condition_fn": worth_another_try,
}
"""Arguments of `task`."""
