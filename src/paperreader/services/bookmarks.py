"""Keeping papers."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING

from paperreader.domain.bookmark import Bookmark, Words
from paperreader.domain.entry import Entry, Outcome, bookmark_of
from paperreader.domain.paper import Paper, PaperKey
from paperreader.domain.ports import Clock
from paperreader.services.one_thread import OneThread

if TYPE_CHECKING:
    from paperreader.store.bookmarks import BookmarkStore


class Bookmarks:
    """The kept papers. Every change is on disk when its call returns.

    The store is opened at the first call; one that can't be opened is tried again at the next, so that a file
    mended meanwhile is found. Every method raises StoreError when the file can't be used.
    """

    def __init__(self, open_store: Callable[[], BookmarkStore], clock: Clock) -> None:
        self._open_store = open_store
        self._clock = clock
        self._store: BookmarkStore | None = None
        self._thread = OneThread("bookmarks")

    def _opened(self) -> BookmarkStore:
        if self._store is None:
            self._store = self._open_store()
        return self._store

    async def all(self) -> tuple[Bookmark, ...]:
        """Return all bookmarks, the newest first."""
        return await self._thread.call(lambda: self._opened().all())

    async def keep(self, paper: Paper, found_in: str = "") -> Bookmark:
        """Keep a paper; one that is kept already stays kept since when it was, with what is newly known."""
        bookmark = Bookmark(paper=paper, kept_at=self._clock(), found_in=found_in)
        return await self._thread.call(lambda: self._opened().keep(bookmark))

    async def keep_all(self, entries: Sequence[Entry], *, is_trial: bool = False) -> tuple[Outcome, ...]:
        """Keep entries, each of another paper, with one write: all or none. Return what became of each.

        What is kept already wins over what is in an entry. With `is_trial` nothing is written.
        """
        now = self._clock()
        bookmarks = [bookmark_of(entry, now) for entry in entries]
        return await self._thread.call(lambda: self._opened().keep_all(bookmarks, is_trial=is_trial))

    async def remove(self, key: PaperKey) -> Bookmark | None:
        """Stop keeping a paper; return its bookmark, None if there was none."""
        return await self._thread.call(lambda: self._opened().remove(key))

    async def change(self, keys: Collection[PaperKey], words: Words) -> tuple[Bookmark, ...]:
        """Change the reader's own words of bookmarks with one write; return those that changed, as they were."""
        return await self._thread.call(lambda: self._opened().change(keys, words))

    async def restore(self, bookmarks: Sequence[Bookmark]) -> None:
        """Put bookmarks back as they were, with one write."""
        await self._thread.call(lambda: self._opened().restore(bookmarks))

    async def has_changed(self) -> bool:
        """Tell whether another program changed the bookmarks since they were last read here."""
        return await self._thread.call(lambda: self._opened().has_changed())

    async def close(self) -> None:
        """Finish what is being written."""
        if self._store is not None:
            await self._thread.call(self._store.close)
        await self._thread.close()
