"""Flows: the line of the day, and the upkeep of the ledger."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from prefect import flow, task
from prefect.artifacts import create_markdown_artifact
from prefect.cache_policies import NO_CACHE

from flows.aftercare import Day, sum_up
from flows.forms import DigestForm, UpkeepForm
from flows.keeping import Kept, back_up
from flows.pipeline import monitor
from flows.reports import changes_table, table
from flows.retrying import RETRIED
from flows.reviewing import expire


@task(name="sum up", cache_policy=NO_CACHE, **RETRIED)
def sum_up_days(options: DigestForm) -> Day:
    """Said once a day however often it is repeated."""
    with monitor() as opened:
        return sum_up(opened, days=options.days, post=options.post)


@flow(name="digest", flow_run_name="digest", timeout_seconds=600)
def digest(options: DigestForm = DigestForm()) -> None:
    """The line of the day, and a digest of what was learned and told to nobody.

    Args:
        options: How far back, and whether to post it.
    """
    day = sum_up_days(options)
    counts = day.counts
    print(f"{counts.feeds} feeds, {counts.articles} articles, {counts.facts} facts, {counts.changes} changes told")
    create_markdown_artifact(
        key="digest",
        markdown=f"## Told\n\n{changes_table(day.told)}\n\n## Learned silently\n\n{changes_table(day.silent)}",
        description=f"{len(day.told)} told, {len(day.silent)} silent; said at {', '.join(day.said_at) or 'no destination'}",
    )


@task(name="remove the text of old articles", cache_policy=NO_CACHE, **RETRIED)
def remove_old_texts(days: int) -> int:
    """Of articles recorded so many days ago (0: as the settings say, 0 there: none); how many."""
    with monitor() as opened:
        days = days or opened.settings.text_days
        if not days:
            return 0
        now = datetime.now(UTC)
        return opened.ledger.remove_texts(now - timedelta(days=days), now)


@task(name="end the waiting for a person", cache_policy=NO_CACHE, **RETRIED)
def end_waiting() -> int:
    """Of changes that nobody decided on in time; how many."""
    with monitor() as opened:
        return expire(opened)


@task(name="back the ledger up", cache_policy=NO_CACHE, **RETRIED)
def back_ledger_up(keep: int) -> Kept:
    """One file a day; repeated, it is written anew."""
    with monitor() as opened:
        return back_up(opened, keep)


@task(name="give freed room back", cache_policy=NO_CACHE, **RETRIED)
def compact_ledger() -> None:
    """Of what the database itself has no use for any more."""
    with monitor() as opened:
        opened.ledger.compact()


@flow(name="upkeep", flow_run_name="upkeep", timeout_seconds=3600)
def upkeep(options: UpkeepForm = UpkeepForm()) -> None:
    """Remove the text of old articles where that is asked for, back the ledger up, drop the oldest backups, give freed room
    back. Old runs are dropped by the server itself.

    Args:
        options: How long text is kept, how many backups are, and whether room is given back.
    """
    undecided = end_waiting()
    removed = remove_old_texts(options.text_days)  # first: the backup is to hold no text whose time is over
    kept = back_ledger_up(options.keep)
    if options.compact:
        compact_ledger()
    rows = [
        ("backup", kept.backup),
        ("lines", f"{kept.lines:,}"),
        ("bytes", f"{kept.size:,}"),
        ("changes that nobody decided on in time", f"{undecided:,}"),
        ("articles whose text was removed", f"{removed:,}"),
        ("dropped", ", ".join(each.name for each in kept.dropped) or "none"),
    ]
    create_markdown_artifact(key="upkeep", markdown=table(("", ""), rows), description="Backup of the ledger")
