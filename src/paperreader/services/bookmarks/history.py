"""The one history: changes of the bookmarks on disk, those that wait to be written, and marks between them."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from paperreader.domain.bookmarks.history import Deed, Marking, Remarking, Reversal, Step, bookmarks_of
from paperreader.domain.bookmarks.merge_state import Edit, MergeState
from paperreader.domain.bookmarks.unlogged import Unlogged
from paperreader.errors import StoreError, StoreNotWritable

if TYPE_CHECKING:
    from paperreader.store.bookmarks.bookmarks import BookmarkStore

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class _Change:
    deed: Deed
    edit: Edit


class History:
    """Makes changes, undoes and redoes them in the order they were made; all of it in the thread of the bookmarks.

    A change that can't be written raises StoreNotWritable, is `pending` and seen all the same, and is written before
    the next one. What is on disk is undone from there, also what a former run or another program did. Marks are in no
    file of bookmarks: they are undone in their turn until the program ends. What changes nothing is no step.

    Args:
        opened: Returns the store; raises StoreError where it can't be used.
    """

    def __init__(self, opened: Callable[[], BookmarkStore]) -> None:
        self._opened = opened
        self._pending: list[_Change] = []
        self._unlogged: Unlogged[Marking | _Change] = Unlogged()
        self._logged = 0, 0

    @property
    def pending(self) -> int:
        """How many changes are not on disk yet because they could not be written."""
        return len(self._pending)

    def seen(self) -> MergeState:
        """Return all that was said of bookmarks, with the changes that are pending."""
        merge_state = self._opened().merge_state()
        for change in self._pending:
            merge_state = change.edit(merge_state)
        return merge_state

    # Changing -----------------------------------------------------------------------------------------------

    def change(self, deed: Deed, edit: Edit) -> tuple[MergeState, MergeState]:
        """Make a change and return the merge state before and after it."""
        try:
            before, after = self._make(_Change(deed, edit))
        except StoreNotWritable:
            self._unlogged.forget_undone(self._steps()[1])
            raise
        if after.changes(before):
            self._unlogged.forget_undone(self._steps()[1])
        return before, after

    def after_flush(self, work: Callable[[BookmarkStore], _T]) -> _T:
        """Return what comes of a change the store makes by itself, behind those that are pending."""
        self.flush()
        steps = self._steps()
        done = work(self._opened())
        if self._steps() != steps:
            self._unlogged.forget_undone(self._steps()[1])
        return done

    def mark(self, marking: Marking) -> None:
        """Note that papers were marked."""
        self._unlogged.take(marking, *self._steps())

    def flush(self) -> tuple[MergeState, MergeState]:
        """Write what is pending, in order; return the merge state before and after the last change."""
        last = MergeState(), MergeState()
        while self._pending:
            # What a bug breaks must not stand in the way of the others.
            first = self._pending.pop(0)
            try:
                last = self._opened().apply(first.deed, first.edit)
            except StoreError:
                self._pending.insert(0, first)
                raise
        return last

    def _make(self, change: _Change) -> tuple[MergeState, MergeState]:
        self._pending.append(change)
        try:
            return self.flush()
        except StoreNotWritable:
            self._pending.pop()
            before = self.seen()
            if not change.edit(before).changes(before):
                return before, before
            self._pending.append(change)
            raise
        except StoreError:
            # Nobody knows what is kept: a change that is made when it turns out would surprise.
            self._pending.pop()
            raise

    # Undoing ------------------------------------------------------------------------------------------------

    def undo(self) -> Reversal | Remarking | None:
        """Take back what was done last, and tell what that was; None if there is nothing. A pending change is given up."""
        step = self._unlogged.undo(*self._steps())
        if isinstance(step, Marking):
            return Remarking(marks=step.before, is_redo=False)
        if not self._pending:
            return self._opened().undo()
        return self._give_up() or self.undo()

    def redo(self) -> Reversal | Remarking | None:
        """Do again what was undone last, and tell what that was; None if there is nothing."""
        past, future = self._steps()
        step = self._unlogged.redo(past, future)
        if isinstance(step, Marking):
            self._unlogged.put_redone(step, past)
            return Remarking(marks=step.after, is_redo=True)
        if isinstance(step, _Change):
            return self._make_again(step)
        if not self._unlogged.is_in_reach(future):
            return None
        self.flush()
        return self._opened().redo()

    def _give_up(self) -> Reversal | None:
        """Give up the last change that is pending; None where it would change nothing any more."""
        after = self.seen()
        given_up = self._pending.pop()
        step = Step.between(given_up.deed, self.seen(), after)
        if step is None:
            return None
        self._unlogged.put_undone(given_up, self._steps()[0])
        return Reversal(deed=step.deed, is_redo=False, bookmarks=bookmarks_of(step))

    def _make_again(self, change: _Change) -> Reversal:
        try:
            before, after = self._make(change)
        except StoreNotWritable:
            raise
        except StoreError:
            self._unlogged.put_undone(change, self._steps()[0])
            raise
        step = Step.between(change.deed, before, after)
        about = () if step is None else bookmarks_of(step)
        return Reversal(deed=change.deed, is_redo=True, bookmarks=about)

    def _steps(self) -> tuple[int, int]:
        """Return how many steps can be undone, those that are pending among them, and how many the store can redo."""
        # Marks are made and undone also where the bookmarks can't be used.
        with suppress(StoreError):
            self._logged = self._opened().steps()
        past, future = self._logged
        return past + len(self._pending), future
