"""Counts what is in the tables of the archive."""

import sqlite3
from datetime import date, datetime

from paperreader.domain.papers.archive_statistics import ArchivedDay, ArchiveStatistics
from paperreader.domain.papers.archive_statistics import days_between as calendar_days
from paperreader.domain.papers.feed import Edition, Period
from paperreader.domain.papers.marks import Mark
from paperreader.store import records
from paperreader.store.archive.tables import columns
from paperreader.store.archive.tables.migrations import version_of

# Names of editions of one length lie between colon and semicolon, which comes right after it.
DAYS = (f"{Period.DAY}:", f"{Period.DAY};")
"""Bounds of the names of days: from the first on, and before the second."""
_SELECT_DAYS = """
    SELECT feed, is_complete AND fetched_at <= ? FROM listings WHERE feed >= ? AND feed < ? ORDER BY feed
"""
_SELECT_WHOLE = f"""
    SELECT feed FROM listings
    WHERE is_complete AND fetched_at <= ? AND NOT has_more
    AND (feed LIKE '{Period.WEEK}:%' OR feed LIKE '{Period.MONTH}:%')
"""  # noqa: S608 - of constants
_COUNT_DAYS = f"""
    SELECT feed, is_complete AND fetched_at <= ?, count(place.paper), count(marks.paper)
    FROM listings
    LEFT JOIN listing_papers AS place USING (feed)
    LEFT JOIN marks ON marks.paper = place.paper AND mark IN ('{Mark.READ}', '{Mark.SKIPPED}')
    WHERE feed BETWEEN ? AND ?
    GROUP BY feed
"""  # noqa: S608 - of constants
_COUNT_PAPERS = f"""
    SELECT count(*), count({records.ABSTRACT}), count({records.SUMMARY}), count({records.CODE}) FROM papers
"""  # noqa: S608 - of constants


def days(connection: sqlite3.Connection, now: datetime) -> dict[date, bool]:
    """Return every archived day, oldest first, and whether it was over when it was asked for.

    What was asked for later than `now` does not count as over: a clock was wrong.
    """
    rows = connection.execute(_SELECT_DAYS, (columns.time_to_text(now), *DAYS)).fetchall()
    archived = {columns.feed_from_key(feed): bool(is_closed) for feed, is_closed in rows}
    return {feed.first_day: is_closed for feed, is_closed in archived.items() if isinstance(feed, Edition)}


def whole_days(connection: sqlite3.Connection, now: datetime) -> frozenset[date]:
    """Return the days of which all papers are archived that there were: asked for by day, or within a week or month.

    Of a week or month only what was over counts: until then, which of its days were asked for is not known.
    """
    found = set(days(connection, now))
    for (name,) in connection.execute(_SELECT_WHOLE, (columns.time_to_text(now),)):
        feed = columns.feed_from_key(name)
        if isinstance(feed, Edition):
            found.update(calendar_days(feed.first_day, feed.last_day))
    return frozenset(found)


def days_between(
    connection: sqlite3.Connection, first: date, last: date, now: datetime
) -> dict[date, ArchivedDay]:
    """Return what is archived of each day from the first to the last; days that are not archived are left out."""
    names = [columns.feed_to_key(Edition(Period.DAY, day)) for day in (first, last)]
    found = {}
    for feed, is_closed, papers, done in connection.execute(_COUNT_DAYS, (columns.time_to_text(now), *names)):
        edition = columns.feed_from_key(feed)
        if isinstance(edition, Edition):
            found[edition.first_day] = ArchivedDay(papers, done, bool(is_closed))
    return found


def statistics(connection: sqlite3.Connection, now: datetime, size: int) -> ArchiveStatistics:
    """Return what is in the tables at `now`; `size` is that of the archive on disk, in bytes."""
    papers, with_abstract, with_summary, with_code = connection.execute(_COUNT_PAPERS).fetchone()
    return ArchiveStatistics(
        days=days(connection, now),
        papers=papers,
        with_abstract=with_abstract,
        with_summary=with_summary,
        with_code=with_code,
        votes=connection.execute("SELECT count(*) FROM votes").fetchone()[0],
        marks=connection.execute("SELECT count(*) FROM marks").fetchone()[0],
        texts=connection.execute("SELECT count(*) FROM full_texts").fetchone()[0],
        size=size,
        version=version_of(connection),
    )
