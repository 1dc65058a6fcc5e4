"""Feeds of all kinds to entries; and that the fast parser and feedparser say the same."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sources import errors
from sources.entries import plain_entries
from sources.feeds import Feed
from sources.parsing import parse, parse_with_feedparser
from sources.parsing_fast import parse_fast

NOW = datetime(2026, 11, 21, tzinfo=UTC)
FEED = Feed(name="f", url="https://news.example.kr/rss")

RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>오르빗일보</title><link>https://news.example.kr/</link><ttl>30</ttl>
<item><title><![CDATA[새 소장 <b>선임</b>]]></title><link>https://news.example.kr/news/articleView.html?idxno=7&amp;utm_source=rss</link>
<guid isPermaLink="false">7</guid><description>요약 &lt;br&gt;둘째 줄</description><content:encoded><![CDATA[<p>본문</p>]]></content:encoded>
<pubDate>Fri, 20 Nov 2026 10:00:00 +0900</pubDate><dc:creator>기자</dc:creator></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Orbit</title><link href="https://orbit.example/"/>
<entry><title type="html">새 소장 &lt;b&gt;선임&lt;/b&gt;</title><link rel="alternate" href="https://orbit.example/7"/><link rel="enclosure" href="https://orbit.example/7.mp3" type="audio/mpeg"/>
<id>tag:orbit,7</id><published>2026-11-20T10:00:00+09:00</published><updated>2026-11-20T11:00:00+09:00</updated>
<summary>요약</summary><content type="html">&lt;p&gt;본문&lt;/p&gt;</content><author><name>기자</name></author></entry></feed>"""
JSON_FEED = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Orbit",
        "items": [
            {
                "id": 7,
                "url": "https://orbit.example/7",
                "title": "새 소장 선임",
                "content_html": "<p>본문</p>",
                "summary": "요약",
                "date_published": "2026-11-20T10:00:00+09:00",
            },
            {"id": "8", "content_text": "제목 없는 글"},
            "not an item",
        ],
    },
    ensure_ascii=False,
)
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="https://orbit.example/"><title>Orbit</title></channel>
<item rdf:about="https://orbit.example/7"><title>새 소장 선임</title><link>https://orbit.example/7</link><description>요약</description><dc:date>2026-11-20T10:00:00+09:00</dc:date></item></rdf:RDF>"""


def entries(body, content_type=""):
    body = body.encode() if isinstance(body, str) else body
    return list(plain_entries(parse("f", body, content_type), FEED, FEED.url, NOW))


@pytest.mark.parametrize("body", [RSS, ATOM, JSON_FEED, RDF], ids=["rss", "atom", "json", "rdf"])
def test_every_kind_of_feed(body):
    entry = entries(body)[0]
    assert entry.title == "새 소장 선임"
    assert entry.summary.startswith("요약")
    assert entry.published == datetime(2026, 11, 20, 1, tzinfo=UTC)
    assert entry.url.rstrip("7").startswith("https://")
    if body is not RDF:
        assert entry.content == "본문"


def test_what_a_feed_says_of_itself():
    document = parse("f", RSS.encode())
    assert (document.title, document.site, document.ttl) == (
        "오르빗일보",
        "https://news.example.kr/",
        timedelta(minutes=30),
    )


def test_json_items_without_titles_and_with_numbers_for_ids():
    assert [(e.guid, e.title, e.content) for e in entries(JSON_FEED)] == [
        ("7", "새 소장 선임", "본문"),
        ("8", "", "제목 없는 글"),
    ]


@pytest.mark.parametrize(
    ("update", "minutes"),
    [("<ttl>30</ttl>", 30), ("<ttl>999999999</ttl>", 1440), ("<ttl>soon</ttl>", None), ("", None)],
)
def test_ttl(update, minutes):
    document = parse("f", RSS.replace("<ttl>30</ttl>", update).encode())
    assert document.ttl == (timedelta(minutes=minutes) if minutes else None)


def test_update_period_of_the_syndication_module():
    body = RSS.replace(
        "<ttl>30</ttl>", "<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>"
    )
    body = body.replace("<rss ", '<rss xmlns:sy="http://purl.org/rss/1.0/modules/syndication/" ')
    assert parse_with_feedparser(body).ttl == timedelta(minutes=30)


@pytest.mark.parametrize("body", ["", " \n\t ", "\ufeff"])
def test_an_empty_answer_is_named(body):
    with pytest.raises(errors.EmptyFeed, match="f: the answer is empty"):
        parse("f", body.encode())


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (
            "<!DOCTYPE html><html><head><title>점검중</title></head><body>서비스 점검중입니다</body></html>",
            "is a web page titled “점검중”",
        ),
        ("<html><body>" + "<p>오류</p>" * 500, "is a web page"),
        ("404 Not Found", "neither RSS"),
        ('{"items": []}', "neither RSS"),
        ('{"version": "https://jsonfeed.org/version/1", "items": "none"}', "neither RSS"),
        ("{broken json", "neither RSS"),
        ("{" * 100_000, "neither RSS"),
        ('[{"a": 1}]', "neither RSS"),
        ("%PDF-1.7", "neither RSS"),
        ("/etc/passwd", "neither RSS"),
        ("http://127.0.0.1:1/feed", "neither RSS"),
        ("<svg xmlns='http://www.w3.org/2000/svg'/>", "neither RSS"),
    ],
)
def test_what_is_no_feed_is_named(body, message):
    """And never opened as a file or fetched as an address, as feedparser would."""
    with pytest.raises(errors.NotAFeed, match=message):
        parse("f", body.encode())


def test_broken_markup_is_still_read():
    """Bare ampersands, HTML entities, control characters, a cut end."""
    body = RSS.replace("새 소장", "A&B&nbsp;새\x08 소장").replace("</item>", "")
    assert entries(body[: body.index("<dc:creator>")])[0].title.replace(";", "") == "A&B 새 소장 선임"


def test_a_control_character_does_not_end_the_feed():
    assert entries(RSS.replace("요약", "요\x0b약"))[0].summary.startswith("요약")


def test_a_cp949_feed_declared_euc_kr():
    body = RSS.replace("utf-8", "euc-kr").replace("새 소장", "펲뷁 소장").encode("cp949")
    assert entries(body, "text/xml; charset=euc-kr")[0].title == "펲뷁 소장 선임"


@pytest.mark.parametrize(
    ("link", "url"),
    [
        ("/news/articleView.html?idxno=7", "https://news.example.kr/news/articleView.html?idxno=7"),
        ("https://a.example/?a=1&amp;amp;b=2", "https://a.example/?a=1&b=2"),
        ("\n https://a.example/7 \n", "https://a.example/7"),
        ("javascript:alert(1)", None),
        ("http://[broken", None),
        ("https://a.example/" + "x" * 3000, None),
    ],
)
def test_addresses(link, url):
    found = entries(RSS.replace("https://news.example.kr/news/articleView.html?idxno=7&amp;utm_source=rss", link))
    assert found[0].url == url


def test_a_guid_serves_as_address_where_there_is_none():
    body = RSS.replace("<link>https://news.example.kr/news/articleView.html?idxno=7&amp;utm_source=rss</link>", "")
    assert entries(body.replace('isPermaLink="false">7<', ">https://a.example/7<"))[0].url == "https://a.example/7"
    assert entries(body)[0].url is None


# Texts as feeds have them, escaped for XML or wrapped in CDATA by the builder below.
_texts = st.text(
    alphabet=st.one_of(
        st.sampled_from("가나다LG전자 &<>\"'…·\n\tée"), st.characters(min_codepoint=0x20, max_codepoint=0xD7FF)
    ),
    max_size=25,
).map(lambda text: text + "x")
_markups = st.one_of(
    _texts,
    _texts.map(lambda text: f"<p>{text}</p><br>"),
    st.sampled_from(["A&amp;B", "&lt;b&gt;", "&nbsp;", "don&#146;t", "R&D;", " ", "", "Ã©"]),
)
_links = st.sampled_from(
    ["https://a.example/1?a=1&b=2", "/relative", "https://a.example/?x=1&amp;y=2", "", " https://a.example/2 ", "urn:x"]
)
_dates = st.sampled_from(["Fri, 20 Nov 2026 10:00:00 +0900", "2026-11-20 10:00:00", "2026.11.20", "", "soon"])


def _xml(text, cdata):
    text = "".join(c for c in text if c in "\n\t" or (c >= " " and not 0x7F <= ord(c) <= 0x9F))
    if cdata and "]]>" not in text:
        return f"<![CDATA[{text}]]>"
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


@st.composite
def _feeds(draw):
    atom = draw(st.booleans())
    items = []
    for _ in range(draw(st.integers(1, 4))):
        fields = []
        names = {
            "title": _markups,
            "link": _links,
            "guid": _links,
            "description": _markups,
            "encoded": _markups,
            "pubDate": _dates,
            "date": _dates,
            "category": _texts,
        }
        for name, values in draw(st.permutations(sorted(names.items(), key=lambda item: item[0]))):
            if draw(st.integers(0, 3)) == 0:
                continue
            value, cdata = draw(values), draw(st.booleans())
            if atom:
                fields.append(_atom_field(name, value, cdata, draw))
            else:
                tag = {"encoded": "content:encoded", "date": "dc:date"}.get(name, name)
                attributes = (
                    draw(st.sampled_from(["", ' isPermaLink="false"', ' isPermaLink="true"'])) if name == "guid" else ""
                )
                fields.append(f"<{tag}{attributes}>{_xml(value, cdata)}</{tag}>")
        items.append("".join(fields))
    if atom:
        return (
            '<feed xmlns="http://www.w3.org/2005/Atom"><title>t</title>'
            + "".join(f"<entry>{item}</entry>" for item in items)
            + "</feed>"
        )
    namespaces = 'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    return (
        f'<?xml version="1.0"?><rss version="2.0" {namespaces}><channel><title>t</title>'
        + "".join(f"<item>{item}</item>" for item in items)
        + "</channel></rss>"
    )


def _atom_field(name, value, cdata, draw):
    if name == "link":
        href = _xml(value, cdata=False).replace('"', "&quot;")
        kind = draw(
            st.sampled_from(["", ' rel="alternate"', ' rel="enclosure"', ' type="text/html"', ' type="audio/mpeg"'])
        )
        return f'<link href="{href}"{kind}/>'
    if name == "category":
        return '<category term="x"/>'
    tag = {"guid": "id", "description": "summary", "encoded": "content", "pubDate": "published", "date": "updated"}.get(
        name, name
    )
    kind = draw(st.sampled_from(["", ' type="html"', ' type="text"'])) if tag in ("title", "summary", "content") else ""
    return f"<{tag}{kind}>{_xml(value, cdata)}</{tag}>"


@settings(max_examples=100, deadline=None)
@given(_feeds())
def test_the_fast_parser_and_feedparser_agree(text):
    """Whatever the fast one accepts, it reads as feedparser does: every field of every entry."""
    fast = parse_fast(text)
    if fast is not None:
        assert fast.entries == parse_with_feedparser(text).entries


@pytest.mark.parametrize("text", [RSS, ATOM])
def test_the_common_shape_takes_the_fast_way(text):
    assert parse_fast(text) is not None
    assert parse_fast(text).entries == parse_with_feedparser(text).entries


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<rss ", "<!DOCTYPE rss><rss "),
        ("<channel>", '<channel xml:base="https://b.example/">'),
        ("<description>", "<media:title xmlns:media='http://search.yahoo.com/mrss/'>x</media:title><description>"),
        ("<description>", "<description><p>inline</p>"),
        ("<description>", "<title>second</title><description>"),
        ("</item>", "<image><url>x</url></image></item>"),
        ("</channel>", "</channel><item><title>outside</title></item>"),
        ("새 소장", "don&#146;t"),
        ("새 소장", "&nbsp;"),
    ],
)
def test_any_other_shape_is_left_to_feedparser(before, after):
    assert before in RSS
    body = (
        RSS.replace(before, after, 1) if before != "새 소장" else RSS.replace("<![CDATA[새 소장 <b>선임</b>]]>", after)
    )
    assert parse_fast(body) is None
    assert parse("f", body.encode()).entries == parse_with_feedparser(body).entries


@pytest.mark.parametrize(
    "body",
    [
        "<rss><channel><item><title>x</title><link>/v</liXk><description>y</descript",
        '<feed xmlns="http://www.w3.org/2005/Atom"><entry><title type="xhtml"><div>x</di"/1"/><content type="html">+<content>y',
        '<rss xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><item><title>a</title><content:encoded>b</content:encodedX>',
    ],
)
def test_fields_that_feedparser_could_not_close_are_empty(body):
    """It gives None for them, or a dictionary; an entry has texts."""
    for entry in parse("f", body.encode()).entries:
        assert all(
            isinstance(value, str) for value in (entry.guid, entry.link, entry.title, entry.summary, entry.content)
        )
