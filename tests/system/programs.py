"""Small shell programs that behave well or badly, and ways to see what became of them."""

import asyncio
import os
import select
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_PATIENCE = 20.0

# The script becomes the foreground of its terminal, so that whatever opens /dev/tty beneath it gets that terminal.
_CLAIM_THE_TERMINAL = "import fcntl, termios\nfcntl.ioctl(0, termios.TIOCSCTTY, 0)\n"


@dataclass(frozen=True, slots=True)
class Programs:
    """A folder of shell scripts."""

    folder: Path

    def add(self, name: str, *lines: str) -> Path:
        script = self.folder / name
        script.write_text("\n".join(("#!/bin/sh", *lines, "")))
        script.chmod(0o755)
        return script

    def add_recorder(self, name: str, *lines: str) -> Path:
        """Add a program that writes its arguments to a file, one a line; return that file."""
        record = self.folder / f"{name}.record"
        self.add(name, f"""printf '%s\\n' "$@" > '{record}'""", *lines)
        return record

    def add_clipboard(self, copy: str, paste: str, *before_copying: str) -> None:
        """Add a clipboard that is a file; both names may be the same, then `-o` asks for the text."""
        kept = self.folder / "kept"
        if copy == paste:
            self.add(
                copy,
                f"""case "$*" in *-o*) exec /bin/cat '{kept}';; esac""",
                *before_copying,
                f"/bin/cat > '{kept}'",
            )
        else:
            self.add(copy, *before_copying, f"/bin/cat > '{kept}'")
            self.add(paste, f"exec /bin/cat '{kept}'")

    @property
    def path(self) -> str:
        """A PATH on which these programs hide the real ones."""
        return f"{self.folder}{os.pathsep}{os.environ['PATH']}"


@dataclass(frozen=True, slots=True)
class Lifeline:
    """A FIFO that a program opens for writing when it starts and keeps open until it ends."""

    path: Path
    descriptor: int

    @classmethod
    @contextmanager
    def at(cls, path: Path) -> Iterator["Lifeline"]:
        os.mkfifo(path)
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
        try:
            yield cls(path, descriptor)
        finally:
            os.close(descriptor)

    @property
    def taken_up(self) -> str:
        """The line of shell with which a program takes up the line; its process id goes along it."""
        return f"exec 9> '{self.path}'; echo $$ >&9"

    def read_pid(self) -> int:
        """Wait until a program has started and return its process id."""
        return int(self._read_line())

    def is_held(self) -> bool:
        """Whether a program that had started is still there."""
        poll = select.poll()
        poll.register(self.descriptor, 0)
        return not poll.poll(0)

    def wait_for_the_end(self) -> None:
        """Wait until every program holding the line has ended."""
        poll = select.poll()
        poll.register(self.descriptor, 0)
        assert poll.poll(_PATIENCE * 1000), "a program is still running"

    async def started(self) -> None:
        """Wait, without blocking the event loop, until a program has started."""
        begun = asyncio.Event()
        loop = asyncio.get_running_loop()
        loop.add_reader(self.descriptor, begun.set)
        try:
            async with asyncio.timeout(_PATIENCE):
                await begun.wait()
        finally:
            loop.remove_reader(self.descriptor)

    def _read_line(self) -> str:
        ready, _, _ = select.select([self.descriptor], [], [], _PATIENCE)
        assert ready, "no program has started"
        return os.read(self.descriptor, 64).decode()


def seen_on_screen(script: str, environ: Mapping[str, str]) -> str:
    """Run a Python script that owns a pseudo-terminal and return everything that appears on it."""
    ours, theirs = os.openpty()
    argv = [sys.executable, "-X", "dev", "-W", "error", "-c", _CLAIM_THE_TERMINAL + script]
    with subprocess.Popen(
        argv, stdin=theirs, stdout=theirs, stderr=theirs, env=environ, start_new_session=True
    ) as process:
        os.close(theirs)
        try:
            return _read_to_the_end(ours).decode().replace("\r\n", "\n")
        finally:
            process.kill()
            os.close(ours)


def read_until(terminal: int, wanted: bytes) -> bool:
    """Read what appears on a terminal until `wanted` has; False if it never does."""
    seen = b""
    for more in _reads(terminal):
        seen += more
        if wanted in seen:
            return True
    return False


def _read_to_the_end(terminal: int) -> bytes:
    """Read until nobody has the other side open any more."""
    return b"".join(_reads(terminal))


def _reads(terminal: int) -> Iterator[bytes]:
    """Yield what appears until the other side is closed, which Linux reports as an error and macOS as the end."""
    deadline = time.monotonic() + _PATIENCE
    while select.select([terminal], [], [], max(0.0, deadline - time.monotonic()))[0]:
        try:
            more = os.read(terminal, 4096)
        except OSError:
            return
        if not more:
            return
        yield more
    raise AssertionError("the terminal is still held open, and nothing more appears")
