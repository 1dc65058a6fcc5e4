"""The command `bongsu`: the steps of the monitor one by one. Prefect is imported only by the commands that need it."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path
from typing import Annotated

import typer

from alerts.errors import AlertsError
from flows import asking, records
from flows.marked_yaml import ConfigurationError
from ledger import LedgerError
from sources.errors import SourceError

app = typer.Typer(
    name="bongsu",
    help="Watches the news for a list of organisations and tells you when a fact about them changes.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)

Input = Annotated[Path, typer.Argument(help="JSON Lines file; `-` for standard input.")]


@app.command()
def extract(
    source: Input,
    explain: Annotated[bool, typer.Option("--explain", help="Show how each claim was found, for people.")] = False,
    links: Annotated[
        bool, typer.Option("--links", help="Who stands with which title and organisation, instead of the claims.")
    ] = False,
) -> None:
    """Article records in; one line `{"id", "claims": [...]}` out for each, in order."""
    from extractors.read import read

    for place, record in records.read_lines(source):
        if links:
            from flows.linking import link_line

            records.write_line(link_line(record, place))
            continue
        article = records.article(record, place)
        if explain:
            from flows.explanation import show

            show(article)
        else:
            reading = read(article)
            records.write_line({"id": article.id, "claims": [records.claim_record(claim) for claim in reading.claims]})


@app.command()
def replay(source: Input) -> None:
    """Storylines in; one line `{"id", "article", "changes": [...]}` out for each article, in order.

    Each storyline is told on an empty ledger of its own, watching the organisations that the record names.
    """
    from flows.replaying import tell

    for place, record in records.read_lines(source):
        for line in tell(record, place):
            records.write_line(line)


@app.command()
def seeds() -> None:
    """Read the seed corpus into the ledger; silent, and harmless to repeat."""
    from flows.pipeline import monitor, read_seed_corpus

    with monitor() as opened:
        tally = read_seed_corpus(opened)
    typer.echo(f"{tally.articles} seeds, {tally.new} new in the ledger, {tally.claims} claims")
    for problem in tally.problems:
        typer.echo(f"left out: {problem}", err=True)


@app.command()
def run() -> None:
    """One pass without a server: poll the feeds that are due, record what is new, send the alerts."""
    import asyncio

    from flows.delivery import deliver_pending
    from flows.noticing import tell_of_sources
    from flows.pipeline import monitor
    from flows.watching import watch

    with monitor() as opened:
        watched = asyncio.run(watch(opened))
        for row in watched.rows:
            typer.echo(f"{row.feed}: {row.problem or f'{row.new} new, {row.read} about the watch list'}")
        for one in deliver_pending(opened):
            typer.echo(f"{one.destination}: {one.sent} sent, {one.waiting} waiting {one.said}")
        for notice in watched.notices:
            typer.echo(f"notice: {notice}")
        tell_of_sources(opened, watched.notices)


@cache
def whole() -> typer.Typer:
    """The app with the commands that have modules of their own, which take a second to load."""
    from flows import alert_commands, feed_commands, judge_commands, ledger_commands, review_commands, setup_commands

    asked = (asking.facts, asking.timeline, asking.why, asking.changes)
    kept = (ledger_commands.backfill, ledger_commands.reread, ledger_commands.export)
    for command in (
        *asked,
        alert_commands.alerts,
        alert_commands.listen,
        review_commands.review,
        *kept,
        setup_commands.settings,
        setup_commands.check,
    ):
        app.command()(command)
    app.command("import")(ledger_commands.import_)
    app.add_typer(feed_commands.feeds, name="feeds")
    app.add_typer(alert_commands.routes, name="routes")
    app.add_typer(judge_commands.judge, name="judge")
    return app


def main() -> None:
    """Entry point of the command: errors that name the thing and the way out become one line and exit status 2."""
    quick = sys.argv[1:2] in (["extract"], ["replay"])  # stages of pipes: they need none of the others
    try:
        (app if quick else whole())()
    except (records.RecordError, ConfigurationError, LedgerError, SourceError, AlertsError) as error:
        typer.echo(f"bongsu: {error}", err=True)
        raise SystemExit(2) from error


if __name__ == "__main__":
    main()
