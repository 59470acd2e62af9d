"""The TinyDB storage: one readable JSON file that is always whole and says what it is.

The file is an object of tables, each an object of documents by id, and a section `about` with the kind of file
and its version. TinyDB hands that section back as it is; it is checked whenever the file has changed, because a
newer program may have rewritten the file meanwhile.
"""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import msgspec
from tinydb.storages import Storage

from paperreader.errors import StoreNotWritable, StoreTooNew, StoreUnreadable
from paperreader.plain_file import NotAFile
from paperreader.store import files
from paperreader.store.bookmarks.table_text import TableText
from paperreader.store.records import MALFORMED

Tables = dict[str, dict[str, object]]
"""Documents by table and id, and the section `about`."""

_ABOUT = "about"
_MAY_NOT = "Check that it is a file, who owns it, and whether you may read it"
_TOO_MUCH = "Export what you need least, and remove it"
_TOO_DEEP = "Look for many brackets in a row in it, and remove them"
_NOT_MOUNTED = "Check that the disk is mounted; if the folder is gone for good, create it or remove the link"
_NOTHING_CHANGED = "It was not changed: restore a good copy, or move it away to start a new one"


class Damaged(StoreUnreadable):
    """The file could be read, and its content is not what it should be."""

    def __init__(self, path: Path, what: str) -> None:
        super().__init__(f"{path} {what}", _NOTHING_CHANGED)
        self.what = what


class DurableStorage(Storage):
    """Tables in a JSON file, written whole, read again only when the file has changed.

    Args:
        path: The file; it appears with the first write.
        kind: What the file says it is.
        version: The newest version of that kind that is understood, and the one that is written.
    """

    def __init__(self, path: Path, kind: str, version: int) -> None:
        self.path = path
        self._kind = kind
        self._version = version
        self._tables: Tables = {}
        self._uncommitted: Tables | None = None
        self._is_written = False
        self._text = TableText()
        self._stamp: files.Stamp | None = None

    def read(self) -> Tables | None:
        """Return the tables, to be changed as TinyDB does; None where there is no file.

        Raises:
            Damaged: The file is damaged or of another kind.
            StoreUnreadable: It can't be opened.
            StoreTooNew: It was written by a newer program.
        """
        if self._uncommitted is not None:
            return self._uncommitted
        # TinyDB changes tables and documents in place before it writes; what is remembered here must stay as the
        # file is if that fails.
        return {name: _copied(table) for name, table in self._tables.items()} if self.exists() else None

    def exists(self) -> bool:
        """Tell whether there is a file, and read it if it has changed.

        Raises:
            StoreError: As `read` does.
        """
        try:
            stamp = files.stamp_of(self.path)
            if stamp is not None and stamp != self._stamp:
                raw, stamp = files.read(self.path)
                self._tables = tables_in(raw, self.path, self._kind, self._version)
        except FileNotFoundError:
            stamp = None
        except OSError as error:
            raise StoreUnreadable(f"{self.path} can't be read: {error.strerror}", _MAY_NOT) from error
        if stamp is None:
            self.check_place()
        self._stamp = stamp
        return stamp is not None

    @property
    def is_former_version(self) -> bool:
        """The file that was read last is of a former version."""
        return self._tables.get(_ABOUT, {}).get("version") not in (None, self._version)

    def check_place(self) -> None:
        """See that nothing but a file is there, and no link into a folder that is not.

        What was begun behind such a link would be hidden, or hide what there is, as soon as the disk is mounted.

        Raises:
            StoreUnreadable: Something else is there, or such a link.
        """
        folder = Path(os.path.realpath(self.path)).parent
        try:
            files.check(self.path)
            is_adrift = self.path.is_symlink() and not folder.exists()
        except NotAFile as error:
            raise StoreUnreadable(f"{self.path} can't be read: {error.strerror}", _MAY_NOT) from error
        except OSError:
            # Whatever it is, locking and reading tell it.
            return
        if is_adrift:
            raise StoreUnreadable(f"{self.path} is a link into {folder}, which does not exist", _NOT_MOUNTED)

    def write(self, data: Tables) -> None:
        """Replace the tables, in a transaction of its own where there is none.

        Raises:
            StoreError: As `transaction` does.
        """
        if self._uncommitted is not None:
            self._uncommitted, self._is_written = data, True
            return
        with self.transaction():
            self.write(data)

    @contextmanager
    def transaction(self, *, is_anew: bool = False) -> Iterator[bool]:
        """Give the same tables to all calls meanwhile, and write what they made of them, if anything: all, or nothing.

        Documents are shared with what is remembered, so that those that stay need not be written out again: put others
        in their place, and change none.

        Args:
            is_anew: Begin with no tables, in place of a file that may be damaged.

        Yields:
            Whether there is a file.

        Raises:
            StoreError: As `read` does; the file is not overwritten.
            StoreNotWritable: The file could not be written and is as it was.
        """
        is_there = not is_anew and self.exists()
        self._uncommitted = {name: dict(table) for name, table in self._tables.items()} if is_there else {}
        self._is_written = False
        try:
            yield is_there
            tables = self._uncommitted
        finally:
            self._uncommitted = None
        if self._is_written:
            tables = {
                **tables,
                _ABOUT: {**tables.get(_ABOUT, {}), "format": self._kind, "version": self._version},
            }
            text = self._text_of(tables)
            self._stamp = files.write_atomically(self.path, text)
            self._tables = tables

    def _text_of(self, tables: Tables) -> bytes:
        try:
            text = self._text.of(tables)
        except RecursionError as error:
            raise StoreNotWritable(f"{self.path} is nested too deeply", _TOO_DEEP) from error
        if len(text) > files.MAX_BYTES:
            raise StoreNotWritable(f"{self.path} would be too large to read back", _TOO_MUCH)
        return text

    def has_changed(self) -> bool:
        """Tell whether the file is another than the one last read or written here; it is not opened for that."""
        try:
            return files.stamp_of(self.path) != self._stamp
        except OSError:
            # Reading it will tell what is wrong.
            return True


def _copied(table: Mapping[str, object]) -> dict[str, object]:
    return {key: dict(value) if isinstance(value, dict) else value for key, value in table.items()}


def tables_in(raw: bytes, path: Path, kind: str, version: int) -> Tables:
    """Return the tables in the content of a file.

    Raises:
        Damaged: It is damaged or of another kind.
        StoreTooNew: It is of a newer version.
    """
    if not raw:
        raise Damaged(path, "is empty")
    try:
        # Document by document: while the whole of a large file is read at once, no other thread of Python goes on.
        texts = msgspec.json.decode(raw, type=dict[str, dict[str, msgspec.Raw]])
        tables: Tables = {
            name: {key: msgspec.json.decode(text) for key, text in table.items()}
            for name, table in texts.items()
        }
    except msgspec.ValidationError as error:
        raise Damaged(path, f"is not a file of {kind}") from error
    except MALFORMED as error:
        raise Damaged(path, f"is damaged: {error}") from error
    _check(tables, path, kind, version)
    return tables


def _check(tables: Tables, path: Path, kind: str, version: int) -> None:
    about = tables.get(_ABOUT, {})
    found = about.get("version")
    if about.get("format") != kind or not isinstance(found, int) or found < 1:
        raise Damaged(path, f"is not a file of {kind}")
    if found > version:
        raise StoreTooNew(
            f"{path} was written by a newer paperreader: version {found}, this one reads {version}",
            "Update paperreader; the file was not changed",
        )
    for table, documents in tables.items():
        for doc_id, document in documents.items():
            if table != _ABOUT and not isinstance(document, dict):
                raise Damaged(path, f"is damaged: {doc_id!r} in {table!r} is not an object")
