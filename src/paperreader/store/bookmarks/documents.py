"""Bookmarks as documents of TinyDB, filed by the key of their paper, so that the files of two machines can be merged."""

import gc
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Self, cast

from msgspec import Struct, field
from tinydb.table import Document, Table

from paperreader.domain.bookmarks.merge_state import BookmarkState, MergeState, merge_bookmark_states
from paperreader.domain.papers.paper import PaperKey
from paperreader.domain.utc import FIRST, LAST
from paperreader.errors import StoreUnreadable
from paperreader.plain_file import NotAFile
from paperreader.store import files, records
from paperreader.store.bookmarks.storage import tables_in

KIND = "paperreader bookmarks"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
"""From which file systems count."""
Documents = Mapping[str, records.Record]
"""Documents by id."""


class KeyTable(Table):
    """A table whose documents have the keys of papers as ids, in place of numbers."""

    # TinyDB is written for any kind of id, and annotated for numbers.
    document_id_class = str  # type: ignore[assignment]

    def put(self, documents: Documents, former_ids: Iterable[str]) -> None:
        """Put documents in place of those that have these ids."""
        gone = [text for text in former_ids if self.contains(doc_id=text)]  # type: ignore[arg-type]
        # A table that is to be empty is there all the same.
        if gone or not documents:
            self.remove(doc_ids=gone)  # type: ignore[arg-type]
        if documents:
            self.insert_multiple(Document(document, text) for text, document in documents.items())  # type: ignore[arg-type]


class Reading(Struct, frozen=True):
    """The documents of the tables `bookmarks` and `removed`, and what was understood of them."""

    bookmarks: Documents = field(default_factory=dict)
    removed: Documents = field(default_factory=dict)
    merge_state: MergeState = field(default_factory=MergeState)
    spellings: Mapping[str, PaperKey] = field(default_factory=dict)
    """Ids that are another spelling of a key, with that key."""

    @classmethod
    def of(cls, bookmarks: Documents, removed: Documents, former: "Reading | None" = None) -> Self:
        """Return what is in the documents of a file; those that are as in a former reading are not understood again.

        Raises:
            StoreUnreadable: One of them is malformed.
        """
        states: dict[PaperKey, BookmarkState] = {}
        spelled: list[tuple[PaperKey, BookmarkState]] = []
        former = former or cls()
        known = {**former.removed, **former.bookmarks}
        # What is kept last: where somebody joined two files by hand, a paper may be in both tables.
        for table in (removed, bookmarks):
            for text, document in table.items():
                key = PaperKey(text)
                is_known = text in known and known[text] == document
                state = former.merge_state.bookmark_states[key] if is_known else _state(key, document)
                if text == key:
                    states[key] = state
                else:
                    spelled.append((key, state))
        for key, state in spelled:
            states[key] = merge_bookmark_states(states[key], state) if key in states else state
        spellings = (
            {text: PaperKey(text) for text in (*removed, *bookmarks) if PaperKey(text) != text}
            if spelled
            else {}
        )
        return cls(bookmarks, removed, MergeState(states), spellings)

    def updated(self, states: Mapping[PaperKey, BookmarkState]) -> "Reading":
        """Return what is to be read when these states are written over those of the same papers."""
        ids = self.ids_of(states)
        bookmarks = {text: document for text, document in self.bookmarks.items() if text not in ids}
        removed = {text: document for text, document in self.removed.items() if text not in ids}
        former = {
            self.spellings.get(text, text): self.bookmarks[text] for text in ids if text in self.bookmarks
        }
        for key, state in states.items():
            if state.kept is None:
                removed[str(key)] = records.bookmark_state_to_record(state)
            elif key in former:
                bookmarks[str(key)] = records.bookmark_state_over_record(state, former[key])
            else:
                bookmarks[str(key)] = records.bookmark_state_to_record(state)
        return Reading(bookmarks, removed, self.merge_state.updated(states), self.spellings)

    def ids_of(self, keys: Collection[PaperKey]) -> list[str]:
        """Return the ids under which documents of these papers may be filed, the keys themselves last."""
        return [*(text for text, key in self.spellings.items() if key in keys), *map(str, keys)]


def read_merge_state(content: bytes, name: str = "The file") -> MergeState:
    """Return the merge state in the content of a file.

    Raises:
        StoreUnreadable: It is damaged, or none of bookmarks.
        StoreTooNew: It was written by a newer program.
    """
    tables = tables_in(content, Path(name), KIND, records.VERSION)
    bookmarks, removed = (cast("Documents", tables.get(table, {})) for table in ("bookmarks", "removed"))
    return Reading.of(bookmarks, removed).merge_state


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


def _state(key: str, document: records.Record) -> BookmarkState:
    state = records.bookmark_state_from_record(document, f"The bookmark {key}")
    if state.kept is not None and state.kept.paper.key != key:
        raise StoreUnreadable(f"The bookmark {key} is of another paper, {state.kept.paper.key}")
    return state


@contextmanager
def without_garbage_collection() -> Iterator[None]:
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
