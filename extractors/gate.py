"""Which articles name a watched organisation at all: the others need no reading, and they are most of the stream."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from ahocorasick_rs import AhoCorasick, MatchKind

from facts.articles import Article

LONGEST = 100_000
"""Characters of an article that are looked at: as many as are read."""


class Gate:
    """Looks for names in articles; width and letter case do not count. Lets through rather too much than too little.

    A name with a syllable or ideograph matches wherever it stands, spaces left out of account on both sides: particles
    follow it without a space, and "LG 전자" names "LG전자". A name in Latin letters only ("KT") must stand by itself,
    between no other letters or digits ("KTX" is another name), with the spaces that it has.
    """

    def __init__(self, names: Iterable[str]) -> None:
        folded = {key for name in names if (key := " ".join(_folded(name).split()))}
        self._latin = sorted(key for key in folded if key.isascii())
        wide = sorted({key.replace(" ", "") for key in folded if not key.isascii()})
        self._find_latin = AhoCorasick(self._latin, matchkind=MatchKind.Standard) if self._latin else None
        self._find_wide = AhoCorasick(wide, matchkind=MatchKind.Standard) if wide else None

    def admits(self, article: Article) -> bool:
        """Whether the article names one of them in its title or text. Time grows with the length of the article alone."""
        words = _folded(article.content[:LONGEST]).split()
        if self._find_wide is not None and self._find_wide.find_matches_as_indexes("".join(words)):
            return True
        return self._find_latin is not None and self._stands_alone(self._find_latin, " ".join(words))

    def _stands_alone(self, find: AhoCorasick, text: str) -> bool:
        return any(
            not (
                _joins(text[start - 1 : start], self._latin[which][0])
                or _joins(text[end : end + 1], self._latin[which][-1])
            )
            for which, start, end in find.find_matches_as_indexes(text, overlapping=True)
        )


def _folded(text: str) -> str:
    plain = text.encode("utf-8", "replace").decode("utf-8")  # half a surrogate pair is no character of any name
    if not unicodedata.is_normalized("NFKC", plain):
        plain = unicodedata.normalize("NFKC", plain)
    return plain.casefold()


def _joins(beside: str, edge: str) -> bool:
    """Whether the character beside a name makes it part of a longer word."""
    return beside.isascii() and beside.isalnum() and edge.isalnum()
