"""Commands on an archive that may not be written, in a process of its own: `python -m tests.cli.bent STORY FOLDER`.

A story asserts what must hold; the process ends with 0 if it did, else with what did not on stderr.
"""

import io
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing, redirect_stderr, redirect_stdout
from pathlib import Path
from typing import NamedTuple

from paperreader.cli import run
from paperreader.cli.root import paperreader
from paperreader.store import files
from paperreader.store.archive.archive import Archive
from tests.hub import Hub, written_days
from tests.store.bookmarks.direct import DirectStore
from tests.store.builders import NOON, bookmark, paper

_NOBODY = 65534
DAY = "2026-08-21"
PAPER = "2608.90301"
OTHER = "2608.90302"


class Said(NamedTuple):
    """What a command did."""

    code: int
    out: str
    err: str


def said(*arguments: str) -> Said:
    """Run a command and return what it did."""
    err = io.StringIO()
    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    with redirect_stdout(out), redirect_stderr(err):
        code = run(arguments)
        out.flush()
    return Said(code, out.buffer.getvalue().decode(), err.getvalue())


def well(*arguments: str) -> Said:
    """Run a command, which must not fail, and return what it did."""
    done = said(*arguments)
    assert done.code == 0, (arguments, done)
    return done


def fill(home: Path) -> str:
    """Fetch a day, use every command once so that all is imported, and return what a search finds."""
    well("ls", "--date", DAY)
    well("show", PAPER)
    well("bookmarks", "add", PAPER)
    well("bookmarks", "rm", PAPER)
    well("doctor", "--json") if (home / "bookmarks.json").exists() else None
    well("ls", "--inbox")
    for name in paperreader.list_commands(None):  # type: ignore[arg-type]
        paperreader.get_command(None, name)  # type: ignore[arg-type]
    well("trends", "the")
    found = well("search", "--local", "the", "--format", "ids").out
    assert found.count("\n") > 3
    return found


def forget_index(archive: Path) -> None:
    """Leave the archive as a program that folds otherwise does."""
    with closing(sqlite3.connect(archive)) as connection, connection:
        connection.execute("UPDATE index_state SET made_with = 'another'")


def goes_on(home: Path, found: str, *, is_indexed: bool) -> None:
    """Assert that everything works that need not write to the archive."""
    archive = home / "archive.sqlite3"
    before = archive.read_bytes()
    shown = well("show", PAPER)
    assert PAPER in shown.out
    assert shown.err.count("could not be written") == 1, shown.err
    kept = well("bookmarks", "add", OTHER, PAPER)
    assert kept.err.count("could not be written") == 1, kept.err
    assert well("bookmarks", "ls", "--format", "ids").out.count("2608.") == 2
    assert PAPER in well("export", PAPER, "--format", "ids").out
    assert PAPER in well("ls", "--date", DAY, "--offline", "--format", "ids").out
    well("ls", "--inbox")
    well("archive", "stats")
    for command in (["search", "--local", "the", "--format", "ids"], ["trends", "the"]):
        searched = well(*command)
        assert ("without the index" in searched.err) is not is_indexed, searched
        assert searched.err.count("could not be written") == (0 if is_indexed else 1), searched
        if command[0] == "search":
            assert searched.out == found
    assert archive.read_bytes() == before


def doctor_names(home: Path, what: str) -> None:
    """Assert that doctor says what is wrong with the archive, and that it needs attention."""
    looked = said("doctor", "--offline")
    assert looked.code == 1, looked
    assert what in looked.out, looked
    assert "papers" in looked.out.partition("\narchive\n")[2], looked


def give_away(archive: Path) -> None:
    """Have the archive belong to somebody else; who started this gave up an administrator's right to write all the same."""
    if os.geteuid() == 0:
        os.chown(archive, _NOBODY, _NOBODY)
        archive.chmod(0o644)
    else:
        archive.chmod(0o444)


def owned(home: Path) -> None:
    """The archive alone belongs to another user, as after one `sudo`."""
    found = fill(home)
    give_away(home / "archive.sqlite3")
    goes_on(home, found, is_indexed=True)
    doctor_names(home, f"{home / 'archive.sqlite3'} is not writable")


def owned_and_not_indexed(home: Path) -> None:
    """It belongs to another user, and its index was made by another program."""
    found = fill(home)
    forget_index(home / "archive.sqlite3")
    give_away(home / "archive.sqlite3")
    goes_on(home, found, is_indexed=False)


def _on_a_disk(home: Path, change: Callable[[Path], None]) -> str:
    """Have the archive, and nothing else, on a disk that is then read-only."""
    disk = home.parent / "disk"
    disk.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(disk)], check=True)
    home.mkdir()
    (home / "archive.sqlite3").symlink_to(disk / "archive.sqlite3")
    found = fill(home)
    change(disk)
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    return found


def disk(home: Path) -> None:
    """It lies on a read-only disk."""
    found = _on_a_disk(home, lambda disk: None)
    goes_on(home, found, is_indexed=True)
    doctor_names(home, "is read-only")


def disk_and_not_indexed(home: Path) -> None:
    """It lies on a read-only disk, and its index was made by another program."""
    found = _on_a_disk(home, lambda disk: forget_index(disk / "archive.sqlite3"))
    goes_on(home, found, is_indexed=False)


def disk_and_log(home: Path) -> None:
    """It lies on a read-only disk, and what was written last is in the log beside it, as after a crash."""

    def crash(disk: Path) -> None:
        archive, aside = disk / "archive.sqlite3", disk.parent / "aside"
        aside.mkdir()
        with closing(sqlite3.connect(archive)) as connection:
            connection.execute("INSERT INTO marks VALUES (?, 'read', '2026-08-21T12:00:00.000000Z')", [OTHER])
            connection.commit()
            for ending in ("", "-wal"):
                name = f"archive.sqlite3{ending}"
                shutil.copyfile(disk / name, aside / name)
        for each in aside.iterdir():
            shutil.copyfile(each, disk / each.name)
        assert (disk / "archive.sqlite3-wal").stat().st_size

    found = _on_a_disk(home, crash)
    goes_on(home, found, is_indexed=True)
    read = well("ls", "--date", DAY, "--offline", "--filter", "is:read", "--format", "ids")
    assert read.out == f"{OTHER}\n", read


# A disk without locks, shims preloaded ------------------------------------------------------------------------------


def lacking(home: Path) -> None:
    """Something the disk can't do is done without; where that is locking, it is told once, at the first change."""
    lacks_locks = any(each in os.environ["FL"] for each in ("flock", "fcntl"))
    lacks_log = any(each in os.environ["FL"] for each in ("fcntl", "mmap"))
    remark = f"paperreader: File locks do not work in {home}: "
    for _ in ("begun", "found"):
        assert well("ls", "--date", DAY).err == ""
        added = well("bookmarks", "add", PAPER, OTHER)
        assert added.err.count(remark) == lacks_locks, added
        assert added.err.count("\n") == 2 + lacks_locks, added
        removed = well("bookmarks", "rm", OTHER)
        assert removed.err.count("\n") == lacks_locks, removed
        assert well("bookmarks", "ls", "--format", "ids").err == ""
        assert well("search", "--local", "the", "--format", "ids").err == ""
        with closing(sqlite3.connect(f"{(home / 'archive.sqlite3').as_uri()}?vfs=unix-none", uri=True)) as it:
            it.execute("PRAGMA locking_mode = EXCLUSIVE")
            # The file only says whether it is the log.
            assert (it.execute("PRAGMA journal_mode").fetchone()[0] == "wal") is not lacks_log
    looked = said("doctor", "--offline")
    assert ("file locks do not work there" in looked.out) is (lacks_locks or lacks_log), looked
    assert not [each.name for each in home.iterdir() if each.name.endswith((".lock-held", ".tmp"))]


def works_again(home: Path) -> None:
    """What was written where the disk can do less is gone on with where it can do all, with the usual log."""
    assert well("bookmarks", "ls", "--format", "ids").out == f"{PAPER}\n"
    assert PAPER in well("ls", "--date", DAY, "--offline", "--format", "ids").out
    well("show", PAPER)
    with closing(sqlite3.connect(home / "archive.sqlite3")) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal"


def writer(home: Path) -> None:
    """Keep papers and archive days, one after the other; which ones is told by the process."""
    first = os.getpid() * 100 % 90_000
    with closing(Archive.open(home / "archive.sqlite3", 60)) as archive:
        bookmarks = DirectStore(home / "bookmarks.json", time_limit=60)
        for number in range(first, first + 10):
            bookmarks.keep(bookmark(number))
            archive.store_paper(paper(number), NOON)
        bookmarks.close()


def crowd(home: Path) -> None:
    """Several write at the same time, and nothing is lost."""
    command = [sys.executable, "-m", "tests.cli.bent", "writer", str(home.parent)]
    writers = [subprocess.Popen(command) for _ in range(3)]
    assert [each.wait(60) for each in writers] == [0, 0, 0]
    store = DirectStore(home / "bookmarks.json")
    with closing(Archive.open(home / "archive.sqlite3")) as archive:
        kept = store.all()
        assert (len(kept), archive.check()) == (30, 30)
        assert all(archive.paper(each.paper.key) for each in kept)
    store.close()


def dying(home: Path) -> None:
    """End without a word while the locks of bookmarks and archive are held."""
    with files.locked(home / "bookmarks.json"), files.locked(home / "archive.sqlite3"):
        os.kill(os.getpid(), signal.SIGKILL)


def left_behind(home: Path) -> None:
    """The lock of a process that is gone is taken over."""
    command = [sys.executable, "-m", "tests.cli.bent", "dying", str(home.parent)]
    assert subprocess.run(command, check=False).returncode == -signal.SIGKILL
    assert (home / "bookmarks.json.lock-held").exists() == ("flock" in os.environ["FL"])
    writer(home)
    assert not (home / "bookmarks.json.lock-held").exists()


_STORIES: dict[str, Callable[[Path], None]] = {
    story.__name__: story
    for story in (
        owned,
        owned_and_not_indexed,
        disk,
        disk_and_not_indexed,
        disk_and_log,
        lacking,
        works_again,
        writer,
        crowd,
        dying,
        left_behind,
    )
}


def main() -> None:
    """Tell one story."""
    story, folder = sys.argv[1:]
    home = Path(folder) / "home"
    os.environ["PAPERREADER_HOME"] = str(home)
    with Hub(written_days()) as hub:
        os.environ["HF_ENDPOINT"] = hub.url
        _STORIES[story](home)


if __name__ == "__main__":
    main()
