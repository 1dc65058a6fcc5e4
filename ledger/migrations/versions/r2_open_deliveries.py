"""Find what is still to be sent without reading all that ever was: every pass over the outbox asks for it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "2"
down_revision = "1"

_OPEN = sa.text("state NOT IN ('sent', 'dead', 'dropped')")


def upgrade() -> None:
    op.create_index("delivery_open", "delivery", ["destination"], sqlite_where=_OPEN, postgresql_where=_OPEN)
