"""Recording one article: everything that follows from it, in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from facts.articles import Article
from facts.changes import Change
from facts.claims import Claim, Reading
from facts.judgements import Judgement
from facts.names import Names, sound
from facts.records import Recorded, Tier, Told, claim_id
from facts.slots import Placed, organization_sounds, organizations, place, told_shelves
from facts.slots import touched as shelves_touched
from facts.watch import Watch
from ledger import articles, evidence, versions
from ledger.beliefs import Fact, News, derive, news
from ledger.outbox import enqueue
from ledger.schema import change as changes
from ledger.schema import change_shelf
from ledger.schema import claim as claims
from ledger.versions import Version

Route = Callable[[Change], Sequence[str]]
"""Names the destinations of a change; asked once for each change that is told."""


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
    shelves: frozenset[str]

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
    withdrawn: dict[int, Claim] = {}
    if known is not None and known.reading_id is not None:
        withdrawn = articles.supersede_reading(connection, known.reading_id, now)
    articles.add_reading(connection, article, revision_id, found, now)
    touched = touch(connection, article.id, found, withdrawn, watch)
    versions.supersede(connection, touched.before, touched.after, touched.numbers, now)
    fresh = [each for _, each in touched.recorded.values() if each.article.id == article.id]
    judged = news(
        [version.fact for version in touched.before.values()],
        touched.after,
        fresh,
        article,
        told(connection, touched.shelves),
        watch,
        now,
    )
    return tell(connection, Recording(article.id, True, number), judged, touched, route, now, silent)


def touch(
    connection: Connection, article_id: str, found: Reading, withdrawn: Mapping[int, Claim], watch: Watch
) -> Touched:
    """Load what a reading, and the claims that it takes the place of, bear on, and derive it anew."""
    judgements = evidence.all_judgements(connection)
    stated = [*found.claims, *withdrawn.values()]
    heard = organization_sounds(Reading(claims=tuple(stated), names=found.names))
    statements = evidence.statements(connection, heard, watch, judgements)
    names = Names(watch, statements, judgements, _named(stated))
    ids = {claim_id(article_id, claim) for claim in stated}
    joined = {each for statement in found.names for name in statement.names for each in names.sounds(name)}
    if joined:  # a name learned moves whatever was kept under it
        for key, (_, recorded) in evidence.recorded(connection, set(map(evidence.name_shelf, joined))).items():
            stated.append(recorded.claim)
            ids.add(key)
    return rederive(connection, stated, ids, withdrawn, watch, judgements, names)


def rederive(
    connection: Connection,
    stated: list[Claim],
    ids: set[str],
    withdrawn: Collection[int],
    watch: Watch,
    judgements: Sequence[Judgement],
    names: Names,
) -> Touched:
    """Derive the slots of these claims (`ids` are their `Recorded.id`) and of those that rested on withdrawn ones."""
    while True:
        shelves = shelves_touched(stated, names, judgements)
        recorded = evidence.recorded(connection, shelves)
        everyone = _named([each.claim for _, each in recorded.values()])
        statements = evidence.statements(connection, {sound(name) for name in everyone}, watch, judgements)
        names = Names(watch, statements, judgements, everyone)
        placed: dict[str, list[Placed]] = {}
        for each in place([each for _, each in recorded.values()], names):
            placed.setdefault(each.slot.key, []).append(each)
        wanted = {slot for slot, inside in placed.items() if any(each.recorded.id in ids for each in inside)}
        numbers = {recorded[each.recorded.id][0] for slot in wanted for each in placed[slot]}
        before = {
            key: version
            for key, version in versions.live(connection, wanted, numbers | set(withdrawn)).items()
            # a claim may stand in a slot beside, which is not touched
            if version.fact.slot in wanted or version.fact.slot not in placed or version.claims & set(withdrawn)
        }
        # what shared a slot with a claim that is gone, or in a slot that is no more, is touched as well
        moved = {
            claim
            for version in before.values()
            if version.fact.slot not in wanted
            for claim in version.fact.claims
            if claim in recorded
        }
        if moved <= ids:
            break
        ids |= moved
        stated = [*stated, *(recorded[claim][1].claim for claim in moved)]
    after = tuple(fact for slot in sorted(wanted) for fact in derive(slot, placed[slot], judgements))
    return Touched(recorded, before, after, shelves)


def _named(claims: Iterable[Claim]) -> frozenset[str]:
    return frozenset(name for claim in claims for name in organizations(claim))


def told(connection: Connection, shelves: Iterable[str]) -> tuple[Told, ...]:
    """What was told on these shelves, in the order of telling."""
    rows: dict[int, sa.Row[Any]] = {}
    for some in evidence.portions(sorted(shelves)):
        query = (
            sa.select(changes.c.id, changes.c.body, changes.c.recorded_at, claims.c.body.label("claim"))
            .select_from(change_shelf)
            .join(changes, changes.c.id == change_shelf.c.change_id)
            .join(claims, claims.c.id == changes.c.claim_id)
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
    connection: Connection,
    recording: Recording,
    judged: Iterable[News],
    touched: Touched,
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
            "claim_id": touched.numbers[each.claim],
            "body": each.change.model_dump_json(),
            "told": silence is None,
            "silence": silence,
            "recorded_at": now,
        }
        number = connection.execute(changes.insert().returning(changes.c.id), row).scalar_one()
        if silence is None:
            shelves = told_shelves(touched.recorded[each.claim][1].claim)
            rows = [{"shelf": shelf, "change_id": number} for shelf in sorted(shelves)]
            connection.execute(change_shelf.insert(), rows)
            enqueue(connection, number, each.change, route(each.change), now)
            told_now.append(each.change)
        else:
            kept.append((each.change, silence))
    return Recording(recording.article_id, recording.new, recording.revision, tuple(told_now), tuple(kept))
