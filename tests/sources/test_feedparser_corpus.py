"""feedparser's own corpus through our whole path: served, fetched, decoded, parsed, made plain, sifted.

The corpus is not part of this project. `python benchmarks/feedparser_corpus.py` gets it from the package index and runs this;
or unpack feedparser's source distribution and name the folder of its tests in BONGSU_FEEDPARSER_CORPUS.
"""

import asyncio
import io
import os
import re
from datetime import UTC, datetime
from pathlib import Path

import feedparser
import pytest

from sources import errors
from sources.decoding import decode
from sources.feeds import Feed
from sources.parsing import parse_with_feedparser
from sources.parsing_fast import parse_fast
from sources.polling import poll_all
from sources.text import one_line

CORPUS = os.environ.get("BONGSU_FEEDPARSER_CORPUS", "")
pytestmark = [
    pytest.mark.skipif(not CORPUS, reason="needs feedparser's corpus: python benchmarks/feedparser_corpus.py"),
    pytest.mark.slow,
]
# Files that are read in another way on purpose.
UNDECLARED = {"eucjp.xml", "gb2312.xml", "shiftjis.xml", "euckr.xml"}  # no encoding is named: Korean is assumed
HEADER = re.compile(rb"^Header:\s*([\w-]+)\s*:\s*(.+?)\s*$", re.MULTILINE)
SERVED = frozenset({"content-type", "content-language", "content-location"})


@pytest.fixture(scope="module")
def files():
    return sorted(Path(CORPUS).rglob("*.xml"))


def served(body):
    """The headers that a file asks to be served with, in the comment on its top."""
    found = {name.decode().lower(): value.decode("latin-1") for name, value in HEADER.findall(body[:2_000])}
    return {name: value for name, value in found.items() if name in SERVED}


@pytest.mark.timeout(300)
def test_no_crash_no_hang_and_equal_titles(files, web, client):
    """Every file ends in entries or in a named error; the titles are feedparser's wherever feedparser is right."""
    assert len(files) > 2_000
    feeds = []
    for number, file in enumerate(files):
        body = file.read_bytes()
        web.routes[f"/{number}"] = (200, served(body), body)
        feeds.append(Feed(name=str(file.relative_to(CORPUS))[-100:], url=web.url(f"/{number}")))

    async def run():
        async with client() as http:
            return [poll async for poll in poll_all(http, feeds, {}, datetime(2026, 11, 21, tzinfo=UTC))]

    polls = asyncio.run(run())
    assert len(polls) == len(files)
    refused = [poll for poll in polls if poll.error is not None]
    unequal = []
    for poll in polls:
        file = files[int(poll.feed.url.rsplit("/", 1)[1])]
        assert not isinstance(poll.error, errors.Unforeseen), poll.error
        body = file.read_bytes()
        titles = sorted(
            one_line(entry.get("title", ""))
            for entry in feedparser.parse(
                io.BytesIO(body), response_headers=served(body), sanitize_html=False, resolve_relative_uris=False
            ).entries
        )
        if file.name not in UNDECLARED and [t for t in titles if t] != sorted(
            entry.title for entry in poll.entries if entry.title
        ):
            unequal.append(str(file.relative_to(CORPUS)))
    print(f"{len(files)} files, {len(refused)} without entries, {len(unequal)} with other titles: {unequal}")
    assert len(unequal) <= 5


@pytest.mark.timeout(300)
def test_the_fast_parser_agrees_wherever_it_accepts(files):
    accepted = 0
    for file in files:
        text = decode(file.read_bytes()).text
        fast = parse_fast(text)
        if fast is not None:
            accepted += 1
            assert fast.entries == parse_with_feedparser(text).entries, file
    print(f"the fast parser accepts {accepted} of {len(files)} files")
    assert accepted > 400
