"""One history: bookmarks on disk, changes that wait for a full disk, and marks, undone and redone as one list."""

import errno
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperreader.domain.bookmarks import merge_state as changing
from paperreader.domain.bookmarks.bookmark import Annotations
from paperreader.domain.bookmarks.history import ChangeKind, MarkChange, MarkReversal, Reversal
from paperreader.domain.bookmarks.merge_state import Edit, MergeState
from paperreader.domain.papers.marks import Mark
from paperreader.errors import StoreNotWritable
from paperreader.services.bookmarks.changes import PendingChange
from paperreader.services.bookmarks.history import History
from tests.store.bookmarks.direct import DirectStore
from tests.store.bookmarks.test_undo_log import ticking
from tests.store.builders import bookmark, key

State = tuple[frozenset[str], Mark]


class Home:
    """A history over bookmarks on a disk that can be full, with one paper that is marked."""

    def __init__(self, folder: Path) -> None:
        self._store = DirectStore(folder / "bookmarks.json", clock=ticking())
        self._write = self._store._storage.write
        self.history = History(lambda: self._store)
        self.mark = Mark.NEW
        self._times = ticking()

    def fill(self, *, is_full: bool) -> None:
        """Fill the disk, or make room again."""

        def refuse(_: object) -> None:
            raise StoreNotWritable("bookmarks.json could not be written", str(OSError(errno.ENOSPC)))

        setattr(self._store._storage, "write", refuse if is_full else self._write)  # noqa: B010 - mypy knows methods

    @property
    def state(self) -> State:
        """What is kept, and the mark."""
        return frozenset(each.paper.key for each in self.history.seen().bookmarks()), self.mark

    def toggle(self, number: int) -> None:
        """Keep a paper, or stop keeping it."""
        if key(number) in self.state[0]:
            self._change(ChangeKind.REMOVED, partial(changing.remove, keys=[key(number)], at=self._times()))
        else:
            self._change(ChangeKind.KEPT, partial(changing.keep, bookmark=bookmark(number)))

    def say_nothing(self) -> None:
        """Change what is not there, and what is as it is asked for."""
        edit = partial(
            changing.annotate, keys=[key(1), key(99)], annotations=Annotations(note=""), at=self._times()
        )
        self._change(ChangeKind.NOTE, edit)

    def mark_it(self) -> None:
        """Mark the paper with the next mark."""
        marks = list(Mark)
        former, self.mark = self.mark, marks[(marks.index(self.mark) + 1) % len(marks)]
        self.history.mark(MarkChange(before={key(7): former}, after={key(7): self.mark}))

    def _change(self, kind: ChangeKind, edit: Edit) -> None:
        try:
            self.history.change(PendingChange(kind, edit))
        except StoreNotWritable:
            assert self.history.pending

    def reverse(self, way: str) -> bool:
        """Undo or redo; tell whether there was anything."""
        reversal: Reversal | MarkReversal | None = getattr(self.history, way)()
        if isinstance(reversal, MarkReversal):
            self.mark = reversal.marks[key(7)]
        return reversal is not None


@given(st.lists(st.sampled_from(["1", "2", "nothing", "mark", "undo", "redo", "full", "room"]), max_size=25))
def test_what_is_undone_and_redone_is_as_in_one_list(ways: Sequence[str]) -> None:
    with TemporaryDirectory() as folder:
        _is_as_in_one_list(Home(Path(folder)), ways)


def _is_as_in_one_list(home: Home, ways: Sequence[str]) -> None:
    past, future = [home.state], list[State]()
    for number, way in enumerate(ways):
        match way:
            case "full" | "room":
                home.fill(is_full=way == "full")
            case "undo" | "redo":
                source, target = (past, future) if way == "undo" else (future, past)
                has_any = len(source) > (way == "undo")
                wanted = (past[-2] if way == "undo" else future[-1]) if has_any else past[-1]
                try:
                    assert home.reverse(way) is has_any, ways[: number + 1]
                except StoreNotWritable:
                    # It was on disk and stays so, or it waits anew.
                    has_any = has_any and home.state == wanted
                if has_any:
                    target.append(source.pop())
            case _:
                before = home.state
                {"mark": home.mark_it, "nothing": home.say_nothing}.get(
                    way, partial(home.toggle, int(way) if way.isdigit() else 0)
                )()
                if home.state != before:
                    past.append(home.state)
                    future.clear()
        assert home.state == past[-1], ways[: number + 1]


def test_a_change_that_changes_nothing_leaves_the_redo_alone_also_on_a_full_disk(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.toggle(1)
    home.toggle(2)
    home.reverse("undo")
    home.say_nothing()
    home.fill(is_full=True)
    home.say_nothing()
    assert not home.history.pending
    home.fill(is_full=False)
    assert home.reverse("redo")
    assert home.state[0] == {key(1), key(2)}


def test_what_was_given_up_on_a_full_disk_is_redone(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.toggle(1)
    home.reverse("undo")
    home.fill(is_full=True)
    home.toggle(2)
    home.reverse("undo")
    assert (home.history.pending, home.state[0]) == (0, frozenset())
    home.fill(is_full=False)
    assert home.reverse("redo")
    assert home.state[0] == {key(2)}
    assert not home.reverse("redo"), "what was undone before another change is gone"


def test_a_bug_in_a_change_is_raised_once_and_the_others_are_written(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.fill(is_full=True)
    home.toggle(1)

    def broken(_: MergeState) -> MergeState:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        home.history.change(PendingChange(ChangeKind.NOTE, broken))
    home.fill(is_full=False)
    with pytest.raises(ZeroDivisionError):
        home.history.change(PendingChange(ChangeKind.NOTE, broken))
    assert home.history.pending == 0
    home.toggle(2)
    assert home.state[0] == {key(1), key(2)}
    assert not home.history.pending
