"""The changes that can be undone and redone: a file of lines beside the bookmarks that is only added to.

It is a file of its own because the bookmarks may lie in a folder that is synced: what one machine can undo is no
business of another, and a change should change few lines there. It is added to, not written anew, so that undoing
a change of thousands of bookmarks does not make every later change as slow. A line holds what a change left, which
is also what brings a damaged file up to date.
"""

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import msgspec

from paperreader.domain.bookmarks.history import Change
from paperreader.domain.bookmarks.merge_state import MergeState
from paperreader.errors import StoreUnreadable
from paperreader.store import files, filesystem, records

DO, UNDO, REDO = "do", "undo", "redo"

_KEPT_LINES = 100
_MOST_LINES = 200
_MOST_BYTES = 8_000_000
_FEWEST_LINES = 10


class _Way(msgspec.Struct):
    way: str


class UndoLog:
    """Changes in the order they were made; without a path they are forgotten at the end.

    Whoever adds lines holds the lock of the bookmarks.
    """

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self._lines: list[tuple[str, bytes]] = []
        self._stamp: files.Stamp | None = None
        self._forgotten = 0

    def depths(self) -> tuple[int, int]:
        """Return how many changes were made that are not undone, and how many can be redone."""
        past, future = self._stacks()
        return self._forgotten + len(past), len(future)

    def past(self) -> Change | None:
        """Return the change that an undo would take back."""
        past, _ = self._stacks()
        return records.change_from_line(past[-1]) if past else None

    def future(self) -> Change | None:
        """Return the change that a redo would take back."""
        _, future = self._stacks()
        return records.change_from_line(future[-1]) if future else None

    def add(self, change: Change, way: str) -> None:
        """Add a change, safely on disk.

        Raises:
            StoreNotWritable: It could not be written.
        """
        line = records.change_to_line(change, way)
        self._read()
        if self.path is not None:
            try:
                self._stamp = _append(self.path, line)
            except OSError as error:
                raise files.not_writable(self.path, error) from error
        self._lines.append((way, line))

    def shorten(self) -> None:
        """Forget the oldest changes if there are many; those that could be redone are forgotten with them."""
        self._read()
        past, future = self._stacks()
        size = sum(len(line) for _, line in self._lines)
        if future or (len(self._lines) <= _MOST_LINES and size <= _MOST_BYTES):
            return
        count = min(len(past), _KEPT_LINES)
        while count > _FEWEST_LINES and sum(map(len, past[-count:])) > _MOST_BYTES:
            count -= 1
        kept = past[-count:] if count else []
        if self.path is not None:
            self._stamp = files.write_atomically(self.path, b"".join(kept), follow=False)
        self._forgotten += len(past) - count
        self._lines = [(_way_of(line) or DO, line) for line in kept]

    def merge_state(self) -> Iterator[MergeState]:
        """Yield what each change left; lines that are not understood are passed over."""
        self._read()
        for _, line in self._lines:
            with suppress(StoreUnreadable):
                yield MergeState(dict(records.change_from_line(line).after))

    def _stacks(self) -> tuple[list[bytes], list[bytes]]:
        self._read()
        past: list[bytes] = []
        future: list[bytes] = []
        for way, line in self._lines:
            from_, to = (past, future) if way == UNDO else (future, past)
            if way == DO:
                future.clear()
            elif from_:
                from_.pop()
            to.append(line)
        return past, future

    def _read(self) -> None:
        """Read the file if it is not the one last seen: another reader of this home writes it too."""
        if self.path is None:
            return
        try:
            stamp = files.stamp_of(self.path)
            if stamp == self._stamp:
                return
            raw = b"" if stamp is None else files.read(self.path)[0]
        except OSError:
            # Undo is a comfort: bookmarks are kept without it.
            stamp, raw = None, b""
        self._stamp = stamp
        lines = [line + b"\n" for line in raw.split(b"\n")]
        ways = [(_way_of(line), line) for line in lines]
        self._lines = [(way, line) for way, line in ways if way is not None]


def _way_of(line: bytes) -> str | None:
    try:
        way = msgspec.json.decode(line, type=_Way).way
    except records.MALFORMED:
        return None
    return way if way in (DO, UNDO, REDO) else None


def _append(path: Path, line: bytes) -> files.Stamp:
    files.make_folder(path.parent)
    files.check(path)
    flags = os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_NOFOLLOW", 0)
    with open(os.open(path, flags, 0o600), "r+b", buffering=0) as file:  # noqa: PTH123 - who may read it has to be given
        size = file.seek(0, os.SEEK_END)
        # A line that a killed writer left unfinished ends here.
        file.seek(max(0, size - 1))
        is_torn = file.read(1) not in (b"", b"\n")
        try:
            rest = memoryview(b"\n" + line if is_torn else line)
            while rest:
                rest = rest[file.write(rest) :]
            filesystem.sync(file.fileno())
        except OSError:
            file.truncate(size)
            raise
        return files.stamp_from(os.fstat(file.fileno()))
