"""Lines to pick from while something is typed elsewhere, in one column or several that scroll together."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from msgspec import Struct
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from paperreader.document.cells import cell_width, cut

E = TypeVar("E")
Part = tuple[str, str]
"""A text and how it looks: `plain`, `key`, `dim`, `heading` or `warning`."""
_GAP = 2
"""Columns between two columns of lines."""


class Line(Struct, Generic[E], frozen=True):
    """What stands at the left, and at the right where it is never cut; `offer` is what is picked by it, None for none."""

    left: Sequence[Part]
    right: Sequence[Part] = ()
    offer: E | None = None


class _Place(Struct, frozen=True):
    column: int
    line: int


@dataclass(slots=True)
class _Shown(Generic[E]):
    """The lines, and where those are that can be picked, in the order of reading."""

    columns: Sequence[Sequence[Line[E]]] = ((),)
    places: Sequence[_Place] = field(default_factory=list)


class OfferList(ScrollView, Generic[E], can_focus=False):
    """Shows lines with a cursor on one that can be picked; a click picks it."""

    COMPONENT_CLASSES = {  # noqa: RUF012 - Textual's own form
        "offers--cursor",
        "offers--plain",
        "offers--key",
        "offers--dim",
        "offers--heading",
        "offers--warning",
    }

    @dataclass
    class Picked(Message):
        """The offer under the cursor was clicked."""

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id, classes="dialog-body")
        self._shown: _Shown[E] = _Shown()
        self._cursor = 0

    @property
    def picked(self) -> E | None:
        """The offer under the cursor, None where there is none."""
        places = self._shown.places
        return self._at(places[self._cursor]).offer if places else None

    def _at(self, place: _Place) -> Line[E]:
        return self._shown.columns[place.column][place.line]

    def show(self, columns: Sequence[Sequence[Line[E]]], cursor: int = 0) -> None:
        """Show these instead of the former, with the cursor on the one of this number that can be picked."""
        places = [
            _Place(column, line)
            for column, lines in enumerate(columns)
            for line, each in enumerate(lines)
            if each.offer is not None
        ]
        self._shown = _Shown(columns, places)
        self._cursor = min(cursor, max(0, len(places) - 1))
        self.virtual_size = Size(1, max(map(len, columns), default=0))
        self.scroll_to(y=0, animate=False, immediate=True, force=True)
        self._keep_in_sight()

    def move(self, steps: int) -> None:
        """Move the cursor; at an end it stays."""
        self._go(self._cursor + steps)

    def page(self, pages: int) -> None:
        """Move the cursor by what is seen at once, less a line."""
        self.move(pages * max(1, self.size.height - 1))

    def _go(self, number: int) -> None:
        self._cursor = max(0, min(number, len(self._shown.places) - 1))
        self._keep_in_sight()

    def _keep_in_sight(self) -> None:
        if self._shown.places:
            line = self._shown.places[self._cursor].line
            # With the heading above the first one that can be picked.
            top = 0 if self._cursor == 0 else line
            self.scroll_to_region(
                Region(0, top, 1, line - top + 1), animate=False, immediate=True, force=True
            )
        self.refresh()

    def on_resize(self) -> None:
        """Keep the cursor in sight."""
        self._keep_in_sight()

    def on_click(self, event: events.Click) -> None:
        """Pick what was clicked."""
        event.stop()
        column = min(event.x // (self._width + _GAP), len(self._shown.columns) - 1)
        place = _Place(column, event.y + self.scroll_offset.y)
        if place in self._shown.places:
            self._go(self._shown.places.index(place))
            self.post_message(self.Picked())

    # Drawing ------------------------------------------------------------------------------------------------

    @property
    def _width(self) -> int:
        """Columns of a column."""
        number = len(self._shown.columns)
        return max(1, (self.scrollable_content_region.width - _GAP * (number - 1)) // number)

    def render_line(self, y: int) -> Strip:
        """Draw one line of the screen."""
        line, width = y + self.scroll_offset.y, self._width
        segments: list[Segment] = []
        for column, lines in enumerate(self._shown.columns):
            if column:
                segments.append(Segment(" " * _GAP, self.rich_style))
            segments += self._cells(column, line, width) if line < len(lines) else [self._blank(width)]
        return Strip(segments).adjust_cell_length(self.size.width, self.rich_style)

    def _blank(self, width: int) -> Segment:
        return Segment(" " * width, self.rich_style)

    def _cells(self, column: int, line: int, width: int) -> Iterator[Segment]:
        shown = self._at(_Place(column, line))
        places = self._shown.places
        is_here = bool(places) and places[self._cursor] == _Place(column, line)
        base = self.get_component_rich_style("offers--cursor") if is_here else self.rich_style
        right = "".join(text for text, _ in shown.right)
        room = max(0, width - 2 - (cell_width(right) + 2 if right else 0))
        yield Segment("▌" if is_here else " ", base + self._foreground("key"))
        for text, look in shown.left:
            part = cut(text, room)
            room -= cell_width(part)
            yield Segment(part, base + self._foreground(look))
        yield Segment(" " * room, base)
        if right:
            yield Segment("  ", base)
            for text, look in shown.right:
                yield Segment(text, base + self._foreground(look))
        yield Segment(" ", base)

    def _foreground(self, look: str) -> Style:
        style = self.get_component_rich_style(f"offers--{look}")
        return Style(color=style.color, bold=style.bold)
