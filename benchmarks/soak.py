"""An hour of polling in one process, as fast as it goes: does memory stand still, is anything missed?

    python benchmarks/soak.py [--feeds 1000] [--rounds 6] [--hosts 64]

A thousand feeds, asked every ten minutes (the shortest interval there is by default), are six thousand polls an hour. Each
round polls every feed through the whole path: HTTP, parsing, article pages, extraction, a ledger in an SQLite file. Of each
ten feeds four have something new, two answer 304, two the same body without validators, and two are broken in one of a dozen
ways that change with the round. A process of its own serves, on addresses of loopback only. Prints resident memory after
each round; exit status 1 where an article is missing or doubled, or memory grows by more than a tenth after the second round.
"""

import argparse
import asyncio
import gzip
import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from datetime import UTC, datetime, timedelta
from pathlib import Path

WINDOW = 20  # entries of a feed
NEW, VALIDATED, UNVALIDATED, BROKEN = "new", "304", "200", "broken"
MIX = (NEW, VALIDATED, NEW, UNVALIDATED, BROKEN, NEW, VALIDATED, NEW, UNVALIDATED, BROKEN)
NAMED = 10  # one new article in so many names a watched organisation
NOW = datetime(2026, 11, 21, tzinfo=UTC)
FILLER = (
    "연구소는 내년까지 설비를 늘리고 해외 거점과의 공동 연구를 이어 갈 계획이라고 설명했다. 업계는 이를 주목하고 있다. "
    * 4
)


# --- the server -------------------------------------------------------------------------------------------------------


def names_somebody(feed, entry):
    return (feed // len(MIX) + entry) % NAMED == 0


def partner(feed, entry):
    """Another name for each article: a new partner is a change."""
    return "".join("가나다라마바사아자차"[int(digit)] for digit in f"{feed}{entry}") + "로보틱스"


def text(feed, entry):
    named = f"LG전자는 {partner(feed, entry)}와 로봇 공동 개발 업무협약을 맺었다고 밝혔다."
    subject = named if names_somebody(feed, entry) else ""
    return f"{subject} 기업 {feed}의 {entry}번째 소식이다. {FILLER}"


def feed_body(feed, newest):
    items = "".join(
        f"<item><title>기업 {feed} 소식 {entry}</title><link>/page/{feed}/{entry}</link><guid>{feed}-{entry}</guid>"
        f"<description>{text(feed, entry)[:80]}</description>"
        f"<pubDate>{(NOW - timedelta(minutes=10 * (1000 - entry))).isoformat()}</pubDate></item>"
        for entry in range(newest, newest - WINDOW, -1)
    )
    return f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>{feed}</title>{items}</channel></rss>'.encode()


def page_body(feed, entry):
    menu = "".join(f"<li><a href='/m/{number}'>메뉴 {number}</a></li>" for number in range(40))
    paragraphs = "".join(f"<p>{sentence}.</p>" for sentence in text(feed, entry).split(". "))
    return (
        f"<!doctype html><html><head><meta charset='utf-8'><title>기업 {feed} 소식 {entry}</title></head><body><nav><ul>{menu}</ul>"
        f"</nav><article><h1>기업 {feed} 소식 {entry}</h1>{paragraphs}</article><footer>무단 전재 금지</footer></body></html>"
    ).encode()


def answered(body, status="200 OK", kind="application/rss+xml", extra=b""):
    head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n".encode()
    return head + extra + b"\r\n" + body


def broken(way, body):
    """One of the ways in which feeds fail; None closes the connection without an answer."""
    ways = (
        lambda: answered(b"", "500 Oops"),
        lambda: answered(b"gone", "404 Not Found"),
        lambda: answered(b"", "429 Slow Down", extra=b"Retry-After: 60\r\n"),
        lambda: answered("<html><title>점검중</title></html>".encode(), kind="text/html"),
        lambda: answered(b""),
        lambda: answered(body[: len(body) // 2]),
        lambda: answered(gzip.compress(body)[:-20], extra=b"Content-Encoding: gzip\r\n"),
        lambda: answered(b"<rss><channel>" + b"<a>" * 3000),
        lambda: answered(b"", "301 Moved", extra=b"Location: /loop\r\n"),
        lambda: answered(gzip.compress(b" " * 30_000_000), extra=b"Content-Encoding: gzip\r\n"),
        lambda: b"not HTTP at all\r\n\r\n",
        lambda: None,
    )
    return ways[way % len(ways)]()


def serve(hosts):
    round_ = 0

    def answer_to(path, request):
        nonlocal round_
        parts = path.strip("/").split("/")
        match parts:
            case ["round", number]:
                round_ = int(number)
                return answered(b"")
            case ["page", feed, entry]:
                return answered(page_body(int(feed), int(entry)), kind="text/html; charset=utf-8")
            case ["feed", number]:
                feed = int(number)
            case ["loop"]:
                return answered(b"", "301 Moved", extra=b"Location: /loop\r\n")
            case _:
                return answered(b"", "404 Not Found")
        kind = MIX[feed % len(MIX)]
        body = feed_body(feed, 900 + round_ if kind == NEW else 900)
        if kind == BROKEN and round_:
            return broken(feed + round_, body)
        etag = b'"%d"' % feed
        if kind == VALIDATED and etag in request:
            return b"HTTP/1.1 304 Not Modified\r\n\r\n"
        return answered(body, extra=b"ETag: %s\r\n" % etag if kind == VALIDATED else b"")

    async def answer(reader, writer):
        try:
            while request := await reader.readuntil(b"\r\n\r\n"):
                said = answer_to(request.split(b" ", 2)[1].decode(), request)
                if said is None:
                    break
                writer.write(said)
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        writer.close()

    async def main():
        first = await asyncio.start_server(answer, "127.0.0.1", 0)
        port = first.sockets[0].getsockname()[1]
        if hosts > 1:
            await asyncio.start_server(answer, [f"127.0.0.{number}" for number in range(2, hosts + 1)], port)
        print(port, flush=True)
        await first.serve_forever()

    asyncio.run(main())


# --- the soak ---------------------------------------------------------------------------------------------------------


def soak(port, feeds, rounds, hosts, folder):
    """Resident memory in MB after each round, and what is wrong."""
    from flows.pipeline import Monitor  # noqa: PLC0415 - the server's process does without them
    from flows.settings import Settings  # noqa: PLC0415
    from flows.watch_list import WatchList  # noqa: PLC0415
    from flows.watching import watch  # noqa: PLC0415
    from ledger import Ledger  # noqa: PLC0415

    listed = [{"name": f"{n}", "url": f"http://127.0.0.{n % hosts + 1}:{port}/feed/{n}"} for n in range(feeds)]
    watch_list = WatchList.model_validate({"organizations": [{"name": "LG전자"}], "feeds": listed})
    settings = Settings(data=folder, allowed_hosts=("127.0.0.0/8",))
    resident, polls = [], 0
    with Ledger.open(f"sqlite:///{folder / 'ledger.sqlite'}") as ledger:
        opened = Monitor(settings, watch_list, ledger)
        for round_ in range(rounds + 1):
            urllib.request.urlopen(f"http://127.0.0.1:{port}/round/{round_}").read()
            began = time.perf_counter()
            result = asyncio.run(watch(opened, at_once=True, now=NOW + timedelta(minutes=10 * round_)))
            polls += len(result.rows)
            resident.append(memory())
            failed, seconds = len(result.failed), time.perf_counter() - began
            print(
                f"round {round_}: {len(result.rows)} polls, {failed} failed, {result.tally.new} articles kept, "
                f"{seconds:.1f} s, {resident[-1]:.1f} MB resident",
                flush=True,
            )
        found = sorted(
            each.title for each in ledger.articles() if "소식 9" in each.title and not each.title.endswith("소식 900")
        )
    wanted = sorted(
        f"기업 {feed} 소식 {900 + round_}"
        for feed in range(feeds)
        for round_ in range(1, rounds + 1)
        if MIX[feed % len(MIX)] == NEW and names_somebody(feed, 900 + round_)
    )
    wrong = [] if found == wanted else [f"{len(found)} articles in the ledger instead of {len(wanted)}"]
    steady = resident[2:]
    if steady and max(steady) > resident[1] * 1.1 + 5:
        wrong.append(f"memory grew from {resident[1]:.1f} to {max(steady):.1f} MB")
    if polls != feeds * (rounds + 1):
        wrong.append(f"{polls} polls instead of {feeds * (rounds + 1)}")
    return resident, wrong


def memory():
    """Resident now, in MB."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("--feeds", type=int, default=1000)
    arguments.add_argument("--rounds", type=int, default=6)
    arguments.add_argument("--hosts", type=int, default=64)
    arguments.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    chosen = arguments.parse_args()
    if chosen.serve:
        serve(chosen.hosts)
        return 0
    command = [sys.executable, __file__, "--serve", "--hosts", str(chosen.hosts)]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        with tempfile.TemporaryDirectory() as folder:
            port = int(server.stdout.readline())
            resident, wrong = soak(port, chosen.feeds, chosen.rounds, chosen.hosts, Path(folder))
    finally:
        server.terminate()
        server.wait()
    print(
        json.dumps(
            {
                "polls": chosen.feeds * (chosen.rounds + 1),
                "resident_mb": [round(each, 1) for each in resident],
                "wrong": wrong,
            }
        )
    )
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))
    sys.exit(main())
