"""Keeping papers."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import partial, reduce
from typing import TYPE_CHECKING, TypeVar

from paperreader.domain import ledger as changing
from paperreader.domain.bookmark import Bookmark, Words, counted_tags
from paperreader.domain.entry import Entry, Outcome, bookmark_of
from paperreader.domain.history import Deed, Reversal, Step, bookmarks_of, deed_of
from paperreader.domain.ledger import Edit, Ledger
from paperreader.domain.paper import Paper, PaperKey
from paperreader.domain.ports import Clock
from paperreader.domain.recovered import Recovered
from paperreader.errors import StoreError, StoreNotWritable
from paperreader.services.one_thread import OneThread

if TYPE_CHECKING:
    from pathlib import Path

    from paperreader.store.backups import Backup
    from paperreader.store.bookmarks import BookmarkStore
    from paperreader.store.conflicts import ConflictCopy

_T = TypeVar("_T")


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


@dataclass(frozen=True, slots=True)
class _Pending:
    deed: Deed
    edit: Edit


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
        self._pending: list[_Pending] = []

    def _opened(self) -> BookmarkStore:
        if self._store is None:
            self._store = self._open_store()
        return self._store

    # Reading ------------------------------------------------------------------------------------------------

    async def all(self) -> tuple[Bookmark, ...]:
        """Return all bookmarks, the newest first, with the changes that are not on disk yet."""
        return await self._thread.call(lambda: self._seen().bookmarks())

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
        return len(self._pending)

    async def unsaved(self) -> Unsaved:
        """Return what the changes that are not on disk yet are about."""

        def compared() -> Unsaved:
            on_disk = self._opened().ledger()
            return Unsaved(frozenset(self._seen().changes(on_disk)), len(on_disk.bookmarks()))

        return await self._thread.call(compared)

    async def take_recovered(self) -> tuple[Recovered, ...]:
        """Return what was done about damage since this was last asked: each is told to one who asks."""
        return await self._thread.call(lambda: () if self._store is None else self._store.take_recovered())

    # Changing -----------------------------------------------------------------------------------------------

    async def keep(self, paper: Paper, found_in: str = "") -> Bookmark:
        """Keep a paper; one that is kept already stays kept since when it was, with what is newly known."""
        bookmark = Bookmark(paper=paper, kept_at=self._clock(), found_in=found_in)
        edit = partial(changing.keep, bookmark=bookmark)
        _, after = await self._thread.call(lambda: self._changed(Deed.KEPT, edit))
        return after.bookmark(paper.key) or bookmark

    async def keep_papers(self, papers: Sequence[Paper], found_in: str = "") -> tuple[Bookmark, ...]:
        """Keep papers with one write, as `keep` does; return the bookmarks that are new or changed."""
        now = self._clock()
        bookmarks = [Bookmark(paper=paper, kept_at=now, found_in=found_in) for paper in papers]

        def edit(ledger: Ledger) -> Ledger:
            return reduce(changing.keep, bookmarks, ledger)

        return await self._thread.call(lambda: _latter(*self._changed(Deed.KEPT, edit)))

    async def keep_all(self, entries: Sequence[Entry], *, is_trial: bool = False) -> tuple[Outcome, ...]:
        """Keep entries, each of another paper, with one write: all or none. Return what became of each.

        What is kept already wins over what is in an entry. With `is_trial` nothing is written.
        """
        now = self._clock()
        bookmarks = [bookmark_of(entry, now) for entry in entries]

        def work() -> tuple[Outcome, ...]:
            if not is_trial:
                self._flush()
            return self._opened().keep_all(bookmarks, is_trial=is_trial)

        return await self._thread.call(work)

    async def remove(self, key: PaperKey) -> Bookmark | None:
        """Stop keeping a paper; return its bookmark, None if there was none."""
        return next(iter(await self.remove_all([key])), None)

    async def remove_all(self, keys: Collection[PaperKey]) -> tuple[Bookmark, ...]:
        """Stop keeping papers with one write; return the bookmarks there were."""
        edit = partial(changing.remove, keys=tuple(keys), at=self._clock())
        return await self._thread.call(lambda: _former(*self._changed(Deed.REMOVED, edit)))

    async def change(self, keys: Collection[PaperKey], words: Words) -> tuple[Bookmark, ...]:
        """Change the reader's own words of bookmarks with one write; return those that changed, as they were."""
        edit = partial(changing.say, keys=tuple(keys), words=words, at=self._clock())
        return await self._thread.call(lambda: _former(*self._changed(deed_of(words), edit)))

    async def restore(self, bookmarks: Sequence[Bookmark]) -> None:
        """Put bookmarks back as they were, with one write."""
        edit = partial(changing.restore, bookmarks=tuple(bookmarks), at=self._clock())
        await self._thread.call(lambda: self._changed(Deed.RESTORED, edit))

    async def flush(self) -> None:
        """Write what is pending.

        Raises:
            StoreNotWritable: It still can't be written; it stays pending.
        """
        await self._thread.call(self._flush)

    # Undoing ------------------------------------------------------------------------------------------------

    async def undo(self) -> Reversal | None:
        """Take the last change back, of this run or one before, and tell which it was; None if there is none.

        A change that is pending is given up. What another machine changed since is left alone and counted.
        """
        return await self._thread.call(self._undo)

    async def redo(self) -> Reversal | None:
        """Make the change undone last again and tell which it was; None if there is none."""
        return await self._thread.call(lambda: self._after_flush(lambda store: store.redo()))

    # Other machines and backups -----------------------------------------------------------------------------

    async def merge(self, path: Path) -> Merged:
        """Join the bookmarks of another machine's file to these, as one change.

        A conflict copy of a sync tool that was merged is moved out of the folder, to the backups.

        Raises:
            StoreUnreadable: That file is none of bookmarks, or is damaged; nothing was changed.
            StoreTooNew: A newer program wrote it.
        """
        return await self._thread.call(lambda: _merged(self._after_flush(lambda store: store.merge(path))))

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
        work = partial(self._after_flush, lambda store: store.restore_backup(backup))
        return await self._thread.call(lambda: _merged(work()))

    async def close(self) -> None:
        """Finish what is being written, and try once more what is pending."""
        if self._store is not None:
            await self._thread.call(self._finish, self._store)
        await self._thread.close()

    # In the thread --------------------------------------------------------------------------------------------

    def _seen(self) -> Ledger:
        ledger = self._opened().ledger()
        for pending in self._pending:
            ledger = pending.edit(ledger)
        return ledger

    def _changed(self, deed: Deed, edit: Edit) -> tuple[Ledger, Ledger]:
        self._pending.append(_Pending(deed, edit))
        try:
            return self._flush()
        except StoreNotWritable:
            raise
        except StoreError:
            # Nobody knows what is kept: a change that is made when it turns out would surprise.
            self._pending.pop()
            raise

    def _flush(self) -> tuple[Ledger, Ledger]:
        """Write what is pending, in order; return the ledger before and after the last change."""
        last = Ledger(), Ledger()
        while self._pending:
            first = self._pending[0]
            last = self._opened().apply(first.deed, first.edit)
            self._pending.pop(0)
        return last

    def _after_flush(self, work: Callable[[BookmarkStore], _T]) -> _T:
        self._flush()
        return work(self._opened())

    def _undo(self) -> Reversal | None:
        if not self._pending:
            return self._opened().undo()
        before = self._seen()
        given_up = self._pending.pop()
        step = Step.between(given_up.deed, before, self._seen())
        if step is None:
            return None
        return Reversal(deed=step.deed, is_redo=False, bookmarks=bookmarks_of(step))

    def _finish(self, store: BookmarkStore) -> None:
        try:
            self._flush()
        except StoreError:
            # Whoever closes was told when the change was made, and sees that it is pending.
            return
        finally:
            store.close()


def _former(before: Ledger, after: Ledger) -> tuple[Bookmark, ...]:
    return Ledger({key: before.account(key) for key in after.changes(before)}).bookmarks()


def _latter(before: Ledger, after: Ledger) -> tuple[Bookmark, ...]:
    return Ledger(after.changes(before)).bookmarks()


def _merged(step: Step | None) -> Merged:
    if step is None:
        return Merged(added=0, removed=0, changed=0)
    pairs = [(Ledger(step.before).bookmark(key), account.bookmark) for key, account in step.after.items()]
    return Merged(
        added=sum(before is None and after is not None for before, after in pairs),
        removed=sum(before is not None and after is None for before, after in pairs),
        changed=sum(None not in (before, after) and before != after for before, after in pairs),
    )
