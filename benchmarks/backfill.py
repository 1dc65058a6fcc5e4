"""A backfill in several processes against the same in one: python -m benchmarks.backfill [--articles 4000] [--rounds 2]

The flow `backfill` as a worker runs it, against a Prefect server of its own, into an empty ledger each time, with one
process and with one for each core in turn. The archive is made of the Korean gold kept with the tests, dense with facts,
each copy about other organisations. Seconds are of the wall clock, from the start of the flow to its end, with what it
takes to start the processes. Only ratios within one run mean anything: the load of the machine is told with them.
`--postgresql` puts the ledger there (BONGSU_TEST_POSTGRESQL, default postgresql://root@127.0.0.1:5432).
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import uuid
from contextlib import ExitStack
from pathlib import Path

from benchmarks.parts import database, own_environment, part, ready, wait
from extractors.read import read
from facts.articles import Article
from facts.claims import PartnershipClaim
from flows.prefect_api import PrefectApi
from tests.flows.running import PROJECT, free_port

GOLD = PROJECT / "tests" / "gold"
WANTED = 1.7
SYLLABLES = "가나다라마바사아자차카타파하거너더러머버서어저처커터퍼허고노도로모보소오조초코토포호"
PROGRAM = """
import json, sys, time
from flows.forms import BackfillForm
from flows.history import backfill
begun = time.monotonic()
backfill(BackfillForm(path=sys.argv[1], processes=int(sys.argv[2])))
print(time.monotonic() - begun)
"""


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.backfill", description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, default=4000)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--processes", type=int, default=len(os.sched_getaffinity(0)))
    parser.add_argument("--postgresql", action="store_true")
    chosen = parser.parse_args()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bongsu-backfill-")))
        archive = write_archive(folder / "archive.jsonl", chosen.articles)
        port = free_port()
        environment = own_environment(
            PREFECT_HOME=str(folder / "prefect"),
            PREFECT_SERVER_API_PORT=str(port),
            PREFECT_API_URL=f"http://127.0.0.1:{port}/api",
            BONGSU_DATA=str(folder / "data"),
        )
        stack.enter_context(part(folder / "server.log", environment, "server", "start"))
        wait(lambda: ready(PrefectApi(environment)), 240, "the server")
        ratios = []
        for number in range(chosen.rounds):
            seconds = {}
            for processes in (1, chosen.processes):
                ledger = f"sqlite:///{folder}/{number}-{processes}.sqlite"
                if chosen.postgresql:
                    ledger = stack.enter_context(database(f"bongsu_backfill_{uuid.uuid4().hex[:8]}"))
                seconds[processes] = timed({**environment, "BONGSU_LEDGER": ledger}, archive, processes)
            one, many = seconds[1], seconds[chosen.processes]
            ratios.append(one / many)
            print(
                f"{chosen.articles} articles: one process {one:.1f} s, {chosen.processes} processes {many:.1f} s: "
                f"{ratios[-1]:.2f} x (load {os.getloadavg()[0]:.1f})",
                flush=True,
            )
    print(f"best of {chosen.rounds}: {max(ratios):.2f} x, wanted {WANTED} x")
    return 0 if max(ratios) >= WANTED else 1


def timed(environment: dict[str, str], archive: Path, processes: int) -> float:
    """Seconds of one backfill in a process of its own."""
    command = [sys.executable, "-c", PROGRAM, str(archive), str(processes)]
    done = subprocess.run(command, cwd=PROJECT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr[-4000:])
    return float(done.stdout.strip().splitlines()[-1])


def write_archive(path: Path, count: int) -> Path:
    """So many articles: those of the gold again and again, each time with other syllables before every organisation, so
    that the facts of one turn are not those of another, as in an archive about many. Articles in which the reading finds
    a name without its syllables are left out.
    """
    records = [
        json.loads(line)
        for name in ("seeds.jsonl", "dev_articles.jsonl", "own_open.jsonl", "own_second.jsonl", "own_third.jsonl")
        for line in (GOLD / name).read_text(encoding="utf-8").splitlines()
    ]
    records = [record for record in records if record["language"] == "ko"]
    named = {name for record in records for name in organizations_in(record)}
    organization = re.compile("|".join(map(re.escape, sorted(named, key=len, reverse=True))))

    def turned(record: dict[str, str], turn: int) -> dict[str, str]:
        before = SYLLABLES[turn // len(SYLLABLES) % len(SYLLABLES)] + SYLLABLES[turn % len(SYLLABLES)]
        fields = {field: organization.sub(lambda name: before + name[0], record[field]) for field in ("title", "text")}
        return {"id": f"{record['id']}-{turn}", "published": record["published"], **fields}

    records = [
        each for each in records if all(name.startswith(SYLLABLES[0]) for name in organizations_in(turned(each, 0)))
    ]
    with path.open("w", encoding="utf-8") as file:
        for number in range(count):
            article = turned(records[number % len(records)], number // len(records))
            file.write(json.dumps(article, ensure_ascii=False) + "\n")
    return path


def organizations_in(record: dict[str, str]) -> set[str]:
    """Every name of an organisation that is read in a record."""
    reading = read(Article.model_validate({field: record[field] for field in ("id", "title", "text", "published")}))
    claimed = (
        claim.organizations if isinstance(claim, PartnershipClaim) else (claim.organization,)
        for claim in reading.claims
    )
    return {name for names in (*claimed, *(each.names for each in reading.names)) for name in names}


if __name__ == "__main__":
    sys.exit(main())
