"""Subscription lists in OPML, as feed readers exchange them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from pydantic import ValidationError

from sources.decoding import decode
from sources.errors import BadFile
from sources.feeds import Feed

_LARGEST = 5 * 1024 * 1024
_LONGEST_NAME = 100
_BARE_AMPERSAND = re.compile(r"&(?!(?:#\d+|#x[\da-fA-F]+|amp|lt|gt|quot|apos);)")


@dataclass(frozen=True, slots=True)
class Subscriptions:
    """The feeds of a list, each address once, and what could not be taken over, in words."""

    feeds: tuple[Feed, ...]
    problems: tuple[str, ...]


def read_opml(subject: str, body: bytes) -> Subscriptions:
    """The feeds of an OPML file, folders flattened. Raises BadFile, which names `subject`, where it is no OPML."""
    text = decode(body).text.lstrip()
    if len(body) > _LARGEST or "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise BadFile(subject, "is too large or declares entities; export a plain OPML list")
    try:
        root = ET.fromstring(_BARE_AMPERSAND.sub("&amp;", text))  # noqa: S314 - no DOCTYPE, so no entities
    except (ET.ParseError, ValueError) as error:
        raise BadFile(subject, f"is not OPML: {error}") from error
    if root.tag.lower() != "opml":
        raise BadFile(subject, f"is not OPML; its first element is <{root.tag[:40]}>")
    feeds: dict[str, Feed] = {}
    problems = []
    for outline in root.iter("outline"):
        attributes = {name.lower(): value.strip() for name, value in outline.attrib.items()}
        url = attributes.get("xmlurl", "")
        if not url or url in feeds:
            continue
        name = attributes.get("text") or attributes.get("title") or url
        try:
            feeds[url] = Feed(
                name=_free_name(name, feeds.values()), url=url, **_language(attributes.get("language", ""))
            )
        except ValidationError as error:
            problems.append(f"{name[:60]}: {url[:100]!r} is left out ({error.errors()[0]['msg']})")
    return Subscriptions(tuple(feeds.values()), tuple(problems))


def write_opml(feeds: Iterable[Feed], title: str) -> str:
    """The feeds as an OPML 2.0 document."""
    root = ET.Element("opml", version="2.0")
    ET.SubElement(ET.SubElement(root, "head"), "title").text = title
    body = ET.SubElement(root, "body")
    for feed in feeds:
        ET.SubElement(body, "outline", type="rss", text=feed.name, xmlUrl=feed.url, language=feed.language)
    ET.indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _language(written: str) -> dict[str, str]:
    code = written.lower().split("-")[0]
    return {"language": code} if re.fullmatch("[a-z]{2}", code) else {}


def _free_name(wanted: str, feeds: Iterable[Feed]) -> str:
    """The name, numbered where another feed of the list has it."""
    taken = {feed.name for feed in feeds}
    wanted = " ".join(wanted.split())[: _LONGEST_NAME - 8]
    name, number = wanted, 1
    while name in taken:
        number += 1
        name = f"{wanted} ({number})"
    return name
