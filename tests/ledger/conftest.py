"""Real databases: SQLite files, and PostgreSQL databases that are made for a test and dropped after it."""

import itertools
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


@pytest.fixture(scope="session")
def databases(server: psycopg.Connection) -> Iterator[list[str]]:
    """Addresses of the databases made so far; a test empties one before it uses it."""
    made: list[str] = []
    yield made
    for address in made:
        server.execute(f"DROP DATABASE {make_url(address).database} WITH (FORCE)")


def empty(number: int, databases: list[str], server: psycopg.Connection) -> str:
    """The address of the database of this number, with nothing in it."""
    if number == len(databases):
        name = f"bongsu_test_{uuid.uuid4().hex[:12]}"
        server.execute(f"CREATE DATABASE {name}")
        databases.append(make_url(POSTGRESQL).set(database=name).render_as_string(hide_password=False))
        return databases[number]
    plain = make_url(databases[number]).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(plain, autocommit=True) as connection:
        connection.execute("DROP SCHEMA public CASCADE")
        connection.execute("CREATE SCHEMA public")
    return databases[number]


@pytest.fixture(params=["sqlite", "postgresql"])
def new_address(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], str]:
    """Makes the address of an empty database, each time another."""
    if request.param == "sqlite":
        return lambda: f"sqlite:///{tmp_path / uuid.uuid4().hex}.db"
    server, databases = request.getfixturevalue("server"), request.getfixturevalue("databases")
    numbers = itertools.count()
    return lambda: empty(next(numbers), databases, server)


@pytest.fixture
def address(new_address: Callable[[], str]) -> str:
    """The address of an empty database of each kind."""
    return new_address()
