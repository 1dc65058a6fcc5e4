"""Telling where articles copy, misname or half-deny each other: what only looks like news stays silent."""

import pytest

from facts.claims import Evidence
from facts.news import State, judge
from tests.facts.making import deal, holder, lab, recorded
from tests.facts.test_news import WATCH, leaving, tell

NEXT = Evidence(text="차기 사장에 내정됐다.", start=0, end=11)
REDATED = Evidence(text="선임일은 2일이 아니라 1일입니다.", start=0, end=18)

COURSES = {
    "a co-head beside the one who was there, who goes later": (
        [
            recorded(holder("holds", "김하나"), "2024-01-02"),
            recorded(holder("appointed", "이둘", roles=("공동대표",), when="2024-03-04"), "2024-03-04"),
            recorded(leaving("김하나", when="2024-08-05"), "2024-08-05"),
        ],
        [[], ["appointed 이둘"], ["left 김하나"]],
    ),
    "a going that the same article quotes to deny it": (
        [[recorded(leaving("김하나", mod="denied"), "2024-01-02"), recorded(leaving("김하나"), "2024-01-02")]],
        [[]],
    ),
    "a going taken for a fact, denied, and so in the end": (
        [
            recorded(leaving("김하나"), "2024-01-02"),
            recorded(leaving("김하나", mod="denied"), "2024-01-03"),
            recorded(holder("holds", "김하나"), "2024-02-01"),
            recorded(leaving("김하나", when="2024-05-06"), "2024-05-06"),
        ],
        [["left 김하나"], ["denied 김하나"], [], ["left 김하나"]],
    ),
    "a going from the post that is only now taken": (
        [
            [
                recorded(holder("appointed", "김하나", when="2024-01-08"), "2024-01-08"),
                recorded(leaving("김하나", when="2023-12"), "2024-01-08"),
            ]
        ],
        [["appointed 김하나"]],
    ),
    "a purchase called off where the headline names it only": (
        [
            recorded(deal("formed", "가온", "나라", mod="planned", when="2024-05", kind="acquisition"), "2024-03-04"),
            [
                recorded(deal("formed", "가온", "나라", kind="acquisition"), "2024-04-08"),
                recorded(deal("ended", "가온", "나라", kind="acquisition", when="2024-04-08"), "2024-04-08"),
            ],
        ],
        [["formed 가온"], ["denied 가온"]],
    ),
    "a plan retold in the words of a fact": (
        [
            recorded(deal("formed", "가온", "나라", mod="planned", when="2024-05"), "2024-03-04"),
            recorded(deal("formed", "가온", "나라"), "2024-03-05"),
            recorded(deal("formed", "가온", "나라", when="2024-05-02"), "2024-05-02"),
        ],
        [["formed 가온"], [], ["confirmed 가온"]],
    ),
    "a newcomer to the alliance of somebody watched, and one to another": (
        [
            recorded(deal("formed", "가온", "나라", "마루", kind="alliance", name="로봇손연합"), "2024-01-02"),
            recorded(deal("formed", "바람", "로봇손연합", kind="alliance", when="2024-06-03"), "2024-06-03"),
            recorded(deal("formed", "바람", "전지연합", kind="alliance", when="2024-06-04"), "2024-06-04"),
            recorded(deal("ended", "나라", "로봇손연합", kind="alliance", when="2024-09-02"), "2024-09-02"),
        ],
        [["formed 가온"], ["formed 바람"], [], ["ended 나라"]],
    ),
    "a lab of old named after the plan for another": (
        [
            recorded(lab("opened", "로봇랩", mod="planned"), "2024-03-04"),
            recorded(lab("opened", "로봇랩", when="2019"), "2024-04-01"),
        ],
        [["opened 로봇랩"], []],
    ),
    "somebody once talked of beside the one who is chosen": (
        [
            [
                recorded(holder("appointed", "김하나", mod="planned"), "2024-03-04"),
                recorded(holder("appointed", "이둘", mod="rumored"), "2024-03-04"),
            ]
        ],
        [["appointed 김하나"]],
    ),
    "a lab named soon after its plan and long after": (
        [
            recorded(lab("opened", "로봇랩", mod="planned"), "2024-03-04"),
            recorded(lab("exists", "로봇랩"), "2024-03-06"),
            recorded(lab("exists", "로봇랩"), "2024-06-03"),
        ],
        [["opened 로봇랩"], [], ["confirmed 로봇랩"]],
    ),
    "a lesser rank does not confirm the post planned": (
        [
            recorded(holder("appointed", "김하나", roles=("사장",), mod="planned"), "2024-01-02"),
            recorded(holder("holds", "김하나", roles=("부사장",)), "2024-02-05"),
        ],
        [["appointed 김하나"], []],
    ),
    "two outlets name the next 사장": (
        [
            recorded(holder("appointed", person, roles=("사장",), mod="planned", evidence=NEXT), f"2024-01-0{day}")
            for day, person in ((2, "김하나"), (3, "이둘"))
        ],
        [["appointed 김하나"], ["conflict 이둘"]],
    ),
    "who stands in is called by the title": (
        [
            recorded(holder("left", "김하나", when="2024-01-02"), "2024-01-02"),
            recorded(holder("appointed", "이둘", roles=("대표이사 직무대행",)), "2024-01-03"),
            recorded(holder("holds", "이둘", roles=("대표",)), "2024-02-05"),
        ],
        [["left 김하나"], ["appointed 이둘"], []],
    ),
    "two people with one title in one article": (
        [
            recorded(holder("holds", "김하나"), "2024-01-02"),
            [recorded(holder("holds", "김하나"), "2024-02-05"), recorded(holder("holds", "이둘"), "2024-02-05")],
        ],
        [[], []],
    ),
    "the head of a unit read as head of the whole": (
        [
            recorded(holder("holds", "박세온"), "2024-01-02"),
            recorded(holder("appointed", "김하나", unit="로봇랩", roles=("랩장",)), "2024-02-05"),
            recorded(holder("holds", "김하나", roles=("수장",)), "2024-02-06"),
        ],
        [[], ["appointed 김하나"], []],
    ),
    "a unit told by its kind alone": (
        [
            recorded(holder("holds", "박세온", unit="영업본부", roles=("영업본부장",)), "2024-01-02"),
            [
                recorded(holder("holds", "김하나", unit="생산본부", roles=("생산본부장",)), "2024-02-05"),
                recorded(leaving("김하나", unit="본부", roles=("본부장",), mod="planned"), "2024-02-05"),
            ],
            recorded(leaving("김하나", unit="생산본부", roles=("생산본부장",), mod="denied"), "2024-02-06"),
        ],
        [[], ["left 김하나"], ["denied 김하나"]],
    ),
    "one deal typed otherwise in a copy": (
        [
            recorded(deal("formed", "가온", "나라"), "2024-01-02"),
            recorded(deal("formed", "가온", "나라", kind="investment"), "2024-01-03"),
            recorded(deal("formed", "가온", "나라", kind="acquisition", when="2024-02-05"), "2024-02-05"),
        ],
        [["formed 가온"], [], ["formed 가온"]],
    ),
    "one deal with a short name and with a member misread": (
        [
            recorded(deal("formed", "가온", "나라중공업"), "2024-01-02"),
            recorded(deal("formed", "가온", "나라"), "2024-01-03"),
            recorded(deal("formed", "가온", "마루", "바람"), "2024-03-04"),
            recorded(deal("formed", "가온", "마루", "신선식품"), "2024-03-05"),
        ],
        [["formed 가온"], [], ["formed 가온"], []],
    ),
    "a headline with a word too many beside the dated sentence": (
        [
            [
                recorded(deal("formed", "가온", "나라", "신선식품"), "2024-01-02"),
                recorded(deal("formed", "가온", "나라", when="2024-01-02"), "2024-01-02"),
            ]
        ],
        [["formed 가온"]],
    ),
    "two papers signed at once": (
        [
            [
                recorded(deal("formed", "가온", "나라"), "2024-01-02"),
                recorded(deal("formed", "가온", "나라", kind="supply"), "2024-01-02"),
            ]
        ],
        [["formed 가온"]],
    ),
    "a date corrected, and another detail": (
        [
            recorded(holder("appointed", "김하나", when="2024-01-02"), "2024-01-02"),
            recorded(
                holder("appointed", "김하나", when="2024-01-01", corrects=True, evidence=REDATED), "2024-01-03", "b"
            ),
            recorded(holder("appointed", "김하나", when="2024-01-01", corrects=True), "2024-01-04", "c"),
        ],
        [["appointed 김하나"], ["corrected 김하나"], []],
    ),
}


@pytest.mark.parametrize("case", COURSES.values(), ids=COURSES)
def test_only_what_is_new_is_told(case):
    """A course of events tells exactly this after each of its articles."""
    articles, wanted = case
    assert tell(*articles) == wanted


def test_a_corrected_date_stands_on_both_sides():
    """The change gives the wrong date and the right one."""
    state = State(watch=WATCH)
    said = {"when": "2024-01-02"}
    state = judge(state, [recorded(holder("appointed", "김하나", **said), "2024-01-02")]).state
    notice = holder("appointed", "김하나", when="2024-01-01", corrects=True, evidence=REDATED)
    (change,) = judge(state, [recorded(notice, "2024-01-03", "b")]).changes
    assert (change.before, change.after) == ("2024-01-02", "2024-01-01")
