"""Disclosure forms as texts: a sentence made of fields, the form below it, and nothing that no field says."""

import asyncio
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facts.articles import BodyState
from sources import errors, filings
from sources.feeds import Company, Entry
from sources.opendart import DartFilings
from sources.opendart_api import DartKeys, companies
from tests.sources.forms import exchange_form, leaders_form, packed, service_form, shares_form

SEOUL = ZoneInfo("Asia/Seoul")
FILED = date(2026, 11, 20)
LEADERS = "대표이사(대표집행임원)변경(안내공시)"
SHARES = "타법인주식및출자증권취득결정"
BOUGHT = "주요사항보고서(타법인주식및출자증권양수결정)"


def said(report, markup, company="오르빗전자"):
    """The sentences that are made of the form; its rows stand below and are left out here."""
    form = filings.rows(markup)
    lines = filings.text_of(company, report, form, FILED, SEOUL).split("\n")
    assert lines[len(lines) - len(form) :] == [" ".join(filter(None, row)) for row in form]
    return lines[: len(lines) - len(form)]


CAME = "오르빗전자는 2026년 11월 20일자로 이도담을 대표이사로 선임했다고 공시했다."
WENT = "오르빗전자는 2026년 11월 20일자로 김가온 대표이사가 물러났다고 공시했다."


@pytest.mark.parametrize("report", [LEADERS, "대표이사변경", "대표집행임원변경", f"[기재정정]{LEADERS}"])
@pytest.mark.parametrize("shape", [exchange_form, service_form])
def test_a_change_of_leaders_says_who_came_and_who_went(report, shape):
    assert said(report, leaders_form(shape=shape)) == [CAME, WENT]


@pytest.mark.parametrize(
    "cells",
    [
        ("변경전 대표이사", "변경후 대표이사"),
        ("1. 변경전대표이사", "2. 변경후대표이사"),
        ("변경 전", "변경 후"),
        ("변경전 대표이사(대표집행임원)", "변경후 대표이사(대표집행임원)"),
    ],
)
def test_labels_in_one_cell(cells):
    rows = exchange_form((cells[0], "김가온"), (cells[1], "이도담"), ("3. 변경일자", "2026년 11월 20일"))
    assert said(LEADERS, rows) == [CAME, WENT]


def test_who_stays_is_no_news():
    form = leaders_form("김가온, 박라온 (각자 대표이사)", "박라온·이도담(각자대표이사)")
    assert said(LEADERS, form) == [CAME, WENT]


def test_a_change_to_come_is_said_as_one():
    assert said(LEADERS, leaders_form(day="2026-12-01")) == [
        "오르빗전자는 2026년 12월 1일자로 이도담을 대표이사로 선임한다고 공시했다.",
        "오르빗전자는 2026년 12월 1일자로 김가온 대표이사가 물러난다고 공시했다.",
    ]


def test_without_a_day_the_day_of_filing_holds():
    assert said(LEADERS, leaders_form(day="-"))[0] == CAME


def test_particles_follow_the_name():
    assert said(LEADERS, leaders_form("-", "Jane Doe"), "라온생활")[0].startswith("라온생활은")
    assert "박가를" in said(LEADERS, leaders_form("-", "박가"))[0]


@pytest.mark.parametrize(
    "after", ["-", "", "신규선임 예정(추후 공시)", "대표이사 1인 체제로 전환하며 별도 공시", "2026-11-20", "1,234"]
)
def test_what_is_no_name_is_not_taken_for_one(after):
    assert [line for line in said(LEADERS, leaders_form("-", after)) if "선임" in line] == []


def test_a_subsidiarys_leader_is_not_the_parents():
    """Its name stands in the form; without it nothing is said."""
    report = "대표이사(대표집행임원)변경(안내공시)(자회사의 주요경영사항)"
    named = leaders_form(above=[("자회사인", "라온테크(주)", "의 주요경영사항 신고")])
    assert said(report, leaders_form()) == []
    assert all("오르빗전자" not in line and line.startswith("라온테크는") for line in said(report, named))
    assert len(said(report, named)) == 2


@pytest.mark.parametrize(
    ("share", "verb"),
    [("12.34", "지분 12.34%를 취득하기로"), ("51.00", "지분 51%를 인수하기로"), ("100", "지분 100%를 인수하기로")],
)
@pytest.mark.parametrize("report", [SHARES, BOUGHT])
def test_shares_of_another_company(report, share, verb):
    assert said(report, shares_form(share=share)) == [
        f"오르빗전자는 라온로보틱스 {verb} 2026년 11월 20일 결정했다고 공시했다."
    ]


@pytest.mark.parametrize("relation", ["자회사", "종속회사", "계열회사", "관계기업", "최대주주"])
def test_more_shares_of_an_own_company_are_no_partnership(relation):
    assert said(SHARES, shares_form(relation=relation)) == []


@pytest.mark.parametrize("form", [shares_form(target="-"), shares_form(share="-"), exchange_form(("가", "나"))])
def test_a_form_that_is_not_understood_gives_its_rows_alone(form):
    assert said(SHARES, form) == []


def test_forms_of_other_kinds_give_their_rows_alone():
    assert said("주주총회결과", leaders_form()) == []


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.lists(
            st.sampled_from(
                [
                    "변경전",
                    "변경후",
                    "대표이사",
                    "김가온",
                    "-",
                    "",
                    "변경일",
                    "발행회사",
                    "지분비율(%)",
                    "9" * 50,
                    "<td>",
                    "&",
                ]
            ),
            max_size=5,
        ),
        max_size=6,
    ),
    st.sampled_from([LEADERS, SHARES, LEADERS + "(자회사의 주요경영사항)"]),
)
def test_any_form_is_read_or_left(rows, report):
    assert isinstance(filings.text_of("가", report, filings.rows(exchange_form(*rows)), FILED, SEOUL), str)


@pytest.mark.parametrize("markup", ["", "<", "<tr>" * 300_000, "<table>" * 50_000, "\x00" * 1000])
def test_hostile_forms_end(markup):
    assert isinstance(filings.rows(markup), tuple)


# --- against a server --------------------------------------------------------------------------------------------------

NOW = datetime(2026, 11, 21, tzinfo=UTC)
NO_FILE = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><result><status>{}</status><message>안내</message></result>'
)


def read(client, web, body, report=LEADERS, status=200):
    web.serve("/api/document.xml", body, status)
    url = "https://dart.fss.or.kr/dsaf001/main.do?rcpNo=20261120800123"
    published = datetime(2026, 11, 19, 15, tzinfo=UTC)
    entry = Entry("20261120800123", url, f"오르빗전자 {report}", "", "", published, "a-1")

    async def run():
        async with client() as http:
            filings_ = DartFilings(
                Company(name="오르빗전자", corp_code="00123456"), DartKeys(key="k" * 40, address=web.url("/api"))
            )
            return await filings_.read(http, None, entry, NOW)

    return asyncio.run(run())


def test_a_filing_becomes_an_article_with_its_form(web, client):
    result = read(client, web, packed(leaders_form()))
    assert result.error is None
    assert result.article.text.split("\n")[:3] == [CAME, WENT, "1. 변경내용 변경전 대표이사 김가온"]
    assert (result.article.body_state, result.article.published) == (BodyState.FULL, FILED)
    assert web.requests[0][0].endswith("rcept_no=20261120800123")


def test_a_form_in_cp949_is_read(web, client):
    markup = leaders_form(after="펲도담").replace("utf-8", "euc-kr").encode("cp949")
    assert "펲도담" in read(client, web, packed(markup)).article.text


def test_other_filings_are_their_titles_and_cost_no_request(web, client):
    result = read(client, web, packed(leaders_form()), "단일판매ㆍ공급계약체결")
    assert (result.article.body_state, result.error, web.requests) == (BodyState.TITLE_ONLY, None, [])


@pytest.mark.parametrize(
    ("body", "status", "kind"),
    [
        (NO_FILE.format("014"), 200, errors.NoText),
        (NO_FILE.format("020"), 200, errors.Throttled),
        (NO_FILE.format("800"), 200, errors.TransientError),
        (NO_FILE.format("900"), 200, errors.TransientError),
        (NO_FILE.format("010"), 200, errors.PermanentError),
        (NO_FILE.format("000"), 200, errors.BadAnswer),
        ("<html>점검중</html>", 200, errors.BadAnswer),
        ("", 200, errors.BadAnswer),
        (b"PK\x03\x04 no archive", 200, errors.BadAnswer),
        (packed(b"\0" * 20_000_000), 200, errors.TooLarge),
        (packed("<html><p>표가 없다</p></html>"), 200, errors.NoText),
        ("no", 503, errors.Throttled),
        ("no", 404, errors.Rejected),
    ],
    ids=[
        "no file",
        "over limit",
        "closed",
        "undefined",
        "bad key",
        "good",
        "page",
        "empty",
        "broken",
        "bomb",
        "no table",
        "503",
        "404",
    ],
)
def test_a_form_that_cannot_be_had_leaves_the_title_and_the_reason(web, client, body, status, kind):
    result = read(client, web, body, status=status)
    assert type(result.error) is kind
    assert result.article.body_state is BodyState.TITLE_ONLY
    assert "kkkk" not in str(result.error) + repr(result)


def test_companies_are_found_by_a_part_of_their_name(web, client):
    """Listed ones first, then the shortest name."""
    rows = [
        ("00000001", "라온오르빗전자서비스", " "),
        ("00126380", "오르빗전자", "005930"),
        ("00000002", "오르빗전자", " "),
        ("3", "다른곳", "1"),
    ]
    listed = "".join(
        f"<list><corp_code>{code}</corp_code><corp_name>{name}</corp_name><stock_code>{stock}</stock_code><modify_date>20260101</modify_date></list>"
        for code, name, stock in rows
    )
    web.serve("/api/corpCode.xml", packed(f"<result>{listed}</result>", "CORPCODE.xml"))

    async def run():
        async with client() as http:
            return await companies(http, DartKeys(key="k" * 40, address=web.url("/api/")), "오르빗")

    assert [code for _, code, _ in asyncio.run(run())] == ["00126380", "00000002", "00000001"]


@pytest.mark.parametrize("body", [NO_FILE.format("010"), b"PK\x03\x04", packed("<result><list>"), packed("x")])
def test_a_list_of_companies_that_cannot_be_read_says_so(web, client, body):
    web.serve("/api/corpCode.xml", body)

    async def run():
        async with client() as http:
            return await companies(http, DartKeys(key="k" * 40, address=web.url("/api/")), "오르빗")

    with pytest.raises(errors.PermanentError) as caught:
        asyncio.run(run())
    assert "kkkk" not in str(caught.value)
