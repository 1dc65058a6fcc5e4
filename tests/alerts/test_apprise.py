"""Other destinations, against a real web hook on loopback."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from alerts import deliver, open_senders
from alerts.destinations import AppriseDestination
from facts.outbox import DeliveryState
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


def run(hook, outbox, clock, tmp_path):
    secrets = {"BONGSU_HOOK": f"json://127.0.0.1:{hook.server_address[1]}/"}
    senders = open_senders([HOOK], terminal=None, file=tmp_path / "x", secrets=secrets)
    return deliver(outbox, [HOOK], senders, clock, holder="me", alarm=lambda *_: None)
