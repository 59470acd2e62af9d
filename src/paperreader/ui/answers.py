"""What the app does when a screen asks for something: each part is imported and made when it is first asked for."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from functools import cached_property, partial
from typing import TYPE_CHECKING

from paperreader.ui.kit import requests

if TYPE_CHECKING:
    from textual.app import App

    from paperreader.domain.papers.marks import Mark
    from paperreader.domain.papers.paper import PaperKey
    from paperreader.domain.view_state import ViewState
    from paperreader.services import Services
    from paperreader.services.bookmarks.queue import ChangeQueue
    from paperreader.settings import Settings
    from paperreader.ui.bookmarking import Bookmarking, NoteWriting
    from paperreader.ui.chores import Chores
    from paperreader.ui.custom_commands import CustomCommands
    from paperreader.ui.desktop import Copying, Opening
    from paperreader.ui.downloading import Downloading
    from paperreader.ui.exporting import Exporting
    from paperreader.ui.paper_opening import PaperOpening
    from paperreader.ui.remembering import Remembering
    from paperreader.ui.settings_editing import SettingsEditing
    from paperreader.ui.watch_editing import WatchEditing

Answer = Callable[..., Awaitable[None] | None]
"""Does what a request asks for."""


class Answers:
    """Answers the requests that need nothing of the app but its screen.

    Args:
        app: Shows what comes of it.
        services: Do it.
        settings: As they were read at the start.
        changes: Makes the changes of bookmarks and marks.
        marks: What was done with papers.
        view_state: Returns what outlives the run.
        use: Follows settings that were changed.
        show_watches: Shows papers by the watches as they are now.
    """

    def __init__(
        self,
        app: App[None],
        services: Services,
        settings: Settings,
        *,
        changes: ChangeQueue,
        marks: Mapping[PaperKey, Mark],
        view_state: Callable[[], ViewState],
        use: Callable[[Settings], None],
        show_watches: Callable[[], None],
    ) -> None:
        self._app = app
        self._services = services
        self._settings = settings
        self._changes = changes
        self._marks = marks
        self._view_state = view_state
        self._use = use
        self._show_watches = show_watches

    @cached_property
    def bookmarking(self) -> Bookmarking:
        """Makes changes of bookmarks."""
        from paperreader.ui.bookmarking import Bookmarking

        return Bookmarking(
            self._changes, self._services.library, self._services.clock, self._app, self._marks
        )

    @cached_property
    def notes(self) -> NoteWriting:
        """Has notes written."""
        from paperreader.ui.bookmarking import NoteWriting

        return NoteWriting(self.bookmarking.write_note, self._app)

    @cached_property
    def chores(self) -> Chores:
        """Does what takes minutes."""
        from paperreader.ui.chores import Chores

        services = self._services
        return Chores(services.search, services.fetching, self._app, partial(setattr, self._app, "chores"))

    @cached_property
    def downloading(self) -> Downloading:
        """Downloads PDFs."""
        from paperreader.ui.downloading import Downloading

        say = partial(self.chores.say, "pdf")
        return Downloading(self._services.pdfs, self._services.desktop, say, self._app)

    @cached_property
    def _custom(self) -> CustomCommands:
        from paperreader.ui.custom_commands import CustomCommands

        return CustomCommands(self._settings.commands, self._services.desktop, self._app)

    @cached_property
    def _copying(self) -> Copying:
        from paperreader.ui.desktop import Copying

        return Copying(self._services.desktop, self._app)

    @cached_property
    def _opening(self) -> Opening:
        from paperreader.ui.desktop import Opening

        return Opening(self._services.desktop, self._app)

    @cached_property
    def _exporting(self) -> Exporting:
        from paperreader.ui.exporting import Exporting

        return Exporting(self._services.exporter, self._app)

    @cached_property
    def _paper_opening(self) -> PaperOpening:
        from paperreader.ui.paper_opening import PaperOpening

        return PaperOpening(self._services.library, self._app)

    @cached_property
    def _remembering(self) -> Remembering:
        from paperreader.ui.remembering import Remembering

        app = self._app
        return Remembering(
            self._services.view_states, app, self._view_state(), partial(setattr, app, "view_state")
        )

    @cached_property
    def _settings_editing(self) -> SettingsEditing:
        from paperreader.ui.settings_editing import SettingsEditing

        return SettingsEditing(self._services.settings_file, self._settings, self._app, self._use)

    @cached_property
    def _watch_editing(self) -> WatchEditing:
        from paperreader.ui.watch_editing import WatchEditing

        return WatchEditing(self._services.watches, self._app, self._show_watches)

    async def _after_changes(self, request: requests.AfterChanges) -> None:
        """Do something when what was asked for before it is done."""
        await self._changes.finish()
        await request.then()

    def keep_note(self) -> None:
        """Keep what stands in an open note."""
        if "notes" in vars(self):
            self.notes.keep()

    def end_note(self) -> None:
        """Keep what stands in an open note, which is closed."""
        if "notes" in vars(self):
            self.notes.end()

    def by_request(self) -> Mapping[type[requests.Request], Answer]:
        """Return what answers each kind of request."""
        return {
            requests.AfterChanges: self._after_changes,
            requests.ChangeAnnotations: lambda request: self.bookmarking.annotate(request),
            requests.CopyText: lambda request: self._copying.copy(request),
            requests.DownloadPdfs: lambda request: self.downloading.download(request),
            requests.EditSettings: lambda request: self._settings_editing.edit(request),
            requests.EditText: lambda request: self._copying.edit(request),
            requests.EditWatches: lambda request: self._watch_editing.edit(request),
            requests.ExportEntries: lambda request: self._exporting.export(request),
            requests.KeepListed: lambda request: self.bookmarking.keep_listed(request),
            requests.OpenLink: lambda request: self._opening.open(request),
            requests.OpenLinks: lambda request: self._opening.open(request),
            requests.OpenPaper: lambda request: self._paper_opening.open(request),
            requests.Remember: lambda request: self._remembering.remember(request),
            requests.RunCommand: lambda request: self._custom.run(request),
            requests.ToggleBookmarks: lambda request: self.bookmarking.toggle(request),
            requests.WriteNote: lambda request: self.notes.write(request),
        }
