"""Reading portions in processes of their own, one a core: a Dask cluster on this machine, for as long as a run takes."""

from __future__ import annotations

import logging
import os
import pickle
from collections import deque
from collections.abc import Generator, Iterator

from prefect import task
from prefect.cache_policies import NO_CACHE
from prefect.futures import PrefectFuture

from flows.backfilling import Portion, ReadAll, ReadPortion, read_here, read_portion

_AHEAD = 2
"""Portions for each process that wait to be read or written: enough that nobody idles, little enough for memory."""


@task(name="read a portion", task_run_name="read items up to {last}", cache_policy=NO_CACHE)
def read_one(portion: bytes, last: int) -> bytes:  # noqa: ARG001  `last` names the run
    """A pickled `Portion` in, a pickled `ReadPortion` out: in what it can look into, Prefect looks for futures.

    No retries: Dask gives the portion of a process that has died to another.
    """
    return pickle.dumps(read_portion(pickle.loads(portion)))  # noqa: S301  of this very run


def read_in(processes: int) -> ReadAll:
    """`ReadAll` in so many processes, 0 for one a core. Where there is too little to read for two, or prefect-dask (the
    extra `cluster`) is not installed, it is read here.
    """

    def read_all(portions: Iterator[Portion], count: int) -> Generator[ReadPortion]:
        used = min(processes or cores(), count)
        try:
            from prefect_dask.task_runners import DaskTaskRunner  # noqa: PLC0415  loads for a second, may be missing
        except ImportError:
            print("prefect-dask is not installed: reading in one process (pip install 'bongsu[cluster]')")
            used = 1
        if used < 2:
            yield from read_here(portions, count)
            return
        print(f"reading in {used} processes")
        logging.getLogger("distributed").setLevel(logging.WARNING)  # it tells of each connection
        cluster = {
            "n_workers": used,
            "threads_per_worker": 1,
            "host": "127.0.0.1",
            "dashboard_address": None,  # no pages; the scheduler and its health are on loopback
        }
        with DaskTaskRunner(cluster_kwargs=cluster) as runner:
            waiting: deque[PrefectFuture[bytes]] = deque()
            for portion in portions:
                given = {"portion": pickle.dumps(portion), "last": portion.documents[-1].position}
                waiting.append(runner.submit(read_one, given))
                if len(waiting) > _AHEAD * used:
                    yield pickle.loads(waiting.popleft().result())  # noqa: S301  from a process of our own
            while waiting:
                yield pickle.loads(waiting.popleft().result())  # noqa: S301  as above

    return read_all


def cores() -> int:
    """How many this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
