"""Links as JSON Lines: the contract of `bongsu extract --links`."""

from __future__ import annotations

from typing import Any

from extractors.document import Mention, MentionKind
from extractors.links import Link, links, links_between
from flows import records

_KINDS = {kind.value: kind for kind in (MentionKind.PERSON, MentionKind.TITLE, MentionKind.ORGANIZATION)}


def link_line(record: dict[str, Any], place: str) -> dict[str, Any]:
    """The line `{"id", "links": [...]}` of an article record.

    Where the record has `mentions` (each `kind`, `start` and `end`, half-open offsets in `text`), the names are these and
    none are looked for. RecordError names what is missing or wrong.
    """
    article = records.article(record, place)
    given = record.get("mentions")
    if given is None:
        found = links(article)
        before = len(article.title) + 1
    elif isinstance(given, list):
        found = links_between(article.text, (_mention(one, article.text, place) for one in given))
        before = 0
    else:
        raise records.RecordError(f"{place}: mentions is no list")
    return {"id": article.id, "links": [_link(link, before) for link in found if link.linked]}


def _mention(given: Any, text: str, place: str) -> Mention:
    try:
        kind, start, end = _KINDS[given["kind"]], given["start"], given["end"]
        sound = 0 <= start < end <= len(text)
    except (KeyError, TypeError) as error:
        raise records.RecordError(f"{place}: a mention has kind ({', '.join(_KINDS)}), start and end") from error
    if not sound:
        raise records.RecordError(f"{place}: a mention from {start} to {end} lies outside the text")
    return Mention(kind, text[start:end], start, end, text[start:end])


def _link(link: Link, before: int) -> dict[str, Any]:
    """One link; offsets count the record's `text` (those of a headline are negative)."""
    other = link.other.kind.value
    return {
        "person": link.person.name,
        other: link.other.name,
        "person_at": [link.person.start - before, link.person.end - before],
        f"{other}_at": [link.other.start - before, link.other.end - before],
        "score": round(link.score, 3),
        "evidence": link.evidence.text,
    }
