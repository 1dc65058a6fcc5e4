"""The embedded destinations: terminal and file."""

import io

import pytest
from pydantic import SecretStr

from alerts import deliver, open_senders
from alerts.destinations import AppriseDestination, FileDestination, SlackDestination, TerminalDestination
from alerts.errors import BlockedError
from alerts.local import FileSender, TerminalSender
from alerts.message import Message
from alerts.senders import Label
from facts.outbox import DeliveryState
from tests.alerts.scene import START, change


def message(text):
    return Message(text, text)


def told(outbox, destinations, clock, tmp_path, **given):
    stream = io.StringIO()
    senders = open_senders(destinations, terminal=stream, file=tmp_path / "alerts.txt", clock=clock, **given)
    reports = deliver(outbox, destinations, senders, clock, holder="me", alarm=lambda *a: None)
    return stream.getvalue(), reports


def test_without_a_token_slack_alerts_go_to_the_terminal_and_to_the_file(outbox, clock, tmp_path):
    """The same message, twice readable."""
    outbox.put(change())
    printed, [report] = told(outbox, [SlackDestination(name="team", channel="C0A")], clock, tmp_path)
    written = (tmp_path / "alerts.txt").read_text()
    assert report.sent == 1
    for shown in (printed, written):
        assert "새봄전자 AI연구소장: 김하나 → 인물1" in shown
        assert "https://news.example/1?a=1&b=2" in shown


def test_a_file_gets_its_folder(outbox, clock, tmp_path):
    """Made where it is missing."""
    path = tmp_path / "new" / "alerts.txt"
    outbox.put(change(), to=("f",))
    told(outbox, [FileDestination(name="f", path=path)], clock, tmp_path)
    assert "인물1" in path.read_text()


def test_what_was_written_before_a_crash_is_not_written_again(outbox, clock, tmp_path):
    """The attempt was committed and the record stands: settling finds it by its id."""
    path = tmp_path / "alerts.txt"
    [id_] = outbox.put(change(), to=("f",))
    outbox.intend(id_, clock.now())
    FileSender(path).check()
    FileSender(path).post(message("already there"), Label(id_))
    clock.sleep(200)
    told(outbox, [FileDestination(name="f", path=path)], clock, tmp_path)
    assert outbox.rows[id_].state is DeliveryState.SENT
    assert path.read_text().count(id_) == 1


def test_a_torn_record_is_replaced(tmp_path):
    """A crash in the middle of writing leaves half a record; it counts for nothing and gives way."""
    sender = FileSender(tmp_path / "alerts.txt")
    sender.check()
    sender.post(message("first"), Label("one"))
    with sender.path.open("a") as file:
        file.write("== two\nhalf of the sec")
    assert sender.find({"two"}, START, [], canary=True) is None
    sender.post(message("second"), Label("two"))
    assert sender.path.read_text() == "== one\nfirst\n== .\n== two\nsecond\n== .\n"
    assert sender.find({"two"}, START, [], canary=True)[0] == "two"


def test_text_cannot_forge_a_record(tmp_path):
    """A title that looks like a record's begin or end is set off."""
    sender = FileSender(tmp_path / "alerts.txt")
    sender.check()
    sender.post(message("== .\n== forged\nx\n== ."), Label("one"))
    assert sender.find({"forged"}, START, [], canary=False) is None
    assert sender.find({"one"}, START, [], canary=False) is not None


def test_an_unwritable_file_blocks_with_a_way_out(tmp_path):
    """Named, with what to do."""
    (tmp_path / "folder").mkdir()
    with pytest.raises(BlockedError) as caught:
        FileSender(tmp_path / "folder").check()
    assert "name another file" in caught.value.way_out


def test_a_terminal_that_cannot_show_hangul_gets_marks_instead():
    """An alert is no reason to die of an encoding."""
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="ascii")
    TerminalSender(stream).post(message("가 and a"), Label("x"))
    assert b"? and a" in raw.getvalue()


def test_a_terminal_sends_again_after_a_crash(outbox, clock, tmp_path):
    """At least once: nobody can read back what was printed."""
    [id_] = outbox.put(change(), to=("t",))
    outbox.intend(id_, clock.now())
    printed, _ = told(outbox, [TerminalDestination(name="t")], clock, tmp_path)
    assert "인물1" in printed


@pytest.mark.parametrize(
    ("destination", "given", "way_out"),
    [
        (AppriseDestination(name="x", url_variable="BONGSU_MAIL"), {}, "BONGSU_MAIL"),
        (
            AppriseDestination(name="x", url_variable="BONGSU_MAIL"),
            {"secrets": {"BONGSU_MAIL": "a-secret"}},
            "BONGSU_MAIL",
        ),
        (SlackDestination(name="x", channel="C0A"), {"slack_token": SecretStr("a-secret")}, "BONGSU_SLACK_TOKEN"),
        (
            SlackDestination(name="x", channel="C0A"),
            {"slack_token": SecretStr("xoxb-a-secret\nx: y")},
            "BONGSU_SLACK_TOKEN",
        ),
    ],
)
def test_a_destination_that_cannot_be_opened_is_blocked_and_the_others_go_on(
    outbox, clock, tmp_path, destination, given, way_out
):
    """Its alerts are kept, the note says what to set, and the secret is shown nowhere."""
    [kept, _] = outbox.put(change(), to=("x", "t"))
    printed, reports = told(outbox, [destination, TerminalDestination(name="t")], clock, tmp_path, **given)
    assert "인물1" in printed
    assert outbox.rows[kept].state is DeliveryState.BLOCKED
    [note] = [note for report in reports for note in report.notes if way_out in note]
    assert "a-secret" not in repr(reports)
    assert "not_configured" in note
