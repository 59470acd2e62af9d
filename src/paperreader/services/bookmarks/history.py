"""The one history: changes of the bookmarks on disk, those that wait to be written, and marks between them."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Generic, TypeVar

from msgspec import Struct

from paperreader.domain.bookmarks.history import Change, MarkChange, MarkReversal, Reversal, bookmarks_of
from paperreader.domain.bookmarks.merge_state import MergeState
from paperreader.errors import StoreError, StoreNotWritable
from paperreader.services.bookmarks.changes import PendingChange

if TYPE_CHECKING:
    from paperreader.domain.bookmarks.bookmark import Bookmark
    from paperreader.domain.bookmarks.history import RecoveryReport
    from paperreader.domain.papers.paper import PaperKey
    from paperreader.store.bookmarks.store import BookmarkStore

_T = TypeVar("_T")


class Seen(Struct, frozen=True):
    """How the bookmarks are, and what was noticed since they were looked at before."""

    bookmarks: tuple[Bookmark, ...]
    """All of them, the newest first, with the changes that are pending."""
    unsaved: frozenset[PaperKey]
    """The papers that the pending changes are about."""
    saved: int
    """How many bookmarks are on disk."""
    pending: int
    """How many changes could not be written yet."""
    recovered: tuple[RecoveryReport, ...]
    """What was done about damage."""
    remarks: tuple[str, ...]
    """What to tell of the disk."""


class UnloggedChanges(Generic[_T]):
    """Changes between those of a log that others add to as well.

    Of the log two numbers are known: how many of its changes can be undone (`past`) and how many redone (`future`). The
    place of a change is the number that could be undone when it was made.
    """

    def __init__(self) -> None:
        self._past: list[tuple[int, _T]] = []
        self._future: list[tuple[int, _T]] = []
        self._out_of_reach = 0
        """How many of the log's undone changes were undone before something else was done, which the log does not know."""

    def add(self, change: _T, past: int, future: int) -> None:
        """Note a change that was made just now."""
        self.forget_undone(future)
        self._past.append((past, change))

    def forget_undone(self, future: int) -> None:
        """Note that something was done: what was undone before it can't be redone any more."""
        self._future.clear()
        self._out_of_reach = future

    def undo(self, past: int, future: int) -> _T | None:
        """Return the change to undo now, None if that is the last one of the log, if any."""
        self._out_of_reach = min(self._out_of_reach, future)
        if not self._past or self._past[-1][0] < past:
            return None
        self._future.append(self._past.pop())
        return self._future[-1][1]

    def put_undone(self, change: _T, past: int) -> None:
        """Note that a change was undone which was to come into the log at this place."""
        self._future.append((past, change))

    def redo(self, past: int, future: int) -> _T | None:
        """Return the change to redo now, None if that is the log's, if it has any in reach; `put_redone` notes it."""
        if not self._future or (self._future[-1][0] > past and self.is_in_reach(future)):
            return None
        return self._future.pop()[1]

    def put_redone(self, change: _T, past: int) -> None:
        """Note that a change was redone; what was undone before it can still be redone."""
        self._past.append((past, change))

    def is_in_reach(self, future: int) -> bool:
        """Tell whether the log has a change that can be redone."""
        self._out_of_reach = min(self._out_of_reach, future)
        return future > self._out_of_reach


class History:
    """Makes changes, undoes and redoes them in the order they were made; all of it in the thread of the bookmarks.

    A change that can't be written raises StoreNotWritable, is `pending` and seen all the same, and is written before
    the next one. What is on disk is undone from there, also what a former run or another program did. Marks are in no
    file of bookmarks: they are undone in their turn until the program ends. What changes nothing is no change.

    Args:
        opened: Returns the store; raises StoreError where it can't be used.
    """

    def __init__(self, opened: Callable[[], BookmarkStore]) -> None:
        self.store = opened
        """Returns the store; raises StoreError where it can't be used."""
        self._pending: list[PendingChange] = []
        self._unlogged: UnloggedChanges[MarkChange | PendingChange] = UnloggedChanges()
        self._logged = 0, 0

    @property
    def pending(self) -> int:
        """How many changes are not on disk yet because they could not be written."""
        return len(self._pending)

    def seen(self) -> MergeState:
        """Return all that is known of bookmarks, with the changes that are pending."""
        merge_state = self.store().merge_state()
        for change in self._pending:
            merge_state = change.edit(merge_state)
        return merge_state

    def look(self) -> Seen:
        """Return how the bookmarks are now; what was noticed is returned once."""
        store = self.store()
        saved, seen = store.merge_state(), self.seen()
        remark = store.take_lock_remark()
        return Seen(
            bookmarks=seen.bookmarks(),
            unsaved=frozenset(seen.changes(saved)) if self._pending else frozenset(),
            saved=len(saved.bookmarks()),
            pending=len(self._pending),
            recovered=store.take_recovery_reports(),
            remarks=(remark,) if remark else (),
        )

    @property
    def problem(self) -> str:
        """Why the last change is not backed up, or can't be undone; empty if nothing is wrong."""
        problem = self.store().problem
        return "" if problem is None else str(problem)

    # Changing -----------------------------------------------------------------------------------------------

    def change(self, change: PendingChange, *, is_redo: bool = False) -> tuple[MergeState, MergeState]:
        """Write what is pending and then a change; return the merge state before and after it."""
        try:
            self.flush()
            before, after = self.store().apply(change.kind, change.edit)
        except StoreNotWritable:
            before = self.seen()
            if not change.edit(before).changes(before):
                return before, before
            self._pending.append(change)
            self._forget_undone(is_redo=is_redo)
            raise
        if after.changes(before):
            self._forget_undone(is_redo=is_redo)
        return before, after

    def after_flush(self, work: Callable[[BookmarkStore], _T]) -> _T:
        """Return what comes of a change the store makes by itself, behind those that are pending."""
        self.flush()
        depths = self._depths()
        done = work(self.store())
        if self._depths() != depths:
            self._unlogged.forget_undone(self._depths()[1])
        return done

    def mark(self, change: MarkChange) -> None:
        """Note that papers were marked."""
        self._unlogged.add(change, *self._depths())

    def flush(self) -> None:
        """Write what is pending, in order."""
        while self._pending:
            # What a bug breaks must not stand in the way of the others.
            first = self._pending.pop(0)
            try:
                self.store().apply(first.kind, first.edit)
            except StoreError:
                self._pending.insert(0, first)
                raise

    # Undoing ------------------------------------------------------------------------------------------------

    def undo(self) -> Reversal | MarkReversal | None:
        """Take back what was done last, and tell what that was; None if there is nothing. A pending change is given up."""
        unlogged = self._unlogged.undo(*self._depths())
        if isinstance(unlogged, MarkChange):
            return MarkReversal(marks=unlogged.before, is_redo=False)
        if not self._pending:
            return self.store().undo()
        return self._give_up() or self.undo()

    def redo(self) -> Reversal | MarkReversal | None:
        """Do again what was undone last, and tell what that was; None if there is nothing."""
        past, future = self._depths()
        unlogged = self._unlogged.redo(past, future)
        if isinstance(unlogged, MarkChange):
            self._unlogged.put_redone(unlogged, past)
            return MarkReversal(marks=unlogged.after, is_redo=True)
        if isinstance(unlogged, PendingChange):
            return self._make_again(unlogged)
        if not self._unlogged.is_in_reach(future):
            return None
        self.flush()
        return self.store().redo()

    def _give_up(self) -> Reversal | None:
        """Give up the last change that is pending; None where it would change nothing any more."""
        after = self.seen()
        given_up = self._pending.pop()
        change = Change.between(given_up.kind, self.seen(), after)
        if change is None:
            return None
        self._unlogged.put_undone(given_up, self._depths()[0])
        return Reversal(kind=change.kind, is_redo=False, bookmarks=bookmarks_of(change))

    def _make_again(self, change: PendingChange) -> Reversal:
        try:
            before, after = self.change(change, is_redo=True)
        except StoreNotWritable:
            raise
        except StoreError:
            self._unlogged.put_undone(change, self._depths()[0])
            raise
        made = Change.between(change.kind, before, after)
        about = () if made is None else bookmarks_of(made)
        return Reversal(kind=change.kind, is_redo=True, bookmarks=about)

    def _forget_undone(self, *, is_redo: bool) -> None:
        if not is_redo:
            self._unlogged.forget_undone(self._depths()[1])

    def _depths(self) -> tuple[int, int]:
        """Return how many changes can be undone, those that are pending among them, and how many the store can redo."""
        # Marks are made and undone also where the bookmarks can't be used.
        with suppress(StoreError):
            self._logged = self.store().depths()
        past, future = self._logged
        return past + len(self._pending), future
