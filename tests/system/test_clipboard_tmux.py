"""Copying inside tmux: with a real server, and with a tmux that fails."""

import os
import shutil
import subprocess
import tempfile
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from paperreader.system.clipboard import Clipboard, CopyCertainty, CopyResult
from tests.system.copying import AMPLE, NOBODY, SENT, Terminal
from tests.system.programs import Programs, read_until


@dataclass(frozen=True)
class Tmux:
    """A tmux server of the test's own."""

    socket: Path

    @property
    def environ(self) -> dict[str, str]:
        return {"PATH": os.environ["PATH"], "TMUX": f"{self.socket},1,0"}

    @property
    def _command(self) -> list[str]:
        return ["tmux", "-S", str(self.socket), "-f", os.devnull]

    @property
    def _environ(self) -> dict[str, str]:
        return {"PATH": os.environ["PATH"], "TERM": "xterm-256color", "LC_ALL": "C.UTF-8"}

    def run(self, *argv: str) -> bytes:
        command = [*self._command, *argv]
        return subprocess.run(
            command, env=self._environ, capture_output=True, check=True, timeout=AMPLE
        ).stdout

    @contextmanager
    def shown(self) -> Iterator[int]:
        """Show the server on a terminal of its own; yields the side of it that sees what tmux sends there."""
        ours, theirs = os.openpty()
        self.run("set-hook", "-g", "client-attached", "wait-for -S shown")
        command = [*self._command, "attach-session"]
        with subprocess.Popen(
            command, stdin=theirs, stdout=theirs, stderr=theirs, env=self._environ
        ) as client:
            os.close(theirs)
            try:
                self.run("wait-for", "shown")
                yield ours
            finally:
                client.kill()
                os.close(ours)


@pytest.fixture
def tmux() -> Iterator[Tmux]:
    if shutil.which("tmux") is None:
        pytest.skip("handing text to tmux needs tmux, which is not installed here")
    # not under tmp_path: the path of a socket may have a hundred characters only
    with tempfile.TemporaryDirectory(prefix="pr-") as folder:
        server = Tmux(Path(folder, "socket"))
        server.run("new-session", "-d", "exec tail -f /dev/null")
        try:
            yield server
        finally:
            server.run("kill-server")


@pytest.mark.parametrize(
    "text", ["text", "論文 🎉\n", "a line of an abstract " * 50_000], ids=["plain", "unicode", "megabyte"]
)
async def test_inside_tmux_the_text_goes_to_tmux(tmux: Tmux, terminal: Terminal, text: str) -> None:
    copied = await Clipboard(tmux.environ, time_limit=AMPLE).copy(text, terminal.send)

    assert copied == CopyResult("tmux", CopyCertainty.ACCEPTED)
    assert tmux.run("show-buffer").decode() == text
    assert terminal.received == []


async def test_tmux_at_the_far_end_of_ssh_is_still_tmux(tmux: Tmux, terminal: Terminal) -> None:
    environ = {**tmux.environ, "SSH_CONNECTION": "192.0.2.1 50000 192.0.2.2 22", "DISPLAY": NOBODY}

    assert (await Clipboard(environ, time_limit=AMPLE).copy("text", terminal.send)).route == "tmux"


@pytest.mark.parametrize("lines", [("exit 1",), ("cat > /dev/null", "exit 3"), ("kill -9 $$",)])
async def test_a_tmux_that_fails_leaves_it_to_the_terminal(
    programs: Programs, terminal: Terminal, lines: tuple[str, ...]
) -> None:
    programs.add("tmux", *lines)
    environ = {"PATH": programs.path, "TMUX": "/nowhere,1,0"}

    assert await Clipboard(environ, time_limit=AMPLE).copy("text", terminal.send) == SENT
    assert terminal.received == ["text"]


async def test_a_tmux_that_is_not_there_leaves_it_to_the_terminal(
    programs: Programs, terminal: Terminal
) -> None:
    environ = {"PATH": str(programs.folder), "TMUX": "/nowhere,1,0"}

    assert await Clipboard(environ, time_limit=AMPLE).copy("text", terminal.send) == SENT


async def test_tmux_sends_the_text_to_the_terminal_it_is_shown_on(tmux: Tmux, terminal: Terminal) -> None:
    with tmux.shown() as screen:
        await Clipboard(tmux.environ, time_limit=AMPLE).copy("paper lanterns", terminal.send)

        assert read_until(screen, b"\x1b]52;;" + b64encode(b"paper lanterns"))
