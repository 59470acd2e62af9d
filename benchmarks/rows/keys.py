"""Measures a key in the list: until its last byte, in how many frames, with how many bytes; and the letters of a filter."""

import itertools
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks.archives import home_of_long_day
from benchmarks.bench import MINIMAL, Bench, Group, program, reader
from benchmarks.measuring import Measured
from benchmarks.table import Judged, Row
from benchmarks.terminal import REST, Answer, Screen, Terminal, frames

FILTERED = b"attention"
_TYPED = (FILTERED, b"\x7f" * len(FILTERED), FILTERED)
"""Typed, deleted, and typed again."""
_GAP = 0.2
"""Seconds: a filter may wait for the next letter before it draws."""


def _keys(bench: Bench) -> Mapping[str, Measured | str]:
    """Press `j` in both programs in turn, both at rest."""
    with reader(bench.home) as ours, program("minimal_list", bench.home) as theirs:
        screens = Screen(), Screen()
        for terminal, screen, first in (
            (ours, screens[0], b"Paper0001"),
            (theirs, screens[1], b"abstract0000"),
        ):
            terminal.until(first)
            terminal.until_quiet(REST)
            screen.feed(terminal.raw)
        return bench.beside(lambda: _pressed(ours, screens[0]), lambda: _pressed(theirs, screens[1]))


def _pressed(terminal: Terminal, screen: Screen) -> dict[str, float]:
    answer = Answer(terminal, b"j")
    text = screen.feed(answer.raw)
    return {
        "key": answer.last_byte,
        "key-frames": len(frames(answer.raw)),
        "key-bytes": len(answer.raw),
        "key-text": len(answer.raw) / text,
    }


def _over_text(bench: Bench) -> Mapping[str, Measured | str]:
    measured = _keys(bench)
    over = measured["key-text"]
    assert isinstance(over, Measured)
    # What both have their own text for is no ratio to each other.
    return {**measured, "key-text": Measured(over.ours)}


def keystrokes(home: Path, typed: Sequence[bytes] = _TYPED) -> list[Answer]:
    """Return what each letter of a filter brings, in a list that is at rest."""
    with reader(home) as terminal:
        terminal.until(b"Paper0001")
        terminal.until_quiet(1)
        Answer(terminal, b"/")
        return [Answer(terminal, bytes([letter]), gap=_GAP) for letters in typed for letter in letters]


def _filter(bench: Bench) -> Mapping[str, Measured | str]:
    runs = [keystrokes(home_of_long_day(bench.papers)) for _ in range(max(1, bench.rounds // 4))]
    took = [[answer.last_byte for answer in run] for run in runs]
    worst = tuple(max(run) for run in took)
    return {"filter": Measured(tuple(itertools.chain(*took))), "filter-worst": Measured(worst)}


GROUPS = (
    Group(
        (
            Row(name="key", what="`j` to the last byte", peer=MINIMAL, most=3),
            Row(
                name="key-frames",
                what="frames for that `j`, within half a second",
                most=1,
                judged=Judged.MEDIAN,
                unit="",
            ),
            Row(
                name="key-bytes", what="bytes for that `j`, within half a second", peer=MINIMAL, unit="bytes"
            ),
            Row(
                name="key-text",
                what="those bytes over the text of the changed cells",
                most=2.2,
                judged=Judged.MEDIAN,
                unit="×",
            ),
        ),
        _over_text,
    ),
    Group(
        (
            Row(
                name="filter",
                what="filter: each letter to the last byte, a list of all",
                most=30,
                judged=Judged.MEDIAN,
            ),
            Row(name="filter-worst", what="filter: the slowest letter", most=60, judged=Judged.WORST),
        ),
        _filter,
    ),
)
