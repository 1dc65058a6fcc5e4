"""New, revised, known: what counts, through a feed's life."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.feeds import Entry
from sources.sifting import sift

DAY = datetime(2026, 11, 20, tzinfo=UTC)


def entry(n, **named):
    given_ = {
        "guid": f"g{n}",
        "url": f"https://news.kr/v?idxno={n}",
        "title": f"제목 {n}",
        "summary": f"요약 {n}",
        "content": "",
        "published": DAY,
    }
    return Entry(**(given_ | named))


class Memory:
    """A feed's memory through several documents; each call tells what was new (titles) and revised."""

    def __init__(self):
        self.seen, self.ambiguous = {}, ()

    def __call__(self, *entries):
        self.last = sift("f", entries, self.seen, self.ambiguous)
        self.seen, self.ambiguous = self.last.seen, self.last.ambiguous
        return [each.title for each in self.last.fresh if not each.revision], [
            each.title for each in self.last.fresh if each.revision
        ]


def test_each_entry_is_new_once():
    memory = Memory()
    assert memory(entry(2), entry(1)) == (["제목 1", "제목 2"], [])
    assert memory(entry(3), entry(2), entry(1)) == (["제목 3"], [])
    assert memory(entry(3), entry(2), entry(1)) == ([], [])


@pytest.mark.parametrize(
    "again",
    [
        entry(1, published=DAY + timedelta(days=3)),
        entry(1, published=None),
        entry(1, guid="other"),
        entry(1, guid=""),
        entry(1, url="https://news.kr/v?idxno=1&utm_source=x"),
        entry(1, url="https://news.kr/new-slug"),
        entry(1, url=None),
    ],
    ids=["re-dated", "undated", "new guid", "no guid", "tracked", "new address", "no address"],
)
def test_what_is_known_by_one_name_is_known(again):
    memory = Memory()
    memory(entry(2), entry(1))
    assert memory(again, entry(2)) == ([], [])


def test_what_left_the_document_is_still_known_when_it_returns():
    memory = Memory()
    memory(*(entry(n) for n in range(20)))
    memory(*(entry(n) for n in range(20, 40)))
    assert memory(entry(3), entry(41)) == (["제목 41"], [])


@pytest.mark.parametrize("change", [{"title": "고친 제목"}, {"summary": "고친 요약"}, {"content": "고친 본문"}])
def test_edited_entries_are_revisions_of_their_article(change):
    memory = Memory()
    memory(entry(2), entry(1))
    article = memory.last.fresh[0].article
    edited = entry(1, **change)
    assert memory(edited, entry(2)) == ([], [edited.title])
    assert memory.last.fresh[0].article == article
    assert memory(edited, entry(2)) == ([], [])


def test_a_revision_keeps_its_article_when_its_address_changes():
    """Headlines stand in some addresses, and change with them."""
    memory = Memory()
    memory(entry(1, url="https://news.kr/old-headline"))
    article = memory.last.fresh[0].article
    memory(entry(1, title="새 제목", url="https://news.kr/new-headline"))
    assert [(each.article, each.revision) for each in memory.last.fresh] == [(article, True)]


def test_an_entry_that_changes_with_every_poll_falls_silent():
    memory = Memory()
    memory(entry(1))
    revisions = sum(len(memory(entry(1, summary=f"지금은 {n}시"))[1]) for n in range(30))
    assert revisions == 8


def test_entries_of_one_moment_are_all_kept():
    assert len(Memory()(*(entry(n, published=DAY) for n in range(10)))[0]) == 10


def test_a_repeated_guid_names_nobody():
    """All three are new at first, and each later one is, alone in its document or not."""
    memory = Memory()
    same = "https://news.kr/"
    assert len(memory(entry(1, guid=same), entry(2, guid=same), entry(3, guid=same))[0]) == 3
    assert memory(entry(4, guid=same), entry(1, guid=same))[0] == ["제목 4"]
    assert memory(entry(5, guid=same))[0] == ["제목 5"]


def test_an_address_that_all_share_names_nobody():
    memory = Memory()
    shared = "https://news.kr/list?page=1"
    assert len(memory(entry(1, url=shared), entry(2, url=shared))[0]) == 2
    assert memory(entry(3, url=shared))[0] == ["제목 3"]
    assert len({each.article for each in sift("f", [entry(1, url=shared), entry(2, url=shared)], {}, ()).fresh}) == 2


def test_a_front_page_names_no_article():
    memory = Memory()
    memory(entry(1, url="https://news.kr/"))
    assert memory(entry(2, url="https://news.kr/"))[0] == ["제목 2"]


def test_entries_without_guid_and_address_go_by_their_title():
    memory = Memory()
    bare = {"guid": "", "url": None}
    assert len(memory(entry(1, **bare), entry(2, **bare))[0]) == 2
    assert memory(entry(2, **bare), entry(3, **bare))[0] == ["제목 3"]


def test_the_same_item_twice_in_a_document_is_one():
    assert len(Memory()(entry(1), entry(1), entry(1))[0]) == 1


def test_one_article_in_two_feeds_is_one_article():
    """By its address; a guid alone means nothing in another feed."""
    here, there = (sift(feed, [entry(1, guid=feed)], {}, ()).fresh[0] for feed in ("economy", "industry"))
    assert here.article == there.article
    here, there = (sift(feed, [entry(1, url=None)], {}, ()).fresh[0] for feed in ("economy", "industry"))
    assert here.article != there.article


def test_memory_is_bounded():
    """A feed that never repeats itself costs no more after a year than after a week."""
    memory = Memory()
    for start in range(0, 6_000, 20):
        memory(*(entry(n) for n in range(start, start + 20)))
    assert len(memory.seen) <= 200
    assert len(memory.ambiguous) == 0


def test_many_ambiguous_names_are_bounded_too():
    memory = Memory()
    for n in range(3_000):
        memory(entry(n, guid=f"same{n}"), entry(n + 10_000, guid=f"same{n}"))
    assert len(memory.ambiguous) <= 1_000


_entries = st.builds(
    entry,
    st.integers(0, 6),
    guid=st.sampled_from(["a", "b", "c", ""]),
    url=st.sampled_from(["https://n.kr/1", "https://n.kr/2", "https://n.kr/3", "https://n.kr/", None]),
    published=st.sampled_from([DAY, DAY + timedelta(1), None]),
)


@given(st.lists(_entries, max_size=8), st.randoms())
def test_a_document_polled_again_in_any_order_brings_nothing_new(entries, random):
    memory = Memory()
    memory(*entries)
    again = [replace(each, published=None) for each in entries]
    random.shuffle(again)
    assert memory(*again)[0] == []


@given(st.lists(_entries, max_size=8))
def test_nothing_new_is_lost(entries):
    """Every title of a first document is told."""
    assert set(Memory()(*entries)[0]) == {each.title for each in entries}
