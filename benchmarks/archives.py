"""Homes for the reader, filled with invented papers: made once for each number of papers, and handed out as they were made.

What is made is kept below `build/benchmarks`, since 100,000 papers take minutes to be filed.
"""

import shutil
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from datetime import UTC, date, datetime
from itertools import groupby
from pathlib import Path

from benchmarks.archive_papers import numbered, papers
from paperreader.domain.papers.feed import Edition, Period
from paperreader.domain.papers.listing import Listing, ListingOrigin
from paperreader.domain.papers.paper import Paper
from paperreader.store.archive.archive import Archive

KEPT = Path("build") / "benchmarks"
_MADE_AS = 3
"""Goes up when homes are to be made otherwise."""
SHOWN = date(2026, 8, 18)
"""The day whose papers are numbered."""
OF_SHOWN = 80
_AT = datetime(2026, 9, 1, tzinfo=UTC)


def home_of(count: int) -> Path:
    """Return a home whose archive holds so many papers, those of one day numbered."""
    return _made(f"papers-{count}", lambda archive: file_days(archive, _days(count)))


def home_of_long_day(count: int) -> Path:
    """Return a home in which one day has so many papers."""
    at = datetime(SHOWN.year, SHOWN.month, SHOWN.day, tzinfo=UTC)
    return _made(f"day-{count}", lambda archive: file_days(archive, [(SHOWN, tuple(numbered(count, at)))]))


def _days(count: int) -> Iterable[tuple[date, Sequence[Paper]]]:
    for at, group in groupby(papers(count), lambda paper: paper.submitted_at):
        assert at is not None
        yield at.date(), tuple(numbered(OF_SHOWN, at)) if at.date() == SHOWN else tuple(group)


def file_days(archive: Archive, days: Iterable[tuple[date, Sequence[Paper]]]) -> None:
    """File the papers of days that are over."""
    for day, its_papers in days:
        archive.store(
            Listing(
                feed=Edition(Period.DAY, day),
                papers=tuple(its_papers),
                origin=ListingOrigin.HUB,
                fetched_at=_AT,
                is_complete=True,
            )
        )


def _made(name: str, fill: Callable[[Archive], None]) -> Path:
    """Return a home as it was made: what a run left besides the archive is removed, marks included."""
    original, home = KEPT / f"{name}-{_MADE_AS}.sqlite3", KEPT / name
    if not original.exists():
        original.parent.mkdir(parents=True, exist_ok=True)
        begun = original.with_suffix(".begun")
        begun.unlink(missing_ok=True)
        with closing(Archive.open(begun)) as archive:
            fill(archive)
        begun.rename(original)
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir()
    shutil.copyfile(original, home / "archive.sqlite3")
    return home.absolute()
