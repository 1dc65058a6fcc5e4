"""A picture of messages, made of their own blocks: `python -m tests.slack_server.picture > alert.svg`.

Draws the alerts of a small story as the local Slack has stored them after they were sent over HTTP.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from typing import Any

_WIDTH, _LEFT, _LINE, _SIZE = 760, 66, 22, 15
_FONT = "-apple-system, 'Segoe UI', 'Apple SD Gothic Neo', 'Malgun Gothic', 'Noto Sans KR', sans-serif"
_STYLES = {"bold": "font-weight='700'", "italic": "font-style='italic'", "strike": "text-decoration='line-through'"}

Word = tuple[str, str]
"""A word with the attributes it is drawn with."""


def draw(messages: Sequence[dict[str, Any]]) -> str:
    """The messages below each other, answers in threads set in."""
    parts: list[str] = []
    y = 14
    for message in messages:
        shift = 40 if message.get("thread_ts") else 0
        body, height = _message(message, shift, y)
        parts.append(body)
        y += height + 16
    return (
        f"<svg xmlns='http://www.w3.org/2000/svg' width='{_WIDTH}' height='{y}' viewBox='0 0 {_WIDTH} {y}' "
        f"font-family=\"{_FONT}\" font-size='{_SIZE}'>"
        f"<rect width='{_WIDTH}' height='{y}' rx='8' fill='#fff' stroke='#ddd'/>{''.join(parts)}</svg>\n"
    )


def _message(message: dict[str, Any], shift: int, top: int) -> tuple[str, int]:
    """The drawing of one message and its height."""
    left = _LEFT + shift
    parts = [
        f"<rect x='{left - 48}' y='{top}' width='36' height='36' rx='6' fill='#611f69'/>",
        f"<text x='{left - 30}' y='{top + 25}' fill='#fff' font-size='20' text-anchor='middle'>烽</text>",
        f"<text x='{left}' y='{top + 13}' font-weight='800'>bongsu</text>",
    ]
    y = top + 13 + _LINE
    for element in (one for block in message.get("blocks", ()) for one in _elements(block)):
        quoted = element["type"] == "rich_text_quote"
        start = y
        for line in _lines(element["elements"], _WIDTH - left - (34 if quoted else 20)):
            drawn = "".join(f"<tspan {style}>{escape(text)}</tspan>" for text, style in line)
            parts.append(f"<text x='{left + 14 * quoted}' y='{y}' xml:space='preserve'>{drawn}</text>")
            y += _LINE
        if quoted:
            parts.append(f"<rect x='{left}' y='{start - 16}' width='4' height='{y - start}' rx='2' fill='#ddd'/>")
    for block in message.get("blocks", ()):
        if block["type"] == "actions":
            parts.append(_buttons(block, left, y - 12))
            y += _LINE + 8
    return "".join(parts), y - _LINE - top + 6


def _buttons(block: dict[str, Any], left: int, top: int) -> str:
    """The buttons in a row."""
    parts, x = [], float(left)
    for one in block["elements"]:
        text = one["text"]["text"]
        width = _width(text) + 20
        parts.append(f"<rect x='{x:.0f}' y='{top}' width='{width:.0f}' height='24' rx='6' fill='#fff' stroke='#bbb'/>")
        middle = f"x='{x + width / 2:.0f}' y='{top + 17}' text-anchor='middle'"
        parts.append(f"<text {middle} font-size='13' font-weight='700'>{escape(text)}</text>")
        x += width + 8
    return "".join(parts)


def _elements(block: dict[str, Any]) -> Iterable[dict[str, Any]]:
    return block["elements"] if block["type"] == "rich_text" else ()


def _lines(inline: Sequence[dict[str, Any]], width: float) -> Iterator[list[Word]]:
    """Broken at line breaks and, where a line is full, between words."""
    line: list[Word] = []
    used = 0.0
    for word, style in _words(inline):
        if word == "\n":
            yield line
            line, used = [], 0
            continue
        needed = _width(word)
        if line and used + needed > width:
            yield line
            line, used = [], 0
        line.append((word, style))
        used += needed
    if line:
        yield line


def _words(inline: Sequence[dict[str, Any]]) -> Iterator[Word]:
    for one in inline:
        style = " ".join(_STYLES[name] for name in one.get("style", {}) if name in _STYLES)
        if one["type"] in {"link", "user"}:
            style += " fill='#1264a3'"
        text = f"@{one['user_id']}" if one["type"] == "user" else one.get("text", "")
        for number, line in enumerate(text.split("\n")):
            if number:
                yield "\n", ""
            yield from (
                (word + " " * (place < line.count(" ")), style)
                for place, word in enumerate(line.split(" "))
                if word or line
            )


def _width(text: str) -> float:
    """In pixels, by the usual widths of wide and narrow letters."""
    return sum(_SIZE * (0.98 if unicodedata.east_asian_width(char) in "WF" else 0.55) for char in text)


def main() -> None:
    from alerts import deliver
    from facts.changes import ChangeKind
    from facts.claims import Modality
    from tests.alerts.scene import TEAM, MemoryOutbox, MovedClock, change, slack_sender
    from tests.slack_server import SlackServer, Workspace

    clock, outbox = MovedClock(), MemoryOutbox()
    with SlackServer(Workspace(clock=clock.seconds)) as server:
        sender = slack_sender(server.address, clock)
        story = {
            "what": "새봄전자 AI연구소장",
            "before": "김하나",
            "after": "홍길동",
            "subject": ("홍길동", "새봄전자 AI연구소"),
            "confidence": "stated by the organisation itself or in a filing; one origin",
        }
        said = {"title": "새봄전자, 새 AI연구소장에 홍길동 내정", "url": "https://news.example/1"}
        plan = "새봄전자는 AI연구소장에 홍길동 상무를 내정했다고 3일 밝혔다."
        fact = "홍길동 새봄전자 AI연구소장이 10일 취임했다."
        confirmed = {
            "title": "홍길동 새봄전자 AI연구소장 취임",
            "url": "https://news.example/2",
            "publisher": "다라경제",
        }
        for one in (
            change(1, modality=Modality.PLANNED, sentence=plan, article=said, **story),
            change(1, change=ChangeKind.CONFIRMED, sentence=fact, article=confirmed, sources=2, **story),
        ):
            outbox.put(one)
            deliver(outbox, [TEAM], {"team": sender}, clock, holder="picture", alarm=print, buttons=True)
        print(draw(server.workspace.visible()), end="")


if __name__ == "__main__":
    main()
