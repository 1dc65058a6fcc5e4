"""Deriving anew without a new article: after a reader's judgement, and after reading again with today's rules.

Neither tells anybody: what a reader or a better rule knows is no news.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from facts.articles import Article
from facts.claims import Claim, Reading
from facts.judgements import ClaimJudgement, Judgement, Mute, NameJudgement, Repeat
from facts.names import Names, sound
from facts.records import record as recorded
from facts.watch import Watch
from ledger import articles, evidence, versions
from ledger.hushing import hush_waiting
from ledger.schema import judgement as judgements
from ledger.touching import rederive, touch

Read = Callable[[Article], Reading]


@dataclass(frozen=True, slots=True)
class Difference:
    """What one article states by today's rules and did not by those it was read with, and the other way round."""

    article: Article
    added: tuple[Claim, ...]
    gone: tuple[Claim, ...]


def add_judgement(connection: Connection, judgement: Judgement, watch: Watch, now: datetime) -> bool:
    """Keep a judgement and derive anew what it touches; False where it was given before (same `id`)."""
    if connection.execute(sa.select(judgements.c.id).where(judgements.c.key == judgement.id)).first():
        return False
    row = {"key": judgement.id, "body": judgement.model_dump_json(), "recorded_at": now}
    connection.execute(judgements.insert(), row)
    everything = evidence.all_judgements(connection)
    match judgement:
        case Mute() | Repeat():
            hush_waiting(connection, judgement, watch, everything, now)
            return True
        case ClaimJudgement():
            known = evidence.by_key(connection, judgement.claims)
        case NameJudgement():
            meant = (*judgement.names, *([judgement.within] if judgement.within else []))
            heard = {sound(name) for name in meant}
            statements = evidence.statements(connection, heard, watch, everything)
            names = Names(watch, statements, everything, meant)
            sounds = {each for name in meant for each in names.sounds(name)} | heard
            known = evidence.recorded(connection, set(map(evidence.name_shelf, sounds)))
    touching = {key: each.claim for key, (_, each) in known.items()}
    names = Names(watch, (), everything)
    touched = rederive(connection, touching, (), (), {}, names, watch, everything)
    numbers = {key: number for key, (number, _) in touched.rows.items()}
    versions.supersede(connection, touched.before, touched.after, numbers, now)
    return True


def differences(connection: Connection, stored: Iterable[Article], read: Read) -> Iterable[Difference]:
    """What reading these articles again would change; articles that read the same are left out."""
    for article in stored:
        difference = _difference(connection, article, read(article))
        if difference is not None:
            yield difference


def read_again(
    connection: Connection, article: Article, found: Reading, watch: Watch, now: datetime
) -> Difference | None:
    """Let a new reading of a stored article take the place of the old one; None where they are equal."""
    known = articles.latest(connection, article.id)
    if known is None or known.content_hash != article.content_hash:
        return None  # edited meanwhile: the new revision was read with today's rules
    difference = _difference(connection, article, found)
    if difference is None:
        return None
    withdrawn = {}
    if known.reading_id is not None:
        withdrawn = evidence.of_reading(connection, known.reading_id)
        articles.supersede_reading(connection, known.reading_id, now)
    marks, recorded_at = articles.marks(connection, known.id)
    fresh = recorded(article, found, recorded_at, marks.tier, marks.sketch, marks.attributed_to)
    touched = touch(connection, fresh, found.names, withdrawn, watch, evidence.all_judgements(connection))
    added = articles.add_reading(connection, article, known.id, found, now)
    numbers = {key: number for key, (number, _) in touched.rows.items()} | added
    versions.supersede(connection, touched.before, touched.after, numbers, now)
    return difference


def _difference(connection: Connection, article: Article, found: Reading) -> Difference | None:
    known = articles.live_reading(connection, article.id)
    if known == found:
        return None
    return Difference(
        article,
        tuple(claim for claim in found.claims if claim not in known.claims),
        tuple(claim for claim in known.claims if claim not in found.claims),
    )
