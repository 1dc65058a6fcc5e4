"""A feed's text to its entries. feedparser is the parser of record; what stands before it only spares it work or harm.

JSON Feed has a reader of its own, well-formed feeds of the common shape a fast one that gives the same entries.
"""

from __future__ import annotations

import io
import re
from datetime import timedelta
from typing import Any

import feedparser

from sources.decoding import decode
from sources.errors import EmptyFeed, HostileDocument, NotAFeed
from sources.feeds import Document, RawEntry
from sources.parsing_fast import parse_fast
from sources.parsing_json import parse_json

_DEEPEST = 1_000  # open elements at once: real feeds have ten, feedparser stalls at a hundred thousand
_MOST_TAGS = 150_000  # that feedparser is given: five seconds of work; the fast parser may have more
_MOST_ENTRIES = 10_000  # the largest real feeds have a tenth
_ELEMENT = re.compile(r"<(/?)([A-Za-z][\w:.-]*)(?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*?(/?)>")
_NEVER_CLOSED = frozenset({"br", "img", "hr", "input", "meta", "link", "p", "li", "area", "col", "wbr", "source"})
_MOST_ENTITIES = 100  # declared in a document of its own; each of them may name others
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")  # no XML has them, some feeds do
_LOOKS_HTML = re.compile(r"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL)
_PAGE_TITLE = re.compile(r"<title[^>]*>([^<]{1,200})", re.IGNORECASE)
_TTL_UNITS = {"hourly": 60, "daily": 24 * 60, "weekly": 7 * 24 * 60, "monthly": 30 * 24 * 60, "yearly": 365 * 24 * 60}


def parse(subject: str, body: bytes, content_type: str = "") -> Document:
    """The feed in `body`. Raises EmptyFeed, NotAFeed or HostileDocument, which name `subject`."""
    text = _CONTROLS.sub("", decode(body, content_type).text).lstrip()
    if not text:
        raise EmptyFeed(subject, "the answer is empty; tried again later")
    document = parse_json(text) if text.startswith("{") else None
    if document is None:
        _guard(subject, text)
        document = parse_fast(text) or _parse_slow(subject, text)
    if len(document.entries) > _MOST_ENTRIES:
        raise HostileDocument(subject, f"has {len(document.entries):,} entries, over the limit of {_MOST_ENTRIES:,}")
    if not document.kind and not document.entries:
        raise NotAFeed(subject, _what_it_is(text))
    return document


def _parse_slow(subject: str, text: str) -> Document:
    if text.count("<") > _MOST_TAGS:
        raise HostileDocument(subject, f"has more than {_MOST_TAGS:,} tags and is not of the common shape")
    try:
        return parse_with_feedparser(text)
    except Exception as error:
        raise NotAFeed(subject, f"feedparser cannot read it ({type(error).__name__}: {error})") from error


def parse_with_feedparser(text: str) -> Document:
    """What feedparser makes of it, without cleaning markup, which `sources.text` takes away altogether.

    The text goes in as a stream: feedparser opens whatever string or bytes name a file.
    """
    found: Any = feedparser.parse(
        io.BytesIO(text.encode("utf-8", "replace")),
        response_headers={"content-type": "application/xml; charset=utf-8"},
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    return Document(
        kind=found.version,
        title=_text(found.feed.get("title")),
        entries=tuple(_raw_entry(entry) for entry in found.entries),
        site=_text(found.feed.get("link")),
        ttl=_ttl(found.feed),
    )


def _raw_entry(entry: Any) -> RawEntry:
    contents = entry.get("content") or [{}]
    return RawEntry(
        guid=_text(entry.get("id")),
        link=_text(entry.get("link")),
        title=_text(entry.get("title")),
        summary=_text(entry.get("summary")),
        content=max((_text(content.get("value")) for content in contents), key=len),
        date=_own(entry, "published") or _own(entry, "created"),
        updated=_own(entry, "updated"),
    )


def _text(value: Any) -> str:
    """In damaged documents feedparser gives None, or its own dictionaries, in the place of a text."""
    return value if isinstance(value, str) else ""


def _own(entry: Any, key: str) -> str:
    """The field itself; feedparser's own lookup lends one date to another."""
    return _text(dict.get(entry, key))


def _ttl(feed: Any) -> timedelta | None:
    written = str(feed.get("ttl", "")).strip()
    if written.isascii() and written.isdecimal():
        return timedelta(minutes=min(int(written[:6]), 24 * 60))
    minutes = _TTL_UNITS.get(str(feed.get("sy_updateperiod", "")).strip().lower())
    if minutes is None:
        return None
    frequency = str(feed.get("sy_updatefrequency", "1")).strip()
    times = int(frequency[:4]) if frequency.isascii() and frequency.isdecimal() else 1
    return timedelta(minutes=min(minutes / max(times, 1), 24 * 60))


def _guard(subject: str, text: str) -> None:
    """Refuse what would stall a parser, at the price of one look at the text."""
    if text.count("<!ENTITY") > _MOST_ENTITIES or re.search(r"<!ENTITY[^>]*?(?:&\w+;[^>]*?){5}", text):
        raise HostileDocument(subject, "declares entities made of entities; it is not read")
    if text.count("<") <= _DEEPEST:
        return
    depth = 0
    for match in _ELEMENT.finditer(text):
        closing, name, empty = match.groups()
        if closing:
            depth = max(depth - 1, 0)
        elif not empty and name.lower() not in _NEVER_CLOSED:
            depth += 1
            if depth > _DEEPEST:
                raise HostileDocument(subject, f"more than {_DEEPEST:,} elements within each other; it is not read")


def _what_it_is(text: str) -> str:
    if _LOOKS_HTML.match(text):
        title = _PAGE_TITLE.search(text)
        named = f" titled “{' '.join(title[1].split())}”" if title else ""
        return f"is a web page{named}, not a feed; look for the site's feed with `bongsu feeds check`"
    return f"is neither RSS, Atom nor JSON Feed; it starts with {text[:40]!r}"
