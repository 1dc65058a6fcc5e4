"""Real ledgers for the tests of alerts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from facts.changes import Change
from ledger import Ledger
from ledger.outbox import delivery_id, enqueue
from ledger.schema import change as changes
from tests.alerts.scene import START


def put_in_ledger(ledger: Ledger, *told: Change, to: Sequence[str] = ("team",), at: datetime = START) -> list[str]:
    """Put changes on their way as recording does; the ids of the deliveries."""

    def work(connection: Any) -> None:
        for each in told:
            row = {
                "key": each.key,
                "slot": each.slot,
                "episode": each.episode,
                "article": each.article.id,
                "body": each.model_dump_json(),
                "told": True,
                "recorded_at": at,
            }
            # columns that only judgement reads are beside the point here, whatever they come to be
            row |= {c.name: "{}" for c in changes.c if not (c.nullable or c.primary_key or c.name in row)}
            number = connection.execute(changes.insert().returning(changes.c.id), row).scalar_one()
            enqueue(connection, number, each, list(to), at)

    ledger.database.write(work)
    return [delivery_id(destination, each.key) for destination in to for each in told]


def template(folder: Path) -> Path:
    """An empty ledger file, to be copied."""
    path = folder / "template.db"
    Ledger.open(f"sqlite:///{path}").close()
    return path
