"""Recording: what one article does to the ledger, whatever came before it."""

import itertools
import multiprocessing
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from facts.claims import Evidence, NameKind, NameRelation, NameStatement, Reading
from facts.judgements import ClaimJudgement, NameJudgement, Verdict
from ledger import Ledger, UnknownNameError
from tests.ledger.stories import NOW, WATCH, article, lab, later, leads, states, together


@pytest.fixture
def ledger(address):
    with Ledger.open(address) as opened:
        yield opened


def to_one(_change) -> tuple[str, ...]:
    return ("slack:#ai",)


def record(ledger, source, *claims, minutes=0, **options):
    return ledger.record(source, states(*claims), watch=WATCH, route=to_one, now=later(minutes), **options)


def beliefs(ledger, **asked) -> set[tuple[str, str]]:
    """Who or what is believed, and how."""
    return {
        (
            getattr(each.fact.claim, "person", None) or getattr(each.fact.claim, "name", None) or "",
            str(each.fact.status),
        )
        for each in ledger.facts(**asked)
    }


def test_an_article_becomes_facts_a_change_and_a_delivery(ledger):
    """One recording leaves all of them; the same content again leaves nothing."""
    source = article("a", "한결전자는 다니엘 류를 AI연구소장에 선임했다.")
    first = record(ledger, source, leads(source, "다니엘 류"))
    assert (first.new, first.revision, [str(each.change) for each in first.changes]) == (True, 1, ["appointed"])
    assert beliefs(ledger) == {("다니엘 류", "asserted")}
    assert [each.change for each in ledger.outbox.deliveries()] == list(first.changes)
    again = record(ledger, source, leads(source, "다니엘 류"), minutes=5)
    assert (again.new, again.revision, again.changes) == (False, 1, ())
    assert ledger.counts() == {"articles": 1, "facts": 1, "changes": 1}


def test_another_outlet_tells_nothing_and_counts_as_a_source(ledger):
    """The same event from elsewhere: no second message, one more source in the fact."""
    one = article("a", "한결전자는 다니엘 류를 AI연구소장에 선임했다.")
    other = article("b", "다니엘 류 박사가 새 AI연구소장이 됐다고 한결전자가 밝혔다. 가정용 로봇을 맡는다.")
    record(ledger, one, leads(one, "다니엘 류"))
    assert record(ledger, other, leads(other, "다니엘 류"), minutes=5).changes == ()
    assert len(ledger.outbox.deliveries()) == 1
    assert [each.fact.sources for each in ledger.facts()] == [2]


def test_a_silent_load_is_believed_and_told_to_nobody(ledger):
    """What would have been told stays in the ledger with its reason; later news is told against it."""
    old = article("a", "문가은 한결전자 AI연구소장이 취임했다.", "2024-04-03")
    kept = record(ledger, old, leads(old, "문가은"), silent=True, minutes=-60 * 24 * 68)
    assert kept.changes == ()
    assert [reason for _, reason in kept.silent] == ["first load"]
    new = article("b", "한결전자는 다니엘 류를 AI연구소장에 선임했다.")
    (change,) = record(ledger, new, leads(new, "다니엘 류"), minutes=5).changes
    assert (change.change, change.before, change.after) == ("replaced", "문가은", "다니엘 류")
    assert [each.silence for each in ledger.changes()] == ["first load", None]
    assert [each.change for each in ledger.changes(later(1), silent=False)] == [change]


def test_an_organisation_watched_for_the_first_time_is_quiet(ledger):
    """Changes that concern it alone are kept silent."""
    source = article("a", "한결전자는 다니엘 류를 AI연구소장에 선임했다.")
    recording = record(ledger, source, leads(source, "다니엘 류"), quiet=["한결전자"])
    assert recording.changes == ()
    assert [reason for _, reason in recording.silent] == ["first load of an organisation"]


def test_what_is_not_recorded_is_still_answered(ledger):
    """A trial gives the same answer and leaves nothing."""
    source = article("a", "한결전자는 다니엘 류를 AI연구소장에 선임했다.")
    tried = ledger.try_record(source, states(leads(source, "다니엘 류")), watch=WATCH, route=to_one, now=NOW)
    assert ledger.counts() == {"articles": 0, "facts": 0, "changes": 0}
    assert record(ledger, source, leads(source, "다니엘 류")).changes == tried.changes


def test_an_edited_article_takes_back_what_it_no_longer_says(ledger):
    """Told before, so told as corrected; the old revision and its belief stay readable as of then."""
    first = article("a", "한결전자는 다니엘 류를 AI연구소장에 선임했다.")
    edited = article("a", "한결전자는 다니엘 오를 로봇연구소장에 선임했다.")
    record(ledger, first, leads(first, "다니엘 류"))
    recording = record(ledger, edited, leads(edited, "다니엘 오", role="로봇연구소장", unit="로봇연구소"), minutes=10)
    assert recording.revision == 2
    assert sorted(str(each.change) for each in recording.changes) == ["appointed", "corrected"]
    assert beliefs(ledger) == {("다니엘 오", "asserted")}
    assert beliefs(ledger, known_at=later(5)) == {("다니엘 류", "asserted")}
    assert beliefs(ledger, known_at=later(10)) == {("다니엘 오", "asserted")}
    assert beliefs(ledger, known_at=later(-1)) == set()


def test_an_edit_of_what_nobody_was_told_is_silent(ledger):
    """Withdrawn, and not told as corrected."""
    first = article("a", "한결전자는 다니엘 류를 AI연구소장에 선임했다.")
    edited = article("a", "한결전자는 오늘 쉰다.")
    record(ledger, first, leads(first, "다니엘 류"), silent=True)
    assert record(ledger, edited, minutes=10).changes == ()
    assert beliefs(ledger) == set()


def test_facts_are_asked_by_day_by_organisation_and_by_name(ledger):
    """As of a day only what was true then; unknown names are answered with the nearest known ones."""
    one = article("a", "문가은이 2020년 5월 한결전자 AI연구소장이 됐다.", "2020-05-20")
    two = article("b", "한결전자는 다니엘 류를 2024년 6월 3일 AI연구소장에 선임했다.")
    record(ledger, one, leads(one, "문가은", when="2020-05"))
    record(ledger, two, leads(two, "다니엘 류", when="2024-06-03"), minutes=1)
    assert beliefs(ledger, as_of=date(2022, 1, 1)) == {("문가은", "ended")}
    assert beliefs(ledger, as_of=date(2024, 7, 1)) == {("다니엘 류", "asserted")}
    assert beliefs(ledger, organization="한결 전자") == beliefs(ledger)
    assert [each.fact.claim.person for each in ledger.timeline("한결전자")] == ["문가은", "다니엘 류"]
    assert [each.fact.claim.person for each in ledger.timeline("다니엘")] == ["다니엘 류"]
    assert list(ledger.completions("다니")) == ["다니엘 류"]
    with pytest.raises(UnknownNameError, match="문가은"):
        ledger.timeline("문가운")
    with pytest.raises(UnknownNameError, match="한결전자"):
        ledger.facts(organization="한경전자")


def test_a_fact_says_why_it_is_believed(ledger):
    """Claims with sentence, source and rule; and the judgement of a reader."""
    source = article("a", "한결전자는 다니엘 류를 AI연구소장에 선임했다.")
    record(ledger, source, leads(source, "다니엘 류"))
    (fact,) = ledger.facts()
    right = ClaimJudgement(id="j1", at=later(5), by="U1", verdict=Verdict.RIGHT, claims=fact.fact.claims)
    assert ledger.judge(right, watch=WATCH, now=later(5))
    (now,) = ledger.facts()
    reasons = ledger.why(now.key[:10])
    assert reasons.believed == now
    assert [(each.claim.evidence.text, each.claim.rule, each.article.id) for each in reasons.claims] == [
        (source.text, "leadership.ko.by_hand", "a")
    ]
    assert reasons.judgements == (right,)
    with pytest.raises(UnknownNameError):
        ledger.why("no such fact")


def test_a_wrong_claim_supports_nothing_even_when_it_is_read_again(ledger):
    """A judgement counts once, is silent, and outlives reading again."""
    source = article("a", "한결전자는 다니엘 류를 AI연구소장에 선임했다.")
    record(ledger, source, leads(source, "다니엘 류"))
    (fact,) = ledger.facts()
    wrong = ClaimJudgement(id="j1", at=later(5), verdict=Verdict.WRONG, claims=fact.fact.claims)
    assert ledger.judge(wrong, watch=WATCH, now=later(5))
    assert not ledger.judge(wrong, watch=WATCH, now=later(6))
    assert beliefs(ledger) == set()
    reading = states(leads(source, "다니엘 류"), lab(source, "한결전자 AI연구소"))
    (difference,) = ledger.reread(lambda _: reading, watch=WATCH, now=later(7))
    assert ([claim.kind for claim in difference.added], difference.gone) == (["lab"], ())
    assert beliefs(ledger) == {("한결전자 AI연구소", "asserted")}
    assert ledger.judgements() == (wrong,)
    assert len(ledger.changes()) == 1


def test_reading_again_shows_the_difference_first(ledger):
    """Looking writes nothing; applying twice finds nothing left to do."""
    source = article("a", "한결전자는 다니엘 류를 AI연구소장에 선임했다.")
    record(ledger, source, leads(source, "다니엘 류"))
    better = states(leads(source, "다니엘 류", when="2024-06-03"))
    (seen,) = ledger.differences(lambda _: better)
    assert (len(seen.added), len(seen.gone)) == (1, 1)
    assert str(ledger.facts()[0].fact.valid_from) != "2024-06-03"
    assert ledger.reread(lambda _: better, watch=WATCH, now=later(5)) == (seen,)
    assert str(ledger.facts()[0].fact.valid_from) == "2024-06-03"
    assert ledger.reread(lambda _: better, watch=WATCH, now=later(6)) == ()
    assert len(ledger.outbox.deliveries()) == 1


def named(source, one, other) -> NameStatement:
    return NameStatement(
        kind=NameKind.ORGANIZATION,
        relation=NameRelation.ALIAS,
        names=(one, other),
        evidence=Evidence(text=source.text, start=0, end=1),
        rule="names.ko.by_hand",
    )


def test_a_name_learned_later_joins_what_was_apart_and_a_reader_parts_it(ledger):
    """Two organisations become one when a text says so, for claims that came before it as well."""
    one = article("a", "한결전자와 두리텔레콤이 업무협약을 맺었다.")
    two = article("b", "한결전자와 두리모바일이 업무협약을 맺었다고 업계가 전했다.")
    names = article("c", "두리텔레콤(두리모바일)은 오늘 창립 행사를 열었다.")
    record(ledger, one, together(one, "한결전자", "두리텔레콤"))
    record(ledger, two, together(two, "한결전자", "두리모바일"), minutes=1)
    assert len(ledger.facts()) == 2
    ledger.record(
        names, Reading(names=(named(names, "두리텔레콤", "두리모바일"),)), watch=WATCH, route=to_one, now=later(2)
    )
    assert len(ledger.facts()) == 1
    apart = NameJudgement(
        id="j1", at=later(3), same=False, kind=NameKind.ORGANIZATION, names=("두리텔레콤", "두리모바일")
    )
    ledger.judge(apart, watch=WATCH, now=later(3))
    assert len(ledger.facts()) == 2
    assert len(ledger.facts(known_at=later(2))) == 1


STORY = [
    (article("a", "문가은이 2020년 5월 한결전자 AI연구소장이 됐다.", "2020-05-20"), "문가은", "appointed", "2020-05"),
    (article("b", "문가은 한결전자 AI연구소장이 물러난다.", "2024-05-20"), "문가은", "left", None),
    (
        article("c", "한결전자는 다니엘 류를 AI연구소장에 선임했다.", "2024-06-04"),
        "다니엘 류",
        "appointed",
        "2024-06-03",
    ),
    (article("d", "다니엘 류 한결전자 AI연구소장이 말했다.", "2024-07-01"), "다니엘 류", "holds", None),
]


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.permutations(range(len(STORY) + 2)))
def test_any_order_of_arrival_gives_the_same_facts(order):
    """Through the ledger with its loading by shelves: claims, a name learned, and an edit, in any order."""
    assert facts_after(order) == facts_after(range(len(STORY) + 2))


def facts_after(order):
    with Ledger.open("sqlite://") as ledger:
        for minutes, number in enumerate(order):
            if number < len(STORY):
                source, person, event, when = STORY[number]
                record(ledger, source, leads(source, person, event, when=when), minutes=minutes)
            elif number == len(STORY):
                source = article("n", "한결전자(한결테크)는 오늘 쉰다.")
                found = Reading(names=(named(source, "한결전자", "한결테크"),))
                ledger.record(source, found, watch=WATCH, route=to_one, now=later(minutes))
            else:
                source = article("o", "오세린 한결테크 AI연구소장이 2018년에 물러났다.", "2018-03-01")
                record(
                    ledger,
                    source,
                    leads(source, "오세린", "left", organization="한결테크", when="2018"),
                    minutes=minutes,
                )
        return [each.fact for each in ledger.facts()]


def test_no_two_live_versions_of_a_fact_and_no_gap_between_versions(ledger):
    """Each version of a belief begins where the one before it ends."""
    for minutes, (source, person, event, when) in enumerate(STORY):
        record(ledger, source, leads(source, person, event, when=when), minutes=minutes)
    moments = [later(minutes) - timedelta(seconds=1) for minutes in range(6)]
    sizes = [len({each.key for each in ledger.facts(known_at=at)}) == len(ledger.facts(known_at=at)) for at in moments]
    assert all(sizes)
    for earlier, at in itertools.pairwise(moments):
        ended = {each.recorded_to for each in ledger.facts(known_at=earlier)} - {None}
        assert all(end >= earlier for end in ended)
        assert all(each.recorded_from <= at for each in ledger.facts(known_at=at))


def test_an_export_imports_as_the_same_ledger(new_address):
    """Every row, in both directions, and the import goes on from there."""
    with Ledger.open(new_address()) as first, Ledger.open(new_address()) as second:
        for minutes, (source, person, event, when) in enumerate(STORY[:3]):
            record(first, source, leads(source, person, event, when=when), minutes=minutes)
        first.feeds.put({"feed": {"etag": "한"}}, NOW)
        lines = list(first.export_lines())
        assert second.import_lines(lines) == len(lines) - 1
        assert list(second.export_lines()) == lines
        last, person, event, when = STORY[3]
        both = [record(each, last, leads(last, person, event, when=when), minutes=9) for each in (first, second)]
        assert both[0] == both[1]
        assert [each.fact for each in first.facts()] == [each.fact for each in second.facts()]


def test_tables_open_in_a_spreadsheet(ledger, tmp_path):
    """Three files with a head, Hangul marked as UTF-8, no cell that runs as a formula."""
    import csv

    source = article("=a", "한결전자는 다니엘 류를 AI연구소장에 선임했다.")
    record(ledger, source, leads(source, "다니엘 류"))
    files = ledger.export_tables(tmp_path / "tables")
    tables = {each.stem: list(csv.DictReader(each.open(encoding="utf-8-sig"))) for each in files}
    assert [(name, len(rows)) for name, rows in tables.items()] == [("facts", 1), ("changes", 1), ("claims", 1)]
    assert tables["facts"][0]["person"] == "다니엘 류"
    assert tables["claims"][0]["article"] == "'=a"
    assert files[0].read_bytes().startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda lines: ["{}", *lines[1:]], "line 1"),
        (lambda lines: [lines[0].replace("bongsu-ledger", "other"), *lines[1:]], "line 1"),
        (lambda lines: [*lines, "no json"], r"line \d+: not a line"),
        (lambda lines: [*lines, '{"table": "article", "row": {"id": 1}}'], "fields"),
        (lambda lines: [*lines, '{"table": "nothing", "row": {}}'], "line"),
        (lambda lines: [*lines, lines[1]], "contradict"),
    ],
)
def test_a_bad_import_names_the_line_and_leaves_the_ledger_empty(tmp_path, spoil, words):
    """Nothing of a broken file is kept; a ledger with content takes no import."""
    from ledger import ExchangeError

    with Ledger.open("sqlite://") as full, Ledger.open(f"sqlite:///{tmp_path}/x.db") as empty:
        source = STORY[0][0]
        record(full, source, leads(source, "문가은"))
        lines = list(full.export_lines())
        with pytest.raises(ExchangeError, match=words):
            empty.import_lines(spoil(lines))
        assert empty.counts()["articles"] == 0
        with pytest.raises(ExchangeError, match="not empty"):
            full.import_lines(lines)


def work(address: str, own: str, ready, found) -> None:
    """A worker of its own process: every article that all have, and some of its own."""
    with Ledger.open(address) as ledger:
        ready.wait()
        for number in range(8):
            for source in (
                article(f"shared-{number}", f"한결전자는 두리{number}와 업무협약을 맺었다."),
                article(f"{own}-{number}", f"한결전자가 두리{number}와 협약을 체결했다고 {own} 기자가 전했다."),
            ):
                record(ledger, source, together(source, "한결전자", f"두리{number}"), minutes=number)
    found.put(own)


def test_two_workers_at_once_lose_nothing_and_tell_each_change_once(address):
    """Two processes record overlapping articles: every article is in, every change told once, no lock surfaces."""
    Ledger.open(address).close()
    context = multiprocessing.get_context("fork")
    ready, found = context.Barrier(2), context.Queue()
    workers = [context.Process(target=work, args=(address, own, ready, found)) for own in ("one", "two")]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    assert [worker.exitcode for worker in workers] == [0, 0]
    with Ledger.open(address) as ledger:
        assert ledger.counts() == {"articles": 24, "facts": 8, "changes": 8}
        assert len(ledger.outbox.deliveries()) == 8
