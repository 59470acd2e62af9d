"""Narrowing and counting long listings a little at a time, so that keys are answered in between."""

import asyncio
import gc
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping, Sequence

from paperreader.domain.bookmarks.bookmark import Bookmark
from paperreader.domain.papers.marks import Mark
from paperreader.domain.papers.paper import Paper, PaperKey
from paperreader.domain.query.query import Query
from paperreader.domain.query.search_candidate import SearchCandidate
from paperreader.domain.query.sorting import SortOrder, filter_in_slices, sort_papers
from paperreader.errors import StoreError

_AT_ONCE = 500

RisesOf = Callable[[Iterable[PaperKey]], Awaitable[Mapping[PaperKey, int]]]
"""Returns upvotes since yesterday, of the papers of which that is known."""


class Narrowing:
    """The papers of a listing in an order, narrowed by a query; what was worked out once is remembered.

    `marks` is not copied: a query is asked about the marks as they are at the time. `rises_of` is asked for the order
    by rise.
    """

    def __init__(self, marks: Mapping[PaperKey, Mark], rises_of: RisesOf | None = None) -> None:
        self._marks = marks
        self._rises_of = rises_of
        self._bookmarks: Mapping[PaperKey, Bookmark] = {}
        self._papers: Sequence[Paper] = ()
        self._order = SortOrder.HUB
        self.query = Query()
        """What is wanted of the papers."""
        self._in_order: Sequence[Paper] | None = None
        self._last: tuple[Query, Sequence[Paper]] | None = None
        self._candidates: dict[PaperKey, SearchCandidate] = {}

    @property
    def papers(self) -> Sequence[Paper]:
        """All papers, in the feed's order."""
        return self._papers

    @papers.setter
    def papers(self, papers: Sequence[Paper]) -> None:
        self._papers = papers
        self._in_order = self._last = None
        if len(self._candidates) > 2 * len(papers):
            self._candidates = {}

    def know(self, bookmarks: Iterable[Bookmark]) -> None:
        """Take note of what is kept now; what matches is to be found anew."""
        self._bookmarks = {bookmark.paper.key: bookmark for bookmark in bookmarks}
        self._last = None

    @property
    def order(self) -> SortOrder:
        """How the papers are ordered."""
        return self._order

    @order.setter
    def order(self, order: SortOrder) -> None:
        self._order = order
        self._in_order = self._last = None

    @property
    def is_work(self) -> bool:
        """To order or narrow the papers takes a while."""
        return not self.query.is_empty or self._order is not SortOrder.HUB

    async def in_order(self) -> Sequence[Paper]:
        """Return all papers in the order."""
        papers, order = self._papers, self._order
        if self._in_order is None:
            rises = await self._rises() if order is SortOrder.RISE else {}
            self._in_order = (
                papers
                if order is SortOrder.HUB
                else await asyncio.to_thread(sort_papers, papers, order, rises)
            )
        return self._in_order

    async def _rises(self) -> Mapping[PaperKey, int]:
        if self._rises_of is None:
            return {}
        try:
            return await self._rises_of([paper.key for paper in self._papers])
        except StoreError:
            # What is wrong with the archive is told where listings are loaded; nothing is known of the rises.
            return {}

    async def found(self) -> AsyncIterator[Sequence[Paper]]:
        """Yield what matches, in order, in slices; everything in one when there is no query."""
        query = self.query
        among = await self.in_order()
        if query.is_empty:
            self._last = None
            yield among
            return
        bookmarks = self._bookmarks
        # One more letter finds nothing that was not found before it, unless marks changed meanwhile.
        if self._last is not None and not self._last[0].needs_marks and query.narrows(self._last[0]):
            among = self._last[1]
        found: list[Paper] = []
        for slice_ in filter_in_slices(among, query, self.candidate_of):
            found += slice_
            yield slice_
            await asyncio.sleep(0)
        if self._bookmarks is bookmarks:
            self._last = (query, found)

    async def prepare(self) -> None:
        """Work out the search texts before they are needed."""
        for start in range(0, len(self._papers), 10):
            for paper in self._papers[start : start + 10]:
                _ = self.candidate_of(paper).text
            await asyncio.sleep(0)

    def candidate_of(self, paper: Paper) -> SearchCandidate:
        """Return a paper with its mark and bookmark, to ask a query about."""
        candidate = self._candidates.get(paper.key)
        if candidate is None or candidate.paper is not paper:
            candidate = self._candidates[paper.key] = SearchCandidate(paper)
        candidate.mark = self._marks.get(paper.key, Mark.NEW)
        candidate.bookmark = self._bookmarks.get(paper.key)
        return candidate


_MANY = 10_000
"""Keys of which a young collection takes longer than anything else in a frame: 12 ms for 100,000."""


def _keys_of(papers: Sequence[Paper]) -> frozenset[PaperKey]:
    keys = frozenset(paper.key for paper in papers)
    if len(keys) > _MANY:
        # Filed among what is old here, between frames: the next young collection would go through all of it within one.
        gc.collect(1)
    return keys


class Unread:
    """How many papers of a listing are unread."""

    def __init__(self, marks: Mapping[PaperKey, Mark]) -> None:
        self._marks = marks
        self._first: Sequence[Paper] = ()
        self._keys: frozenset[PaperKey] = frozenset()
        self._known: frozenset[PaperKey] | None = None
        self._changes = 0
        self.number: int | None = None
        """None until they were counted."""

    def begin(self, papers: Sequence[Paper]) -> None:
        """Take the papers of another listing, of which none is news."""
        self._first, self._keys, self._known, self.number = papers, frozenset(), None, None

    async def count(self, papers: Sequence[Paper]) -> int:
        """Count anew, and once more if papers were marked meanwhile; return how many are news since the last time."""
        self._keys = keys = await asyncio.to_thread(_keys_of, papers)
        known = self._known
        if known is None:
            known = keys if papers is self._first else await asyncio.to_thread(_keys_of, self._first)
        counted_at = -1
        while counted_at != self._changes:
            counted_at, number = self._changes, 0
            for start in range(0, len(papers), _AT_ONCE):
                slice_ = papers[start : start + _AT_ONCE]
                number += sum(self._marks.get(paper.key, Mark.NEW).is_unread for paper in slice_)
                await asyncio.sleep(0)
        self.number = number
        # Only now: a count that is given up has told nobody of the news.
        self._known = keys
        return len(keys - known)

    def changed(self, before: Mapping[PaperKey, Mark]) -> None:
        """Take note of changed marks; `before` says what they were."""
        self._changes += 1
        for key, mark in before.items():
            if key in self._keys and self.number is not None:
                self.number += self._marks[key].is_unread - mark.is_unread
