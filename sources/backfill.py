"""Articles from before the watch began: a file, a folder or an archive of JSON Lines, HTML pages and texts.

Everything is read in a fixed order and numbered, so that a reader who kept the number of the last item goes on after it.
What cannot be read is an item too: named, counted, in nobody's way.
"""

from __future__ import annotations

import gzip
import json
import logging
import lzma
import re
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path, PurePosixPath
from typing import IO
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from facts.articles import Article, DateBasis
from sources import page_text
from sources.dates import read_date
from sources.decoding import decode
from sources.errors import BadFile
from sources.identity import article_id, canonical

_LARGEST = 15 * 1024 * 1024  # bytes of one document or line
_LINES = (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz")
_PAGES = (".html", ".htm", ".xhtml")
_TEXTS = (".txt", ".text")
_ARCHIVES = (".zip", ".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tar.xz")
_BROKEN = (
    *(OSError, EOFError, RuntimeError, ValueError, IndexError),  # of zipfile, besides its own, on damaged archives
    *(zlib.error, lzma.LZMAError, zipfile.BadZipFile, tarfile.TarError),
)
_DATED_NAME = re.compile(r"(?:^|\D)((?:19|20)\d{2})[-_.]?(\d{2})[-_.]?(\d{2})(?:\D|$)")
_HEAD_LINE = re.compile(r"(title|published|date|url|publisher|language)\s*:\s*(.*)", re.IGNORECASE)


_log = logging.getLogger(__name__)


class Record(BaseModel):
    """An article as JSON Lines have it, and as the head of a text file does; other fields are passed over."""

    model_config = ConfigDict(frozen=True, extra="ignore", str_strip_whitespace=True)

    id: str | None = None
    title: str = ""
    text: str = Field(min_length=1)
    published: date
    language: str = "ko"
    url: str | None = None
    publisher: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One thing found, not looked into yet. `position` counts from 1; `body` ends a byte after the limit at most."""

    position: int
    name: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Item:
    """One thing found. `position` counts from 1; exactly one of `article` and `error` is set."""

    position: int
    name: str
    article: Article | None = None
    error: BadFile | None = None


def read_backfill(path: Path, *, after: int = 0, timezone: str = "Asia/Seoul") -> Iterator[Item]:
    """The items behind position `after`, in their order. Raises BadFile where `path` itself cannot be read."""
    for document in documents(path, after=after):
        yield item_of(document, timezone)


def documents(path: Path, *, after: int = 0) -> Iterator[Document]:
    """The documents behind position `after`, in their order. Raises BadFile where `path` itself cannot be read."""
    try:
        for position, (name, body) in enumerate(_documents(path), start=1):
            if position > after:
                yield Document(position, name, body)
    except _BROKEN as error:
        raise BadFile(str(path), f"cannot be read to its end ({error}); mend it and go on where this ended") from error


def item_of(document: Document, timezone: str = "Asia/Seoul") -> Item:
    """What a document holds: an article, or what is wrong with it.

    Dates come from the record, the page's metadata, the head of a text ("published: 2024-05-12") or a file's name
    (2024-05-12_….txt); a text without one is an error, not an article of today. `timezone` is that of the pages.
    """
    return _item(document.position, document.name, document.body, ZoneInfo(timezone))


def count_backfill(path: Path) -> int:
    """How many items `read_backfill` will give, for showing progress; of a broken archive as many as can be read."""
    count = 0
    try:
        for _ in _documents(path):
            count += 1
    except _BROKEN as error:
        _log.info("%s cannot be read to its end: %s", path, error)
    return count


def _documents(path: Path) -> Iterator[tuple[str, bytes]]:
    """Names and contents of all records and documents: files by name, archive members and lines as they stand."""
    for name, content in _contents(path):
        if not _hidden(name):
            yield from _parts(name, content)


def _contents(path: Path) -> Iterator[tuple[str, IO[bytes]]]:
    lower = path.name.lower()
    if path.is_dir():
        for file in sorted(each for each in path.rglob("*") if each.is_file()):
            with file.open("rb") as opened:
                yield file.relative_to(path).as_posix(), opened
    elif lower.endswith(".zip"):
        with zipfile.ZipFile(path) as archive:
            for member in archive.infolist():
                if not member.is_dir():
                    with archive.open(member) as unzipped:
                        yield member.filename, unzipped
    elif lower.endswith(_ARCHIVES):
        with tarfile.open(path) as packed:
            for entry in packed:
                if entry.isfile() and (extracted := packed.extractfile(entry)) is not None:
                    yield entry.name, extracted
    elif lower.endswith((*_LINES, *_PAGES, *_TEXTS)):
        with path.open("rb") as opened:
            yield path.name, opened
    else:
        raise BadFile(str(path), "is none of: a folder, .zip, .tar.gz, .jsonl, .html, .txt")


def _hidden(name: str) -> bool:
    return any(part.startswith((".", "__MACOSX")) for part in PurePosixPath(name).parts)


def _parts(name: str, content: IO[bytes]) -> Iterator[tuple[str, bytes]]:
    """The lines of JSON Lines, any other document as a whole; both cut a byte after the limit. Other kinds are passed over."""
    lower = name.lower()
    if lower.endswith(_LINES):
        lines = gzip.GzipFile(fileobj=content) if lower.endswith(".gz") else content
        number = 0
        while line := lines.readline(_LARGEST + 1):
            number += 1
            if line.strip():
                yield f"{name}:{number}", line
    elif lower.endswith((*_PAGES, *_TEXTS)):
        yield name, content.read(_LARGEST + 1)


def _item(position: int, name: str, body: bytes, zone: ZoneInfo) -> Item:
    if len(body) > _LARGEST:
        return Item(position, name, error=BadFile(name, f"is longer than {_LARGEST:,} bytes"))
    try:
        if name.lower().endswith(_PAGES):
            article = _of_page(name, decode(body).text, zone)
        elif name.lower().endswith(_TEXTS):
            article = _of_text(name, decode(body).text, zone)
        else:
            article = _article(name, json.loads(body), DateBasis.STATED)
    except BadFile as error:
        return Item(position, name, error=error)
    except (ValueError, RecursionError) as error:  # json's and pydantic's errors among them
        return Item(position, name, error=BadFile(name, f"is no record of an article ({_reason(error)})"))
    return Item(position, name, article=article)


def _of_page(name: str, markup: str, zone: ZoneInfo) -> Article:
    page = page_text.read(markup, zone)
    if not page.text:
        raise BadFile(name, "has no article that could be found; give it as a text")
    published = page.published.astimezone(zone).date() if page.published else _date_in(name)
    if published is None:
        raise BadFile(name, "does not say when it was published; put the day into its name, as in 2024-05-12_name.html")
    fields = {"title": page.title, "text": page.text, "published": published}
    return _article(name, fields, DateBasis.PAGE if page.published else DateBasis.STATED)


def _of_text(name: str, text: str, zone: ZoneInfo) -> Article:
    """A text whose first lines may be `key: value`, up to an empty line; anything else is the article."""
    fields: dict[str, object] = {}
    lines = text.lstrip("\ufeff").splitlines()
    for number, line in enumerate(lines):
        match = _HEAD_LINE.fullmatch(line.strip())
        if match is None:
            if fields and not line.strip():
                lines = lines[number + 1 :]
            else:
                fields = {}
            break
        fields[match[1].lower()] = match[2]
    written = str(fields.pop("date", None) or fields.get("published") or "")
    moment = read_date(written, zone)
    published = moment.astimezone(zone).date() if moment else _date_in(name)
    if published is None:
        raise BadFile(name, "does not say when it was published; begin it with a line such as “published: 2024-05-12”")
    return _article(name, fields | {"text": "\n".join(lines).strip(), "published": published}, DateBasis.STATED)


def _article(name: str, fields: object, basis: DateBasis) -> Article:
    record = Record.model_validate(fields)
    identity = record.id or (article_id(canonical(record.url)) if record.url else article_id("backfill", name))
    return Article(
        id=identity,
        title=record.title,
        text=record.text,
        published=record.published,
        language=record.language,
        url=record.url,
        publisher=record.publisher,
        source="backfill",
        date_basis=basis,
    )


def _date_in(name: str) -> date | None:
    match = _DATED_NAME.search(PurePosixPath(name).name)
    try:
        return datetime(int(match[1]), int(match[2]), int(match[3]), tzinfo=UTC).date() if match else None
    except ValueError:
        return None


def _reason(error: Exception) -> str:
    if isinstance(error, ValidationError):
        return "; ".join(f"{'.'.join(map(str, each['loc'])) or 'it'}: {each['msg']}" for each in error.errors()[:3])
    return str(error)[:200]
