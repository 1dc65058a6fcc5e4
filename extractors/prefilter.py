"""Which of many patterns a text can hold at all, told in one pass by the words that each of them needs.

A pattern such as "(?<!재)(?:취임|부임)(?:했|하)" matches nothing where neither "취임" nor "부임" stands. The words are read
from the pattern itself, so a rule stays the one place that says what it looks for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import product
from re import _parser as parser  # type: ignore[attr-defined] # the parse tree has no public door; hypothesis reads it too
from typing import Any, NamedTuple

from ahocorasick_rs import AhoCorasick

_MOST = 1000
"""Words of one pattern; one that needs more is always tried."""
_FEW = 10
"""Characters of a range ("1-9") that are taken one by one."""
_LONG_ENOUGH = 3
"""Characters from which a longer word tells no more."""

Words = frozenset[str]


class Prefilter:
    """Patterns are known by their place in the row that is handed in; None stands for one that matches everywhere.

    `told` are the words of patterns that do not tell them, by the same places.
    """

    def __init__(
        self, patterns: Sequence[re.Pattern[str] | None], told: Mapping[int, Iterable[str]] | None = None
    ) -> None:
        owners: dict[str, set[int]] = {}
        always = set()
        for number, pattern in enumerate(patterns):
            words = needed(pattern) if pattern is not None else frozenset[str]()
            words = words or frozenset((told or {}).get(number, ()))
            for word in words:
                owners.setdefault(word, set()).add(number)
            if not words:
                always.add(number)
        self._always = frozenset(always)
        self._all = frozenset(range(len(patterns)))
        self._owners = tuple(map(frozenset, owners.values()))
        self._search = AhoCorasick(list(owners))

    def possible(self, text: str) -> frozenset[int]:
        """The patterns that may match somewhere in `text`; every other one does not."""
        try:
            found = self._search.find_matches_as_indexes(text, overlapping=True)
        except UnicodeEncodeError:  # half a surrogate pair: rare enough to try every pattern
            return self._all
        if not found:
            return self._always
        return self._always.union(*[self._owners[which] for which in {which for which, _, _ in found}])


def needed(pattern: re.Pattern[str]) -> Words:
    """Words one of which stands in every match of `pattern`; none where the pattern does not tell."""
    if pattern.flags & re.IGNORECASE:
        return frozenset()
    found = _of_row(parser.parse(pattern.pattern, pattern.flags))
    return frozenset(word for word in found.needs if not any(other in word for other in found.needs - {word}))


class _Read(NamedTuple):
    """`whole` is everything that a part of a pattern matches, None where that is too much; `needs` are words one of which it holds."""

    whole: Words | None
    needs: Words


_NOTHING_KNOWN = _Read(None, frozenset())
_NO_WIDTH = frozenset({"ASSERT", "ASSERT_NOT", "AT"})


def _of_row(row: Iterable[tuple[Any, Any]]) -> _Read:
    """Parts that follow each other: what stands side by side and is known whole makes one word."""
    run: Words = frozenset({""})
    best: Words = frozenset()
    exact = True
    for operation, argument in row:
        part = _of_part(str(operation), argument)
        if part.whole is not None and len(run) * len(part.whole) <= _MOST:
            run = frozenset(left + right for left, right in product(run, part.whole))
            continue
        exact = False
        best = max(best, run, part.needs, key=_worth)
        run = part.whole or frozenset({""})
    if exact:
        return _Read(run, run if "" not in run else frozenset())
    return _Read(None, max(best, run, key=_worth))


def _of_part(operation: str, argument: Any) -> _Read:
    if operation in _NO_WIDTH:
        return _Read(frozenset({""}), frozenset())
    if operation == "LITERAL":
        return _known({chr(argument)})
    if operation == "IN":
        return _of_class(argument)
    if operation == "SUBPATTERN":
        _, added, _, inner = argument
        return _NOTHING_KNOWN if added & re.IGNORECASE else _of_row(inner)
    if operation == "BRANCH":
        return _of_branches([_of_row(branch) for branch in argument[1]])
    if operation in {"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"}:
        least, most, inner = argument
        read = _of_row(inner)
        if most == 1 and read.whole is not None:
            return read if least else _Read(read.whole | {""}, frozenset())
        return _Read(None, read.needs if least else frozenset())
    return _NOTHING_KNOWN  # any character, a class by name, a group again: they tell no word


def _of_class(members: Sequence[tuple[Any, Any]]) -> _Read:
    letters: set[str] = set()
    for kind, argument in members:
        first, last = argument if str(kind) == "RANGE" else (argument, argument)
        if str(kind) not in {"LITERAL", "RANGE"} or last - first > _FEW:
            return _NOTHING_KNOWN
        letters.update(map(chr, range(first, last + 1)))
    return _known(letters)


def _of_branches(branches: Sequence[_Read]) -> _Read:
    wholes = [branch.whole for branch in branches]
    if all(whole is not None for whole in wholes):
        union = frozenset[str]().union(*(whole for whole in wholes if whole is not None))
        if len(union) <= _MOST:
            return _Read(union, union if "" not in union else frozenset())
    if not all(branch.needs for branch in branches):
        return _NOTHING_KNOWN
    needs = frozenset[str]().union(*(branch.needs for branch in branches))
    return _Read(None, needs if len(needs) <= _MOST else frozenset())


def _known(words: set[str]) -> _Read:
    return _Read(frozenset(words), frozenset(words))


def _worth(words: Words) -> tuple[int, int]:
    """The longer the shortest word, the better; then the fewer the words."""
    return (min(_LONG_ENOUGH, *map(len, words), _LONG_ENOUGH) if words else 0, -len(words))
