"""Recording one article: everything that follows from it, in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from pydantic import TypeAdapter
from sqlalchemy.engine import Connection

from facts.articles import Article
from facts.changes import Change
from facts.claims import Claim, NameStatement, Reading
from facts.records import Recorded, Tier, Told
from facts.watch import Watch
from ledger import articles, evidence, versions
from ledger.beliefs import Fact, News, derive, news
from ledger.outbox import enqueue
from ledger.schema import change as changes
from ledger.schema import claim as claims
from ledger.versions import Version

Route = Callable[[Change], Sequence[str]]
"""Names the destinations of a change; asked once for each change that is told."""
_CLAIM: TypeAdapter[Claim] = TypeAdapter(Claim)


@dataclass(frozen=True, slots=True)
class Recording:
    """What came of recording an article.

    `new` is False where the article stood in the ledger already with the same content: then nothing was done.
    `changes` are those told, `silent` those that are known now and told to nobody, with the reason in words.
    """

    article_id: str
    new: bool
    revision: int
    changes: tuple[Change, ...] = ()
    silent: tuple[tuple[Change, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Touched:
    """What an article bears on: the claims that may matter, and what is believed of them now and from now on."""

    recorded: dict[str, tuple[int, Recorded]]
    before: dict[str, Version]
    after: tuple[Fact, ...]

    @property
    def numbers(self) -> dict[str, int]:
        return {key: number for key, (number, _) in self.recorded.items()}


def record(
    connection: Connection,
    article: Article,
    found: Reading,
    *,
    watch: Watch,
    route: Route,
    now: datetime,
    silent: bool,
    tier: Tier,
) -> Recording:
    """Take in one revision of an article. Call it within a transaction that has its turn among the writers."""
    known = articles.latest(connection, article.id)
    if known is not None and known.content_hash == article.content_hash:
        return Recording(article.id, new=False, revision=known.number)
    number = 1 if known is None else known.number + 1
    revision_id = articles.add_revision(connection, article, number, tier, now)
    withdrawn: Sequence[Claim] = ()
    if known is not None and known.reading_id is not None:
        withdrawn = articles.supersede_reading(connection, known.reading_id, now)
    articles.add_reading(connection, article, revision_id, found, now)
    touched = touch(connection, [*found.claims, *withdrawn], found.names, watch)
    versions.supersede(connection, touched.before, touched.after, touched.numbers, now)
    fresh = [each for _, each in touched.recorded.values() if each.article.id == article.id]
    judged = news(
        [version.fact for version in touched.before.values()],
        touched.after,
        fresh,
        article,
        told(connection, {fact.slot for fact in touched.after}),
        watch,
        now,
    )
    return tell(connection, Recording(article.id, True, number), judged, touched.numbers, route, now, silent)


def touch(connection: Connection, stated: Iterable[Claim], named: Iterable[NameStatement], watch: Watch) -> Touched:
    """Load what these claims and names may bear on, and derive it anew."""
    stated, named = list(stated), list(named)
    judgements = evidence.all_judgements(connection)
    names = {name for claim in stated for name in evidence.organizations(claim)}
    names |= {name for statement in named for name in statement.names}
    group, _ = evidence.namesakes(connection, names, watch, judgements)
    kinds = {claim.kind for claim in stated}
    wanted = {f"{kind}:{name}" for kind in kinds for name in group}
    recorded = evidence.recorded(connection, wanted)
    everyone = {name for _, each in recorded.values() for name in evidence.organizations(each.claim)}
    _, statements = evidence.namesakes(connection, everyone | names, watch, judgements)
    before = versions.live(connection, wanted)
    after = derive([each for _, each in recorded.values()], statements, watch, judgements)
    return Touched(recorded, before, after)


def told(connection: Connection, slots: Iterable[str]) -> tuple[Told, ...]:
    """What was told of these slots, in the order of telling."""
    rows: list[sa.Row[Any]] = []
    for some in evidence.portions(set(slots)):
        query = (
            sa.select(changes.c.id, changes.c.body, changes.c.recorded_at, claims.c.body.label("claim"))
            .join_from(changes, claims, claims.c.id == changes.c.claim_id)
            .where(changes.c.slot.in_(some), changes.c.told)
        )
        rows += connection.execute(query).all()
    return tuple(
        Told(
            change=Change.model_validate_json(row.body),
            claim=_CLAIM.validate_json(row.claim),
            told_at=row.recorded_at,
        )
        for row in sorted(rows, key=lambda row: row.id)
    )


def tell(
    connection: Connection,
    recording: Recording,
    judged: Iterable[News],
    numbers: dict[str, int],
    route: Route,
    now: datetime,
    silent: bool,
) -> Recording:
    """Keep the changes, and put those that are told on their way."""
    told_now: list[Change] = []
    kept: list[tuple[Change, str]] = []
    for each in judged:
        silence = each.silence or ("first load" if silent else None)
        row = {
            "key": each.change.key,
            "slot": each.change.slot,
            "episode": each.change.episode,
            "article": each.change.article.id,
            "claim_id": numbers.get(each.claim),
            "body": each.change.model_dump_json(),
            "told": silence is None,
            "silence": silence,
            "recorded_at": now,
        }
        number = connection.execute(changes.insert().returning(changes.c.id), row).scalar_one()
        if silence is None:
            enqueue(connection, number, each.change, route(each.change), now)
            told_now.append(each.change)
        else:
            kept.append((each.change, silence))
    return Recording(recording.article_id, recording.new, recording.revision, tuple(told_now), tuple(kept))
