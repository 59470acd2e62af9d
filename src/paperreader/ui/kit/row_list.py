"""A list drawn line by line: its cost is that of the rows seen, never of the rows held."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, Generic, TypeVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from paperreader.document.cells import cut, wrap
from paperreader.services.papers.places import Position
from paperreader.ui.kit.row_lines import RowLines, nearest_first
from paperreader.ui.kit.rows_in_sight import RowsInSight
from paperreader.ui.kit.scrolling import moving

R = TypeVar("R")
_BESIDE = 25
"""Rows on each side of the highlighted one that are remembered with it."""


class RowList(ScrollView, Generic[R], can_focus=True, inherit_bindings=False):
    """Shows rows with a cursor on one of them; a subclass draws them, and says how high they are if they differ.

    The cursor belongs to a row, not to a place: when other rows are shown it stays on its row, and the row on its
    line of the screen.

    Args:
        key_of: Returns what makes a row that row.
        entered: Makes the message that a row was entered.
        highlighted: Makes the message that the cursor is on a row now, or on none, if that is to be posted.
    """

    ROW_HEIGHT: ClassVar[int] = 1
    """Lines of a row, at least."""
    IS_SELECTED_IN_BAR: ClassVar[bool] = True
    """The sign of a selected row stands in the cursor's column; else `draw` has a place for it."""
    COMPONENT_CLASSES = {"rows--cursor", "rows--dim", "rows--accent", "rows--warning", "rows--heading"}  # noqa: RUF012 - Textual's own form
    BINDINGS = [  # noqa: RUF012 - Textual's own form
        *moving("move"),
        Binding(
            "m",
            "select",
            "Select",
            show=False,
            id="choose.one",
            tooltip="Select or deselect this row, and move down",
        ),
        Binding(
            "M", "select_all", "Select all", show=False, id="choose.all", tooltip="Select all rows, or none"
        ),
        Binding(
            "J,shift+down",
            "select_on(1)",
            "Select down",
            show=False,
            id="choose.down",
            tooltip="Extend the selection down",
        ),
        Binding(
            "K,shift+up",
            "select_on(-1)",
            "Select up",
            show=False,
            id="choose.up",
            tooltip="Extend the selection up",
        ),
        Binding(
            "enter,l,right",
            "enter",
            "read",
            key_display="⏎",
            id="pane.enter",
            tooltip="Read the highlighted paper",
        ),
    ]

    cursor: reactive[int] = reactive(0, repaint=False)
    selected: reactive[frozenset[str]] = reactive(frozenset())
    """Keys of the rows that were selected to do something with all of them; a filter may hide some."""
    is_source: reactive[bool] = reactive(default=False)
    """Titles are shown as they were written, TeX and all."""

    @dataclass
    class SelectionChanged(Message):
        """Other rows are selected, or none."""

    def __init__(
        self,
        key_of: Callable[[R], str],
        entered: Callable[[R], Message],
        highlighted: Callable[[R | None], Message] | None = None,
        *,
        id: str,  # noqa: A002 - Textual's name
    ) -> None:
        super().__init__(id=id)
        self.key_of = key_of
        self._entered_message = entered
        self._highlighted_message = highlighted
        # Not reactive: comparing the old with the new costs as much as there are rows.
        self.rows: Sequence[R] = ()
        """What is shown, in order; set by `show_rows` and `add_rows`."""
        self.parts: Mapping[str, str] = {}
        """The heading of the part a row belongs to, by its key; it and `ending` are set before the rows."""
        self.ending = ""
        """What stands below the last row."""
        self._ending_lines: list[str] = []
        self._sight = RowsInSight(self)
        self._fitted = Size(0, 0)
        self._width = 0
        """For which the rows were measured."""
        self._made_way = 0, 0, 0
        """The cursor, the line it came to with the last change of size, and the one it was at before all of those."""
        self._selected_rows: Sequence[R] | None = ()

    def draw(self, row: R, line: int, width: int, base: Style) -> list[Segment]:
        """Return one line of a row; what is longer than `width` is cut, what is shorter filled up."""
        # How a row looks depends on what it is of.
        raise NotImplementedError

    def height_of(self, row: R, width: int) -> int:
        """Return how many lines `draw` makes of a row, at least one, and not fewer than `ROW_HEIGHT`."""
        del row, width
        return self.ROW_HEIGHT

    def _post_highlighted(self) -> None:
        if self._highlighted_message is not None:
            self.post_message(self._highlighted_message(self.highlighted))

    @property
    def highlighted(self) -> R | None:
        """The row under the cursor."""
        return self.rows[self.cursor] if 0 <= self.cursor < len(self.rows) else None

    def place_of(self, key: str) -> int | None:
        """Return where the row with that key is, None if it is not shown."""
        # Rows that are shown anew have mostly stayed about where they were.
        places = nearest_first(self.cursor, len(self.rows))
        return next((place for place in places if self.key_of(self.rows[place]) == key), None)

    @property
    def rows_seen(self) -> int:
        """How many rows fit on the screen, a cut one among them."""
        return self.size.height // self.ROW_HEIGHT + 1

    @property
    def position(self) -> Position:
        """Where the cursor is, for `show_rows` to find again."""
        after = range(self.cursor, min(self.cursor + _BESIDE, len(self.rows)))
        before = range(self.cursor - 1, max(-1, self.cursor - _BESIDE), -1)
        keys = tuple(self.key_of(self.rows[place]) for place in (*after, *before))
        return Position(keys, self.cursor, self._sight.line_of(self.cursor))

    def show_rows(
        self,
        rows: Iterable[R],
        *,
        is_elsewhere: bool = False,
        is_narrowed: bool = False,
        at: Position | None = None,
    ) -> None:
        """Show these rows instead of the former.

        The cursor stays on its row. If that is gone, it stays at its place, or goes to the first row of what was
        narrowed; of something else (`is_elsewhere`) the rows are shown from their beginning, or from where the reader
        was (`at`).
        """
        former = None if is_elsewhere else self.highlighted
        line = self._sight.line_of(self.cursor) if former is not None else 0
        # A tuple is taken as it is: a copy costs as much as there are rows, now and at the next look for garbage.
        self.rows = tuple(rows)
        self._selected_rows = None
        place = 0
        if former is not None:
            same = self.place_of(self.key_of(former))
            instead = 0 if is_narrowed else max(0, min(self.cursor, len(self.rows) - 1))
            place = instead if same is None else same
        elif at is not None:
            place = _place_at(at, self.rows, self.key_of)
            line = at.line if at.line is not None else self.size.height // 3
        self.set_reactive(RowList.cursor, place)
        self._measure(place, line)
        self._sight.keep(place)
        # Where there were no rows something else may have had the room, and makes way for them only now.
        self._made_way = place, self._sight.line_of(place), line
        self.refresh()
        self._post_highlighted()

    def add_rows(self, rows: Sequence[R]) -> None:
        """Show more rows after the last."""
        grown: list[R] = self.rows if isinstance(self.rows, list) else list(self.rows)
        grown += rows
        self.rows = grown
        self._selected_rows = None
        place, line = self._sight.anchor(self.cursor)
        self._sight.lines.grow(len(grown))
        self._sight.settle(place, line)
        self.refresh()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw lines; rows that never were drawn at this size are fitted to it first: the message of it comes later."""
        self.on_resize()
        return super().render_lines(crop)

    def on_resize(self) -> None:
        """Fit the rows to the new size; a row that had to make way goes back to its line when there is room again."""
        if self.size == self._fitted:
            return
        self._fitted = self.size
        if self.size.width != self._width:
            self.measure_anew()
        line = self._sight.line_of(self.cursor)
        cursor, came_to, meant = self._made_way
        meant = meant if (cursor, came_to) == (self.cursor, line) else line
        self._sight.settle(self.cursor, meant)
        self._sight.keep(self.cursor)
        self._made_way = self.cursor, self._sight.line_of(self.cursor), meant

    def measure_anew(self) -> None:
        """Have rows of other heights; the highlighted one stays on its line of the screen, if it is in sight."""
        self._measure(*self._sight.anchor(self.cursor))
        self.refresh()

    def watch_is_source(self) -> None:
        """Show titles as they were written, or as they are meant, which may be longer."""
        self.measure_anew()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Measure what came into sight."""
        super().watch_scroll_y(old_value, new_value)
        self._sight.scrolled()

    def watch_cursor(self, former: int, place: int) -> None:
        """Keep the highlighted row in sight and say which it is; where nothing moves only two rows are drawn."""
        before = self._sight.shape
        self._sight.keep(place)
        if self._sight.shape == before:
            self.refresh_rows({former, place}.__contains__)
        else:
            self.refresh()
        self._post_highlighted()

    def refresh_rows(self, is_meant: Callable[[int], bool]) -> None:
        """Draw those of the rows in sight anew that are meant, by their places."""
        seen = Region(0, 0, *self.size)
        first, last = self._sight.at(0)[0], self._sight.at(seen.height)[0]
        for place in filter(is_meant, range(first, min(last + 1, len(self.rows)))):
            line, height = self._sight.line_of(place), self._sight.lines.height_of(place)
            if row := seen.intersection(Region(0, line, seen.width, height)):
                self.refresh(row)

    def highlight(self, place: int) -> None:
        """Move the cursor to a row, or to the nearest there is."""
        self.cursor = max(0, min(place, len(self.rows) - 1))

    def action_move(self, rows: int) -> None:
        """Move the cursor."""
        self.highlight(self.cursor + rows)

    def action_edge(self, side: int) -> None:
        """Move the cursor to the first or last row."""
        self.highlight(0 if side < 0 else len(self.rows) - 1)

    def action_page(self, pages: int) -> None:
        """Move the cursor by pages, less a row."""
        self.highlight(self._sight.a_page_from(self.cursor, pages))

    def action_enter(self) -> None:
        """Enter the highlighted row."""
        if self.highlighted is not None:
            self.post_message(self._entered_message(self.highlighted))

    # Choosing -----------------------------------------------------------------------------------------------

    @property
    def selected_rows(self) -> Sequence[R]:
        """The rows that are selected and shown, in their order: what is done is done with those, with no hidden one."""
        if self._selected_rows is None:
            selected = self.selected
            self._selected_rows = (
                [row for row in self.rows if self.key_of(row) in selected] if selected else ()
            )
        return self._selected_rows

    def watch_selected(self) -> None:
        """Show what is selected and say so."""
        self._selected_rows = None
        self.refresh()
        self.post_message(self.SelectionChanged())

    def deselect(self, keys: Iterable[str]) -> None:
        """Select these no longer."""
        if self.selected:
            self.selected -= frozenset(keys)

    def deselect_all_but(self, keys: Iterable[str]) -> None:
        """Select none but those of these, which are all there are, shown or not."""
        if self.selected:
            self.selected &= frozenset(keys)

    def action_select(self) -> None:
        """Select the highlighted row, or no longer, and go to the next."""
        if self.highlighted is not None:
            self.selected ^= {self.key_of(self.highlighted)}
            self.action_move(1)

    def action_select_on(self, rows: int) -> None:
        """Select the highlighted row and the one gone to."""
        if self.highlighted is not None:
            passed = {self.key_of(self.highlighted)}
            self.action_move(rows)
            self.selected |= {*passed, self.key_of(self.highlighted)}

    def action_select_all(self) -> None:
        """Select all rows that are shown; none of them if some are selected."""
        if self.selected_rows:
            self.deselect(map(self.key_of, self.selected_rows))
        else:
            self.selected |= frozenset(map(self.key_of, self.rows))

    def on_click(self, event: events.Click) -> None:
        """Highlight the row that was clicked; a double click enters it."""
        place, line = self._sight.at(event.y)
        if line >= 0 and place < len(self.rows):
            self.highlight(place)
            if event.ctrl or event.shift:
                self.selected ^= {self.key_of(self.rows[place])}
            elif event.chain > 1:
                self.action_enter()

    def render_line(self, y: int) -> Strip:
        """Draw one line of the screen."""
        place, line = self._sight.at(y)
        width = self.size.width
        base = self.rich_style
        if line < 0 or place >= len(self.rows):
            return self._draw_heading(place, line, width, base)
        is_here = place == self.cursor
        if is_here:
            base = self.get_component_rich_style("rows--cursor")
        row = self.rows[place]
        # A terminal's own colours have none for the row of a list without the focus, and reverse that with it.
        is_marked = self.has_focus != self.app.native_ansi_color
        sign = "▌" if is_here and is_marked else " "
        if self.IS_SELECTED_IN_BAR and line == 0 and self.selected and self.key_of(row) in self.selected:
            sign = "+"
        bar = Segment(sign, base + self._foreground("rows--accent"))
        drawn = [bar, *self.draw(row, line, width - 1, base)]
        if base.reverse:
            # In a terminal's own colours: reversed, a colour would be a patch.
            drawn = [Segment(text, style and style.without_color) for text, style, _ in drawn]
        return Strip(drawn).adjust_cell_length(width, base)

    def _draw_heading(self, place: int, line: int, width: int, base: Style) -> Strip:
        """Draw what stands above a row or, where there are no more rows, below the last."""
        text = ""
        if place >= len(self.rows):
            # After a blank line.
            text = self._ending_lines[line - 1] if 0 < line <= len(self._ending_lines) else ""
        elif line == -1:
            text = self.parts.get(self.key_of(self.rows[place]), "")
        style = base + self._foreground("rows--heading") + Style(bold=True)
        # Not beside the scroll bar, which the width of a widget may include.
        room = self.size.width - 2
        return Strip([Segment(f" {cut(text, room - 2)}", style)]).adjust_cell_length(width, base)

    def _foreground(self, name: str) -> Style:
        style = self.get_component_rich_style(name)
        return Style(color=style.color, dim=style.dim)

    def _measure(self, place: int, line: int) -> None:
        """Measure the rows in sight, when a row is at a line of the screen."""
        self._width = self.size.width
        self._sight.lines = RowLines(len(self.rows), self._measured, self.ROW_HEIGHT)
        room = max(1, self.scrollable_content_region.width - 2)
        self._ending_lines = list(wrap(self.ending, room)) if self.ending else []
        self._sight.below = 1 + len(self._ending_lines) if self._ending_lines and self.rows else 0
        self._sight.settle(place, line)

    def _measured(self, place: int) -> tuple[int, int]:
        """Return how many lines a row has above it, the blank one before a heading included, and how many itself."""
        row = self.rows[place]
        # Before there is a width, no row is drawn.
        height = self.height_of(row, self._width - 1) if self._width else self.ROW_HEIGHT
        if not self.parts:
            return 0, height
        former = self.parts.get(self.key_of(self.rows[place - 1]), "") if place else ""
        is_first = self.parts.get(self.key_of(row), "") != former
        return (2 if place else 1) if is_first else 0, height


def _place_at(at: Position, rows: Sequence[R], key_of: Callable[[R], str]) -> int:
    """Return the place of the row the reader was at, or of the one to stand in for it."""
    places = nearest_first(at.place, len(rows))
    # One look through all rows, also where none of many is there any more.
    ranks = {key: rank for rank, key in reversed([*enumerate(at.keys)])}
    found = len(at.keys), max(0, min(at.place, len(rows) - 1))
    for place in places:
        rank = ranks.get(key_of(rows[place]), len(at.keys))
        found = min(found, (rank, place)) if rank < len(at.keys) else found
        if not rank:
            break
    return found[1]
