"""Measures a program in a pseudo-terminal: when a text came, when the last byte, how many bytes and frames, and how much memory it holds."""

import fcntl
import os
import re
import select
import struct
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

import pyte
from wcwidth import wcswidth

COLUMNS, LINES = 140, 40
PATIENCE = 30.0
AT_ONCE = 0.06
"""Seconds without a byte after which what was drawn for a key is drawn; what comes later is drawn for something else."""
REST = 0.6
"""Seconds without a byte after which a program is at rest."""
_FRAME = b"\x1b[?2026h"
_ANSWERS = {
    b"\x1b[?2026$p": b"\x1b[?2026;2$y",
    b"\x1b]11;?\x1b\\": b"\x1b]11;rgb:0000/0000/0000\x1b\\",
}
"""What is asked of a terminal, and what most answer: that it draws a frame at once, and that it is black."""
_SEQUENCE = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|.)|[\r\n]")


class Ended(Exception):
    """The program ended, or went on without what was waited for."""


class Terminal:
    """A program in a terminal of its own; what it sends is kept with its time, in seconds since it was started."""

    def __init__(
        self,
        argv: Sequence[str],
        environ: Mapping[str, str],
        *,
        typed: bytes = b"",
        rate: float | None = None,
    ) -> None:
        """Start it.

        Args:
            argv: The program, with its path.
            environ: All of its environment.
            typed: Keys that wait for it when it starts.
            rate: The bytes per second that are read; None for all that come.
        """
        self.sent: list[tuple[float, bytes]] = []
        self._rate, self._read = rate, 0
        self._fd, other = os.openpty()
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
        self._began = time.perf_counter()
        if typed:
            os.write(self._fd, typed)
        self.pid = os.fork()
        if self.pid == 0:
            os.login_tty(other)
            os.execve(argv[0], list(argv), dict(environ))  # noqa: S606 - our own programs and their peers
        os.close(other)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with suppress(ProcessLookupError, ChildProcessError):
            os.kill(self.pid, 9)
            os.waitpid(self.pid, 0)
        os.close(self._fd)

    @property
    def now(self) -> float:
        """Seconds since the program was started."""
        return time.perf_counter() - self._began

    @property
    def raw(self) -> bytes:
        """All that was sent."""
        return b"".join(piece for _, piece in self.sent)

    @property
    def resident(self) -> float:
        """The memory it holds, in megabytes (Linux)."""
        status = Path(f"/proc/{self.pid}/status").read_text(encoding="ascii")
        return int(status.partition("VmRSS:")[2].split(maxsplit=1)[0]) / 1024

    def press(self, keys: bytes) -> float:
        """Type keys, and return when."""
        at = self.now
        os.write(self._fd, keys)
        return at

    def read(self, patience: float) -> bool:
        """Read what is there, waiting for it so many seconds; tell whether anything came."""
        if not select.select([self._fd], [], [], patience)[0]:
            return False
        try:
            piece = os.read(self._fd, 65536 if self._rate is None else 512)
        except OSError:
            piece = b""
        if not piece:
            raise Ended("the program ended")
        self.sent.append((self.now, piece))
        self._answer(piece)
        if self._rate is not None:
            time.sleep(len(piece) / self._rate)
        return True

    def _answer(self, piece: bytes) -> None:
        for question, answer in _ANSWERS.items():
            if question in piece:
                os.write(self._fd, answer)

    def until(self, mark: bytes, *, since: int = 0, patience: float = PATIENCE) -> float:
        """Read until a text has come, and return when; `since` is the number of the piece with which to begin."""

        def has_come() -> bool:
            return mark in b"".join(piece for _, piece in self.sent[since:])

        return self.until_so(has_come, repr(mark), patience)

    def until_so(self, is_so: Callable[[], bool], what: str, patience: float = PATIENCE) -> float:
        """Read until something is so, and return when the last byte before it came."""
        while not is_so():
            if not self.read(patience):
                raise Ended(f"{what} never came")
        return self.sent[-1][0]

    def until_quiet(self, seconds: float) -> None:
        """Read until nothing has come for so long."""
        while self.read(seconds):
            pass

    def for_seconds(self, seconds: float) -> None:
        """Read for so long."""
        end = self.now + seconds
        while (left := end - self.now) > 0:
            self.read(left)

    def leave(self, keys: bytes = b"q") -> float:
        """Type what ends it, and return the milliseconds until it has."""
        pressed = self.press(keys)
        with suppress(Ended):
            while self.read(PATIENCE):
                pass
        os.waitpid(self.pid, 0)
        return (self.now - pressed) * 1000


class Answer:
    """What a key brought: read for half a second after it, and on until nothing has come for a while."""

    def __init__(
        self, terminal: Terminal, keys: bytes, *, seconds: float = 0.5, gap: float = AT_ONCE
    ) -> None:
        before = len(terminal.sent)
        self._pressed = terminal.press(keys)
        terminal.for_seconds(seconds)
        if len(terminal.sent) == before:
            terminal.read(PATIENCE)
        terminal.until_quiet(gap)
        self._pieces = terminal.sent[before:]
        self._gap = gap

    @property
    def raw(self) -> bytes:
        """All that was sent."""
        return b"".join(piece for _, piece in self._pieces)

    def until(self, text: bytes) -> float:
        """Milliseconds from the key to a text; to the first that came, where what is shown already is not drawn anew."""
        said = b""
        for at, piece in self._pieces:
            said += piece
            if text in said:
                return (at - self._pressed) * 1000
        return (self._pieces[0][0] - self._pressed) * 1000

    @property
    def last_byte(self) -> float:
        """Milliseconds from the key to the last byte before nothing came for a while."""
        if not self._pieces:
            raise Ended("nothing was drawn for a key")
        last = self._pieces[0][0]
        for at, _ in self._pieces:
            if at - last > self._gap:
                break
            last = at
        return (last - self._pressed) * 1000


def frames(raw: bytes) -> list[bytes]:
    """Return what was drawn frame by frame; what is before the first is no frame."""
    return raw.split(_FRAME)[1:]


def is_full(frame: bytes) -> bool:
    """Tell whether a frame draws at least half of all cells."""
    text = _SEQUENCE.sub(b"", frame).decode(errors="ignore")
    return wcswidth(text) >= COLUMNS * LINES / 2


class Screen:
    """What a terminal shows of the bytes it was sent."""

    def __init__(self) -> None:
        self._screen = pyte.Screen(COLUMNS, LINES)
        self._stream = pyte.ByteStream(self._screen)

    def feed(self, raw: bytes) -> int:
        """Show more, and return how many bytes the texts of the cells take that look otherwise than before."""
        before = [[self._screen.buffer[y][x] for x in range(COLUMNS)] for y in range(LINES)]
        self._stream.feed(raw)
        cells = ((self._screen.buffer[y][x], before[y][x]) for y in range(LINES) for x in range(COLUMNS))
        return sum(len(cell.data.encode()) for cell, former in cells if cell != former)

    @property
    def text(self) -> str:
        """The screen as text."""
        rows = ((self._screen.buffer[y][x].data for x in range(COLUMNS)) for y in range(LINES))
        return "\n".join("".join(row) for row in rows)
