"""Article records and claims as JSON Lines: the contract of `bongsu extract` and `bongsu replay`."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, TextIO

from facts.articles import Article
from facts.changes import Change
from facts.claims import Claim


class RecordError(Exception):
    """A line of the input is no record; the message names the file, the line and what is wrong."""


def read_lines(path: Path | None) -> Iterator[tuple[str, dict[str, Any]]]:
    """The objects of a JSON Lines file (standard input where `path` is None or `-`), each with its place for messages.

    Blank lines are passed over. RecordError for a line that is no JSON object.
    """
    if path is None or str(path) == "-":
        yield from _objects("standard input", sys.stdin)
        return
    try:
        with path.open(encoding="utf-8") as lines:
            yield from _objects(str(path), lines)
    except OSError as error:
        raise RecordError(f"{path}: cannot be read: {error.strerror}") from error


def _objects(name: str, lines: TextIO) -> Iterator[tuple[str, dict[str, Any]]]:
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        place = f"{name}:{number}"
        try:
            record = json.loads(line)
        except ValueError as error:
            raise RecordError(f"{place}: not JSON: {error}") from error
        if not isinstance(record, dict):
            raise RecordError(f"{place}: a JSON object is wanted, with id, title, published and text")
        yield place, record


def article(record: dict[str, Any], place: str) -> Article:
    """The article of a record; RecordError names what is missing or wrong."""
    for field in ("id", "published", "text"):
        if not isinstance(record.get(field), str):
            raise RecordError(f"{place}: the record has no {field}")
    try:
        published = date.fromisoformat(record["published"][:10])
    except ValueError as error:
        raise RecordError(f"{place}: published {record['published']!r} is no date; write YYYY-MM-DD") from error
    return Article(
        id=record["id"],
        title=record.get("title") or "",
        text=record["text"],
        published=published,
        language=record.get("language") or "ko",
        url=record.get("url"),
        publisher=record.get("publisher"),
    )


def claim_record(claim: Claim) -> dict[str, Any]:
    """A claim with the field names of the annotation guide; the evidence as its sentence, its offsets beside it."""
    record = claim.model_dump(mode="json", exclude={"evidence", "corrects"})
    return {
        **record,
        "evidence": claim.evidence.text,
        "evidence_start": claim.evidence.start,
        "evidence_end": claim.evidence.end,
    }


def change_record(change: Change) -> dict[str, Any]:
    """A change with the field names of the annotation guide."""
    return {
        "kind": change.kind.value,
        "change": change.change.value,
        "subject": list(change.subject),
        "before": change.before,
        "after": change.after,
        "since": str(change.since) if change.since else None,
        "sentence": change.sentence,
    }


def write_line(record: dict[str, Any]) -> None:
    """One JSON object on standard output; lone surrogates are escaped so that any text can be written."""
    line = json.dumps(record, ensure_ascii=False)
    try:
        print(line)
    except UnicodeEncodeError:
        print(json.dumps(record))
