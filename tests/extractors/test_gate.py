"""Which articles name a watched organisation."""

from datetime import date

import pytest

from extractors.gate import Gate
from facts.articles import Article

GATE = Gate(["한강전자", "LG전자", "KT", "Hangang Electronics", "ＳＫ하이닉스"])


def admits(text, title=""):
    return GATE.admits(Article(id="a", title=title, text=text, published=date(2024, 5, 2)))


@pytest.mark.parametrize(
    "text",
    [
        "한강전자가 새 대표를 뽑았다.",
        "LG 전자는 말을 아꼈다.",
        "ＬＧ전자는 말을 아꼈다.",
        "the LG전자",
        "(KT)는",
        "SKT와 KT가 맞손을 잡았다.",
        "HANGANG  electronics said",
        "SK하이닉스",
    ],
)
def test_named_in_any_writing(text):
    """Particles, spaces, width and letter case do not hide a name."""
    assert admits(text)


@pytest.mark.parametrize("text", ["", "KTX가 멈췄다.", "낙동중공업이 새 대표를 뽑았다.", "AKT1", "\ud800"])
def test_not_named(text):
    """A longer word in Latin letters is another name."""
    assert not admits(text)


def test_title_counts():
    """A name in the headline alone is enough."""
    assert admits("새 대표를 뽑았다.", title="한강전자, 새 대표에 홍길동")


def test_nobody_watched():
    """A gate without names admits nothing."""
    assert not Gate([]).admits(Article(id="a", title="한강전자", text="", published=date(2024, 5, 2)))
