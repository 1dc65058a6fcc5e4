"""Hostile and broken text gives an answer, and the work grows with the length that is read, not faster."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.english import read_english
from extractors.structure.en import LIMIT, LONGEST_SENTENCE, passages
from facts.articles import Article


def article(text, title="News"):
    return Article(id="a", title=title, text=text, published=date(2025, 9, 10), language="en")


@pytest.mark.timeout(20)  # each takes under a second; what grows with the square of the length takes minutes
@pytest.mark.parametrize(
    "text",
    [
        "",
        "a" * 5_000_000,
        "Aa" * 1_000_000,
        "A-" * 1_000_000,
        "(" * 100_000 + ")" * 100_000,
        '"' * 200_000,
        "head of the " * 200_000,
        "Vela Bio named Jo Han-byul chief executive and " * 100_000,
        "president and chairman and " * 100_000,
        "March 1, " * 300_000,
        ", who " * 300_000,
        "O'" * 300_000,
        "1" * 1_000_000,
        "the lab of a new research " * 100_000,
        ". " * 500_000,
    ],
    ids=lambda text: text[:12] or "empty",
)
def test_hostile_text_is_read_in_linear_time(text):
    """Five million characters in one line, without spaces, of brackets or of nothing but names."""
    reading = read_english(article(text))
    assert len(reading.claims) <= 1


def test_control_characters_and_half_a_surrogate_are_no_hindrance():
    """What cannot be printed is read over; offsets stay right."""
    given_text = "\ud800\x00 Orla Motors bought Tamar Steel in May.\x01\ue000"
    read = read_english(article(given_text))
    for claim in read.claims:
        assert f"News\n{given_text}"[claim.evidence.start : claim.evidence.end] == claim.evidence.text


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=400), st.text(max_size=80))
def test_any_text_is_cut_into_verbatim_sentences(text, title):
    """Whatever comes, sentences are pieces of the article, in order, none longer than the limit."""
    one = article(text, title)
    last = -1
    for passage in passages(one):
        sentence = passage.sentence
        assert one.content[sentence.start : sentence.end] == sentence.text
        assert sentence.start > last
        assert len(sentence.text) <= LONGEST_SENTENCE
        last = sentence.start


words = st.sampled_from(
    [
        "Orla",
        "Motors",
        "Jo",
        "Han-byul",
        "chief",
        "executive",
        "of",
        "the",
        "lab",
        "named",
        ",",
        "and",
        "who",
        "left",
        "on",
        "Monday",
        "Tamar",
        "Steel",
        "signed",
        "with",
        "it",
        "its",
        "agreement",
        "In",
        ".",
        "was",
    ]
)


@settings(max_examples=80, deadline=None)
@given(st.lists(words, max_size=60))
def test_any_order_of_its_own_words_is_survived(parts):
    """Sentences made of the words that the rules look for, in no order."""
    one = article(" ".join(parts))
    for claim in read_english(one).claims:
        assert one.content[claim.evidence.start : claim.evidence.end] == claim.evidence.text


def test_nothing_past_the_limit_is_read():
    """The limit bounds the work of one article."""
    text = "Rain fell. " * (LIMIT // 11 + 10) + "Orla Motors bought Tamar Steel."
    assert read_english(article(text)).claims == ()
