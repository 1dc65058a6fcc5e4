"""Text that no newspaper prints: extraction answers, in time that grows with its length alone."""

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.gate import Gate
from extractors.leadership import lists
from extractors.read import read
from extractors.structure import read_structure
from extractors.when import dates_of
from facts.articles import Article

HOSTILE = {
    "empty": "",
    "spaces": " \n\t\r\n \u3000",
    "one line of five megabytes": "한강전자는 12일 홍길동 대표를 선임했다고 밝혔다. " * 180_000,
    "no spaces": "한강전자는홍길동대표를선임했다고밝혔다" * 10_000,
    "no spaces, Latin": "CEO" * 60_000,
    "one syllable": "가" * 200_000,
    "digits": "1" * 200_000,
    "days": "12일" * 60_000,
    "days and months": "3월 12일 " * 30_000,
    "titles only": "대표 회장 사장 " * 20_000,
    "titles without a space": "대표이사사장부사장전무상무" * 10_000,
    "names only": "홍길동 이몽룡 성춘향 " * 20_000,
    "brackets open": "(" * 100_000,
    "brackets close": "]" * 100_000,
    "brackets nested": "(" * 50_000 + ")" * 50_000,
    "quotes open": "“" * 100_000,
    "quotes straight": '"가 ' * 50_000,
    "marks": "▲△◆◇■" * 30_000,
    "rows": "▲상무 홍길동 " * 20_000,
    "rows on lines": "▲상무 홍길동\n" * 20_000,
    "bars": "성명 | 직책\n" + "가 | 나\n" * 20_000,
    "full stops": "다." * 60_000,
    "newlines": "\n" * 200_000,
    "short lines": "가\n" * 60_000,
    "commas": "한강전자, " * 30_000,
    "dots": "낙동·" * 40_000,
    "control characters": "".join(map(chr, range(32))) * 2_000,
    "half a surrogate": "한강전자는 \ud83d 홍길동 대표를 \udc00 선임했다.",
    "zero width": "한\u200b강\u200b전\u200b자\ufeff " * 10_000,
    "combining": "e\u0301" * 50_000,
    "right to left": "\u202eشركة عينت رئيسا جديدا. " * 5_000,
    "Chinese": "汉江电子任命洪吉童为首席执行官。" * 5_000,
    "Japanese": "漢江電子は洪吉童氏を社長に任命した。" * 5_000,
    "emoji": "👩‍💻🇰🇷" * 10_000,
    "markup": "<div class='a'><a href='b'>" * 10_000,
    "announcing": "밝혔다고 " * 30_000,
    "describing": "인수한 " * 40_000,
    "joined": "홍길동·" * 30_000 + "대표",
}


def article(text, title="한강전자, 새 대표에 홍길동"):
    return Article(id="a", title=title, text=text, published=date(2024, 5, 2))


def stages(given):
    """The stages in the order of reading, then the whole."""
    document = read_structure(given)
    assert all(given.content[one.start : one.end] == one.text for one in document.sentences)
    dates_of(document)
    lists.claims(document)
    return read(given)


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
@pytest.mark.parametrize(
    "title", ["한강전자, 새 대표에 홍길동", "[인사] 한강부", "[부고] 홍길동 전 한강전자 사장 별세"]
)
def test_hostile_text_is_answered(text, title):
    """Whatever stands in the text, reading gives an answer whose evidence is verbatim."""
    given = article(text, title)
    for claim in stages(given).claims:
        assert given.content[claim.evidence.start : claim.evidence.end] == claim.evidence.text


def test_gate_answers_hostile_text():
    """The gate neither fails nor is fooled by half a character."""
    gate = Gate(["한강전자", "KT"])
    for text in HOSTILE.values():
        gate.admits(article(text, title=""))


def seconds(text):
    """The better of two runs: a busy machine slows some runs, a slow rule slows all."""
    runs = []
    for _ in range(2):
        started = time.process_time()
        read(article(text))
        runs.append(time.process_time() - started)
    return min(runs)


@pytest.mark.slow
@pytest.mark.parametrize(
    "unit",
    [
        "한강전자는12일홍길동대표를선임했다고밝혔다",
        "(",
        "대표이사사장",
        "12일",
        "인수한 ",
        "▲상무 홍길동 ",
        "낙동·",
        "“가다. ",
    ],
)
def test_time_grows_with_the_length_alone(unit):
    """Four times the text takes about four times as long: no rule reads its text again and again."""
    read(article(unit))
    short = unit * (10_000 // len(unit))
    assert seconds(short * 4) < 9 * max(seconds(short), 0.05)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.text(max_size=30),
            st.sampled_from(
                [
                    "12일 ",
                    "지난달 ",
                    "홍길동 ",
                    "대표이사 ",
                    "한강전자",
                    "는 ",
                    "▲",
                    "◆",
                    "<승진> ",
                    "선임했다.",
                    "다고 밝혔다. ",
                    "“",
                    "”",
                    "(",
                    ")",
                    "\n",
                    "\n\n",
                    "[사진=",
                    "2024년 ",
                    "기자",
                    "연구소",
                    "협약을 ",
                    "체결",
                ]
            ),
        ),
        max_size=40,
    ).map("".join)
)
def test_any_mixture_is_answered(text):
    """Any mixture of news and noise is answered with verbatim evidence, and twice with the same."""
    given = article(text)
    reading = stages(given)
    assert reading == read(given)
    for claim in reading.claims:
        assert given.content[claim.evidence.start : claim.evidence.end] == claim.evidence.text
