import asyncio
from datetime import UTC, datetime

import pytest

from sources import errors
from sources.discovery import check

NOW = datetime(2026, 11, 21, tzinfo=UTC)
RSS = (
    "<rss version='2.0'><channel><title>오르빗일보</title>"
    + "".join(
        f"<item><title>{n}</title><link>/v?no={n}</link><pubDate>2026-11-20 {n:02}:00:00</pubDate></item>"
        for n in range(12)
    )
    + "</channel></rss>"
)


def found(client, url):
    async def run():
        async with client() as http:
            return await check(http, url, NOW)

    return asyncio.run(run())


def test_a_feed_is_told_with_what_it_would_yield(web, client):
    (result,) = found(client, web.serve("/rss.xml", RSS))
    assert (result.title, len(result.entries), result.dated) == ("오르빗일보", 12, 12)
    assert result.per_day == pytest.approx(24)
    assert "12 entries (12 dated, newest 2026-11-20 02:00 UTC), about 24 a day; would be asked every 30 minutes" in str(
        result
    )


def test_a_page_leads_to_the_feeds_it_names(web, client):
    web.serve("/economy.xml", RSS)
    web.serve("/comments.xml", RSS)
    page = (
        '<html><head><link rel="alternate" type="application/rss+xml" title="Comments" href="/comments.xml">'
        '<link rel="alternate" type="application/rss+xml" title="경제" href="/economy.xml">'
        '<link rel="alternate" type="application/rss+xml" href="/dead.xml">'
        '<link rel="stylesheet" href="/x.css"></head><body>뉴스</body></html>'
    )
    results = found(client, web.serve("/", page))
    assert [result.url for result in results] == [web.url("/economy.xml"), web.url("/comments.xml")]


def test_a_site_that_names_none_is_tried_in_the_usual_places(web, client):
    web.serve("/rss/allArticle.xml", RSS)
    assert [result.url for result in found(client, web.serve("/news", "<html><body>뉴스</body></html>"))] == [
        web.url("/rss/allArticle.xml")
    ]


def test_a_site_without_a_feed_says_so(web, client):
    with pytest.raises(errors.NotAFeed, match="ask the site"):
        found(client, web.serve("/", "<html><body>뉴스</body></html>"))


def test_an_address_that_cannot_be_read_says_why(web, client):
    with pytest.raises(errors.Rejected, match="HTTP 404"):
        found(client, web.url("/nothing"))
