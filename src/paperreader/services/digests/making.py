"""Makes digests: the papers of a feed that are wanted, with their votes and why they are there."""

from collections.abc import Sequence
from dataclasses import replace

from paperreader.domain.digests.digest import Digest, DigestPaper
from paperreader.domain.digests.request import DigestRequest, name_of, title_of
from paperreader.domain.papers.calendar import current_day, is_weekend
from paperreader.domain.papers.feed import Archived, Edition, Feed, Inbox, Period
from paperreader.domain.papers.listing import Listing
from paperreader.domain.papers.marks import Mark
from paperreader.domain.papers.paper import Paper
from paperreader.domain.ports import Clock
from paperreader.domain.query.query import Query
from paperreader.domain.query.search_candidate import SearchCandidate, candidates_of
from paperreader.domain.query.sorting import SortOrder, sort_papers
from paperreader.domain.query.watch import WatchList
from paperreader.errors import SourceError, UsageError
from paperreader.services.bookmarks.service import Bookmarks
from paperreader.services.papers.feeds import Feeds
from paperreader.services.papers.library import Library, last_answer
from paperreader.services.papers.momentum import Momentum
from paperreader.services.papers.watches import Watches


class Digests:
    """Makes digests of what the feeds list."""

    def __init__(
        self,
        *,
        feeds: Feeds,
        library: Library,
        bookmarks: Bookmarks,
        watches: Watches,
        momentum: Momentum,
        clock: Clock,
    ) -> None:
        self._feeds = feeds
        self._library = library
        self._bookmarks = bookmarks
        self._watches = watches
        self._momentum = momentum
        self._clock = clock

    async def made(self, request: DigestRequest) -> Digest:
        """Return a digest of a feed as it is; as it was archived, with a remark, where the Hub does not answer.

        What is hidden or muted is left out.

        Raises:
            QueryError: The query is not understood, or not finished.
            UsageError: There is no watch of that name.
            SourceError: The feed can't be had and was never archived.
            StoreError: The archive or the bookmarks can't be used.
        """
        query = Query.finished(request.query, current_day(self._clock()))
        listing, error = await last_answer(self._feeds.listings(self._feed(request)))
        if request.watch:
            listing = replace(listing, papers=sort_papers(listing.papers, SortOrder.NEWEST))
        watching = self._watches.watching()
        wanted = await self._wanted(listing.papers, query, request.min_upvotes, watching)
        papers = await self._told(listing, wanted[: request.limit], watching)
        return Digest(
            title=title_of(listing.feed, request),
            name=name_of(listing.feed, request),
            key=request.key,
            made_at=self._clock(),
            papers=papers,
            count=len(listing.papers),
            why_empty="" if papers or listing.ending else _why_empty(listing),
            remark=listing.ending.rstrip(".") if error is None else _why_archived(listing, error),
        )

    def _feed(self, request: DigestRequest) -> Feed | None:
        if not request.watch:
            return request.feed
        watches = [watch for watch in self._watches.all if not watch.is_mute]
        for watch in watches:
            if watch.name == request.watch:
                return Archived(f"({watch.text}) is:unread -is:bookmarked")
        names = ", ".join(watch.name for watch in watches)
        raise UsageError(
            f"There is no watch “{request.watch}”",
            f"there are {names}" if names else "W in the reader adds one",
        )

    async def _wanted(
        self, papers: Sequence[Paper], query: Query, min_upvotes: int, watching: WatchList
    ) -> list[SearchCandidate]:
        marks, bookmarks = await self._library.marks(), await self._bookmarks.all()
        return [
            each
            for each in candidates_of(papers, marks, bookmarks)
            if each.mark is not Mark.SKIPPED
            and (each.paper.upvotes or 0) >= min_upvotes
            and query.matches(each)
            and watching.mute_of(each) is None
        ]

    async def _told(
        self, listing: Listing, wanted: Sequence[SearchCandidate], watching: WatchList
    ) -> tuple[DigestPaper, ...]:
        """Return papers with their rise, and why they are there."""
        rises = await self._momentum.rises(each.paper.key for each in wanted)
        parts = listing.parts if isinstance(listing.feed, Inbox) else {}
        told = []
        for each in wanted:
            key = each.paper.key
            found_by = [f"watch “{name}”" for name in watching.names_for(each)]
            told.append(
                DigestPaper(
                    paper=each.paper,
                    rise=rises.get(key),
                    reasons=(*found_by, *filter(None, [listing.reasons.get(key)])),
                    part=parts.get(key, ""),
                )
            )
        return tuple(told)


def _why_archived(listing: Listing, error: SourceError) -> str:
    """Return why these are not the papers of now, as a sentence without a full stop."""
    return f"{error.message}: these are the papers of {listing.fetched_at:%Y-%m-%d %H:%M} UTC"


def _why_empty(listing: Listing) -> str:
    """Return why no paper is left, as a sentence without a full stop."""
    feed, count = listing.feed, len(listing.papers)
    if count:
        return "The only paper does not match" if count == 1 else f"None of the {count:,} papers match"
    if not isinstance(feed, Edition):
        return "There are no papers"
    if feed.period is not Period.DAY:
        return f"No papers came out in {feed.label}"
    weekend = ": nothing is submitted on weekends" if is_weekend(feed.first_day) else ""
    return f"No papers came out on {feed.label}{weekend}"
