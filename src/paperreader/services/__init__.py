"""What the program can do, for every front end alike."""

from dataclasses import dataclass

from paperreader.services.bookmarks import Bookmarks
from paperreader.services.desktop import Desktop
from paperreader.services.export import Exporter
from paperreader.services.fetching import Fetching
from paperreader.services.importing import Importer
from paperreader.services.library import Library
from paperreader.services.nearness import Nearness
from paperreader.services.search import ArchiveSearch


@dataclass(frozen=True, slots=True)
class Services:
    """All services, built once by `bootstrap` and handed to a front end."""

    library: Library
    bookmarks: Bookmarks
    desktop: Desktop
    exporter: Exporter
    importer: Importer
    fetching: Fetching
    search: ArchiveSearch
    nearness: Nearness

    async def close(self) -> None:
        """Close what is open; pending writes are finished, pending requests given up."""
        await self.library.close()
        await self.bookmarks.close()
