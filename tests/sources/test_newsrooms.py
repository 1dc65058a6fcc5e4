"""Article pages in the manner of Korea's newsrooms: the whole text in its lines, the headline, and nothing from around it."""

import json
from zoneinfo import ZoneInfo

import pytest

from sources import page_text

STORY = [
    "오르빗전자는 밴쿠버 인공지능연구소장으로 리나 가우라브 박사를 선임했다고 20일 밝혔다.",
    "가우라브 신임 소장은 캐나다의 한 대학에서 강화학습을 연구했으며 지난해까지 현지 통신사의 연구조직을 이끌었다.",
    "회사는 이번 영입을 계기로 로봇과 가전에 쓰일 온디바이스 모델 연구에 속도를 낼 계획이라고 설명했다.",
    "업계에서는 해외 연구 거점을 넓히려는 움직임이 이어질 것으로 내다보고 있으며 관련 투자도 늘어날 전망이다.",
    "연구소는 2019년 문을 열었고 현재 서른 명 남짓한 연구원이 일하고 있으며 산학 과제 열두 건을 수행하고 있다.",
    "회사 관계자는 “현지 대학과의 공동 연구를 두 배로 늘리고 우수 인재를 계속 영입하겠다”고 말했다.",
]
BRIEF = ["오르빗전자는 신임 대표이사에 이도담 부사장을 선임했다고 20일 공시했다.", "임기는 3년이다."]
MENU = (
    "<div class='gnb'><ul>"
    + "".join(f"<li><a href='/s{number}'>섹션{number}</a></li>" for number in range(25))
    + "</ul></div>"
)
POPULAR = (
    "<div class='aside'><h3>많이 본 뉴스</h3><ol>"
    + "".join(
        f"<li><a href='/r{number}'>[단독] 다른 회사 소식 제목이 길게 들어가는 기사 {number}</a></li>"
        for number in range(10)
    )
    + "</ol></div>"
)
FOOTER = "<footer><p>서울특별시 중구 어디로 1 | 등록번호 서울 아00000 | 발행인 홍길동 | 청소년보호책임자 김아무개 | 대표전화 02-000-0000</p><p>Copyright © 오르빗일보. All rights reserved. 무단전재 및 재배포 금지</p></footer>"
TITLE = "오르빗전자, 밴쿠버 연구소장 선임"


def wrap(body, head="", t=TITLE, charset="utf-8"):
    return f"<!doctype html><html lang='ko'><head><meta charset='{charset}'><title>{t} - 오르빗일보</title><meta property='og:title' content='{t}'>{head}</head><body>{MENU}{body}{POPULAR}{FOOTER}</body></html>"


PARAGRAPHS = "".join(f"<p>{s}</p>" for s in STORY)
BROKEN = "<br><br>".join(STORY)
CASES = {}


def case(name, markup, lines, noise=(), title=TITLE, keep=()):
    CASES[name] = (markup, lines, noise, title, keep)


case(
    "naver",
    wrap(f"""<div class="newsct"><div class="media_end_head_title"><h2>{TITLE}</h2></div><div class="media_end_head_info_datestamp"><span class="_ARTICLE_DATE_TIME" data-date-time="2026-11-20 10:00:00">2026.11.20. 오전 10:00</span></div>
<div class="newsct_article"><article id="dic_area" class="go_trans"><strong class="media_end_summary">강화학습 연구자 영입<br>온디바이스 모델 속도</strong><br><span class="end_photo_org"><div class="nbd_im_w"><img data-src="x.jpg"></div><em class="img_desc">연구소 전경. 오르빗전자 제공</em></span>{BROKEN}</article></div>
<div class="byline"><p><span>홍길동 기자 hong@orbit.example</span></p></div><p class="c_text">Copyright ⓒ 오르빗일보. All rights reserved. 무단 전재 및 재배포 금지.</p><div class="media_end_categorize"><em>이 기사는 언론사에서 IT 섹션으로 분류했습니다.</em></div><div class="u_likeit">추천을 많이 받은 기사입니다</div></div>"""),
    STORY,
    ["섹션3", "다른 회사 소식", "섹션으로 분류", "등록번호", "재배포"],
)


def nd(inner, t=TITLE):
    return wrap(
        f"""<div id="article-view"><header class="article-view-header"><h1 class="heading">{t}</h1><ul class="infomation"><li>기자명 홍길동 기자</li><li>입력 2026.11.20 10:00</li><li>댓글 0</li></ul></header><article id="article-view-content-div" class="article-veiw-body view-page font-size17" itemprop="articleBody">{inner}<div class="view-copyright">저작권자 © 오르빗일보 무단전재 및 재배포 금지</div></article>
<div class="view-editors"><strong>홍길동 기자</strong><a href="mailto:a@b.kr">다른기사 보기</a></div><article class="relation"><h4>관련기사</h4><ul><li><a href='/x'>라온테크 소식 둘</a></li></ul></article></div>""",
        t=t,
    )


case(
    "ndsoft",
    nd(
        '<figure class="photo-layout"><img src="a.jpg"><figcaption>연구소 전경. (사진=오르빗전자)</figcaption></figure>'
        + "".join(f"<p>{s}</p>\n<p>&nbsp;</p>" for s in STORY)
        + '<div class="ad-template">광고문구입니다</div>'
    ),
    STORY,
    ["라온테크", "댓글 0", "광고문구", "다른기사", "재배포"],
)
case(
    "br-br",
    wrap(f"<div id='articleBody' class='art_txt'>{BROKEN}<br><br>홍길동 기자 hong@orbit.example</div>"),
    STORY,
    ["섹션3", "다른 회사"],
)
case(
    "br-single",
    wrap("<div class='article_txt' id='article_content'>" + "<br/>\n&nbsp;".join(STORY) + "</div>"),
    STORY,
    ["섹션3"],
)
case(
    "amp",
    f"<!doctype html><html amp lang=ko><head><meta charset=utf-8><title>{TITLE} | 오르빗일보</title><script async src='https://cdn.ampproject.org/v0.js'></script><style amp-custom>.x{{}}</style></head><body><amp-sidebar id='sb'><ul><li><a href='/'>정치</a></li><li><a>경제</a></li></ul></amp-sidebar><header>오르빗일보</header><main><h1>{TITLE}</h1><amp-img src='a.jpg' width=10 height=10 alt='사진'></amp-img><div class='amp-body'>{PARAGRAPHS}<amp-ad type='adsense'></amp-ad></div><amp-social-share type='twitter'>공유</amp-social-share></main>{FOOTER}</body></html>",
    STORY,
    ["등록번호"],
)
case(
    "json-ld",
    wrap(
        "<div id='app'></div>",
        f"<script type='application/ld+json'>{json.dumps({'@context': 'https://schema.org', '@type': 'NewsArticle', 'headline': TITLE, 'datePublished': '2026-11-20T10:00:00+09:00', 'articleBody': chr(10).join(STORY)}, ensure_ascii=False)}</script>",
    ),
    STORY,
    ["섹션3", "다른 회사"],
)
case(
    "table-layout",
    f"<html><head><meta http-equiv='Content-Type' content='text/html; charset=euc-kr'><title>{TITLE}</title></head><body><table><tr><td>{MENU}</td></tr><tr><td><table width=600><tr><td class='title'><b>{TITLE}</b></td></tr><tr><td>기사입력 2026-11-20 10:00</td></tr><tr><td class='view_r' id='newsContent'><font size=3>{BROKEN}</font></td></tr></table></td><td>{POPULAR}</td></tr></table>{FOOTER}</body></html>",
    STORY,
    ["섹션3", "다른 회사"],
)
people = [
    "◇ 부사장 승진",
    "▲ 김가온 영업본부장 ▲ 이도담 생산기술원장",
    "◇ 전무 승진",
    "▲ 박라온 연구소장",
    "▲ 최마루 재경담당",
    "◇ 상무 신규 선임",
    "▲ 정바다 ▲ 한사랑 ▲ 오아름 ▲ 윤자람",
    "◇ 전보",
    "▲ 강차돌 밴쿠버 AI연구소장",
]
LISTED = "[인사] 오르빗전자"
case("personnel-br", nd("<p>" + "<br>".join(people) + "</p>", LISTED), people, ["라온테크", "재배포"], LISTED)
rows = "".join(
    f"<tr><td>{a}</td><td>{b}</td><td>{c}</td></tr>"
    for a, b, c in [
        ("부사장", "김가온", "영업본부장"),
        ("전무", "박라온", "연구소장"),
        ("상무", "정바다", "재경담당"),
        ("상무", "강차돌", "밴쿠버 AI연구소장"),
    ]
)
case(
    "personnel-table",
    wrap(
        f"<div class='article-body'><h1>{LISTED}</h1><p>오르빗전자는 20일 정기 임원 인사를 단행했다.</p><table><thead><tr><th>직급</th><th>성명</th><th>보직</th></tr></thead><tbody>{rows}</tbody></table></div>",
        t=LISTED,
    ),
    [],
    ["섹션3"],
    LISTED,
    ["부사장", "김가온", "영업본부장", "강차돌", "밴쿠버 AI연구소장"],
)
case(
    "personnel-plain",
    wrap(
        f"<article class='story-news'><h1>오르빗전자 정기 임원인사…김가온 부사장 승진</h1><p>{STORY[0]}</p><p>다음은 인사 명단이다.</p><p>◇ 부사장 승진<br>▲ 김가온</p><p>◇ 상무 선임<br>▲ 정바다<br>▲ 강차돌</p></article>",
        t="오르빗전자 정기 임원인사…김가온 부사장 승진",
    ),
    [STORY[0]],
    ["섹션3"],
    "오르빗전자 정기 임원인사…김가온 부사장 승진",
    ["◇ 부사장 승진", "▲ 김가온", "▲ 강차돌"],
)
case(
    "lazy-captions",
    wrap(
        "<section class='article_view' itemprop='articleBody'>"
        + "".join(
            f"<p>{s}</p><div class='img'><img class='lazy' data-original='x{i}.jpg' alt=''><p class='caption'>사진 설명 {i}. 오르빗전자 제공</p></div>"
            for i, s in enumerate(STORY)
        )
        + "</section>"
    ),
    STORY,
    ["섹션3"],
)
case(
    "print",
    f"<html><head><meta charset=utf-8><title>인쇄하기 : {TITLE}</title></head><body onload='window.print()'><div id='print_wrap'><button>인쇄</button><button>닫기</button><h1>{TITLE}</h1><p>2026-11-20 10:00</p><hr>{PARAGRAPHS}<hr><p>Copyright ⓒ 오르빗일보 All rights reserved.</p></div></body></html>",
    STORY,
    ["닫기", "reserved"],
)
case(
    "short",
    nd("".join(f"<p>{s}</p>" for s in BRIEF), "오르빗전자 대표이사에 이도담"),
    BRIEF,
    ["라온테크", "재배포", "댓글"],
    "오르빗전자 대표이사에 이도담",
)
case(
    "divs",
    wrap("<div class='news_view'><div class='view_con'>" + "".join(f"<div>{s}</div>" for s in STORY) + "</div></div>"),
    STORY,
    ["섹션3", "다른 회사"],
)
mid = "<div class='article_relation'><strong>관련기사</strong><a href='/1'>라온테크, 새 공장 준공</a></div>"
case(
    "inline-related",
    wrap(
        "<div id='article_body'><div class='subtitle'>강화학습 연구자 영입</div>"
        + "".join(f"<p>{s}</p>" + (mid if i == 2 else "") for i, s in enumerate(STORY))
        + "<p>홍길동 기자 hong@orbit.example</p><p>ⓒ 오르빗일보(https://orbit.example), 무단전재 및 재배포 금지</p></div>"
    ),
    STORY,
    ["라온테크", "재배포"],
)
case(
    "next",
    wrap(
        "<div id='__next'><div class='skeleton'></div></div>",
        f"<script id='__NEXT_DATA__' type='application/json'>{json.dumps({'props': {'pageProps': {'article': {'title': TITLE, 'contentHtml': PARAGRAPHS, 'publishedAt': '2026-11-20T01:00:00Z'}}}}, ensure_ascii=False)}</script>",
    ),
    STORY,
    ["섹션3", "다른 회사"],
)
case(
    "agency",
    wrap(
        "<article id='articleWrap' class='story-news article'><p class='txt-copyright adrs'><span>제보는 카카오톡 okjebo</span> &lt;저작권자(c) 오르빗통신, 무단 전재-재배포, AI 학습 및 활용 금지&gt;2026/11/20 10:00 송고</p>"
        f"<div class='tit-sub'><p>강화학습 연구자 영입</p></div><p>(서울=오르빗통신) 홍길동 기자 = {STORY[0]}</p>"
        + "".join(f"<p>{s}</p>" for s in STORY[1:])
        + "<p>hong@orbit.example</p><p class='txt-copyright'>&lt;저작권자(c) 오르빗통신, 무단 전재-재배포, AI 학습 및 활용 금지&gt;</p></article>"
    ),
    ["(서울=오르빗통신) 홍길동 기자 = " + STORY[0], *STORY[1:]],
    ["섹션3", "재배포", "okjebo"],
)
case(
    "comments",
    wrap(
        "<div class='article_body' itemprop='articleBody'>"
        + "".join(f"<p>{s}</p>" for s in BRIEF)
        + "</div><div class='comment_area'><h3>댓글</h3>"
        + "".join(f"<p>정말 좋은 소식이네요 축하드립니다 앞으로도 기대하겠습니다 {number}</p>" for number in range(12))
        + "</div>",
        t="오르빗전자 대표이사에 이도담",
    ),
    BRIEF,
    ["좋은 소식", "섹션3"],
    "오르빗전자 대표이사에 이도담",
)
multi = ["◇ 오르빗전자 <부사장> ▲ 김가온", "◇ 라온화학 <상무> ▲ 박라온 ▲ 최마루", "◇ 가람연구원 <원장> ▲ 정바다"]
case(
    "personnel-multi",
    wrap(
        "<div class='view_con'>"
        + "".join(f"<p>{p.replace('<', '&lt;').replace('>', '&gt;')}</p>" for p in multi)
        + "</div>",
        t="[인사] 오르빗전자·라온화학·가람연구원",
    ),
    multi,
    ["섹션3", "다른 회사"],
    "[인사] 오르빗전자·라온화학·가람연구원",
)


case(
    "whole page in a form",
    f"<!doctype html><html><head><meta charset='utf-8'><title>{TITLE}</title></head><body><form id='aspnetForm' action='/x'>{MENU}"
    f"<div class='con'><h1>{TITLE}</h1>{PARAGRAPHS}</div>{POPULAR}<form><label>검색어를 넣으세요</label></form>{FOOTER}</form></body></html>",
    STORY,
    ["섹션3", "다른 회사"],
)


@pytest.mark.parametrize("name", CASES)
def test_a_newsrooms_page_gives_its_article(name):
    """Each line of the article stands by itself, menus and other headlines do not."""
    markup, lines, noise, title, kept = CASES[name]
    page = page_text.read(markup, ZoneInfo("Asia/Seoul"))
    found = page.text.split("\n")
    assert [line for line in lines if line not in found] == []
    assert [part for part in kept if part not in page.text] == []
    assert [part for part in noise if part in page.text] == []
    assert page.title == title


@pytest.mark.parametrize("name", ["share", "article-comment-open", "ad menu"])
def test_what_holds_the_article_is_kept_whatever_it_is_called(name):
    page = page_text.read(wrap(f"<div class='{name}'><div>{PARAGRAPHS}</div></div>"), ZoneInfo("Asia/Seoul"))
    assert page.text.split("\n") == STORY


def test_links_within_sentences_are_text():
    linked = [
        sentence.replace("오르빗전자", "<a href='/o'>오르빗전자</a>").replace("연구소", "<a href='/l'>연구소</a>")
        for sentence in STORY
    ]
    page = page_text.read(
        wrap("<div class='con'>" + "".join(f"<p>{each}</p>" for each in linked) + "</div>"), ZoneInfo("Asia/Seoul")
    )
    assert page.text.split("\n") == STORY
