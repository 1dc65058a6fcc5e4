"""An article page to its parts: headline, text, moment of publication. Pure; knows structure, not sites."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, tzinfo
from functools import cache
from pathlib import Path

import trafilatura
import yaml
from lxml import etree
from lxml import html as lxml_html
from pydantic import BaseModel, ConfigDict

from sources.articles import FULL_TEXT
from sources.dates import read_date
from sources.embedded import Embedded, embedded, linked_data
from sources.page_cleaning import cleaned, drop
from sources.text import one_line, paragraphs

logging.getLogger("trafilatura").setLevel(logging.ERROR)  # it warns of every page without an article
_LABELLED_DATE = r"(\d{4}\s*[-./년]\s*\d{1,2}\s*[-./월]\s*\d{1,2}[일.]?(?:\s*(?:\([일월화수목금토]\)\s*)?(?:오전|오후)?\s*\d{1,2}:\d{2}(?::\d{2})?)?)"
_SHORT_TEXT = 60  # characters under which a page is taken to have no article at all
_SHORTEST_TEXT = 20  # of an element that holds articles and nothing else: one sentence
_ANY_ARTICLE = "//article"  # the last of the containers: some pages put their lists of headlines into such elements
_EMBEDDED_GAIN = 1.3  # a script's text is taken over the page's where it is so much longer
_MOST_TAGS = 60_000  # real pages have a few thousand; extractors take seconds for every hundred thousand
_SITE_SUFFIX = re.compile(r"\s+(?:[|<>»:]|[-–—]{1,2})\s+[^|<>»]{1,40}$|--[^-]{2,12}$|-[^-]{1,12}ㅣ[^-]{2,12}$")


class _Structure(BaseModel):
    """pages.yaml, where the fields are explained."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    containers: tuple[str, ...]
    noise: tuple[str, ...]
    lists: re.Pattern[str]
    edges: tuple[str, ...]
    around: re.Pattern[str]
    captions: re.Pattern[str]
    dates: tuple[str, ...]
    date_labels: str


@dataclass(frozen=True, slots=True)
class Page:
    """What an article page says. `text` is "" where no article was found; `stated` tells that metadata give the date."""

    title: str
    text: str
    published: datetime | None
    stated: bool = True


@cache
def _structure() -> _Structure:
    source = Path(__file__).with_name("pages.yaml").read_text(encoding="utf-8")
    return _Structure.model_validate(yaml.safe_load(source))


@cache
def _edge() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{edge})" for edge in _structure().edges), re.IGNORECASE)


def read(markup: str, zone: tzinfo, title: str = "") -> Page:
    """The article on the page. `title` is what the feed calls it, where there is a feed."""
    tree = _tree(markup) if markup.count("<") <= _MOST_TAGS else None
    if tree is None:
        return Page(title, "", None)
    title = title or _title(tree)
    inside = max(embedded(tree), key=lambda found: len(found.body), default=Embedded(""))
    text = _text(cleaned(tree, _structure().around, _structure().captions), title, paragraphs(inside.body))
    published, stated = _published(tree, zone, inside.date)
    return Page(title, _without_edges(text, title), published, stated)


def is_list(title: str) -> bool:
    """Whether the headline announces a list of appointments, which is kept whole."""
    return _structure().lists.search(title) is not None


def _tree(markup: str) -> lxml_html.HtmlElement | None:
    try:
        return lxml_html.document_fromstring(
            markup.encode("utf-8", "replace"), parser=lxml_html.HTMLParser(encoding="utf-8")
        )
    except (etree.ParserError, ValueError):
        return None


def _text(tree: lxml_html.HtmlElement, title: str, inside: str) -> str:
    """The first way that finds a whole article; else the longest of what all of them find. `inside` is what scripts hold."""
    markup = etree.tostring(tree, encoding="unicode", method="html")
    ways: list[Callable[[], str]] = [lambda: _extracted(markup, fast=True), lambda: _extracted(markup, fast=False)]
    ways.insert(0 if is_list(title) else len(ways), lambda: _contained(tree))
    found = ""
    for way in ways:
        text = way()
        found = max(found, text, key=len)
        if len(text) >= FULL_TEXT or (text and is_list(title)):
            break
    else:  # a short article, or none: an element that holds articles has it without what stands around it
        found = _contained(tree, sure=True) or found
    if len(inside) > max(len(found) * _EMBEDDED_GAIN, _SHORT_TEXT) or _same_words(inside, found):
        return inside
    least = _SHORTEST_TEXT if found and found == _contained(tree, sure=True) else _SHORT_TEXT
    return found if is_list(title) or len(_beside_links(found, tree)) >= least else ""


def _same_words(inside: str, found: str) -> bool:
    """Whether a script has the page's very text, and its paragraphs with it."""
    return inside.count("\n") > found.count("\n") and inside.split() == found.split()


def _beside_links(text: str, tree: lxml_html.HtmlElement) -> str:
    """What a short text has besides the words of links: where no article is found, extractors return the menus."""
    if len(text) < FULL_TEXT:
        for words in sorted({" ".join(link.text_content().split()) for link in tree.iter("a")}, key=len, reverse=True):
            text = text.replace(words, "") if words else text
    return text.strip()


def _extracted(markup: str, *, fast: bool) -> str:
    try:
        found = trafilatura.extract(markup, fast=fast, include_comments=False)
    except (ValueError, TypeError, AttributeError, RecursionError, etree.LxmlError):  # seen on broken pages
        return ""
    return paragraphs(found or "")


def _contained(tree: lxml_html.HtmlElement, *, sure: bool = False) -> str:
    """The text of the first element that holds articles; only of those that hold nothing else, where it has to be `sure`."""
    paths = [path for path in _structure().containers if not (sure and path == _ANY_ARTICLE)]
    texts = (max(map(_element_text, tree.xpath(path)), key=len, default="") for path in paths)
    return next((text for text in texts if len(text) >= (_SHORTEST_TEXT if sure else _SHORT_TEXT)), "")


def _element_text(element: lxml_html.HtmlElement) -> str:
    copy = lxml_html.fromstring(etree.tostring(element, encoding="unicode", with_tail=False))
    for path in _structure().noise:
        drop(copy.xpath(path))
    return paragraphs(etree.tostring(copy, encoding="unicode", method="html", with_tail=False))


def _without_edges(text: str, title: str) -> str:
    """The text without the page's own lines before and after it, and without its headline repeated on top."""
    lines = text.split("\n")
    while lines and (_edge().fullmatch(lines[-1].strip()) or not lines[-1].strip()):
        lines.pop()
    while lines and (_edge().fullmatch(lines[0].strip()) or lines[0].strip() in ("", title)):
        lines.pop(0)
    return "\n".join(lines)


def _title(tree: lxml_html.HtmlElement) -> str:
    for found in _titles(tree):
        if title := one_line(found):
            return title
    return ""


def _titles(tree: lxml_html.HtmlElement) -> Iterator[str]:
    """Headlines, surest first: what names the page counts as far as a heading of it, or without the site's name."""
    for found in linked_data(tree):
        if "Article" in str(found.get("@type", "")) and isinstance(found.get("headline"), str):
            yield found["headline"]
    headings = [one_line(heading.text_content()) for heading in tree.xpath("//h1 | //h2")[:20]]
    names = [
        meta.get("content", "")
        for meta in tree.xpath('//meta[@property="og:title" or @name="og:title" or @name="title"]')
    ]
    names += [name.text_content() for name in tree.xpath("//title")[:1]]
    for name in filter(None, map(one_line, names)):
        yield next((heading for heading in headings if heading and _names(name, heading)), _SITE_SUFFIX.sub("", name))
    yield from headings[:1]


def _names(name: str, heading: str) -> bool:
    """Whether a page's name is its headline with the site's name behind it, or with what the page is for before it."""
    return name.startswith(heading) or (name.endswith(heading) and len(heading) > len(name) / 2)


def _published(tree: lxml_html.HtmlElement, zone: tzinfo, inside: str) -> tuple[datetime | None, bool]:
    for written in (*_written_dates(tree), inside):
        if (moment := read_date(written, zone)) is not None:
            return moment, True
    visible = " ".join(tree.text_content().split())
    labelled = re.search(_structure().date_labels + _LABELLED_DATE, visible)
    return (read_date(labelled[1], zone) if labelled else None), False


def _written_dates(tree: lxml_html.HtmlElement) -> Iterator[str]:
    for found in linked_data(tree):
        if isinstance(found.get("datePublished"), str):
            yield found["datePublished"]
    for name in _structure().dates:
        for element in tree.xpath("//*[@property=$name or @name=$name or @itemprop=$name]", name=name):
            yield element.get("content") or element.get("datetime") or ""
    for element in tree.xpath("//article//time[@datetime] | //header//time[@datetime]")[:1]:
        yield element.get("datetime")
