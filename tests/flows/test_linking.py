"""`bongsu extract --links`."""

import json

import pytest
from typer.testing import CliRunner

from flows.command_line import app
from flows.linking import link_line
from flows.records import RecordError

RECORD = {"id": "a", "title": "만남", "published": "2024-06-03", "text": "도솔당 설민아 의원은 가수 온누리를 만났다."}


def test_links_are_written_a_line_an_article(tmp_path):
    """Each line has the article's id and its links; offsets count the record's text, whatever the headline."""
    path = tmp_path / "in.jsonl"
    path.write_text(json.dumps(RECORD, ensure_ascii=False) + "\n", encoding="utf-8")
    done = CliRunner().invoke(app, ["extract", "--links", str(path)])
    assert done.exit_code == 0
    [line] = map(json.loads, done.stdout.splitlines())
    assert line["id"] == "a"
    [link] = [link for link in line["links"] if link.get("title") == "의원"]
    assert link["person"] == "설민아"
    for place in ("person_at", "title_at"):
        start, end = link[place]
        assert RECORD["text"][start:end] == link[place.removesuffix("_at")]
    assert link["evidence"] == RECORD["text"]
    assert 0 < link["score"] <= 1


def test_given_names_are_taken_instead_of_found_ones():
    """A record that names its people and titles is asked about these alone."""
    given = [{"kind": "title", "start": 12, "end": 14}, {"kind": "person", "start": 15, "end": 18}]
    line = link_line(RECORD | {"mentions": given}, "in:1")
    assert [(link["person"], link["title"]) for link in line["links"]] == [("온누리", "가수")]
    assert link_line(RECORD | {"mentions": []}, "in:1")["links"] == []


@pytest.mark.parametrize(
    ("mentions", "said"),
    [
        ([{"kind": "animal", "start": 0, "end": 1}], "kind"),
        ([{"kind": "person", "end": 1}], "start"),
        ([{"kind": "person", "start": "0", "end": 1}], "start"),
        ([{"kind": "person", "start": 5, "end": 500}], "outside"),
        ([{"kind": ["person"], "start": 5, "end": 500}], "kind"),
        ([7], "kind"),
        (7, "mentions"),
    ],
)
def test_what_is_no_mention_is_refused(mentions, said):
    """The line and what is wrong are named."""
    with pytest.raises(RecordError, match=rf"in:1: .*{said}"):
        link_line(RECORD | {"mentions": mentions}, "in:1")
