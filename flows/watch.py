"""Flow: poll the feeds, read what is new, record it, tell what changed."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from prefect import flow, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State
from prefect.events import emit_event
from prefect.states import Completed

from facts.changes import Change
from flows.deliver import leave, send_alerts, show_deliveries
from flows.forms import WatchForm
from flows.noticing import tell_of_sources
from flows.pipeline import monitor
from flows.reports import changes_table, table
from flows.retrying import RETRIED
from flows.watching import FeedRow, Watched, named, watch


@task(name="poll feeds and record articles", cache_policy=NO_CACHE, **RETRIED)
async def poll_feeds(options: WatchForm) -> Watched:
    """One task for all feeds: a task run costs the server more than a feed that has not changed. Tried again, it polls what
    is left; each change is an event as soon as it is recorded, so that none is lost on the way.
    """
    with monitor() as opened:
        return await watch(opened, feeds=options.feeds, at_once=options.at_once, tell=announce)


@flow(name="watch-feeds", flow_run_name="watch feeds", timeout_seconds=3600)
async def watch_feeds(options: WatchForm = WatchForm()) -> State[None]:
    """Poll the feeds that are due, read what is new, record it and tell what changed.

    Args:
        options: Which feeds, and whether at once.
    """
    # a coroutine because the end of any other flow waits a second for its heartbeat, a tenth of a short poll
    watched = await poll_feeds(options)
    _leave_artifacts(watched)
    if options.deliver:
        show_deliveries(send_alerts([]))
        await asyncio.to_thread(_tell_of_sources, watched.notices)
    return _final_state(watched)


def _tell_of_sources(notices: Sequence[str]) -> None:
    with monitor() as opened:
        if told := tell_of_sources(opened, notices):
            print(f"{len(notices)} notices about sources told at {', '.join(told)}")


def announce(change: Change) -> None:
    """An event for automations of the operator's own."""
    emit_event(
        "bongsu.fact.changed",
        resource={
            "prefect.resource.id": f"bongsu.slot.{change.slot}",
            "prefect.resource.name": ", ".join(change.subject),
        },
        payload={
            "kind": change.kind,
            "change": change.change,
            "subject": list(change.subject),
            "before": change.before,
            "after": change.after,
            "sentence": change.sentence,
            "url": change.article.url,
        },
    )


def _final_state(watched: Watched) -> State[None]:
    """COMPLETED in every case in which the run did its work; its name tells when feeds or articles were in trouble."""
    failed, tally = watched.failed, watched.tally
    said = (
        f"{len(watched.rows)} feeds polled, {tally.new} new articles about the watch list, "
        f"{len(tally.changes)} changes to tell"
    )
    if failed and len(failed) == len(watched.rows):
        return Completed(name="NoFeedReachable", message=f"no feed could be read: {named(failed)}; {said}")
    if failed or tally.problems:
        troubles = [f"could not be read: {named(failed)}"] if failed else []
        troubles += [f"left out: {problem}" for problem in tally.problems]
        return Completed(name="CompletedWithProblems", message=f"{said}; {'; '.join(troubles)}")
    return Completed(message=said)


def _leave_artifacts(watched: Watched) -> None:
    for line in watched.notices:
        print(line)
    if watched.rows:
        leave(key="feeds", markdown=_feeds(watched.rows), description="The feeds of this run")
    leave(key="changes", markdown=changes_table(watched.tally.changes), description="What changed in this run")


def _feeds(rows: list[FeedRow]) -> str:
    return table(
        ("feed", "health", "new entries", "about the watch list", "problem"),
        [(row.feed, row.health, row.new, row.read, row.problem) for row in rows],
    )
