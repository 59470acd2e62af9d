"""Bookmarks from the keyboard: kept and removed at once, and written by the queue of changes."""

import asyncio
from collections.abc import Callable, Container
from contextlib import suppress

from textual.app import App

from paperreader.domain.bookmarks.bookmark import Annotations
from paperreader.domain.papers.paper import PaperKey
from paperreader.domain.ports import Clock
from paperreader.errors import SourceError, StoreError
from paperreader.services.bookmarks import changes
from paperreader.services.bookmarks.changes import PendingChange
from paperreader.services.bookmarks.queue import ChangeQueue
from paperreader.services.papers.library import Library
from paperreader.ui.kit import requests


class Bookmarking:
    """Makes changes of what is asked for.

    Args:
        queue: Makes the changes, in the order in which they were asked for.
        library: Knows the papers of which only the title is known here.
        clock: Says when a change was asked for.
        app: Runs what takes a while. Not a screen: whoever leaves the comments does not give the paper up.
        kept: Returns which papers are kept, or about to be.
    """

    def __init__(
        self,
        queue: ChangeQueue,
        library: Library,
        clock: Clock,
        app: App[None],
        kept: Callable[[], Container[PaperKey]],
    ) -> None:
        self._queue = queue
        self._library = library
        self._clock = clock
        self._app = app
        self._kept = kept

    def toggle(self, request: requests.ToggleBookmarks) -> None:
        """Keep papers, or stop keeping them if all are kept: shown at once, counted when it is on disk."""
        missing = [paper for paper in request.papers if paper.key not in self._kept()]
        if missing:
            self._queue.change(changes.keep(missing, request.found_in, self._clock()))
        else:
            self._queue.change(changes.remove((paper.key for paper in request.papers), self._clock()))

    def keep_listed(self, request: requests.KeepListed) -> None:
        """Keep a paper of which only the title is known: shown at once, and kept whatever its source answers."""
        if request.paper.key not in self._kept():
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
        """Change status, tags or note of kept papers."""
        self._queue.change(changes.annotate(request.keys, request.words, self._clock()))

    def write_note(self, key: PaperKey, note: str) -> None:
        """Change the note on a kept paper."""
        self._queue.change(changes.annotate([key], Annotations(note=note), self._clock()))
