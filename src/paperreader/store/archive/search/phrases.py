"""Translates phrases to expressions of FTS5, the last word being a prefix."""

import sqlite3

from paperreader.domain.query.search_candidate import TextField
from paperreader.domain.query.syntax_tree import FieldPhrase, Phrase
from paperreader.store.archive.search import index

_PREFIX_LENGTH = 3
"""How many letters the beginnings have that the index has."""
_MANY_WORDS = 1_500
"""Words that begin alike; more are merged by FTS5 itself, which takes longer before the first paper is found."""
_MANY_PHRASES = 12
"""Phrases with words that begin alike: each reads all that its first words have."""
_LAST_CHARACTER = "\U0010ffff"
"""Sorts behind whatever may follow a beginning."""


def phrase_expression(term: Phrase | FieldPhrase) -> str:
    """Return the expression that counts as one phrase, whatever the last word may become."""
    field, text = _indexed(term)
    return f'{field}("{text}" *)'


def prefix_expression(term: Phrase | FieldPhrase, connection: sqlite3.Connection) -> str | None:
    """Return the expression that gives the first papers soonest; None where no word begins so.

    A beginning of three letters is in the index. Of others FTS5 would merge all papers of all words before it could
    give the first: the words they may become are named instead, and those of less than three by their beginnings.
    """
    field, text = _indexed(term)
    before, space, last = text.rpartition(" ")
    if len(last) == _PREFIX_LENGTH:
        return phrase_expression(term)
    most = _MANY_PHRASES if before and len(last) > _PREFIX_LENGTH else _MANY_WORDS
    ends = _completions(last, most, connection)
    if ends is None:
        return phrase_expression(term)
    named = " OR ".join(f'"{before}{space}{end}"{sign}' for end, sign in ends)
    return f"{field}({named})" if named else None


def phrase_frequency(term: Phrase | FieldPhrase, connection: sqlite3.Connection) -> int:
    """Return how often papers have words that begin like the last one, a paper with several counted for each."""
    return prefix_frequency(_indexed(term)[1].rpartition(" ")[2], connection)


def prefix_frequency(beginning: str, connection: sqlite3.Connection) -> int:
    """Return how often papers have words that begin so, a paper with several counted for each."""
    query = "SELECT coalesce(sum(papers), 0) FROM vocabulary WHERE word >= ? AND word < ?"
    return int(connection.execute(query, (beginning, beginning + _LAST_CHARACTER)).fetchone()[0])


def _indexed(term: Phrase | FieldPhrase) -> tuple[str, str]:
    """Return the columns to look in, nothing for all, and the words as they are there."""
    if isinstance(term, Phrase):
        return "", term.text
    if term.field is TextField.SUBMITTER:
        return "", " ".join(index.SUBMITTER_PREFIX + word for word in term.text.split())
    return f"{term.field} : ", term.text


def _completions(beginning: str, most: int, connection: sqlite3.Connection) -> list[tuple[str, str]] | None:
    """Return what a beginning may become, with a `*` behind what is a beginning itself; None for more than `most`."""
    is_short = len(beginning) < _PREFIX_LENGTH
    column = f"DISTINCT substr(word, 1, {_PREFIX_LENGTH})" if is_short else "word"
    query = f"SELECT {column} FROM vocabulary WHERE word >= ? AND word < ? LIMIT ?"  # noqa: S608
    rows = connection.execute(query, (beginning, beginning + _LAST_CHARACTER, most + 1)).fetchall()
    if len(rows) > most:
        return None
    # No folded word has quotation marks, but another program may have put in what is none.
    words = [word.replace('"', "") for (word,) in rows if isinstance(word, str)]
    return [(word, " *" if is_short and len(word) == _PREFIX_LENGTH else "") for word in words]
