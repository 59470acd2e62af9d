"""Writing goes on when the terminal is gone."""

import io
import os
import pty

from paperreader.system.terminal_output import ResilientOutput


def test_what_is_written_to_a_terminal_arrives_until_it_is_gone() -> None:
    """Many more writes than anybody would wait for: none fails."""
    controller, terminal = pty.openpty()
    with open(terminal, "w", encoding="utf-8") as file:  # noqa: PTH123 - it has no path
        output = ResilientOutput(file)
        assert output.isatty()
        assert output.fileno() == terminal
        output.write("here")
        output.flush()
        assert os.read(controller, 10) == b"here"
        os.close(controller)
        for _ in range(100):
            output.write("gone")
            output.flush()
        # What is held back could not be written either when the file is closed.
        os.dup2(os.open(os.devnull, os.O_WRONLY), terminal)


def test_lines_end_at_the_edge_while_the_reader_has_the_screen_and_at_no_other_time() -> None:
    file = io.StringIO()
    output = ResilientOutput(file)
    for text in ("before", "\x1b[?1049h", "\x1b[Hdrawn", "\x1b[?1049l", "after"):
        assert output.write(text) == len(text)
    assert file.getvalue() == "before\x1b[?1049h\x1b[?7l\x1b[Hdrawn\x1b[?7h\x1b[?1049lafter"
