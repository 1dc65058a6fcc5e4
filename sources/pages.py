"""Article pages: asked for politely, read whole, and where that fails, what the feed holds is said to be all there is."""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from facts.articles import Article, BodyState, DateBasis
from sources import page_text
from sources.articles import article_of
from sources.dates import plausible
from sources.decoding import decode
from sources.errors import NoText, SourceError, TooLarge, Unforeseen
from sources.feeds import Entry, Feed
from sources.http import Client
from sources.identity import article_id, canonical
from sources.robots import Robots

_LARGEST = 3 * 1024 * 1024  # bytes of one article page; the largest real ones have a third
_HTML = ("text/html", "application/xhtml", "text/plain", "application/octet-stream")
_REDATED = timedelta(hours=36)  # a feed's date so much after the page's own is the date of a republication

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Read:
    """An article, and why its page gave no text where it did not."""

    article: Article
    error: SourceError | None = None


class Pages:
    """Reads pages through one client, in one event loop. `delay` is the least time between two pages of a host, in seconds."""

    def __init__(self, client: Client, delay: float = 1.0) -> None:
        self._client = client
        self._robots = Robots(client)
        self._delay = delay
        self._turns: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._free_at: dict[str, float] = {}

    async def read(self, url: str, now: datetime, *, timezone: str = "Asia/Seoul", language: str = "ko") -> Article:
        """The article at an address that a person gives. Raises a SourceError where there is none to be had."""
        zone = ZoneInfo(timezone)
        page, final = await self._page(url, zone, now)
        if not page.text:
            raise NoText(url, "no article was found on the page; paste its text instead")
        published = plausible(page.published, now)
        return Article(
            id=article_id(canonical(final)),
            title=page.title,
            text=page.text,
            published=(published or now).astimezone(zone).date(),
            language=language,
            url=final,
            source="page",
            fetched_at=now,
            date_basis=DateBasis.PAGE if published else DateBasis.FIRST_SEEN,
        )

    async def read_entry(self, feed: Feed, entry: Entry, now: datetime) -> Read:
        """The article of a feed's entry: from its page where the feed wants that and the page gives it, else from the feed.

        Never raises a SourceError: it is in the result, and `body_state` says what the article's text is.
        """
        article = article_of(feed, entry, now)
        if not feed.pages or entry.url is None or article.body_state is BodyState.FULL:
            return Read(article)
        try:
            page, _ = await self._page(entry.url, feed.zone, now, entry.title)
            if not page.text:
                raise NoText(entry.url, "no article was found on its page; the feed's summary stands in")
        except SourceError as error:
            return Read(article, error)
        update: dict[str, object] = {
            "body_state": BodyState.FULL,
            "text": page.text,
            "title": article.title or page.title,
        }
        published = plausible(page.published, now)
        if published is not None and (
            entry.published is None or (page.stated and entry.published - published > _REDATED)
        ):
            update |= {"published": published.astimezone(feed.zone).date(), "date_basis": DateBasis.PAGE}
        return Read(article.model_copy(update=update))

    async def _page(self, url: str, zone: ZoneInfo, now: datetime, title: str = "") -> tuple[page_text.Page, str]:
        """The page's parts and its final address."""
        await self._wait_for_turn(url, max(await self._robots.check(url, now), self._delay))
        response = await self._client.get(url, {"Accept": "text/html,application/xhtml+xml"})
        kind = response.headers.get("content-type", "text/html").lower()
        if not kind.startswith(_HTML):
            raise NoText(url, f"is {kind.split(';')[0]}, not a web page")
        if len(response.body) > _LARGEST:
            raise TooLarge(url, f"longer than {_LARGEST:,} bytes, which no article is")
        markup = decode(response.body, kind).text
        try:
            return await asyncio.to_thread(page_text.read, markup, zone, title), response.url
        except Exception as error:  # whatever the extractors raise on strange markup stays with this page
            _log.exception("reading %s failed in a way that was not foreseen", url)
            raise Unforeseen(url, f"{type(error).__name__}: {error}; please report it") from error

    async def _wait_for_turn(self, url: str, delay: float) -> None:
        host = urlsplit(url).hostname or ""
        async with self._turns[host]:
            clock = asyncio.get_running_loop().time
            await asyncio.sleep(max(self._free_at.get(host, 0) - clock(), 0))
            self._free_at[host] = clock() + delay
