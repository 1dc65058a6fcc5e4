"""Requests to OpenDART as its developer guide has them: the key, the answers, the statuses that say no."""

from __future__ import annotations

import io
import json
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any
from xml.etree import ElementTree as ET

from pydantic import BaseModel, ConfigDict, Field, SecretStr

from sources.errors import BadAnswer, NoText, PermanentError, Throttled, TransientError
from sources.http import Client, Response

_ADDRESS = "https://opendart.fss.or.kr/api/"
_LARGEST_LIST = 200 * 1024 * 1024  # bytes of the unpacked list of companies; the real one has about thirty million
_GOOD, _NOTHING, _NO_FILE, _OVER_LIMIT, _CLOSED, _UNDEFINED = "000", "013", "014", "020", "800", "900"
_KEY_FAULTS = {
    "010": "is not registered",
    "011": "is not in use",
    "012": "may not be used from here",
    "901": "has expired",
}


class DartKeys(BaseModel):
    """The key of 40 characters. `address` is the folder of the service, or of a server that stands in for it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    key: SecretStr = Field(min_length=40, max_length=40)
    address: str = _ADDRESS

    def url(self, name: str) -> str:
        return f"{self.address.rstrip('/')}/{name}"


async def _ask(client: Client, keys: DartKeys, subject: str, name: str, parameters: dict[str, str]) -> Response:
    """One request. Without a valid key the service redirects to a page for people, which is no answer."""
    url = keys.url(name)
    response = await client.get(url, parameters={"crtfc_key": keys.key.get_secret_value(), **parameters})
    if response.url.partition("?")[0] != url:
        raise BadAnswer(subject, "the service sends its requests to a page for people; check BONGSU_DART_KEY")
    return replace(response, url=url, moved_to=None)  # its address has the key in it


def _loaded(subject: str, response: Response) -> dict[str, Any]:
    try:
        found: dict[str, Any] = json.loads(response.body)
        status, message = str(found["status"]), str(found.get("message", ""))
        found["list"] = [dict(each) for each in found.get("list") or ()]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise BadAnswer(subject, f"its answer is not as documented ({type(error).__name__}: {error})") from error
    _check(subject, status, message)
    return found


async def ask_for_list(client: Client, keys: DartKeys, subject: str, parameters: dict[str, str]) -> dict[str, Any]:
    """One answer of list.json. Raises a SourceError that names `subject`."""
    return _loaded(subject, await _ask(client, keys, subject, "list.json", parameters))


async def ask_for_archive(
    client: Client, keys: DartKeys, subject: str, name: str, parameters: dict[str, str] | None = None
) -> bytes:
    """An archive: the document of a filing, or the list of companies. Raises a SourceError that names `subject`."""
    response = await _ask(client, keys, subject, name, parameters or {})
    if not response.body.startswith(b"PK"):
        _check(subject, *_said(subject, response))
        raise BadAnswer(subject, "is no archive")
    return response.body


async def companies(client: Client, keys: DartKeys, wanted: str) -> tuple[tuple[str, str, str], ...]:
    """Name, number and stock code of the companies whose name has `wanted` in it, listed ones first.

    Raises a SourceError. The list of all companies is some three megabytes packed; it is not kept.
    """
    subject = "the list of companies"
    body = await ask_for_archive(client, keys, subject, "corpCode.xml")
    found = [each for each in _all_companies(subject, body) if wanted.casefold() in each[0].casefold()]
    return tuple(sorted(found, key=lambda each: (not each[2], len(each[0]), each)))


def _all_companies(subject: str, body: bytes) -> Iterator[tuple[str, str, str]]:
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            member = archive.infolist()[0]
            if member.file_size > _LARGEST_LIST:
                raise BadAnswer(subject, "is larger than any list of companies")
            with archive.open(member) as packed:  # no DOCTYPE is expected, and the size is bounded
                for _, element in ET.iterparse(packed):  # noqa: S314 - from the service itself, over TLS
                    if element.tag == "list":
                        values = (element.findtext(name, "") for name in ("corp_name", "corp_code", "stock_code"))
                        name, code, stock = (value.strip() for value in values)
                        yield name, code, stock
                        element.clear()
    except (
        zipfile.BadZipFile,
        zlib.error,
        IndexError,
        OSError,
        EOFError,
        RuntimeError,
        ValueError,
        ET.ParseError,
    ) as error:
        raise BadAnswer(subject, f"cannot be read ({error})") from error


def _said(subject: str, response: Response) -> tuple[str, str]:
    """Status and message of an answer in XML, which comes where an archive was asked for and there is none."""
    text = response.body[:2_000].decode("utf-8", "replace")
    status, message = (re.search(rf"<{name}>([^<]*)</{name}>", text) for name in ("status", "message"))
    if status is None:
        raise BadAnswer(subject, "its answer is neither an archive nor a message")
    return status[1].strip(), message[1].strip() if message else ""


def _check(subject: str, status: str, message: str) -> None:
    if status in (_GOOD, _NOTHING):
        return
    if status == _NO_FILE:
        raise NoText(subject, "the service has no file of it; its title stands in")
    if status == _OVER_LIMIT:
        raise Throttled(subject, "the day's requests are used up", 429, timedelta(hours=1))
    if status == _CLOSED:
        raise TransientError(subject, "the service is closed for maintenance; tried again later")
    if status == _UNDEFINED:
        raise TransientError(subject, "the service failed in a way that it does not name; tried again later")
    if status in _KEY_FAULTS:
        raise PermanentError(subject, f"the key {_KEY_FAULTS[status]} (status {status}); check BONGSU_DART_KEY")
    raise BadAnswer(subject, f"refuses the request (status {status}: {message[:100]})")
