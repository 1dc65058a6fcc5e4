"""What can go wrong on the way to a reader.

AlertsError
├── ConfigurationError     destinations or routes of the watch list do not fit together
└── SendError              one message, one attempt; carries the destination's own code
    ├── NotSentError       certainly not sent: try again later
    ├── BlockedError       nothing can be sent there until its set-up is mended
    ├── RefusedError       this message, as it is built, will never be taken
    ├── ThreadGoneError    the thread it answers in is no more
    └── DoubtError         sent or not: only reading back can tell
"""

from __future__ import annotations


class AlertsError(Exception):
    """The root: every error that leaves this package is one."""


class ConfigurationError(AlertsError, ValueError):
    """A destination or route of the watch list names something that does not exist, or twice. Also a ValueError, so
    that a pydantic validator may raise it and name the place in the file.
    """


class SendError(AlertsError):
    """One attempt failed. `code` is the destination's word for it, or the kind of the error below; never a secret."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class NotSentError(SendError):
    """`retry_after`: seconds the destination asked for, None where it did not say."""

    def __init__(self, code: str, retry_after: float | None = None) -> None:
        super().__init__(code)
        self.retry_after = retry_after


class BlockedError(SendError):
    """`way_out` says in words what an operator has to do."""

    def __init__(self, code: str, way_out: str) -> None:
        super().__init__(code)
        self.way_out = way_out


class RefusedError(SendError):
    """Too long, malformed or otherwise unwelcome: a plainer message may be taken."""


class ThreadGoneError(SendError):
    """The message that is answered was deleted."""


class DoubtError(SendError):
    """Timeout, broken connection, an answer of the server's own failure, or one that nobody knows."""


class UnreadableError(AlertsError):
    """What was posted cannot be read back now, so nothing follows from not having found it. `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
