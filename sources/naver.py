"""Naver's news search, as a source beside the feeds: off without a key.

Written after the documentation of both doors to it: the classic one (developers.naver.com, 25,000 searches a day for all
kinds together) and the one of Naver Cloud (NAVER API HUB), which names its headers differently. Tested against a server
that answers as documented; neither live door could be tried, and that the second answers like the first is assumed.
"""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, SecretStr

from sources.errors import BadAnswer, Rejected, SourceError
from sources.feeds import Document, Feed, FeedState, Poll, RawEntry
from sources.http import Client, Response
from sources.outcomes import failed
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
    address: str | None = None


def naver_feed(keys: NaverKeys, query: str) -> Feed:
    """The search as a feed: what is remembered of it is kept under this feed's name."""
    return Feed(
        name=f"naver: {query}"[:100],
        url=keys.address or _ADDRESSES[keys.door],
        tier=3,
        may_be_empty=True,
        shortest_minutes=15,
    )


async def poll_naver(client: Client, keys: NaverKeys, query: str, state: FeedState, now: datetime) -> Poll:
    """The newest articles that mention `query`. Never raises a SourceError: it is in the poll."""
    feed = naver_feed(keys, query)
    names = _HEADERS[keys.door]
    secrets = {names[0]: keys.client_id, names[1]: keys.client_secret.get_secret_value()}
    parameters = {"query": query, "display": str(_MOST), "start": "1", "sort": "date"}
    try:
        response = await client.get(feed.url, parameters=parameters, secrets=secrets)
        return await settle(feed, state, now, response, _read)
    except Rejected as error:
        hint = (
            "Naver refuses the key or its application may not search; check NaverKeys"
            if error.status in (401, 403)
            else error.message
        )
        return failed(feed, state, now, Rejected(feed.name, f"{hint} (HTTP {error.status})", error.status))
    except SourceError as error:
        return failed(feed, state, now, error)


def _read(feed: Feed, response: Response) -> Document:
    try:
        found = json.loads(response.body)
        items: list[dict[str, Any]] = found["items"]
        entries = tuple(_raw_entry(item) for item in items)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadAnswer(feed.name, f"Naver's answer is not as documented ({type(error).__name__}: {error})") from error
    return Document(kind="naver", title=feed.name, entries=entries)


def _raw_entry(item: dict[str, Any]) -> RawEntry:
    """The publisher's own address counts, so that an article found here and in a feed is one."""
    return RawEntry(
        link=str(item.get("originallink") or item.get("link") or ""),
        title=str(item["title"]),
        summary=str(item.get("description", "")),
        date=str(item.get("pubDate", "")),
    )
