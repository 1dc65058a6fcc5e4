"""A sender for each destination of the watch list. Secrets and streams are handed in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TextIO

from pydantic import SecretStr

from alerts.apprise_sender import AppriseSender
from alerts.destinations import (
    AppriseDestination,
    Destination,
    FileDestination,
    SlackDestination,
    TerminalDestination,
)
from alerts.errors import ConfigurationError
from alerts.local import Both, FileSender, TerminalSender
from alerts.senders import Clock, Sender, SystemClock
from alerts.slack import SLACK, SlackSender, SlackWorkspace


def open_senders(
    destinations: Sequence[Destination],
    *,
    terminal: TextIO,
    file: Path,
    slack_token: SecretStr | None = None,
    slack_address: str = SLACK,
    secrets: Mapping[str, str] | None = None,
    clock: Clock | None = None,
) -> dict[str, Sender]:
    """By name. Without a token what is meant for Slack goes to the terminal and to `file` instead.

    `secrets` are the values of the environment variables that destinations name. ConfigurationError where one is missing
    or is no address, or the token has not the form of one; nothing is sent or asked yet.
    """
    given = secrets or {}
    workspace = SlackWorkspace(slack_token, clock or SystemClock(), slack_address) if slack_token else None

    def sender(destination: Destination) -> Sender:
        match destination:
            case SlackDestination():
                if workspace is None:
                    return Both(TerminalSender(terminal), FileSender(file))
                return SlackSender(workspace, destination.channel)
            case TerminalDestination():
                return TerminalSender(terminal)
            case FileDestination():
                return FileSender(destination.path)
            case AppriseDestination():
                if not given.get(destination.url_variable):
                    raise ConfigurationError(
                        f"destination {destination.name!r} needs the environment variable {destination.url_variable}, "
                        "with an address for Apprise in it"
                    )
                return AppriseSender(destination.name, SecretStr(given[destination.url_variable]))

    return {destination.name: sender(destination) for destination in destinations}
