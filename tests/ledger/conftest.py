"""Real databases: SQLite files, and PostgreSQL databases that are made for a test and dropped after it."""

import os
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy.engine import make_url

POSTGRESQL = os.environ.get("BONGSU_TEST_POSTGRESQL", "postgresql+psycopg://root@127.0.0.1/postgres")


@pytest.fixture(scope="session")
def server() -> Iterator[psycopg.Connection]:
    url = make_url(POSTGRESQL).set(drivername="postgresql")
    try:
        connection = psycopg.connect(url.render_as_string(hide_password=False), autocommit=True, connect_timeout=3)
    except psycopg.OperationalError as error:
        reason = str(error).splitlines()[0]
        pytest.skip(f"no PostgreSQL at {url.render_as_string()} ({reason}); name one in BONGSU_TEST_POSTGRESQL")
    with connection:
        yield connection


@pytest.fixture(params=["sqlite", "postgresql"])
def new_address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[], str]]:
    """Makes the address of an empty database, each time another."""
    made: list[str] = []

    def sqlite() -> str:
        return f"sqlite:///{tmp_path / uuid.uuid4().hex}.db"

    def postgresql() -> str:
        name = f"bongsu_test_{uuid.uuid4().hex[:12]}"
        request.getfixturevalue("server").execute(f"CREATE DATABASE {name}")
        made.append(name)
        return make_url(POSTGRESQL).set(database=name).render_as_string(hide_password=False)

    if request.param == "sqlite":
        yield sqlite
        return
    server = request.getfixturevalue("server")
    yield postgresql
    for name in made:
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def address(new_address: Callable[[], str]) -> str:
    """The address of an empty database of each kind."""
    return new_address()
