"""The reader: holds the services and what was marked, and does what the screens ask for."""

import gc
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial

from msgspec.structs import replace
from textual import on, work
from textual.actions import ActionParseResult
from textual.app import SystemCommand
from textual.binding import Binding, BindingsMap
from textual.content import Content
from textual.dom import DOMNode
from textual.filter import LineFilter, NoColor
from textual.notifications import SeverityLevel
from textual.reactive import reactive
from textual.screen import Screen

from paperreader.domain.papers.feed import Feed
from paperreader.domain.papers.marks import Mark
from paperreader.domain.papers.paper import PaperKey
from paperreader.domain.ports import Clock
from paperreader.domain.view_state import ViewState
from paperreader.errors import (
    StoreError,
)
from paperreader.services import Services
from paperreader.services.bookmarks.events import (
    BookmarksEvent,
    BookmarksSnapshot,
    PapersMarked,
)
from paperreader.services.papers import resuming
from paperreader.settings import DENSITIES, LONGEST_MEASURE, SHORTEST_MEASURE, Settings
from paperreader.ui.answers import Answer, Answers
from paperreader.ui.browse.browse import BrowseScreen
from paperreader.ui.kit import keys, requests, theme, toasts
from paperreader.ui.kit.toasts import Announcements, Warned
from paperreader.ui.paper.commands import show_submitter
from paperreader.ui.terminal.agreed_widths import AgreedWidths
from paperreader.ui.terminal.background import BackgroundTold
from paperreader.ui.terminal.symbols import AsciiSymbols, is_ascii_only
from paperreader.ui.terminal.terminal_app import TerminalApp
from paperreader.ui.theming import Theming

_BOUND = ("snapshot", "passing", "is_source", "measure")
"""What other screens show of the app, those that have an attribute of that name."""
_MUCH_OLD = 20
"""Looks at what is young since all was looked through. By itself Python looks after ten; the command of the reader lets it wait."""


class PaperReaderApp(TerminalApp[None]):
    """Opens the main screen and answers its requests.

    Raises:
        SettingsError: The settings give keys that can't be used.
    """

    CSS_PATH = "app.tcss"
    TITLE = "paperreader"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS = [  # noqa: RUF012 - Textual's own form
        Binding(
            "u",
            "undo",
            "Undo",
            show=False,
            id="app.undo",
            tooltip="Undo the last change of marks or bookmarks",
        ),
        Binding("U", "redo", "Redo", show=False, id="app.redo", tooltip="Redo what was undone last"),
        Binding(
            "C", "last_copied", "Copied", show=False, id="app.copied", tooltip="Show the last copied text"
        ),
        Binding(
            "colon,ctrl+p",
            "commands",
            "Commands",
            show=False,
            id="app.palette",
            tooltip="All commands",
        ),
        Binding("q", "quit", "quit", id="app.quit", tooltip="Quit"),
        Binding(
            "ctrl+z",
            "suspend_process",
            "Stop",
            show=False,
            id="app.stop",
            tooltip="Suspend; fg in the shell brings it back",
            priority=True,
        ),
        Binding("T", "ask('PickTheme')", "Theme", show=False, id="app.theme", tooltip="Select a theme"),
        Binding(
            "comma",
            "ask('EditSettings')",
            "Settings",
            show=False,
            id="app.settings",
            tooltip="Settings, in $EDITOR",
        ),
        Binding("question_mark", "help", "help", id="app.help", tooltip="All keys"),
    ]

    snapshot: reactive[BookmarksSnapshot] = reactive(BookmarksSnapshot())
    """The bookmarks as they are to be shown."""
    chores: reactive[str] = reactive("")
    """What is being done beside the reading."""
    is_source: reactive[bool] = reactive(default=False)
    """Texts are shown as they were written, TeX and all."""
    passing: reactive[str] = reactive("")
    """What was done just now, for a few seconds."""
    measure: reactive[int] = reactive(80)
    """Columns of running text in full texts at most."""
    view_state: reactive[ViewState] = reactive(ViewState())
    """What outlives the run; changed by `requests.Remember` alone."""

    def __init__(
        self, services: Services, clock: Clock, settings: Settings | None = None, feed: Feed | None = None
    ) -> None:
        super().__init__()
        settings = settings or Settings()
        self._services = services
        self._clock = clock
        self._keys = check_keys(settings) if settings.keys or settings.commands else {}
        self._own_keys: type | None = None
        if settings.commands:
            from paperreader.ui.custom_commands import owner_of  # noqa: PLC0415 - most have none

            self._own_keys = owner_of(settings.commands)
            self._bindings = BindingsMap.merge(
                [self._bindings, BindingsMap(keys.bindings_of(self._own_keys))]
            )
        self._agreed = AgreedWidths()
        self._ascii = AsciiSymbols(enabled=is_ascii_only(settings.symbols, os.environ))
        # A terminal that has ASCII only has no raised letters either: TeX is what can be read there.
        self.set_reactive(PaperReaderApp.is_source, self._ascii.enabled)
        self.set_reactive(PaperReaderApp.measure, settings.measure)
        view_state = services.view_states.read()
        if settings.density != Settings().density and view_state.density not in DENSITIES:
            view_state = view_state.with_changes({"density": settings.density})
        self.set_reactive(PaperReaderApp.view_state, view_state)
        self._theming = Theming(self, settings.theme, lambda: self.view_state, os.environ)
        self._theming.show()
        self.announcements = Announcements(self, partial(setattr, self, "passing"))
        """What is said in passing, and what must be read."""
        self.when_started: Callable[[], None] = lambda: None
        """Called once, when the first papers are shown, or some time has passed without any."""
        self.marks: dict[PaperKey, Mark] = {}
        """What was done with papers; the ones not in it are new."""
        self._changes = services.bookmarks.queue(self.marks, self._show_event)
        self._does = Answers(
            self,
            services,
            settings,
            changes=self._changes,
            marks=self.marks,
            view_state=lambda: self.view_state,
            use=self.use,
            show_watches=self.show_watches,
        )
        self._answers: Mapping[type[requests.Request], Answer] = {
            **self._does.by_request(),
            requests.ChangeMeasure: self._change_measure,
            requests.MarkPapers: self._mark_papers,
            requests.PickTheme: self._theming.pick,
            requests.ReadPaper: self._show_on_main_screen,
            requests.ShowArtefacts: self._show_screen,
            requests.ShowDiscussion: self._show_screen,
            requests.ShowFeed: self._show_on_main_screen,
            requests.ShowFullText: self._show_screen,
            requests.ShowTrends: self._show_screen,
            requests.ToggleSource: self._toggle_source,
            requests.UseTheme: self._theming.use,
        }
        self._browse = BrowseScreen(
            services,
            clock,
            self.marks,
            resuming.resume(
                feed,
                self.view_state,
                is_last_wanted=settings.open == "last",
                is_offline=services.library.is_offline,
            ),
            settings.layout,
            # Where there is ASCII only there are no half blocks.
            has_pictures=services.pictures.is_on and not self._ascii.enabled,
        )

    def use(self, settings: Settings) -> None:
        """Follow settings that were changed.

        Raises:
            SettingsError: They give keys that can't be used; nothing was changed.
        """
        own = check_keys(settings)
        self._keys, self.measure, self._theming.setting = own, settings.measure, settings.theme
        self.set_keymap(own)
        self._theming.show()
        self._ascii.enabled = is_ascii_only(settings.symbols, os.environ)

    async def run_action(
        self,
        action: "str | ActionParseResult",
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Do what a key is for, or say why that can't be done now; what is typed for it then does nothing."""
        from paperreader.ui.refusals import refusal  # noqa: PLC0415 - the start does not wait for it

        owner = self if default_namespace is None else default_namespace
        refused = refusal(self, action, owner) if isinstance(action, str) else None
        if refused is None:
            return await super().run_action(action, default_namespace, namespaces)
        toasts.tell(self, refused.sentence)
        if refused.is_typed_after:
            self.key_queue.drop_typed()
        return True

    @on(requests.Request)
    async def _answer(self, request: requests.Request) -> None:
        request.stop()
        if (doing := self._answers[type(request)](request)) is not None:
            await doing

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Return the reader's own colours, for themes that do not have them."""
        return theme.DARK.variables

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Return what is applied to every line drawn."""
        ascii_only = [self._ascii] if self._ascii.enabled else []
        # Textual would draw in greys, which are colours, too.
        colors = [NoColor()] if self.no_color else super().get_line_filters()
        return [*colors, self._agreed, *ascii_only]

    def get_key_display(self, binding: Binding) -> str:
        """Return a key as people write it."""
        return keys.shown(binding.key)

    def get_default_screen(self) -> Screen[None]:
        """Return the main screen: pushed over an empty one, it would be styled and painted a second time."""
        self._browse.panes.frame.begin(self.size, self.view_state)
        return self._browse.data_bind(
            PaperReaderApp.snapshot,
            PaperReaderApp.chores,
            PaperReaderApp.is_source,
            PaperReaderApp.view_state,
            PaperReaderApp.passing,
        )

    def on_mount(self) -> None:
        """Begin to do what is asked for."""
        self.set_keymap(self._keys)
        self._changes.start()
        if (seen := self._services.bookmarks.first_look) is not None:
            self._changes.begin_with(seen)
        # A bug in the changes ends the reader, as any bug does.
        self.run_worker(self._changes.crash(), group="changes")
        self.show_watches()
        self.set_interval(5, self._changes.look)
        self.set_interval(20, partial(_look_for_garbage, self))
        self.listen_to_the_terminal()

    async def on_unmount(self) -> None:
        """Finish what is being written, give up what is being fetched."""
        # Whatever ends the reader: what is being written are the user's own words.
        self._does.end_note()
        self._services.view_states.note(resuming.left(self._browse.listing, self._browse.panes.view))
        try:
            await self._changes.stop()
        finally:
            await self._services.close()

    # Bookmarks and marks ------------------------------------------------------------------------------------

    def on_browse_screen_begun(self, message: BrowseScreen.Begun) -> None:
        """Read the bookmarks."""
        message.stop()
        self._changes.read()

    def on_browse_screen_ready(self, message: BrowseScreen.Ready) -> None:
        """Say what is to be done about the bookmarks, and see to the index."""
        message.stop()
        self.when_started()
        self._changes.open()
        self._does.chores.begin_to_index(after=self._changes.finish)
        if self._services.pictures.problem is not None:
            toasts.complain(self, self._services.pictures.problem)

    # Changes ------------------------------------------------------------------------------------------------

    def _mark_papers(self, request: requests.MarkPapers) -> None:
        """Mark papers: shown at once."""
        if request.can_undo:
            self._changes.mark(request.marks)
        else:
            self._show_marks(request.marks)

    def _show_event(self, event: BookmarksEvent) -> None:
        """Show what came of a change of marks or bookmarks."""
        match event:
            case BookmarksSnapshot():
                self.snapshot = event
            case PapersMarked():
                self._show_marks(event.marks)
                if event.is_reversal:
                    self._browse.panes.highlight(next(iter(event.marks)))
            case StoreError():
                toasts.complain(self, event)
            case _:
                from paperreader.ui.bookmarking import notification_of  # noqa: PLC0415 - not at the start

                sentence, severity, timeout = notification_of(event)
                self.notify(sentence, severity=severity, timeout=timeout, markup=False)

    async def action_undo(self) -> None:
        """Take the last change back."""
        await self._changes.undo()

    async def action_redo(self) -> None:
        """Make the change taken back last again."""
        await self._changes.redo()

    def _show_marks(self, marks: Mapping[PaperKey, Mark]) -> None:
        before = {key: self.marks.get(key, Mark.NEW) for key in marks}
        self.marks.update(marks)
        self._browse.panes.show_marks(before)
        self._save_marks(dict(marks))

    @work(group="marks")
    async def _save_marks(self, marks: dict[PaperKey, Mark]) -> None:
        try:
            await self._services.library.set_marks(marks)
        except StoreError as error:
            toasts.complain(self, error)

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = True,
    ) -> None:
        """Say in passing what was done; a warning or an error is shown by itself until its time is over."""
        # Both are texts from outside, whoever says them.
        del title, markup
        if severity == "information":
            self.announcements.tell(message)
        else:
            warned = Warned(message, severity == "error")
            self.announcements.warn(warned if timeout is None else replace(warned, seconds=timeout))

    def action_help_quit(self) -> None:
        """Say how to leave, to who tried Ctrl+C."""
        leaving = [
            keys.shown(key)
            for key, active in self.screen.active_bindings.items()
            if active.binding.action in {"quit", "app.quit"}
        ]
        toasts.tell(self, f"{' or '.join(leaving)} quits")

    async def action_quit(self) -> None:
        """Leave; not without a word while a change can't be written."""
        self._does.keep_note()
        await self._changes.finish()
        if self.snapshot.pending:
            self._changes.look()
            await self._changes.finish()
        if not self.snapshot.pending:
            self.exit()
            return

        from paperreader.ui.dialogs.unsaved_menu import UnsavedMenu  # noqa: PLC0415 - it is hardly ever needed

        def take(answer: str | None) -> None:
            if answer == "q":
                self.exit()
            elif answer == "t":
                self._changes.look()

        await self.push_screen(UnsavedMenu(lambda: self.snapshot.pending, self._changes.look), take)

    # Showing ------------------------------------------------------------------------------------------------

    def show_watches(self) -> None:
        """Show papers by the watches as they are now."""
        self._browse.panes.watch_by(self._services.watches.watching())

    def _toggle_source(self, request: requests.ToggleSource) -> None:
        """Show texts as they were written, or as they are meant."""
        del request
        self.is_source = not self.is_source

    async def action_last_copied(self) -> None:
        """Show the last copied text."""
        from paperreader.ui.dialogs.text import TextDialog  # noqa: PLC0415 - the start does not wait for it

        text = self._services.desktop.last_copied or "Nothing copied yet: y copies a paper's link"
        await self.push_screen(TextDialog("Last copied", Content(text)))

    async def _show_screen(self, request: requests.Request) -> None:
        from paperreader.ui.aside_screens import screen_for  # noqa: PLC0415 - the start does not wait for it

        screen = screen_for(request, self._services, self._clock)
        bound = [getattr(PaperReaderApp, name) for name in _BOUND if hasattr(type(screen), name)]
        await self.push_screen(screen.data_bind(*bound))

    def action_ask(self, request: str) -> None:
        """Ask for something of which nothing more need be said, by the name of its request."""
        self.post_message(
            {each.__name__: each for each in (requests.PickTheme, requests.EditSettings)}[request]()
        )

    def on_background_told(self, message: BackgroundTold) -> None:
        """Follow the terminal's background, where that is wanted."""
        message.stop()
        self._theming.take_background(is_dark=message.is_dark)

    def _change_measure(self, request: requests.ChangeMeasure) -> None:
        """Make the lines of full texts longer or shorter."""
        self.measure = max(SHORTEST_MEASURE, min(self.measure + request.columns, LONGEST_MEASURE))
        toasts.tell(self, f"Lines of at most {self.measure} columns")

    async def _show_on_main_screen(self, request: requests.ReadPaper | requests.ShowFeed) -> None:
        """Read a paper or show a feed on the main screen, whatever lies over it."""
        while self.screen is not self._browse:
            await self.pop_screen()
        if isinstance(request, requests.ReadPaper):
            self._browse.panes.read_aside(request.paper, request.way_back)
        else:
            self._browse.show_feed(request.feed)
            # What was read there is no longer what the reader is about.
            self._browse.panes.enter("list")

    # Help ---------------------------------------------------------------------------------------------------

    async def action_help(self) -> None:
        """Show all keys."""
        from paperreader.ui.offering import Offering  # noqa: PLC0415 - the start does not wait for it
        from paperreader.ui.scopes import SECTIONS  # noqa: PLC0415 - likewise

        offering = Offering(self, self._clock, self.get_system_commands)
        own = (("Your commands", (self._own_keys,)),) if self._own_keys is not None else ()
        await offering.open_help((*SECTIONS, *own), self._keys)

    async def action_commands(self) -> None:
        """Ask what to do, by its name."""
        from paperreader.ui.offering import Offering  # noqa: PLC0415 - the start does not wait for it

        await Offering(self, self._clock, self.get_system_commands).open(self.view_state.commands)

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Offer by name what has no key."""
        if isinstance(screen, BrowseScreen):
            yield from self._does.chores.commands()
            yield from self._does.downloading.commands()
            yield SystemCommand(
                "Papers by the same submitter", "on Daily Papers", partial(show_submitter, screen)
            )
            yield SystemCommand(
                "Trends",
                "what share of papers match, over time",
                partial(self.post_message, requests.ShowTrends()),
            )
        yield SystemCommand(
            "Merge conflict copies of the bookmarks",
            "left by a sync tool beside the file",
            self._changes.merge_conflict_copies,
        )


def _look_for_garbage(app: PaperReaderApp) -> None:
    """Look through all that is old for garbage, if much has become old, while nobody types."""
    if app.key_queue.is_idle and gc.get_count()[2] > _MUCH_OLD:
        gc.collect()


def check_keys(settings: Settings) -> Mapping[str, str]:
    """Return the keys of the settings; raise `SettingsError` where they are at odds with those of a screen."""
    from paperreader.ui.custom_commands import keys_of, scopes_with  # noqa: PLC0415 - with keys of one's own alone
    from paperreader.ui.scopes import SCOPES  # noqa: PLC0415 - every screen is imported with it

    scopes = scopes_with(settings.commands, SCOPES)
    return keys.keymap({**keys_of(settings.commands), **settings.keys}, settings.where, scopes)
