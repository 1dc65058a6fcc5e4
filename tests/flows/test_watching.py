"""Watching from end to end, without a server: sources on loopback, a real ledger, what is recorded and what is told."""

from __future__ import annotations

import asyncio
import json
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from urllib.parse import parse_qs, urlsplit
from zoneinfo import ZoneInfo

import pytest

from facts.articles import BodyState, DateBasis
from flows.marked_yaml import ConfigurationError
from flows.noticing import tell_of_sources
from flows.pipeline import Monitor
from flows.settings import Settings
from flows.watch_list import WatchList, load_watch_list
from flows.watching import watch
from ledger import Ledger, LedgerError
from tests.flows.outlet import Outlet
from tests.flows.test_commands import bongsu, watch_list
from tests.slack_server.server import SlackServer
from tests.slack_server.workspace import Channel, Workspace
from tests.sources.conftest import web_on_every_loopback
from tests.sources.forms import leaders_form, packed, shares_form

__all__ = ["bongsu", "web_on_every_loopback"]

KEY = "0123456789abcdef" * 2 + "01234567"
NOW = datetime.now(UTC)
TODAY = NOW.astimezone(ZoneInfo("Asia/Seoul")).date()


class Services:
    """Naver and OpenDART as their documentation has them, at one local server; a test says what they hold."""

    def __init__(self, web):
        self.web = web
        self.found: list[dict[str, str]] = []
        self.filed: list[dict[str, str]] = []
        self.forms: dict[str, bytes] = {}
        web.routes["/naver"] = self._search
        web.routes["/dart/list.json"] = self._list
        web.routes["/dart/document.xml"] = self._document

    def settings(self, folder, **others):
        given = {
            "naver_client_id": "me",
            "naver_client_secret": "hush-hush",
            "naver_address": self.web.url("/naver"),
            "dart_key": KEY,
            "dart_address": self.web.url("/dart/"),
        }
        return Settings(data=folder, allowed_hosts=("127.0.0.1",), **(given | others))

    def file(self, report, form, day=TODAY):
        number = f"{day:%Y%m%d}80{len(self.filed):04}"
        item = {
            "corp_code": "00401731",
            "corp_name": "엘지전자",
            "stock_code": "066570",
            "corp_cls": "Y",
            "flr_nm": "엘지전자",
        }
        self.filed.insert(0, item | {"report_nm": report, "rcept_no": number, "rcept_dt": f"{day:%Y%m%d}", "rm": "유"})
        self.forms[number] = packed(form, f"{number}.xml")
        return number

    def print(self, title, text):
        """An article somewhere, found by a search."""
        path = f"/press/{len(self.found)}"
        self.web.serve(
            path,
            f"<html><head><meta charset=utf-8><title>{title}</title></head><body><article><h1>{title}</h1><p>{text}</p></article></body></html>",
            Content_Type="text/html",
        )
        self.found.insert(
            0,
            {
                "title": f"<b>{title}</b>",
                "originallink": self.web.url(path),
                "link": "https://n.news.example/1",
                "description": text[:40],
                "pubDate": format_datetime(NOW),
            },
        )

    def _search(self, request):
        if request.headers.get("X-Naver-Client-Secret") != "hush-hush":
            return 401, {}, json.dumps({"errorMessage": "NID AUTH Result Invalid", "errorCode": "024"}).encode()
        return 200, {}, json.dumps({"total": len(self.found), "start": 1, "display": 100, "items": self.found}).encode()

    def _list(self, request):
        asked = {name: values[0] for name, values in parse_qs(urlsplit(request.path).query).items()}
        if asked.get("crtfc_key") != KEY:
            return 200, {}, json.dumps({"status": "010", "message": "등록되지 않은 키입니다."}).encode()
        listed = [each for each in self.filed if asked["bgn_de"] <= each["rcept_dt"] <= asked["end_de"]]
        if asked["corp_code"] != "00401731" or not listed:
            return 200, {}, json.dumps({"status": "013", "message": "조회된 데이타가 없습니다."}).encode()
        answer = {"status": "000", "message": "정상", "page_no": 1, "page_count": 100, "total_count": len(listed)}
        return 200, {}, json.dumps(answer | {"total_page": 1, "list": listed}).encode()

    def _document(self, request):
        number = parse_qs(urlsplit(request.path).query)["rcept_no"][0]
        return 200, {}, self.forms[number]


@pytest.fixture
def services(web):
    return Services(web)


def listed(**parts):
    return WatchList.model_validate({"organizations": [{"name": "LG전자", "aliases": ["LG Electronics"]}], **parts})


BESIDE = {"searches": [{"query": "LG전자"}], "disclosures": [{"name": "LG전자", "corp_code": "00401731"}]}


def polled(opened, now=NOW, **named):
    return asyncio.run(watch(opened, now=now, **named))


def told(result):
    """What each change is, who or what is new by it, and since when."""
    return [
        (change.kind, change.change, change.after or change.subject[-1], str(change.since))
        for change in result.tally.changes
    ]


def test_disclosures_are_dated_ground_truth(services, tmp_path):
    """The first load is silent; a change of leaders and a purchase after it are told with the day that their forms state."""
    services.file(
        "대표이사(대표집행임원)변경(안내공시)", leaders_form("박라온", "김가온", f"{TODAY - timedelta(days=3)}")
    )
    with Ledger.open("sqlite://") as ledger:
        opened = Monitor(services.settings(tmp_path), listed(**BESIDE), ledger)
        assert told(polled(opened)) == []
        day = TODAY - timedelta(days=1)
        services.file("대표이사(대표집행임원)변경(안내공시)", leaders_form("김가온", "이도담", f"{day}"))
        services.file("타법인주식및출자증권취득결정", shares_form(share="60"))
        result = polled(opened, at_once=True)
        articles = {each.title: each for each in ledger.articles()}
    assert told(result) == [
        ("leadership", "replaced", "이도담", str(day)),
        ("partnership", "formed", "라온로보틱스", str(TODAY)),
    ]
    filing = articles["LG전자 대표이사(대표집행임원)변경(안내공시)"]
    assert filing.url.startswith("https://dart.fss.or.kr/dsaf001/main.do?rcpNo=")
    assert (filing.published, filing.date_basis, filing.body_state) == (TODAY, DateBasis.FEED, BodyState.FULL)
    assert filing.source == "opendart: LG전자"


def test_a_search_finds_an_article_once_however_often_it_is_found(services, tmp_path):
    """Its page is read at the publisher; the same article in a feed is the same article."""
    with Ledger.open("sqlite://") as ledger:
        opened = Monitor(services.settings(tmp_path), listed(**BESIDE), ledger)
        polled(opened)
        services.print(
            "LG전자 새 대표이사에 소혜나",
            "LG전자는 이사회를 열어 소혜나 부사장을 신임 대표이사로 선임했다고 밝혔다. 소 대표는 다음 주 취임한다.",
        )
        result = polled(opened, at_once=True)
        assert [change.after for change in result.tally.changes] == ["소혜나"]
        again = services.web.url("/press/0")
        rss = f"<rss version='2.0'><channel><title>t</title><item><title>LG전자 새 대표이사에 소혜나</title><link>{again}</link></item></channel></rss>"
        feed = {"name": "daily", "url": services.web.serve("/daily.xml", rss)}
        later = polled(Monitor(opened.settings, listed(**BESIDE, feeds=[feed]), ledger), at_once=True)
        assert later.tally.changes == []
        assert len({each.id for each in ledger.articles()}) == 1


def test_without_keys_services_are_off_and_ask_nobody(services, tmp_path):
    """Nothing is asked of them, nothing fails."""
    settings = services.settings(tmp_path, naver_client_id="", naver_client_secret=None, dart_key=None)
    with Ledger.open("sqlite://") as ledger:
        result = polled(Monitor(settings, listed(**BESIDE), ledger))
    assert (result.rows, services.web.requests) == ([], [])


@pytest.mark.parametrize(
    ("wrong", "problem"),
    [
        ({"dart_key": "z" * 40}, "the key is not registered"),
        ({"naver_client_secret": "wrong"}, "Naver refuses the key"),
    ],
)
def test_a_bad_key_is_the_problem_of_its_source_alone(services, tmp_path, wrong, problem):
    """Named in the run, without the key."""
    with Ledger.open("sqlite://") as ledger:
        result = polled(Monitor(services.settings(tmp_path, **wrong), listed(**BESIDE), ledger))
    assert [problem in row.problem for row in result.rows].count(True) == 1
    assert len(result.failed) == 1
    assert next(iter(wrong.values())) not in str(result)


def test_a_key_that_cannot_be_one_is_named(services, tmp_path):
    with Ledger.open("sqlite://") as ledger, pytest.raises(ConfigurationError, match="BONGSU_DART_KEY"):
        polled(Monitor(services.settings(tmp_path, dart_key="short"), listed(**BESIDE), ledger))


def test_commands_show_services_on_and_off(services, bongsu, tmp_path):
    """`feeds` and `check`: off with what is missing, then on with what they answer."""
    listed_at = watch_list(tmp_path, **BESIDE)
    status, out, _ = bongsu("feeds", BONGSU_WATCH_LIST=listed_at)
    assert status == 0
    assert "BONGSU_NAVER_CLIENT_ID" in out
    assert "BONGSU_DART_KEY" in out
    status, out, _ = bongsu("check", "--json")
    notes = [row["said"] for row in map(json.loads, out.splitlines()) if row["what"].startswith("source ")]
    assert (status, len(notes)) == (0, 2)
    services.file("대표이사변경", leaders_form())
    keys = {
        "BONGSU_NAVER_CLIENT_ID": "me",
        "BONGSU_NAVER_CLIENT_SECRET": "hush-hush",
        "BONGSU_NAVER_ADDRESS": services.web.url("/naver"),
        "BONGSU_DART_KEY": KEY,
        "BONGSU_DART_ADDRESS": services.web.url("/dart/"),
    }
    status, out, _ = bongsu("check", "--json", **keys)
    found = {row["what"]: row for row in map(json.loads, out.splitlines())}
    assert status == 0
    assert found["source opendart: LG전자"]["said"] == "answers, 1 entries"
    assert found["source naver: LG전자"]["verdict"] == "ok"
    assert bongsu("run")[0] == 0
    status, out, _ = bongsu("feeds", "--json")
    assert {row["name"]: row["health"] for row in map(json.loads, out.splitlines())} == {
        "naver: LG전자": "good",
        "opendart: LG전자": "good",
    }
    status, out, _ = bongsu("check", BONGSU_DART_KEY="z" * 40)
    assert status == 1
    assert "not registered" in out
    assert "zzz" not in out


def test_companies_come_as_lines_of_the_watch_list(services, bongsu, tmp_path):
    """They can be put in as they are printed."""
    rows = "<list><corp_code>00401731</corp_code><corp_name>LG전자</corp_name><stock_code>066570</stock_code></list>"
    services.web.serve("/dart/corpCode.xml", packed(f"<result>{rows}</result>", "CORPCODE.xml"))
    given = {"BONGSU_WATCH_LIST": watch_list(tmp_path), "BONGSU_DART_ADDRESS": services.web.url("/dart/")}
    status, _, err = bongsu("feeds", "companies", "LG전자", **given)
    assert (status, "BONGSU_DART_KEY" in err) == (2, True)
    status, out, _ = bongsu("feeds", "companies", "lg전자", BONGSU_DART_KEY=KEY)
    assert status == 0
    path = tmp_path / "other.yaml"
    path.write_text(f"organizations:\n  - name: LG전자\ndisclosures:\n{out}", encoding="utf-8")
    assert load_watch_list(path).disclosures[0].corp_code == "00401731"
    assert "066570" in out


@pytest.mark.parametrize(
    ("parts", "named"),
    [
        ({"disclosures": [{"name": "다른곳", "corp_code": "00401731"}]}, "다른곳"),
        ({"disclosures": [{"name": "LG전자", "corp_code": "401731"}]}, "corp_code"),
        ({"searches": [{"query": ""}]}, "query"),
        ({"searches": [{"query": "가"}, {"query": "가"}]}, "stands twice"),
    ],
)
def test_a_faulty_service_of_the_watch_list_is_named(tmp_path, parts, named):
    with pytest.raises(ConfigurationError, match=named):
        load_watch_list(watch_list(tmp_path, **parts))


def test_a_ledger_that_breaks_ends_the_run_with_its_own_error(web, tmp_path):
    """Not with a group of errors, which no command would know how to say."""
    outlet = Outlet(web, "daily")
    opened = Monitor(
        Settings(data=tmp_path, allowed_hosts=("127.0.0.1",)),
        listed(feeds=[{"name": "daily", "url": outlet.address}]),
        Ledger.open(f"sqlite:///{tmp_path / 'ledger.sqlite'}"),
    )
    with opened.ledger:
        polled(opened)
        broken = Monitor(opened.settings, opened.watch_list, Breaking(opened.ledger))
        with pytest.raises(LedgerError, match="is full"):
            polled(broken, at_once=True)


class Breaking:
    """A ledger whose disk is full when a feed's state is to be stored."""

    def __init__(self, ledger):
        self._ledger = ledger
        self.feeds = self

    def __getattr__(self, name):
        return getattr(self._ledger, name)

    def all(self):
        return self._ledger.feeds.all()

    def put(self, documents, now):
        raise LedgerError("the disk is full")


def test_very_many_new_entries_cost_a_bounded_number_of_pages(web_on_every_loopback, tmp_path):
    """Those that name somebody watched are read first; the others are as their feed tells them."""
    web, count = web_on_every_loopback, 2_000
    items = "".join(
        f"<item><title>{'LG전자' if n % 100 == 99 else '누구'} 소식 {n}</title><link>http://127.0.0.{n % 250 + 2}:{web.port}/{n}</link></item>"
        for n in range(count)
    )
    for n in range(count):
        web.serve(f"/{n}", f"<article><p>{'아무 소식이다. ' * 30}</p></article>", Content_Type="text/html")
    rss = "<rss version='2.0'><channel><title>t</title>{}</channel></rss>"
    url = web.serve("/f", rss.format("<item><title>첫째</title><link>/first</link></item>"))
    settings = Settings(data=tmp_path, allowed_hosts=("127.0.0.0/8",))
    with Ledger.open("sqlite://") as ledger:
        opened = Monitor(settings, listed(feeds=[{"name": "f", "url": url}]), ledger)
        polled(opened)
        web.serve("/f", rss.format(items))
        result = polled(opened, at_once=True)
        asked = {path for path, _ in web.requests}
        assert len(asked & {f"/{n}" for n in range(count)}) == 300
        assert asked >= {f"/{n}" for n in range(99, count, 100)}
        assert result.rows[0].new == count
        assert len(ledger.feeds.get("f")["waiting"]) == 0


# --- pages that could not be had ------------------------------------------------------------------------------------------

WHOLE = "LG전자는 20일 이사회를 열었다. " + "이날 회의에서는 여러 안건이 다뤄졌다. " * 6
SAID = "LG전자는 소혜나 부사장을 신임 대표이사로 선임했다고 밝혔다."


@pytest.fixture
def daily(web, tmp_path):
    """A monitor of one outlet, its first load done; the newest article's page, whose text says more than its summary."""
    outlet = Outlet(web, "daily")
    settings = Settings(data=tmp_path, allowed_hosts=("127.0.0.1",))
    with Ledger.open("sqlite://") as ledger:
        opened = Monitor(settings, listed(feeds=[{"name": "daily", "url": outlet.address}]), ledger)
        polled(opened)
        url = outlet.publish("LG전자 이사회", f"{WHOLE}\n{SAID}")
        yield opened, web, urlsplit(url).path


def waiting(opened):
    return len(opened.ledger.feeds.get("daily")["waiting"])


def states(opened):
    return [each.body_state for each in opened.ledger.articles() if each.title == "LG전자 이사회"]


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_page_that_fails_for_now_is_tried_again(daily, status):
    """Its summary stands in, said to be one; ten minutes later its page is asked again, and what it states is told."""
    opened, web, path = daily
    page = web.routes[path]
    web.serve(path, "later", status)
    assert polled(opened, at_once=True).tally.changes == []
    assert (states(opened), waiting(opened)) == ([BodyState.SUMMARY], 1)
    web.routes[path] = page
    asked = len(web.seen(path))
    assert polled(opened, NOW + timedelta(minutes=9)).tally.changes == []
    assert len(web.seen(path)) == asked
    assert [change.after for change in polled(opened, NOW + timedelta(minutes=11)).tally.changes] == ["소혜나"]
    assert (states(opened)[-1], waiting(opened)) == (BodyState.FULL, 0)


def test_a_page_that_goes_on_failing_is_given_up(daily):
    """Seven tries with doubled waits, half a day; its summary stays."""
    opened, web, path = daily
    web.serve(path, "later", 500)
    tries = []
    for step in range(200):
        before = len(web.seen(path))
        polled(opened, NOW + timedelta(minutes=10 * step), at_once=step == 0)
        tries += [10 * step] * (len(web.seen(path)) - before)
    assert tries == [0, 10, 30, 70, 150, 310, 630]
    assert (states(opened), waiting(opened)) == ([BodyState.SUMMARY], 0)


@pytest.mark.parametrize("fault", [404, 410, 403, "robots", "no text"])
def test_a_page_that_will_not_come_is_not_tried_again(daily, fault):
    opened, web, path = daily
    if fault == "no text":
        web.serve(path, "<html></html>", Content_Type="text/html")
    elif fault != "robots":
        web.serve(path, "no", fault)
    else:
        web.serve("/robots.txt", "User-agent: *\nDisallow: /daily/\n")
    polled(opened, at_once=True)
    assert (states(opened), waiting(opened)) == ([BodyState.SUMMARY], 0)


def test_a_first_load_stays_silent_when_its_pages_come_late(web, tmp_path):
    outlet = Outlet(web, "daily")
    path = urlsplit(outlet.publish("LG전자 이사회", f"{WHOLE}\n{SAID}")).path
    page = web.routes[path]
    web.serve(path, "later", 503)
    with Ledger.open("sqlite://") as ledger:
        settings = Settings(data=tmp_path, allowed_hosts=("127.0.0.1",))
        opened = Monitor(settings, listed(feeds=[{"name": "daily", "url": outlet.address}]), ledger)
        polled(opened)
        web.routes[path] = page
        result = polled(opened, NOW + timedelta(minutes=11))
        assert (result.tally.new, result.tally.changes) == (1, [])
        assert [each.change.after for each in ledger.changes()] == ["소혜나"]


def test_a_mere_summary_takes_nothing_back(daily):
    """The same article in another feed whose page fails just then: what the whole text states stays stated."""
    opened, web, path = daily
    assert [change.after for change in polled(opened, at_once=True).tally.changes] == ["소혜나"]
    feeds = [each.model_dump() for each in opened.watch_list.feeds]
    copy = web.routes["/daily.xml"][2]
    feeds.append({"name": "copy", "url": web.serve("/copy.xml", copy, Content_Type="application/rss+xml")})
    web.serve(path, "later", 503)
    both = Monitor(opened.settings, listed(feeds=feeds), opened.ledger)
    result = polled(both, NOW + timedelta(hours=3), at_once=True)
    assert (result.failed, result.tally.changes, states(opened)) == ([], [], [BodyState.FULL])
    assert len(opened.ledger.facts()) == 1


# --- notices --------------------------------------------------------------------------------------------------------------


def test_what_changes_about_a_source_is_told_once(web, tmp_path):
    """Turned bad and recovered, moved, a gap, pages without texts: one message a run where that is asked for, none elsewhere."""

    def rss(*numbers):
        items = "".join(
            f"<item><title>소식 {n}</title><guid>{n}</guid><link>{web.url(f'/{n}')}</link></item>" for n in numbers
        )
        return f"<rss version='2.0'><channel><title>t</title>{items}</channel></rss>"

    web.serve("/old", "", 301, Location=web.url("/new"))
    web.serve("/new", rss(1, 2, 3))
    web.serve("/bad", "gone", 404)
    web.serve("/empty", rss(10))
    feeds = [{"name": name, "url": web.url(f"/{name}")} for name in ("old", "bad", "empty")]
    channels = {"C0TEAM": True, "C0OTHER": False}
    destinations = [
        {"name": channel, "type": "slack", "channel": channel, "heartbeat": asks} for channel, asks in channels.items()
    ]
    watched = listed(feeds=feeds, destinations=destinations)
    workspace = Workspace(tuple(Channel(channel, channel.lower()) for channel in channels))

    def told_now(hours):
        before = len(workspace.visible("C0TEAM"))
        tell_of_sources(opened, polled(opened, NOW + timedelta(hours=hours), at_once=True).notices)
        return [message["text"] for message in workspace.visible("C0TEAM")[before:]]

    with SlackServer(workspace) as slack, Ledger.open("sqlite://") as ledger:
        settings = Settings(
            data=tmp_path,
            allowed_hosts=("127.0.0.1",),
            BONGSU_SLACK_TOKEN=workspace.token,
            slack_address=slack.address,
        )
        opened = Monitor(settings, watched, ledger)
        (first,) = told_now(0)
        assert "old: has moved for good" in first
        assert "bad: nothing is there" in first
        assert told_now(1) == []
        web.serve("/bad", rss(20))
        web.serve("/new", rss(31, 32, 33))
        for n in range(40, 60):
            web.serve(f"/{n}", "<html></html>", Content_Type="text/html")
        web.serve("/empty", rss(10, *range(40, 60)))
        (second,) = told_now(2)
        assert "bad: answers again after 2 failures" in second
        assert "old: all 3 entries are new" in second
        assert "empty: 100% of its article pages have no text" in second
        assert told_now(3) == []
    assert workspace.visible("C0OTHER") == []
