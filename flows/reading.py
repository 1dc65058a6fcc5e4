"""Reading one article by hand: what it states, and what would be told. Knows nothing of Prefect."""

from __future__ import annotations

import asyncio
import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

from extractors.read import read
from facts.articles import Article
from facts.changes import Change
from facts.claims import Reading
from flows.forms import ArticleForm
from flows.pipeline import Monitor
from sources.http import Client
from sources.pages import Pages


class NothingToReadError(Exception):
    """The form holds no article; the message says what to fill in."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """An article read by hand. `stored`: it was recorded; else `changes` are what would be told."""

    article: Article
    reading: Reading
    changes: tuple[Change, ...]
    stored: bool


def article_of(form: ArticleForm, opened: Monitor) -> Article:
    """The article a form describes. NothingToReadError where fields are missing; a SourceError for a bad page."""
    if form.url and not form.text:
        return asyncio.run(_page(form, opened))
    if not form.text.strip():
        raise NothingToReadError("fill in an address, or a text with the day it was published")
    if form.published is None:
        raise NothingToReadError(
            "a pasted text needs the day it was published: “지난달” and the like are counted from it"
        )
    content = f"{form.title}\n{form.text}"
    return Article(
        id=f"given-{hashlib.sha256(content.encode('utf-8', 'replace')).hexdigest()[:16]}",
        title=form.title,
        text=form.text,
        published=form.published,
        language=form.language,
        url=form.url or None,
    )


async def _page(form: ArticleForm, opened: Monitor) -> Article:
    contact = opened.settings.contact or "operator has named no contact"
    async with Client(contact, opened.settings.allowed_hosts) as client:
        article = await Pages(client).read(form.url, datetime.now(UTC), language=form.language)
    if form.published is not None:
        article = article.model_copy(update={"published": form.published})
    return article


def read_by_hand(form: ArticleForm, opened: Monitor) -> Outcome:
    """Read the form's article, and record it where the form asks for that."""
    article = article_of(form, opened)
    reading = read(article)
    record = partial(opened.ledger.record, holds=opened.holds) if form.store else opened.ledger.try_record
    recording = record(
        article, reading, watch=opened.watch_list.watch, route=opened.destinations_of, now=datetime.now(UTC)
    )
    return Outcome(article, reading, recording.changes, form.store)
