"""What the reader changes: made one after the other, in the order of the keys, and taken back in that order."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from contextlib import suppress
from functools import partial
from typing import Protocol

from paperreader.domain.bookmarks.bookmark import Annotations, Bookmark
from paperreader.domain.bookmarks.history import Marking, Remarking, Reversal
from paperreader.domain.papers.marks import Mark
from paperreader.domain.papers.paper import Paper, PaperKey
from paperreader.errors import PaperReaderError, StoreError, StoreNotWritable
from paperreader.services.bookmarks.bookmarks import Bookmarks, Unsaved
from paperreader.ui.kit import present

Marks = Mapping[PaperKey, Mark]
_FRAME = 1 / 30
"""Seconds until what was changed is drawn."""
_MOMENT = 1.0
"""Seconds that a paper of which only the title is known waits for the rest."""
_PATIENCE = 0.3
"""Seconds that keys wait for an undo before them, which may take the cursor elsewhere."""


class Front(Protocol):
    """Where changes are shown."""

    def show_marks(self, marks: Marks, *, is_gone_to: bool) -> None:
        """Mark papers, and go to the first of them if asked to."""

    def show_bookmarks(self, bookmarks: tuple[Bookmark, ...], unsaved: Unsaved) -> None:
        """Show what is kept, and what of it is not on disk yet."""

    def tell(self, sentence: str) -> None:
        """Say what was done."""

    def warn(self, sentence: str) -> None:
        """Say what is not as it should be."""

    def tell_recovered(self, sentence: str) -> None:
        """Say what was done about damage."""

    def complain(self, error: PaperReaderError) -> None:
        """Say what could not be done."""

    def see_to_changes(self) -> None:
        """Have a bug that shows in the changes that were begun just now end the reader, as any bug does."""


class Changes:
    """Makes changes of marks and bookmarks, undoes and redoes them.

    Marks are changed at once; bookmarks by a task of its own, so that a slow disk holds up no key, in the order in
    which they were asked for. What is undone and redone is known by the history of the bookmarks; undo takes back what
    was asked for last, whether it is written yet or not.
    """

    def __init__(self, bookmarks: Bookmarks, marks: Marks, front: Front) -> None:
        self._bookmarks = bookmarks
        self._marks = marks
        self._front = front
        self._waiting: deque[Callable[[], Awaitable[None]]] = deque()
        self._task: asyncio.Task[None] | None = None
        self._awaited: asyncio.Future[Paper | None] | None = None
        self._finishing = 0
        self._wishes: dict[PaperKey, tuple[bool, object]] = {}
        self._seen: tuple[Bookmark, ...] = ()
        self._seen_keys: frozenset[PaperKey] = frozenset()
        self._unsaved = Unsaved(frozenset(), 0)
        self._told_problem = ""

    @property
    def unsaved(self) -> int:
        """How many changes could not be written yet; they are tried again."""
        return self._bookmarks.pending

    def kept(self) -> frozenset[PaperKey]:
        """Return which papers are kept, or about to be."""
        wanted = {key for key, (is_wanted, _) in self._wishes.items() if is_wanted}
        return (self._seen_keys | wanted) - self.leaving()

    def leaving(self) -> frozenset[PaperKey]:
        """Return which papers are about to be kept no longer."""
        return frozenset(key for key, (is_wanted, _) in self._wishes.items() if not is_wanted)

    # Changing -----------------------------------------------------------------------------------------------

    def mark(self, marks: Marks) -> None:
        """Mark papers."""
        before = {key: self._marks.get(key, Mark.NEW) for key in marks}
        after = {key: mark for key, mark in marks.items() if mark is not before[key]}
        if after:
            marking = Marking(before={key: before[key] for key in after}, after=after)
            self._later(partial(self._bookmarks.note_marking, marking))
        # A skipped paper that is in the inbox again is skipped anew: only the time changes, so there is nothing to undo.
        anew = {key: mark for key, mark in marks.items() if mark is before[key] is Mark.SKIPPED}
        if after or anew:
            self._front.show_marks(after | anew, is_gone_to=False)

    def keep(self, papers: Sequence[Paper], found_in: str) -> None:
        """Keep papers."""
        write = partial(self._bookmarks.keep_papers, papers, found_in)
        self._change(write, wished=dict.fromkeys((paper.key for paper in papers), True))

    def keep_listed(self, listed: Paper, found_in: str, answer: asyncio.Future[Paper | None]) -> None:
        """Keep a paper of which little is known here, with what `answer` gives if that comes in a moment."""

        async def write() -> Sequence[Bookmark]:
            paper = await self._soon(answer) or listed
            return await self._bookmarks.keep_papers([paper], found_in)

        self._change(write, wished={listed.key: True})

    def learn(self, paper: Paper) -> None:
        """Add what is newly known to a kept paper."""
        self._then_show(partial(self._learn, paper))

    def remove(self, keys: Collection[PaperKey]) -> None:
        """Stop keeping papers."""
        write = partial(self._bookmarks.remove_all, keys)
        self._change(write, wished=dict.fromkeys(keys, False), told=_removal)

    def say(self, keys: Collection[PaperKey], annotations: Annotations) -> None:
        """Change what the reader says of kept papers."""
        self._change(partial(self._bookmarks.change, keys, annotations))

    def merge_copies(self) -> None:
        """Join the conflict copies that sync tools left to the bookmarks."""
        self._then_show(self._merge_copies)

    def look(self) -> None:
        """Write what could not be written before, and show what others changed; does nothing in mid-work."""
        if not self._waiting:
            self._later(self._look)

    def begin(self) -> None:
        """Show what is kept, and say what is to be done about it."""
        self._later(self._begin)

    async def finish(self) -> None:
        """Wait until everything asked for was tried, and no longer than that takes; raise what was a bug."""
        self._finishing += 1
        self._hasten()
        try:
            await self.follow()
        finally:
            self._finishing -= 1

    async def follow(self) -> None:
        """Wait until everything asked for was tried; raise what was a bug."""
        if self._task is not None:
            # Whoever gives up waiting does not give up the changes.
            await asyncio.shield(self._task)

    # Undoing ------------------------------------------------------------------------------------------------

    async def undo(self) -> None:
        """Take back what was asked for last."""
        await self._reverse(self._bookmarks.undo, "Nothing to undo")

    async def redo(self) -> None:
        """Do again what was undone last."""
        await self._reverse(self._bookmarks.redo, "Nothing to redo")

    async def _reverse(self, way: Callable[[], Awaitable[Reversal | Remarking | None]], nothing: str) -> None:
        """Take or make a step in its turn; the next key finds it done, unless the disk is slow."""
        self._then_show(partial(self._reverse_now, way, nothing))
        if self._task is not None:
            await asyncio.wait({self._task}, timeout=_PATIENCE)

    async def _reverse_now(
        self, way: Callable[[], Awaitable[Reversal | Remarking | None]], nothing: str
    ) -> None:
        try:
            reversal = await way()
        except StoreError as error:
            self._front.complain(error)
            return
        if isinstance(reversal, Remarking):
            self._front.show_marks(reversal.marks, is_gone_to=True)
        self._front.tell(nothing if reversal is None else reversal.sentence)

    # One after the other ------------------------------------------------------------------------------------

    def _change(
        self,
        write: Callable[[], Awaitable[Sequence[Bookmark]]],
        *,
        wished: Mapping[PaperKey, bool] | None = None,
        told: Callable[[Sequence[Bookmark]], str] | None = None,
    ) -> None:
        change = object()
        self._wishes |= {key: (is_wanted, change) for key, is_wanted in (wished or {}).items()}
        self._then_show(partial(self._write, change, write, told))

    async def _write(
        self,
        change: object,
        write: Callable[[], Awaitable[Sequence[Bookmark]]],
        told: Callable[[Sequence[Bookmark]], str] | None,
    ) -> None:
        try:
            changed = await write()
        except StoreError as error:
            self._front.complain(error)
        else:
            if told is not None and (sentence := told(changed)):
                self._front.tell(sentence)
            await self._tell_problem()
        self._wishes = {key: wish for key, wish in self._wishes.items() if wish[1] is not change}

    async def _learn(self, paper: Paper) -> None:
        # Nobody asked for it as a change: what can't be written now is learned when the paper is kept anew.
        with suppress(StoreError):
            await self._bookmarks.learn(paper)

    async def _tell_problem(self) -> None:
        """Say once what stands beside a change that was made."""
        problem = await self._bookmarks.problem()
        what = "" if problem is None else str(problem)
        if what and what != self._told_problem:
            self._front.complain(
                StoreNotWritable(
                    f"Saved, but it can't be undone or is not backed up: {what}", "see paperreader doctor"
                )
            )
        self._told_problem = what

    async def _look(self) -> None:
        try:
            if unsaved := self.unsaved:
                await self._bookmarks.flush()
                self._front.tell(f"Saved now: {present.number_of(unsaved, 'change')}")
            elif not await self._bookmarks.has_changed():
                return
            await self._read()
        except StoreError:
            # Said when it was tried first; the screen shows what is not on disk.
            return
        self._front.show_bookmarks(self._seen, self._unsaved)

    async def _merge_copies(self) -> None:
        try:
            copies = await self._bookmarks.conflict_copies()
            for copy in copies:
                merged = await self._bookmarks.merge(copy.path)
                self._front.tell(f"{copy.path.name}: {merged.sentence[0].lower()}{merged.sentence[1:]}")
        except StoreError as error:
            self._front.complain(error)
            return
        if not copies:
            self._front.tell("There are no conflict copies of the bookmarks")

    async def _begin(self) -> None:
        await self._show()
        try:
            copies = await self._bookmarks.conflict_copies()
        except StoreError:
            # Said by what reads the bookmarks.
            return
        if copies:
            number = "a conflict copy" if len(copies) == 1 else f"{len(copies)} conflict copies"
            self._front.tell(f"A sync tool left {number} of the bookmarks: `:` and “merge” joins them")

    def _then_show(self, work: Callable[[], Awaitable[None]]) -> None:
        async def work_and_show() -> None:
            await work()
            await self._show()

        self._later(work_and_show)

    def _later(self, work: Callable[[], Awaitable[None]]) -> None:
        self._waiting.append(work)
        self._hasten()
        if self._task is None or self._task.done():
            self._begin_to_work_off()

    async def _soon(self, answer: asyncio.Future[Paper | None]) -> Paper | None:
        """Return an answer if it comes in a moment, and before anything else is waited for."""
        self._awaited = answer
        if not self._waiting and not self._finishing:
            await asyncio.wait({answer}, timeout=_MOMENT)
        self._awaited = None
        return answer.result() if answer.done() else None

    def _hasten(self) -> None:
        if self._awaited is not None and not self._awaited.done():
            self._awaited.set_result(None)

    def _begin_to_work_off(self) -> None:
        self._task = asyncio.create_task(self._work_off())
        self._front.see_to_changes()

    async def _work_off(self) -> None:
        # Writing takes the processor from drawing: what a key changed is on the screen before.
        await asyncio.sleep(_FRAME)
        try:
            while self._waiting:
                await self._waiting.popleft()()
        finally:
            if self._waiting:
                # A bug ends the reader; what was asked for behind it is made all the same.
                self._begin_to_work_off()

    async def _show(self) -> None:
        try:
            await self._read()
        except StoreError as error:
            self._front.complain(error)
        self._front.show_bookmarks(self._seen, self._unsaved)

    async def _read(self) -> None:
        seen = await self._bookmarks.all()
        if seen is not self._seen:
            self._seen, self._seen_keys = seen, frozenset(bookmark.paper.key for bookmark in seen)
        for recovered in await self._bookmarks.take_recovered():
            self._front.tell_recovered(recovered.sentence)
        if remark := await self._bookmarks.take_lock_remark():
            self._front.warn(remark)
        self._unsaved = (
            await self._bookmarks.unsaved() if self.unsaved else Unsaved(frozenset(), len(self._seen))
        )


def _removal(removed: Sequence[Bookmark]) -> str:
    """Return what to tell of a removal that took words along; nothing of any other."""
    if not any(bookmark.note or bookmark.tags for bookmark in removed):
        return ""
    what = (
        f"“{present.shown(removed[0].paper.title)}”"
        if len(removed) == 1
        else present.number_of_papers(len(removed))
    )
    return f"No longer kept, with note and tags: {what}. u brings it back"
