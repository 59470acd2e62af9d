"""The archive counted by day, with what its reader did and said."""

import dataclasses
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from paperreader.domain.papers.feed import Edition, Period, Search
from paperreader.domain.query.query import Query
from paperreader.errors import StoreUnreadable
from paperreader.services.papers.library import Library
from paperreader.services.papers.trends import ArchiveTrends
from paperreader.store.archive.archive import Archive
from tests.services.papers.test_library import Clock, library
from tests.store.builders import NOON, bookmark, listing, paper

TODAY = date(2026, 8, 21)
YESTERDAY = date(2026, 8, 20)


def asked(*texts: str) -> list[tuple[str, Query]]:
    return [(text, Query.parse(text, TODAY)) for text in texts]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """An archive with three papers of two days, and one without a day."""
    path = tmp_path / "archive.sqlite3"
    before = datetime(2026, 8, 20, 12, tzinfo=UTC)
    with closing(Archive.open(path)) as archive:
        archive.store(listing(paper(1), paper(2), feed=Edition(Period.DAY, TODAY)))
        archive.store_paper(replace(paper(3), submitted_at=before), NOON)
        archive.store_paper(replace(paper(4), submitted_at=None, published_at=None), NOON)
    return path


@pytest.fixture
async def opened(path: Path) -> AsyncIterator[Library]:
    opened = library(None, Clock(), path)
    yield opened
    await opened.close()


async def test_papers_are_counted_by_day_and_those_without_a_day_are_not(opened: Library) -> None:
    trends = ArchiveTrends(opened)
    kept = [bookmark(2), bookmark(3), bookmark(4)]
    tally = await trends.tally(asked('"part 1"', "is:kept", "-is:kept"), kept)
    assert tally.papers == {TODAY: 2}
    assert tally.matching == (
        ('"part 1"', {TODAY: 1}),
        ("is:kept", {TODAY: 1}),
        ("-is:kept", {TODAY: 1}),
    )
    assert tally.archived == {TODAY}
    assert tally.waiting == 0


async def test_what_a_search_brought_neither_counts_nor_stretches_the_time(
    opened: Library, path: Path
) -> None:
    old = datetime(2023, 6, 1, 12, tzinfo=UTC)
    with closing(Archive.open(path)) as archive:
        archive.store(listing(replace(paper(9), submitted_at=old), feed=Search("lanterns")))
    tally = await ArchiveTrends(opened).tally(asked("lanterns"))
    assert tally.papers == dict(tally.matching)["lanterns"] == {TODAY: 2}
    assert tally.span(TODAY) == (TODAY, TODAY)
    assert tally.span(TODAY, YESTERDAY) == (YESTERDAY, TODAY)


@pytest.mark.parametrize(
    ("is_complete", "has_more", "counts"), [(True, False, True), (False, False, False), (True, True, False)]
)
async def test_a_whole_week_counts_as_its_days(
    opened: Library, path: Path, is_complete: bool, has_more: bool, counts: bool
) -> None:
    before = datetime(2026, 8, 11, 12, tzinfo=UTC)
    week = Edition.containing(Period.WEEK, date(2026, 8, 11))
    found = listing(replace(paper(9), submitted_at=before), feed=week)
    with closing(Archive.open(path)) as archive:
        archive.store(dataclasses.replace(found, is_complete=is_complete, has_more=has_more))
    tally = await ArchiveTrends(opened).tally([])
    assert (tally.papers == {TODAY: 2, date(2026, 8, 11): 1}) is counts
    assert (date(2026, 8, 16) in tally.archived) is counts


async def test_papers_that_are_not_indexed_are_told(opened: Library, path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE index_state SET made_with = 'another'")
    assert (await ArchiveTrends(opened).tally([])).waiting == 4


async def test_an_archive_that_cannot_be_used_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "none.sqlite3"
    path.write_bytes(b"no database at all " * 100)
    unusable = library(None, Clock(), path)
    with pytest.raises(StoreUnreadable):
        await ArchiveTrends(unusable).tally(asked("lamp"))
    await unusable.close()
