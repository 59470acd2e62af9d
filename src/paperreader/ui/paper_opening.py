"""Opening a paper of which only the key is known: from the archive, or from its source."""

from textual.app import App

from paperreader.errors import PaperReaderError
from paperreader.services.papers.library import Library
from paperreader.ui.kit import requests, toasts


class PaperOpening:
    """Looks papers up beside the reading; what is asked for last counts."""

    def __init__(self, library: Library, app: App[None]) -> None:
        self._library = library
        self._app = app

    def open(self, request: requests.OpenPaper) -> None:
        """Read a paper as soon as it is known."""
        self._app.run_worker(self._open(request), group="paper", exclusive=True)

    async def _open(self, request: requests.OpenPaper) -> None:
        try:
            result = await self._library.paper(request.key)
        except PaperReaderError as error:
            toasts.complain(self._app, error)
        else:
            self._app.post_message(requests.ReadPaper(result.paper))
