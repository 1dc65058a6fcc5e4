"""Origins: copies and repetitions count once."""

from __future__ import annotations

import json
from itertools import combinations

from facts.origins import COPY, SIZE, attributed, origins, overlap, sketch
from tests.facts.making import holder, recorded
from tests.facts.telling import GOLD


def texts():
    stories = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    # one story carries an article a second time a year later: that pair is a copy by right
    return [a["title"] + "\n" + a["text"] for s in stories for a in s["articles"] if "재송고" not in a["text"]]


def test_copies_and_different_articles_are_far_apart():
    """Copies with a new headline, cut, wrapped or with a new lead pass the limit; no two different articles come near it."""
    sketches = [(text, sketch(text)) for text in texts()]
    for text, own in sketches:
        body = text.split("\n", 1)[1]
        sentences = body.split(". ")
        copies = [
            "다른 제목\n" + body,
            ". ".join(sentences[: max(1, round(len(sentences) * 0.6))]),
            "[서울=뉴스] 아무개 기자 = " + body + " 저작권자 무단전재 금지",
            "새로운 첫 문장으로 시작한다. " + ". ".join(sentences[1:]),
        ]
        assert min(overlap(own, sketch(copy)) for copy in copies) >= COPY
    assert max(overlap(one[1], other[1]) for one, other in combinations(sketches, 2)) < COPY - 0.1


def test_a_sketch_is_small_and_tolerates_short_texts():
    """At most SIZE hashes, ascending; nothing to compare is no likeness."""
    long = sketch("가나다라마바사아자차카타파하" * 30 + "끝")
    assert len(long) <= SIZE
    assert list(long) == sorted(long)
    assert overlap((), long) == overlap(long, ()) == 0.0
    assert overlap(sketch("가"), sketch("가")) == 1.0


def test_the_outlet_that_is_repeated_is_named():
    """ "…에 따르면" and "according to" name the outlet; trade circles and companies are none."""
    assert attributed("한별통신에 따르면 가온이 대표를 바꾼다.") == "한별통신"
    assert attributed("마루경제(ME)는 가온이 대표를 바꾼다고 보도했다.") == "마루경제"
    assert attributed("Gaon will name a new head, according to the Bada Times.") == "Bada Times"
    assert attributed("18일 업계에 따르면 가온이 대표를 바꾼다.") is None


def test_origins_group_copies_and_repetitions():
    """Copies join, repetitions of one outlet join with it, the rest count one by one."""

    def seen(article, **terms):
        return recorded(holder("holds", "김하나"), "2024-01-02", article, **terms)

    copied = [seen("a", sketch=(1, 2)), seen("b", sketch=(1, 2))]
    quoted = [
        seen("c", attributed_to="한별통신"),
        seen("d", attributed_to="한별 통신"),
        seen("e", publisher="한별통신"),
    ]
    alone = [seen("f")]
    found = origins([*copied, *quoted, *alone])
    assert {frozenset("ab"), frozenset("cde"), frozenset("f")} == set(found)
