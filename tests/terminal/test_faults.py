"""The installed reader in a real terminal, when the disk is full, and when keys come all at once."""

import json
import os
import shutil
import signal
import subprocess
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest

from tests.terminal.terminal import PATIENCE, Terminal

_ON_A_DISK = 'mount -t tmpfs -o size=3m tmpfs "$0" && exec "$@"'


@pytest.fixture
def small_disk(home: Path) -> list[str]:
    """Return the command that runs another with the home on a small disk, which that one alone sees."""
    home.mkdir()
    mapped = [] if os.geteuid() == 0 else ["--map-root-user"]
    before = ["unshare", *mapped, "--mount", "sh", "-c", _ON_A_DISK, str(home)]
    if (
        shutil.which("unshare") is None
        or subprocess.run([*before, "true"], check=False, capture_output=True).returncode
    ):
        pytest.skip("this machine does not let a test have a disk of its own")
    return before


def fill(disk: Path) -> Path:
    """Fill a disk to the last byte and return the file that did it."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(b"\0" * 4096)
    return filler


def test_on_a_full_disk_the_reader_goes_on_and_writes_when_there_is_space(
    small_disk: list[str], home: Path
) -> None:
    reader = Terminal(["--sample"], {"PAPERREADER_HOME": str(home)}, before=small_disk)
    reader.wait_for("56 papers", "0 bookmarked")
    reader.press("b", "j")
    reader.wait_for("1 bookmarked")
    disk = Path(f"/proc/{reader.child.pid}/root{home}")
    kept = (disk / "bookmarks.json").read_bytes()
    filler = fill(disk)
    reader.press("b")
    # Of “No space left on device.”; where a message breaks its lines depends on how long the path in it is.
    reader.wait_for("device.", "1 bookmarked · 1 change not saved")
    assert (disk / "bookmarks.json").read_bytes() == kept
    reader.press("j", "q")
    reader.wait_for("1 change could not be saved")
    reader.press("t")
    reader.wait_for("1 bookmarked · 1 change not saved", without="could not be saved")
    filler.unlink()
    reader.wait_for("2 bookmarked", without="not saved")
    assert (disk / "bookmarks.json").read_bytes() != kept
    reader.press("q")
    assert reader.end() == 0


def test_leaving_after_a_full_disk_writes_what_can_be_written_again(
    small_disk: list[str], home: Path
) -> None:
    reader = Terminal(["--sample"], {"PAPERREADER_HOME": str(home)}, before=small_disk)
    reader.wait_for("56 papers", "0 bookmarked")
    disk = Path(f"/proc/{reader.child.pid}/root{home}")
    filler = fill(disk)
    reader.press("b", "j", "b")
    reader.wait_for("2 changes not saved")
    # The disk is gone with the last process that sees it.
    file = os.open(disk, os.O_PATH)
    filler.unlink()
    reader.press("q")
    assert reader.end() == 0
    kept = json.loads(Path(f"/proc/self/fd/{file}/bookmarks.json").read_text())
    os.close(file)
    assert len(kept["bookmarks"]) == 2


def test_told_to_end_on_a_full_disk_the_reader_says_what_could_not_be_saved(
    small_disk: list[str], home: Path
) -> None:
    reader = Terminal(["--sample"], {"PAPERREADER_HOME": str(home)}, before=small_disk)
    reader.wait_for("56 papers", "0 bookmarked")
    fill(Path(f"/proc/{reader.child.pid}/root{home}"))
    reader.press("b", "j", "b")
    reader.wait_for("2 changes not saved")
    os.kill(reader.child.pid, signal.SIGTERM)
    assert reader.end() == 128 + signal.SIGTERM
    assert reader.raw.rstrip().endswith(b"paperreader: 2 changes could not be saved")


def test_a_note_is_written_in_the_editor_the_user_names(home: Path, tmp_path: Path) -> None:
    editor = tmp_path / "my editor"
    editor.write_text('#!/bin/sh\nprintf "EDITING %s\\n" "$1"\nread line\nprintf "%s" "$line" >> "$1"\n')
    editor.chmod(0o700)
    environ = {"PAPERREADER_HOME": str(home), "EDITOR": f"'{editor}'"}
    reader = Terminal(["--sample"], environ)
    reader.wait_for("56 papers", "0 bookmarked")
    reader.press("b", "n")
    reader.wait_for("Note on")
    reader.press("seen in ", "\x0f")
    reader.wait_for_raw(b"EDITING /")
    reader.press("my editor\r")
    reader.wait_for("seen in my editor")
    reader.press("\x1b")
    reader.wait_for("note", "1 bookmarked", without="Note on")
    assert "seen in my editor" in (home / "bookmarks.json").read_text()
    reader.press("q")
    assert reader.end() == 0


def test_an_editor_that_fails_leaves_the_note_as_it_was(home: Path) -> None:
    reader = Terminal(["--sample"], {"PAPERREADER_HOME": str(home), "EDITOR": "false"})
    reader.wait_for("56 papers", "0 bookmarked")
    reader.press("b", "n")
    reader.wait_for("Note on")
    reader.press("mine", "\x0f")
    reader.wait_for("false failed (1)", "mine")
    reader.press("\x1b")
    reader.wait_for("1 bookmarked", without="Note on")
    reader.press("q")
    assert reader.end() == 0


def test_keys_in_one_read_do_what_they_do_one_by_one(home: Path) -> None:
    reader = Terminal(["--sample"], {"PAPERREADER_HOME": str(home)})
    reader.wait_for("56 papers", "0 bookmarked")
    reader.press("/fair\rbu#")
    reader.wait_for("1 of 56 papers", "0 bookmarked", "Undone: bookmarked", "Tags of")
    reader.press("\x1b")
    reader.wait_for("1 of 56 papers", without="Tags of")
    reader.press("\x1b")
    reader.wait_for("56 papers", without="of 56")
    reader.press("bq")
    assert reader.end() == 0
    assert "Fair" in (home / "bookmarks.json").read_text()


def test_the_reader_ends_with_its_terminal_when_nothing_else_tells_it_to(home: Path) -> None:
    # As below `make`, which takes the signal for itself and waits for the reader.
    deaf = ["sh", "-c", 'trap "" HUP; exec "$0" "$@"']
    reader = Terminal(["--sample"], {"PAPERREADER_HOME": str(home)}, before=deaf)
    reader.wait_for("56 papers", "0 bookmarked")
    reader.press("b")
    reader.wait_for("1 bookmarked")
    os.close(reader.child.fileno())
    _, status = wait_for_end(reader.child.pid)
    assert os.waitstatus_to_exitcode(status) >= 0


def wait_for_end(pid: int) -> tuple[int, int]:
    """Return how a child ended; one that goes on is killed, and the test fails."""
    with ThreadPoolExecutor(1) as waiting:
        ended = waiting.submit(os.waitpid, pid, 0)
        try:
            return ended.result(PATIENCE)
        except TimeoutError:
            os.kill(pid, signal.SIGKILL)
            raise AssertionError("the reader went on without its terminal") from None
