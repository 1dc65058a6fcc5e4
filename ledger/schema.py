"""The tables. What was learned is only ever added to (the text of old articles may be removed, what was read from it stays); what is believed is superseded, never overwritten.

Values of facts/ are kept whole in `body`, as their own JSON; the columns beside it exist for looking things up.
Partial dates stand as they are written, with the first and the last day they can mean.
"""

from __future__ import annotations

from datetime import UTC, datetime

import sqlalchemy as sa
from sqlalchemy import Boolean, Column, Date, Index, Integer, String, Table, Text, UniqueConstraint
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

metadata = sa.MetaData()


class Moment(TypeDecorator[datetime]):
    """An aware time, kept and given back in UTC; SQLite, which knows no zones, keeps it without one."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a time without a zone: {value.isoformat()}")
        in_utc = value.astimezone(UTC)
        return in_utc.replace(tzinfo=None) if dialect.name == "sqlite" else in_utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        del dialect
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def _id() -> Column[int]:
    return Column("id", Integer().with_variant(sa.BigInteger(), "postgresql"), primary_key=True, autoincrement=True)


def _reference(name: str, target: str) -> Column[int]:
    kind = Integer().with_variant(sa.BigInteger(), "postgresql")
    return Column(name, kind, sa.ForeignKey(target), nullable=False)


def _one_live(name: str, column: str, end: str) -> Index:
    """At most one row with this value is without an end."""
    open_rows = sa.text(f"{end} IS NULL")
    return Index(name, column, unique=True, sqlite_where=open_rows, postgresql_where=open_rows)


_TEXT_KEPT = sa.text("text_removed_at IS NULL")
"""Articles whose text is there: those that upkeep may have to look at, found by their age."""

article = Table(
    "article",
    metadata,
    _id(),
    Column("article", Text, nullable=False, comment="the item's own id: all its revisions share it"),
    Column("revision", Integer, nullable=False, comment="1 for what was seen first"),
    Column("content_hash", String(64), nullable=False),
    Column("source", Text, nullable=False),
    Column("published", Date, nullable=False),
    Column("body", Text, nullable=False, comment="facts.articles.Article"),
    Column("reference", Text, nullable=False, comment="facts.changes.ArticleReference: the body without its text"),
    Column("tier", Integer, nullable=False, comment="facts.records.Tier"),
    Column("sketch", Text, nullable=False, comment="a JSON list: copies of one text have like sketches"),
    Column("attributed_to", Text, comment="the outlet that it repeats"),
    Column("recorded_at", Moment, nullable=False),
    Column("text_removed_at", Moment, comment="when its text was; null: it is there"),
    UniqueConstraint("article", "revision", name="article_revision"),
    Index("article_text_kept", "recorded_at", sqlite_where=_TEXT_KEPT, postgresql_where=_TEXT_KEPT),
    comment="Revisions of news items, as they were read",
)

reading = Table(
    "reading",
    metadata,
    _id(),
    Column("article", Text, nullable=False),
    _reference("revision_id", "article.id"),
    Column("recorded_at", Moment, nullable=False),
    Column("superseded_at", Moment, comment="when an edited item or newer rules took its place"),
    _one_live("reading_live", "article", "superseded_at"),
    Index("reading_revision", "revision_id"),
    comment="What extraction found in one revision at one time; one live reading an item",
)

claim = Table(
    "claim",
    metadata,
    _id(),
    _reference("reading_id", "reading.id"),
    Column("position", Integer, nullable=False, comment="its place among the reading's claims, from 0"),
    Column("key", String(32), nullable=False, comment="facts.records.claim_id: the statement, whatever its revision"),
    Column("kind", Text, nullable=False),
    Column("event", Text, nullable=False),
    Column("modality", Text, nullable=False),
    Column("rule", Text, nullable=False),
    Column("evidence_start", Integer, nullable=False, comment="characters of the revision's content"),
    Column("evidence_end", Integer, nullable=False),
    Column("date", Text, comment="as written: YYYY, YYYY-MM or YYYY-MM-DD"),
    Column("date_first", Date),
    Column("date_last", Date),
    Column("body", Text, nullable=False, comment="facts.claims.Claim"),
    UniqueConstraint("reading_id", "position", name="claim_position"),
    Index("claim_key", "key"),
    comment="What articles state. A claim holds while its reading is live",
)

naming = Table(
    "naming",
    metadata,
    _id(),
    _reference("reading_id", "reading.id"),
    Column("position", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("relation", Text, nullable=False),
    Column("first_sound", Text, nullable=False, comment="facts.names.sound"),
    Column("second_sound", Text, nullable=False),
    Column("body", Text, nullable=False, comment="facts.claims.NameStatement"),
    UniqueConstraint("reading_id", "position", name="naming_position"),
    Index("naming_first", "first_sound"),
    Index("naming_second", "second_sound"),
    comment="Where an article itself says that two names mean one thing",
)

claim_shelf = Table(
    "claim_shelf",
    metadata,
    Column("shelf", Text, nullable=False, comment="facts.slots.shelves"),
    _reference("claim_id", "claim.id"),
    sa.PrimaryKeyConstraint("shelf", "claim_id"),
    comment="Where claims are found again: only the shelves that an article touches are loaded",
)

fact = Table(
    "fact",
    metadata,
    _id(),
    Column("key", Text, nullable=False, comment="one belief through all its versions"),
    Column("slot", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("valid_from", Text, comment="as written: YYYY, YYYY-MM or YYYY-MM-DD; null: not known"),
    Column("valid_from_first", Date),
    Column("valid_from_last", Date),
    Column("valid_until", Text, comment="the first day on which it is not so any more; null: not known to end"),
    Column("valid_until_first", Date),
    Column("valid_until_last", Date),
    Column("body", Text, nullable=False, comment="the version itself"),
    Column("recorded_from", Moment, nullable=False),
    Column("recorded_to", Moment, comment="when another version took its place; null: believed now"),
    _one_live("fact_live", "key", "recorded_to"),
    Index("fact_slot", "slot"),
    Index("fact_recorded", "recorded_from"),
    comment="Versions of what is believed; at most one live version of a belief",
)

fact_name = Table(
    "fact_name",
    metadata,
    _reference("fact_id", "fact.id"),
    Column("name_key", Text, nullable=False, comment="the name as it is compared"),
    Column("name", Text, nullable=False, comment="the name as it is written"),
    Column("role", Text, nullable=False, comment="person, organization or lab"),
    sa.PrimaryKeyConstraint("fact_id", "role", "name"),
    Index("fact_name_key", "name_key"),
    comment="Whom and what a fact is about, by every name",
)

fact_claim = Table(
    "fact_claim",
    metadata,
    _reference("fact_id", "fact.id"),
    _reference("claim_id", "claim.id"),
    sa.PrimaryKeyConstraint("fact_id", "claim_id"),
    Index("fact_claim_claim", "claim_id"),
    comment="The claims on which a version of a fact rests",
)

judgement = Table(
    "judgement",
    metadata,
    _id(),
    Column("key", Text, nullable=False, unique=True, comment="the judgement's own id: given twice, it counts once"),
    Column("body", Text, nullable=False, comment="facts.judgements.Judgement"),
    Column("recorded_at", Moment, nullable=False),
    comment="What readers decided; added to, never changed",
)

change = Table(
    "change",
    metadata,
    _id(),
    Column("key", String(32), nullable=False),
    Column("slot", Text, nullable=False),
    Column("episode", Text, nullable=False),
    Column("article", Text, nullable=False, comment="the item that brought it"),
    Column("claim", Text, nullable=False, comment="facts.claims.Claim: what it rests on"),
    Column("body", Text, nullable=False, comment="facts.changes.Change"),
    Column("told", Boolean, nullable=False),
    Column("silence", Text, comment="why nobody was told, in words; null where told"),
    Column("recorded_at", Moment, nullable=False),
    Index("change_told_once", "key", unique=True, sqlite_where=sa.text("told"), postgresql_where=sa.text("told")),
    Index("change_slot", "slot"),
    Index("change_recorded", "recorded_at"),
    comment="Differences between beliefs, told or kept silent",
)

change_shelf = Table(
    "change_shelf",
    metadata,
    Column("shelf", Text, nullable=False, comment="facts.slots.told_shelves"),
    _reference("change_id", "change.id"),
    sa.PrimaryKeyConstraint("shelf", "change_id"),
    comment="Where told changes are found again",
)

_OPEN = sa.text("state NOT IN ('sent', 'dead', 'dropped')")
"""Deliveries that are not over: a handful among all that were ever sent."""

delivery = Table(
    "delivery",
    metadata,
    Column("number", Integer().with_variant(sa.BigInteger(), "postgresql"), primary_key=True, autoincrement=True),
    Column("id", String(32), nullable=False, unique=True, comment="hash of the destination and the change's key"),
    _reference("change_id", "change.id"),
    Column("destination", Text, nullable=False),
    Column("episode", Text, nullable=False),
    Column("state", Text, nullable=False, comment="facts.outbox.DeliveryState"),
    Column("created_at", Moment, nullable=False),
    Column("due_at", Moment, nullable=False),
    Column("attempts", Integer, nullable=False, default=0),
    Column("absences", Integer, nullable=False, default=0),
    Column("intent_at", Moment),
    Column("sent_at", Moment),
    Column("message_id", Text),
    Column("channel_id", Text),
    Column("thread_id", Text),
    Column("error", Text),
    Index("delivery_destination_state", "destination", "state"),
    Index("delivery_open", "destination", sqlite_where=_OPEN, postgresql_where=_OPEN),
    Index("delivery_destination_episode", "destination", "episode"),
    comment="The outbox",
)

lease = Table(
    "lease",
    metadata,
    Column("destination", Text, primary_key=True),
    Column("holder", Text, nullable=False),
    Column("until", Moment, nullable=False),
    comment="Who alone may send to a destination, and how long",
)

feed = Table(
    "feed",
    metadata,
    Column("feed", Text, primary_key=True),
    Column("body", Text, nullable=False, comment="a JSON document that sources/ alone understands"),
    Column("updated_at", Moment, nullable=False),
    comment="What is to be remembered of each feed: validators, health, what was seen",
)

loaded = Table(
    "loaded",
    metadata,
    Column("kind", Text, primary_key=True, comment="organization or feed"),
    Column("name", Text, primary_key=True),
    Column("loaded_at", Moment, nullable=False),
    comment="Organisations and feeds whose first, silent load is over",
)
