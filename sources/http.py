"""The one door to the web: polite, bounded in time and size, and only to public addresses.

Bodies are taken as they come over the wire and unpacked here (`sources.compression`), because httpx unpacks every
chunk whole: 64 KiB of a bomb are gigabytes of memory.
"""

from __future__ import annotations

import asyncio
import logging
import ssl
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import cache
from http.cookiejar import DefaultCookiePolicy
from importlib.metadata import version
from types import TracebackType
from typing import Self
from weakref import WeakValueDictionary

import httpcore
import httpx

from sources.addresses import Allowed, PublicNetwork
from sources.compression import OFFERED, unpack
from sources.errors import (
    BadAddress,
    Rejected,
    ServerFailed,
    Throttled,
    TimedOut,
    TooLarge,
    TooManyRedirects,
    Unreachable,
)

# Both write whole addresses and headers into their logs, and with them the keys of services.
for _talkative in ("httpx", "httpcore"):
    logging.getLogger(_talkative).setLevel(logging.WARNING)

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PERMANENT_REDIRECTS = frozenset({301, 308})
_LONGEST_WAIT = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one client. Seconds, bytes and counts; sizes and redirects as common feed readers have them."""

    connect: float = 10
    read: float = 15
    total: float = 30
    """For one address with all its redirects; waiting for a turn is not counted."""
    body: int = 15 * 1024 * 1024
    """Before and after decompression."""
    redirects: int = 5
    connections: int = 8
    per_host: int = 2


@dataclass(frozen=True, slots=True)
class Response:
    """A good answer: 2xx, or 304 with an empty body. Header names are in lower case."""

    url: str
    """Where the answer came from, after redirects."""
    status: int
    headers: Mapping[str, str]
    body: bytes
    moved_to: str | None = None
    """The address to use from now on, where the server said so for good (301, 308)."""


class Client:
    """An asynchronous context manager for one event loop. Without cookies, referrers and proxies.

    `contact` is a web or mail address by which the operators of a site reach whoever runs this; it stands in the
    User-Agent. `allow` lists networks and hosts beyond the public ones (`sources.addresses.Allowed`).
    """

    def __init__(self, contact: str, allow: Iterable[str] = (), limits: Limits = Limits()) -> None:
        self.limits = limits
        self.agent = f"bongsu/{version('bongsu')} (+{contact})"
        transport = httpx.AsyncHTTPTransport(verify=_tls(), trust_env=False)
        transport._pool = httpcore.AsyncConnectionPool(  # noqa: SLF001 - httpx 0.28 offers no other place for a network
            ssl_context=_tls(),
            max_connections=limits.connections,
            max_keepalive_connections=limits.connections,
            keepalive_expiry=5,
            network_backend=PublicNetwork(Allowed(allow)),
        )
        self._http = httpx.AsyncClient(
            transport=transport,
            headers={"User-Agent": self.agent, "Accept": "*/*", "Accept-Encoding": OFFERED},
            timeout=httpx.Timeout(limits.read, connect=limits.connect, pool=None),
            trust_env=False,
        )
        self._http.cookies.jar.set_policy(DefaultCookiePolicy(allowed_domains=[]))
        self._turns = asyncio.Semaphore(limits.connections)
        self._hosts: WeakValueDictionary[str, asyncio.Semaphore] = WeakValueDictionary()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._http.aclose()

    async def get(
        self,
        url: str,
        headers: Mapping[str, str] | None = None,
        *,
        parameters: Mapping[str, str] | None = None,
        secrets: Mapping[str, str] | None = None,
    ) -> Response:
        """GET the address and follow its redirects. Raises a SourceError that names `url`, never the `parameters`.

        `secrets` are headers that another host must not see: a redirect to one loses them.
        """
        here = _checked(url, url)
        if parameters:
            here = here.copy_merge_params(parameters)
        origin = (here.scheme, here.netloc)
        time_left = self.limits.total
        moved_to: str | None = None
        only_permanent = True
        for _ in range(self.limits.redirects + 1):
            host_turns = self._hosts.setdefault(here.host, asyncio.Semaphore(self.limits.per_host))
            async with host_turns, self._turns:
                clock = asyncio.get_running_loop().time
                began = clock()
                shown = {**(headers or {}), **(secrets or {})} if (here.scheme, here.netloc) == origin else headers
                status, answer, body = await self._once(url, here, shown, time_left)
                time_left = max(time_left - (clock() - began), 0)
            if status not in _REDIRECTS or "location" not in answer:
                _raise_for(url, status, answer, datetime.now(UTC))
                return Response(str(here), status, answer, unpack(url, body, answer, self.limits.body), moved_to)
            here = _checked(url, answer["location"], here)
            only_permanent = only_permanent and status in _PERMANENT_REDIRECTS
            if only_permanent:
                moved_to = str(here)
        raise TooManyRedirects(url, f"more than {self.limits.redirects} redirects; the last leads to {here.host}")

    async def _once(
        self, subject: str, url: httpx.URL, headers: Mapping[str, str] | None, time_left: float
    ) -> tuple[int, dict[str, str], bytes]:
        """One exchange: status, headers, body as it came. Bodies of redirects and refusals are left unread."""
        try:
            async with asyncio.timeout(time_left), self._http.stream("GET", url, headers=headers) as response:
                answer = dict(response.headers)
                if response.status_code in _REDIRECTS or response.status_code >= 400:
                    return response.status_code, answer, b""
                return response.status_code, answer, await self._body(subject, response)
        except (TimeoutError, httpx.TimeoutException) as error:
            raise TimedOut(subject, f"no complete answer within {self.limits.total:g} s; tried again later") from error
        except httpx.InvalidURL as error:
            raise BadAddress(subject, f"is not an address: {error}") from error
        except httpx.TransportError as error:
            raise Unreachable(subject, f"cannot be reached ({error or type(error).__name__})") from error

    async def _body(self, subject: str, response: httpx.Response) -> bytes:
        limit = self.limits.body
        stated = response.headers.get("content-length", "")
        if stated.isascii() and stated.isdecimal() and int(stated) > limit:
            raise TooLarge(subject, f"{int(stated):,} bytes, over the limit of {limit:,}")
        parts = bytearray()
        async for part in response.aiter_raw():
            parts += part
            if len(parts) > limit:
                raise TooLarge(subject, f"longer than the limit of {limit:,} bytes")
        return bytes(parts)


@cache
def _tls() -> ssl.SSLContext:
    """Certificates are read once: it takes longer than most polls."""
    return httpx.create_ssl_context()


def _checked(subject: str, address: str, base: httpx.URL | None = None) -> httpx.URL:
    try:
        url = base.join(address) if base else httpx.URL(address)
    except (httpx.InvalidURL, ValueError) as error:
        raise BadAddress(subject, f"{address[:200]!r} is not an address: {error}") from error
    if url.scheme not in ("http", "https") or not url.host:
        raise BadAddress(subject, f"only http and https addresses are read, not {address[:200]!r}")
    if url.userinfo:
        raise BadAddress(url.host, "has a name or password in its address; take it out, it would end up in logs")
    return url.copy_with(fragment=None)


def _raise_for(subject: str, status: int, headers: Mapping[str, str], now: datetime) -> None:
    if status < 300 or status == 304:
        return
    if status in (429, 503):
        raise Throttled(subject, f"asks to wait (HTTP {status})", status, retry_after(headers, now))
    if status >= 500 or status in (408, 425):
        raise ServerFailed(subject, f"the server failed (HTTP {status}); tried again later", status)
    hint = {
        401: "it wants a login",
        403: "the site refuses us; ask its operators, or take the address out",
        404: "nothing is there; look for a new address",
        410: "it is gone for good; take the address out",
    }.get(status, "the server does not serve it")
    raise Rejected(subject, f"{hint} (HTTP {status})", status)


def retry_after(headers: Mapping[str, str], now: datetime) -> timedelta | None:
    """How long the server wants to be left alone; at most 24 hours.

    Reads both forms of Retry-After: seconds, and a date, which is relative to the answer's Date or else to `now`.
    """
    written = headers.get("retry-after", "").strip()
    if written.isascii() and written.isdecimal():
        return timedelta(seconds=min(int(written[:9]), _LONGEST_WAIT.total_seconds()))
    until = _http_date(written)
    if until is None:
        return None
    served = _http_date(headers.get("date", "")) or now
    return min(max(until - served, timedelta()), _LONGEST_WAIT)


def _http_date(written: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(written)
    except (ValueError, TypeError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
