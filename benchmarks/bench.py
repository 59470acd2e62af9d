"""What every group of rows is given: how often to measure, the archives, the peers, and how programs are started."""

import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from benchmarks.archives import SHOWN, home_of
from benchmarks.measuring import Measured, Run, alone, in_turn, milliseconds
from benchmarks.peers import Peers
from benchmarks.table import Row
from benchmarks.terminal import Terminal

READER = Path(sys.executable).with_name("paperreader")
PROGRAMS = Path(__file__).with_name("programs")
AT_SHOWN = ("--date", SHOWN.isoformat(), "--offline")
MINIMAL = "a minimal line-drawn Textual list with a text pane"
NOBODY = "http://127.0.0.1:9"
"""Where nothing listens."""


@dataclass(frozen=True, slots=True)
class Bench:
    """How it is measured this time."""

    rounds: int
    papers: int
    """In the archive, where nothing else is said."""
    peers: Peers
    counts: tuple[int, ...] = ()
    """Numbers of papers to compare, the usual one among them."""
    growth: dict[str, dict[int, list[float]]] = field(default_factory=dict)
    """What was measured for each number of papers, by the name of what it is."""

    @property
    def home(self) -> Path:
        """A home with the usual archive, as if it had never been opened."""
        return home_of(self.papers)

    @property
    def few(self) -> int:
        """How often to measure what takes long and hardly differs."""
        return max(1, self.rounds // 2)

    def beside(self, ours: Run, theirs: Run, rounds: int | None = None) -> dict[str, Measured]:
        """Measure ours between runs of a peer."""
        return in_turn(ours, theirs, rounds or self.rounds)

    def alone(self, ours: Run, rounds: int | None = None) -> dict[str, Measured]:
        """Measure what has no peer."""
        return alone(ours, rounds or self.rounds)


@dataclass(frozen=True, slots=True)
class Group:
    """Rows that are measured together; what measures them returns for each what it came to, or why it can't be measured."""

    rows: tuple[Row, ...]
    measure: Callable[[Bench], Mapping[str, Measured | str]]


def environ(home: Path, **more: str) -> dict[str, str]:
    """Return an environment in which nothing of its user's counts, and nobody is asked."""
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "LANG": "C.UTF-8",
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "PAPERREADER_HOME": str(home),
        "HF_ENDPOINT": NOBODY,
        "ARXIV_ENDPOINT": NOBODY,
        "PICTURES_ENDPOINT": NOBODY,
        # As the reader has it.
        "TEXTUAL_FPS": "120",
        **more,
    }


def reader(
    home: Path,
    *arguments: str,
    typed: bytes = b"",
    rate: float | None = None,
    before: Sequence[str] = (),
    **more: str,
) -> Terminal:
    """Start the reader in a terminal; `before` is a command that runs it."""
    argv = [*before, str(READER), *(arguments or AT_SHOWN)]
    return Terminal(argv, environ(home, **more), typed=typed, rate=rate)


def program(name: str, home: Path, *, typed: bytes = b"", rate: float | None = None) -> Terminal:
    """Start one of the programs beside the reader."""
    return Terminal([sys.executable, str(PROGRAMS / f"{name}.py")], environ(home), typed=typed, rate=rate)


def command(name: str, argv: Sequence[str], env: Mapping[str, str]) -> Run:
    """Return what runs a command to its end."""
    run = partial(subprocess.run, list(argv), env=dict(env), capture_output=True, check=True)
    return lambda: {name: milliseconds(run)}
