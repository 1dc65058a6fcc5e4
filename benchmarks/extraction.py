"""How fast extraction reads, beside a morphological analyser on the same text: python benchmarks/extraction.py

One process, one core, CPU seconds, the best of several rounds; only ratios within one run mean anything. The analyser is
`kiwipiepy`, which the project does not use: install it by hand for this benchmark (`pip install kiwipiepy`); without it
the ratios are left out. The text is the gold kept with the tests: the seed articles and the development articles in
Korean, dense with facts. The stream is nineteen articles about nobody watched for each one about somebody.
"""

# ruff: noqa: PLC0415 - what is imported is part of what is measured

from __future__ import annotations

import argparse
import json
import resource
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

GOLD = Path(__file__).parents[1] / "tests" / "gold"


@dataclass(frozen=True)
class Timed:
    seconds: float
    characters: int

    @property
    def speed(self) -> float:
        return self.characters / self.seconds


def articles():
    from facts.articles import Article

    for name in ("seeds.jsonl", "dev_articles.jsonl"):
        for line in (GOLD / name).read_text("utf-8").splitlines():
            record = json.loads(line)
            if record["language"] == "ko":
                yield Article.model_validate({key: record[key] for key in ("id", "title", "text", "published")})


def best_of(rounds: int, characters: int, work: Callable[[], object]) -> Timed:
    """CPU seconds of the fastest round: what others do on the machine only ever slows a round."""
    seconds = []
    for _ in range(rounds):
        started = time.process_time()
        work()
        seconds.append(time.process_time() - started)
    return Timed(min(seconds), characters)


def resident_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def stages(read: Sequence) -> list[tuple[str, float]]:
    """CPU seconds of each stage over all articles, each stage fed with what the ones before found."""
    from extractors import lab, leadership, partnership
    from extractors.leadership import lists
    from extractors.names import organizations, people
    from extractors.scenes import scenes
    from extractors.structure import read_structure

    found: list[tuple[str, float]] = []

    def clock(name: str, work: Callable[[int], object]) -> list:
        started = time.process_time()
        results = [work(at) for at in range(len(read))]
        found.append((name, time.process_time() - started))
        return results

    documents = clock("structure", lambda at: read_structure(read[at]))
    names = clock("organisations", lambda at: organizations.find(documents[at]))
    who = clock("people", lambda at: people.find(documents[at], names[at]))
    seen = clock("dates, topics", lambda at: scenes(documents[at], names[at]))
    clock("leadership", lambda at: leadership.claims(who[at], seen[at]))
    clock("lists", lambda at: lists.claims(documents[at]))
    clock("labs", lambda at: lab.claims(documents[at], names[at], seen[at]))
    clock("partnerships", lambda at: partnership.claims(documents[at], names[at], seen[at]))
    return found


def analyser(texts: Sequence[str], rounds: int, characters: int) -> Timed | None:
    try:
        from kiwipiepy import Kiwi
    except ImportError:
        return None
    kiwi = Kiwi(num_workers=1)
    kiwi.tokenize(texts[0])  # loads lazily
    return best_of(rounds, characters, lambda: [kiwi.tokenize(text) for text in texts])


def main() -> None:
    parser = argparse.ArgumentParser(description="Speed, memory and loading of extraction.")
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds

    started = time.process_time()
    from extractors.gate import Gate
    from extractors.read import read
    from facts.articles import Article

    imported = time.process_time() - started
    dense = list(articles())
    started = time.process_time()
    read(dense[0])
    print(
        f"loading: imports {imported:.2f} s, rules and words with the first article {time.process_time() - started:.2f} s"
    )

    characters = sum(len(article.content) for article in dense)
    whole = best_of(rounds, characters, lambda: [read(article) for article in dense])
    print(f"dense: {len(dense)} articles, {characters:,} characters: {whole.speed:,.0f} characters a second")
    parts = stages(dense)
    total = sum(seconds for _, seconds in parts)
    for name, seconds in parts:
        print(f"  {name:<14}{seconds / total:6.1%}")

    # Names that nobody in the dense articles has; one article in twenty is given one.
    gate = Gate([f"{letter}별하늘전자" for letter in "가나다라마바사아자차카타파하"] + ["Skystar Electronics", "KTZ"])
    # Made anew: a copy of an article keeps the content of the original.
    stream = [
        Article(
            id=f"{at}",
            title=article.title,
            text=f"{article.text}\n가별하늘전자는 말을 아꼈다." if at % 20 == 0 else article.text,
            published=article.published,
        )
        for at, article in enumerate(dense * 4)
    ]
    length = sum(len(article.content) for article in stream)
    for article in stream:
        _ = article.content  # made once, as for an article that comes in
    gated = best_of(rounds, length, lambda: [read(article) for article in stream if gate.admits(article)])
    admitted = sum(map(gate.admits, stream))
    print(f"stream: {admitted} of {len(stream)} articles admitted: {gated.speed:,.0f} characters a second")
    print(f"resident memory: {resident_mb():.0f} MB")

    kiwi = analyser([article.content for article in dense], rounds, characters)
    if kiwi is None:
        print("kiwipiepy is not installed: no ratios")
        return
    print(f"kiwipiepy: {kiwi.speed:,.0f} characters a second")
    print(f"ratio: dense {whole.speed / kiwi.speed:.2f}, stream {gated.speed / kiwi.speed:.1f}")


if __name__ == "__main__":
    main()
