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
