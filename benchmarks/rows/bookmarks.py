"""Measures a bookmark among 1,000: in how many frames it is shown, and when it is on disk."""

import os
from collections.abc import Mapping
from pathlib import Path

from benchmarks.bench import Bench, Group, reader
from benchmarks.bookmarks import full
from benchmarks.measuring import Figures, Measured, milliseconds
from benchmarks.table import Judged, Row
from benchmarks.terminal import Answer, Ended, Terminal, frames
from tests.store.bookmarks.direct import DirectStore

_NUMBER = 1_000


def _bookmark(terminal: Terminal, file: Path) -> Figures:
    """Bookmark the next paper, and return in how many frames that was shown, and the milliseconds until it was on disk."""
    Answer(terminal, b"j")
    before, since = file.stat().st_mtime_ns, len(terminal.sent)
    pressed = terminal.press(b"b")
    while file.stat().st_mtime_ns == before:
        terminal.read(0.0005)
        if terminal.now > pressed + 5:
            raise Ended("the bookmark was not written")
    on_disk = terminal.now - pressed
    terminal.for_seconds(0.5)
    pieces = terminal.sent[since:]
    drawn = frames(b"".join(piece for _, piece in pieces))
    shown = next((number for number, frame in enumerate(drawn, 1) if "★".encode() in frame), len(drawn) + 1)
    first = next((at for at, piece in pieces if "★".encode() in piece), pressed + 5)
    return {
        "bookmark-frames": shown,
        "bookmark": (first - pressed) * 1000,
        "bookmark-disk": on_disk * 1000,
    }


def _copied(file: Path) -> Figures:
    """Write the same file beside itself as whatever must not be lost is written: synced, renamed, the folder synced."""
    written, copy = file.read_bytes(), file.with_name("copy.json")

    def write() -> None:
        with copy.with_suffix(".new").open("wb") as begun:
            begun.write(written)
            begun.flush()
            os.fsync(begun.fileno())
        copy.with_suffix(".new").replace(copy)
        folder = os.open(file.parent, os.O_RDONLY)
        os.fsync(folder)
        os.close(folder)

    return {"bookmark-disk": milliseconds(write)}


def _bookmarks(bench: Bench) -> Mapping[str, Measured | str]:
    home = bench.home
    file = home / "bookmarks.json"
    DirectStore(file, home / "state" / "bookmarks").keep_all([full(number) for number in range(_NUMBER)])
    with reader(home) as terminal:
        terminal.until(b"Paper0001")
        terminal.until_quiet(1.5)
        return bench.beside(lambda: _bookmark(terminal, file), lambda: _copied(file))


GROUPS = (
    Group(
        (
            Row(name="bookmark", what="key to bookmark shown, 1,000 bookmarks"),
            Row(
                name="bookmark-frames",
                what="key to bookmark shown, in frames",
                most=1,
                judged=Judged.MEDIAN,
                unit="",
            ),
            Row(
                name="bookmark-disk",
                what="key to bookmark on disk, 1,000 bookmarks",
                peer="writing a file of that size, synced",
                most=30,
                judged=Judged.MEDIAN,
            ),
        ),
        _bookmarks,
    ),
)
