"""Measures keys where little is to be had: on a line of 20 kB/s, and on one core beside a process that never rests."""

import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from benchmarks.bench import MINIMAL, Bench, Group, program, reader
from benchmarks.measuring import Figures, Measured
from benchmarks.rows.start import shown
from benchmarks.table import Judged, Row
from benchmarks.terminal import REST, Answer, Screen, Terminal

_RATE = 20_000.0
_HELD, _EVERY = 60, 1 / 30
"""Keys, and the seconds between two of them, as a keyboard repeats one that is held."""
_TYPED = 20
_CURSOR = re.compile(r"^▌.*?Paper(\d{4})", re.MULTILINE)


def _slow(home: Path) -> Figures:
    with reader(home, rate=_RATE) as terminal:
        took = _slow_key(terminal, b"Paper0001")
        return {"slow-key": took, "slow-lag": _held(terminal)}


def _minimal(home: Path) -> Figures:
    with program("minimal_list", home, rate=_RATE) as terminal:
        return {"slow-key": _slow_key(terminal, b"abstract0000")}


def _slow_key(terminal: Terminal, first: bytes) -> float:
    terminal.until(first)
    terminal.until_quiet(1)
    took = Answer(terminal, b"j", seconds=2, gap=0.25).last_byte
    terminal.until_quiet(REST)
    return took


def _held(terminal: Terminal) -> float:
    """Hold `j`, and return by how many papers the screen was behind the keys at most."""
    screen, before = Screen(), len(terminal.sent)
    screen.feed(terminal.raw)
    start = at = _cursor(screen.text, 0)
    pressed = []
    for number in range(_HELD):
        pressed.append(terminal.press(b"j"))
        terminal.for_seconds(pressed[0] + (number + 1) * _EVERY - terminal.now)
    terminal.until_quiet(1)
    lag = 0
    for came, piece in terminal.sent[before:]:
        lag = max(lag, start + sum(each < came for each in pressed) - at)
        screen.feed(piece)
        at = _cursor(screen.text, at)
    return lag if at == start + _HELD else float(_HELD)


def _cursor(text: str, former: int) -> int:
    """Return the number of the paper under the cursor; the former while a frame is half drawn."""
    found = _CURSOR.search(text)
    return int(found[1]) if found else former


def _on_one_core(home: Path, taskset: str) -> Figures:
    """Type keys from the start on, and return how many of them did nothing."""
    pinned = [taskset, "-c", "0"]
    with subprocess.Popen([*pinned, sys.executable, "-c", "while True: pass"]) as busy:
        try:
            with reader(home, typed=b"j", before=pinned) as terminal:
                for _ in range(_TYPED - 1):
                    terminal.for_seconds(0.06)
                    terminal.press(b"j")
                terminal.until(b"Paper0001")
                terminal.until_quiet(2)
                return {"one-core": _TYPED - shown(terminal.raw)}
        finally:
            busy.kill()


def _one_core(bench: Bench) -> Mapping[str, Measured | str]:
    taskset = shutil.which("taskset")
    if taskset is None:
        return {"one-core": "taskset is absent"}
    home = bench.home
    return bench.alone(lambda: _on_one_core(home, taskset), bench.few)


def _slow_line(bench: Bench) -> Mapping[str, Measured | str]:
    home = bench.home
    return bench.beside(lambda: _slow(home), lambda: _minimal(home), bench.few)


GROUPS = (
    Group(
        (
            Row(
                name="slow-key",
                what="a line of 20 kB/s: `j` to the last byte",
                peer=MINIMAL,
                most=500,
                judged=Judged.MEDIAN,
            ),
            Row(
                name="slow-lag",
                what="a line of 20 kB/s: held `j`, the screen behind the keys",
                most=12,
                judged=Judged.WORST,
                unit="papers",
            ),
        ),
        _slow_line,
    ),
    Group(
        (
            Row(
                name="one-core",
                what="one core beside a busy process: of 20 keys from the start on, lost",
                most=0,
                judged=Judged.WORST,
                unit="",
            ),
        ),
        _one_core,
    ),
)
