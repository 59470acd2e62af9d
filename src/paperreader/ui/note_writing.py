"""The note that is being written: kept when its dialog closes, and by whatever ends the reader."""

from collections.abc import Callable

from textual.app import App

from paperreader.domain.papers.paper import PaperKey
from paperreader.ui.dialogs.note import NoteDialog
from paperreader.ui.kit import present, requests


class NoteWriting:
    """Has one note written at a time.

    Args:
        write: Changes the note on a kept paper.
        app: Shows the dialog.
    """

    def __init__(self, write: Callable[[PaperKey, str], None], app: App[None]) -> None:
        self._write = write
        self._app = app
        self._key: PaperKey | None = None
        self._dialog: NoteDialog | None = None
        self._kept = ""

    async def write(self, request: requests.WriteNote) -> None:
        """Open the dialog for the note on a kept paper."""
        bookmark = request.bookmark
        self._key, self._kept = bookmark.paper.key, bookmark.note
        self._dialog = NoteDialog(f"Note on {present.shown(bookmark.paper.title)}", bookmark.note)
        await self._app.push_screen(self._dialog, lambda _: self.end())

    def keep(self) -> None:
        """Keep what stands in the dialog, if one is open and that is something new."""
        if self._dialog is None or self._key is None or self._dialog.note == self._kept:
            return
        self._kept = self._dialog.note
        self._write(self._key, self._kept)

    def end(self) -> None:
        """Keep what stands in the dialog, which is closed."""
        self.keep()
        self._dialog = None
