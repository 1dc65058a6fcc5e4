"""Dates of a sentence, and which of them belongs to an event."""

from datetime import date

import pytest

from extractors.document import Bound, Document, Role, Sentence
from extractors.structure import read_structure
from extractors.when import SpokenOf, dates, dates_of, event_date, occasions
from extractors.when.forms import forms, found
from facts.articles import Article
from facts.dates import PartialDate

FORMS = [(form, example) for form in forms() for example in form.examples]


def sentence(text):
    return Sentence(text, 0, Role.BODY, 0)


def spoken(written):
    value = PartialDate.parse(str(written))
    return SpokenOf(day=value if value.day else None, date=value)


@pytest.mark.parametrize(("form", "example"), FORMS, ids=lambda value: getattr(value, "name", str(value)))
def test_form_resolves_its_examples(form, example):
    """Each form finds its own examples and resolves them to the date beside them."""
    text, published, value, *context = example
    assert next(used.name for used, _ in found(text)) == form.name
    mention = dates(sentence(text), published, spoken(context[0]) if context else None)[0]
    assert str(mention.value) == str(value)


@pytest.mark.parametrize("form", forms(), ids=lambda form: form.name)
def test_form_leaves_what_is_no_date(form):
    """A form says why it exists and finds nothing in its counter-examples."""
    assert form.comment
    assert form.examples
    assert form.misses
    for text in form.misses:
        assert form.name not in [used.name for used, _ in found(text)], text


def event(text, trigger, published=date(2024, 6, 20), **options):
    start = text.index(trigger)
    value = event_date(sentence(text), start, start + len(trigger), published, **options)
    return None if value is None else str(value)


@pytest.mark.parametrize(
    ("text", "trigger", "expected"),
    [
        ("두 회사는 협약을 체결했다고 12일 밝혔다.", "체결", None),
        ("두 회사는 12일 협약을 체결했다.", "체결", "2024-06-12"),
        ("두 회사는 협약을 11일 체결했다고 12일 공시했다.", "체결", "2024-06-11"),
        ("12일 업계에 따르면 한강전자는 이몽룡 소장을 영입했다.", "영입", None),
        ("한강전자는 12일 이사회를 열고 홍길동 대표를 선임했다고 공시했다.", "선임", "2024-06-12"),
        ("2019년 설립된 한강랩은 지난달 성춘향 소장을 영입했다.", "설립", "2019"),
        ("2019년 설립된 한강랩은 지난달 성춘향 소장을 영입했다.", "영입", "2024-05"),
        ("2019년부터 회사를 이끌어 온 홍길동 대표가 물러났다.", "물러났", None),
        ("지난 3월 낙동과 협약을 맺었고, 섬진과는 합작사를 세웠다.", "세웠", None),
        ("회사는 지난해 낙동을 인수한 데 이어 섬진과 제휴를 맺었다.", "맺었", None),
        ("한강전자는 지난 12일 낙동이 보유한 지분을 사들이는 계약을 체결했다.", "체결", "2024-06-12"),
        ("홍길동 대표는 지난 4월부터 소장을 맡고 있다.", "맡고", "2024-04"),
        ("회사는 내년 상반기 보스턴에 센터를 설립한다는 계획도 공개했다.", "설립", "2025"),
        ("회사는 27년 상반기까지가 아니라 2027년까지 센터를 설립하기로 했다.", "설립", "2027"),
    ],
)
def test_event_takes_the_date_that_governs_it(text, trigger, expected):
    """The nearest date of the event's own clause is meant, never the day of the telling or of another clause."""
    assert event(text, trigger) == expected


@pytest.mark.parametrize(
    ("text", "trigger", "expected"),
    [
        ("지난 3월에는 낙동을 인수한 섬진과 협약을 맺었다.", "맺었", "2024-03"),
        ("지난 3월 낙동을 인수한 섬진과 협약을 맺었다.", "맺었", None),
        ("2019년부터 한강을 인수한 낙동과 협약을 맺었다.", "맺었", None),
        ("지난 3월 한강에서 일하던 이몽룡 소장을 영입했다.", "영입", "2024-03"),
    ],
)
def test_describing_verb_takes_the_date_for_itself(text, trigger, expected):
    """A date inside "인수한 섬진" is that of the buying; with a topic mark it stands for the whole sentence."""
    assert event(text, trigger) == expected


def test_two_days_in_order_are_both_of_events():
    """The first of two days tells of the telling only where the second lies before it."""
    mentions = dates(sentence("12일 서울에서 만나 14일 협약을 체결했다고 밝혔다."), date(2024, 6, 20))
    assert [mention.announces for mention in mentions] == [False, False]


@pytest.mark.parametrize(
    ("text", "trigger", "expected"),
    [
        ("한강전자는 14일 홍길동 사장을 DX부문장으로 선임한다고 밝혔다.", "선임", None),
        ("한강전자는 다음 달 1일 자로 홍길동 사장을 DX부문장에 임명한다고 14일 밝혔다.", "임명", "2025-04-01"),
        ("홍 대표는 오는 21일 열리는 정기 주주총회에서 사내이사로 선임될 예정이다.", "선임", "2025-03-21"),
        ("홍 대표는 21일 열리는 주총과 이사회를 거쳐 대표이사에 공식 취임한다.", "취임", "2025-03-21"),
        ("이사회는 지난 10일 홍길동 대표를 해임하고 이몽룡 부사장을 새 대표로 선임했다.", "선임", "2025-03-10"),
        ("두 회사는 지난해 11월 업무협약을 맺은 뒤 올해 1월 합작법인을 설립했다.", "설립", "2025-01"),
        ("두 회사는 지난해 11월 업무협약을 맺은 뒤 올해 1월 합작법인을 설립했다.", "맺은", "2024-11"),
        ("낙동는 2017년 프랑스 그르노블의 섬진리서치센터을 인수해 낙동랩유럽을 세웠다.", "인수", "2017"),
        ("회사는 연내 판교에 AI연구소를 열 계획이라고 13일 밝혔다.", "열 계획", "2025"),
        ("금강차는 이르면 이달 말 최고기술책임자를 교체할 것으로 알려졌다.", "교체", "2025-03"),
        ("업계에 따르면 낙동는 다음 주 중 새 대표를 내정할 것으로 전해졌다.", "내정", "2025-03"),
        ("홍 전무는 2월 말 회사를 떠났다.", "떠났", "2025-02"),
        ("홍 전무는 지난달 28일부로 퇴사했다.", "퇴사", "2025-02-28"),
        ("섬진반도체는 미국 인디애나에 2028년까지 연구개발센터를 짓기로 했다.", "짓기", "2028"),
        ("양사는 이번 MOU를 계기로 공동연구센터 설립을 추진한다.", "설립", None),
        ("섬진는 홍길동 대표의 사임설을 부인했다.", "사임", None),
        ("회사 측은 매각을 검토하고 있지 않다고 밝혔다.", "매각", None),
        ("신임 원장 선임은 무산됐다.", "선임", None),
        ("그는 1년 만에 대표직에서 물러났다.", "물러났", None),
        ("그는 취임 1년 만인 지난 3일 대표직에서 물러났다.", "물러났", "2025-03-03"),
        ("한강은 이날 이사회를 열고 홍 부회장의 대표이사 재선임 안건을 의결했다.", "의결", "2025-03-14"),
        ("양측은 협약 체결식을 13일 서울 여의도 본사에서 열었다.", "체결", "2025-03-13"),
        ("연구소는 2019년 9월에 문을 열었다.", "문을 열", "2019-09"),
        ("2021년 문을 연 연구소는 지난달 폐쇄됐다.", "폐쇄", "2025-02"),
        ("2021년 문을 연 연구소는 지난달 폐쇄됐다.", "문을 연", "2021"),
        ("한강AI연구원은 2020년 12월 출범했다.", "출범", "2020-12"),
        ("낙동클라우드는 사우디 데이터인공지능청과 MOU를 체결했다고 현지시간 11일 밝혔다.", "체결", None),
        ("금강는 최근 홍길동 전 사장을 고문으로 영입한 것으로 확인됐다.", "영입", None),
        ("홍 사장이 차기 회장으로 유력하게 거론되고 있다.", "회장", None),
        ("한강은 오는 31일 주총에서 홍길동 대표를 재선임할 방침이다.", "재선임", "2025-03-31"),
        ("노조는 홍 대표가 즉각 사퇴해야 한다고 주장했다.", "사퇴", None),
        ("두 회사는 합병 계약을 체결하고 오는 7월 1일 통합법인을 출범한다.", "체결", None),
        ("두 회사는 합병 계약을 체결하고 오는 7월 1일 통합법인을 출범한다.", "출범", "2025-07-01"),
        ("새 대표는 4월 1일부터 임기를 시작한다.", "시작", "2025-04-01"),
        ("한강전자는 홍길동 대표가 일신상의 이유로 사임했다고 14일 공시했다.", "사임", None),
        ("한강전자는 홍길동 대표가 지난 12일 사임했다고 14일 공시했다.", "사임", "2025-03-12"),
        ("한강전자는 13일(현지시간) 독일 뮌헨에 연구소를 개소했다고 14일 밝혔다.", "개소", "2025-03-13"),
        ("작년 말 인사에서 부사장으로 승진한 홍길동 CTO가 연구를 총괄한다.", "승진", "2024"),
        ("양사는 18일 본계약을 체결할 예정이다.", "체결", "2025-03-18"),
        ("홍 교수는 오는 9월 한강대를 떠나 섬진로 자리를 옮긴다.", "옮긴", "2025-09"),
        ("두 회사가 손을 잡은 것은 2018년 이후 7년 만이다.", "손을 잡", None),
        ("합병 논의는 지난해 말 중단됐다.", "중단", "2024"),
        ("홍 소장은 1월 3일 취임했다.", "취임", "2025-01-03"),
        ("12월 3일 취임한 홍 소장은 인공지능 전문가다.", "취임", "2024-12-03"),
        ("한강전자가 낙동과 공동 연구소를 짓기로 한 계획을 철회했다.", "짓기", None),
        ("대표이사 교체는 검토한 바 없다고 선을 그었다.", "교체", None),
        ("이 회사는 지난 2월 28일 임시주총을 열고 이사회를 새로 꾸렸다.", "꾸렸", "2025-02-28"),
        ("인사는 3월 1일자로 단행됐다.", "단행", "2025-03-01"),
        ("그가 새로 맡게 될 조직은 다음 달 신설된다.", "신설", "2025-04"),
        ("양 기관은 지난 11일부터 이틀간 워크숍을 열고 협약을 체결했다.", "체결", "2025-03-11"),
    ],
)
def test_date_of_the_event_in_sentences_of_the_press(text, trigger, expected):
    """What a careful reader would write down as the day of the event, on 14 March 2025."""
    assert event(text, trigger, date(2025, 3, 14)) == expected


def test_end_of_a_span_dates_only_an_end():
    """ "2021년까지" dates what ended then, and nothing else."""
    text = "그는 2021년까지 낙동에서 개발실장으로 일했다."
    assert event(text, "일했") is None
    assert event(text, "일했", until=True) == "2021"


def test_edges_of_spans_are_marked():
    """부터 and 까지 are kept with the date."""
    bounds = [mention.bound for mention in dates(sentence("2021년부터 2023년까지, 그리고 2024년"), date(2024, 6, 20))]
    assert bounds == [Bound.SINCE, Bound.UNTIL, Bound.AT]


def document(*paragraphs, title="한강전자", published=date(2024, 6, 20)) -> Document:
    return read_structure(Article(id="a", title=title, text="\n\n".join(paragraphs), published=published))


def test_this_day_is_the_day_spoken_of():
    """ "이날" is the day of the event told before it, in the same paragraph or else of the article."""
    read = dates_of(document("한강전자는 지난 18일 개소식을 열었다고 20일 밝혔다.", "이날 두 회사는 협약도 체결했다."))
    assert str(read[2][0].value) == "2024-06-18"


def test_same_year_is_the_year_spoken_of():
    """ "같은 해" is the year named last, also across a sentence."""
    read = dates_of(document("한강전자는 지난해 12월 이몽룡 박사를 영입한 바 있다. 같은 해 인력도 늘렸다."))
    assert str(read[2][0].value) == "2023"


def dated_by_occasion(trigger, *paragraphs):
    read = document(*paragraphs)
    mentions = dates_of(read)
    told = occasions(read, mentions)
    for at, one in enumerate(read.sentences):
        if trigger in one.text:
            start = one.start + one.text.index(trigger)
            value = event_date(
                one, start, start + len(trigger), read.published, mentions=mentions[at], occasion=told[at]
            )
            return None if value is None else str(value)
    raise AssertionError(trigger)


MEETING = "한강전자는 18일 주주총회를 열고 이사 선임 안건을 의결했다고 20일 밝혔다."


def test_meeting_dates_the_changes_told_after_it():
    """Who was chosen at the meeting took the post on its day, though the sentence does not repeat it."""
    assert dated_by_occasion("뽑혔", MEETING, "사외이사에는 성춘향 교수가 뽑혔다.") == "2024-06-18"


def test_meeting_does_not_date_what_is_only_decided():
    """A nominee takes the post later than the meeting that named them."""
    assert dated_by_occasion("내정", MEETING, "새 대표에는 이몽룡 부사장이 내정됐다.") is None


def test_day_from_which_orders_hold_dates_all_of_them():
    """ "인사는 다음 달 1일자다" dates every change of the article, wherever it stands."""
    first = "한강그룹은 계열사 대표 두 명을 바꿨다."
    assert (
        dated_by_occasion("맡는다", first, "새 대표는 이몽룡 전무가 맡는다.", "인사는 모두 다음 달 1일자다.")
        == "2024-07-01"
    )


def test_day_that_is_named_as_one_to_begin_lies_nearest():
    """ "시행일은 7월 1일이다" speaks of the coming one, without a verb that looks ahead."""
    first = "한강그룹은 계열사 대표 두 명을 바꿨다."
    assert (
        dated_by_occasion("맡는다", first, "새 대표는 이몽룡 전무가 맡는다.", "시행일은 7월 1일이다.") == "2024-07-01"
    )


def test_term_of_the_next_sentence_dates_the_appointment():
    """ "임기는 9월 1일부터" is the day of the post, whatever day the meeting had."""
    first = "한강재단은 19일 이사회를 열어 성춘향 교수를 이사장으로 선출했다. 임기는 7월 1일부터 3년이다."
    assert dated_by_occasion("선출", first) == "2024-07-01"


def test_rumour_told_on_the_day_of_a_meeting_is_not_of_that_day():
    """Talk about a post is nothing that the meeting did."""
    talk = "성춘향 전무가 대표로 복귀하는 것 아니냐는 말도 나왔다."
    assert dated_by_occasion("복귀", MEETING, talk) is None


def test_items_of_a_round_up_keep_their_days():
    """A day from which orders hold is that of its own item alone."""
    first = "◆한강전자=홍길동 부사장이 7월 1일부로 사장에 오른다. 이몽룡 사장은 회장으로 추대된다."
    second = "◆낙동중공업=성춘향 전무가 대표를 맡는다."
    assert dated_by_occasion("추대", first, second) == "2024-07-01"
    assert dated_by_occasion("맡는다", first, second) is None


def test_opening_of_the_article_is_dated_by_the_meeting_told_next():
    """The first sentence sums up what the second dates."""
    opening = "한강협회 새 회장에 홍길동 대표가 당선됐다."
    assert (
        dated_by_occasion("당선", opening, "한강협회는 지난 18일 총회를 열어 홍 대표를 회장으로 추대했다.")
        == "2024-06-18"
    )


def test_orders_that_were_announced_date_those_they_name():
    """A round of appointments that is made public on a day is of that day where no other is told."""
    assert (
        dated_by_occasion("임명", "정부가 20일 차관급 인사를 발표했다.", "조달청장에는 이몽룡 국장이 임명됐다.")
        == "2024-06-20"
    )


@pytest.mark.parametrize(
    ("text", "published", "expected"),
    [
        ("임기는 9월 1일부터 4년이다.", date(2024, 8, 30), "2024-09-01"),
        ("3일부터 나흘간 독일을 방문했다.", date(2024, 8, 30), "2024-08-03"),
        ("31일 문을 열었다.", date(2024, 3, 5), "2024-01-31"),
        ("5월 3일과 7일 두 차례 만났다.", date(2024, 6, 20), "2024-05-03 2024-05-07"),
        ("5월 30일·31일", date(2024, 6, 20), "2024-05-30 2024-05-31"),
        ("2월 30일 만났다.", date(2024, 6, 20), ""),
        ("2월 28일·31일 만났다.", date(2024, 6, 20), "2024-02-28 2024-05-31"),
        ("12일(현지시간)부터 만났다.", date(2024, 6, 20), "2024-06-12"),
        ("오는 월요일 만난다.", date(2024, 7, 10), "2024-07-15"),
        ("지난주 만났다.", date(2024, 7, 3), "2024-06"),
        ("지난주 만났다.", date(2025, 1, 2), "2024-12"),
        ("이번 주 만났다.", date(2024, 10, 30), "2024-10"),
        ("반년 뒤 만난다.", date(2024, 6, 20), ""),
        ("2주 전 만났다.", date(2024, 6, 20), "2024-06-06"),
        ("지난 12월 28일 만났다.", date(2025, 1, 20), "2024-12-28"),
        ("오는 1월 3일 만난다.", date(2024, 12, 20), "2025-01-03"),
        ("19일 낙동과 양해각서를 전날 교환했다고 밝혔다.", date(2024, 6, 20), "2024-06-19 2024-06-18"),
    ],
)
def test_days_are_found_on_the_calendar(text, published, expected):
    """Ends of months and years, joined days and dates that do not exist."""
    assert " ".join(str(mention.value) for mention in dates(sentence(text), published)) == expected


def test_first_of_two_days_may_be_that_of_the_telling():
    """ "19일 … 전날 교환했다고 밝혔다": the event is of the day before."""
    assert event("한강은 19일 양해각서를 전날 교환했다고 밝혔다.", "교환") == "2024-06-18"


@pytest.mark.parametrize(
    ("text", "trigger", "expected"),
    [
        ("양측은 체결식을 13일 서울에서 열었다.", "체결", "2024-06-13"),
        ("이몽룡 상무 선임(4일자)을 알렸다.", "선임", "2024-06-04"),
        ("두 회사는 계약을 체결하고 오는 7월 1일 통합법인을 만든다.", "체결", None),
        ("두 회사가 손을 잡은 것은 2018년 이후 처음이다.", "손을 잡", None),
        ("센터를 내려던 계획을 이달 접었다.", "내려", None),
        ("이몽룡 소장이 맡던 한강랩을 13일 넘겼다. 그 뒤 5월", "맡던", None),
    ],
)
def test_date_behind_the_event(text, trigger, expected):
    """A date behind the event is its own only where no other verb stands between."""
    assert event(text, trigger) == expected
