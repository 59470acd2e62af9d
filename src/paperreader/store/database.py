"""One SQLite file of ours: opening it, transactions, and what its failures mean."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Self

from paperreader.errors import StoreError, StoreNotWritable, StoreTooNew, StoreUnreadable
from paperreader.store import files, migrations

APPLICATION_ID = 0x50525244
"""What the header of the file says it is, where `file` and others look for it: PRRD."""

_LEFT_ALONE = "It was left alone: move it away to begin a new one"
_NOT_WRITABLE = {
    sqlite3.SQLITE_BUSY: "Another program has been writing to it for too long: try again",
    sqlite3.SQLITE_LOCKED: "Another program has been writing to it for too long: try again",
    sqlite3.SQLITE_FULL: "Free some space on that disk and try again",
    sqlite3.SQLITE_READONLY: "Check who owns the file and its folder, and whether you may write there",
    sqlite3.SQLITE_PERM: "Check who owns the file and its folder, and whether you may write there",
    sqlite3.SQLITE_CANTOPEN: "Check who owns the file and its folder, and whether you may write there",
    sqlite3.SQLITE_IOERR: "Check the disk, and the space left on it",
}
_UNREADABLE = frozenset(
    {
        sqlite3.SQLITE_NOTADB,
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_CONSTRAINT,
        sqlite3.SQLITE_MISMATCH,
        sqlite3.SQLITE_TOOBIG,
        sqlite3.SQLITE_IOERR_READ,
        sqlite3.SQLITE_IOERR_SHORT_READ,
    }
)
_UNLIKE_OURS = ("malformed JSON", "integer overflow", "Could not decode to UTF-8")
"""How the words begin for what a query stumbles over in what another program wrote: the code tells nothing."""
_MOST_BYTES = 64_000_000
"""Of a value or a row: five times what the longest full text could take."""
_PRIMARY = 0xFF
"""The part of an error code that says what kind of error it is."""


class Database:
    """A connection that one thread at a time may use, any of them."""

    def __init__(self, connection: sqlite3.Connection, name: str) -> None:
        self._connection = connection
        self._name = name
        self._lock = Lock()

    @classmethod
    def open(cls, path: Path, time_limit: float) -> Self:
        """Open the file, or begin it; wait for other writers at most `time_limit` seconds, now and later.

        Raises:
            StoreUnreadable: It is not a database, or another program's.
            StoreTooNew: It was written by a newer program.
            StoreNotWritable: It is not there and could not be begun, or it needs new tables and can't have them.
        """
        try:
            files.make_folder(path.parent)
            for each in _files_of(path):
                files.check(each)
        except OSError as error:
            raise files.not_writable(path, error) from error
        with _failures_of(str(path)):
            connection = _connect(path, time_limit)
            try:
                if _version(connection, path) < len(migrations.STEPS):
                    _begin(connection, path, time_limit)
                _prepare(connection)
            except (sqlite3.Error, StoreError):
                connection.close()
                raise
        return cls(connection, str(path))

    @classmethod
    def in_memory(cls) -> Self:
        """Return a database that is forgotten at the end."""
        connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        migrations.bring_up_to_date(connection, APPLICATION_ID)
        _prepare(connection)
        return cls(connection, "The archive in memory")

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Give the connection; a failure becomes a StoreError that names the file."""
        with self._lock, _failures_of(self._name):
            try:
                yield self._connection
            except StoreUnreadable as error:
                raise StoreUnreadable(f"{self._name} is damaged: {error.message}", _LEFT_ALONE) from error

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Give the connection inside a transaction, undone when anything goes wrong."""
        with self.reading() as connection, connection:
            connection.execute("BEGIN IMMEDIATE")
            yield connection

    def size(self) -> int:
        """Return how many bytes it takes on disk, with what is not yet filed in its place; 0 in memory."""
        return sum(each.stat().st_size for each in _files_of(Path(self._name)) if each.is_file())

    def close(self) -> None:
        """Close the file; closing twice does nothing more."""
        with self._lock:
            self._connection.close()


def _files_of(path: Path) -> list[Path]:
    """Return the file, and those that SQLite may have beside it."""
    return [path.with_name(path.name + ending) for ending in ("", "-wal", "-shm", "-journal")]


def _connect(path: Path, time_limit: float) -> sqlite3.Connection:
    try:
        return _looked_into(str(path), time_limit)
    except sqlite3.OperationalError as error:
        is_refused = error.sqlite_errorcode & _PRIMARY in {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY}
        if not is_refused or not path.is_file() or path.with_name(f"{path.name}-wal").exists():
            raise
        # The folder is read-only, so that the files that let writers and readers meet can't be made. No one else
        # can write there either; then the file can be read without them.
        return _looked_into(f"{path.absolute().as_uri()}?mode=ro&immutable=1", time_limit)


def _looked_into(address: str, time_limit: float) -> sqlite3.Connection:
    connection = sqlite3.connect(
        address,
        timeout=time_limit,
        isolation_level=None,
        check_same_thread=False,
        uri=address.startswith("file:"),
    )
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _MOST_BYTES)
    try:
        # SQLite does not look at the file before the first question.
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _version(connection: sqlite3.Connection, path: Path) -> int:
    with connection:
        # All three at one moment: another program may be making the tables just now.
        connection.execute("BEGIN")
        version = migrations.version_of(connection)
        application_id = connection.execute("PRAGMA application_id").fetchone()[0]
        schema = connection.execute("SELECT type, name, sql FROM sqlite_master").fetchall()
    is_new = (version, application_id, schema) == (0, 0, [])
    if not is_new and application_id != APPLICATION_ID:
        raise StoreUnreadable(f"{path} is a database of another program", _LEFT_ALONE)
    if version > len(migrations.STEPS):
        raise StoreTooNew(
            f"{path} was written by a newer paperreader: "
            f"it has version {version}, this one understands {len(migrations.STEPS)}",
            "Update paperreader; the file was left alone",
        )
    # A view in place of a table, or a trigger on one, could keep the next query, or change, busy for ever.
    if not migrations.is_schema_of(version, schema):
        raise StoreUnreadable(f"{path} is damaged: its tables are not those of an archive", _LEFT_ALONE)
    return version


def _begin(connection: sqlite3.Connection, path: Path, time_limit: float) -> None:
    # Two programs that turn the log on at the same time do not wait for each other: one fails at once, whatever
    # the time limit. SQLite's own locks are of no help there.
    with files.locked(path, time_limit):
        # With the log beside the file, readers and a writer do not wait for each other, and losing power can
        # cost the last changes but never the file. The file remembers it.
        connection.execute("PRAGMA journal_mode = WAL")
        migrations.bring_up_to_date(connection, APPLICATION_ID)


def _prepare(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = NORMAL")


@contextmanager
def _failures_of(name: str) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        # Errors that are not SQLite's own, and those not listed, are mistakes in this program.
        code = getattr(error, "sqlite_errorcode", 0)
        if code in _UNREADABLE or code & _PRIMARY in _UNREADABLE or str(error).startswith(_UNLIKE_OURS):
            raise StoreUnreadable(f"{name} is damaged or not an archive: {error}", _LEFT_ALONE) from error
        hint = _NOT_WRITABLE.get(code & _PRIMARY)
        if hint is None:
            raise
        raise StoreNotWritable(f"{name} could not be written: {error}", hint) from error
