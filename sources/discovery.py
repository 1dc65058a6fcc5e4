"""What an address would yield: a feed, or the feeds of the site it belongs to."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urljoin

from lxml import etree
from lxml import html as lxml_html

from sources import schedule
from sources.decoding import decode
from sources.entries import plain_entries
from sources.errors import NotAFeed, SourceError
from sources.feeds import Entry, Feed
from sources.http import Client, Response
from sources.parsing import parse

_KINDS = ("application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml")
# Where sites keep their feed without saying so, commonest first; the second is that of about forty Korean papers.
_USUAL_PLACES = (
    "/feed",
    "/rss/allArticle.xml",
    "/rss",
    "/rss.xml",
    "/feed.xml",
    "/atom.xml",
    "/index.xml",
    "/feed.json",
)
_MOST_TRIED = 12


@dataclass(frozen=True, slots=True)
class Yield:
    """What one feed would bring if it were watched."""

    url: str
    kind: str
    title: str
    entries: tuple[Entry, ...]
    per_day: float
    interval_minutes: float

    @property
    def dated(self) -> int:
        return sum(entry.published is not None for entry in self.entries)

    def __str__(self) -> str:
        newest = max((entry.published for entry in self.entries if entry.published), default=None)
        latest = f"newest {newest:%Y-%m-%d %H:%M} UTC" if newest else "none of them dated"
        return (
            f"{self.url}: {self.kind} “{self.title}”, {len(self.entries)} entries ({self.dated} dated, {latest}), "
            f"about {self.per_day:.0f} a day; would be asked every {self.interval_minutes:.0f} minutes"
        )


async def check(client: Client, url: str, now: datetime) -> tuple[Yield, ...]:
    """The feed at `url`, or the feeds that the page there names, or those in the usual places of its site.

    Raises a SourceError where the address cannot be read, and NotAFeed where nothing of all that is a feed.
    """
    response = await client.get(url)
    try:
        return (_yield(url, response, now),)
    except NotAFeed as error:
        not_a_feed = error
    named = [urljoin(response.url, link) for link in _links(response)]
    for candidates in (named, [urljoin(response.url, place) for place in _USUAL_PLACES]):
        found = [found async for found in _tried(client, candidates[:_MOST_TRIED], now)]
        if found:
            return tuple(found)
    raise NotAFeed(
        url, "neither a feed nor a page of a site whose feed can be found; ask the site for its RSS address"
    ) from not_a_feed


async def _tried(client: Client, urls: list[str], now: datetime) -> AsyncIterator[Yield]:
    seen: set[str] = set()
    for url in dict.fromkeys(urls):
        try:
            response = await client.get(url)
            if response.url not in seen:
                seen.add(response.url)
                yield _yield(url, response, now)
        except SourceError:
            continue


def _yield(url: str, response: Response, now: datetime) -> Yield:
    document = parse(url, response.body, response.headers.get("content-type", ""))
    feed = Feed(name="check", url=response.url)
    entries = tuple(plain_entries(document, feed, response.url, now))
    per_day = schedule.rate_of(entries)
    wait = schedule.interval(feed, per_day, len(entries), schedule.asked_for(response.headers, document.ttl))
    return Yield(response.moved_to or url, document.kind, document.title, entries, per_day, wait.total_seconds() / 60)


def _links(response: Response) -> Iterator[str]:
    """Addresses that the page's head names as its feeds, comments last."""
    text = decode(response.body, response.headers.get("content-type", "")).text
    try:
        tree = lxml_html.document_fromstring(
            text.encode("utf-8", "replace"), parser=lxml_html.HTMLParser(encoding="utf-8")
        )
    except (etree.ParserError, ValueError):
        return
    links = [
        (link.get("href"), link.get("title") or "")
        for link in tree.xpath("//link[@href]")
        if "alternate" in (link.get("rel") or "").lower() and (link.get("type") or "").lower() in _KINDS
    ]
    links.sort(key=lambda link: "comment" in link[1].lower() or "댓글" in link[1])
    yield from (href for href, _ in links)
