"""A program in a real pseudo-terminal, and what its screen shows."""

import os
import shutil
import sys
import time
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pexpect
import pyte
from wcwidth import wcwidth

PATIENCE = 20.0
PASSED_ON = {name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ}


def installed() -> str:
    """The installed command `paperreader` beside this interpreter."""
    found = shutil.which("paperreader", path=str(Path(sys.executable).parent))
    assert found, "the command paperreader is not installed beside this interpreter"
    return found


class _Screen(pyte.Screen):
    """A screen that goes on after a character without width; pyte forgets the rest of what it was sent with it."""

    def draw(self, data: str) -> None:
        if not (data.isascii() and data.isprintable()):
            data = "".join(char for char in data if wcwidth(char) or unicodedata.combining(char))
        super().draw(data)


class Terminal:
    """Runs the reader, or another command; keys go in, the screen comes out. `before` is a command that runs it."""

    def __init__(
        self,
        arguments: Sequence[str],
        environ: Mapping[str, str],
        *,
        columns: int = 120,
        lines: int = 40,
        before: Sequence[str] = (),
        instead: Sequence[str] = (),
    ) -> None:
        self._screen = _Screen(columns, lines)
        self._stream = pyte.ByteStream(self._screen)
        self.raw = b""
        """Everything the program sent."""
        command = [*before, *(instead or [installed()]), *arguments]
        self.child = pexpect.spawn(
            command[0],
            command[1:],
            env={**PASSED_ON, "TERM": "xterm-256color", "LANG": "C.UTF-8", **environ},
            dimensions=(lines, columns),
            timeout=PATIENCE,
        )
        # It would wait before each key, for programs that ask for passwords.
        self.child.delaybeforesend = None

    @property
    def lines(self) -> list[str]:
        """The lines of the screen; behind a wide character there is nothing."""
        # Not `display`: it fails where half of a wide character was drawn over.
        rows = (self._screen.buffer[line] for line in range(self._screen.lines))
        return ["".join([row[column].data for column in range(self._screen.columns)]) for row in rows]

    @property
    def text(self) -> str:
        """The screen as text."""
        return "\n".join(self.lines)

    def cell(self, column: int, line: int) -> str:
        """What is in one place of the screen; nothing behind a wide character."""
        return str(self._screen.buffer[line][column].data)

    @property
    def sent(self) -> str:
        """Everything the program sent, to the last character that is whole."""
        return self.raw.decode(errors="ignore")

    @property
    def is_alive(self) -> bool:
        """Whether the program still runs."""
        return bool(self.child.isalive())

    def colours(self, sign: str) -> list[list[tuple[str, str]]]:
        """The colours (of the sign, and behind it) of every cell with a sign, line by line where there are any."""
        lines = (self._screen.buffer[y] for y in range(self._screen.lines))
        cells = ([line[x] for x in range(self._screen.columns)] for line in lines)
        found = ([(cell.fg, cell.bg) for cell in line if cell.data == sign] for line in cells)
        return [line for line in found if line]

    def press(self, *keys: str | bytes) -> None:
        """Type keys."""
        for key in keys:
            self.child.send(key)

    def wait_for(self, *words: str, without: str = "") -> str:
        """Read what is sent until the screen shows the words; a screen that never does fails."""

        def shows() -> bool:
            text = self.text
            return all(word in text for word in words) and not (without and without in text)

        self.wait_until(shows, f"{words} (without {without!r})")
        return self.text

    def wait_until(self, is_so: Callable[[], object], what: str = "it") -> None:
        """Read what is sent until something is so; a screen that never comes to it fails."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            self._read(0.1)
            if is_so():
                return
        raise AssertionError(f"{what} never came:\n{self.text}")

    def wait_for_raw(self, sequence: bytes) -> None:
        """Read what is sent until it holds a sequence."""
        deadline = time.monotonic() + PATIENCE
        while sequence not in self.raw:
            assert time.monotonic() < deadline, f"{sequence!r} was never sent"
            self._read(0.1)

    def _read(self, patience: float) -> None:
        try:
            sent = self.child.read_nonblocking(65536, timeout=patience)
        except pexpect.TIMEOUT:
            return
        self.raw += sent
        self._stream.feed(sent)

    def end(self) -> int:
        """Wait for the program's end and return its exit code."""
        try:
            self.child.expect(pexpect.EOF)
        except pexpect.TIMEOUT:
            self._stream.feed(self.child.before)
            raise AssertionError(f"it never ended:\n{self.text}") from None
        self.raw += self.child.before
        self.child.close()
        return int(self.child.exitstatus if self.child.exitstatus is not None else -1)
