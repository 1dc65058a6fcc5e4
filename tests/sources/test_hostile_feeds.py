"""Feeds made to harm: each ends soon, in bounded memory, with a named error or with what can be read."""

import pytest

from sources import errors
from sources.parsing import parse

ITEM = "<item><title>제목</title><link>https://a.example/1</link></item>"
LEVELS = "".join(f'<!ENTITY l{n} "' + f"&l{n - 1};" * 10 + '">' for n in range(1, 10))
LAUGHS = f'<!DOCTYPE lolz [<!ENTITY l0 "lol">{LEVELS}]>'
QUADRATIC = f'<!DOCTYPE x [<!ENTITY a "{"a" * 50_000}">]><rss><channel><item><title>{"&a;" * 1_000}</title></item></channel></rss>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY xxe SYSTEM "file:///etc/passwd">]><rss><channel><item><title>&xxe;</title></item></channel></rss>'


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "body",
    [
        f"{LAUGHS}<rss><channel><item><title>&l9;</title></item></channel></rss>",
        "<rss><channel>" + "<a>" * 200_000,
        "<rss><channel><item>" + "<a>" * 200_000 + "</a>" * 200_000 + "</item></channel></rss>",
        '<rss><channel><item><description a="' + "x" * 100 + '">' + '<div class="x">' * 200_000,
        "<!DOCTYPE x [" + "".join(f'<!ENTITY e{n} "x">' for n in range(10_000)) + "]><rss/>",
        f"<rss><channel>{ITEM}" + "<a></b>" * 100_000,
        "<rss><channel>" + ITEM * 10_001 + "</channel></rss>",
    ],
    ids=[
        "billion laughs",
        "unclosed nesting",
        "closed nesting",
        "nesting with attributes",
        "entity flood",
        "tag flood",
        "entry flood",
    ],
)
def test_refused_before_it_costs_anything(body):
    with pytest.raises(errors.HostileDocument, match="f: "):
        parse("f", body.encode())


@pytest.mark.timeout(30)
@pytest.mark.parametrize(
    "body",
    [
        QUADRATIC,
        OUTSIDE,
        '<!DOCTYPE x SYSTEM "http://127.0.0.1:1/evil.dtd">' + f"<rss><channel>{ITEM}</channel></rss>",
        f"<rss><channel>{ITEM}" + "<" * 200_000,
        f"<rss><channel>{ITEM}" + "&" * 200_000,
        f"<rss><channel>{ITEM}" + "<item " + "a='b' " * 50_000 + "></channel></rss>",
        f"<rss><channel>{ITEM}<item><title>" + "x" * 5_000_000 + "</title></item></channel></rss>",
        f"<rss><channel>{ITEM}<item><description><![CDATA["
        + "<p>" * 100_000
        + "]]></description></item></channel></rss>",
        f"<rss><channel>{ITEM}<!--" + "-" * 500_000,
        f"<rss><channel>{ITEM}<![CDATA[" + "]" * 500_000,
        "<rss><channel>" + ITEM * 5_000 + "</channel></rss>",
        f"<rss><channel>{ITEM}</channel></rss>" + "\0" * 1_000_000,
    ],
    ids=[
        "quadratic entities",
        "external entity",
        "external dtd",
        "open brackets",
        "ampersands",
        "attributes",
        "long title",
        "nested markup in a text",
        "endless comment",
        "endless cdata",
        "many items",
        "zero bytes",
    ],
)
def test_read_or_refused_but_done(body):
    """Nothing of the machine's own files shows, and nothing grows beyond what came."""
    try:
        document = parse("f", body.encode())
    except errors.SourceError as error:
        assert str(error).startswith("f: ")
    else:
        assert all("root:" not in entry.title for entry in document.entries)
        assert sum(len(entry.title) + len(entry.summary) for entry in document.entries) <= 3 * len(body)
