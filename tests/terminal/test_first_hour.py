"""A newcomer's first hour with the installed reader in a real terminal, from the first papers to settings that went wrong."""

import json
import stat
import subprocess
from pathlib import Path

import pytest

from tests.hub import Hub
from tests.terminal.terminal import Terminal, installed

TITLE = "Driftwood: Continual Learning"


@pytest.fixture
def environ(hub: Hub, home: Path, tmp_path: Path) -> dict[str, str]:
    editor = tmp_path / "editor"
    editor.write_text('#!/bin/sh\ncp "$0.text" "$1"\n')
    editor.chmod(editor.stat().st_mode | stat.S_IXUSR)
    return {
        "HF_ENDPOINT": hub.url,
        "PAPERREADER_HOME": str(home),
        "HOME": str(tmp_path),
        "EDITOR": str(editor),
        "COLORTERM": "truecolor",
    }


def write_with_the_editor(tmp_path: Path, text: str) -> None:
    """Have the editor write this the next time it is opened."""
    (tmp_path / "editor.text").write_text(text)


def started(environ: dict[str, str], *arguments: str) -> Terminal:
    return Terminal(arguments, environ, columns=100, lines=30)


def background(reader: Terminal) -> str:
    """Return the colour behind the title that the cursor is not on."""
    line = next(n for n, text in enumerate(reader.lines) if "Second Thoughts" in text)
    return str(reader._screen.buffer[line][reader.lines[line].index("Second")].bg)


def test_a_first_hour(environ: dict[str, str], home: Path, tmp_path: Path) -> None:
    reader = started(environ, "--date", "2026-08-21")
    # The first papers, and how to go on.
    reader.wait_for("Murmuration", "9 papers, 9 unread", "? shows all keys")
    reader.press("j")
    reader.wait_for("Reading Glasses", without="? shows all keys")
    # Read.
    reader.press("j", "\r")
    reader.wait_for("Abstract")
    reader.press("\x1b[C")
    reader.press("h")
    # Bookmark, tag, write a note: `#` and `n` need no bookmark first.
    reader.press("b")
    reader.wait_for("★", "Bookmarked")
    reader.press("#")
    reader.wait_for("Tags of Driftwood")
    reader.press("memory", "\r")
    reader.wait_for("#memory", without="Tags of")
    reader.press("n")
    reader.wait_for("Note on Driftwood")
    reader.press("compare with ours", "\x1b")
    reader.wait_for("#memory", without="Note on")
    # Find it again by words, elsewhere.
    reader.press("[")
    reader.wait_for("Thu 20 Aug", without=TITLE)
    reader.press("S")
    reader.wait_for("search")
    reader.press("discard", "\r")
    reader.wait_for(TITLE)
    # Back where it began.
    reader.press("\x1b", "\x1b")
    reader.wait_for("Thu 20 Aug")
    reader.press("]")
    reader.wait_for("Fri 21 Aug", TITLE)
    # Export.
    reader.press("e")
    reader.wait_for("This paper")
    reader.press("t")
    reader.wait_for("BibTeX")
    reader.press("b")
    reader.wait_for("papers.bib")
    reader.press("\r")
    reader.wait_for("Exported")
    assert TITLE in next(tmp_path.rglob("*.bib")).read_text()
    reader.press("q")
    assert reader.end() == 0
