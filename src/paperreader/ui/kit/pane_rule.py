"""The lines between panes: a horizontal one with a heading on it, and one that can be moved."""

from rich.segment import Segment
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from paperreader.document.cells import cell_width, cut


class PaneRule(Widget):
    """Draws a horizontal line, with a heading on it or a joint where a vertical line meets it.

    The hint behind the heading gives way to it; where it is to be read whole (`is_hint_whole`), the heading is cut.
    """

    COMPONENT_CLASSES = {"rule--heading", "rule--hint"}  # noqa: RUF012 - Textual's own form

    joint: reactive[int] = reactive(-1)
    """The column of the vertical rule, -1 where there is none."""
    heading: reactive[str] = reactive("")
    hint: reactive[str] = reactive("")

    def __init__(
        self,
        *,
        joint_symbol: str = "┬",
        is_hint_whole: bool = False,
        id: str | None = None,  # noqa: A002 - Textual's name
    ) -> None:
        super().__init__(id=id)
        self._is_hint_whole = is_hint_whole
        self._symbol = joint_symbol

    def render_line(self, y: int) -> Strip:
        """Draw the line."""
        del y
        width, base = self.size.width, self.rich_style
        if self.heading:
            room = max(8, width - cell_width(self.hint) - 4) if self._is_hint_whole else width - 2
            heading = cut(self.heading, room)
            hint = cut(self.hint, max(0, width - cell_width(heading) - 3))
            segments = [
                Segment(f" {heading} ", self.get_component_rich_style("rule--heading")),
                Segment(f" {hint} " if hint else "", self.get_component_rich_style("rule--hint")),
                Segment("─" * width, base),
            ]
            return Strip(segments).crop(0, width)
        line = "─" * width
        if 0 <= self.joint < width:
            line = line[: self.joint] + self._symbol + line[self.joint + 1 :]
        return Strip([Segment(line, base)], width)


class Divider(Widget):
    """Draws the rule between two panes, upright or level by its shape; the mouse takes hold of it."""

    def render_line(self, y: int) -> Strip:
        """Draw the line."""
        del y
        width = self.size.width
        return Strip([Segment("│" if width == 1 else "─" * width, self.rich_style)], width)
