"""What stands around an article taken out of its page before anything is extracted. Pure; knows structure, not sites.

Extractors fall back on the whole page where an article is short, and a menu or a list of other headlines then counts as
text. Here what is plainly neither goes: elements whose names say so, and blocks that are nearly all links.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree
from lxml import html as lxml_html

_GONE = frozenset({"script", "style", "noscript", "iframe", "button", "nav", "aside", "footer", "select", "svg"})
_GONE_AMP = ("amp-sidebar", "amp-ad", "amp-social-share", "amp-embed", "amp-iframe")
_BLOCKS = frozenset({"ul", "ol", "dl", "div", "section", "table", "article", "header", "menu", "td", "li"})
_LINKS = 3  # from which on a block may be a list of them
_LINK_SHARE = 0.75  # of a block's text
_LARGE = 0.3  # of the page's text outside of links: what holds so much is the article, whatever it is called
_WHOLE = 0.6  # a form that holds so much has the page in it; extractors pass forms over
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_LAYOUT_CELL = 200  # characters in a cell with line breaks: tables of figures and names have shorter ones


@dataclass(slots=True)
class _Weight:
    """Characters of an element, of them in links, and how many links."""

    text: int = 0
    linked: int = 0
    links: int = 0


def cleaned(tree: lxml_html.HtmlElement, noise: re.Pattern[str], captions: re.Pattern[str]) -> lxml_html.HtmlElement:
    """A copy of the page without what is no article; `noise` and `captions` are for class names and ids.

    Captions stay, on lines of their own. Tables that lay out the page become plain blocks.
    """
    tree = deepcopy(tree)
    etree.strip_elements(tree, etree.Comment, etree.ProcessingInstruction, with_tail=False)
    drop(each for each in list(tree.iter()) if each.tag in _GONE or str(each.tag).startswith(_GONE_AMP))
    weights = _weights(tree)
    whole = weights[tree]
    plain = max(whole.text - whole.linked, 1)
    doomed = []
    for element in tree.iter():
        weight = weights[element]
        if element.tag in ("html", "body"):
            continue
        share = (weight.text - weight.linked) / plain
        if element.tag == "form":
            if share <= _WHOLE:
                doomed.append(element)
            else:
                element.tag = "div"
        elif element.tag not in _BLOCKS or share > _LARGE:
            continue
        elif _is_list_of_links(weight) or noise.search(_called(element)):
            doomed.append(element)
    drop(doomed)
    _untable(tree)
    for element in tree.iter():
        if element.tag in ("span", "em", "i", "b", "strong") and captions.search(_called(element)):
            element.tag = "p"
    return tree


def _weights(tree: lxml_html.HtmlElement) -> dict[lxml_html.HtmlElement, _Weight]:
    """Of every element, children before parents, in one pass."""
    weights: dict[lxml_html.HtmlElement, _Weight] = {}
    for _, element in etree.iterwalk(tree, events=("end",)):
        weight = _Weight(_length(element.text))
        for child in element:
            inner = weights[child]
            weight.text += inner.text + _length(child.tail)
            weight.linked += inner.linked
            weight.links += inner.links
        if element.tag == "a":
            weight.linked, weight.links = weight.text, 1
        weights[element] = weight
    return weights


def _is_list_of_links(weight: _Weight) -> bool:
    return weight.links >= _LINKS and weight.linked >= weight.text * _LINK_SHARE


def _untable(tree: lxml_html.HtmlElement) -> None:
    """Tables within which a page was laid out, in the manner of long ago, as blocks: extractors flatten cells to one line."""
    layout = [table for table in tree.iter("table") if _lays_out(table)]
    for table in layout:
        for element in list(_own_parts(table)):
            element.tag = "div"


def _lays_out(table: lxml_html.HtmlElement) -> bool:
    if next(table.iterdescendants("table"), None) is not None:
        return True
    return any(
        len(cell.findall(".//br")) + len(cell.findall(".//p")) > 1 and _length(cell.text_content()) > _LAYOUT_CELL
        for cell in table.iter("td")
    )


def _own_parts(table: lxml_html.HtmlElement) -> Iterator[lxml_html.HtmlElement]:
    """The table, its rows and its cells, without those of tables inside."""
    yield table
    for element in table.iterdescendants("tbody", "thead", "tfoot", "tr", "td", "th"):
        if next(element.iterancestors("table"), None) is table:
            yield element


def drop(elements: Iterable[lxml_html.HtmlElement]) -> None:
    """Take the elements out with all that is in them; what stands behind them stays.

    Not by lxml's own drop_tree, which fails on control characters that its parser let in.
    """
    for element in elements:
        parent, before = element.getparent(), element.getprevious()
        if parent is None:
            continue
        if element.tail and before is not None:
            before.tail = _CONTROLS.sub("", (before.tail or "") + element.tail)
        elif element.tail:
            parent.text = _CONTROLS.sub("", (parent.text or "") + element.tail)
        parent.remove(element)


def _called(element: lxml_html.HtmlElement) -> str:
    return f"{element.get('class') or ''} {element.get('id') or ''}"


def _length(text: str | None) -> int:
    return len(text.strip()) if text else 0
