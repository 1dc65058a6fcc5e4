# ruff: noqa: INP001 - a script beside the pages that it writes, no package
"""Write docs/reference/ from the code: `python docs/generate.py`. A test finds pages that are not up to date."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from pydantic_core import PydanticUndefined
from typer.main import get_command

from flows import forms
from flows.command_line import whole
from flows.environment import PROJECT
from flows.reports import table
from flows.settings import Settings
from flows.setup_commands import variable

REFERENCE = PROJECT / "docs" / "reference"
_MADE = "<!-- Made by docs/generate.py from the code. -->\n\n"


def pages() -> dict[str, str]:
    """Each page of the reference by its file name."""
    return {"settings.md": _settings(), "commands.md": _commands(), "forms.md": _forms()}


def _settings() -> str:
    rows = [
        (f"`{variable(name)}`", _default(field.default, name), field.description)
        for name, field in Settings.model_fields.items()
    ]
    return (
        f"# Settings\n\n{_MADE}From the environment, else from a file `.env` where the command starts. `bongsu settings` shows what "
        f"is set and where it comes from.\n\n{table(('variable', 'default', 'what it is'), rows)}\n\n"
        "A token or key may be `prefect:secret/NAME` instead: the value of that Secret block on the Prefect server, asked for where it "
        "is used.\n\n"
        "`SLACK_BOT_TOKEN` is taken where `BONGSU_SLACK_TOKEN` is not set. `PREFECT_SERVER_API_PORT` names the port of the user "
        "interface (4200); every setting of Prefect can be given beside these.\n"
    )


def _default(value: Any, name: str) -> str:
    if name == "data":
        return "the user's data folder"
    if value is PydanticUndefined or value in (None, "", ()):
        return ""
    return f"`{value.relative_to(PROJECT)}`" if isinstance(value, Path) else f"`{value}`"


def _commands() -> str:
    root = get_command(whole())
    parts = [part for name, command in sorted(root.commands.items()) for part in _command(f"bongsu {name}", command)]
    return (
        f"# Commands\n\n{_MADE}Errors are one line on standard error, with exit status 2. Where a command takes `--json`, it prints "
        "one object a line.\n\n" + "\n".join(parts)
    )


def _command(name: str, command: Any) -> Iterator[str]:
    arguments = [each for each in command.params if each.param_type_name == "argument"]
    options = [each for each in command.params if each.param_type_name == "option" and each.name != "help"]
    usage = " ".join([name, *((each.metavar or each.name.upper()) for each in arguments)])
    yield f"## `{usage}`\n\n{(command.help or '').strip()}\n"
    rows = [(f"`{'`, `'.join(each.opts)}`", each.help or "") for each in options]
    rows = [(f"`{each.metavar or each.name.upper()}`", each.help or "") for each in arguments] + rows
    if rows:
        yield table(("", ""), rows) + "\n"
    for part, inner in sorted(getattr(command, "commands", {}).items()):
        yield from _command(f"{name} {part}", inner)


def _forms() -> str:
    deployments = yaml.safe_load((PROJECT / "deployments" / "prefect.yaml").read_text(encoding="utf-8"))["deployments"]
    rows = [
        (
            f"`{each['name']}`",
            each["description"],
            ", ".join(f"`{schedule['cron']}` ({schedule['timezone']})" for schedule in each.get("schedules", ()))
            or "by hand",
        )
        for each in deployments
    ]
    found = sorted(
        (model for model in vars(forms).values() if isinstance(model, type) and issubclass(model, forms.Form)),
        key=lambda model: model.__name__,
    )
    parts = [
        f"## {model.__name__.removesuffix('Form')}\n\n{model.__doc__}\n\n{_fields(model)}\n"
        for model in found
        if model is not forms.Form
    ]
    return (
        f"# Forms and schedules\n\n{_MADE}## Deployments\n\n{table(('deployment', 'does', 'when'), rows)}\n\n"
        + "\n".join(parts)
    )


def _fields(model: type[forms.Form]) -> str:
    schema = model.model_json_schema()
    required = schema.get("required", ())
    rows = [
        (
            field.title,
            f"`{name}`",
            "must be given" if name in required else _shown(field.get_default(call_default_factory=True)),
            field.description or "",
        )
        for name, field in model.model_fields.items()
    ]
    return table(("field", "name", "default", "what it is"), rows)


def _shown(value: object) -> str:
    return "" if value in (None, "", []) else f"`{value}`"


def main() -> None:
    REFERENCE.mkdir(parents=True, exist_ok=True)
    for name, text in pages().items():
        (REFERENCE / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
