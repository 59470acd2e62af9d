"""What is printed, whatever names files have and whatever encoding the output has."""

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.at_length import few
from tests.hub import Hub
from tests.terminal.hostile import foreign
from tests.terminal.terminal import PATIENCE, Terminal

if sys.platform == "win32":
    pytest.skip("Windows has no such names", allow_module_level=True)

KNOWN = "2608.90301"
_ACTS = b"\x1b]0;owned\x07 \xc2\x9b31m \xff \xe2\x80\xae"
"""As a name of a file: it renames the window, sets a colour, is no text, turns the direction."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder of such a name."""
    made = Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + _ACTS))
    made.mkdir()
    return made


@pytest.fixture
def environ(hub: Hub, folder: Path) -> dict[str, str]:
    return {
        "HF_ENDPOINT": hub.url,
        "ARXIV_ENDPOINT": hub.url,
        "PAPERREADER_HOME": str(folder / "home"),
        "PATH": os.environ["PATH"],
        "PYTHONIOENCODING": "utf-8",
    }


def ended(
    environ: dict[str, str], *arguments: str, code: int = 0, cwd: Path | None = None
) -> subprocess.CompletedProcess[bytes]:
    done = subprocess.run(
        [sys.executable, "-P", "-m", "paperreader", *arguments],
        env=environ,
        cwd=cwd,
        capture_output=True,
        check=False,
        timeout=PATIENCE,
    )
    assert b"Traceback" not in done.stderr, done.stderr.decode(errors="replace")
    assert done.returncode == code, done.stderr.decode(errors="replace")
    assert foreign(done.stderr.decode(), is_drawn=False) == []
    return done


def _kept(environ: dict[str, str]) -> Path:
    """Keep a paper, lay a conflict copy beside the bookmarks, and return that."""
    ended(environ, "bookmarks", "add", KNOWN)
    ended(environ, "bookmarks", "tag", KNOWN, "--add", "tide")
    bookmarks = Path(environ["PAPERREADER_HOME"]) / "bookmarks.json"
    copy = bookmarks.with_name(f"bookmarks (conflicted copy {os.fsdecode(_ACTS)}).json")
    copy.write_bytes(bookmarks.read_bytes())
    return copy


@pytest.mark.parametrize(
    "command",
    few(["bookmarks conflicts", f"pdf {KNOWN} --out FOLDER", "doctor", "backup ls", "doctor --json"], 3),
)
def test_to_a_terminal_no_name_of_a_file_acts(command: str, environ: dict[str, str], folder: Path) -> None:
    _kept(environ)
    arguments = [str(folder) if each == "FOLDER" else each for each in command.split()]
    program = Terminal(arguments, environ)
    program.end()
    said = program.raw.decode()
    assert len(said) > 20
    assert "Traceback" not in said
    # What clears the line of a download, and what is between columns, is the program's own.
    assert foreign(re.sub(r"\x1b\[2K|\x1b\[1A|\t", "", said), is_drawn=False) == []


def test_elsewhere_a_name_is_what_the_system_calls_it(environ: dict[str, str], folder: Path) -> None:
    copy = _kept(environ)
    assert ended(environ, "bookmarks", "conflicts").stdout == os.fsencode(copy) + b"\n"
    (line,) = ended(environ, "backup", "ls").stdout.splitlines()
    made_at, size, backup = line.split(b"\t")
    assert re.fullmatch(rb"[-0-9T:]{19}", made_at)
    assert int(size) == len(Path(os.fsdecode(backup)).read_bytes())
    pdf = ended(environ, "pdf", KNOWN, "--out", str(folder)).stdout
    assert pdf.startswith(os.fsencode(folder) + b"/")
    assert Path(os.fsdecode(pdf.rstrip(b"\n"))).is_file()
    found = json.loads(ended(environ, "doctor", "--json", code=1).stdout)
    copies = next(each["value"] for each in found if each["name"] == "conflict copies")
    assert copies == str(copy)


def test_words_about_a_file_are_harmless(environ: dict[str, str], folder: Path) -> None:
    out = folder / os.fsdecode(_ACTS + b".bib")
    said = ended(environ, "export", KNOWN, "--out", str(out)).stderr
    assert b"1 of 1 papers as BibTeX in " in said
    assert out.read_text(encoding="utf-8").startswith("@")
    ended(environ, "import", str(folder / "none"), code=1)
    ended(environ, "bookmarks", "merge", str(folder / "none"), code=1)
    assert b"unexpected extra argument" in ended(environ, "import", str(out), str(out), code=2).stderr


@pytest.mark.parametrize("encoding", few(["ascii:strict", "cp437", "ascii", "utf-8:strict", "latin-1"], 2))
def test_no_encoding_breaks_what_is_printed(encoding: str, environ: dict[str, str]) -> None:
    environ["PYTHONIOENCODING"] = encoding
    for arguments in (
        ["ls", "--date", "2026-08-20"],
        ["show", KNOWN],
        ["show", "--comments", KNOWN],
        ["doctor"],
    ):
        assert len(ended(environ, *arguments).stdout) > 100
    for format_ in few(("bibtex", "json", "markdown"), 1):
        exported = ended(environ, "export", KNOWN, "--format", format_).stdout
        environ["PYTHONIOENCODING"] = "utf-8"
        assert exported == ended(environ, "export", KNOWN, "--format", format_).stdout
        environ["PYTHONIOENCODING"] = encoding


# Places that can't be -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["export", KNOWN, "--out", "~nosuch/x.bib"], "No such folder: ~nosuch"),
        (["pdf", KNOWN, "--out", "~nosuch"], "No such folder: ~nosuch"),
    ],
)
def test_the_home_of_nobody_is_told(arguments: list[str], told: str, environ: dict[str, str]) -> None:
    assert told in ended(environ, *arguments, code=1).stderr.decode()


def test_a_home_below_that_of_nobody_is_told(environ: dict[str, str]) -> None:
    environ["PAPERREADER_HOME"] = "~nosuch/papers"
    for arguments in (["bookmarks", "ls"], ["doctor", "--offline"]):
        said = ended(environ, *arguments, code=1).stderr.decode()
        assert "PAPERREADER_HOME is not a folder: ~nosuch/papers\n  give a full path" in said


def test_a_home_in_a_folder_that_is_gone_is_told(environ: dict[str, str], tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    environ["PAPERREADER_HOME"] = "papers"
    script = f'rmdir "{gone}"; exec {sys.executable} -P -m paperreader bookmarks ls'
    done = subprocess.run(
        ["sh", "-c", script], cwd=gone, env=environ, capture_output=True, timeout=PATIENCE, check=False
    )
    assert done.returncode == 1
    assert b"PAPERREADER_HOME is not a folder: papers" in done.stderr


def test_the_doctor_tells_of_a_home_that_can_not_be(environ: dict[str, str], tmp_path: Path) -> None:
    environ["PAPERREADER_HOME"] = str(tmp_path / ("x" * 300))
    said = ended(environ, "doctor", "--offline", code=1).stdout.decode()
    assert said.count("File name too long") >= 2


@pytest.mark.parametrize(
    "name", ["bookmarks-20261399T000000000000Z.json", "bookmarks-20260101T000000000000Z.json"]
)
def test_what_is_no_backup_is_none(name: str, environ: dict[str, str], tmp_path: Path) -> None:
    """A time there never was, or a link to nothing."""
    _kept(environ)
    folder = Path(environ["PAPERREADER_HOME"]) / "state" / "bookmarks" / "backups"
    (folder / name).symlink_to(tmp_path / "nothing")
    assert len(ended(environ, "backup", "ls").stdout.splitlines()) == 1
    ended(environ, "doctor", "--offline", code=1)
    ended(environ, "bookmarks", "tag", KNOWN, "--add", "more")


def test_interrupted_while_it_is_still_being_imported_it_ends_quietly(environ: dict[str, str]) -> None:
    script = (
        "import os, signal, sys\n"
        "class Finder:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name == 'paperreader.cli':\n"
        "            os.kill(os.getpid(), signal.SIGINT)\n"
        "sys.meta_path.insert(0, Finder())\n"
        "from paperreader.__main__ import main\n"
        "main()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], env=environ, capture_output=True, timeout=PATIENCE, check=False
    )
    assert done.returncode == 128 + signal.SIGINT
    assert done.stderr == b""


def test_the_doctor_begins_nothing_behind_a_link_to_nothing(environ: dict[str, str], tmp_path: Path) -> None:
    home = Path(environ["PAPERREADER_HOME"])
    home.mkdir()
    (home / "archive.sqlite3").symlink_to(tmp_path / "nothing.sqlite3")
    said = ended(environ, "doctor", "--offline").stdout.decode()
    assert re.search(r"^archive\n  file +none yet$", said, re.MULTILINE)
    assert not (tmp_path / "nothing.sqlite3").exists()
