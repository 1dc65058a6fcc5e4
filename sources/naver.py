"""Naver's news search, as a source beside the feeds: off without a key.

Written after the documentation of both doors to it: the classic one (developers.naver.com, 25,000 searches a day for all
kinds together) and the one of Naver Cloud (NAVER API HUB), which names its headers differently. Tested against a server
that answers as documented; neither live door could be tried, and that the second answers like the first is assumed.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, SecretStr

from sources.errors import BadAnswer, Rejected, SourceError, Throttled
from sources.feeds import Document, Entry, Feed, FeedState, Poll, RawEntry, Search
from sources.http import Client, Response
from sources.outcomes import failed
from sources.pages import Pages, Read
from sources.polling import settle

_MOST = 100  # results of one search, newest first
_ADDRESSES = {
    "developers": "https://openapi.naver.com/v1/search/news.json",
    "cloud": "https://naverapihub.apigw.ntruss.com/search/v1/news",
}
_HEADERS = {
    "developers": ("X-Naver-Client-Id", "X-Naver-Client-Secret"),
    "cloud": ("X-NCP-APIGW-API-KEY-ID", "X-NCP-APIGW-API-KEY"),
}


class NaverKeys(BaseModel):
    """What Naver gives to whoever registers an application. `address` is for a server that stands in for it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    client_id: str
    client_secret: SecretStr
    door: Literal["developers", "cloud"] = "developers"
    address: str = ""


@dataclass(frozen=True, slots=True)
class NaverSearch:
    """The newest articles that mention something, each from its publisher's own page."""

    search: Search
    keys: NaverKeys

    @property
    def feed(self) -> Feed:
        return Feed(
            name=f"naver: {self.search.query}",
            url=self.keys.address or _ADDRESSES[self.keys.door],
            tier=3,
            may_be_empty=True,
            shortest_minutes=self.search.shortest_minutes,
            longest_minutes=max(self.search.longest_minutes, self.search.shortest_minutes),
        )

    async def poll(self, client: Client, state: FeedState, now: datetime) -> Poll:
        feed = self.feed
        names = _HEADERS[self.keys.door]
        secrets = {names[0]: self.keys.client_id, names[1]: self.keys.client_secret.get_secret_value()}
        parameters = {"query": self.search.query, "display": str(_MOST), "start": "1", "sort": "date"}
        try:
            response = await client.get(feed.url, parameters=parameters, secrets=secrets)
            return await settle(feed, state, now, replace(response, url=feed.url, moved_to=None), _read)
        except SourceError as error:
            return failed(feed, state, now, _named(feed.name, error))

    async def read(self, client: Client, pages: Pages, entry: Entry, now: datetime) -> Read:  # noqa: ARG002 - a Service's
        return await pages.read_entry(self.feed, entry, now)


def _named(name: str, error: SourceError) -> SourceError:
    """The fault in words that tell what to do; a search is known by its name, all have one address."""
    match error:
        case Rejected(status=401 | 403):
            hint = "Naver refuses the key, or its application may not search; check BONGSU_NAVER_CLIENT_ID and _SECRET"
            return Rejected(name, f"{hint} (HTTP {error.status})", error.status)
        case Rejected():
            return Rejected(name, f"{error.message} (HTTP {error.status})", error.status)
        case Throttled(status=429):
            hint = "asks to wait: too fast, or the day's searches are used up; tried again later"
            return Throttled(name, f"{hint} (HTTP 429)", 429, error.retry_after)
        case _:
            return error


def _read(feed: Feed, response: Response) -> Document:
    try:
        found = json.loads(response.body)
        items: list[dict[str, Any]] = found["items"]
        entries = tuple(_raw_entry(item) for item in items)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise BadAnswer(feed.name, f"Naver's answer is not as documented ({type(error).__name__}: {error})") from error
    return Document(kind="naver", title=feed.name, entries=entries, complete=len(entries) < _MOST)


def _raw_entry(item: dict[str, Any]) -> RawEntry:
    """The publisher's own address counts, so that an article found here and in a feed is one."""
    return RawEntry(
        link=str(item.get("originallink") or item.get("link") or ""),
        title=str(item["title"]),
        summary=str(item.get("description", "")),
        date=str(item.get("pubDate", "")),
    )
