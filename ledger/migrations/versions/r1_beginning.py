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
        "feed",
        sa.Column("feed", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False, comment="a JSON document that sources/ alone understands"),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("feed"),
        comment="What is to be remembered of each feed: validators, health, what was seen",
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
    op.create_table(
        "naming",
        sa.Column("id", _NUMBER, autoincrement=True, nullable=False),
        sa.Column("reading_id", _NUMBER, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("relation", sa.Text(), nullable=False),
        sa.Column("first", sa.Text(), nullable=False),
        sa.Column("second", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False, comment="facts.claims.NameStatement"),
        sa.ForeignKeyConstraint(["reading_id"], ["reading.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("reading_id", "position", name="naming_position"),
        comment="Where an article itself says that two names mean one thing",
    )
