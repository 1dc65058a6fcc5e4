"""Readers answer: by reactions, by buttons; once each, and shown in place."""

import threading
import time
from datetime import timedelta

import pytest
from pydantic import SecretStr

from alerts import deliver
from alerts.answers import Answer, judgement_of
from alerts.errors import BlockedError
from alerts.marks import Verdict
from alerts.socket_mode import ButtonListener, answers_of, open_socket
from alerts.tending import show_answer, tend
from facts.changes import ChangeKind
from facts.claims import Modality
from facts.judgements import Mute
from tests.alerts.scene import TEAM, change
from tests.alerts.test_delivery import Scene


class Book:
    """Keeps answers by their key, as a ledger does, each as the judgement that follows from it."""

    def __init__(self, clock):
        self.answers, self.judgements, self.clock = {}, [], clock

    def take(self, answer):
        new = answer.key not in self.answers
        self.answers[answer.key] = answer
        if new:
            self.judgements.append(judgement_of(answer, change(1), ["claim"], self.clock.now()))
        return new

    def judged(self):
        return self.judgements


@pytest.fixture
def scene(outbox, slack, clock):
    return Scene(outbox, slack, clock)


@pytest.fixture
def book(clock):
    return Book(clock)


def look(scene, book):
    [tended] = tend(scene.outbox, [TEAM], {"team": scene.sender}, scene.clock, book.take, book.judged)
    return tended


def shown(message):
    """The text of a message's blocks, members by their ids."""
    parts = [e for part in message["blocks"][0]["elements"] for e in part["elements"]]
    return "".join(f"@{e['user_id']}" if e["type"] == "user" else e["text"] for e in parts)


def struck(message):
    return [
        e for part in message["blocks"][0]["elements"] for e in part["elements"] if e.get("style", {}).get("strike")
    ]


def test_each_reaction_is_one_answer_once(scene, book):
    """Who gave it and to which change is kept; other reactions are none."""
    [id_] = scene.outbox.put(change())
    scene.round()
    [message] = scene.messages
    for name, member in [
        ("white_check_mark", "U1"),
        ("x", "U2"),
        ("repeat", "U3"),
        ("no_bell", "U4"),
        ("tada", "U5"),
        ("x", "U0BOT"),
    ]:
        scene.slack.workspace.react(message["ts"], name, member)
    first = look(scene, book)
    assert [(a.verdict, a.member) for a in first.answers] == [
        (Verdict.RIGHT, "U1"),
        (Verdict.WRONG, "U2"),
        (Verdict.TOLD_BEFORE, "U3"),
        (Verdict.MUTE, "U4"),
    ]
    assert {(a.delivery_id, a.change_key) for a in first.answers} == {(id_, change().key)}
    assert not look(scene, book).answers


def test_a_wrong_one_is_struck_through_with_who_said_so(scene, book):
    """In place, once; undone when the reaction is taken back."""
    scene.outbox.put(change())
    scene.round()
    [message] = scene.messages
    scene.slack.workspace.react(message["ts"], "x", "U2")
    assert look(scene, book).edited == 1
    [message] = scene.messages
    assert struck(message)
    assert {"type": "user", "user_id": "U2"} in message["blocks"][0]["elements"][0]["elements"] + message["blocks"][0][
        "elements"
    ][1]["elements"]
    assert look(scene, book).edited == 0
    message["reactions"].clear()
    assert look(scene, book).edited == 1
    assert not struck(scene.messages[0])


def test_answers_in_threads_count(scene, book):
    """Each change of a personnel list can be answered for itself."""
    ids = scene.outbox.put(*(change(n, article={"id": "list"}) for n in range(5)))
    scene.round()
    scene.slack.workspace.react(scene.messages[3]["ts"], "x", "U1")
    scene.slack.workspace.react(scene.messages[0]["ts"], "x", "U1")  # the announcement tells no single change
    assert [a.delivery_id for a in look(scene, book).answers] == [ids[2]]
    assert [bool(struck(m)) for m in scene.messages] == [False, False, False, True, False, False]


def test_a_strike_keeps_what_the_episode_came_to(scene, book):
    """The first message shows the present state and the strike at once, in whichever order they came."""
    scene.outbox.put(change(1, modality=Modality.PLANNED))
    scene.round()
    scene.slack.workspace.react(scene.messages[0]["ts"], "x", "U1")
    look(scene, book)
    scene.outbox.put(change(1, change=ChangeKind.CONFIRMED))
    scene.round()
    look(scene, book)
    root = scene.messages[0]
    assert struck(root)
    assert root["blocks"][0]["elements"][0]["elements"][0]["text"].startswith("지금: 확정")


def test_a_channel_that_cannot_be_read_is_a_trouble_not_an_end(scene, book):
    """The next run sees the answers."""
    scene.outbox.put(change())
    scene.round()
    scene.slack.workspace.revoked = "token_revoked"
    assert look(scene, book).trouble == "token_revoked"


def button(scene):
    """Deliver with buttons; the message and the value of its buttons."""
    deliver(scene.outbox, [TEAM], {"team": scene.sender}, scene.clock, holder="me", alarm=print, buttons=True)
    [message] = scene.messages
    return message, message["blocks"][1]["elements"][1]["value"]


def test_a_button_pressed_arrives_once_however_often_slack_sends_it(scene, book, slack):
    """The envelope comes twice, the answer has one key; it is acknowledged each time."""
    [id_] = scene.outbox.put(change())
    message, value = button(scene)
    with ButtonListener(SecretStr("xapp-local"), lambda: {"C0ALERTS": "team"}, book.take, slack.address):
        wait(lambda: slack.click(message["ts"], "bongsu_wrong", "U9", value=value, times=2))
        wait(lambda: len(slack.envelopes) >= 2)
    [answer] = book.answers.values()
    assert (answer.verdict, answer.member, answer.delivery_id) == (Verdict.WRONG, "U9", id_)


def test_an_answer_that_cannot_be_kept_is_not_acknowledged(scene, slack, caplog):
    """Slack shows the reader that it did not work, and nothing is lost unseen."""
    scene.outbox.put(change())
    message, value = button(scene)
    seen = threading.Event()

    def full(_answer):
        seen.set()
        raise OSError("disk full")

    with ButtonListener(SecretStr("xapp-local"), lambda: {"C0ALERTS": "team"}, full, slack.address):
        wait(lambda: slack.click(message["ts"], "bongsu_right", "U9", value=value))
        assert seen.wait(5)
    assert not slack.envelopes


def test_a_wrong_app_token_is_told(slack):
    """With the way out; the bot's token is of another kind."""
    with pytest.raises(BlockedError) as caught:
        open_socket(SecretStr("xoxb-local"), slack.address)
    assert "BONGSU_SLACK_APP_TOKEN" in caught.value.way_out
    open_socket(SecretStr("xapp-local"), slack.address)
    with (
        pytest.raises(BlockedError, match="invalid_auth"),
        ButtonListener(SecretStr("xapp-other"), dict, print, slack.address),
    ):
        pass


def test_a_strike_by_button_stays(scene, book):
    """No reaction stands behind it; the message itself carries who pressed, and keeps its buttons."""
    scene.outbox.put(change())
    message, value = button(scene)
    id_, key = value.split()
    answer = Answer(
        verdict="wrong",
        member="U9",
        destination="team",
        delivery_id=id_,
        change_key=key,
        message_id=message["ts"],
        button=True,
    )
    book.take(answer)
    assert show_answer(scene.outbox, TEAM, scene.sender, answer, scene.clock, book.judged)
    assert not show_answer(scene.outbox, TEAM, scene.sender, answer, scene.clock, book.judged), "it is shown already"
    assert look(scene, book).edited == 0
    assert struck(scene.messages[0])
    assert "❌ 틀림: @U9" in shown(scene.messages[0])
    assert [block["type"] for block in scene.messages[0]["blocks"]] == ["rich_text", "actions"]
    scene.outbox.put(change(1, change=ChangeKind.CONFIRMED))
    scene.round()
    assert look(scene, book).edited == 1
    assert struck(scene.messages[0])
    assert look(scene, book).edited == 0
    scene.clock.sleep(1)
    book.take(Answer(**answer.model_dump() | {"verdict": Verdict.RIGHT}))
    assert look(scene, book).edited == 1
    assert not struck(scene.messages[0]), "the same member pressed the other button since"
    assert "✅ 맞음: @U9" in shown(scene.messages[0])


def test_an_answer_in_a_thread_is_shown_there(scene, book):
    """The message of a personnel list that was answered, by one reading of its thread."""
    scene.outbox.put(*(change(n, article={"id": "list"}) for n in range(5)))
    deliver(scene.outbox, [TEAM], {"team": scene.sender}, scene.clock, holder="me", alarm=print, buttons=True)
    message = scene.messages[2]
    id_, key = message["blocks"][1]["elements"][0]["value"].split()
    told = {"destination": "team", "delivery_id": id_, "change_key": key, "message_id": message["ts"]}
    answer = Answer(verdict="wrong", member="U9", button=True, **told)
    book.take(answer)
    assert show_answer(scene.outbox, TEAM, scene.sender, answer, scene.clock, book.judged)
    assert [bool(struck(m)) for m in scene.messages] == [False, False, True, False, False, False]
    scene.slack.workspace.remove(message["ts"])
    assert not show_answer(scene.outbox, TEAM, scene.sender, answer, scene.clock, book.judged), "it is gone"


def test_a_mute_says_until_when_and_a_repeat_that_it_was_told_before(scene, book, clock):
    """In place, in the time zone of the destination; they stand as long as the judgement holds, whatever the reaction."""
    scene.outbox.put(change())
    scene.round()
    [message] = scene.messages
    scene.slack.workspace.react(message["ts"], "no_bell", "U4")
    scene.slack.workspace.react(message["ts"], "repeat", "U3")
    assert look(scene, book).edited == 1
    said = shown(scene.messages[0])
    assert "🔕 2024년 7월 3일까지 이 채널에 알리지 않음: @U4" in said
    assert "🔁 이미 전한 소식, 후속은 알리지 않음: @U3" in said
    assert not struck(scene.messages[0])
    scene.messages[0]["reactions"].clear()
    assert look(scene, book).edited == 0
    scene.clock.sleep(1)
    off = Mute(id="off", at=clock.now(), slot="slot-1", destination="team", until=clock.now())
    book.judgements.append(off)
    assert look(scene, book).edited == 1
    assert "🔕" not in shown(scene.messages[0])


@pytest.mark.parametrize(
    "payload",
    [
        {},
        {"type": "view_submission"},
        {
            "type": "block_actions",
            "container": {"channel_id": "C0"},
            "actions": [{"action_id": "bongsu_right", "value": "a b"}],
        },
        {
            "type": "block_actions",
            "container": {"channel_id": "C1"},
            "actions": [{"action_id": "other", "value": "a b"}],
        },
        {
            "type": "block_actions",
            "container": {"channel_id": "C1"},
            "actions": [{"action_id": "bongsu_right", "value": "a"}],
        },
    ],
)
def test_other_payloads_are_no_answers(payload):
    """Other apps' buttons, other channels, other interactions."""
    assert answers_of(payload, {"C1": "team"}) == ()


def test_answers_become_judgements_of_the_ledger(clock):
    """With the answer's key as their id, so that each counts once; what changes nothing becomes none."""

    def judged(verdict, claims=("b", "a")):
        answer = Answer(
            verdict=verdict, member="U1", destination="team", delivery_id="d", change_key="k", message_id="1"
        )
        return answer.key, judgement_of(answer, change(1), claims, clock.now())

    key, wrong = judged("wrong")
    assert (wrong.id, wrong.verdict, wrong.claims, wrong.by) == (key, "wrong", ("a", "b"), "U1")
    _, mute = judged("mute")
    assert (mute.slot, mute.destination, mute.until - mute.at) == ("slot-1", "team", timedelta(days=30))
    assert judged("right", ())[1] is None
    _, repeat = judged("told_before", ())
    assert (repeat.about, repeat.change, repeat.destination, repeat.by) == ("repeat", "k", "team", "U1")
    assert {each.given.message for each in (wrong, mute, repeat)} == {"1"}


def wait(condition, seconds=5):
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "it did not come to pass"
        time.sleep(0.02)
