"""The reader: holds the services and what was marked, and does what the screens ask for."""

import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from textual import work
from textual.app import App, SystemCommand
from textual.binding import Binding
from textual.content import Content
from textual.filter import LineFilter
from textual.reactive import reactive
from textual.screen import Screen

from paperreader.domain.bookmark import Bookmark, Words
from paperreader.domain.feed import Feed
from paperreader.domain.marks import Mark
from paperreader.domain.paper import Paper, PaperKey
from paperreader.domain.ports import Clock
from paperreader.errors import (
    ExportFailed,
    NoBrowser,
    NoClipboard,
    PaperReaderError,
    StoreError,
    TargetExists,
)
from paperreader.formats import FORMATS
from paperreader.services import Services
from paperreader.settings import Settings
from paperreader.ui import keys, present, requests, theme
from paperreader.ui.screens.browse import BrowseScreen
from paperreader.ui.screens.dialogs import Menu, TextDialog
from paperreader.ui.screens.help import Section, help_text
from paperreader.ui.screens.paper_screen import PaperScreen
from paperreader.ui.symbols import AsciiSymbols, is_ascii_only
from paperreader.ui.widgets.filter_bar import FilterBar
from paperreader.ui.widgets.paper_detail import PaperDetail
from paperreader.ui.widgets.row_list import RowList

Change = dict[PaperKey, Mark] | Paper | tuple[Bookmark, ...]
"""What can be undone: the marks before, a paper that was kept, or bookmarks as they were before."""


class PaperReaderApp(App[None]):
    """Opens the main screen and answers its requests.

    Raises:
        SettingsError: The settings give keys that can't be used.
    """

    CSS_PATH = "app.tcss"
    TITLE = "paperreader"
    COMMAND_PALETTE_BINDING = "ctrl+p"
    BINDINGS = [  # noqa: RUF012 - Textual's own form
        Binding(
            "u",
            "undo",
            "Undo",
            show=False,
            id="app.undo",
            tooltip="Undo the last mark, or keeping or removing",
        ),
        Binding(
            "C", "last_copied", "Copied", show=False, id="app.copied", tooltip="Show the last copied text"
        ),
        Binding(
            "colon,ctrl+p",
            "command_palette",
            "Commands",
            show=False,
            id="app.palette",
            tooltip="All commands",
        ),
        Binding("q", "quit", "quit", id="app.quit", tooltip="Leave the reader"),
        Binding("question_mark", "help", "help", id="app.help", tooltip="All keys"),
    ]

    bookmarks: reactive[tuple[Bookmark, ...]] = reactive(())
    """What is kept, on disk."""
    kept: reactive[frozenset[PaperKey]] = reactive(frozenset())
    """What is kept or about to be."""

    def __init__(
        self, services: Services, clock: Clock, settings: Settings | None = None, feed: Feed | None = None
    ) -> None:
        super().__init__()
        settings = settings or Settings()
        self._services = services
        self._keys = keys.keymap(settings.keys, settings.where, SCOPES)
        self._ascii = AsciiSymbols(enabled=is_ascii_only(settings.symbols, os.environ))
        for each in theme.THEMES.values():
            self.register_theme(each)
        self.theme = theme.THEMES[settings.theme].name
        self.marks: dict[PaperKey, Mark] = {}
        """What was done with papers; the ones not in it are new."""
        self._wishes: dict[PaperKey, bool] = {}
        self._history: list[Change] = []
        self._to_export: requests.ExportEntries | None = None
        self._browse = BrowseScreen(services.library, clock, self.marks, feed)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Return the reader's own colours, for themes that do not have them."""
        return theme.DARK.variables

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Return what is applied to every line drawn."""
        return [*super().get_line_filters(), *([self._ascii] if self._ascii.enabled else [])]

    def get_key_display(self, binding: Binding) -> str:
        """Return a key as people write it."""
        return keys.shown(binding.key)

    def on_mount(self) -> None:
        """Open the main screen."""
        self.set_keymap(self._keys)
        self._browse.data_bind(PaperReaderApp.bookmarks, PaperReaderApp.kept)
        self.push_screen(self._browse)
        self.set_interval(5, self._look_for_bookmarks)

    async def on_unmount(self) -> None:
        """Finish what is being written, give up what is being fetched."""
        await self._services.close()

    # Bookmarks ----------------------------------------------------------------------------------------------

    def on_browse_screen_ready(self, message: BrowseScreen.Ready) -> None:
        """Read the bookmarks once the first frame is there."""
        message.stop()
        self._load_bookmarks()

    @work(group="bookmarks")
    async def _load_bookmarks(self) -> None:
        try:
            self._show_bookmarks(await self._services.bookmarks.all())
        except PaperReaderError as error:
            self._complain(error)
        recovered = self._services.bookmarks.recovered
        if recovered is not None:
            self.notify(recovered.sentence, severity="warning", markup=False, timeout=30)

    @work(exclusive=True, group="bookmarks-elsewhere")
    async def _look_for_bookmarks(self) -> None:
        try:
            if await self._services.bookmarks.has_changed():
                self._show_bookmarks(await self._services.bookmarks.all())
        except PaperReaderError:
            # Said when the file was read first, and again by whatever the reader does with it.
            return

    def _show_bookmarks(self, bookmarks: tuple[Bookmark, ...]) -> None:
        self.bookmarks = bookmarks
        on_disk = {bookmark.paper.key for bookmark in bookmarks}
        wanted = {key for key, is_wanted in self._wishes.items() if is_wanted}
        self.kept = frozenset((on_disk | wanted) - (self._wishes.keys() - wanted))

    def on_toggle_bookmark(self, message: requests.ToggleBookmark) -> None:
        """Keep a paper, or stop keeping it: shown at once, counted when it is on disk."""
        message.stop()
        key = message.paper.key
        self._wishes[key] = key not in self.kept
        self._show_bookmarks(self.bookmarks)
        self._keep(message.paper, message.found_in, is_wanted=self._wishes[key])

    @work(group="bookmarks")
    async def _keep(self, paper: Paper, found_in: str, *, is_wanted: bool) -> None:
        bookmarks = self._services.bookmarks
        try:
            if is_wanted:
                await bookmarks.keep(paper, found_in)
                self._history.append(paper)
            elif (removed := await bookmarks.remove(paper.key)) is not None:
                self._history.append((removed,))
            now_kept = await bookmarks.all()
        except StoreError as error:
            self._wishes.pop(paper.key, None)
            await self._give_up(error)
            return
        # A later wish for the same paper is still on its way.
        if self._wishes.get(paper.key) is is_wanted:
            self._wishes.pop(paper.key)
        self._show_bookmarks(now_kept)

    # Marks and undo -----------------------------------------------------------------------------------------

    def on_mark_papers(self, message: requests.MarkPapers) -> None:
        """Mark papers: shown at once."""
        message.stop()
        if message.can_undo:
            self._history.append({key: self.marks.get(key, Mark.NEW) for key in message.marks})
        self._mark(dict(message.marks))

    def _mark(self, marks: dict[PaperKey, Mark]) -> None:
        before = {key: self.marks.get(key, Mark.NEW) for key in marks}
        self.marks.update(marks)
        self._browse.show_marks(before)
        self._save_marks(marks)

    @work(group="marks")
    async def _save_marks(self, marks: dict[PaperKey, Mark]) -> None:
        try:
            await self._services.library.set_marks(marks)
        except StoreError as error:
            self._complain(error)

    def action_undo(self) -> None:
        """Take the last change back."""
        change = self._history.pop() if self._history else None
        if change is None:
            self.notify("Nothing to undo", markup=False)
        elif isinstance(change, dict):
            self._mark(change)
            self._browse.highlight(next(iter(change)))
        else:
            self._take_back(change)

    @work(group="bookmarks")
    async def _take_back(self, change: Paper | tuple[Bookmark, ...]) -> None:
        bookmarks = self._services.bookmarks
        try:
            if isinstance(change, tuple):
                await bookmarks.restore(change)
                self.notify(f"As it was: {_titles(bookmark.paper for bookmark in change)}", markup=False)
            else:
                await bookmarks.remove(change.key)
                self.notify(f"No longer kept: {_titles([change])}", markup=False)
            self._show_bookmarks(await bookmarks.all())
        except StoreError as error:
            self._history.append(change)
            await self._give_up(error)

    async def _give_up(self, error: StoreError) -> None:
        """Say why a change was not written; it is not made later either, since the screen says it was not made."""
        self._show_bookmarks(self.bookmarks)
        self._complain(error)
        if self._services.bookmarks.pending:
            await self._services.bookmarks.undo()

    def on_change_words(self, message: requests.ChangeWords) -> None:
        """Change status, tags or note of a kept paper."""
        message.stop()
        self._change(message.key, message.words)

    @work(group="bookmarks")
    async def _change(self, key: PaperKey, words: Words) -> None:
        try:
            former = await self._services.bookmarks.change([key], words)
            now_kept = await self._services.bookmarks.all()
        except StoreError as error:
            await self._give_up(error)
            return
        if former:
            self._history.append(former)
        self._show_bookmarks(now_kept)

    # Exporting ----------------------------------------------------------------------------------------------

    def on_export_entries(self, message: requests.ExportEntries) -> None:
        """Write papers to a file or the clipboard."""
        message.stop()
        # Not an argument of the worker: Textual writes those out.
        self._to_export = message
        self._export()

    @work(exclusive=True, group="export")
    async def _export(self) -> None:
        asked = self._to_export
        if asked is None:
            return
        format_, entries = FORMATS[asked.format_name], asked.entries
        what = f"{len(entries):,} paper{'' if len(entries) == 1 else 's'} as {format_.label}"
        if not asked.path:
            self._copy(what, await self._services.exporter.text(format_, entries))
            return
        path = Path(asked.path)
        overwrite = False
        while True:
            try:
                await self._services.exporter.write(format_, entries, path, overwrite=overwrite)
            except TargetExists:
                menu = Menu(f"{path.name} is there already", [("o", "Overwrite it"), ("l", "Leave it")])
                overwrite = await self.push_screen_wait(menu) == "o"
                if not overwrite:
                    return
            except ExportFailed as error:
                self._complain(error)
                return
            else:
                self.notify(f"Wrote {what}: {path}", markup=False)
                return

    # Copying and opening ------------------------------------------------------------------------------------

    def on_copy_text(self, message: requests.CopyText) -> None:
        """Copy a text."""
        message.stop()
        self._copy(message.what, message.text)

    @work(exclusive=True, group="copy")
    async def _copy(self, what: str, text: str) -> None:
        try:
            copied = await self._services.desktop.copy(text, self.copy_to_clipboard)
        except NoClipboard as error:
            self.notify(
                f"{error.message}. C shows the text, to be selected", severity="warning", markup=False
            )
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
            self.notify(
                f"{error.message}. {url} is copied instead", severity="warning", markup=False, timeout=10
            )
            self._copy("link", url)
        else:
            self.notify(f"Opened with {program}: {url}", markup=False)

    def action_last_copied(self) -> None:
        """Show the last copied text."""
        text = self._services.desktop.last_copied or "Nothing was copied yet: y copies a paper's link"
        self.push_screen(TextDialog("Last copied", Content(text)))

    # Help ---------------------------------------------------------------------------------------------------

    def action_help(self) -> None:
        """Show all keys."""
        self.push_screen(TextDialog("Keys", help_text(SECTIONS, self._keys)))

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Offer by name what every key does, and the themes."""
        for _, binding, enabled, tooltip in screen.active_bindings.values():
            if enabled and tooltip:
                yield SystemCommand(tooltip, f"key {keys.shown(binding.key)}", self._pressing(binding.key))
        if isinstance(screen, BrowseScreen):
            yield SystemCommand(
                "Papers of this paper's submitter", "on Daily Papers", screen.action_submitter
            )
        yield SystemCommand("Change the colours", "for this run; the setting is `theme`", self.search_themes)

    def _pressing(self, key: str) -> Callable[[], None]:
        return lambda: self.simulate_key(key)

    def _complain(self, error: PaperReaderError) -> None:
        hint = f" {error.hint[0].upper()}{error.hint[1:]}" if error.hint else ""
        self.notify(f"{error.message}.{hint}", severity="error", markup=False, timeout=10)


def _titles(papers: Iterable[Paper]) -> str:
    return ", ".join(paper.title or present.UNKNOWN for paper in papers)


_EVERYWHERE = (PaperReaderApp, PaperScreen, BrowseScreen)
SCOPES: Sequence[Sequence[type]] = ((RowList, *_EVERYWHERE), (PaperDetail, *_EVERYWHERE), (FilterBar,))
"""Owners of bindings that are in force at the same time."""
SECTIONS: Sequence[Section] = (
    ("In a list", (RowList,)),
    ("The paper", (PaperScreen,)),
    ("Papers and panes", (BrowseScreen,)),
    ("The reader", (PaperReaderApp,)),
    ("In the detail", (PaperDetail,)),
    ("While narrowing", (FilterBar,)),
)
"""The help."""
