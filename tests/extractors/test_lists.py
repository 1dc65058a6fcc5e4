"""Personnel lists and obituaries in the layouts of the press."""

from datetime import date

import pytest

from extractors.leadership import lists
from extractors.leadership.lists_words import words
from extractors.structure import read_structure
from facts.articles import Article

PUBLISHED = date(2024, 12, 3)


def read(text, title="[인사] 한강부 外", published=PUBLISHED):
    return lists.claims(read_structure(Article(id="a", title=title, text=text, published=published)))


def told(text, **options):
    """Each claim as "person: organization/unit: roles", with the event, the modality and the date where they are not the usual."""
    found = []
    for claim in read(text, **options):
        place = claim.organization + (f"/{claim.unit}" if claim.unit else "")
        rest = [] if claim.event == "appointed" else [str(claim.event)]
        rest += [] if claim.modality == "asserted" else [str(claim.modality)]
        rest += [] if claim.date is None else [str(claim.date)]
        found.append(" ".join([f"{claim.person}: {place}: {', '.join(claim.roles)}", *rest]))
    return found


LAYOUTS = {
    "column, title before name": (
        "◆한강전자\n◇승진 ▲부사장 홍길동 ▲연구소 센서랩장 상무 이몽룡",
        ["홍길동: 한강전자: 부사장", "이몽룡: 한강전자/연구소 센서랩: 센서랩장, 상무"],
    ),
    "title as heading": (
        "◆한강전자\n◇부사장 승진\n▲홍길동 ▲이몽룡\n◇상무 신규 선임\n▲성춘향",
        ["홍길동: 한강전자: 부사장", "이몽룡: 한강전자: 부사장", "성춘향: 한강전자: 상무"],
    ),
    "title as heading, fused": ("◆한강전자\n<부사장승진>\n▲홍길동", ["홍길동: 한강전자: 부사장"]),
    "name before title": (
        "◆한강전자\n◇전무 승진\n▲ 홍길동 경영지원실장\n▲ 안나 슈미트 디자인센터장",
        ["홍길동: 한강전자/경영지원실: 경영지원실장, 전무", "안나 슈미트: 한강전자/디자인센터: 디자인센터장, 전무"],
    ),
    "unit before name": ("◆한강은행\n<본부장 승진> ▲강서영업본부 홍길동", ["홍길동: 한강은행/강서영업본부: 본부장"]),
    "many names after a title": (
        "◆한강전자\n▲전무 홍길동 이몽룡 ▲상무 성춘향·전우치, 장길산(수소사업담당)",
        [
            "홍길동: 한강전자: 전무",
            "이몽룡: 한강전자: 전무",
            "성춘향: 한강전자: 상무",
            "전우치: 한강전자: 상무",
            "장길산: 한강전자/수소사업: 수소사업담당, 상무",
        ],
    ),
    "title in brackets": ("◆한강전자\n▲홍길동(경영지원본부장)", ["홍길동: 한강전자/경영지원본부: 경영지원본부장"]),
    "name with its ideographs and age": ("◆한강전자\n▲홍길동(洪吉童·52) 대표이사", ["홍길동: 한강전자: 대표이사"]),
    "foreign names": (
        "◆한강전자\n▲최고기술책임자(CTO) 전무 아누지 메타 ▲법무실장 피터 김 ▲상무 데이비드 로(David Roh)",
        [
            "아누지 메타: 한강전자: 최고기술책임자, 전무, CTO",
            "피터 김: 한강전자/법무실: 법무실장",
            "데이비드 로: 한강전자: 상무",
        ],
    ),
    "one a line without marks": (
        "◇한강전자\n부사장 홍길동\n전무 이몽룡 성춘향",
        ["홍길동: 한강전자: 부사장", "이몽룡: 한강전자: 전무", "성춘향: 한강전자: 전무"],
    ),
    "group and people parted by a colon": (
        "◆한강전자\n▲부사장 승진 : 홍길동, 이몽룡",
        ["홍길동: 한강전자: 부사장", "이몽룡: 한강전자: 부사장"],
    ),
    "company before its head": (
        "◆한강그룹\n◇대표이사 내정 ▲한강화학 홍길동\n◇승진 ▲한강건설 대표이사 사장 이몽룡",
        ["홍길동: 한강화학: 대표이사 planned", "이몽룡: 한강건설: 대표이사, 사장"],
    ),
    "concurrent posts": (
        "◆한강전자\n▲경영지원실장 겸 법무실장 홍길동",
        ["홍길동: 한강전자/경영지원실: 경영지원실장, 법무실장"],
    ),
    "several organisations in one line": (
        "■한강전자 ◇승진 △상무 홍길동 ■낙동은행 ◇부행장 선임 △이몽룡",
        ["홍길동: 한강전자: 상무", "이몽룡: 낙동은행: 부행장"],
    ),
    "in force before": ("◆한강전자 (3일자)\n▲상무 홍길동", ["홍길동: 한강전자: 상무 2024-12-03"]),
    "in force after": ("◆한강전자 (2025년 1월 1일자)\n▲상무 홍길동", ["홍길동: 한강전자: 상무 planned 2025-01-01"]),
    "those who stay and those who go": (
        "◆한강전자\n◇유임 ▲사장 홍길동\n◇퇴임 ▲부사장 이몽룡",
        ["홍길동: 한강전자: 사장 holds", "이몽룡: 한강전자: 부사장 left"],
    ),
    "minor ranks": ("◆한강일보\n▲편집국 사회부 차장 홍길동 ▲산업부장 이몽룡", []),
    "table with bars": (
        "[한강전자]\n성명 | 직책 | 직위 | 구분\n홍길동 | 경영지원본부장 | 부사장 | 승진\n이몽룡 | 대표이사 | - | 유임",
        ["홍길동: 한강전자/경영지원본부: 경영지원본부장, 부사장", "이몽룡: 한강전자: 대표이사 holds"],
    ),
    "table, flattened": (
        "◆한강전자\n구분 성명 직위 신임 보직 현 보직\n승진 홍길동 부사장 경영지원본부장 기획실장\n영입 프리야 라오 상무 데이터사업담당 섬진클라우드 총괄",
        [
            "홍길동: 한강전자/경영지원본부: 경영지원본부장, 부사장",
            "프리야 라오: 한강전자/데이터사업: 데이터사업담당, 상무",
        ],
    ),
    "table, a cell a line": (
        "◆한강전자\n성명\n직위\n보직\n홍길동\n부사장\n경영지원본부장\n이몽룡\n상무\n법무실장",
        ["홍길동: 한강전자/경영지원본부: 경영지원본부장, 부사장", "이몽룡: 한강전자/법무실: 법무실장, 상무"],
    ),
    "order of one organisation's parts": (
        "◆한강전자\n■경영지원본부\n▲실장 홍길동 ▲상무 이몽룡",
        ["홍길동: 한강전자/경영지원본부: 실장", "이몽룡: 한강전자/경영지원본부: 상무"],
    ),
    "people behind a company's name": (
        "◆한강그룹\n◇퇴임 예정 (12월 31일자)\n한강전자 : 홍길동 부사장, 이몽룡 상무",
        ["홍길동: 한강전자: 부사장 left planned 2024-12-31", "이몽룡: 한강전자: 상무 left planned 2024-12-31"],
    ),
    "a post laid down": (
        "◆한강연구원\n◇면보직 ▲연구위원 홍길동(前 연구부원장)",
        ["홍길동: 한강연구원: 연구부원장 left"],
    ),
    "several before one that stands in brackets": (
        "◆한강전자\n▲상무 홍길동 성춘향(수소사업담당)",
        ["홍길동: 한강전자: 상무", "성춘향: 한강전자/수소사업: 상무, 수소사업담당"],
    ),
    "each with a duty in brackets": (
        "◆한강제약\n▲부사장 홍길동(경영총괄) 성춘향(연구총괄)",
        ["홍길동: 한강제약: 부사장, 경영총괄", "성춘향: 한강제약/연구: 부사장, 연구총괄"],
    ),
    "officials with a duty in brackets": (
        "◆한강도\n◇승진 ▲감사관(감사담당) 홍길동 ▲보건소장 이몽룡",
        ["홍길동: 한강도/감사: 감사관, 감사담당", "이몽룡: 한강도/보건소: 보건소장"],
    ),
    "unnamed officials": (
        "◆한강전자\n▲준법감시인 홍길동\n▲대표이사 발행인 이몽룡",
        ["홍길동: 한강전자: 준법감시인", "이몽룡: 한강전자: 대표이사, 발행인"],
    ),
    "group's level only": ("◆한강부\n◇국장급 전보 ▲통상협력실장 홍길동", ["홍길동: 한강부/통상협력실: 통상협력실장"]),
    "company in a column": (
        "회사 | 성명 | 직위\n한강화학 | 홍길동 | 전무\n한강건설 | 이몽룡 | 상무",
        ["홍길동: 한강화학: 전무", "이몽룡: 한강건설: 상무"],
    ),
    "rows that do not fit the heads": (
        "[한강전자]\n성명 | 직책 | 직위\n홍길동 | 전무\n | 상무 | 이사\n이몽룡 | 감사역 | 상무",
        ["이몽룡: 한강전자: 감사역, 상무"],
    ),
    "words that are nobody": (
        "◆한강전자\n▲승진 및 전보\n▲명단\n▲신규 선임 3명\n▲상무 홍길동",
        ["홍길동: 한강전자: 상무"],
    ),
    "a change of posts, in two words": (
        "◆한강표준원\n◇보직 변경\n▲기획실장 홍길동",
        ["홍길동: 한강표준원/기획실: 기획실장"],
    ),
    "the old post before an arrow": (
        "◆한강도\n□ 승진 1명 ▲홍길동(문화국장) → 의회사무처장",
        ["홍길동: 한강도/의회사무처: 의회사무처장"],
    ),
    "heads without a post behind the arrow": ("◆한강도\n□ 부단체장 ▲홍길동(기획실장) → 낙동부시장", []),
    "a former post elsewhere": (
        "◆한강제약\n<영입>\n▲임상본부장 홍길동(전 섬진바이오 임상실장)",
        ["홍길동: 한강제약/임상본부: 임상본부장", "홍길동: 섬진바이오/임상실: 임상실장 left"],
    ),
    "profile": (
        "◆한강전자\n▲상무 홍길동\n■홍길동 대표 프로필\n△1972년 서울 출생 △낙동전자 상무(2014년)",
        ["홍길동: 한강전자: 상무"],
    ),
}


@pytest.mark.parametrize(("text", "expected"), LAYOUTS.values(), ids=LAYOUTS.keys())
def test_layout_is_read(text, expected):
    """People, organisations, units, titles and what happened, in every layout."""
    got = told(text)
    assert sorted(got) == sorted(expected)


def test_list_below_an_article_takes_company_and_day_from_it():
    """Without a heading the list is about whom the article is about, in force on the day that it names."""
    text = "한강전자는 3일 내년 1월 1일부로 시행되는 임원 인사를 발표했다.\n\n<승진> △부사장 홍길동 △상무 이몽룡"
    assert told(text, title="한강전자, 임원 인사") == [
        "홍길동: 한강전자: 부사장 planned 2025-01-01",
        "이몽룡: 한강전자: 상무 planned 2025-01-01",
    ]


def test_section_marks_above_rows_are_their_headings():
    """Below an article the name of a company behind a section mark heads the rows under it."""
    text = "한강그룹은 3일 정기 임원인사를 실시했다.\n\n◇한강전자\n<사장 승진>\n▷홍길동 가전부문장\n◇한강화학\n<대표이사 선임>\n▷이몽룡"
    assert told(text, title="한강그룹 임원인사") == [
        "홍길동: 한강전자/가전부문: 가전부문장, 사장 2024-12-03",
        "이몽룡: 한강화학: 대표이사 2024-12-03",
    ]


def test_column_of_one_organisation_is_named_by_its_title():
    """ "[인사] 한강은행" needs no heading below it."""
    assert told("◇부행장 승진\n▲홍길동", title="[인사] 한강은행") == ["홍길동: 한강은행: 부행장"]


def test_evidence_is_the_row():
    """Each claim cites its row, verbatim and with its offsets."""
    given = Article(id="a", title="[인사] 한강부", text="◆한강전자\n▲상무 홍길동 ▲상무 이몽룡", published=PUBLISHED)
    for claim in lists.claims(read_structure(given)):
        assert claim.evidence.text == "▲상무 홍길동 ▲상무 이몽룡"
        assert given.content[claim.evidence.start : claim.evidence.end] == claim.evidence.text


def test_prose_alone_has_no_lists():
    """An article without rows gives nothing here."""
    assert read("한강전자는 홍길동 부사장을 대표이사로 선임했다고 2일 밝혔다.", title="한강전자") == ()


def test_obituary_names_posts_of_relatives_and_of_the_dead():
    """Relatives hold their posts, the dead have left theirs; teachers and reporters count for nothing."""
    text = (
        "▲홍판서 전 한강전자 사장 별세, 홍길동(낙동은행 부행장)·홍길서(초등학교 교사)씨 부친상, 이몽룡(섬진바이오 법무실장)씨 장인상"
        "=2일 오후 3시, 한강병원 장례식장, 발인 4일"
    )
    assert told(text, title="[부고] 홍판서 전 한강전자 사장 별세 외") == [
        "홍판서: 한강전자: 사장 left",
        "홍길동: 낙동은행: 부행장 holds",
        "이몽룡: 섬진바이오/법무실: 법무실장 holds",
    ]


def test_obituaries_stand_in_columns_of_other_news():
    """An entry of an obituary is known by itself; heads of bodies name the body in their title."""
    text = (
        "▲홍길동 한강공사 사장은 2일 현장을 찾아 안전을 점검했다.\n\n◆부음\n"
        "▲홍판서 전 섬진항만청장 별세, 이몽룡(낙동소프트 창업자 겸 CEO)씨 부친상=2일 오전, 한강병원 장례식장, 발인 4일"
    )
    assert told(text, title="[동정·부음] 12월 3일") == [
        "홍판서: 섬진항만청: 섬진항만청장 left",
        "이몽룡: 낙동소프트: 창업자, CEO holds",
    ]


def test_words_are_read():
    """The words of lists are there, each kind of them."""
    listed = words()
    assert listed.sorts
    assert listed.planned
    assert listed.neutral
    assert {"person", "rank", "post", "old", "sort"} <= set(listed.columns.values())
