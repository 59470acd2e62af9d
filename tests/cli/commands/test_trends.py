"""`trends`: shares over time on a terminal, in a pipe, and for other programs."""

import csv
import io
import json
import os
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from paperreader import bootstrap
from paperreader.cli import run
from paperreader.domain.papers.feed import Edition, Period
from paperreader.domain.papers.marks import Mark
from paperreader.store.archive.archive import Archive
from tests.store.builders import NOON, key, listing, paper
from tests.terminal.terminal import Terminal

TITLES = {
    "2026-06-02": ["Knots", "Lamps at Dusk"],
    "2026-08-03": ["A Lamp", "Ropes", "Knots and Ropes", "Sails"],
    "2026-08-04": ["Lamp Oil"],
}
"""July has no papers."""


@pytest.fixture(autouse=True)
def papers(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An archive with the papers of three days."""
    monkeypatch.setattr(bootstrap, "now", lambda: datetime(2026, 8, 21, 15, tzinfo=UTC))
    numbers = iter(range(1, 100))
    with closing(Archive.open(home / "archive.sqlite3")) as archive:
        for day, titles in TITLES.items():
            at = datetime.fromisoformat(day).replace(tzinfo=UTC)
            found = [
                replace(paper(next(numbers)), title=title, abstract=None, ai_keywords=(), submitted_at=at)
                for title in titles
            ]
            archive.store(listing(*found, feed=Edition(Period.DAY, date.fromisoformat(day))))
        archive.set_marks({key(3): Mark.READ}, NOON)


def told(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> tuple[str, str]:
    capsys.readouterr()
    assert run(["trends", *arguments]) == code
    captured = capsys.readouterr()
    return captured.out, captured.err


def test_in_a_pipe_it_is_a_table_and_what_is_missing_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    out, err = told(capsys, "lamp", "knots ropes")
    assert out.splitlines() == [
        "PERIOD   PAPERS       lamp  knots ropes",
        "2026-06       2  50.0 %  1       0 %  0",
        "2026-07       —       —  —         —  —",
        "2026-08       5  40.0 %  2    20.0 %  1",
    ]
    assert err == "paperreader: 56 of 59 weekdays are not archived; fetch them with: paperreader fetch\n"


def test_other_programs_get_counts_totals_and_shares(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ("lamp", "--by", "week", "--since", "2026-08-01", "--until", "2026-08-10")
    rows = json.loads(told(capsys, *arguments, "--format", "json")[0])
    assert [(row["period"], row["count"], row["total"], row["share"]) for row in rows] == [
        ("2026-W31", None, None, None),
        ("2026-W32", 2, 5, 0.4),
        ("2026-W33", None, None, None),
    ]
    cells = list(csv.reader(io.StringIO(told(capsys, *arguments, "--format", "csv")[0])))
    assert cells[1:3] == [
        ["lamp", "2026-W31", "2026-07-27", "2026-08-02", "", "", ""],
        ["lamp", "2026-W32", "2026-08-03", "2026-08-09", "2", "5", "0.4"],
    ]


def test_marks_and_bookmarks_count(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    assert run(["bookmarks", "add", str(key(4))]) == 0
    out, _ = told(capsys, "--format", "json", "--", "is:read", "is:kept OR lamp", "-is:kept")
    counts: dict[str, list[int | None]] = {}
    for row in json.loads(out):
        counts.setdefault(row["query"], []).append(row["count"])
    assert counts == {
        "is:read": [0, None, 1],
        "is:kept OR lamp": [1, None, 3],
        "-is:kept": [2, None, 4],
    }


@pytest.mark.parametrize("is_colored", [True, False])
def test_on_a_terminal_there_is_a_plot_below_the_table(is_colored: bool, home: Path) -> None:
    environ = {"PAPERREADER_HOME": str(home), "PYTHONPATH": os.environ.get("PYTHONPATH", "")}
    terminal = Terminal(
        ["trends", "lamp", "knots", "--since", "2026-06-01", "--until", "2026-08-31"],
        environ | ({} if is_colored else {"NO_COLOR": "1"}),
        columns=60,
        lines=30,
    )
    screen = terminal.wait_for("▲ knots  20.0 % in 2026-08")
    assert terminal.end() == 0
    assert screen.index("2026-07       —       —  —") < screen.index("┤") < screen.index("● lamp  40.0 % in")
    assert (b"\x1b[94m" in terminal.raw) is is_colored


def test_a_plot_in_a_pipe_is_without_colours(capsys: pytest.CaptureFixture[str]) -> None:
    out, _ = told(capsys, "lamp", "--format", "plot")
    assert "┤" in out
    assert "PERIOD" not in out
    assert "\x1b" not in out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["lamp", "upvotes:many"], "needs a number"),
        (["lamp", "--since", "soon"], "--since 'soon': no day, week or month; it can be YYYY-MM-DD"),
        (["lamp", "--since", "2026-08-02", "--until", "2026-08-01"], "--until 2026-08-01 is before --since"),
        (["lamp", "--until", "2020-01-01"], "There are no Daily Papers in that time"),
        (
            ["a", "b", "c", "d", "e", "f", "g", "--format", "plot"],
            "a plot has room for 6 queries, not 7",
        ),
        ([], "Missing argument"),
    ],
)
def test_wrong_usage_is_told(arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]) -> None:
    out, err = told(capsys, *arguments, code=2)
    assert out == ""
    assert words in err


def test_more_queries_than_a_plot_has_room_for_are_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    assert told(capsys, *"abcdefg")[0].splitlines()[0].split() == ["PERIOD", "PAPERS", *"abcdefg"]


def test_a_query_that_is_more_than_text_stays_text(capsys: pytest.CaptureFixture[str]) -> None:
    out, _ = told(capsys, "\x1b[31mlamp\nknots\u202e", "--format", "plot")
    assert "\x1b" not in out
    assert "● lamp knots  0 % in 2026-08" in out


def test_a_terminal_without_the_symbols_gets_others(home: Path) -> None:
    environ = {"PAPERREADER_HOME": str(home), "PYTHONPATH": os.environ.get("PYTHONPATH", "")}
    terminal = Terminal(["trends", "lamp"], {**environ, "PYTHONIOENCODING": "ascii"}, columns=60)
    terminal.wait_for("o lamp  40.0 % in 2026-08", "2026-07       -       -  -")
    assert terminal.end() == 0
    assert terminal.raw.isascii()


def test_an_empty_archive_has_no_trends(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for file in home.glob("archive.sqlite3*"):
        file.unlink()
    out, err = told(capsys, "lamp", code=1)
    assert out == ""
    assert err == "paperreader: Nothing is archived yet\n  fetch all papers with: paperreader fetch\n"
    out, _ = told(capsys, "lamp", "--since", "2026-08-01")
    assert out.splitlines()[1:] == ["2026-08       —  —  —"]


def test_an_archive_that_cannot_be_used_is_told(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for file in home.glob("archive.sqlite3*"):
        file.unlink()
    (home / "archive.sqlite3").write_text("no database at all, but long enough to be looked at" * 20)
    assert "archive.sqlite3" in told(capsys, "lamp", code=1)[1]
