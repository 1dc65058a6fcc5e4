"""Flow: read one article, pasted or by its address, and see what it states and what would be told."""

from __future__ import annotations

from prefect import flow, task
from prefect.artifacts import create_markdown_artifact
from prefect.cache_policies import NO_CACHE

from flows.deliver import send_alerts, show_deliveries
from flows.forms import ArticleForm
from flows.pipeline import monitor
from flows.reading import Outcome, read_by_hand
from flows.reports import changes_table, claims_table, link
from flows.retrying import RETRIED
from flows.watch import announce


@task(name="read the article", cache_policy=NO_CACHE, **RETRIED)
def read_one(article: ArticleForm) -> Outcome:
    """Claims and changes of the article; recorded only where the form asks for it."""
    with monitor() as opened:
        return read_by_hand(article, opened)


@flow(name="read-article", flow_run_name="read an article", timeout_seconds=300)
def read_article(article: ArticleForm) -> None:
    """Read one article and show claims, changes and what would be told. Nothing is stored unless asked.

    Args:
        article: Its address, or its text with the day it was published.
    """
    outcome = read_one(article)
    print(f"{len(outcome.reading.claims)} claims, {len(outcome.changes)} changes")
    create_markdown_artifact(key="article", markdown=report(outcome), description=outcome.article.title or None)
    if outcome.stored:
        for change in outcome.changes:
            announce(change)
        show_deliveries(send_alerts([]))


def report(outcome: Outcome) -> str:
    """The artifact of a reading: the article, its claims, its changes."""
    article = outcome.article
    told = (
        "Recorded; these changes are told, or wait for a person where the settings say so"
        if outcome.stored
        else "Nothing was stored; these changes would be told"
    )
    return "\n\n".join(
        (
            f"# {link(article.title or article.id, article.url)}",
            f"Published {article.published} ({article.date_basis})",
            f"## Claims\n\n{claims_table(outcome.reading.claims)}",
            f"## Changes\n\n{told}:\n\n{changes_table(outcome.changes)}",
        )
    )
