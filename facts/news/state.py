"""What judging an article needs: the part of the ledger that its claims touch. Immutable; nothing is loaded here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from facts.claims import NameStatement
from facts.judgements import Judgement
from facts.names import Names
from facts.records import Recorded, Told
from facts.slots import organizations
from facts.timeline import Fact, timeline
from facts.watch import Watch


@dataclass(frozen=True)
class State:
    """Claims, name statements, told changes and judgements as they stand before an article.

    The whole ledger or only the shelves that the article touches (`facts.slots.touched`): the outcome is the same.
    """

    watch: Watch
    claims: tuple[Recorded, ...] = ()
    statements: tuple[NameStatement, ...] = ()
    told: tuple[Told, ...] = ()
    judgements: tuple[Judgement, ...] = field(default=())

    @cached_property
    def names(self) -> Names:
        """Who is who, by all that the state knows."""
        claims = [*(each.claim for each in self.claims), *(each.claim for each in self.told)]
        written = {name for claim in claims for name in organizations(claim)}
        return Names(self.watch, self.statements, self.judgements, written)

    @cached_property
    def facts(self) -> tuple[Fact, ...]:
        """What is believed of every slot in the state."""
        return timeline(self.claims, self.names, self.judgements)

    def reading(self, claims: Sequence[Recorded], statements: Sequence[NameStatement] = ()) -> State:
        """The state with the claims and statements of one more article; what is there already is not added again."""
        held = {(each.id, each.revision) for each in self.claims}
        return replace(
            self,
            claims=(*self.claims, *(each for each in claims if (each.id, each.revision) not in held)),
            statements=tuple(dict.fromkeys((*self.statements, *statements))),
        )

    def telling(self, told: Sequence[Told]) -> State:
        return replace(self, told=(*self.told, *told))
