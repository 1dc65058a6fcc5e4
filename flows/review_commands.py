"""`bongsu review`: what waits for a person before anybody is told, and the decision."""

from __future__ import annotations

import getpass
from typing import Annotated

import typer

from facts.judgements import Verdict
from flows import records
from flows.pipeline import monitor
from flows.reviewing import HEAD, decide, rows
from flows.tables import print_table

Key = Annotated[str | None, typer.Option(metavar="KEY", help="Key of the change, or its beginning.")]


def review(
    right: Key = None,
    wrong: Key = None,
    reason: Annotated[str, typer.Option(help="Why, for those who look later.")] = "",
    by: Annotated[str, typer.Option(help="Who decides; you, if nobody is named.")] = "",
    json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """Changes that wait for a person: `--right` lets one go with the next delivery, `--wrong` tells nobody."""
    with monitor() as opened:
        for key, verdict in ((right, Verdict.RIGHT), (wrong, Verdict.WRONG)):
            if key is not None:
                held = decide(opened, key, verdict, reason, by or getpass.getuser())
                typer.echo(f"{held.change.key[:8]} is {verdict}", err=json)
        waiting = opened.ledger.held()
    if json:
        for each in waiting:
            line = {"key": each.change.key, "since": each.since.isoformat(), "destinations": list(each.destinations)}
            records.write_line({**line, **records.change_record(each.change)})
        return
    print_table(HEAD, rows(waiting), "nothing waits for a person")
