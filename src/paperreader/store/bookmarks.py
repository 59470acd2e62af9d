"""The kept papers: one small TinyDB file that can be read, compared and merged by hand."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Self

from tinydb import TinyDB
from tinydb.storages import MemoryStorage
from tinydb.table import Document, Table

from paperreader.domain.bookmark import Bookmark, Status, Words, joined_notes, with_tags
from paperreader.domain.entry import Outcome
from paperreader.domain.paper import PaperKey
from paperreader.errors import StoreUnreadable
from paperreader.store import files, records
from paperreader.store.durable import DurableStorage

_KIND = "paperreader bookmarks"
_TABLE = "bookmarks"


class _KeyedTable(Table):
    # Documents are filed by the paper's key, so that two people's files can be merged. TinyDB allows that but
    # says int everywhere; hence the ignored types below.
    document_id_class = str  # type: ignore[assignment]


class BookmarkStore:
    """Bookmarks in a file; what is returned was read from it just now, what is changed is on disk.

    Nothing is read or written before the first call, and the file appears with the first bookmark. Every method
    but `has_changed` and `close` raises StoreUnreadable or StoreTooNew when the file can't be used; it is then
    left alone, and tried again at the next call. Keys that are unknown here survive in every document that is
    not removed or restored.
    """

    def __init__(self, database: TinyDB, file: DurableStorage | None, time_limit: float) -> None:
        self._database = database
        self._file = file
        self._time_limit = time_limit
        # Without room for remembered queries, none can answer for a file another program has written since.
        self._table = _KeyedTable(database.storage, _TABLE, cache_size=0)

    @classmethod
    def open(cls, path: Path, time_limit: float = 5.0) -> Self:
        """Return the bookmarks kept in a file; changes wait `time_limit` seconds for other programs."""
        file = DurableStorage(path, _KIND, records.VERSION)
        return cls(TinyDB(storage=lambda: file), file, time_limit)

    @classmethod
    def in_memory(cls) -> Self:
        """Return bookmarks that are forgotten at the end."""
        return cls(TinyDB(storage=MemoryStorage), None, 0)

    def all(self) -> tuple[Bookmark, ...]:
        """Return all bookmarks, those kept last first, and by key where that is the same."""
        bookmarks = (self._read(PaperKey(document.doc_id), document) for document in self._table.all())
        by_key = sorted(bookmarks, key=lambda bookmark: bookmark.paper.key)
        return tuple(sorted(by_key, key=lambda bookmark: bookmark.kept_at, reverse=True))

    def holds(self, key: PaperKey) -> bool:
        """Tell whether the paper is kept."""
        return self._document(key) is not None

    def keep(self, bookmark: Bookmark) -> Bookmark:
        """Keep a paper and return its bookmark as it is stored.

        A paper that is kept already stays kept since when it was and learns what is newly known.

        Raises:
            StoreNotWritable: It could not be written.
        """
        key = bookmark.paper.key
        with self._locked():
            document = self._document(key)
            if document is None:
                return self._write(key, records.bookmark_to_record(bookmark))
            former = self._read(key, document)
            merged = replace(former, paper=former.paper.updated_by(bookmark.paper))
            if merged == former:
                return former
            return self._write(key, records.bookmark_over_record(merged, document))

    def keep_all(self, bookmarks: Sequence[Bookmark], *, is_trial: bool = False) -> tuple[Outcome, ...]:
        """Keep papers with one write, all of them or none, and return what became of each.

        A paper that is kept already stays as it is and learns only what was not known of it.

        Args:
            bookmarks: What to keep, each paper once.
            is_trial: Write nothing, only say what would become of them.

        Raises:
            StoreNotWritable: It could not be written.
        """
        with nullcontext() if is_trial else self._locked():
            tables = self._database.storage.read() or {}
            documents = dict(tables.get(_TABLE, {}))
            outcomes = tuple(self._keep_in(documents, bookmark) for bookmark in bookmarks)
            if not is_trial and set(outcomes) - {Outcome.UNCHANGED}:
                self._database.storage.write({**tables, _TABLE: documents})
        return outcomes

    def _keep_in(self, documents: dict[str, records.Record], bookmark: Bookmark) -> Outcome:
        key = bookmark.paper.key
        document = documents.get(key)
        if document is None:
            documents[key] = records.bookmark_to_record(bookmark)
            return Outcome.ADDED
        former = self._read(key, document)
        merged = replace(
            former,
            paper=bookmark.paper.updated_by(former.paper),
            found_in=former.found_in or bookmark.found_in,
            status=bookmark.status if former.status is Status.TO_READ else former.status,
            tags=with_tags(former.tags, bookmark.tags),
            note=joined_notes(former.note, bookmark.note),
        )
        if merged == former:
            return Outcome.UNCHANGED
        documents[key] = records.bookmark_over_record(merged, document)
        return Outcome.MERGED

    def change(self, keys: Collection[PaperKey], words: Words) -> tuple[Bookmark, ...]:
        """Change the reader's own words of bookmarks with one write; return those that changed, as they were.

        Raises:
            StoreNotWritable: It could not be written.
        """
        changed: list[Bookmark] = []

        def say(documents: dict[str, records.Record]) -> None:
            for key in keys:
                if (document := documents.get(key)) is not None:
                    former = self._read(key, document)
                    later = words.said_of(former)
                    if later != former:
                        changed.append(former)
                        documents[key] = records.bookmark_over_record(later, document)

        self._rewrite(say)
        return tuple(changed)

    def restore(self, bookmarks: Iterable[Bookmark]) -> None:
        """Put bookmarks back exactly as they are with one write, over whatever is kept of the papers now.

        Raises:
            StoreNotWritable: It could not be written.
        """

        def put(documents: dict[str, records.Record]) -> None:
            documents.update({each.paper.key: records.bookmark_to_record(each) for each in bookmarks})

        self._rewrite(put)

    def remove(self, key: PaperKey) -> Bookmark | None:
        """Remove a paper's bookmark and return it; None if there was none.

        Raises:
            StoreNotWritable: It could not be written.
        """
        with self._locked():
            document = self._document(key)
            if document is None:
                return None
            bookmark = self._read(key, document)
            self._table.remove(doc_ids=[key])  # type: ignore[list-item]
            return bookmark

    def has_changed(self) -> bool:
        """Tell whether the file is another than the one last read or written here; cheap."""
        return self._file is not None and self._file.has_changed()

    def close(self) -> None:
        """Give back what is held; every change is on disk already."""
        self._database.close()

    def _rewrite(self, change: Callable[[dict[str, records.Record]], None]) -> None:
        """Change many documents, and write the file once if any of them is not as it was."""
        with self._locked():
            tables = self._database.storage.read() or {}
            documents = dict(tables.get(_TABLE, {}))
            former = dict(documents)
            change(documents)
            if documents != former:
                self._database.storage.write({**tables, _TABLE: documents})

    def _locked(self) -> AbstractContextManager[None]:
        return nullcontext() if self._file is None else files.locked(self._file.path, self._time_limit)

    def _document(self, key: PaperKey) -> Document | None:
        return self._table.get(None, doc_id=key)  # type: ignore[call-overload, no-any-return]

    def _read(self, key: PaperKey, document: Mapping[str, object]) -> Bookmark:
        name = f"The bookmark {key}" if self._file is None else f"The bookmark {key} in {self._file.path}"
        bookmark = records.bookmark_from_record(dict(document), name)
        if bookmark.paper.key != key:
            raise StoreUnreadable(f"{name} is of another paper, {bookmark.paper.key}")
        return bookmark

    def _write(self, key: PaperKey, record: records.Record) -> Bookmark:
        def overwrite(document: records.Record) -> None:
            document.clear()
            document.update(record)

        if self.holds(key):
            self._table.update(overwrite, doc_ids=[key])  # type: ignore[arg-type, list-item]
        else:
            self._table.insert(Document(record, key))  # type: ignore[arg-type]
        return records.bookmark_from_record(record)
