"""Bringing a file to the latest version: whole steps, each once."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest

from paperreader.store.archive.tables import migrations

_ID = 77
_FIRST = ("CREATE TABLE pots (name TEXT)", "INSERT INTO pots VALUES ('red')")
_SECOND = ("ALTER TABLE pots ADD COLUMN holds INTEGER", "UPDATE pots SET holds = 3")


@pytest.fixture
def connection() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        yield connection


def test_an_empty_file_takes_every_step(connection: sqlite3.Connection) -> None:
    migrations.migrate(connection, _ID, (_FIRST, _SECOND))
    assert migrations.version_of(connection) == 2
    assert connection.execute("SELECT * FROM pots").fetchall() == [("red", 3)]
    assert connection.execute("PRAGMA application_id").fetchone() == (_ID,)


def test_an_older_file_takes_only_what_is_missing(connection: sqlite3.Connection) -> None:
    migrations.migrate(connection, _ID, (_FIRST,))
    connection.execute("INSERT INTO pots VALUES ('blue')")
    migrations.migrate(connection, _ID, (_FIRST, _SECOND))
    assert connection.execute("SELECT * FROM pots").fetchall() == [("red", 3), ("blue", 3)]


def test_an_up_to_date_file_takes_none(connection: sqlite3.Connection) -> None:
    migrations.migrate(connection, _ID, (_FIRST,))
    migrations.migrate(connection, _ID, (_FIRST,))
    assert connection.execute("SELECT * FROM pots").fetchall() == [("red",)]


def test_a_step_that_fails_leaves_the_version_before_it(connection: sqlite3.Connection) -> None:
    with pytest.raises(sqlite3.OperationalError):
        migrations.migrate(connection, _ID, (_FIRST, (*_SECOND, "no SQL at all")))
    assert migrations.version_of(connection) == 1
    assert connection.execute("SELECT * FROM pots").fetchall() == [("red",)]
    assert not connection.in_transaction
