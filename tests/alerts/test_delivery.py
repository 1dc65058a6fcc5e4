"""Sending through the outbox to a strict Slack over HTTP."""

import logging

import pytest

from alerts import Timing, deliver
from alerts.destinations import SlackDestination
from facts.changes import ChangeKind
from facts.claims import Modality
from facts.outbox import DeliveryState
from tests.alerts.scene import TEAM, change, ids_seen, slack_sender
from tests.slack_server import Channel, Fault


class Scene:
    """One destination, its outbox, and rounds that follow each other as they come due."""

    def __init__(self, outbox, slack, clock, destination=TEAM, timeout=5):
        self.outbox, self.slack, self.clock, self.destination = outbox, slack, clock, destination
        self.sender = slack_sender(slack.address, clock, timeout, destination.channel)
        self.alarms = []

    def round(self, holder="me", timing=None):
        reports = deliver(
            self.outbox,
            [self.destination],
            {self.destination.name: self.sender},
            self.clock,
            holder=holder,
            alarm=lambda destination, line: self.alarms.append((destination, line)),
            timing=timing,
        )
        return reports[0] if reports else None

    def until_done(self, rounds=20):
        for _ in range(rounds):
            report = self.round()
            if report is None or report.next_due is None:
                return
            self.clock.sleep(max(0, (report.next_due - self.clock.now()).total_seconds()))
        raise AssertionError(f"still not done: {report}")

    @property
    def messages(self):
        return self.slack.workspace.visible()


@pytest.fixture
def scene(outbox, slack, clock):
    return Scene(outbox, slack, clock)


def test_a_change_is_one_message_with_a_fallback_and_no_preview(scene):
    """The sentence for the lock screen stands in `text`; links do not unfurl."""
    [id_] = scene.outbox.put(change())
    report = scene.round()
    [message] = scene.messages
    assert report.sent == 1
    assert ids_seen([message]) == [id_]
    assert message["text"] == "새봄전자 AI연구소장이 김하나에서 인물1로 바뀌었습니다 (가나일보)"
    assert not message["unfurls"]
    assert scene.outbox.rows[id_].state is DeliveryState.SENT
    assert scene.outbox.rows[id_].message_id == message["ts"]


@pytest.mark.parametrize("fault", list(Fault))
def test_every_fault_leaves_exactly_one_message(scene, fault):
    """Whatever the first attempt met, in the end one message stands there, and never were there two."""
    if fault is Fault.HANG:
        scene.sender = slack_sender(scene.slack.address, scene.clock, 0.2)
    [id_] = scene.outbox.put(change())
    scene.slack.workspace.fail(fault)
    scene.until_done()
    assert ids_seen(scene.messages) == [id_]


def test_the_sdk_never_repeats_by_itself(scene):
    """A connection closed after the message was stored: one call, not two."""
    scene.outbox.put(change())
    scene.slack.workspace.fail(Fault.CLOSED)
    scene.round()
    assert [method for method, _ in scene.slack.workspace.calls].count("chat.postMessage") == 1


def test_doubt_waits_before_it_reads_back(scene):
    """History lags: nothing is concluded before the settling time is over."""
    [id_] = scene.outbox.put(change())
    scene.slack.workspace.fail(Fault.CLOSED_BEFORE)
    scene.round()
    scene.clock.sleep(179)
    scene.round()
    assert scene.outbox.rows[id_].state is DeliveryState.DOUBTFUL
    assert not scene.messages


def test_one_absence_proves_nothing(scene):
    """Only the second reading that finds nothing, minutes later, lets it be sent again."""
    [id_] = scene.outbox.put(change())
    scene.slack.workspace.fail(Fault.CLOSED_BEFORE)
    scene.round()
    scene.clock.sleep(180)
    scene.round()
    assert scene.outbox.rows[id_].absences == 1
    assert not scene.messages
    scene.clock.sleep(120)
    scene.round()
    assert ids_seen(scene.messages) == [id_]


def test_unseen_metadata_parks_and_alarms_once(scene):
    """Where earlier messages show no metadata, absence means nothing: no second message, one alarm."""
    scene.outbox.put(change(1))
    scene.round()
    [id_] = scene.outbox.put(change(2))
    scene.slack.workspace.fail(Fault.CLOSED)
    scene.slack.workspace.hides_metadata = True
    for _ in range(6):
        scene.round()
        scene.clock.sleep(200)
    assert len(scene.messages) == 2
    assert scene.outbox.rows[id_].state is DeliveryState.DOUBTFUL
    assert len(scene.alarms) == 1
    scene.slack.workspace.hides_metadata = False
    scene.until_done()
    assert scene.outbox.rows[id_].state is DeliveryState.SENT
    assert len(scene.messages) == 2


def test_a_channel_without_any_history_of_ours_is_no_excuse(scene):
    """The very first message: shown, but without its metadata. It is parked, not sent again."""
    scene.outbox.put(change(1))
    scene.slack.workspace.hides_metadata = True
    scene.slack.workspace.fail(Fault.CLOSED)
    for _ in range(6):
        scene.round()
        scene.clock.sleep(200)
    assert len(scene.messages) == 1
    assert len(scene.alarms) == 1


def test_history_of_small_pages_is_read_to_its_end(scene):
    """Fifteen messages a page, as Slack gives some apps: what is on the third page is found."""
    scene.slack.workspace.page_limit = 15
    ids = scene.outbox.put(change(1))
    scene.slack.workspace.fail(Fault.CLOSED)
    scene.round()
    for number in range(40):
        scene.slack.workspace.call("chat.postMessage", {"channel": "C0ALERTS", "text": f"{number}"}, "xoxb-local")
        scene.clock.sleep(2)
    scene.until_done()
    assert [m["metadata"]["event_payload"]["id"] for m in scene.messages if "metadata" in m] == ids


def test_the_same_words_without_the_id_are_no_proof(scene):
    """A message of the same text by somebody else does not count as ours."""
    [id_] = scene.outbox.put(change())
    scene.slack.workspace.fail(Fault.CLOSED_BEFORE)
    scene.round()
    forged = {"event_type": "bongsu_alert", "event_payload": {"id": id_}}
    scene.slack.workspace.call(
        "chat.postMessage", {"channel": "C0ALERTS", "text": "x", "metadata": forged}, "xoxb-local"
    )
    scene.messages[0].update(user="U0OTHER", bot_id="B0OTHER")
    scene.until_done()
    assert len(scene.messages) == 2


def test_a_pause_asked_for_is_waited_out(scene):
    """429 with Retry-After: sent in the same round, after the pause."""
    scene.outbox.put(change())
    scene.slack.workspace.fail(Fault.RATE_LIMITED)
    before = scene.clock.now()
    assert scene.round().sent == 1
    assert (scene.clock.now() - before).total_seconds() >= 2


def test_a_workspace_that_asks_for_pauses_without_end_ends_the_round(scene):
    """Nothing is lost, and the round does not last for ever."""
    [id_] = scene.outbox.put(change())
    scene.slack.workspace.fail(*[Fault.RATE_LIMITED] * 50)
    assert "asked to pause" in scene.round().notes[0]
    scene.slack.workspace.faults.clear()
    scene.clock.sleep(60)
    scene.round()
    assert ids_seen(scene.messages) == [id_]


@pytest.mark.parametrize(
    ("break_", "mend"),
    [
        (lambda w: setattr(w, "revoked", "token_revoked"), lambda w: setattr(w, "revoked", None)),
        (
            lambda w: setattr(w.channels["C0ALERTS"], "member", False),
            lambda w: setattr(w.channels["C0ALERTS"], "member", True),
        ),
        (
            lambda w: setattr(w.channels["C0ALERTS"], "archived", True),
            lambda w: setattr(w.channels["C0ALERTS"], "archived", False),
        ),
        (
            lambda w: setattr(w.channels["C0ALERTS"], "read_only", True),
            lambda w: setattr(w.channels["C0ALERTS"], "read_only", False),
        ),
        (
            lambda w: setattr(w, "scopes", frozenset()),
            lambda w: setattr(w, "scopes", frozenset({"chat:write", "channels:history", "channels:read"})),
        ),
    ],
    ids=["token revoked", "not a member", "archived", "read only", "scope missing"],
)
def test_a_blocked_destination_keeps_its_alerts_and_goes_on_when_mended(scene, break_, mend):
    """Nothing is dead or lost, one alarm names the way out, and nobody has to restart anything."""
    ids = scene.outbox.put(*(change(n) for n in range(3)))
    break_(scene.slack.workspace)
    for _ in range(3):
        assert scene.round().sent == 0
        scene.clock.sleep(600)
    assert len(scene.alarms) == 1
    assert scene.alarms[0][0] == "team"
    mend(scene.slack.workspace)
    scene.until_done()
    assert ids_seen(scene.messages) == ids


def test_a_trouble_of_one_destination_leaves_the_others_alone(scene):
    """The second channel gets its message although the first is unknown."""
    other = SlackDestination(name="other", channel="C0OTHER")
    scene.slack.workspace.channels["C0OTHER"] = Channel("C0OTHER", "other")
    lost = SlackDestination(name="lost", channel="C0LOST")
    scene.outbox.put(change(), to=("lost", "other"))
    senders = {d.name: slack_sender(scene.slack.address, scene.clock, 5, d.channel) for d in (lost, other)}
    alarms = []
    reports = deliver(scene.outbox, [lost, other], senders, scene.clock, holder="me", alarm=lambda *a: alarms.append(a))
    assert [(r.destination, r.sent, r.blocked) for r in reports] == [("lost", 0, 1), ("other", 1, 0)]
    assert len(alarms) == 1


def test_what_is_refused_is_tried_plainer_then_dead_with_an_alarm(scene):
    """One fallback; a second refusal is final and visible."""
    ids = scene.outbox.put(change(1), change(2))
    scene.slack.workspace.fail(Fault.REFUSED_BLOCKS, Fault.REFUSED_BLOCKS, Fault.REFUSED_BLOCKS)
    scene.until_done()
    assert [scene.outbox.rows[id_].state for id_ in ids] == [DeliveryState.DEAD, DeliveryState.SENT]
    [message] = scene.messages
    assert "blocks" not in message
    assert "인물2" in message["text"]
    assert len(scene.alarms) == 1


def test_a_network_that_is_down_leaves_no_doubt(outbox, slack, clock):
    """Refused connections are certain: everything stays pending, and is sent when it is up."""
    scene = Scene(outbox, slack, clock)
    scene.sender = slack_sender("http://127.0.0.1:1/api/", clock)
    [id_] = outbox.put(change())
    scene.round()
    assert outbox.rows[id_].state is DeliveryState.PENDING
    assert outbox.rows[id_].attempts == 0


def test_what_follows_in_an_episode_answers_in_its_thread_and_edits_the_root(scene):
    """Planned, then confirmed: one message in the channel, one answer, and the first shows the present state."""
    plan = change(1, modality=Modality.PLANNED)
    fact = change(1, change=ChangeKind.CONFIRMED)
    scene.outbox.put(plan)
    scene.round()
    scene.outbox.put(fact)
    scene.round()
    root, answer = scene.messages
    assert answer["thread_ts"] == root["ts"]
    shown = root["blocks"][0]["elements"][0]["elements"][0]["text"]
    assert shown == "지금: 확정 (2024년 6월 3일)"
    assert "edited" in root


def test_a_denial_is_shown_in_the_channel_too(scene):
    """Who read the rumour believes something wrong: its answer is broadcast, and its root struck through."""
    scene.outbox.put(change(1, modality=Modality.RUMORED))
    scene.round()
    scene.outbox.put(change(1, change=ChangeKind.DENIED, modality=Modality.DENIED))
    scene.round()
    root, answer = scene.messages
    assert answer["reply_broadcast"]
    struck = [e for part in root["blocks"][0]["elements"] for e in part["elements"] if e.get("style", {}).get("strike")]
    assert struck


@pytest.mark.parametrize("fault", [Fault.CLOSED, Fault.CLOSED_BEFORE, Fault.LATE, Fault.FATAL])
def test_answers_in_threads_are_settled_too(scene, fault):
    """Replies are not in the channel's history; they are looked for in their thread."""
    ids = scene.outbox.put(change(1, modality=Modality.PLANNED))
    scene.round()
    ids += scene.outbox.put(change(1, change=ChangeKind.CONFIRMED))
    scene.slack.workspace.fail(fault)
    scene.until_done()
    assert ids_seen(scene.messages) == ids


def test_an_edit_in_doubt_is_repeated(scene):
    """The answer stands, the edit of its root failed: settling makes up for it without a second answer."""
    ids = scene.outbox.put(change(1, modality=Modality.PLANNED))
    scene.round()
    ids += scene.outbox.put(change(1, change=ChangeKind.CONFIRMED))
    scene.slack.workspace.fail(Fault.CLOSED_BEFORE, method="chat.update")
    scene.until_done()
    assert ids_seen(scene.messages) == ids
    assert "edited" in scene.messages[0]


def test_a_thread_that_was_deleted_is_begun_anew(scene):
    """A member deleted the first message: what follows is told all the same, in the channel."""
    scene.outbox.put(change(1, modality=Modality.PLANNED))
    scene.round()
    scene.slack.workspace.remove(scene.messages[0]["ts"])
    ids = scene.outbox.put(change(1, change=ChangeKind.CONFIRMED))
    scene.until_done()
    assert ids_seen(scene.messages) == ids
    assert "thread_ts" not in scene.messages[0]


def test_only_one_process_sends_to_a_destination(scene):
    """While another holds the lease nothing is done; when its time is over, the rest goes on."""
    scene.outbox.put(change())
    assert scene.outbox.lease("team", "another", scene.clock.now(), 120)
    assert scene.round().notes == ["another process is sending here"]
    scene.clock.sleep(121)
    assert scene.round().sent == 1


def test_a_destination_that_left_the_watch_list_keeps_its_alerts(scene):
    """Nothing is dropped because a line of a file is gone."""
    [id_] = scene.outbox.put(change(), to=("gone",))
    [report] = deliver(scene.outbox, [TEAM], {"team": scene.sender}, scene.clock, holder="me", alarm=print)
    assert "kept" in report.notes[0]
    assert scene.outbox.rows[id_].state is DeliveryState.PENDING


def test_the_token_is_in_no_log_and_no_error(scene, caplog):
    """At the lowest level of logging, through faults and refusals, the token appears nowhere."""
    caplog.set_level(logging.DEBUG)
    scene.outbox.put(*(change(n) for n in range(4)))
    scene.slack.workspace.fail(Fault.CLOSED, Fault.HTTP_502_HTML)
    scene.round()
    scene.slack.workspace.revoked = "invalid_auth"
    scene.round()
    everything = (
        caplog.text + repr(scene.alarms) + repr(scene.sender) + repr(vars(scene.sender)) + repr(scene.outbox.rows)
    )
    assert "xoxb-local" not in everything


def test_timing_can_be_set(scene):
    """A shorter settling time is kept to."""
    scene.outbox.put(change())
    scene.slack.workspace.fail(Fault.CLOSED)
    timing = Timing(settle=5)
    scene.round(timing=timing)
    scene.clock.sleep(5)
    assert scene.round(timing=timing).settled == 1


def test_a_process_that_slept_through_its_lease_sends_nothing(scene):
    """A laptop closed between two messages: what the process remembers is old, and another may have gone on."""
    ids = scene.outbox.put(change(1), change(2))
    wake = scene.sender.post

    def sleep_after(*arguments, **named):
        posted = wake(*arguments, **named)
        scene.clock.sleep(3600)
        return posted

    scene.sender.post = sleep_after
    assert scene.round().notes == ["another process has taken over"]
    assert ids_seen(scene.messages) == ids[:1]
    scene.sender.post = wake
    scene.until_done()
    assert ids_seen(scene.messages) == ids


def test_what_was_told_in_a_file_before_there_was_a_token_is_no_thread(scene):
    """Alerts went to a file first; with a token their episodes go on in the channel, and doubt is still settled."""
    [first] = scene.outbox.put(change(1, modality=Modality.PLANNED))
    scene.outbox.intend(first, scene.clock.now())
    scene.outbox.mark(
        first, DeliveryState.SENT, now=scene.clock.now(), message_id=first, channel_id="/data/alerts.txt", thread_id=""
    )
    ids = scene.outbox.put(change(1, change=ChangeKind.CONFIRMED), change(2))
    scene.slack.workspace.fail(Fault.CLOSED)
    scene.until_done()
    assert sorted(ids_seen(scene.messages)) == sorted(ids)
    assert not scene.alarms
