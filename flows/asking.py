"""The commands that ask the ledger: facts, timeline, why, changes. Each as a table for people and as JSON lines."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.text import Text

from facts.judgements import Repeat
from flows import records
from flows.reports import stated
from flows.settings import Settings
from flows.tables import print_table
from ledger import Ledger
from ledger.queries import Believed

AsJson = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]
Organization = Annotated[str | None, typer.Option("--organization", "-o", help="Only this organisation.")]
AsOf = Annotated[datetime | None, typer.Option("--as-of", formats=["%Y-%m-%d"], help="True on this day.")]
KnownAt = Annotated[
    datetime | None,
    typer.Option("--known-at", formats=["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S"], help="As it was known then (UTC)."),
]
Since = Annotated[
    datetime | None,
    typer.Option("--since", formats=["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S"], help="Recorded since then (UTC)."),
]


def facts(
    organization: Organization = None, as_of: AsOf = None, known_at: KnownAt = None, json: AsJson = False
) -> None:
    """What is believed."""
    with _ledger() as ledger:
        day = as_of.date() if as_of else None
        found = ledger.facts(organization, day, _utc(known_at))
    _print_facts(found, json=json)


def timeline(name: Annotated[str, typer.Argument(help="A person, lab or organisation.")], json: AsJson = False) -> None:
    """All that is believed of a person, a lab or an organisation, earliest first."""
    with _ledger() as ledger:
        found = ledger.timeline(name)
    _print_facts(found, json=json)


def why(fact: Annotated[str, typer.Argument(help="Key of the fact, or its beginning.")], json: AsJson = False) -> None:
    """The sentences, sources, rules and judgements behind a fact."""
    with _ledger() as ledger:
        reasons = ledger.why(fact)
    if json:
        for each in reasons.claims:
            records.write_line(
                {
                    **records.claim_record(each.claim),
                    "article": each.article.model_dump(mode="json"),
                    "recorded_at": each.recorded_at.isoformat(),
                }
            )
        return
    console = Console()
    _print_facts([reasons.believed], json=False)
    console.print(Text(reasons.believed.fact.confidence))
    for each in reasons.claims:
        source = " · ".join(filter(None, (each.article.publisher, str(each.article.published), each.article.url)))
        console.print(Text(f"\n“{each.claim.evidence.text}”"))
        console.print(Text(f"  {source or each.article.id}  [{each.claim.rule}]", style="dim"))
    for judgement in reasons.judgements:
        console.print(Text(f"judged: {judgement.model_dump_json(exclude={'claims'})}"))


def changes(
    since: Since = None,
    silent: Annotated[bool, typer.Option("--silent", help="Also those that nobody was told of.")] = False,
    json: AsJson = False,
) -> None:
    """What changed, oldest first."""
    with _ledger() as ledger:
        found = ledger.changes(_utc(since), silent=silent)
        waiting = {each.change.key for each in ledger.held()}
        repeats = {each.change: each.by for each in ledger.judgements() if isinstance(each, Repeat)}
    if json:
        for each in found:
            line = {"key": each.change.key, "recorded_at": each.recorded_at.isoformat()}
            told = {"silence": each.silence, "repeat": each.change.key in repeats, "held": each.change.key in waiting}
            records.write_line({**line, **told, **records.change_record(each.change)})
        return
    rows = [
        (
            each.change.key[:8],
            f"{each.recorded_at:%Y-%m-%d %H:%M}",
            f"{each.change.kind} {each.change.change}",
            ", ".join(each.change.subject),
            f"{each.change.before or '—'} → {each.change.after or '—'}",
            each.silence
            or ("waits for a person" if each.change.key in waiting else "")
            or (f"told; a repeat, says {repeats[each.change.key]}" if each.change.key in repeats else "told"),
        )
        for each in found
    ]
    print_table(("key", "recorded", "change", "who or where", "before → after", "told"), rows, "no changes")


def fact_record(believed: Believed) -> dict[str, Any]:
    """One fact with the fields of a claim and its own, dates as they are known."""
    record = believed.fact.fields()
    evidence = record.get("evidence")
    if isinstance(evidence, dict):
        record["evidence"] = evidence["text"]
    return {"key": believed.key, **record}


def _ledger() -> Ledger:
    return Ledger.open(Settings().ledger_address)


def _utc(moment: datetime | None) -> datetime | None:
    return moment.replace(tzinfo=UTC) if moment else None


def _print_facts(found: Sequence[Believed], *, json: bool) -> None:
    if json:
        for each in found:
            records.write_line(fact_record(each))
        return
    rows = [
        (
            each.key[:8],
            each.fact.claim.kind,
            stated(each.fact.claim),
            _period(each.fact.valid_from, each.fact.valid_until, each.fact.seen),
            each.fact.status,
            str(each.fact.sources),
        )
        for each in found
    ]
    print_table(("key", "kind", "fact", "true", "status", "sources"), rows, "the ledger holds no such fact")


def _period(start: object, end: object, seen: date) -> str:
    return f"{start or f'≤ {seen}'} … {end or ''}"
