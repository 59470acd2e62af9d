"""Full texts and places: each once, as it was, for as long as the archive is there."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from paperreader.domain.papers.full_text import FullText, ReadingPosition, TextOrigin
from paperreader.domain.papers.paper import PaperKey
from paperreader.domain.text import clean_lines
from paperreader.errors import StoreUnreadable
from paperreader.store.archive.archive import Archive
from paperreader.store.archive.tables import migrations
from paperreader.store.archive.tables.connection import APPLICATION_ID
from tests import strategies
from tests.store.builders import NOON, key, listing, paper

_TEXT = FullText(key(1), "# Lamps\n\nThey glow: $x^2$ — 灯.", TextOrigin.HUB, NOON)


def test_nothing_is_kept_at_first(archive: Archive) -> None:
    assert archive.texts.text(key(1)) is None
    assert archive.texts.position(key(1)) is None
    assert archive.texts.saved_keys() == frozenset()
    assert archive.texts.positions() == {}


def test_a_text_comes_back_as_it_was_and_a_later_one_takes_its_place(archive: Archive) -> None:
    archive.texts.save(_TEXT)
    other = replace(_TEXT, key=PaperKey("math/0309136"), origin=TextOrigin.ARXIV)
    archive.texts.save(other)
    assert archive.texts.text(key(1)) == _TEXT
    assert archive.texts.saved_keys() == {key(1), other.key}
    later = replace(_TEXT, markdown="# Lamps", origin=TextOrigin.ARXIV, fetched_at=NOON + timedelta(days=1))
    archive.texts.save(later)
    assert archive.texts.text(key(1)) == later
    assert archive.texts.text(other.key) == other


def test_what_is_left_of_a_failed_conversion_counts_as_no_text(archive: Archive) -> None:
    failed = FullText(key(2), "\\newthing\n\nlong \\setthinglongfalse", TextOrigin.ARXIV, NOON)
    archive.texts.save(failed)
    archive.texts.save(_TEXT)
    assert archive.texts.text(failed.key) is None
    assert archive.texts.saved_keys() == {_TEXT.key}
    converted = replace(failed, markdown="# Lamps\n\nThey glow.")
    archive.texts.save(converted)
    assert archive.texts.text(failed.key) == converted
    assert archive.texts.saved_keys() == {_TEXT.key, failed.key}


@pytest.mark.parametrize(
    "text",
    [
        replace(_TEXT, markdown="\\newthing long", origin=TextOrigin.HUB),
        replace(_TEXT, markdown="# \\newthing", origin=TextOrigin.ARXIV),
        replace(_TEXT, markdown="We take $\\alpha$ and {x}.", origin=TextOrigin.ARXIV),
        replace(_TEXT, markdown="\\magnification " + "word " * 300, origin=TextOrigin.ARXIV),
    ],
)
def test_what_may_be_a_text_is_kept_as_one(archive: Archive, text: FullText) -> None:
    archive.texts.save(text)
    assert archive.texts.text(text.key) == text
    assert archive.texts.saved_keys() == {text.key}


@given(
    markdown=st.text(st.characters(exclude_categories=["Cs"]), max_size=300),
    origin=st.sampled_from(TextOrigin),
    at=strategies.times(),
)
def test_any_text_comes_back(markdown: str, origin: TextOrigin, at: datetime) -> None:
    with closing(Archive.in_memory()) as archive:
        text = FullText(key(1), clean_lines(markdown), origin, at)
        assume(not text.is_failed)
        archive.texts.save(text)
        assert archive.texts.text(key(1)) == text


def test_texts_and_places_outlive_fetching_and_the_next_start(tmp_path: Path) -> None:
    path = tmp_path / "archive.sqlite3"
    archive = Archive.open(path)
    archive.store(listing(paper(1), paper(2)))
    archive.texts.save(_TEXT)
    archive.texts.save_position(key(1), ReadingPosition(3, 14, 0.25))
    archive.store(listing(paper(2)))
    archive.store_paper(paper(1), NOON + timedelta(days=2))
    archive.close()
    again = Archive.open(path)
    assert again.texts.text(key(1)) == _TEXT
    assert again.texts.position(key(1)) == ReadingPosition(3, 14, 0.25)
    again.close()


def test_a_place_is_the_last_one_that_was_told(archive: Archive) -> None:
    archive.texts.save_position(key(1), ReadingPosition(3, 14, 0.25))
    archive.texts.save_position(key(2), ReadingPosition(0, 0, 0))
    archive.texts.save_position(key(1), ReadingPosition(9, 0, 0.5))
    assert archive.texts.position(key(1)) == ReadingPosition(9, 0, 0.5)
    assert archive.texts.positions() == {
        key(1): ReadingPosition(9, 0, 0.5),
        key(2): ReadingPosition(0, 0, 0.0),
    }


def test_a_long_text_takes_less_than_half_of_itself(tmp_path: Path) -> None:
    archive = Archive.open(tmp_path / "archive.sqlite3")
    before = archive.statistics(NOON).size
    markdown = "\n\n".join(
        f"Lamp {number} of {number**2} glows for {number**3} hours." for number in range(9_000)
    )
    archive.texts.save(replace(_TEXT, markdown=markdown))
    assert archive.statistics(NOON).size - before < len(markdown) / 2
    archive.close()


def test_an_archive_of_the_version_before_gets_the_tables_and_loses_nothing(tmp_path: Path) -> None:
    path = tmp_path / "archive.sqlite3"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        migrations.migrate(connection, APPLICATION_ID, migrations.MIGRATIONS[:3])
        connection.execute("INSERT INTO marks (paper, mark, marked_at) VALUES ('2608.00001', 'read', '2026')")
        assert migrations.version_of(connection) == 3
    archive = Archive.open(path)
    assert list(archive.marks()) == [key(1)]
    archive.texts.save(_TEXT)
    assert archive.texts.text(key(1)) == _TEXT
    archive.close()


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE full_texts SET packed = x'00ff'",
        "UPDATE full_texts SET packed = substr(packed, 1, 9)",
        "UPDATE full_texts SET packed = 'text'",
        "UPDATE full_texts SET origin = 'elsewhere'",
        "UPDATE full_texts SET fetched_at = 'never'",
    ],
)
def test_a_damaged_text_is_told(archive: Archive, damage: str) -> None:
    archive.texts.save(_TEXT)
    with archive._database.writing() as connection:
        connection.execute(damage)
    with pytest.raises(StoreUnreadable, match="is damaged"):
        archive.texts.text(key(1))


@pytest.mark.parametrize("column", ["block", "offset", "share"])
def test_a_damaged_place_is_told(archive: Archive, column: str) -> None:
    archive.texts.save_position(key(1), ReadingPosition(3, 14, 0.25))
    with archive._database.writing() as connection:
        connection.execute(f"UPDATE places SET {column} = 'no'")  # noqa: S608 - of constants
    with pytest.raises(StoreUnreadable, match="is damaged"):
        archive.texts.position(key(1))
    with pytest.raises(StoreUnreadable, match="is damaged"):
        archive.texts.positions()
