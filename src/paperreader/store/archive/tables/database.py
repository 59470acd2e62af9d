"""Opens one SQLite file, and gives transactions and errors that name it."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from threading import Lock
from typing import Self
from weakref import finalize

from paperreader.errors import StoreNotWritable, StoreUnreadable
from paperreader.store import files
from paperreader.store.archive.tables import connection, migrations
from paperreader.store.archive.tables.connection import (
    APPLICATION_ID,
    LEFT_UNCHANGED,
    PRIMARY,
    OpenConnection,
)

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


class Database:
    """A connection that one thread at a time may use, any of them."""

    def __init__(
        self,
        connected: OpenConnection,
        name: str,
        guard: Callable[[], AbstractContextManager[object]] = nullcontext,
    ) -> None:
        self._connection = connected.connection
        # Since Python 3.13 a connection complains where it goes unclosed, as after a crash; closing twice does no harm.
        finalize(self, self._connection.close)
        self._on_close = connected.on_close
        self._name = name
        self._guard = guard
        self._lock = Lock()
        self.is_writable = connected.is_writable
        """It may be written, as far as could be seen when it was opened."""
        self.has_locks = connected.has_locks
        """The disk has the locks that SQLite takes."""

    @classmethod
    def open(cls, path: Path, time_limit: float) -> Self:
        """Open the file, or begin it; wait for other writers at most `time_limit` seconds, now and later.

        Raises:
            StoreUnreadable: It is not a database, or another program's.
            StoreTooNew: It was written by a newer program.
            StoreNotWritable: It is not there and could not be begun.
        """
        try:
            files.make_folder(path.parent)
            for each in connection.files_of(path):
                files.check(each)
        except OSError as error:
            raise files.not_writable(path, error) from error
        with _failures_of(str(path)):
            connected = connection.connect(path, time_limit)
        if connected.has_locks:
            return cls(connected, str(path))
        return cls(connected, str(path), lambda: files.locked(path, time_limit))

    @classmethod
    def in_memory(cls) -> Self:
        """Return a database that is forgotten at the end."""
        connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        migrations.migrate(connection, APPLICATION_ID)
        connection.execute("PRAGMA foreign_keys = ON")
        return cls(OpenConnection(connection), "The archive in memory")

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Give the connection; a failure becomes a StoreError that names the file."""
        with self._lock, _failures_of(self._name), self._guard():
            try:
                yield self._connection
            except StoreUnreadable as error:
                raise StoreUnreadable(f"{self._name} is damaged: {error.message}", LEFT_UNCHANGED) from error

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Give the connection inside a transaction, undone when anything goes wrong."""
        with self.reading() as connection, connection:
            connection.execute("BEGIN IMMEDIATE")
            yield connection

    def size(self) -> int:
        """Return how many bytes it takes on disk, with what is not yet filed in its place; 0 in memory."""
        return sum(each.stat().st_size for each in connection.files_of(Path(self._name)) if each.is_file())

    def close(self) -> None:
        """Close the file; closing twice does nothing more."""
        with self._lock:
            self._connection.close()
            self._on_close()


@contextmanager
def _failures_of(name: str) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        # Errors that are not SQLite's own, and those not listed, are mistakes in this program.
        code = getattr(error, "sqlite_errorcode", 0)
        if code in _UNREADABLE or code & PRIMARY in _UNREADABLE or str(error).startswith(_UNLIKE_OURS):
            raise StoreUnreadable(f"{name} is damaged or not an archive: {error}", LEFT_UNCHANGED) from error
        hint = _NOT_WRITABLE.get(code & PRIMARY)
        if hint is None:
            raise
        raise StoreNotWritable(f"{name} could not be written: {error}", hint) from error
