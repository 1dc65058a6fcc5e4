"""What is new in a document: pure, from its entries and from what is remembered.

An entry goes by several names: its guid and its address. A name counts only while one entry has it: a guid that a
document repeats, or an address that all entries share, names none of them. An entry is known when any of its names is;
so it stays known when it is re-dated, re-ordered, given a new guid or a new address. Dates play no part.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sources.feeds import Entry, Seen
from sources.identity import article_id, canonical, fingerprint

_MOST_REVISIONS = 8  # some entries say "now" in their text and change with every poll
_WINDOWS_KEPT = 4  # entries that have left the document may be published again
_LEAST_NAMES, _MOST_NAMES = 200, 4_000
_MOST_AMBIGUOUS = 1_000


@dataclass(frozen=True, slots=True)
class Sifted:
    """`fresh` are new and revised entries, oldest first; `overlap` counts the known ones."""

    fresh: tuple[Entry, ...]
    overlap: int
    seen: dict[str, Seen]
    ambiguous: tuple[str, ...]


def sift(scope: str, entries: Iterable[Entry], seen: Mapping[str, Seen], ambiguous: Sequence[str]) -> Sifted:
    """Compare a document with what is remembered. `scope` names the feed, for guids that mean nothing elsewhere."""
    distinct = list({(entry.guid, entry.url, entry.title): entry for entry in reversed(list(entries))}.values())
    addresses = [canonical(entry.url) if entry.url else "" for entry in distinct]
    candidates = [_names(entry, address) for entry, address in zip(distinct, addresses, strict=True)]
    shared = _shared(candidates)
    nobody = shared.union(ambiguous)
    fresh: list[Entry] = []
    window: dict[str, Seen] = {}
    overlap = 0
    for entry, url, (guid, address, whole) in zip(distinct, addresses, candidates, strict=True):
        names = [name for name in (guid, address) if name and name not in nobody] or [whole]
        known = next((seen[name] for name in names if name in seen), None)
        content = fingerprint(entry.title, entry.summary, entry.content, length=8)
        if known is None:
            identity = _identity(scope, entry, url if address in names else "", guid in names)
            known = Seen(identity, content, 0)
            fresh.append(replace(entry, article=identity))
        else:
            overlap += 1
            if known.content != content:
                if known.revisions < _MOST_REVISIONS:
                    fresh.append(replace(entry, article=known.article, revision=True))
                known = Seen(known.article, content, known.revisions + 1)
        window.update(dict.fromkeys(names, known))
    if all(entry.published for entry in fresh):
        fresh.sort(key=lambda entry: str(entry.published))
    kept = [name for name in ambiguous if name not in shared] + sorted(shared)
    return Sifted(tuple(fresh), overlap, _remember(seen, window), tuple(kept[-_MOST_AMBIGUOUS:]))


def _names(entry: Entry, url: str) -> tuple[str, str, str]:
    """Guid, address, and all of it together; "" for a name that the entry does not have."""
    is_article = url.rstrip("/").count("/") > 2 or "?" in url  # a site's front page names no article
    address = fingerprint("u", url) if is_article else ""
    guid = fingerprint("g", entry.guid) if entry.guid else ""
    return guid, address, fingerprint("w", entry.guid, entry.url or "", entry.title)


def _shared(candidates: Iterable[tuple[str, str, str]]) -> frozenset[str]:
    bearers: dict[str, set[str]] = defaultdict(set)
    for guid, address, whole in candidates:
        for name in (guid, address):
            bearers[name].add(whole)
    return frozenset(name for name, found in bearers.items() if name and len(found) > 1)


def _identity(scope: str, entry: Entry, url: str, by_guid: bool) -> str:
    if url:
        return article_id(url)
    if by_guid:
        return article_id(scope, entry.guid)
    return article_id(scope, entry.guid, entry.url or "", entry.title)


def _remember(seen: Mapping[str, Seen], window: dict[str, Seen]) -> dict[str, Seen]:
    """The names of this document and as many earlier ones as there is room for, latest last."""
    room = min(max(len(window) * _WINDOWS_KEPT, _LEAST_NAMES), _MOST_NAMES) - len(window)
    earlier = [(name, known) for name, known in seen.items() if name not in window]
    return dict(earlier[len(earlier) - room :] if room < len(earlier) else earlier) | window
