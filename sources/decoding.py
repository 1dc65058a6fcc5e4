"""Bytes to text, by a ladder: what the bytes prove comes before what anybody declares.

    1. a byte order mark, or the zero bytes of UTF-16/32 around "<"
    2. valid UTF-8 (also where something else is declared)
    3. nearly valid UTF-8: a cut character or a stray byte costs that character, not the feed
    4. the declared encoding, in the document and then in the header, Korean ones read as CP949
    5. CP949, then Windows-1252

Korean feeds declare EUC-KR, KS C 5601 or nothing and use CP949's syllables (펲, 뷁, 똠) all the same; CP949 contains both.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark starts with the same bytes
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_ZEROS = (
    (b"<\0\0\0", "utf-32-le"),
    (b"\0\0\0<", "utf-32-be"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
)
# A label stands for the larger encoding that browsers read it as.
_WIDER = {
    "euc_kr": "cp949",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "iso8859-1": "cp1252",
    "latin_1": "cp1252",
    "ascii": "cp1252",
}
_KOREAN_LABELS = frozenset(
    {"x-windows-949", "windows-949", "ms949", "x-euc-kr", "euckr", "ksc5601", "ks_c_5601", "ksc_5601"}
)
_UNPROVEN = frozenset(
    {"utf-8", "utf-16", "utf-32", "utf-7", "raw-unicode-escape", "unicode-escape", "idna", "punycode", "undefined"}
)
_NOT_TEXT = frozenset({"hex", "base64", "bz2", "zip", "zlib", "rot13", "rot_13", "quopri", "uu"})
_ESCAPES = frozenset({"iso2022_kr", "iso2022_jp", "hz"})  # encodings that look like ASCII
_ASCII = bytes(range(128))
_DOCUMENT_LABEL = re.compile(
    rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']\s*([\w.:-]+)|<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]+)""",
    re.IGNORECASE,
)
_HEADER_LABEL = re.compile(r"""charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_STRAY = 10  # one bad byte in so many of the bytes beyond ASCII still is UTF-8


@dataclass(frozen=True, slots=True)
class Decoded:
    """`damaged` tells that characters were lost; `encoding` is a name of Python's."""

    text: str
    encoding: str
    damaged: bool = False


def decode(body: bytes, content_type: str = "") -> Decoded:
    """The text of a feed or page; never fails. Line ends and control characters stay as they are."""
    for start, encoding in _MARKS:
        if body.startswith(start):
            return _read(body[len(start) :], encoding)
    for start, encoding in _ZEROS:
        if body.startswith(start):
            return _read(body, encoding)
    labels = [label for label in (_in_document(body), _in_header(content_type)) if label]
    for label in labels:
        if label in _ESCAPES and (b"\x1b" in body or b"~{" in body):
            return _read(body, label)
    text = body.decode("utf-8", "replace")
    lost = text.count("\ufffd") - body.count(b"\xef\xbf\xbd")
    if lost == 0:
        return Decoded(text, "utf-8")
    if lost * _STRAY <= len(body.translate(None, _ASCII)):
        return Decoded(text, "utf-8", damaged=True)
    for label in (*(label for label in labels if label not in _UNPROVEN), "cp949"):
        try:
            return Decoded(body.decode(label), label)
        except UnicodeDecodeError:
            continue
    return _least_damaged(body, [label for label in labels if label not in _UNPROVEN])


def _least_damaged(body: bytes, labels: list[str]) -> Decoded:
    """The reading with the fewest lost characters; Windows-1252 only where CP949 loses much."""
    readings = [_read(body, label) for label in (*labels, "cp949")]
    best = min(readings, key=lambda reading: reading.text.count("\ufffd"))
    if best.text.count("\ufffd") * _STRAY <= len(body.translate(None, _ASCII)):
        return best
    return _read(body, "cp1252")


def _read(body: bytes, encoding: str) -> Decoded:
    text = body.decode(encoding, "replace")
    return Decoded(text, encoding, damaged="\ufffd" in text)


def _in_document(body: bytes) -> str | None:
    match = _DOCUMENT_LABEL.search(body, 0, 4096)
    return _python_name((match[1] or match[2]).decode("ascii", "ignore")) if match else None


def _in_header(content_type: str) -> str | None:
    match = _HEADER_LABEL.search(content_type)
    return _python_name(match[1]) if match else None


def _python_name(label: str) -> str | None:
    """Python's name of the encoding that browsers read the label as; None for a label that names no text encoding."""
    label = label.lower()
    if label in _KOREAN_LABELS or label.startswith(("ks_c_5601", "ks_c-5601", "ksc_5601")):
        return "cp949"
    try:
        found = codecs.lookup(label)
    except LookupError:
        return None
    if label in _NOT_TEXT:
        return None
    return _WIDER.get(found.name, found.name)
