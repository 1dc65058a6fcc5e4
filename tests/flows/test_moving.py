"""Moving to PostgreSQL as docs/how-to/postgresql.md has it: everything comes along, and nothing is told twice."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import uuid
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest
import yaml
from sqlalchemy.engine import make_url

from ledger import Ledger
from tests.flows.outlet import Outlet
from tests.flows.running import PROJECT
from tests.sources.conftest import Web

POSTGRESQL = make_url(os.environ.get("BONGSU_TEST_POSTGRESQL", "postgresql://root@127.0.0.1/postgres"))
NEWS = (
    "LG전자, 토론토 AI 연구소장에 노다인 박사",
    "LG전자가 캐나다 토론토 AI 연구소의 신임 소장으로 노다인 박사를 선임했다.",
)
COPY = (
    "노다인 박사, LG전자 토론토 AI 연구소장 선임",
    "LG전자는 토론토 AI 연구소의 신임 소장으로 노다인 박사를 선임했다고 밝혔다.",
)


def address(database: str) -> str:
    return POSTGRESQL.set(drivername="postgresql", database=database).render_as_string(hide_password=False)


@pytest.fixture
def name():
    """Of a database that is not there yet, and is dropped in the end."""
    try:
        server = psycopg.connect(address("postgres"), autocommit=True, connect_timeout=3)
    except psycopg.OperationalError as error:
        pytest.skip(f"no PostgreSQL ({str(error).splitlines()[0]}); name one in BONGSU_TEST_POSTGRESQL")
    name = f"bongsu_move_{uuid.uuid4().hex[:8]}"
    with server:
        yield name
        server.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@pytest.fixture
def outlet():
    web = Web()
    yield Outlet(web, "morning")
    web.close()


@pytest.fixture
def environment(tmp_path, outlet):
    """Of an operator who watches one outlet and is told in a file."""
    watched = {
        "organizations": [{"name": "LG전자"}],
        "feeds": [{"name": "morning", "url": outlet.address}],
        "destinations": [{"name": "file", "type": "file", "path": str(tmp_path / "told.txt")}],
    }
    (tmp_path / "watch_list.yaml").write_text(yaml.safe_dump(watched, allow_unicode=True), encoding="utf-8")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("BONGSU_", "PREFECT_", "SLACK_"))}
    return {
        **kept,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(PROJECT),
        "BONGSU_DATA": str(tmp_path / "data"),
        "BONGSU_WATCH_LIST": str(tmp_path / "watch_list.yaml"),
        "BONGSU_ALLOWED_HOSTS": '["127.0.0.1"]',
    }


def shell(lines: str, folder: Path, environment: dict[str, str]) -> str:
    done = subprocess.run(
        ["sh", "-ec", lines], cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=100
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def moving(name: str) -> str:
    """The commands of the page's first part, with the names of this test, and connections as this machine has them."""
    page = (PROJECT / "docs" / "how-to" / "postgresql.md").read_text(encoding="utf-8")
    (block, *_) = re.findall(r"```sh\n(.*?)```", page, re.DOTALL)
    assert "createdb bongsu\n" in block
    assert "postgresql://user@127.0.0.1/bongsu" in block
    server = f"--maintenance-db={shlex.quote(address('postgres'))}"
    block = block.replace("createdb bongsu\n", f"createdb {server} {name}\n")
    return block.replace("postgresql://user@127.0.0.1/bongsu", address(name)).replace("check --offline", "facts --json")


def make_due(ledger_address: str) -> None:
    """As if the feed's interval were over."""
    with Ledger.open(ledger_address) as ledger:
        state = ledger.feeds.get("morning")
        ledger.feeds.put({"morning": {**state, "next_poll_at": None}}, datetime.now(UTC))


def believed(said: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in said.splitlines() if line.startswith("{")]


@pytest.mark.skipif(shutil.which("createdb") is None, reason="no createdb on the path: Debian's postgresql-client")
def test_the_ledger_moves_with_all_that_it_holds(name, outlet, environment, tmp_path):
    """Told on SQLite, moved by the page's commands: the same facts, and what is published again is told to nobody."""
    shell("bongsu seeds; bongsu run", tmp_path, environment)
    outlet.publish(*NEWS)
    make_due(f"sqlite:///{tmp_path / 'data' / 'ledger.sqlite'}")
    shell("bongsu run", tmp_path, environment)
    before = believed(shell("bongsu facts --json", tmp_path, environment))
    told = (tmp_path / "told.txt").read_text(encoding="utf-8")
    assert told.count("노다인") >= 1
    after = believed(shell(moving(name), tmp_path, environment))
    assert after == before
    assert len(after) > 10
    outlet.publish(*COPY)
    make_due(address(name))
    shell("bongsu run", tmp_path, {**environment, "BONGSU_LEDGER": address(name)})
    with Ledger.open(address(name)) as ledger:
        assert [each.title for each in ledger.articles() if each.title == COPY[0]], "the copy was read"
    assert (tmp_path / "told.txt").read_text(encoding="utf-8") == told
