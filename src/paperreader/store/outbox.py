"""The outbox: deliveries until they have arrived, and which papers each subscription has had."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Self
from weakref import finalize

from paperreader.domain.deliveries.delivery import Delivery
from paperreader.domain.papers.paper import PaperKey
from paperreader.errors import StoreNotWritable, StoreTooNew, StoreUnreadable
from paperreader.store import files, filesystem

_APPLICATION_ID = 0x5052444F
"""What the header of the file says it is: PRDO."""
_VERSION = 1
_PATIENCE = 10.0
"""Seconds to wait for another program that writes it, too."""
_SCHEMA = """
    CREATE TABLE deliveries (
      number INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      subscription TEXT NOT NULL,
      channel TEXT NOT NULL,
      target TEXT NOT NULL,
      body BLOB NOT NULL,
      queued_at TEXT NOT NULL,
      next_try_at TEXT NOT NULL,
      tries INTEGER NOT NULL DEFAULT 0,
      error TEXT NOT NULL DEFAULT '',
      state TEXT NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'sending', 'arrived', 'refused')),
      ended_at TEXT
    );
    CREATE INDEX deliveries_waiting ON deliveries (channel, target, number) WHERE ended_at IS NULL;
    CREATE TABLE papers_had (
      subscription TEXT NOT NULL,
      paper TEXT NOT NULL,
      queued_at TEXT NOT NULL,
      PRIMARY KEY (subscription, paper)
    ) WITHOUT ROWID;
    CREATE TABLE runs (subscription TEXT PRIMARY KEY, due_at TEXT NOT NULL, ran_at TEXT NOT NULL) WITHOUT ROWID;
"""
_COLUMNS = "id, channel, target, body, queued_at, next_try_at, tries, error, state"
_LEFT_ALONE = "It was left alone: move it away to begin a new one"
_NO_DISK = "Check the disk, the space left on it, and who owns the file"


class Outbox:
    """One file for all that is sent: a digest is queued, and its papers noted, in one transaction.

    A program may be killed at any point. What is queued is delivered by the next one. What was being sent at that moment
    may have arrived and is sent again with the same id, so that it is not lost; `is_doubtful` says so.
    """

    def __init__(self, connection: sqlite3.Connection, name: str) -> None:
        self._connection = connection
        self._name = name
        finalize(self, connection.close)

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open the file, or begin it.

        Raises:
            StoreUnreadable: It is not an outbox.
            StoreTooNew: It was written by a newer program.
            StoreNotWritable: It could not be begun.
        """
        try:
            files.make_folder(path.parent)
            files.check(path)
        except OSError as error:
            raise files.not_writable(path, error) from error
        with _failures_of(str(path)):
            connection = sqlite3.connect(
                path, timeout=_PATIENCE, isolation_level=None, check_same_thread=False
            )
            outbox = cls(connection, str(path))
            outbox._begin()
            return outbox

    @classmethod
    def in_memory(cls) -> Self:
        """Return an outbox that is forgotten at the end."""
        connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        outbox = cls(connection, "The outbox in memory")
        outbox._begin()
        return outbox

    def _begin(self) -> None:
        self._connection.execute("PRAGMA synchronous = FULL")
        with self._writing():
            (application,) = self._connection.execute("PRAGMA application_id").fetchone()
            (version,) = self._connection.execute("PRAGMA user_version").fetchone()
            (tables,) = self._connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
            if not tables:
                for statement in filter(str.strip, _SCHEMA.split(";")):
                    self._connection.execute(statement)
                self._connection.execute(f"PRAGMA application_id = {_APPLICATION_ID}")
                self._connection.execute(f"PRAGMA user_version = {_VERSION}")
            elif application != _APPLICATION_ID:
                raise StoreUnreadable(f"{self._name} is another program's", _LEFT_ALONE)
            elif version > _VERSION:
                raise StoreTooNew(
                    f"{self._name} was written by a newer paperreader", "Update this one to use it"
                )

    def close(self) -> None:
        """Close the file; closing twice does nothing more."""
        self._connection.close()

    # What is queued -----------------------------------------------------------------------------------------

    def queue(
        self, subscription: str, deliveries: Iterable[Delivery], papers: Iterable[PaperKey], at: datetime
    ) -> None:
        """Queue what tells of papers, and note that the subscription had these; all or nothing.

        Raises:
            StoreError: Nothing was queued.
        """
        with self._writing() as connection:
            connection.executemany(
                "INSERT INTO deliveries (id, subscription, channel, target, body, queued_at, next_try_at)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    (
                        each.id,
                        subscription,
                        each.channel,
                        each.target,
                        each.body,
                        _text(each.queued_at),
                        _text(each.next_try_at),
                    )
                    for each in deliveries
                ),
            )
            connection.executemany(
                "INSERT OR IGNORE INTO papers_had VALUES (?, ?, ?)",
                ((subscription, paper, _text(at)) for paper in papers),
            )

    def papers_had(self, subscription: str) -> frozenset[PaperKey]:
        """Return the papers that were queued for a subscription at any time.

        Raises:
            StoreError: The file can't be read.
        """
        with _failures_of(self._name):
            rows = self._connection.execute(
                "SELECT paper FROM papers_had WHERE subscription = ?", (subscription,)
            )
            return frozenset(PaperKey(paper) for (paper,) in rows)

    def forget(self, subscription: str) -> None:
        """Forget a subscription: what it had, when it ran, and what waits to be sent for it.

        Raises:
            StoreError: Nothing was forgotten.
        """
        with self._writing() as connection:
            connection.execute("DELETE FROM papers_had WHERE subscription = ?", (subscription,))
            connection.execute("DELETE FROM runs WHERE subscription = ?", (subscription,))
            connection.execute(
                "DELETE FROM deliveries WHERE subscription = ? AND ended_at IS NULL", (subscription,)
            )

    # What is sent -------------------------------------------------------------------------------------------

    @contextmanager
    def sending(self) -> Iterator[bool]:
        """Be the only program that sends, until the end; give False where another one is.

        Raises:
            StoreNotWritable: There is no telling.
        """
        if self._name.startswith("The "):
            yield True
            return
        target = Path(self._name + ".sending")
        try:
            lock = filesystem.acquire_lock(target, 0)
        except filesystem.LockHeld:
            yield False
            return
        except OSError as error:
            raise files.not_writable(target, error) from error
        try:
            yield True
        finally:
            lock.release()

    def waiting(self) -> tuple[Delivery, ...]:
        """Return what has not arrived and was not refused, in the order it was queued.

        Raises:
            StoreError: The file can't be read.
        """
        return self._read("ended_at IS NULL")

    def due(self, now: datetime) -> tuple[Delivery, ...]:
        """Return what may be tried now, in order; what follows something that waits for the same target waits, too.

        Raises:
            StoreError: The file can't be read.
        """
        return self._read(
            "ended_at IS NULL AND NOT EXISTS (SELECT 1 FROM deliveries AS former WHERE former.ended_at IS NULL"
            " AND former.channel = deliveries.channel AND former.target = deliveries.target"
            " AND former.number <= deliveries.number AND former.next_try_at > ?)",
            _text(now),
        )

    def _read(self, condition: str, *parameters: str) -> tuple[Delivery, ...]:
        with _failures_of(self._name):
            rows = self._connection.execute(
                f"SELECT {_COLUMNS} FROM deliveries WHERE {condition} ORDER BY number",  # noqa: S608 - our own words
                parameters,
            )
            return tuple(map(_delivery, rows))

    def begin(self, delivery: Delivery) -> None:
        """Note that a delivery is being sent.

        Raises:
            StoreError: It was not noted: don't send it.
        """
        self._change("state = 'sending'", delivery)

    def arrived(self, delivery: Delivery, at: datetime) -> None:
        """Note that a delivery arrived; it is kept without its body.

        Raises:
            StoreError: It was not noted.
        """
        self._change("state = 'arrived', error = '', body = x'', ended_at = ?", delivery, _text(at))

    def delayed(self, delivery: Delivery, error: str, next_try_at: datetime) -> None:
        """Note that a delivery did not arrive, and when it is tried again.

        Raises:
            StoreError: It was not noted.
        """
        self._change(
            "state = 'queued', tries = tries + 1, error = ?, next_try_at = ?",
            delivery,
            error,
            _text(next_try_at),
        )

    def refused(self, delivery: Delivery, error: str, at: datetime) -> None:
        """Note that a delivery will never arrive.

        Raises:
            StoreError: It was not noted.
        """
        self._change(
            "state = 'refused', tries = tries + 1, error = ?, ended_at = ?", delivery, error, _text(at)
        )

    def _change(self, assignments: str, delivery: Delivery, *parameters: str) -> None:
        statement = f"UPDATE deliveries SET {assignments} WHERE id = ?"  # noqa: S608 - our own words
        with self._writing() as connection:
            connection.execute(statement, (*parameters, delivery.id))

    # When subscriptions ran ---------------------------------------------------------------------------------

    def ran(self, subscription: str, due_at: datetime, at: datetime) -> None:
        """Note that a subscription did what was due at a time.

        Raises:
            StoreError: It was not noted.
        """
        with self._writing() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO runs VALUES (?, ?, ?)", (subscription, _text(due_at), _text(at))
            )

    def last_due(self, subscription: str) -> datetime | None:
        """Return when that was due which a subscription did last; None if it did nothing yet.

        Raises:
            StoreError: The file can't be read.
        """
        with _failures_of(self._name):
            found = self._connection.execute(
                "SELECT due_at FROM runs WHERE subscription = ?", (subscription,)
            ).fetchone()
            return None if found is None else datetime.fromisoformat(found[0])

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with _failures_of(self._name), self._connection:
            self._connection.execute("BEGIN IMMEDIATE")
            yield self._connection


def _text(time: datetime) -> str:
    return time.isoformat(timespec="microseconds")


def _delivery(row: tuple[str, str, str, bytes, str, str, int, str, str]) -> Delivery:
    id_, channel, target, body, queued_at, next_try_at, tries, error, state = row
    return Delivery(
        id=id_,
        channel=channel,
        target=target,
        body=body,
        queued_at=datetime.fromisoformat(queued_at),
        next_try_at=datetime.fromisoformat(next_try_at),
        tries=tries,
        error=error,
        is_doubtful=state == "sending",
    )


@contextmanager
def _failures_of(name: str) -> Iterator[None]:
    try:
        yield
    except (sqlite3.DatabaseError, ValueError) as error:
        if isinstance(error, sqlite3.OperationalError):
            raise StoreNotWritable(f"{name} could not be used: {error}", _NO_DISK) from error
        raise StoreUnreadable(f"{name} is damaged or not an outbox: {error}", _LEFT_ALONE) from error
