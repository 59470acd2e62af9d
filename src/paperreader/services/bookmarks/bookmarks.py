"""Keeping papers."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import partial, reduce
from typing import TYPE_CHECKING

from paperreader.domain.bookmarks import merge_state as changing
from paperreader.domain.bookmarks.bookmark import Annotations, Bookmark, counted_tags
from paperreader.domain.bookmarks.entry import Entry, Outcome, bookmark_of
from paperreader.domain.bookmarks.history import Deed, Marking, Remarking, Reversal, Step, deed_of
from paperreader.domain.bookmarks.merge_state import MergeState
from paperreader.domain.bookmarks.recovered import Recovered
from paperreader.domain.papers.paper import Paper, PaperKey
from paperreader.domain.ports import Clock
from paperreader.errors import StoreError
from paperreader.services.bookmarks.history import History
from paperreader.services.one_thread import OneThread

if TYPE_CHECKING:
    from pathlib import Path

    from paperreader.store.bookmarks.backups import Backup
    from paperreader.store.bookmarks.bookmarks import BookmarkStore
    from paperreader.store.bookmarks.conflicts import ConflictCopy


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """What a merge, or putting back a backup, did to the bookmarks here."""

    added: int
    removed: int
    changed: int

    @property
    def is_change(self) -> bool:
        """Anything was changed."""
        return bool(self.added or self.removed or self.changed)

    @property
    def sentence(self) -> str:
        """What to tell the user, without a full stop."""
        if not self.is_change:
            return "Nothing was new"
        return f"{self.added} added, {self.changed} changed, {self.removed} removed"


@dataclass(frozen=True, slots=True)
class Unsaved:
    """What is not on disk yet."""

    papers: frozenset[PaperKey]
    """Those of which the last change is not."""
    kept: int
    """How many bookmarks are on disk."""


class Bookmarks:
    """The kept papers. Every change is on disk when its call returns.

    A change that can't be written raises StoreNotWritable, is seen in `all` all the same, and is written before the
    next one, or by `flush`: `pending` counts those. The store is opened at the first call; one that can't be opened
    is tried again at the next, so that a file mended meanwhile is found. Every method raises StoreError when the
    file can't be used.
    """

    def __init__(self, open_store: Callable[[], BookmarkStore], clock: Clock) -> None:
        self._open_store = open_store
        self._clock = clock
        self._store: BookmarkStore | None = None
        self._thread = OneThread("bookmarks")
        self._history = History(self._opened)

    def _opened(self) -> BookmarkStore:
        if self._store is None:
            self._store = self._open_store()
        return self._store

    # Reading ------------------------------------------------------------------------------------------------

    async def all(self) -> tuple[Bookmark, ...]:
        """Return all bookmarks, the newest first, with the changes that are not on disk yet."""
        return await self._thread.call(lambda: self._history.seen().bookmarks())

    async def tags(self) -> tuple[tuple[str, int], ...]:
        """Return all tags with the number of bookmarks that have them, the most frequent first."""
        return counted_tags(await self.all())

    async def has_changed(self) -> bool:
        """Tell whether another program changed the bookmarks since they were last read here."""
        return await self._thread.call(lambda: self._opened().has_changed())

    async def problem(self) -> StoreError | OSError | None:
        """Return why the last change is not backed up, or can't be undone; None if nothing is wrong."""
        return await self._thread.call(lambda: self._opened().problem)

    @property
    def pending(self) -> int:
        """How many changes are not on disk yet because they could not be written."""
        return self._history.pending

    async def unsaved(self) -> Unsaved:
        """Return what the changes that are not on disk yet are about."""

        def compared() -> Unsaved:
            on_disk = self._opened().merge_state()
            return Unsaved(frozenset(self._history.seen().changes(on_disk)), len(on_disk.bookmarks()))

        return await self._thread.call(compared)

    async def take_recovered(self) -> tuple[Recovered, ...]:
        """Return what was done about damage since this was last asked: each is told to one who asks."""
        return await self._thread.call(lambda: () if self._store is None else self._store.take_recovered())

    async def take_lock_remark(self) -> str:
        """Return what to tell of a disk without locks, once in a run, after the first change; else nothing."""
        return await self._thread.call(lambda: "" if self._store is None else self._store.take_lock_remark())

    # Changing -----------------------------------------------------------------------------------------------

    async def keep(self, paper: Paper, found_in: str = "") -> Bookmark:
        """Keep a paper; one that is kept already stays kept since when it was, with what is newly known."""
        bookmark = Bookmark(paper=paper, kept_at=self._clock(), found_in=found_in)
        edit = partial(changing.keep, bookmark=bookmark)
        _, after = await self._thread.call(lambda: self._history.change(Deed.KEPT, edit))
        return after.bookmark(paper.key) or bookmark

    async def keep_papers(self, papers: Sequence[Paper], found_in: str = "") -> tuple[Bookmark, ...]:
        """Keep papers with one write, as `keep` does; return the bookmarks that are new or changed."""
        now = self._clock()
        bookmarks = [Bookmark(paper=paper, kept_at=now, found_in=found_in) for paper in papers]

        def edit(merge_state: MergeState) -> MergeState:
            return reduce(changing.keep, bookmarks, merge_state)

        return await self._thread.call(lambda: _latter(*self._history.change(Deed.KEPT, edit)))

    async def learn(self, paper: Paper) -> None:
        """Add what is newly known of a paper to its bookmark, if it has one; that is no step to undo."""
        await self._thread.call(lambda: self._history.after_flush(lambda store: store.learn(paper)))

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

    async def remove(self, key: PaperKey) -> Bookmark | None:
        """Stop keeping a paper; return its bookmark, None if there was none."""
        return next(iter(await self.remove_all([key])), None)

    async def remove_all(self, keys: Collection[PaperKey]) -> tuple[Bookmark, ...]:
        """Stop keeping papers with one write; return the bookmarks there were."""
        edit = partial(changing.remove, keys=tuple(keys), at=self._clock())
        return await self._thread.call(lambda: _former(*self._history.change(Deed.REMOVED, edit)))

    async def change(self, keys: Collection[PaperKey], annotations: Annotations) -> tuple[Bookmark, ...]:
        """Change annotations of bookmarks with one write; return those that changed, as they were."""
        edit = partial(changing.annotate, keys=tuple(keys), annotations=annotations, at=self._clock())
        return await self._thread.call(lambda: _former(*self._history.change(deed_of(annotations), edit)))

    async def restore(self, bookmarks: Sequence[Bookmark]) -> None:
        """Put bookmarks back as they were, with one write."""
        edit = partial(changing.restore, bookmarks=tuple(bookmarks), at=self._clock())
        await self._thread.call(lambda: self._history.change(Deed.RESTORED, edit))

    async def flush(self) -> None:
        """Write what is pending.

        Raises:
            StoreNotWritable: It still can't be written; it stays pending.
        """
        await self._thread.call(self._history.flush)

    # Undoing ------------------------------------------------------------------------------------------------

    async def note_marking(self, marking: Marking) -> None:
        """Note that papers were marked, so that this is undone in its turn."""
        await self._thread.call(self._history.mark, marking)

    async def undo(self) -> Reversal | Remarking | None:
        """Take back what was done last, of this run or one before, and tell what that was; None if there is nothing.

        A change that is pending is given up. What another machine changed since is left alone and counted. Whoever
        noted markings marks the papers as a Remarking says.
        """
        return await self._thread.call(self._history.undo)

    async def redo(self) -> Reversal | Remarking | None:
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
            lambda: _merged(self._history.after_flush(lambda store: store.merge(path)))
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
        work = partial(self._history.after_flush, lambda store: store.restore_backup(backup))
        return await self._thread.call(lambda: _merged(work()))

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


def _former(before: MergeState, after: MergeState) -> tuple[Bookmark, ...]:
    return MergeState({key: before.bookmark_state(key) for key in after.changes(before)}).bookmarks()


def _latter(before: MergeState, after: MergeState) -> tuple[Bookmark, ...]:
    return MergeState(after.changes(before)).bookmarks()


def _merged(step: Step | None) -> Merged:
    if step is None:
        return Merged(added=0, removed=0, changed=0)
    pairs = [
        (MergeState(step.before).bookmark(key), bookmark_state.bookmark)
        for key, bookmark_state in step.after.items()
    ]
    return Merged(
        added=sum(before is None and after is not None for before, after in pairs),
        removed=sum(before is not None and after is None for before, after in pairs),
        changed=sum(None not in (before, after) and before != after for before, after in pairs),
    )
