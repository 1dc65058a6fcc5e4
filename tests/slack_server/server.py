"""The wire: HTTP on loopback, with every fault a connection can have, and the sockets of Socket Mode."""

from __future__ import annotations

import json
import socket
import struct
import threading
import time
import urllib.parse
import uuid
from collections.abc import Callable
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self

from websockets.exceptions import ConnectionClosed
from websockets.sync.server import Server, ServerConnection, serve

from tests.slack_server.limits import RefusedError
from tests.slack_server.page import page
from tests.slack_server.workspace import BOT, Fault, RateLimitedError, Workspace

_JSON_ARGUMENTS = ("blocks", "metadata")
_FLAGS = ("inclusive", "include_all_metadata", "unfurl_links", "unfurl_media", "reply_broadcast")


class SlackServer:
    """Runs in threads of this process, as a context manager. `hang` is how long a hanging answer keeps the connection."""

    def __init__(self, workspace: Workspace | None = None, port: int = 0, hang: float = 20) -> None:
        self.workspace = workspace or Workspace()
        self.hang = hang
        self.envelopes: list[dict[str, Any]] = []  # acknowledged by the app
        self.on_post: Callable[[str], object] = lambda _moment: None
        """Called with `received` and `stored` while a message is taken in."""
        self._sockets: list[ServerConnection] = []
        self._http = ThreadingHTTPServer(("127.0.0.1", port), _handler(self))
        self._http.daemon_threads = True
        self._web: Server | None = None

    def __enter__(self) -> Self:
        self._web = serve(self._talk, "127.0.0.1", 0)
        threading.Thread(target=self._http.serve_forever, args=(0.02,), daemon=True).start()
        threading.Thread(target=self._web.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.drop_sockets()
        if self._web is not None:
            self._web.shutdown()
        self._http.shutdown()
        self._http.server_close()

    @property
    def port(self) -> int:
        return self._http.server_address[1]

    @property
    def address(self) -> str:
        """For `WebClient(base_url=…)`."""
        return f"http://127.0.0.1:{self.port}/api/"

    @property
    def socket_address(self) -> str:
        assert self._web is not None
        return f"ws://127.0.0.1:{self._web.socket.getsockname()[1]}/link"

    def click(
        self, ts: str, action_id: str, user: str, *, value: str = "", times: int = 1, channel: str = "C0ALERTS"
    ) -> int:
        """A member presses a button; the envelope goes to one of the open sockets, `times` times. How many are open."""
        action = {"type": "button", "action_id": action_id, "value": value, "action_ts": f"{time.time():.6f}"}
        payload = {
            "type": "block_actions",
            "user": {"id": user},
            "channel": {"id": channel},
            "message": {"ts": ts},
            "container": {"type": "message", "message_ts": ts, "channel_id": channel},
            "actions": [action],
        }
        envelope = {"type": "interactive", "envelope_id": str(uuid.uuid4()), "payload": payload}
        for connection in self._sockets[-1:]:
            for _ in range(times):
                connection.send(json.dumps(envelope))
        return len(self._sockets)

    @property
    def sockets(self) -> int:
        """How many are open."""
        return len(self._sockets)

    def refresh_sockets(self) -> None:
        """What Slack does every few hours: announce the end of each socket, and close it a little later."""
        for connection in list(self._sockets):
            connection.send(json.dumps({"type": "disconnect", "reason": "refresh_requested"}))

    def drop_sockets(self) -> None:
        """Close each without a word."""
        for connection in list(self._sockets):
            connection.close()

    def _talk(self, connection: ServerConnection) -> None:
        self._sockets.append(connection)
        connection.send(json.dumps({"type": "hello", "num_connections": len(self._sockets)}))
        try:
            for text in connection:
                self.envelopes.append(json.loads(text))
        except ConnectionClosed:
            pass  # the SDK hangs up without a close frame
        finally:
            self._sockets.remove(connection)


def _handler(server: SlackServer) -> type[BaseHTTPRequestHandler]:
    workspace = server.workspace

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_: object) -> None:
            """Quiet: tests read `workspace.calls`."""

        def do_GET(self) -> None:
            self._answer(200, page(workspace), "text/html; charset=utf-8")

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            path = urllib.parse.urlsplit(self.path).path
            if path.startswith("/api/"):
                self._api(path.removeprefix("/api/"), self._arguments(body))
            elif path.startswith("/services/"):
                self._webhook(body)
            else:
                self._from_page(path, self._arguments(body))

        def _api(self, method: str, arguments: dict[str, Any]) -> None:
            token = self.headers.get("Authorization", "").removeprefix("Bearer ") or arguments.get("token")
            with workspace.lock:
                faults = workspace.faults[method]
                fault = faults.pop(0) if faults else None
            if method == "chat.postMessage":
                server.on_post("received")
            if fault is not None and not fault.stores:
                self._misbehave(fault, b"")
                return
            if fault is Fault.LATE:
                workspace.post_late(arguments)
                self._misbehave(fault, b"")
                return
            try:
                data = {"ok": True, **self._call(method, arguments, token)}
            except RefusedError as refused:
                notes = {"response_metadata": {"messages": [refused.details]}} if refused.details else {}
                data = {"ok": False, "error": refused.code, **notes}
            except RateLimitedError as limited:
                self._rate_limited(limited.seconds)
                return
            if method == "chat.postMessage":
                server.on_post("stored")
            answer = json.dumps(data).encode()
            if fault is None:
                self._answer(200, answer, headers=workspace.scope_headers(method, token))
            else:
                self._misbehave(fault, answer)

        def _call(self, method: str, arguments: dict[str, Any], token: str | None) -> dict[str, Any]:
            if method == "apps.connections.open":
                with workspace.lock:
                    workspace.calls.append((method, arguments))
                workspace.authorize(method, token)
                return {"url": server.socket_address}
            return workspace.call(method, arguments, token)

        def _misbehave(self, fault: Fault, answer: bytes) -> None:
            match fault:
                case Fault.CLOSED | Fault.CLOSED_BEFORE | Fault.LATE:
                    self._hang_up()
                case Fault.RESET | Fault.RESET_BEFORE:
                    self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                    self._hang_up()
                case Fault.HANG:
                    time.sleep(server.hang)
                    self._hang_up()
                case Fault.HTTP_500:
                    self._answer(500, b'{"ok": false, "error": "internal_error"}')
                case Fault.UNAVAILABLE:
                    self._answer(503, b'{"ok": false, "error": "service_unavailable"}')
                case Fault.HTTP_502_HTML:
                    self._answer(502, b"<html>Bad gateway</html>", "text/html")
                case Fault.OK_HTML:
                    self._answer(200, b"<html>Welcome</html>", "text/html")
                case Fault.FATAL:
                    self._answer(200, b'{"ok": false, "error": "fatal_error"}')
                case Fault.REFUSED_BLOCKS:
                    self._answer(200, b'{"ok": false, "error": "invalid_blocks"}')
                case Fault.RATE_LIMITED:
                    self._rate_limited(2)
                case Fault.TRUNCATED:
                    self.send_response(200)
                    self.send_header("Content-Type", "application/json")
                    self.send_header("Content-Length", str(len(answer)))
                    self.end_headers()
                    with suppress(BrokenPipeError, ConnectionResetError):
                        self.wfile.write(answer[: len(answer) // 2])
                    self._hang_up()

        def _hang_up(self) -> None:
            self.close_connection = True
            with suppress(OSError):  # a reset connection is gone already
                self.wfile.flush()
                self.connection.shutdown(socket.SHUT_RDWR)
            self.connection.close()

        def _rate_limited(self, seconds: int) -> None:
            answer = b'{"ok": false, "error": "ratelimited"}'
            self._answer(429, answer, headers={"Retry-After": str(seconds)})

        def _webhook(self, body: bytes) -> None:
            """Incoming webhooks answer in plain words and give no time stamp."""
            try:
                workspace.call("chat.postMessage", {"channel": "C0ALERTS", **json.loads(body)}, workspace.token)
            except RefusedError as refused:
                self._answer(400, refused.code.encode(), "text/plain")
            except RateLimitedError as limited:
                self._rate_limited(limited.seconds)
            else:
                self._answer(200, b"ok", "text/plain")

        def _from_page(self, path: str, arguments: dict[str, Any]) -> None:
            """A click of the person at the local page."""
            if path == "/react":
                workspace.react(arguments["ts"], arguments["name"], "U0READER", arguments["channel"])
            elif path == "/click":
                pressed = {name: arguments[name] for name in ("ts", "action_id", "value", "channel")}
                server.click(user="U0READER", **pressed)
            self._answer(303, b"", headers={"Location": "/"})

        def _arguments(self, body: bytes) -> dict[str, Any]:
            if "json" in self.headers.get("Content-Type", ""):
                return dict(json.loads(body or b"{}"))
            found: dict[str, Any] = dict(urllib.parse.parse_qsl(body.decode(), keep_blank_values=True))
            found |= {name: json.loads(found[name]) for name in _JSON_ARGUMENTS if name in found}
            return found | {name: found[name] in {"1", "true"} for name in _FLAGS if name in found}

        def _answer(
            self, status: int, body: bytes, kind: str = "application/json", headers: dict[str, str] | None = None
        ) -> None:
            try:
                self.send_response(status)
                for name, value in {"Content-Type": kind, "Content-Length": str(len(body)), **(headers or {})}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True  # who asked was killed meanwhile

    return Handler


__all__ = ["BOT", "SlackServer"]
