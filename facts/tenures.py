"""From what was stated about one slot to when it was so: the sweep behind `facts.timeline`.

Pure: the same observations in any order give the same tenures. A tenure is somebody's time in a post; a lab's or a
partnership's existence is the tenure of the one value that its slot can have.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import IntEnum

from facts.claims import Modality
from facts.dates import PartialDate

RETOLD = timedelta(days=60)
"""An undated statement is about the dated event of the same kind that is published within this time of it."""
AT_ODDS = timedelta(days=7)
"""Two comings to a post of one person, stated within this time without a going between them, cannot both be so."""
RETURN = timedelta(days=90)
"""An undated coming within this time after somebody's going tells the old coming again; later it is a return."""


class Direction(IntEnum):
    """In the order in which things of one day happened."""

    OUT = 0
    IN = 1
    STATE = 2


@dataclass(frozen=True, slots=True)
class Observation:
    """One statement about the slot. `when` is the stated date; `published` and `article` say by whom and when it was said."""

    id: str
    value: str
    direction: Direction
    modality: Modality
    when: PartialDate | None
    published: date
    article: str
    joint: bool = False
    upheld: bool = False
    """A reader says that it is right."""


@dataclass(frozen=True, slots=True)
class Tenure:
    """When a value held. `start` None: since before anybody said; `end` None: until further notice.

    `seen` is the first day on which somebody stated it, `inferred_end` says that only the next holder shows the end, and
    `standing` what kind of belief it is: asserted, planned or rumored; `disputed` where sources are at odds.
    """

    value: str
    start: PartialDate | None
    seen: date
    support: tuple[str, ...]
    end: PartialDate | None = None
    inferred_end: bool = False
    announced_end: bool = False
    disputed: bool = False
    joint: bool = False
    standing: Modality = Modality.ASSERTED
    last_seen: date = date.min
    began_in: frozenset[str] = frozenset()
    """Articles that state the beginning; two holders from one article hold it together."""

    @property
    def begins(self) -> date:
        return self.start.first if self.start is not None else self.seen

    @property
    def ends(self) -> date | None:
        return self.end.first if self.end is not None else None


@dataclass(slots=True)
class _Sweep:
    single: bool
    together: frozenset[str] = frozenset()
    """Articles in which several people come to share the post."""
    open: list[Tenure] = field(default_factory=list)
    closed: list[Tenure] = field(default_factory=list)


def tenures(observations: Iterable[Observation], *, single: bool) -> list[Tenure]:
    """All tenures of one slot, earliest first; `single` where one person at a time holds it."""
    known = sorted(observations, key=lambda o: (o.published, o.article, o.id))
    asserted = _dated([o for o in known if o.modality is Modality.ASSERTED and not _unsaid(o, known)])
    sweep = _Sweep(single, _together(asserted))
    in_time = sorted(asserted, key=lambda o: (_moment(o), o.direction, o.published, o.article, o.id))
    for place, seen in enumerate(in_time):
        match seen.direction:
            case Direction.IN:
                _come(sweep, seen)
            case Direction.STATE:
                _state(sweep, seen, in_time[place + 1 :])
            case Direction.OUT:  # pragma: no branch: the last of three
                _go(sweep, seen)
    found = _denied([*sweep.closed, *sweep.open], known)
    found = _announced(found, known)
    found += _expected(found, known)
    return sorted(found, key=lambda t: (t.begins, t.ends or date.max, t.value, t.standing))


def _unsaid(seen: Observation, known: Sequence[Observation]) -> bool:
    """Whether a statement is taken back by a denial of the same coming or going.

    An article that tells it without a date and also denies it quotes what it denies. A going that is denied within
    days did not happen: who goes after all is said to go again.
    """
    if seen.direction is Direction.STATE or seen.upheld:
        return False
    return any(
        (o.article == seen.article and seen.when is None)
        or (seen.direction is Direction.OUT and timedelta() < o.published - seen.published <= 2 * AT_ODDS)
        for o in known
        if (o.value, o.direction, o.modality) == (seen.value, seen.direction, Modality.DENIED)
    )


def _together(asserted: Iterable[Observation]) -> frozenset[str]:
    sharing: dict[str, set[str]] = {}
    for seen in asserted:
        if seen.joint and seen.direction is Direction.IN:
            sharing.setdefault(seen.article, set()).add(seen.value)
    return frozenset(article for article, values in sharing.items() if len(values) > 1)


def _moment(seen: Observation) -> date:
    return seen.when.first if seen.when is not None and seen.direction is not Direction.STATE else seen.published


def _dated(asserted: list[Observation]) -> list[Observation]:
    """Each coming and going with the best date that any statement of the same event gives."""
    dated: dict[tuple[str, Direction], set[PartialDate]] = {}
    for seen in asserted:
        if seen.when is not None and seen.direction is not Direction.STATE:
            dated.setdefault((seen.value, seen.direction), set()).add(seen.when)
    return [replace(seen, when=_best(seen, dated.get((seen.value, seen.direction), set()))) for seen in asserted]


def _best(seen: Observation, dated: AbstractSet[PartialDate]) -> PartialDate | None:
    """The finest date of the same event; of several the earliest."""
    if seen.direction is Direction.STATE:
        return None
    when = seen.when
    if when is None:
        near = [other for other in dated if _near(seen.published, other)]
        when = min(near, key=lambda other: (other.first, other.last), default=None)
    if when is None:
        return None
    finer = [other for other in dated if when.covers(other)]
    return min(finer, key=lambda other: (other.last - other.first, other.first))


def _near(published: date, when: PartialDate) -> bool:
    return when.first - RETOLD <= published <= when.last + RETOLD


def _support(tenure: Tenure, seen: Observation) -> Tenure:
    return replace(
        tenure,
        support=tuple(sorted({*tenure.support, seen.id})),
        last_seen=max(tenure.last_seen, seen.published),
        joint=tenure.joint or seen.joint,
        # without a start, `seen` bounds it: what was published before would reach back into another's time
        seen=min(tenure.seen, seen.published) if tenure.start is not None else tenure.seen,
    )


def _new(seen: Observation, start: PartialDate | None) -> Tenure:
    return Tenure(
        value=seen.value,
        start=start,
        seen=seen.published,
        support=(seen.id,),
        joint=seen.joint,
        last_seen=seen.published,
        began_in=frozenset({seen.article}),
    )


def _start(seen: Observation) -> PartialDate:
    return seen.when or PartialDate.of(seen.published)


def _come(sweep: _Sweep, seen: Observation) -> None:
    for place, tenure in enumerate(sweep.open):
        if tenure.value == seen.value:
            sweep.open[place] = replace(_support(tenure, seen), began_in=tenure.began_in | {seen.article})
            return
    ended = _just_ended(sweep, seen) if seen.when is None else None
    if ended is not None:
        sweep.closed[ended] = _support(sweep.closed[ended], seen)
        return
    coming = _new(seen, _start(seen))
    if sweep.single:
        coming = _displace(sweep, coming, seen)
    sweep.open.append(coming)


def _just_ended(sweep: _Sweep, seen: Observation) -> int | None:
    for place, tenure in enumerate(sweep.closed):
        ended = tenure.ends
        if tenure.value == seen.value and ended is not None and ended <= seen.published <= ended + RETURN:
            return place
    return None


def _displace(sweep: _Sweep, coming: Tenure, seen: Observation) -> Tenure:
    """End whoever held the post of one person, unless they hold it together or sources are at odds.

    Who alone comes to share the post shares it with the one who holds it.
    """
    staying: list[Tenure] = []
    disputed = False
    alone = coming.joint and seen.article not in sweep.together
    for tenure in sweep.open:
        if (tenure.joint and coming.joint) or tenure.began_in & coming.began_in:
            staying.append(tenure)
        elif alone and tenure.begins < coming.begins:
            staying.append(replace(tenure, joint=True))
        elif tenure.start is not None and coming.begins - tenure.start.first <= AT_ODDS and not seen.upheld:
            disputed = True
            staying.append(replace(tenure, disputed=True))
        else:
            sweep.closed.append(replace(tenure, end=coming.start, inferred_end=True))
    sweep.open = staying
    return replace(coming, disputed=disputed)


def _state(sweep: _Sweep, seen: Observation, later: Sequence[Observation]) -> None:
    for place, tenure in enumerate(sweep.open):
        if tenure.value == seen.value:
            sweep.open[place] = _support(tenure, seen)
            if tenure.disputed:
                _give_way(sweep, seen.value)
            return
    mine = [place for place, tenure in enumerate(sweep.closed) if tenure.value == seen.value]
    if mine:
        # who has gone is still called by the old title for a while: no return without a word of it
        sweep.closed[mine[-1]] = _support(sweep.closed[mine[-1]], seen)
        return
    if not sweep.single or not sweep.open:
        sweep.open.append(_new(seen, None))
        return
    contradicted = {tenure.value for tenure in sweep.open if not (tenure.joint and seen.joint)}
    again = any(o.value in contradicted and o.direction is not Direction.OUT for o in later)
    coming = _new(seen, None)
    if again and not seen.upheld:
        sweep.open.append(replace(coming, disputed=True))
        return
    staying = [tenure for tenure in sweep.open if tenure.value not in contradicted]
    for tenure in sweep.open:
        if tenure.value in contradicted:
            sweep.closed.append(replace(tenure, end=PartialDate.of(seen.published), inferred_end=True))
    sweep.open = [*staying, coming]


def _give_way(sweep: _Sweep, value: str) -> None:
    """A dispute ends when a later statement names one of the holders: the others are believed no more."""
    sweep.open = [
        replace(tenure, disputed=False) for tenure in sweep.open if tenure.value == value or not tenure.disputed
    ]


def _go(sweep: _Sweep, seen: Observation) -> None:
    for place, tenure in enumerate(sweep.open):
        if tenure.value == seen.value:
            del sweep.open[place]
            sweep.closed.append(replace(_support(tenure, seen), end=_start(seen), disputed=False))
            return
    for place, tenure in reversed(list(enumerate(sweep.closed))):
        if tenure.value == seen.value:
            sweep.closed[place] = _support(tenure, seen)
            return
    # only the going is known: no day is claimed on which the post was held
    sweep.closed.append(replace(_new(seen, None), end=_start(seen), seen=_start(seen).first))


def _denied(found: list[Tenure], known: Sequence[Observation]) -> list[Tenure]:
    """A later denial of somebody's coming puts the tenure in dispute, until a still later statement repeats it."""
    denials = [o for o in known if o.modality is Modality.DENIED and o.direction is not Direction.OUT]
    return [
        replace(tenure, disputed=True)
        if any(o.value == tenure.value and o.published >= tenure.last_seen and tenure.end is None for o in denials)
        else tenure
        for tenure in found
    ]


def _announced(found: list[Tenure], known: Sequence[Observation]) -> list[Tenure]:
    """Open tenures with the end that is announced for them; it has not come, so they go on until then."""
    return [_with_end(tenure, known) if tenure.end is None else tenure for tenure in found]


def _with_end(tenure: Tenure, known: Sequence[Observation]) -> Tenure:
    said = [
        o
        for o in known
        if o.value == tenure.value
        and o.direction is Direction.OUT
        and o.modality is not Modality.ASSERTED
        and o.published >= tenure.begins
    ]
    if not said or said[-1].modality is not Modality.PLANNED:
        return tenure
    last = said[-1]
    when = next((o.when for o in reversed(said) if o.modality is Modality.PLANNED and o.when is not None), None)
    end = when if when is not None and when.first >= tenure.begins else None
    return replace(_support(tenure, last), end=end, announced_end=True)


def _expected(found: Sequence[Tenure], known: Sequence[Observation]) -> list[Tenure]:
    """Comings that are planned or rumoured, neither denied since nor come true."""
    expected: list[Tenure] = []
    for value in sorted({o.value for o in known}):
        said = [
            o for o in known if o.value == value and o.direction is Direction.IN and o.modality is not Modality.ASSERTED
        ]
        denied = [o.published for o in known if o.value == value and o.modality is Modality.DENIED]
        calls = [o for o in said if o.modality is not Modality.DENIED and all(o.published > day for day in denied)]
        # a partnership or a lab called off before it came to be
        calls = [o for o in calls if not any(t.value == value and t.last_seen >= o.published for t in found)]
        calls = [o for o in calls if not any(_taken(t, o) for t in found)]
        if not calls:
            continue
        plans = [o for o in calls if o.modality is Modality.PLANNED]
        first, last = calls[0], calls[-1]
        when = next((o.when for o in reversed(plans or calls) if o.when is not None), None)
        expected.append(
            replace(
                _new(first, when),
                standing=Modality.PLANNED if plans else Modality.RUMORED,
                support=tuple(sorted(o.id for o in calls)),
                last_seen=last.published,
                joint=any(o.joint for o in calls),
                began_in=frozenset(o.article for o in calls),
            )
        )
    return _rivals(expected)


def _taken(tenure: Tenure, call: Observation) -> bool:
    """Whether somebody else took the post after it was meant for this one."""
    return tenure.value != call.value and tenure.start is not None and tenure.start.first >= call.published


def _rivals(expected: list[Tenure]) -> list[Tenure]:
    """Plans for different people at about the same time are at odds; rumours may well name several."""

    def at_odds(one: Tenure, other: Tenure) -> bool:
        return (
            one.value != other.value
            and one.standing is other.standing is Modality.PLANNED
            and not one.began_in & other.began_in
            and not (one.joint and other.joint)
            and abs(one.seen - other.seen) <= 2 * AT_ODDS
        )

    return [replace(one, disputed=any(at_odds(one, other) for other in expected)) for one in expected]
