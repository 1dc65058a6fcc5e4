"""Make `foreign_bigrams.txt`: how much each pair of syllables speaks for a foreign name written in Hangul.

    pip install kiwipiepy==0.24.1
    python -m extractors.names.mine_foreign_bigrams FOLDER

Names are the words of two or three that make a title in the vocabulary of Kiwi (github.com/bab2min/Kiwi, model of
kiwipiepy_model 0.24.0, Apache-2.0), which took them from Wikipedia; plain words are the nouns and adverbs of the same
vocabulary and the words outside of names in FOLDER's `ner_train.tsv` and `re_train.jsonl`, both from KLUE v1.1 (Park et
al., "KLUE: Korean Language Understanding Evaluation", 2021; CC BY-SA 4.0). The table is under the latter's licence.
"""

from __future__ import annotations

import json
import math
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from importlib import import_module
from itertools import pairwise
from pathlib import Path

from extractors.names.hangul import is_hangul
from extractors.names.naming import lists
from extractors.names.sounds import EDGE

_LONGEST = 7
_STANDARD = {"NNG": 30_000, "MAG": 3_000}
"""The vocabulary lists words by how often they stand in texts; further down come those of dialects."""
_SMOOTHING = 0.1
_SYLLABLES = 1_500
_RARE = 2.0
"""Weight of a pair, in names or plain words, under which it is left out: it says nothing."""
_MARKED = re.compile(r"<([^<>:]+):(PS|OG|LC|DT|TI|QT)>")


def mine(folder: Path) -> list[str]:
    """Lines of a pair of syllables and ten times its logarithmic odds, sorted."""
    known = list(vocabulary())
    plain = Counter(_standard(known))
    names = Counter(_name_words(known, plain))
    plain.update(_prose(folder))
    of_names, of_prose = _weights(names), _weights(plain)
    name_starts, prose_starts = _starts(of_names), _starts(of_prose)
    lines = []
    for pair in sorted(set(of_names) | set(of_prose)):
        if of_names[pair] + of_prose[pair] >= _RARE:
            odds = _logarithm(of_names[pair], name_starts[pair[0]]) - _logarithm(of_prose[pair], prose_starts[pair[0]])
            lines.append(f"{pair} {round(10 * odds)}")
    return lines


def vocabulary() -> Iterator[tuple[str, str]]:
    """Each form of Kiwi's vocabulary with its part of speech, in its order."""
    kiwi = import_module("kiwipiepy").Kiwi()
    number = 0
    while True:
        try:
            morpheme = kiwi.morpheme(number)
        except (IndexError, ValueError):
            return
        yield morpheme.form, morpheme.tag
        number += 1


def _standard(known: list[tuple[str, str]]) -> Iterator[str]:
    """The usual nouns and adverbs."""
    for wanted, many in _STANDARD.items():
        forms = [form for form, tag in known if tag == wanted]
        yield from {form for form in forms[:many] if len(form) > 1 and is_hangul(form)}


def _name_words(known: list[tuple[str, str]], plain: Mapping[str, int]) -> Iterator[str]:
    """The words of titles of two or three words that hold a syllable which no Korean name has."""
    native = lists().native
    for form, tag in known:
        row = form.split(" ")
        if (
            tag == "NNP"
            and len(row) in (2, 3)
            and all(is_hangul(word) and len(word) < _LONGEST and word not in plain for word in row)
            and any(letter not in native for word in row for letter in word)
        ):
            yield from (word for word in row if len(word) > 1)


def _prose(folder: Path) -> Iterator[str]:
    """Words outside of names of persons in labelled sentences."""
    for line in folder.joinpath("ner_train.tsv").read_text("utf-8").splitlines():
        if line.startswith("## klue-ner"):
            text = _MARKED.sub(lambda found: " " if found[2] == "PS" else found[1], line.split("\t", 1)[1])
            yield from _words(text)
    for line in folder.joinpath("re_train.jsonl").read_text("utf-8").splitlines():
        record = json.loads(line)
        text = record["sentence"]
        for side in ("subject_entity", "object_entity"):
            if record[side]["type"] == "PER":
                text = text.replace(record[side]["word"], " ")
        yield from _words(text)


def _words(text: str) -> list[str]:
    return [word for word in re.findall("[가-힣]+", text) if 1 < len(word) <= _LONGEST]


def _weights(words: Mapping[str, int]) -> Counter[str]:
    found: Counter[str] = Counter()
    for word, times in words.items():
        for pair in pairwise(f"{EDGE}{word}{EDGE}"):
            found["".join(pair)] += 1 + math.log(times)  # type: ignore[assignment]
    return found


def _starts(weights: Mapping[str, int]) -> Counter[str]:
    found: Counter[str] = Counter()
    for pair, weight in weights.items():
        found[pair[0]] += weight
    return found


def _logarithm(weight: float, start: float) -> float:
    return math.log((weight + _SMOOTHING) / (start + _SMOOTHING * _SYLLABLES))


if __name__ == "__main__":
    Path(__file__).with_name("foreign_bigrams.txt").write_text("\n".join(mine(Path(sys.argv[1]))) + "\n", "utf-8")
