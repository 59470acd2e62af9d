"""Counting what of the archive matches queries, day by day."""

from collections.abc import Collection, Sequence
from datetime import date

from paperreader.domain.bookmarks.bookmark import Bookmark
from paperreader.domain.query.query import Query
from paperreader.domain.ranking.trends import DailyCounts
from paperreader.services.papers.library import Library


class ArchiveTrends:
    """Counts what was ever fetched, offline."""

    def __init__(self, library: Library) -> None:
        self._library = library

    async def tally(
        self, queries: Sequence[tuple[str, Query]], bookmarks: Sequence[Bookmark] = ()
    ) -> DailyCounts:
        """Return how many papers of each whole archived day there are, and how many of them match each query.

        Of other days there may be papers that a search of the Hub brought: they say more of that search.

        Args:
            queries: Each as it was typed, and what it means.
            bookmarks: All that is kept, whatever the queries.

        Raises:
            StoreError: The archive can't be used, or another program did not give way.
        """
        days = await self._library.whole_days()
        waiting = await self._library.with_archive(lambda archive: archive.index.waiting())
        papers = await self._count(days, Query(), ())
        # One by one: what else is asked of the archive meanwhile need not wait for all of them.
        matching = [(text, await self._count(days, query, bookmarks)) for text, query in queries]
        return DailyCounts(papers, tuple(matching), days, waiting)

    async def _count(
        self, days: Collection[date], query: Query, bookmarks: Sequence[Bookmark]
    ) -> dict[date, int]:
        found = await self._library.with_archive(lambda archive: archive.index.count_by_day(query, bookmarks))
        return {day: count for day, count in found.items() if day in days}
