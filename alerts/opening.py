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
from alerts.local import BlockedSender, Both, FileSender, TerminalSender
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

    `secrets` are the values of the environment variables that destinations name. Where one is missing or is no address, or
    the token has not the form of one, the destination gets a sender that is blocked with the way out: its alerts are kept,
    the other destinations are not affected. Nothing is sent or asked yet.
    """
    given = secrets or {}
    opened: dict[str, SlackWorkspace] = {}

    def workspace(token: SecretStr) -> SlackWorkspace:
        """One for all channels: they share its rate limits."""
        return opened.setdefault("", SlackWorkspace(token, clock or SystemClock(), slack_address))

    def sender(destination: Destination) -> Sender:
        match destination:
            case SlackDestination():
                if slack_token is None:
                    return Both(TerminalSender(terminal), FileSender(file))
                return SlackSender(workspace(slack_token), destination.channel)
            case TerminalDestination():
                return TerminalSender(terminal)
            case FileDestination():
                return FileSender(destination.path)
            case AppriseDestination():
                return AppriseSender(destination.url_variable, SecretStr(given.get(destination.url_variable, "")))

    def sender_or_block(destination: Destination) -> Sender:
        try:
            return sender(destination)
        except ConfigurationError as error:
            return BlockedSender(str(error))

    return {destination.name: sender_or_block(destination) for destination in destinations}
