"""Opening an archive: begun where there is none, refused and left alone where it is not ours."""

import gc
import sqlite3
import threading
import time
from contextlib import closing
from pathlib import Path

import pytest

from paperreader.errors import StoreNotWritable, StoreTooNew, StoreUnreadable
from paperreader.store.archive.archive import Archive
from paperreader.store.archive.tables import migrations
from paperreader.store.archive.tables.connection import APPLICATION_ID
from paperreader.store.archive.tables.database import Database
from tests.store import processes
from tests.store.builders import TODAY, listing, names_in, paper


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "archive.sqlite3"


def _pragma(path: Path, name: str) -> object:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(f"PRAGMA {name}").fetchone()[0]


def _filled(path: Path) -> None:
    with closing(Archive.open(path)) as archive:
        archive.store(listing(*(paper(number) for number in range(100))))


def test_a_new_archive_says_what_it_is_from_the_first_day(path: Path) -> None:
    Archive.open(path).close()
    assert _pragma(path, "user_version") == len(migrations.MIGRATIONS)
    assert _pragma(path, "application_id") == APPLICATION_ID
    assert _pragma(path, "journal_mode") == "wal"
    assert names_in(path.parent) == ["archive.sqlite3", "archive.sqlite3.lock"]


def test_the_folder_is_made_for_the_user_alone(tmp_path: Path) -> None:
    Archive.open(tmp_path / "data" / "archive.sqlite3").close()
    assert (tmp_path / "data").stat().st_mode & 0o777 == 0o700


def test_a_file_of_0_bytes_is_an_archive_that_was_not_begun(path: Path) -> None:
    path.touch()
    with closing(Archive.open(path)) as archive:
        assert archive.listing(TODAY) is None
    assert _pragma(path, "user_version") == len(migrations.MIGRATIONS)


@pytest.mark.parametrize(
    "content", [b"not a database, " * 300, b'{"about": {}}', b"SQLite format 3\x00" + b"\xff" * 500]
)
def test_a_file_that_is_no_database_is_refused_and_left_alone(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(StoreUnreadable) as caught:
        Archive.open(path)
    assert str(path) in caught.value.message
    assert "move it away" in caught.value.hint
    assert path.read_bytes() == content
    assert names_in(path.parent) == ["archive.sqlite3"]


@pytest.mark.parametrize("statement", ["CREATE TABLE pots (name)", "PRAGMA application_id = 77"])
def test_a_database_of_another_program_is_refused_and_left_alone(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(statement)
    content = path.read_bytes()
    with pytest.raises(StoreUnreadable, match="is a database of another program"):
        Archive.open(path)
    assert path.read_bytes() == content
    assert names_in(path.parent) == ["archive.sqlite3"]


def test_a_newer_archive_is_refused_and_left_alone(path: Path) -> None:
    _filled(path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 9")
    content = path.read_bytes()
    with pytest.raises(StoreTooNew) as caught:
        Archive.open(path)
    assert caught.value.message == (
        f"{path} was written by a newer paperreader: version 9, this one reads {len(migrations.MIGRATIONS)}"
    )
    assert "Update paperreader" in caught.value.hint
    assert path.read_bytes() == content
    assert names_in(path.parent) == ["archive.sqlite3", "archive.sqlite3.lock"]


def test_damage_inside_is_told_and_nothing_more_is_damaged(path: Path) -> None:
    _filled(path)
    content = path.read_bytes()
    path.write_bytes(content[:4096] + b"\x5a" * (len(content) - 4096))
    with closing(Archive.open(path)) as archive:
        with pytest.raises(StoreUnreadable) as caught:
            archive.listing(TODAY)
        assert str(path) in caught.value.message
        with pytest.raises(StoreUnreadable):
            archive.store(listing(paper(1)))


def test_an_archive_that_was_cut_off_is_told(path: Path) -> None:
    _filled(path)
    path.write_bytes(path.read_bytes()[: 4096 * 3])
    with pytest.raises(StoreUnreadable), closing(Archive.open(path)) as archive:
        archive.listing(TODAY)


@pytest.mark.parametrize(
    ("statement", "complaint"),
    [
        ("UPDATE papers SET record = '{'", "A stored paper was not understood"),
        ("UPDATE papers SET record = CAST(x'7bff' AS TEXT)", "A stored paper was not understood"),
        ("UPDATE listings SET fetched_at = 'noon'", "A stored time was not understood"),
    ],
)
def test_a_malformed_record_is_told_with_the_file(path: Path, statement: str, complaint: str) -> None:
    _filled(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(statement)
    with closing(Archive.open(path)) as archive, pytest.raises(StoreUnreadable) as caught:
        archive.listing(TODAY)
    assert caught.value.message.startswith(f"{path} is damaged: {complaint}")


def test_a_folder_in_place_of_the_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreNotWritable, match="it is not a file"):
        Archive.open(tmp_path)


def test_a_file_in_place_of_the_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "data").touch()
    with pytest.raises(StoreNotWritable, match="Not a directory"):
        Archive.open(tmp_path / "data" / "archive.sqlite3")


def test_a_limit_on_file_size_is_told_and_what_was_stored_stays(path: Path) -> None:
    said, failure = processes.ran("store", path, 0, 1000, CHILD_FILE_SIZE="600000")
    assert failure is not None
    assert failure.kind == "StoreNotWritable"
    assert failure.message.startswith(f"{path} could not be written: ")
    assert failure.hint
    stored = [int(number) for number in said[1:]]
    assert len(stored) > 5
    with closing(Archive.open(path)) as archive:
        for number in stored:
            assert archive.paper(paper(number).key) == paper(number, upvotes=number)


@pytest.mark.parametrize("options", ["size=600k", "ro"])
def test_a_full_and_a_read_only_disk_are_told(path: Path, options: str) -> None:
    Archive.open(path).close()
    outcome = processes.ran_on_small_disk("store", path, 0, 1000, options=options)
    if outcome is None:
        pytest.skip("this machine does not let a test have a disk of its own")
    said, failure = outcome
    assert said[0] == "open", "an archive on a read-only disk can still be read"
    assert failure is not None
    assert failure.kind == "StoreNotWritable"
    assert failure.hint.startswith("Free some space" if options != "ro" else "Check who owns")


def test_an_archive_one_may_not_write_can_be_read(shared_folder: Path) -> None:
    path = shared_folder / "archive.sqlite3"
    _filled(path)
    path.chmod(0o444)
    shared_folder.chmod(0o555)
    said, failure = processes.ran("read", path, CHILD_IS_NOBODY="1")
    assert said == ["100"]
    assert failure is not None
    assert failure.kind == "StoreNotWritable"


def test_a_folder_in_which_no_archive_can_be_begun_is_told(shared_folder: Path) -> None:
    path = shared_folder / "archive.sqlite3"
    shared_folder.chmod(0o555)
    _, failure = processes.ran("read", path, CHILD_IS_NOBODY="1")
    assert failure is not None
    assert failure.kind == "StoreNotWritable"
    assert "Check who owns" in failure.hint


def test_another_program_in_a_transaction_is_waited_for_only_so_long(path: Path) -> None:
    _filled(path)
    with closing(Archive.open(path, time_limit=0.05)) as archive:
        with processes.started("transact", path) as other:
            assert processes.line_of(other) == "held"
            began = time.monotonic()
            with pytest.raises(StoreNotWritable) as caught:
                archive.store(listing(paper(1)))
            assert time.monotonic() - began < 4
            assert "Another program" in caught.value.hint
            stored = archive.listing(TODAY)
            assert stored is not None, "reading does not wait"
            assert len(stored.papers) == 100
        archive.store(listing(paper(1)))


def test_many_programs_may_begin_the_same_archive(path: Path) -> None:
    barrier = threading.Barrier(8)
    failures: list[BaseException] = []

    def begin(path: Path) -> None:
        barrier.wait()
        try:
            Database.open(path, 30).close()
        except BaseException as error:  # noqa: BLE001 - the test tells it
            failures.append(error)

    for attempt in range(20):
        file = path.with_name(f"{attempt}.sqlite3")
        threads = [threading.Thread(target=begin, args=(file,)) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert failures == []
        assert _pragma(file, "user_version") == len(migrations.MIGRATIONS)


def test_an_archive_is_begun_by_one_program_at_a_time(path: Path) -> None:
    with processes.started("hold", path) as holder:
        assert processes.line_of(holder) == "held"
        with pytest.raises(StoreNotWritable, match="is being written by another program"):
            Archive.open(path, time_limit=0.05)
        processes.tell(holder)
        assert processes.line_of(holder) == "done"
        Archive.open(path, time_limit=0.05).close()


def test_an_archive_that_is_there_is_opened_without_that_lock(path: Path) -> None:
    _filled(path)
    with processes.started("hold", path) as holder:
        assert processes.line_of(holder) == "held"
        Archive.open(path, time_limit=0.05).close()


def test_a_mistake_in_the_program_is_not_hidden(path: Path) -> None:
    with (
        closing(Database.open(path, 5)) as database,
        pytest.raises(sqlite3.OperationalError, match="no such table"),
        database.reading() as connection,
    ):
        connection.execute("SELECT * FROM nowhere")


def test_a_transaction_in_which_anything_goes_wrong_is_undone(path: Path) -> None:
    def fail(database: Database) -> None:
        with database.writing() as connection:
            connection.execute("INSERT INTO marks VALUES ('k', 'read', '')")
            raise ZeroDivisionError

    with closing(Database.open(path, 5)) as database:
        with pytest.raises(ZeroDivisionError):
            fail(database)
        with database.reading() as connection:
            assert connection.execute("SELECT * FROM marks").fetchall() == []
            assert not connection.in_transaction


def test_closing_twice_does_nothing_more(path: Path) -> None:
    archive = Archive.open(path)
    archive.close()
    archive.close()


def test_one_that_nobody_closed_is_closed_when_it_goes() -> None:
    archive = Archive.in_memory()
    connection = archive._database._connection
    del archive
    gc.collect()
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        connection.execute("SELECT 1")
