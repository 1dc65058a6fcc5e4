"""`bongsu alerts` and `bongsu routes`: what is on its way to whom, and why it goes there."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

import typer

from alerts.operating import drop, outstanding, send_again
from alerts.routes import explain as explain_routes
from facts.changes import Change
from facts.judgements import mutes_in_force
from facts.outbox import Delivery
from flows import records
from flows.listening import ended_by_signals
from flows.listening import listen as listen_until
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
    """Alerts neither sent nor given up: pending, in doubt, blocked, refused; and what is muted where, until when.

    `--retry` lets the next round send one.
    """
    now = datetime.now(UTC)
    with Ledger.open(Settings().ledger_address) as ledger:
        for id_, act, said in ((retry, send_again, "goes with the next round"), (drop_, drop, "is given up")):
            if id_ is not None:
                delivery = act(ledger.outbox, id_, now)
                typer.echo(f"{delivery.id[:8]} to {delivery.destination} {said}", err=json)
        if (retry or drop_) and not json:
            return
        found = outstanding(ledger.outbox, destination)
        muted = _mutes(ledger, destination, now)
    if json:
        for each in found:
            records.write_line(each.model_dump(mode="json"))
        return
    print_table(
        ("id", "state", "destination", "what", "since (UTC)", "tries", "hindrance"),
        [_row(each) for each in found],
        "no alert is waiting",
    )
    if muted:
        typer.echo()
        print_table(("muted", "destination", "until (UTC)", "by"), muted, "")


def listen(
    minutes: Annotated[
        float | None, typer.Option(min=0.01, help="End after so long; else by Ctrl-C or SIGTERM.")
    ] = None,
) -> None:
    """Take the answers that readers give by buttons, while it runs. `make run` does so by itself."""

    def say(line: str) -> None:
        print(f"bongsu: {line}", flush=True)

    with ended_by_signals() as stop, monitor() as opened:
        listen_until(opened, stop, say, seconds=None if minutes is None else minutes * 60)
        say("listens no more")


@routes.command()
def explain(
    change: Annotated[str, typer.Argument(help="Key of a change, or its beginning; `bongsu changes` shows them.")],
) -> None:
    """Why a change goes to these destinations: route by route, and what readers asked not to be told."""
    with monitor() as opened:
        found = change_called(opened.ledger, change)
        silenced = opened.ledger.silenced(found.key, watch=opened.watch_list.watch, now=datetime.now(UTC))
        destinations = destinations_in_force(opened.watch_list, opened.settings)
        for line in explain_routes(found, opened.watch_list.routes, destinations, opened.watch_list.watched):
            typer.echo(line)
    for destination, reason in sorted(silenced.items()):
        typer.echo(f"what follows is not told {f'to {destination}' if destination else 'anywhere'}: {reason}")


def change_called(ledger: Ledger, key: str) -> Change:
    """The change whose key begins so; UnknownNameError where none or several do."""
    found = {each.change.key: each.change for each in ledger.changes() if key and each.change.key.startswith(key)}
    if len(found) != 1:
        raise UnknownNameError(key, sorted(found)[:5])
    return found.popitem()[1]


def _mutes(ledger: Ledger, destination: str | None, now: datetime) -> list[tuple[object, ...]]:
    """The mutes in force, those of a slot by what was told of it last."""
    mutes = [
        each
        for each in mutes_in_force(ledger.judgements(), now)
        if destination is None or each.destination in {None, destination}
    ]
    slots = {each.change.slot: each.change.what for each in ledger.changes()} if mutes else {}
    return [
        (
            each.organization or slots.get(each.slot or "", each.slot),
            each.destination or "everywhere",
            f"{each.until:%Y-%m-%d %H:%M}" if each.until else "for good",
            each.by,
        )
        for each in mutes
    ]


def _row(delivery: Delivery) -> tuple[object, ...]:
    change = delivery.change
    what = f"{change.kind} {change.change}: {', '.join(change.subject)}: {change.before or '—'} → {change.after or '—'}"
    since = f"{delivery.created_at:%Y-%m-%d %H:%M}"
    return delivery.id[:8], delivery.state, delivery.destination, what, since, delivery.attempts, delivery.error or ""
