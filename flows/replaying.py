"""Telling storylines: articles in order of arrival, and the changes that a reader would be told of after each."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from typing import Any

from extractors.read import read
from facts.watch import Watch
from flows import records
from ledger import Ledger


def tell(storyline: dict[str, Any], place: str) -> Iterator[dict[str, Any]]:
    """One output record for each article of the storyline, through a real ledger in memory.

    The clock of the ledger is the day of arrival. Raises RecordError where the storyline has no id, watch or articles.
    """
    name, watched, articles = (storyline.get(field) for field in ("id", "watch", "articles"))
    if not isinstance(name, str) or not isinstance(watched, list) or not isinstance(articles, list):
        raise records.RecordError(f"{place}: a storyline has id, watch (a list of names) and articles (a list)")
    with Ledger.open("sqlite://") as ledger:
        for number, record in enumerate(articles, 1):
            article = records.article(record, f"{place}, article {number}")
            arrived = date.fromisoformat(record.get("arrived") or record["published"])
            now = datetime.combine(arrived, time(12), UTC)
            recording = ledger.record(article, read(article), watch=Watch.of(*watched), route=lambda _: (), now=now)
            changes = [records.change_record(change) for change in recording.changes]
            yield {"id": name, "article": article.id, "changes": changes}
