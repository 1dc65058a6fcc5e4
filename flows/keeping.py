"""Backups of the ledger and the room it takes. Knows nothing of Prefect."""

from __future__ import annotations

import gzip
import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from flows.pipeline import Monitor
from ledger import ExchangeError


@dataclass(frozen=True, slots=True)
class Kept:
    """What upkeep came to; sizes in bytes."""

    backup: Path
    lines: int
    size: int
    dropped: tuple[Path, ...]


def backups(folder: Path) -> list[Path]:
    """The backups in a folder, oldest first."""
    return sorted(folder.glob("ledger-*.jsonl.gz"))


def back_up(opened: Monitor, keep: int) -> Kept:
    """Write today's backup, whole or not at all, in the data folder; keep so many. ExchangeError where it cannot be.

    `bongsu import` takes it, unpacked with gzip -d.
    """
    folder = opened.settings.data / "backups"
    target = folder / f"ledger-{datetime.now(UTC):%Y-%m-%d}.jsonl.gz"
    unfinished = folder / f".{target.name}.part"
    lines = 0
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with gzip.open(unfinished, "wt", encoding="utf-8", compresslevel=6) as file:
            for line in opened.ledger.export_lines():
                file.write(f"{line}\n")
                lines += 1
        with unfinished.open("rb") as written:
            os.fsync(written.fileno())
        unfinished.replace(target)
        dropped = backups(folder)[:-keep]
        for old in dropped:
            old.unlink()
        return Kept(target, lines, target.stat().st_size, tuple(dropped))
    except OSError as error:
        raise ExchangeError(f"{target}: cannot be written: {error.strerror}; is there room in BONGSU_DATA?") from error
