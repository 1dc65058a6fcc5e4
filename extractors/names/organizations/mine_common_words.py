"""Make `common_words.txt`: words of Korean prose that are no names, so that an unknown word is told from a plain one.

    pip install kiwipiepy==0.24.1
    python -m extractors.names.organizations.mine_common_words FOLDER

FOLDER holds `ner_train.tsv` and `re_train.jsonl`, both from KLUE v1.1 (Park et al., "KLUE: Korean Language Understanding
Evaluation", 2021; CC BY-SA 4.0). The list made from them is under the same licence. Adverbs are those of Kiwi's vocabulary
(github.com/bab2min/Kiwi, kiwipiepy_model 0.24.0, Apache-2.0).
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from pathlib import Path

from extractors.names.mine_foreign_bigrams import vocabulary
from extractors.names.words import words

_SPAN = re.compile(r"<([^<>:]+):(PS|OG|LC|DT|TI|QT)>")
_PLAIN = re.compile(r"[가-힣]{2,6}")
_ENOUGH = 3
"""Sentences of the second file, which marks two names a sentence only, in which a word must stand."""

_ADVERBS = 3_000
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
    plain.update({word: sentences for word, sentences in counted.items() if sentences >= _ENOUGH})
    found = {word for word, times in plain.items() if times > 2 * named[word] and _PLAIN.fullmatch(word)}
    return sorted(found | set(_adverbs()))


def _adverbs() -> list[str]:
    """The usual adverbs of three syllables and more: shorter ones are names as well (한결)."""
    adverbs = [form for form, tag in vocabulary() if tag == "MAG"][:_ADVERBS]
    return [form for form in adverbs if len(form) > 2 and _PLAIN.fullmatch(form)]


def _forms(text: str) -> set[str]:
    return {word.stem for word in words(text)}


if __name__ == "__main__":
    Path(__file__).with_name("common_words.txt").write_text("\n".join(mine(Path(sys.argv[1]))) + "\n", "utf-8")
