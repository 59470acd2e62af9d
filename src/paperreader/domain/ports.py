"""What the services ask of the world: a source of papers, one of discussions, and the time."""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from paperreader.domain.budget import Budget
from paperreader.domain.discussion import Discussion
from paperreader.domain.feed import Feed
from paperreader.domain.listing import Listing
from paperreader.domain.paper import Paper, PaperKey

Clock = Callable[[], datetime]
"""Returns the time, aware, in UTC."""


class PaperSource(Protocol):
    """Where listings and papers come from."""

    @property
    def budget(self) -> Budget | None:
        """What may be asked of it now; None where nothing limits that."""
        ...

    async def listing(self, feed: Feed) -> Listing:
        """Return the feed's papers.

        Raises:
            SourceError: It could not be had; a failure is never an empty listing.
        """
        ...

    async def paper(self, key: PaperKey) -> Paper:
        """Return one paper.

        Raises:
            PaperNotFound: The source does not know it.
            SourceError: It could not be had.
        """
        ...

    async def close(self) -> None:
        """Give back what the source holds; it is not used afterwards."""
        ...


class DiscussionSource(Protocol):
    """Where discussions come from."""

    async def discussion(self, key: PaperKey) -> Discussion:
        """Return what is said of a paper.

        Raises:
            PaperNotFound: The source does not know the paper.
            SourceError: It could not be had.
        """
        ...
