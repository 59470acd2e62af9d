"""A full text, drawn line by line: only what is seen is drawn, and the rest is laid out while its reader reads."""

import asyncio
import time
from collections.abc import Mapping
from dataclasses import dataclass

from msgspec.structs import replace
from rich.text import Text
from textual import events, work
from textual.binding import Binding
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.selection import Selection
from textual.strip import Strip

from paperreader.document.blocks import TextStyle
from paperreader.document.layout import BlockLayout
from paperreader.document.rendering import convert_offset
from paperreader.domain.papers.full_text import ReadingPosition
from paperreader.ui.kit import styled_text
from paperreader.ui.kit.link_hints import LinkHints
from paperreader.ui.kit.scrolling import moving, set_lines
from paperreader.ui.reading.text_blocks import TextBlocks
from paperreader.ui.reading.text_page import TextPage

_SLICE = 0.008
"""Seconds of work at a time beside the reading."""
_QUIET = 0.1
"""Seconds after a key in which nothing is worked on beside it; but no longer than a few of them."""
_WIDE_MARGIN, _MARGIN = 3, 1
"""Columns at the left at least, where there is room and where there is not."""
_ROOMY = 60
"""Columns from which on there is room for wide margins."""

_STYLES = (
    (TextStyle.LINK, "text--link"),
    (TextStyle.DIM, "text--dim"),
    (TextStyle.CODE, "text--code"),
    (TextStyle.PLAIN, "text--plain"),
)
Matches = Mapping[int, tuple[tuple[int, int], ...]]
"""Start and end of each match, by block."""


class ReadingView(ScrollView, can_focus=True, inherit_bindings=False):
    """Shows a full text at a position, which stays whatever the width; reports where the reader is."""

    COMPONENT_CLASSES = {  # noqa: RUF012 - Textual's own form
        "text--plain",
        "text--dim",
        "text--code",
        "text--link",
        "text--found",
        "text--current",
        "text--hint",
    }
    BINDINGS = [  # noqa: RUF012 - Textual's own form
        *moving("scroll"),
        Binding("space", "page(1)", "read on", id="reading.on", tooltip="Read on: page down"),
    ]

    is_source: reactive[bool] = reactive(default=False)
    """Formulas are shown as they were written."""
    measure: reactive[int] = reactive(80)
    """Columns of running text at most."""

    @dataclass
    class Moved(Message):
        """Another line is the first on the screen, or more of the text is known."""

    @dataclass
    class LinkFollowed(Message):
        """A link was selected, by its letters or by a click."""

        target: str

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._text: TextBlocks | None = None
        self._page: TextPage | None = None
        self._position: ReadingPosition | None = None
        """Where the reader is. Not read off the screen: the screen may be too low for it, or too narrow."""
        self._is_scrolling = False
        self._sized = self.size
        """The size the text was last fitted to."""
        self._is_end_wanted = False
        self._last_key = 0.0
        self._matches: Matches = {}
        self._current: tuple[int, int] | None = None
        self._hints: LinkHints | None = None

    # Showing ------------------------------------------------------------------------------------------------

    def show(self, text: TextBlocks, position: ReadingPosition | None) -> None:
        """Show a text from a position on, or from its beginning; nothing else of it is seen before."""
        self._text, self._page = text, None
        self._matches, self._current = {}, None
        self.go_to(position or ReadingPosition(0, 0, 0.0))

    @property
    def position(self) -> ReadingPosition | None:
        """Where the reader is; None before there is a text."""
        return self._position if self._page is not None else None

    @property
    def is_at_start(self) -> bool:
        """The first line is on the screen."""
        position = self.position
        return position is not None and position.block == 0 and position.offset <= 0

    @property
    def is_at_end(self) -> bool:
        """The last line is on the screen."""
        page = self._page
        return (
            page is not None
            and page.has_all_next
            and self.scroll_offset.y + self.size.height >= len(page.lines)
        )

    def go_to(self, position: ReadingPosition) -> None:
        """Make a position the first line; what is not laid out yet is, from there on."""
        self._position = position
        self._is_end_wanted = False
        page = self._page
        if page is not None and page.has(position.block) and self._can_be_first(page, position):
            self._scroll(page.line_of(position))
            # The end of a text can't be at the top of a screen.
            self._position = position
            self.post_message(self.Moved())
        else:
            self._fill()

    def _can_be_first(self, page: TextPage, position: ReadingPosition) -> bool:
        return page.is_whole or page.line_of(position) + self.size.height <= len(page.lines)

    def _columns(self) -> tuple[int, int, int]:
        """Return the columns before a line, those of running text, and those at either side that are for tables."""
        room = max(1, self.scrollable_content_region.width)
        least = _WIDE_MARGIN if room > _ROOMY else _MARGIN
        width = max(1, min(self.measure, room - 2 * least))
        margin = (room - width) // 2
        return margin, width, max(0, margin - least)

    def _lay_out_anew(self) -> None:
        if self._text is not None and self._position is not None:
            # What is on the screen stays there until the first lines are laid out.
            self._fill()

    @work(exclusive=True, group="fill")
    async def _fill(self) -> None:
        text, position = self._text, self._position
        if text is None or position is None:
            return
        while not text.is_read and len(text.blocks) <= position.block + self.size.height:
            # The first import of the parser is in here, too.
            await asyncio.to_thread(text.read_on, 5 * _SLICE, enough=30)
        page = self._begin_page(text, position)
        while not page.is_whole:
            await self._wait_for_quiet()
            await asyncio.to_thread(page.lay_out_more, _SLICE)
            self._show_more(page)
        if self._is_end_wanted:
            self.action_edge(1)
        self.post_message(self.Moved())

    def _margin(self, line: int) -> int:
        hang = 0 if self._page is None else self._page.lines[line].hang
        return max(0, self._columns()[0] - hang)

    def _begin_page(self, text: TextBlocks, position: ReadingPosition) -> TextPage:
        """Lay out what the screen shows at once, and show it."""
        _, width, margins = self._columns()
        layout = BlockLayout(width, is_source=self.is_source, margins=margins)
        page = TextPage.around(text, layout, position, max(1, self.size.height))
        self._page, self._position, self._hints = page, position, None
        self._set_count()
        if position.block >= len(text.blocks):
            # It is another text since.
            self._position = position = page.position_of(0) or ReadingPosition(0, 0, 0.0)
        self._scroll(page.line_of(position))
        self.refresh()
        self.post_message(self.Moved())
        return page

    async def _wait_for_quiet(self) -> None:
        for _ in range(5):
            if time.monotonic() - self._last_key > _QUIET:
                break
            await asyncio.sleep(_QUIET / 5)
        else:
            return
        await asyncio.sleep(0)

    def _show_more(self, page: TextPage) -> None:
        """Show that there is more of the text."""
        if page is not self._page:
            return
        if page.has_all_next and page.has_all_previous:
            self._prepend(page)
        else:
            self._set_count()

    def _prepend(self, page: TextPage) -> None:
        """Put what was laid out before the page on it; nothing moves on the screen."""
        top = self.scroll_offset.y
        count = page.prepend_previous()
        self._set_count()
        if count:
            self.hide_hints()
            self._scroll(top + count)

    def _set_count(self) -> None:
        if self._page is not None:
            self._is_scrolling = True
            set_lines(self, len(self._page.lines))
            self._is_scrolling = False

    def _scroll(self, line: int) -> None:
        """Make a line the first, without saying that the reader moved."""
        self._is_scrolling = True
        self.scroll_to(y=max(0, line), animate=False, immediate=True, force=True)
        self._is_scrolling = False
        self.refresh()

    def on_resize(self) -> None:
        """Lay out the text for the new width."""
        self._sized = self.size
        page = self._page
        if (
            page is not None
            and (page.layout.width, page.layout.margins) == self._columns()[1:]
            and self._position is not None
        ):
            self._set_count()
            self._scroll(page.line_of(self._position))
            self.post_message(self.Moved())
        else:
            self._lay_out_anew()

    def watch_measure(self) -> None:
        """Lay out the text for the new measure."""
        self._lay_out_anew()

    def watch_is_source(self, former: bool, is_source: bool) -> None:  # noqa: FBT001 - Textual's own form
        """Show formulas as they were written, or as they are meant, at the same position."""
        position, text = self._position, self._text
        if former == is_source or position is None or text is None:
            return
        if 0 <= position.block < len(text.blocks) and position.offset > 0:
            offset = convert_offset(text.blocks[position.block], position.offset, is_source=former)
            self._position = ReadingPosition(position.block, offset, position.share)
        self.show_matches({}, None)
        self._lay_out_anew()

    # Moving -------------------------------------------------------------------------------------------------

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Note where the reader is, however that came about."""
        super().watch_scroll_y(old_value, new_value)
        # On a larger screen the end of a text begins earlier: nobody moved there.
        is_fitted = self.size == self._sized
        if is_fitted and not self._is_scrolling and round(old_value) != round(new_value):
            self._note_position()

    def _note_position(self) -> None:
        position = None if self._page is None else self._page.position_of(self.scroll_offset.y)
        if position is not None:
            # Who sees the last line has read all of it.
            self._position = replace(position, share=1.0) if self.is_at_end else position
            self.hide_hints()
            self.post_message(self.Moved())

    def _move(self, lines: int) -> None:
        self._last_key = time.monotonic()
        self._is_end_wanted = False
        page = self._page
        if page is not None and self.scroll_offset.y + lines < 0 < page.first:
            # What is before the page is not laid out yet: enough of it for this step is.
            page.lay_out_previous(0, enough=-lines)
            self._prepend(page)
        self.scroll_to(y=self.scroll_offset.y + lines, animate=False, immediate=True, force=True)

    def action_scroll(self, lines: int) -> None:
        """Scroll by lines."""
        self._move(lines)

    def action_page(self, pages: int) -> None:
        """Scroll by a page, less the line that is read on from."""
        self._move(pages * max(1, self.size.height - 1))

    def action_edge(self, side: int) -> None:
        """Go to the beginning or the end; to an end that is not laid out yet as soon as it is."""
        if side < 0:
            self.go_to(ReadingPosition(0, 0, 0.0))
            return
        page = self._page
        self._is_end_wanted = page is None or not page.is_whole
        self.scroll_to(y=self.max_scroll_y, animate=False, immediate=True, force=True)

    def show_character(self, block: int, character: int) -> None:
        """Bring a character of a block to the screen; nothing moves where it is on it."""
        page = self._page
        if page is None or not page.has(block):
            self.go_to(
                ReadingPosition(block, character, 0.0 if self._text is None else self._text.share(block))
            )
            return
        line = page.line_of_character(block, character)
        top, height = self.scroll_offset.y, self.size.height
        if not top <= line < top + height:
            self._scroll(line - height // 3)
            self._note_position()
        self.refresh()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer moving only where there is a text."""
        del action, parameters
        return self._text is not None

    def show_matches(self, matches: Matches, current: tuple[int, int] | None) -> None:
        """Highlight matches; the current one, given by its block and first character, more than the others."""
        self._matches, self._current = matches, current
        self.refresh()

    # Links --------------------------------------------------------------------------------------------------

    def show_hints(self) -> bool:
        """Show letters over the links on the screen; tell whether there are any."""
        if self._page is None:
            return False
        top = self.scroll_offset.y
        self._hints = LinkHints.of(list(self._page.links_on(range(top, top + self.size.height))))
        self.refresh()
        self.refresh_bindings()
        return self._hints is not None

    def hide_hints(self) -> bool:
        """Show no letters any more; tell whether there were any."""
        was_shown, self._hints = self._hints is not None, None
        if was_shown:
            self.refresh()
        return was_shown

    def on_key(self, event: events.Key) -> None:
        """Select a link by its letters; a key that is none of them hides them."""
        self._last_key = time.monotonic()
        if self._hints is None:
            return
        event.stop()
        # Nor is it one of the keys of the text.
        event.prevent_default()
        hints, target = self._hints.typed(event.character or "")
        self._hints = hints
        self.refresh()
        if target is not None:
            self.post_message(self.LinkFollowed(target))

    def on_click(self, event: events.Click) -> None:
        """Follow the link that was clicked."""
        page, line = self._page, event.y + self.scroll_offset.y
        if page is None or not 0 <= line < len(page.lines):
            return
        target = page.link_at(line, event.x - self._margin(line))
        if target is not None:
            event.stop()
            self.post_message(self.LinkFollowed(target))

    # Drawing ------------------------------------------------------------------------------------------------

    def render_line(self, y: int) -> Strip:
        """Draw one line of the screen."""
        width, line = self.size.width, y + self.scroll_offset.y
        page = self._page
        if page is None or line >= len(page.lines):
            return Strip.blank(width, self.rich_style)
        margin = self._margin(line)
        text = Text(end="").append(" " * margin, self.rich_style)
        styled_text.append(text, page.lines[line].drawn, self, _STYLES)
        self._mark_matches(text, margin, page, line)
        self._mark_hints(text, margin, line)
        styled_text.mark_selection(text, self, line, margin)
        blank, drawn = Strip(text.render(self.app.console)).divide([margin, max(margin, text.cell_len)])[:2]
        return Strip.join([blank, drawn.apply_offsets(0, line)]).adjust_cell_length(width, self.rich_style)

    def _mark_matches(self, text: Text, margin: int, page: TextPage, line: int) -> None:
        if not self._matches:
            return
        block = page.lines[line].block
        for start, end, number in page.matches_in(line, self._matches):
            is_current = self._current == (block, self._matches[block][number][0])
            style = self.get_component_rich_style("text--current" if is_current else "text--found")
            text.stylize(style, margin + start, margin + end)

    def _mark_hints(self, text: Text, margin: int, line: int) -> None:
        if self._hints is None:
            return
        for start, letters in self._hints.on_line(line):
            shown, at = text.plain, margin + start
            # Over the link, as nothing may move.
            text.plain = (shown[:at] + letters + shown[at + len(letters) :])[
                : max(len(shown), at + len(letters))
            ]
            text.stylize(self.get_component_rich_style("text--hint"), at, at + len(letters))

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """Return the text selected with the mouse."""
        lines = [] if self._page is None else self._page.lines
        return styled_text.selected(selection, (line.drawn for line in lines))

    def selection_updated(self, selection: Selection | None) -> None:
        """Draw what is selected."""
        del selection
        self.refresh()
