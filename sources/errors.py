# ruff: noqa: N818 - the names say what happened; the root says that it is an error
"""What can go wrong on the way in.

    SourceError
    ├── TransientError          worth another try later
    │   ├── Unreachable         no name, no route, refused, reset, broken answer
    │   ├── TimedOut
    │   ├── Throttled           429 or 503: the server asks to wait
    │   ├── ServerFailed        any other 5xx, 408, 425
    │   └── EmptyFeed           no entry in it
    └── PermanentError          the same try gives the same answer until somebody mends something
        ├── BadAddress          not http(s), malformed, or with a password in it
        ├── RefusedAddress      not a public address
        ├── Rejected            401, 403, 404, 410 and the other 4xx
        ├── TooManyRedirects
        ├── TooLarge
        ├── UnreadableBody      compressed in a way that was not offered, or broken
        ├── NotAFeed            a web page, a maintenance notice, anything without entries by nature
        ├── HostileDocument     nested so deeply that parsing would stall
        ├── Disallowed          robots.txt
        ├── NoText              a page without an article
        ├── BadAnswer           a service answers in a way that its documentation does not have
        ├── Unforeseen          a fault of this program, kept to the feed or page that brought it out
        └── BadFile             a seed, manifest, archive or subscription list that cannot be read

Every message names the thing and the way out.
"""

from __future__ import annotations

from datetime import timedelta


class SourceError(Exception):
    """`subject` is the address or file it is about; `transient` tells whether another try later may work."""

    transient = False

    def __init__(self, subject: str, message: str) -> None:
        super().__init__(f"{subject}: {message}")
        self.subject = subject
        self.message = message


class TransientError(SourceError):
    transient = True


class PermanentError(SourceError):
    pass


class Unreachable(TransientError):
    pass


class TimedOut(TransientError):
    pass


class StatusError(SourceError):
    """An answer whose HTTP status says no. `retry_after` is set where the server said how long to wait."""

    def __init__(self, subject: str, message: str, status: int, retry_after: timedelta | None = None) -> None:
        super().__init__(subject, message)
        self.status = status
        self.retry_after = retry_after


class Throttled(StatusError, TransientError):
    pass


class ServerFailed(StatusError, TransientError):
    pass


class Rejected(StatusError, PermanentError):
    pass


class EmptyFeed(TransientError):
    pass


class BadAddress(PermanentError):
    pass


class RefusedAddress(PermanentError):
    pass


class TooManyRedirects(PermanentError):
    pass


class TooLarge(PermanentError):
    pass


class UnreadableBody(PermanentError):
    pass


class NotAFeed(PermanentError):
    pass


class HostileDocument(PermanentError):
    pass


class Disallowed(PermanentError):
    pass


class NoText(PermanentError):
    pass


class BadAnswer(PermanentError):
    pass


class Unforeseen(PermanentError):
    pass


class BadFile(PermanentError):
    pass
