"""The ports of the program: protocols of the sources that services ask, and of the clock."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from paperreader.domain.budget import Budget
    from paperreader.domain.deliveries.delivery import Delivery
    from paperreader.domain.papers.artefacts import ArtefactListing
    from paperreader.domain.papers.discussion import Discussion
    from paperreader.domain.papers.download import DownloadStart, ResumeState
    from paperreader.domain.papers.feed import Feed
    from paperreader.domain.papers.full_text import FullText
    from paperreader.domain.papers.listing import Listing
    from paperreader.domain.papers.paper import Paper, PaperKey

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


class Channel(Protocol):
    """A way to deliver messages."""

    async def send(self, delivery: Delivery) -> None:
        """Deliver a message, the same at each try.

        Raises:
            DeliveryDelayed: Not now; the receiver has nothing of it.
            DeliveryRefused: It will never be taken.
        """
        ...


class PdfSource(Protocol):
    """Where PDFs come from."""

    def pdf(
        self, key: PaperKey, resume_state: Callable[[], ResumeState]
    ) -> AsyncGenerator[DownloadStart | bytes]:
        """Yield a PDF piece by piece, each row of pieces after saying where it belongs.

        What breaks off is asked for again, from where `resume_state` says that it stands by then.

        Raises:
            PaperNotFound: There is no PDF of the paper.
            SourceError: It could not be had; what was yielded may be used to go on another time.
        """
        ...

    async def close(self) -> None:
        """Give back what the source holds; what is under way fails."""
        ...


class TextSource(Protocol):
    """Where full texts come from."""

    async def full_text(self, key: PaperKey) -> FullText:
        """Return what a paper says.

        Raises:
            PaperNotFound: The source has no text of it; another one may have.
            SourceError: It could not be had.
        """
        ...

    async def close(self) -> None:
        """Give back what the source holds; what is under way fails."""
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


class ArtefactSource(Protocol):
    """Where the artefacts of papers come from."""

    async def artefacts(self, key: PaperKey) -> ArtefactListing:
        """Return the models, datasets and Spaces that name a paper.

        Raises:
            PaperNotFound: The source does not know the paper.
            SourceError: They could not be had.
        """
        ...


class PictureSource(Protocol):
    """Where pictures come from."""

    async def picture(self, url: str) -> bytes:
        """Return the file at an address.

        Raises:
            SourceUnreachable: There was no answer.
            SourceError: It is no picture, or not one to be had.
        """
        ...

    async def close(self) -> None:
        """Give back what the source holds; what is under way fails."""
        ...
