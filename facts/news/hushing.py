"""Whom a change is not told, because a reader there asked for silence: muted, or told before. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from facts.changes import Change, ChangeKind
from facts.claims import Claim, Kind, LabClaim, LeadershipClaim
from facts.judgements import Mute, Repeat, mutes_in_force
from facts.names import Names, plain
from facts.news.events import SAME_EVENT
from facts.news.state import State
from facts.records import Told
from facts.slots import organizations

EVERYWHERE = ""
"""Stands for all destinations."""

_COMING = frozenset({ChangeKind.APPOINTED, ChangeKind.REPLACED, ChangeKind.OPENED, ChangeKind.FORMED})
_GOING = frozenset({ChangeKind.LEFT, ChangeKind.CLOSED, ChangeKind.ENDED})


def hushed(told: Told, state: State) -> Mapping[str, str]:
    """The destinations that are not to be told, each with the reason in words; `EVERYWHERE` where none is.

    Of `state` it reads the judgements, the names, and among what was told the changes that readers marked as repeats.
    """
    about = {state.names.organization(name) for name in organizations(told.claim)}
    found: dict[str, str] = {}
    for mute in mutes_in_force(state.judgements, told.told_at):
        if mute.slot == told.change.slot or _names(mute, state.names) & about:
            found[mute.destination or EVERYWHERE] = _muted(mute)
    repeats = {each.change: each for each in state.judgements if isinstance(each, Repeat)}
    for earlier in state.told if repeats else ():
        repeat = repeats.get(earlier.change.key)
        if repeat is not None and _same_news(told, earlier, state.names):
            found[repeat.destination or EVERYWHERE] = f"told before, says {repeat.by or 'a reader'}"
    return found


def _names(mute: Mute, names: Names) -> set[str]:
    return {names.organization(mute.organization)} if mute.organization else set()


def _muted(mute: Mute) -> str:
    until = f" until {mute.until:%Y-%m-%d %H:%M} UTC" if mute.until else ""
    by = f" by {mute.by}" if mute.by else ""
    return f"muted{until}{by}"


def _same_news(told: Told, earlier: Told, names: Names) -> bool:
    """Whether a change goes on with, or tells again, what was marked as a repeat."""
    now, then = told.change, earlier.change
    if now.key == then.key:
        return False  # a mark is about what comes later
    if now.episode == then.episode:
        return now.change is ChangeKind.CONFIRMED or (
            _direction(now) is not None and _direction(now) is _direction(then)
        )
    return (
        now.kind is then.kind
        and _direction(now) is not None
        and _direction(now) is _direction(then)
        and abs(now.article.published - then.article.published) <= SAME_EVENT
        and _subject(told.claim, names) == _subject(earlier.claim, names)
    )


def _direction(change: Change) -> frozenset[ChangeKind] | None:
    return next((kinds for kinds in (_COMING, _GOING) if change.change in kinds), None)


def _subject(claim: Claim, names: Names) -> tuple[Kind, str, frozenset[str]]:
    """Who or what comes or goes, whatever the post or the partnership is called."""
    about = frozenset(names.organization(name) for name in organizations(claim))
    match claim:
        case LeadershipClaim():
            return claim.kind, plain(claim.person), about
        case LabClaim():
            return claim.kind, plain(claim.name), about
        case _:
            return claim.kind, "", about
