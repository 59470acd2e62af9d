"""A newcomer's first hour with the installed reader in a real terminal, from the first papers to settings that went wrong."""

import stat
from pathlib import Path

import pytest

from tests.hub import Hub
from tests.terminal.terminal import Terminal

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
    return Terminal(arguments, environ, columns=140, lines=42)


def background(reader: Terminal) -> str:
    """Return the colour behind the title that the cursor is not on."""
    line = next(n for n, text in enumerate(reader.lines) if "Second Thoughts" in text)
    return str(reader._screen.buffer[line][reader.lines[line].index("Second")].bg)


def wait_until_highlighted(reader: Terminal) -> None:
    """Wait until the cursor is on the paper."""
    reader.wait_until(lambda: any(line.startswith("▌") and TITLE in line for line in reader.lines), TITLE)


def read_the_first_papers(reader: Terminal) -> None:
    """Begin: the first papers, how to go on, one of them read."""
    # The first papers, and how to go on.
    reader.wait_for("Murmuration", "9 unread", "? shows all keys")
    reader.press("j")
    reader.wait_for("Reading Glasses", without="? shows all keys")
    # Read.
    reader.press("j", "\r")
    reader.wait_for("Abstract")
    reader.press("\x1b[C")
    reader.press("h")


def bookmark_tag_and_note(reader: Terminal) -> None:
    """Bookmark the paper, with a tag and a note."""
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


def find_it_again(reader: Terminal) -> None:
    """Find it by a word, and come back to it from another day."""
    # Find it again by a word.
    reader.press("/", "discard")
    reader.wait_for("1 of 9 papers")
    reader.press("\r")
    wait_until_highlighted(reader)
    reader.press("\x1b")
    reader.wait_for("9 papers", "Murmuration", without="1 of 9 papers")
    wait_until_highlighted(reader)
    # Elsewhere, and back where it began.
    reader.press("[")
    reader.wait_for("Thu 20 Aug", "Orchard", without="Murmuration")
    reader.press("]")
    reader.wait_for("Fri 21 Aug", "Murmuration")
    wait_until_highlighted(reader)


def export(reader: Terminal, tmp_path: Path) -> None:
    """Write it to a file for LaTeX."""
    # Export.
    reader.press("e")
    reader.wait_for("This paper")
    reader.press("t")
    reader.wait_for("BibTeX")
    reader.press("b")
    reader.wait_for("papers.bib")
    reader.press(f"{tmp_path}/mine.bib", "\r")
    reader.wait_for("mine.bib", without="File name")
    reader.wait_until((tmp_path / "mine.bib").exists)
    assert TITLE in (tmp_path / "mine.bib").read_text()


def change_the_theme(reader: Terminal) -> str:
    """Pick another theme; return its background."""
    # Another theme.
    dark = background(reader)
    reader.press("T")
    reader.wait_for("Theme", "Enter uses it")
    reader.press("light", "\r")
    reader.wait_for(TITLE, without="Enter uses it")
    reader.wait_until(lambda: background(reader) != dark)
    return background(reader)


def change_a_key(reader: Terminal, tmp_path: Path) -> None:
    """Give a key of the reader another place."""
    # Another key, in the user's editor.
    write_with_the_editor(tmp_path, '[keys]\n"paper.keep" = "f5"\n')
    reader.press(",")
    reader.wait_for("Settings in use")
    reader.press("\x1b[15~")
    reader.wait_for("0 bookmarked")
    reader.press("u")
    reader.wait_for("1 bookmarked")


def break_the_settings(reader: Terminal, tmp_path: Path) -> None:
    """Write a theme that there is none of: the settings before stay in force."""
    # Settings that are wrong: those before stay in force.
    write_with_the_editor(tmp_path, '\ntheme = "blue"\n')
    reader.press(",")
    reader.wait_for("settings.toml, line 2: theme must be", "paperreader settings --edit")
    reader.press("q")
    assert reader.end() == 0


def be_helped(environ: dict[str, str], tmp_path: Path) -> None:
    """Start with the wrong settings, and mend them as it says."""
    refused = started(environ)
    assert refused.end() == 1
    said = refused.raw.decode()
    assert "settings.toml, line 2: theme must be" in said
    assert "paperreader settings --edit" in said
    write_with_the_editor(tmp_path, "")
    mended = Terminal(["settings", "--edit"], environ)
    assert mended.end() == 0
    assert "nothing wrong" in mended.raw.decode()


def come_back(environ: dict[str, str], light: str) -> None:
    """Begin again where the reader was quit."""
    # The same place, in the theme that was picked.
    again = started(environ, "--offline")
    again.wait_for("Fri 21 Aug", TITLE, "1 bookmarked", "#memory")
    wait_until_highlighted(again)
    assert background(again) == light
    again.press("q")
    assert again.end() == 0


def test_a_first_hour(environ: dict[str, str], tmp_path: Path) -> None:
    reader = started(environ, "--date", "2026-08-21")
    read_the_first_papers(reader)
    bookmark_tag_and_note(reader)
    find_it_again(reader)
    export(reader, tmp_path)
    light = change_the_theme(reader)
    change_a_key(reader, tmp_path)
    break_the_settings(reader, tmp_path)
    be_helped(environ, tmp_path)
    come_back(environ, light)
