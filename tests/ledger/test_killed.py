"""Killed in the middle of recording: the article is wholly in or wholly out, and recording it again works."""

import json
import os
import signal
import traceback
from collections.abc import Callable

import sqlalchemy as sa

from ledger import Ledger
from tests.ledger.stories import WATCH, article, lab, later, leads, states

EDITED = article("b", "한결전자는 다니엘 류를 AI연구소장에 선임했다. 정정합니다.")
NUMBERS = {"id", "number", "reading_id", "revision_id", "change_id", "claim_id", "fact_id"}


def before(ledger: Ledger) -> None:
    """A ledger with something to supersede: an earlier holder, and a first revision of the article."""
    first = article("a", "문가은 한결전자 AI연구소장이 말했다.", "2024-05-01")
    ledger.record(first, states(leads(first, "문가은", "holds")), watch=WATCH, route=to_two, now=later(0))
    second = article("b", "한결전자는 다니엘 류를 AI연구소장에 선임했다.")
    found = states(leads(second, "다니엘 류"), lab(second, "한결전자 AI연구소"))
    ledger.record(second, found, watch=WATCH, route=to_two, now=later(1))


def to_two(_change) -> tuple[str, ...]:
    return ("slack:#ai", "file")


def record(ledger: Ledger):
    found = states(leads(EDITED, "다니엘 오"), lab(EDITED, "한결전자 로봇연구소"))
    return ledger.record(EDITED, found, watch=WATCH, route=to_two, now=later(2))


def die_at(step: int) -> Callable[..., None]:
    """Counts statements and commits, and kills this process before the one numbered `step`, counted from 1."""
    count = 0

    def counting(*_) -> None:
        nonlocal count
        count += 1
        if count == step:
            os.kill(os.getpid(), signal.SIGKILL)

    return counting


def run_and_die(address: str, step: int) -> bool:
    """Record in a process of its own that is killed before its `step`-th statement; True where it lived."""
    child = os.fork()
    if child == 0:
        try:
            ledger = Ledger.open(address)
            kill = die_at(step)
            sa.event.listen(ledger.database.engine, "before_cursor_execute", kill)
            sa.event.listen(ledger.database.engine, "commit", kill)
            record(ledger)
        except BaseException:  # noqa: BLE001  a forked test must not go on as a second pytest
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0
    return not os.WIFSIGNALED(status)


def content(ledger: Ledger) -> list[str]:
    """All that the ledger holds."""
    return list(ledger.export_lines())


def meaning(ledger: Ledger):
    """What the ledger says, without the numbers of rows: PostgreSQL leaves out those of a transaction that died."""
    rows = [json.loads(line) for line in content(ledger)[1:]]
    return sorted(
        json.dumps([row["table"], {k: v for k, v in row["row"].items() if not (k in NUMBERS and isinstance(v, int))}])
        for row in rows
    )


def test_an_article_is_wholly_in_or_wholly_out_wherever_the_process_dies(new_address):
    """Killed before every statement and before the commit, of a revision that supersedes and is told."""
    with Ledger.open(new_address()) as ledger:
        before(ledger)
        base = content(ledger)
        record(ledger)
        expected = meaning(ledger)
    address = new_address()
    with Ledger.open(address) as ledger:
        ledger.import_lines(base)
    step = 1
    while not run_and_die(address, step):
        with Ledger.open(address) as ledger:
            assert content(ledger) == base
        step += 1
    with Ledger.open(address) as ledger:
        assert meaning(ledger) == expected
        assert not record(ledger).new
    assert step > 20  # recording is many statements: each of them was the last of some process
