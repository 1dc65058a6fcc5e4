"""`bongsu alerts` and `bongsu routes`: what is on its way to whom, and why it goes there."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

import typer

from alerts.operating import drop, outstanding, send_again
from alerts.routes import explain as explain_routes
from facts.changes import Change
from facts.outbox import Delivery
from flows import records
from flows.pipeline import monitor
from flows.settings import Settings
from flows.tables import print_table
from flows.watch_list import destinations_in_force
from ledger import Ledger, UnknownNameError

routes = typer.Typer(help="Which change goes where.", no_args_is_help=True)

AsJson = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]
Id = Annotated[str | None, typer.Option(metavar="ID", help="The alert's id, or the beginning of it.")]


def alerts(
    destination: Annotated[str | None, typer.Option("--destination", "-d", help="Only this destination.")] = None,
    retry: Id = None,
    drop_: Annotated[str | None, typer.Option("--drop", metavar="ID", help="Give this alert up for good.")] = None,
    json: AsJson = False,
) -> None:
    """Alerts neither sent nor given up: pending, in doubt, blocked, refused. `--retry` lets the next round send one."""
    now = datetime.now(UTC)
    with Ledger.open(Settings().ledger_address) as ledger:
        for id_, act, said in ((retry, send_again, "goes with the next round"), (drop_, drop, "is given up")):
            if id_ is not None:
                delivery = act(ledger.outbox, id_, now)
                typer.echo(f"{delivery.id[:8]} to {delivery.destination} {said}", err=json)
        if (retry or drop_) and not json:
            return
        found = outstanding(ledger.outbox, destination)
    if json:
        for each in found:
            records.write_line(each.model_dump(mode="json"))
        return
    print_table(
        ("id", "state", "destination", "what", "since (UTC)", "tries", "hindrance"),
        [_row(each) for each in found],
        "no alert is waiting",
    )


@routes.command()
def explain(
    change: Annotated[str, typer.Argument(help="Key of a change, or its beginning; `bongsu changes` shows them.")],
) -> None:
    """Why a change goes to these destinations: route by route."""
    with monitor() as opened:
        found = change_called(opened.ledger, change)
        destinations = destinations_in_force(opened.watch_list, opened.settings)
        for line in explain_routes(found, opened.watch_list.routes, destinations, opened.watch_list.watched):
            typer.echo(line)


def change_called(ledger: Ledger, key: str) -> Change:
    """The change whose key begins so; UnknownNameError where none or several do."""
    found = {each.change.key: each.change for each in ledger.changes() if key and each.change.key.startswith(key)}
    if len(found) != 1:
        raise UnknownNameError(key, sorted(found)[:5])
    return found.popitem()[1]


def _row(delivery: Delivery) -> tuple[object, ...]:
    change = delivery.change
    what = f"{change.kind} {change.change}: {', '.join(change.subject)}: {change.before or '—'} → {change.after or '—'}"
    since = f"{delivery.created_at:%Y-%m-%d %H:%M}"
    return delivery.id[:8], delivery.state, delivery.destination, what, since, delivery.attempts, delivery.error or ""
