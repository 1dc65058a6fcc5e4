"""Which waiting alerts are announced together. Pure."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from facts.outbox import Delivery

ARTICLE_FROM = 4
"""So many changes of one article (a personnel list) are one message, each in full in its thread."""

BURST_FROM = 6
"""So many messages at once are one instead."""

INDEX_LIMIT = 200
"""Changes under one message: 500 at once make three, and a thread can still be read."""

_CLAIM = "announced by "


@dataclass(frozen=True, slots=True)
class Index:
    """Deliveries announced by one message; afterwards each is told by a reply of its own."""

    members: tuple[Delivery, ...]

    @property
    def id(self) -> str:
        return index_id(self.members[0].id)


def index_id(leader: str) -> str:
    """The id of the message that announces a group, made of the first member's: the same again after a crash."""
    return hashlib.sha256(f"index\x1f{leader}".encode()).hexdigest()[:32]


def claimed_by(delivery: Delivery) -> str | None:
    """The leader whose announcement a delivery is to be part of; None where it is part of none, or already is told."""
    thread = delivery.thread_id or ""
    return thread.removeprefix(_CLAIM) if thread.startswith(_CLAIM) else None


def claim(leader: Delivery) -> str:
    """Written into `thread_id` before the announcement is posted: who is part of it is known after a crash."""
    return _CLAIM + leader.id


def plan(ready: Sequence[Delivery], together: Collection[str]) -> tuple[Delivery | Index, ...]:
    """What to post, first come first served. `ready` are first messages of their episodes; `together` names those that
    were held for the same time (a digest, quiet hours) and so are told together, even two.
    """
    held = [one for one in ready if one.id in together]
    by_article: dict[str, list[Delivery]] = defaultdict(list)
    for one in ready:
        if len(held) < 2 or one.id not in together:
            by_article[one.change.article.id].append(one)
    lists = [members for members in by_article.values() if len(members) >= ARTICLE_FROM]
    rest = [one for members in by_article.values() if len(members) < ARTICLE_FROM for one in members]
    groups = [*lists, held] if len(held) > 1 else lists
    if len(groups) + len(rest) >= BURST_FROM:
        groups, rest = [list(ready)], []
    indexes = [
        Index(tuple(members[start : start + INDEX_LIMIT]))
        for members in groups
        for start in range(0, len(members), INDEX_LIMIT)
    ]
    place = {one.id: number for number, one in enumerate(ready)}
    units: list[Delivery | Index] = [*indexes, *rest]
    return tuple(sorted(units, key=lambda unit: place[unit.members[0].id if isinstance(unit, Index) else unit.id]))
