"""Judging an article: which changes its claims make to what is believed, and which of them a reader is told of.

`judge` decides; it stores nothing and sends nothing. The rules for silence are those of the annotation guide.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from facts.changes import ArticleReference, Change, ChangeKind
from facts.claims import Modality, NameStatement, PartnershipClaim
from facts.judgements import Verdict, verdicts
from facts.names import Names, plain
from facts.news.desk import Desk
from facts.news.events import Earlier, Event, events, placed_together
from facts.news.hushing import EVERYWHERE, hushed
from facts.news.rules import decide, learned
from facts.news.state import State
from facts.news.words import build
from facts.records import Recorded, Told
from facts.slots import Placed
from facts.tenures import Direction

LATE = timedelta(days=7)
"""An article recorded so long after its publication arrives late: it completes what is known and tells nothing."""


_LATE = "recorded over a week after publication"
_OLD = "older than 90 days when published"


@dataclass(frozen=True)
class Judged:
    """`state` after the article and the `changes` to tell, in the order of the text. `told` is what to keep of them.

    `kept` is what readers asked to be told nowhere and what is too old, each with the reason.
    """

    state: State
    changes: tuple[Change, ...]
    told: tuple[Told, ...]
    kept: tuple[tuple[Told, str], ...] = ()


def judge(
    state: State,
    claims: Sequence[Recorded],
    statements: Sequence[NameStatement] = (),
    *,
    silent: bool = False,
    background: bool = False,
) -> Judged:
    """Judge the claims of one article revision (`facts.records.record`) and what it says about names.

    `silent` believes without telling: the first load of the seeds, of a new feed, of a newly watched organisation.
    Claims that the state holds already change nothing. `background` also keeps what is news but too old to be told.
    """
    after = state.reading(claims, statements)
    fresh = after.claims[len(state.claims) :]
    late = bool(fresh) and _late(fresh[0])
    if silent or not fresh or (late and not background):
        return Judged(after, (), ())
    desk, found = _desk(after, fresh)
    changes: list[Change] = []
    told: list[Told] = []
    kept: list[tuple[Told, str]] = []
    for event in found:
        verdict = decide(event, desk)
        old = _LATE if late else None
        if background and verdict is None and (late or event.background):
            verdict, old = learned(event, desk), old or _OLD
        if verdict is None:
            continue
        change = build(event, verdict, desk)
        news = Told(change=change, claim=event.recorded.claim, told_at=event.recorded.recorded_at)
        if (reason := old or hushed(news, after).get(EVERYWHERE)) is not None:
            kept.append((news, reason))
            continue
        changes.append(change)
        told.append(news)
    return Judged(after.telling(told), tuple(changes), tuple(told), tuple(kept))


def _late(recorded: Recorded) -> bool:
    return recorded.recorded_at.date() - recorded.article.published > LATE


def _desk(after: State, fresh: Sequence[Recorded]) -> tuple[Desk, list[Event]]:
    verdict = verdicts(after.judgements)
    live = [each for each in after.claims if verdict.get(each.id) is not Verdict.WRONG]
    placed, earlier = placed_together(live, after.told, after.names)
    new = {each.id: order for order, each in enumerate(fresh)}
    found = events(each for each in placed if each.recorded.id in new)
    found.sort(key=lambda event: new[event.recorded.id])
    watched = [event for event in found if concerns(event, after.names, placed)]
    return Desk(after.names, placed, earlier, watched, frozenset(new), verdict), watched


def concerns(event: Event, names: Names, placed: Iterable[Placed] = ()) -> bool:
    """Whether an event is about a watched organisation, by any of its names, or about an alliance that it belongs to."""
    unit = event.placed.post.unit if event.placed.post is not None else None
    keys = {*event.slot.organizations, *([names.organization(unit)] if unit else [])}
    if keys & names.watched:
        return True
    claim = event.recorded.claim
    return isinstance(claim, PartnershipClaim) and any(
        isinstance(other, PartnershipClaim)
        and other.name is not None
        and plain(other.name) in {plain(name) for name in claim.organizations}
        and names.watched & set(each.slot.organizations)
        for each in placed
        for other in (each.recorded.claim,)
    )


def withdraw(before: State, after: State, article: ArticleReference) -> Judged:
    """What to tell when an edited article no longer says what it said: `corrected` where that had been told.

    `after` is the state with the claims of the new revision only. Nothing is told where another live claim says the same.
    """
    live = frozenset(each.id for each in after.claims)
    gone = [each for each in before.claims if each.article.id == article.id and each.id not in live]
    changes: list[Change] = []
    told: list[Told] = []
    placed, earlier = placed_together([*after.claims, *gone], after.told, after.names)
    dropped = events(each for each in placed if each.recorded.id in {claim.id for claim in gone})
    for event in dropped:
        mine = [each for each in earlier if _rests_on(each, event)]
        again = [
            each
            for each in placed
            if each.recorded.id in live
            and (each.slot, each.value) == (event.slot, event.value)
            and (Event(each).direction is Direction.OUT) == (event.direction is Direction.OUT)
            and each.recorded.claim.modality is not Modality.DENIED
        ]
        if not mine or again or mine[-1].change is ChangeKind.CORRECTED:
            continue
        first = mine[-1].told.change
        change = first.model_copy(
            update={
                "change": ChangeKind.CORRECTED,
                "before": first.after or first.before,
                "after": None,
                "article": article,
                "confidence": "the article no longer says so",
            }
        )
        changes.append(change)
        denied = event.recorded.claim.model_copy(update={"modality": Modality.DENIED})
        told.append(Told(change=change, claim=denied, told_at=mine[-1].told.told_at))
    return Judged(after.telling(told), tuple(changes), tuple(told))


def _rests_on(each: Earlier, event: Event) -> bool:
    return each.told.change.article.id == event.recorded.article.id and (each.placed.slot, each.placed.value) == (
        event.slot,
        event.value,
    )
