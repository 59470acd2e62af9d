"""What the keys of a reader ask of bookmarks and marks: made one after the other, beside the event loop."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from paperreader.domain.bookmarks.history import MarkChange, MarkReversal, Reversal
from paperreader.domain.papers.marks import Mark
from paperreader.errors import StoreError, StoreNotWritable
from paperreader.services.bookmarks import changes
from paperreader.services.bookmarks.events import (
    BookmarksEvent,
    BookmarksSnapshot,
    PapersMarked,
    Remark,
)

if TYPE_CHECKING:
    from paperreader.domain.bookmarks.merge_state import MergeState
    from paperreader.domain.papers.paper import Paper, PaperKey
    from paperreader.services.bookmarks.changes import PendingChange
    from paperreader.services.bookmarks.history import History, Seen
    from paperreader.services.one_thread import OneThread

_FRAME = 1 / 30
"""Seconds until what was changed is drawn."""
_MOMENT = 1.0
"""Seconds that a change waits for a better one."""
_PATIENCE = 0.3
"""Seconds that keys wait for an undo before them, which may take the cursor elsewhere."""
_Done = list[BookmarksEvent] | tuple["MergeState", "MergeState"]
"""What comes of a job: of a change the merge state before and after it."""


class _Job(Struct, frozen=True, eq=False):
    """What is to be done in the thread of the bookmarks: a change, or work that gives events."""

    change: PendingChange | None = None
    better: asyncio.Future[PendingChange | None] | None = None
    """What is made in place of the change if it comes in a moment."""
    work: Callable[[], list[BookmarksEvent]] = list
    is_quiet: bool = False
    """Errors are not published: they were when it was tried first."""
    is_prompt: bool = False
    """Nothing is to be drawn before it."""


class ChangeQueue:
    """Makes changes in the order in which they are asked for, undoes and redoes them, and publishes what comes of it.

    A change is in the snapshot at once. It is written by a task of its own, so that a slow disk holds up no key.
    Undo takes back what was asked for last, whether it is written yet or not.

    Args:
        history: Makes the changes.
        thread: In which the history is used.
        marks: Of papers, as they are now.
        publish: Called in the event loop with everything that is to be shown.
    """

    def __init__(
        self,
        history: History,
        thread: OneThread,
        marks: Mapping[PaperKey, Mark],
        publish: Callable[[BookmarksEvent], None],
    ) -> None:
        self._history = history
        self._thread = thread
        self._marks = marks
        self._publish = publish
        self._jobs: asyncio.Queue[_Job] = asyncio.Queue()
        self._task: asyncio.Task[None] | None = None
        self._awaited: asyncio.Future[PendingChange | None] | None = None
        self._finishing = 0
        self._wishes: dict[PaperKey, tuple[bool, PendingChange]] = {}
        self._seen_keys: frozenset[PaperKey] = frozenset()
        self._told_problem = ""
        self._looked: Seen | None = None
        self._bug: Exception | None = None
        self._crashed = asyncio.Event()
        self.snapshot = BookmarksSnapshot()
        """What was published last."""

    def start(self) -> None:
        """Begin to do what is asked for, in the running event loop."""
        self._task = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """Finish, and do nothing more."""
        try:
            await self.finish()
        finally:
            if self._task is not None:
                self._task.cancel()

    def begin_with(self, seen: Seen) -> None:
        """Show bookmarks that were read ahead; what was noticed with them is told by `read`."""
        self._looked = seen
        self._show(seen)

    def read(self) -> None:
        """Read the bookmarks, beside what is read for the first papers, unless they are shown already."""
        if self._looked is None:
            self._add(_Job(is_prompt=True))
        else:
            self._tell_of(self._looked)
            self._looked = None

    def open(self) -> None:
        """Say what is to be done about the bookmarks."""
        self._add(_Job(work=partial(changes.find_conflict_copies, self._history)))

    def change(
        self, change: PendingChange, better: asyncio.Future[PendingChange | None] | None = None
    ) -> None:
        """Make a change, or what `better` gives in its place if that comes in a moment."""
        self._wishes |= {key: (is_kept, change) for key, is_kept in change.wishes.items()}
        self._show(self.snapshot)
        self._jobs.put_nowait(_Job(change, better))
        self._hasten()

    def learn(self, paper: Paper) -> None:
        """Add what is newly known to a kept paper."""
        self._add(_Job(work=partial(changes.learn, self._history, paper)))

    def mark(self, marks: Mapping[PaperKey, Mark]) -> None:
        """Mark papers."""
        before = {key: self._marks.get(key, Mark.NEW) for key in marks}
        after = {key: mark for key, mark in marks.items() if mark is not before[key]}
        if after:
            change = MarkChange(before={key: before[key] for key in after}, after=after)
            self._add(_Job(work=partial(changes.mark, self._history, change)))
        # A skipped paper that is in the inbox again is skipped anew: only the time changes, so there is nothing to undo.
        anew = {key: mark for key, mark in marks.items() if mark is before[key] is Mark.SKIPPED}
        if after or anew:
            self._publish(PapersMarked(after | anew))

    def merge_conflict_copies(self) -> None:
        """Join the conflict copies that sync tools left to the bookmarks."""
        self._add(_Job(work=partial(changes.merge_conflict_copies, self._history)))

    def look(self) -> None:
        """Write what could not be written before, and show what others changed; does nothing in mid-work."""
        if self._jobs.empty():
            self._add(_Job(work=partial(changes.flush, self._history), is_quiet=True))

    async def undo(self) -> None:
        """Take back what was asked for last; returns when that is done, or after a moment."""
        await self._reverse(self._history.undo, "Nothing to undo")

    async def redo(self) -> None:
        """Do again what was undone last; returns when that is done, or after a moment."""
        await self._reverse(self._history.redo, "Nothing to redo")

    async def _reverse(self, reverse: Callable[[], Reversal | MarkReversal | None], nothing: str) -> None:
        self._add(_Job(work=partial(changes.reverse, reverse, nothing)))
        with suppress(TimeoutError):
            await asyncio.wait_for(self._jobs.join(), _PATIENCE)

    async def finish(self) -> None:
        """Wait until everything asked for was tried, and no longer than that takes; raise what was a bug."""
        self._finishing += 1
        self._hasten()
        try:
            await self._jobs.join()
        finally:
            self._finishing -= 1
        self._raise_bug()

    async def crash(self) -> None:
        """Wait until there is a bug in a change, and raise it."""
        await self._crashed.wait()
        self._raise_bug()

    def _raise_bug(self) -> None:
        bug, self._bug = self._bug, None
        if bug is not None:
            raise bug

    def _add(self, job: _Job) -> None:
        self._jobs.put_nowait(job)
        self._hasten()

    async def _run(self) -> None:
        while True:
            is_first = self._jobs.empty()
            job = await self._jobs.get()
            try:
                if is_first and not job.is_prompt:
                    # Writing takes the processor from drawing: what a key changed is on the screen before.
                    await asyncio.sleep(_FRAME)
                change = (await self._soon(job.better) if job.better else None) or job.change
                work: Callable[[], _Done] = (
                    job.work if change is None else partial(self._history.change, change)
                )
                done, seen = await self._thread.call_both(work, self._history.look)
                self._end(job, done, seen)
            except Exception as bug:  # noqa: BLE001 - what was asked for behind a bug is done all the same
                self._bug = bug
                self._crashed.set()
            finally:
                self._jobs.task_done()

    def _end(self, job: _Job, done: _Done | StoreError, seen: Seen | StoreError) -> None:
        """Publish what came of a job, and how the bookmarks are then."""
        self._wishes = {key: wish for key, wish in self._wishes.items() if wish[1] is not job.change}
        events: list[BookmarksEvent] = [done] if isinstance(done, StoreError) else []
        if isinstance(done, list):
            events += done
        elif isinstance(done, tuple) and job.change is not None:
            events += [*changes.removed_annotations(job.change, *done), *self._problem()]
        if isinstance(seen, StoreError):
            events.append(seen)
        else:
            self._tell_of(seen)
        for event in events:
            if not (job.is_quiet and isinstance(event, StoreError)):
                self._publish(event)
        self._show(
            replace(self.snapshot, saved=self.snapshot.saved or 0) if isinstance(seen, StoreError) else seen
        )

    def _tell_of(self, seen: Seen) -> None:
        """Publish what was noticed when the bookmarks were read."""
        for report in seen.recovered:
            self._publish(report)
        for remark in seen.remarks:
            self._publish(Remark(remark, is_warning=True))

    async def _soon(self, better: asyncio.Future[PendingChange | None]) -> PendingChange | None:
        """Return a better change if it comes in a moment, and before anything else is waited for."""
        self._awaited = better
        if self._jobs.empty() and not self._finishing:
            await asyncio.wait({better}, timeout=_MOMENT)
        self._awaited = None
        return better.result() if better.done() else None

    def _hasten(self) -> None:
        if self._awaited is not None and not self._awaited.done():
            self._awaited.set_result(None)

    def _show(self, last: Seen | BookmarksSnapshot) -> None:
        """Publish how the bookmarks are, if that is news: as they were seen last, and as wished for since."""
        former = self.snapshot
        if last.bookmarks is not former.bookmarks:
            self._seen_keys = frozenset(bookmark.paper.key for bookmark in last.bookmarks)
        wanted = frozenset(key for key, (is_kept, _) in self._wishes.items() if is_kept)
        leaving = frozenset(self._wishes) - wanted
        self.snapshot = BookmarksSnapshot(
            bookmarks=last.bookmarks,
            kept=(self._seen_keys | wanted) - leaving,
            leaving=leaving,
            unsaved=last.unsaved,
            saved=last.saved,
            pending=last.pending,
        )
        if self.snapshot != former:
            self._publish(self.snapshot)

    def _problem(self) -> list[BookmarksEvent]:
        """Return what stands beside a change that was made, once."""
        told, self._told_problem = self._told_problem, self._history.problem
        if self._told_problem in ("", told):
            return []
        what = f"Saved, but without undo or backup: {self._told_problem}"
        return [StoreNotWritable(what, "see paperreader doctor")]
