"""What titles mean."""

from __future__ import annotations

import pytest

from facts.roles import post, posts

SAME = [  # one post at one organisation, in the words of two texts
    (("최고재무책임자", "가온"), ("CFO", "가온")),
    (("재무 총괄", "가온"), ("CFO", "가온")),
    (("최고재무책임자(CFO)", "가온"), ("CFO", "가온")),
    (("대표이사", "가온"), ("CEO", "가온")),
    (("대표", "가온"), ("최고경영자", "가온")),
    (("대표이사 사장", "가온"), ("대표", "가온")),
    (("차기 대표이사", "가온"), ("대표", "가온")),
    (("은행장", "가온은행"), ("행장", "가온은행")),
    (("가온은행장", "가온은행"), ("행장", "가온은행")),
    (("AI연구소장", "가온"), ("소장", "가온", "AI연구소")),
    (("가온 AI연구소장", "가온"), ("AI연구소장", "가온")),
    (("연구소장", "가온", "토론토 AI연구소"), ("수장", "가온", "토론토 AI연구소")),
    (("AI테크랩장", "가온"), ("랩장", "가온", "AI테크랩")),
    (("head of the AI Lab", "Gaon"), ("head", "Gaon", "AI Lab")),
    (("chief executive", "Gaon"), ("CEO", "Gaon")),
    (("회장", "전국연합회"), ("연합회장", "전국연합회")),
    (("원장", "한국연구원"), ("수장", "한국연구원")),
    (("대표이사", "가온", "가전부문"), ("대표이사", "가온")),
    (("AI연구소장", "가온", "CTO부문"), ("AI연구소장", "가온")),
    (("제3대 총장", "가온대"), ("총장", "가온대")),
    (("상사부문장 내정자", "가온"), ("부문장", "가온", "상사부문")),
]
APART = [
    (("대표", "가온", "가전부문"), ("대표", "가온")),
    (("CFO", "가온"), ("CTO", "가온")),
    (("대표이사 직무대행", "가온"), ("대표이사", "가온")),
    (("회장", "가온"), ("대표", "가온")),
    (("소장", "가온"), ("대표", "가온")),
    (("AI연구소장", "가온"), ("로봇연구소장", "가온")),
    (("부문장", "가온", "상사부문"), ("부문장", "가온", "화학부문")),
    (("이사회 의장", "가온"), ("대표", "가온")),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_titles_of_one_post(one, other):
    """Different words for one post at one place give one post, held by one person."""
    assert post(*one) == post(*other)
    assert post(*one).single


@pytest.mark.parametrize(("one", "other"), APART)
def test_titles_of_two_posts(one, other):
    """Another function, unit or standing is another post."""
    assert post(*one) != post(*other)


@pytest.mark.parametrize(
    "title", ["상무", "전무", "부사장", "사장", "부행장", "공동창업자", "부소장", "소장", "담당", "프로", "president"]
)
def test_ranks_are_held_by_many(title):
    """Nobody leaves because somebody else becomes a 상무; a title nobody knows is treated so too."""
    assert post(title, "가온").rank
    assert not post(title, "가온").single


def test_shared_and_acting_posts_say_so():
    """공동 and 각자 share the post; 대행 holds it for the time being."""
    assert post("각자대표", "가온").joint
    assert post("공동 대표이사", "가온").joint
    assert post("행장 직무대행", "가온은행").acting
    assert post("acting CEO", "Gaon").acting
    assert post("전무 직무대행", "가온").single
    assert not post("대표", "가온").joint


def test_units_in_titles():
    """A title that names its unit leads it; a 총괄 without a function leads what stands before it."""
    assert post("로봇학습총괄", "가온").unit == "로봇학습"
    assert post("여수공장장", "가온").unit == "여수공장"
    assert post("director of Security Center", "Gaon").unit == "Security Center"
    assert post("소장", "AI연구소").unit is None


def test_the_most_telling_post_comes_first():
    """The post of one person stands before the rank that is given beside it; doubles are one."""
    found = posts(("상무", "보안센터장", "센터장"), "가온", "보안센터")
    assert [each.key for each in found] == ["top", "rank:상무"]
