"""What the watchers leave with the ledger."""

from datetime import UTC, datetime

import pytest

from ledger import Ledger, Loaded

NOW = datetime(2024, 5, 13, 9, 0, tzinfo=UTC)


@pytest.fixture
def ledger(address):
    with Ledger.open(address) as opened:
        yield opened


def test_a_feeds_document_comes_back_as_it_was_put(ledger):
    """Text of any script, nested values; a later document takes the place of the earlier."""
    document = {"etag": 'W/"한"', "failures": 0, "seen": ["a", "b"], "health": {"bad_since": None}}
    assert ledger.feeds.get("https://a.example/rss") is None
    ledger.feeds.put({"https://a.example/rss": {"etag": "old"}}, NOW)
    ledger.feeds.put({"https://a.example/rss": document, "https://b.example/rss": {}}, NOW)
    assert ledger.feeds.get("https://a.example/rss") == document
    assert ledger.feeds.all() == {"https://a.example/rss": document, "https://b.example/rss": {}}
    ledger.feeds.forget("https://a.example/rss")
    assert list(ledger.feeds.all()) == ["https://b.example/rss"]
    ledger.feeds.put({}, NOW)


def test_what_was_loaded_once_stays_loaded(ledger):
    """Feeds and organisations are told apart, and marking twice changes nothing."""
    ledger.mark_loaded(Loaded.FEED, ["https://a.example/rss"], NOW)
    ledger.mark_loaded(Loaded.FEED, ["https://a.example/rss", "https://b.example/rss"], NOW)
    ledger.mark_loaded(Loaded.ORGANIZATION, [], NOW)
    assert ledger.loaded(Loaded.FEED) == {"https://a.example/rss", "https://b.example/rss"}
    assert ledger.loaded(Loaded.ORGANIZATION) == frozenset()


def test_a_time_without_a_zone_is_refused(ledger):
    """Times are aware: a naive one would mean another moment on another machine."""
    with pytest.raises(ValueError, match="without a zone"):
        ledger.mark_loaded(Loaded.FEED, ["x"], datetime(2024, 1, 1))  # noqa: DTZ001  the point of the test
