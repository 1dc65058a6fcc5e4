"""Messages: what a reader sees, and what no title from the web can do to it."""

import itertools
import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alerts.destinations import Language
from alerts.marks import Mark, Verdict
from alerts.message import BUDGET, headline, notice, plainer, render, render_index
from alerts.particles import particle_after
from alerts.text import clean, escape, web_address
from alerts.words import words
from facts.changes import ChangeKind
from facts.claims import Kind, Modality
from facts.dates import PartialDate
from tests.alerts.scene import change
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
        assert words(language).certainty[modality] in message.plain
        assert message.text.strip()


def test_a_message_says_all_an_analyst_asks():
    """What changed, before and after, since when, how sure, the sentence, source, date, link, number of sources, why."""
    one = change(modality=Modality.PLANNED, sources=3, since=PartialDate.parse("2024-06-10"))
    assert render(one, Language.KOREAN).plain == (
        "[교체] 새봄전자 AI연구소장: 김하나 → 인물1\n"
        "2024년 6월 10일부터 · 예정 (아직 아님)\n"
        "  “새봄전자는 AI연구소장에 인물1을 선임했다고 3일 밝혔다.”\n"
        "가나일보 · 2024년 6월 3일 · 새봄전자, AI연구소장에 인물1 선임 https://news.example/1?a=1&b=2\n"
        "독립된 출처 3곳 · 근거: 회사가 밝혔다"
    )


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
    assert render(pair, Language.KOREAN).text == "새봄전자 · 한빛대가 손을 잡았습니다: MOU (가나일보)"


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
            "공동 연구 로봇: 새봄전자 · 한빛대",
        ),
    ],
)
def test_a_headline_names_place_and_type_in_words(fields, shown):
    """The place where the role names none, and no English word of the code in a Korean message."""
    people = {"before": "김하나", "after": "이둘"} if "kind" not in fields else {"before": None, "after": None}
    assert headline(change(**people | fields), words(Language.KOREAN)) == shown


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
