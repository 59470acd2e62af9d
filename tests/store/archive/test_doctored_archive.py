"""An archive another program wrote into: whatever lies in whichever column, it is read as harmless, or refused in words."""

import dataclasses
import sqlite3
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import pytest

from paperreader.domain.papers.feed import Edition, Period, Search
from paperreader.domain.papers.full_text import FullText, ReadingPosition, TextOrigin
from paperreader.domain.papers.marks import Mark
from paperreader.domain.papers.paper import Paper
from paperreader.domain.query.query import Query
from paperreader.errors import StoreError, StoreUnreadable
from paperreader.store.archive.archive import Archive
from paperreader.store.archive.tables.migrations import MIGRATIONS
from tests.at_length import few
from tests.store.builders import NOON, TODAY, key, listing, paper
from tests.values import fields_of, is_value

_NOW = NOON + timedelta(days=1)
_BEGINS = date(2026, 8, 19)
_KEYS = [key(number) for number in (1, 19, 20, 21, 29, 30, 31)]
_ACTS = "\x1b]0;owned\x07\x9b31m"
_VALUES = (
    _ACTS,
    b"\xff\x00",
    2**62,
    "9999-12-31T23:59:59.999999+00:00",
    '{"key": "k", "title": "\x9b31m"}',
    -1,
    1.5,
)


# What stands between the brackets of that table's statement.
_COLUMNS_OF_VOTES = next(
    statement[statement.index("(") + 1 : statement.rindex(")")]
    for step in MIGRATIONS
    for statement in step
    if "CREATE TABLE votes" in statement
)


def _day(number: int) -> Edition:
    return Edition(Period.DAY, date(2026, 8, number))


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return an archive that has something in every table."""
    path = tmp_path_factory.mktemp("archive") / "archive.sqlite3"
    with closing(Archive.open(path)) as archive:
        for number in (19, 20, 21):
            papers = (paper(number, upvotes=3, comments=1), paper(number + 10, upvotes=5))
            archive.store(dataclasses.replace(listing(*papers, feed=_day(number)), is_complete=True))
        archive.set_marks({key(19): Mark.READ, key(20): Mark.SKIPPED, key(29): Mark.SEEN}, NOON)
        later = listing(paper(20, upvotes=90), feed=_day(20), at=NOON + timedelta(hours=3))
        archive.store(later)
        archive.store(dataclasses.replace(listing(paper(1), feed=Search("tide")), is_complete=True))
        archive.inbox.begin(_BEGINS)
        archive.inbox.mark_passed([key(30)], _BEGINS, NOON)
        archive.texts.save(FullText(key(19), "# Tide\n\nText.", TextOrigin.HUB, NOON))
        archive.texts.save_position(key(19), ReadingPosition(1, 2, 0.5))
        while archive.index.add(100) is not None:
            pass
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
    return path.read_bytes()


def _uses(archive: Archive) -> Iterator[Callable[[], object]]:
    """Yield all that is ever asked of an archive, and told to it."""
    yield partial(archive.listing, _day(20))
    yield partial(archive.listing, Search("tide"))
    yield partial(archive.newest_edition, Period.DAY)
    yield partial(archive.days, _NOW)
    yield partial(archive.days_between, date(2026, 8, 1), date(2026, 8, 31), _NOW)
    yield partial(archive.statistics, _NOW)
    yield partial(archive.paper, key(20))
    yield partial(archive.votes, key(20))
    yield partial(archive.rises, _KEYS, _NOW)
    yield partial(archive.marks)
    for text in ("lantern", "lantern* upvotes:>2", "is:unread", "org:lantern", '"lanterns for"'):
        yield partial(archive.index.find, Query.parse(text, date(2026, 8, 22)), 10)
    yield partial(archive.index.count_by_day, Query.parse("lantern", date(2026, 8, 22)))
    yield partial(archive.index.waiting)
    yield partial(archive.index.add, 100)
    yield partial(archive.index.merge, is_begun=False)
    yield partial(archive.inbox.contents, date(2026, 8, 22), _NOW)
    yield partial(archive.inbox.begins)
    yield partial(archive.texts.text, key(19))
    yield partial(archive.texts.saved_keys)
    yield partial(archive.texts.position, key(19))
    yield partial(archive.texts.positions)
    near = archive.candidates
    yield partial(near.idf, ["lanterns", "lost"])
    yield lambda: near.papers([*near.similar(["lanterns"]), *near.unread(["lanterns"], 5, [])])
    yield partial(near.skipped, 10, [])
    yield partial(archive.store, listing(paper(20, upvotes=11), paper(40), feed=TODAY))
    yield partial(archive.store_paper, paper(19, upvotes=4), _NOW)
    yield partial(archive.set_marks, {key(19): Mark.SEEN}, _NOW)
    yield partial(archive.inbox.mark_passed, [key(21)], _BEGINS, _NOW)
    yield partial(archive.texts.save_position, key(19), ReadingPosition(1, 1, 0.1))
    yield partial(archive.check)


def _acting(value: object) -> Iterator[str]:
    """Yield what acts among the texts in a value, and what is no text; keys only stand for papers."""
    if isinstance(value, bytes) or (isinstance(value, str) and not value.replace("\n", "").isprintable()):
        yield repr(value)
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _acting(each)
    elif isinstance(value, tuple | list):
        for each in value:
            yield from _acting(each)
    elif is_value(value):
        for _, held in fields_of(value):
            yield from _acting(held)


def _columns(path: Path) -> list[tuple[str, str]]:
    with closing(sqlite3.connect(path)) as connection:
        query = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'words%' AND name NOT LIKE 'sqlite%'"
        tables = [name for (name,) in connection.execute(query)]
        return [
            (table, row[1]) for table in tables for row in connection.execute(f"PRAGMA table_info({table})")
        ]


def _doctored(path: Path, statement: str, *values: object) -> bool:
    """Change an archive as another program may; tell whether its own rules let that happen."""
    try:
        _change(path, statement, values)
    except sqlite3.Error:
        return False
    return True


def _change(path: Path, statement: str, values: Sequence[object] = (), *more: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(statement, values)
        for each in more:
            connection.execute(each)


@pytest.mark.parametrize("value", few(_VALUES, 4), ids=repr)
def test_in_whichever_column_it_lies_it_does_no_harm(tmp_path: Path, content: bytes, value: object) -> None:
    _check_harmless(tmp_path / "archive.sqlite3", content, "?", value)


def test_what_is_no_text_does_no_harm_either(tmp_path: Path, content: bytes) -> None:
    _check_harmless(tmp_path / "archive.sqlite3", content, "CAST(x'ff41' AS TEXT)")


def _check_harmless(path: Path, content: bytes, expression: str, *values: object) -> None:
    path.write_bytes(content)
    columns = _columns(path)
    assert len(columns) > 30
    for table, column in columns:
        path.write_bytes(content)
        if not _doctored(path, f"UPDATE OR REPLACE {table} SET {column} = {expression}", *values):  # noqa: S608
            continue
        with closing(Archive.open(path)) as archive:
            for use in _uses(archive):
                try:
                    found = list(_acting(use()))
                except StoreError as error:
                    found = list(_acting([error.message, error.hint]))
                assert found == [], (table, column, use)


def test_texts_of_a_record_are_cleaned_however_they_are_written(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "archive.sqlite3"
    for written in ("\x9b31m", r"\u001b]0;owned\u0007\u009b31m", r"\u202e", "\u202ename"):
        path.write_bytes(content)
        assert _doctored(
            path, "UPDATE papers SET record = replace(record, 'Lanterns', ?)", f"Tide {written} rises"
        )
        with closing(Archive.open(path)) as archive:
            read = archive.paper(key(20))
            assert isinstance(read, Paper)
            assert read.title.startswith("Tide ")
            assert read.title.isprintable()
            assert archive.listing(_day(20)) is not None


def test_a_kept_text_is_cleaned(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "archive.sqlite3"
    path.write_bytes(content)
    packed = zlib.compress(f"# Tide\n\nA {_ACTS} text.".encode())
    assert _doctored(path, "UPDATE full_texts SET packed = ?", packed)
    with closing(Archive.open(path)) as archive:
        text = archive.texts.text(key(19))
        assert text is not None
        assert text.markdown == "# Tide\n\nA  text."


def test_a_kept_text_that_swells_is_told(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "archive.sqlite3"
    most = "\U0001f600" * 3_000_000
    for text, is_refused in (
        (most, False),
        (most + "x", True),
        ("x" * 300_000_000, True),
        ("\n" * 100_000, False),
        ("\n" * 100_001, True),
    ):
        path.write_bytes(content)
        assert _doctored(path, "UPDATE full_texts SET packed = ?", zlib.compress(text.encode(), 1))
        with closing(Archive.open(path)) as archive:
            if is_refused:
                with pytest.raises(StoreUnreadable, match="cut off, or longer than any"):
                    archive.texts.text(key(19))
            else:
                read = archive.texts.text(key(19))
                assert read is not None
                assert read.markdown == text


def test_a_record_beyond_all_bounds_is_told_and_not_read(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "archive.sqlite3"
    path.write_bytes(content)
    assert _doctored(path, "UPDATE papers SET record = CAST(zeroblob(64000001) AS TEXT)")
    with closing(Archive.open(path)) as archive:
        for use in (partial(archive.paper, key(20)), partial(archive.listing, _day(20))):
            with pytest.raises(StoreUnreadable, match="too big"):
                use()


@pytest.mark.parametrize(
    "statements",
    [
        (
            "DROP TABLE listings",
            "CREATE VIEW listings AS WITH RECURSIVE n (feed) AS (SELECT 1 UNION ALL SELECT feed + 1 FROM n) SELECT * FROM n",
        ),
        ("CREATE TRIGGER t AFTER UPDATE ON marks BEGIN DELETE FROM papers; END",),
        (
            "CREATE TRIGGER t AFTER UPDATE ON marks BEGIN DELETE FROM papers; END",
            "PRAGMA writable_schema = ON",
            "UPDATE sqlite_master SET type = 'Trigger' WHERE type = 'trigger'",
        ),
        (
            "ALTER TABLE votes RENAME TO former",
            f"CREATE TABLE votes\u00a0 ({_COLUMNS_OF_VOTES}) WITHOUT ROWID",
            "CREATE VIEW votes AS SELECT 1 AS paper",
        ),
        ("DROP TABLE words_config", "CREATE VIEW Words_Config AS SELECT 1 AS k, 2 AS v"),
        ("PRAGMA user_version = 0",),
        ("PRAGMA user_version = -1",),
        ("PRAGMA user_version = 2",),
        (
            "PRAGMA writable_schema = ON",
            "UPDATE sqlite_master SET sql = CAST(sql AS BLOB) WHERE name = 'votes'",
        ),
        ("DROP TABLE votes",),
        ("DROP TABLE votes", "CREATE TABLE votes (paper, at)"),
        ("ALTER TABLE marks ADD COLUMN more",),
        ("ALTER TABLE marks RENAME COLUMN mark TO sign",),
    ],
    ids=[
        "view",
        "trigger",
        "Trigger",
        "space",
        "shadow",
        "before",
        "negative",
        "former",
        "bytes",
        "none",
        "another",
        "more",
        "renamed",
    ],
)
def test_tables_that_are_not_ours_are_refused_and_left_alone(
    tmp_path: Path, content: bytes, statements: tuple[str, ...]
) -> None:
    path = tmp_path / "archive.sqlite3"
    path.write_bytes(content)
    first, *more = statements
    _change(path, first, (), *more)
    doctored = path.read_bytes()
    with pytest.raises(StoreUnreadable, match="its tables are not those of an archive"):
        Archive.open(path)
    assert path.read_bytes() == doctored


def test_what_somebody_added_for_themselves_is_let_be(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "archive.sqlite3"
    path.write_bytes(content)
    assert _doctored(path, "CREATE VIEW my_days AS SELECT feed FROM listings")
    assert _doctored(path, "CREATE TABLE my_notes (paper, note)")
    assert _doctored(path, "CREATE INDEX my_index ON votes (at)")
    assert _doctored(path, "ANALYZE")
    with closing(Archive.open(path)) as archive:
        assert archive.listing(_day(20)) is not None


def test_a_key_that_acts_stands_for_no_paper(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "archive.sqlite3"
    path.write_bytes(content)
    assert _doctored(path, "UPDATE papers SET record = replace(record, '2608.00020', ?)", r"\u001b]0;\u0007")
    with closing(Archive.open(path)) as archive, pytest.raises(StoreUnreadable, match="length >= 1"):
        archive.paper(key(20))
