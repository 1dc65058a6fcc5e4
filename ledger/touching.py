"""What an article bears on: the slots that its claims touch are loaded and derived anew, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.engine import Connection

from facts.claims import Claim, NameStatement, Reading
from facts.judgements import Judgement
from facts.names import Names, sound
from facts.records import Recorded
from facts.slots import organization_sounds, organizations, place, touched
from facts.timeline import Fact, timeline
from facts.watch import Watch
from ledger import evidence, versions
from ledger.versions import Version


@dataclass(frozen=True, slots=True)
class Touched:
    """Everything that judging an article needs, without the article.

    `rows` are the live claims on the shelves touched, by `Recorded.id`, each with its row's id. `before` is what is
    believed of the slots touched, `after` what follows once the article is in.
    """

    rows: dict[str, tuple[int, Recorded]]
    statements: tuple[NameStatement, ...]
    shelves: frozenset[str]
    before: dict[str, Version]
    after: tuple[Fact, ...]


def touch(
    connection: Connection,
    fresh: Sequence[Recorded],
    named: Sequence[NameStatement],
    withdrawn: Mapping[int, Recorded],
    watch: Watch,
    judgements: Sequence[Judgement],
) -> Touched:
    """What these claims and names bear on, and those `withdrawn` for them (by row id; no longer live)."""
    touching = {each.id: each.claim for each in (*fresh, *withdrawn.values())}
    heard = organization_sounds(Reading(claims=tuple(touching.values()), names=tuple(named)))
    statements = evidence.statements(connection, heard, watch, judgements)
    names = Names(watch, (*statements, *named), judgements, _organizations(touching.values()))
    # a name learned moves whatever was kept under it, and a correction may take back any claim about the same names
    spread = [name for statement in named for name in statement.names]
    spread += [name for claim in touching.values() if claim.corrects for name in organizations(claim)]
    sounds = {each for name in spread for each in names.sounds(name)}
    for key, (_, known) in evidence.recorded(connection, set(map(evidence.name_shelf, sounds))).items():
        touching.setdefault(key, known.claim)
    return rederive(connection, touching, fresh, named, withdrawn, names, watch, judgements)


def rederive(
    connection: Connection,
    touching: dict[str, Claim],
    fresh: Sequence[Recorded],
    named: Sequence[NameStatement],
    withdrawn: Mapping[int, Recorded],
    names: Names,
    watch: Watch,
    judgements: Sequence[Judgement],
) -> Touched:
    """Derive every slot that a claim of `touching` is in; those beside it that are touched in turn are taken in too."""
    while True:
        shelves = touched(touching.values(), names, judgements)
        rows = evidence.recorded(connection, shelves)
        claims = list(({key: known for key, (_, known) in rows.items()} | {each.id: each for each in fresh}).values())
        everyone = _organizations(each.claim for each in claims)
        statements = evidence.statements(connection, {sound(name) for name in everyone}, watch, judgements)
        names = Names(watch, (*statements, *named), judgements, everyone)
        inside: dict[str, set[str]] = {}
        for each in place(claims, names):
            inside.setdefault(each.slot.key, set()).add(each.recorded.id)
        wanted = {slot for slot, ids in inside.items() if ids & touching.keys()}
        numbers = {rows[key][0] for slot in wanted for key in inside[slot] if key in rows}
        gone = set(withdrawn)
        before = {
            key: version
            for key, version in versions.live(connection, wanted, numbers | gone).items()
            # a claim may stand in another slot as well, which is not touched by that
            if version.fact.slot in wanted or version.fact.slot not in inside or version.claims & gone
        }
        moved = {
            key: rows[key][1].claim
            for version in before.values()
            if version.fact.slot not in wanted
            for key in version.fact.claims
            if key in rows and key not in touching
        }
        if not moved:
            after = timeline(claims, names, judgements, wanted)
            return Touched(rows, statements, shelves, before, after)
        touching = touching | moved


def _organizations(claims: Iterable[Claim]) -> frozenset[str]:
    return frozenset(name for claim in claims for name in organizations(claim))
