"""The embedded destinations: a terminal, a file, both, and the one that takes nothing until its set-up is mended.
Messages are the same as in Slack, as plain text.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Collection, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TextIO

from alerts.errors import BlockedError, UnreadableError
from alerts.message import Message
from alerts.senders import Label, Posted

_OPEN, _CLOSE = "== ", "== ."


class TerminalSender:
    """Lines on a stream. Nothing can be read back: at least once, twice only when a process dies between two commits."""

    threads = bundles = False
    readable = False
    gap = 0.0
    workspace = place = "terminal"

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def check(self) -> None:
        if self._stream.closed:
            raise BlockedError("closed", "The terminal is closed; start bongsu again.")

    def post(self, message: Message, label: Label, *, thread_id: str | None = None, broadcast: bool = False) -> Posted:
        del thread_id, broadcast
        encoding = self._stream.encoding or "utf-8"
        shown = message.plain.encode(encoding, "replace").decode(encoding)
        try:
            self._stream.write(f"\n{shown}\n")
            self._stream.flush()
        except (OSError, ValueError) as error:
            raise BlockedError(type(error).__name__, "The terminal takes no more text; start bongsu again.") from error
        return Posted(label.id)

    def update(self, message_id: str, message: Message, label: Label | None = None, *, state: str = "") -> None:
        del message_id, message, label, state  # what is printed stays as it is

    def find(
        self, ids: Collection[str], since: datetime, threads: Sequence[str], *, canary: bool
    ) -> tuple[str, Posted] | None:
        del ids, since, threads, canary
        raise UnreadableError("a terminal cannot be read back")


class FileSender:
    """Appended to a text file and forced to disk; each record begins with the delivery's id and has an end, so that one
    written before a crash is known again and one torn by it is replaced. Exactly once, as long as nobody else writes.
    """

    threads = bundles = False
    readable = True
    gap = 0.0

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def workspace(self) -> str:
        return str(self.path)

    place = workspace

    def check(self) -> None:
        """Make the folder and the file where they are missing."""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with self.path.open("ab"):
                pass
        except OSError as error:
            raise self._blocked(error) from error

    def post(self, message: Message, label: Label, *, thread_id: str | None = None, broadcast: bool = False) -> Posted:
        del thread_id, broadcast
        body = "\n".join(f" {line}" if line.startswith("==") else line for line in message.plain.splitlines())
        record = f"{_OPEN}{label.id}\n{body}\n{_CLOSE}\n".encode("utf-8", "replace")
        try:
            with self.path.open("r+b") as file:
                fcntl.flock(file, fcntl.LOCK_EX)
                _, end = _records(file.read())
                file.seek(end)
                file.truncate()
                file.write(record)
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise self._blocked(error) from error
        return Posted(label.id, str(self.path))

    def update(self, message_id: str, message: Message, label: Label | None = None, *, state: str = "") -> None:
        del message_id, message, label, state  # what is written stays as it is

    def find(
        self, ids: Collection[str], since: datetime, threads: Sequence[str], *, canary: bool
    ) -> tuple[str, Posted] | None:
        del since, threads, canary  # the whole file is read: what it does not hold was never written
        try:
            written, _ = _records(self.path.read_bytes())
        except OSError as error:
            raise UnreadableError(f"{self.path}: {error.strerror}") from error
        return next(((id_, Posted(id_, str(self.path))) for id_ in ids if id_ in written), None)

    def _blocked(self, error: OSError) -> BlockedError:
        way_out = f"{self.path} cannot be written ({error.strerror}); mend that or name another file."
        return BlockedError(type(error).__name__, way_out)


def _records(content: bytes) -> tuple[set[str], int]:
    """The ids of the records that have their end, and where a torn record at the end of the file begins (its length
    where there is none).
    """
    ids: set[str] = set()
    open_id, begins, place = None, 0, 0
    for line in content.splitlines(keepends=True):
        text = line.decode("utf-8", "replace")
        if text == f"{_CLOSE}\n" and open_id is not None:
            ids.add(open_id)
            open_id = None
        elif text.startswith(_OPEN) and open_id is None:
            open_id, begins = text.removeprefix(_OPEN).strip(), place
        place += len(line)
    return ids, place if open_id is None else begins


class Both:
    """The terminal and the file at once: where Slack's alerts go without a token. Read back from the file."""

    threads = bundles = False
    readable = True
    gap = 0.0

    def __init__(self, terminal: TerminalSender, file: FileSender) -> None:
        self._terminal, self._file = terminal, file

    @property
    def workspace(self) -> str:
        return self._file.workspace

    place = workspace

    def check(self) -> None:
        self._file.check()

    def post(self, message: Message, label: Label, *, thread_id: str | None = None, broadcast: bool = False) -> Posted:
        posted = self._file.post(message, label, thread_id=thread_id, broadcast=broadcast)
        with suppress(BlockedError):  # the file has it: a terminal that is gone is no reason to write it twice
            self._terminal.post(message, label, thread_id=thread_id, broadcast=broadcast)
        return posted

    def update(self, message_id: str, message: Message, label: Label | None = None, *, state: str = "") -> None:
        del message_id, message, label, state

    def find(
        self, ids: Collection[str], since: datetime, threads: Sequence[str], *, canary: bool
    ) -> tuple[str, Posted] | None:
        return self._file.find(ids, since, threads, canary=canary)


class BlockedSender:
    """Stands in for a destination that cannot be opened: its alerts are kept, and an operator is told the way out."""

    threads = bundles = False
    readable = True  # nothing is ever in doubt that was never sent from here
    gap = 0.0
    workspace = place = "blocked"

    def __init__(self, way_out: str) -> None:
        self._way_out = way_out

    def _blocked(self) -> BlockedError:
        return BlockedError("not_configured", self._way_out)

    def check(self) -> None:
        raise self._blocked()

    def post(self, message: Message, label: Label, *, thread_id: str | None = None, broadcast: bool = False) -> Posted:
        del message, label, thread_id, broadcast
        raise self._blocked()

    def update(self, message_id: str, message: Message, label: Label | None = None, *, state: str = "") -> None:
        del message_id, message, label, state
        raise self._blocked()

    def find(
        self, ids: Collection[str], since: datetime, threads: Sequence[str], *, canary: bool
    ) -> tuple[str, Posted] | None:
        del ids, since, threads, canary
        raise self._blocked()
