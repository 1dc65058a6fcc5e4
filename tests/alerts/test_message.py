"""Messages: what a reader sees, and what no title from the web can do to it."""

import itertools
import json
import re
from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alerts.destinations import Language
from alerts.marks import Mark, Verdict
from alerts.message import BUDGET, headline, notice, plainer, render, render_index
from alerts.particles import particle_after
from alerts.text import clean, escape, web_address
from alerts.words import words
from extractors.read import read
from facts.changes import ChangeKind
from facts.claims import Kind, Modality
from facts.dates import PartialDate
from facts.watch import Watch
from flows import records
from ledger import Ledger
from tests.alerts.scene import change
from tests.flows.running import PROJECT
from tests.slack_server.limits import check_message

HOSTILE = [
    "<!channel> & <@U123> <https://evil.example|LG>",
    "*bold* _it_ ~no~ `code` :tada: @here",
    "\u202eagent\u202c\u2066x\u2069\u200f\u061c",
    "\x00\x07\x1b[31mred\r\n\t\x85\u2028\u2029",
    "\ud800lone\udfff",
    "가" * 10_000,
    "&" * 10_000,
    "e\u0301" * 5000,
    "",
    " \u200b\ufeff ",
]


MARKS = tuple(Mark(verdict, ("U0123456789",) * 40, date(2024, 7, 3)) for verdict in Verdict) * 5
"""More than a message can show."""


def every_text(value):
    """All strings of a message's blocks."""
    if isinstance(value, dict):
        return [text for key, inner in value.items() if key not in {"type", "action_id"} for text in every_text(inner)]
    if isinstance(value, list | tuple):
        return [text for inner in value for text in every_text(inner)]
    return [value] if isinstance(value, str) else []


def characters(message):
    return sum(map(len, every_text(message.blocks)))


def check(message):
    """Within Slack's limits and our own budget, and harmless."""
    check_message(message.text, list(message.blocks) or None, None)
    assert characters(message) <= BUDGET
    assert len(message.blocks) <= 20
    assert len(message.text) <= BUDGET
    assert not re.search(r"<[!@#h]", message.text)
    shown = [message.text, message.plain, *every_text(message.blocks)]
    for text in shown:
        text.encode("utf-8")
        assert not re.search(
            "[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200e\u200f\u2028\u2029\u061c]", text
        )


def hostile(text, **fields):
    article = {"title": text, "publisher": text, "url": text}
    return change(
        article=article,
        before=text,
        after=text,
        what=text,
        sentence=text,
        confidence=text,
        subject=(text, text),
        **fields,
    )


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_is_harmless_everywhere(language, text):
    """In every field at once: within all limits, no mention, no control or direction characters."""
    one = hostile(text)
    check(render(one, language))
    check(render(one, language, present=one, marks=MARKS, button_value="x" * 32))
    check(render_index([one] * 500, language))
    check(plainer(render(one, language)))
    check(notice(f"a line about {text}"))


@settings(max_examples=200, deadline=None)
@given(
    st.text(max_size=300),
    st.sampled_from(list(ChangeKind)),
    st.sampled_from(list(Modality)),
    st.sampled_from(list(Language)),
)
def test_any_text_is_within_the_limits(text, kind, modality, language):
    """Whatever the web puts into a change."""
    check(render(hostile(text, change=kind, modality=modality), language))


@pytest.mark.parametrize("language", Language)
def test_every_change_and_certainty_has_its_words(language):
    """No combination fails, and each says how sure it is."""
    for kind, modality, what in itertools.product(ChangeKind, Modality, Kind):
        message = render(change(kind=what, change=kind, modality=modality), language)
        check(message)
        word = words(language)
        sure = word.label[kind] if kind is ChangeKind.DENIED else word.certainty[modality]
        assert sure in message.plain
        assert message.text.strip()


def test_a_message_says_all_an_analyst_asks():
    """What changed, before and after, since when, how sure, the sentence, source, date, link, number of sources, why."""
    one = change(modality=Modality.PLANNED, sources=3, since=PartialDate.parse("2024-06-10"))
    assert render(one, Language.KOREAN).plain == (
        "[교체 예정] 새봄전자 AI연구소장: 김하나 → 인물1\n"
        "2024년 6월 10일부터 · 예정 (아직 아님)\n"
        "  “새봄전자는 AI연구소장에 인물1을 선임했다고 3일 밝혔다.”\n"
        "가나일보 · 2024년 6월 3일 · 새봄전자, AI연구소장에 인물1 선임 https://news.example/1?a=1&b=2\n"
        "독립된 출처 3곳 · 회사가 밝혔다"
    )


def test_every_reason_of_the_ledger_has_words_in_each_language():
    """Reasons come in the ledger's own words; each is known, and none is shown beside what says the same."""
    told = [change for record in stories() for change in changes_of(record)]
    phrases = {phrase.strip() for one in told for phrase in one.confidence.split(";") if phrase.strip()}
    assert len(phrases) > 4
    for language in Language:
        word = words(language)
        known = [begin for phrase in phrases for begin in word.reason if phrase.lstrip("0123456789 ").startswith(begin)]
        assert len(known) >= len(phrases), phrases
    why = words(Language.KOREAN).why
    assert why("stated by a newspaper or agency; one origin; decided or intended, not yet so") == "신문·통신사 보도"
    assert why("2 independent origins; its end is announced for 2027-03") == "2027년 3월에 끝남이 예고됨"
    assert why("its end is announced; a reader says it is right") == "끝남이 예고됨, 독자가 맞다고 함"
    assert why("since when is unknown, first seen 2024-06-03") == "시작한 때는 모름 (처음 본 날 2024년 6월 3일)"
    assert why("in words of its own") == "in words of its own"
    assert why("") == ""


def stories():
    lines = (PROJECT / "tests" / "gold" / "dev_storylines.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def changes_of(storyline):
    with Ledger.open("sqlite://") as ledger:
        watch = Watch.of(*storyline["watch"])
        for record in storyline["articles"]:
            article = records.article(record, "here")
            now = datetime.combine(article.published, time(12), UTC)
            yield from ledger.record(article, read(article), watch=watch, route=lambda _: (), now=now).changes


def test_english_says_the_same():
    """The other language, the same content."""
    message = render(change(modality=Modality.RUMORED), Language.ENGLISH)
    assert message.text == "인물1 is said to replace 김하나 as 새봄전자 AI연구소장 (가나일보)"
    assert message.plain.splitlines()[1] == "since 2024-06 · rumoured, not decided"
    assert "1 independent source" in message.plain


def test_text_is_literal_and_only_the_fallback_is_escaped():
    """Rich text knows no markup; the fallback escapes exactly three characters."""
    message = render(change(what="R&D <연구소> 장", subject=("인물1",)), Language.KOREAN)
    assert "R&D <연구소> 장: 김하나 → 인물1" in message.blocks[0]["elements"][0]["elements"][0]["text"]
    assert message.text.startswith("R&amp;D &lt;연구소&gt; 장이")
    assert escape("'\"*_") == "'\"*_"


def test_colourless_and_one_family():
    """No attachments, no mrkdwn: an edit may replace any message by any other."""
    message = render(change(), Language.KOREAN, button_value="id")
    assert [block["type"] for block in message.blocks] == ["rich_text", "actions"]
    assert not [text for text in every_text(message.blocks) if "mrkdwn" in text]


def test_a_lab_and_a_partnership_have_headlines_of_their_own():
    """Where nobody is replaced the headline says what it is about, once."""
    lab = change(
        kind=Kind.LAB,
        change=ChangeKind.OPENED,
        before=None,
        after=None,
        what="새봄전자 부산 AI랩",
        subject=("부산 AI랩",),
    )
    assert headline(lab, words(Language.KOREAN)) == "새봄전자 부산 AI랩"
    pair = change(
        kind=Kind.PARTNERSHIP,
        change=ChangeKind.FORMED,
        before=None,
        after=None,
        what="MOU",
        subject=("새봄전자", "한빛대"),
    )
    assert headline(pair, words(Language.KOREAN)) == "MOU: 새봄전자 · 한빛대"
    assert render(pair, Language.KOREAN).text == "MOU가 성사되었습니다: 새봄전자 · 한빛대 (가나일보)"


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        ({"subject": ("이둘", "새봄전자"), "what": "CFO"}, "새봄전자 CFO: 김하나 → 이둘"),
        ({"subject": ("이둘", "AI 연구소"), "what": "새봄전자 AI연구소장"}, "새봄전자 AI연구소장: 김하나 → 이둘"),
        ({"kind": Kind.LAB, "subject": ("부산 AI랩",), "what": "lab"}, "부산 AI랩"),
        (
            {"kind": Kind.PARTNERSHIP, "subject": ("새봄전자", "한빛대"), "what": "partnership"},
            "협력: 새봄전자 · 한빛대",
        ),
        (
            {"kind": Kind.PARTNERSHIP, "subject": ("새봄전자", "한빛대"), "what": "joint_research 로봇"},
            "로봇 공동 연구: 새봄전자 · 한빛대",
        ),
    ],
)
def test_a_headline_names_place_and_type_in_words(fields, shown):
    """The place where the role names none, and no English word of the code in a Korean message."""
    people = {"before": "김하나", "after": "이둘"} if "kind" not in fields else {"before": None, "after": None}
    assert headline(change(**people | fields), words(Language.KOREAN)) == shown


def test_a_plan_and_a_rumour_are_told_from_facts_at_a_glance():
    """In the headline and in the list of a group, where there is no line for how sure; a conflict shows both sides."""
    plan, rumour, fact = (change(n, modality=one) for n, one in enumerate(("planned", "rumored", "asserted")))
    listed = render_index([plan, rumour, fact], Language.KOREAN).plain
    assert [re.search(r"\[(.*?)\]", line)[1] for line in listed.splitlines()[1:4]] == ["교체 예정", "교체 소문", "교체"]
    assert render(rumour, Language.ENGLISH).plain.startswith("[Replaced, rumoured] ")
    denial = render(change(change=ChangeKind.DENIED, modality="denied", since=None), Language.KOREAN).plain
    assert denial.splitlines()[1].startswith("  “"), "the label says that it is denied"
    conflict = change(change=ChangeKind.CONFLICT, modality="planned", before="김하나", after="이둘")
    assert headline(conflict, words(Language.KOREAN)).endswith("김하나 ↔ 이둘")


def test_a_partnership_with_a_name_is_named_in_the_order_of_the_language():
    """Its type once, whatever the name repeats."""
    pair = {
        "kind": Kind.PARTNERSHIP,
        "change": ChangeKind.FORMED,
        "before": None,
        "after": None,
        "subject": ("가온", "NVX"),
    }
    named = change(**pair, what="alliance 그린 얼라이언스")
    assert headline(named, words(Language.KOREAN)) == "그린 얼라이언스 연합: 가온 · NVX"
    assert headline(named, words(Language.ENGLISH)) == "alliance “그린 얼라이언스”: 가온 · NVX"
    assert (
        headline(change(**pair, what="joint_research 로봇 공동 연구"), words(Language.KOREAN))
        == "로봇 공동 연구: 가온 · NVX"
    )


def test_nobody_is_replaced_where_nobody_is_known():
    """The sentence does not invent a predecessor."""
    assert render(change(before=None), Language.KOREAN).text == "인물1이 새봄전자 AI연구소장을 맡았습니다 (가나일보)"


def test_an_index_counts_what_it_cannot_show():
    """500 changes: as many lines as there is room for, then the number of the rest."""
    message = render_index([change(n) for n in range(500)], Language.KOREAN)
    lines = message.plain.splitlines()
    shown = [line for line in lines if line.startswith("• [")]
    assert lines[0] == "500건의 변화가 한꺼번에 들어왔습니다"
    assert f"• 외 {500 - len(shown)}건" in lines


@pytest.mark.parametrize(
    ("name", "subject", "topic", "towards"),
    [
        ("홍길동", "이", "은", "으로"),
        ("김영수", "가", "는", "로"),
        ("서울", "이", "은", "로"),
        ("LG", "가", "는", "로"),
        ("IBM", "이", "은", "으로"),
        ("SKT", "가", "는", "로"),
        ("OpenAI", "가", "는", "로"),
        ("Google", "이", "은", "로"),
        ("Samsung", "이", "은", "으로"),
        ("Meta", "가", "는", "로"),
        ("Facebook", "이", "은", "으로"),
        ("Intel", "이", "은", "로"),
        ("Panasonic", "이", "은", "으로"),
        ("Margaret", "이", "은", "으로"),
        ("Scott", "이", "은", "으로"),
        ("Robert", "가", "는", "로"),
        ("Anne", "이", "은", "으로"),
        ("SBE Toronto AI Lab", "이", "은", "으로"),
        ("오르빗(OrbitAI)", "이", "은", "으로"),
        ("케빈 페레이라 (Kevin)", "가", "는", "로"),
        ("3M", "이", "은", "으로"),
        ("갤럭시 21", "이", "은", "로"),
        ("제5", "가", "는", "로"),
        ("東京", "이(가)", "은(는)", "(으)로"),
        ("", "이(가)", "은(는)", "(으)로"),
    ],
)
def test_particles_fit_how_a_name_is_read(name, subject, topic, towards):
    """By the last sound: Hangul exactly, abbreviations by their letters, words by the usual transcription."""
    assert [particle_after(name, pair) for pair in ("이", "은", "으로")] == [subject, topic, towards]


def test_an_unknown_particle_is_an_error():
    """A wording that asks for one without two forms is a mistake in the words."""
    with pytest.raises(ValueError, match="도"):
        particle_after("가", "도")


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("https://a.example/기사?x=1&y=2", True),
        ("http://a.example", True),
        ("javascript:alert(1)", False),
        ("https://a.example/ b", False),
        ("https://user@a.example/", False),
        ("https://a.example/|x", False),
        ("https://" + "a" * 2000, False),
        ("https://[", False),
        (None, False),
    ],
)
def test_only_plain_web_addresses_become_links(address, kept):
    """Everything else is shown without a link."""
    assert (web_address(address) == address) is (kept or address is None)


def test_cutting_keeps_marks_with_their_letters():
    """An accent is not left alone at the cut."""
    assert clean("ab\u0301cd", 3) == "a…"
    assert len(clean("가" * 50, 10)) == 10
