"""A program in a real pseudo-terminal, and what its screen shows."""

import os
import shutil
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import pexpect
import pyte

PATIENCE = 20.0
_PASSED_ON = {name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ}


def installed() -> str:
    """The installed command `paperreader` beside this interpreter."""
    found = shutil.which("paperreader", path=str(Path(sys.executable).parent))
    assert found, "the command paperreader is not installed beside this interpreter"
    return found


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
        self._screen = pyte.Screen(columns, lines)
        self._stream = pyte.ByteStream(self._screen)
        self.raw = b""
        """Everything the program sent."""
        command = [*before, *(instead or [installed()]), *arguments]
        self.child = pexpect.spawn(
            command[0],
            command[1:],
            env={**_PASSED_ON, "TERM": "xterm-256color", "LANG": "C.UTF-8", **environ},
            dimensions=(lines, columns),
            timeout=PATIENCE,
        )

    @property
    def text(self) -> str:
        """The screen as text."""
        return "\n".join(self._screen.display)

    def press(self, *keys: str) -> None:
        """Type keys."""
        for key in keys:
            self.child.send(key)

    def wait_for(self, *words: str, without: str = "") -> str:
        """Read what is sent until the screen shows the words; a screen that never does fails."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            self._read(0.1)
            if all(word in self.text for word in words) and not (without and without in self.text):
                return self.text
        raise AssertionError(f"{words} never came (without {without!r}):\n{self.text}")

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
        self.child.expect(pexpect.EOF)
        self.child.close()
        return int(self.child.exitstatus if self.child.exitstatus is not None else -1)
