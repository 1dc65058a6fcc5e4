"""What went wrong at Slack, as one of the five kinds that delivery tells apart. Whatever is not known leaves doubt."""

from __future__ import annotations

import http.client
import socket
import ssl
from functools import cache
from importlib.resources import files
from urllib.error import URLError

import yaml
from pydantic import BaseModel, ConfigDict
from slack_sdk.errors import SlackApiError, SlackClientError

from alerts.errors import BlockedError, DoubtError, NotSentError, RefusedError, SendError, ThreadGoneError

FAILURES = (SlackClientError, OSError, http.client.HTTPException, ValueError)
"""What a call of the SDK can raise: its own errors, the connection's, and those of an answer that cannot be decoded."""

DEFAULT_PAUSE = 30.0
"""Seconds, where a rate limit comes without Retry-After."""

_NEVER_WRITTEN = (ConnectionRefusedError, socket.gaierror, ssl.SSLCertVerificationError)
"""Failures before a byte of the request was written."""


class _Codes(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    not_sent: frozenset[str]
    refused: frozenset[str]
    thread_gone: frozenset[str]
    blocked: dict[str, str]


@cache
def _codes() -> _Codes:
    text = (files("alerts") / "slack_codes.yaml").read_text(encoding="utf-8")
    return _Codes.model_validate(yaml.safe_load(text))


def blocked(code: str) -> BlockedError:
    """The error of a code that blocks, with its way out."""
    return BlockedError(code, _codes().blocked[code])


def classify(error: Exception) -> SendError:
    """The kind of a failed call. The code is Slack's own, or the name of the failure below; it never holds a secret."""
    if isinstance(error, SlackApiError):
        return _answered(error)
    reason = error.reason if isinstance(error, URLError) else error
    name = type(reason).__name__
    return NotSentError(name) if isinstance(reason, _NEVER_WRITTEN) else DoubtError(name)


def _answered(error: SlackApiError) -> SendError:
    status = getattr(error.response, "status_code", 0)
    headers = getattr(error.response, "headers", {})
    code = str(error.response.get("error", ""))
    if status == 429 or code in {"ratelimited", "rate_limited"}:
        return NotSentError("ratelimited", _seconds(headers))
    if status >= 500:
        return DoubtError(f"http_{status}")
    known = _codes()
    if code in known.blocked:
        return blocked(code)
    if code in known.refused:
        return RefusedError(code)
    if code in known.thread_gone:
        return ThreadGoneError(code)
    if code in known.not_sent:
        return NotSentError(code)
    return DoubtError(code if code.replace("_", "").isalnum() and len(code) < 80 else "unreadable_answer")


def _seconds(headers: dict[str, str]) -> float:
    value = next((value for name, value in headers.items() if name.lower() == "retry-after"), "")
    return float(value) if value.isdigit() else DEFAULT_PAUSE
