"""Organisations never seen before are found, their shorter names understood, their units and places told apart."""

from datetime import date

import pytest

from extractors import lab, partnership
from extractors.document import MentionKind
from extractors.names import organizations
from extractors.names.organizations.shapes import is_school, shape, unknown
from extractors.names.organizations.units import is_lab
from extractors.names.words import split_particle, words
from extractors.scenes import is_fiction, scenes
from extractors.structure import read_structure
from facts.articles import Article
from facts.claims import NameKind, NameRelation


def document_of(text, title="오늘의 소식"):
    return read_structure(Article(id="a", title=title, text=text, published=date(2024, 5, 20)))


def found_in(text, title="오늘의 소식"):
    document = document_of(text, title)
    return document, organizations.find(document)


def names_in(text, title="오늘의 소식"):
    document, found = found_in(text, title)
    return {
        mention.name
        for sentence in document.sentences
        for mention in found.in_sentence(sentence)
        if mention.kind is MentionKind.ORGANIZATION and not mention.members
    }


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("두손전자가 새 공장을 지었다.", "두손전자"),
        ("그는 (주)해오름 대표다.", "해오름"),
        ("감속기 업체 미르나를 찾았다.", "미르나"),
        ("그는 獨 크렌츠 오토모티브를 찾았다.", "크렌츠 오토모티브"),
        ("미국 바이오 기업 루센타 테라퓨틱스와 협의했다.", "루센타 테라퓨틱스"),
        ("노르웨이 피오르센과의 협상이 길어졌다.", "피오르센"),
        ("이듬해 일본 모리노메드 인수를 이끌었다.", "모리노메드"),
        ("2021년 인수한 큐비트론을 앞세웠다.", "큐비트론"),
        ("두손전자·비엔텔라·큐브온이 참여했다. 비엔텔라와 큐브온은 웃었다.", "비엔텔라"),
        ("방이섭 우진모션계 회장이 추대됐다.", "우진모션계"),
        ("조달청장에 새 사람이 왔다.", "조달청"),
        ("가온대병원장은 말을 아꼈다.", "가온대병원"),
        ("삼성누리텍이 식당을 운영한다.", "삼성누리텍"),
        ("한빛중공업과 한빛엔진의 실적이 좋다. 한빛엔진은 배를 만든다.", "한빛엔진"),
        ("대덕시와 가온대는 협약을 맺었다. 나주시와 가온대도 그랬다.", "나주시"),
        ("영국 웨스턴유전체연구소와 자료를 나눈다.", "웨스턴유전체연구소"),
        ("미국 듀란 암연구소와 이어 왔다.", "듀란 암연구소"),
        ("들빛부품연구센터(원장 김도연)가 축하했다.", "들빛부품연구센터"),
        ("두손전자는 12일 들빛부품연구센터와 협약을 체결했다.", "들빛부품연구센터"),
        ("두손전자와 들빛부품연구센터는 협약을 체결했다.", "들빛부품연구센터"),
        ("들빛지능연구원(DIRI)이 문을 열었다.", "들빛지능연구원"),
        ("한국과학연구원이 새 원장을 맞았다.", "한국과학연구원"),
        ("센서업체인 미르나를 찾았다.", "미르나"),
        ("이 자리에는 방이섭 체신산업부 장관이 나왔다.", "체신산업부"),
        ("가온대-한국미래재료원, 힘 모은다.", "가온대"),
        ("대덕시, 도솔도, 한국미래재료원은 협약을 체결했다.", "대덕시"),
    ],
)
def test_finds(text, name):
    """A name shows itself by its ending, a mark, a kind noun, a country, a row, an office or a deal."""
    assert name in names_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "차세대 전력반도체와 신재생에너지 시장이 커진다.",
        "20대와 30대는 물론 차세대도 예정대로 움직인다.",
        "국내 시장과 해외 사업이 함께 성장했다.",
        "그는 이 박사와 함께 회의를 열었다.",
        "미국 소형모듈원전(SMR) 개발을 늘린다.",
        "일본 아베 총리는 회담을 했다.",
        "회의실에서 정보교류와 인재양성을 위한 업무협약을 체결했다.",
        "이호연 기계 융합공학과 교수가 협약을 체결했다.",
        "소재연구소와 협약을 체결했다.",
        "병원 침상 옆으로 다가갔다.",
    ],
)
def test_finds_nothing(text):
    """Plain compounds, ages, terms and people are no organisations."""
    assert names_in(text) == set()


def test_shorter_names_mean_the_whole():
    """A name said in full once is understood where the article calls it by its head, its old style or in another script."""
    _, found = found_in(
        "루센타 테라퓨틱스와 온누리로보틱스, 도솔금융지주가 모였다. 루센타는 웃었다. 온누리도, 도솔금융도 그랬다. "
        "한국융합재료원이 도왔다. 융합재료원은 크다. 나래과기대(NUST)와 NUST는 같다."
    )
    assert found.names["루센타"] == "루센타 테라퓨틱스"
    assert found.names["온누리"] == "온누리로보틱스"
    assert found.names["도솔금융"] == "도솔금융지주"
    assert found.names["융합재료원"] == "한국융합재료원"
    assert found.names["NUST"] == "나래과기대"


def test_a_unit_is_no_institute_of_its_own():
    """Written right behind an organisation a unit is a part of it, whoever signs; its letters are no organisation."""
    assert "들빛부품연구센터" not in names_in(
        "두손전자 들빛부품연구센터가 새로 섰다. 가온대는 들빛부품연구센터와 협약을 체결했다."
    )
    assert "DITC" not in names_in("두손전자는 들빛 테크센터(DITC)를 열었다. DITC는 판교에 있다. DITC는 넓다.")


def test_words_that_point_back():
    """회사 is the article's main company, 이 회사 the one just spoken of, 양사 the two of the sentence before."""
    document, found = found_in(
        "두손전자와 크렌츠 모터스가 만났다. 양사는 협력을 논의했다. 두손전자는 미르나소프트에 투자했다. "
        "이 회사는 판교에 있다. 회사는 말을 아꼈다.",
        title="두손전자, 크렌츠와 만나",
    )
    pointed = {
        mention.text: (mention.name, mention.members)
        for sentence in document.sentences
        for mention in found.in_sentence(sentence)
    }
    assert pointed["양사"][1] == ("두손전자", "크렌츠 모터스")
    assert pointed["회사"][0] == "두손전자"
    assert found.default == "두손전자"


def test_plain_nouns_point_at_nothing():
    """ "인수한 회사로", "유수 대학과" are nouns, not words that point back."""
    document, found = found_in("두손전자가 인수한 회사는 작다. 두손전자는 국내 유수 대학과 만났다.")
    texts = [mention.text for sentence in document.sentences for mention in found.in_sentence(sentence)]
    assert "회사" not in texts
    assert "대학" not in texts


def test_units_and_places():
    """Units carry the place and the topic words that belong to their name; places are told beside them."""
    document, found = found_in("두손전자 CTO부문 산하 밴쿠버 AI랩과 HE사업본부장, 하노이의 전고체 연구소를 찾았다.")
    mentions = found.in_sentence(document.sentences[-1])
    units = [mention.text for mention in mentions if mention.kind is MentionKind.UNIT]
    places = [mention.text for mention in mentions if mention.kind is MentionKind.PLACE]
    assert units == ["CTO부문", "밴쿠버 AI랩", "HE사업본부", "전고체 연구소"]
    assert places == ["밴쿠버", "하노이"]
    for mention in mentions:
        assert document.article.content[mention.start : mention.end] == mention.text


@pytest.mark.parametrize(
    ("text", "relation", "names", "when"),
    [
        ("두손전자는 사명을 두손전자에서 두손테크로 변경했다.", NameRelation.RENAMED, ("두손전자", "두손테크"), None),
        (
            "누리통신은 지난 1일 누리텔레콤으로 사명을 바꿨다.",
            NameRelation.RENAMED,
            ("누리통신", "누리텔레콤"),
            "2024-05-01",
        ),
        (
            "두손로봇(옛 두손크렌츠로보틱스)은 창원에 있다.",
            NameRelation.RENAMED,
            ("두손크렌츠로보틱스", "두손로봇"),
            None,
        ),
        ("그는 두손전자의 전신인 두손전기에 들어갔다.", NameRelation.RENAMED, ("두손전기", "두손전자"), None),
        ("오르빗AI(OrbitX)가 왔다.", NameRelation.ALIAS, ("오르빗AI", "OrbitX"), None),
    ],
)
def test_states_names(text, relation, names, when):
    """The article itself says that two names mean one organisation."""
    _, found = found_in(text)
    assert [(s.kind, s.relation, s.names, s.date and str(s.date)) for s in found.statements] == [
        (NameKind.ORGANIZATION, relation, names, when)
    ]
    for statement in found.statements:
        assert statement.evidence.text == text


def test_states_names_of_labs():
    """A renamed lab is stated as a lab."""
    _, found = found_in("두손전자 로봇랩은 ‘피지컬랩’으로 이름을 고쳐 달았다.")
    assert [(s.kind, s.names) for s in found.statements] == [(NameKind.LAB, ("로봇랩", "피지컬랩"))]


def test_brackets_that_name_nothing():
    """A stock code, a title and a person's own script in brackets are no other name of a company."""
    _, found = found_in("두손전자(A123456)는 최고재무책임자(CFO)를 찾는다. 마크 데이비스(Mark Davies) 사장이 왔다.")
    assert found.statements == ()


@pytest.mark.parametrize(
    ("word", "stem", "particle"),
    [
        ("이화여대와도", "이화여대", "와도"),
        ("베르크만", "베르크만", ""),
        ("한결로봇으로", "한결로봇", "으로"),
        ("서울로", "서울", "로"),
        ("대학과", "대학", "과"),
        ("랩을", "랩", "을"),
        ("KAIST가", "KAIST", "가"),
    ],
)
def test_particles(word, stem, particle):
    """A particle is taken off where it agrees by sound; foreign names in 만 keep their last syllable."""
    assert split_particle(word) == (stem, particle)


def test_words_keep_their_place():
    """Every word is where the sentence has it."""
    text = "한결-KAIST 연구센터와 R&D센터를 ‘X랩’에서."
    assert all(text[word.start : word.end] == word.text for word in words(text))


def test_shapes():
    """Single words: schools and ages, families and plain compounds."""
    assert is_school("토론토대")
    assert not is_school("차세대")
    assert shape("중앙대학교") == "중앙대학교"
    assert shape("동백은행장은") == "동백은행"
    assert shape("예정대로") is None
    assert not unknown("경쟁력")
    assert is_lab("글로벌 R&D센터")
    assert not is_lab("재취업 상담센터")


def test_fiction_states_nothing():
    """What happens in a film or a series has not happened; a film company's business has."""
    story = "배우 류하늘이 주연을 맡은 드라마가 종영했다. 촬영은 부산에서 했다. 극 중 두손전자는 한서그룹과 합병 계약을 맺었다."
    document, found = found_in(story, title="[드라마 리뷰] 황금의 문")
    assert is_fiction(document)
    assert scenes(document, found) == ()
    assert partnership.claims(document, found) == ()
    assert lab.claims(document, found) == ()
    assert not is_fiction(document_of("영화사 두손픽쳐스가 제작사를 인수했다.", title="두손픽쳐스, 영화 제작사 인수"))
