"""Origins: copies of one text count once, however many outlets carry it, and so does what one outlet repeats of another.

Two texts are copies when their character shingles overlap: a sketch of the smallest hashes estimates the share (bottom-k
MinHash after Broder). Pure; a sketch is stored with the claims and compared pair by pair within one fact.

Compared on 129 Korean and English articles, each against copies with another headline, cut to 60 %, wrapped in bylines,
and with a new lead: copies overlap by 0.42 and more, different articles by 0.09 at most, also two reports of one event.
rapidfuzz's token_set_ratio parts them as well (88 and more against 59) but needs both texts at hand; datasketch and
simhash bring numpy; rensa's rows cannot be read without rensa. So the sketch is made here, in five lines.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from hashlib import blake2b
from heapq import nsmallest

from facts.names.sound import sound
from facts.names.writing import plain
from facts.records import Recorded

SHINGLE = 5
"""Characters of a shingle, spaces left out: about two Korean words."""
SIZE = 64
"""Hashes in a sketch; the estimate of the overlap is off by about 0.06 (one standard deviation)."""
COPY = 0.25
"""Overlap from which two texts are copies of one: the middle between the figures above."""

_ATTRIBUTED = re.compile(
    r"([^\W\d_][\w&]*(?:통신|일보|신문|저널|타임스|뉴스|방송|데일리|경제|포스트|투데이))(?:\([^)]*\))?(?:에 따르면|[은는이가] [^.]{0,120}?보도했다)"
    r"|[Aa]ccording to (?:the )?((?:[A-Z][\w&]*\s?){1,3}(?:News|Times|Journal|Post|Herald|Daily|Reuters|Bloomberg)|Reuters|Bloomberg|Yonhap)"
)


def sketch(text: str) -> tuple[int, ...]:
    """The fingerprint of a text: up to SIZE of the smallest 48-bit hashes of its shingles, ascending."""
    letters = plain(text)
    shingles = {letters[start : start + SHINGLE] for start in range(max(1, len(letters) - SHINGLE + 1))}
    hashed = (
        int.from_bytes(blake2b(each.encode("utf-8", "replace"), digest_size=6).digest(), "big") for each in shingles
    )
    return tuple(nsmallest(SIZE, hashed))


def overlap(one: Sequence[int], other: Sequence[int]) -> float:
    """The estimated share of common shingles of two sketched texts, 0 to 1; 0 where one has no sketch."""
    if not one or not other:
        return 0.0
    smallest = nsmallest(SIZE, {*one, *other})
    common = {*one} & {*other}
    return sum(each in common for each in smallest) / len(smallest)


def attributed(text: str) -> str | None:
    """The outlet that a text repeats ("연합통신에 따르면"), as written; None where it names none."""
    found = _ATTRIBUTED.search(text)
    return next((group for group in found.groups() if group), None) if found is not None else None


def origins(records: Iterable[Recorded]) -> list[frozenset[str]]:
    """The articles behind some claims, grouped by independent origin: one set of article ids each.

    Copies share an origin, and so do articles that repeat one outlet, that outlet's own included.
    """
    articles = {each.article.id: each for each in sorted(records, key=lambda each: (each.article.id, each.id))}
    outlets: dict[str, str] = {}  # an outlet that is repeated -> one article of its origin
    carried: dict[int, list[str]] = {}  # a hash -> the articles that have it; different texts share next to none
    origin = {name: name for name in articles}

    def root(name: str) -> str:
        while origin[name] != name:
            name = origin[name]
        return name

    repeated = {sound(each.attributed_to) for each in articles.values() if each.attributed_to}
    for name, each in articles.items():
        shared = Counter(other for number in each.sketch for other in carried.get(number, ()))
        # fewer common hashes than this cannot make the overlap of a copy
        near = [other for other, common in shared.items() if common >= COPY * len(each.sketch)]
        joined = [other for other in near if overlap(each.sketch, articles[other].sketch) >= COPY]
        told = {sound(outlet) for outlet in (each.attributed_to, each.article.publisher) if outlet} & repeated
        joined += [outlets.setdefault(outlet, name) for outlet in sorted(told)]
        for other in joined:
            origin[root(other)] = root(name)
        for number in each.sketch:
            carried.setdefault(number, []).append(name)
    groups: dict[str, set[str]] = {}
    for name in articles:
        groups.setdefault(root(name), set()).add(name)
    return [frozenset(group) for group in groups.values()]
