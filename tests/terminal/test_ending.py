"""The installed reader in a real terminal, ended, stopped and broken in every way: the user's words are kept.

Each way as often as PAPERREADER_KILLS says: some of them once in `make test`, all of them fifty times in `make soak`.
"""

import os
import signal
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests.hub import Hub
from tests.terminal.terminal import Terminal, installed
from tests.terminal.test_faults import wait_for_end
from tests.terminal.test_reading import first_line

_TIMES = int(os.environ.get("PAPERREADER_KILLS", "0"))
_WORDS = "words of my own"
_CRASHING = """
import sys
from paperreader.cli import run
from paperreader.ui.terminal.key_reports import KeyReports
from paperreader.ui.dialogs.note import NoteDialog

def crash(*_, **__):
    raise RuntimeError("a bug, made for a test; hf_0fNobody //me:pass@host")

{}

sys.exit(run(["--sample"]))
"""
BUGS = {
    "in a key": "NoteDialog.action_edit = crash",
    "in a timer": "NoteDialog.action_edit = lambda self: self.set_timer(0.01, crash)",
    "in a worker": "async def work(): crash()\nNoteDialog.action_edit = lambda self: self.run_worker(work())",
    "in drawing": "NoteDialog.action_edit = lambda self: (setattr(self._text, 'render_line', crash), self._text.refresh())",
    "in laying out": "NoteDialog.action_edit = lambda self: (setattr(self, '_refresh_layout', crash), self.refresh(layout=True))",
    "in what is done later": "NoteDialog.action_edit = lambda self: self.call_later(crash)",
    "in reading the terminal": """
events = KeyReports.events
KeyReports.events = lambda self, tokens: crash() if "\\x0f" in [each.text for each in tokens] else events(self, tokens)
""",
    "in a change": """
from paperreader.services.bookmarks.history import History
from paperreader.ui.kit import requests
History.change = crash
NoteDialog.action_edit = lambda self: self.post_message(requests.ToggleBookmarks([self.app.snapshot.bookmarks[0].paper]))
""",
}


def some_of(ways: Mapping[str, object], *names: str) -> list[str]:
    """Return the named ways, all of them at length."""
    return list(ways) if _TIMES else list(names)


def writing_a_note(home: Path, crash: str = "") -> Terminal:
    """Return a reader in which a note was written, and its dialog stands open."""
    instead = [sys.executable, "-c", _CRASHING.format(crash)] if crash else []
    reader = Terminal(
        [] if crash else ["--sample"], {"PAPERREADER_HOME": str(home)}, instead=instead, columns=200
    )
    reader.wait_for("56 papers", "0 bookmarked")
    reader.press("b", "n")
    reader.wait_for("Note on")
    reader.press(_WORDS)
    reader.wait_for(_WORDS)
    return reader


def kept_notes(home: Path) -> str:
    return (home / "bookmarks.json").read_text()


def told(number: int) -> Callable[[Terminal], int]:
    def end(reader: Terminal) -> int:
        os.kill(reader.child.pid, number)
        return reader.end()

    return end


def asked(reader: Terminal) -> int:
    reader.press("\x11")
    return reader.end()


def without_its_terminal(reader: Terminal) -> int:
    os.close(reader.child.fileno())
    _, status = wait_for_end(reader.child.pid)
    return os.waitstatus_to_exitcode(status)


WAYS = {
    "Ctrl+Q": (asked, {0}),
    "SIGTERM": (told(signal.SIGTERM), {143}),
    "SIGHUP": (told(signal.SIGHUP), {129}),
    "SIGINT": (told(signal.SIGINT), {130}),
    "SIGQUIT": (told(signal.SIGQUIT), {131}),
    # 120 is what Python says when it can't write any more at its very end.
    "the terminal closed": (without_its_terminal, {120, 129}),
}


@pytest.mark.parametrize("time", range(_TIMES or 1))
@pytest.mark.parametrize("way", some_of(WAYS, "Ctrl+Q", "SIGHUP", "the terminal closed"))
def test_what_stands_in_an_open_note_is_kept_however_the_reader_ends(way: str, time: int, home: Path) -> None:
    del time
    end, codes = WAYS[way]
    assert end(writing_a_note(home)) in codes
    assert kept_notes(home).count(_WORDS) == 1


@pytest.mark.parametrize("time", range(_TIMES or 1))
@pytest.mark.parametrize("bug", some_of(BUGS, "in a key", "in a worker", "in reading the terminal"))
def test_a_bug_ends_with_a_line_a_report_and_the_words_kept(bug: str, time: int, home: Path) -> None:
    del time
    reader = writing_a_note(home, BUGS[bug])
    reader.press("\x0f")
    assert reader.end() == 70
    _, left, said = reader.raw.partition(b"\x1b[?1049l")
    assert left
    (line,) = [line for line in said.decode().splitlines() if "paperreader" in line]
    assert "RuntimeError: a bug, made for a test" in line
    (report,) = (home / "state" / "crashes").iterdir()
    assert str(report) in line
    assert "Traceback" not in said.decode()
    text = report.read_text()
    assert "in crash" in text
    for shown in (text, said.decode()):
        assert "0fNobody" not in shown
        assert "pass@" not in shown
    assert kept_notes(home).count(_WORDS) == 1


def test_the_place_in_a_text_is_kept_when_the_terminal_hangs_up(hub: Hub, home: Path) -> None:
    environ = {"HF_ENDPOINT": hub.url, "PAPERREADER_HOME": str(home)}
    reader = Terminal(["--date", "2026-08-21"], environ, columns=80, lines=24)
    reader.wait_for("Murmuration", "9 papers")
    reader.press("f")
    reader.wait_for("Abstract", "0 % · about", "h back")
    reader.press(" ", " ", "j")
    reader.press("/", "remark 1,005", "\r")
    reader.wait_for("1 of 1")
    # Searching for what is on the screen moves nothing.
    left = first_line(reader)
    os.kill(reader.child.pid, signal.SIGHUP)
    assert reader.end() == 129
    again = Terminal(["--offline"], environ, columns=80, lines=24)
    again.wait_for("Murmuration", "papers")
    again.press("f")
    again.wait_for("Remarks of Part 1 ", "about", "h back")
    assert first_line(again) == left
    again.press("q", "q")
    assert again.end() == 0


@pytest.fixture
def shell(home: Path) -> Terminal:
    """Return a shell in which the reader was started, and a note is being written."""
    environ = {"PAPERREADER_HOME": str(home), "PS1": "READY "}
    shell = Terminal([], environ, instead=["bash", "--norc", "--noprofile", "-i"])
    shell.wait_for("READY")
    shell.press("stty -g > $PAPERREADER_HOME.before\r")
    shell.press(f"{installed()} --sample\r")
    shell.wait_for("56 papers", "0 bookmarked")
    shell.press("b", "n")
    shell.wait_for("Note on")
    shell.press(_WORDS)
    shell.wait_for(_WORDS)
    return shell


def leave(shell: Terminal, home: Path, code: int) -> None:
    """See how the reader ended, and that the terminal is as it was."""
    shell.wait_until(lambda: shell.raw.rstrip().endswith(b"READY"), "the shell")
    shell.press("echo ended with $?; stty -g > $PAPERREADER_HOME.after; echo compared\r")
    shell.wait_for(f"ended with {code}", "compared")
    before, after = (home.with_name(f"{home.name}.{when}").read_text() for when in ("before", "after"))
    assert before == after
    shell.press("exit\r")
    shell.end()


def test_ctrl_z_stops_the_reader_and_fg_brings_it_back_whole(shell: Terminal, home: Path) -> None:
    shell.press("\x1a")
    shell.wait_until(lambda: b"Stopped" in shell.raw, "the shell")
    shell.press("stty -a | grep -o -e '[-]*icanon'\r")
    shell.wait_until(lambda: b"\ricanon\r\n" in shell.raw, "a terminal that edits lines")
    shell.press("fg\r")
    shell.wait_for("Note on", _WORDS)
    shell.press(" and more")
    shell.wait_for(f"{_WORDS} and more")
    shell.press("\x1b")
    shell.wait_for("1 bookmarked", without="Note on")
    shell.press("q")
    leave(shell, home, 0)
    assert f"{_WORDS} and more" in kept_notes(home)


def reader_in(shell: Terminal) -> int:
    """Return the process that runs in a shell."""
    children = Path(f"/proc/{shell.child.pid}/task/{shell.child.pid}/children").read_text()
    return int(children.split()[0])


@pytest.mark.parametrize("number", [signal.SIGSTOP, signal.SIGTSTP])
def test_stopped_from_outside_it_comes_back_whole(number: int, shell: Terminal, home: Path) -> None:
    process = reader_in(shell)
    os.kill(process, number)
    shell.wait_until(lambda: b"Stopped" in shell.raw, "the shell")
    stopped = len(shell.raw)
    shell.press("fg\r")
    # What is typed before the reader has the terminal again is the shell's.
    shell.wait_until(lambda: b"\x1b[?1049h" in shell.raw[stopped:], "the reader")
    shell.wait_for("Note on", _WORDS)
    shell.press(" and more")
    shell.wait_for(f"{_WORDS} and more")
    os.kill(process, signal.SIGTERM)
    leave(shell, home, 143)
    assert f"{_WORDS} and more" in kept_notes(home)


def test_ctrl_z_without_a_shell_stops_nothing(home: Path) -> None:
    reader = writing_a_note(home)
    reader.press("\x1a", " and more")
    reader.wait_for(f"{_WORDS} and more")
    reader.press("\x11")
    assert reader.end() == 0
    assert f"{_WORDS} and more" in kept_notes(home)


@pytest.fixture
def editor(tmp_path: Path) -> Path:
    """Return an editor that leaves the terminal as it is, saves at once, and goes on until it is interrupted."""
    script = tmp_path / "editor"
    script.write_text(
        "#!/bin/sh\ntrap 'echo INTERRUPTED; exit 0' INT\nprintf ' saved' >> \"$1\"\n"
        "stty -echo -onlcr\necho EDITING\nwhile :; do read line; done\n"
    )
    script.chmod(0o700)
    return script


def test_ctrl_c_is_the_editors_while_it_has_the_terminal(home: Path, editor: Path) -> None:
    reader = Terminal(["--sample"], {"PAPERREADER_HOME": str(home), "EDITOR": str(editor)})
    reader.wait_for("56 papers", "0 bookmarked")
    reader.press("b", "n")
    reader.wait_for("Note on")
    reader.press(_WORDS, "\x0f")
    reader.wait_for_raw(b"EDITING")
    reader.press("\x03")
    reader.wait_for_raw(b"INTERRUPTED")
    reader.wait_for(f"{_WORDS} saved", "Note on")
    reader.press("\x1b")
    reader.wait_for("1 bookmarked", without="Note on")
    reader.press("q")
    assert reader.end() == 0
    assert f"{_WORDS} saved" in kept_notes(home)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_told_to_end_while_it_begins_the_reader_gives_the_terminal_back(number: int, home: Path) -> None:
    reader = Terminal(["--sample"], {"PAPERREADER_HOME": str(home)})
    reader.wait_for_raw(b"\x1b[?1049h")
    os.kill(reader.child.pid, number)
    assert reader.end() == 128 + number
    assert reader.raw.rindex(b"\x1b[?1049l") > reader.raw.rindex(b"\x1b[?1049h")


@pytest.mark.parametrize("number", [signal.SIGHUP, *[signal.SIGTERM] * bool(_TIMES)])
def test_told_to_end_while_an_editor_has_the_terminal_both_end(number: int, home: Path, editor: Path) -> None:
    reader = Terminal(["--sample"], {"PAPERREADER_HOME": str(home), "EDITOR": str(editor)})
    reader.wait_for("56 papers", "0 bookmarked")
    reader.press("b", "n")
    reader.wait_for("Note on")
    reader.press(_WORDS, "\x0f")
    reader.wait_for_raw(b"EDITING")
    os.kill(reader.child.pid, number)
    assert reader.end() == 128 + number
    assert f"{_WORDS} saved" in kept_notes(home)


def test_a_terminal_that_can_not_show_the_reader_is_told_what_to_use(home: Path) -> None:
    terminal = Terminal([], {"PAPERREADER_HOME": str(home), "TERM": "dumb"})
    assert terminal.end() == 1
    assert "TERM=dumb" in terminal.sent
    assert "paperreader ls" in terminal.sent
