"""Listings in a real terminal: however narrow it is, a paper takes one row."""

import shlex
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from wcwidth import wcwidth

from paperreader.cli import run
from paperreader.domain.bookmarks.bookmark import Bookmark
from paperreader.domain.papers.paper import Author, Paper
from paperreader.store.archive.archive import Archive
from tests.store.bookmarks.direct import DirectStore
from tests.store.builders import NOON, key, listing
from tests.terminal.terminal import Terminal, installed

TITLES = (
    "Lamps",
    "Lamps for Long Evenings, " * 10,
    "注意力机制与灯的研究" * 12,
    "Lamps \U0001f468\u200d\U0001f469\u200d\U0001f467 and \U0001f1e9\U0001f1ea flags, \u2764\ufe0f " * 8,
    "Fre\u0301chet lamps in Hindi: क्षि " * 8,
    "A lamp of $\\alpha_{t}$ and [/red] " * 8,
)
COMMANDS = (
    ["ls", "--offline", "--date", "2026-08-21"],
    ["search", "--local", "lamp OR 注意力机制与灯的研究"],
    ["bookmarks", "ls"],
)


@pytest.fixture
def papers(home: Path) -> tuple[Paper, ...]:
    """Return papers that are archived and kept."""
    home.mkdir(parents=True)
    papers = tuple(
        Paper(
            key=key(number),
            title=title,
            authors=(Author("Jean-Baptiste Long-Named"), Author("B")),
            submitted_at=datetime(2026, 8, 20, 12, tzinfo=UTC),
            upvotes=1234 * number,
        )
        for number, title in enumerate(TITLES)
    )
    with closing(Archive.open(home / "archive.sqlite3")) as archive:
        archive.store(listing(*papers))
    with closing(DirectStore(home / "bookmarks.json")) as bookmarks:
        for each in papers:
            bookmarks.keep(Bookmark(paper=each, kept_at=NOON))
    return papers


def shown(home: Path, columns: int, commands: Sequence[Sequence[str]]) -> list[str]:
    """Return the lines that commands send to a terminal, and check that each takes one row of it."""
    script = "; ".join(shlex.join([installed(), *command]) for command in commands)
    terminal = Terminal(
        ["-c", script], {"PAPERREADER_HOME": str(home), "COLUMNS": "500"}, columns=columns, instead=["sh"]
    )
    assert terminal.end() == 0
    lines = terminal.sent.removesuffix("\r\n").split("\r\n")
    assert max(sum(max(wcwidth(char), 0) for char in line) for line in lines) <= columns
    return lines


@pytest.mark.parametrize("columns", [40, 60, 80, 100, 200])
def test_no_row_is_wider_than_the_terminal(home: Path, papers: tuple[Paper, ...], columns: int) -> None:
    lines = shown(home, columns, COMMANDS)
    assert len(lines) == len(COMMANDS) * (1 + len(papers))
    assert len([line for line in lines if "…" in line]) >= len(COMMANDS) * (len(papers) - 1)
    assert all(str(each.key) in "\n".join(lines) for each in papers)


@pytest.mark.usefixtures("papers")
def test_in_a_pipe_nothing_is_cut(capsys: pytest.CaptureFixture[str]) -> None:
    for command in COMMANDS:
        assert run(command) == 0
        assert TITLES[1].strip() in capsys.readouterr().out
