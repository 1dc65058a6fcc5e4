"""The few calls of Prefect's API that the supervisor makes: without Prefect's client, which takes seconds to load."""

from __future__ import annotations

import base64
import json
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from typing import Any

PAUSES = (0.2, 0.5, 1, 2, 4)
"""Seconds before a busy server is asked again."""


class ApiError(Exception):
    """The server did not answer as wanted; the message names address and answer."""


class BusyServerError(ApiError):
    """503: the one writer of the server's SQLite was taken. Prefect's own client asks again as well."""


class PrefectApi:
    """The API at PREFECT_API_URL of an environment, with its PREFECT_API_AUTH_STRING where one is set."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self.address = environment["PREFECT_API_URL"].rstrip("/")
        self._headers = {"content-type": "application/json"}
        if login := environment.get("PREFECT_API_AUTH_STRING"):
            self._headers["authorization"] = f"Basic {base64.b64encode(login.encode()).decode()}"

    def get(self, path: str) -> Any:
        return self._call("GET", path, None)

    def post(self, path: str, body: Mapping[str, Any]) -> Any:
        return self._call("POST", path, body)

    def put(self, path: str, body: Mapping[str, Any]) -> Any:
        return self._call("PUT", path, body)

    def _call(self, method: str, path: str, body: Mapping[str, Any] | None) -> Any:
        """The decoded answer; ApiError where there is none, or one of refusal. A busy server is asked again."""
        for pause in PAUSES:
            try:
                return self._once(method, path, body)
            except BusyServerError:
                time.sleep(pause)
        return self._once(method, path, body)

    def _once(self, method: str, path: str, body: Mapping[str, Any] | None) -> Any:
        request = urllib.request.Request(  # noqa: S310  the operator's own address
            f"{self.address}/{path}",
            data=None if body is None else json.dumps(body).encode(),
            headers=self._headers,
            method=method,
        )
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310  as above
                text = answer.read()
        except urllib.error.HTTPError as error:
            said = error.read(500).decode("utf-8", "replace")
            kind = BusyServerError if error.code == 503 else ApiError
            raise kind(f"{method} {self.address}/{path}: {error.code}: {said}") from error
        except OSError as error:
            raise ApiError(f"{method} {self.address}/{path}: {error}") from error
        return json.loads(text) if text else None
