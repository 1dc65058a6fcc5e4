"""Flows: articles from before the watch began, and stored ones read again."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from prefect import flow, task
from prefect.artifacts import create_markdown_artifact, create_progress_artifact, update_progress_artifact
from prefect.cache_policies import NO_CACHE

from extractors.read import read
from flows.backfilling import Backfilled
from flows.backfilling import backfill as backfill_all
from flows.forms import BackfillForm, RereadForm
from flows.pipeline import monitor
from flows.processes import read_in
from flows.reports import left_as_they_are, stated, table
from flows.retrying import RETRIED
from ledger import Difference

SHOWN = 200
"""Differences in an artifact: more than anybody reads, less than what the page takes a minute to draw."""


@task(name="record the archive", cache_policy=NO_CACHE, **RETRIED)
def record_archive(options: BackfillForm) -> Backfilled:
    """One task that writes all portions: the bookmark in the ledger, not the task, is what it goes on from. What they
    hold is read in other processes, a task each.
    """
    progress = create_progress_artifact(0.0, key="backfill-progress", description=options.path)
    assert isinstance(progress, UUID)  # a coroutine only where it is called from one
    with monitor() as opened:
        steps = backfill_all(
            opened,
            Path(options.path),
            timezone=options.timezone,
            again=options.again,
            read_all=read_in(options.processes),
        )
        for done in steps:
            result = done
            update_progress_artifact(progress, round(100 * done.share, 1), description=f"{done.done} of {done.total}")
            print(f"{done.done} of {done.total}, {done.tally.new} new")
    return result


@flow(name="backfill", flow_run_name="backfill {options.path}", timeout_seconds=12 * 3600)
def backfill(options: BackfillForm) -> None:
    """Record articles from before the watch began, silently. Broken off, the next run goes on where it was.

    Args:
        options: Where the articles are.
    """
    result = record_archive(options)
    problems = result.tally.problems
    rows = [
        ("items", result.total),
        ("done by an earlier run", result.skipped),
        ("new in the ledger", result.tally.new),
        ("claims", result.tally.claims),
        ("left out", len(problems)),
    ]
    said = table(("", ""), rows)
    if problems:
        said += "\n\n" + table(("left out",), [(problem,) for problem in problems[:SHOWN]])
    create_markdown_artifact(key="backfill", markdown=said, description=options.path)


@task(name="read stored articles again", cache_policy=NO_CACHE, **RETRIED)
def read_again(apply: bool) -> tuple[tuple[Difference, ...], int]:
    """What differs, and how many articles have no text any more. Article by article, each in a transaction of its own: broken
    off and begun again, it does what is left.
    """
    with monitor() as opened:
        gone = opened.ledger.without_text()
        if apply:
            return opened.ledger.reread(read, watch=opened.watch_list.watch, now=datetime.now(UTC)), gone
        return tuple(opened.ledger.differences(read)), gone


@flow(name="re-read", flow_run_name="read stored articles again", timeout_seconds=6 * 3600)
def reread(options: RereadForm = RereadForm()) -> None:
    """Read stored articles with today's rules and show what differs. Nobody is told.

    Args:
        options: Whether what they read is believed, or only shown.
    """
    found, gone = read_again(options.apply)
    print(f"{len(found)} articles {'changed' if options.apply else 'would change'}")
    if gone:
        print(left_as_they_are(gone))
    rows = [
        (each.article.title or each.article.id, sign, claim.kind, claim.event, claim.modality, stated(claim))
        for each in found
        for sign, claims in (("+", each.added), ("−", each.gone))
        for claim in claims
    ]
    head = ("article", "", "kind", "event", "modality", "stated")
    said = table(head, rows[:SHOWN]) if rows else "Every article reads as it is believed."
    create_markdown_artifact(
        key="re-read",
        markdown=f"{said}\n\n{left_as_they_are(gone)}" if gone else said,
        description=f"{len(found)} articles, {len(rows)} claims" + (", the first shown" if len(rows) > SHOWN else ""),
    )
