"""Naver's search and OpenDART, against a server that answers as their documentation says."""

import asyncio
import json
from datetime import UTC, date, datetime
from urllib.parse import parse_qs, urlsplit

import pytest
from pydantic import ValidationError

from sources import errors
from sources.articles import article_of
from sources.feeds import Company, Feed, FeedState, Search
from sources.naver import NaverKeys, NaverSearch
from sources.opendart import DartFilings
from sources.opendart_api import DartKeys
from sources.polling import poll_all

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
SEARCH = Search(query="오르빗전자")


def dart_keys(web):
    return DartKeys(key="k" * 40, address=web.url("/api/"))


def naver(client, web, state=None, door="developers"):
    keys = NaverKeys(client_id="me", client_secret="hush", door=door, address=web.url("/search"))

    async def run():
        async with client() as http:
            return await NaverSearch(SEARCH, keys).poll(http, state or FeedState(), NOW)

    return asyncio.run(run())


def dart(client, web, state=None, now=NOW):
    async def run():
        async with client() as http:
            return await DartFilings(COMPANY, dart_keys(web)).poll(http, state or FeedState(), now)

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
            return await NaverSearch(SEARCH, keys).poll(http, FeedState(), NOW)

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
    web.serve("/api/list.json", json.dumps(FILINGS))
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
    web.serve("/api/list.json", json.dumps({"status": "013", "message": "조회된 데이타가 없습니다."}))
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
    web.serve("/api/list.json", json.dumps({"status": status, "message": "안내"} if status else {}))
    result = dart(client, web)
    assert type(result.error) is kind
    assert message in str(result.error)
    assert "kkkk" not in result.state.model_dump_json() + str(result.error) + repr(result)


def test_a_key_that_is_missing_at_the_service_is_named(web, client):
    """It then redirects to a page for people; the key does not come out in what is said of that."""
    web.serve("/api/list.json", "", 302, Location=web.url("/error.do?crtfc_key=" + "k" * 40))
    web.serve("/error.do", "<html>오류</html>")
    result = dart(client, web)
    assert "check BONGSU_DART_KEY" in str(result.error)
    assert "kkkk" not in result.state.model_dump_json() + str(result.error) + repr(result)


def test_every_page_of_a_long_list_is_asked_for(web, client):
    def route(request):
        number = int(parse_qs(urlsplit(request.path).query)["page_no"][0])
        item = FILINGS["list"][0] | {"rcept_no": f"2026112080{number:04}"}
        return 200, {}, json.dumps(FILINGS | {"total_page": 3, "page_no": number, "list": [item]}).encode()

    web.routes["/api/list.json"] = route
    assert len(dart(client, web).entries) == 3
    assert len(web.requests) == 3


def test_a_list_without_an_end_is_left(web, client):
    web.serve("/api/list.json", json.dumps(FILINGS | {"total_page": 10**9}))
    assert dart(client, web).error is None
    assert len(web.requests) == 10


def test_after_a_long_silence_the_filings_meanwhile_are_asked_for(web, client):
    """From the day before the last success on; they are no gap, however many are new."""
    web.serve("/api/list.json", json.dumps(FILINGS))
    first = dart(client, web)
    new = [FILINGS["list"][0] | {"rcept_no": f"2026122080{n:04}", "rcept_dt": "20261220"} for n in range(5)]
    web.serve("/api/list.json", json.dumps(FILINGS | {"list": new}))
    later = dart(client, web, first.state, datetime(2026, 12, 21, tzinfo=UTC))
    assert parse_qs(urlsplit(web.requests[-1][0]).query)["bgn_de"] == ["20261120"]
    assert (len(later.entries), later.notices) == (5, ())
    last = dart(client, web, later.state, datetime(2027, 12, 21, tzinfo=UTC))
    assert parse_qs(urlsplit(web.requests[-1][0]).query)["bgn_de"] == ["20270922"]
    assert last.error is None


def test_a_search_that_holds_less_than_it_may_has_no_gap(web, client):
    """A hundred new results may be one of two hundred; three are all there are."""

    def results(first, count):
        items = [NEWS["items"][0] | {"originallink": f"https://o.example/{n}"} for n in range(first, first + count)]
        return json.dumps(NEWS | {"items": items})

    web.serve("/search", results(0, 3))
    known = naver(client, web)
    web.serve("/search", results(10, 3))
    assert naver(client, web, known.state).notices == ()
    web.serve("/search", results(100, 100))
    assert [notice.kind for notice in naver(client, web, known.state).notices] == ["gap"]


def test_a_service_that_moves_is_not_followed_for_good(web, client):
    """Its address belongs to this program, not to the watch list."""
    web.serve("/search", "", 301, Location=web.url("/new"))
    web.serve("/new", json.dumps(NEWS))
    result = naver(client, web)
    assert (len(result.entries), result.notices, result.state.moved_to) == (2, (), None)


def test_services_are_polled_beside_feeds(web, client):
    """Through the same door: what is due, by name, one after another at a host."""
    web.serve("/search", json.dumps(NEWS))
    web.serve("/api/list.json", json.dumps(FILINGS))
    sources = [
        NaverSearch(SEARCH, NaverKeys(client_id="me", client_secret="hush", address=web.url("/search"))),
        DartFilings(COMPANY, dart_keys(web)),
        Feed(name="gone", url=web.url("/gone")),
    ]

    async def run(states):
        async with client() as http:
            return {result.feed.name: result async for result in poll_all(http, sources, states, NOW)}

    polls = asyncio.run(run({}))
    assert {name: len(result.entries) for name, result in polls.items()} == {
        "naver: 오르빗전자": 2,
        "opendart: 오르빗전자": 2,
        "gone": 0,
    }
    assert asyncio.run(run({name: result.state for name, result in polls.items()})) == {}


def test_a_key_has_forty_characters():
    with pytest.raises(ValidationError, match="key"):
        DartKeys(key="k" * 39)


def test_a_company_has_a_number_of_eight_digits():
    with pytest.raises(ValidationError, match="corp_code"):
        Company(name="오르빗전자", corp_code="123450")
