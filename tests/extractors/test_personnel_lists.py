"""Whole articles with personnel lists: every claim that each list makes, and none besides."""

from datetime import date
from pathlib import Path

import pytest
import yaml

from extractors.leadership import lists
from extractors.structure import read_structure
from facts.articles import Article

ARTICLES = yaml.safe_load((Path(__file__).parent / "personnel_lists.yaml").read_text("utf-8"))


def told(title, text):
    """The claims of the list, each as one line."""
    article = Article(id="a", title=title, text=text, published=date(2024, 12, 3))
    for claim in lists.claims(read_structure(article)):
        place = claim.organization + (f"/{claim.unit}" if claim.unit else "")
        rest = [] if claim.event == "appointed" else [str(claim.event)]
        rest += [] if claim.modality == "asserted" else [str(claim.modality)]
        rest += [] if claim.date is None else [str(claim.date)]
        yield " ".join([f"{claim.person}: {place}: {', '.join(claim.roles)}", *rest])


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article["name"])
def test_list_is_read_whole_and_alone(article):
    """Rows give their people; headings, departments, links and other lines give nothing."""
    assert sorted(told(article["title"], article["text"])) == sorted(article["claims"])
