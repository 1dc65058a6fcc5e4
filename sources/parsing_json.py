"""JSON Feed 1 and 1.1 (jsonfeed.org)."""

from __future__ import annotations

import json
from typing import Any

from sources.feeds import Document, RawEntry


def parse_json(text: str) -> Document | None:
    """The feed, or None for JSON of another kind and for what is no JSON."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(found, dict) or not isinstance(found.get("items"), list):
        return None
    if not _text(found, "version").startswith("https://jsonfeed.org/version/"):
        return None
    return Document(
        kind="json",
        title=_text(found, "title"),
        entries=tuple(_raw_entry(item) for item in found["items"] if isinstance(item, dict)),
        site=_text(found, "home_page_url"),
    )


def _raw_entry(item: dict[str, Any]) -> RawEntry:
    content = _text(item, "content_html") or _text(item, "content_text")
    return RawEntry(
        guid=_text(item, "id"),
        link=_text(item, "url") or _text(item, "external_url"),
        title=_text(item, "title"),
        summary=_text(item, "summary") or content,
        content=content,
        date=_text(item, "date_published"),
        updated=_text(item, "date_modified"),
    )


def _text(found: dict[str, Any], key: str) -> str:
    """Strings, and numbers where a feed has them for ids; "" for anything else."""
    value = found.get(key)
    return str(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""
