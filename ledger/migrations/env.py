"""Alembic runs this file for each of its commands; the connection and its transaction are those of `migrate`."""

from __future__ import annotations

from alembic import context

from ledger.migrations import VERSION_TABLE
from ledger.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table=VERSION_TABLE,
    transactional_ddl=True,  # SQLite's tables change within transactions too, where nobody ends them in between
    render_as_batch=True,  # SQLite changes a table by copying it
)
with context.begin_transaction():
    context.run_migrations()
