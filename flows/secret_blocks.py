"""Secrets that a Prefect server keeps: a setting names the Secret block, the value is asked for where it is used."""

from __future__ import annotations

import os
import urllib.error
from urllib.parse import quote

from pydantic import SecretStr

from alerts.errors import ConfigurationError as BadDestination
from flows.environment import server_address
from flows.marked_yaml import ConfigurationError
from flows.prefect_api import ApiError, PrefectApi

PREFIX = "prefect:secret/"
"""What a setting begins with that names a block instead of holding a value."""


class SecretBlockError(ConfigurationError, BadDestination):
    """The block cannot be had; the message names setting, block and way out. A destination that needs it is blocked by it,
    as by any other fault of its set-up, and the others are not.
    """


class SecretBlock(SecretStr):
    """A secret that is not here: what it holds as a string is the block's name, after `PREFIX`."""

    def __init__(self, value: str, variable: str) -> None:
        """`variable` is the setting that names the block, for messages."""
        super().__init__(value)
        self.name = value.removeprefix(PREFIX).strip()
        self.variable = variable

    def get_secret_value(self) -> str:
        """The block's value, asked for each time, so that one changed on the server holds from the next use on.

        SecretBlockError where there is no such block, its value is no text, or the server does not answer.
        """
        api = PrefectApi({**os.environ, "PREFECT_API_URL": server_address()})
        path = f"block_types/slug/secret/block_documents/name/{quote(self.name, safe='')}?include_secrets=true"
        named = f"{self.variable} names the Secret block {self.name!r}"
        try:
            value = api.get(path)["data"].get("value")
        except ApiError as error:
            if isinstance(error.__cause__, urllib.error.HTTPError) and error.__cause__.code == 404:
                raise SecretBlockError(
                    f"{named}, which is not on the Prefect server at {api.address}; make it under Blocks in the user "
                    "interface (type Secret), or put the value itself into the variable"
                ) from error
            raise SecretBlockError(
                f"{named}, and the Prefect server does not give it: {error}; start the server, or name it by PREFECT_API_URL"
            ) from error
        if not isinstance(value, str) or not value:
            raise SecretBlockError(f"{named}, whose value is no text; give it the value alone, as text")
        return value

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SecretBlock) and self.name == other.name

    def __hash__(self) -> int:
        return hash(self.name)
