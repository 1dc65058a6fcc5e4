"""What is the same as what, and why: a partition of names that explains each of its merges."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Link:
    """Two plain names of one thing. `reason` is for people."""

    one: str
    other: str
    reason: str


class Links:
    """Groups of names under links. Strong links come first; a link that would join a forbidden pair is left out.

    The same links in any order give the same groups as long as none is left out; within one rank they are sorted, so
    that also then the outcome does not depend on the order in which they became known.
    """

    def __init__(self, ranks: Iterable[Iterable[Link]], apart: Iterable[tuple[str, str]] = ()) -> None:
        self._parent: dict[str, str] = {}
        self._used: dict[str, list[Link]] = {}
        self._apart = [pair for pair in apart if pair[0] != pair[1]]
        for rank in ranks:
            for link in sorted(set(rank), key=lambda link: (link.one, link.other, link.reason)):
                self._join(link)

    def root(self, name: str) -> str:
        """The name that stands for the whole group; `name` itself where nothing is linked to it."""
        while (parent := self._parent.get(name, name)) != name:
            name = parent
        return name

    def group(self, name: str) -> frozenset[str]:
        root = self.root(name)
        return frozenset({name, *(known for known in self._parent if self.root(known) == root)})

    def why(self, one: str, other: str) -> tuple[Link, ...]:
        """The links that lead from one name to the other, fewest first; empty where they are apart."""
        ways: list[tuple[str, tuple[Link, ...]]] = [(one, ())]
        seen = {one}
        for name, way in ways:
            if name == other:
                return way
            for link in self._used.get(name, []):
                step = link.other if link.one == name else link.one
                if step not in seen:
                    seen.add(step)
                    ways.append((step, (*way, link)))
        return ()

    def _join(self, link: Link) -> None:
        first, second = sorted((self.root(link.one), self.root(link.other)))
        if first == second or self._forbidden(first, second):
            return
        self._parent.setdefault(first, first)
        self._parent[second] = first
        for name in (link.one, link.other):
            self._used.setdefault(name, []).append(link)

    def _forbidden(self, first: str, second: str) -> bool:
        return any({self.root(one), self.root(other)} == {first, second} for one, other in self._apart)
