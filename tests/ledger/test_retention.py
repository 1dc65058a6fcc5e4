"""Removing the text of old articles: the text goes, what was read from it stays and can be shown."""

from __future__ import annotations

import sqlalchemy as sa

from facts.claims import Reading
from ledger import Ledger
from tests.ledger.stories import NOW, WATCH, article, later, leads

SENTENCE = "한결전자가 AI연구소장에 소혜나 박사를 선임했다."


def filled(address):
    """A ledger with an old article about somebody and a newer one about nobody."""
    ledger = Ledger.open(address)
    old, new = article("old", SENTENCE), article("new", "날씨가 맑았다.")
    for source, claims, minutes in ((old, (leads(old, "소혜나"),), 0), (new, (), 60)):
        reading = Reading(claims=claims)
        ledger.record(source, reading, watch=WATCH, route=lambda _change: ("team",), now=later(minutes))
    return ledger


def bodies(ledger):
    with ledger.database.reading() as connection:
        return dict(connection.execute(sa.text("SELECT article, body FROM article")).all())


def believed(ledger):
    return ledger.facts(), ledger.changes(), ledger.why(ledger.facts()[0].key), ledger.outbox.deliveries("team")


def test_old_text_goes_and_what_it_stated_stays(address):
    """Facts, their sentence, changes and what waits to be sent are as before; newer articles keep their text."""
    with filled(address) as ledger:
        before = believed(ledger)
        assert before[2].claims[0].claim.evidence.text == SENTENCE
        assert SENTENCE in bodies(ledger)["old"]
        assert ledger.remove_texts(later(30), later(90)) == 1
        assert believed(ledger) == before
        assert SENTENCE not in bodies(ledger)["old"]
        assert "기사 old" in bodies(ledger)["old"]
        assert "날씨가" in bodies(ledger)["new"]
        assert ledger.remove_texts(later(30), later(91)) == 0


def test_more_than_fit_in_one_transaction_all_go(address):
    """Page by page until none is left."""
    with Ledger.open(address) as ledger:
        found = [(article(str(n), "날씨가 맑았다."), Reading()) for n in range(450)]
        ledger.record_all(found, watch=WATCH, route=lambda _change: (), now=NOW)
        assert ledger.remove_texts(later(1), later(2)) == 450
        assert ledger.without_text() == 450


def test_an_article_without_text_is_not_read_again(address):
    """It would seem to state nothing, and what it stated would be withdrawn."""
    with filled(address) as ledger:
        ledger.remove_texts(later(30), later(90))
        assert [each.id for each in ledger.articles()] == ["new"]
        before = ledger.facts()
        assert ledger.reread(lambda _article: Reading(), watch=WATCH, now=later(95)) == ()
        assert list(ledger.differences(lambda _article: Reading())) == []
        assert ledger.facts() == before
        assert ledger.without_text() == 1


def test_the_same_article_again_is_known_and_an_edited_one_is_a_new_revision(address):
    """What names a revision outlives its text."""
    with filled(address) as ledger:
        ledger.remove_texts(later(30), later(90))
        same = article("old", SENTENCE)
        options = {"watch": WATCH, "route": lambda _change: ("team",)}
        assert not ledger.record(same, Reading(claims=(leads(same, "소혜나"),)), now=later(95), **options).new
        edited = article("old", f"{SENTENCE} 임기는 3년이다.")
        claim = leads(article("old", SENTENCE), "소혜나")
        assert ledger.record(edited, Reading(claims=(claim,)), now=later(96), **options).new
        assert ledger.without_text() == 0
        assert {each.id for each in ledger.articles()} == {"old", "new"}


def test_an_export_carries_what_was_removed(address, new_address):
    """A restored ledger knows as well that the text is gone."""
    with filled(address) as ledger:
        ledger.remove_texts(later(30), later(90))
        lines = list(ledger.export_lines())
        assert SENTENCE not in "".join(line for line in lines if '"table": "article"' in line)
    with Ledger.open(new_address()) as other:
        other.import_lines(lines)
        assert other.without_text() == 1
