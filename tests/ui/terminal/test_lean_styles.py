"""What is sent to a terminal is shorter and looks the same: held to what pyte makes of it."""

import pyte
import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperreader.ui.terminal.lean_styles import lean

_COLORS = st.sampled_from(["31", "39", "44", "49", "97", "38;2;1;2;3", "48;2;9;8;7", "38;5;20", "48;5;21"])
_STYLES = st.lists(_COLORS | st.sampled_from(["1", "3", "4", "7", "9"]), max_size=4).map(";".join)
_TEXTS = st.sampled_from(["lamp", "  ", " ", "a b", "", "\x1b[3;2H", "\x1b[1;1H", "\x1b[2;5H  x", "\r\n"])


def cells(data: str) -> list[list[object]]:
    """Return every cell of a small screen; of a blank what can be seen of it."""
    screen = pyte.Screen(20, 6)
    pyte.Stream(screen).feed(data)
    return [[_seen(screen.buffer[line][column]) for column in range(20)] for line in range(6)]


def _seen(cell: pyte.screens.Char) -> object:
    marks = (cell.underscore, cell.strikethrough, cell.reverse)
    if cell.data == " " and not any(marks):
        return cell.bg
    return cell


@given(st.lists(st.tuples(_STYLES, _TEXTS), max_size=12))
def test_it_looks_the_same_and_is_not_longer(pieces: list[tuple[str, str]]) -> None:
    data = "".join(f"\x1b[{style}m{text}\x1b[0m" if style else text for style, text in pieces)
    assert cells(lean(data)) == cells(data)
    assert len(lean(data)) <= len(data)
    # What comes next is drawn in no style.
    assert cells(lean(data) + "after") == cells(data + "after")


@pytest.mark.parametrize(
    ("data", "shorter"),
    [
        ("", ""),
        ("plain", "plain"),
        ("\x1b[1ma\x1b[0m\x1b[1mb\x1b[0m", "\x1b[1mab\x1b[0m"),
        ("\x1b[31;44ma\x1b[0m\x1b[32;44mb\x1b[0m", "\x1b[31;44ma\x1b[32mb\x1b[0m"),
        ("\x1b[1;31ma\x1b[0m\x1b[31mb\x1b[0m", "\x1b[1;31ma\x1b[0;31mb\x1b[0m"),
        ("\x1b[31;44ma\x1b[0m\x1b[44m  \x1b[0m\x1b[31;44mb\x1b[0m", "\x1b[31;44ma  b\x1b[0m"),
        ("\x1b[4ma\x1b[0m \x1b[4mb\x1b[0m", "\x1b[4ma\x1b[0m \x1b[4mb\x1b[0m"),
        ("\x1b[31ma\x1b[0m\x1b[2;3H\x1b[31mb\x1b[0m", "\x1b[31ma\x1b[2;3Hb\x1b[0m"),
        ("\x1b[31ma\x1b[0m\x1b[K", "\x1b[31ma\x1b[0m\x1b[K"),
        ("\x1b[?2026h\x1b]0;t\x07\x1b[?25l", "\x1b[?2026h\x1b]0;t\x07\x1b[?25l"),
    ],
)
def test_only_what_changes_is_said(data: str, shorter: str) -> None:
    assert lean(data) == shorter
