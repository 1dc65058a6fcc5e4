"""The few calls of Prefect's API that the supervisor makes: without Prefect's client, which takes seconds to load."""

from __future__ import annotations

import base64
import json
import urllib.error
import urllib.request
from collections.abc import Mapping
from typing import Any


class ApiError(Exception):
    """The server did not answer as wanted; the message names address and answer."""


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
        """The decoded answer; ApiError where there is none, or one of refusal."""
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
            raise ApiError(f"{method} {self.address}/{path}: {error.code}: {said}") from error
        except OSError as error:
            raise ApiError(f"{method} {self.address}/{path}: {error}") from error
        return json.loads(text) if text else None
