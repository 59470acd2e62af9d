"""What the program can do, for every front end alike."""

from dataclasses import dataclass

from paperreader.domain.ports import Clock
from paperreader.services.artefacts import Artefacts
from paperreader.services.bookmarks import Bookmarks
from paperreader.services.desktop import Desktop
from paperreader.services.discussions import Discussions
from paperreader.services.export import Exporter
from paperreader.services.feeds import Feeds
from paperreader.services.fetching import Fetching
from paperreader.services.full_texts import FullTexts
from paperreader.services.importing import Importer
from paperreader.services.inbox import CatchingUp
from paperreader.services.library import Library
from paperreader.services.momentum import Momentum
from paperreader.services.pdfs import Pdfs
from paperreader.services.pictures import Pictures
from paperreader.services.search import ArchiveSearch
from paperreader.services.text_fetching import TextFetching
from paperreader.services.trends import ArchiveTrends
from paperreader.services.watches import Watches


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """All services, built once by `bootstrap` and handed to a front end."""

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
    momentum: Momentum
    pdfs: Pdfs
    discussions: Discussions
    artefacts: Artefacts
    pictures: Pictures
    full_texts: FullTexts
    text_fetching: TextFetching

    async def close(self) -> None:
        """Close what is open; pending writes are finished, pending requests given up."""
        await self.full_texts.close()
        await self.pdfs.close()
        await self.pictures.close()
        await self.library.close()
        await self.bookmarks.close()
