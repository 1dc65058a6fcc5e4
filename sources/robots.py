"""robots.txt, as RFC 9309 has it: asked once a day and site, absent means free, failing means not now."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from protego import Protego

from sources.decoding import decode
from sources.errors import BadAddress, Disallowed, SourceError, TransientError
from sources.http import Client

_AGENT = "bongsu"
_KEPT = timedelta(hours=24)
_KEPT_FAILURE = timedelta(minutes=30)
_LONGEST = 500 * 1024  # bytes that RFC 9309 asks a reader to take at least
_LONGEST_DELAY = 10.0  # seconds; a longer Crawl-delay would stop reading altogether
_MOST_SITES = 5_000


@dataclass(frozen=True, slots=True)
class _Rules:
    rules: Protego | None
    """None where the site could not be asked."""
    until: datetime


class Robots:
    """What sites allow. One for a client, in one event loop."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._sites: dict[str, _Rules] = {}
        self._asking: dict[str, asyncio.Lock] = {}

    async def check(self, url: str, now: datetime) -> float:
        """Seconds that the site wants between two pages. Raises Disallowed or TransientError where the page must be left."""
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.netloc:
            raise BadAddress(url, "only http and https addresses are read")
        site = f"{parts.scheme}://{parts.netloc}"
        async with self._asking.setdefault(site, asyncio.Lock()):
            known = self._sites.get(site)
            if known is None or known.until <= now:
                known = await self._ask(site, now)
        if known.rules is None:
            raise TransientError(url, "its robots.txt cannot be read at present; tried again later")
        if not known.rules.can_fetch(url, _AGENT):
            raise Disallowed(url, "the site's robots.txt keeps readers like this out; paste its text instead")
        return min(known.rules.crawl_delay(_AGENT) or 0.0, _LONGEST_DELAY)

    async def _ask(self, site: str, now: datetime) -> _Rules:
        try:
            response = await self._client.get(f"{site}/robots.txt")
            known = _Rules(Protego.parse(decode(response.body[:_LONGEST]).text), now + _KEPT)
        except TransientError:
            known = _Rules(None, now + _KEPT_FAILURE)
        except SourceError:  # not there, or not to be had: no rules
            known = _Rules(Protego.parse(""), now + _KEPT)
        if len(self._sites) >= _MOST_SITES:
            self._sites.clear()
            self._asking.clear()
        self._sites[site] = known
        return known
