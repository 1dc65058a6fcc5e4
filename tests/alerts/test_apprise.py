"""Other destinations, against a real web hook and a real mail server on loopback."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from alerts import deliver, open_senders
from alerts.destinations import AppriseDestination
from facts.outbox import DeliveryState
from tests.alerts.mailbox import Mailbox
from tests.alerts.scene import change

HOOK = AppriseDestination(name="hook", url_variable="BONGSU_HOOK", language="en")


@pytest.fixture
def hook():
    """A web hook that keeps what it gets and answers with `status`."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            self.server.got.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(self.server.status)
            self.end_headers()

        def log_message(self, *_):
            """Quiet."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.got, server.status = [], 200
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield server
        server.shutdown()


def test_an_alert_arrives_as_plain_text(hook, outbox, clock, tmp_path):
    """The headline as the title, the rest below."""
    [id_] = outbox.put(change(), to=("hook",))
    run(hook, outbox, clock, tmp_path)
    [got] = hook.got
    assert got["title"] == "[Replaced] 새봄전자 AI연구소장: 김하나 → 인물1"
    assert "https://news.example/1?a=1&b=2" in got["message"]
    assert outbox.rows[id_].state is DeliveryState.SENT


def test_a_failure_is_tried_again_later(hook, outbox, clock, tmp_path):
    """At least once: nothing tells a lost answer from a lost request."""
    [id_] = outbox.put(change(), to=("hook",))
    hook.status = 500
    [report] = run(hook, outbox, clock, tmp_path)
    assert outbox.rows[id_].state is DeliveryState.PENDING
    hook.status = 200
    clock.sleep((report.next_due - clock.now()).total_seconds())
    run(hook, outbox, clock, tmp_path)
    assert outbox.rows[id_].state is DeliveryState.SENT


def test_a_burst_comes_in_bundles(hook, outbox, clock, tmp_path):
    """A mail a change would be noise: twenty changes to a message, all of them in full."""
    ids = outbox.put(*(change(n) for n in range(45)), to=("hook",))
    run(hook, outbox, clock, tmp_path)
    assert [got["title"] for got in hook.got] == [f"{count} changes came in at once" for count in (20, 20, 5)]
    everything = "".join(got["message"] for got in hook.got)
    assert [everything.count(f"→ 인물{n}\n") for n in range(45)] == [1] * 45
    assert {outbox.rows[id_].state for id_ in ids} == {DeliveryState.SENT}


@pytest.fixture
def mailbox():
    with Mailbox() as box:
        yield box


def mailed(box, outbox, clock, tmp_path, **given):
    """One round at a mail destination."""
    mail = AppriseDestination(name="mail", url_variable="BONGSU_MAIL", **given)
    address = f"mailto://127.0.0.1:{box.port}/?mode=insecure&from=bongsu@example.org&to=team@example.org&format=text"
    senders = open_senders([mail], terminal=None, file=tmp_path / "x", secrets={"BONGSU_MAIL": address})
    return deliver(outbox, [mail], senders, clock, holder="me", alarm=lambda *_: None)


def test_an_alert_arrives_by_mail(mailbox, outbox, clock, tmp_path):
    """The headline as the subject, the whole alert as plain text, Hangul and all."""
    [id_] = outbox.put(change(modality="planned"), to=("mail",))
    mailed(mailbox, outbox, clock, tmp_path)
    [mail] = mailbox.mails
    assert (mail["To"], mail["From"].addresses[0].addr_spec) == ("team@example.org", "bongsu@example.org")
    assert mail["Subject"] == "[교체 예정] 새봄전자 AI연구소장: 김하나 → 인물1"
    body = mail.get_body(("plain",)).get_content()
    assert "“새봄전자는 AI연구소장에 인물1을 선임했다고 3일 밝혔다.”" in body
    assert "https://news.example/1?a=1&b=2" in body
    assert outbox.rows[id_].state is DeliveryState.SENT


def test_a_hostile_title_forges_no_header(mailbox, outbox, clock, tmp_path):
    """Line breaks and markup of a headline stay text of one line."""
    outbox.put(change(what="소장\r\nBcc: all@example.org\r\n\r\n<script>x</script>"), to=("mail",))
    mailed(mailbox, outbox, clock, tmp_path)
    [mail] = mailbox.mails
    assert mail["Bcc"] is None
    assert "Bcc: all@example.org <script>" in mail["Subject"]


def test_mail_has_a_digest_in_the_time_of_its_place(mailbox, outbox, clock, tmp_path):
    """What a day brought comes as one mail at its hour: at eight in Berlin, not when it happened."""
    given = {"digest": {"at": "08:00"}, "time_zone": "Europe/Berlin"}
    outbox.put(change(1), change(2), to=("mail",), at=clock.now())
    [report] = mailed(mailbox, outbox, clock, tmp_path, **given)
    assert not mailbox.mails
    assert (report.next_due.hour, report.next_due.minute) == (6, 0)
    clock.sleep((report.next_due - clock.now()).total_seconds())
    mailed(mailbox, outbox, clock, tmp_path, **given)
    [mail] = mailbox.mails
    body = mail.get_body(("plain",)).get_content()
    assert mail["Subject"] == "2건의 변화가 한꺼번에 들어왔습니다"
    assert body.count("→ 인물1") == body.count("→ 인물2") == 1


def test_a_mail_server_that_is_busy_is_tried_again(mailbox, outbox, clock, tmp_path):
    """At least once: kept, and sent when it takes mail again."""
    [id_] = outbox.put(change(), to=("mail",))
    mailbox.refuses = True
    [report] = mailed(mailbox, outbox, clock, tmp_path)
    assert (outbox.rows[id_].state, mailbox.mails) == (DeliveryState.PENDING, [])
    mailbox.refuses = False
    clock.sleep((report.next_due - clock.now()).total_seconds())
    mailed(mailbox, outbox, clock, tmp_path)
    assert outbox.rows[id_].state is DeliveryState.SENT
    assert len(mailbox.mails) == 1


def run(hook, outbox, clock, tmp_path):
    secrets = {"BONGSU_HOOK": f"json://127.0.0.1:{hook.server_address[1]}/"}
    senders = open_senders([HOOK], terminal=None, file=tmp_path / "x", secrets=secrets)
    return deliver(outbox, [HOOK], senders, clock, holder="me", alarm=lambda *_: None)
