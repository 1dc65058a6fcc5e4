"""A storyline on an empty ledger in memory: what a reader would have been told after each article.

For tests and figures; the ledger does the same from its tables.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from facts.articles import Article
from facts.claims import Reading
from facts.news import Judged, State, judge
from facts.origins import attributed, sketch
from facts.records import Tier, record
from facts.watch import Watch


@dataclass(frozen=True, slots=True)
class Arrival:
    """An article with what a reader of its text found in it, and when it was recorded (aware)."""

    article: Article
    reading: Reading
    recorded_at: datetime
    tier: Tier = Tier.MAJOR
    silent: bool = False


def replay(watch: Watch, arrivals: Iterable[Arrival], state: State | None = None) -> Iterator[tuple[Article, Judged]]:
    """Each article in the order of arrival with how it was judged; on the state given, or on an empty one."""
    now = state if state is not None else State(watch=watch)
    for arrival in arrivals:
        article = arrival.article
        claims = record(
            article,
            arrival.reading,
            arrival.recorded_at,
            tier=arrival.tier,
            sketch=sketch(article.content),
            attributed_to=attributed(article.content),
        )
        judged = judge(now, claims, arrival.reading.names, silent=arrival.silent)
        now = judged.state
        yield article, judged
