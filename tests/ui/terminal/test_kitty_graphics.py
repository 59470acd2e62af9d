"""Pictures by kitty's protocol: what is sent is the picture, and the cells say which part of it they show."""

import re
import zlib
from base64 import b64decode
from hashlib import shake_256

import pytest
from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.color import Color

from paperreader.domain.papers.picture import Picture
from paperreader.ui.terminal.agreed_widths import AgreedWidths
from paperreader.ui.terminal.key_reports import KeyReports
from paperreader.ui.terminal.kitty_graphics import (
    MOST_COLUMNS,
    PLACEHOLDER,
    PicturesAccepted,
    may_show_pictures,
    placeholders,
    sequences,
    without_pictures,
)
from paperreader.ui.terminal.terminal_bytes import TerminalBytes

BLACK = Color(0, 0, 0)


@pytest.mark.parametrize(
    ("environ", "may"),
    [
        ({"TERM": "xterm-kitty"}, True),
        ({"TERM": "xterm-256color", "KITTY_WINDOW_ID": "1"}, True),
        ({"TERM": "xterm-ghostty"}, True),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "ghostty"}, True),
        ({"TERM": "xterm-256color"}, False),
        ({"TERM_PROGRAM": "WezTerm"}, False),
        ({"TERM": "tmux-256color", "KITTY_WINDOW_ID": "1"}, False),
        ({"TERM": "xterm-kitty", "TMUX": "/run/tmux,1,0"}, False),
        ({}, False),
    ],
)
def test_only_terminals_that_have_placeholders_are_asked(environ: dict[str, str], *, may: bool) -> None:
    assert may_show_pictures(environ) is may


@pytest.mark.parametrize(
    ("sent", "is_accepted"),
    [
        (b"\x1b_Gi=31;OK\x1b\\", True),
        (b"\x1b_Gi=31;ENOENT:no\x1b\\", False),
        (b"\x1b_Gi=7;OK\x1b\\", False),
        (b"\x1b_Gi=31;OKq\x1b\\", False),
        (b"\x1b_\x1b\\", False),
    ],
)
def test_an_answer_is_taken_whenever_it_comes_and_never_as_keys(sent: bytes, *, is_accepted: bool) -> None:
    received = TerminalBytes(0.1)
    tokens = [token for place in range(len(sent)) for token in received.feed(sent[place : place + 1], 0.0)]
    events = list(KeyReports().events(tokens))
    assert [isinstance(event, PicturesAccepted) for event in events] == [True] * is_accepted


def test_what_is_sent_is_the_picture_in_pieces_that_are_not_answered() -> None:
    noise = shake_256().digest(90 * 60 * 3)
    sent = sequences(Picture(90, 60, noise), 0x123456, 9, 3)
    pieces = re.findall(r"\x1b_G([^;]*);([^\x1b]*)\x1b\\", sent)
    assert "".join(f"\x1b_G{about};{data}\x1b\\" for about, data in pieces) == sent
    assert len(pieces) > 1
    assert all(len(data) <= 4096 for _, data in pieces)
    assert all("q=2" in about.split(",") for about, _ in pieces)
    assert [about.split(",")[-1] for about, _ in pieces] == ["m=1"] * (len(pieces) - 1) + ["m=0"]
    assert pieces[0][0].split(",")[:-1] == (
        ["a=T", "U=1", "q=2", "f=24", "o=z", "t=d", "i=1193046", "s=90", "v=60", "c=9", "r=3"]
    )
    assert zlib.decompress(b64decode("".join(data for _, data in pieces))) == noise


def test_each_cell_tells_its_row_and_column_and_the_number_is_the_colour() -> None:
    segment = placeholders(0x123456, 80, 11)
    assert segment.style is not None
    assert segment.style.color is not None
    assert segment.style.color.get_truecolor() == (0x12, 0x34, 0x56)
    cells = re.findall(f"{PLACEHOLDER}(.)(.)", segment.text)
    assert cell_len(segment.text) == len(cells) == 80
    # As the protocol's own table begins, and has them at places 11, 40 and 79.
    assert {row for row, _ in cells} == {"\u034c"}
    columns = [column for _, column in cells]
    assert (*columns[:4], columns[40], columns[79]) == (
        ("\u0305", "\u030d", "\u030e", "\u0310", "\u0598", "\u06e2")
    )
    assert len(set(columns)) == 80 < MOST_COLUMNS


def test_the_cells_of_a_picture_stay_as_they_are_and_those_in_a_title_do_not() -> None:
    ours = placeholders(7, 3, 0)
    forged = Segment(ours.text, Style(color="#000007"))
    kept, replaced = AgreedWidths().apply([ours, forged], BLACK)
    assert kept == ours
    assert PLACEHOLDER not in replaced.text
    behind = list(without_pictures([ours, Segment("text")]))
    assert [segment.text for segment in behind] == ["   ", "text"]
