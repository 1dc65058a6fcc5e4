"""Units inside organisations and places: what stands between the organisation and the person or the event."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from extractors.document import Mention, MentionKind, Sentence
from extractors.names.organizations.lexicon import lexicon, table, word_set
from extractors.names.words import Word


@cache
def _endings() -> tuple[frozenset[str], int]:
    data = table(__package__ or __name__, "units.yaml")
    endings = word_set(data["lab_endings"]) | word_set(data["unit_endings"])
    return endings, max(map(len, endings))


def _unit_end(stem: str) -> int:
    """How many characters of the word name a unit: all of AI연구소, all but the last of AI연구소장; 0 for no unit."""
    endings, longest = _endings()
    for form in (stem, stem[:-1] if stem.endswith("장") else ""):
        for length in range(min(longest, len(form)), 0, -1):
            if form[-length:] in endings and (len(form) > length or length > 1) and len(form) > 1:
                return len(form)
    return 0


def units(sentence: Sentence, row: Sequence[Word], organizations: Sequence[Mention]) -> tuple[Mention, ...]:
    """The mentions of the sentence with its units and places added, in order."""
    found = list(organizations)
    taken = [(mention.start - sentence.start, mention.end - sentence.start) for mention in organizations]
    places = lexicon().places
    for index, word in enumerate(row):
        if any(start <= word.start and word.stem_end <= end for start, end in taken):
            continue
        stem = word.stem if word.stem in places else word.text if word.text in places else None
        if stem is not None:
            start = sentence.start + word.start
            found.append(Mention(MentionKind.PLACE, stem, start, start + len(stem), stem))
            continue
        size = _unit_end(word.stem) or (_unit_end(word.text) if word.particle else 0)
        if not size:
            continue
        begin = _left(sentence.text, row, index, taken)
        start, end = sentence.start + begin, sentence.start + word.start + size
        text = sentence.text[begin : word.start + size]
        found.append(Mention(MentionKind.UNIT, text, start, end, text))
    return tuple(sorted(found, key=lambda mention: (mention.start, mention.end)))


def _left(text: str, row: Sequence[Word], index: int, taken: Sequence[tuple[int, int]]) -> int:
    """Where the unit's name begins: a bare ending ("AI 연구소") takes the words before it that belong to the name."""
    begin = row[index].start
    places = lexicon().places
    for word in reversed(row[max(0, index - 3) : index]):
        if text[word.end : begin] != " " or word.particle or any(start <= word.start < end for start, end in taken):
            break
        if not (word.text in places or word.text.isascii()):
            break
        begin = word.start
    return begin
