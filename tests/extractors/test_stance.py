"""How sure a sentence is of an event."""

from datetime import date

import pytest

from extractors.document import Role, Sentence
from extractors.stance import deciding_cue, stance
from extractors.stance.stance import cues
from facts.claims import Modality
from facts.dates import PartialDate


def marked(text):
    start, end = text.index("{"), text.index("}") - 1
    return Sentence(text.replace("{", "").replace("}", ""), 0, Role.BODY, 0), start, end


@pytest.mark.parametrize("cue", cues(), ids=lambda cue: cue.name)
def test_cue_decides_its_examples(cue):
    """Each cue decides its own examples, and none of its counter-examples."""
    assert cue.comment
    assert cue.matches
    assert cue.misses
    for text in cue.matches:
        assert deciding_cue(*marked(text)) == cue.name, text
    for text in cue.misses:
        assert deciding_cue(*marked(text)) != cue.name, text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("한강전자는 홍길동을 대표로 {선임}했다.", Modality.ASSERTED),
        ("지난달 {영입}한 이몽룡 소장이 연구를 이끌 예정이다.", Modality.ASSERTED),
        ("새 대표에 홍길동이 {내정}된 것으로 알려졌다.", Modality.PLANNED),
        ("낙동을 {인수}했고 내년에 합칠 계획이다.", Modality.ASSERTED),
        ("차기 대표로 {선임}될 것이라는 하마평이 돈다.", Modality.RUMORED),
        ("낙동 {인수}설에 대해 회사는 사실무근이라고 했다.", Modality.DENIED),
        ("후임은 {선임}하지 않기로 했다.", Modality.DENIED),
        ("만약 그를 {영입}했다면 달라졌을 것이다.", None),
        ("실적이 나아져 새 연구소도 {설립}될 것으로 기대된다.", None),
        ("한강전자, 낙동 {인수} 추진", Modality.PLANNED),
        ("한강전자 새 대표에 홍길동 {내정}", Modality.PLANNED),
        ("한강전자 새 {대표}에 홍길동", Modality.ASSERTED),
        ("홍길동 한강전자 대표 {사임}", Modality.ASSERTED),
        ("한강전자, 낙동 {인수} 무산", Modality.DENIED),
        ("한강전자 “낙동 {인수} 검토 안 해”", Modality.DENIED),
        ("한강전자 “낙동 {인수} 사실무근”", Modality.DENIED),
        ("홍길동 대표, 차기 {회장} 물망", Modality.RUMORED),
        ("한강전자, 낙동과 {합병}설", Modality.RUMORED),
        ("한강전자, 낙동 {인수}하나", None),
        ("한강전자는 낙동 {인수}를 마무리했다.", Modality.ASSERTED),
        ("한강전자는 낙동 {인수}를 완료했다고 밝혔다.", Modality.ASSERTED),
        ("한강전자는 낙동 {인수} 절차를 밟고 있다.", Modality.PLANNED),
        ("한강전자는 낙동 {인수}전에서 발을 뺐다.", Modality.DENIED),
        ("한강전자는 낙동을 {인수}할지 여부를 이달 중 결정한다.", None),
        ("홍 대표는 {연임}에 성공했다.", Modality.ASSERTED),
        ("홍 대표는 {연임}을 포기했다.", Modality.DENIED),
        ("홍 대표의 {연임}이 유력하다.", Modality.RUMORED),
        ("홍 대표의 {연임}은 불발됐다.", Modality.DENIED),
        ("홍 대표는 {사임}하지 않겠다고 밝혔다.", Modality.DENIED),
        ("홍 대표는 {사임}할 뜻이 없음을 분명히 했다.", Modality.DENIED),
        ("홍 대표가 {사임 의사}를 밝혔다.", Modality.PLANNED),
        ("홍 대표가 {사의}를 밝힌 것으로 전해졌다.", Modality.PLANNED),
        ("홍 대표가 이미 {사표}를 제출한 것으로 알려졌다.", Modality.PLANNED),
        ("이사회는 홍 대표의 {사표}를 수리했다.", Modality.ASSERTED),
        ("두 회사는 협약을 {맺}고 공동 연구를 추진하기로 했다.", Modality.ASSERTED),
        ("두 회사는 공동 연구소 {설립}에 합의했다.", Modality.PLANNED),
        ("한강은 낙동과 합작사 {설립}을 논의 중이다.", Modality.PLANNED),
        ("업계에 따르면 한강은 낙동 {인수}를 검토 중이다.", Modality.PLANNED),
        ("한강이 낙동을 {인수}한다는 보도가 나왔다.", Modality.RUMORED),
        ("로이터통신은 한강이 낙동을 {인수}한다고 보도했다.", Modality.RUMORED),
        ("블룸버그는 한강이 낙동 {인수}를 타진하고 있다고 전했다.", Modality.RUMORED),
        ("{연구소장}에는 이몽룡 박사가 거론된다.", Modality.RUMORED),
        ("한강은 신임 대표로 이몽룡 전무를 {낙점}했다.", Modality.PLANNED),
        ("한강은 지난해 연구소를 {폐쇄}하려다 철회했다.", Modality.DENIED),
        ("연구소 {폐쇄} 계획은 없다고 한강은 설명했다.", Modality.DENIED),
        ("연구소는 {문을 닫}을 위기에 놓였다.", None),
        ("한강은 낙동과의 제휴를 {끝내}기로 했다.", Modality.PLANNED),
        ("그는 대표로 {취임}하면서 혁신을 강조했다.", Modality.ASSERTED),
        ("그가 대표로 {취임}한다면 주가가 오를 수 있다.", None),
        ("{취임} 후 첫 행보로 공장을 찾았다.", Modality.ASSERTED),
        ("정부는 새 {청장} 인선에 착수했다.", Modality.ASSERTED),
        ("한강은 인공지능연구소를 {신설}하고 소장에 이몽룡 전무를 선임했다.", Modality.ASSERTED),
        ("한강은 인공지능연구소를 {신설}하고 소장에 이몽룡 전무를 선임할 예정이다.", Modality.PLANNED),
        ("{신설}되는 연구소는 이몽룡 전무가 이끈다.", Modality.ASSERTED),
        ("한강은 {매각} 주관사를 선정했다.", Modality.ASSERTED),
        ("홍 회장은 {퇴진} 요구를 일축했다.", Modality.DENIED),
        ("주주들은 홍 회장의 {퇴진}을 요구했다.", None),
        ("공정위는 두 회사의 {합병}을 승인했다.", Modality.ASSERTED),
        ("공정위는 두 회사의 {합병}을 불허했다.", Modality.DENIED),
        ("양사는 3년 내 {통합}을 목표로 한다.", Modality.PLANNED),
        ("한강전자 {대표}에 홍길동…“연구소 두 배로”", Modality.ASSERTED),
    ],
)
def test_what_a_reader_would_say(text, expected):
    """Facts, plans, rumours and denials are told apart; wishes and hypotheticals state nothing."""
    assert stance(*marked(text)) is expected


def test_present_tense_of_a_time_to_come_is_a_plan():
    """ "신설한다" is a fact, and a plan where its date lies ahead."""
    one = marked("한강전자는 내달 연구소를 {신설}한다.")
    assert stance(*one) is Modality.ASSERTED
    assert stance(*one, when=PartialDate(2024, 7), published=date(2024, 6, 20)) is Modality.PLANNED


def test_month_that_is_running_follows_the_tense():
    """Of this month, what was done is done and what is to be done is planned."""
    this_month = {"when": PartialDate(2024, 6), "published": date(2024, 6, 20)}
    assert stance(*marked("이달 초 연구소를 {신설}했다."), **this_month) is Modality.ASSERTED
    assert stance(*marked("이달 말 {퇴임}한다."), **this_month) is Modality.PLANNED


def test_next_sentence_denies_a_rumour():
    """The answer to a rumour may be a sentence of its own."""
    answer = Sentence("“사실무근이다.", 40, Role.BODY, 1)
    assert stance(*marked("낙동을 {인수}한다는 소문이 돈다."), following=answer) is Modality.DENIED
