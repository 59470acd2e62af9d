"""The tables of the file of bookmarks: what is kept, and what was removed."""

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import ClassVar

from tinydb import TinyDB

from paperreader.domain.bookmarks.merge_state import BookmarkState, MergeState, merge_bookmark_states
from paperreader.domain.papers.paper import PaperKey
from paperreader.domain.utc import FIRST, LAST
from paperreader.errors import StoreUnreadable
from paperreader.plain_file import NotAFile
from paperreader.store import files, records
from paperreader.store.bookmarks.durable import Damaged, DurableStorage, Tables, tables_in

KIND = "paperreader bookmarks"
_KEPT = "bookmarks"
_REMOVED = "removed"


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
"""From which file systems count."""
_Known = tuple[Tables, MergeState]
"""Tables, and what was understood of them."""
_NOTHING: _Known = {}, MergeState()


class BookmarkTables:
    """The merge state in a TinyDB database: documents are filed by the paper's key, so that files can be merged.

    The tables are read and written as a whole, by the storage: TinyDB's own tables would write once per document,
    and number the documents.
    """

    kind: ClassVar[str] = KIND
    version: ClassVar[int] = records.VERSION

    def __init__(self, database: TinyDB, name: str = "") -> None:
        self._database = database
        self._storage = database.storage
        self._name = name
        self._former = _NOTHING
        self._last: _Known | None = None

    def read(self) -> MergeState | None:
        """Return the merge state, None where there is no file.

        Raises:
            Damaged: The file or a document in it is damaged.
            StoreUnreadable: It can't be opened.
            StoreTooNew: It was written by a newer program.
        """
        if self._last is not None and isinstance(self._storage, DurableStorage):
            if not self._storage.has_changed():
                return self._last[1]
            self._former, self._last = self._last, None
        with _without_garbage_collection():
            return self._read()

    def _read(self) -> MergeState | None:
        storage = self._storage
        tables: Tables | None = storage.tables() if isinstance(storage, DurableStorage) else storage.read()
        if tables is None:
            return None
        try:
            merge_state = _merge_state(tables, self._name, self._last or self._former)
        except StoreUnreadable as error:
            raise Damaged(Path(self._name), f"is damaged: {error.message}") from error
        self._former, self._last = _NOTHING, (tables, merge_state)
        return merge_state

    def write(self, bookmark_states: Mapping[PaperKey, BookmarkState]) -> None:
        """Write these states over those of the same papers of the merge state read last, all with one write.

        Raises:
            StoreNotWritable: It could not be written; nothing was changed.
        """
        tables, merge_state = self._last or _NOTHING
        later = _with(tables, bookmark_states)
        self._storage.write(later)
        self._last = later, merge_state.updated(bookmark_states)

    def replace(self, merge_state: MergeState) -> None:
        """Write a merge state in place of a file that is damaged.

        Raises:
            StoreNotWritable: It could not be written; nothing was changed.
        """
        assert isinstance(self._storage, DurableStorage)  # noqa: S101 - nothing in memory is damaged
        tables = _with({}, merge_state.bookmark_states)
        self._storage.replace(tables)
        self._last = tables, merge_state

    @property
    def is_former_version(self) -> bool:
        """The file that was read last is of a former version."""
        about = self._last[0].get("about", {}) if self._last else {}
        return about.get("version") not in (None, self.version)

    def close(self) -> None:
        """Give back what is held."""
        self._database.close()


def read_merge_state(content: bytes, name: str = "The file") -> MergeState:
    """Return the merge state in the content of a file.

    Raises:
        StoreUnreadable: It is damaged, or none of bookmarks.
        StoreTooNew: It was written by a newer program.
    """
    return _merge_state(tables_in(content, Path(name), KIND, records.VERSION), name, _NOTHING)


def read_file(path: Path) -> tuple[bytes, datetime]:
    """Return the content of a file, and when that was written.

    Raises:
        StoreUnreadable: It can't be read.
    """
    try:
        content, (written_at, *_) = files.read(path)
    except OSError as error:
        hint = "Save it as a file first" if isinstance(error, NotAFile) else ""
        raise StoreUnreadable(f"{path} can't be read: {error.strerror}", hint) from error
    return content, _time_of(written_at)


def _time_of(nanoseconds: int) -> datetime:
    try:
        return _EPOCH + timedelta(microseconds=nanoseconds // 1000)
    except OverflowError:
        # Some file systems take any time.
        return LAST if nanoseconds > 0 else FIRST


def _merge_state(tables: Tables, name: str, former: _Known) -> MergeState:
    """Return what is in the tables; documents that are as they were are not read again."""
    bookmark_states: dict[PaperKey, BookmarkState] = {}
    former_tables, former_merge_state = former
    kept, removed = former_tables.get(_KEPT, {}), former_tables.get(_REMOVED, {})
    otherwise: list[tuple[PaperKey, BookmarkState]] = []
    # What is kept last: where somebody joined two files by hand, a paper may be in both tables.
    for table, known in ((_REMOVED, {**removed, **kept}), (_KEPT, kept)):
        for text, document in tables.get(table, {}).items():
            key = PaperKey(text)
            is_known = text in known and known[text] == document
            bookmark_state = (
                former_merge_state.bookmark_states[key] if is_known else _bookmark_state(key, document, name)
            )
            if text == key:
                bookmark_states[key] = bookmark_state
            else:
                otherwise.append((key, bookmark_state))
    for key, bookmark_state in otherwise:
        bookmark_states[key] = (
            merge_bookmark_states(bookmark_states[key], bookmark_state)
            if key in bookmark_states
            else bookmark_state
        )
    return MergeState(bookmark_states)


def _bookmark_state(key: str, document: object, name: str) -> BookmarkState:
    if not isinstance(document, dict):
        raise StoreUnreadable(f"The bookmark {key} in {name} is not an object")
    bookmark_state = records.bookmark_state_from_record(document, f"The bookmark {key}")
    if bookmark_state.kept is not None and bookmark_state.kept.paper.key != key:
        raise StoreUnreadable(f"The bookmark {key} is of another paper, {bookmark_state.kept.paper.key}")
    return bookmark_state


def _with(tables: Tables, bookmark_states: Mapping[PaperKey, BookmarkState]) -> Tables:
    kept, removed = (
        _filed(tables.get(_KEPT, {}), bookmark_states),
        _filed(tables.get(_REMOVED, {}), bookmark_states),
    )
    for key, bookmark_state in bookmark_states.items():
        former = kept.pop(key, None)
        removed.pop(key, None)
        if bookmark_state.kept is None:
            removed[key] = records.bookmark_state_to_record(bookmark_state)
        elif isinstance(former, dict):
            kept[key] = records.bookmark_state_over_record(bookmark_state, former)
        else:
            kept[key] = records.bookmark_state_to_record(bookmark_state)
    changed: Tables = {**tables, _KEPT: kept}
    if removed:
        changed[_REMOVED] = removed
    else:
        changed.pop(_REMOVED, None)
    return changed


def _filed(
    table: Mapping[str, object], bookmark_states: Mapping[PaperKey, BookmarkState]
) -> dict[str, object]:
    """Return a table in which the papers of these states are filed under their keys, however they were spelled."""
    filed = dict(table)
    for text in table:
        key = PaperKey(text)
        if key != text and key in bookmark_states:
            filed.setdefault(key, filed.pop(text))
    return filed


@contextmanager
def _without_garbage_collection() -> Iterator[None]:
    """Keep the collector from going through all that is being read, again and again: none of it is garbage."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        # What is young would be gone through at once: this makes everything old, and leaves nothing frozen.
        gc.freeze()
        gc.unfreeze()
        if was_on:
            gc.enable()
