"""Flow: what waits for a person, and the person's decision."""

from __future__ import annotations

from prefect import flow, task
from prefect.artifacts import create_markdown_artifact
from prefect.cache_policies import NO_CACHE

from facts.judgements import Verdict
from flows.deliver import send_alerts, show_deliveries
from flows.forms import Decision, ReviewForm
from flows.pipeline import monitor
from flows.reports import table
from flows.retrying import RETRIED
from flows.reviewing import HEAD, decide, rows
from ledger.reviewing import Held


@task(name="keep the decision", cache_policy=NO_CACHE)
def keep_decision(options: ReviewForm) -> Held:
    """Not tried again: a change that is decided on does not wait any more."""
    with monitor() as opened:
        return decide(opened, options.change.strip(), Verdict(options.decision), options.reason, options.by)


@task(name="see what waits", cache_policy=NO_CACHE, **RETRIED)
def see_what_waits() -> tuple[Held, ...]:
    with monitor() as opened:
        return opened.ledger.held()


@flow(name="review", flow_run_name="review: {options.decision}", timeout_seconds=600)
def review(options: ReviewForm = ReviewForm()) -> None:
    """List the changes that wait for a person, or decide on one: it is told, or nobody is told.

    Args:
        options: The change and the decision; as it comes, nothing is decided and what waits is listed.
    """
    if options.decision is not Decision.LATER:
        decided = keep_decision(options)
        print(f"{', '.join(decided.change.subject)}: {options.decision}, says {options.by}")
        if options.decision is Decision.RIGHT:
            show_deliveries(send_alerts([]))
    waiting = see_what_waits()
    create_markdown_artifact(
        key="review",
        markdown=table(HEAD, rows(waiting)) if waiting else "Nothing waits for a person.",
        description=f"{len(waiting)} changes wait for a person",
    )
