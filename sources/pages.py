"""Article pages: asked for politely, read whole, and where that fails, what the feed holds is said to be all there is."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from facts.articles import Article, BodyState, DateBasis
from sources import page_text
from sources.articles import article_of
from sources.dates import plausible
from sources.decoding import decode
from sources.errors import NoText, SourceError, StatusError, Throttled, TooLarge, TransientError, Unforeseen
from sources.feeds import Entry, Feed
from sources.http import Client
from sources.identity import article_id, canonical
from sources.robots import Robots

_LARGEST = 3 * 1024 * 1024  # bytes of one article page; the largest real ones have a third
_HTML = ("text/html", "application/xhtml", "text/plain", "application/octet-stream")
_REDATED = timedelta(hours=36)  # a feed's date so much after the page's own is the date of a republication
_FAULTS_TO_CLOSE = 3
_CLOSED_FOR = timedelta(minutes=10)

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
        self._faults: Counter[str] = Counter()
        self._closed: dict[str, tuple[datetime, SourceError]] = {}

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
        host = urlsplit(url).hostname or ""
        self._check_open(url, host, now)
        await self._wait_for_turn(host, max(await self._robots.check(url, now), self._delay))
        self._check_open(url, host, now)
        try:
            response = await self._client.get(url, {"Accept": "text/html,application/xhtml+xml"})
        except TransientError as error:
            self._note_fault(host, now, error)
            raise
        self._faults[host] = 0
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

    def _check_open(self, url: str, host: str, now: datetime) -> None:
        until, error = self._closed.get(host, (now, None))
        if error is not None and now < until:
            raise TransientError(url, f"its host is left alone until {until:%H:%M} UTC after this: {error}") from error

    def _note_fault(self, host: str, now: datetime, error: TransientError) -> None:
        """A host that asks to wait, or fails a few times in a row, is not asked for its other pages either."""
        self._faults[host] += 1
        asked = error.retry_after if isinstance(error, StatusError) else None
        if isinstance(error, Throttled) or self._faults[host] >= _FAULTS_TO_CLOSE:
            self._closed[host] = (now + (asked or _CLOSED_FOR), error)

    async def _wait_for_turn(self, host: str, delay: float) -> None:
        async with self._turns[host]:
            clock = asyncio.get_running_loop().time
            await asyncio.sleep(max(self._free_at.get(host, 0) - clock(), 0))
            self._free_at[host] = clock() + delay
