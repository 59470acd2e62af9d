"""`archive stats`: what is on disk, exactly."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from paperreader import bootstrap
from paperreader.cli import run
from paperreader.domain.papers.calendar import FIRST_DAY
from paperreader.domain.papers.marks import Mark
from paperreader.store.archive.archive import Archive
from paperreader.store.archive.tables.migrations import MIGRATIONS
from tests.hub import Hub
from tests.store.builders import key


@pytest.fixture(autouse=True)
def endpoint(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_ENDPOINT", hub.url)
    monkeypatch.setattr(bootstrap, "now", lambda: datetime(2026, 8, 21, 15, tzinfo=UTC))


def test_it_counts_what_is_on_disk(hub: Hub, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["fetch", "--since", "2026-08-19", "--quiet"]) == 0
    assert run(["fetch", "--since", "2026-08-19", "--quiet"]) == 0
    archive = Archive.open(home / "archive.sqlite3")
    archive.set_marks({key(1): Mark.READ}, datetime(2026, 8, 21, 12, tzinfo=UTC))
    archive.close()
    assert run(["archive", "stats", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    on_disk = sum(path.stat().st_size for path in home.glob("archive.sqlite3*"))
    # The folder has a file more while the archive is open.
    assert told.pop("bytes_on_disk") >= on_disk > 0
    ids = {
        entry["paper"]["id"]  # type: ignore[index]
        for day in ("2026-08-19", "2026-08-20", "2026-08-21")
        for entry in hub.entries(day)
        if isinstance(entry.get("paper"), dict)
    }
    all_days = (date(2026, 8, 21) - FIRST_DAY).days + 1
    assert told["papers"] == len(ids)
    # The clock stands still: what is counted twice at one time is one reading.
    assert told.pop("vote_readings") == len(ids)
    assert (
        0
        < told.pop("with_code")
        <= told.pop("with_summary")
        <= told.pop("with_abstract")
        <= told.pop("papers")
    )
    assert told == {
        "first_day": "2026-08-19",
        "last_day": "2026-08-21",
        "closed_days": 2,
        "filling_days": 1,
        "missing_days": all_days - 3,
        "marks": 1,
        "full_texts": 0,
        "schema_version": len(MIGRATIONS),
    }
    assert run(["archive", "stats"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split("  ")[0] for line in lines][:3] == ["first day", "last day", "closed days"]


def test_an_empty_archive_has_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["archive", "stats"]) == 0
    told = capsys.readouterr().out
    assert "first day       —\n" in told
    assert "papers          0\n" in told


def test_an_archive_that_is_none_is_told(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home.mkdir()
    (home / "archive.sqlite3").write_bytes(b"not a database" * 100)
    assert run(["archive", "stats"]) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert "not an archive" in told.err


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ("ls --date 2026-08-20", 0),
        ("ls --date 2026-08-20 --offline", 1),
        ("search --local tide", 1),
        ("show 2608.90301", 0),
    ],
)
def test_whoever_needs_an_archive_that_is_none_is_told_once(
    hub: Hub,
    home: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    arguments: str,
    code: int,
) -> None:
    """What was fetched is printed all the same; that nothing is archived has its reason."""
    monkeypatch.setenv("HF_ENDPOINT", hub.url)
    home.mkdir(exist_ok=True)
    (home / "archive.sqlite3").write_text("no database " * 100)
    assert run(arguments.split()) == code
    told = capsys.readouterr()
    assert told.err.count("archive.sqlite3 is damaged or not an archive") == 1
    assert told.err.count("move it away to begin a new one") == 1
    assert bool(told.out) == (code == 0)
