"""A full text with the line to search it: matches and which of them the reader is at, links, headings and jumps."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import unquote

from textual import work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.reactive import reactive

from paperreader.domain.papers.full_text import ReadingPosition
from paperreader.ui.kit import present, requests
from paperreader.ui.reading.find_bar import FindBar
from paperreader.ui.reading.text_blocks import TextBlocks
from paperreader.ui.reading.text_search import TextSearch, find
from paperreader.ui.reading.view import ReadingView


class TextPane(Vertical):
    """Shows a full text, and moves in it by matches, headings and links."""

    is_source: reactive[bool] = reactive(default=False)
    """Formulas are shown as they were written."""
    measure: reactive[int] = reactive(80)
    """Columns of running text at most."""

    @dataclass
    class Changed(Message):
        """The reader is somewhere else in the text, or at another match."""

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.text: TextBlocks | None = None
        """What is shown."""
        self.search: TextSearch | None = None
        """What is searched for, and its matches."""
        self._search_began: ReadingPosition | None = None
        self._jumped_from: list[ReadingPosition] = []
        # Held, not looked up: a message may come when the screen has lost its children already.
        self.view = ReadingView(id="text")
        self._find_bar = FindBar(id="text-find")

    def compose(self) -> ComposeResult:
        """Lay out the text, and the line to search it."""
        yield self.view.data_bind(TextPane.is_source, TextPane.measure)
        yield self._find_bar

    def show(self, text: TextBlocks, position: ReadingPosition | None) -> None:
        """Show a text from a position on, or from its beginning."""
        self.text = text
        self.search = None
        self.view.show(text, position)

    def progress(self) -> tuple[str, Sequence[str]]:
        """Return the heading the reader is below, empty where there is none, and which match and share that is."""
        heading, hints = "", [] if self.search is None else [self.search.count]
        text, position = self.text, self.view.position
        if text is not None and position is not None:
            above = text.heading_of(position.block)
            heading = "" if above is None else above.text
            share = 1.0 if self.view.is_at_end else text.share(position.block)
            hints.append(present.progress(share, text.minutes))
        return heading, hints

    def on_reading_view_moved(self, message: ReadingView.Moved) -> None:
        """Say that the reader moved."""
        message.stop()
        self.post_message(self.Changed())

    # Jumping ------------------------------------------------------------------------------------------------

    def _jump(self, block: int) -> None:
        position = self.view.position
        if position is not None and self.text is not None:
            self._jumped_from.append(position)
            self.view.go_to(ReadingPosition(block, 0, self.text.share(block)))

    def return_from_jump(self) -> None:
        """Go back to before the last jump."""
        if self._jumped_from:
            self.view.go_to(self._jumped_from.pop())
        else:
            self.notify("No jump to go back from", markup=False)

    @work(exclusive=True, group="jump")
    async def ask_for_heading(self) -> None:
        """Show the headings, and go to the one that is entered."""
        from paperreader.ui.reading.outline import Outline  # noqa: PLC0415 - the start does not wait for it

        text, position = self.text, self.view.position
        if text is None or position is None:
            return
        await _read_all(text)
        if not text.headings:
            self.notify("This text has no headings", markup=False)
            return
        block = await self.app.push_screen_wait(Outline(text.headings, text.heading_of(position.block)))
        if block is not None:
            self._jump(block)

    async def on_reading_view_link_followed(self, message: ReadingView.LinkFollowed) -> None:
        """Go where a link leads."""
        message.stop()
        target = message.target
        if target.startswith(("https://", "http://")):
            self.post_message(requests.OpenLink(target))
        elif target.startswith("#"):
            self._jump_to(target)
        else:
            self.notify(f"This link can't be followed: {target or 'it is empty'}", markup=False)

    @work(exclusive=True, group="jump")
    async def _jump_to(self, target: str) -> None:
        text = self.text
        if text is None:
            return
        await _read_all(text)
        name = unquote(target[1:])
        block = text.names.get(name, text.names.get(name.lower()))
        if block is None:
            self.notify(f"The target of this link is not in the text: {target}", markup=False)
        else:
            self._jump(block)

    # Searching ----------------------------------------------------------------------------------------------

    def open_search(self) -> None:
        """Show the line to type in what is searched for."""
        if self.text is not None:
            self._search_began = self.view.position
            self._find_bar.open()

    def on_find_bar_typed(self, message: FindBar.Typed) -> None:
        """Search for what is typed."""
        message.stop()
        self._find(message.text)

    def on_find_bar_done(self, message: FindBar.Done) -> None:
        """Go back to the text: at a match, or where the search began."""
        message.stop()
        self.view.focus()
        if message.is_given_up:
            self.stop_search()
            if self._search_began is not None:
                self.view.go_to(self._search_began)
        elif self._search_began is not None:
            self._jumped_from.append(self._search_began)

    @work(exclusive=True, group="find")
    async def _find(self, typed: str) -> None:
        text = self.text
        if text is None:
            return
        await _read_all(text)
        matches = await find(text, typed, is_source=self.is_source)
        self.search = TextSearch(typed, matches, self._search_began) if typed.strip() else None
        self._show_match()
        if not matches and self._search_began is not None:
            # The screen may be at a match of what was typed before.
            self.view.go_to(self._search_began)

    def stop_search(self) -> None:
        """Search for nothing any more."""
        self.workers.cancel_group(self, "find")
        self.search = None
        self._find_bar.clear()
        self._show_match()

    def go_to_match(self, step: int) -> None:
        """Go to the match so many further on, or back."""
        if self.search is not None:
            self.search = self.search.moved(step)
            self._show_match()

    def _show_match(self) -> None:
        search = self.search
        current = None if search is None else search.current
        self.view.show_matches({} if search is None else search.matches, current)
        if current is not None:
            self.view.show_character(*current)
        self.post_message(self.Changed())

    def watch_is_source(self) -> None:
        """Search again in what is shown now."""
        if self.search is not None:
            self._search_began = self.view.position
            self._find(self.search.typed)


async def _read_all(text: TextBlocks) -> None:
    while not text.is_read:
        await asyncio.to_thread(text.read_on, 0.02)
