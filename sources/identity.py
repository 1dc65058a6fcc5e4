"""Who is who among entries: addresses without what only tracks the reader, and the names an entry goes by."""

from __future__ import annotations

import hashlib
import re
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

_TRACKING = re.compile(
    r"(?:utm|pk|mtm|hsa|vero|oly)_.+"
    r"|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|twclid|igshid|igsh|mc_cid|mc_eid|_ga|_gl|ncid|cmpid|ocid|spm|ref_src",
    re.IGNORECASE,
)
# Sites whose path alone names the article; their parameters tell which section or list it was found in.
_PATH_IS_ALL = ("yna.co.kr",)


def canonical(url: str) -> str:
    """The address under which an article is known: for comparing, not for asking.

    Keeps every parameter but the tracking ones, for `idxno`, `no` or `aid` alone may tell two articles apart.
    """
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").rstrip(".")
        port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
    except ValueError:
        return url.strip()
    query = "" if host.endswith(_PATH_IS_ALL) else _meaningful(parts.query)
    return urlunsplit(("https", host + port, parts.path or "/", query, ""))


def _meaningful(query: str) -> str:
    if not query:
        return ""
    kept = [(name, value) for name, value in parse_qsl(query, keep_blank_values=True) if not _TRACKING.fullmatch(name)]
    return urlencode(sorted(kept))


def fingerprint(*parts: str, length: int = 12) -> str:
    """The first hexadecimal digits of a SHA-256 over the parts; lone surrogates replaced."""
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "replace")).hexdigest()[:length]


def article_id(*parts: str) -> str:
    """The id of an article, from what identifies it."""
    return f"a-{fingerprint(*parts, length=24)}"
