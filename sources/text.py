"""Markup to plain text, for titles, summaries and the full texts that some feeds carry."""

from __future__ import annotations

import html
import re
import unicodedata

# Only what is HTML counts as a tag: "<LG전자 인사>" and "A < B" are text.
_BLOCKS = (
    r"address|article|aside|blockquote|br|dd|details|div|dl|dt|figcaption|figure|footer|form|h[1-6]|header|hr|li|main|nav"
    r"|ol|p|pre|section|table|td|th|tr|ul"
)
_INLINE = (
    r"a|abbr|acronym|audio|b|bdi|bdo|big|body|button|caption|center|cite|code|col|colgroup|data|del|dfn|dialog|em|embed"
    r"|fieldset|font|head|html|i|iframe|img|input|ins|kbd|label|legend|link|map|mark|meta|noscript|object|option|param"
    r"|picture|q|s|samp|select|small|source|span|strike|strong|sub|summary|sup|svg|tbody|textarea|tfoot|thead|time|title"
    r"|track|tt|u|var|video|wbr"
)
_HIDDEN = re.compile(r"<!--.*?-->|<(script|style|noscript|template)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
_BLOCK = re.compile(rf"</?(?:{_BLOCKS})(?:\s[^<>]*)?/?>", re.IGNORECASE)
_TAG = re.compile(rf"</?(?:{_INLINE})(?:\s[^<>]*)?/?>", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#\d{2,7}|#x[0-9a-f]{2,6}|[a-z]{2,8}\d?);", re.IGNORECASE)
_INVISIBLE = re.compile("[\x00-\x08\x0e-\x1f\x7f\u200b-\u200f\u2028-\u202e\u2060\ufeff\ufffe\uffff\ud800-\udfff]")
_ESCAPES = 3  # feeds escape their titles up to twice too often


def one_line(markup: str) -> str:
    """A title: tags away, escapes undone however often they were made, white space single."""
    return " ".join(_plain(markup).split())


def paragraphs(markup: str) -> str:
    """A text: a line for each block, empty lines away."""
    lines = (" ".join(line.split()) for line in _plain(markup).splitlines())
    return "\n".join(line for line in lines if line)


def _plain(markup: str) -> str:
    text = _without_tags(markup)
    for _ in range(_ESCAPES):
        if "&" not in text or not _ENTITY.search(text):
            break
        text = _without_tags(html.unescape(text))
    if not text.isascii():
        text = unicodedata.normalize("NFC", _INVISIBLE.sub("", text))
    return text


def _without_tags(text: str) -> str:
    if "<" not in text:
        return text
    return _TAG.sub("", _BLOCK.sub("\n", _HIDDEN.sub("", text)))
