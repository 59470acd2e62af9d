"""Searching the archive, as typed: only the last question counts."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Sequence
from typing import TYPE_CHECKING

from paperreader.domain.bookmarks.bookmark import Bookmark
from paperreader.domain.query.search_result import IndexingState
from paperreader.errors import StoreNotWritable
from paperreader.services.papers.library import Library

if TYPE_CHECKING:
    from paperreader.domain.papers.paper import Paper
    from paperreader.domain.query.query import Query
    from paperreader.domain.query.search_result import SearchResult
    from paperreader.store.archive.archive import Archive

_AT_ONCE = 50
"""Papers indexed before others may use the archive: a fortieth of a second."""


_READ_AT_ONCE = 200
"""Papers read before others may use the archive: a fiftieth of a second."""


class ArchiveSearch:
    """Finds what was ever fetched, offline."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._asked = 0

    async def find(
        self,
        query: Query,
        limit: int | None = None,
        bookmarks: Sequence[Bookmark] = (),
        *,
        is_relaxed: bool = False,
    ) -> SearchResult | None:
        """Return what matches, the best first, at most `limit` papers of it; None if another question came meanwhile.

        Only the last question is answered: those before give up, also while they are read from disk.

        Args:
            query: What is wanted.
            limit: How many papers to return; all for None.
            bookmarks: All that is kept, whatever the query; the same sequence while nothing changed is answered faster.
            is_relaxed: Where few papers match, go on with those that have some of the plain words.

        Raises:
            StoreError: The archive is damaged, or another program did not give way.
        """
        self._asked += 1
        asked = self._asked

        def is_wanted() -> bool:
            return self._asked == asked

        try:
            return await self._library.with_archive(
                lambda archive: archive.index.find(query, limit, bookmarks, is_wanted, is_relaxed=is_relaxed)
            )
        finally:
            # Where the caller was cancelled nobody waits for the answer any more.
            if is_wanted():
                self._asked += 1

    async def everything(self, first: int) -> AsyncGenerator[tuple[int, Sequence[Paper]]]:
        """Yield all papers, the newest first, and how many there are: at first so many, then the others in slices.

        Between two slices others may use the archive.

        Raises:
            StoreError: The archive is damaged, or another program did not give way.
        """
        numbers = await self._library.with_archive(lambda archive: archive.index.newest())
        start, stop = 0, first
        while start < max(1, len(numbers)):
            some = numbers[start:stop]
            papers = await self._library.with_archive(lambda archive: archive.candidates.papers(some))  # noqa: B023 - awaited
            yield len(numbers), papers
            start, stop = stop, stop + _READ_AT_ONCE

    async def index(self) -> AsyncGenerator[IndexingState]:
        """Index what is not indexed yet, a little at a time; yield before each time how it stands.

        When no paper is left, the parts the index has grown in are merged if they are many, which yields 0 some times.

        It may be left at any time and goes on from there when it is called again. Papers are indexed when they are
        fetched; those of an archive from before there was an index are not, nor those another program folded otherwise.

        Where the archive can't be written, they are in an index in memory, for this run.

        Raises:
            StoreError: The archive is damaged.
        """
        place: int | None = None
        why_in_memory: StoreNotWritable | None = None

        def go_on(archive: Archive) -> int | None:
            return archive.index.add(_AT_ONCE, place)

        while left := await self._library.with_archive(lambda archive: archive.index.waiting()):
            yield IndexingState(left, why_in_memory)
            try:
                place = await self._library.with_archive(go_on)
            except StoreNotWritable as error:
                if why_in_memory is not None:
                    raise
                why_in_memory, place = error, None
                await self._library.with_archive(lambda archive: archive.index.create_in_memory())
                continue
            if place is None:
                break
        is_begun = False
        while await self._library.with_archive(lambda archive: archive.index.merge(is_begun=is_begun)):  # noqa: B023 - awaited
            is_begun = True
            yield IndexingState(0)
