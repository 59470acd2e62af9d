"""How long the reader takes to its first frame, and to leave while a request is under way.

Run: make bench. The installed command in a pseudo-terminal, medians; the start beside that of an empty Textual app, and
of one with everything imported first, all in one run.
"""

import os
import pty
import select
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

from tests.hub import Hub

RUNS = 9
BLANK = """
from textual.app import App
from textual.widgets import Static

class Blank(App):
    def compose(self):
        yield Static("Monthly")

Blank().run()
"""


def start(
    argv: Sequence[str], environ: Mapping[str, str], mark: bytes, keys: bytes, wait: Callable[[], None]
) -> tuple[float, float]:
    """Return the seconds until `mark` was drawn, and those from `keys`, sent after `wait`, to the program's end."""
    began = time.perf_counter()
    pid, terminal = pty.fork()
    if pid == 0:
        os.execvpe(argv[0], list(argv), dict(environ))  # noqa: S606 - our own program
    said = b""
    try:
        while mark not in said:
            ready, _, _ = select.select([terminal], [], [], 20)
            assert ready, said
            said += os.read(terminal, 65536)
        drawn = time.perf_counter() - began
        wait()
        pressed = time.perf_counter()
        os.write(terminal, keys)
        while _is_open(terminal):
            pass
    finally:
        _, status = os.waitpid(pid, 0)
    assert status in {0, signal.SIGINT}, status
    return drawn, time.perf_counter() - pressed


def _is_open(terminal: int) -> bool:
    try:
        return bool(os.read(terminal, 65536))
    except OSError:
        return False


def main() -> None:
    """Print the table."""
    python, command = sys.executable, str(Path(sys.executable).with_name("paperreader"))
    assert subprocess.run([command, "--version"], capture_output=True, check=True).stdout
    with Hub() as hub, tempfile.TemporaryDirectory() as home:
        environ = {**os.environ, "TERM": "xterm-256color", "PAPERREADER_HOME": home, "HF_ENDPOINT": hub.url}
        with hub.hold("/api/"):
            rounds = [
                (
                    start([python, "-c", BLANK], environ, b"Monthly", b"\x11", lambda: None)[0],
                    *start(
                        [command, "--date", "2026-08-21"],
                        environ,
                        b"Monthly",
                        b"q",
                        partial(hub.wait_for_requests, turn + 1),
                    ),
                )
                for turn in range(RUNS)
            ]
    blank, reader, leaving = map(statistics.median, zip(*rounds, strict=True))
    print(f"{'first frame of an empty app':40}{blank * 1000:8.0f} ms")
    print(f"{'first frame of the reader':40}{reader * 1000:8.0f} ms   ratio {reader / blank:.2f}")
    print(f"{'from q to the end, a request under way':40}{leaving * 1000:8.0f} ms")


if __name__ == "__main__":
    main()
