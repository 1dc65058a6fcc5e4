"""Entries as parsers found them, made plain: text without markup, whole addresses, dates that can be meant."""

from __future__ import annotations

import html
from collections.abc import Iterator
from datetime import datetime
from urllib.parse import urljoin, urlsplit

from sources.dates import plausible, read_date
from sources.feeds import Document, Entry, Feed, RawEntry
from sources.text import one_line, paragraphs

_LONGEST_ADDRESS = 2_000
_WEB = ("http://", "https://")


def plain_entries(document: Document, feed: Feed, base: str, now: datetime) -> Iterator[Entry]:
    """The entries in the order of the document; relative addresses are joined to `base`. Empty ones are left out."""
    zone = feed.zone
    for raw in document.entries:
        summary = paragraphs(raw.summary)
        entry = Entry(
            guid=raw.guid.strip(),
            url=_address(raw, base),
            title=one_line(raw.title),
            summary=summary,
            content=summary if raw.content == raw.summary else paragraphs(raw.content),
            published=plausible(read_date(raw.date, zone), now) or plausible(read_date(raw.updated, zone), now),
        )
        if entry.title or entry.summary or entry.content:
            yield entry


def _address(raw: RawEntry, base: str) -> str | None:
    """The entry's page; its guid serves where it is an address and there is no other."""
    written = "".join((raw.link or (raw.guid if raw.guid.startswith("http") else "")).split())
    if not written or len(written) > _LONGEST_ADDRESS:
        return None
    written = html.unescape(written) if "&amp;" in written else written
    try:
        url = written if written.startswith(_WEB) else urljoin(base, written)
        urlsplit(url)
    except ValueError:
        return None
    return url if url.startswith(_WEB) else None
