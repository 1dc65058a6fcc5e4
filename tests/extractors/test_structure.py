"""Cutting an article into its own sentences."""

from datetime import date

import pytest

from extractors.document import Role
from extractors.structure import read_structure
from extractors.structure.noise import noise_of, rules
from facts.articles import Article


def article(text, title="한강전자, 새 대표에 홍길동"):
    return Article(id="a", title=title, text=text, published=date(2024, 5, 2))


def texts(text, title="한강전자, 새 대표에 홍길동"):
    return [sentence.text for sentence in read_structure(article(text, title)).sentences][1:]


BODY = "한강전자가 홍길동 부사장을 대표이사로 선임했다고 2일 밝혔다. 임기는 3년이다."


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.name)
def test_noise_rule_keeps_to_its_examples(rule):
    """Every rule of noise matches what it says it matches, and no rule matches what one says must stay."""
    assert rule.comment
    assert rule.matches
    assert rule.misses
    for text in rule.matches:
        assert rule.found_in(text), text
    for text in rule.misses:
        assert noise_of(text) is None, text


def test_offsets_point_into_the_article():
    """Every sentence is found verbatim at its offsets, whatever ends the lines."""
    given = article(
        "\r\n  "
        + BODY
        + "\r\n\r\n"
        + "회사는 ‘미래랩’을 열었다.이번 개소로 거점은 셋이 됐다.\u2028끝으로 이렇게 말했다."
    )
    for sentence in read_structure(given).sentences:
        assert given.content[sentence.start : sentence.end] == sentence.text


def test_sentences_glued_without_a_space_part():
    """A full stop after a verb ends the sentence even where the page lost the space."""
    assert texts("회사는 연구소를 열었다.이번이 처음이다.특히 인력을 늘린다.") == [
        "회사는 연구소를 열었다.",
        "이번이 처음이다.",
        "특히 인력을 늘린다.",
    ]


def test_quote_inside_a_sentence_is_not_cut():
    """A quote whose sentence goes on after it stays whole."""
    sentence = "홍 대표는 “첫째는 안전이다. 둘째는 속도다”라고 말했다."
    assert texts(sentence) == [sentence]


@pytest.mark.parametrize(
    "sentence",
    [
        '홍 대표는 "첫째는 안전이다. 둘째는 속도다"라고 말했다.',
        "홍 대표는 “이른바 ‘미래랩이 열린다. 곧 열린다”라고 말했다.",
        "회사(전에는 낙동이었다. 이름을 바꿨다)는 연구소를 열었다.",
    ],
)
def test_marks_of_every_kind_hold_a_sentence_together(sentence):
    """Straight quotes, a quote left open inside another, and brackets."""
    assert texts(sentence) == [sentence]


def test_endless_sentence_is_cut_at_a_space():
    """No sentence is longer than later stages can take, and none of its text is lost."""
    found = texts(" ".join(f"한강전자는 연구를 {number}배로" for number in range(300)))
    assert all(len(text) <= 1500 for text in found)
    assert sum(len(text.split()) for text in found) == 900


def test_article_without_a_title():
    """The text alone is read."""
    assert [sentence.text for sentence in read_structure(article(BODY, title="")).sentences][-1] == "임기는 3년이다."


def test_text_without_full_stops_is_text():
    """A paragraph that ends in a verb is a sentence without its stop."""
    sentence = "한강전자가 홍길동 부사장을 새 대표이사로 선임하고 이사회 의장도 함께 맡기기로 했다"
    assert texts(sentence) == [sentence]


def test_long_paragraph_is_no_furniture():
    """What is longer than any button or notice is text, whatever words it holds."""
    long = "한강전자는 저작권 무단 전재를 막는 기술을 개발하는 연구소를 열었고 " * 10 + "사람을 더 뽑기로 했다."
    assert noise_of(long) is None
    assert texts(long)


def test_link_above_the_text_is_no_subtitle():
    """A line behind a bullet above the text leads elsewhere."""
    assert texts("· 낙동중공업 새 대표에 이몽룡 사장 내정\n" + BODY)[0].startswith("한강전자가")


def test_row_of_a_table_without_its_heads_is_a_row():
    """ "승진 홍길동 부사장" is known by its words alone."""
    assert (
        roles(f"{BODY}\n승진 홍길동 부사장 경영지원본부장", title="한강전자")["승진 홍길동 부사장 경영지원본부장"]
        is Role.LIST
    )


def test_answer_that_is_a_quote_alone_is_cut():
    """In an interview the quote is the paragraph: its sentences stand by themselves."""
    assert texts("“올해 초 연구소를 열었다. 지금 열두 명이 일한다.”") == [
        "“올해 초 연구소를 열었다.",
        "지금 열두 명이 일한다.”",
    ]


def test_decimals_and_abbreviations_do_not_end_sentences():
    """A full stop between digits, or inside a Latin name, ends nothing."""
    sentence = "지분 68.4%를 OO Co. 측이 2.5배에 사들였다."
    assert texts(sentence) == [sentence]


def test_dateline_is_cut_from_the_first_sentence():
    """Place, agency and reporter before the equals sign are not part of the sentence."""
    assert (
        texts("(서울=아침통신) 김하늘 기자 = " + BODY)[0]
        == "한강전자가 홍길동 부사장을 대표이사로 선임했다고 2일 밝혔다."
    )
    assert texts("[아침뉴스 김하늘 기자] " + BODY)[0] == "한강전자가 홍길동 부사장을 대표이사로 선임했다고 2일 밝혔다."


def test_what_stands_around_the_article_is_cut():
    """Menus, widgets, the reporter, related headlines, comments and the footer leave nothing behind."""
    page = f"""
본문 바로가기 메뉴 바로가기
뉴스홈 > 산업 > 전자
입력 2024.05.02 09:12 | 수정 2024.05.02 10:40
글자 크기 변경 가 가 가

{BODY}

김하늘 기자 sky@morning.example
[관련기사]
· 낙동중공업, 새 대표에 이몽룡 내정
· 섬진바이오, 부산에 연구소 설립
ⓒ 아침소식 무단전재 및 재배포 금지
댓글 2
독자1: 낙동중공업 대표도 바뀐다던데요.
많이 본 뉴스
1 금강은행, 다음 대표에 성춘향
"""
    assert texts(page) == ["한강전자가 홍길동 부사장을 대표이사로 선임했다고 2일 밝혔다.", "임기는 3년이다."]


def test_header_glued_to_the_first_sentence_is_cut_from_it():
    """Date and buttons before the first sentence in one line go; the sentence stays."""
    header = "피플 한강전자 홍길동 대표 취임 발행일 : 2024-05-02 14:54 공유하기 URL 복사 글자크기 설정 가 작게 가 보통 가 크게 "
    assert texts(header + BODY)[0] == "한강전자가 홍길동 부사장을 대표이사로 선임했다고 2일 밝혔다."
    plain = "한강전자가 공유하기 기능을 크게 고친 새 제품을 내놓았다."
    assert texts(plain) == [plain]


def test_byline_glued_to_the_last_sentence_is_cut():
    """A reporter behind a stroke is no part of the text."""
    assert texts(BODY + "/김하늘기자 sky@morning.example")[-1] == "임기는 3년이다."


def test_items_of_a_round_up_are_sections():
    """Paragraphs behind one mark each tell of somebody else; an article about one thing is one section."""
    text = "◆한강전자=홍길동이 대표가 됐다. 그는 쉰둘이다.\n\n◆낙동중공업=이몽룡이 대표가 됐다."
    assert [sentence.section for sentence in read_structure(article(text)).sentences] == [0, 1, 1, 2]
    assert {sentence.section for sentence in read_structure(article(BODY)).sentences} == {0}


def test_line_between_paragraphs_needs_a_mark_to_be_a_heading():
    """Pages set headlines of other stories between paragraphs; a heading of the article's own is known by its mark."""
    found = texts(
        BODY + "\n낙동중공업, 새 대표에 이몽룡\n" + "◇ 연구 인력 두 배로\n" + "회사는 연구소를 새로 열기로 했다."
    )
    assert "낙동중공업, 새 대표에 이몽룡" not in found
    assert "◇ 연구 인력 두 배로" in found


def test_names_of_sections_make_a_menu():
    """Three sections in a line are a menu, a subtitle above the text is kept."""
    found = texts("종합 경제 산업 금융 부동산 국제\n연구 인력도 두 배로 늘린다\n" + BODY)
    assert found[0] == "연구 인력도 두 배로 늘린다"


def test_summary_above_the_article_does_not_end_it():
    """A line of rights or comments with more of the article below than above it closes nothing."""
    page = (
        "한강전자가 대표를 바꿨다.\n댓글 0\n"
        + BODY
        + "\n회사는 이달 안에 조직을 개편하고 연구소를 새로 열기로 했다고 설명했다."
    )
    assert "임기는 3년이다." in texts(page)


def test_repeated_text_is_kept_once():
    """The page prints the article twice; it is read once."""
    assert texts(BODY + "\n" + BODY) == [
        "한강전자가 홍길동 부사장을 대표이사로 선임했다고 2일 밝혔다.",
        "임기는 3년이다.",
    ]


def test_title_repeated_in_the_text_is_kept_once():
    """The headline above the text is the headline, not a sentence more."""
    assert texts("한강전자, 새 대표에 홍길동\n" + BODY)[0].startswith("한강전자가")


def test_section_heading_glued_to_a_sentence_parts():
    """A heading behind ◇ begins a line of its own, and marks inside a sentence do not."""
    found = texts("회사는 △인재 확보 △투자 유치 등을 논의했다.◇ 연구 인력 두 배로\n한강전자는 사람을 더 뽑는다.")
    assert found == [
        "회사는 △인재 확보 △투자 유치 등을 논의했다.",
        "◇ 연구 인력 두 배로",
        "한강전자는 사람을 더 뽑는다.",
    ]


def roles(text, title="[인사] 한강부"):
    return {sentence.text: sentence.role for sentence in read_structure(article(text, title)).sentences}


def test_rows_of_a_personnel_list_are_kept_whole():
    """A row is one piece with its marks, in columns and below an article."""
    row = "<승진> △사장 홍길동 △전무 이몽룡 성춘향"
    assert roles(f"◆한강전자\n{row}")[row] is Role.LIST
    below = roles(f"{BODY}\n다음은 인사 명단.\n◇한강전자\n{row}", title="한강그룹 인사")
    assert below["◇한강전자"] is Role.LIST
    assert below[row] is Role.LIST


def test_flattened_table_is_kept():
    """The rows under the heads of a table are rows of a list."""
    row = "승진 홍길동 부사장 경영지원본부장 기획실장"
    assert roles(f"{BODY}\n구분 성명 직위 신임보직 현보직\n{row}")[row] is Role.LIST


def test_caption_of_the_own_picture_is_kept():
    """What the article's own picture shows is told apart from the text; who took it is cut."""
    caption = "▲ 홍길동 대표(왼쪽)가 이몽룡 소장과 인사하고 있다."
    found = roles(f"{BODY}\n{caption} [사진=한강전자]\n{BODY}", title="한강전자")
    assert found[caption] is Role.CAPTION
    assert not any("사진=" in text for text in found)


def test_caption_that_names_somebody_is_no_row_of_a_list():
    """A line behind ▲ that says what somebody does in the picture is a caption, with whatever title it ends."""
    caption = "▲ 18일 한강전자 사옥에서 기자들과 만난 이몽룡 한강전자 대표 내정자"
    assert roles(f"{caption}\n{BODY}", title="한강전자")[caption] is Role.CAPTION


def test_page_without_an_article_keeps_no_headline_of_others():
    """An error page lists what others read; none of it is this article's."""
    found = texts(
        "요청하신 페이지를 찾을 수 없습니다.\n많이 본 뉴스\n1 낙동중공업 새 대표에 이몽룡\n2 섬진바이오 연구소 개소"
    )
    assert not any("이몽룡" in text or "섬진" in text for text in found)
