"""The commands that fill, renew and carry the ledger: backfill, reread, export, import."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from flows import records
from flows.backfilling import backfill as backfill_all
from flows.pipeline import monitor
from flows.reports import left_as_they_are, stated
from flows.settings import Settings
from ledger import Difference, ExchangeError, Ledger

AsJson = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]


def backfill(
    path: Annotated[Path, typer.Argument(help="A folder, .zip, .tar.gz, .jsonl(.gz), .html or .txt.")],
    timezone: Annotated[str, typer.Option(help="Of the pages' dates.")] = "Asia/Seoul",
    again: Annotated[bool, typer.Option("--again", help="From the start, not from where the last one ended.")] = False,
) -> None:
    """Record articles from before the watch began, silently. Broken off, it goes on where it was."""
    with monitor() as opened:
        for done in backfill_all(opened, path, timezone=timezone, again=again):
            result = done
            typer.echo(f"{done.done} of {done.total}", err=True)
    typer.echo(
        f"{result.total} items, {result.skipped} done before, {result.tally.new} new in the ledger, "
        f"{result.tally.claims} claims"
    )
    for problem in result.tally.problems:
        typer.echo(f"left out: {problem}", err=True)


def reread(
    apply: Annotated[bool, typer.Option("--apply", help="Believe what today's rules read.")] = False,
    json: AsJson = False,
) -> None:
    """Read stored articles with today's rules and show what differs; nothing is written without `--apply`, nobody told."""
    from extractors.read import read  # noqa: PLC0415  the words of the rules take a moment to load

    with monitor() as opened:
        found: Iterable[Difference] = (
            opened.ledger.reread(read, watch=opened.watch_list.watch, now=datetime.now(UTC))
            if apply
            else opened.ledger.differences(read)
        )
        if gone := opened.ledger.without_text():
            typer.echo(left_as_they_are(gone), err=True)
        count = 0
        for count, difference in enumerate(found, 1):  # noqa: B007  the last number is the count
            _show(difference, json=json)
    if not json:
        done = "changed" if apply else "would change; --apply does it"
        typer.echo(f"{count} articles {done}" if count else "every article reads as it is believed")


def export(
    target: Annotated[Path | None, typer.Argument(help="File to write; standard output where none is named.")] = None,
    tables: Annotated[
        Path | None, typer.Option("--tables", help="A folder for facts, changes and claims as CSV instead.")
    ] = None,
) -> None:
    """The whole ledger as lines of JSON, for a backup or for another database; or its tables for a spreadsheet."""
    with Ledger.open(Settings().ledger_address) as ledger:
        if tables is not None:
            for file in ledger.export_tables(tables):
                typer.echo(file)
        elif target is None:
            for line in ledger.export_lines():
                sys.stdout.write(f"{line}\n")
        else:
            write_export(ledger, target)
            typer.echo(target)


def import_(
    source: Annotated[Path, typer.Argument(help="What `bongsu export` wrote.")],
) -> None:
    """Fill an empty ledger from an export."""
    with Ledger.open(Settings().ledger_address) as ledger:
        try:
            with source.open(encoding="utf-8") as lines:
                count = ledger.import_lines(lines)
        except (OSError, UnicodeDecodeError) as error:
            raise ExchangeError(f"{source}: cannot be read as an export: {error}") from error
    typer.echo(f"{count} rows")


def write_export(ledger: Ledger, target: Path) -> None:
    """The export in a file, whole or not at all. ExchangeError where it cannot be written."""
    unfinished = target.with_name(f".{target.name}.part")
    try:
        with unfinished.open("w", encoding="utf-8") as file:
            file.writelines(f"{line}\n" for line in ledger.export_lines())
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(target)
    except OSError as error:
        raise ExchangeError(f"{target}: cannot be written: {error.strerror}; name another file") from error


def _show(difference: Difference, *, json: bool) -> None:
    if json:
        records.write_line(
            {
                "article": difference.article.id,
                "added": [records.claim_record(claim) for claim in difference.added],
                "gone": [records.claim_record(claim) for claim in difference.gone],
            }
        )
        return
    typer.echo(f"{difference.article.published} {difference.article.title or difference.article.id}")
    for sign, claims in (("+", difference.added), ("-", difference.gone)):
        for claim in claims:
            typer.echo(f"  {sign} {claim.kind} {claim.event}, {claim.modality}: {stated(claim)}")
