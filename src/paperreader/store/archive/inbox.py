"""Tables of the inbox: recent days, which papers of them are done, and skipped papers that have risen."""

import sqlite3
from collections.abc import Collection
from datetime import date, datetime
from itertools import groupby

from paperreader.domain.papers.archive_statistics import days_between
from paperreader.domain.papers.calendar import is_weekend
from paperreader.domain.papers.days import Day
from paperreader.domain.papers.feed import Edition, Period
from paperreader.domain.papers.marks import Mark
from paperreader.domain.papers.paper import PaperKey
from paperreader.domain.ranking.inbox import MIN_RISE, InboxContents, InboxWindow, SkippedPaper
from paperreader.store import records
from paperreader.store.archive.tables import columns, statistics
from paperreader.store.archive.tables.database import Database

_DONE = ", ".join(f"'{mark}'" for mark in Mark if not mark.is_unread)
_IS_DONE = f"(passed.paper IS NOT NULL OR coalesce(mark, '') IN ({_DONE}))"
_MARKED = "listing_papers LEFT JOIN marks USING (paper) LEFT JOIN passed USING (paper)"
_SELECT_NEWEST = "SELECT max(feed) FROM listing_papers WHERE feed >= ? AND feed < ?"
_SELECT_DAYS = """
    SELECT feed, listings.fetched_at, is_complete AND listings.fetched_at <= ?, CAST(record AS BLOB)
    FROM listings LEFT JOIN listing_papers USING (feed) LEFT JOIN papers ON key = paper
    WHERE feed BETWEEN ? AND ? ORDER BY feed, position
"""
_SELECT_DONE = f"SELECT paper FROM {_MARKED} WHERE feed BETWEEN ? AND ? AND {_IS_DONE}"  # noqa: S608 - of constants
_SELECT_UNREAD = f"SELECT paper FROM {_MARKED} WHERE feed >= ? AND feed < ? AND NOT {_IS_DONE}"  # noqa: S608
_UPVOTES = "SELECT upvotes FROM votes WHERE votes.paper = marks.paper AND upvotes IS NOT NULL"
# What was skipped and passed later is measured from there: it was in the inbox once already.
_SELECT_SKIPPED = f"""
    SELECT before, present, CAST(record AS BLOB) FROM (
        SELECT
            marks.paper AS skipped,
            ({_UPVOTES} AND at <= max(marked_at, coalesce(passed_at, '')) ORDER BY at DESC LIMIT 1) AS before,
            ({_UPVOTES} ORDER BY at DESC LIMIT 1) AS present
        FROM marks LEFT JOIN passed USING (paper) WHERE mark = '{Mark.SKIPPED}'
    ) JOIN papers ON key = skipped
    WHERE present - before >= ? ORDER BY present - before DESC, key
"""  # noqa: S608


class InboxTables:
    """Reads and writes the tables of the inbox; raises what the archive raises."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def contents(self, today: date, now: datetime) -> InboxContents:
        """Return what is held for the inbox on that day; what was asked for later than `now` does not count as over."""
        with self._database.reading() as connection:
            window = InboxWindow.at(today, _begins(connection), _newest(connection))
            bounds = (_key(window.first), _key(window.last))
            before = (_key(window.begins), _key(window.first))
            return InboxContents(
                window=window,
                days=_days(connection, bounds, now),
                done=_keys(connection, _SELECT_DONE, bounds),
                skipped=_skipped(connection),
                unread_before=_keys(connection, _SELECT_UNREAD, before),
                is_open_before=_is_open(connection, window, now),
            )

    def unread(self, today: date, kept: Collection[PaperKey]) -> int:
        """Return how many papers are in the inbox on that day; none of them is read from disk but those that rose."""
        with self._database.reading() as connection:
            window = InboxWindow.at(today, _begins(connection), _newest(connection))
            bounds = (_key(window.first), f"{_key(window.last)}~")
            papers = _keys(connection, _SELECT_UNREAD, bounds)
            risen = {each.paper.key for each in _skipped(connection) if each.has_risen}
        return len((papers | risen).difference(kept))

    def begins(self) -> date | None:
        """Return the day from which on papers are in the inbox; None if that was never said."""
        with self._database.reading() as connection:
            return _begins(connection)

    def begin(self, day: date) -> None:
        """Say from which day on papers are in the inbox."""
        with self._database.writing() as connection:
            _begin(connection, day)

    def mark_passed(self, papers: Collection[PaperKey], begins: date, at: datetime) -> None:
        """Have these papers done, and the inbox begin on that day."""
        with self._database.writing() as connection:
            passed = [(str(key), columns.time_to_text(at)) for key in papers]
            connection.executemany("INSERT OR REPLACE INTO passed VALUES (?, ?)", passed)
            _begin(connection, begins)

    def unmark_passed(self, papers: Collection[PaperKey], begins: date) -> None:
        """Have these papers not done any more, unless they were read or skipped, and the inbox begin on that day."""
        with self._database.writing() as connection:
            connection.executemany("DELETE FROM passed WHERE paper = ?", [(str(key),) for key in papers])
            _begin(connection, begins)


def _begins(connection: sqlite3.Connection) -> date | None:
    row = connection.execute("SELECT begins FROM inbox").fetchone()
    return None if row is None else columns.from_column(row[0], date)


def _begin(connection: sqlite3.Connection, day: date) -> None:
    connection.execute("DELETE FROM inbox")
    connection.execute("INSERT INTO inbox VALUES (?)", (day.isoformat(),))


def _newest(connection: sqlite3.Connection) -> date | None:
    (key,) = connection.execute(_SELECT_NEWEST, statistics.DAYS).fetchone()
    return None if key is None else _day(key)


def _days(connection: sqlite3.Connection, bounds: tuple[str, str], now: datetime) -> tuple[Day, ...]:
    rows = connection.execute(_SELECT_DAYS, (columns.time_to_text(now), *bounds))
    return tuple(
        Day(
            day=_day(key),
            papers=tuple(records.paper_from_json(record) for *_, record in entries if record is not None),
            fetched_at=columns.time_from_text(fetched_at),
            is_closed=bool(is_closed),
        )
        for (key, fetched_at, is_closed), entries in groupby(rows, key=lambda row: row[:3])
    )


def _skipped(connection: sqlite3.Connection) -> tuple[SkippedPaper, ...]:
    rows = connection.execute(_SELECT_SKIPPED, (MIN_RISE,))
    return tuple(
        SkippedPaper(
            records.paper_from_json(record), columns.from_column(before, int), columns.from_column(now, int)
        )
        for before, now, record in rows
    )


def _keys(connection: sqlite3.Connection, query: str, bounds: tuple[str, str]) -> frozenset[PaperKey]:
    return frozenset(columns.key_from_column(key) for (key,) in connection.execute(query, bounds))


def _is_open(connection: sqlite3.Connection, window: InboxWindow, now: datetime) -> bool:
    """Tell whether papers may come in on days before the span on which it would begin."""
    if window.begins == window.first:
        return False
    days = statistics.days(connection, now)
    before = days_between(window.begins, window.first)[:-1]
    return not all(days.get(day, False) or is_weekend(day) for day in before)


def _key(day: date) -> str:
    return columns.feed_to_key(Edition(Period.DAY, day))


def _day(key: str) -> date:
    return columns.from_column(key.removeprefix(f"{Period.DAY}:"), date)
