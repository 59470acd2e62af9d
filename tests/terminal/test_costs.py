"""What the reader sends to a terminal, counted: the frames and bytes of its start and of a key; times are for `make bench`."""

import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from benchmarks.archive_papers import numbered
from benchmarks.archives import SHOWN, file_days
from benchmarks.bench import reader
from benchmarks.terminal import Answer, Screen, Terminal, frames, is_full
from paperreader.store.archive.archive import Archive

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="terminals of other systems answer otherwise")

# As it is, and room for what a busy machine draws in two frames in place of one. Who makes it less lowers them.
START_FULL_FRAMES, START_BYTES = 6, 65_000
KEY_FRAMES, KEY_BYTES_TO_TEXT = 3, 6


@pytest.fixture
def at_rest(tmp_path: Path) -> Iterator[Terminal]:
    """The reader on a day of 80 papers, at rest."""
    with closing(Archive.open(tmp_path / "archive.sqlite3")) as archive:
        day = datetime(SHOWN.year, SHOWN.month, SHOWN.day, tzinfo=UTC)
        file_days(archive, [(SHOWN, tuple(numbered(80, day)))])
    with reader(tmp_path) as terminal:
        terminal.until(b"Paper0001")
        terminal.until_quiet(0.7)
        yield terminal


def test_what_the_start_and_a_key_cost_on_the_line_does_not_grow(at_rest: Terminal) -> None:
    screen = Screen()
    screen.feed(at_rest.raw)
    assert "Abstract0001" in screen.text
    assert sum(map(is_full, frames(at_rest.raw))) <= START_FULL_FRAMES
    assert len(at_rest.raw) <= START_BYTES
    # The first key of a new home has the lines of help for newcomers go, and everything is laid out anew.
    screen.feed(Answer(at_rest, b"k", gap=0.2).raw)
    for number in (2, 3):
        answer = Answer(at_rest, b"j", gap=0.2)
        text = screen.feed(answer.raw)
        assert f"Abstract{number:04}" in screen.text
        assert len(frames(answer.raw)) <= KEY_FRAMES
        assert len(answer.raw) <= KEY_BYTES_TO_TEXT * text
    at_rest.leave()
