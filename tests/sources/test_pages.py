"""Article pages from a real server: text, date, and what stands in where the page gives nothing."""

import asyncio
import json
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facts.articles import BodyState, DateBasis
from sources import errors, page_text
from sources.feeds import Entry, Feed
from sources.pages import Pages

NOW = datetime(2026, 11, 21, tzinfo=UTC)
SENTENCES = [
    "오르빗전자는 밴쿠버 인공지능연구소장으로 리나 가우라브 박사를 선임했다고 20일 밝혔다.",
    "가우라브 신임 소장은 캐나다의 한 대학에서 강화학습을 연구했으며 지난해까지 현지 통신사의 연구조직을 이끌었다.",
    "회사는 이번 영입을 계기로 로봇과 가전에 쓰일 온디바이스 모델 연구에 속도를 낼 계획이라고 설명했다.",
    "업계에서는 해외 연구 거점을 넓히려는 움직임이 이어질 것으로 내다보고 있으며 관련 투자도 늘어날 전망이다.",
    "연구소는 2019년 문을 열었고 현재 서른 명 남짓한 연구원이 일하고 있으며 산학 과제 열두 건을 수행하고 있다.",
    "회사 관계자는 “현지 대학과의 공동 연구를 두 배로 늘리고 우수 인재를 계속 영입하겠다”고 말했다.",
]
BODY = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
MENU = "<nav><ul>" + "".join(f"<li><a href='/{n}'>메뉴 {n}</a></li>" for n in range(30)) + "</ul></nav>"


def page(body, head=""):
    return f"<!doctype html><html><head><meta charset='utf-8'>{head}</head><body>{MENU}{body}<footer>회사소개 | 제휴문의 | 저작권 정책</footer></body></html>"


def read(client, url, **named):
    async def run():
        async with client:
            return await Pages(client, delay=0).read(url, NOW, **named)

    return asyncio.run(run())


def read_entry(client, feed, entry):
    async def run():
        async with client:
            return await Pages(client, delay=0).read_entry(feed, entry, NOW)

    return asyncio.run(run())


def entry_at(url, **named):
    given = {
        "guid": "1",
        "url": url,
        "title": "제목",
        "summary": "요약",
        "content": "",
        "published": NOW,
        "article": "a-1",
    }
    return Entry(**(given | named))


def test_a_page_becomes_its_article(web, client):
    """Headline without the site's name, the whole text without menus and footers, the day in the site's zone."""
    head = '<title>새 소장 선임 - 오르빗일보</title><meta property="article:published_time" content="2026-11-20T23:30:00+09:00">'
    article = read(
        client(),
        web.serve("/a", page(f"<article><h1>새 소장 선임</h1>{BODY}</article>", head), Content_Type="text/html"),
    )
    assert article.title == "새 소장 선임"
    assert all(sentence in article.text for sentence in SENTENCES)
    assert "메뉴" not in article.text
    assert "제휴문의" not in article.text
    assert (article.published, article.date_basis) == (date(2026, 11, 20), DateBasis.PAGE)
    assert article.body_state is BodyState.FULL


@pytest.mark.parametrize(
    ("head", "heading", "title"),
    [
        ('<meta property="og:title" content="새 소장 선임 - 오르빗일보">', "", "새 소장 선임"),
        ('<meta property="og:title" content="오르빗-라온 손잡다">', "", "오르빗-라온 손잡다"),
        (
            '<meta property="og:title" content="오르빗 - 라온 손잡다 | 오르빗일보">',
            "<h1>오르빗 - 라온 손잡다</h1>",
            "오르빗 - 라온 손잡다",
        ),
        ("<title>새 소장 선임 &lt; 경제 &lt; 오르빗일보</title>", "", "새 소장 선임 < 경제"),
        ("<title>새 소장 선임 > 경제 | 오르빗일보</title>", "<h2>새 소장 선임</h2>", "새 소장 선임"),
        ("", "<h1>새 소장 선임</h1>", "새 소장 선임"),
        (
            '<script type="application/ld+json">{"@type":"NewsArticle","headline":"진짜 제목"}</script><title>다른 제목</title>',
            "",
            "진짜 제목",
        ),
    ],
)
def test_headlines_without_the_names_of_sites(web, client, head, heading, title):
    assert read(client(), web.serve("/a", page(heading + BODY, head))).title == title


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:published_time" content="2026-11-19T10:00:00+09:00">',
        '<meta name="pubdate" content="20261119100000">',
        '<meta itemprop="datePublished" content="2026-11-19 10:00">',
        '<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "datePublished": "2026-11-19T01:00:00Z"}]}</script>',
        '<script type="application/ld+json">{broken</script><meta name="date" content="2026.11.19">',
    ],
)
def test_dates_in_metadata(web, client, head):
    assert read(client(), web.serve("/a", page(BODY, head))).published == date(2026, 11, 19)


@pytest.mark.parametrize(
    "line",
    [
        "입력 2026.11.19 15:50",
        "기사입력 2026-11-19 오후 3:50",
        "등록: 2026/11/19 15:50:00",
        "승인 2026.11.19",
        "작성일 : 2026년 11월 19일",
    ],
)
def test_dates_on_the_page(web, client, line):
    """Only beside a word that says what they are."""
    article = read(client(), web.serve("/a", page(f"<div><span>{line}</span></div>{BODY}")))
    assert (article.published, article.date_basis) == (date(2026, 11, 19), DateBasis.PAGE)


def test_a_page_without_a_date_has_none_invented(web, client):
    article = read(client(), web.serve("/a", page(f"<p>1999.01.01 이후의 기록</p>{BODY}")))
    assert (article.published, article.date_basis) == (date(2026, 11, 21), DateBasis.FIRST_SEEN)


def test_a_date_in_the_future_is_none(web, client):
    article = read(client(), web.serve("/a", page(BODY, '<meta name="date" content="2031-01-01">')))
    assert article.date_basis is DateBasis.FIRST_SEEN


EMBEDDED = "<br>".join(SENTENCES)


@pytest.mark.parametrize(
    "script",
    [
        '<script type="application/ld+json">'
        + json.dumps({"@type": "NewsArticle", "articleBody": "\n".join(SENTENCES)})
        + "</script>",
        '<script id="__NEXT_DATA__" type="application/json">'
        + json.dumps({"props": {"page": {"article": {"contentHtml": BODY}}}})
        + "</script>",
        "<script>self.__next_f.push("
        + json.dumps([1, 'x:{"contentHtml":' + json.dumps(BODY, ensure_ascii=False) + "}"])
        + ")</script>",
        "<script>self.__next_f.push("
        + json.dumps([1, f'1:["x"]\n2f:T{len(BODY.encode()):x},{BODY}3:{{"contentHtml":"$2f"}}'])
        + ")</script>",
        '<script>window["__Q"] = window["__Q"] || [];window["__Q"].push({"state":{"deployDt":"2026.11.20 18:40","contentHtml":'
        + json.dumps(BODY).replace("<", "\\u003c")
        + "}});</script>",
        "<script>Fusion.globalContent="
        + json.dumps({"content_elements": [{"type": "text", "content": s} for s in SENTENCES] + [{"type": "image"}]})
        + ";Fusion.x=1</script>",
    ],
    ids=["json-ld", "next-data", "next-stream", "next-row", "query-cache", "arc"],
)
def test_articles_that_only_scripts_hold(web, client, script):
    """Pages that a browser fills in: JSON-LD, both forms of Next.js, Arc."""
    article = read(client(), web.serve("/a", page("<div id='root'></div>", script)))
    assert article.text.split("\n") == SENTENCES
    if "deployDt" in script:
        assert (article.published, article.date_basis) == (date(2026, 11, 20), DateBasis.PAGE)


def test_a_list_of_appointments_is_kept_whole(web, client):
    """Short lines are the article here, whatever they look like."""
    people = [
        f"◇ {unit} ▲ 상무 {name}"
        for unit in ("영업본부", "연구소", "생산기술원")
        for name in ("김가온", "이도담", "박라온")
    ]
    body = f'<div id="article-view-content-div">{"<br>".join(people)}<script>ad()</script><div class="related">관련 기사 모음</div></div>'
    article = read(
        client(),
        web.serve(
            "/a", page(f"<h1>[인사] 오르빗전자</h1>{body}", '<meta property="og:title" content="[인사] 오르빗전자">')
        ),
    )
    assert article.text.split("\n") == people


def test_the_pages_own_lines_at_the_edges_are_cut(web, client):
    """At the edges only: the same words inside an article stay."""
    inside = "<p>“저작권자의 허락 없는 무단 전재를 막겠다”고 협회는 덧붙였다. 협회는 새 지침을 다음 달에 내놓을 예정이다.</p>"
    body = f"<article><p>기사를 읽어드립니다</p>{BODY}{inside}<p>reporter@example.com</p><p>저작권자 © 오르빗일보 무단전재 및 재배포 금지</p></article>"
    text = read(client(), web.serve("/a", page(body))).text
    assert text.startswith(SENTENCES[0])
    assert text.endswith("내놓을 예정이다.")


def test_a_cp949_page_is_read(web, client):
    body = page(BODY).replace("utf-8", "euc-kr").replace("오르빗", "펲빗").encode("cp949")
    assert "펲빗전자는" in read(client(), web.serve("/a", body, Content_Type="text/html")).text


@pytest.mark.parametrize(
    "body", ["", "<html></html>", page("<p>로그인이 필요합니다.</p>"), page("<script>var x = {}</script>"), "\x00\x01"]
)
def test_a_page_without_an_article_says_so(web, client, body):
    with pytest.raises(errors.NoText, match="paste its text"):
        read(client(), web.serve("/a", body))


def test_a_document_that_is_no_page_says_so(web, client):
    with pytest.raises(errors.NoText, match="application/pdf"):
        read(client(), web.serve("/a", b"%PDF-1.7", Content_Type="application/pdf"))


def test_robots_are_respected_and_asked_once(web, client):
    web.serve("/robots.txt", "User-agent: *\nDisallow: /private/\n\nUser-agent: bongsu\nDisallow: /no/\n")
    web.serve("/ok", page(BODY))
    web.serve("/no/a", page(BODY))
    maker = client()

    async def run():
        async with maker:
            pages = Pages(maker, delay=0)
            await pages.read(web.url("/ok"), NOW)
            with pytest.raises(errors.Disallowed, match=r"robots\.txt"):
                await pages.read(web.url("/no/a"), NOW)

    asyncio.run(run())
    assert len(web.seen("/robots.txt")) == 1
    assert not web.seen("/no/a")


def test_failing_robots_mean_not_now(web, client):
    """RFC 9309: a site whose rules cannot be read is left alone for a while."""
    web.serve("/robots.txt", "", 500)
    web.serve("/a", page(BODY))
    with pytest.raises(errors.TransientError, match="at present"):
        read(client(), web.url("/a"))
    assert not web.seen("/a")


def test_an_entry_is_read_from_its_page(web, client):
    url = web.serve("/a", page(BODY))
    result = read_entry(client(), Feed(name="f", url=web.url("/f")), entry_at(url))
    assert result.error is None
    assert result.article.body_state is BodyState.FULL
    assert result.article.text.split("\n") == SENTENCES
    assert (result.article.id, result.article.title) == ("a-1", "제목")


@pytest.mark.parametrize("status", [403, 404, 500])
def test_the_feeds_summary_stands_in_for_a_page_that_fails(web, client, status):
    """Stated as such, with the reason."""
    url = web.serve("/a", "no", status)
    result = read_entry(client(), Feed(name="f", url=web.url("/f")), entry_at(url))
    assert (result.article.text, result.article.body_state) == ("요약", BodyState.SUMMARY)
    assert isinstance(result.error, errors.SourceError)


def test_an_entry_without_any_text_is_its_title(web, client):
    result = read_entry(client(), Feed(name="f", url=web.url("/f"), pages=False), entry_at(None, summary=""))
    assert (result.article.text, result.article.body_state) == ("", BodyState.TITLE_ONLY)


def test_a_feed_that_carries_whole_texts_spares_the_page(web, client):
    url = web.serve("/a", page(BODY))
    result = read_entry(client(), Feed(name="f", url=web.url("/f")), entry_at(url, content="\n".join(SENTENCES * 3)))
    assert result.article.body_state is BodyState.FULL
    assert web.requests == []


def test_an_old_article_that_a_feed_dates_anew_keeps_its_day(web, client):
    """Feeds re-date what they publish again; the page's own metadata remember."""
    url = web.serve("/a", page(BODY, '<meta property="article:published_time" content="2024-03-02T09:00:00+09:00">'))
    article = read_entry(client(), Feed(name="f", url=web.url("/f")), entry_at(url)).article
    assert (article.published, article.date_basis) == (date(2024, 3, 2), DateBasis.PAGE)


def test_an_undated_entry_takes_the_pages_date(web, client):
    url = web.serve("/a", page(f"<p>입력 2026.11.18 09:00</p>{BODY}"))
    article = read_entry(client(), Feed(name="f", url=web.url("/f")), entry_at(url, published=None)).article
    assert (article.published, article.date_basis) == (date(2026, 11, 18), DateBasis.PAGE)


@pytest.mark.parametrize(("status", "asked"), [(429, 1), (503, 1), (500, 3), (200, 6)])
def test_a_host_in_trouble_is_left_alone(web, client, status, asked):
    """Once it asks to wait, at the third fault otherwise; its other articles are their summaries meanwhile."""
    for n in range(6):
        web.serve(f"/{n}", page(BODY), status)
    maker = client()

    async def run():
        async with maker:
            pages, feed = Pages(maker, delay=0), Feed(name="f", url=web.url("/f"))
            reads = [await pages.read_entry(feed, entry_at(web.url(f"/{n}")), NOW) for n in range(6)]
            later = await pages.read_entry(feed, entry_at(web.url("/0")), NOW + timedelta(minutes=11))
            return reads, later

    reads, later = asyncio.run(run())
    assert sum(len(web.seen(f"/{n}")) for n in range(6)) == asked + 1
    assert [read.article.body_state for read in reads] == [BodyState.FULL if status == 200 else BodyState.SUMMARY] * 6
    if status != 200:
        assert "left alone" in str(reads[-1].error)
        assert "HTTP" in str(later.error)


def test_pages_of_one_host_come_one_after_another(web, client):
    """The delay between them is at least the one asked for, whichever is longer: ours or the site's."""
    web.serve("/robots.txt", "User-agent: *\nCrawl-delay: 0.2\n")
    for n in range(3):
        web.serve(f"/{n}", page(BODY))
    maker = client()

    async def run():
        async with maker:
            pages = Pages(maker, delay=0)
            started = asyncio.get_running_loop().time()
            await asyncio.gather(*(pages.read(web.url(f"/{n}"), NOW) for n in range(3)))
            return asyncio.get_running_loop().time() - started

    assert asyncio.run(run()) >= 0.4


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "<p>",
                "</p>",
                "<div>",
                "<article>",
                "</article>",
                "<a href='x'>",
                "</a>",
                "<br>",
                "<script>",
                "</script>",
                "<!--",
                "-->",
                "<table><tr><td>",
                "<h1>",
                "<meta content='2026'>",
                "문장이다. ",
                "\x00",
                "&amp;",
                "&#0;",
                "<",
                ">",
            ]
        ),
        max_size=60,
    ),
    st.sampled_from(["", "[인사] 오르빗전자"]),
)
def test_any_markup_is_read_or_left(parts, title):
    assert isinstance(page_text.read("".join(parts), ZoneInfo("Asia/Seoul"), title).text, str)


@pytest.mark.parametrize(
    "markup",
    [
        "<p>x</p>" * 100_000,
        "<div>" * 100_000,
        "<" * 100_000,
        "<p " + "a=1 " * 50_000 + ">",
        "<!--" * 50_000,
        "<script>" * 20_000,
    ],
)
def test_hostile_pages_end(web, client, markup):
    """No crash and no hang; whether a text comes out does not matter."""
    try:
        read(client(), web.serve("/a", markup))
    except errors.NoText as error:
        assert "/a" in str(error)
