"""Buttons without a public address: Slack's Socket Mode, where an app-level token is given."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from types import TracebackType
from typing import Any, Self

from pydantic import SecretStr
from slack_sdk import WebClient
from slack_sdk.socket_mode import SocketModeClient
from slack_sdk.socket_mode.client import BaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse

from alerts.answers import Answer
from alerts.errors import BlockedError, SendError
from alerts.marks import Verdict
from alerts.slack import SLACK
from alerts.slack_errors import FAILURES, classify

_WAY_OUT = "Set BONGSU_SLACK_APP_TOKEN to an app-level token (xapp-…) with the scope connections:write, and turn Socket Mode on."

log = logging.getLogger(__name__)

BUTTON = "bongsu_"
"""What the action ids of our buttons begin with; the verdict follows."""


class ButtonListener(AbstractContextManager["ButtonListener"]):
    """Listens in threads of its own while the context is open; the SDK changes sockets when Slack asks for it, and tries
    every few seconds to reconnect.

    Slack may send an envelope again, and so `take` is called again with the same answer: it must know answers by their
    key. An answer is acknowledged only after `take` returned, so that none is lost; an error of `take` is logged, and Slack
    shows the reader that it did not work.
    """

    def __init__(
        self,
        app_token: SecretStr,
        channels: Callable[[], Mapping[str, str]],
        take: Callable[[Answer], object],
        address: str = SLACK,
    ) -> None:
        """`channels`: names of destinations by the id of their channel, asked anew for each answer."""
        self._channels, self._take = channels, take
        web = WebClient(base_url=address, retry_handlers=[])
        self._client = SocketModeClient(app_token.get_secret_value(), web_client=web)
        self._client.socket_mode_request_listeners.append(self._listen)

    def __enter__(self) -> Self:
        """Connect; SendError where Slack does not take the token."""
        try:
            self._client.connect()
        except FAILURES as error:
            self._client.close()
            raise _classified(error) from error
        return self

    @property
    def connected(self) -> bool:
        """Whether a socket is open now. While the SDK changes to another one it may not be, for a moment."""
        return self._client.is_connected()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()

    def _listen(self, client: BaseSocketModeClient, request: SocketModeRequest) -> None:
        try:
            for answer in answers_of(request.payload, self._channels()):
                self._take(answer)
        except Exception:
            log.exception("an answer by a button could not be kept")
            return
        client.send_socket_mode_response(SocketModeResponse(envelope_id=request.envelope_id))


def open_socket(app_token: SecretStr, address: str = SLACK) -> None:
    """Ask for the address of a socket and leave it at that: whether the token is taken. SendError where it is not."""
    try:
        WebClient(base_url=address, retry_handlers=[]).apps_connections_open(app_token=app_token.get_secret_value())
    except FAILURES as error:
        raise _classified(error) from error


def _classified(error: Exception) -> SendError:
    found = classify(error)
    return BlockedError(found.code, _WAY_OUT) if isinstance(found, BlockedError) else found


def answers_of(payload: Mapping[str, Any], channels: Mapping[str, str]) -> tuple[Answer, ...]:
    """The answers in an interactive payload; none for buttons and channels that are not ours."""
    if payload.get("type") != "block_actions":
        return ()
    container = payload.get("container") or {}
    destination = channels.get(container.get("channel_id", ""))
    known = {BUTTON + verdict: verdict for verdict in Verdict}
    answers = []
    for action in payload.get("actions", ()):
        verdict = known.get(action.get("action_id", ""))
        delivery_id, _, change_key = action.get("value", "").partition(" ")
        if verdict is not None and destination is not None and change_key:
            answers.append(
                Answer(
                    verdict=verdict,
                    member=payload["user"]["id"],
                    destination=destination,
                    delivery_id=delivery_id,
                    change_key=change_key,
                    message_id=container["message_ts"],
                    button=True,
                )
            )
    return tuple(answers)
