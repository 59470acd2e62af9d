"""The reader: holds the services and does what the screens ask for."""

from collections.abc import Iterable

from textual import work
from textual.app import App, SystemCommand
from textual.binding import Binding
from textual.screen import Screen

from paperreader.domain.feed import Feed
from paperreader.domain.paper import Paper
from paperreader.domain.ports import Clock
from paperreader.errors import NoBrowser, NoClipboard, StoreError
from paperreader.services import Services
from paperreader.ui import requests
from paperreader.ui.screens.browse import BrowseScreen
from paperreader.ui.screens.dialogs import TextDialog


class PaperReaderApp(App[None]):
    """Opens the main screen and answers its requests."""

    CSS_PATH = "app.tcss"
    TITLE = "paperreader"
    COMMAND_PALETTE_BINDING = "ctrl+p"
    BINDINGS = [  # noqa: RUF012 - Textual's own form
        Binding("q", "quit", "Quit", id="app.quit", tooltip="Leave the reader"),
        Binding("question_mark", "help", "Help", id="app.help", tooltip="All keys"),
        Binding("colon", "command_palette", "Commands", show=False, id="app.palette", tooltip="All commands"),
        Binding("C", "last_copied", "Copied", show=False, id="app.copied", tooltip="The last copied text"),
    ]

    def __init__(self, services: Services, clock: Clock, feed: Feed | None = None) -> None:
        super().__init__()
        self._services = services
        self._browse = BrowseScreen(services, clock, feed)

    def on_mount(self) -> None:
        """Open the main screen."""
        self.push_screen(self._browse)
        self._browse.load_bookmarks()

    async def on_unmount(self) -> None:
        """Finish what is being written, give up what is being fetched."""
        await self._services.close()

    def on_toggle_bookmark(self, message: requests.ToggleBookmark) -> None:
        """Keep a paper, or stop keeping it."""
        message.stop()
        self._toggle(message.paper)

    @work(group="bookmarks")
    async def _toggle(self, paper: Paper) -> None:
        listing = self._browse.listing
        bookmarks = self._services.bookmarks
        former = self._browse.kept
        # Shown at once; taken back if it can't be written.
        self._browse.kept = former ^ {paper.key}
        try:
            if paper.key in former:
                await bookmarks.remove(paper.key)
            else:
                await bookmarks.keep(paper, "" if listing is None else listing.feed.label)
            self._browse.show_bookmarks(await bookmarks.all())
        except StoreError as error:
            self._browse.kept = former
            self.notify(f"{error.message}. {error.hint}", severity="error", markup=False)

    def on_copy_text(self, message: requests.CopyText) -> None:
        """Copy a text."""
        message.stop()
        self._copy(message.what, message.text)

    @work(exclusive=True, group="copy")
    async def _copy(self, what: str, text: str) -> None:
        try:
            copied = await self._services.desktop.copy(text, self.copy_to_clipboard)
        except NoClipboard as error:
            self.notify(f"{error.message}. C shows the text", severity="warning", markup=False)
        else:
            self.notify(f"{copied.sentence}: {what}", markup=False)

    def on_open_link(self, message: requests.OpenLink) -> None:
        """Open a link."""
        message.stop()
        self._open(message.url)

    @work(group="open")
    async def _open(self, url: str) -> None:
        try:
            program = await self._services.desktop.open(url)
        except NoBrowser as error:
            self.notify(f"{error.message}. Copied instead: {url}", severity="warning", markup=False)
            self._copy("link", url)
        else:
            self.notify(f"Opened with {program}: {url}", markup=False)

    def action_last_copied(self) -> None:
        """Show the last copied text."""
        text = self._services.desktop.last_copied or "Nothing was copied yet: y copies a paper's link"
        self.push_screen(TextDialog("Last copied", text))

    def action_help(self) -> None:
        """Show all keys."""
        self.push_screen(TextDialog("Keys", self._keys()))

    def _keys(self) -> str:
        rows: list[str] = []
        for _, binding, _, tooltip in self.screen.active_bindings.values():
            shown = self.get_key_display(binding)
            rows.append(f"{shown:12}{tooltip or binding.description}")
        return "\n".join(rows)

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Offer every key's action by name."""
        yield from super().get_system_commands(screen)
        for node, binding, enabled, tooltip in screen.active_bindings.values():
            if enabled and tooltip and node is screen:
                yield SystemCommand(
                    binding.description, tooltip, lambda action=binding.action: screen.run_action(action)
                )
