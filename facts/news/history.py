"""What readers were told of one thing so far, reduced to what the next telling depends on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from facts.changes import ChangeKind
from facts.claims import Modality
from facts.news.events import Earlier, Event, same_thing
from facts.tenures import Direction


@dataclass(slots=True)
class History:
    """The told changes about an event's person and post, lab or partnership, oldest first.

    `open` holds, for each direction, the plan or rumour that was told and has neither come true nor been denied;
    `settled` the last telling as a fact; `denied` the last denial.
    """

    told: list[Earlier] = field(default_factory=list)
    open: dict[Direction, Earlier] = field(default_factory=dict)
    settled: dict[Direction, Earlier] = field(default_factory=dict)
    denied: Earlier | None = None
    episodes: int = 0

    def pending(self) -> Earlier | None:
        """The newest open plan or rumour in either direction."""
        return max(self.open.values(), key=lambda each: each.published, default=None)


def history(event: Event, earlier: Sequence[Earlier]) -> History:
    """The history of the thing that an event is about; `earlier` in the order of telling.

    What was denied or corrected under another name of the same course of events counts too: who denies that one goes
    denies that another comes.
    """
    found = History()
    for each in earlier:
        if same_thing(event, each):
            _tell(found, each)
        elif each.change in _TAKEN_BACK and any(each.episode == other.episode for other in found.told):
            _take_back(found, each)
    return found


_TAKEN_BACK = (ChangeKind.DENIED, ChangeKind.CORRECTED)


def _take_back(found: History, each: Earlier) -> None:
    found.open.clear()
    found.settled.clear()
    if each.change is ChangeKind.DENIED:
        found.denied = each


def _tell(found: History, each: Earlier) -> None:
    found.told.append(each)
    match each.change:
        case ChangeKind.DENIED:
            _take_back(found, each)
        case ChangeKind.CORRECTED if each.modality is Modality.DENIED:
            _take_back(found, each)
        case ChangeKind.CONFIRMED:
            found.open.pop(Direction.OUT if each.direction is Direction.OUT else Direction.IN, None)
            _settle(found, each)
        case _ if each.modality in (Modality.PLANNED, Modality.RUMORED):
            found.episodes += 1
            found.open[each.direction] = each
        case _:
            found.episodes += 1
            _settle(found, each)


def _settle(found: History, each: Earlier) -> None:
    # who has come can go and who has gone can come: only the last of the two still stands
    came = each.direction is not Direction.OUT
    found.settled = {Direction.IN if came else Direction.OUT: each}
