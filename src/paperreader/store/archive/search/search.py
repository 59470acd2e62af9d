"""Searching the archive: what matches a query, the best first."""

import heapq
import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from itertools import islice

from paperreader.domain.bookmarks.bookmark import Bookmark
from paperreader.domain.query.query import Query
from paperreader.domain.query.relaxation import MIN_RESULTS, relax
from paperreader.domain.query.search_candidate import SearchCandidate, TextField
from paperreader.domain.query.search_result import SearchResult
from paperreader.domain.query.syntax_tree import FieldPhrase, Phrase, Term, leaves
from paperreader.errors import StoreNotWritable
from paperreader.store.archive.search import index, phrases, relaxed_search
from paperreader.store.archive.search.bookmarked import BookmarkedPapers
from paperreader.store.archive.search.conditions import count_by_day, matching_numbers, translate
from paperreader.store.archive.tables.database import Database

MAX_RANKED = 500
"""Of more papers than these, the newest are ranked: what so many have in common says little."""
_MAX_READ = 20_000
"""How many papers the words that are ranked by may be in, all together: the rarest words count."""
_WEIGHTS = "8, 1, 3, 4, 2, 2, 2, 0"
"""Of the columns of `words`: title, abstract, summary, keyword, author, org, id, facts."""
_LAST_POSITION = 2**63 - 1
"""A position after every paper."""
_PROGRESS_STEPS = 2_000
"""Of SQLite's machine, between two questions whether the answer is still wanted."""
_SELECT_SCORES = f"""
    SELECT rowid, bm25(words, {_WEIGHTS}) FROM words
    WHERE words MATCH ? AND rowid BETWEEN ? AND ? AND +rowid IN (SELECT value FROM json_each(?))
"""  # noqa: S608
_SELECT_ALL = f"SELECT number FROM indexed ORDER BY {index.day_in('number')} DESC, number"  # noqa: S608 - of names of our own only
_SELECT_TITLES = "SELECT number, title FROM indexed WHERE number IN (SELECT value FROM json_each(?))"


class ArchiveIndex:
    """Answers queries from the index, and keeps it up to date; raises what the archive raises."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._kept = BookmarkedPapers()

    def find(
        self,
        query: Query,
        limit: int | None = None,
        bookmarks: Sequence[Bookmark] = (),
        is_wanted: Callable[[], bool] = lambda: True,
        *,
        is_relaxed: bool = False,
    ) -> SearchResult | None:
        """Return at most so many papers that match, the best first, and how many do; None once that is not wanted any more.

        Papers that are not indexed yet are not found: their number is told. Where few papers match and the query is to
        be relaxed, those behind them have some of the plain words only.
        """
        with self._database.reading() as connection:
            connection.set_progress_handler(lambda: not is_wanted(), _PROGRESS_STEPS)
            try:
                question = self._question(connection, query, bookmarks)
                return question.answer(limit, is_relaxed=is_relaxed) if is_wanted() else None
            except sqlite3.OperationalError as error:
                if getattr(error, "sqlite_errorcode", 0) != sqlite3.SQLITE_INTERRUPT:
                    raise
                return None
            finally:
                connection.set_progress_handler(None, 0)

    def newest(self) -> list[int]:
        """Return the numbers of all papers, the newest day first, and those of a day as they were listed."""
        with self._database.reading() as connection:
            return [number for (number,) in connection.execute(_SELECT_ALL)]

    def count_by_day(self, query: Query, bookmarks: Sequence[Bookmark] = ()) -> dict[date, int]:
        """Return how many papers of each day match; days that are not known or have no such papers are left out."""
        with self._database.reading() as connection:
            return self._question(connection, query, bookmarks).days()

    def waiting(self) -> int:
        """Return how many papers are not indexed yet."""
        with self._database.reading() as connection:
            return index.waiting_count(connection)

    def add(self, most: int, position: int | None = None) -> int | None:
        """Index at most so many of the papers that are waiting, from a position on; return the position to go on from.

        None is the beginning, and the end.
        """
        with self.changing(in_memory=True) as connection:
            return index.add_waiting(connection, _LAST_POSITION if position is None else position, most)

    def create_in_memory(self) -> None:
        """Have what is indexed from now on in an index in memory: the archive's own can't be written.

        It has all papers, not only those that are waiting, and is dropped as soon as something can be filed.
        """
        with self._database.reading() as connection:
            index.create_in_memory(connection)

    def merge(self, *, is_begun: bool) -> bool:
        """Merge some segments of the index, for faster searches; tell whether to go on, then with `is_begun`."""
        try:
            with self.changing(in_memory=True) as connection:
                return index.merge_segments(connection, is_begun=is_begun)
        except StoreNotWritable:
            # It is as fast as it was.
            return False

    @contextmanager
    def changing(self, *, in_memory: bool = False) -> Iterator[sqlite3.Connection]:
        """Give the connection in a transaction that changes what is indexed.

        An index in memory is used only with `in_memory`, else it is dropped: what is filed now belongs into the file.
        """
        with self._database.reading() as connection, connection:
            is_in_memory = in_memory and index.is_in_memory(connection)
            connection.execute("BEGIN" if is_in_memory else "BEGIN IMMEDIATE")
            if not is_in_memory:
                index.drop_in_memory(connection)
            yield connection

    def _question(
        self, connection: sqlite3.Connection, query: Query, bookmarks: Sequence[Bookmark]
    ) -> "_Evaluation":
        kept = (
            self._kept.candidates(connection, bookmarks, with_marks=query.needs_marks)
            if query.needs_bookmarks and bookmarks
            else {}
        )
        return _Evaluation(connection, query.term, kept)


class _Evaluation:
    """Evaluates one query, over the index and the bookmarked papers."""

    def __init__(
        self, connection: sqlite3.Connection, term: Term, kept: Mapping[int, SearchCandidate]
    ) -> None:
        self._connection = connection
        self._term = term
        self._kept = kept

    def answer(self, limit: int | None, *, is_relaxed: bool) -> SearchResult:
        most = None if limit is None else max(limit, MAX_RANKED) + 1
        numbers = list(islice(self._newest(), most))
        is_all = most is None or len(numbers) < most
        ordered = [*self._ranked(numbers[:MAX_RANKED]), *numbers[MAX_RANKED:]]
        waiting = index.waiting_count(self._connection)
        if is_relaxed and len(numbers) < MIN_RESULTS:
            return self._relaxed(ordered, limit, waiting)
        papers = index.papers_by_number(self._connection, ordered[:limit])
        return SearchResult(papers, len(numbers) if is_all else len(numbers) - 1, is_all, waiting)

    def _relaxed(self, with_all: list[int], limit: int | None, waiting: int) -> SearchResult:
        """Return the papers that match, and behind them those that have some of the plain words."""
        relaxed = relax(self._term)
        others = (
            relaxed_search.best_matches(relaxed, self._kept, with_all, self._connection)
            if relaxed is not None
            else []
        )
        papers = index.papers_by_number(self._connection, [*with_all, *others][:limit])
        count = len(with_all) + len(others)
        return SearchResult(
            papers,
            count,
            is_all=True,
            waiting=waiting,
            relaxed=relaxed if others else None,
            with_all=len(with_all),
        )

    def days(self) -> dict[date, int]:
        """Return how many papers of each day match."""
        if not self._kept:
            return count_by_day(translate(self._term, self._connection), self._connection)
        # What bookmarks decide is not among the conditions.
        return Counter(index.day_of_number(number) for number in self._newest() if number >= 0)

    def _newest(self) -> Iterator[int]:
        """Yield the numbers of all papers that match, the newest first."""
        found = matching_numbers(translate(self._term, self._connection), self._connection)
        if not self._kept:
            return found
        # What bookmarks decide was answered as if nothing was kept.
        others = (number for number in found if number not in self._kept)
        # Asked one by one as they are needed: of common words the newest do.
        kept = (number for number, each in self._kept.items() if self._term.matches(each))
        return heapq.merge(others, kept, reverse=True)

    def _ranked(self, numbers: list[int]) -> list[int]:
        wanted = dict.fromkeys(
            leaf
            for leaf, is_wanted in leaves(self._term)
            if is_wanted and isinstance(leaf, Phrase | FieldPhrase)
        )
        if not wanted or not numbers:
            return numbers
        scores = self._scores(list(wanted), numbers)
        titles = [f" {term.text}" for term in wanted if _is_of_title(term)]
        titled = {} if scores else self._titled(titles, numbers)
        return sorted(numbers, key=lambda number: (scores.get(number, 0.0), -titled.get(number, 0), -number))

    def _titled(self, words: list[str], numbers: list[int]) -> dict[int, int]:
        """Return how many of the wanted words are in each title."""
        rows = self._connection.execute(_SELECT_TITLES, (json.dumps(numbers),))
        return {number: sum(word in title for word in words) for number, title in rows}

    def _scores(self, wanted: list[Phrase | FieldPhrase], numbers: list[int]) -> dict[int, float]:
        """Return what BM25 says of papers, less for the better; of words that are in very many papers it says nothing."""
        counted = sorted(
            (phrases.phrase_frequency(term, self._connection), str(term), term) for term in wanted
        )
        telling: list[str] = []
        read = 0
        for papers, _, term in counted:
            read += papers
            if read > _MAX_READ:
                break
            telling.append(phrases.phrase_expression(term))
        if not telling:
            return {}
        span = (numbers[-1], numbers[0])
        rows = self._connection.execute(_SELECT_SCORES, (" OR ".join(telling), *span, json.dumps(numbers)))
        return dict(rows)


def _is_of_title(term: Phrase | FieldPhrase) -> bool:
    return isinstance(term, Phrase) or term.field is TextField.TITLE
