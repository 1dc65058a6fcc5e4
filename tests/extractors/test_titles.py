"""Titles in words: what is held, of which unit, and what only looks like a title."""

import pytest

from extractors.names.titles import TitleKind, alike, read_title


@pytest.mark.parametrize(
    ("word", "title", "unit", "role"),
    [
        ("대표이사에는", "대표이사", None, "a"),
        ("CEO인", "CEO", None, "p"),
        ("최고운영책임자COO", "최고운영책임자", None, ""),
        ("AI연구소장으로", "AI연구소장", "AI연구소", "r"),
        ("HE사업본부장", "HE사업본부장", "HE사업본부", ""),
        ("로봇사업담당을", "로봇사업담당", "로봇사업", "o"),
        ("설립준비위원장인", "설립준비위원장", "설립준비위원회", "p"),
        ("대표이사직무대행을", "대표이사직무대행", None, "o"),
        ("의장직을", "의장", None, "o"),
        ("부사장이", "부사장", None, "s"),
    ],
)
def test_title_with_unit_and_particle(word, title, unit, role):
    """The longest title is read, with the unit that the word names and the role of its particle."""
    found = read_title(word)
    assert found is not None
    assert (found.text, found.unit, found.role) == (title, unit, role)


@pytest.mark.parametrize(
    "word", ["대표적인", "국가대표", "시장", "공장", "이사회", "사장단", "대표단", "성장", "", "가" * 50]
)
def test_no_title(word):
    """Words that contain a title or end like one are none."""
    assert read_title(word) is None


def test_a_reporter_is_a_person_without_a_post():
    """Some words show a person only."""
    found = read_title("기자는")
    assert found is not None
    assert found.kind is TitleKind.PERSONAL


@pytest.mark.parametrize(
    ("word", "at"), [("두레대총장", "두레대"), ("도래부장관에게", "도래부"), ("외교장관", None), ("통상차관", None)]
)
def test_a_word_may_name_the_organisation_of_its_title(word, at):
    """ "두레대총장" is the head of 두레대; a ministry is named by its whole name alone."""
    found = read_title(word)
    assert found is not None
    assert found.at == at


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [("소장", "연구소장", True), ("회장", "부회장", False), ("CEO", "CEO", True), ("사장", "전무", False)],
)
def test_alike_titles(one, other, same):
    """A short form is the same post; a deputy is not."""
    assert alike(one, other) is same
    assert alike(other, one) is same
