"""What readers' answers leave visible at a message: who said what, and until when it is muted. Pure values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Verdict(StrEnum):
    """What a reader can say to an alert."""

    RIGHT = "right"
    WRONG = "wrong"
    TOLD_BEFORE = "told_before"
    MUTE = "mute"


@dataclass(frozen=True, slots=True)
class Mark:
    """One verdict at a message, and the ids of the members who gave it. `until`: the last day of a mute, local."""

    verdict: Verdict
    members: tuple[str, ...]
    until: date | None = None
