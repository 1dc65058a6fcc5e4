"""The command `bongsu`: the steps of the monitor one by one. Prefect is imported only by the commands that need it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from flows import records

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
) -> None:
    """Article records in; one line `{"id", "claims": [...]}` out for each, in order."""
    from extractors import read

    for place, record in records.read_lines(source):
        article = records.article(record, place)
        if explain:
            from flows.explanation import show

            show(article)
        else:
            reading = read(article)
            records.write_line({"id": article.id, "claims": [records.claim_record(claim) for claim in reading.claims]})


def main() -> None:
    """Entry point of the command: errors that name the thing and the way out become one line and exit status 2."""
    try:
        app()
    except records.RecordError as error:
        typer.echo(f"bongsu: {error}", err=True)
        raise SystemExit(2) from error
