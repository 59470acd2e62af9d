"""Measures opening a full text of 1 MB: its first page, and a key in it."""

from collections.abc import Mapping
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.bench import MINIMAL, Bench, Group, program, reader
from benchmarks.measuring import Figures, Measured
from benchmarks.reading import markdown
from benchmarks.table import Judged, Row
from benchmarks.terminal import REST, Answer, Terminal
from paperreader.domain.papers.full_text import FullText, TextOrigin
from paperreader.domain.papers.paper import PaperKey
from paperreader.store.archive.archive import Archive

_SIZE = 1_000_000
_FIRST = PaperKey("9901.00001")


def _with_text(home: Path) -> Path:
    text = FullText(_FIRST, markdown(_SIZE), TextOrigin.HUB, datetime(2026, 8, 1, tzinfo=UTC))
    with closing(Archive.open(home / "archive.sqlite3")) as archive:
        archive.texts.save(text)
    return home


def _read(home: Path) -> Figures:
    """Open the text twice: the first time its parser is imported, too."""
    took = {}
    with reader(home) as terminal:
        terminal.until(b"Paper0001")
        terminal.until_quiet(0.5)
        for name in ("text-first", "text-page"):
            before = len(terminal.sent)
            pressed = terminal.press(b"f")
            took[name] = (terminal.until(b"Invented", since=before) - pressed) * 1000
            terminal.for_seconds(1)
            took["text-key"] = Answer(terminal, b"j").last_byte
            Answer(terminal, b"g")
            Answer(terminal, b"q")
    return took


def _minimal(terminal: Terminal) -> Figures:
    return {"text-key": Answer(terminal, b"j").last_byte}


def _texts(bench: Bench) -> Mapping[str, Measured | str]:
    home = _with_text(bench.home)
    with program("minimal_list", home) as terminal:
        terminal.until(b"abstract0000")
        terminal.until_quiet(REST)
        return bench.beside(lambda: _read(home), lambda: _minimal(terminal))


GROUPS = (
    Group(
        (
            Row(
                name="text-page",
                what="opening a full text of 1 MB: first page",
                most=100,
                judged=Judged.MEDIAN,
            ),
            Row(name="text-first", what="the same as the first text of a run, its parser imported"),
            Row(
                name="text-key",
                what="a key in a full text of 1 MB, to the last byte",
                peer=MINIMAL,
                most=16,
                judged=Judged.MEDIAN,
            ),
        ),
        _texts,
    ),
)
