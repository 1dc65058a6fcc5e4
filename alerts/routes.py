"""Which change goes where. Pure; checked when the watch list is loaded."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

from alerts.destinations import Destination, check_destinations
from alerts.errors import ConfigurationError
from facts.changes import Change, ChangeKind
from facts.claims import Kind, Modality

Watched = Mapping[str, Sequence[str]]
"""The names of each watched organisation, by the name that routes use; the name itself need not be repeated."""


_PARTICLE = "(?:은|는|이|가|을|를|의|와|과|로|으로|에|에서|도|만)"
"""What may stand right behind a name in a sentence and yet belongs to no longer name."""


class Confidence(StrEnum):
    """How well a change is borne out."""

    SINGLE = "single"  # one independent source
    SEVERAL = "several"  # two or more
    DISPUTED = "disputed"  # sources contradict each other


class Route(BaseModel):
    """A change that fits every condition given goes to `destinations`; a condition left out always fits."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    organizations: tuple[str, ...] = ()
    kinds: tuple[Kind, ...] = ()
    changes: tuple[ChangeKind, ...] = ()
    modalities: tuple[Modality, ...] = ()
    confidence: tuple[Confidence, ...] = ()
    destinations: tuple[str, ...] = Field(min_length=1)


def check_routes(routes: Sequence[Route], destinations: Sequence[Destination], watched: Watched) -> None:
    """ConfigurationError naming the route, the unknown name and the nearest known one."""
    check_destinations(destinations)
    places = [destination.name for destination in destinations]
    for number, route_ in enumerate(routes, 1):
        _known(f"route {number}: destination", route_.destinations, places)
        _known(f"route {number}: organization", route_.organizations, list(watched))


def route(
    change: Change, routes: Sequence[Route], destinations: Sequence[Destination], watched: Watched
) -> tuple[str, ...]:
    """Names of the destinations of a change, each once, in the order of the watch list.

    All fitting routes count. Without any route every change goes everywhere.
    """
    every = tuple(destination.name for destination in destinations)
    if not routes:
        return every
    wanted = {name for one in routes if not _hindrances(change, one, watched) for name in one.destinations}
    return tuple(name for name in every if name in wanted)


def explain(
    change: Change, routes: Sequence[Route], destinations: Sequence[Destination], watched: Watched
) -> tuple[str, ...]:
    """For people: what a change is to the routes, and for each route why it fits or does not."""
    about = ", ".join(sorted(organizations(change, watched))) or "no watched organisation"
    lines = [f"{change.kind} {change.change}, {change.modality}, {confidence(change)}; about {about}"]
    if not routes:
        lines.append("no routes are given: every change goes everywhere")
    for number, one in enumerate(routes, 1):
        hindrances = _hindrances(change, one, watched)
        verdict = f"no: {'; '.join(hindrances)}" if hindrances else f"yes, to {', '.join(one.destinations)}"
        lines.append(f"route {number}: {verdict}")
    told = route(change, routes, destinations, watched)
    return (*lines, f"told to: {', '.join(told) or 'nobody'}")


def confidence(change: Change) -> Confidence:
    if change.change is ChangeKind.CONFLICT:
        return Confidence.DISPUTED
    return Confidence.SEVERAL if change.sources > 1 else Confidence.SINGLE


def organizations(change: Change, watched: Watched) -> frozenset[str]:
    """The watched organisations that a change is about: those whose names stand as whole words in its subject or in
    what is held; where none does (a lab by its own name), in its sentence, else in the headline of its article. The
    longest name wins at each place, so that a group is not taken for its affiliate.
    """
    names = {_plain(name): owner for owner, aliases in watched.items() for name in (owner, *aliases)}
    if not names:
        return frozenset()
    longest_first = sorted(filter(None, names), key=len, reverse=True)
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?:(?!\w)|(?={_PARTICLE}(?!\w)))")
    for texts in ((*change.subject, change.what), (change.sentence,), (change.article.title,)):
        found = frozenset(names[name] for text in texts for name in pattern.findall(_plain(text)))
        if found:
            return found
    return frozenset()


def _hindrances(change: Change, one: Route, watched: Watched) -> list[str]:
    """Why a route does not fit; empty where it does."""
    conditions: tuple[tuple[str, Iterable[str], Iterable[str]], ...] = (
        ("kinds", one.kinds, (change.kind,)),
        ("changes", one.changes, (change.change,)),
        ("modalities", one.modalities, (change.modality,)),
        ("confidence", one.confidence, (confidence(change),)),
        ("organizations", one.organizations, organizations(change, watched) if one.organizations else ()),
    )
    return [
        f"{field} are {', '.join(wanted)}"
        for field, wanted, found in conditions
        if wanted and set(wanted).isdisjoint(found)
    ]


def _plain(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def _known(what: str, names: Iterable[str], known: Sequence[str]) -> None:
    for name in names:
        if name not in known:
            near = difflib.get_close_matches(name, known, 1)
            hint = f"did you mean {near[0]!r}?" if near else f"known: {', '.join(known) or 'none'}"
            raise ConfigurationError(f"{what} {name!r} is not in the watch list; {hint}")
