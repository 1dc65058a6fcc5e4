"""Articles inside a page's scripts: JSON-LD, the data of Next.js and its like, content elements of the Arc system."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import html as lxml_html

_BODIES = ("articleBody", "contentHtml", "content_html", "bodyHtml", "articleContent")
_WEAK_BODIES = ("body", "content")  # only in well-formed data: in scripts at large they mean anything
_DATES = ("datePublished", "publishedAt", "published_at", "publishDate", "deployDt", "display_date", "regDate")
_LEAST = 120  # characters: shorter strings under these names are teasers and labels
_STREAMED = re.compile(r"self\.__next_f\.push\((\[.*\])\)\s*;?\s*$", re.DOTALL)
_ASSIGNED = re.compile(r"(?:window\.\w+|Fusion\.globalContent)\s*=\s*(?=\{)")
_BODY_FIELD = re.compile(rf'"(?:{"|".join(_BODIES)})"\s*:\s*("(?:[^"\\]|\\.)*")')
_DATE_FIELD = re.compile(rf'"(?:{"|".join(_DATES)})"\s*:\s*"([^"\\]{{8,40}})"')
_ROW = re.compile(r"\$([0-9a-f]{1,6})")  # in a stream, a long text stands in a row of its own and is referred to
_NEAR = 20_000  # characters of a script around a body in which its date may stand
_DEEPEST = 40


@dataclass(frozen=True, slots=True)
class Embedded:
    """The text or markup of an article, and the date that stands with it, or ""."""

    body: str
    date: str = ""


def embedded(tree: lxml_html.HtmlElement) -> Iterator[Embedded]:
    """What scripts hold, in the order of the page."""
    streamed: list[str] = []
    for script in tree.iter("script"):
        source = (script.text or "").strip()
        kind = script.get("type", "")
        if "ld+json" in kind or kind == "application/json":
            yield from _in_value(_loaded(source))
        elif (pushed := _STREAMED.search(source)) is not None:
            streamed += [part for part in _loaded(pushed[1]) or () if isinstance(part, str)]
        else:
            assigned = _ASSIGNED.search(source)
            yield from _in_value(_loaded(source[assigned.end() :])) if assigned else _in_source(source)
    yield from _in_source("".join(streamed))


def linked_data(tree: lxml_html.HtmlElement) -> Iterator[dict[str, Any]]:
    """Every object of the page's JSON-LD, outermost first."""
    for script in tree.iter("script"):
        if "ld+json" in script.get("type", ""):
            yield from _objects(_loaded((script.text or "").strip()))


def _loaded(source: str) -> Any:
    """The first JSON value of the source; None where there is none."""
    try:
        return json.JSONDecoder(strict=False).raw_decode(source)[0]
    except (ValueError, RecursionError):
        return None


def _objects(value: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    if depth > _DEEPEST:
        return
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from _objects(each, depth + 1)


def _in_value(value: Any) -> Iterator[Embedded]:
    for found in _objects(value):
        date = next((found[name] for name in _DATES if isinstance(found.get(name), str)), "")
        bodies = [found[name] for name in (*_BODIES, *_WEAK_BODIES) if isinstance(found.get(name), str)]
        elements = found.get("content_elements")
        if isinstance(elements, list):
            texts = [part for part in elements if isinstance(part, dict) and part.get("type") == "text"]
            bodies.append("<br>".join(str(part.get("content", "")) for part in texts))
        yield from (Embedded(body, date) for body in bodies if len(body) >= _LEAST)


def _in_source(source: str) -> Iterator[Embedded]:
    """Fields of an article in a script that is no plain data."""
    for field in _BODY_FIELD.finditer(source):
        body = _loaded(field[1])
        row = _ROW.fullmatch(body) if isinstance(body, str) else None
        body = _row(source, row[1]) if row else body
        if isinstance(body, str) and len(body) >= _LEAST:
            start = max(field.start() - _NEAR, 0)
            near = _DATE_FIELD.finditer(source, start, field.end() + _NEAR)
            date = min(near, key=lambda match: abs(match.start() - field.start()), default=None)
            yield Embedded(body, date[1] if date else "")


def _row(stream: str, name: str) -> str:
    """The text row of a stream: its name, its length in bytes of UTF-8 in hexadecimal, the text."""
    head = re.search(rf"(?:^|\n|(?<=[\]}}\"])){name}:T([0-9a-f]{{1,6}}),", stream)
    if head is None:
        return ""
    length = int(head[1], 16)
    return stream[head.end() : head.end() + length].encode("utf-8", "replace")[:length].decode("utf-8", "ignore")
