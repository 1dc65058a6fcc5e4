"""What the ledger knows after the seed corpus, by the same path as any article."""

import pytest

from flows.pipeline import Monitor, read_seed_corpus
from flows.settings import Settings
from flows.watch_list import load_watch_list
from ledger import Ledger


@pytest.fixture(scope="module")
def facts():
    """The facts as plain records, after the seeds were read twice."""
    settings = Settings()
    with Ledger.open("sqlite://") as ledger:
        opened = Monitor(settings, load_watch_list(settings.watch_list), ledger)
        first = read_seed_corpus(opened)
        again = read_seed_corpus(opened)
        assert (first.articles, first.new, again.new) == (5, 5, 0)
        assert not first.changes
        assert not ledger.outbox.destinations()
        return [believed.fact.fields() for believed in ledger.facts()]


def of(facts, kind, **fields):
    return [
        fact
        for fact in facts
        if fact["kind"] == kind and all(fact.get(name) == value for name, value in fields.items())
    ]


def test_the_toronto_lab_is_one_lab_opened_in_2018(facts):
    """Three names in the seeds, four articles, one lab."""
    (lab,) = [fact for fact in of(facts, "lab", organization="LG전자") if "토론토" in fact["name"]]
    assert lab["valid_from"] == "2018"
    assert lab["valid_until"] is None
    assert lab["sources"] >= 3


def test_the_toronto_lab_changed_its_head_in_2020(facts):
    """대린 그레이엄 until 2020-02, 케빈 페레이라 since 2020-05, both in one slot."""
    (now,) = of(facts, "leadership", person="케빈 페레이라")
    (before,) = of(facts, "leadership", person="대린 그레이엄")
    assert (now["valid_from"], now["valid_until"], now["status"]) == ("2020-05", None, "asserted")
    assert (before["valid_until"], before["status"]) == ("2020-02", "ended")
    assert now["slot"] == before["slot"]


@pytest.mark.parametrize(
    ("members", "type_", "since"),
    [
        ({"LG전자", "KT", "LG유플러스"}, "alliance", "2020-06-03"),
        ({"LG화학", "아베오 파마슈티컬스"}, "acquisition", "2023-01"),
        ({"LG전자", "토론토대"}, None, None),
    ],
)
def test_partners_of_the_seeds(facts, members, type_, since):
    """The AI 원팀, the purchase of 아베오, and 토론토대 as partner."""
    (found,) = [fact for fact in of(facts, "partnership") if set(fact["organizations"]) == members]
    assert type_ in (None, found["type"])
    assert since in (None, found["valid_from"])


def test_the_head_of_the_on_device_task(facts):
    """김영준 leads it since the month before the article."""
    found = [fact for fact in of(facts, "leadership", person="김영준", organization="LG전자") if fact["unit"]]
    assert [(fact["unit"], fact["valid_from"]) for fact in found] == [("온디바이스AI 사업화 태스크", "2024-05")]
