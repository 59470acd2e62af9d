"""The bookmarks service: changes that can't be written wait, and nothing is lost meanwhile."""

import itertools
from collections.abc import AsyncIterator, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from paperreader.domain.bookmarks.bookmark import Annotations, Status, counted_tags
from paperreader.domain.bookmarks.history import ChangeKind, Reversal
from paperreader.domain.papers.paper import Paper
from paperreader.errors import StoreNotWritable, StoreUnreadable
from paperreader.services.bookmarks.service import Bookmarks
from tests.store.bookmarks.direct import DirectStore
from tests.store.builders import NOON, bookmark, key, names_in, paper


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "bookmarks.json"


def _service(path: Path) -> Bookmarks:
    times: Iterator[datetime] = (NOON + timedelta(minutes=minute) for minute in itertools.count())

    def clock() -> datetime:
        return next(times)

    return Bookmarks(lambda: DirectStore(path, path.parents[1] / "state", clock=clock), clock)


@pytest.fixture
async def bookmarks(path: Path) -> AsyncIterator[Bookmarks]:
    service = _service(path)
    yield service
    await service.close()


def _in_the_way(path: Path) -> None:
    path.mkdir(parents=True)


def _out_of_the_way(path: Path) -> None:
    path.rmdir()


def _empty(path: Path) -> None:
    path.write_bytes(b"")


async def _keys(bookmarks: Bookmarks) -> list[str]:
    return sorted(each.paper.key for each in await bookmarks.all())


class _Obstacle:
    """What keeps the file from being written, for root too."""

    def __init__(self, path: Path) -> None:
        self._folder = path.parent / f".{path.name}.tmp"

    def put(self) -> None:
        self._folder.mkdir(parents=True)

    def take_away(self) -> None:
        self._folder.rmdir()


@pytest.fixture
def obstacle(path: Path) -> _Obstacle:
    return _Obstacle(path)


async def test_a_change_that_can_not_be_written_waits_and_is_seen(
    bookmarks: Bookmarks, obstacle: _Obstacle, path: Path
) -> None:
    await bookmarks.keep(paper(1))
    obstacle.put()
    with pytest.raises(StoreNotWritable):
        await bookmarks.keep(paper(2))
    with pytest.raises(StoreNotWritable):
        await bookmarks.annotate([key(2)], Annotations(note="of a paper that is pending itself"))
    with pytest.raises(StoreNotWritable):
        await bookmarks.remove_all([key(1)])
    assert bookmarks.pending == 3
    assert await _keys(bookmarks) == [key(2)]
    assert [each.paper.key for each in DirectStore(path).all()] == [key(1)]
    with pytest.raises(StoreNotWritable):
        bookmarks._history.flush()
    obstacle.take_away()
    bookmarks._history.flush()
    assert bookmarks.pending == 0
    (kept,) = DirectStore(path).all()
    assert kept.note == "of a paper that is pending itself"


async def test_the_next_change_writes_what_is_pending_first(
    bookmarks: Bookmarks, obstacle: _Obstacle, path: Path
) -> None:
    obstacle.put()
    with pytest.raises(StoreNotWritable):
        await bookmarks.keep(paper(1))
    obstacle.take_away()
    await bookmarks.keep(paper(2))
    assert bookmarks.pending == 0
    assert len(DirectStore(path).all()) == 2


async def test_closing_writes_what_is_pending(obstacle: _Obstacle, path: Path) -> None:
    service = _service(path)
    obstacle.put()
    with pytest.raises(StoreNotWritable):
        await service.keep(paper(1))
    obstacle.take_away()
    await service.close()
    assert len(DirectStore(path).all()) == 1


async def test_undoing_what_is_pending_gives_it_up(bookmarks: Bookmarks, obstacle: _Obstacle) -> None:
    await bookmarks.keep(paper(1))
    obstacle.put()
    with pytest.raises(StoreNotWritable):
        await bookmarks.remove_all([key(1)])
    undone = await bookmarks.undo()
    assert isinstance(undone, Reversal)
    assert (undone.kind, len(undone.bookmarks), bookmarks.pending) == (ChangeKind.REMOVED, 1, 0)
    assert await _keys(bookmarks) == [key(1)]
    obstacle.take_away()


async def test_a_change_of_what_can_not_be_read_does_not_wait(bookmarks: Bookmarks, path: Path) -> None:
    _in_the_way(path)
    with pytest.raises(StoreUnreadable):
        await bookmarks.keep(paper(1))
    assert bookmarks.pending == 0
    _out_of_the_way(path)
    assert await bookmarks.all() == ()


async def test_many_are_changed_undone_and_redone_as_one(bookmarks: Bookmarks) -> None:
    for number in (1, 2, 3):
        await bookmarks.keep(paper(number))
    before = await bookmarks.all()
    words = Annotations(status=Status.READING, add_tags=("red", "Blue"))
    assert len(await bookmarks.annotate([key(1), key(3), key(9)], words)) == 2
    await bookmarks.annotate([key(3)], Annotations(add_tags=("green",)))
    assert counted_tags(await bookmarks.all()) == (("Blue", 2), ("red", 2), ("green", 1))
    await bookmarks.undo()
    undone = await bookmarks.undo()
    assert undone is not None
    assert undone.sentence == "Undone: changed 2 papers"
    assert await bookmarks.all() == before
    await bookmarks.redo()
    assert sum(each.status is Status.READING for each in await bookmarks.all()) == 2


async def test_a_conflict_copy_is_merged_and_moved_away(
    bookmarks: Bookmarks, path: Path, tmp_path: Path
) -> None:
    await bookmarks.keep(paper(1))
    copy = path.with_name("bookmarks.sync-conflict-20261125-070809-ABCDEF7.json")
    DirectStore(copy).keep(replace(bookmark(2), tags=("theirs",)))
    copy.with_name(f"{copy.name}.lock").unlink()
    (found,) = await bookmarks.conflict_copies()
    merged = await bookmarks.merge(found.path)
    assert merged.sentence == "1 added, 0 changed, 0 removed"
    assert await _keys(bookmarks) == [key(1), key(2)]
    assert await bookmarks.conflict_copies() == ()
    assert names_in(tmp_path / "state" / "merged") == [copy.name]
    await bookmarks.undo()
    assert await _keys(bookmarks) == [key(1)]


async def test_damage_is_told(bookmarks: Bookmarks, path: Path) -> None:
    await bookmarks.keep(paper(1))
    assert await bookmarks.take_recovery_reports() == ()
    _empty(path)
    assert await _keys(bookmarks) == [key(1)]
    (told,) = await bookmarks.take_recovery_reports()
    assert told.sentence.startswith(f"{path} is empty. 1 bookmark is there")


async def test_a_backup_is_put_back(bookmarks: Bookmarks) -> None:
    await bookmarks.keep(paper(1))
    (backup,) = await bookmarks.backups()
    await bookmarks.keep(paper(2))
    restored = await bookmarks.restore_backup(backup)
    assert restored.sentence == "0 added, 0 changed, 1 removed"
    assert await _keys(bookmarks) == [key(1)]
    await bookmarks.undo()
    assert await _keys(bookmarks) == [key(1), key(2)]


async def test_what_is_learned_of_a_kept_paper_is_no_step(bookmarks: Bookmarks) -> None:
    little = Paper(key=key(1), title="As a comment calls it")
    await bookmarks.keep(little, "Comments")
    await bookmarks.keep(paper(2))
    await bookmarks.undo()
    bookmarks._history.after_flush(lambda store: store.learn(paper(1)))
    bookmarks._history.after_flush(lambda store: store.learn(paper(9)))
    (kept,) = await bookmarks.all()
    assert (kept.paper, kept.found_in) == (paper(1), "Comments")
    await bookmarks.redo()
    assert await _keys(bookmarks) == [key(1), key(2)]
    for _ in range(2):
        await bookmarks.undo()
    assert await _keys(bookmarks) == []
