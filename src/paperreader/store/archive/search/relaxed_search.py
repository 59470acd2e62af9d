"""Searches for papers with any of the words of a relaxed query, the best first.

As `candidates` does it: words are asked for from the rarest on, as long as not too many papers have them.
"""

import json
import sqlite3
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from itertools import islice

from paperreader.domain.query.relaxation import RelaxedQuery, RelaxedWord
from paperreader.domain.query.search_candidate import SearchCandidate
from paperreader.domain.query.syntax_tree import AllOf, Term
from paperreader.store.archive.search import conditions, phrases
from paperreader.store.archive.search.conditions import NUMBER, SqlCondition

MAX_RESULTS = 100
"""How many papers are given."""
_MAX_READ = 20_000
"""How many papers the words that are asked for may be in, all together."""
_MAX_WORDS = 60
_SCORE = "bm25(words, 1.5, 1, 1, 1, 1, 1, 0, 0)"
"""Of the columns of `words`: unlike a title with all words, one with a single word of many is not much of a sign."""


def best_matches(
    wanted: RelaxedQuery,
    kept: Mapping[int, SearchCandidate],
    without: Collection[int],
    connection: sqlite3.Connection,
) -> list[int]:
    """Return the numbers of at most `MAX_RESULTS` papers, the best first, but for some.

    Args:
        wanted: Of whose words each paper has one at least.
        kept: Bookmarked papers by their numbers, of which the bookmarks may decide what is required.
        without: Numbers not to return.
        connection: Of the archive.
    """
    required = _required(wanted.required, kept, connection)
    counted = sorted(
        (papers, word.text, word) for word in wanted.words if (papers := _papers(word, connection))
    )
    telling: list[str] = []
    read = 0
    for papers, _, word in counted[:_MAX_WORDS]:
        read += papers
        if read > _MAX_READ:
            break
        telling.append(_expression(word))
    if telling:
        condition = replace(required, match=f"({' OR '.join(telling)})")
        found = conditions.ranked_numbers(condition, _SCORE, MAX_RESULTS + len(without), connection)
    elif counted:
        # Even the rarest word says nothing of which is the best.
        found = conditions.matching_numbers(replace(required, match=_expression(counted[0][2])), connection)
    else:
        return []
    return list(islice((number for number in found if number not in without), MAX_RESULTS))


def _required(
    term: Term, kept: Mapping[int, SearchCandidate], connection: sqlite3.Connection
) -> SqlCondition:
    """Return what is required, as a condition without an expression of FTS5."""
    if term == AllOf():
        return conditions.EVERYTHING
    where = conditions.to_sql(conditions.translate(term, connection))
    if kept:
        # What bookmarks decide was answered as if nothing was kept.
        matching = [number for number, candidate in kept.items() if term.matches(candidate)]
        where = f"(({where} AND NOT {_among(kept)}) OR {_among(matching)})"
    return SqlCondition(where=where)


def _among(numbers: Collection[int]) -> str:
    return f"{NUMBER} IN (SELECT value FROM json_each('{json.dumps(list(numbers))}'))"  # noqa: S608


def _papers(word: RelaxedWord, connection: sqlite3.Connection) -> int:
    if word.is_begun:
        return phrases.prefix_frequency(word.text, connection)
    query = "SELECT coalesce(sum(papers), 0) FROM vocabulary WHERE word IN (SELECT value FROM json_each(?))"
    return int(connection.execute(query, (json.dumps(list(_forms(word))),)).fetchone()[0])


def _expression(word: RelaxedWord) -> str:
    """Return the expression of FTS5 for a word; folded words have no quotation marks."""
    return f'"{word.text}" *' if word.is_begun else " OR ".join(f'"{form}"' for form in _forms(word))


def _forms(word: RelaxedWord) -> Iterator[str]:
    yield word.text
    if word.has_plural:
        yield f"{word.text}s"
