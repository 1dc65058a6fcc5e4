"""The rules of telling, one function for each way in which a claim can speak: coming, going, being so, denying.

Each returns a `Verdict` to tell or None for silence; the reasons for silence stand beside the code that keeps it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from facts.changes import ChangeKind
from facts.claims import Claim, Kind, LabClaim, LeadershipClaim, Modality, PartnershipClaim
from facts.corrections import corrects, redates
from facts.news.beside import ahead, denied_beside, told_with_post, undone_beside
from facts.news.desk import Desk, is_held
from facts.news.events import SAME_EVENT, Earlier, Event, same_thing
from facts.news.history import History, history
from facts.tenures import AT_ODDS, Direction
from facts.timeline import Fact, Status

QUIET = timedelta(days=7)
"""A rumour repeated within this time of its denial is the old one; a title used so soon after a plan runs ahead."""
NEW_DEAL = timedelta(days=20)
"""Partners who sign again this long after they last did made a new deal; sooner it is the same one told again."""

_COMING = {Kind.LEADERSHIP: ChangeKind.APPOINTED, Kind.LAB: ChangeKind.OPENED, Kind.PARTNERSHIP: ChangeKind.FORMED}
_GOING = {Kind.LEADERSHIP: ChangeKind.LEFT, Kind.LAB: ChangeKind.CLOSED, Kind.PARTNERSHIP: ChangeKind.ENDED}


@dataclass(frozen=True, slots=True)
class Verdict:
    """Tell this kind of change; `earlier` is what it follows, `before` and `after` the names that changed."""

    change: ChangeKind
    before: str | None = None
    after: str | None = None
    earlier: Earlier | None = None
    episode: int = 0
    """Number of the course of events within the slot and value, counted from what was told."""


def decide(event: Event, desk: Desk) -> Verdict | None:
    """What to tell of an event, if anything."""
    past = history(event, desk.earlier)
    if event.recorded.claim.corrects:
        return _correction(event, desk, past)
    if event.modality is Modality.DENIED:
        return _denial(event, desk, past)
    if denied_beside(event, desk) or told_with_post(event, desk) or undone_beside(event, desk):
        return None
    match event.direction:
        case Direction.IN if event.modality is Modality.ASSERTED:
            return _coming(event, desk, past)
        case Direction.IN:
            return _expected(event, desk, past)
        case Direction.OUT:
            return _going(event, desk, past)
        case Direction.STATE:  # pragma: no branch: the last of them
            return _being(event, desk, past)


def learned(event: Event, desk: Desk) -> Verdict | None:
    """What an event that is too old to tell adds to what is known, for those who want to read it later; None for nothing."""
    if event.modality is not Modality.ASSERTED or event.recorded.claim.corrects or event.direction is Direction.STATE:
        return None
    fact = desk.believed(event)
    if fact is None or _known(fact, desk):
        return None
    episode = history(event, desk.earlier).episodes + 1
    if event.direction is Direction.IN:
        return Verdict(_COMING[event.slot.kind], None, _own(event), episode=episode)
    return Verdict(_GOING[event.slot.kind], _own(event), None, episode=episode)


def _coming(event: Event, desk: Desk, past: History) -> Verdict | None:
    before = _predecessor(event, desk)
    after = _own(event)
    if event.background:
        return None
    planned = past.open.get(Direction.IN)
    if planned is not None:
        if event.recorded.claim.date is None and _still_ahead(planned, event):
            return None  # the plan again, in the words of a fact
        return Verdict(ChangeKind.CONFIRMED, before or planned.told.change.before, after, planned, past.episodes)
    fact = desk.believed(event)
    if fact is None or fact.status is Status.ENDED:
        return None  # somebody else has come since: the article lags behind what is known
    if _retold(event, past, Direction.IN) or (_known(fact, desk) and not _new_deal(event, desk)):
        return None
    if fact.status is Status.DISPUTED and event.slot.single and desk.holders(event):
        return Verdict(ChangeKind.CONFLICT, before, after, episode=past.episodes + 1)
    return Verdict(_plain(event, before), before, after, episode=past.episodes + 1)


def _still_ahead(planned: Earlier, event: Event) -> bool:
    when = planned.told.claim.date
    return when is not None and when.first > event.published


def _plain(event: Event, before: str | None) -> ChangeKind:
    return ChangeKind.REPLACED if before is not None else _COMING[event.slot.kind]


def _own(event: Event) -> str | None:
    claim = event.recorded.claim
    return claim.person if isinstance(claim, LeadershipClaim) else None


def _retold(event: Event, past: History, direction: Direction) -> bool:
    """The same thing was told as a fact lately, perhaps under another title or with fewer members."""
    settled = past.settled.get(direction)
    return (
        settled is not None and abs(event.published - settled.published) <= SAME_EVENT and not _redated(event, settled)
    )


def _redated(event: Event, settled: Earlier) -> bool:
    """Whether the event is dated clearly after the one that was told."""
    when, then = event.recorded.claim.date, settled.told.claim.date
    last = then.last if then is not None else settled.published
    return event.slot.kind is Kind.PARTNERSHIP and when is not None and when.first > last + NEW_DEAL


def _known(fact: Fact, desk: Desk) -> bool:
    """Whether the fact was believed before the article."""
    return bool(set(fact.claims) - desk.new)


def _new_deal(event: Event, desk: Desk) -> bool:
    """Whether partners of old signed anew: dated, and clearly after everything known."""
    when = event.recorded.claim.date
    if event.slot.kind is not Kind.PARTNERSHIP or when is None:
        return False
    known = [
        each.recorded
        for each in desk.placed
        if each.slot == event.slot and each.recorded.id not in desk.new and Event(each).direction is not Direction.OUT
    ]
    dated = [each.claim.date.last for each in known if each.claim.date is not None]
    return all(when.first > day + NEW_DEAL for day in dated or [each.article.published for each in known])


def _predecessor(event: Event, desk: Desk) -> str | None:
    """The holder whom the one that comes follows: named as going in the article, believed to hold it, or gone last."""
    if event.slot.kind is not Kind.LEADERSHIP:
        return None
    going = desk.beside(event, Direction.OUT) or desk.rank_beside(event, Direction.OUT)
    if going:
        return _own(going[0])
    if not event.slot.single:
        return None
    joint = event.placed.post is not None and event.placed.post.joint
    held = desk.holders(event)
    if held and not (joint and desk.shared(event.slot)):
        return desk.person(held[0])
    gone = desk.last_holder(event)
    return desk.person(gone) if gone is not None and not held else None


def _expected(event: Event, desk: Desk, past: History) -> Verdict | None:
    if event.background or desk.held(event) or past.open.get(Direction.IN) is not None:
        return None  # a rumour that turns into a plan is silent too
    if _retold(event, past, Direction.IN) or _answered(event, past):
        return None
    if event.modality is Modality.RUMORED and event.slot.single and _settled_beside(event, desk):
        return None  # talked of once, beside the one who was chosen
    fact = desk.believed(event)
    if fact is None or _known(fact, desk):
        return None  # known from an article that was read silently, or taken by somebody else since
    before = _predecessor(event, desk)
    rival = _rival(event, desk)
    if rival is not None:
        return Verdict(ChangeKind.CONFLICT, rival.told.change.after, _own(event), episode=past.episodes + 1)
    return Verdict(_plain(event, before), before, _own(event), episode=past.episodes + 1)


def _settled_beside(event: Event, desk: Desk) -> bool:
    return any(other.modality is not Modality.RUMORED for other in desk.beside(event, Direction.IN))


def _answered(event: Event, past: History) -> bool:
    """Whether a plan or rumour was denied and this is still the old one: a plan is new at once, a rumour in time."""
    if past.denied is None:
        return False
    wait = QUIET if event.modality is Modality.RUMORED else timedelta()
    when = event.recorded.claim.date
    older = event.modality is Modality.RUMORED and when is not None and when.first < past.denied.published
    return event.published <= past.denied.published + wait or older


def _rival(event: Event, desk: Desk) -> Earlier | None:
    """A plan for somebody else, told lately by another article and still open, in a post of one person."""
    if not event.sole or event.modality is not Modality.PLANNED:
        return None
    if event.placed.post is not None and event.placed.post.joint:
        return None
    for each in reversed(desk.earlier):
        other = each.placed
        same = replace(other.slot, person="") == replace(event.slot, person="")
        if not same or other.value == event.value or each.direction is not Direction.IN:
            continue
        if each.told.change.article.id == event.recorded.article.id or event.published - each.published > 2 * AT_ODDS:
            continue
        still = history(Event(other), desk.earlier).open.get(Direction.IN)
        if still is each and each.modality is Modality.PLANNED:
            return each
    return None


def _going(event: Event, desk: Desk, past: History) -> Verdict | None:
    if _replaced_here(event, desk) or desk.rank_beside(event, Direction.IN):
        return None  # told with the one who comes
    sure = event.modality is Modality.ASSERTED
    planned = past.open.get(Direction.OUT)
    coming = past.open.get(Direction.IN)
    own = _own(event)
    if sure and coming is not None and not desk.held(event):
        return Verdict(ChangeKind.DENIED, None, None, coming, past.episodes)  # called off before it came to be
    if planned is not None:
        return Verdict(ChangeKind.CONFIRMED, own, None, planned, past.episodes) if sure else None
    if event.background or _retold(event, past, Direction.OUT) or _followed(event, desk):
        return None
    if not sure and _answered(event, past):
        return None
    if _gone_already(event, desk):
        return None
    return Verdict(_GOING[event.slot.kind], own, None, episode=past.episodes + 1)


def _replaced_here(event: Event, desk: Desk) -> bool:
    """Whether the article also names who comes; for plans, who is meant to come."""
    return bool(desk.beside(event, Direction.IN)) and event.slot.single


def _followed(event: Event, desk: Desk) -> bool:
    """Whether a told replacement already said that this person goes."""
    for each in desk.earlier:
        change = each.told.change
        if each.placed.slot != event.slot or change.before is None or change.change is ChangeKind.CORRECTED:
            continue
        if change.before == _own(event) and each.direction is not Direction.OUT:
            still = history(Event(each.placed), desk.earlier)
            if still.open or still.settled:
                return True
    return False


def _gone_already(event: Event, desk: Desk) -> bool:
    """Whether the person was known to have gone, the lab to be closed, the partnership to be over."""
    known = [fact for fact in desk.before(event.slot) if fact.value == event.value]
    if any(is_held(fact, event.published) for fact in known):
        return event.modality is not Modality.ASSERTED and desk.announced(event)
    return bool(known)


def _being(event: Event, desk: Desk, past: History) -> Verdict | None:
    planned = past.open.get(Direction.IN)
    if event.modality is not Modality.ASSERTED:
        return None
    if planned is not None:
        when = planned.told.claim.date
        ahead_still = when.last >= event.published if when is not None else event.published <= planned.published + QUIET
        if ahead_still:
            return None  # its day has not come: the title or the name runs ahead
        if event.ranked and event.slot != planned.placed.slot:
            return None  # the rank that the person has besides: a 부사장 is not yet the 사장
        before = planned.told.change.before
        return Verdict(ChangeKind.CONFIRMED, before, _own(event), planned, past.episodes)
    if not event.slot.single or desk.held(event) or desk.shared(event.slot):
        return None
    return _contradiction(event, desk, past)


def _contradiction(event: Event, desk: Desk, past: History) -> Verdict | None:
    """A newer article names another holder of a post of one person; one who held it before is only called so still."""
    known = desk.before(event.slot)
    if any(fact.value == event.value for fact in known) or desk.stands_in(event):
        return None
    if _retold(event, past, Direction.OUT) or _retold(event, past, Direction.IN):
        return None
    if desk.beside(event, Direction.STATE):
        return None  # the article gives two people the title: one of the two is misread
    holders = desk.holders(event)
    fact = desk.believed(event)
    if fact is None or fact.status is not Status.ASSERTED:
        return None
    if holders:
        if holders[0].last_seen >= event.published:
            return None
        return Verdict(ChangeKind.REPLACED, desk.person(holders[0]), _own(event), episode=past.episodes + 1)
    gone = desk.last_holder(event)
    if gone is None:
        return None
    return Verdict(ChangeKind.REPLACED, desk.person(gone), _own(event), episode=past.episodes + 1)


def _denial(event: Event, desk: Desk, past: History) -> Verdict | None:
    if any(other.slot == event.slot and other.modality is Modality.DENIED for other in ahead(event, desk)):
        return None  # one denial of both, who was to come and who was to go
    pending = past.pending() or _pending_in_slot(event, desk)
    if pending is not None:
        return Verdict(ChangeKind.DENIED, None, None, pending, max(past.episodes, 1))
    stated = past.settled.get(event.direction)
    if stated is None or stated.change is ChangeKind.CONFIRMED or event.published - stated.published > 2 * AT_ODDS:
        return None
    return Verdict(ChangeKind.DENIED, None, None, stated, past.episodes)


def _pending_in_slot(event: Event, desk: Desk) -> Earlier | None:
    """An open plan for the post that is to take it from the person, or to give it to somebody else."""
    for each in reversed(desk.earlier):
        if each.placed.slot == event.slot and event.slot.single and each.told.change.before == _own(event):
            pending = history(Event(each.placed), desk.earlier).pending()
            if pending is each:
                return each
    return None


def _correction(event: Event, desk: Desk, past: History) -> Verdict | None:
    wrong = [each for each in desk.earlier if corrects(event.placed, each.placed, desk.names)]
    wrong = [each for each in wrong if not _corrected(each, desk)]
    if event.modality is Modality.DENIED:
        named = any(other.recorded.claim.corrects and other.modality is not Modality.DENIED for other in desk.events)
        if not wrong or named:
            return None  # the right name stands beside it and is told instead
        return Verdict(ChangeKind.CORRECTED, _name(wrong[-1], event, desk), None, wrong[-1], max(past.episodes, 1))
    if wrong:
        if any(other.slot == event.slot and other.value == event.value for other in ahead(event, desk)):
            return None
        before, after = _name(wrong[-1], event, desk), _new_name(wrong[-1], event, desk)
        return Verdict(ChangeKind.CORRECTED, before, after, wrong[-1], max(past.episodes, 1))
    if past.told or desk.held(event) or desk.before(event.slot):
        return None  # the name stays: a date or another detail was wrong
    plain = {Direction.IN: _coming, Direction.OUT: _going, Direction.STATE: _being}[event.direction]
    return plain(event, desk, past)


def _corrected(each: Earlier, desk: Desk) -> bool:
    return any(
        later.change is ChangeKind.CORRECTED and later.told.change.before == each.told.change.after
        for later in desk.earlier
        if later.placed.slot == each.placed.slot and later.placed.value != each.placed.value
    ) or any(same_thing(Event(later.placed), each) and later.change is ChangeKind.CORRECTED for later in desk.earlier)


def _name(each: Earlier, event: Event, desk: Desk) -> str:
    """What was wrong: the name, or the date of the one who is named rightly."""
    wrong = each.placed.recorded
    if redates(event.recorded, wrong) and each.placed.value == event.value and each.placed.slot == event.slot:
        return str(wrong.claim.date)
    return _differing(wrong.claim, set(event.slot.organizations), desk)


def _new_name(each: Earlier, event: Event, desk: Desk) -> str:
    right = event.recorded
    if redates(right, each.placed.recorded) and each.placed.value == event.value and each.placed.slot == event.slot:
        return str(right.claim.date)
    return _differing(right.claim, set(each.placed.slot.organizations), desk)


def _differing(claim: Claim, others: set[str], desk: Desk) -> str:
    if isinstance(claim, PartnershipClaim):
        return ", ".join(name for name in claim.organizations if desk.names.organization(name) not in others)
    if isinstance(claim, LabClaim):
        return claim.name
    return claim.person
