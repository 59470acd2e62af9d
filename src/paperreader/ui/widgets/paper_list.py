"""The list of papers, two lines a row, drawn line by line: its cost is that of the rows seen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from paperreader.domain.marks import Mark
from paperreader.domain.paper import Paper, PaperKey
from paperreader.formats.cells import cut, pad
from paperreader.ui import present

_ROW = 2
_INDENT = 9


class PaperList(ScrollView, can_focus=True):
    """Shows papers; posts which one is highlighted and which one was chosen."""

    BINDINGS = [  # noqa: RUF012 - Textual's own form
        Binding("down,j", "move(1)", "Next", show=False, id="list.down", tooltip="The next paper"),
        Binding("up,k", "move(-1)", "Previous", show=False, id="list.up", tooltip="The previous paper"),
        Binding("home,g", "edge(-1)", "First", show=False, id="list.first", tooltip="The first paper"),
        Binding("end,G", "edge(1)", "Last", show=False, id="list.last", tooltip="The last paper"),
        Binding(
            "pagedown,ctrl+d", "page(1)", "Page down", show=False, id="list.page_down", tooltip="A page down"
        ),
        Binding("pageup,ctrl+u", "page(-1)", "Page up", show=False, id="list.page_up", tooltip="A page up"),
        Binding("enter,l,right", "choose", "Read", id="list.choose", tooltip="Read the highlighted paper"),
    ]

    kept: reactive[frozenset[PaperKey]] = reactive(frozenset())
    """The papers that have a bookmark."""
    cursor: reactive[int] = reactive(0)

    @dataclass
    class PaperHighlighted(Message):
        """The cursor is on this paper; None when there is none."""

        paper: Paper | None

    @dataclass
    class PaperChosen(Message):
        """This paper was entered."""

        paper: Paper

    def __init__(self, now: datetime, *, id: str) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._now = now
        # Neither is reactive: comparing the old with the new costs as much as there are papers.
        self.papers: Sequence[Paper] = ()
        """What is shown, in order; set by `show`."""
        self.marks: Mapping[PaperKey, Mark] = {}
        """What was done with papers, the ones not in it are new; whoever changes it calls `refresh`."""

    @property
    def highlighted(self) -> Paper | None:
        """The paper under the cursor."""
        return self.papers[self.cursor] if 0 <= self.cursor < len(self.papers) else None

    @property
    def rows_seen(self) -> int:
        """How many rows fit on the screen."""
        return self.size.height // _ROW + 1

    def show(self, papers: Sequence[Paper]) -> None:
        """Show these papers; the highlight stays on its paper, and the paper on its line of the screen."""
        former = self.highlighted
        line = self.cursor * _ROW - self.scroll_offset.y
        self.papers = papers
        self.virtual_size = Size(self.size.width, len(papers) * _ROW)
        place = 0
        if former is not None:
            place = next((n for n, paper in enumerate(papers) if paper.key == former.key), 0)
        self.set_reactive(PaperList.cursor, place)
        self.scroll_to(y=max(0, place * _ROW - line), animate=False, immediate=True, force=True)
        self.refresh()
        self.post_message(self.PaperHighlighted(self.highlighted))

    def on_resize(self) -> None:
        """Fit the rows to the new width."""
        self.virtual_size = Size(self.size.width, len(self.papers) * _ROW)

    def watch_kept(self) -> None:
        """Draw the new marks of bookmarks."""
        self.refresh()

    def watch_cursor(self) -> None:
        """Keep the highlighted row in sight and say which it is."""
        self.scroll_to_region(
            Region(0, self.cursor * _ROW, 1, _ROW), animate=False, immediate=True, force=True
        )
        self.refresh()
        self.post_message(self.PaperHighlighted(self.highlighted))

    def highlight(self, place: int) -> None:
        """Move the cursor to a row, or to the nearest there is."""
        self.cursor = max(0, min(place, len(self.papers) - 1))

    def action_move(self, rows: int) -> None:
        """Move the cursor."""
        self.highlight(self.cursor + rows)

    def action_edge(self, side: int) -> None:
        """Move the cursor to the first or last paper."""
        self.highlight(0 if side < 0 else len(self.papers) - 1)

    def action_page(self, pages: int) -> None:
        """Move the cursor by what is seen."""
        self.highlight(self.cursor + pages * max(1, self.size.height // _ROW - 1))

    def action_choose(self) -> None:
        """Enter the highlighted paper."""
        if self.highlighted is not None:
            self.post_message(self.PaperChosen(self.highlighted))

    def on_click(self, event: events.Click) -> None:
        """Highlight the row that was clicked; a double click enters it."""
        place = (event.y + self.scroll_offset.y) // _ROW
        if place < len(self.papers):
            self.highlight(place)
            if event.chain > 1:
                self.action_choose()

    def render_line(self, y: int) -> Strip:
        """Draw one line of the screen."""
        row, line = divmod(y + self.scroll_offset.y, _ROW)
        width = self.size.width
        base = self.rich_style
        if row >= len(self.papers):
            return Strip.blank(width, base)
        paper = self.papers[row]
        mark = self.marks.get(paper.key, Mark.NEW)
        name = "list--cursor" if row == self.cursor else ""
        style = self.get_component_rich_style(name) if name else base
        text = self._first_line(paper, mark, width) if line == 0 else self._second_line(paper, width)
        return Strip([Segment(text, style + _emphasis(mark, line))], width)

    COMPONENT_CLASSES = {"list--cursor"}  # noqa: RUF012 - Textual's own form

    def _first_line(self, paper: Paper, mark: Mark, width: int) -> str:
        star = " ★" if paper.key in self.kept else "  "
        head = f" {present.dot(mark)} {present.count(paper.upvotes):>4}  "
        room = max(0, width - _INDENT - 3)
        return pad(head + pad(cut(paper.title or present.UNKNOWN, room), room) + star, width)

    def _second_line(self, paper: Paper, width: int) -> str:
        room = max(0, width - _INDENT - 1)
        return pad(" " * (_INDENT - 1) + cut(present.second_line(paper, self._now), room), width)


def _emphasis(mark: Mark, line: int) -> Style:
    if line == 1 or mark is Mark.SKIPPED:
        return Style(dim=True)
    return Style(bold=mark.is_unread)
