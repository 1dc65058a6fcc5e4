"""Articles inside a page's scripts: JSON-LD, the data of Next.js, and content elements of the Arc system."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from lxml import html as lxml_html

_BODIES = frozenset({"articleBody", "contentHtml", "content_html", "bodyHtml", "articleContent", "body", "content"})
_LEAST = 120  # characters: shorter strings under these names are teasers and labels
_STREAMED = re.compile(r"self\.__next_f\.push\((\[.*\])\)\s*;?\s*$", re.DOTALL)
_ASSIGNED = re.compile(r"(?:window\.\w+|Fusion\.globalContent)\s*=\s*(?=\{)")
_FIELD = re.compile(r'"(articleBody|contentHtml|content_html|bodyHtml|articleContent)"\s*:\s*("(?:[^"\\]|\\.)*")')
_DEEPEST = 40


def bodies(tree: lxml_html.HtmlElement) -> Iterator[str]:
    """Texts or markup of articles found in scripts, in the order of the page."""
    streamed: list[str] = []
    for script in tree.iter("script"):
        source = (script.text or "").strip()
        if "ld+json" in script.get("type", "") or script.get("type") == "application/json":
            yield from _in_value(_loaded(source))
        elif (pushed := _STREAMED.search(source)) is not None:
            streamed += [part for part in _loaded(pushed[1]) or () if isinstance(part, str)]
        elif (assigned := _ASSIGNED.search(source)) is not None:
            yield from _in_value(_loaded(source[assigned.end() :]))
    for field in _FIELD.finditer("".join(streamed)):
        body = _loaded(field[2])
        if isinstance(body, str) and len(body) >= _LEAST:
            yield body


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


def _in_value(value: Any) -> Iterator[str]:
    for found in _objects(value):
        elements = found.get("content_elements")
        if isinstance(elements, list):
            parts = [
                str(part["content"])
                for part in elements
                if isinstance(part, dict) and part.get("type") == "text" and "content" in part
            ]
            yield "<br>".join(parts)
        for name in _BODIES & found.keys():
            body = found[name]
            if isinstance(body, str) and len(body) >= _LEAST:
                yield body
