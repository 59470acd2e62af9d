"""How votes move, from all that the Hub ever counted."""

from collections.abc import Iterable

from paperreader.domain.papers.momentum import rise, series
from paperreader.domain.papers.paper import PaperKey
from paperreader.domain.ports import Clock
from paperreader.services.papers.library import Library


class Momentum:
    """Says how papers rise, of one and of thousands."""

    def __init__(self, library: Library, clock: Clock) -> None:
        self._library = library
        self._clock = clock

    async def rises(self, papers: Iterable[PaperKey]) -> dict[PaperKey, int]:
        """Return how many upvotes came since yesterday, of the papers of which that is known.

        Raises:
            StoreError: The archive is damaged, or another program did not give way.
        """
        now, keys = self._clock(), tuple(papers)
        return await self._library.with_archive(lambda archive: archive.rises(keys, now))

    async def of(self, paper: PaperKey, most: int = 24) -> tuple[int | None, tuple[int, ...]]:
        """Return the rise of a paper since yesterday, None if unknown, and upvotes to draw, at most so many.

        Raises:
            StoreError: The archive is damaged, or another program did not give way.
        """
        votes = await self._library.with_archive(lambda archive: archive.votes(paper))
        return rise(votes, self._clock()), series(votes, most)
