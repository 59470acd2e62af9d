"""Retrieves the papers that may be similar to some words, and what is needed to compare them.

Those the index ranks first are read and compared by the domain; to compare all of 100,000 papers would take half a minute.
"""

import json
import sqlite3
from collections.abc import Collection, Sequence

from paperreader.domain.papers.marks import Mark
from paperreader.domain.papers.paper import Paper, PaperKey
from paperreader.domain.ranking.similarity import IdfWeights
from paperreader.store import records
from paperreader.store.archive.search import index
from paperreader.store.archive.tables import columns
from paperreader.store.archive.tables.database import Database

CANDIDATES = 400
"""How many papers are compared: of recorded papers, 99 of 100 of the ten nearest are among so many."""
_MAX_READ = 20_000
"""How many papers the words that are asked for may be in, all together: the more telling words are asked for."""
_MAX_WORDS = 60
_LOOKED_UP = 300
"""Of the words given, the most telling."""
_MIN_NUMBER = -(2**63)
"""Below the number of every paper."""
_IN = "{title abstract keyword}"
_SCORE = "bm25(words, 2, 1, 0, 1)"
_UNREAD = ", ".join(f"'{mark}'" for mark in Mark if mark.is_unread)
_SELECT_COUNTS = "SELECT word, papers FROM vocabulary WHERE word IN (SELECT value FROM json_each(?))"
_SELECT_LAST = "SELECT number FROM indexed ORDER BY number DESC LIMIT 1 OFFSET ?"
_SELECT_ALIKE = f"SELECT rowid FROM words WHERE words MATCH ? ORDER BY {_SCORE} LIMIT ?"  # noqa: S608
_SELECT_UNREAD = f"""
    SELECT number FROM words CROSS JOIN indexed ON number = words.rowid
    WHERE words MATCH ? AND words.rowid >= ? AND mark IN ({_UNREAD})
    AND paper NOT IN (SELECT value FROM json_each(?))
    ORDER BY {_SCORE} LIMIT ?
"""  # noqa: S608 - of names of our own only
_SELECT_SKIPPED = """
    SELECT CAST(record AS BLOB) FROM marks JOIN papers ON key = paper
    WHERE mark = ? AND paper NOT IN (SELECT value FROM json_each(?))
    ORDER BY marked_at DESC, paper LIMIT ?
"""


class SimilarCandidates:
    """Retrieves papers that have any of many words."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def idf(self, words: Collection[str]) -> IdfWeights:
        """Return how much folded words tell, by how many indexed papers have them."""
        with self._database.reading() as connection:
            papers = connection.execute("SELECT count(*) FROM indexed").fetchone()[0]
            return IdfWeights.from_counts(papers, _counts(connection, words))

    def similar(self, words: Sequence[str]) -> list[int]:
        """Return the numbers of the papers that may be nearest to folded words, of which the first say most."""
        with self._database.reading() as connection:
            expression = _any_of(words, connection)
            return _numbers(connection, _SELECT_ALIKE, expression, CANDIDATES)

    def unread(self, words: Sequence[str], recent: int, without: Collection[PaperKey]) -> list[int]:
        """Return the numbers of similar unread papers among so many of the newest, without some."""
        with self._database.reading() as connection:
            expression = _any_of(words, connection)
            row = connection.execute(_SELECT_LAST, (recent - 1,)).fetchone()
            first = _MIN_NUMBER if row is None else row[0]
            return _numbers(
                connection, _SELECT_UNREAD, expression, first, json.dumps(list(without)), CANDIDATES
            )

    def papers(self, numbers: Sequence[int]) -> tuple[Paper, ...]:
        """Return the papers with these numbers, in their order; left out are numbers that are gone."""
        with self._database.reading() as connection:
            return index.papers_by_number(connection, numbers)

    def skipped(self, most: int, without: Collection[PaperKey]) -> list[Paper]:
        """Return at most so many skipped papers, those skipped last, but for some."""
        asked = (str(Mark.SKIPPED), json.dumps(list(without)), most)
        with self._database.reading() as connection:
            return [
                records.paper_from_json(record) for (record,) in connection.execute(_SELECT_SKIPPED, asked)
            ]


def _counts(connection: sqlite3.Connection, words: Collection[str]) -> dict[str, int]:
    rows = connection.execute(_SELECT_COUNTS, (json.dumps(list(words)),))
    return {word: columns.from_column(papers, int) for word, papers in rows}


def _any_of(words: Sequence[str], connection: sqlite3.Connection) -> str:
    """Return the expression of FTS5 for the most telling words, as many as can be asked for; empty for none.

    Folded words have no quotation marks.
    """
    words = words[:_LOOKED_UP]
    counts = _counts(connection, words)
    named: list[str] = []
    read = 0
    for word in words:
        count = counts.get(word, 0)
        if count and read + count <= _MAX_READ:
            read += count
            named.append(f'"{word}"')
        if len(named) == _MAX_WORDS:
            break
    return f"{_IN} : ({' OR '.join(named)})" if named else ""


def _numbers(connection: sqlite3.Connection, query: str, expression: str, *values: object) -> list[int]:
    if not expression:
        return []
    return [number for (number,) in connection.execute(query, (expression, *values))]
