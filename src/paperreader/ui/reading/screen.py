"""The full text of a paper: read on, jump, search, follow, and come back to the same line another day."""

import asyncio
from urllib.parse import unquote

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.reactive import reactive

from paperreader.domain.papers.full_text import FullText, ReadingPosition
from paperreader.domain.papers.marks import Mark
from paperreader.domain.papers.paper import Paper
from paperreader.errors import PaperNotFound, SourceError, StoreError
from paperreader.services.papers.library import Library
from paperreader.services.reading.full_texts import FullTexts
from paperreader.ui.kit import keys, present, requests
from paperreader.ui.kit.key_bar import KeyBar
from paperreader.ui.kit.notice import Notice
from paperreader.ui.kit.pane_rule import PaneRule
from paperreader.ui.paper import commands
from paperreader.ui.paper.commands import COMMANDS
from paperreader.ui.paper.screen import PaperScreen
from paperreader.ui.reading.find_bar import FindBar
from paperreader.ui.reading.outline import Outline
from paperreader.ui.reading.text_blocks import TextBlocks
from paperreader.ui.reading.text_search import TextSearch, found_in
from paperreader.ui.reading.view import ReadingView

_KEEP_EVERY = 5
"""Seconds between looks whether the place has to be kept."""
_PATIENCE = 0.3
"""Seconds before it is said that a text is waited for: a kept one is there sooner."""
_ELSEWHERE = "P downloads the PDF, o opens the page, h goes back."


class ReadingScreen(PaperScreen):
    """Shows a full text, at the place where it was left."""

    BINDINGS = [  # noqa: RUF012 - Textual's own form
        Binding(
            "h,escape,left,q", "back", "back", id="pane.back", tooltip="Back; first what is searched for goes"
        ),
        Binding("tab", "outline", "outline", id="reading.outline", tooltip="The headings, to go to one"),
        Binding("slash", "find", "search", id="reading.find", tooltip="Search in this text"),
        # `n` is the note where nothing is searched for: the key has one name.
        Binding(
            "n",
            "next_match",
            "next",
            show=False,
            id="paper.note",
            tooltip="Next match; note on the kept paper",
        ),
        Binding("N", "match(-1)", "former", show=False, id="reading.former", tooltip="The match before"),
        Binding("F", "hints", "links", id="reading.links", tooltip="Letters over the links, to follow one"),
        Binding(
            "ctrl+o", "return", "Return", show=False, id="reading.return", tooltip="Back to before the jump"
        ),
        Binding("plus", "measure(4)", "Wider", show=False, id="reading.wider", tooltip="Longer lines"),
        Binding(
            "minus", "measure(-4)", "Narrower", show=False, id="reading.narrower", tooltip="Shorter lines"
        ),
        Binding(
            "t", "source", "TeX", show=False, id="detail.source", tooltip="Formulas as TeX source, and back"
        ),
        Binding("r", "reload", "refresh", show=False, id="feed.refresh", tooltip="Ask for the text again"),
    ]

    is_source: reactive[bool] = reactive(default=False)
    measure: reactive[int] = reactive(80)

    def __init__(self, full_texts: FullTexts, library: Library, paper: Paper) -> None:
        super().__init__(COMMANDS, paper)
        self._full_texts = full_texts
        self._library = library
        self._about = paper
        self._text: TextBlocks | None = None
        self._kept_place: ReadingPosition | None = None
        self._jumps: list[ReadingPosition] = []
        self._search: TextSearch | None = None
        self._origin: ReadingPosition | None = None
        """Where the search began."""
        self._doing = ""
        # Held, not looked up: a message may come when the screen has lost its children already.
        self._rule = PaneRule(is_hint_whole=True, id="text-rule")
        self._notice = Notice(id="text-notice")
        self._view = ReadingView(id="text")
        self._find_bar = FindBar(id="text-find")
        self._key_bar = KeyBar(id="text-keys")

    def compose(self) -> ComposeResult:
        """Lay out the text."""
        yield self._rule
        yield self._notice
        yield self._view.data_bind(ReadingScreen.is_source, ReadingScreen.measure)
        yield self._find_bar
        yield self._key_bar

    def on_mount(self) -> None:
        """Ask for the text."""
        self.bindings_updated_signal.subscribe(self, lambda _: self._show_keys())
        self.set_interval(_KEEP_EVERY, self._keep_place)
        self._view.focus()
        self._show_standing()
        self._load()

    # Loading ------------------------------------------------------------------------------------------------

    @work(exclusive=True, group="text")
    async def _load(self, *, anew: bool = False) -> None:
        self._doing = "asking for it again" if anew else ""
        self._show_standing()
        timer = self.set_timer(_PATIENCE, self._say_waiting)
        try:
            full = await self._full_texts.full_text(self._about.key, anew=anew)
            place = self._view.place if anew else await self._place()
            text = await asyncio.to_thread(TextBlocks, full.markdown, is_converted=full.is_converted)
        except SourceError as error:
            self._complain(error)
        else:
            self._text = text
            self._kept_place = place
            self._search = None
            self._notice.say("")
            if not anew:
                self.post_message(requests.MarkPapers({self._about.key: Mark.READ}))
            self._view.show(text, place)
            self.refresh_bindings()
            self._tell_unkept(full)
        finally:
            timer.stop()
            self._doing = ""
            self._show_standing()

    def _say_waiting(self) -> None:
        if self._text is None:
            self._notice.say(f"Asking for the text of “{present.shown(self._about.title)}”. {_ELSEWHERE}")

    async def _place(self) -> ReadingPosition | None:
        try:
            return await self._full_texts.place(self._about.key)
        except StoreError as error:
            self.notify(present.told(error), severity="warning", markup=False)
            return None

    def _complain(self, error: SourceError) -> None:
        if self._text is not None:
            # What is there stays.
            self.notify(present.told(error), severity="warning", markup=False)
            return
        if isinstance(error, PaperNotFound):
            # Its hint says what else there is.
            self._notice.complain(error, "o opens the page, h goes back.")
            return
        self._notice.complain(error, f"{'' if self._library.is_offline else 'r tries again, '}{_ELSEWHERE}")

    def _tell_unkept(self, full: FullText) -> None:
        if full.not_kept is not None:
            self.notify(
                f"The text is not kept: {present.told(full.not_kept)}",
                severity="warning",
                markup=False,
            )

    def action_reload(self) -> None:
        """Ask for the text again."""
        if self._library.is_offline:
            self.notify("Offline: start without --offline and HF_HUB_OFFLINE to ask for it", markup=False)
        else:
            self._load(anew=True)

    # The place ----------------------------------------------------------------------------------------------

    @work(group="place")
    async def _keep_place(self) -> None:
        await self._write_place()

    async def _write_place(self) -> None:
        place = self._view.place
        is_begun = self._kept_place is not None or place is None or (place.block, place.offset) > (0, 0)
        if place is None or place == self._kept_place or not is_begun:
            return
        self._kept_place = place
        try:
            await self._full_texts.keep_place(self._about.key, place)
        except StoreError as error:
            self.notify(present.told(error), severity="warning", markup=False)

    async def on_unmount(self) -> None:
        """Remember the place; the archive is closed after this."""
        await self._write_place()

    def on_reading_view_moved(self, message: ReadingView.Moved) -> None:
        """Say where the reader is."""
        message.stop()
        self._show_standing()

    def _show_standing(self) -> None:
        """Say which part this is, how far it is read, and what was found."""
        text, place = self._text, self._view.place
        heading = present.shown(self._about.title)
        hints = [self._search.standing if self._search else ""]
        if text is not None and place is not None:
            here = text.heading_of(place.block)
            heading = here.text if here is not None and here.text else heading
            hints.append(
                present.progress(1.0 if self._view.is_at_end else text.share(place.block), text.minutes)
            )
        self._rule.heading = heading
        self._rule.hint = " · ".join(filter(None, [*hints, self._doing]))

    def _show_keys(self) -> None:
        bindings = [binding for _, binding, enabled, _ in self.active_bindings.values() if enabled]
        # The way back is there on every terminal.
        self._key_bar.hints = keys.hints(sorted(bindings, key=lambda binding: binding.id != "pane.back"))

    # Jumping ------------------------------------------------------------------------------------------------

    def _jump(self, block: int) -> None:
        place = self._view.place
        if place is not None and self._text is not None:
            self._jumps.append(place)
            self._view.go_to(ReadingPosition(block, 0, self._text.share(block)))

    def action_return(self) -> None:
        """Go back to before the last jump."""
        if self._jumps:
            self._view.go_to(self._jumps.pop())
        else:
            self.notify("There was no jump to come back from", markup=False)

    @work(exclusive=True, group="outline")
    async def action_outline(self) -> None:
        """Show the headings, and go to one."""
        text, place = self._text, self._view.place
        if text is None or place is None:
            return
        await self._read_all(text)
        if not text.headings:
            self.notify("This text has no headings", markup=False)
            return
        block = await self.app.push_screen_wait(Outline(text.headings, text.heading_of(place.block)))
        if block is not None:
            self._jump(block)

    async def _read_all(self, text: TextBlocks) -> None:
        while not text.is_read:
            await asyncio.to_thread(text.read_on, 0.02)

    def action_hints(self) -> None:
        """Show letters over the links."""
        if not self._view.show_hints():
            self.notify("There is no link on the screen", markup=False)

    async def on_reading_view_link_followed(self, message: ReadingView.LinkFollowed) -> None:
        """Go where a link leads."""
        message.stop()
        target = message.target
        if target.startswith(("https://", "http://")):
            self.post_message(requests.OpenLink(target))
        elif target.startswith("#"):
            self._jump_to(target)
        else:
            self.notify(f"This link is not followed: {target or 'it leads nowhere'}", markup=False)

    @work(exclusive=True, group="outline")
    async def _jump_to(self, target: str) -> None:
        text = self._text
        if text is None:
            return
        await self._read_all(text)
        name = unquote(target[1:])
        block = text.names.get(name, text.names.get(name.lower()))
        if block is None:
            self.notify(f"What this link leads to is not in the text: {target}", markup=False)
        else:
            self._jump(block)

    def action_back(self) -> None:
        """Stop searching; else go back to where this was opened."""
        if self._search is not None:
            self._stop_searching()
        else:
            self.dismiss(None)

    # Searching ----------------------------------------------------------------------------------------------

    def action_find(self) -> None:
        """Search, as typed."""
        if self._text is not None:
            self._origin = self._view.place
            self._find_bar.open()

    def on_find_bar_typed(self, message: FindBar.Typed) -> None:
        """Search for what is typed."""
        message.stop()
        self._find(message.text)

    def on_find_bar_done(self, message: FindBar.Done) -> None:
        """Go back to the text: with what was found, or to where the search began."""
        message.stop()
        self._view.focus()
        if message.is_given_up:
            self._stop_searching()
            if self._origin is not None:
                self._view.go_to(self._origin)
        elif self._origin is not None:
            self._jumps.append(self._origin)

    @work(exclusive=True, group="find")
    async def _find(self, typed: str) -> None:
        text = self._text
        if text is None:
            return
        await self._read_all(text)
        found = await found_in(text, typed, is_source=self.is_source)
        self._search = TextSearch(typed, found, self._origin) if typed.strip() else None
        self._show_match()
        if not found and self._origin is not None:
            # Where what was typed before was found is nowhere now.
            self._view.go_to(self._origin)

    def _stop_searching(self) -> None:
        self.workers.cancel_group(self, "find")
        self._search = None
        self._find_bar.clear()
        self._show_match()

    def action_match(self, step: int) -> None:
        """Go to another match."""
        if self._search is not None:
            self._search = self._search.moved(step)
            self._show_match()

    async def action_next_match(self) -> None:
        """Go to the next match; without a search, write the note."""
        if self._search is not None:
            self.action_match(1)
        else:
            await commands.note(self)

    def _show_match(self) -> None:
        search = self._search
        self._view.show_found(
            {} if search is None else search.found, None if search is None else search.current
        )
        if search is not None and search.current is not None:
            self._view.show_character(*search.current)
        self._show_standing()

    def watch_is_source(self) -> None:
        """Search again in what is shown then."""
        if self._search is not None:
            self._origin = self._view.place
            self._find(self._search.typed)

    # Setting ------------------------------------------------------------------------------------------------

    def action_source(self) -> None:
        """Show formulas as they were written, or as they are meant."""
        self.post_message(requests.ToggleSource())

    def action_measure(self, columns: int) -> None:
        """Make the lines longer or shorter."""
        self.post_message(requests.ChangeMeasure(columns))

    # The paper ----------------------------------------------------------------------------------------------

    @property
    def paper(self) -> Paper:
        """The paper whose text this is."""
        return self._about

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what is done with a text only when there is one; the text itself is not offered again."""
        if action in ("outline", "find", "hints"):
            return self._text is not None
        return (action, *parameters) != ("paper", "full_text")
