"""Everything fetched: papers as known, the last answer of every feed, votes over time, marks, and texts."""

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cache
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Self

from paperreader.domain.papers.archive_statistics import ArchivedDay, ArchiveStatistics
from paperreader.domain.papers.feed import Feed, Period
from paperreader.domain.papers.listing import Listing, ListingOrigin
from paperreader.domain.papers.marks import Mark
from paperreader.domain.papers.momentum import MAX_AGE, VoteCount, rise
from paperreader.domain.papers.paper import Paper, PaperKey
from paperreader.errors import StoreUnreadable
from paperreader.store import records
from paperreader.store.archive.full_texts import FullTextTables
from paperreader.store.archive.inbox import InboxTables
from paperreader.store.archive.search import index
from paperreader.store.archive.search.candidates import SimilarCandidates
from paperreader.store.archive.search.search import ArchiveIndex
from paperreader.store.archive.tables import columns, statistics
from paperreader.store.archive.tables.database import Database

_SELECT_LISTING = """
    SELECT listings.fetched_at, is_complete, has_more, left_out, CAST(record AS BLOB)
    FROM listings
    LEFT JOIN listing_papers USING (feed)
    LEFT JOIN papers ON key = paper
    WHERE feed = ?
    ORDER BY position
"""
_SELECT_NEWEST = """
    SELECT feed FROM listings
    WHERE feed >= ? AND feed < ? AND EXISTS (SELECT 1 FROM listing_papers AS place WHERE place.feed = listings.feed)
    ORDER BY feed DESC LIMIT 1
"""
_WRITE_PAPER = """
    INSERT INTO papers (key, record, first_seen_at, fetched_at) VALUES (:key, :record, :at, :at)
    ON CONFLICT (key) DO UPDATE SET record = excluded.record, fetched_at = excluded.fetched_at
"""
_WRITE_VOTES = """
    INSERT INTO votes (paper, at, upvotes, comments) VALUES (?, ?, ?, ?)
    ON CONFLICT (paper, at) DO UPDATE
    SET upvotes = coalesce(excluded.upvotes, upvotes), comments = coalesce(excluded.comments, comments)
"""
_SELECT_RECENT = """
    SELECT paper, at, upvotes FROM json_each(?) CROSS JOIN votes ON paper = value
    WHERE at BETWEEN ? AND ? ORDER BY json_each.rowid
"""
_WRITE_LISTING = """
    INSERT INTO listings (feed, fetched_at, is_complete, has_more, left_out) VALUES (?, ?, ?, ?, ?)
"""
_REOPEN_LISTINGS = "UPDATE listings SET is_complete = 0 WHERE is_complete AND fetched_at > ?"
_TOLERANCE = timedelta(hours=1)
"""By which the clocks of two programs that file at the same time may differ."""
_WRITE_PLACE = "INSERT INTO listing_papers (feed, position, paper) VALUES (?, ?, ?)"
_WRITE_MARK = "INSERT OR REPLACE INTO marks (paper, mark, marked_at) VALUES (?, ?, ?)"


class Archive:
    """Everything fetched, in SQLite; losing the file costs fetching again and the marks.

    Every method but `close` raises StoreUnreadable when the file turns out to be damaged, and StoreNotWritable
    when it could not be written or another program did not give way in time; nothing is then half done.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self.index = ArchiveIndex(database)
        """By which it is searched; papers are indexed as they are filed."""
        self.inbox = InboxTables(database)
        """What the inbox is made from."""
        self.texts = FullTextTables(database)
        """What papers say, and where reading them goes on."""
        self.candidates = SimilarCandidates(database)
        """Which papers may be near to others."""

    @classmethod
    def open(cls, path: Path, time_limit: float = 5.0) -> Self:
        """Open the archive, or begin it; it waits for other writers at most `time_limit` seconds.

        Raises:
            StoreUnreadable: It is not a database, or another program's.
            StoreTooNew: It was written by a newer program.
            StoreNotWritable: There is none yet, and it could not be begun.
        """
        return cls(Database.open(path, time_limit))

    @classmethod
    def in_memory(cls) -> Self:
        """Return an archive that is forgotten at the end."""
        return cls(Database.in_memory())

    @property
    def has_locks(self) -> bool:
        """Tell whether the disk has the locks that keep two programs apart by themselves."""
        return self._database.has_locks

    @property
    def is_writable(self) -> bool:
        """Tell whether it may be written, as far as could be seen when it was opened."""
        return self._database.is_writable

    def close(self) -> None:
        """Close the file; closing twice does nothing more."""
        self._database.close()

    def check(self) -> int:
        """Look the whole file over and return how many papers are in it.

        Raises:
            StoreUnreadable: It is damaged.
        """
        with self._database.reading() as connection:
            found = str(connection.execute("PRAGMA quick_check(1)").fetchone()[0])
            if found != "ok":
                raise StoreUnreadable(found)
            return int(connection.execute("SELECT count(*) FROM papers").fetchone()[0])

    def store(self, listing: Listing) -> Listing:
        """File what the Hub answered in place of the feed's former answer, with the votes as they were then.

        Returns:
            The listing with its papers as now known. Listings that are not from the Hub are returned as they
            are, and nothing is filed.
        """
        at = listing.fetched_at
        if listing.origin is not ListingOrigin.HUB or at is None:
            return listing
        feed = columns.feed_to_key(listing.feed)
        header = (columns.time_to_text(at), listing.is_complete, listing.has_more, listing.left_out)
        with self.index.changing() as connection:
            papers = tuple(_store_paper(connection, paper, at) for paper in listing.papers)
            # What was asked for later than now was asked while the clock was ahead, when no day was over that seemed so.
            connection.execute(_REOPEN_LISTINGS, (columns.time_to_text(at + _TOLERANCE),))
            connection.execute("DELETE FROM listings WHERE feed = ?", (feed,))
            connection.execute(_WRITE_LISTING, (feed, *header))
            connection.executemany(
                _WRITE_PLACE, ((feed, place, str(paper.key)) for place, paper in enumerate(papers))
            )
        return replace(listing, papers=papers)

    def store_paper(self, paper: Paper, at: datetime) -> Paper:
        """File a paper that was fetched by itself at `at`, with its votes; return it as now known."""
        with self.index.changing() as connection:
            return _store_paper(connection, paper, at)

    def listing(self, feed: Feed) -> Listing | None:
        """Return the feed's last answer in its order, with its papers as now known; None if it was never asked."""
        with self._database.reading() as connection:
            rows = connection.execute(_SELECT_LISTING, (columns.feed_to_key(feed),)).fetchall()
            return _listing(feed, rows) if rows else None

    def newest_edition(self, period: Period) -> Listing | None:
        """Return the newest filed edition of that length that has papers."""
        # Names of editions of one length sort like their days; the semicolon comes right after the colon.
        bounds = (f"{period}:", f"{period};")
        with self._database.reading() as connection:
            row = connection.execute(_SELECT_NEWEST, bounds).fetchone()
            feed = None if row is None else columns.feed_from_key(row[0])
        return None if feed is None else self.listing(feed)

    def days(self, now: datetime) -> dict[date, bool]:
        """Return every archived day, oldest first, and whether it was over when it was asked for.

        What was asked for later than `now` does not count as over: a clock was wrong.
        """
        with self._database.reading() as connection:
            return statistics.days(connection, now)

    def whole_days(self, now: datetime) -> frozenset[date]:
        """Return the days of which all papers are archived that there were when they were asked for."""
        with self._database.reading() as connection:
            return statistics.whole_days(connection, now)

    def days_between(self, first: date, last: date, now: datetime) -> dict[date, ArchivedDay]:
        """Return what is archived of each day from the first to the last; days that are not archived are left out."""
        with self._database.reading() as connection:
            return statistics.days_between(connection, first, last, now)

    def statistics(self, now: datetime) -> ArchiveStatistics:
        """Return what is in the archive; for the days see `days`."""
        size = self._database.size()
        with self._database.reading() as connection:
            return statistics.statistics(connection, now, size)

    def paper(self, key: PaperKey) -> Paper | None:
        """Return a paper as known."""
        with self._database.reading() as connection:
            return _paper(connection, key)

    def votes(self, key: PaperKey) -> tuple[VoteCount, ...]:
        """Return what was counted for a paper, the oldest first."""
        query = "SELECT at, upvotes, comments FROM votes WHERE paper = ? ORDER BY at"
        count = columns.count_from_column
        with self._database.reading() as connection:
            rows = connection.execute(query, (str(key),)).fetchall()
            return tuple(
                VoteCount(columns.time_from_text(at), count(upvotes), count(comments))
                for at, upvotes, comments in rows
            )

    def rises(self, keys: Iterable[PaperKey], now: datetime) -> dict[PaperKey, int]:
        """Return how many upvotes came since yesterday, of the papers of which that is known."""
        bounds = (columns.time_to_text(now - MAX_AGE), columns.time_to_text(now))
        wanted = json.dumps([str(key) for key in keys])
        # The papers of a listing were read at the same time.
        time_of = cache(columns.time_from_text)
        risen: dict[PaperKey, int | None] = {}
        with self._database.reading() as connection:
            rows = connection.execute(_SELECT_RECENT, (wanted, *bounds))
            for key, readings in groupby(rows, key=itemgetter(0)):
                votes = [
                    VoteCount(time_of(at), columns.count_from_column(upvotes), None)
                    for _, at, upvotes in readings
                ]
                risen[columns.key_from_column(key)] = rise(votes, now)
        return {key: number for key, number in risen.items() if number is not None}

    def marks(self) -> dict[PaperKey, Mark]:
        """Return the marks of all papers that are not new."""
        with self._database.reading() as connection:
            rows = connection.execute("SELECT paper, mark FROM marks").fetchall()
            return {columns.key_from_column(paper): columns.from_column(mark, Mark) for paper, mark in rows}

    def set_marks(self, marks: Mapping[PaperKey, Mark], at: datetime) -> None:
        """Remember what was done with papers at `at`; a paper that is new again is forgotten."""
        marked_at = columns.time_to_text(at)
        new = [(str(key),) for key, mark in marks.items() if mark is Mark.NEW]
        done = [(str(key), str(mark), marked_at) for key, mark in marks.items() if mark is not Mark.NEW]
        with self.index.changing() as connection:
            connection.executemany("DELETE FROM marks WHERE paper = ?", new)
            connection.executemany(_WRITE_MARK, done)
            for key, mark in marks.items():
                index.set_mark(connection, key, mark)


def _store_paper(connection: sqlite3.Connection, paper: Paper, at: datetime) -> Paper:
    index.reset_if_outdated(connection)
    fetched_at = columns.time_to_text(at)
    known = _paper(connection, paper.key)
    merged = paper if known is None else known.updated_by(paper)
    key = str(paper.key)
    connection.execute(_WRITE_PAPER, {"key": key, "record": records.paper_to_json(merged), "at": fetched_at})
    index.update(connection, known, merged)
    if paper.upvotes is not None or paper.comments is not None:
        connection.execute(_WRITE_VOTES, (key, fetched_at, paper.upvotes, paper.comments))
    return merged


def _listing(feed: Feed, rows: Sequence[tuple[str, int, int, int, bytes | None]]) -> Listing:
    fetched_at, is_complete, has_more, left_out, _ = rows[0]
    return Listing(
        feed=feed,
        papers=tuple(records.paper_from_json(record) for *_, record in rows if record is not None),
        origin=ListingOrigin.ARCHIVE,
        fetched_at=columns.time_from_text(fetched_at),
        is_complete=bool(is_complete),
        has_more=bool(has_more),
        left_out=columns.from_column(left_out, int),
    )


def _paper(connection: sqlite3.Connection, key: PaperKey) -> Paper | None:
    query = "SELECT CAST(record AS BLOB) FROM papers WHERE key = ?"
    row = connection.execute(query, (str(key),)).fetchone()
    return None if row is None else records.paper_from_json(row[0])
