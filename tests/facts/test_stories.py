"""Storylines told without a fault: the development ones, and others of our own with other courses of events."""

from __future__ import annotations

import importlib.util

import pytest

from facts.watch import Watch
from tests.facts.telling import GOLD, arrivals, dev_readings, dev_stories, own_stories, told

_SPEC = importlib.util.spec_from_file_location("score", GOLD.parent / "score.py")
score = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(score)


def faults(story: dict, readings: dict) -> list[str]:
    """What was told too much or too little, as the scorer of the gold data counts."""
    out = []
    changes = dict(told(Watch.of(*story["watch"]), arrivals(story, readings)))
    for article in story["articles"]:
        extra = list(changes[article["id"]])
        for change in article["changes"]:
            hit = next((guess for guess in extra if score.same_change(change, guess)), None)
            if hit is not None:
                extra.remove(hit)
            elif not change.get("optional"):
                out.append(f"{article['id']} misses {change}")
        out += [f"{article['id']} makes up {change['change']} {change['subject']}" for change in extra]
    return out


@pytest.mark.parametrize("story", dev_stories(), ids=lambda story: story["id"])
def test_development_story_is_told_without_a_fault(story):
    """With a perfect reading of each article, exactly the gold changes are told."""
    assert faults(story, dev_readings()[story["id"]]) == []


@pytest.mark.parametrize("story", own_stories(), ids=lambda story: story["id"])
def test_own_story_is_told_without_a_fault(story):
    """The same holds for courses of events that the development stories do not have."""
    assert faults(story, story["readings"]) == []


@pytest.mark.parametrize("story", own_stories(), ids=lambda story: story["id"])
def test_before_and_after_name_whom_the_story_names(story):
    """A change gives the names on both sides of it, not only its kind."""
    changes = dict(told(Watch.of(*story["watch"]), arrivals(story, story["readings"])))
    for article in story["articles"]:
        wanted = [(each["change"], each.get("before"), each.get("after")) for each in article["changes"]]
        got = [(each["change"], each["before"], each["after"]) for each in changes[article["id"]]]
        assert got == wanted, article["id"]
