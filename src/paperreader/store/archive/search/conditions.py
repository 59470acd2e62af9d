"""Translates a query to conditions on the index: words to expressions of FTS5, counts and marks to SQL.

Here nothing is kept: what bookmarks decide is answered as for papers without one. Every condition is true or false,
never unknown: what is not known is false, so that `NOT` turns it around as `-` does in memory.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from paperreader.domain.papers.marks import Mark
from paperreader.domain.query.predicates import CountField, PaperState
from paperreader.domain.query.syntax_tree import (
    AllOf,
    AnyOf,
    CountRange,
    DayRange,
    FieldPhrase,
    HasPresence,
    HasState,
    Leaf,
    Not,
    Phrase,
    Term,
)
from paperreader.store.archive.search import index, phrases

NUMBER = "{number}"
"""Stands in SQL for the number of a paper."""
_ALL = f'"{index.SEPARATOR}"'
_FACTS: dict[Term, str] = {
    **{HasPresence(what): word for what, word in index.PRESENCE_WORDS.items()},
    HasState(PaperState.AUTHOR_ACTIVE): index.AUTHOR_ACTIVE_WORD,
}
_MARKS: dict[PaperState, tuple[Mark, ...]] = {
    PaperState.NEW: (Mark.NEW,),
    PaperState.SEEN: (Mark.SEEN,),
    PaperState.READ: (Mark.READ,),
    PaperState.SKIPPED: (Mark.SKIPPED,),
    PaperState.UNREAD: tuple(mark for mark in Mark if mark.is_unread),
}
_MAX_DEPTH = 8
_OF_INDEXED = ("upvotes", "comments", "stars", "mark")
_NUMBERS = {CountField.UPVOTES: "upvotes", CountField.COMMENTS: "comments", CountField.STARS: "stars"}


@dataclass(frozen=True, slots=True)
class SqlCondition:
    """Papers that match both; None of either is every paper."""

    match: str | None = None
    """An expression of FTS5 over `words`."""
    where: str | None = None
    """SQL over `indexed`, of names and numbers of our own only."""
    depth: int = field(default=1, compare=False)
    """How deep it is nested."""


EVERYTHING = SqlCondition()
NOTHING = SqlCondition(where="0")


def translate(term: Term, connection: sqlite3.Connection) -> SqlCondition:
    """Return what papers that are not kept must be to match a term."""
    if isinstance(term, AllOf):
        parts = [translate(each, connection) for each in term.terms]
        whole = _all_of(parts)
    elif isinstance(term, AnyOf):
        parts = [translate(each, connection) for each in term.terms]
        whole = _any_of(parts)
    elif isinstance(term, Not):
        parts = [translate(term.term, connection)]
        whole = _negated(parts[0])
    else:
        return _leaf(term, connection)
    depth = 1 + max((part.depth for part in parts), default=0)
    return replace(whole, depth=depth) if depth < _MAX_DEPTH else _materialized(whole, connection)


def matching_numbers(condition: SqlCondition, connection: sqlite3.Connection) -> Iterator[int]:
    """Yield the numbers of the papers that meet a condition, the greatest first."""
    number, found = _condition(condition)
    query = f"SELECT {number} {found} ORDER BY {number} DESC"
    return (row[0] for row in _rows(query, condition, connection))


def ranked_numbers(
    condition: SqlCondition, score: str, most: int, connection: sqlite3.Connection
) -> Iterator[int]:
    """Yield the numbers of at most so many papers that meet a condition on words, those with the least score first.

    Where the score is equal, the greatest number comes first. The score is SQL of our own.
    """
    number, found = _condition(condition)
    query = f"SELECT {number} {found} ORDER BY {score}, {number} DESC LIMIT {most}"
    return (row[0] for row in _rows(query, condition, connection))


def count_by_day(condition: SqlCondition, connection: sqlite3.Connection) -> dict[date, int]:
    """Return how many papers of each day meet a condition; of days that are not known, and without papers, nothing."""
    number, found = _condition(condition)
    day = index.day_in(number)
    query = f"SELECT {day}, count(*) {found} AND {number} >= 0 GROUP BY {day}"
    return {date.fromordinal(ordinal): count for ordinal, count in _rows(query, condition, connection)}


def _condition(condition: SqlCondition) -> tuple[str, str]:
    """Return the column with the numbers of papers, and the tables and conditions by which they are found."""
    wheres = [condition.where or "1"]
    tables, number = "indexed", "number"
    if condition.match is not None:
        wheres.append("words MATCH ?")
        tables, number = "words", "words.rowid"
        if any(name in wheres[0] for name in _OF_INDEXED):
            tables = "words CROSS JOIN indexed ON number = words.rowid"
    where = " AND ".join(wheres).replace(NUMBER, number)
    return number, f"FROM {tables} WHERE {where}"


def _rows(query: str, condition: SqlCondition, connection: sqlite3.Connection) -> Iterable[tuple[int, ...]]:
    if condition == NOTHING:
        return ()
    return connection.execute(query, () if condition.match is None else (condition.match,))


def _materialized(condition: SqlCondition, connection: sqlite3.Connection) -> SqlCondition:
    """Return a condition that names the papers: both parsers, that of SQL and that of FTS5, go so deep and no deeper."""
    numbers = json.dumps(list(matching_numbers(condition, connection)))
    return SqlCondition(where=f"{NUMBER} IN (SELECT value FROM json_each('{numbers}'))")  # noqa: S608


def _all_of(parts: list[SqlCondition]) -> SqlCondition:
    if NOTHING in parts:
        return NOTHING
    return SqlCondition(
        _joined(" AND ", [part.match for part in parts if part.match is not None]),
        _balanced(" AND ", [part.where for part in parts if part.where is not None]),
    )


def _any_of(parts: list[SqlCondition]) -> SqlCondition:
    parts = [part for part in parts if part != NOTHING]
    if EVERYTHING in parts or not parts:
        return EVERYTHING if parts else NOTHING
    words = SqlCondition(_joined(" OR ", [part.match for part in parts if part.match and part.where is None]))
    others = [to_sql(part) for part in parts if part.where is not None]
    if not others:
        return words
    return SqlCondition(where=_balanced(" OR ", others if words.match is None else [to_sql(words), *others]))


def _negated(part: SqlCondition) -> SqlCondition:
    if part in {NOTHING, EVERYTHING}:
        return EVERYTHING if part == NOTHING else NOTHING
    if part.where is None:
        return SqlCondition(f"({_ALL} NOT {part.match})")
    return SqlCondition(where=f"NOT {to_sql(part)}")


def to_sql(part: SqlCondition) -> str:
    """Return a condition as SQL alone."""
    wheres = [] if part.where is None else [part.where]
    if part.match is not None:
        # There is no apostrophe in the expression: folded texts have none.
        wheres.append(f"{NUMBER} IN (SELECT rowid FROM words WHERE words MATCH '{part.match}')")  # noqa: S608
    return f"({' AND '.join(wheres) or '1'})"


def _joined(sign: str, parts: list[str]) -> str | None:
    if len(parts) < 2:
        return parts[0] if parts else None
    return f"({sign.join(parts)})"


def _balanced(sign: str, parts: list[str]) -> str | None:
    """Return parts of SQL together, nested as little as can be: SQLite takes so many levels and no more."""
    while len(parts) > 2:
        pairs = [parts[at : at + 2] for at in range(0, len(parts), 2)]
        parts = [pair[0] if len(pair) == 1 else f"({sign.join(pair)})" for pair in pairs]
    return _joined(sign, parts)


def _leaf(term: Leaf, connection: sqlite3.Connection) -> SqlCondition:
    match term:
        case Phrase() | FieldPhrase():
            expression = phrases.prefix_expression(term, connection)
            return NOTHING if expression is None else SqlCondition(expression)
        case DayRange():
            return SqlCondition(where=_days(term))
        case CountRange():
            return SqlCondition(where=_count(term))
        case _ if term in _FACTS:
            return SqlCondition(f'"{_FACTS[term]}"')
        case HasState() if term.state in _MARKS:
            marks = ", ".join(f"'{mark}'" for mark in _MARKS[term.state])
            return SqlCondition(where=f"mark IN ({marks})")
    # The rest is said of bookmarks.
    return NOTHING


def _days(term: DayRange) -> str:
    first = 0 if term.first is None else index.first_number(term.first)
    upper = "" if term.last is None else f" AND {NUMBER} <= {index.last_number(term.last)}"
    return f"({NUMBER} >= {first}{upper})"


def _count(term: CountRange) -> str:
    column = _NUMBERS[term.number]
    bounds = [f"{column} IS NOT NULL"]
    if term.least is not None:
        bounds.append(f"{column} >= {term.least}")
    if term.most is not None:
        bounds.append(f"{column} <= {term.most}")
    return f"({' AND '.join(bounds)})"
