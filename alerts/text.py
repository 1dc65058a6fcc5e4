"""Text from the web, made harmless: what a title or a sentence holds must not steer the message it stands in."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import urlsplit

_INVISIBLE = frozenset(
    "\u00ad\u061c\u180e\u200b\u200e\u200f\u2060\u2061\u2062\u2063\u2064\ufeff"  # soft hyphen, marks, joiners without a shape
    "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"  # embeddings, overrides and isolates of direction
)
_ADDRESS_LIMIT = 1000  # characters; longer ones would eat the budget of a whole message
_SPACE = re.compile(r"\s+")


def clean(text: str, limit: int) -> str:
    """One line of at most `limit` characters: no control or direction characters, no lone surrogates, single spaces.

    What is cut ends in an ellipsis; a combining mark is never parted from its letter.
    """
    text = text[: limit * 20]  # ten thousand hostile characters cost no more than a long title
    kept = (" " if _breaks(char) else char for char in text if char not in _INVISIBLE)
    line = _SPACE.sub(" ", "".join(kept)).strip()
    if len(line) <= limit:
        return line
    end = limit - 1
    while end > 1 and unicodedata.combining(line[end]):
        end -= 1
    return line[:end].rstrip() + "…"


def escape(text: str) -> str:
    """For a `text` field of Slack: exactly these three characters have a meaning there."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def web_address(url: str | None) -> str | None:
    """The address where it is one that may be made a link (http or https, no blanks, not overlong); else None."""
    if not url or len(url) > _ADDRESS_LIMIT or any(_breaks(char) or char in _INVISIBLE for char in url):
        return None
    if re.search(r"[\s<>|\"]", url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in {"http", "https"} and parts.hostname and "@" not in parts.netloc else None


def _breaks(char: str) -> bool:
    """Control characters, lone surrogates, private and unassigned ones, and separators of lines and paragraphs."""
    return unicodedata.category(char) in {"Cc", "Cs", "Co", "Cn", "Zl", "Zp"}
