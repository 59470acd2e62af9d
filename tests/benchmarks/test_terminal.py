"""What is seen of a program in a terminal, without taking its time."""

import os
import sys
from collections.abc import Iterator

import pytest

from benchmarks.terminal import COLUMNS, LINES, Answer, Ended, Screen, Terminal, frames, is_full

PROGRAM = r"""
import os, tty
tty.setraw(0)
os.write(1, b"\x1b[?2026$p")
os.write(1, os.read(0, 11).replace(b"\x1b", b"told "))
while (key := os.read(0, 1)) != b"q":
    os.write(1, b"\x1b[?2026h<" + key + b">\x1b[?2026l")
"""


@pytest.fixture
def terminal() -> Iterator[Terminal]:
    """A program that answers each key with a frame, after it was told that the terminal takes frames at once."""
    with Terminal([sys.executable, "-c", PROGRAM], {"PATH": os.environ["PATH"]}) as started:
        yield started


def test_what_a_program_sends_is_kept_and_what_it_asks_is_answered(terminal: Terminal) -> None:
    assert 0 < terminal.until(b"told [?2026;2$y") <= terminal.now
    assert terminal.resident > 1
    answer = Answer(terminal, b"j", seconds=0.1)
    assert frames(answer.raw) == [b"<j>\x1b[?2026l"]
    assert 0 < answer.last_byte < 1000
    assert terminal.leave() > 0


def test_a_text_that_does_not_come_before_the_end_is_told(terminal: Terminal) -> None:
    terminal.until(b"told")
    terminal.press(b"q")
    with pytest.raises(Ended, match="the program ended"):
        terminal.until(b"never")


def test_keys_can_wait_for_a_program() -> None:
    argv = [sys.executable, "-c", "print('read', input())"]
    with Terminal(argv, {"PATH": os.environ["PATH"]}, typed=b"at once\n") as early:
        early.until(b"read at once")


def test_a_frame_is_full_that_draws_half_of_the_cells_whatever_their_colours() -> None:
    line = b"\x1b[38;2;1;2;3m" + b"x" * COLUMNS + b"\x1b[0m\r\n"
    assert is_full(line * (LINES // 2))
    assert not is_full(line * (LINES // 2 - 1))


def test_the_text_of_the_cells_that_look_otherwise_is_counted() -> None:
    screen = Screen()
    assert screen.feed(b"\x1b[2;3Hab\xe2\x86\x93") == 5
    assert screen.feed(b"\x1b[2;3Hab\xe2\x86\x93") == 0
    assert screen.feed(b"\x1b[2;3H\x1b[1mab") == 2
    assert "  ab↓" in screen.text
