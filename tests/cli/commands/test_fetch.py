"""`fetch` as it is run: what it says, how it ends, and that being killed costs nothing."""

import io
import os
import random
import re
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from paperreader.cli import run
from paperreader.cli.commands.fetch import WORDS, summary
from paperreader.cli.fetch_run import show_progress
from paperreader.cli.progress_line import ProgressLine
from paperreader.domain.papers.calendar import is_weekend
from paperreader.errors import SourceChanged
from paperreader.services.papers.fetching import FailedDay, Progress
from paperreader.store.archive.archive import Archive
from tests.at_length import IS_ALL
from tests.hub import Entry, Fault, Hub, Limit, entry
from tests.hub import recorded_days as days_in
from tests.recorded import BESIDE, recorded_days

_KILLS = 10 if IS_ALL else 4
_SEED = 20261125
_WEEK = ["fetch", "--since", "2026-08-17", "--until", "2026-08-21"]


@pytest.fixture(autouse=True)
def endpoint(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_ENDPOINT", hub.url)


def _asked(hub: Hub) -> list[str]:
    return [request.query["date"] for request in hub.requests]


# What it says -----------------------------------------------------------------------------------------------


def test_words_go_to_stderr_line_by_line_where_there_is_no_terminal(
    hub: Hub, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(_WEEK) == 0
    told = capsys.readouterr()
    assert told.out == ""
    first, last = told.err.splitlines()
    assert first == "0/5 days, 0 papers"
    assert last.startswith("5 days archived: 5 fetched with ")
    assert last.endswith(" papers, 0 known before")
    assert len(hub.requests) == 5
    assert run(_WEEK) == 0
    assert len(hub.requests) == 5
    assert "5 days archived: 0 fetched with 0 papers, 5 known before" in capsys.readouterr().err


def test_quiet_says_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert run([*_WEEK, "--quiet"]) == 0
    assert capsys.readouterr() == ("", "")


def test_a_limited_hub_is_waited_for_and_that_is_told(hub: Hub, capsys: pytest.CaptureFixture[str]) -> None:
    limit = Limit(4, window=1)
    hub.limit_by(limit)
    assert run(_WEEK) == 0
    assert limit.refused == {}
    assert sum(limit.asked.values()) == 5
    assert "rate limit: waiting until " in capsys.readouterr().err


def test_the_newest_days_come_first_on_request(hub: Hub) -> None:
    assert run([*_WEEK, "--newest-first"]) == 0
    assert _asked(hub)[0] == "2026-08-21"


def test_a_day_that_fails_is_told_also_when_quiet_and_is_exit_1(
    hub: Hub, capsys: pytest.CaptureFixture[str]
) -> None:
    hub.fail(Fault.STATUS_403, path="/api/daily_papers?date=2026-08-19")
    assert run([*_WEEK, "--quiet"]) == 1
    told = capsys.readouterr().err
    assert told.startswith("paperreader: 2026-08-19 could not be fetched: Hugging Face refuses access")
    assert len(told.splitlines()) == 1


def test_what_stops_it_is_told_and_what_is_archived_as_well(
    hub: Hub, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([*_WEEK[:-1], "2026-08-18", "--quiet"]) == 0
    hub.fail(Fault.HTML)
    # Three days are left: with the second trial of two of them, five have failed in a row.
    assert run(_WEEK) == 1
    told = capsys.readouterr().err
    assert "2 of 5 days archived" in told
    assert told.count("Hugging Face sent a web page") == 1, "one reason is told once"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--since", "soon"], "--since 'soon': no day, week or month; it can be YYYY-MM-DD"),
        (["--since", "2026-02-30"], "--since 2026-02-30: there is no such day, February 2026 has 28 days"),
        (["--until", "2026-W09"], "--until '2026-W09' is a week, not a day; it can be YYYY-MM-DD"),
        (["--since", "2999-01-04"], "has not begun yet"),
        (["--since", "2026-08-21", "--until", "2026-08-20"], "Fri 21 Aug 2026 is after Thu 20 Aug 2026"),
        (["--until", "2020-01-01"], "Daily Papers began on Thu 4 May 2023"),
    ],
)
def test_wrong_dates_are_explained_and_exit_2(
    hub: Hub, arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["fetch", *arguments]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert words in told.err
    assert hub.requests == []


def test_offline_by_wish_is_told(
    hub: Hub, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    assert run(_WEEK) == 1
    assert "HF_HUB_OFFLINE" in capsys.readouterr().err
    assert hub.requests == []


# On a terminal ----------------------------------------------------------------------------------------------


_ESCAPE = re.compile(r"\x1b\[[\d;?]*[A-Za-z]")


class _Screen(io.StringIO):
    """A terminal of 80 columns that can't be asked for its size."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


_STANDING = Progress(
    day=date(2026, 8, 18),
    done=300,
    total=1200,
    known=100,
    papers=4321,
    failed=(),
    per_minute=97.4,
    eta=timedelta(minutes=9, seconds=10),
)


def _drawn(*progress: Progress, encoding: str = "utf-8") -> list[str]:
    screen = _Screen()
    screen.encoding = encoding
    with ProgressLine(screen) as line:
        for each in progress:
            show_progress(line, WORDS, each)
        line.end(summary(progress[-1]))
    return _ESCAPE.sub("", screen.getvalue()).split("\r")


def test_on_a_terminal_one_line_is_written_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    waiting = replace(_STANDING, waiting_until=datetime(2026, 8, 21, 12, 0, 5, tzinfo=UTC))
    first, second, *_, end = _drawn(_STANDING, waiting)
    assert first == f"{'━' * 5}╺{'━' * 15} 300/1,200 days, 9 min left, 4,321 papers, 97 days a minute"
    assert "rate limit: waiting until " in second
    assert all(len(line) <= 80 for line in (first, second))
    assert end.endswith(f"\n{summary(waiting)}\n")


def test_a_terminal_without_unicode_gets_ascii(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    assert _drawn(_STANDING, encoding="ascii")[0].isascii()


def test_what_moved_a_moment_ago_is_not_drawn_again_but_the_end_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    many = [replace(_STANDING, done=done) for done in range(300, 1201)]
    assert len(_drawn(*many)) < 30
    assert "1,200/1,200 days" in _drawn(*many)[-1]


def test_the_summary_counts_what_is_missing() -> None:
    failed = (FailedDay(date(2026, 8, 18), SourceChanged("Not understood")),)
    assert summary(replace(_STANDING, failed=failed)) == (
        "300 of 1,200 days archived: 200 fetched with 4,321 papers, 100 known before"
    )


# Stopped and killed -----------------------------------------------------------------------------------------


@contextmanager
def _fetching(hub: Hub, home: Path, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    """The real command in a process of its own, killed at the end."""
    environ = {"HF_ENDPOINT": hub.url, "PAPERREADER_HOME": str(home), "PATH": os.environ["PATH"]}
    with subprocess.Popen(
        [sys.executable, "-m", "paperreader", "fetch", *arguments],
        env=environ | {name: os.environ[name] for name in ("PYTHONPATH",) if name in os.environ},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


@pytest.fixture
def _hears_ctrl_c() -> Iterator[None]:
    """What a shell without job control starts in the background is deaf to Ctrl-C, and so is what that starts."""
    former = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, former)


@pytest.mark.usefixtures("_hears_ctrl_c")
def test_ctrl_c_ends_it_with_130_and_tells_how_to_go_on(hub: Hub, home: Path) -> None:
    with hub.hold("/api/daily_papers?date=2026-08-19"), _fetching(hub, home, *_WEEK[1:]) as process:
        hub.wait_for_requests(3, timeout=30)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=30)
    assert (process.returncode, out) == (130, "")
    assert "2 of 5 days archived" in err
    assert err.endswith(f"Stopped. To resume: paperreader {' '.join(_WEEK)}\n")
    hub.requests.clear()
    assert run(_WEEK) == 0
    assert _asked(hub) == ["2026-08-19", "2026-08-20", "2026-08-21"]


def _all_days() -> dict[str, list[Entry]]:
    """The recorded days, else about as many papers on generated ones."""
    if recorded_days():
        return days_in(BESIDE / "hf-daily")
    first = date(2026, 3, 2)
    days = [first + timedelta(days=number) for number in range(170)]
    return {
        f"{day}": [
            entry(id=f"{day:%y%m}.{day.day:02}{place:03}", upvotes=place, day=f"{day}") for place in range(20)
        ]
        for day in days
        if not is_weekend(day)
    }


def _content(path: Path) -> list[list[tuple[object, ...]]]:
    """What is archived, but for the times of asking."""
    with closing(sqlite3.connect(path)) as archive:
        return [
            archive.execute(query).fetchall()
            for query in (
                "SELECT key, record FROM papers ORDER BY key",
                "SELECT feed, is_complete, has_more, left_out FROM listings ORDER BY feed",
                "SELECT * FROM listing_papers ORDER BY feed, position",
                "SELECT paper, upvotes, comments FROM votes ORDER BY paper, at",
            )
        ]


def _closed(path: Path) -> set[str]:
    archive = Archive.open(path)
    with closing(archive):
        return {f"{day}" for day, is_closed in archive.days(datetime.now(UTC)).items() if is_closed}


def _spin(seconds: float) -> None:
    # The moment of the kill has to be hit between two requests; nothing is waited for.
    until = time.perf_counter() + seconds
    while time.perf_counter() < until:
        pass


def test_killed_again_and_again_and_resumed_it_ends_in_the_same_archive(tmp_path: Path) -> None:
    chance = random.Random(_SEED)  # noqa: S311 - repeatable, not secret
    days = _all_days()
    first, last = (date.fromisoformat(each(days)) for each in (min, max))
    first = first if IS_ALL else max(first, last - timedelta(days=80))
    arguments = ["--quiet", "--since", f"{first - timedelta(days=7)}", "--until", f"{last}"]
    wanted = (last - first).days + 8
    path = tmp_path / "killed" / "archive.sqlite3"
    known: set[str] = set()
    with Hub(days, today=f"{last}") as hub:
        for _ in range(_KILLS):
            with _fetching(hub, path.parent, *arguments) as process:
                hub.wait_for_requests(chance.randrange(1, wanted // _KILLS), timeout=30)
                _spin(chance.random() * 0.006)
                process.kill()
                process.wait()
                assert process.returncode == -signal.SIGKILL
            assert known.isdisjoint(_asked(hub)), "a closed day was asked for twice"
            assert known <= _closed(path)
            known = _closed(path)
            hub.requests.clear()
        with _fetching(hub, path.parent, *arguments) as process:
            assert process.communicate(timeout=60) == ("", "")
        assert process.returncode == 0
        assert known.isdisjoint(_asked(hub))
        assert len(_closed(path)) == wanted
        with _fetching(hub, tmp_path / "whole", *arguments) as process:
            assert process.communicate(timeout=60) == ("", "")
    assert _content(path) == _content(tmp_path / "whole" / "archive.sqlite3")
