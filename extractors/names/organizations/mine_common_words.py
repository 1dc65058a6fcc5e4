"""Make `common_words.txt` and `nouns.txt`: words of Korean prose that are no names, so that an unknown word is told from
a plain one.

    pip install kiwipiepy==0.24.1
    python -m extractors.names.organizations.mine_common_words FOLDER

FOLDER holds `ner_train.tsv` and `re_train.jsonl`, both from KLUE v1.1 (Park et al., "KLUE: Korean Language Understanding
Evaluation", 2021; CC BY-SA 4.0). The list made from them is under the same licence. Adverbs and nouns are those of Kiwi's vocabulary
(github.com/bab2min/Kiwi, kiwipiepy_model 0.24.0, Apache-2.0).
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from extractors.names.mine_foreign_bigrams import vocabulary
from extractors.names.naming import lists
from extractors.names.words import words

_SPAN = re.compile(r"<([^<>:]+):(PS|OG|LC|DT|TI|QT)>")
_PLAIN = re.compile(r"[가-힣]{2,6}")
_ENOUGH = 3
"""Sentences of the second file, which marks two names a sentence only, in which a word must stand."""

_FULL_NAME = 3
"""Syllables of a surname and a given name."""
_PLAIN_TAGS = {"NNG", "MAG", "NR", "NP", "VV", "VA"}
_LAST = frozenset("하한해할함된될되던는은을의에서고며면지도다어아여와과로만기니치자")
"""Last syllables of verbs with an ending and of nouns with a particle; of names as well, which the vocabulary lists then."""
_PLACES = frozenset("시군구대청왕국")
_SUFFIXES = frozenset("률권성상화사생금령중기회장형제세")
_PREFIXES = frozenset("최신대도동범한민선")
"""Of derived nouns: "가동률", "최첨단"."""
_NOUNS = 30_000
_ADVERBS = 3_000
_NOUNS = 30_000
"""The vocabulary lists words by how often they stand in texts; further down come those of dialects."""


def mine(folder: Path) -> list[str]:
    """The plain words in both files, sorted; a word that is a name as often as not is left out."""
    named: Counter[str] = Counter()
    plain: Counter[str] = Counter()
    counted: Counter[str] = Counter()
    for line in folder.joinpath("ner_train.tsv").read_text("utf-8").splitlines():
        if not line.startswith("## klue-ner"):
            continue
        marked = line.split("\t", 1)[1]
        for surface, tag in _SPAN.findall(marked):
            if tag in {"PS", "OG", "LC"}:
                named.update(_forms(surface))
        plain.update(_forms(_SPAN.sub(" ", marked)))
    for line in folder.joinpath("re_train.jsonl").read_text("utf-8").splitlines():
        record = json.loads(line)
        for side in ("subject_entity", "object_entity"):
            if record[side]["type"] in {"PER", "ORG", "LOC"}:
                named.update(_forms(record[side]["word"]))
        counted.update(_forms(record["sentence"]))
    known = _Known(tuple(vocabulary()))
    often = {word: sentences for word, sentences in counted.items() if sentences >= _ENOUGH}
    plain.update({word: times for word, times in often.items() if word in plain or not known.may_name_a_person(word)})
    found = {word for word, times in plain.items() if times > 2 * named[word] and _PLAIN.fullmatch(word)}
    return sorted(found | set(known.adverbs()))


class _Known:
    """Kiwi's vocabulary, asked about words."""

    def __init__(self, vocabulary: Sequence[tuple[str, str]]) -> None:
        self._vocabulary = vocabulary
        self._tags: dict[str, set[str]] = {}
        for form, tag in vocabulary:
            self._tags.setdefault(form, set()).add(tag)
        self._usual = set([form for form, tag in vocabulary if tag == "NNG"][:_NOUNS])

    def adverbs(self) -> list[str]:
        """The usual adverbs of three syllables and more: shorter ones are names as well (한결)."""
        adverbs = [form for form, tag in self._vocabulary if tag == "MAG"][:_ADVERBS]
        return [form for form in adverbs if len(form) > 2 and _PLAIN.fullmatch(form)]

    def may_name_a_person(self, word: str) -> bool:
        """Whether the word has the form of a full name and no part of speech speaks against it: the second file leaves people
        unmarked who stand in sentences about others.
        """
        forms = lists()
        if len(word) != _FULL_NAME or word[0] not in forms.surnames or not set(word[1:]) <= forms.given:
            return False
        tags = self._tags.get(word, set())
        if not _PLAIN_TAGS.isdisjoint(tags) or word[-1] in _PLACES or word.endswith("나라"):
            return False
        if word[-1] in _LAST and "NNP" not in tags:
            return False
        derived = word[-1] in _SUFFIXES and word[:2] in self._usual
        return not (derived or (word[0] in _PREFIXES and word[1:] in self._usual))


def _forms(text: str) -> set[str]:
    return {word.stem for word in words(text)}


def nouns() -> list[str]:
    """The usual nouns of two syllables and more, sorted. Some are names as well (카카오, 한빛)."""
    usual = [form for form, tag in vocabulary() if tag == "NNG"][:_NOUNS]
    return sorted({form for form in usual if _PLAIN.fullmatch(form)})


def _write(name: str, words: list[str]) -> None:
    Path(__file__).with_name(name).write_text("\n".join(words) + "\n", "utf-8")


if __name__ == "__main__":
    _write("common_words.txt", mine(Path(sys.argv[1])))
    _write("nouns.txt", nouns())
