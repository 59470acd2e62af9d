"""The index of the archive: what a search reads instead of records, kept in step with them in the same transactions.

Texts are folded by the domain before they are indexed, so that a search and a filter mean the same by words. The
index has no texts of its own: to take a paper out, its texts as they were indexed are given to it once more.
"""

import json
import sqlite3
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from paperreader.domain.papers.marks import Mark
from paperreader.domain.papers.paper import Paper
from paperreader.domain.query.predicates import PRESENCES, STATES, PaperState, Presence, day_of
from paperreader.domain.query.search_candidate import SearchCandidate, TextField, field_text, summaries
from paperreader.domain.text import fold_lines
from paperreader.store import records
from paperreader.store.archive.tables import columns, migrations

_FOLDING = 3
"""One more whenever other texts are indexed, or the same folded otherwise."""
MADE_WITH = f"{_FOLDING}, Unicode {unicodedata.unidata_version}"

SEPARATOR = "|"
"""Stands between two texts, and in every paper: no query has it."""
SUBMITTER_PREFIX = "|by|"
"""Stands before every word of a submitter, which plain words do not find."""
PRESENCE_WORDS: Mapping[Presence, str] = {
    Presence.CODE: "|code",
    Presence.MODELS: "|models",
    Presence.PROJECT: "|project",
    Presence.SUMMARY: "|summary",
    Presence.ABSTRACT: "|abstract",
}
AUTHOR_ACTIVE_WORD = "|active"

_DAY = 20
"""The bits that count the papers of a day."""
_MIN_SEGMENTS = 4
_PAGES = 100
"""Written in one go when parts are merged: some hundredths of a second."""
_TABLES = ("words", "indexed", "vocabulary", "index_state")
_COLUMNS = ("title", "abstract", "summary", "keyword", "author", "org", "id", "facts")
_WRITE_WORDS = f"INSERT INTO words (rowid, {', '.join(_COLUMNS)}) VALUES (?{', ?' * len(_COLUMNS)})"  # noqa: S608
_DELETE_WORDS = (
    f"INSERT INTO words (words, rowid, {', '.join(_COLUMNS)}) VALUES ('delete', ?{', ?' * len(_COLUMNS)})"  # noqa: S608
)
_WRITE_INDEXED = """
    INSERT INTO indexed (number, paper, upvotes, comments, stars, title, mark)
    VALUES (?, ?, ?, ?, ?, ?, coalesce((SELECT mark FROM marks WHERE paper = ?), 'new'))
"""
_COUNT_WORD = """
    INSERT INTO vocabulary (word, papers) VALUES (?, ?)
    ON CONFLICT (word) DO UPDATE SET papers = papers + excluded.papers
"""
_BEGIN_STATE = """
    UPDATE index_state SET made_with = ?, changes = changes + 1, waiting = (SELECT count(*) FROM papers)
"""
_SELECT_WAITING = """
    SELECT rowid, CAST(record AS BLOB) FROM papers
    WHERE rowid < ? AND NOT EXISTS (SELECT 1 FROM indexed WHERE paper = key)
    ORDER BY rowid DESC LIMIT ?
"""

_SELECT_PAPERS = """
    SELECT number, CAST(record AS BLOB) FROM indexed JOIN papers ON key = paper
    WHERE number IN (SELECT value FROM json_each(?))
"""


def first_number(day: date) -> int:
    """Return the least number a paper of that day can have."""
    return day.toordinal() << _DAY


def last_number(day: date) -> int:
    """Return the greatest number a paper of that day can have."""
    return ((day.toordinal() + 1) << _DAY) - 1


def day_of_number(number: int) -> date:
    """Return the day of a paper by its number, which is not below zero: there the day is not known."""
    return date.fromordinal(number >> _DAY)


def day_in(number: str) -> str:
    """Return the SQL for the day of a paper, as the calendar's ordinal, from that for its number; below zero is unknown."""
    return f"{number} >> {_DAY}"


def reset_if_outdated(connection: sqlite3.Connection) -> None:
    """Empty the index if another program folded its texts: what is in it could be neither found nor taken out."""
    if _made_with(connection) == MADE_WITH:
        return
    connection.execute("INSERT INTO words (words) VALUES ('delete-all')")
    connection.execute("DELETE FROM indexed")
    connection.execute("DELETE FROM vocabulary")
    connection.execute(_BEGIN_STATE, (MADE_WITH,))


def create_in_memory(connection: sqlite3.Connection) -> None:
    """Begin an index in memory, for this connection, in place of the archive's, which can't be written."""
    if is_in_memory(connection):
        return
    connection.execute("PRAGMA temp_store = MEMORY")
    with connection:
        connection.execute("BEGIN")
        for statement in migrations.INDEX_MIGRATION:
            connection.execute(_temporary(statement))


def _temporary(statement: str) -> str:
    """Return what makes a table of the index in the schema of the connection, where it hides the archive's."""
    for kind in ("CREATE TABLE", "CREATE VIRTUAL TABLE"):
        statement = statement.replace(f"{kind} ", f"{kind} temp.", 1)
    # Nothing there can refer to tables of the file.
    return statement.replace(" REFERENCES papers (key)", "")


def is_in_memory(connection: sqlite3.Connection) -> bool:
    """Tell whether the index is one in memory."""
    return bool(connection.execute("SELECT count(*) FROM sqlite_temp_master").fetchone()[0])


def drop_in_memory(connection: sqlite3.Connection) -> None:
    """Go back to the archive's own index: what is filed now belongs into that."""
    if is_in_memory(connection):
        for table in _TABLES:
            connection.execute(f"DROP TABLE temp.{table}")


def _made_with(connection: sqlite3.Connection) -> str:
    return str(connection.execute("SELECT made_with FROM index_state").fetchone()[0])


def change_count(connection: sqlite3.Connection) -> int:
    """Return how often the index changed."""
    return columns.from_column(connection.execute("SELECT changes FROM index_state").fetchone()[0], int)


def waiting_count(connection: sqlite3.Connection) -> int:
    """Return how many papers are not indexed yet, or not as here."""
    query = "SELECT iif(made_with = ?, waiting, (SELECT count(*) FROM papers)) FROM index_state"
    return columns.from_column(connection.execute(query, (MADE_WITH,)).fetchone()[0], int)


def add_waiting(connection: sqlite3.Connection, before: int, most: int) -> int | None:
    """Index at most so many papers filed before a place, the last first; return where to go on, None at the end."""
    reset_if_outdated(connection)
    rows = connection.execute(_SELECT_WAITING, (before, most)).fetchall()
    add(connection, [records.paper_from_json(record) for _, record in rows])
    is_end = len(rows) < most
    left = "0" if is_end else "max(waiting - ?, 0)"
    connection.execute(f"UPDATE index_state SET waiting = {left}", () if is_end else (len(rows),))  # noqa: S608
    return None if is_end else int(rows[-1][0])


def papers_by_number(connection: sqlite3.Connection, numbers: Sequence[int]) -> tuple[Paper, ...]:
    """Return the papers that are filed under numbers, in the order of these; left out are numbers that are gone."""
    rows = connection.execute(_SELECT_PAPERS, (json.dumps(numbers),))
    by_number = {number: records.paper_from_json(record) for number, record in rows}
    return tuple(by_number[number] for number in numbers if number in by_number)


def merge_segments(connection: sqlite3.Connection, *, is_begun: bool) -> bool:
    """Merge some of the parts the index has grown in; tell whether there is more to merge.

    A search asks every part: of one part it takes a quarter of the time it takes of a dozen.
    """
    if not is_begun and _segment_count(connection) <= _MIN_SEGMENTS:
        return False
    before = connection.total_changes
    pages = _PAGES if is_begun else -_PAGES  # below zero: all parts are to become one
    connection.execute("INSERT INTO words (words, rank) VALUES ('merge', ?)", (pages,))
    # SQLite says so: a statement that changed less than two rows had nothing to merge.
    return connection.total_changes - before >= 2


def _segment_count(connection: sqlite3.Connection) -> int:
    return int(connection.execute("SELECT count(DISTINCT segid) FROM words_idx").fetchone()[0])


def update(connection: sqlite3.Connection, former: Paper | None, paper: Paper) -> None:
    """Index a paper as it is now; `former` is what was filed of it before, None for nothing."""
    if former is None:
        add(connection, [paper])
        return
    row = connection.execute("SELECT number FROM indexed WHERE paper = ?", (str(paper.key),)).fetchone()
    if row is None:
        return  # it is waiting, and will be indexed as it is then
    if _texts(former) != _texts(paper) or day_of(former) != day_of(paper):
        _remove(connection, row[0], former)
        add(connection, [paper])
    else:
        counts = (paper.upvotes, paper.comments, paper.github_stars, row[0])
        connection.execute("UPDATE indexed SET upvotes = ?, comments = ?, stars = ? WHERE number = ?", counts)
        _count_change(connection)


def add(connection: sqlite3.Connection, papers: Sequence[Paper]) -> None:
    """Index papers that are filed and not indexed."""
    if not papers:
        return
    rows = sorted((_new_number(connection, paper), *_texts(paper)) for paper in papers)
    # In the order of the numbers: for one that is less than that before it, FTS5 would begin a new part of the index.
    connection.executemany(_WRITE_WORDS, rows)
    words: Counter[str] = Counter()
    for row in rows:
        words.update(_vocabulary(map(str, row[1:])))
    connection.executemany(_COUNT_WORD, sorted(words.items()))
    _count_change(connection)


def _new_number(connection: sqlite3.Connection, paper: Paper) -> int:
    """Return the number under which a paper is filed from now on."""
    number = _free_number(connection, day_of(paper))
    key = str(paper.key)
    counts = (paper.upvotes, paper.comments, paper.github_stars)
    connection.execute(_WRITE_INDEXED, (number, key, *counts, field_text(paper, TextField.TITLE), key))
    return number


def _remove(connection: sqlite3.Connection, number: int, paper: Paper) -> None:
    texts = _texts(paper)
    connection.execute(_DELETE_WORDS, (number, *texts))
    connection.execute("DELETE FROM indexed WHERE number = ?", (number,))
    connection.executemany(_COUNT_WORD, [(word, -1) for word in sorted(_vocabulary(texts))])
    _count_change(connection)


def set_mark(connection: sqlite3.Connection, key: str, mark: Mark) -> None:
    """Note in the index what was done with a paper, if it is there."""
    connection.execute("UPDATE indexed SET mark = ? WHERE paper = ?", (str(mark), key))


def _count_change(connection: sqlite3.Connection) -> None:
    connection.execute("UPDATE index_state SET changes = changes + 1")


def _free_number(connection: sqlite3.Connection, day: date | None) -> int:
    """Return a number no paper has; a million papers of one day, which would be too many, do not come."""
    if day is None:
        query = "SELECT min(number) FROM indexed WHERE number < 0"
        return int(connection.execute(query).fetchone()[0] or 0) - 1
    first = first_number(day)
    query = "SELECT max(number) FROM indexed WHERE number BETWEEN ? AND ?"
    last = connection.execute(query, (first, last_number(day))).fetchone()[0]
    return first if last is None else int(last) + 1


def _vocabulary(texts: Iterable[str]) -> set[str]:
    return {word for text in texts for word in text.split()}


def _texts(paper: Paper) -> tuple[str, ...]:
    """Return what is indexed of a paper, by the columns."""
    return (
        _separated(field_text(paper, TextField.TITLE)),
        _separated(field_text(paper, TextField.ABSTRACT)),
        _separated(fold_lines(text for text in summaries(paper) if text)),
        _separated(field_text(paper, TextField.KEYWORD)),
        _separated(field_text(paper, TextField.AUTHOR)),
        _separated(field_text(paper, TextField.ORG)),
        _separated(field_text(paper, TextField.ID)),
        _fact_words(paper),
    )


def _separated(lines: str) -> str:
    return lines.rstrip().replace("\n", f" {SEPARATOR}")


def _fact_words(paper: Paper) -> str:
    """Return that it is a paper, what it has, and who submitted it."""
    candidate = SearchCandidate(paper)
    facts = [SEPARATOR, *(word for what, word in PRESENCE_WORDS.items() if PRESENCES[what](candidate))]
    if STATES[PaperState.AUTHOR_ACTIVE](candidate):
        facts.append(AUTHOR_ACTIVE_WORD)
    submitter = _separated(candidate.part(TextField.SUBMITTER)).split()
    facts += [SEPARATOR if word == SEPARATOR else SUBMITTER_PREFIX + word for word in submitter]
    return " ".join(facts)
