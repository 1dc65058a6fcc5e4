"""`bongsu judge`: what a reader knows better, kept in the ledger and never undone by reading again."""

from __future__ import annotations

import getpass
import uuid
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any

import typer

from facts.claims import NameKind
from facts.judgements import ClaimJudgement, Mute, NameJudgement, Verdict
from flows.pipeline import monitor
from flows.watch_list import destinations_in_force
from ledger import Ledger

judge = typer.Typer(help="Correct what is believed: right, wrong, same, not-same, mute.", no_args_is_help=True)

Fact = Annotated[
    str, typer.Argument(help="Key of a fact, or the id of a judgement to go back on; its beginning will do.")
]
Reason = Annotated[str, typer.Option(help="Why, for those who look later.")]
By = Annotated[str, typer.Option(help="Who judges; you, if nobody is named.")]
Kind = Annotated[NameKind, typer.Option(help="What the names are names of.")]
Within = Annotated[str | None, typer.Option(help="The organisation of a lab, unit or person.")]


@judge.command()
def right(fact: Fact, reason: Reason = "", by: By = "") -> None:
    """The sentences behind a fact state what is so: it wins a dispute."""
    _judge_claims(fact, Verdict.RIGHT, reason, by)


@judge.command()
def wrong(fact: Fact, reason: Reason = "", by: By = "") -> None:
    """The sentences behind a fact do not state what is so: they support nothing any more."""
    _judge_claims(fact, Verdict.WRONG, reason, by)


@judge.command()
def same(first: str, second: str, kind: Kind, within: Within = None, reason: Reason = "", by: By = "") -> None:
    """Two names mean one thing."""
    _judge_names(first, second, kind, within, reason, by, same=True)


@judge.command("not-same")
def not_same(first: str, second: str, kind: Kind, within: Within = None, reason: Reason = "", by: By = "") -> None:
    """Two names mean two things, however alike they are."""
    _judge_names(first, second, kind, within, reason, by, same=False)


@judge.command()
def mute(
    organization: Annotated[str | None, typer.Option("--organization", "-o", help="Of this organisation.")] = None,
    fact: Annotated[str | None, typer.Option("--fact", help="Of the slot of this fact (key or its beginning).")] = None,
    destination: Annotated[str | None, typer.Option("--destination", "-d", help="Only there; else everywhere.")] = None,
    days: Annotated[int | None, typer.Option(min=1, help="For so many days; else for good.")] = None,
    off: Annotated[bool, typer.Option("--off", help="End a mute of the same words; alerts are told again.")] = False,
    reason: Reason = "",
    by: By = "",
) -> None:
    """Tell nothing more of an organisation, or of one slot; what waits to be told of it is dropped."""
    if (organization is None) == (fact is None):
        raise typer.BadParameter("name an organisation with --organization, or a fact with --fact")
    now = datetime.now(UTC)
    until = now if off else now + timedelta(days=days) if days else None
    with monitor() as opened:
        known = [each.name for each in destinations_in_force(opened.watch_list, opened.settings)]
        if destination is not None and destination not in known:
            raise typer.BadParameter(f"no destination is called {destination}; there are {', '.join(known)}")
        slot = opened.ledger.why(fact).believed.fact.slot if fact else None
        signed = _signed(now, reason, by)
        mark = Mute(slot=slot, organization=organization, destination=destination, until=until, **signed)
        opened.ledger.judge(mark, watch=opened.watch_list.watch, now=now)
    what, where = organization or slot, f" at {destination}" if destination else ""
    if off:
        typer.echo(f"{what} is told of again{where}")
        return
    typer.echo(f"nothing more is told of {what}{where}" + (f" until {until:%Y-%m-%d %H:%M} UTC" if until else ""))


def _judge_claims(fact: str, verdict: Verdict, reason: str, by: str) -> None:
    now = datetime.now(UTC)
    with monitor() as opened:
        claims = _claims_of(opened.ledger, fact)
        judgement = ClaimJudgement(verdict=verdict, claims=claims, **_signed(now, reason, by))
        opened.ledger.judge(judgement, watch=opened.watch_list.watch, now=now)
    typer.echo(f"{len(claims)} claims are {verdict}; what is believed follows from the others as well")


def _claims_of(ledger: Ledger, key: str) -> tuple[str, ...]:
    """The claims behind a fact, or those that an earlier judgement was about: what is judged wrong has no fact any more."""
    judged = [
        each for each in ledger.judgements() if isinstance(each, ClaimJudgement) and key and each.id.startswith(key)
    ]
    return judged[0].claims if len(judged) == 1 else tuple(each.id for each in ledger.why(key).claims)


def _judge_names(
    first: str, second: str, kind: NameKind, within: str | None, reason: str, by: str, *, same: bool
) -> None:
    now = datetime.now(UTC)
    with monitor() as opened:
        judgement = NameJudgement(
            same=same, kind=kind, names=(first, second), within=within, **_signed(now, reason, by)
        )
        opened.ledger.judge(judgement, watch=opened.watch_list.watch, now=now)
    typer.echo(f"{first} and {second} are {'one' if same else 'two'}")


@judge.command("list")
def list_() -> None:
    """Every judgement as a line of JSON, oldest first."""
    with monitor() as opened:
        for judgement in opened.ledger.judgements():
            typer.echo(judgement.model_dump_json())


def _signed(now: datetime, reason: str, by: str) -> dict[str, Any]:
    """An id of its own: judged right, wrong and right again, all three count, the last one holds."""
    return {"id": uuid.uuid4().hex, "at": now, "by": by or getpass.getuser(), "reason": reason}
