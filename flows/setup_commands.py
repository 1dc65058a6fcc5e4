"""`bongsu settings` and `bongsu check`: what is set, and whether it works."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Any

import typer
from pydantic import SecretStr

from flows import records
from flows.secret_blocks import SecretBlock
from flows.settings import Settings
from flows.tables import print_table

AsJson = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]


def settings(json: AsJson = False) -> None:
    """Every setting: its value, where that comes from, what it is for. Secrets are not shown."""
    opened = Settings()
    rows = [
        {
            "name": variable(name),
            "value": _shown(getattr(opened, name)),
            "from": _origin(opened, name),
            "for": field.description,
        }
        for name, field in Settings.model_fields.items()
    ]
    if json:
        for row in rows:
            records.write_line(row)
        return
    print_table(("setting", "value", "from", "for"), [tuple(row.values()) for row in rows], "")


def check(
    offline: Annotated[bool, typer.Option("--offline", help="Ask no feed.")] = False,
    json: AsJson = False,
) -> None:
    """What is configured, reachable and allowed, each failure with the way out. Exit status 1 where something fails."""
    from flows.checking import Verdict, check_all  # noqa: PLC0415  reaches for every part of the monitor

    findings = check_all(Settings(), feeds=not offline)
    if json:
        for finding in findings:
            records.write_line({"what": finding.what, "verdict": finding.verdict, "said": finding.said})
    else:
        print_table(("what", "", "found"), [(each.what, each.verdict, each.said) for each in findings], "")
    if any(finding.verdict is Verdict.BAD for finding in findings):
        raise typer.Exit(1)


def variable(name: str) -> str:
    """The environment variable of a setting."""
    return f"BONGSU_{name.upper()}"


def _shown(value: Any) -> str:
    match value:
        case SecretBlock():
            return f"kept in the Secret block {value.name} of Prefect"
        case SecretStr():
            return "set"
        case None | "" | ():
            return "not set"
        case str() if "://" in value and "@" in value:
            scheme, _, rest = value.partition("://")
            return f"{scheme}://{rest.rpartition('@')[2]}"
        case _:
            return str(value)


def _origin(opened: Settings, name: str) -> str:
    if variable(name) in os.environ:
        return "environment"
    if name in opened.model_fields_set:
        return ".env" if Path(".env").exists() else "environment"
    return "default"
