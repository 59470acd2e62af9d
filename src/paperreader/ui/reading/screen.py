"""The full text of a paper: read on, jump, search, follow, and come back to the same line another day."""

import asyncio

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.reactive import reactive

from paperreader.domain.papers.marks import Mark
from paperreader.domain.papers.paper import Paper
from paperreader.errors import PaperNotFound, SourceError
from paperreader.services.papers.library import Library
from paperreader.services.reading.full_texts import FullTexts
from paperreader.ui.kit import present, requests
from paperreader.ui.paper import commands
from paperreader.ui.paper.aside import AsideScreen
from paperreader.ui.reading.kept_position import KeptPosition
from paperreader.ui.reading.pane import TextPane
from paperreader.ui.reading.text_blocks import TextBlocks

_KEEP_EVERY = 5
"""Seconds between looks whether the position has to be kept."""
_PATIENCE = 0.3
"""Seconds before it is said that a text is waited for: a kept one is there sooner."""
_ELSEWHERE = "P downloads the PDF, o opens the page, h goes back."


class ReadingScreen(AsideScreen):
    """Shows a full text from where its reader stopped."""

    BINDINGS = [  # noqa: RUF012 - Textual's own form
        Binding("h,escape,left,q", "back", "back", id="pane.back", tooltip="Clear the search, then go back"),
        Binding("tab", "outline", "outline", id="reading.outline", tooltip="Outline: go to a heading"),
        Binding("slash", "find", "search", id="reading.find", tooltip="Search in this text"),
        # `n` is the note where nothing is searched for: the key has one name.
        Binding(
            "n",
            "match(1)",
            "next",
            show=False,
            id="paper.note",
            tooltip="Next match; outside the text: a note",
        ),
        Binding("N", "match(-1)", "former", show=False, id="reading.former", tooltip="Previous match"),
        Binding("F", "hints", "links", id="reading.links", tooltip="Link hints: follow a link by its letter"),
        Binding(
            "ctrl+o",
            "return",
            "Return",
            show=False,
            id="reading.return",
            tooltip="Go back to before the jump",
        ),
        Binding("plus", "measure(4)", "Wider", show=False, id="reading.wider", tooltip="Longer lines"),
        Binding(
            "minus", "measure(-4)", "Narrower", show=False, id="reading.narrower", tooltip="Shorter lines"
        ),
        Binding(
            "t",
            "source",
            "TeX",
            show=False,
            id="detail.source",
            tooltip="Show formulas as TeX source, and back",
        ),
        Binding("r", "reload", "refresh", show=False, id="feed.refresh", tooltip="Fetch the text again"),
    ]

    is_source: reactive[bool] = reactive(default=False)
    measure: reactive[int] = reactive(80)
    why_offline = "Offline: start without --offline and HF_HUB_OFFLINE to fetch it"

    def __init__(self, full_texts: FullTexts, library: Library, paper: Paper) -> None:
        self._pane = TextPane(id="text-pane")
        super().__init__(paper, self._pane, self._ask, is_offline=library.is_offline, is_hint_whole=True)
        self._full_texts = full_texts
        self._kept_position = KeptPosition(full_texts, paper.key, self._warn)

    def compose(self) -> ComposeResult:
        """Lay out the text."""
        self._pane.data_bind(ReadingScreen.is_source, ReadingScreen.measure)
        yield from super().compose()

    def on_mount(self) -> None:
        """Read, and keep the position now and then."""
        self.set_interval(_KEEP_EVERY, self._keep_position)
        self._pane.view.focus()
        self._show_progress()

    # Loading ------------------------------------------------------------------------------------------------

    async def _ask(self, *, is_wanted_fresh: bool) -> None:
        self.doing = "fetching it again" if is_wanted_fresh else ""
        timer = self.set_timer(_PATIENCE, self._say_waiting)
        try:
            full = await self._full_texts.full_text(self._about.key, anew=is_wanted_fresh)
            position = self._pane.view.position if is_wanted_fresh else await self._kept_position.load()
            text = await asyncio.to_thread(TextBlocks, full.markdown, is_converted=full.is_converted)
        except SourceError as error:
            self._complain(error)
        else:
            self._notice.say("")
            if not is_wanted_fresh:
                self.post_message(requests.MarkPapers({self._about.key: Mark.READ}))
            self._pane.show(text, position)
            self.refresh_bindings()
            if full.not_kept is not None:
                self._warn(f"The text could not be saved: {present.told(full.not_kept)}")
        finally:
            timer.stop()
            self.doing = ""
            self._show_progress()

    def _say_waiting(self) -> None:
        if self._pane.text is None:
            self._notice.say(f"Fetching the text of “{present.shown(self._about.title)}”. {_ELSEWHERE}")

    def _complain(self, error: SourceError) -> None:
        if self._pane.text is not None:
            # What is there stays.
            self._warn(present.told(error))
        elif isinstance(error, PaperNotFound):
            # Its hint says what else there is.
            self._notice.complain(error, "o opens the page, h goes back.")
        else:
            again = "" if self._is_offline else "r tries again, "
            self._notice.complain(error, f"{again}{_ELSEWHERE}")

    def _warn(self, sentence: str) -> None:
        self.notify(sentence, severity="warning", markup=False)

    # The position -------------------------------------------------------------------------------------------

    @work(group="position")
    async def _keep_position(self) -> None:
        await self._kept_position.keep(self._pane.view.position)

    async def on_unmount(self) -> None:
        """Keep the position; the archive is closed after this."""
        await self._kept_position.keep(self._pane.view.position)

    def on_text_pane_changed(self, message: TextPane.Changed) -> None:
        """Show where the reader is."""
        message.stop()
        self._show_progress()

    def _show_progress(self) -> None:
        heading, hints = self._pane.progress()
        if self._pane.view.is_at_start:
            # The title stands in the text.
            heading = "Full text"
        self.show_heading(heading or present.shown(self._about.title), *hints)

    # Keys ---------------------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what is done with a text only when there is one; the text itself is not offered again."""
        if action in ("outline", "find", "hints"):
            return self._pane.text is not None
        return (action, *parameters) != ("paper", "full_text")

    def action_outline(self) -> None:
        """Show the headings, and go to one."""
        self._pane.ask_for_heading()

    def action_return(self) -> None:
        """Go back to before the last jump."""
        self._pane.return_from_jump()

    def action_hints(self) -> None:
        """Show letters over the links."""
        if not self._pane.view.show_hints():
            self.notify("No links on the screen", markup=False)

    def action_find(self) -> None:
        """Search, as typed."""
        self._pane.open_search()

    async def action_match(self, step: int) -> None:
        """Go to another match; without a search, the key for the next one is that of the note."""
        if self._pane.search is not None:
            self._pane.go_to_match(step)
        elif step > 0:
            await commands.note(self)

    def action_back(self) -> None:
        """Stop searching; else go back to where this was opened."""
        if self._pane.search is not None:
            self._pane.stop_search()
        else:
            super().action_back()

    def action_source(self) -> None:
        """Show formulas as they were written, or as they are meant."""
        self.post_message(requests.ToggleSource())

    def action_measure(self, columns: int) -> None:
        """Make the lines longer or shorter."""
        self.post_message(requests.ChangeMeasure(columns))
