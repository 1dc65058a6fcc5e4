"""Recording one article: everything that follows from it, in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from facts.articles import Article
from facts.changes import Change
from facts.claims import Reading
from facts.names import Names
from facts.news import EVERYWHERE, State, hushed, judge, withdraw
from facts.origins import attributed, sketch
from facts.records import Recorded, Tier, Told, reference
from facts.records import record as recorded
from facts.slots import organizations, told_shelves
from facts.watch import Watch
from ledger import articles, evidence, versions
from ledger.outbox import enqueue
from ledger.schema import change as changes
from ledger.schema import change_shelf
from ledger.touching import touch

Route = Callable[[Change], Sequence[str]]
"""Names the destinations of a change; asked once for each change that is told."""
Holds = Callable[[Change], bool]
"""Whether a change waits for a person before anybody is told."""
FIRST_LOAD = "first load"
"""How the reason for silence begins where something is known from the first load of a source or an organisation."""

_KNOWN = sa.select(changes.c.id).where(changes.c.key == sa.bindparam("key"), changes.c.told)


@dataclass(frozen=True, slots=True)
class _Decided:
    """A change, why nobody is told (None: somebody is), and which destinations readers asked to leave out."""

    news: Told
    silence: str | None = None
    hushed: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Recording:
    """What came of recording an article.

    `new` is False where the article stood in the ledger already with the same content, or whole where this is a summary
    of it: then nothing was done.
    `changes` are those told, `silent` those that are known now and told to nobody, with the reason in words.
    """

    article_id: str
    new: bool
    revision: int
    changes: tuple[Change, ...] = ()
    silent: tuple[tuple[Change, str], ...] = ()


def record(
    connection: Connection,
    article: Article,
    found: Reading,
    *,
    watch: Watch,
    route: Route,
    now: datetime,
    silent: bool,
    quiet: Collection[str],
    tier: Tier,
    holds: Holds = lambda _change: False,
) -> Recording:
    """Take in one revision of an article. Call it within a transaction that has its turn among the writers."""
    known = articles.latest(connection, article.id)
    if known is not None and (
        known.content_hash == article.content_hash or articles.tells_less(connection, known, article)
    ):
        return Recording(article.id, new=False, revision=known.number)
    withdrawn: Mapping[int, Recorded] = {}
    if known is not None and known.reading_id is not None:
        withdrawn = evidence.of_reading(connection, known.reading_id)
        articles.supersede_reading(connection, known.reading_id, now)
    marks = articles.Marks(tier, sketch(article.text), attributed(article.text))
    fresh = recorded(article, found, now, tier, marks.sketch, marks.attributed_to)
    judgements = evidence.all_judgements(connection)
    touched = touch(connection, fresh, found.names, withdrawn, watch, judgements)
    others = tuple(each for _, each in touched.rows.values())
    told_before = told(connection, touched.shelves)
    base = State(watch, others, touched.statements, told_before, judgements)
    judged = judge(base, fresh, found.names, background=not silent)
    news = list(judged.told)
    if withdrawn:
        before = State(watch, (*others, *withdrawn.values()), touched.statements, told_before, judgements)
        news += withdraw(before, judged.state, reference(article)).told
    number = 1 if known is None else known.number + 1
    revision_id = articles.add_revision(connection, article, number, marks, now)
    added = articles.add_reading(connection, article, revision_id, found, now)
    numbers = {key: row for key, (row, _) in touched.rows.items()} | added
    versions.supersede(connection, touched.before, touched.after, numbers, now)
    marked = State(watch, (), touched.statements, told_before, judgements)
    decided = [
        _Decided(each, FIRST_LOAD if silent else _quiet(each, judged.state.names, quiet), hushed(each, marked))
        for each in news
    ]
    for each, reason in judged.kept:
        first_load = FIRST_LOAD if silent else _quiet(each, judged.state.names, quiet)
        decided.append(_Decided(each, first_load or reason))
    changes_told, changes_kept = tell(connection, decided, route, now, holds)
    return Recording(article.id, new=True, revision=number, changes=changes_told, silent=changes_kept)


def _quiet(news: Told, names: Names, quiet: Collection[str]) -> str | None:
    """The reason for silence where a change concerns only organisations that are watched for the first time."""
    concerned = {names.organization(name) for name in organizations(news.claim)} & names.watched
    if concerned and concerned <= {names.organization(name) for name in quiet}:
        return f"{FIRST_LOAD} of an organisation"
    return None


def told(connection: Connection, shelves: Iterable[str]) -> tuple[Told, ...]:
    """What was told on these shelves, in the order of telling."""
    rows: dict[int, sa.Row[Any]] = {}
    for some in evidence.portions(sorted(shelves)):
        query = (
            sa.select(changes.c.id, changes.c.body, changes.c.claim, changes.c.recorded_at)
            .join_from(change_shelf, changes, changes.c.id == change_shelf.c.change_id)
            .where(change_shelf.c.shelf.in_(some), changes.c.told)
        )
        rows |= {row.id: row for row in connection.execute(query)}
    return tuple(
        Told(
            change=Change.model_validate_json(row.body),
            claim=evidence.CLAIM.validate_json(row.claim),
            told_at=row.recorded_at,
        )
        for _, row in sorted(rows.items())
    )


def tell(
    connection: Connection, news: Sequence[_Decided], route: Route, now: datetime, holds: Holds
) -> tuple[tuple[Change, ...], tuple[tuple[Change, str], ...]]:
    """Keep the changes, each with its reason for silence, and put those without one on their way, or before a person: told, and silent."""
    told_now: list[Change] = []
    kept: list[tuple[Change, str]] = []
    for decided in news:
        each, change, silence = decided.news, decided.news.change, decided.silence
        wanted = route(change)
        destinations = [name for name in wanted if decided.hushed.keys().isdisjoint((name, EVERYWHERE))]
        if silence is None and wanted and not destinations:
            silence = "; ".join(dict.fromkeys(decided.hushed.values()))
        if silence is None and connection.execute(_KNOWN, {"key": change.key}).first():
            silence = "told before"  # the last reason for silence, and the rarest
        row = {
            "key": change.key,
            "slot": change.slot,
            "episode": change.episode,
            "article": change.article.id,
            "claim": each.claim.model_dump_json(),
            "body": change.model_dump_json(),
            "told": silence is None,
            "silence": silence,
            "recorded_at": now,
        }
        number = connection.execute(changes.insert().returning(changes.c.id), row).scalar_one()
        if silence is not None:
            kept.append((change, silence))
            continue
        told_now.append(change)
        rows = [{"shelf": shelf, "change_id": number} for shelf in sorted(told_shelves(each.claim))]
        connection.execute(change_shelf.insert(), rows)
        enqueue(connection, number, change, destinations, now, held=holds(change))
    return tuple(told_now), tuple(kept)
