"""Units of posts that only the rest of the article names."""

from datetime import date

import pytest

from extractors.read import read
from facts.articles import Article


def units(text):
    article = Article(id="a", title="", text=text, published=date(2024, 6, 10))
    return {claim.person: claim.unit for claim in read(article).claims if claim.kind == "leadership"}


@pytest.mark.parametrize(
    ("text", "person", "unit"),
    [
        (
            (
                "한강전자는 지난달 부산 로봇 연구소장으로 오테르 린드 박사를 영입했다. "
                "지난 2월 소민재 전 소장이 창업을 이유로 사임한 뒤 비어 있던 자리다."
            ),
            "소민재",
            "부산 로봇 연구소",
        ),
        (
            "한강전자가 ‘가전두뇌 태스크’를 새로 만들었다. 신설 조직은 지난달 영입한 유하람 전무가 이끈다.",
            "유하람",
            "가전두뇌 태스크",
        ),
    ],
)
def test_a_bare_post_takes_the_unit_named_elsewhere(text, person, unit):
    """ "소장" beside a name, and "신설 조직", mean the unit that the article names."""
    assert units(text)[person] == unit


@pytest.mark.parametrize(
    ("text", "person"),
    [
        (
            "한강전자는 부산 로봇 연구소장에 유하람 박사를 선임했다. 누리화학의 소민재 소장은 지난달 물러났다.",
            "소민재",
        ),
        ("한강전자가 ‘가전두뇌 태스크’를 새로 만들었다. 유하람 전무는 “기대가 크다”고 말했다.", "유하람"),
    ],
)
def test_what_is_of_another_house_or_not_led_keeps_its_place(text, person):
    """The unit of another organisation, or one that the person is not said to lead, is not borrowed."""
    assert units(text).get(person) is None
