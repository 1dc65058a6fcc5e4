"""Changes as messages: what changed in one line, since when, how sure, the sentence, its source. Pure.

Everything that comes from the web is cleaned and cut here, so that every message keeps within the limits of Slack by
construction: at most 3,000 characters and 20 blocks, far below what Slack takes. Text stands in `rich_text` blocks, where
nothing is markup: no escaping next to Hangul, no mention by a hostile title. No colours, no pictures, no previews.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from alerts.destinations import Language
from alerts.marks import Mark, Verdict
from alerts.text import clean, escape, web_address
from alerts.words import Words, words
from facts.changes import Change, ChangeKind
from facts.claims import Kind, Modality
from facts.dates import PartialDate

BUDGET = 3000
"""Characters of a whole message. Slack refuses single texts over 3,000 and, undocumented, about 11,000 in all."""

_NAME, _WHAT, _SENTENCE, _TITLE, _PUBLISHER, _REASON = 80, 160, 600, 150, 60, 240
_INDEX_LINE, _INDEX = 200, 2400
_MARKS, _MEMBERS = 8, 5
_FALLBACK = 600  # a fifth of what escaping may make of it


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text in one style; with `user`, the mention of a member by id instead."""

    text: str
    style: str = ""  # bold, italic or strike
    url: str | None = None
    user: str | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """Lines that stand together; `quoted` where the words are another's."""

    lines: tuple[tuple[Span, ...], ...]
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Message:
    """`text`: one or two sentences for a lock screen, escaped as Slack wants it. `plain`: all of it without any markup,
    for terminals, files and mail. `blocks`: Slack's.
    """

    text: str
    plain: str
    blocks: tuple[dict[str, Any], ...] = ()


def render(
    change: Change,
    language: Language,
    *,
    present: Change | None = None,
    marks: Sequence[Mark] = (),
    button_value: str | None = None,
) -> Message:
    """One change. `present`: the latest change of its episode, where the message is brought up to date by an edit.
    `marks`: what readers answered; one called wrong is struck through. `button_value`: adds buttons.
    """
    word = words(language)
    wrong = any(mark.verdict is Verdict.WRONG for mark in marks)
    parts = [
        _now(present, word) if present is not None else None,
        _headline(change, word, struck=wrong or _overtaken(present)),
        _marks(marks, word) if marks else None,
        _quote(change, word),
        _source(change, word),
    ]
    latest = present or change
    publisher = clean(latest.article.publisher or "", _PUBLISHER)
    told = _told(latest, word) + (f" ({publisher})" if publisher else "")
    return _message(told, [part for part in parts if part is not None], word, button_value)


def render_index(changes: Sequence[Change], language: Language) -> Message:
    """Many changes at once: one line each as far as the room goes; each is told in full by a reply of its own."""
    word = words(language)
    if len({change.article.id for change in changes}) == 1:
        title = clean(changes[0].article.title, _TITLE) or word.line["untitled"]
        head = word.group["article"].format(count=len(changes), title=title)
    else:
        head = word.group["burst"].format(count=len(changes))
    return render_list(head, changes, language, word.group["details"])


def render_bundle(changes: Sequence[Change], language: Language) -> Message:
    """Many changes in full, one after the other, for where there are no threads. Not for Slack: it has no blocks."""
    word = words(language)
    head = word.group["burst"].format(count=len(changes))
    return Message(escape(head), "\n\n".join([head, *(render(change, language).plain for change in changes)]))


def render_list(head: str, changes: Sequence[Change], language: Language, foot: str = "") -> Message:
    """A line over one line for each change, as far as the room goes."""
    word = words(language)
    lines: list[tuple[Span, ...]] = []
    room = _INDEX
    for number, change in enumerate(changes):
        line = clean(f"• [{word.labelled(change)}] {headline(change, word)}", _INDEX_LINE)
        room -= len(line)
        if room < 0:
            lines.append((Span("• " + word.group["rest"].format(count=len(changes) - number)),))
            break
        lines.append((Span(line),))
    last = [Part(((Span(foot, "italic"),),))] if foot else []
    return _message(head, [Part(((Span(head, "bold"),),)), *([Part(tuple(lines))] if lines else []), *last], word)


def notice(line: str) -> Message:
    """One line about the monitor itself."""
    line = clean(line, _FALLBACK)
    return Message(escape(line), line, (_rich_text([Part(((Span(line),),))]),))


def plainer(message: Message) -> Message:
    """The same as short bare text: what is left to try when a destination refuses the full form."""
    text = clean(message.plain, _FALLBACK)
    return Message(escape(text), text)


def headline(change: Change, word: Words) -> str:
    """What is held and where, and who or what before and after: `LG CTO: Kim → Lee`; of a conflict, both sides."""
    what = _what(change, word)
    before, after = clean(change.before or "", _NAME), clean(change.after or "", _NAME)
    if before and after and before != after:
        between = "↔" if change.change is ChangeKind.CONFLICT else "→"
        return f"{what}: {before} {between} {after}"
    value = after or before
    if not value and change.kind is not Kind.LAB:
        value = _among(change) if change.kind is Kind.PARTNERSHIP else _subject(change, 0)
    return f"{what}: {value}" if value and not _within(value, what) else what


def _what(change: Change, word: Words) -> str:
    """What is held, with its place where it names none; a bare kind or type in the words of the language."""
    given = clean(change.what, _WHAT)
    if given == change.kind:
        given = ""
    match change.kind:
        case Kind.LEADERSHIP:
            given, place = given or word.thing[change.kind], _subject(change, 1)
            return given if not place or _within(place, given) else f"{place} {given}"
        case Kind.LAB:
            return given or _subject(change, 0) or word.thing[change.kind]
        case Kind.PARTNERSHIP:
            first, _, rest = given.partition(" ")
            types = {str(type_): name for type_, name in word.partnership.items()}
            if first not in types:
                return given or word.thing[change.kind]
            if not rest or _within(types[first], rest):
                return rest or types[first]
            return word.line["named"].format(name=rest, type=types[first])


def _within(part: str, whole: str) -> bool:
    """Whether a name stands in another, spaces and letter case apart."""
    small, large = ("".join(text.casefold().split()) for text in (part, whole))
    return small in large


def _subject(change: Change, number: int) -> str:
    return clean(change.subject[number], _NAME) if len(change.subject) > number else ""


def _headline(change: Change, word: Words, *, struck: bool) -> Part:
    line = clean(f"[{word.labelled(change)}] {headline(change, word)}", 4 * _NAME + _WHAT)
    when = word.line["since" if _lasts(change) else "dated"].format(date=word.day(change.since)) if change.since else ""
    sure = "" if change.change is ChangeKind.DENIED else word.certainty[change.modality]
    status = word.line["and_so"].join(filter(None, (when, sure)))
    first = (Span(line, "strike" if struck else "bold"),)
    return Part((first, (Span(status),)) if status else (first,))


def _now(present: Change, word: Words) -> Part:
    since = f" ({word.day(PartialDate.of(present.article.published))})"
    plain = present.change is ChangeKind.DENIED or present.modality is Modality.ASSERTED
    sure = "" if plain else f", {word.certainty[present.modality]}"
    line = word.line["now"].format(label=word.label[present.change] + sure) + since
    return Part(
        ((Span(line, "bold"),), (Span(headline(present, word)),), (Span(word.line["at_first"] + ":", "italic"),)),
    )


def _marks(marks: Sequence[Mark], word: Words) -> Part:
    """A line for each verdict: what it is, until when it holds, and who gave it."""
    return Part(tuple(_mark(mark, word) for mark in marks[:_MARKS]))


def _mark(mark: Mark, word: Words) -> tuple[Span, ...]:
    if mark.verdict is Verdict.MUTE and mark.until is not None:
        said = word.mark["mute_until"].format(date=word.day(PartialDate.of(mark.until)))
    else:
        said = word.mark[mark.verdict]
    who = [span for member in mark.members[:_MEMBERS] for span in (Span(" "), Span("", user=member))]
    more = len(mark.members) - _MEMBERS
    rest = [Span(" " + word.mark["more"].format(count=more))] if more > 0 else []
    return (Span(said, "italic"), *who, *rest)


def _quote(change: Change, word: Words) -> Part:
    said = clean(change.sentence, _SENTENCE)
    return Part(((Span(f"{word.line['quote_open']}{said}{word.line['quote_close']}"),),), quoted=True)


def _source(change: Change, word: Words) -> Part:
    article = change.article
    address = web_address(article.url)
    title = clean(article.title, _TITLE) or word.line["untitled"]
    published = word.day(PartialDate.of(article.published))
    named = word.line["and_so"].join(filter(None, (clean(article.publisher or "", _PUBLISHER), published)))
    first = (Span(named + word.line["and_so"]), Span(title, url=address))
    count = max(change.sources, 1)
    sources = word.line["sources_one" if count == 1 else "sources_many"].format(count=count)
    why = clean(word.why(change.confidence), _REASON)
    return Part((first, (Span(word.line["and_so"].join(filter(None, (sources, why)))),)))


def _told(change: Change, word: Words) -> str:
    subject = _subject(change, 0)
    names = {
        "what": _what(change, word),
        "before": clean(change.before or "", _NAME),
        "after": clean(change.after or "", _NAME) or subject,
        "news": headline(change, word),
        "among": _among(change),
    }
    if change.change is ChangeKind.REPLACED and not names["before"]:
        change = change.model_copy(update={"change": ChangeKind.APPOINTED})  # nobody knows who was there before
    return word.told(change, {**names, "before": names["before"] or subject})


def _among(change: Change) -> str:
    return clean(" · ".join(clean(name, _NAME) for name in change.subject), _WHAT)


def _lasts(change: Change) -> bool:
    """Whether its date begins a state; otherwise it is the day of an event."""
    begins = {ChangeKind.APPOINTED, ChangeKind.REPLACED, ChangeKind.OPENED}
    return change.change in begins and change.modality is not Modality.DENIED


def _overtaken(present: Change | None) -> bool:
    return present is not None and present.change in {ChangeKind.DENIED, ChangeKind.CORRECTED}


def _message(text: str, parts: Sequence[Part], word: Words, button_value: str | None = None) -> Message:
    blocks = [_rich_text(parts)]
    if button_value is not None:
        blocks.append(_buttons(word, button_value))
    return Message(escape(clean(text, _FALLBACK)), _plain(parts), tuple(blocks))


def _rich_text(parts: Sequence[Part]) -> dict[str, Any]:
    last = len(parts) - 1
    return {"type": "rich_text", "elements": [_element(part, last=number == last) for number, part in enumerate(parts)]}


def _element(part: Part, *, last: bool) -> dict[str, Any]:
    """A section ends in a line break where something follows: Slack runs sections together otherwise."""
    spans: list[Span] = []
    for line in part.lines:
        spans += (*line, Span("\n"))
    if part.quoted or last:
        spans.pop()
    shown = [span for span in spans if span.text or span.user]  # Slack refuses empty texts
    kind = "rich_text_quote" if part.quoted else "rich_text_section"
    return {"type": kind, "elements": [_inline(span) for span in shown]}


def _inline(span: Span) -> dict[str, Any]:
    if span.user is not None:
        return {"type": "user", "user_id": span.user}
    style = {"style": {span.style: True}} if span.style else {}
    if span.url is not None:
        return {"type": "link", "url": span.url, "text": span.text, **style}
    return {"type": "text", "text": span.text, **style}


def _plain(parts: Sequence[Part]) -> str:
    lines = []
    for part in parts:
        for line in part.lines:
            written = "".join(_written(span) for span in line)
            lines.append(f"  {written}" if part.quoted else written)
    return "\n".join(lines)


def _written(span: Span) -> str:
    if span.user is not None:
        return f"@{span.user}"
    text = f"~{span.text}~" if span.style == "strike" else span.text
    return f"{text} {span.url}" if span.url else text


def _buttons(word: Words, value: str) -> dict[str, Any]:
    return {
        "type": "actions",
        "elements": [
            {
                "type": "button",
                "action_id": f"bongsu_{answer}",
                "value": value,
                "text": {"type": "plain_text", "text": text, "emoji": False},
            }
            for answer, text in word.button.items()
        ],
    }
