"""The listings of every feed, whoever makes them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Sequence
from contextlib import aclosing
from dataclasses import replace
from typing import TYPE_CHECKING

from msgspec import Struct

from paperreader.domain.bookmarks.bookmark import Bookmark
from paperreader.domain.papers.calendar import current_day
from paperreader.domain.papers.feed import (
    Archived,
    ArchiveFeed,
    Feed,
    ForYou,
    Inbox,
    Search,
    SimilarTo,
    SinglePaper,
    Watched,
)
from paperreader.domain.papers.listing import Listing, ListingOrigin
from paperreader.domain.papers.paper import Paper, PaperKey
from paperreader.domain.ports import Clock
from paperreader.domain.query.query import Query
from paperreader.domain.query.search_candidate import TextField
from paperreader.domain.query.search_result import SearchResult
from paperreader.domain.query.sorting import SortOrder, sort_papers
from paperreader.domain.ranking.similarity import TooFewBookmarks
from paperreader.domain.text import fold
from paperreader.errors import SourceBusy, SourceError, SourceUnreachable
from paperreader.services.bookmarks.service import Bookmarks
from paperreader.services.papers.library import Library

if TYPE_CHECKING:
    from paperreader.services.papers.inbox import CatchingUp
    from paperreader.services.papers.search import ArchiveSearch
    from paperreader.services.papers.similarity import Similarity
    from paperreader.services.papers.watches import Watches

_FIRST_FOUND = 50
"""Papers of a search that are listed at once, more than a screen shows: each is read from disk."""
_TYPED_ON = 0.25
"""Seconds after which nobody types on."""
_MOST_FOUND = 500
"""Papers that are listed then: nobody reads on from there."""


class UnreadCounts(Struct, frozen=True):
    """How many papers wait to be read."""

    inbox: int
    watched: int


class Feeds:
    """Gives listings: the library's, and those that are made from what is archived."""

    def __init__(
        self,
        *,
        library: Library,
        search: Callable[[], ArchiveSearch],
        watches: Callable[[], Watches],
        inbox: Callable[[], CatchingUp],
        similarity: Callable[[], Similarity],
        bookmarks: Bookmarks,
        clock: Clock,
    ) -> None:
        """Keep what makes listings; of most, how it is had when a listing is first asked of it."""
        self._library = library
        self._watches = watches
        self._search = search
        self._inbox = inbox
        self._nearness = similarity
        self._bookmarks = bookmarks
        self._clock = clock

    @property
    def is_offline(self) -> bool:
        """The Hub is not asked."""
        return self._library.is_offline

    def is_due(self, listing: Listing) -> bool:
        """Tell whether a listing should be asked for again; never so while offline."""
        return (self._inbox() if isinstance(listing.feed, Inbox) else self._library).is_due(listing)

    async def unread(self, bookmarks: Sequence[Bookmark]) -> UnreadCounts:
        """Count what waits to be read, in the archive only.

        Raises:
            StoreError: The archive is damaged, or another program did not give way.
        """
        inbox = await self._inbox().unread([bookmark.paper.key for bookmark in bookmarks])
        watches = [f"({watch.text})" for watch in self._watches().all if not watch.is_mute]
        if not watches:
            return UnreadCounts(inbox, 0)
        query = Query.parse(f"({' OR '.join(watches)}) is:unread -is:bookmarked", current_day(self._clock()))
        # Not by the service, which answers the last question only: this must not end what is being typed.
        found = await self._library.with_archive(lambda archive: archive.index.find(query, 0, bookmarks))
        return UnreadCounts(inbox, 0 if found is None else found.count)

    def listings(self, feed: Feed | None, *, is_wanted_fresh: bool = False) -> AsyncIterator[Listing]:
        """Return the listings of a feed as they come: what is known at once, what is fetched later.

        Args:
            feed: What to list; None is what to open with, the newest edition.
            is_wanted_fresh: Ask the Hub even though what is known is fresh.

        Raises:
            QueryError: A search of the archive is not understood.
            SourceError: The source failed; what was yielded before stays true.
            StoreError: The archive or the bookmarks can't be used.
        """
        match feed:
            case None:
                return self._library.opening()
            case Archived() | SimilarTo() | ForYou() | Inbox() | Watched():
                return self._told(self._local(feed, is_wanted_fresh=is_wanted_fresh))
            case SinglePaper():
                return self._single(feed)
            case Search():
                return self._searched(feed, is_wanted_fresh=is_wanted_fresh)
            case _:
                return self._library.listings(feed, is_wanted_fresh=is_wanted_fresh)

    async def _told(self, listings: AsyncGenerator[Listing]) -> AsyncIterator[Listing]:
        """Yield what is made of the archive, with why it is not the one on disk."""
        async with aclosing(listings):
            async for listing in listings:
                yield replace(listing, not_kept=await self._library.refusal())

    def _local(self, feed: ArchiveFeed, *, is_wanted_fresh: bool) -> AsyncGenerator[Listing]:
        match feed:
            case Archived():
                return self._archived(feed) if feed.text else self._everything(feed)
            case SimilarTo():
                return self._like(feed)
            case ForYou():
                return self._for_you(feed)
            case Inbox():
                return self._unread(is_wanted_fresh=is_wanted_fresh)
            case Watched():
                return self._watched(feed)

    async def _everything(self, feed: Archived) -> AsyncGenerator[Listing]:
        """Yield what fills a screen, then everything: it is read a little at a time, beside what its reader does."""
        papers: list[Paper] = []
        known = Listing(feed=feed, papers=(), origin=ListingOrigin.ARCHIVE, is_complete=True)
        async with aclosing(self._search().everything(_FIRST_FOUND)) as slices:
            async for count, slice_ in slices:
                papers += slice_
                if len(papers) == len(slice_):
                    yield replace(known, papers=tuple(papers), has_more=count > len(papers), count=count)
                    await asyncio.sleep(_TYPED_ON)
        if len(papers) > _FIRST_FOUND:
            yield replace(known, papers=tuple(papers))

    async def _archived(self, feed: Archived) -> AsyncGenerator[Listing]:
        query = Query.parse(feed.text, current_day(self._clock()))
        first = await self._found(feed, query, _FIRST_FOUND)
        # None: another question came meanwhile.
        if first is None:
            return
        yield first
        if not first.has_more:
            return
        # Whoever types on gives this up before it takes the processor from drawing what was found first.
        await asyncio.sleep(_TYPED_ON)
        if (found := await self._found(feed, query)) is not None:
            yield found

    async def _like(self, feed: SimilarTo) -> AsyncGenerator[Listing]:
        yield await self._nearness().like(feed.known, feed)

    async def _for_you(self, feed: ForYou) -> AsyncGenerator[Listing]:
        found = await self._nearness().for_you(await self._bookmarks.all())
        if isinstance(found, TooFewBookmarks):
            yield Listing(
                feed=feed, papers=(), origin=ListingOrigin.ARCHIVE, is_complete=True, ending=found.sentence
            )
        else:
            yield found

    async def _watched(self, feed: Watched) -> AsyncGenerator[Listing]:
        """Yield what the watches find, one watch after the other, each paper once."""
        today, bookmarks = current_day(self._clock()), await self._bookmarks.all()
        papers: dict[PaperKey, Paper] = {}
        headings: dict[PaperKey, str] = {}
        for watch in self._watches().all:
            if watch.is_mute:
                continue
            query = Query.parse(f"({watch.text}) is:unread -is:bookmarked", today)
            found = await self._search().find(query, _MOST_FOUND, bookmarks)
            if found is None:
                return
            new = [paper for paper in sort_papers(found.papers, SortOrder.NEWEST) if paper.key not in papers]
            if new:
                headings[new[0].key] = f"{watch.name} · {len(new):,}"
            papers |= {paper.key: paper for paper in new}
        yield Listing(
            feed=feed,
            papers=tuple(papers.values()),
            origin=ListingOrigin.ARCHIVE,
            is_complete=True,
            headings=headings,
        )

    async def _unread(self, *, is_wanted_fresh: bool) -> AsyncGenerator[Listing]:
        kept = [bookmark.paper.key for bookmark in await self._bookmarks.all()]
        async with aclosing(self._inbox().listings(kept, is_wanted_fresh=is_wanted_fresh)) as listings:
            async for listing in listings:
                yield listing

    async def _single(self, feed: SinglePaper) -> AsyncIterator[Listing]:
        """Yield a paper as it is known here, then as its source has it; `PaperNotFound` where nobody knows it."""
        known = await self._library.known(feed.paper)
        if known is None:
            bookmarks = await self._bookmarks.all()
            known = next((each.paper for each in bookmarks if each.paper.key == feed.paper), None)
        if known is not None:
            yield Listing(feed=feed, papers=(known,), origin=ListingOrigin.ARCHIVE, is_complete=True)
            if self.is_offline:
                return
        found = await self._library.paper(feed.paper)
        if found.why_archived is not None:
            raise found.why_archived
        yield Listing(
            feed=feed,
            papers=(found.paper,),
            origin=ListingOrigin.HUB,
            fetched_at=self._clock(),
            not_kept=found.not_kept,
        )

    async def _searched(self, feed: Search, *, is_wanted_fresh: bool) -> AsyncIterator[Listing]:
        """Ask the Hub; where it fails, the archive answers by the same words, and that is told."""
        words = fold(feed.text).split()
        is_answered = False
        try:
            async for listing in self._library.listings(feed, is_wanted_fresh=is_wanted_fresh):
                is_answered = True
                yield replace(listing, words=tuple(words))
        except SourceError as error:
            if is_answered:
                raise
            found = await self._found(feed, Query.parse(" ".join(words), current_day(self._clock())))
            if found is None or not found.papers:
                raise
            yield found
            why = SourceUnreachable("You are offline") if self.is_offline else error
            raise _with_found(why) from error

    async def _found(self, feed: Archived | Search, query: Query, most: int = _MOST_FOUND) -> Listing | None:
        found = await self._search().find(query, most, await self._bookmarks.all(), is_relaxed=True)
        if found is None:
            return None
        return Listing(
            feed=feed,
            papers=found.papers,
            origin=ListingOrigin.ARCHIVE,
            is_complete=True,
            has_more=found.count > len(found.papers) or not found.is_all,
            count=found.count,
            words=_words(query, found),
            headings=_headings(found),
        )


def _words(query: Query, found: SearchResult) -> tuple[str, ...]:
    """Return the words to highlight."""
    loose = [] if found.relaxed is None else [word.text for word in found.relaxed.words]
    wanted = query if found.relaxed is None else Query(found.relaxed.required)
    return tuple(dict.fromkeys([*loose, *(word for part in TextField for word in wanted.words_in(part))]))


def _headings(found: SearchResult) -> dict[PaperKey, str]:
    """Return what stands over papers where some have not all of the words."""
    if found.relaxed is None or not found.sentence:
        return {}
    first, others = found.relaxed.headings(found.with_all)
    return {found.papers[0].key: first, found.papers[found.with_all].key: others}


def _with_found(error: SourceError) -> SourceError:
    """Return the same failure, told together with what was found in spite of it."""
    sentence = f"{error.message}. These are from the archive, by their words"
    if isinstance(error, SourceBusy):
        return SourceBusy(sentence, error.hint, retry_at=error.retry_at)
    return type(error)(sentence, error.hint)
