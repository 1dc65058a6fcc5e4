"""Polling a thousand local feeds of twenty Korean entries: ours, lemon24/reader and the smallest honest loop, in one run.

    python benchmarks/feeds.py [--feeds 1000] [--repeat 1] [--without-reader] [--soak 0]

Each contender is a process of its own with an SQLite file of its own; a third process serves. Three phases are timed:
all new, unchanged with validators (304), unchanged without (200), and one new entry in each feed. Seconds are of the
wall clock; ratios against the bare loop tell more than they do. reader gets a virtual environment of its own for the run
(its release 3.26 needs `sgmllib3k` beside it). `--repeat N` runs all of them N times in turn and gives medians, for machines
that have other work; the CPU's seconds suffer less from that than the wall clock's. `--soak N` polls N rounds more and shows how memory stands.
"""

# ruff: noqa: PLC0415 - each contender imports its own libraries, so that memory is its own
import argparse
import asyncio
import hashlib
import json
import os
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.request
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median

ENTRIES = 20
CONNECTIONS = 8
PHASES = {"first": (1, 0), "unchanged 304": (1, 0), "unchanged 200": (0, 0), "one new each": (0, 1)}
NOW = datetime(2026, 11, 21, tzinfo=UTC)
SUMMARY = "인공지능 연구소의 새 소장이 공동 연구 과제를 소개하고 해외 거점과의 협력 계획을 밝혔다. " * 5


# --- the server -------------------------------------------------------------------------------------------------------


def feed_body(number, extra):
    items = "".join(
        f"<item><title><![CDATA[[속보] 기업 {number} 인공지능 연구소 소식 {entry}]]></title>"
        f"<link>https://news{number}.example/articleView.html?idxno={entry}</link><guid>{number}-{entry}</guid>"
        f"<description><![CDATA[{SUMMARY}]]></description><author>기자</author>"
        f"<pubDate>2026-11-{20 - (ENTRIES - entry) // 24:02} {entry % 24:02}:{entry:02}:00</pubDate></item>"
        for entry in range(ENTRIES + extra - 1, extra - 1, -1)
    )
    return f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>매체 {number}</title>{items}</channel></rss>'.encode()


def serve():
    mode = {"validators": 1, "extra": 0}
    bodies = {}

    async def answer(reader, writer):
        try:
            while request := await reader.readuntil(b"\r\n\r\n"):
                path = request.split(b" ", 2)[1].decode()
                if path.startswith("/mode/"):
                    mode["validators"], mode["extra"] = (int(part) for part in path.split("/")[2:4])
                    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
                    continue
                key = (int(path.rsplit("/", 1)[1]), mode["extra"])
                body = bodies.get(key) or bodies.setdefault(key, feed_body(*key))
                etag = b'"%d-%d"' % key
                if mode["validators"] and etag in request:
                    writer.write(b"HTTP/1.1 304 Not Modified\r\nETag: %s\r\n\r\n" % etag)
                else:
                    validators = b"ETag: %s\r\n" % etag if mode["validators"] else b""
                    writer.write(
                        b"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\n%sContent-Length: %d\r\n\r\n%s"
                        % (validators, len(body), body)
                    )
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    async def main():
        server = await asyncio.start_server(answer, "127.0.0.1", 0)
        print(server.sockets[0].getsockname()[1], flush=True)
        await server.serve_forever()

    asyncio.run(main())


# --- the contenders: each makes a function that polls all feeds once and tells how many entries were new -----------------


def ours(urls, folder):
    from sources.feeds import Feed, FeedState
    from sources.http import Client, Limits
    from sources.polling import poll_all

    ledger = sqlite3.connect(folder / "ours.sqlite")
    ledger.execute("CREATE TABLE states (name TEXT PRIMARY KEY, state TEXT)")
    ledger.execute(
        "CREATE TABLE entries (article TEXT PRIMARY KEY, title TEXT, url TEXT, published TEXT, summary TEXT)"
    )
    feeds = [Feed(name=url, url=url) for url in urls]
    limits = Limits(connections=CONNECTIONS, per_host=CONNECTIONS)

    async def run(now):
        new = 0
        states = {name: FeedState.model_validate_json(state) for name, state in ledger.execute("SELECT * FROM states")}
        async with Client("mailto:benchmark@example.org", allow=["127.0.0.1"], limits=limits) as client:
            async for poll in poll_all(client, feeds, states, now, force=True):
                if poll.error:
                    raise poll.error
                rows = [(e.article, e.title, e.url, str(e.published), e.summary) for e in poll.entries]
                ledger.executemany("INSERT OR IGNORE INTO entries VALUES (?, ?, ?, ?, ?)", rows)
                ledger.execute(
                    "INSERT OR REPLACE INTO states VALUES (?, ?)", (poll.feed.name, poll.state.model_dump_json())
                )
                new += sum(not entry.revision for entry in poll.entries)
        ledger.commit()
        return new

    return lambda round_: asyncio.run(run(NOW + timedelta(hours=round_)))


def bare(urls, folder):
    import feedparser
    import httpx

    ledger = sqlite3.connect(folder / "bare.sqlite")
    ledger.execute("CREATE TABLE states (url TEXT PRIMARY KEY, etag TEXT, hash TEXT)")
    ledger.execute("CREATE TABLE entries (id TEXT PRIMARY KEY, title TEXT, url TEXT, published TEXT, summary TEXT)")

    async def run():
        new = 0
        states = {url: (etag, digest) for url, etag, digest in ledger.execute("SELECT * FROM states")}
        turns = asyncio.Semaphore(CONNECTIONS)
        async with httpx.AsyncClient(limits=httpx.Limits(max_connections=CONNECTIONS)) as client:

            async def one(url):
                nonlocal new
                etag, known = states.get(url, (None, None))
                async with turns:
                    response = await client.get(url, headers={"If-None-Match": etag} if etag else {})
                digest = hashlib.sha256(response.content).hexdigest()
                if response.status_code == 304 or digest == known:
                    return
                found = feedparser.parse(response.content, sanitize_html=False, resolve_relative_uris=False)
                rows = [(e.id, e.title, e.link, e.get("published"), e.get("summary")) for e in found.entries]
                new += ledger.executemany("INSERT OR IGNORE INTO entries VALUES (?, ?, ?, ?, ?)", rows).rowcount
                ledger.execute(
                    "INSERT OR REPLACE INTO states VALUES (?, ?, ?)", (url, response.headers.get("etag"), digest)
                )

            await asyncio.gather(*(one(url) for url in urls))
        ledger.commit()
        return new

    return lambda _: asyncio.run(run())


def rival_reader(urls, folder):
    from reader import make_reader

    reader = make_reader(str(folder / "reader.sqlite"))
    for url in urls:
        reader.add_feed(url)

    def run(_):
        before = reader.get_entry_counts().total
        reader.update_feeds(scheduled=False, workers=CONNECTIONS)
        return reader.get_entry_counts().total - before

    return run


CONTENDERS = {"ours": ours, "bare": bare, "reader": rival_reader}


def contend(name, port, feeds, soak):
    with tempfile.TemporaryDirectory() as folder:
        urls = [f"http://127.0.0.1:{port}/feed/{number}" for number in range(feeds)]
        set_mode(port, 1, 0)
        poll = CONTENDERS[name](urls, Path(folder))
        result = {"idle": memory(), "phases": {}}
        for round_, (phase, (validators, extra)) in enumerate(PHASES.items()):
            set_mode(port, validators, extra)
            began, cpu = time.perf_counter(), time.process_time()
            new = poll(round_)
            result["phases"][phase] = (time.perf_counter() - began, time.process_time() - cpu)
            expected = {"first": feeds * ENTRIES, "one new each": feeds}.get(phase, 0)
            assert new == expected, f"{name}, {phase}: {new} new entries instead of {expected}"
        result["peak"] = peak()
        result["soak"] = []
        for round_ in range(soak):
            set_mode(port, round_ % 2, ENTRIES * (1 + round_))  # whole new windows: what is remembered is soon full
            poll(10 + round_)
            if round_ % max(soak // 6, 1) == 0 or round_ == soak - 1:
                result["soak"].append((round_ + 1, memory()))
    print(json.dumps(result))


def set_mode(port, validators, extra):
    urllib.request.urlopen(f"http://127.0.0.1:{port}/mode/{validators}/{extra}").read()


def memory():
    """Resident now, in MB."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


def peak():
    """Resident at most, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6


# --- the run ------------------------------------------------------------------------------------------------------------


def python_with_reader(folder):
    subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    python = Path(folder) / "bin" / "python"
    subprocess.run(
        [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "reader", "sgmllib3k"], check=True
    )
    return str(python)


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("--feeds", type=int, default=1000)
    arguments.add_argument("--repeat", type=int, default=1)
    arguments.add_argument("--soak", type=int, default=0)
    arguments.add_argument("--without-reader", action="store_true")
    arguments.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    arguments.add_argument("--contender", help=argparse.SUPPRESS)
    arguments.add_argument("--port", type=int, help=argparse.SUPPRESS)
    chosen = arguments.parse_args()
    if chosen.serve:
        serve()
    elif chosen.contender:
        contend(chosen.contender, chosen.port, chosen.feeds, chosen.soak)
    else:
        compare(chosen)


def compare(chosen):
    server = subprocess.Popen([sys.executable, __file__, "--serve"], stdout=subprocess.PIPE, text=True)
    try:
        with tempfile.TemporaryDirectory() as folder:
            port = server.stdout.readline().strip()
            pythons = {"bare": sys.executable, "ours": sys.executable}
            if not chosen.without_reader:
                pythons["reader"] = python_with_reader(folder)
            environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[1])}
            runs = {name: [] for name in pythons}
            for _ in range(chosen.repeat):
                for name, python in pythons.items():
                    soak = chosen.soak if name == "ours" else 0
                    command = [python, __file__, "--contender", name, "--port", port]
                    command += ["--feeds", str(chosen.feeds), "--soak", str(soak)]
                    done = subprocess.run(command, check=True, capture_output=True, text=True, env=environment)
                    runs[name].append(json.loads(done.stdout))
            results = {name: middle(several) for name, several in runs.items()}
    finally:
        server.terminate()
        server.wait()
    report(chosen.feeds, results)


def middle(runs):
    """The median of each figure over the runs."""
    phases = {phase: tuple(median(run["phases"][phase][which] for run in runs) for which in (0, 1)) for phase in PHASES}
    figures = {name: median(run[name] for run in runs) for name in ("idle", "peak")}
    return {"phases": phases, "soak": runs[-1]["soak"], **figures}


def report(feeds, results):
    names = list(results)
    print(
        f"{feeds:,} feeds, {ENTRIES} entries each, {CONNECTIONS} connections; wall s (CPU s), ours against the others"
    )
    print(
        f"{'':16}"
        + "".join(f"{name:>18}" for name in names)
        + "".join(f"{'ours/' + name:>20}" for name in names if name != "ours")
    )
    for phase in PHASES:
        cells = "".join("{:>9.2f} ({:5.2f}) ".format(*results[name]["phases"][phase]) for name in names)
        ratios = "".join(
            "{:>12.2f} ({:5.2f})".format(
                *(
                    mine / theirs
                    for mine, theirs in zip(
                        results["ours"]["phases"][phase], results[name]["phases"][phase], strict=True
                    )
                )
            )
            for name in names
            if name != "ours"
        )
        print(f"{phase:16}{cells}{ratios}")
    print(f"{'peak MB':16}" + "".join(f"{results[name]['peak']:>17.0f} " for name in names))
    print(f"{'idle MB':16}" + "".join(f"{results[name]['idle']:>17.0f} " for name in names))
    for round_, resident in results["ours"]["soak"]:
        print(f"soak: round {round_}, {resident:.1f} MB resident")


if __name__ == "__main__":
    main()
