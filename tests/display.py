"""A real X display without a screen, and a look at its clipboard from outside.

A folder of tests that copies for real imports the fixture `display` in its conftest.py.
"""

import os
import select
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

_PATIENCE = 20.0


@dataclass(frozen=True, slots=True)
class Display:
    """A running display; `name` is what DISPLAY has to say."""

    name: str

    def clipboard(self) -> str:
        """Read the clipboard with a program the reader has no part in."""
        environ = {"PATH": os.environ["PATH"], "DISPLAY": self.name}
        argv = ["xclip", "-selection", "clipboard", "-o"]
        return subprocess.run(
            argv, env=environ, capture_output=True, check=True, timeout=_PATIENCE
        ).stdout.decode()


@pytest.fixture(scope="session")
def display() -> Iterator[Display]:
    """A display of the tests' own, the same for the whole run."""
    for program in ("Xvfb", "xclip"):
        if shutil.which(program) is None:
            pytest.skip(f"copying for real needs {program}, which is not installed here")
    reader, writer = os.pipe()
    # -noreset: without it the display starts afresh whenever its last client leaves
    argv = ["Xvfb", "-displayfd", str(writer), "-noreset", "-nolisten", "tcp", "-screen", "0", "64x64x24"]
    with subprocess.Popen(
        argv, pass_fds=(writer,), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as xvfb:
        os.close(writer)
        try:
            yield Display(f":{_number(reader)}")
        finally:
            os.close(reader)
            xvfb.terminate()  # killed outright, it would leave its socket behind


def _number(reader: int) -> str:
    said = b""
    while not said.endswith(b"\n"):
        ready, _, _ = select.select([reader], [], [], _PATIENCE)
        more = os.read(reader, 64) if ready else b""
        if not more:
            pytest.fail("Xvfb did not come up")
        said += more
    return said.decode().strip()
