"""Ten thousand hostile texts in a real terminal: none reaches it as more than text, none leaves its place.

As many as PAPERREADER_HOSTILE says: some hundreds in `make test`, ten thousand in `make soak`.
"""

import os
import random
import re
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from tests.hub import Hub
from tests.hub.papers import Entry
from tests.terminal.hostile import (
    TEXTS_OF_A_PAPER,
    foreign,
    hostile_entry,
    hostile_texts,
)
from tests.terminal.terminal import Terminal

_SEED = int(os.environ.get("PAPERREADER_SEED", "608"))
_COUNT = int(os.environ.get("PAPERREADER_HOSTILE", "400"))
_DAY = "2026-08-21"
_PAPERS_OF_A_DAY = 90
_RULE = 55
"""The column of the rule between list and detail, 120 columns wide."""
_ROW = re.compile(r"[▌ +][•· ×][ 0-9k.]{5}  \S.*|[▌ ]        .*|[▌ ]Bookmarks .*|[ ─]*")


@pytest.fixture
def texts() -> Iterator[str]:
    return hostile_texts(random.Random(_SEED))  # noqa: S311 - it has to be repeatable


def papers(texts: Iterator[str], number: int) -> list[Entry]:
    return [hostile_entry(n, texts, _DAY) for n in range(number)]


def check_frame(reader: Terminal, *, papers_shown: int) -> None:
    """Fail unless everything around the rows is where it has to be, and says what the reader says."""
    lines = reader.lines
    assert re.fullmatch(r"  Daily   Weekly   Monthly   Trending .* ‹  Fri 21 Aug 2026  ›  ", lines[0]), (
        reader.text
    )
    assert lines[1] == "─" * _RULE + "┬" + "─" * (119 - _RULE)
    assert lines[-3] == "─" * _RULE + "┴" + "─" * (119 - _RULE)
    assert f" Daily Papers · Fri 21 Aug 2026 · {papers_shown} papers · " in lines[-2]
    assert re.fullmatch(r" j k move  .*\? help  ", lines[-1])
    for line in range(2, 37):
        row = "".join(reader.cell(column, line) for column in range(_RULE))
        assert _ROW.fullmatch(row.rstrip()), (row, reader.text)
        assert reader.cell(_RULE, line) == "│", (row, reader.text)
    assert reader.is_alive


def walk(reader: Terminal, number: int) -> None:
    """Go down the list, paper by paper, and look at the frame at each."""
    for paper in range(number):
        reader.wait_until(
            lambda votes=900 - paper: re.search(rf"^▌..{{0,3}}{votes} ", reader.text, re.MULTILINE)
        )  # type: ignore[misc]
        check_frame(reader, papers_shown=number)
        reader.press("j")


def test_in_list_and_detail_none_gets_out_of_its_place(texts: Iterator[str], home: Path) -> None:
    left = -(-_COUNT // TEXTS_OF_A_PAPER)
    for session in count():
        number = min(left, _PAPERS_OF_A_DAY)
        with Hub({_DAY: papers(texts, number)}) as hub:
            folder = str(home / str(session))
            reader = Terminal(["--date", _DAY], {"HF_ENDPOINT": hub.url, "PAPERREADER_HOME": folder})
            reader.wait_for(f"{number} papers")
            walk(reader, number)
            reader.press("q")
            assert reader.end() == 0
            assert foreign(reader.sent) == []
        left -= number
        if not left:
            break
