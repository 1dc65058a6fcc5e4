"""Know which articles' text was removed after its time, and find those whose text is still there by their age."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from ledger.schema import Moment

revision = "3"
down_revision = "2"

_KEPT = sa.text("text_removed_at IS NULL")


def upgrade() -> None:
    op.add_column("article", sa.Column("text_removed_at", Moment, comment="when its text was; null: it is there"))
    op.create_index("article_text_kept", "article", ["recorded_at"], sqlite_where=_KEPT, postgresql_where=_KEPT)
