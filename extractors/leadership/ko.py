"""Who leads what, in Korean prose: posts named with a person, and the events that the rules of `ko.yaml` show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractors.document import Role, Step
from extractors.leadership.arguments import Finder, organizations
from extractors.leadership.context import THE_COMPANY, Context
from extractors.leadership.events import Events
from extractors.leadership.fiction import is_fiction
from extractors.leadership.found import Found, is_leader, merged
from extractors.leadership.headlines import headline
from extractors.leadership.plain import PARTY, of_a_party, plain
from extractors.leadership.predicates import predicate
from extractors.leadership.terms import with_days
from extractors.leadership.triggers import triggers
from extractors.leadership.units import last_unit, leading_it, with_units
from extractors.names.people import People
from extractors.scenes import Scene
from facts.claims import LeadershipClaim

_GROUPS = ("그룹", "금융지주")


def claims(people: People, read: Sequence[Scene]) -> tuple[LeadershipClaim, ...]:
    """The leadership claims of the prose of an article; rows of lists are read by `lists`."""
    return tuple(found.claim() for found in merged(with_days(with_units(_read(people, read)), people, read)))


def steps(people: People, read: Sequence[Scene]) -> tuple[Step, ...]:
    """What the rules saw, one step a finding, before repeated findings are joined."""
    return tuple(found.step() for found in with_units(_read(people, read)))


def _read(people: People, read: Sequence[Scene]) -> Iterator[Found]:
    if not people.posts or is_fiction(read):  # nobody is named in full
        return
    outsiders = {
        p.name
        for line in people.lines.values()
        for p in line.phrases
        if p.name and (not is_leader(p) or of_a_party(line, p))
    }
    context = Context(
        default=read[0].topic if read else None,
        names=Counter(m.name for scene in read for m in scene.organizations() if not m.members),
    )
    for post in (post for held in people.posts.values() for post in held):
        if post.organization:
            context.titles.setdefault(post.title, set()).add(post.organization)
    unit: str | None = None
    section = 0
    for scene in read:
        if scene.sentence.role is Role.LIST:
            continue
        line = people.line(scene.sentence)
        if scene.sentence.section != section:
            section = scene.sentence.section
            context.begin_item(scene.main)
        topic = context.topic(scene, line)
        if context.group is None:
            context.group = next(
                (m.name for m in organizations(line) if m.name.endswith(_GROUPS) and len(m.name) > 2), None
            )
        if context.heading is not None:
            line.mentions = tuple(
                replace(m, name=context.heading) if m.text in THE_COMPANY else m for m in line.mentions
            )
        if (elided := context.elided(line)) is not None:
            line.phrases.insert(0, elided)
        if line.phrases:
            events = Events(scene, line, people, context, topic)
            told = [
                found
                for trigger, arguments in Finder(line, triggers(line)).all()
                for found in events.read(trigger, arguments)
            ]
            told += predicate(line, people, context, topic)
            if scene.sentence.role is Role.HEADLINE and not told:
                told = list(headline(line, people, context, topic))
            named = list(plain(line, people, context, topic, told))
            context.after(line, told)
            yield from (
                replace(f, corrects=True) if scene.corrects else f
                for f in leading_it((*told, *named), scene, unit)
                if f.person not in outsiders and not PARTY.fullmatch(f.organization)
            )
        else:
            context.after(line, ())
        unit = last_unit(scene, unit)
