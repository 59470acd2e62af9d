"""A full text, drawn line by line; only what is seen is drawn, and all is set piece by piece beside the reading."""

import asyncio
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace

from rich.style import Style
from rich.text import Text
from textual import events, work
from textual.binding import Binding
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.selection import Selection
from textual.strip import Strip

from paperreader.document.blocks import TextStyle
from paperreader.document.cells import cell_width
from paperreader.document.layout import BlockLayout
from paperreader.document.rendering import convert_offset
from paperreader.document.segments import plain_text
from paperreader.domain.papers.full_text import ReadingPosition
from paperreader.ui.kit.scrolling import moving, set_lines
from paperreader.ui.reading.link_hints import LinkHints, VisibleLink
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

Found = Mapping[int, tuple[tuple[int, int], ...]]
"""From where to where what was searched for reaches, by block."""


class ReadingView(ScrollView, can_focus=True, inherit_bindings=False):
    """Shows a full text at a place, which stays whatever the width; reports where the reader is."""

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
        Binding("space", "page(1)", "read on", id="reading.on", tooltip="Read on: a page down"),
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
        """A link was chosen, by its letters or by a click."""

        target: str

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._text: TextBlocks | None = None
        self._page: TextPage | None = None
        self._place: ReadingPosition | None = None
        """Where the reader is. Not read off the screen: the screen may be too low for it, or too narrow."""
        self._is_setting = False
        self._sized = self.size
        """The size the text was last fitted to."""
        self._is_end_wanted = False
        self._last_key = 0.0
        self._found: Found = {}
        self._current: tuple[int, int] | None = None
        self._hints: LinkHints | None = None

    # Showing ------------------------------------------------------------------------------------------------

    def show(self, text: TextBlocks, place: ReadingPosition | None) -> None:
        """Show a text from a place on, or from its beginning; nothing else of it is seen before."""
        self._text, self._page = text, None
        self._found, self._current = {}, None
        self.go_to(place or ReadingPosition(0, 0, 0.0))

    @property
    def place(self) -> ReadingPosition | None:
        """Where the reader is; None before there is a text."""
        return self._place if self._page is not None else None

    @property
    def text(self) -> TextBlocks | None:
        """What is shown."""
        return self._text

    @property
    def is_at_end(self) -> bool:
        """The last line is on the screen."""
        page = self._page
        return (
            page is not None
            and page.end == len(page.text.blocks)
            and page.text.is_read
            and self.scroll_offset.y + self.size.height >= len(page.lines)
        )

    def go_to(self, place: ReadingPosition) -> None:
        """Make a place the first line; what is not set yet is set from there on."""
        self._place = place
        self._is_end_wanted = False
        page = self._page
        if page is not None and page.has(place.block) and self._can_be_first(page, place):
            self._scroll(page.line_of(place))
            # The end of a text can't be at the top of a screen.
            self._place = place
            self.post_message(self.Moved())
        else:
            self._fill()

    def _can_be_first(self, page: TextPage, place: ReadingPosition) -> bool:
        return page.is_whole or page.line_of(place) + self.size.height <= len(page.lines)

    def _columns(self) -> tuple[int, int, int]:
        """Return the columns before a line, those of running text, and those at either side that are for tables."""
        room = max(1, self.scrollable_content_region.width)
        least = _WIDE_MARGIN if room > _ROOMY else _MARGIN
        width = max(1, min(self.measure, room - 2 * least))
        margin = (room - width) // 2
        return margin, width, max(0, margin - least)

    def _reset(self) -> None:
        """Set the text anew, at the same place."""
        if self._text is not None and self._place is not None:
            # What is on the screen stays there until the first lines are set.
            self._fill()

    @work(exclusive=True, group="fill")
    async def _fill(self) -> None:
        text, place = self._text, self._place
        if text is None or place is None:
            return
        while not text.is_read and len(text.blocks) <= place.block + self.size.height:
            # The first import of the parser is in here, too.
            await asyncio.to_thread(text.read_on, 5 * _SLICE, enough=30)
        page = self._begin_page(text, place)
        while not page.is_whole:
            await self._wait_for_quiet()
            await asyncio.to_thread(_work, page)
            self._take(page)
        self._end_filling()

    def _margin(self, line: int) -> int:
        hang = 0 if self._page is None else self._page.lines[line].hang
        return max(0, self._columns()[0] - hang)

    def _begin_page(self, text: TextBlocks, place: ReadingPosition) -> TextPage:
        """Set what the screen shows at once, and show it."""
        _, width, margins = self._columns()
        page = TextPage(
            text, BlockLayout(width, is_source=self.is_source, margins=margins), text.block_of(place)
        )
        height = max(1, self.size.height)
        page.set_on(0, enough=2 * height)
        if page.lines:
            missing = page.line_of(place) + height - len(page.lines)
            if missing > 0:
                page.set_back(0, enough=missing)
                page.take_back()
        self._page, self._place, self._hints = page, place, None
        self._set_count()
        if place.block >= len(text.blocks):
            # It is another text since.
            self._place = place = page.place_of(0) or ReadingPosition(0, 0, 0.0)
        self._scroll(page.line_of(place))
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

    def _take(self, page: TextPage) -> None:
        """Show that there is more of the text."""
        if page is not self._page:
            return
        if page.text.is_read and page.end == len(page.text.blocks) and page.is_back_set:
            top = self.scroll_offset.y
            count = page.take_back()
            self._set_count()
            if count:
                self.hide_hints()
                self._scroll(top + count)
        else:
            self._set_count()

    def _end_filling(self) -> None:
        if self._is_end_wanted:
            self.action_edge(1)
        self.post_message(self.Moved())

    def _set_count(self) -> None:
        if self._page is not None:
            self._is_setting = True
            set_lines(self, len(self._page.lines))
            self._is_setting = False

    def _scroll(self, line: int) -> None:
        """Make a line the first, without saying that the reader moved."""
        self._is_setting = True
        self.scroll_to(y=max(0, line), animate=False, immediate=True, force=True)
        self._is_setting = False
        self.refresh()

    def on_resize(self) -> None:
        """Set the text to the new width."""
        self._sized = self.size
        page = self._page
        if (
            page is not None
            and (page.setter.width, page.setter.margins) == self._columns()[1:]
            and self._place is not None
        ):
            self._set_count()
            self._scroll(page.line_of(self._place))
            self.post_message(self.Moved())
        else:
            self._reset()

    def watch_measure(self) -> None:
        """Set the text to the new measure."""
        self._reset()

    def watch_is_source(self, former: bool, is_source: bool) -> None:  # noqa: FBT001 - Textual's own form
        """Show formulas as they were written, or as they are meant, at the same place."""
        place, text = self._place, self._text
        if former == is_source or place is None or text is None:
            return
        if 0 <= place.block < len(text.blocks) and place.offset > 0:
            offset = convert_offset(text.blocks[place.block], place.offset, is_source=former)
            self._place = ReadingPosition(place.block, offset, place.share)
        self.show_found({}, None)
        self._reset()

    # Moving -------------------------------------------------------------------------------------------------

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Note where the reader is, however that came about."""
        super().watch_scroll_y(old_value, new_value)
        # On a larger screen the end of a text begins earlier: nobody moved there.
        is_fitted = self.size == self._sized
        if is_fitted and not self._is_setting and round(old_value) != round(new_value):
            self._note_place()

    def _note_place(self) -> None:
        place = None if self._page is None else self._page.place_of(self.scroll_offset.y)
        if place is not None:
            # Who sees the last line has read all of it.
            self._place = replace(place, share=1.0) if self.is_at_end else place
            self.hide_hints()
            self.post_message(self.Moved())

    def _move(self, lines: int) -> None:
        self._last_key = time.monotonic()
        self._is_end_wanted = False
        page = self._page
        if page is not None and self.scroll_offset.y + lines < 0 < page.first:
            # What is before the page is not set yet: enough of it for this step is.
            page.set_back(0, enough=-lines)
            count = page.take_back()
            top = self.scroll_offset.y
            self._set_count()
            self._scroll(top + count)
        self.scroll_to(y=self.scroll_offset.y + lines, animate=False, immediate=True, force=True)

    def action_scroll(self, lines: int) -> None:
        """Scroll by lines."""
        self._move(lines)

    def action_page(self, pages: int) -> None:
        """Scroll by a page, less the line that is read on from."""
        self._move(pages * max(1, self.size.height - 1))

    def action_edge(self, side: int) -> None:
        """Go to the beginning or the end; to an end that is not set yet as soon as it is."""
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
            self._note_place()
        self.refresh()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer moving only where there is a text."""
        del action, parameters
        return self._text is not None

    # Searching ----------------------------------------------------------------------------------------------

    def show_found(self, found: Found, current: tuple[int, int] | None) -> None:
        """Point out what was found, and one of it: its block, and where it begins."""
        self._found, self._current = found, current
        self.refresh()

    # Links --------------------------------------------------------------------------------------------------

    def show_hints(self) -> bool:
        """Show letters over the links on the screen; tell whether there are any."""
        page = self._page
        if page is None:
            return False
        top = self.scroll_offset.y
        links: list[VisibleLink] = []
        for line in range(top, min(top + self.size.height, len(page.lines))):
            links += (VisibleLink(line, start, target) for start, _, target in page.links_in(line))
        self._hints = LinkHints.of(links)
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
        """Choose a link by its letters; a key that is none of them hides them."""
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
        at, column = 0, event.x - self._margin(line)
        shown = plain_text(page.lines[line].drawn)
        while at < len(shown) and column >= cell_width(shown[at]):
            column -= cell_width(shown[at])
            at += 1
        target = next((to for start, end, to in page.links_in(line) if start <= at < end), None)
        if target is not None and column >= 0:
            event.stop()
            self.post_message(self.LinkFollowed(target))

    # Drawing ------------------------------------------------------------------------------------------------

    def render_line(self, y: int) -> Strip:
        """Draw one line of the screen."""
        width, place = self.size.width, y + self.scroll_offset.y
        page = self._page
        if page is None or place >= len(page.lines):
            return Strip.blank(width, self.rich_style)
        text = Text(end="").append(" " * self._margin(place), self.rich_style)
        margin = len(text)
        for piece, look in page.lines[place].drawn:
            text.append(piece, self._style(look))
        self._mark_found(text, margin, page, place)
        self._mark_hints(text, margin, place)
        span = None if self.text_selection is None else self.text_selection.get_span(place)
        if span is not None:
            end = len(text) if span[1] == -1 else margin + span[1]
            selected = self.screen.get_component_rich_style("screen--selection")
            text.stylize(selected, margin + span[0], end)
        margin_strip, drawn = Strip(text.render(self.app.console)).divide(
            [margin, max(margin, text.cell_len)]
        )[:2]
        return Strip.join([margin_strip, drawn.apply_offsets(0, place)]).adjust_cell_length(
            width, self.rich_style
        )

    def _mark_found(self, text: Text, margin: int, page: TextPage, place: int) -> None:
        if not self._found:
            return
        block = page.lines[place].block
        for start, end, number in page.marks_in(place, self._found):
            is_current = self._current == (block, self._found[block][number][0])
            style = self.get_component_rich_style("text--current" if is_current else "text--found")
            text.stylize(style, margin + start, margin + end)

    def _mark_hints(self, text: Text, margin: int, place: int) -> None:
        if self._hints is None:
            return
        for start, letters in self._hints.on_line(place):
            shown, at = text.plain, margin + start
            # Over the link, as nothing may move.
            text.plain = (shown[:at] + letters + shown[at + len(letters) :])[
                : max(len(shown), at + len(letters))
            ]
            text.stylize(self.get_component_rich_style("text--hint"), at, at + len(letters))

    def _style(self, look: TextStyle) -> Style:
        kinds = ((TextStyle.LINK, "link"), (TextStyle.DIM, "dim"), (TextStyle.CODE, "code"))
        kind = next((name for flag, name in kinds if flag in look), "plain")
        style = self.get_component_rich_style(f"text--{kind}")
        return style + Style(
            bold=TextStyle.STRONG in look or None,
            italic=TextStyle.EMPHASIS in look or None,
            underline=TextStyle.UNDERLINED in look or None,
        )

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """Return the text selected with the mouse."""
        lines = [] if self._page is None else self._page.lines
        return selection.extract("\n".join(plain_text(line.drawn) for line in lines)), "\n"

    def selection_updated(self, selection: Selection | None) -> None:
        """Draw what is selected."""
        del selection
        self.refresh()


def _work(page: TextPage) -> None:
    """Read and set a little more: first what follows, then what comes before."""
    end = time.monotonic() + _SLICE
    page.text.read_on(_SLICE)
    left = end - time.monotonic()
    if not page.set_on(max(0.001, left)) and page.text.is_read:
        page.set_back(max(0.001, end - time.monotonic()))
