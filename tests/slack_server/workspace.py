"""The state of a workspace and its Web API, without the wire. Thread-safe; time is handed in as a function."""

from __future__ import annotations

import itertools
import threading
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from tests.slack_server.limits import UPDATE_TEXT, RefusedError, check_message

BOT = {
    "user_id": "U0BOT",
    "bot_id": "B0BOT",
    "app_id": "A0BOT",
    "user": "bongsu",
    "team": "Local",
    "team_id": "T0LOCAL",
}
SCOPES = frozenset({"chat:write", "channels:history", "groups:history", "channels:read", "reactions:read"})
_NEEDED = {
    "chat.postMessage": "chat:write",
    "chat.update": "chat:write",
    "chat.delete": "chat:write",
    "conversations.history": "channels:history",
    "conversations.replies": "channels:history",
    "conversations.info": "channels:read",
    "reactions.get": "reactions:read",
}
_PER_MINUTE = {"conversations.history": 50, "conversations.replies": 50, "chat.update": 50, "chat.delete": 50}
"""Tier 3; others are not counted here but for posting, which has about one message a second and channel."""


class Fault(StrEnum):
    """How one call goes wrong. All but the first five store the message before."""

    CLOSED_BEFORE = "closed_before"  # the connection is closed before anything is stored
    RATE_LIMITED = "rate_limited"  # 429, nothing stored
    UNAVAILABLE = "unavailable"  # 503, nothing stored
    REFUSED_BLOCKS = "refused_blocks"  # invalid_blocks, nothing stored
    RESET_BEFORE = "reset_before"
    CLOSED = "closed"
    RESET = "reset"
    HANG = "hang"  # stored, and no answer within any patience
    HTTP_500 = "http_500"
    HTTP_502_HTML = "http_502_html"
    OK_HTML = "ok_html"  # 200 with a page of a proxy
    FATAL = "fatal"  # ok: false, fatal_error, although it is stored
    TRUNCATED = "truncated"  # the answer breaks off
    LATE = "late"  # the connection breaks, and the message is stored only a while later

    @property
    def stores(self) -> bool:
        return self not in {
            Fault.CLOSED_BEFORE,
            Fault.RATE_LIMITED,
            Fault.UNAVAILABLE,
            Fault.REFUSED_BLOCKS,
            Fault.RESET_BEFORE,
        }


@dataclass
class Channel:
    id: str
    name: str
    member: bool = True
    archived: bool = False
    read_only: bool = False
    messages: list[dict[str, Any]] = field(default_factory=list)


class Workspace:
    """One workspace with one app in it."""

    def __init__(
        self,
        channels: tuple[Channel, ...] = (),
        *,
        token: str = "xoxb-local",
        app_token: str = "xapp-local",
        scopes: frozenset[str] = SCOPES,
        clock: Callable[[], float] = time.time,
        history_lag: float = 0,
        late_by: float = 1.2,
        page_limit: int = 999,
        limits_rate: bool = True,
    ) -> None:
        self.channels = {channel.id: channel for channel in channels or (Channel("C0ALERTS", "alerts"),)}
        self.token, self.app_token, self.scopes, self.clock = token, app_token, scopes, clock
        self.history_lag, self.late_by, self.page_limit, self.limits_rate = (
            history_lag,
            late_by,
            page_limit,
            limits_rate,
        )
        self.revoked: str | None = None  # the code with which every call is refused
        self.hides_metadata = False
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.faults: dict[str, list[Fault | None]] = defaultdict(list)
        self.lock = threading.RLock()
        self._late: list[tuple[float, Channel, dict[str, Any]]] = []
        self._last_ts = 0.0
        self._posted: dict[str, list[float]] = defaultdict(list)
        self._called: dict[str, list[float]] = defaultdict(list)
        self._numbers = itertools.count(1)

    def fail(self, *faults: Fault | None, method: str = "chat.postMessage") -> None:
        """The next calls of a method go wrong, one after the other; None: that one goes well."""
        self.faults[method].extend(faults)

    def visible(self, channel: str = "C0ALERTS") -> list[dict[str, Any]]:
        """Every message that stands in a channel, answers in threads among them, oldest first."""
        with self.lock:
            self._commit_late()
            return sorted((m for m in self.channels[channel].messages), key=lambda m: float(m["ts"]))

    def react(self, ts: str, name: str, user: str, channel: str = "C0ALERTS") -> None:
        """A member reacts."""
        with self.lock:
            reactions = self._message(self.channels[channel], ts).setdefault("reactions", [])
            one = next((r for r in reactions if r["name"] == name), None)
            if one is None:
                reactions.append({"name": name, "users": [user], "count": 1})
            elif user not in one["users"]:
                one["users"].append(user)
                one["count"] += 1

    def remove(self, ts: str, channel: str = "C0ALERTS") -> None:
        """A member with the right to do so deletes a message."""
        with self.lock:
            place = self.channels[channel]
            place.messages = [m for m in place.messages if m["ts"] != ts]

    def call(self, method: str, arguments: dict[str, Any], token: str | None) -> dict[str, Any]:
        """Answer one call of the Web API; RefusedError with Slack's code, RateLimitedError where there were too many."""
        with self.lock:
            self.calls.append((method, arguments))
            self._commit_late()
            self.authorize(method, token)
            self._count_call(method)
            handler = getattr(self, "_" + method.replace(".", "_"), None)
            if handler is None:
                raise RefusedError("unknown_method")
            return handler(arguments)

    def post_late(self, arguments: dict[str, Any]) -> None:
        """Accept a message now that stands in the channel only later."""
        with self.lock:
            channel = self._channel(arguments)
            self._late.append((self.clock() + self.late_by, channel, self._built(arguments)))

    def authorize(self, method: str, token: str | None) -> None:
        if not token:
            raise RefusedError("not_authed")
        wanted, other = (self.app_token, self.token) if method.startswith("apps.") else (self.token, self.app_token)
        if token == other:
            raise RefusedError("not_allowed_token_type")
        if token != wanted:
            raise RefusedError("invalid_auth")
        if self.revoked is not None:
            raise RefusedError(self.revoked)
        if (needed := _NEEDED.get(method)) is not None and needed not in self.scopes:
            raise RefusedError("missing_scope", f"needed: {needed}")

    def scope_headers(self, method: str, token: str | None) -> dict[str, str]:
        """What Slack says of scopes beside an answer: those of the token, and the one that the method wants."""
        if token not in {self.token, self.app_token}:
            return {}
        given = self.scopes if token == self.token else {"connections:write"}
        wanted = {"X-Accepted-OAuth-Scopes": _NEEDED[method]} if method in _NEEDED else {}
        return {"X-OAuth-Scopes": ",".join(sorted(given)), **wanted}

    def _count_call(self, method: str) -> None:
        if not self.limits_rate or (limit := _PER_MINUTE.get(method)) is None:
            return
        now = self.clock()
        self._called[method] = [at for at in self._called[method] if at > now - 60]
        if len(self._called[method]) >= limit:
            raise RateLimitedError(max(1, int(self._called[method][0] + 60 - now) + 1))
        self._called[method].append(now)

    def _channel(self, arguments: dict[str, Any], *, reading: bool = False) -> Channel:
        channel = self.channels.get(arguments.get("channel", ""))
        if channel is None:
            raise RefusedError("channel_not_found")
        if not channel.member:
            raise RefusedError("not_in_channel")
        if channel.archived and not reading:
            raise RefusedError("is_archived")
        return channel

    def _message(self, channel: Channel, ts: Any) -> dict[str, Any]:
        message = next((m for m in channel.messages if m["ts"] == ts), None)
        if message is None:
            raise RefusedError("message_not_found")
        return message

    def _auth_test(self, arguments: dict[str, Any]) -> dict[str, Any]:
        return {"url": "https://local.slack.example/", **BOT}

    def _conversations_info(self, arguments: dict[str, Any]) -> dict[str, Any]:
        channel = self.channels.get(arguments.get("channel", ""))
        if channel is None:
            raise RefusedError("channel_not_found")
        shown = {"id": channel.id, "name": channel.name, "is_channel": True}
        return {"channel": {**shown, "is_member": channel.member, "is_archived": channel.archived}}

    def _chat_postMessage(self, arguments: dict[str, Any]) -> dict[str, Any]:  # noqa: N802 - Slack's name
        channel = self._channel(arguments)
        if channel.read_only:
            raise RefusedError("restricted_action_read_only_channel")
        message = self._built(arguments)
        if (root := message.get("thread_ts")) and not any(m["ts"] == root for m in channel.messages):
            raise RefusedError("thread_not_found")
        self._count_post(channel)
        self._stand(channel, message)
        return {"channel": channel.id, "ts": message["ts"], "message": _shown(message, metadata=False)}

    def _built(self, arguments: dict[str, Any]) -> dict[str, Any]:
        check_message(arguments.get("text"), arguments.get("blocks"), arguments.get("metadata"))
        kept = {
            k: arguments[k] for k in ("text", "blocks", "metadata", "thread_ts", "reply_broadcast") if arguments.get(k)
        }
        unfurls = arguments.get("unfurl_links", True) or arguments.get("unfurl_media", True)
        who = {"user": BOT["user_id"], "bot_id": BOT["bot_id"], "app_id": BOT["app_id"]}
        return {"type": "message", **who, "unfurls": unfurls, **kept}

    def _stand(self, channel: Channel, message: dict[str, Any]) -> None:
        """Let it appear, with a time stamp of its own."""
        self._last_ts = max(self.clock(), self._last_ts + 0.000001)
        message["ts"] = f"{self._last_ts:.6f}"
        channel.messages.append(message)

    def _commit_late(self) -> None:
        due = [entry for entry in self._late if entry[0] <= self.clock()]
        self._late = [entry for entry in self._late if entry not in due]
        for _, channel, message in due:
            self._stand(channel, message)

    def _count_post(self, channel: Channel) -> None:
        """About one message a second; four more at once are tolerated."""
        if not self.limits_rate:
            return
        now = self.clock()
        recent = [at for at in self._posted[channel.id] if at > now - 5]
        if len(recent) >= 5:
            raise RateLimitedError(1)
        self._posted[channel.id] = [*recent, now]

    def _chat_update(self, arguments: dict[str, Any]) -> dict[str, Any]:
        channel = self._channel(arguments)
        message = self._message(channel, arguments.get("ts"))
        if message["user"] != BOT["user_id"]:
            raise RefusedError("cant_update_message")
        blocks = arguments.get("blocks")
        check_message(arguments.get("text"), blocks, arguments.get("metadata"), text_limit=UPDATE_TEXT)
        families = [{b["type"] for b in m or ()} & {"rich_text"} for m in (message.get("blocks"), blocks)]
        if families[0] and blocks and not families[1]:
            raise RefusedError("block_mismatch")
        message |= {k: arguments[k] for k in ("text", "blocks") if arguments.get(k)}
        if arguments.get("metadata") is not None:
            message["metadata"] = arguments["metadata"]
        message["edited"] = {"user": BOT["user_id"], "ts": f"{self.clock():.6f}"}
        return {"channel": channel.id, "ts": message["ts"], "text": message.get("text", "")}

    def _chat_delete(self, arguments: dict[str, Any]) -> dict[str, Any]:
        channel = self._channel(arguments)
        message = self._message(channel, arguments.get("ts"))
        if message["user"] != BOT["user_id"]:
            raise RefusedError("cant_delete_message")
        channel.messages.remove(message)
        return {"channel": channel.id, "ts": message["ts"]}

    def _conversations_history(self, arguments: dict[str, Any]) -> dict[str, Any]:
        channel = self._channel(arguments, reading=True)
        found = [m for m in channel.messages if not m.get("thread_ts") or m.get("reply_broadcast")]
        newest_first = sorted(self._within(found, arguments), key=lambda m: -float(m["ts"]))
        return self._page(channel, newest_first, arguments)

    def _conversations_replies(self, arguments: dict[str, Any]) -> dict[str, Any]:
        channel = self._channel(arguments, reading=True)
        root = arguments.get("ts")
        if not any(m["ts"] == root for m in channel.messages):
            raise RefusedError("thread_not_found")
        found = [m for m in channel.messages if root in {m["ts"], m.get("thread_ts")}]
        return self._page(channel, sorted(self._within(found, arguments), key=lambda m: float(m["ts"])), arguments)

    def _within(self, messages: list[dict[str, Any]], arguments: dict[str, Any]) -> list[dict[str, Any]]:
        """Between `oldest` and `latest`, the ends excluded unless `inclusive`; what is too new lags behind."""
        oldest, latest = float(arguments.get("oldest") or 0), float(arguments.get("latest") or "inf")
        ends = bool(arguments.get("inclusive"))
        shown = self.clock() - self.history_lag + 0.001  # time stamps of one moment are set apart
        times = [(float(m["ts"]), m) for m in messages]
        return [m for t, m in times if t <= shown and (oldest < t < latest or (ends and t in {oldest, latest}))]

    def _page(self, channel: Channel, messages: list[dict[str, Any]], arguments: dict[str, Any]) -> dict[str, Any]:
        limit = min(int(arguments.get("limit") or 100), 999, self.page_limit)
        start = int(arguments.get("cursor") or 0)
        metadata = bool(arguments.get("include_all_metadata")) and not self.hides_metadata
        page = [_shown(m, metadata=metadata) | self._thread_facts(channel, m) for m in messages[start : start + limit]]
        more = start + limit < len(messages)
        answer: dict[str, Any] = {"messages": page, "has_more": more}
        return answer | ({"response_metadata": {"next_cursor": str(start + limit)}} if more else {})

    def _thread_facts(self, channel: Channel, message: dict[str, Any]) -> dict[str, Any]:
        answers = [m["ts"] for m in channel.messages if m.get("thread_ts") == message["ts"]]
        return (
            {"reply_count": len(answers), "latest_reply": max(answers), "thread_ts": message["ts"]} if answers else {}
        )

    def _reactions_get(self, arguments: dict[str, Any]) -> dict[str, Any]:
        channel = self._channel(arguments, reading=True)
        message = self._message(channel, arguments.get("timestamp"))
        return {"type": "message", "channel": channel.id, "message": _shown(message, metadata=False)}


class RateLimitedError(Exception):
    """HTTP 429; `seconds` stand in Retry-After."""

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds


def _shown(message: dict[str, Any], *, metadata: bool) -> dict[str, Any]:
    return {k: v for k, v in message.items() if k != "unfurls" and (metadata or k != "metadata")}
