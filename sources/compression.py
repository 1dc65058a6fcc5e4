"""Content-Encoding undone, never beyond a limit."""

from __future__ import annotations

import zlib
from collections.abc import Mapping

import brotli
import zstandard

from sources.errors import TooLarge, UnreadableBody

OFFERED = "gzip, br, zstd"
_ZSTD_WINDOW = 8 * 1024 * 1024  # what RFC 8878 asks a receiver to support at least


def unpack(subject: str, body: bytes, headers: Mapping[str, str], limit: int) -> bytes:
    """The body without its Content-Encoding. Raises TooLarge beyond `limit` bytes, UnreadableBody where it is broken."""
    coding = headers.get("content-encoding", "").strip().lower()
    if coding in ("", "identity") or not body:
        return body
    try:
        plain = _unpacked(coding, body, limit)
    except (zlib.error, brotli.error, zstandard.ZstdError, EOFError) as error:
        raise UnreadableBody(subject, f"its {coding} body is broken ({error})") from error
    if plain is None:
        raise UnreadableBody(subject, f"comes as {coding[:60]!r}, which was not offered ({OFFERED})")
    if len(plain) > limit:
        raise TooLarge(subject, f"longer than the limit of {limit:,} bytes once unpacked")
    return plain


def _unpacked(coding: str, body: bytes, limit: int) -> bytes | None:
    """At most a little more than `limit` bytes; None for a coding that is not known here, such as two on top of each other."""
    match coding:
        case "gzip" | "x-gzip":
            return _inflate(body, zlib.MAX_WBITS | 16, limit)
        case "deflate":  # servers disagree about the wrapper
            return _inflate(body, zlib.MAX_WBITS if body[0] & 0x0F == 8 else -zlib.MAX_WBITS, limit)
        case "br":
            return _unbrotli(body, limit)
        case "zstd":
            reader = zstandard.ZstdDecompressor(max_window_size=_ZSTD_WINDOW).stream_reader(
                body, read_across_frames=True
            )
            return bytes(reader.read(limit + 1))
        case _:
            return None


def _inflate(body: bytes, wrapper: int, limit: int) -> bytes:
    """One stream after another: gzip files may be joined."""
    plain = bytearray()
    while body and len(plain) <= limit:
        unpacker = zlib.decompressobj(wrapper)
        plain += unpacker.decompress(body, limit + 1 - len(plain))
        if not unpacker.eof:
            if len(plain) <= limit:
                raise EOFError("it is cut short")
            break
        body = unpacker.unused_data.lstrip(b"\0")  # some servers pad
    return bytes(plain)


def _unbrotli(body: bytes, limit: int) -> bytes:
    unpacker = brotli.Decompressor()
    plain = bytes(unpacker.process(body, output_buffer_limit=limit + 1))
    if not unpacker.is_finished() and len(plain) <= limit:
        raise EOFError("it is cut short")
    return plain
