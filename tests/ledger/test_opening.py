"""Opening a ledger: where it may live, what is said where it cannot, and how old ones come along."""

import sqlite3
import subprocess
import sys
import threading

import pytest
import sqlalchemy as sa

from ledger import AddressError, Ledger, NewerSchemaError, UnavailableError, UnwritableError
from ledger.engine import connect
from ledger.migrations import VERSION_TABLE, newest
from ledger.schema import metadata


def test_opening_makes_a_ledger_and_opens_it_again(address):
    """The first opening makes the tables, the second finds them."""
    for _ in range(2):
        with Ledger.open(address) as ledger:
            assert ledger.outbox.destinations() == []


def test_the_migrations_make_the_tables_that_the_code_uses(address):
    """Columns, indices and constraints of the migrated database are those of the schema."""
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    with Ledger.open(address) as ledger, ledger.database.reading() as connection:
        options = {"version_table": VERSION_TABLE, "compare_type": False}
        assert compare_metadata(MigrationContext.configure(connection, opts=options), metadata) == []


def test_the_files_of_the_migrations_are_named_by_their_revisions():
    """What this release knows without Alembic is what Alembic finds."""
    from alembic.script import ScriptDirectory

    from ledger.migrations import _config, _revisions

    scripts = ScriptDirectory.from_config(_config())
    assert {script.revision for script in scripts.walk_revisions()} == _revisions()
    assert scripts.get_current_head() == newest()


def test_a_ledger_that_is_up_to_date_opens_without_alembic(tmp_path):
    """Which takes a tenth of the start of every command and of every run."""
    address = f"sqlite:///{tmp_path / 'ledger.db'}"
    Ledger.open(address).close()
    program = (
        f"import sys; from ledger import Ledger; Ledger.open({address!r}).close(); sys.exit('alembic' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_two_may_open_a_new_ledger_at_once(address):
    """One makes the tables, the other waits and finds them."""
    errors: list[BaseException] = []
    start = threading.Barrier(4)

    def open_it() -> None:
        start.wait()
        try:
            Ledger.open(address).close()
        except BaseException as error:  # noqa: BLE001  a thread's error would vanish
            errors.append(error)

    threads = [threading.Thread(target=open_it) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []


def test_the_folder_of_a_file_is_made(tmp_path):
    """A fresh machine has no data folder yet."""
    path = tmp_path / "a" / "b" / "ledger.db"
    Ledger.open(f"sqlite:///{path}").close()
    assert path.exists()


def test_a_ledger_may_live_in_memory():
    """Replaying a story needs no file."""
    with Ledger.open("sqlite://") as ledger:
        ledger.outbox.lease("a", "b", _now(), 1)


def test_a_file_that_cannot_be_written_is_named_with_the_way_out(tmp_path):
    """A folder in place of the file, a file in place of the folder: each an error that says what to set."""
    blocked = tmp_path / "file"
    blocked.write_text("x")
    for bad in (f"sqlite:///{tmp_path}", f"sqlite:///{blocked}/ledger.db", "sqlite:////proc/nowhere/ledger.db"):
        with pytest.raises(UnwritableError, match="BONGSU_LEDGER"):
            Ledger.open(bad)


def test_a_ledger_that_may_only_be_read_says_so(tmp_path):
    """SQLite's own read-only mode stands for a file of another user: root may write to any file."""
    path = tmp_path / "ledger.db"
    Ledger.open(f"sqlite:///{path}").close()
    with pytest.raises(UnwritableError, match="right to write"):
        Ledger.open(f"sqlite:///file:{path}?mode=ro&uri=true").mark_loaded(_feed(), ["x"], _now())


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("ledger.db", "not an address"),
        ("", "not an address"),
        ("mysql://root@127.0.0.1/ledger", "mysql is no database"),
        ("sqlite:///{notes}", "no SQLite database"),
        ("sqlite:///{other}", "another application"),
    ],
)
def test_a_wrong_address_is_named(tmp_path, address, words):
    """Malformed, of another kind of database, a file that is none, another application's database."""
    (tmp_path / "notes.txt").write_text("회의록 " * 1000)
    with sqlite3.connect(tmp_path / "other.db") as other:
        other.execute("CREATE TABLE article (title TEXT)")
    with pytest.raises(AddressError, match=words):
        Ledger.open(address.format(notes=tmp_path / "notes.txt", other=tmp_path / "other.db"))
    with sqlite3.connect(tmp_path / "other.db") as other:
        assert [name for (name,) in other.execute("SELECT name FROM sqlite_master")] == ["article"]


def test_a_database_that_cannot_be_reached_is_transient_and_keeps_its_password():
    """Nothing listens on the port: the error names the address without the password."""
    with pytest.raises(UnavailableError) as caught:
        Ledger.open("postgresql://reader:s3cret@127.0.0.1:1/ledger")
    assert "127.0.0.1:1" in str(caught.value)
    assert "s3cret" not in str(caught.value)


def test_a_ledger_of_a_newer_release_is_left_alone(address):
    """It is refused with what was found; nothing in it changes."""
    Ledger.open(address).close()
    database = connect(address)
    database.write(lambda c: c.execute(sa.text(f"UPDATE {VERSION_TABLE} SET version_num = '9999'")))
    with pytest.raises(NewerSchemaError, match="9999"):
        Ledger.open(address)
    database.write(lambda c: c.execute(sa.text(f"UPDATE {VERSION_TABLE} SET version_num = '{newest()}'")))
    database.close()
    Ledger.open(address).close()


def test_an_old_ledger_with_content_comes_along(address):
    """A ledger of the first schema, with a change on its way, opens as the newest with all of it."""
    from sqlalchemy import inspect

    from ledger.migrations import migrate

    database = connect(address)
    migrate(database, "1")
    with database.engine.begin() as connection:
        connection.exec_driver_sql(
            "INSERT INTO change (id, key, slot, episode, article, claim, body, told, recorded_at) "
            "VALUES (1, 'k', 's', 'e', 'a', '{}', '{}', true, '2024-05-13 09:00:00')"
        )
        connection.exec_driver_sql(
            "INSERT INTO delivery (number, id, change_id, destination, episode, state, created_at, due_at, attempts, absences)"
            " VALUES (1, 'd', 1, 'slack:#ai', 'e', 'pending', '2024-05-13 09:00:00', '2024-05-13 09:00:00', 0, 0)"
        )
    database.close()
    for _ in range(2):
        with Ledger.open(address) as ledger:
            assert ledger.outbox.destinations() == ["slack:#ai"]
            names = {each["name"] for each in inspect(ledger.database.engine).get_indexes("delivery")}
            assert "delivery_open" in names


def test_files_are_safe_against_power_cuts_and_readers_do_not_wait(tmp_path):
    """WAL, every commit on the disk, foreign keys held."""
    with Ledger.open(f"sqlite:///{tmp_path / 'ledger.db'}") as ledger, ledger.database.reading() as connection:
        pragmas = {
            name: connection.scalar(sa.text(f"PRAGMA {name}"))
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    assert pragmas == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


def _now():
    from datetime import UTC, datetime

    return datetime(2024, 1, 1, tzinfo=UTC)


def _feed():
    from ledger import Loaded

    return Loaded.FEED
