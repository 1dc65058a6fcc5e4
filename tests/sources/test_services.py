"""Naver's search and OpenDART, against a server that answers as their documentation says."""

import asyncio
import json
from datetime import UTC, date, datetime
from urllib.parse import parse_qs, urlsplit

import pytest
from pydantic import ValidationError

from sources import errors
from sources.articles import article_of
from sources.feeds import FeedState
from sources.naver import NaverKeys, poll_naver
from sources.opendart import Company, DartKeys, poll_dart

NOW = datetime(2026, 11, 21, tzinfo=UTC)
NEWS = {
    "lastBuildDate": "Sat, 21 Nov 2026 09:00:00 +0900",
    "total": 2,
    "start": 1,
    "display": 2,
    "items": [
        {
            "title": "<b>오르빗전자</b>, &quot;새 연구소&quot; 열어",
            "originallink": "https://orbit.example/v?no=7",
            "link": "https://n.news.example/7",
            "description": "<b>오르빗전자</b>는 20일 R&amp;D 센터를 열었다고 밝혔다.",
            "pubDate": "Fri, 20 Nov 2026 10:00:00 +0900",
        },
        {
            "title": "둘째",
            "originallink": "",
            "link": "https://n.news.example/8",
            "description": "",
            "pubDate": "Fri, 20 Nov 2026 11:00:00 +0900",
        },
    ],
}
FILINGS = {
    "status": "000",
    "message": "정상",
    "page_no": 1,
    "page_count": 100,
    "total_count": 3,
    "list": [
        {
            "corp_code": "00123456",
            "corp_name": "오르빗전자",
            "stock_code": "123450",
            "corp_cls": "Y",
            "report_nm": "대표이사(대표집행임원)변경(안내공시)",
            "rcept_no": "20261120800123",
            "flr_nm": "오르빗전자",
            "rcept_dt": "20261120",
            "rm": "유",
        },
        {
            "corp_code": "00123456",
            "corp_name": "오르빗전자",
            "stock_code": "123450",
            "corp_cls": "Y",
            "report_nm": "[기재정정]타법인주식및출자증권취득결정",
            "rcept_no": "20261119800077",
            "flr_nm": "오르빗전자",
            "rcept_dt": "20261119",
            "rm": "",
        },
        {
            "corp_code": "00123456",
            "corp_name": "오르빗전자",
            "stock_code": "123450",
            "corp_cls": "Y",
            "report_nm": "기업설명회(IR)개최",
            "rcept_no": "20261118800011",
            "flr_nm": "오르빗전자",
            "rcept_dt": "20261118",
            "rm": "",
        },
    ],
}
COMPANY = Company(name="오르빗전자", corp_code="00123456")


def naver(client, web, state=None, door="developers"):
    keys = NaverKeys(client_id="me", client_secret="hush", door=door, address=web.url("/search"))

    async def run():
        async with client() as http:
            return await poll_naver(http, keys, "오르빗전자", state or FeedState(), NOW)

    return asyncio.run(run())


def dart(client, web, state=None):
    async def run():
        async with client() as http:
            return await poll_dart(
                http, DartKeys(key="k" * 40, address=web.url("/list")), COMPANY, state or FeedState(), NOW
            )

    return asyncio.run(run())


@pytest.mark.parametrize(
    ("door", "names"),
    [
        ("developers", ("X-Naver-Client-Id", "X-Naver-Client-Secret")),
        ("cloud", ("X-NCP-APIGW-API-KEY-ID", "X-NCP-APIGW-API-KEY")),
    ],
)
def test_a_search_brings_entries_under_the_publishers_address(web, client, door, names):
    web.serve("/search", json.dumps(NEWS))
    result = naver(client, web, door=door)
    assert [(entry.title, entry.url) for entry in result.entries] == [
        ('오르빗전자, "새 연구소" 열어', "https://orbit.example/v?no=7"),
        ("둘째", "https://n.news.example/8"),
    ]
    assert result.entries[0].summary == "오르빗전자는 20일 R&D 센터를 열었다고 밝혔다."
    assert result.entries[0].published == datetime(2026, 11, 20, 1, tzinfo=UTC)
    asked, headers = web.requests[0]
    assert parse_qs(urlsplit(asked).query) == {
        "query": ["오르빗전자"],
        "display": ["100"],
        "start": ["1"],
        "sort": ["date"],
    }
    sent = {name.lower(): value for name, value in headers.items()}
    assert [sent[name.lower()] for name in names] == ["me", "hush"]


def test_a_second_search_brings_what_is_new(web, client):
    web.serve("/search", json.dumps(NEWS))
    first = naver(client, web)
    web.serve("/search", json.dumps(NEWS | {"lastBuildDate": "later"}))
    assert naver(client, web, first.state).entries == ()


def test_another_host_never_sees_the_secret(web_on_every_loopback, client):
    """Not even when the service redirects there."""
    web = web_on_every_loopback
    web.serve("/search", "", 302, Location=web.url("/elsewhere", "127.0.0.2"))
    web.serve("/elsewhere", json.dumps(NEWS))

    async def run():
        async with client(allow=("127.0.0.0/8",)) as http:
            keys = NaverKeys(client_id="me", client_secret="hush", address=web.url("/search"))
            return await poll_naver(http, keys, "오르빗전자", FeedState(), NOW)

    assert len(asyncio.run(run()).entries) == 2
    assert "hush" in str(web.seen("/search"))
    assert "hush" not in str(web.seen("/elsewhere"))


@pytest.mark.parametrize(
    ("status", "body", "kind", "message"),
    [
        (
            401,
            '{"errorMessage": "NID AUTH Result Invalid (1000)", "errorCode": "024"}',
            errors.Rejected,
            "refuses the key",
        ),
        (403, "{}", errors.Rejected, "refuses the key"),
        (400, '{"errorCode": "SE01"}', errors.Rejected, "HTTP 400"),
        (429, '{"errorCode": "010"}', errors.Throttled, "asks to wait"),
        (500, "{}", errors.ServerFailed, "HTTP 500"),
        (200, "not json", errors.BadAnswer, "not as documented"),
        (200, '{"items": [1]}', errors.BadAnswer, "not as documented"),
        (200, "[]", errors.BadAnswer, "not as documented"),
    ],
)
def test_naver_faults_are_named_without_the_key(web, client, status, body, kind, message):
    web.serve("/search", body, status)
    result = naver(client, web)
    assert type(result.error) is kind
    assert message in str(result.error)
    assert "hush" not in result.state.model_dump_json() + str(result.error) + repr(result)


def test_disclosures_that_tell_something_become_entries(web, client):
    """With their day and the address of the viewer; an investors' meeting is none."""
    web.serve("/list", json.dumps(FILINGS))
    result = dart(client, web)
    assert [entry.title for entry in result.entries] == [
        "오르빗전자 [기재정정]타법인주식및출자증권취득결정",
        "오르빗전자 대표이사(대표집행임원)변경(안내공시)",
    ]
    article = article_of(result.feed, result.entries[1], NOW)
    assert article.published == date(2026, 11, 20)
    assert article.url == "https://dart.fss.or.kr/dsaf001/main.do?rcpNo=20261120800123"
    asked = parse_qs(urlsplit(web.requests[0][0]).query)
    assert (asked["corp_code"], asked["bgn_de"], asked["end_de"]) == (["00123456"], ["20261114"], ["20261121"])


def test_no_disclosures_are_no_fault(web, client):
    web.serve("/list", json.dumps({"status": "013", "message": "조회된 데이타가 없습니다."}))
    result = dart(client, web)
    assert (result.error, result.entries) == (None, ())


@pytest.mark.parametrize(
    ("status", "kind", "message"),
    [
        ("010", errors.PermanentError, "not registered"),
        ("011", errors.PermanentError, "not in use"),
        ("012", errors.PermanentError, "may not be used from here"),
        ("901", errors.PermanentError, "expired"),
        ("020", errors.Throttled, "used up"),
        ("800", errors.TransientError, "maintenance"),
        ("100", errors.BadAnswer, "status 100"),
        (None, errors.BadAnswer, "not as documented"),
    ],
)
def test_dart_faults_are_named_without_the_key(web, client, status, kind, message):
    web.serve("/list", json.dumps({"status": status, "message": "안내"} if status else {}))
    result = dart(client, web)
    assert type(result.error) is kind
    assert message in str(result.error)
    assert "kkkk" not in result.state.model_dump_json() + str(result.error) + repr(result)


def test_a_company_has_a_number_of_eight_digits():
    with pytest.raises(ValidationError, match="corp_code"):
        Company(name="오르빗전자", corp_code="123450")
