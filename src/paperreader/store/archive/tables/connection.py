"""Connects to the file of the archive, as its file system and permissions allow."""

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec import Struct

from paperreader.errors import StoreError, StoreTooNew, StoreUnreadable
from paperreader.store import files, filesystem
from paperreader.store.archive.tables import migrations

APPLICATION_ID = 0x50525244
"""What the header of the file says it is, where `file` and others look for it: PRRD."""
LEFT_UNCHANGED = "It was left alone: move it away to begin a new one"

_MAX_BYTES = 64_000_000
"""Of a value or a row: five times what the longest full text could take."""
PRIMARY = 0xFF
"""The part of an error code that says what kind of error it is."""
_REFUSALS = frozenset({sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY})
_NOT_TO_BE_HAD = _REFUSALS | {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_IOERR}
"""What SQLite says where a disk that is read-only has no locks either; a disk that fails says it once more."""
_LATEST = len(migrations.MIGRATIONS)


def _no_cleanup() -> None:
    return


class OpenConnection(Struct, frozen=True):
    """An open connection, and what can be done with it."""

    connection: sqlite3.Connection
    is_writable: bool = True
    has_locks: bool = True
    """SQLite keeps writers apart by itself; else whoever uses the connection holds the lock of the file meanwhile."""
    on_close: Callable[[], object] = _no_cleanup
    """To be called once the connection is closed."""


def connect(path: Path, time_limit: float) -> OpenConnection:
    """Connect to the file, or begin it; one that may not be written is read.

    Raises:
        StoreError: As Database.open does.
        sqlite3.Error: It can't be used.
    """
    if not filesystem.is_writable(path):
        return _read_only(path, time_limit)
    target = _resolved(path)
    # All programs must find the same: what SQLite guards by its locks for one would be written without for another.
    if filesystem.has_record_locks(target) and filesystem.can_share_memory(target.parent):
        return _with_log(path, time_limit)
    return _without_locks(path, time_limit)


def files_of(path: Path) -> list[Path]:
    """Return the file, and those that SQLite may have beside it, which is where a link leads."""
    target = _resolved(path)
    return [target.with_name(target.name + ending) for ending in ("", "-wal", "-shm", "-journal")]


def _resolved(path: Path) -> Path:
    return Path(os.path.realpath(path))


# Where everything works ---------------------------------------------------------------------------------------


def _with_log(path: Path, time_limit: float) -> OpenConnection:
    try:
        connection = _opened(str(path), time_limit)
    except sqlite3.OperationalError as error:
        if not path.is_file() or error.sqlite_errorcode & PRIMARY not in _REFUSALS:
            raise
        return _read_only(path, time_limit)
    try:
        version = _version(connection, path)
        _prepare(connection, path)
        if version < _LATEST:
            _begin(connection, path, time_limit)
        elif _journal(connection) != "wal":
            # It was on a disk that can do less. While somebody uses it, it stays as it is.
            with suppress(StoreError, sqlite3.OperationalError), files.locked(path, time_limit):
                connection.execute("PRAGMA journal_mode = WAL")
    except (sqlite3.Error, StoreError):
        connection.close()
        raise
    return OpenConnection(connection)


def _begin(connection: sqlite3.Connection, path: Path, time_limit: float) -> None:
    # Two programs that turn the log on at the same time do not wait for each other: one fails at once, whatever
    # the time limit. SQLite's own locks are of no help there.
    with files.locked(path, time_limit):
        # With the log beside the file, readers and a writer do not wait for each other, and losing power can
        # cost the last changes but never the file. The file remembers it.
        connection.execute("PRAGMA journal_mode = WAL")
        migrations.migrate(connection, APPLICATION_ID)


# A disk without locks -----------------------------------------------------------------------------------------


def _without_locks(path: Path, time_limit: float) -> OpenConnection:
    """Connect without SQLite's own locks, and without the log beside the file, which needs them."""
    with files.locked(path, time_limit):
        connection = _opened(f"{path.absolute().as_uri()}?vfs=unix-none", time_limit, "EXCLUSIVE")
        try:
            # Without the log, less would not be safe from losing power.
            _prepare(connection, path, "FULL")
            # Nobody else is there, so that what is in the log can be had without shared memory, and filed.
            connection.execute("PRAGMA journal_mode = TRUNCATE")
            connection.execute("PRAGMA locking_mode = NORMAL")
            if _version(connection, path) < _LATEST:
                migrations.migrate(connection, APPLICATION_ID)
        except (sqlite3.Error, StoreError):
            connection.close()
            raise
    return OpenConnection(connection, has_locks=False)


# A file that may not be written -------------------------------------------------------------------------------


def _read_only(path: Path, time_limit: float) -> OpenConnection:
    connection = _read(path, time_limit)
    if connection is not None:
        try:
            if _version(connection, path) == _LATEST:
                connection.execute("PRAGMA foreign_keys = ON")
                return OpenConnection(connection, is_writable=False)
        except (sqlite3.Error, StoreError):
            connection.close()
            raise
        connection.close()
    return _from_copy(path, time_limit)


def _read(path: Path, time_limit: float) -> sqlite3.Connection | None:
    """Return a connection that only reads; None where what is in the log beside the file can't be had by one."""
    try:
        if filesystem.has_record_locks(_resolved(path)):
            return _opened(str(path), time_limit)
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & PRIMARY not in _NOT_TO_BE_HAD:
            raise
    if files_of(path)[1].exists():
        return None
    # The folder is read-only, so that the files that let writers and readers meet can't be made. No one else
    # can write there either; then the file can be read without them.
    return _opened(f"{path.absolute().as_uri()}?mode=ro&immutable=1", time_limit)


def _from_copy(path: Path, time_limit: float) -> OpenConnection:
    """Connect to a copy of the file and its log, which is brought up to date, then only read, and removed at the end."""
    folder = TemporaryDirectory(prefix="paperreader-")
    copy = Path(folder.name) / _resolved(path).name
    try:
        for each in files_of(path)[:2]:
            if each.exists():
                shutil.copyfile(each, copy.with_name(each.name))
        connection = _opened(str(copy), time_limit)
        try:
            if _version(connection, path) < _LATEST:
                migrations.migrate(connection, APPLICATION_ID)
        finally:
            connection.close()
        connection = _opened(f"{copy.as_uri()}?mode=ro&immutable=1", time_limit)
    except OSError as error:
        folder.cleanup()
        raise files.not_writable(path, error) from error
    except (sqlite3.Error, StoreError):
        folder.cleanup()
        raise
    connection.execute("PRAGMA foreign_keys = ON")
    return OpenConnection(connection, is_writable=False, on_close=folder.cleanup)


# --------------------------------------------------------------------------------------------------------------


def _opened(address: str, time_limit: float, locking_mode: str = "NORMAL") -> sqlite3.Connection:
    connection = sqlite3.connect(
        address,
        timeout=time_limit,
        isolation_level=None,
        check_same_thread=False,
        uri=address.startswith("file:"),
    )
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _MAX_BYTES)
    try:
        connection.execute(f"PRAGMA locking_mode = {locking_mode}")
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
        raise StoreUnreadable(f"{path} is a database of another program", LEFT_UNCHANGED)
    if version > _LATEST:
        raise StoreTooNew(
            f"{path} was written by a newer paperreader: version {version}, this one reads {_LATEST}",
            "Update paperreader; the file was not changed",
        )
    # A view in place of a table, or a trigger on one, could keep the next query, or change, busy for ever.
    if not migrations.is_schema_of(version, schema):
        raise StoreUnreadable(f"{path} is damaged: its tables are not those of an archive", LEFT_UNCHANGED)
    return version


def _journal(connection: sqlite3.Connection) -> str:
    return str(connection.execute("PRAGMA journal_mode").fetchone()[0])


def _prepare(connection: sqlite3.Connection, path: Path, synchronous: str = "NORMAL") -> None:
    connection.execute("PRAGMA foreign_keys = ON")
    can_sync = filesystem.can_sync(_resolved(path))
    connection.execute(f"PRAGMA synchronous = {synchronous if can_sync else 'OFF'}")
