"""Which patterns a text leaves possible: never too few, and few where the patterns say what they need."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.leadership.rules import rules
from extractors.prefilter import Prefilter, needed

LETTERS = "가나다ab"


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("취임|부임", {"취임", "부임"}),
        ("(?<!재)(?:취임|부임)(?:했|하)", {"취임했", "취임하", "부임했", "부임하"}),
        ("[가나]장(?=[은는])", {"가장", "나장"}),
        ("(?P<verb>맡(?:았|을)?)", {"맡"}),
        (r"\S{0,4} ?협약(?:을)? ?맺", {"협약맺", "협약을맺", "협약 맺", "협약을 맺"}),
        (r"업무협약[^.]*체결", {"업무협약"}),
        (r"(?:[^.]*제휴)+", {"제휴"}),
        (r"[1-3]\s?월", {"월"}),
        (r"[1-3]\s?(?:개월|주년)", {"개월", "주년"}),
        (r"[가-힣]+\d*", set()),
        (r"(?:제휴)?", set()),
        (r"제휴|\d", set()),
        (r"(?i)mou", set()),
        (r"(?i:mou)|제휴", set()),
    ],
)
def test_words_that_a_pattern_needs(pattern, words):
    """Parts side by side make one word; what may be missing, or is any of many letters, tells nothing."""
    assert needed(re.compile(pattern)) == words


def test_only_what_the_words_allow():
    """A pattern without words and one that matches everywhere (None) are always possible."""
    prefilter = Prefilter([re.compile("협약"), re.compile("합병|인수"), re.compile(r"\d"), None])
    assert prefilter.possible("협약을 맺었다") == {0, 2, 3}
    assert prefilter.possible("인수·합병") == {1, 2, 3}
    assert prefilter.possible("\ud800") == {0, 1, 2, 3}


def test_a_rule_is_possible_in_its_examples():
    """No example of a rule of leadership is kept from it."""
    prefilter = Prefilter([rule.pattern for rule in rules()])
    for number, rule in enumerate(rules()):
        assert needed(rule.pattern), rule.name
        for text in rule.matches:
            assert rule.pattern.search(text) is None or number in prefilter.possible(text), (rule.name, text)


def parts(inner):
    return st.one_of(
        st.lists(inner, min_size=1, max_size=3).map("".join),
        st.lists(inner, min_size=1, max_size=3).map(lambda some: f"(?:{'|'.join(some)})"),
        st.tuples(inner, st.sampled_from(["?", "*", "+", "{2}", "{0,2}", "??"])).map(
            lambda pair: f"(?:{pair[0]}){pair[1]}"
        ),
        st.tuples(st.sampled_from(["(?=", "(?!"]), inner).map(lambda pair: f"{pair[0]}{pair[1]})"),
        inner.map(lambda part: f"({part})"),
    )


SIMPLE = st.one_of(
    st.text(LETTERS, min_size=1, max_size=3),
    st.sampled_from(["[가나]", "[^가]", "[가-다]", ".", "", "^", "$", r"\w", r"(?<!가)"]),
)


@given(pattern=st.recursive(SIMPLE, parts, max_leaves=8), text=st.text(LETTERS, max_size=12))
def test_what_matches_is_possible(pattern, text):
    """Whatever the pattern and the text: where it matches, it is possible."""
    compiled = re.compile(pattern)
    if compiled.search(text):
        assert Prefilter([compiled]).possible(text) == {0}
