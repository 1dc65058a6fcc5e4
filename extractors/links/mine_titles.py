"""Make `titles.txt`: nouns for what people are, of which claims know nothing ("골키퍼", "소설가").

    python -m extractors.links.mine_titles FOLDER

FOLDER holds `konne_train.jsonl`, sentences of KLUE-NER v1.1 with the tags of konne (github.com/korean-named-entity/konne), and
`re_train.jsonl`, sentences of KLUE-RE v1.1, of which only the text is read (Park et al., "KLUE: Korean Language Understanding
Evaluation", 2021). Both are CC BY-SA 4.0, and so is the list.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from extractors.names.hangul import split
from extractors.names.organizations.lexicon import lexicon

TAGS = ("CV_POSITION", "CV_OCCUPATION", "CV_SPORTS_POSITION")
_NOUN = re.compile(r"[가-힣]{2,8}")
_WORD = re.compile(r"[가-힣]+")
_LIFE = re.compile(
    r"\((?:[^()]|\([^()]*\))*\d{3,4}년(?:[^()]|\([^()]*\))*\)\s?[은는] (.*?)(?:이다|이었다|(?<!하)였다|입니다)\.?$"
)
"""How an encyclopaedia begins: "아무개(1950년 ~ )는 대한민국의 소설가이자 번역가이다."."""
_PARTS = re.compile(r"이자,?|이며,?|,|·| 겸 | 및 |이고|와 |과 ")
_NOT = frozenset({"강점기", "스타크래프트", "한명"})
"""What a life is told with and nobody is."""
_LIVES = 2
"""People of whom a word must be told that no tag shows."""


def mine(tagged: Iterable[Mapping[str, Any]], told: Iterable[str]) -> list[str]:
    """The last words of what is tagged so, and what lives are told to have been, sorted; words that stand elsewhere in the
    tagged sentences more often are left out.
    """
    titles: Counter[str] = Counter()
    standing: Counter[str] = Counter()
    for record in tagged:
        text = record["text"]
        titles.update(text[start:end].split(" ")[-1] for start, end, tag in record["label"] if tag in TAGS)
        standing.update(split(word).stem for word in _WORD.findall(text))
    lives = Counter(word for sentence in told for word in _lives(sentence))
    found = {*titles, *(word for word, times in lives.items() if times >= _LIVES)}
    return sorted(word for word in found if _is_noun(word) and 2 * titles[word] >= standing[word])


def _is_noun(word: str) -> bool:
    known = word in _NOT or word in lexicon().places
    return _NOUN.fullmatch(word) is not None and not known and not word.endswith(("며", "하"))


def _lives(sentence: str) -> Iterator[str]:
    """What the person of an encyclopaedia's first sentence is said to be."""
    told = _LIFE.search(sentence.strip())
    for part in _PARTS.split(told[1]) if told else ():
        words = part.split()
        if words:
            yield split(words[-1]).stem


def main(folder: Path) -> None:
    """Mine both files and write the list beside this module."""
    tagged = map(json.loads, folder.joinpath("konne_train.jsonl").read_text("utf-8").splitlines())
    records = map(json.loads, folder.joinpath("re_train.jsonl").read_text("utf-8").splitlines())
    found = mine(tagged, dict.fromkeys(record["sentence"] for record in records))
    Path(__file__).with_name("titles.txt").write_text("\n".join(found) + "\n", "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
