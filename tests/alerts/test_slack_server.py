"""The local Slack is as strict as the real one says it is: checked with the real SDK."""

import json
import urllib.error
import urllib.request
from xml.etree import ElementTree as ET

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from tests.alerts.scene import change
from tests.alerts.test_delivery import Scene
from tests.slack_server import Channel, Fault
from tests.slack_server.picture import draw

METADATA = {"event_type": "x", "event_payload": {"id": "1"}}


@pytest.fixture
def client(slack):
    slack.workspace.limits_rate = False
    return WebClient("xoxb-local", base_url=slack.address, retry_handlers=[])


def post(client, **fields):
    return client.chat_postMessage(**{"channel": "C0ALERTS", "text": "text"} | fields)


def refusal(call, **fields):
    with pytest.raises(SlackApiError) as caught:
        call(**fields)
    return caught.value.response["error"]


def rich(*inline):
    return [{"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": list(inline)}]}]


def section(text):
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


def button(**fields):
    return {"type": "button", "action_id": "a", "text": {"type": "plain_text", "text": "b"}} | fields


@pytest.mark.parametrize(
    ("blocks", "code"),
    [
        ([section("x")] * 51, "invalid_blocks"),
        ([section("x" * 3001)], "invalid_blocks"),
        ([section("")], "invalid_blocks"),
        ([{"type": "section", "fields": [section("x")["text"]] * 11}], "invalid_blocks"),
        ([{"type": "section", "fields": [{"type": "mrkdwn", "text": "x" * 2001}]}], "invalid_blocks"),
        ([{"type": "header", "text": {"type": "plain_text", "text": "x" * 151}}], "invalid_blocks"),
        ([{"type": "header", "text": {"type": "mrkdwn", "text": "x"}}], "invalid_blocks"),
        ([{"type": "context", "elements": [section("x")["text"]] * 11}], "invalid_blocks"),
        ([{"type": "actions", "elements": [button(action_id=str(n)) for n in range(26)]}], "invalid_blocks"),
        ([{"type": "actions", "elements": [button(), button()]}], "invalid_blocks"),
        ([{"type": "actions", "elements": [button(value="x" * 2001)]}], "invalid_blocks"),
        ([{"type": "surprise"}], "invalid_blocks"),
        ([section("x") | {"block_id": "same"}] * 2, "invalid_blocks"),
        ([section("x" * 2900)] * 4, "msg_blocks_too_long"),
        (rich({"type": "text", "text": ""}), "invalid_blocks"),
        (rich({"type": "text", "text": "x", "style": {"blink": True}}), "invalid_blocks"),
        (rich({"type": "link", "url": "javascript:x"}), "invalid_blocks"),
        (rich(), "invalid_blocks"),
        ("no list", "invalid_blocks_format"),
    ],
)
def test_blocks_beyond_a_limit_are_refused(client, blocks, code):
    """Each limit of the documentation; nothing is stored."""
    assert refusal(lambda **f: post(client, **f), blocks=blocks) == code


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"text": ""}, "no_text"),
        ({"text": "x" * 40_001}, "msg_too_long"),
        ({"channel": "C0NONE"}, "channel_not_found"),
        ({"channel": "C0FOREIGN"}, "not_in_channel"),
        ({"channel": "C0OLD"}, "is_archived"),
        ({"thread_ts": "1.000000"}, "thread_not_found"),
        ({"metadata": {"event_type": "x"}}, "invalid_metadata_schema"),
        ({"metadata": {"event_type": "x", "event_payload": {"a": "x" * 9000}}}, "metadata_too_large"),
    ],
)
def test_posts_that_slack_refuses_are_refused(client, slack, fields, code):
    slack.workspace.channels["C0FOREIGN"] = Channel("C0FOREIGN", "foreign", member=False)
    slack.workspace.channels["C0OLD"] = Channel("C0OLD", "old", archived=True)
    assert refusal(lambda **f: post(client, **f), **fields) == code
    assert not slack.workspace.visible()


@pytest.mark.parametrize(
    ("token", "code"), [("", "not_authed"), ("xoxb-other", "invalid_auth"), ("xapp-local", "not_allowed_token_type")]
)
def test_tokens_are_checked(slack, token, code):
    client = WebClient(token, base_url=slack.address, retry_handlers=[])
    assert refusal(client.auth_test) == code


def test_scopes_are_checked(client, slack):
    slack.workspace.scopes = frozenset({"chat:write"})
    post(client)
    assert refusal(client.conversations_history, channel="C0ALERTS") == "missing_scope"


def test_metadata_is_shown_only_when_asked_for(client):
    """The trap that lets a look-up find nothing."""
    post(client, metadata=METADATA)
    [plain] = client.conversations_history(channel="C0ALERTS", oldest="0")["messages"]
    [full] = client.conversations_history(channel="C0ALERTS", include_all_metadata=True)["messages"]
    assert "metadata" not in plain
    assert full["metadata"] == METADATA


def test_replies_stand_in_their_thread_only(client):
    root = post(client)["ts"]
    post(client, thread_ts=root)
    post(client, thread_ts=root, reply_broadcast=True)
    assert len(client.conversations_history(channel="C0ALERTS")["messages"]) == 2
    assert len(client.conversations_replies(channel="C0ALERTS", ts=root)["messages"]) == 3


def test_history_lags_and_comes_in_pages(client, slack, clock):
    slack.workspace.history_lag = 10
    stamps = []
    for _ in range(25):
        stamps.append(post(client)["ts"])
        clock.sleep(1)
    clock.sleep(5)
    found, cursor = [], ""
    while True:
        page = client.conversations_history(channel="C0ALERTS", limit=9, cursor=cursor)
        found += [m["ts"] for m in page["messages"]]
        if not page["has_more"]:
            break
        cursor = page["response_metadata"]["next_cursor"]
    assert found == stamps[:21][::-1]


def test_rates_are_limited(client, slack, clock):
    """A short burst is tolerated; then 429 with the seconds to wait."""
    slack.workspace.limits_rate = True
    for _ in range(5):
        post(client)
    with pytest.raises(SlackApiError) as caught:
        post(client)
    assert caught.value.response.status_code == 429
    assert caught.value.response.headers["Retry-After"] == "1"
    clock.sleep(5)
    post(client)


def test_updates_and_deletions(client, slack):
    """Only our own, metadata kept where none is given, never from rich text to another family."""
    ts = post(client, blocks=rich({"type": "text", "text": "x"}), metadata=METADATA)["ts"]
    client.chat_update(channel="C0ALERTS", ts=ts, text="new", blocks=rich({"type": "text", "text": "y"}))
    [message] = slack.workspace.visible()
    assert message["metadata"] == METADATA
    assert refusal(client.chat_update, channel="C0ALERTS", ts=ts, text="x", blocks=[section("x")]) == "block_mismatch"
    assert refusal(client.chat_update, channel="C0ALERTS", ts=ts, text="x" * 4001) == "msg_too_long"
    assert refusal(client.chat_update, channel="C0ALERTS", ts="1.0", text="x") == "message_not_found"
    message["user"] = "U0OTHER"
    assert refusal(client.chat_update, channel="C0ALERTS", ts=ts, text="x") == "cant_update_message"
    assert refusal(client.chat_delete, channel="C0ALERTS", ts=ts) == "cant_delete_message"
    message["user"] = "U0BOT"
    client.chat_delete(channel="C0ALERTS", ts=ts)
    assert not slack.workspace.visible()


def test_reactions_can_be_asked_for(client, slack):
    ts = post(client)["ts"]
    slack.workspace.react(ts, "x", "U1")
    found = client.reactions_get(channel="C0ALERTS", timestamp=ts)
    assert found["message"]["reactions"] == [{"name": "x", "users": ["U1"], "count": 1}]


def test_the_default_client_doubles_and_ours_does_not(slack):
    """Why retries are off: the SDK's default posts again when the first answer is lost."""
    for handlers, expected in ((None, 2), ([], 1)):
        slack.workspace.channels["C0ALERTS"].messages.clear()
        client = WebClient("xoxb-local", base_url=slack.address, retry_handlers=handlers)
        slack.workspace.fail(Fault.CLOSED)
        try:
            post(client)
        except OSError:
            assert expected == 1
        assert len(slack.workspace.visible()) == expected


def test_incoming_webhooks_answer_in_plain_words(slack):
    """No time stamp comes back: nothing posted so can be settled."""
    address = slack.address.replace("/api/", "/services/T/B/X")

    def send(body):
        request = urllib.request.Request(address, json.dumps(body).encode(), {"Content-Type": "application/json"})
        with urllib.request.urlopen(request) as answer:
            return answer.read()

    assert send({"text": "hello"}) == b"ok"
    with pytest.raises(urllib.error.HTTPError) as caught:
        send({"text": ""})
    assert caught.value.read() == b"no_text"


def test_the_page_shows_what_a_reader_sees(outbox, slack, clock):
    """Text from the web stands there escaped; a click on a face is a reaction."""
    scene = Scene(outbox, slack, clock)
    outbox.put(change(1, article={"title": "<script>alert(1)</script>"}))
    scene.round()
    address = slack.address.removesuffix("api/")
    with urllib.request.urlopen(address) as answer:
        page = answer.read().decode()
    assert "새봄전자 AI연구소장: 김하나 → 인물1" in page
    assert "<script>" not in page
    body = f"channel=C0ALERTS&ts={scene.messages[0]['ts']}&name=x".encode()
    urllib.request.urlopen(address + "react", body)
    assert scene.messages[0]["reactions"][0]["name"] == "x"


def test_a_picture_is_drawn_of_the_blocks(outbox, slack, clock):
    """Well-formed, whatever stands in a message, and nothing of it is lost at the edge."""
    scene = Scene(outbox, slack, clock)
    outbox.put(change(1, article={"title": "<b>&amp; " + "긴 제목 " * 30}))
    scene.round()
    drawn = ET.fromstring(draw(scene.messages))
    text = "".join(drawn.itertext())
    assert "새봄전자 AI연구소장: 김하나 → 인물1" in text
    assert "<b>&amp; 긴 제목" in text
    lines = ["".join(one.itertext()) for one in drawn.iter("{http://www.w3.org/2000/svg}text")]
    assert max(map(len, lines)) < 80
