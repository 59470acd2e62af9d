"""Tables of full texts, compressed, and of the reading positions in them."""

import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress

from paperreader.domain.papers.full_text import (
    MAX_CHARACTERS,
    MAX_LINES,
    FullText,
    ReadingPosition,
    TextOrigin,
)
from paperreader.domain.papers.paper import PaperKey
from paperreader.domain.text import clean_lines, clean_piece
from paperreader.errors import StoreUnreadable
from paperreader.store.archive.tables import columns
from paperreader.store.archive.tables.database import Database

_MAX_BYTES = 4 * MAX_CHARACTERS
"""Of a text, unpacked: no character takes more than four."""
_PIECE = 50_000
"""Characters that are cleaned at once: a regular expression that goes through millions holds up every key meanwhile."""
_WRITE_TEXT = """
    INSERT INTO full_texts (paper, origin, fetched_at, packed) VALUES (?, ?, ?, ?)
    ON CONFLICT (paper) DO UPDATE
    SET origin = excluded.origin, fetched_at = excluded.fetched_at, packed = excluded.packed
"""
_SHORT = 1_200
"""Bytes, packed, above which a text is none of a failed conversion."""
_SELECT_SHORT = (
    "SELECT paper, origin, fetched_at, packed FROM full_texts WHERE origin = ? AND length(packed) < ?"
)
_WRITE_PLACE = "INSERT OR REPLACE INTO places (paper, block, offset, share) VALUES (?, ?, ?, ?)"


class FullTextTables:
    """Reads and writes the tables of full texts; raises what the archive raises.

    A paper need not be among the archive's papers to have a text or a position.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def text(self, key: PaperKey) -> FullText | None:
        """Return the saved text of a paper; None if there is none, or only what is left of a failed conversion."""
        query = "SELECT origin, fetched_at, packed FROM full_texts WHERE paper = ?"
        with self._database.reading() as connection:
            row = connection.execute(query, (str(key),)).fetchone()
            if row is None:
                return None
            text = _text(key, *row)
            return None if text.is_failed else text

    def save(self, text: FullText) -> None:
        """Save a text in place of the former one."""
        # Packed, a paper takes a third, and is unpacked in a millisecond.
        packed = zlib.compress(text.markdown.encode())
        row = (str(text.key), str(text.origin), columns.time_to_text(text.fetched_at), packed)
        with self._database.writing() as connection:
            connection.execute(_WRITE_TEXT, row)

    def saved_keys(self) -> frozenset[PaperKey]:
        """Return the papers whose text is saved."""
        with self._database.reading() as connection:
            kept = connection.execute("SELECT paper FROM full_texts").fetchall()
            short = connection.execute(_SELECT_SHORT, (str(TextOrigin.ARXIV), _SHORT)).fetchall()
        return frozenset(columns.key_from_column(key) for (key,) in kept).difference(_failed(short))

    def position(self, key: PaperKey) -> ReadingPosition | None:
        """Return at which position reading a paper resumes; None if it was never begun."""
        query = "SELECT block, offset, share FROM places WHERE paper = ?"
        with self._database.reading() as connection:
            row = connection.execute(query, (str(key),)).fetchone()
            return None if row is None else columns.position_from_row(row)

    def positions(self) -> Mapping[PaperKey, ReadingPosition]:
        """Return at which position reading resumes, of every paper that was begun."""
        with self._database.reading() as connection:
            rows = connection.execute("SELECT paper, block, offset, share FROM places").fetchall()
            return {columns.key_from_column(key): columns.position_from_row(place) for key, *place in rows}

    def save_position(self, key: PaperKey, position: ReadingPosition) -> None:
        """Save at which position reading resumes."""
        with self._database.writing() as connection:
            connection.execute(_WRITE_PLACE, (str(key), position.block, position.offset, position.share))


def _text(key: PaperKey, origin: str, fetched_at: str, packed: object) -> FullText:
    return FullText(
        key=key,
        markdown=_unpacked(packed),
        origin=columns.from_column(origin, TextOrigin),
        fetched_at=columns.time_from_text(fetched_at),
    )


def _failed(rows: Iterable[tuple[str, str, str, object]]) -> Iterator[PaperKey]:
    for name, origin, fetched_at, packed in rows:
        # What can't be read is told when it is read.
        with suppress(StoreUnreadable):
            text = _text(columns.key_from_column(name), origin, fetched_at, packed)
            if text.is_failed:
                yield text.key


def _unpacked(packed: object) -> str:
    """Return a text as it was packed, or harmless, should another program have packed it."""
    unpacking = zlib.decompressobj()
    try:
        # One more byte, so that the end is seen behind the longest text.
        content = unpacking.decompress(packed if isinstance(packed, bytes) else b"", _MAX_BYTES + 1)
        text = content.decode() if unpacking.eof else ""
    except (zlib.error, UnicodeDecodeError) as error:
        raise StoreUnreadable(f"a stored text was not understood: {error}") from error
    if not unpacking.eof or len(text) > MAX_CHARACTERS or text.count("\n") > MAX_LINES:
        raise StoreUnreadable("a stored text is cut off, or longer than any")
    return "\n".join(map(_cleaned, text.split("\n")))


def _cleaned(line: str) -> str:
    if line.isprintable():
        return line
    if len(line) <= _PIECE:
        cleaned = clean_lines(line)
        # What is a line break to Markdown is at the end of a line, and so of this text.
        return f"{cleaned}  " if cleaned and line.endswith("  ") else cleaned
    return "".join(clean_piece(line[at : at + _PIECE]) for at in range(0, len(line), _PIECE))
