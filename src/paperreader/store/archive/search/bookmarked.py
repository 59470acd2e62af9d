"""Bookmarked papers of the archive, in memory, as annotations are not in the archive."""

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence

from paperreader.domain.bookmarks.bookmark import Bookmark
from paperreader.domain.papers.marks import Mark
from paperreader.domain.query.search_candidate import SearchCandidate
from paperreader.store import records
from paperreader.store.archive.search import index
from paperreader.store.archive.tables import columns

_SELECT = """
    SELECT paper, number, CAST(record AS BLOB) FROM indexed JOIN papers ON key = paper
    WHERE paper IN (SELECT value FROM json_each(?))
"""


class BookmarkedPapers:
    """Caches the bookmarked papers and their folded texts from one search to the next."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[int, SearchCandidate]] = {}
        self._changes = -1
        self._bookmarks: Sequence[Bookmark] = ()
        self._candidates: dict[int, SearchCandidate] = {}

    def candidates(
        self, connection: sqlite3.Connection, bookmarks: Sequence[Bookmark], *, with_marks: bool
    ) -> Mapping[int, SearchCandidate]:
        """Return the indexed papers among the bookmarks by their numbers, the greatest first.

        Marks are as they are now if they are asked for. With the same sequence as before, nothing is looked up anew
        unless the index changed.
        """
        changes = index.change_count(connection)
        if changes != self._changes:
            self._known.clear()
        if changes != self._changes or bookmarks is not self._bookmarks:
            self._candidates = dict(sorted(self._looked_up(connection, bookmarks), reverse=True, key=_number))
            self._changes, self._bookmarks = changes, bookmarks
        if with_marks:
            _set_marks(connection, self._candidates)
        return self._candidates

    def _looked_up(
        self, connection: sqlite3.Connection, bookmarks: Sequence[Bookmark]
    ) -> Iterator[tuple[int, SearchCandidate]]:
        by_key = {str(bookmark.paper.key): bookmark for bookmark in bookmarks}
        missing = [key for key in by_key if key not in self._known]
        for key, number, record in connection.execute(_SELECT, (json.dumps(missing),)):
            self._known[key] = (number, SearchCandidate(records.paper_from_json(record)))
        for key, bookmark in by_key.items():
            if key in self._known:
                number, candidate = self._known[key]
                candidate.bookmark = bookmark
                yield number, candidate


def _number(numbered: tuple[int, SearchCandidate]) -> int:
    return numbered[0]


def _set_marks(connection: sqlite3.Connection, candidates: Mapping[int, SearchCandidate]) -> None:
    query = "SELECT number, mark FROM indexed WHERE number IN (SELECT value FROM json_each(?))"
    for number, mark in connection.execute(query, (json.dumps(list(candidates)),)):
        candidates[number].mark = columns.from_column(mark, Mark)
