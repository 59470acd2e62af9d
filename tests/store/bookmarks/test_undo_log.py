"""Undo and redo on disk: every change, many steps, across restarts, and never what somebody else said since."""

import itertools
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from paperreader.domain.bookmarks.bookmark import Annotations, Bookmark, Status
from paperreader.domain.bookmarks.history import ChangeKind
from paperreader.domain.ports import Clock
from tests.store.bookmarks.direct import DirectStore
from tests.store.builders import NOON, bookmark, key

_OTHER = "other.json"


def ticking() -> Clock:
    """Return a clock that goes on a minute whenever it is asked."""
    times: Iterator[datetime] = (NOON + timedelta(hours=1, minutes=minute) for minute in itertools.count())
    return lambda: next(times)


@pytest.fixture
def clock() -> Clock:
    return ticking()


def _opened(tmp_path: Path, clock: Clock) -> DirectStore:
    return DirectStore(tmp_path / "data" / "bookmarks.json", tmp_path / "state", clock=clock)


def _changed_in_every_way(store: DirectStore, other: Path) -> list[tuple[Bookmark, ...]]:
    """Make a change of every kind; return what was there before each, and at last."""
    seen = [store.all()]

    def saw(_: object = None) -> None:
        assert store.all() != seen[-1]
        seen.append(store.all())

    both = [key(1), key(2)]
    saw(store.keep(bookmark(1)))
    saw(store.keep_all([bookmark(2), bookmark(3)]))
    saw(store.change(both, Annotations(add_tags=("red", "blue"))))
    saw(store.change([key(1)], Annotations(note="# Why\n\nBecause.")))
    saw(store.change(both, Annotations(status=Status.READING)))
    saw(store.change([key(1)], Annotations(remove_tags=("red",), note="")))
    saw(store.remove(key(1)))
    saw(store.remove_all([key(2), key(3)]))
    saw(store.keep(bookmark(1, minutes=5)))
    store.restore([replace(bookmark(1), note="as it was")])
    saw()
    saw(store.merge(other))
    saw(store.change([key(9)], Annotations(status=Status.READ)))
    return seen


@pytest.fixture
def other(tmp_path: Path, clock: Clock) -> Path:
    store = DirectStore(tmp_path / _OTHER, clock=clock)
    store.keep(bookmark(9))
    store.keep(replace(bookmark(4), tags=("theirs",)))
    return tmp_path / _OTHER


def test_every_kind_of_change_is_undone_and_redone_across_restarts(
    tmp_path: Path, clock: Clock, other: Path
) -> None:
    seen = _changed_in_every_way(_opened(tmp_path, clock), other)
    assert len(seen) > 11
    for wanted in reversed(seen[:-1]):
        store = _opened(tmp_path, clock)
        undone = store.undo()
        assert undone is not None
        assert undone.skipped == 0
        assert store.all() == wanted
    assert _opened(tmp_path, clock).undo() is None
    for wanted in seen[1:]:
        store = _opened(tmp_path, clock)
        assert store.redo() is not None
        assert store.all() == wanted
    assert _opened(tmp_path, clock).redo() is None


def test_without_a_state_folder_it_is_the_same_until_the_end(
    tmp_path: Path, clock: Clock, other: Path
) -> None:
    store = DirectStore(tmp_path / "bookmarks.json", clock=clock)
    seen = _changed_in_every_way(store, other)
    for wanted in reversed(seen[:-1]):
        store.undo()
        assert store.all() == wanted
    for wanted in seen[1:]:
        store.redo()
        assert store.all() == wanted


def test_a_reversal_says_what_it_was_and_is_about(tmp_path: Path, clock: Clock) -> None:
    store = _opened(tmp_path, clock)
    store.keep(bookmark(1))
    store.change([key(1)], Annotations(note="x"))
    store.remove(key(1))
    told = [store.undo(), store.undo(), store.undo(), store.redo()]
    assert [each and (each.kind, each.is_redo, len(each.bookmarks)) for each in told] == [
        (ChangeKind.REMOVED, False, 1),
        (ChangeKind.NOTE, False, 1),
        (ChangeKind.KEPT, False, 1),
        (ChangeKind.KEPT, True, 1),
    ]


def test_a_new_change_leaves_nothing_to_redo(tmp_path: Path, clock: Clock) -> None:
    store = _opened(tmp_path, clock)
    store.keep(bookmark(1))
    store.undo()
    store.keep(bookmark(2))
    assert store.redo() is None


def test_what_changes_nothing_is_no_step(tmp_path: Path, clock: Clock) -> None:
    store = _opened(tmp_path, clock)
    store.keep(bookmark(1))
    store.keep(bookmark(1))
    store.change([key(1), key(7)], Annotations(note=""))
    store.remove(key(7))
    assert store.undo() is not None
    assert store.undo() is None


def test_a_later_change_of_another_machine_is_not_undone(tmp_path: Path, clock: Clock) -> None:
    store = _opened(tmp_path, clock)
    store.keep(bookmark(1))
    store.change([key(1)], Annotations(note="mine"))
    # A sync tool puts another machine's file in place of ours.
    theirs = DirectStore(tmp_path / "data" / "bookmarks.json", tmp_path / "elsewhere", clock=clock)
    theirs.change([key(1)], Annotations(note="theirs"))
    undone = store.undo()
    assert undone is not None
    assert undone.skipped == 1
    assert store.all()[0].note == "theirs"


def test_a_torn_or_damaged_line_costs_that_step_only(tmp_path: Path, clock: Clock) -> None:
    store = _opened(tmp_path, clock)
    for number in (1, 2):
        store.keep(bookmark(number))
    log = tmp_path / "state" / "undo.jsonl"
    lines = log.read_bytes().splitlines(keepends=True)
    log.write_bytes(lines[0] + lines[1][:-40])
    again = _opened(tmp_path, clock)
    again.keep(bookmark(3))
    assert [each.paper.key for each in again.all()] == [key(1), key(2), key(3)]
    for wanted in ([key(1), key(2)], [key(2)]):
        assert again.undo() is not None
        assert [each.paper.key for each in again.all()] == wanted
    assert again.undo() is None


def test_a_log_that_can_not_be_written_costs_no_change(tmp_path: Path, clock: Clock) -> None:
    store = _opened(tmp_path, clock)
    (tmp_path / "state").mkdir()
    (tmp_path / "state" / "undo.jsonl").mkdir()
    store.keep(bookmark(1))
    assert store.problem is not None
    assert _opened(tmp_path, clock).all() == (bookmark(1),)


def test_a_link_in_place_of_the_log_is_not_followed(tmp_path: Path, clock: Clock) -> None:
    victim = tmp_path / "victim"
    victim.write_bytes(b"precious")
    (tmp_path / "state").mkdir()
    (tmp_path / "state" / "undo.jsonl").symlink_to(victim)
    store = _opened(tmp_path, clock)
    store.keep(bookmark(1))
    assert store.problem is not None
    assert _opened(tmp_path, clock).all() == (bookmark(1),)
    assert victim.read_bytes() == b"precious"


def test_the_log_is_shortened_and_keeps_the_last_hundred(tmp_path: Path) -> None:
    hours: Iterator[datetime] = (NOON + timedelta(hours=hour) for hour in itertools.count(1))
    store = _opened(tmp_path, lambda: next(hours))
    store.keep(bookmark(1))
    for number in range(230):
        store.change([key(1)], Annotations(note=str(number)))
    lines = (tmp_path / "state" / "undo.jsonl").read_bytes().splitlines()
    assert 100 <= len(lines) < 200
    for number in range(228, 130, -1):
        store.undo()
        assert store.all()[0].note == str(number)
