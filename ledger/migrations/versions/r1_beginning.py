"""The ledger as it began."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "1"
down_revision = None

_NUMBER = sa.Integer().with_variant(sa.BigInteger(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "article",
        sa.Column("id", _NUMBER, autoincrement=True, nullable=False),
        sa.Column("article", sa.Text(), nullable=False, comment="the item's own id: all its revisions share it"),
        sa.Column("revision", sa.Integer(), nullable=False, comment="1 for what was seen first"),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("published", sa.Date(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False, comment="facts.articles.Article"),
        sa.Column(
            "reference", sa.Text(), nullable=False, comment="facts.changes.ArticleReference: the body without its text"
        ),
        sa.Column("tier", sa.Integer(), nullable=False, comment="facts.records.Tier"),
        sa.Column("sketch", sa.Text(), nullable=False, comment="a JSON list: copies of one text have like sketches"),
        sa.Column("attributed_to", sa.Text(), nullable=True, comment="the outlet that it repeats"),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("article", "revision", name="article_revision"),
        comment="Revisions of news items, as they were read",
    )
    op.create_table(
        "change",
        sa.Column("id", _NUMBER, autoincrement=True, nullable=False),
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("slot", sa.Text(), nullable=False),
        sa.Column("episode", sa.Text(), nullable=False),
        sa.Column("article", sa.Text(), nullable=False, comment="the item that brought it"),
        sa.Column("claim", sa.Text(), nullable=False, comment="facts.claims.Claim: what it rests on"),
        sa.Column("body", sa.Text(), nullable=False, comment="facts.changes.Change"),
        sa.Column("told", sa.Boolean(), nullable=False),
        sa.Column("silence", sa.Text(), nullable=True, comment="why nobody was told, in words; null where told"),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        comment="Differences between beliefs, told or kept silent",
    )
    op.create_index("change_recorded", "change", ["recorded_at"], unique=False)
    op.create_index("change_slot", "change", ["slot"], unique=False)
    op.create_index(
        "change_told_once",
        "change",
        ["key"],
        unique=True,
        sqlite_where=sa.text("told"),
        postgresql_where=sa.text("told"),
    )
    op.create_table(
        "fact",
        sa.Column("id", _NUMBER, autoincrement=True, nullable=False),
        sa.Column("key", sa.Text(), nullable=False, comment="one belief through all its versions"),
        sa.Column("slot", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column(
            "valid_from", sa.Text(), nullable=True, comment="as written: YYYY, YYYY-MM or YYYY-MM-DD; null: not known"
        ),
        sa.Column("valid_from_first", sa.Date(), nullable=True),
        sa.Column("valid_from_last", sa.Date(), nullable=True),
        sa.Column(
            "valid_until",
            sa.Text(),
            nullable=True,
            comment="the first day on which it is not so any more; null: not known to end",
        ),
        sa.Column("valid_until_first", sa.Date(), nullable=True),
        sa.Column("valid_until_last", sa.Date(), nullable=True),
        sa.Column("body", sa.Text(), nullable=False, comment="the version itself"),
        sa.Column("recorded_from", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "recorded_to",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="when another version took its place; null: believed now",
        ),
        sa.PrimaryKeyConstraint("id"),
        comment="Versions of what is believed; at most one live version of a belief",
    )
    op.create_index(
        "fact_live",
        "fact",
        ["key"],
        unique=True,
        sqlite_where=sa.text("recorded_to IS NULL"),
        postgresql_where=sa.text("recorded_to IS NULL"),
    )
    op.create_index("fact_recorded", "fact", ["recorded_from"], unique=False)
    op.create_index("fact_slot", "fact", ["slot"], unique=False)
    op.create_table(
        "feed",
        sa.Column("feed", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False, comment="a JSON document that sources/ alone understands"),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("feed"),
        comment="What is to be remembered of each feed: validators, health, what was seen",
    )
    op.create_table(
        "judgement",
        sa.Column("id", _NUMBER, autoincrement=True, nullable=False),
        sa.Column("key", sa.Text(), nullable=False, comment="the judgement's own id: given twice, it counts once"),
        sa.Column("body", sa.Text(), nullable=False, comment="facts.judgements.Judgement"),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("key"),
        comment="What readers decided; added to, never changed",
    )
    op.create_table(
        "lease",
        sa.Column("destination", sa.Text(), nullable=False),
        sa.Column("holder", sa.Text(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("destination"),
        comment="Who alone may send to a destination, and how long",
    )
    op.create_table(
        "loaded",
        sa.Column("kind", sa.Text(), nullable=False, comment="organization or feed"),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("loaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("kind", "name"),
        comment="Organisations and feeds whose first, silent load is over",
    )
    op.create_table(
        "change_shelf",
        sa.Column("shelf", sa.Text(), nullable=False, comment="facts.slots.told_shelves"),
        sa.Column("change_id", _NUMBER, nullable=False),
        sa.ForeignKeyConstraint(["change_id"], ["change.id"]),
        sa.PrimaryKeyConstraint("shelf", "change_id"),
        comment="Where told changes are found again",
    )
    op.create_table(
        "delivery",
        sa.Column("number", _NUMBER, autoincrement=True, nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False, comment="hash of the destination and the change's key"),
        sa.Column("change_id", _NUMBER, nullable=False),
        sa.Column("destination", sa.Text(), nullable=False),
        sa.Column("episode", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False, comment="facts.outbox.DeliveryState"),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("absences", sa.Integer(), nullable=False),
        sa.Column("intent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("message_id", sa.Text(), nullable=True),
        sa.Column("channel_id", sa.Text(), nullable=True),
        sa.Column("thread_id", sa.Text(), nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["change_id"], ["change.id"]),
        sa.PrimaryKeyConstraint("number"),
        sa.UniqueConstraint("id"),
        comment="The outbox",
    )
    op.create_index("delivery_destination_episode", "delivery", ["destination", "episode"], unique=False)
    op.create_index("delivery_destination_state", "delivery", ["destination", "state"], unique=False)
    op.create_table(
        "fact_name",
        sa.Column("fact_id", _NUMBER, nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False, comment="the name as it is compared"),
        sa.Column("name", sa.Text(), nullable=False, comment="the name as it is written"),
        sa.Column("role", sa.Text(), nullable=False, comment="person, organization or lab"),
        sa.ForeignKeyConstraint(["fact_id"], ["fact.id"]),
        sa.PrimaryKeyConstraint("fact_id", "role", "name"),
        comment="Whom and what a fact is about, by every name",
    )
    op.create_index("fact_name_key", "fact_name", ["name_key"], unique=False)
    op.create_table(
        "reading",
        sa.Column("id", _NUMBER, autoincrement=True, nullable=False),
        sa.Column("article", sa.Text(), nullable=False),
        sa.Column("revision_id", _NUMBER, nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "superseded_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="when an edited item or newer rules took its place",
        ),
        sa.ForeignKeyConstraint(["revision_id"], ["article.id"]),
        sa.PrimaryKeyConstraint("id"),
        comment="What extraction found in one revision at one time; one live reading an item",
    )
    op.create_index(
        "reading_live",
        "reading",
        ["article"],
        unique=True,
        sqlite_where=sa.text("superseded_at IS NULL"),
        postgresql_where=sa.text("superseded_at IS NULL"),
    )
    op.create_index("reading_revision", "reading", ["revision_id"], unique=False)
    op.create_table(
        "claim",
        sa.Column("id", _NUMBER, autoincrement=True, nullable=False),
        sa.Column("reading_id", _NUMBER, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False, comment="its place among the reading's claims, from 0"),
        sa.Column(
            "key",
            sa.String(length=32),
            nullable=False,
            comment="facts.records.claim_id: the statement, whatever its revision",
        ),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("modality", sa.Text(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("evidence_start", sa.Integer(), nullable=False, comment="characters of the revision's content"),
        sa.Column("evidence_end", sa.Integer(), nullable=False),
        sa.Column("date", sa.Text(), nullable=True, comment="as written: YYYY, YYYY-MM or YYYY-MM-DD"),
        sa.Column("date_first", sa.Date(), nullable=True),
        sa.Column("date_last", sa.Date(), nullable=True),
        sa.Column("body", sa.Text(), nullable=False, comment="facts.claims.Claim"),
        sa.ForeignKeyConstraint(["reading_id"], ["reading.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("reading_id", "position", name="claim_position"),
        comment="What articles state. A claim holds while its reading is live",
    )
    op.create_index("claim_key", "claim", ["key"], unique=False)
    op.create_table(
        "naming",
        sa.Column("id", _NUMBER, autoincrement=True, nullable=False),
        sa.Column("reading_id", _NUMBER, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("relation", sa.Text(), nullable=False),
        sa.Column("first_sound", sa.Text(), nullable=False, comment="facts.names.sound"),
        sa.Column("second_sound", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False, comment="facts.claims.NameStatement"),
        sa.ForeignKeyConstraint(["reading_id"], ["reading.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("reading_id", "position", name="naming_position"),
        comment="Where an article itself says that two names mean one thing",
    )
    op.create_index("naming_first", "naming", ["first_sound"], unique=False)
    op.create_index("naming_second", "naming", ["second_sound"], unique=False)
    op.create_table(
        "claim_shelf",
        sa.Column("shelf", sa.Text(), nullable=False, comment="facts.slots.shelves"),
        sa.Column("claim_id", _NUMBER, nullable=False),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"]),
        sa.PrimaryKeyConstraint("shelf", "claim_id"),
        comment="Where claims are found again: only the shelves that an article touches are loaded",
    )
    op.create_table(
        "fact_claim",
        sa.Column("fact_id", _NUMBER, nullable=False),
        sa.Column("claim_id", _NUMBER, nullable=False),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"]),
        sa.ForeignKeyConstraint(["fact_id"], ["fact.id"]),
        sa.PrimaryKeyConstraint("fact_id", "claim_id"),
        comment="The claims on which a version of a fact rests",
    )
    op.create_index("fact_claim_claim", "fact_claim", ["claim_id"], unique=False)
