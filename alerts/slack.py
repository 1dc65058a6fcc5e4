"""Slack: post, edit, delete and read back, one attempt a call. The SDK's own retries are off: its default posts a
message a second time when the first answer is lost.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from pydantic import SecretStr
from slack_sdk import WebClient
from slack_sdk.web import SlackResponse

from alerts.errors import ConfigurationError, DoubtError, NotSentError, ThreadGoneError, UnreadableError
from alerts.message import Message
from alerts.senders import Clock, Label, Posted
from alerts.slack_errors import FAILURES, blocked, classify

SLACK = "https://slack.com/api/"

EVENT = "bongsu_alert"
"""Type of the metadata by which a message is known again."""

TIMEOUT = 15
"""Seconds for one call; settling waits far longer."""

GAP = 1.1
"""Seconds between messages to a channel: Slack allows about one a second."""

PAGE = 200
PAGES = 50
"""Pages of one reading. Apps sold outside the marketplace get 15 messages a page instead, whatever is asked."""

CANARY_PAGES = 3
_PATIENCE = 3
"""Pauses that one reading waits out; up to a minute each for apps with the lowest limits."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A message of ours as it stands in the channel. `reactions`: names with the members who gave them."""

    ts: str
    label: Label
    state: str = ""
    thread: str | None = None
    reactions: tuple[tuple[str, tuple[str, ...]], ...] = ()
    replies: int = 0
    latest_reply: str = ""
    buttons: bool = False
    names_members: bool = False  # as only a message does that shows what readers answered


class SlackWorkspace:
    """The calls of one app in one workspace. The token is handed in and shown nowhere."""

    def __init__(self, token: SecretStr, clock: Clock, address: str = SLACK, timeout: int = TIMEOUT) -> None:
        value = token.get_secret_value().strip()
        if not re.fullmatch(r"xox[a-z.]+-[A-Za-z0-9-]+", value):
            raise ConfigurationError(
                "the Slack token is not of the form xoxb-…; set BONGSU_SLACK_TOKEN to the app's bot token"
            )
        self._client = WebClient(value, base_url=address, timeout=timeout, retry_handlers=[])
        self._clock = clock
        self._identity: Mapping[str, Any] | None = None
        self.address = address

    def call(self, method: str, **arguments: Any) -> SlackResponse:
        """One call of the Web API, once; errors as `alerts.errors.SendError`."""
        function: Callable[..., SlackResponse] = getattr(self._client, method)
        try:
            return function(**arguments)
        except FAILURES as error:
            raise classify(error) from error

    def read(self, method: str, **arguments: Any) -> SlackResponse:
        """A call that changes nothing, and so may wait out a pause that Slack asks for."""
        for _ in range(_PATIENCE):
            try:
                return self.call(method, **arguments)
            except NotSentError as error:
                if error.retry_after is None:
                    raise
                self._clock.sleep(error.retry_after)
        return self.call(method, **arguments)

    def identity(self) -> Mapping[str, Any]:
        """Who the token speaks for: `user_id`, `bot_id`, `team_id`; asked anew by `check` only."""
        if self._identity is None:
            data = self.read("auth_test").data
            assert isinstance(data, dict)  # bytes come only from file downloads
            self._identity = data
        return self._identity

    def check(self) -> None:
        """BlockedError where the token is not taken."""
        self._identity = None
        self.identity()


class SlackSender:
    """One channel. Implements `alerts.senders.Sender`."""

    threads = True
    bundles = False
    readable = True
    gap = GAP

    def __init__(self, workspace: SlackWorkspace, channel: str) -> None:
        self._slack = workspace
        self.channel = channel

    @property
    def place(self) -> str:
        return self.channel

    @property
    def workspace(self) -> str:
        return self._slack.address

    def check(self) -> None:
        """The token is taken, and the bot is in the channel: otherwise it could post and never read back."""
        self._slack.check()
        channel = self._slack.read("conversations_info", channel=self.channel)["channel"]
        for code, hindered in (
            ("is_archived", channel.get("is_archived")),
            ("not_in_channel", not channel.get("is_member")),
        ):
            if hindered:
                raise blocked(code)

    def ours(self) -> frozenset[str]:
        """The ids of the app itself: its own reactions are no answers."""
        identity = self._slack.identity()
        return frozenset(identity[name] for name in ("user_id", "bot_id") if identity.get(name))

    def post(self, message: Message, label: Label, *, thread_id: str | None = None, broadcast: bool = False) -> Posted:
        optional: dict[str, Any] = {"blocks": list(message.blocks)} if message.blocks else {}
        if thread_id is not None:
            optional |= {"thread_ts": thread_id, "reply_broadcast": broadcast}
        answer = self._slack.call(
            "chat_postMessage",
            channel=self.channel,
            text=message.text,
            metadata=_metadata(label),
            unfurl_links=False,
            unfurl_media=False,
            **optional,
        )
        if not answer.get("ts"):
            raise DoubtError("no_ts")
        return Posted(answer["ts"], answer.get("channel"), thread_id)

    def update(self, message_id: str, message: Message, label: Label | None = None, *, state: str = "") -> None:
        labelled = {} if label is None else {"metadata": _metadata(label, state)}
        blocks = list(message.blocks)
        self._slack.call(
            "chat_update", channel=self.channel, ts=message_id, text=message.text, blocks=blocks, **labelled
        )

    def delete(self, message_id: str) -> None:
        """Remove a message of ours; done already is done."""
        self._slack.call("chat_delete", channel=self.channel, ts=message_id)

    def find(
        self, ids: Collection[str], since: datetime, threads: Sequence[str], *, canary: bool
    ) -> tuple[str, Posted] | None:
        ours = list(self._history(since))
        for thread in threads:
            try:
                ours += self._pages("conversations_replies", PAGES, ts=thread)
            except ThreadGoneError:
                continue
        seen = [one for one in ours if one is not None]
        if not seen and ours:
            raise UnreadableError("our own messages are shown without their metadata")
        if not seen and canary and not self._canary(since):
            raise UnreadableError("no earlier message of ours shows its metadata")
        found = min((one for one in seen if one.label.id in ids), key=lambda one: float(one.ts), default=None)
        return None if found is None else (found.label.id, Posted(found.ts, self.channel, found.thread))

    def messages(self, since: datetime) -> Iterator[Seen]:
        """Our messages in the channel since then, newest first; UnreadableError where there is no end to it."""
        return (one for one in self._history(since) if one is not None)

    def message(self, ts: str, thread: str | None = None) -> Seen | None:
        """One message of ours, by its time stamp and that of its thread; None where it is gone."""
        window: dict[str, Any] = {"oldest": ts, "latest": ts, "inclusive": True}
        if thread is None:
            found = self._pages("conversations_history", 1, **window)
        else:
            found = self._pages("conversations_replies", 1, ts=thread, **window)
        try:
            return next((one for one in found if one is not None and one.ts == ts), None)
        except ThreadGoneError:
            return None

    def thread(self, root: str) -> Iterator[Seen]:
        """Our messages in a thread, its root among them; ThreadGoneError where it was deleted."""
        return (one for one in self._pages("conversations_replies", PAGES, ts=root) if one is not None)

    def _history(self, since: datetime) -> Iterator[Seen | None]:
        return self._pages("conversations_history", PAGES, oldest=_stamp(since), inclusive=True)

    def _canary(self, before: datetime) -> bool:
        """Whether any older message of ours shows its metadata."""
        pages = self._pages("conversations_history", CANARY_PAGES, whole=False, latest=_stamp(before))
        return next((True for one in pages if one is not None), False)

    def _pages(self, method: str, limit: int, *, whole: bool = True, **arguments: Any) -> Iterator[Seen | None]:
        """Our own messages, None for one without the metadata by which it could be known again."""
        cursor = ""
        for _ in range(limit):
            more = {"cursor": cursor} if cursor else {}
            answer = self._slack.read(
                method, channel=self.channel, include_all_metadata=True, limit=PAGE, **arguments, **more
            )
            identity = self._slack.identity()
            yield from (_seen(message) for message in answer["messages"] if _by(message, identity))
            cursor = (answer.get("response_metadata") or {}).get("next_cursor", "")
            if not cursor:
                if answer.get("has_more"):
                    raise UnreadableError("there is more to read, but no cursor to it")
                return
        if whole:
            raise UnreadableError(f"more than {limit} pages to read")


def _metadata(label: Label, state: str = "") -> dict[str, Any]:
    payload = {"id": label.id, "change": label.change, "state": state}
    return {"event_type": EVENT, "event_payload": {name: value for name, value in payload.items() if value}}


def _stamp(moment: datetime) -> str:
    return f"{moment.astimezone(UTC).timestamp():.6f}"


def _by(message: Mapping[str, Any], identity: Mapping[str, Any]) -> bool:
    """Whether the app itself has written it: the same words or metadata of another are no proof of anything."""
    return message.get("bot_id") == identity.get("bot_id") and message.get("user") == identity.get("user_id")


def _seen(message: Mapping[str, Any]) -> Seen | None:
    """A message of ours by its metadata; None where it shows none of ours."""
    metadata = message.get("metadata") or {}
    payload = metadata.get("event_payload") or {}
    if metadata.get("event_type") != EVENT or not payload.get("id"):
        return None
    thread = message.get("thread_ts")
    blocks = message.get("blocks") or ()
    return Seen(
        ts=message["ts"],
        label=Label(str(payload["id"]), str(payload.get("change", ""))),
        state=str(payload.get("state", "")),
        thread=thread if thread != message["ts"] else None,
        reactions=tuple((one["name"], tuple(one.get("users", ()))) for one in message.get("reactions", ())),
        replies=message.get("reply_count", 0),
        latest_reply=message.get("latest_reply", ""),
        buttons=any(block.get("type") == "actions" for block in blocks),
        names_members=any(
            inline.get("type") == "user"
            for block in blocks
            for part in block.get("elements", ())
            for inline in part.get("elements", ())
        ),
    )
