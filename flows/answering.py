"""What readers answer becomes a judgement in the ledger, once each, whichever way it comes in."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from alerts.answers import Answer, judgement_of
from alerts.senders import Clock
from facts.judgements import Judgement
from flows.pipeline import Monitor


class AnswerBook:
    """Keeps answers. Safe to share between threads: the ledger itself knows an answer by its key."""

    def __init__(self, opened: Monitor, clock: Clock) -> None:
        self._opened, self._clock = opened, clock

    def take(self, answer: Answer) -> bool:
        """True where a judgement came of it; False where it is known, or about a change that this ledger never told."""
        if answer.key in self._known:
            return False
        noted = self._opened.ledger.told_change(answer.change_key)
        if noted is None:
            return False
        now = self._clock.now()
        judgement = judgement_of(answer, noted.change, [noted.claim], now)
        kept = judgement is not None and self._opened.ledger.judge(
            judgement, watch=self._opened.watch_list.watch, now=now
        )
        self._known.add(answer.key)
        return kept

    def judged(self) -> Sequence[Judgement]:
        """Every judgement, those just taken in among them."""
        return self._opened.ledger.judgements()

    @cached_property
    def _known(self) -> set[str]:
        return {each.id for each in self._opened.ledger.judgements()}
