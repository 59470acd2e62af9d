"""Bookmarks from the keyboard: kept and removed at once, written by the queue of changes, and what is said of that."""

import asyncio
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress

from textual.app import App
from textual.notifications import SeverityLevel

from paperreader.domain.bookmarks.bookmark import Annotations, Bookmark, Status, tidy_tags
from paperreader.domain.bookmarks.history import RecoveryReport
from paperreader.domain.papers.marks import Mark
from paperreader.domain.papers.paper import PaperKey
from paperreader.domain.ports import Clock
from paperreader.errors import SourceError, StoreError
from paperreader.services.bookmarks import changes
from paperreader.services.bookmarks.changes import PendingChange
from paperreader.services.bookmarks.events import (
    AnnotationsRemoved,
    BookmarksSnapshot,
    ConflictCopiesFound,
    PendingSaved,
    Remark,
)
from paperreader.services.bookmarks.queue import ChangeQueue
from paperreader.services.papers.library import Library
from paperreader.ui.dialogs.note import NoteDialog
from paperreader.ui.kit import present, requests, toasts


class Bookmarking:
    """Makes changes of what is asked for.

    Args:
        queue: Makes the changes, in the order in which they were asked for.
        library: Knows the papers of which only the title is known here.
        clock: Says when a change was asked for.
        app: Runs what takes a while. Not a screen: whoever leaves the comments does not give the paper up.
        marks: What was done with papers.
    """

    def __init__(
        self,
        queue: ChangeQueue,
        library: Library,
        clock: Clock,
        app: App[None],
        marks: Mapping[PaperKey, Mark],
    ) -> None:
        self._marks = marks
        self._marked_by_status: dict[PaperKey, Mark] = {}
        """Papers marked as read because their bookmarks became so, with what they were marked before."""
        self._queue = queue
        self._library = library
        self._clock = clock
        self._app = app

    def toggle(self, request: requests.ToggleBookmarks) -> None:
        """Keep papers, or stop keeping them if all are kept: shown at once, counted when it is on disk."""
        missing = [paper for paper in request.papers if paper.key not in self._queue.snapshot.kept]
        changed = missing or request.papers
        done = "Bookmarked" if missing else "Bookmark removed" if len(changed) == 1 else "Bookmarks removed"
        if changed:
            number = "" if len(changed) == 1 else f": {present.number_of_papers(len(changed))}"
            toasts.tell(self._app, f"{done}{number} · u undoes")
        if missing:
            self._queue.change(changes.keep(missing, request.found_in, self._clock()))
        else:
            self._queue.change(changes.remove((paper.key for paper in request.papers), self._clock()))

    def keep_listed(self, request: requests.KeepListed) -> None:
        """Keep a paper of which only the title is known: shown at once, and kept whatever its source answers."""
        if request.paper.key not in self._queue.snapshot.kept:
            better: asyncio.Future[PendingChange | None] = asyncio.get_running_loop().create_future()
            self._queue.change(changes.keep([request.paper], request.found_in, self._clock()), better)
            self._app.run_worker(self._learn(request, better), group="learn")

    async def _learn(
        self, request: requests.KeepListed, better: asyncio.Future[PendingChange | None]
    ) -> None:
        # Its title is worth keeping; the rest comes when it is kept from a listing that has it.
        with suppress(SourceError, StoreError):
            paper = (await self._library.paper(request.paper.key)).paper
            if not better.done():
                better.set_result(changes.keep([paper], request.found_in, self._clock()))
            self._queue.learn(paper)
        if not better.done():
            better.set_result(None)

    def annotate(self, request: requests.ChangeAnnotations) -> None:
        """Change status, tags or note of bookmarks; what has none yet is bookmarked with it, and that is said."""
        missing = [paper for paper in request.missing if paper.key not in self._queue.snapshot.kept]
        keys, annotations, now = request.keys, request.annotations, self._clock()
        if missing:
            self._queue.change(changes.keep_annotated(missing, request.found_in, keys, annotations, now))
            toasts.tell(self._app, bookmarked_with(annotations))
        else:
            self._queue.change(changes.annotate(keys, annotations, now))
        if annotations.status is Status.READ:
            # What was read is no longer unread anywhere.
            if not self._marked_by_status:
                self._app.watch(self._app, "snapshot", self._follow, init=False)
            self._marked_by_status |= {key: self._marks.get(key, Mark.NEW) for key in keys}
            self._app.post_message(requests.MarkPapers(dict.fromkeys(keys, Mark.READ), can_undo=False))

    def _follow(self, before: BookmarksSnapshot, now: BookmarksSnapshot) -> None:
        """Give the mark back that a paper had where its status is undone, and again where it is redone."""
        was, is_ = (_read_among(each, self._marked_by_status) for each in (before, now))
        # Who removes the bookmark has read the paper all the same.
        undone = (was - is_) & now.kept
        changed = {key: self._marked_by_status[key] for key in undone if self._marks.get(key) is Mark.READ}
        changed |= dict.fromkeys(
            (key for key in is_ - was if self._marks.get(key) is not Mark.READ), Mark.READ
        )
        if changed:
            self._app.post_message(requests.MarkPapers(changed, can_undo=False))

    def write_note(self, request: requests.WriteNote, note: str) -> None:
        """Change the note on a paper."""
        paper = request.paper
        self.annotate(
            requests.ChangeAnnotations([paper.key], Annotations(note=note), [paper], request.found_in)
        )


def _read_among(snapshot: BookmarksSnapshot, keys: Collection[PaperKey]) -> set[PaperKey]:
    return {
        each.paper.key for each in snapshot.bookmarks if each.status is Status.READ and each.paper.key in keys
    }


class NoteWriting:
    """Has one note written at a time.

    Args:
        write: Changes the note on a paper.
        app: Shows the dialog.
    """

    def __init__(self, write: Callable[[requests.WriteNote, str], None], app: App[None]) -> None:
        self._write = write
        self._app = app
        self._request: requests.WriteNote | None = None
        self._dialog: NoteDialog | None = None
        self._kept = ""

    async def write(self, request: requests.WriteNote) -> None:
        """Open the dialog for the note on a paper."""
        self._request, self._kept = request, request.note
        self._dialog = NoteDialog(f"Note on {present.shown(request.paper.title)}", request.note)
        await self._app.push_screen(self._dialog, lambda _: self.end())

    def keep(self) -> None:
        """Keep what stands in the dialog, if one is open and that is something new."""
        if self._dialog is None or self._request is None or self._dialog.note == self._kept:
            return
        self._kept = self._dialog.note
        self._write(self._request, self._kept)

    def end(self) -> None:
        """Keep what stands in the dialog, which is closed."""
        self.keep()
        self._dialog = None


def bookmarked_with(annotations: Annotations) -> str:
    """Return what to say where papers were bookmarked because something is said of them."""
    if annotations.status is not None:
        return f"Bookmarked as “{annotations.status}”"
    if annotations.note is not None:
        return "Bookmarked with the note"
    tags = tidy_tags([*(annotations.tags or ()), *annotations.add_tags])
    return f"Bookmarked and tagged {' '.join(tags)}" if tags else "Bookmarked"


def notification_of(
    event: AnnotationsRemoved | ConflictCopiesFound | Remark | PendingSaved | RecoveryReport,
) -> tuple[str, SeverityLevel, float | None]:
    """Return what to say, how serious it is, and for how many seconds, None for as long as usual."""
    match event:
        case AnnotationsRemoved():
            return _removal(event.bookmarks), "information", None
        case ConflictCopiesFound(count):
            copies = "a conflict copy" if count == 1 else f"{count} conflict copies"
            sentence = f"A sync tool left {copies} of the bookmarks: run “merge” from the palette (:)"
            return sentence, "warning", None
        case PendingSaved(count):
            return f"Saved now: {present.number_of(count, 'change')}", "information", None
        case RecoveryReport():
            return event.sentence, "warning", 30
        case Remark(sentence, is_warning=True):
            return sentence, "warning", 10
        case Remark(sentence):
            return sentence, "information", None


def _removal(removed: tuple[Bookmark, ...]) -> str:
    what = (
        f"“{present.shown(removed[0].paper.title)}”"
        if len(removed) == 1
        else present.number_of_papers(len(removed))
    )
    return f"Bookmark removed, with note and tags: {what}. u undoes it"
