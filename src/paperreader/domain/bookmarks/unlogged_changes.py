"""Changes that are in no log, each at its place among those that are: which of them all is undone or redone next."""

from typing import Generic, TypeVar

T = TypeVar("T")


class UnloggedChanges(Generic[T]):
    """Changes between those of a log that others add to as well.

    Of the log two numbers are known: how many of its changes can be undone (`past`) and how many redone (`future`). The
    place of a change is the number that could be undone when it was made.
    """

    def __init__(self) -> None:
        self._past: list[tuple[int, T]] = []
        self._future: list[tuple[int, T]] = []
        self._out_of_reach = 0
        """How many of the log's undone changes were undone before something else was done, which the log does not know."""

    def add(self, change: T, past: int, future: int) -> None:
        """Note a change that was made just now."""
        self.forget_undone(future)
        self._past.append((past, change))

    def forget_undone(self, future: int) -> None:
        """Note that something was done: what was undone before it can't be redone any more."""
        self._future.clear()
        self._out_of_reach = future

    def undo(self, past: int, future: int) -> T | None:
        """Return the change to undo now, None if that is the last one of the log, if any."""
        self._out_of_reach = min(self._out_of_reach, future)
        if not self._past or self._past[-1][0] < past:
            return None
        self._future.append(self._past.pop())
        return self._future[-1][1]

    def put_undone(self, change: T, past: int) -> None:
        """Note that a change was undone which was to come into the log at this place."""
        self._future.append((past, change))

    def redo(self, past: int, future: int) -> T | None:
        """Return the change to redo now, None if that is the log's, if it has any in reach; `put_redone` notes it."""
        if not self._future or (self._future[-1][0] > past and self.is_in_reach(future)):
            return None
        return self._future.pop()[1]

    def put_redone(self, change: T, past: int) -> None:
        """Note that a change was redone; what was undone before it can still be redone."""
        self._past.append((past, change))

    def is_in_reach(self, future: int) -> bool:
        """Tell whether the log has a change that can be redone."""
        self._out_of_reach = min(self._out_of_reach, future)
        return future > self._out_of_reach
