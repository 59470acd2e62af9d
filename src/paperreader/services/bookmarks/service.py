"""Keeping papers, for who waits for it: the commands of the command line and other services."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from paperreader.domain.bookmarks.bookmark import Annotations, Bookmark
from paperreader.domain.bookmarks.entry import Entry, Outcome, bookmark_of
from paperreader.domain.bookmarks.history import MarkReversal, RecoveryReport, Reversal
from paperreader.domain.papers.paper import Paper, PaperKey
from paperreader.domain.ports import Clock
from paperreader.errors import StoreError
from paperreader.services.bookmarks import changes
from paperreader.services.bookmarks.changes import Merged, former_bookmarks, merged
from paperreader.services.bookmarks.history import History, Seen
from paperreader.services.one_thread import OneThread

if TYPE_CHECKING:
    from concurrent.futures import Future
    from pathlib import Path

    from paperreader.domain.papers.marks import Mark
    from paperreader.services.bookmarks.events import BookmarksEvent
    from paperreader.services.bookmarks.queue import ChangeQueue
    from paperreader.store.bookmarks.backups import Backup
    from paperreader.store.bookmarks.conflict_copies import ConflictCopy
    from paperreader.store.bookmarks.store import BookmarkStore


class Bookmarks:
    """The kept papers. Every change is on disk when its call returns.

    A change that can't be written raises StoreNotWritable, is seen in `all` all the same, and is written before the
    next one, or at the end: `pending` counts those. The store is opened at the first call; one that can't be opened
    is tried again at the next, so that a file mended meanwhile is found. Every method raises StoreError when the
    file can't be used.

    Args:
        open_store: Opens the file.
        clock: Says when a change was asked for.
        is_inline: The file is used where that is called, without a thread.
    """

    def __init__(
        self, open_store: Callable[[], BookmarkStore], clock: Clock, *, is_inline: bool = False
    ) -> None:
        self._open_store = open_store
        self._clock = clock
        self._store: BookmarkStore | None = None
        self._thread = OneThread("bookmarks", is_inline=is_inline)
        self._history = History(self._opened)
        self._looking: Future[Seen] | None = None

    def _opened(self) -> BookmarkStore:
        if self._store is None:
            self._store = self._open_store()
        return self._store

    def queue(self, marks: Mapping[PaperKey, Mark], publish: Callable[[BookmarksEvent], None]) -> ChangeQueue:
        """Return the queue of a front end, which is told everything that is to be shown."""
        from paperreader.services.bookmarks.queue import ChangeQueue  # noqa: PLC0415 - for the reader only

        return ChangeQueue(self._history, self._thread, marks, publish)

    def look_ahead(self) -> None:
        """Begin to read the bookmarks, before there is an event loop."""
        self._looking = self._thread.begin(self._history.look)

    @property
    def first_look(self) -> Seen | None:
        """The bookmarks as they were read ahead, if they are there by now, once; nobody waits for them."""
        looking = self._looking
        if looking is None or not looking.done() or looking.exception() is not None:
            return None
        self._looking = None
        return looking.result()

    # Reading ------------------------------------------------------------------------------------------------

    async def all(self) -> tuple[Bookmark, ...]:
        """Return all bookmarks, the newest first, with the changes that are not on disk yet."""
        return await self._thread.call(lambda: self._history.seen().bookmarks())

    @property
    def pending(self) -> int:
        """How many changes are not on disk yet because they could not be written."""
        return self._history.pending

    async def take_recovery_reports(self) -> tuple[RecoveryReport, ...]:
        """Return what was done about damage since this was last asked: each is told to one who asks."""
        return await self._thread.call(
            lambda: () if self._store is None else self._store.take_recovery_reports()
        )

    async def take_lock_remark(self) -> str:
        """Return what to tell of a disk without locks, once in a run, after the first change; else nothing."""
        return await self._thread.call(lambda: "" if self._store is None else self._store.take_lock_remark())

    # Changing -----------------------------------------------------------------------------------------------

    async def keep(self, paper: Paper, found_in: str = "") -> None:
        """Keep a paper; one that is kept already stays kept since when it was, with what is newly known."""
        change = changes.keep([paper], found_in, self._clock())
        await self._thread.call(self._history.change, change)

    async def keep_all(self, entries: Sequence[Entry], *, is_trial: bool = False) -> tuple[Outcome, ...]:
        """Keep entries, each of another paper, with one write: all or none. Return what became of each.

        What is kept already wins over what is in an entry. With `is_trial` nothing is written.
        """
        now = self._clock()
        bookmarks = [bookmark_of(entry, now) for entry in entries]

        def work() -> tuple[Outcome, ...]:
            if is_trial:
                return self._opened().keep_all(bookmarks, is_trial=True)
            return self._history.after_flush(lambda store: store.keep_all(bookmarks))

        return await self._thread.call(work)

    async def remove_all(self, keys: Collection[PaperKey]) -> tuple[Bookmark, ...]:
        """Stop keeping papers with one write; return the bookmarks there were."""
        change = changes.remove(keys, self._clock())
        return await self._thread.call(lambda: former_bookmarks(*self._history.change(change)))

    async def annotate(self, keys: Collection[PaperKey], annotations: Annotations) -> tuple[Bookmark, ...]:
        """Change annotations of bookmarks with one write; return those that changed, as they were."""
        change = changes.annotate(keys, annotations, self._clock())
        return await self._thread.call(lambda: former_bookmarks(*self._history.change(change)))

    # Undoing ------------------------------------------------------------------------------------------------

    async def undo(self) -> Reversal | MarkReversal | None:
        """Take back what was done last, of this run or one before, and tell what that was; None if there is nothing.

        A change that is pending is given up. What another machine changed since is left alone and counted.
        """
        return await self._thread.call(self._history.undo)

    async def redo(self) -> Reversal | MarkReversal | None:
        """Do again what was undone last, and tell what that was; None if there is nothing."""
        return await self._thread.call(self._history.redo)

    # Other machines and backups -----------------------------------------------------------------------------

    async def merge(self, path: Path) -> Merged:
        """Join the bookmarks of another machine's file to these, as one change.

        A conflict copy of a sync tool that was merged is moved out of the folder, to the backups.

        Raises:
            StoreUnreadable: That file is none of bookmarks, or is damaged; nothing was changed.
            StoreTooNew: A newer program wrote it.
        """
        return await self._thread.call(
            lambda: merged(self._history.after_flush(lambda store: store.merge(path)))
        )

    async def conflict_copies(self) -> tuple[ConflictCopy, ...]:
        """Return the copies of the bookmarks that sync tools left, to be merged."""
        return await self._thread.call(lambda: self._opened().conflict_copies())

    async def backups(self) -> tuple[Backup, ...]:
        """Return the backups, the newest first."""
        return await self._thread.call(lambda: self._opened().backups())

    async def restore_backup(self, backup: Backup) -> Merged:
        """Make the bookmarks what they were in a backup, as one change.

        Raises:
            StoreUnreadable: The backup can't be read; nothing was changed.
        """
        return await self._thread.call(
            lambda: merged(self._history.after_flush(lambda store: store.restore_backup(backup)))
        )

    async def close(self) -> None:
        """Finish what is being written, and try once more what is pending."""
        if self._store is not None:
            await self._thread.call(self._finish, self._store)
        await self._thread.close()

    # In the thread --------------------------------------------------------------------------------------------

    def _finish(self, store: BookmarkStore) -> None:
        try:
            self._history.flush()
        except StoreError:
            # Whoever closes was told when the change was made, and sees that it is pending.
            return
        finally:
            store.close()
