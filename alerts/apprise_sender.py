"""E-mail, Teams, webhooks and the like, by Apprise. Nothing can be read back: at least once."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

import apprise
from pydantic import SecretStr

from alerts.errors import ConfigurationError, NotSentError, UnreadableError
from alerts.message import Message
from alerts.senders import Label, Posted


class AppriseSender:
    """One address. Apprise says only whether it went well, so that a failure is tried again later, come what may."""

    threads = False
    bundles = True
    readable = False
    gap = 1.0

    def __init__(self, variable: str, url: SecretStr) -> None:
        """`variable` names where the address comes from; ConfigurationError where it is none."""
        self._name = variable
        self._apprise = apprise.Apprise()
        if not url.get_secret_value() or not self._apprise.add(url.get_secret_value()):
            raise ConfigurationError(
                f"set the environment variable {variable} to an address that Apprise understands, such as mailtos://…"
            )

    @property
    def workspace(self) -> str:
        return f"apprise:{self._name}"

    place = workspace

    def check(self) -> None:
        """Nothing can be asked without sending."""

    def post(self, message: Message, label: Label, *, thread_id: str | None = None, broadcast: bool = False) -> Posted:
        del thread_id, broadcast
        title, _, body = message.plain.partition("\n")
        if not self._apprise.notify(title=title, body=body or title, body_format=apprise.NotifyFormat.TEXT):
            raise NotSentError("apprise_failed")
        return Posted(label.id)

    def update(self, message_id: str, message: Message, label: Label | None = None, *, state: str = "") -> None:
        del message_id, message, label, state  # what is sent stays as it is

    def find(
        self, ids: Collection[str], since: datetime, threads: Sequence[str], *, canary: bool
    ) -> tuple[str, Posted] | None:
        del ids, since, threads, canary
        raise UnreadableError("what Apprise sends cannot be read back")
