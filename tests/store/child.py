"""What another process does to a store: run as `python -m tests.store.child JOB PATH …`.

It prints a line whenever something is done, and at last `done` or the error as a line of JSON.
"""

import json
import os
import resource
import sqlite3
import sys
import urllib.parse  # noqa: F401 - pathlib wants it later, when this process may no longer read where Python is
from datetime import timedelta
from pathlib import Path

from paperreader.errors import StoreError
from paperreader.store import files
from paperreader.store.archive.archive import Archive
from tests.store import builders, edits
from tests.store.bookmarks.direct import DirectStore

_NOBODY = 65534


def _say(word: str) -> None:
    print(word, flush=True)  # noqa: T201 - the parent reads it


def _wait() -> None:
    sys.stdin.readline()


def keep(path: Path, first: int, count: int) -> None:
    """Keep papers one after the other."""
    store = DirectStore(path, time_limit=60)
    for number in range(first, first + count):
        store.keep(builders.bookmark(number))
        _say(str(number))


def edit(path: Path, seed: int, done: int) -> None:
    """Go on with the edits of a seed after so many of them, for ever."""
    for number, step in enumerate(edits.steps(seed), start=1):
        if number > done:
            step(edits.opened(path, number))
            _say(str(number))


def store(path: Path, first: int, count: int) -> None:
    """Store listings of one paper, each of an earlier day, one after the other."""
    archive = Archive.open(path, time_limit=60)
    _say("open")
    for number in range(first, first + count):
        day = builders.TODAY.first_day - timedelta(days=number)
        feed = type(builders.TODAY)(builders.TODAY.period, day)
        archive.store(builders.listing(builders.paper(number, upvotes=number), feed=feed))
        _say(str(number))
    archive.close()


def read(path: Path) -> None:
    """Read a listing from an archive."""
    archive = Archive.open(path)
    listing = archive.listing(builders.TODAY)
    _say(str(len(listing.papers) if listing else 0))
    archive.store(builders.listing(builders.paper(99)))


def write(path: Path, count: int) -> None:
    """Write a file of so many bytes."""
    files.write_atomically(path, b"n" * count)


def alternate(path: Path, size: int, count: int) -> None:
    """Write a file many times, all `a`, then all `b`."""
    for number in range(count):
        files.write_atomically(path, (b"a" if number % 2 else b"b") * size)


def hold(path: Path) -> None:
    """Hold the lock of a file until told to give it back."""
    with files.locked(path):
        _say("held")
        _wait()


def transact(path: Path) -> None:
    """Hold an archive in a transaction until told to end it."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    _say("held")
    _wait()
    connection.close()


_JOBS = {job.__name__: job for job in (keep, edit, store, read, write, alternate, hold, transact)}


def main() -> None:
    """Do one job, under the limits the environment sets."""
    job, path, *numbers = sys.argv[1:]
    if limit := os.environ.get("CHILD_FILE_SIZE"):
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(limit), int(limit)))
    if "CHILD_IS_NOBODY" in os.environ and os.geteuid() == 0:
        os.seteuid(_NOBODY)
    try:
        _JOBS[job](Path(path), *map(int, numbers))
    except StoreError as error:
        _say(json.dumps([type(error).__name__, error.message, error.hint]))
    else:
        _say("done")


if __name__ == "__main__":
    main()
