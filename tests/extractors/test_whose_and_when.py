"""Which organisation a post belongs to, and which day, where the sentence that tells it says neither."""

from datetime import date

import pytest

from extractors.read import read
from facts.articles import Article
from facts.claims import Kind

WHOSE = [
    (
        "나루시스템즈, 새 대표에 도경원 부사장",
        (
            "나루시스템즈가 새 대표이사에 도경원 부사장을 선임했다고 5일 밝혔다. 도 대표는 1998년 가온통신에 입사했다. "
            "가온통신에서 전략본부장을 지냈다.\n\n맹소라 최고재무책임자는 사내이사로 재선임됐다."
        ),
        {("도경원", "나루시스템즈", "appointed"), ("도경원", "가온통신", "left"), ("맹소라", "나루시스템즈", "holds")},
    ),
    (
        "한빛산업진흥원 새 원장에 도경원",
        (
            "한빛산업진흥원 원장에 도경원 전 가온통신 부사장이 취임했다. 산업통상자원부는 이날 임명장을 수여했다. "
            "전임 맹소라 원장은 지난달 물러났다."
        ),
        {
            ("도경원", "한빛산업진흥원", "appointed"),
            ("도경원", "가온통신", "left"),
            ("맹소라", "한빛산업진흥원", "left"),
        },
    ),
    (
        "나루학회 회장에 도경원 교수",
        "대한나루학회 회장에 도경원 소라대 교수가 선출됐다. 도 회장은 학회에서 학술이사를 지냈다.",
        {("도경원", "대한나루학회", "appointed"), ("도경원", "대한나루학회", "left")},
    ),
    (
        "나루전자, 설비 투자 확대",
        (
            "나루전자는 나루전자 공장을 넓힌다고 5일 밝혔다. 나루전자 매출은 늘었다. 가온화학은 납품을 미뤘다.\n\n"
            "노조는 도경원 회장의 사과를 요구했다."
        ),
        {("도경원", "나루전자", "holds")},
    ),
]


@pytest.mark.parametrize(("title", "text", "wanted"), WHOSE, ids=[title for title, _, _ in WHOSE])
def test_a_post_is_the_article_s_own_and_not_that_of_a_name_in_passing(title, text, wanted):
    """Where people come from, who supervises and who is merely named do not become what the text goes on about."""
    assert wanted <= {(c.person, c.organization, c.event.value) for c in leadership(text, title)}


WHEN = [
    (
        "나루전자 이사회는 지난 3일 도경원 대표를 해임했다. 빈자리는 맹소라 부사장이 채운다.",
        "맹소라",
        "2024-06-03",
        "asserted",
    ),
    (
        "나루협회는 지난 3일 총회를 열고 도경원 나루전자 대표를 회장으로 뽑았다. 도 회장의 임기는 7월 1일부터 2년이다.",
        "도경원",
        "2024-07-01",
        "planned",
    ),
    ("나루전자는 도경원 전무가 오는 20일 대표이사로 취임한다고 11일 밝혔다.", "도경원", "2024-06-20", "planned"),
    (
        "나루전자의 정기 주주총회가 지난 3일 서울에서 열렸다. 도경원 부사장이 대표이사로 선임됐다.",
        "도경원",
        "2024-06-03",
        "asserted",
    ),
    (
        "나루전자가 임원 인사를 했다. 발령일은 다음 달 1일이다. 대표이사에 도경원 부사장을 선임했다.",
        "도경원",
        "2024-07-01",
        "planned",
    ),
]


@pytest.mark.parametrize(("text", "person", "day", "modality"), WHEN, ids=[day for _, _, day, _ in WHEN])
def test_a_post_takes_its_day_from_the_sentence_that_tells_it(text, person, day, modality):
    """A leaving, a term, a meeting or an order told in another sentence dates the post, and a day to come plans it."""
    (taken,) = [c for c in leadership(text) if c.person == person and c.event.value == "appointed"]
    assert (str(taken.date), taken.modality.value) == (day, modality)


def test_the_days_of_a_list_may_stand_below_it():
    """A closing line dates all orders; an organisation with a day of its own keeps to it."""
    text = "◇가람은행\n▲ 부행장 도경원\n◇나루증권\n▲ 전무 맹소라\n※ 이상 6월 1일자. 나루증권은 6월 3일자."
    days = {c.person: str(c.date) for c in leadership(text, "[인사] 가람은행·나루증권")}
    assert days == {"도경원": "2024-06-01", "맹소라": "2024-06-03"}


def test_what_an_agreement_is_about_tells_its_kind():
    """A plain agreement is named by the courses that it sets up, a memorandum whatever its subject."""
    kinds = [
        [c.type.value for c in read(article(text)).claims if c.kind is Kind.PARTNERSHIP]
        for text in (
            "나루전자는 5일 소라대와 협약을 맺고 현장실습 과정을 운영하기로 했다.",
            "나루전자는 5일 소라대와 업무협약을 맺고 현장실습 과정을 운영하기로 했다.",
        )
    ]
    assert kinds == [["training"], ["mou"]]


def article(text, title=""):
    return Article(id="a", title=title, text=text, published=date(2024, 6, 12))


def leadership(text, title=""):
    return [c for c in read(article(text, title)).claims if c.kind is Kind.LEADERSHIP]
