"""Entries to articles, with what the feed alone holds."""

from __future__ import annotations

from datetime import datetime

from facts.articles import Article, BodyState, DateBasis
from sources.feeds import Entry, Feed

FULL_TEXT = 400  # characters from which on a text is taken for a whole article


def article_of(feed: Feed, entry: Entry, now: datetime) -> Article:
    """The article as the feed tells it. `published` is its day in the feed's own zone; unknown, the day of `now` there."""
    text, body_state = feed_text(entry)
    return Article(
        id=entry.article,
        title=entry.title,
        text=text,
        published=(entry.published or now).astimezone(feed.zone).date(),
        language=feed.language,
        url=entry.url,
        publisher=feed.publisher,
        source=feed.name,
        fetched_at=now,
        date_basis=DateBasis.FEED if entry.published else DateBasis.FIRST_SEEN,
        body_state=body_state,
    )


def feed_text(entry: Entry) -> tuple[str, BodyState]:
    """The longest text of the entry and how much of the article it holds."""
    text = max(entry.content, entry.summary, key=len)
    if len(text) >= FULL_TEXT and text == entry.content and entry.content != entry.summary:
        return text, BodyState.FULL
    return text, BodyState.SUMMARY if text else BodyState.TITLE_ONLY
