"""Recording an archive in portions: whoever reads them, the ledger holds the same, and a run broken off is gone on with."""

from __future__ import annotations

import json
import pickle

import pytest

from flows.backfilling import PORTION, backfill, read_here, read_portion
from flows.pipeline import monitor
from flows.settings import Settings

COUNT = 2 * PORTION + 30
PLACES = "가나다라마바사아자차카타파하"


@pytest.fixture
def archive(tmp_path):
    """Articles about an organisation each, and one that is no article."""
    path = tmp_path / "archive.jsonl"
    lines = []
    for number in range(COUNT):
        place = PLACES[number % 14] + PLACES[number // 14 % 14] + PLACES[number // 196]
        text = f"{place}전자가 AI 연구소장에 김{place[1:]} 박사를 선임했다."
        lines.append({"id": f"old-{number}", "published": "2019-03-02", "title": f"소식 {number}", "text": text})
    lines[3] = {"id": "no text", "published": "2019-03-02"}
    path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
    return path


def opened(tmp_path, name, monkeypatch):
    monkeypatch.setenv("BONGSU_LEDGER", f"sqlite:///{tmp_path / name}.sqlite")
    return monitor(Settings())


def read_elsewhere(portions, _count):
    """As in another process: everything that goes there and comes back is pickled; all is read before anything is written."""
    for given in [pickle.dumps(portion) for portion in portions]:
        yield pickle.loads(pickle.dumps(read_portion(pickle.loads(given))))


def test_it_is_all_the_same_who_reads(archive, tmp_path, monkeypatch):
    """Read here or in other processes, the ledger holds the same rows, and what was left out is named."""
    found = []
    for name, read_all in (("here", read_here), ("elsewhere", read_elsewhere)):
        with opened(tmp_path, name, monkeypatch) as here:
            *_, done = backfill(here, archive, read_all=read_all)
            facts = sorted(str(each.fact.fields()) for each in here.ledger.facts())
        assert (done.done, done.total, done.tally.new) == (COUNT, COUNT, COUNT - 1)
        (problem,) = done.tally.problems
        assert "archive.jsonl:4" in problem
        found.append(facts)
    assert found[0] == found[1]
    assert len(found[0]) >= COUNT - 1


def test_broken_off_it_goes_on_at_the_bookmark(archive, tmp_path, monkeypatch):
    """What ends it between two portions costs nothing, what ends it within one costs that one; nothing is recorded twice."""
    read = []

    def dies(portions, count):
        for number, portion in enumerate(read_here(portions, count)):
            if number == 1:
                raise ConnectionError("the reader is gone")
            yield portion

    def noted(portions, count):
        for portion in read_here(portions, count):
            read.append(portion.last)
            yield portion

    with opened(tmp_path, "ledger", monkeypatch) as here:
        with pytest.raises(ConnectionError):
            list(backfill(here, archive, read_all=dies))
        assert here.ledger.counts()["articles"] == PORTION - 1
        *_, done = backfill(here, archive, read_all=noted)
        assert (done.skipped, done.tally.new) == (PORTION, COUNT - PORTION)
        assert read == [2 * PORTION, COUNT]
        assert here.ledger.counts()["articles"] == COUNT - 1
        *_, again = backfill(here, archive)
        assert (again.skipped, again.tally.articles) == (COUNT, 0)
