import pytest

from sources.errors import BadFile
from sources.feeds import Feed
from sources.opml import read_opml, write_opml

OPML = """<?xml version="1.0" encoding="utf-8"?>
<opml version="1.0"><head><title>구독</title></head><body>
<outline text="경제"><outline text="오르빗일보 & 경제" xmlUrl="https://orbit.example/economy.xml" language="ko-KR"/>
<outline title="오르빗일보 &amp; 경제" xmlurl="https://orbit.example/other.xml"/></outline>
<outline text="again" xmlUrl="https://orbit.example/economy.xml"/>
<outline text="a page" htmlUrl="https://orbit.example/"/>
<outline text="bad" xmlUrl="feed:orbit"/>
</body></opml>"""


def test_a_list_is_read_with_its_folders_flat():
    """Each address once, names told apart, what cannot be taken over said."""
    found = read_opml("list.opml", OPML.encode())
    assert [(feed.name, feed.url) for feed in found.feeds] == [
        ("오르빗일보 & 경제", "https://orbit.example/economy.xml"),
        ("오르빗일보 & 경제 (2)", "https://orbit.example/other.xml"),
    ]
    assert found.feeds[0].language == "ko"
    assert len(found.problems) == 1
    assert "bad" in found.problems[0]
    assert "feed:orbit" in found.problems[0]


def test_what_is_written_is_read_again():
    feeds = (
        Feed(name='오르빗 <일보> & "경제"', url="https://orbit.example/a?b=1&c=2", language="en"),
        Feed(name="둘", url="https://orbit.example/b"),
    )
    assert read_opml("x", write_opml(feeds, "구독").encode()).feeds == feeds


def test_a_cp949_list_is_read():
    assert (
        read_opml("x", OPML.replace("utf-8", "euc-kr").replace("오르빗", "펲빗").encode("cp949"))
        .feeds[0]
        .name.startswith("펲빗")
    )


@pytest.mark.parametrize(
    "body",
    [
        "",
        "not xml",
        "<rss/>",
        "<opml>",
        '<!DOCTYPE o [<!ENTITY a "b">]><opml><body/></opml>',
        "<opml>" + "<outline>" * 100_000,
        "x" * 6_000_000,
    ],
)
def test_what_is_no_list_is_named(body):
    with pytest.raises(BadFile, match=r"list\.opml"):
        read_opml("list.opml", body.encode())
