"""Lines of an article with their offsets, and what the form of a line says about it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")
_EDGE = " \t\xa0\u3000\u200b\u200c\u200d\u2060\ufeff\x00\x01\x02\x03\x04\x05\x06\x07\x08\x0e\x0f"

_SENTENCE_END = re.compile(r"(?:[가-힣]다|[가-힣][요죠까]|[A-Za-z0-9가-힣])[.?!…][\"”’'」』)\]]*$")
_FULL_STOP_INSIDE = re.compile(r"[가-힣][다요]\.(?:\s|[가-힣“\"])")
_UNPUNCTUATED_END = re.compile(r"(?:했|됐|었|았|였|렸|졌|섰|겠|한|된|는|이|있|없)다[\"”’']?$")

LIST_MARK = "◆◇▲△▷▽□■●○◎★☆▪◾◼♦▦◈▣"
ITEM_MARK = LIST_MARK + "•▶"
"""What opens an item of a round-up."""
_MARKED = re.compile(rf"^[{LIST_MARK}]|^[<〈《【\[〔［][^>〉》】\]〕］]{{1,30}}[>〉》】\]〕］]\s*(?:[{LIST_MARK}]|$)")
_CAPTION = re.compile(
    r"[\[(<〈【]\s*사진\s*(?:[=:/]|제공|설명|출처|\d?\])|사진\s*(?:제공)?\s*[=/]|^\[(?:사진|자료사진|사진\s*설명)|제공\s*[=:]|이미지\s*출처"
    r"|왼쪽(?:부터|에서|\s*[두세네]?\s*번째)|오른쪽(?:부터|에서)|앞줄|뒷줄|(?:/|\(|\[)[^()\[\]]{2,20}제공[)\]]?$|\.\s[^.]{2,20}\s제공$"
    r"|^▲[^▲]{0,80}(?:[과와]\s만난|발언하는|발표하는|인사하는|악수하는|설명하는|답하는|소개하는|하고\s있는)\s"
    r"|기념\s*(?:사진을?\s*)?촬영|포즈를\s*취하"
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line that holds more than white space, without it at its edges; `start` counts characters of the article."""

    text: str
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.text)


_LONGEST_LABEL = 400
"""Characters: no headline, label or link is longer."""


def lines(content: str) -> Iterator[Line]:
    """The lines of `content` from top to bottom, whatever ends them."""
    for match in _LINE.finditer(content):
        raw = match.group()
        text = raw.strip(_EDGE)
        if text:
            yield Line(text, match.start() + len(raw) - len(raw.lstrip(_EDGE)))


def is_prose(text: str) -> bool:
    """Whether the line holds sentences, as opposed to a headline, a label or a link."""
    if len(text) > _LONGEST_LABEL:
        return True
    tail = text[-40:]
    if _SENTENCE_END.search(tail) and len(text) >= 12 and " " in text:
        return True
    if len(text) >= 35 and _UNPUNCTUATED_END.search(tail):
        return True
    return _FULL_STOP_INSIDE.search(text) is not None


def is_marked(text: str) -> bool:
    """Whether the line begins with a mark of a list or section, or with a group in brackets (`<승진>`)."""
    return _MARKED.match(text) is not None


def is_caption(text: str) -> bool:
    """Whether the line says what a picture shows."""
    return len(text) <= 600 and _CAPTION.search(text) is not None
