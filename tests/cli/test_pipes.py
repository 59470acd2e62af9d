"""A pipe in place of a file of ours: it is told, not waited for, and left as it is."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from paperreader.cli import run
from tests.hub import Hub

if sys.platform == "win32":
    pytest.skip("Windows has no pipes among its files", allow_module_level=True)

KNOWN = "2608.90301"


@pytest.fixture
def environ(hub: Hub, home: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    monkeypatch.setenv("HF_ENDPOINT", hub.url)
    assert run(["bookmarks", "add", KNOWN]) == 0
    return {"HF_ENDPOINT": hub.url, "PAPERREADER_HOME": str(home), "PATH": os.environ["PATH"]}


def ended(environ: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    # In a process of its own, for nothing else can end one that waits for a pipe.
    return subprocess.run(
        [sys.executable, "-m", "paperreader", *arguments],
        env=environ,
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    )


def laid(path: Path) -> Path:
    path.unlink(missing_ok=True)
    path.parent.mkdir(exist_ok=True, parents=True)
    os.mkfifo(path)
    return path


@pytest.mark.parametrize(
    ("name", "arguments", "code", "told"),
    [
        ("settings.toml", "bookmarks ls", 1, "settings.toml can't be read: it is not a file"),
        ("settings.toml", "doctor", 1, "settings.toml can't be read: it is not a file"),
        ("bookmarks.json", "bookmarks ls", 1, "bookmarks.json can't be read: it is not a file"),
        (
            "bookmarks.json",
            f"bookmarks rm {KNOWN}",
            1,
            "bookmarks.json can't be read: it is not a file",
        ),
        ("bookmarks.json", "doctor", 1, "bookmarks.json can't be read: it is not a file"),
        (
            "theirs.json",
            "bookmarks merge {home}/theirs.json",
            1,
            "theirs.json can't be read: it is not a file\n  Save it as a file first",
        ),
        ("archive.sqlite3", "archive stats", 1, "archive.sqlite3 could not be written: it is not a file"),
        (
            "archive.sqlite3",
            "ls --date 2026-08-21",
            0,
            "archive.sqlite3 could not be written: it is not a file",
        ),
        ("archive.sqlite3-journal", "archive stats", 1, "could not be written: it is not a file"),
        ("archive.sqlite3-wal", "archive stats", 1, "could not be written: it is not a file"),
        ("archive.sqlite3-shm", "ls --date 2026-08-21", 0, ""),
        ("state/bookmarks/undo.jsonl", f"bookmarks rm {KNOWN}", 0, ""),
    ],
)
def test_a_pipe_is_told_and_left_as_it_is(
    name: str, arguments: str, code: int, told: str, environ: dict[str, str], home: Path
) -> None:
    pipe = laid(home / name)
    done = ended(environ, *arguments.format(home=home).split())
    assert done.returncode == code, done
    assert told in done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_a_link_to_a_pipe_is_not_taken_for_an_empty_file(
    environ: dict[str, str], home: Path, tmp_path: Path
) -> None:
    pipe = laid(tmp_path / "pipe")
    (home / "bookmarks.json").unlink()
    (home / "bookmarks.json").symlink_to(pipe)
    assert ended(environ, "bookmarks", "add", "2608.90302").returncode == 1
    assert sorted(each.name for each in tmp_path.iterdir() if each != home) == ["pipe"]
