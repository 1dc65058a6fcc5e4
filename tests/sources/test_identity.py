"""Addresses as names of articles."""

import pytest

from sources.identity import canonical


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://news.kr/v?idxno=7&utm_source=rss&utm_medium=feed", "https://news.kr/v?idxno=7"),
        ("http://news.kr/v?idxno=7", "https://news.kr/v?idxno=7"),
        ("https://NEWS.kr:443/v?idxno=7#top", "https://news.kr/v?idxno=7"),
        ("https://news.kr/v?b=2&a=1", "https://news.kr/v?a=1&b=2"),
        ("https://news.kr/v?no=7&fbclid=abc&gclid=x", "https://news.kr/v?no=7"),
        ("https://news.kr", "https://news.kr/"),
        ("https://www.yna.co.kr/view/AKR2026?section=industry/all", "https://www.yna.co.kr/view/AKR2026?input=rss"),
    ],
)
def test_addresses_of_one_article(one, other):
    assert canonical(one) == canonical(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://news.kr/articleView.html?idxno=7", "https://news.kr/articleView.html?idxno=8"),
        ("https://zdnet.kr/view/?no=20261120", "https://zdnet.kr/view/?no=20261121"),
        ("https://n.kr/read?oid=1&aid=2", "https://n.kr/read?oid=1&aid=3"),
        ("https://kind.kr/d?acptNo=1", "https://kind.kr/d?acptNo=2"),
        ("https://news.kr/v/7", "https://news.kr/v/8"),
        ("https://news.kr:8443/v", "https://news.kr/v"),
        ("https://news.kr/v?ref=7", "https://news.kr/v?ref=8"),
    ],
)
def test_addresses_of_two_articles(one, other):
    """Dropping the query would make one article of all that such a site has."""
    assert canonical(one) != canonical(other)


@pytest.mark.parametrize("odd", ["", "not an address", "http://[broken", "http://a:port/", "https://news.kr/v?=&&a"])
def test_odd_addresses_do_no_harm(odd):
    assert isinstance(canonical(odd), str)
