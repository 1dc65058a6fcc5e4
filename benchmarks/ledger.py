"""How the cost of recording one article grows with the ledger: 10,000 claims against 1,000,000, in one run.

    python -m benchmarks.ledger [--small 10000] [--large 1000000] [--rounds 60]

Run it as a module: as a file it would stand in the way of the package of its name.
Both ledgers of a kind are filled with synthetic claims directly, ten on each organisation; then articles about
organisations that are in them are recorded in turn, one in the small and one in the large. The figure is the ratio of
the medians. PostgreSQL: BONGSU_TEST_POSTGRESQL, as in the tests; skipped where none is reached.
"""

import argparse
import os
import random
import statistics
import tempfile
import time
import uuid
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import psycopg
from sqlalchemy.engine import make_url

from facts.articles import Article
from facts.claims import Evidence, LeadershipClaim, LeadershipEvent, Reading
from facts.names import sound
from facts.records import reference
from facts.slots import shelves
from facts.watch import Watch
from ledger import Ledger
from ledger.evidence import name_shelf

NOW = datetime(2024, 6, 10, tzinfo=UTC)
CLAIMS_EACH = 10
_SYLLABLES = "가나다라마바사아자차카타파하거너더러머버서어저처커터퍼허고노도로모보소오조초코토포호"


def company(number: int) -> str:
    """Another name for each number, of five syllables."""
    base = len(_SYLLABLES)
    return "".join(_SYLLABLES[number // base**place % base] for place in range(5)) + "전자"


def statement(name: str, text: str, day: date, number: int) -> tuple[Article, LeadershipClaim]:
    article = Article(id=f"a{name}-{number}", title="인사", text=text, published=day, source="bench")
    claim = LeadershipClaim(
        event=LeadershipEvent.HOLDS if number % 3 else LeadershipEvent.APPOINTED,
        person=f"김{_SYLLABLES[number % 12]}{_SYLLABLES[number % 7]}",
        organization=name,
        unit="AI연구소",
        roles=("AI연구소장",),
        evidence=Evidence(text=text, start=3, end=3 + len(text)),
        rule="leadership.ko.bench",
    )
    return article, claim


COLUMNS = {
    "article": "id article revision content_hash source published body reference tier sketch recorded_at",
    "reading": "id article revision_id recorded_at",
    "claim": "id reading_id position key kind event modality rule evidence_start evidence_end body",
    "claim_shelf": "shelf claim_id",
}


def rows(claims: int) -> Iterator[tuple[str, tuple]]:
    """Rows of all tables for so many claims: what the ledger itself would write of one, with other names put in."""
    at = NOW - timedelta(days=400)
    text = "@NAME@ AI연구소장이 오늘 새 연구 계획을 밝혔다. 연구소는 사람을 더 뽑는다. @NUMBER@"
    templates = []
    for turn in range(CLAIMS_EACH):
        article, claim = statement("@NAME@", text, date(2020, 1, 1) + timedelta(days=100 * turn), turn)
        article = article.model_copy(update={"id": "@NUMBER@"})
        cited = reference(article).model_dump_json()
        templates.append((article.published, article.model_dump_json(), cited, claim, claim.model_dump_json()))
    for number in range(1, claims + 1):
        if (number - 1) % CLAIMS_EACH == 0:
            name = company((number - 1) // CLAIMS_EACH)
            where = (*shelves(templates[0][3].model_copy(update={"organization": name})), name_shelf(sound(name)))
        day, body, cited, claim, stated = templates[number % CLAIMS_EACH]
        own, key = f"a{number}", f"{number:032x}"
        body = body.replace("@NAME@", name).replace("@NUMBER@", own)
        yield "article", (number, own, 1, key * 2, "bench", day, body, cited.replace("@NUMBER@", own), 2, "[]", at)
        yield "reading", (number, own, number, at)
        stated = stated.replace("@NAME@", name)
        yield "claim", (number, number, 0, key, "leadership", claim.event.value, "asserted", claim.rule, 3, 40, stated)
        for shelf in where:
            yield "claim_shelf", (shelf, number)


def fill(ledger: Ledger, claims: int) -> None:
    """Write the rows past the ledger's own code, a hundred thousand at a time."""
    raw = ledger.database.engine.raw_connection()
    cursor = raw.cursor()
    pending: dict[str, list[tuple]] = {table: [] for table in COLUMNS}
    sqlite = ledger.database.is_sqlite
    if sqlite:
        cursor.execute("BEGIN")

    def flush() -> None:
        for table, batch in pending.items():
            columns = COLUMNS[table].split()
            if sqlite:
                marks = ", ".join("?" * len(columns))
                cursor.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", map(plain, batch))
            else:
                with cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as copy:
                    for row in batch:
                        copy.write_row(row)
            batch.clear()

    for count, (table, row) in enumerate(rows(claims), start=1):
        pending[table].append(row)
        if count % 100_000 == 0:
            flush()
    flush()
    if sqlite:
        cursor.execute("COMMIT")
    else:
        for table in ("article", "reading", "claim"):
            cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), {claims})")
        raw.commit()
        raw.driver_connection.autocommit = True
        cursor.execute("ANALYZE")
    raw.close()


def plain(row: tuple) -> tuple:
    return tuple(
        value.strftime("%Y-%m-%d %H:%M:%S.%f")
        if isinstance(value, datetime)
        else str(value)
        if isinstance(value, date)
        else value
        for value in row
    )


def record(ledger: Ledger, organization: int, number: int) -> float:
    """Seconds to record a new article about an organisation that is in the ledger."""
    name = company(organization)
    text = f"{name}은 김하나를 AI연구소장에 선임했다. {number}"
    article, claim = statement(name, text, NOW.date(), 3_000_000 + 3 * number)
    begin = time.perf_counter()
    result = ledger.record(article, Reading(claims=(claim,)), watch=Watch.of(name), route=lambda _: ("bench",), now=NOW)
    assert result.new
    return time.perf_counter() - begin


def compare(kind: str, addresses: tuple[str, str], sizes: tuple[int, int], rounds: int) -> None:
    ledgers = [Ledger.open(address) for address in addresses]
    for ledger, size in zip(ledgers, sizes, strict=True):
        begin = time.perf_counter()
        fill(ledger, size)
        print(f"{kind}: {size:>9,} claims filled in {time.perf_counter() - begin:.0f} s", flush=True)
    chosen = random.Random(1)
    spent: list[list[float]] = [[], []]
    for number in range(rounds + 10):
        for place, (ledger, size) in enumerate(zip(ledgers, sizes, strict=True)):
            seconds = record(ledger, chosen.randrange(size // CLAIMS_EACH), number)
            if number >= 10:  # the first ones warm caches
                spent[place].append(seconds)
    small, large = (statistics.median(each) * 1000 for each in spent)
    print(f"{kind}: {small:.1f} ms at {sizes[0]:,}, {large:.1f} ms at {sizes[1]:,}: {large / small:.2f} x", flush=True)
    for ledger in ledgers:
        ledger.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--small", type=int, default=10_000)
    parser.add_argument("--large", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=60)
    options = parser.parse_args()
    sizes = options.small, options.large
    with tempfile.TemporaryDirectory() as folder:
        compare("SQLite", (f"sqlite:///{folder}/small.db", f"sqlite:///{folder}/large.db"), sizes, options.rounds)
    url = make_url(os.environ.get("BONGSU_TEST_POSTGRESQL", "postgresql+psycopg://root@127.0.0.1/postgres"))
    try:
        server = psycopg.connect(
            url.set(drivername="postgresql").render_as_string(hide_password=False), autocommit=True, connect_timeout=3
        )
    except psycopg.OperationalError as error:
        print(f"PostgreSQL: skipped, {str(error).splitlines()[0]}")
        return
    names = [f"bongsu_bench_{uuid.uuid4().hex[:8]}" for _ in sizes]
    try:
        for name in names:
            server.execute(f"CREATE DATABASE {name}")
        small, large = (url.set(database=name).render_as_string(hide_password=False) for name in names)
        compare("PostgreSQL", (small, large), sizes, options.rounds)
    finally:
        for name in names:
            server.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


if __name__ == "__main__":
    main()
