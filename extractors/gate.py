"""Which articles name a watched organisation at all: the others need no reading, and they are most of the stream."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from ahocorasick_rs import AhoCorasick, MatchKind

from facts.articles import Article

LONGEST = 100_000
"""Characters of an article that are looked at: as many as are read."""
_BESIDE_SYLLABLES = re.compile(r"(?<![!-~])[\s\u200b]+|[\s\u200b]+(?![!-~])")
_SPACE = re.compile(r"\s+")


class Gate:
    """Looks for names in articles. Width, letter case and spaces beside syllables do not count: "LG 전자" names "LG전자".

    A name of letters only ("KT") must stand by itself: not between other letters or digits ("KTX" is another name).
    A Korean name matches wherever it stands, because particles and compounds follow it without a space.
    """

    def __init__(self, names: Iterable[str]) -> None:
        keys = {key for name in names if (key := _key(name))}
        self._keys = sorted(keys)
        self._search = AhoCorasick(self._keys, matchkind=MatchKind.Standard) if keys else None

    def admits(self, article: Article) -> bool:
        """Whether the article names one of them in its title or text. Time grows with the length of the article alone."""
        if self._search is None:
            return False
        text = _key(article.content[:LONGEST])
        return any(
            _stands_alone(text, start, end, self._keys[which])
            for which, start, end in self._search.find_matches_as_indexes(text, overlapping=True)
        )


def _key(text: str) -> str:
    replaced = text.encode("utf-8", "replace").decode("utf-8")  # half a surrogate pair is no character of any name
    folded = unicodedata.normalize("NFKC", replaced).casefold()
    return _SPACE.sub(" ", _BESIDE_SYLLABLES.sub("", folded)).strip()


def _stands_alone(text: str, start: int, end: int, name: str) -> bool:
    return not (
        (name[0].isascii() and start > 0 and _is_latin(text[start - 1]))
        or (name[-1].isascii() and end < len(text) and _is_latin(text[end]))
    )


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalnum()
