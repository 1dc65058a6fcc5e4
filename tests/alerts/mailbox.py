"""A mail server on loopback that keeps what it is given: as much of SMTP as a client without encryption speaks."""

from __future__ import annotations

import socketserver
import threading
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Self


class Mailbox:
    """As a context manager. `refuses` answers the next mail with a failure that is not for good."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.refuses = False
        self._server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), _session(self))
        self._server.daemon_threads = True

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def port(self) -> int:
        return self._server.server_address[1]


def _session(box: Mailbox) -> type[socketserver.StreamRequestHandler]:
    class Session(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self._say("220 local")
            for line in self.rfile:
                match line.split()[0].upper():
                    case b"EHLO" | b"HELO":
                        self._say("250 local")
                    case b"DATA" if box.refuses:
                        self._say("451 try again later")
                    case b"DATA":
                        self._say("354 go on")
                        box.mails.append(message_from_bytes(self._body(), policy=policy.default))
                        self._say("250 kept")
                    case b"QUIT":
                        self._say("221 bye")
                        return
                    case _:
                        self._say("250 ok")

        def _body(self) -> bytes:
            lines = iter(self.rfile.readline, b".\r\n")
            return b"".join(line.removeprefix(b".") if line.startswith(b"..") else line for line in lines)

        def _say(self, text: str) -> None:
            self.wfile.write(f"{text}\r\n".encode())

    return Session
