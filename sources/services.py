"""What a source beside the feeds has to offer, so that it is polled, read and remembered like one of them."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from sources.feeds import Entry, Feed, FeedState, Poll
from sources.http import Client
from sources.pages import Pages, Read


class Service(Protocol):
    """A search or a register. Neither method raises a SourceError: it is in what they give."""

    @property
    def feed(self) -> Feed:
        """What it is as a feed: what is remembered of it is kept under this feed's name."""

    async def poll(self, client: Client, state: FeedState, now: datetime) -> Poll:
        """Ask once."""

    async def read(self, client: Client, pages: Pages, entry: Entry, now: datetime) -> Read:
        """The article of one of its entries."""


Source = Feed | Service


def feed_of(source: Source) -> Feed:
    """The feed that the source is, or is as."""
    return source if isinstance(source, Feed) else source.feed


async def read_entry(source: Source, client: Client, pages: Pages, entry: Entry, now: datetime) -> Read:
    """The article of an entry, from wherever its source has it."""
    if isinstance(source, Feed):
        return await pages.read_entry(source, entry, now)
    return await source.read(client, pages, entry, now)
