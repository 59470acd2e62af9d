"""The migrations of the archive's schema: a file of any earlier version becomes one of the latest."""

import re
import sqlite3
from collections.abc import Sequence

Migration = tuple[str, ...]
"""The statements that lead from one version to the next."""

_SCHEMA_KINDS = frozenset({"table", "index", "view"})
_SPACE = re.compile(r"[ \t\n\f\r]+")

# A step that was published is never changed; what comes later is a step of its own.
MIGRATIONS: tuple[Migration, ...] = (
    (
        # Whatever is known of a paper, as a record in JSON.
        """
        CREATE TABLE papers (
            key TEXT PRIMARY KEY,
            record TEXT NOT NULL,
            first_seen_at TEXT NOT NULL,
            fetched_at TEXT NOT NULL
        )
        """,
        # The last answer of every feed.
        """
        CREATE TABLE listings (
            feed TEXT PRIMARY KEY,
            fetched_at TEXT NOT NULL,
            is_complete INTEGER NOT NULL,
            has_more INTEGER NOT NULL,
            left_out INTEGER NOT NULL
        ) WITHOUT ROWID
        """,
        """
        CREATE TABLE listing_papers (
            feed TEXT NOT NULL REFERENCES listings (feed) ON DELETE CASCADE,
            position INTEGER NOT NULL,
            paper TEXT NOT NULL REFERENCES papers (key),
            PRIMARY KEY (feed, position)
        ) WITHOUT ROWID
        """,
        # What the Hub counted, every time it was asked.
        """
        CREATE TABLE votes (
            paper TEXT NOT NULL REFERENCES papers (key),
            at TEXT NOT NULL,
            upvotes INTEGER,
            comments INTEGER,
            PRIMARY KEY (paper, at)
        ) WITHOUT ROWID
        """,
        # Papers of the sample and of saved pages have marks too, and are not among the papers above.
        """
        CREATE TABLE marks (
            paper TEXT PRIMARY KEY,
            mark TEXT NOT NULL,
            marked_at TEXT NOT NULL
        ) WITHOUT ROWID
        """,
    ),
    (
        # What a search reads instead of records. Numbers of papers grow with their days, so that the newest come
        # first when they are read backwards: the upper bits are the day, the lower twenty count within it; papers
        # without a known day have numbers below zero.
        """
        CREATE TABLE indexed (
            number INTEGER PRIMARY KEY,
            paper TEXT NOT NULL UNIQUE REFERENCES papers (key),
            upvotes INTEGER,
            comments INTEGER,
            stars INTEGER,
            mark TEXT NOT NULL,
            title TEXT NOT NULL
        )
        """,
        # The texts come folded, so every run between spaces is a word; `|` and what begins with it are marks between
        # texts and facts, which no folded text contains. Beginnings of three letters are indexed, longer ones are
        # looked up among `vocabulary`.
        """
        CREATE VIRTUAL TABLE words USING fts5 (
            title, abstract, summary, keyword, author, org, id, facts,
            content = '', prefix = '3', tokenize = "ascii tokenchars '|'"
        )
        """,
        # In how many papers a word is.
        "CREATE TABLE vocabulary (word TEXT PRIMARY KEY, papers INTEGER NOT NULL) WITHOUT ROWID",
        # What folded the texts, how often the index changed but for marks, how many papers are not indexed yet.
        """
        CREATE TABLE index_state (
            made_with TEXT NOT NULL,
            changes INTEGER NOT NULL,
            waiting INTEGER NOT NULL
        )
        """,
        "INSERT INTO index_state SELECT '', 0, count(*) FROM papers",
    ),
    (
        # From which day on papers are in the inbox: one row, none before it was first opened.
        "CREATE TABLE inbox (begins TEXT NOT NULL)",
        # What was in the inbox when the reader said to be caught up.
        "CREATE TABLE passed (paper TEXT PRIMARY KEY, passed_at TEXT NOT NULL) WITHOUT ROWID",
    ),
    (
        # What papers say, each in Markdown, packed by zlib. Papers the Hub does not know have texts and places too.
        """
        CREATE TABLE full_texts (
            paper TEXT PRIMARY KEY,
            origin TEXT NOT NULL,
            fetched_at TEXT NOT NULL,
            packed BLOB NOT NULL
        )
        """,
        # Where reading them goes on.
        """
        CREATE TABLE places (
            paper TEXT PRIMARY KEY,
            block INTEGER NOT NULL,
            offset INTEGER NOT NULL,
            share REAL NOT NULL
        ) WITHOUT ROWID
        """,
    ),
    (
        # What may have been closed by mistake while the clock was ahead is asked for once more: days without papers
        # that are no weekend, and what was asked for in times of which the papers tell that they were not real: papers
        # that were first seen then have others filed after them that were first seen a day earlier or more.
        """
        UPDATE listings SET is_complete = 0
        WHERE is_complete AND feed LIKE 'day:%' AND strftime('%w', substr(feed, 5)) NOT IN ('0', '6')
        AND NOT EXISTS (SELECT 1 FROM listing_papers AS place WHERE place.feed = listings.feed)
        """,
        """
        WITH seen AS (
            SELECT first_seen_at, min(first_seen_at) OVER (
                ORDER BY rowid DESC ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
            ) AS later
            FROM papers
        ), unreal AS (
            SELECT DISTINCT later, first_seen_at FROM seen WHERE julianday(first_seen_at) - julianday(later) > 1
        )
        UPDATE listings SET is_complete = 0
        WHERE is_complete AND EXISTS (
            SELECT 1 FROM unreal WHERE fetched_at > unreal.later AND fetched_at <= unreal.first_seen_at
        )
        """,
    ),
)


INDEX_MIGRATION = MIGRATIONS[1]
"""The statements that make the tables of the index."""


def version_of(connection: sqlite3.Connection) -> int:
    """Return the version of the tables; 0 for a file that has none yet."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def is_schema_of(version: int, schema: Sequence[tuple[object, object, object]]) -> bool:
    """Tell whether a file of a version has the tables of that version, given the kind, name and statement of each.

    SQLite keeps statements as they were written. What it made by itself may differ, and what somebody added may be
    there, but no trigger, which would act whenever something is changed, nothing in place of what a search reads,
    and no table of a later version.
    """
    theirs = {_unspaced(statement) for *_, statement in schema if isinstance(statement, str)}
    return (
        version >= 0
        and _statements(MIGRATIONS[:version]) <= theirs
        and not _statements(MIGRATIONS[version:]) & theirs
        and all(kind in _SCHEMA_KINDS for kind, *_ in schema)
        and not any(kind == "view" and str(name).lower().startswith("words_") for kind, name, _ in schema)
    )


def _statements(steps: Sequence[Migration]) -> set[str]:
    return {text for step in steps for each in step if (text := _unspaced(each)).startswith("CREATE ")}


def _unspaced(statement: str) -> str:
    # Only what SQLite takes for white space: others are letters of a name to it.
    return _SPACE.sub(" ", statement).strip(" ")


def migrate(
    connection: sqlite3.Connection, application_id: int, steps: Sequence[Migration] = MIGRATIONS
) -> None:
    """Take every step that is missing, each whole or not at all; two programs may do so at the same time."""
    for version, step in enumerate(steps, start=1):
        with connection:
            connection.execute("BEGIN IMMEDIATE")
            # Only now: another program may have taken the step while this one waited for its turn.
            if version_of(connection) < version:
                for statement in step:
                    connection.execute(statement)
                connection.execute(f"PRAGMA application_id = {application_id}")
                connection.execute(f"PRAGMA user_version = {version}")
