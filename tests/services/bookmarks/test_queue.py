"""The queue of changes: what was asked for is seen at once, written in order, and told as values; without a screen."""

import asyncio
import inspect
import traceback
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from paperreader.domain.bookmarks.bookmark import Annotations
from paperreader.domain.bookmarks.history import ChangeKind
from paperreader.domain.bookmarks.merge_state import MergeState
from paperreader.domain.papers.marks import Mark
from paperreader.domain.papers.paper import Paper, PaperKey
from paperreader.errors import StoreNotWritable, StoreUnreadable
from paperreader.services.bookmarks import changes
from paperreader.services.bookmarks.changes import PendingChange
from paperreader.services.bookmarks.events import (
    AnnotationsRemoved,
    BookmarksEvent,
    BookmarksSnapshot,
    ConflictCopiesFound,
    PapersMarked,
    PendingSaved,
    Remark,
)
from paperreader.services.bookmarks.queue import ChangeQueue
from paperreader.services.bookmarks.service import Bookmarks
from paperreader.store import files
from tests.store.bookmarks.direct import DirectStore
from tests.store.bookmarks.test_undo_log import ticking
from tests.store.builders import NOON, bookmark, key, paper


class Front:
    """A front end without a screen: a queue over bookmarks on disk, and what it published."""

    def __init__(self, folder: Path) -> None:
        clock = ticking()
        self.path = folder / "bookmarks.json"
        self.marks: dict[PaperKey, Mark] = {}
        self.events: list[BookmarksEvent] = []
        self.service = Bookmarks(lambda: DirectStore(self.path, folder / "state", clock=clock), clock)
        self.queue: ChangeQueue = self.service.queue(self.marks, self._hear)
        self.obstacle = folder / ".bookmarks.json.tmp"
        """A folder there keeps the file from being written, for root too."""

    def _hear(self, event: BookmarksEvent) -> None:
        self.events.append(event)
        if isinstance(event, PapersMarked):
            self.marks.update(event.marks)

    def keep(self, number: int) -> None:
        """Ask for a paper to be kept."""
        self.queue.change(changes.keep([paper(number)], "", NOON))

    def remove(self, number: int) -> None:
        """Ask for a paper to be kept no longer."""
        self.queue.change(changes.remove([key(number)], NOON))

    async def told(self) -> list[BookmarksEvent]:
        """Return what was told since this was last asked, but for how things are, when all is done."""
        await self.queue.finish()
        told: list[BookmarksEvent] = [each for each in self.events if not isinstance(each, BookmarksSnapshot)]
        self.events.clear()
        return told

    @property
    def on_disk(self) -> list[str]:
        """What is kept in the file."""
        return sorted(each.paper.key for each in DirectStore(self.path).merge_state().bookmarks())


@pytest.fixture
async def front(tmp_path: Path) -> AsyncIterator[Front]:
    front = Front(tmp_path)
    front.queue.start()
    yield front
    await front.queue.stop()
    await front.service.close()


async def test_what_was_asked_for_is_seen_at_once_and_counted_when_it_is_on_disk(front: Front) -> None:
    front.keep(1)
    assert front.events == [BookmarksSnapshot(kept=frozenset({key(1)}))]
    assert await front.told() == []
    assert [each.paper.key for each in front.queue.snapshot.bookmarks] == front.on_disk == [key(1)]
    assert (front.queue.snapshot.saved, front.queue.snapshot.pending) == (1, 0)
    front.remove(1)
    (snapshot,) = front.events
    assert isinstance(snapshot, BookmarksSnapshot)
    assert (snapshot.kept, snapshot.leaving) == (frozenset(), frozenset({key(1)}))
    assert len(snapshot.bookmarks) == 1
    assert await front.told() == []
    assert front.queue.snapshot == BookmarksSnapshot(saved=0)


async def test_a_change_makes_one_trip_to_the_thread(front: Front, monkeypatch: pytest.MonkeyPatch) -> None:
    await front.queue.finish()
    trips: list[object] = []
    call = front.queue._thread.call_both

    async def counted(*work: object) -> object:
        trips.append(work)
        return await call(*work)  # type: ignore[arg-type]

    monkeypatch.setattr(front.queue._thread, "call_both", counted)
    front.keep(1)
    await front.queue.finish()
    assert (len(trips), front.on_disk) == (1, [key(1)])


async def test_a_change_passes_few_functions_in_the_thread_on_its_way_to_the_disk(
    front: Front, monkeypatch: pytest.MonkeyPatch
) -> None:
    await front.queue.finish()
    write, ways = files.write_atomically, list[list[str]]()

    def looked_at(path: Path, data: bytes, *, follow: bool = True) -> files.Stamp:
        frames = [
            frame
            for frame, _ in traceback.walk_stack(inspect.currentframe())
            if "/src/paperreader/" in frame.f_code.co_filename
        ]
        ways.append([frame.f_code.co_qualname for frame in reversed(frames)])
        return write(path, data, follow=follow)

    monkeypatch.setattr(files, "write_atomically", looked_at)
    front.keep(1)
    await front.queue.finish()
    trip = ["OneThread.call_both.<locals>.<lambda>", "_settled"]
    assert ways[0] == [*trip, "History.change", "BookmarkStore.apply", "DurableStorage.transaction"]


async def test_what_a_full_disk_refuses_is_unsaved_and_saved_when_there_is_room(front: Front) -> None:
    front.keep(1)
    await front.queue.finish()
    front.obstacle.mkdir()
    front.keep(2)
    (error,) = await front.told()
    assert isinstance(error, StoreNotWritable)
    snapshot = front.queue.snapshot
    assert snapshot.kept == {key(1), key(2)}
    assert snapshot.unsaved == {key(2)}
    assert (snapshot.saved, snapshot.pending) == (1, 1)
    front.queue.look()
    assert await front.told() == [], "it was told when it was tried first"
    front.obstacle.rmdir()
    front.queue.look()
    assert await front.told() == [PendingSaved(1)]
    assert (front.queue.snapshot.unsaved, front.queue.snapshot.saved) == (frozenset(), 2)


async def test_what_can_not_be_read_is_told_and_not_kept(front: Front) -> None:
    front.path.mkdir()
    front.keep(1)
    assert {type(each) for each in await front.told()} == {StoreUnreadable}
    assert front.queue.snapshot == BookmarksSnapshot(saved=0)


async def test_looking_publishes_nothing_when_nothing_changed_and_what_others_changed(front: Front) -> None:
    front.keep(1)
    await front.told()
    front.queue.look()
    await front.queue.finish()
    assert front.events == []
    other = Bookmarks(lambda: DirectStore(front.path), ticking())
    await other.keep(paper(2))
    await other.close()
    front.queue.look()
    await front.queue.finish()
    assert front.events == [front.queue.snapshot]
    assert front.queue.snapshot.kept == {key(1), key(2)}


async def test_marks_and_bookmarks_are_undone_in_one_order(front: Front) -> None:
    front.keep(1)
    front.queue.mark({key(1): Mark.READ})
    assert front.marks == {key(1): Mark.READ}
    for _ in range(3):
        await front.queue.undo()
    title = paper(1).title
    assert await front.told() == [
        PapersMarked({key(1): Mark.READ}),
        PapersMarked({key(1): Mark.NEW}, is_reversal=True),
        Remark("Undone: marked 1 paper"),
        Remark(f"Undone: bookmarked “{title}”"),
        Remark("Nothing to undo"),
    ]
    await front.queue.redo()
    assert await front.told() == [Remark(f"Redone: bookmarked “{title}”")]


async def test_annotations_that_go_with_a_bookmark_are_told(front: Front) -> None:
    front.keep(1)
    front.queue.change(changes.annotate([key(1)], Annotations(note="the one to cite"), NOON))
    front.remove(1)
    (removed,) = await front.told()
    assert isinstance(removed, AnnotationsRemoved)
    assert [each.note for each in removed.bookmarks] == ["the one to cite"]


async def test_a_better_change_is_waited_for_a_moment_and_not_behind_others(front: Front) -> None:
    listed = Paper(key=key(1), title="As a comment calls it")
    for is_hurried in (False, True):
        better: asyncio.Future[PendingChange | None] = asyncio.get_running_loop().create_future()
        front.queue.change(changes.keep([listed], "Comments", NOON), better)
        if is_hurried:
            front.keep(2)
        else:
            better.set_result(changes.keep([paper(1)], "Comments", NOON))
        await front.queue.finish()
        titles = {each.paper.key: each.paper.title for each in front.queue.snapshot.bookmarks}
        assert titles[key(1)] == (listed if is_hurried else paper(1)).title
        front.remove(1)
    front.queue.learn(paper(1))
    await front.queue.finish()
    assert front.on_disk == [key(2)], "what is not kept learns nothing"


async def test_conflict_copies_are_told_and_merged(front: Front) -> None:
    front.keep(1)
    await front.told()
    copy = front.path.with_name("bookmarks.sync-conflict-20261125-070809-ABCDEF7.json")
    other = Bookmarks(lambda: DirectStore(copy), ticking())
    await other.keep(bookmark(2).paper)
    await other.close()
    copy.with_name(f"{copy.name}.lock").unlink()
    front.queue.open()
    assert await front.told() == [ConflictCopiesFound(1)]
    for _ in range(2):
        front.queue.merge_conflict_copies()
    assert await front.told() == [
        Remark(f"{copy.name}: 1 added, 0 changed, 0 removed"),
        Remark("The bookmarks have no conflict copies"),
    ]


async def test_a_bug_is_raised_once_and_what_was_asked_for_behind_it_is_done(front: Front) -> None:
    def broken(_: MergeState) -> MergeState:
        raise ZeroDivisionError

    crash = asyncio.create_task(front.queue.crash())
    front.queue.change(PendingChange(ChangeKind.KEPT, broken))
    front.keep(1)
    with pytest.raises(ZeroDivisionError):
        await crash
    await front.queue.finish()
    assert front.on_disk == [key(1)]
