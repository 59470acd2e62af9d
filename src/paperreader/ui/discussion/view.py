"""A discussion, drawn line by line, with a cursor that goes from comment to comment."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from rich.segment import Segment
from rich.text import Text
from textual import events, work
from textual.binding import Binding
from textual.geometry import Region
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.selection import Selection
from textual.strip import Strip

from paperreader.document.blocks import TextStyle
from paperreader.domain.papers.discussion import Comment, Discussion, SimilarPaper
from paperreader.domain.papers.paper import PaperKey
from paperreader.formats.pages.discussion import Part, parts_of
from paperreader.ui.discussion.threads import Stop, ThreadLine, Threads
from paperreader.ui.kit import styled_text
from paperreader.ui.kit.scrolling import moving, set_lines

_MEASURE = 80
"""Columns of running text at most, however wide the terminal."""
_AT_ONCE = 20
"""Comments that are read together: a screenful, and less than anybody notices."""
_BAR = "▌ "
_STYLES = (
    (TextStyle.DIM, "discussion--dim"),
    (TextStyle.CODE, "discussion--code"),
    (TextStyle.LINK, "discussion--link"),
    (TextStyle.PLAIN, "discussion--plain"),
)


class DiscussionView(ScrollView, can_focus=True, inherit_bindings=False):
    """Shows a discussion; a refreshed one does not move under the reader's eyes.

    Markdown is read in a thread, a screenful first, and only what is seen is drawn.
    """

    COMPONENT_CLASSES = {  # noqa: RUF012 - Textual's own form
        "discussion--plain",
        "discussion--dim",
        "discussion--code",
        "discussion--link",
        "discussion--bar",
    }
    BINDINGS = [  # noqa: RUF012 - Textual's own form
        *moving("move"),
        Binding(
            "enter,l,right",
            "enter",
            "read it",
            key_display="⏎",
            id="pane.enter",
            tooltip="Read the listed paper",
        ),
    ]

    cursor: reactive[int] = reactive(0)
    kept: reactive[frozenset[PaperKey]] = reactive(frozenset())

    @dataclass
    class Moved(Message):
        """The cursor is on another comment or paper, or there are others."""

    @dataclass
    class PaperEntered(Message):
        """A listed paper was entered."""

        paper: SimilarPaper

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._wanted: tuple[Discussion, datetime] | None = None
        self._discussion: Discussion | None = None
        self._now: datetime | None = None
        self._parts: dict[tuple[str | None, str], tuple[Part, ...]] = {}
        self._threads: Threads | None = None
        self._is_end_wanted = False

    # Showing ------------------------------------------------------------------------------------------------

    def show(self, discussion: Discussion, now: datetime) -> None:
        """Show a discussion in place of the former; the cursor stays where it is in it."""
        # Not arguments of the worker: Textual writes those out.
        self._wanted = discussion, now
        self._read()

    @work(exclusive=True, group="comments")
    async def _read(self) -> None:
        if self._wanted is None:
            return
        discussion, now = self._wanted
        unread = [
            comment for comment in discussion.comments if (comment.username, comment.text) not in self._parts
        ]
        is_first = self._discussion is None
        for start in range(0, len(unread), _AT_ONCE):
            # The first import of the parser is in here, too.
            self._parts |= await asyncio.to_thread(_parts_of_all, unread[start : start + _AT_ONCE])
            if is_first:
                # One that is shown anew is exchanged when all of it is there: its reader may be at its end.
                self._show(discussion, now)
        self._show(discussion, now)

    def _show(self, discussion: Discussion, now: datetime) -> None:
        if discussion is self._discussion and self._threads is not None:
            self._lay_out_more(self._threads)
            return
        self._discussion, self._now = discussion, now
        self._lay_out()

    def _lay_out_more(self, threads: Threads) -> None:
        """Lay out what was read meanwhile, behind the rest."""
        threads.lay_out_known(self._parts)
        set_lines(self, len(threads.lines))
        self.refresh()
        if threads.is_done and self._is_end_wanted:
            self.action_edge(1)

    @property
    def _margin(self) -> int:
        """Columns before the lines: they stand in the middle, as those of a full text do."""
        return max(0, (self.scrollable_content_region.width - _MEASURE - len(_BAR)) // 2)

    def _lay_out(self) -> None:
        """Lay out everything anew, and stay at the same line."""
        width = min(_MEASURE, self.scrollable_content_region.width - len(_BAR))
        if self._discussion is None or self._now is None or width < 1:
            return
        former = self.highlighted
        line = 0 if former is None else former.first - self.scroll_offset.y
        threads = self._threads = Threads(self._discussion, self._now, width)
        self._lay_out_more(threads)
        same = [index for index, stop in enumerate(threads.stops) if former and stop.key == former.key]
        self.set_reactive(
            DiscussionView.cursor, same[0] if same else max(0, min(self.cursor, len(threads.stops) - 1))
        )
        if former is not None and same:
            top = threads.stops[same[0]].first - line
            self.scroll_to(y=max(0, top), animate=False, immediate=True, force=True)
        self.post_message(self.Moved())

    def on_resize(self) -> None:
        """Lay out the comments for the new width."""
        was_in_sight = self.highlighted is not None and self.highlighted.first >= self.scroll_offset.y
        self._lay_out()
        if was_in_sight:
            self._keep_in_sight()

    def watch_cursor(self) -> None:
        """Keep what is highlighted in sight, and say so."""
        self._keep_in_sight()
        self.refresh()
        self.post_message(self.Moved())

    def watch_kept(self) -> None:
        """Show which listed papers are kept."""
        self.refresh()

    # Moving -------------------------------------------------------------------------------------------------

    @property
    def _lines(self) -> Sequence[ThreadLine]:
        return () if self._threads is None else self._threads.lines

    @property
    def _stops(self) -> Sequence[Stop]:
        return () if self._threads is None else self._threads.stops

    @property
    def highlighted(self) -> Stop | None:
        """What the cursor is on."""
        return self._stops[self.cursor] if 0 <= self.cursor < len(self._stops) else None

    def _extent(self, index: int) -> tuple[int, int]:
        """Return the first line of a stop, and the one where the next begins; the title goes with the first."""
        stops = self._stops
        lines = len(self._lines)
        end = stops[index + 1].first if index + 1 < len(stops) else lines
        return (stops[index].first if index else 0), max(stops[index].end, end - 1 if end < lines else end)

    def _keep_in_sight(self) -> None:
        if self.highlighted is not None:
            first, end = self._extent(self.cursor)
            region = Region(0, first, 1, max(1, min(end - first, self.size.height)))
            self.scroll_to_region(region, animate=False, immediate=True, force=True)

    def _scroll(self, lines: int) -> None:
        self.scroll_to(y=self.scroll_offset.y + lines, animate=False, immediate=True, force=True)

    def action_move(self, step: int) -> None:
        """Go to the next comment or listed paper; through one that is higher than the screen, by the screen."""
        self._is_end_wanted = False
        height = max(1, self.size.height)
        if self.highlighted is None:
            self._scroll(step)
            return
        first, end = self._extent(self.cursor)
        top = self.scroll_offset.y
        if step > 0 and end > top + height:
            self._scroll(min(max(1, height - 1), end - top - height))
        elif step < 0 and first < top:
            self._scroll(-min(max(1, height - 1), top - first))
        else:
            self.cursor = max(0, min(self.cursor + step, len(self._stops) - 1))
            first, end = self._extent(self.cursor)
            if step < 0 and end - first > height:
                # Upwards, one that is higher than the screen is read from its end.
                self._scroll(end - height - self.scroll_offset.y)

    def action_edge(self, side: int) -> None:
        """Go to the first comment or the last; while comments are still laid out, to the last as soon as it is."""
        self._is_end_wanted = side > 0 and self._threads is not None and not self._threads.is_done
        self.cursor = 0 if side < 0 else max(0, len(self._stops) - 1)
        self.scroll_to(y=0 if side < 0 else self.max_scroll_y, animate=False, immediate=True, force=True)

    def action_page(self, pages: int) -> None:
        """Scroll by a page, less the line that is read on from; the cursor comes along."""
        self._is_end_wanted = False
        self._scroll(pages * max(1, self.size.height - 1))
        top, height = self.scroll_offset.y, self.size.height
        seen = [index for index, stop in enumerate(self._stops) if top <= stop.first < top + height]
        if seen and self.cursor not in seen:
            # Not by its watcher, which would scroll back.
            self.set_reactive(DiscussionView.cursor, seen[0] if pages > 0 else seen[-1])
            self.refresh()
            self.post_message(self.Moved())

    def action_enter(self) -> None:
        """Read the listed paper."""
        if self.highlighted is not None and self.highlighted.paper is not None:
            self.post_message(self.PaperEntered(self.highlighted.paper))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer reading only where a paper is listed."""
        del parameters
        return action != "enter" or (self.highlighted is not None and self.highlighted.paper is not None)

    def on_click(self, event: events.Click) -> None:
        """Highlight what was clicked; a double click enters it."""
        line = event.y + self.scroll_offset.y
        index = next((index for index, stop in enumerate(self._stops) if stop.first <= line < stop.end), None)
        if index is not None:
            self.set_reactive(DiscussionView.cursor, index)
            self.refresh()
            self.post_message(self.Moved())
            if event.chain > 1:
                self.action_enter()

    # Drawing ------------------------------------------------------------------------------------------------

    def render_line(self, y: int) -> Strip:
        """Draw one line of the screen."""
        line = y + self.scroll_offset.y
        stop = self.highlighted
        is_here = stop is not None and stop.first <= line < stop.end
        bar = f"{' ' * self._margin}{_BAR if is_here else ' ' * len(_BAR)}"
        text = Text(end="")
        if line < len(self._lines):
            drawn = self._lines[line].drawn(self.kept)
            styled_text.append(text, drawn, self, _STYLES, without=TextStyle.UNDERLINED)
        styled_text.mark_selection(text, self, line)
        strip = Strip(text.render(self.app.console)).apply_offsets(0, line)
        style = self.get_component_rich_style("discussion--bar")
        return Strip.join([Strip([Segment(bar, style)]), strip]).adjust_cell_length(
            self.size.width, self.rich_style
        )

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """Return the text selected with the mouse."""
        return styled_text.selected(selection, (line.drawn(self.kept) for line in self._lines))

    def selection_updated(self, selection: Selection | None) -> None:
        """Draw what is selected."""
        del selection
        self.refresh()


def _parts_of_all(comments: Sequence[Comment]) -> dict[tuple[str | None, str], tuple[Part, ...]]:
    return {(comment.username, comment.text): tuple(parts_of(comment)) for comment in comments}
