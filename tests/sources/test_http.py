"""The door to the web, against real servers: manners, bounds, and what each failure is called."""

import asyncio
import gzip
import time
import zlib
from datetime import UTC, datetime, timedelta

import brotli
import pytest
import zstandard

from sources import errors
from sources.http import retry_after


def get(client, *urls, **named):
    async def run():
        async with client:
            return await asyncio.gather(*(client.get(url, **named) for url in urls))

    return asyncio.run(run())


def test_says_who_asks_and_carries_nothing_else(web, client):
    """Own User-Agent with the contact; no cookies, even when the site sets them; no referrer."""
    url = web.serve("/a", "hello", Set_Cookie="id=1; Path=/")
    get(client(), url)
    maker = client()

    async def twice():
        async with maker:
            await maker.get(url)
            return await maker.get(url)

    assert asyncio.run(twice()).body == b"hello"
    for headers in web.seen("/a"):
        assert headers["User-Agent"].startswith("bongsu/")
        assert headers["User-Agent"].endswith("(+mailto:test@example.org)")
        assert not {"Cookie", "Referer"} & set(headers)


@pytest.mark.parametrize(
    ("coding", "pack"),
    [
        ("gzip", gzip.compress),
        ("x-gzip", gzip.compress),
        ("deflate", zlib.compress),
        ("deflate", lambda body: zlib.compress(body)[2:-4]),
        ("br", brotli.compress),
        ("zstd", zstandard.compress),
        ("identity", bytes),
    ],
)
def test_unpacks_what_it_offers_and_what_servers_send(web, client, coding, pack):
    body = "토론토 AI랩 ".encode() * 500
    url = web.serve("/a", pack(body), Content_Encoding=coding)
    assert get(client(), url)[0].body == body


@pytest.mark.parametrize(
    ("coding", "bomb"),
    [
        ("gzip", gzip.compress(bytes(64 * 1024 * 1024))),
        ("deflate", zlib.compress(bytes(64 * 1024 * 1024))),
        ("br", brotli.compress(bytes(64 * 1024 * 1024), quality=1)),
        ("zstd", zstandard.compress(bytes(64 * 1024 * 1024))),
    ],
)
def test_a_bomb_is_not_unpacked_beyond_the_limit(web, client, coding, bomb):
    url = web.serve("/a", bomb, Content_Encoding=coding)
    with pytest.raises(errors.TooLarge, match="limit of 1,000,000 bytes once unpacked"):
        get(client(body=1_000_000), url)


def test_a_gigabyte_of_gzip_stops_at_the_limit(web, client):
    """Sixteen files of 64 MB joined into one: a megabyte on the wire."""
    url = web.serve("/a", gzip.compress(bytes(64 * 1024 * 1024)) * 16, Content_Encoding="gzip")
    with pytest.raises(errors.TooLarge, match="15,728,640 bytes once unpacked"):
        get(client(), url)


def test_joined_gzip_files_are_read_to_the_end(web, client):
    url = web.serve("/a", gzip.compress(b"one ") + gzip.compress(b"two"), Content_Encoding="gzip")
    assert get(client(), url)[0].body == b"one two"


def test_keys_in_addresses_and_headers_stay_out_of_the_logs(web, client, caplog):
    caplog.set_level(0)
    get(client(), web.serve("/a", "x"), parameters={"crtfc_key": "hush"}, secrets={"X-Secret": "hush"})
    assert web.seen("/a")[0]["X-Secret"] == "hush"
    assert "hush" not in caplog.text


@pytest.mark.parametrize(
    ("coding", "body"),
    [
        ("gzip", b"this is not gzip"),
        ("gzip", gzip.compress(b"x" * 1000)[:-9]),
        ("br", b"\xff\xff\xff"),
        ("br", brotli.compress(bytes(range(256)) * 10)[:-9]),
        ("zstd", b"not zstd either"),
        ("gzip, gzip", gzip.compress(gzip.compress(b"x"))),
        ("compress", b"x"),
    ],
    ids=["no gzip", "cut gzip", "no brotli", "cut brotli", "no zstd", "gzip twice, stated twice", "unknown"],
)
def test_a_body_that_cannot_be_unpacked_is_named(web, client, coding, body):
    url = web.serve("/a", body, Content_Encoding=coding)
    with pytest.raises(errors.UnreadableBody, match="/a: "):
        get(client(), url)


def test_a_stated_length_over_the_limit_is_not_even_read(raw, client):
    with (
        raw(lambda s: s.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 200000000\r\n\r\nx")) as url,
        pytest.raises(errors.TooLarge, match="200,000,000 bytes"),
    ):
        get(client(), url)


def test_an_endless_body_ends_at_the_limit(raw, client):
    def endless(connection):
        connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            connection.sendall(b"x" * 65536)

    with raw(endless) as url, pytest.raises(errors.TooLarge):
        get(client(body=500_000), url)


def trickle(head):
    def talk(connection):
        connection.sendall(head)
        while True:
            connection.sendall(b"x")
            time.sleep(0.02)

    return talk


@pytest.mark.parametrize("head", [b"HTTP/1.1 200 OK\r\nX: ", b"HTTP/1.1 200 OK\r\n\r\n", b""])
def test_a_slow_server_has_a_total_time(raw, client, head):
    """Each byte comes before the read timeout; the total one ends it."""
    with raw(trickle(head)) as url, pytest.raises((errors.TimedOut, errors.Unreachable)):
        get(client(total=0.6), url)


def test_a_silent_server_times_out(raw, client):
    with raw(lambda _: time.sleep(5)) as url, pytest.raises(errors.TimedOut, match=r"within 0\.3 s"):
        get(client(total=0.3), url)


@pytest.mark.parametrize(
    "flood",
    [
        b"X-Flood: y\r\n" * 100_000,
        b"X-Long: " + b"y" * 3_000_000 + b"\r\n",
    ],
)
def test_a_flood_of_headers_is_cut(raw, client, flood):
    with (
        raw(lambda s: s.sendall(b"HTTP/1.1 200 OK\r\n" + flood + b"\r\nbody")) as url,
        pytest.raises(errors.Unreachable),
    ):
        get(client(), url)


def test_endless_early_hints_end(raw, client):
    def hints(connection):
        while True:
            connection.sendall(b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" * 50)

    with raw(hints) as url, pytest.raises(errors.TimedOut):
        get(client(total=0.6), url)


@pytest.mark.parametrize("answer", [b"", b"garbage\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nshort"])
def test_a_broken_answer_is_unreachable(raw, client, answer):
    with raw(lambda s: s.sendall(answer)) as url, pytest.raises(errors.Unreachable, match=url):
        get(client(), url)


def test_nobody_listening_is_unreachable(client):
    with pytest.raises(errors.Unreachable):
        get(client(), "http://127.0.0.1:1/")


def test_redirects_are_followed_and_permanent_ones_remembered(web, client):
    """What is remembered is how far the chain is permanent, not where it ends."""
    web.serve("/old", "", 301, Location="/new")
    web.serve("/new", "", 308, Location=web.url("/today"))
    web.serve("/today", "", 302, Location="/2026?x=1#part")
    web.serve("/2026", "here")
    answer = get(client(), web.url("/old"))[0]
    assert (answer.body, answer.url, answer.moved_to) == (b"here", web.url("/2026?x=1"), web.url("/today"))
    web.serve("/temporary", "", 307, Location="/new")
    assert get(client(), web.url("/temporary"))[0].moved_to is None


def test_redirects_end(web, client):
    web.serve("/loop", "", 302, Location="/loop")
    with pytest.raises(errors.TooManyRedirects, match="more than 5"):
        get(client(), web.url("/loop"))
    assert len(web.seen("/loop")) == 6


@pytest.mark.parametrize(
    "location",
    ["http://169.254.169.254/latest/", "http://[::1]:{port}/", "http://10.0.0.1/", "http://2130706433:{port}/"],
)
def test_every_hop_is_checked(web, client, location):
    """The allowed host redirects inside: refused, and nothing was asked of it."""
    web.serve("/out", "", 302, Location=location.format(port=web.port))
    with pytest.raises(errors.RefusedAddress):
        get(client(allow=("127.0.0.1/32",) if "213" not in location else ("allowed.example",)), web.url("/out"))


def test_this_machine_is_refused_by_default(web, client):
    with pytest.raises(errors.RefusedAddress, match=r"127\.0\.0\.1: leads to 127\.0\.0\.1.*add the host"):
        get(client(allow=()), web.serve("/a", "secret"))
    assert web.requests == []


def test_a_proxy_of_the_environment_is_not_used(web, client, monkeypatch):
    """Behind a proxy the check would see the proxy only."""
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    assert get(client(), web.serve("/a", "direct"))[0].body == b"direct"


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://example.org/feed",
        "gopher://127.0.0.1/",
        "javascript:alert(1)",
        "data:text/plain,hello",
        "feed://example.org/rss",
        "http://",
        "http:///path",
        "not an address",
        "",
        "http://[::1",
        "http://a\x00b/",
        "http://example.org:port/",
    ],
)
def test_only_http_addresses_are_read(client, url):
    with pytest.raises(errors.BadAddress):
        get(client(), url)


def test_passwords_in_addresses_are_refused_without_repeating_them(client):
    with pytest.raises(errors.BadAddress) as caught:
        get(client(), "http://user:hunter2@example.org/feed")
    assert "hunter2" not in str(caught.value)


def test_redirects_to_other_schemes_are_refused(web, client):
    web.serve("/out", "", 302, Location="file:///etc/passwd")
    with pytest.raises(errors.BadAddress, match="only http and https"):
        get(client(), web.url("/out"))


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (401, errors.Rejected),
        (403, errors.Rejected),
        (404, errors.Rejected),
        (408, errors.ServerFailed),
        (410, errors.Rejected),
        (418, errors.Rejected),
        (429, errors.Throttled),
        (500, errors.ServerFailed),
        (502, errors.ServerFailed),
        (503, errors.Throttled),
        (599, errors.ServerFailed),
    ],
)
def test_refusals_have_names(web, client, status, kind):
    with pytest.raises(kind, match=f"HTTP {status}") as caught:
        get(client(), web.serve("/a", "no", status))
    assert caught.value.status == status
    assert caught.value.transient is (kind is not errors.Rejected)


@pytest.mark.parametrize("status", [429, 503])
def test_a_server_that_asks_to_wait_is_heard(web, client, status):
    with pytest.raises(errors.Throttled) as caught:
        get(client(), web.serve("/a", "", status, Retry_After="120"))
    assert caught.value.retry_after == timedelta(seconds=120)


@pytest.mark.parametrize(
    ("headers", "wait"),
    [
        ({"retry-after": "0"}, 0),
        ({"retry-after": "90"}, 90),
        ({"retry-after": "99999999999999999"}, 86400),
        ({"retry-after": "Sat, 21 Nov 2026 00:10:00 GMT"}, 600),
        ({"retry-after": "Sat, 21 Nov 2026 00:10:00 GMT", "date": "Sat, 21 Nov 2026 00:05:00 GMT"}, 300),
        ({"retry-after": "Fri, 20 Nov 2026 00:00:00 GMT"}, 0),
        ({"retry-after": "Sat, 21 Nov 2099 00:10:00 GMT"}, 86400),
    ],
)
def test_retry_after_in_both_forms(headers, wait):
    """Seconds, or a date by the server's own clock; never more than a day, never negative."""
    assert retry_after(headers, datetime(2026, 11, 21, tzinfo=UTC)) == timedelta(seconds=wait)


@pytest.mark.parametrize("written", ["", "soon", "-5", "1.5", "٣"])
def test_retry_after_that_says_nothing(written):
    assert retry_after({"retry-after": written}, datetime(2026, 11, 21, tzinfo=UTC)) is None


def test_two_requests_a_host_at_once(web, client):
    """Many addresses of one host wait for each other; hosts do not wait for other hosts."""

    def slowly(request):
        time.sleep(0.02)
        return 200, {}, b"x"

    for n in range(12):
        web.routes[f"/{n}"] = slowly
    get(client(), *(web.url(f"/{n}") for n in range(12)))
    assert len(web.requests) == 12
    assert web.most_at_once <= 2


def test_eight_connections_in_all(web_on_every_loopback, client):
    """Thirty hosts, each entitled to two."""
    web = web_on_every_loopback

    def slowly(request):
        time.sleep(0.02)
        return 200, {}, b"x"

    web.routes["/"] = slowly
    get(client(allow=("127.0.0.0/8",)), *(web.url("/", f"127.0.0.{n}") for n in range(2, 32)))
    assert len(web.requests) == 30
    assert web.most_at_once <= 8
