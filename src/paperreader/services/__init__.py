"""What the program can do, for every front end alike."""

from dataclasses import dataclass

from paperreader.domain.ports import Clock
from paperreader.services.bookmarks.service import Bookmarks
from paperreader.services.desktop import Desktop
from paperreader.services.digests.making import Digests
from paperreader.services.papers.feeds import Feeds
from paperreader.services.papers.fetching import Fetching
from paperreader.services.papers.inbox import CatchingUp
from paperreader.services.papers.library import Library
from paperreader.services.papers.momentum import Momentum
from paperreader.services.papers.search import ArchiveSearch
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
    digests: Digests
    pdfs: Pdfs
    discussions: Discussions
    artefacts: Artefacts
    pictures: Pictures
    full_texts: FullTexts
    text_fetching: TextFetching
    view_states: ViewStates
    settings_file: SettingsFile

    async def close(self) -> None:
        """Close what is open; pending writes are finished, pending requests given up."""
        await self.view_states.save()
        await self.full_texts.close()
        await self.pdfs.close()
        await self.pictures.close()
        await self.library.close()
        await self.bookmarks.close()
