"""Polls against a real server: what is asked, what is remembered, what people are told."""

import asyncio
import re
import time
from datetime import UTC, datetime, timedelta

import pytest

from sources import errors
from sources.feeds import Feed, FeedState, Health, NoticeKind
from sources.outcomes import note_pages
from sources.polling import poll, poll_all

NOW = datetime(2026, 11, 21, tzinfo=UTC)
HOUR = timedelta(hours=1)


def rss(*numbers, head=""):
    items = "".join(
        f"<item><title>제목 {n}</title><link>https://news.kr/v?idxno={n}</link><guid>{n}</guid>"
        f"<description>요약 {n}</description><pubDate>2026-11-20 {n % 24:02}:00:00</pubDate></item>"
        for n in numbers
    )
    return f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>t</title>{head}{items}</channel></rss>'


class Watcher:
    """One feed through several polls, an hour apart; its state goes through JSON as a ledger would keep it."""

    def __init__(self, client, url, **named):
        self.client, self.feed = client, Feed(name="f", url=url, **named)
        self.state, self.now = FeedState(), NOW

    def poll(self, after=HOUR):
        async def run():
            async with self.client() as client:
                return await poll(
                    client, self.feed, FeedState.model_validate_json(self.state.model_dump_json()), self.now
                )

        result = asyncio.run(run())
        self.state = result.state
        self.now += after
        return result


@pytest.fixture
def watch(client):
    return lambda url, **named: Watcher(client, url, **named)


def titles(result):
    return [entry.title for entry in result.entries]


def test_a_first_poll_brings_all_and_says_that_it_is_the_first(web, watch):
    result = watch(web.serve("/f", rss(1, 2, 3))).poll()
    assert (titles(result), result.first, result.error) == (["제목 1", "제목 2", "제목 3"], True, None)
    assert result.state.health is Health.GOOD
    assert result.entries[0].published == datetime(2026, 11, 19, 16, tzinfo=UTC)


def test_later_polls_bring_what_is_new(web, watch):
    watcher = watch(web.serve("/f", rss(1, 2)))
    watcher.poll()
    web.serve("/f", rss(3, 2, 1))
    result = watcher.poll()
    assert (titles(result), result.first) == (["제목 3"], False)


def test_validators_go_back_as_they_came(web, watch):
    """Verbatim, odd as they may be; and a 304 is all that is then sent."""
    etag, modified = 'W/"a\\b ü?'.encode("ascii", "ignore").decode(), "Fri, 20 Nov 2026 10:00:00 +0900"

    def route(request):
        if request.headers.get("If-None-Match") == etag and request.headers.get("If-Modified-Since") == modified:
            return 304, {}, b""
        return 200, {"ETag": etag, "Last-Modified": modified}, rss(1).encode()

    web.routes["/f"] = route
    watcher = watch(web.url("/f"))
    watcher.poll()
    for _ in range(2):
        result = watcher.poll()
        assert (result.entries, result.error) == ((), None)
    assert [("If-None-Match" in headers) for headers in web.seen("/f")] == [False, True, True]
    assert watcher.state.last_success_at == NOW + 2 * HOUR


def test_an_equal_body_is_not_parsed_again(web, watch):
    """Without validators the hash tells."""
    watcher = watch(web.serve("/f", rss(1)))
    before = watcher.poll().state
    after = watcher.poll().state
    assert (after.seen, after.body_hash) == (before.seen, before.body_hash)
    assert after.last_success_at > before.last_success_at


def test_validators_stay_with_their_address(web, watch):
    """A feed that is given another address starts anew there, but knows its entries."""
    watcher = watch(web.serve("/f", rss(1), ETag='"1"'))
    watcher.poll()
    watcher.feed = watcher.feed.model_copy(update={"url": web.serve("/g", rss(2, 1))})
    assert titles(watcher.poll()) == ["제목 2"]
    assert "If-None-Match" not in web.seen("/g")[0]


@pytest.mark.parametrize(
    ("status", "body", "kind", "message"),
    [
        (
            200,
            "<!DOCTYPE html><html><head><title>점검중</title></head></html>",
            errors.NotAFeed,
            "web page titled “점검중”",
        ),
        (200, "", errors.EmptyFeed, "the answer is empty"),
        (200, rss(), errors.EmptyFeed, "has no entries"),
        (204, "", errors.EmptyFeed, "the answer is empty"),
        (304, "", None, None),
        (404, "no", errors.Rejected, "HTTP 404"),
        (410, "no", errors.Rejected, "take the address out"),
        (403, "no", errors.Rejected, "refuses us"),
        (500, "no", errors.ServerFailed, "HTTP 500"),
        (200, "x" * 2_000_000, errors.TooLarge, "over the limit"),
        (200, "<rss><channel>" + "<a>" * 200_000, errors.HostileDocument, "within each other"),
    ],
    ids=["html", "empty", "no entries", "204", "304", "404", "410", "403", "500", "huge", "deep"],
)
def test_bad_input_is_that_feeds_own_error(web, client, status, body, kind, message):
    """Named, and the feed beside it is read all the same."""
    bad = Feed(name="bad", url=web.serve("/bad", body, status))
    good = Feed(name="good", url=web.serve("/good", rss(1)))

    async def run():
        async with client(body=1_000_000) as http:
            return {result.feed.name: result async for result in poll_all(http, [bad, good], {}, NOW)}

    results = asyncio.run(run())
    assert titles(results["good"]) == ["제목 1"]
    if kind is None:
        assert results["bad"].error is None
    else:
        assert type(results["bad"].error) is kind
        assert message in str(results["bad"].error)
        assert results["bad"].state.error == str(results["bad"].error)
        assert results["bad"].state.next_poll_at > NOW


def test_a_feed_in_a_wrong_charset_is_read(web, watch):
    body = rss(1).replace("제목", "펲뷁").encode("cp949")
    assert titles(watch(web.serve("/f", body, Content_Type="text/xml; charset=UTF-8")).poll()) == ["펲뷁 1"]


def test_a_feed_that_may_be_empty_is_no_fault(web, watch):
    result = watch(web.serve("/f", rss()), may_be_empty=True).poll()
    assert (result.error, result.entries, result.state.health) == (None, (), Health.GOOD)


def test_one_notice_when_a_feed_turns_bad_and_one_when_it_recovers(web, watch):
    watcher = watch(web.serve("/f", rss(1)))
    watcher.poll()
    web.serve("/f", "gone", 404)
    assert [[notice.kind for notice in watcher.poll().notices] for _ in range(3)] == [[NoticeKind.TURNED_BAD], [], []]
    web.serve("/f", rss(2, 1))
    result = watcher.poll()
    assert [notice.kind for notice in result.notices] == [NoticeKind.RECOVERED]
    assert titles(result) == ["제목 2"]
    assert watcher.poll().notices == ()


def test_a_passing_fault_is_no_notice_and_the_third_in_a_row_is(web, watch):
    watcher = watch(web.serve("/f", "", 500))
    assert [[notice.kind for notice in watcher.poll().notices] for _ in range(4)] == [
        [],
        [],
        [NoticeKind.TURNED_BAD],
        [],
    ]
    assert watcher.state.failures == 4


def test_a_failing_feed_is_asked_less_and_less_but_never_given_up(web, watch):
    watcher = watch(web.serve("/f", "", 404))
    waits = []
    for _ in range(30):
        asked_at = watcher.now
        watcher.poll(timedelta(days=1))
        waits.append(watcher.state.next_poll_at - asked_at)
    assert waits[0] < waits[2] < waits[4]
    assert all(wait <= timedelta(hours=6.7) for wait in waits)


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize("written", ["7200", "Sat, 21 Nov 2026 02:00:00 GMT"])
def test_retry_after_is_kept(web, watch, status, written):
    def route(request):
        return status, {"Retry-After": written}, b""

    web.routes["/f"] = route
    watcher = watch(web.url("/f"))
    watcher.poll()
    if written == "7200":
        assert watcher.state.next_poll_at >= NOW + timedelta(hours=2)
    assert not watcher.state.due(NOW + timedelta(minutes=9))


def test_permanent_redirects_are_remembered_and_told_once(web, watch):
    web.serve("/old", "", 301, Location=web.url("/new"))
    web.serve("/new", rss(1))
    watcher = watch(web.url("/old"))
    assert [notice.kind for notice in watcher.poll().notices] == [NoticeKind.MOVED]
    assert watcher.poll().notices == ()
    assert (len(web.seen("/old")), len(web.seen("/new"))) == (1, 2)


def test_a_redirect_to_a_page_is_not_remembered(web, watch):
    """A captive portal or a maintenance page says 301 as easily as anybody."""
    web.serve("/old", "", 301, Location=web.url("/portal"))
    web.serve("/portal", "<html><title>로그인</title></html>")
    watcher = watch(web.url("/old"))
    watcher.poll()
    web.serve("/old", rss(1))
    assert titles(watcher.poll()) == ["제목 1"]


def test_a_new_place_that_stops_serving_is_forgotten(web, watch):
    web.serve("/old", "", 301, Location=web.url("/new"))
    web.serve("/new", rss(1))
    watcher = watch(web.url("/old"))
    watcher.poll()
    web.serve("/new", "", 404)
    web.serve("/old", rss(2, 1))
    assert isinstance(watcher.poll().error, errors.Rejected)
    assert titles(watcher.poll()) == ["제목 2"]


def test_a_window_that_moved_past_what_was_seen_is_a_gap(web, watch):
    """Told once a day at most; an overlap of one is no gap, and a gap shortens the wait."""
    watcher = watch(web.serve("/f", rss(*range(10))))
    watcher.poll()
    web.serve("/f", rss(*range(9, 19)))
    assert watcher.poll().notices == ()
    web.serve("/f", rss(*range(30, 40)))
    result = watcher.poll()
    assert [notice.kind for notice in result.notices] == [NoticeKind.GAP]
    assert "all 10 entries are new" in result.notices[0].message
    assert len(result.entries) == 10
    assert result.state.interval_seconds == 600
    web.serve("/f", rss(*range(50, 60)))
    assert watcher.poll().notices == ()
    web.serve("/f", rss(*range(70, 80)))
    watcher.now += timedelta(days=1)
    assert len(watcher.poll().notices) == 1


def test_the_interval_follows_the_feed_within_its_bounds(web, watch):
    """Quiet ones are asked seldom, busy ones often."""
    watcher = watch(web.serve("/f", rss(1, 2, 3, 4)), shortest_minutes=5, longest_minutes=300)
    for _ in range(40):
        watcher.poll(timedelta(hours=5))
    assert watcher.state.interval_seconds == 300 * 60
    number = 4
    for _ in range(100):
        number += 5
        web.serve("/f", rss(*range(number, number - 20, -1)))
        watcher.poll(timedelta(minutes=15))
    assert watcher.state.interval_seconds < 40 * 60


@pytest.mark.parametrize(
    ("headers", "head", "minutes"),
    [
        ({}, "", 10),
        ({"Cache_Control": "max-age=3600"}, "", 60),
        ({"Cache_Control": "public, Max-Age=3600"}, "", 60),
        ({"Cache_Control": "no-cache, max-age=3600"}, "", 10),
        ({"Cache_Control": "max-age=86400"}, "", 120),
        ({"Cache_Control": "max-age=0"}, "", 10),
        ({"Cache_Control": "max-age=x"}, "", 10),
        ({"Date": "Sat, 21 Nov 2026 00:00:00 GMT", "Expires": "Sat, 21 Nov 2026 01:30:00 GMT"}, "", 90),
        ({"Date": "Sat, 21 Nov 2026 00:00:00 GMT", "Expires": "Thu, 01 Jan 1970 00:00:00 GMT"}, "", 10),
        ({"Expires": "0"}, "", 10),
        ({}, "<ttl>45</ttl>", 45),
        ({"Cache_Control": "max-age=3600"}, "<ttl>45</ttl>", 60),
    ],
)
def test_what_the_server_asks_for_is_kept_up_to_the_longest(web, watch, headers, head, minutes):
    """An entry a minute would be asked every ten minutes."""
    body = re.sub(r" (\d\d):00:00<", r" 00:\1:00<", rss(*range(24), head=head))
    watcher = watch(web.serve("/f", body, **headers))
    watcher.poll()
    assert watcher.state.interval_seconds == minutes * 60


def test_only_due_feeds_are_polled_unless_forced(web, client):
    feeds = [Feed(name=str(n), url=web.serve(f"/{n}", rss(n))) for n in range(3)]
    states = {"0": FeedState(next_poll_at=NOW + HOUR), "1": FeedState(next_poll_at=NOW)}

    async def run(**named):
        async with client() as http:
            return {result.feed.name async for result in poll_all(http, feeds, states, NOW, **named)}

    assert asyncio.run(run()) == {"1", "2"}
    assert asyncio.run(run(force=True)) == {"0", "1", "2"}


def test_a_slow_host_does_not_hold_up_the_others(web_on_every_loopback, client):
    """Six feeds of a host that answers late come last; the other hosts' feeds do not wait for them."""
    web = web_on_every_loopback

    def slowly(request):
        time.sleep(0.3)
        return 200, {}, rss(1).encode()

    web.routes["/slow"] = slowly
    web.serve("/quick", rss(1))
    slow = [Feed(name=f"slow {n}", url=web.url(f"/slow?{n}", "127.0.0.2")) for n in range(6)]
    quick = [Feed(name=f"quick {n}", url=web.url("/quick", f"127.0.0.{n}")) for n in range(3, 33)]

    async def run():
        async with client(allow=("127.0.0.0/8",)) as http:
            return [result.feed.name async for result in poll_all(http, slow + quick, {}, NOW)]

    assert [name.split()[0] for name in asyncio.run(run())][:28] == ["quick"] * 28


def test_a_fault_of_our_own_stays_with_its_feed(caplog):
    """It is told as one, logged with its trace, and the other feeds are polled."""

    class Faulty:
        async def get(self, url, headers):
            raise ZeroDivisionError(url)

    async def run():
        feeds = [Feed(name=name, url=f"https://news.kr/{name}") for name in "ab"]
        return [result async for result in poll_all(Faulty(), feeds, {}, NOW)]

    results = asyncio.run(run())
    assert {result.feed.name for result in results} == {"a", "b"}
    assert all(isinstance(result.error, errors.Unforeseen) for result in results)
    assert "Traceback" in caplog.text


def test_leaving_early_ends_the_rest(web, client):
    feeds = [Feed(name=str(n), url=web.serve(f"/{n}", rss(n))) for n in range(60)]

    async def run():
        async with client() as http:
            polls = poll_all(http, feeds, {}, NOW)
            async for _ in polls:
                break
            await polls.aclose()
            return len(asyncio.all_tasks())

    assert asyncio.run(run()) == 1
    assert len(web.requests) < 60


def test_a_source_whose_pages_turn_empty_gives_one_notice():
    feed, state = Feed(name="f", url="https://news.kr/f"), FeedState()
    told = []
    for full, empty in [(20, 0), (1, 2), (0, 10), (0, 20), (0, 5), (40, 0), (20, 0)]:
        state, notices = note_pages(feed, state, NOW, full, empty)
        told += [notice.kind for notice in notices]
    assert told == [NoticeKind.PAGES_EMPTY, NoticeKind.PAGES_RECOVERED]


def test_a_state_of_an_older_version_is_read():
    assert FeedState.model_validate({"etag": '"1"', "no_longer_known": 1}).etag == '"1"'


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("url", "ftp://news.kr/f"),
        ("url", "https://user:secret@news.kr/f"),
        ("timezone", "Seoul"),
        ("timezone", "../../etc/passwd"),
        ("tier", 7),
        ("language", "korean"),
        ("shortest_minutes", 500),
        ("colour", "red"),
    ],
)
def test_a_feed_that_cannot_be_meant_is_refused_by_field(field, value):
    with pytest.raises(ValueError, match=field):
        Feed.model_validate({"name": "f", "url": "https://news.kr/f"} | {field: value})
