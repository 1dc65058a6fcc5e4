"""Flow: read the seed corpus."""

from __future__ import annotations

from prefect import flow, task
from prefect.artifacts import create_markdown_artifact
from prefect.cache_policies import NO_CACHE

from flows.forms import SeedsForm
from flows.pipeline import Tally, monitor, read_seed_corpus
from flows.reports import table
from flows.retrying import RETRIED


@task(name="record the seeds", cache_policy=NO_CACHE, **RETRIED)
def record_seeds(read_again: bool) -> Tally:
    """Read and record every seed; repeating it changes nothing."""
    with monitor() as opened:
        return read_seed_corpus(opened, read_again=read_again)


@flow(name="ingest-seeds", flow_run_name="read the seed corpus", timeout_seconds=900)
def ingest_seeds(options: SeedsForm = SeedsForm()) -> None:
    """Read the seed corpus into the ledger, by the same path as any article. Idempotent and silent.

    Args:
        options: What to do with articles that are in the ledger already.
    """
    tally = record_seeds(options.read_again)
    print(f"{tally.articles} seeds read, {tally.new} of them new, {tally.claims} claims")
    rows = [
        ("articles", tally.articles),
        ("new in the ledger", tally.new),
        ("claims", tally.claims),
        ("problems", "; ".join(tally.problems) or "none"),
    ]
    create_markdown_artifact(
        key="seeds", markdown=table(("", ""), rows), description="What the seed corpus gave the ledger"
    )
    if tally.problems:
        raise RuntimeError(f"{len(tally.problems)} seeds could not be read: {'; '.join(tally.problems)}")
