"""People: names in every form, and the full name behind a short one."""

from datetime import date

import pytest

from extractors.document import MentionKind
from extractors.names import organizations, people
from extractors.names.hangul import split
from extractors.names.naming import foreign, korean, verbal
from extractors.structure import read_structure
from facts.articles import Article


def persons(text):
    """The full names behind the mentions of people, in order."""
    document = read_structure(Article(id="a", title="", text=text, published=date(2024, 6, 12)))
    found = people.find(document, organizations.find(document))
    return [m.name for s in document.sentences for m in found.in_sentence(s) if m.kind is MentionKind.PERSON]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("두레전자 마동휘 대표는 웃었다.", ["마동휘"]),
        ("마동휘 두레전자 대표는 웃었다.", ["마동휘"]),
        ("선우경 두레전자 대표와 독고란 전무가 왔다.", ["선우경", "독고란"]),
        ("피터 한 두레전자 상무는 웃었다.", ["피터 한"]),
        ("클라라 노이만(Klara Neumann) 노바링크 대표는 웃었다.", ["클라라 노이만"]),
        ("왕샤오메이(王曉梅) 노바링크 대표는 웃었다.", ["왕샤오메이"]),
        ("두레전자(대표이사 마동휘·길나영)는 웃었다.", ["마동휘", "길나영"]),
        ("길나영(두레전자 상무)씨가 웃었다.", ["길나영"]),
        ("CEO인 클라라 노이만을 만났다.", ["클라라 노이만"]),
        ("두레전자는 미셸 한을 CTO로 영입했다.", ["미셸 한"]),
        ("두레전자는 다니엘 류를 새 연구소장으로 발탁했다.", ["다니엘 류"]),
        ("두레전자는 반도체 전을 크게 열었다.", []),
        ("마동휘·길나영 공동대표가 웃었다.", ["마동휘", "길나영"]),
        ("[길나영 / 두레전자 홍보실장 : 맞습니다.]", ["길나영"]),
    ],
)
def test_names_in_every_place(text, names):
    """Before and behind the organisation, in brackets, behind the title, joined by a dot, foreign and Korean."""
    assert persons(text) == names


def test_surname_and_title_stand_for_the_full_name_over_paragraphs():
    """ "마 대표" is 마동휘 two paragraphs later."""
    text = (
        "마동휘 두레전자 대표가 12일 창원 공장을 찾아 직원들을 만났다.\n\n두레전자는 올해 공장 두 곳을 새로 짓고 있다.\n\n"
        "마 대표는 “내년에도 투자를 줄이지 않겠다”고 말했다."
    )
    assert persons(text) == ["마동휘", "마동휘"]


def test_two_of_one_surname_are_told_apart_by_title():
    """Each short mention goes to the one of that title."""
    text = "길나영 두레전자 대표와 길동우 두레전자 상무가 왔다. 길 상무는 웃었다. 길 대표는 울었다."
    assert persons(text)[2:] == ["길동우", "길나영"]


def test_a_short_name_is_somebody_who_stood_before():
    """A post told in the same sentence counts like a title; who is named later is not meant."""
    text = (
        "마동휘 두레병원 교수가 12일 원장에 취임했다. 마 신임원장은 웃었다. 소라병원에서는 마진영 원장이 왔다.\n\n"
        "길나영 전 두레전자 기술자가 CTO를 맡고 있다. 길 CTO는 웃었다. 소라전자는 길소라 CTO를 영입했다."
    )
    assert persons(text) == ["마동휘", "마동휘", "마진영", "길나영", "길나영", "길소라"]


def test_a_pronoun_is_the_person_spoken_of():
    """ "그는" is the subject of the sentence before."""
    assert persons("마동휘 두레전자 대표는 웃었다. 그는 2020년 취임했다.") == ["마동휘", "마동휘"]


@pytest.mark.parametrize(
    "text", ["회장 일가가 지분을 팔았다.", "대표 상품이 팔렸다.", "신임 대표를 뽑는다.", "이번 회장 선거는 끝났다."]
)
def test_titles_of_nobody(text):
    """A title without a person names nobody."""
    assert persons(text) == []


@pytest.mark.parametrize(
    ("word", "sure"),
    [("마동휘", 1), ("김하은", 2), ("제갈솔", 2), ("이번", 0), ("위원회", 0), ("금요일", 0), ("방문한", 0)],
)
def test_korean_names(word, sure):
    """Rare surnames need their surroundings; plain words are no names."""
    assert korean(word) == sure


@pytest.mark.parametrize(("word", "sure"), [("크뤼거", 2), ("글로벌", 0), ("모건", 1), ("물러나면", 0)])
def test_foreign_names(word, sure):
    """Syllables that Korean words lack show a foreign name; loanwords are none."""
    assert foreign(word) == sure


@pytest.mark.parametrize(("word", "is_verb"), [("물러난", True), ("주은", False), ("찾은", True), ("경영진", False)])
def test_words_that_describe(word, is_verb):
    """은 describes after a consonant only."""
    assert verbal(word) is is_verb


@pytest.mark.parametrize(
    ("word", "stem", "role"),
    [("대표는", "대표", "t"), ("회사로", "회사", "r"), ("정다은", "정다은", ""), ("연구소에서는", "연구소", "i")],
)
def test_particles_agree_with_the_syllable_before(word, stem, role):
    """A particle of the wrong form is part of the word."""
    found = split(word)
    assert (found.stem, found.role) == (stem, role)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("왼쪽부터 나카지마 료헤이 도래상사 전무, 강지후 누리전자 사장.", ["나카지마 료헤이", "강지후"]),
        ("축사에 나선 에리크 달(Erik Dahl) 누리전자 최고운영책임자.", ["에리크 달"]),
        ("축사에 나선 오케 룬드(Åke Lund) 누리전자 최고운영책임자.", ["오케 룬드"]),
        ("누리전자의 쉬젠펑 동사장이 참석했다.", ["쉬젠펑"]),
        ("왕쯔하오 누리전자 총경리는 웃었다.", ["왕쯔하오"]),
        ("마틸다 정 전 누리전자 감사와 엘리나 양 전 도래상사 대표가 왔다.", ["마틸다 정", "엘리나 양"]),
        ("누리전자에서 연구소장을 맡고 있는 요하네스 브링크만은 웃었다.", ["요하네스 브링크만"]),
        ("누리전자 연구소장에는 라한별 영상의학과 교수가 임명됐다.", ["라한별"]),
        ("적임자로 파울 한센 전 노르드메탈 사장이 꼽힌다.", ["파울 한센"]),
        ("강말희 주식회사 도래팩 대표가 웃었다.", ["강말희"]),
        ("독일 제약사 도래메디칼의 최고기술책임자 우르줄라 켈러가 웃었다.", ["우르줄라 켈러"]),
        ("맹준걸 전 산업부 차관보와 형용억 누리전자 부사장이 왔다.", ["맹준걸", "형용억"]),
    ],
)
def test_names_end_where_companies_departments_and_verbs_begin(text, names):
    """A foreign name takes in neither the company behind it nor the word before it; 양 before a title is a surname."""
    assert persons(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "누리전자는 한 단계 뛴 부사장 인사를 냈다.",
        "국내 포장재업체 한들팩 대표이사가 바뀌었다.",
        "누리전자는 구체화 전략 대표 사업을 공개했다.",
        "누리전자의 리모컨 대표 상품이 팔린다.",
        "드라이브 문화를 맡고 있는 스마트 오디오가 인기다.",
        "누리전자의 마케팅 총괄은 공석이다.",
        "누리전자는 위수탁 대표 계약을 했다.",
        "누리전자의 대표 브랜드 오디세이가 팔린다.",
    ],
)
def test_what_stands_before_a_title_and_is_no_name(text):
    """Verbs of one syllable, companies named by their kind, loanwords."""
    assert persons(text) == []


def test_usual_names_are_no_plain_words():
    """Names that many people bear are told as names, although the sentences that plain words are mined from speak of them."""
    assert [korean(name) for name in ("김성현", "이정현", "박지수", "김현수")] == [2, 2, 2, 2]
    assert [korean(word) for word in ("이용한", "최첨단", "경영권", "연인인")] == [0, 0, 0, 0]


def test_who_holds_a_post_may_stand_in_brackets():
    """Behind the title ("장관(마동휘)"), or with a title that makes no claim behind what it belongs to ("군(군수 마동휘)")."""
    assert persons("누리청 청장(길나영)은 웃었다.") == ["길나영"]
    assert persons("누리청 청장(사진)은 웃었다.") == []
    assert persons("도래구청(구청장 길나영)이 문을 열었다.") == ["길나영"]
    assert persons("행사(사회 아나운서)가 열렸다.") == []


def test_a_name_may_be_written_together_with_its_title():
    """ "길나영대표는" is a person with a title, "한국소재연구원" and "도래대총장" are houses; a district is nobody."""
    assert persons("누리전자의 길나영대표는 웃었다.") == ["길나영"]
    assert persons("한국소재연구원과 도래대총장은 웃었다.") == []
    assert korean("강동구") == 0


def test_names_behind_the_titles_of_houses_stand_in_a_row():
    """ "두레대학교 총장 …, 도래대학교 총장 … 등"; what was so then is told as such."""
    assert persons("두레대학교 총장 길나영, 도래대학교 총장 강말희 등이 왔다.") == ["길나영", "강말희"]
    assert persons("두레대학교 총장 선임안, 도래대학교 총장 직선제 등이 쟁점이다.") == []
    assert persons("길나영 당시 두레전자 회장은 웃었다.") == ["길나영"]
