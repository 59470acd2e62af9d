"""A full text in a real terminal: opened, read on, left, and opened again at the same line."""

from pathlib import Path

import pytest

from tests.hub import Hub
from tests.terminal.terminal import Terminal

ARGUMENTS = ["--date", "2026-08-21"]


@pytest.fixture
def environ(hub: Hub, home: Path) -> dict[str, str]:
    return {"HF_ENDPOINT": hub.url, "PAPERREADER_HOME": str(home)}


def first_line(reader: Terminal) -> str:
    """The line below the one that says where this is."""
    return reader.text.splitlines()[1].strip(" ▁▂▃▄▅▆▇█")


def test_reading_goes_on_where_it_was_left(environ: dict[str, str]) -> None:
    reader = Terminal(ARGUMENTS, environ, columns=80, lines=24)
    reader.wait_for("Murmuration", "9 papers")
    reader.press("f")
    reader.wait_for("Abstract", "0 % · about", "h back")
    # As fast as they can be sent.
    reader.press(" ", " ", " ", "j", "j")
    reader.wait_for("1 Remarks of Part 1 ", without="Abstract")
    reader.press("/", "remark 2,0", "\r")
    reader.wait_for("1 of ")
    left = first_line(reader)
    reader.press("\x1b")
    reader.wait_for("about", without="1 of ")
    reader.press("h")
    reader.wait_for("Murmuration", "9 papers")
    reader.press("q")
    assert reader.end() == 0

    # Without a network, in another terminal.
    again = Terminal(["--offline"], environ, columns=80, lines=24)
    again.wait_for("Murmuration", "papers")
    again.press("f")
    again.wait_for("Remarks of Part 2", "about", "h back")
    assert first_line(again) == left
    again.press("q", "q")
    assert again.end() == 0


def test_leaving_the_reader_from_a_text_keeps_the_place(environ: dict[str, str]) -> None:
    reader = Terminal(ARGUMENTS, environ, columns=60, lines=20)
    reader.wait_for("Murmuration", "9 papers")
    reader.press("f")
    reader.wait_for("Abstract", "0 % · about")
    reader.press(" ", " ", "j", "/", "remark 1,005", "\r")
    reader.wait_for("1 of 1")
    # Searching for what is on the screen moves nothing.
    left = first_line(reader)
    # Textual's own key to leave from anywhere.
    reader.press("\x11")
    assert reader.end() == 0

    again = Terminal(["--offline"], environ, columns=60, lines=20)
    again.wait_for("papers")
    again.press("f")
    again.wait_for("Remarks of Part 1 ", "about", "h back", left)
    assert first_line(again) == left
    again.press("q", "q")
    assert again.end() == 0
