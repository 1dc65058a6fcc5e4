"""Good documents with damage: whatever comes out, it is a value or a named error, within a second.

BONGSU_FUZZ_SECONDS=600 pytest tests/sources/test_fuzz.py      # for longer, with another seed each time
"""

import os
import random
import time
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from sources import filings, page_text
from sources.backfill import read_backfill
from sources.decoding import decode
from sources.entries import plain_entries
from sources.errors import SourceError
from sources.feeds import Feed, FeedState
from sources.opml import read_opml
from sources.parsing import parse
from sources.sifting import sift
from tests.sources.forms import leaders_form, packed, shares_form
from tests.sources.test_newsrooms import CASES

NOW = datetime(2026, 11, 21, tzinfo=UTC)
SEOUL = ZoneInfo("Asia/Seoul")
TRIES = {"pages": 300, "archives": 5_000, "lists": 5_000}  # where no time is given; 1,000 of the others
RSS = """<?xml version="1.0" encoding="euc-kr"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>가&amp;amp;나</title><ttl>30</ttl><link>https://a.kr/</link><item>
<title><![CDATA[[속보] 펲뷁 "A&amp;B"]]></title><link>/v?idxno=7&amp;utm_source=x</link><guid isPermaLink="false">7</guid>
<description>&lt;p&gt;가나다&lt;/p&gt;</description><content:encoded><![CDATA[<p>본문</p>]]></content:encoded>
<pubDate>Sat, 16 07 2022 오전 10:00:00</pubDate><dc:date>2026-11-20T10:00:00Z</dc:date></item><item><title>둘</title>
<link>https://a.kr/8</link><pubDate>2026.11.20 10:00</pubDate></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title type="html">x</title><entry><id>tag:1</id><title type="xhtml">
<div xmlns="http://www.w3.org/1999/xhtml">제목</div></title><link href="/1" rel="alternate"/><updated>2026-11-20T00:00:00+09:00
</updated><content type="html">&lt;b&gt;x&lt;/b&gt;</content></entry></feed>"""
JSON = """{"version":"https://jsonfeed.org/version/1.1","title":"x","items":[{"id":1,"url":"/1","title":"제목",
"content_html":"<p>x</p>","date_published":"2026-11-20T00:00:00Z"}]}"""
OPML = """<opml version="2.0"><body><outline text="a"><outline text="b" xmlUrl="https://a.kr/f?x=1&y=2"/></outline></body></opml>"""
HEADERS = (
    "",
    "text/xml; charset=euc-kr",
    "application/json",
    "text/xml; charset=utf-7",
    "x; charset=base64",
    "charset=",
)
PIECES = (
    *(
        b"<",
        b">",
        b"&",
        b"&#0;",
        b"&#xD800;",
        b"]]>",
        b"<![CDATA[",
        b"<!--",
        b"\xff",
        b"\xed\xa0\x80",
        b"\x00",
        b"'",
        b'"',
    ),
    *(b"<item>", b"</item>", b"{", b"}", b"[", b"null", b"1e999", b"\\ud800", b"http://[", b"9" * 400, b"<table>"),
    *(b"<base href='http://['>", b"xml:base='http://['", b"\xef\xbb\xbf", b"\x1b$)C", b"<a>" * 50, b"<tr><td>" * 20),
)


def damaged(chance, document):
    given = bytearray(document)
    for _ in range(chance.randint(1, 8)):
        here, there = sorted((chance.randrange(len(given) + 1), chance.randrange(len(given) + 1)))
        match chance.randrange(5):
            case 0:
                given[here:here] = chance.choice(PIECES)
            case 1:
                del given[here : here + chance.randint(1, 40)]
            case 2:
                given[here : here + 1] = bytes([chance.randrange(256)])
            case 3:
                given[there:there] = given[here:there][:2000]
            case 4:
                del given[there:]
    return bytes(given)


def read_feed(body, chance, folder):
    document = parse("f", body, chance.choice(HEADERS))
    entries = tuple(plain_entries(document, Feed(name="f", url="https://a.kr/f"), "https://a.kr/f", NOW))
    assert all(entry.published is None or entry.published <= NOW for entry in entries)
    assert all(entry.url is None or entry.url.startswith(("http://", "https://")) for entry in entries)
    sifted = sift("f", entries, {}, ())
    assert len(sifted.fresh) <= len(entries)
    FeedState.model_validate_json(FeedState(seen=sifted.seen, ambiguous=sifted.ambiguous).model_dump_json())


def read_page(body, chance, folder):
    page_text.read(decode(body).text, SEOUL).text.encode()


def read_form(body, chance, folder):
    report = chance.choice(["대표이사변경", "타법인주식및출자증권취득결정", "대표이사변경(자회사의 주요경영사항)"])
    filings.text_of("가", report, filings.rows(decode(body).text), NOW.date(), SEOUL).encode()


def read_archive(body, chance, folder):
    filings.unpacked("z", body)


def read_list(body, chance, folder):
    read_opml("o", body)


def read_old(body, chance, folder):
    path = folder / chance.choice(["old.zip", "old.jsonl", "old.html", "old.jsonl.gz"])
    path.write_bytes(body)
    for item in read_backfill(path):
        assert (item.article is None) != (item.error is None)


KINDS = {
    "feeds": (read_feed, [RSS.encode("cp949"), RSS.encode(), ATOM.encode(), JSON.encode(), RSS.encode("utf-16")]),
    "pages": (read_page, [markup.encode() for markup, *_ in CASES.values()]),
    "forms": (read_form, [leaders_form().encode(), shares_form().encode()]),
    "archives": (read_archive, [packed(leaders_form())]),
    "lists": (read_list, [OPML.encode()]),
    "old articles": (
        read_old,
        [packed(leaders_form(), "2024-01-01.html"), b'{"published": "2024-01-01", "text": "x"}\n' * 3],
    ),
}


@pytest.mark.timeout(0)
@pytest.mark.parametrize("kind", KINDS)
def test_damaged_documents_are_read_or_refused(kind, tmp_path):
    """None takes long, and none raises anything but a SourceError."""
    read, documents = KINDS[kind]
    seconds = float(os.environ.get("BONGSU_FUZZ_SECONDS", "0")) / len(KINDS)
    seed = random.randrange(10**9) if seconds else 20261121
    chance = random.Random(seed)
    end, tries, slowest = time.monotonic() + seconds, 0, 0.0
    while tries < TRIES.get(kind, 1_000) if not seconds else time.monotonic() < end:
        body = damaged(chance, chance.choice(documents))
        began = time.process_time()
        try:
            read(body, chance, tmp_path)
        except SourceError:
            pass
        except Exception as error:
            (tmp_path / "damaged").write_bytes(body)
            raise AssertionError(f"seed {seed}, try {tries}: {body[:2000]!r}") from error
        slowest = max(slowest, time.process_time() - began)
        tries += 1
    assert slowest < 5
