"""A correction of a name tells who holds the post; a notice about something else, or no notice, tells nothing so."""

from datetime import date

import pytest

from extractors.read import explain, read
from facts.articles import Article
from facts.claims import Kind


def told(text, title="[바로잡습니다] 두손전자 기사"):
    article = Article(id="a", title=title, text=text, published=date(2024, 10, 8))
    return [
        (claim.event.value, claim.person, claim.organization, claim.unit, claim.roles, claim.corrects)
        for claim in read(article).claims
        if claim.kind is Kind.LEADERSHIP and claim.rule == "leadership.ko.put_right"
    ]


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        (
            "본지 7일자 ‘두손전자 신임 보안센터장에 김도연 상무’ 기사에서 신임 센터장의 이름은 김도연이 아니라 김도한이므로 바로잡습니다.",
            ("appointed", "김도한", "두손전자", "보안센터", ("보안센터장",), True),
        ),
        (
            "두손전자 기사에 실린 대표이사 이름 ‘성주인’은 ‘성주윤’의 오기입니다.",
            ("holds", "성주윤", "두손전자", None, ("대표이사",), True),
        ),
    ],
)
def test_the_true_name_is_told(text, claim):
    """New holders were appointed, others hold the post; the title is the fullest that the notice writes."""
    assert told(text) == [claim]


def test_nothing_is_put_right_elsewhere():
    """A notice about a figure, and an article that is no notice, name nobody anew."""
    assert told("두손전자 기사에서 매출은 3억원이 아니라 5억원이므로 바로잡습니다.") == []
    assert told("두손전자 대표이사 이름은 성주인이 아니라 성주윤이다.", title="두손전자 소식") == []


def test_explanations_show_what_a_lab_and_a_deal_were_told_by():
    """The matched words hold the names as written and the words of the event."""
    article = Article(
        id="a",
        title="두손전자 소식",
        text="두손전자는 지난 3월 판교에 ‘들빛연구소’를 열었다. 두손전자는 4월 가온대와 업무협약을 체결했다.",
        published=date(2024, 10, 8),
    )
    matched = {step.rule: step.matched for step in explain(article)}
    assert matched["lab.ko.opened"] == ("들빛연구소", "열었")
    assert matched["partnership.ko.signed"] == ("두손전자", "가온대", "협약을 체결")
