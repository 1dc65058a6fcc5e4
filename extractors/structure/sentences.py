"""Cut a paragraph into sentences: verbatim, glued ones apart, quotes in one piece where they belong to a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator

LONGEST = 1500
"""Characters: no sentence of the news is longer; what is gets cut at a space, so that later stages stay linear."""

_END = re.compile(
    r"(?<=[가-힣])[.?!…](?=[”’\"'」』)\]]*(?:\s|$))[”’\"'」』)\]]*"  # "밝혔다. ", "했다.”"
    r"|(?<=[다요죠까음함임])\.(?=[가-힣A-Za-z0-9‘“◇◆△▲■□●《〈<\[(/ⓒ©])"  # glued: "밝혔다.이번"
    r"|(?<=[a-z0-9)\]%”\"])(?<!\bCo)(?<!\bInc)(?<!\bLtd)(?<!\bCorp)(?<!\bDr)(?<!\bMr)(?<!\bMs)(?<!\bMrs)(?<!\bvs)(?<!\bNo)(?<!\bSt)[.?!](?=[”’\"']*(?:\s+[A-Z“\"‘가-힣]|$))[”’\"']*"  # "…2024. 회사는", English
    r"|(?<=[A-Z]{2})\.(?=\s+[가-힣“]|$)"  # "LG전자 CEO. 조"
)
_CLOSES = dict(zip("“‘「『《（(［【", "”’」』》）)］】", strict=True))
_MARK = re.compile(r"[\"“”‘’「」『』《》（）()［］【】]")
_DEEPEST = 20
"""Marks open at a time; the news nests two or three."""
_GOES_ON = re.compile(r"[가-힣]")
_PREFIX = re.compile(
    r"^(?:[(\[【〈<][^)\]】〉>\n]{2,40}[)\]】〉>]\s*)?(?:[가-힣A-Za-z·]{2,10}\s*=\s*)?(?:[가-힣]{2,5}[·,\s]\s*){0,3}[가-힣]{2,5}\s?(?:[가-힣]{2,4}\s?)?(?:기자|특파원|통신원|앵커|논설위원)\s*=\s*"
    r"|^[(\[【〈<][^)\]】〉>\n]{0,30}(?:=|\s)[^)\]】〉>\n]{0,24}(?:기자|특파원|통신원|리포터)[)\]】〉>]\s*[=:]?\s*"
    r"|^[(\[【〈<][가-힣A-Za-z·]{2,10}\s?=\s?[가-힣A-Za-z]{2,12}[)\]】〉>]\s*=?\s*"
    r"|^[A-Z][A-Za-z]*(?:,? (?:and )?[A-Z][A-Za-z.]*){0,5}(?:, [A-Z][a-z]+ \d{1,2})? [-–—]{1,2} (?=[A-Z])"
)


def without_dateline(text: str) -> int:
    """How many characters of place, agency and reporter stand before the first sentence ("(서울=통신) 홍길동 기자 = ")."""
    match = _PREFIX.match(text[:160])
    return match.end() if match else 0


def _protected(text: str) -> list[tuple[int, int]]:
    """Ranges of quotes and brackets inside which no sentence ends; found in one pass, unpaired marks ignored."""
    ranges: list[tuple[int, int]] = []
    stack: list[tuple[str, int]] = []
    straight: list[int] = []
    for match in _MARK.finditer(text):
        char, at = match.group(), match.start()
        if char == '"':
            straight.append(at)
        elif char in _CLOSES:
            if len(stack) < _DEEPEST:
                stack.append((_CLOSES[char], at))
        elif stack and stack[-1][0] == char:
            ranges.append((stack.pop()[1], at))
        elif char == "”" and any(mark == char for mark, _ in stack):
            while stack[-1][0] != char:
                stack.pop()
            ranges.append((stack.pop()[1], at))
    if len(straight) % 2 == 0:
        ranges.extend(zip(straight[::2], straight[1::2], strict=True))
    return ranges


def _belongs(text: str, first: int, last: int) -> bool:
    """Whether the quote at `first` to `last` is part of a longer sentence: its sentence goes on after it or began before."""
    if text[first] not in '“"':
        return True
    return _GOES_ON.match(text, last + 1) is not None


def spans(text: str) -> Iterator[tuple[int, int]]:
    """The sentences of `text` as half-open ranges, without white space at their edges."""
    inside = bytearray(len(text))
    for first, last in _protected(text):
        if last - first < LONGEST and _belongs(text, first, last):
            inside[first + 1 : last] = b"\x01" * (last - first - 1)
    start = 0
    for match in _END.finditer(text):
        if inside[match.start()]:
            continue
        yield from trimmed(text, start, match.end(), LONGEST)
        start = match.end()
    yield from trimmed(text, start, len(text), LONGEST)


def trimmed(text: str, start: int, end: int, longest: int) -> Iterator[tuple[int, int]]:
    """The range without white space at its edges, cut at a space where it has more than `longest` characters."""
    while end - start > longest:
        at = text.rfind(" ", start + longest // 2, start + longest)
        cut = at if at > 0 else start + longest
        yield from trimmed(text, start, cut, longest)
        start = cut
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end
