"""Keeps a row on its line of the screen while what is around it is measured."""

from textual.scroll_view import ScrollView

from paperreader.ui.kit.row_lines import RowLines
from paperreader.ui.kit.scrolling import set_lines


class RowsInSight:
    """Scrolls a view of rows; what comes into sight is measured before it is drawn, and nothing seen moves for that.

    Args:
        view: What is scrolled.
    """

    def __init__(self, view: ScrollView) -> None:
        self._view = view
        self.lines = RowLines(0, lambda _: (0, 1))
        """Where the rows are."""
        self.below = 0
        """Lines below the last row."""
        self._is_settling = False

    @property
    def shape(self) -> tuple[int, int]:
        """What is the same while no row has moved: the first line in sight, and how many there are."""
        return self._top, self.lines.total

    @property
    def _top(self) -> int:
        return self._view.scroll_offset.y

    @property
    def _height(self) -> int:
        return self._view.size.height

    def at(self, y: int) -> tuple[int, int]:
        """Return the place of the row at a line of the screen, and which of its lines that is, as `RowLines.at`."""
        return self.lines.at(y + self._top)

    def line_of(self, place: int) -> int:
        """Return at which line of the screen a row begins."""
        return self.lines.line_of(place) - self._top

    def anchor(self, place: int) -> tuple[int, int]:
        """Return which row is to stay, and its line of the screen: this one if it is in sight, else the first that is."""
        line = self.line_of(place)
        if 0 <= line < self._height:
            return place, line
        first, within = self.at(0)
        return first, -within

    def settle(self, place: int, line: int) -> None:
        """Put a row at a line of the screen, or as near to it as the ends allow, and measure what is in sight then."""
        lines, height = self.lines, self._height
        while True:
            # First: that may measure, and then there are more lines, or fewer.
            top = lines.line_of(place) - line
            top = max(0, min(top, lines.total + self.below - height))
            if not lines.measure_between(top, top + height):
                break
        self._is_settling = True
        try:
            set_lines(self._view, lines.total + self.below)
            self._view.scroll_to(y=top, animate=False, immediate=True, force=True)
        finally:
            self._is_settling = False

    def keep(self, place: int) -> None:
        """Have the whole of a row in sight, with its heading and, of the last row, what is below it."""
        line, above = self.line_of(place), self.lines.above(place)
        behind = line + self.lines.height_of(place) + (self.below if place + 1 == self.lines.count else 0)
        if line - above < 0 or behind - line + above > self._height:
            line = above
        elif behind > self._height:
            line -= behind - self._height
        self.settle(place, line)

    def scrolled(self) -> None:
        """Measure what came into sight by scrolling; what was in sight before stays where it is."""
        lines, top, height = self.lines, self._top, self._height
        if self._is_settling:
            return
        is_at_end = 0 < self._view.max_scroll_y <= top
        # One end of what is in sight was so before, unless this was a leap.
        seen = next((y for y in (top, top + height - 1) if lines.is_measured(y)), None)
        place, within = lines.at(top if seen is None else seen)
        if not lines.measure_between(top, top + height) and seen is not None:
            return
        if is_at_end:
            self.settle(place, -(lines.total + self.below))
        else:
            self.settle(place, (0 if seen is None else seen - top) - within)

    def a_page_from(self, place: int, pages: int) -> int:
        """Return the row that is a page, less a row, below or above another; at least the next."""
        line = self.lines.line_of(place) + pages * self._height
        there, within = self.lines.at(max(0, line))
        if pages > 0:
            return max(place + 1, there - 1)
        # A row that begins above the page is not on it.
        return min(place - 1, there + 1 + (within > 0)) if line > 0 else 0
