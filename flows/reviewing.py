"""Changes that wait for a person: what waits, and what the person decides. Knows nothing of Prefect."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from facts.judgements import ClaimJudgement, Verdict
from flows.pipeline import Monitor
from ledger import UnknownNameError
from ledger.reviewing import Held

HEAD = ("key", "since (UTC)", "change", "who or where", "before → after", "sentence", "would be told at")


def decide(opened: Monitor, key: str, verdict: Verdict, reason: str, by: str) -> Held:
    """Judge the waiting change whose key begins so; the change. UnknownNameError where none or several wait."""
    now = datetime.now(UTC)
    found = [each for each in opened.ledger.held() if key and each.change.key.startswith(key)]
    if len(found) == 1:
        (held,) = found
        judgement = ClaimJudgement(
            id=uuid.uuid4().hex, at=now, by=by, reason=reason, verdict=verdict, claims=(held.claim,)
        )
        if opened.ledger.decide(held.change.key, judgement, watch=opened.watch_list.watch, now=now):
            return held
    raise UnknownNameError(key, [each.change.key[:8] for each in opened.ledger.held()])


def expire(opened: Monitor) -> int:
    """End the waiting of what nobody decided on in the days that the settings give; how many changes."""
    now, settings = datetime.now(UTC), opened.settings
    before = now - timedelta(days=settings.review_days)
    return opened.ledger.expire_held(before, now, tell=settings.review_unanswered == "tell")


def rows(waiting: Sequence[Held]) -> list[tuple[object, ...]]:
    """What waits as rows under `HEAD`."""
    return [
        (
            each.change.key[:8],
            f"{each.since:%Y-%m-%d %H:%M}",
            f"{each.change.kind} {each.change.change}, {each.change.modality}",
            ", ".join(each.change.subject),
            f"{each.change.before or '—'} → {each.change.after or '—'}",
            each.change.sentence,
            ", ".join(each.destinations),
        )
        for each in waiting
    ]
