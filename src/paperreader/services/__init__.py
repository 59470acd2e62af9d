"""What the program can do, for every front end alike."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from paperreader.domain.ports import Clock
    from paperreader.services.bookmarks.service import Bookmarks
    from paperreader.services.deliveries.sending import Sending
    from paperreader.services.desktop import Desktop
    from paperreader.services.digests.making import Digests
    from paperreader.services.papers.feeds import Feeds
    from paperreader.services.papers.fetching import Fetching
    from paperreader.services.papers.inbox import CatchingUp
    from paperreader.services.papers.library import Library
    from paperreader.services.papers.momentum import Momentum
    from paperreader.services.papers.search import ArchiveSearch
    from paperreader.services.papers.similarity import Similarity
    from paperreader.services.papers.trends import ArchiveTrends
    from paperreader.services.papers.watches import Watches
    from paperreader.services.reading.artefacts import Artefacts
    from paperreader.services.reading.discussions import Discussions
    from paperreader.services.reading.full_texts import FullTexts
    from paperreader.services.reading.pdfs import Pdfs
    from paperreader.services.reading.pictures import Pictures
    from paperreader.services.reading.text_fetching import TextFetching
    from paperreader.services.settings_file import SettingsFile
    from paperreader.services.transfer.export import Exporter
    from paperreader.services.transfer.importing import Importer
    from paperreader.services.view_states import ViewStates

_CLOSED = ("sending", "full_texts", "pdfs", "pictures", "library", "bookmarks")
"""What has something to give back, in this order."""


class Services:
    """All services, each made when it is first asked for, as `bootstrap` says, and handed to a front end.

    Args:
        make: Returns the service of a name; it may ask for others.
        close: Closes what several of them share.
    """

    clock: Clock
    """What time it is, as far as that is known."""
    library: Library
    feeds: Feeds
    bookmarks: Bookmarks
    desktop: Desktop
    exporter: Exporter
    importer: Importer
    fetching: Fetching
    search: ArchiveSearch
    watches: Watches
    trends: ArchiveTrends
    inbox: CatchingUp
    similarity: Similarity
    momentum: Momentum
    digests: Digests
    sending: Sending
    pdfs: Pdfs
    discussions: Discussions
    artefacts: Artefacts
    pictures: Pictures
    full_texts: FullTexts
    text_fetching: TextFetching
    view_states: ViewStates
    settings_file: SettingsFile

    def __init__(self, make: Callable[[Services, str], object], close: Callable[[], Awaitable[None]]) -> None:
        self._make = make
        self._close_shared = close

    def __getattr__(self, name: str) -> object:
        """Make a service; once made it is an attribute, and nobody asks here."""
        if name not in Services.__annotations__:
            raise AttributeError(name)
        service = self._make(self, name)
        setattr(self, name, service)
        return service

    def is_made(self, name: str) -> bool:
        """Tell whether a service was asked for."""
        return name in vars(self)

    async def close(self) -> None:
        """Close what is open; pending writes are finished, pending requests given up."""
        if self.is_made("view_states"):
            await self.view_states.save()
        for name in filter(self.is_made, _CLOSED):
            await getattr(self, name).close()
        await self._close_shared()
