"""The process that copies: what counts as read back, and what it reports."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from paperreader.system.clipboard_child import is_same
from tests.display import Display
from tests.system.programs import Programs

_PATIENCE = 20.0


def copy(text: bytes, environ: dict[str, str]) -> "subprocess.CompletedProcess[bytes]":
    argv = [sys.executable, "-m", "paperreader.system.clipboard_child"]
    return subprocess.run(argv, input=text, env=environ, capture_output=True, check=False, timeout=_PATIENCE)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("text", "text"),
        ("two\nlines", "two\r\nlines"),
        ("two\r\nlines", "two\nlines"),
        ("two\nlines", "two\rlines"),
        ("text\n", "text"),
        ("text", "text\n"),
        ("text", "text\r\n"),
        ("\n", "\n"),
    ],
)
def test_line_ends_and_the_last_one_of_them_make_no_difference(text: str, kept: str) -> None:
    assert is_same(text, kept)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("text", ""),
        ("\n", ""),
        ("text", "tex"),
        ("text", "Text"),
        ("text", " text"),
        ("text", "text "),
        ("text", "text\n\n"),
        ("text\n\n", "text"),
        ("two\nlines", "two lines"),
        ("Größe", "GrÃ¶Ãe"),
        ("before\0after", "before"),
    ],
)
def test_anything_else_makes_a_difference(text: str, kept: str) -> None:
    assert not is_same(text, kept)


def test_the_report_is_one_line_and_ends_although_xclip_stays(display: Display) -> None:
    done = copy("Größe".encode(), {"PATH": os.environ["PATH"], "DISPLAY": display.name})

    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout) == {"route": "xclip", "verified": True}
    assert done.stdout.count(b"\n") == 1
    assert display.clipboard() == "Größe"


def test_a_text_that_was_not_kept_is_reported_as_such(programs: Programs) -> None:
    programs.add("xclip", "cat > /dev/null")

    done = copy(b"text", {"PATH": programs.path, "DISPLAY": ":987"})

    assert json.loads(done.stdout) == {"route": "xclip", "verified": False}


def test_nothing_to_copy_with_is_a_failure_without_a_report(programs: Programs) -> None:
    done = copy(b"text", {"PATH": str(programs.folder)})

    assert (done.returncode, done.stdout) == (1, b"")


@pytest.mark.skipif(
    not Path("/proc/self/fd").is_dir(), reason="open files are listed only where there is a /proc"
)
def test_a_program_has_none_of_the_streams_of_the_reader(programs: Programs) -> None:
    streams = "streams=$(readlink /proc/$$/fd/0 /proc/$$/fd/1 /proc/$$/fd/2)"
    # two arguments to copy, a third to read back
    programs.add("xclip", streams, f"""echo "$streams" > '{programs.folder}/streams'$#""")

    copy(b"text", {"PATH": programs.path, "DISPLAY": ":987"})

    copying, reading = ((programs.folder / f"streams{count}").read_text().split() for count in (2, 3))
    assert copying[1:] == ["/dev/null", "/dev/null"]
    assert reading[0] == "/dev/null"
