"""What is told of a lab at the end: one claim for each thing that the article says of it."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.document import Role
from extractors.lab.registry import Event, Lab, place_in, plain
from extractors.names.organizations.units import is_bare
from facts.claims import LabClaim, LabEvent, Modality


def told_of(lab: Lab) -> Iterator[LabClaim]:
    """One claim for each thing that is told of the lab; what is told twice takes the better date."""
    if not lab.organization:
        if plain(lab.name) or is_bare(lab.name):
            return  # "기업부설연구소 설립을 지원하는 제도": any such lab
        lab.organization = lab.name
    told: dict[tuple[LabEvent, bool], Event] = {}
    for event in lab.events:
        key = (event.event, event.modality is Modality.DENIED)
        known = told.get(key)
        if known is None or _worth(event) > _worth(known):
            told[key] = event
    changes = [event for event in told.values() if event.event is not LabEvent.EXISTS]
    if not changes:
        first = told.get((LabEvent.EXISTS, False))
        scene = first.scene if first else lab.seen
        if (
            scene is not None
            and lab.organization
            and not lab.doubted
            and not lab.guessed
            and (first or not is_bare(lab.name) or place_in(lab.name))
        ):
            yield _claim(
                lab, Event(LabEvent.EXISTS, Modality.ASSERTED, None, scene, first.rule if first else "lab.ko.named")
            )
    for event in changes:
        if event.modality is Modality.DENIED or (event.event, True) not in told:  # a denial alone is told
            yield _claim(lab, event)


def _worth(event: Event) -> tuple[bool, bool]:
    """A dated sentence of the text tells best; what a headline dates, it dates in its own short way."""
    return (event.scene.sentence.role is not Role.HEADLINE, event.date is not None)


def _claim(lab: Lab, event: Event) -> LabClaim:
    return LabClaim(
        event=event.event,
        modality=event.modality,
        date=event.date,
        evidence=event.scene.sentence.evidence,
        corrects=event.scene.corrects,
        rule=event.rule,
        name=lab.name,
        organization=lab.organization,
        location=lab.place,
    )
