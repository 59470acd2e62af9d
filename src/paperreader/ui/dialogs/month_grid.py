"""A month as a grid of weekdays and weeks, with what is archived and read of each day."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from paperreader.domain.papers.archive_statistics import ArchivedDay
from paperreader.domain.papers.calendar import FIRST_DAY, is_weekend, weeks_of_month
from paperreader.ui.kit.present import UNKNOWN

_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_BLOCKS = "▁▂▃▄▅▆▇█"
_ROOMY, _WIDE, _USUAL, _LEAST = 11, 10, 5, 3
"""Columns of a day: with the number of its papers, and room behind it or none; with how much was read; with how many there are, about."""
_TALL, _BROAD = 24, 80
"""Lines and columns of a terminal with room to spare."""


class MonthGrid(Widget):
    """Draws the month of its cursor; posts which day was clicked."""

    cursor: reactive[date] = reactive(FIRST_DAY, layout=True)
    days: reactive[Mapping[date, ArchivedDay] | None] = reactive(None)
    """What is archived; None while that is being looked up."""

    @dataclass
    class DayClicked(Message):
        """A day was clicked; it may be one that can't be opened."""

        day: date

    def __init__(self, today: date, *, id: str) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._today = today

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the lines of the weekdays and the weeks."""
        del container, width
        weeks = len(weeks_of_month(self.cursor))
        return 1 + (2 * weeks - 1 if is_large(viewport) else weeks)

    def render(self) -> Content:
        """Draw the weekdays, and the weeks below them."""
        cell = self._cell
        names = Content.styled("".join(f" {name[: cell - 1]:{cell - 1}}" for name in _WEEKDAYS), "$muted")
        weeks = [Content("").join(self._week(week)) for week in weeks_of_month(self.cursor)]
        return Content("\n").join([names, Content("\n\n" if is_large(self.app.size) else "\n").join(weeks)])

    @property
    def _cell(self) -> int:
        # One more column: where the cursor ends.
        room = (self.size.width - 1) // 7
        return next((width for width in (_ROOMY, _WIDE, _USUAL) if width <= room), _LEAST)

    def _week(self, week: tuple[date | None, ...]) -> Iterator[Content]:
        before: date | None = None
        for day in week:
            edge = "]" if before == self.cursor else "[" if day == self.cursor else " "
            if edge == " " and day == self._today:
                edge = "›"
            yield Content(edge)
            yield Content(" " * (self._cell - 1)) if day is None else self._day(day)
            before = day
        yield Content("]" if before == self.cursor else " ")

    def _day(self, day: date) -> Content:
        text = f"{day.day:2}{self._signs(day)}"[: self._cell - 1]
        return Content.styled(f"{text:{self._cell - 1}}", self._style(day))

    def _signs(self, day: date) -> str:
        """Return how many papers there are, how much of them was read, and in numbers if there is room."""
        if self.days is None or not FIRST_DAY <= day <= self._today:
            return ""
        archived = self.days.get(day)
        gap = " " if self._cell >= _WIDE else ""
        if archived is None:
            return f"{gap}{UNKNOWN}"
        signs = f"{gap}{self._block(archived.papers)}{_dot(archived)}"
        return (
            signs if self._cell < _WIDE else f"{signs}{archived.papers:3}{' ' if archived.is_closed else '+'}"
        )

    def _block(self, papers: int) -> str:
        """Return a block that is as high as there are many papers, compared with the other days of the month."""
        days = (self.days or {}).items()
        most = max((each.papers for day, each in days if day.month == self.cursor.month), default=0)
        # Whatever there is can be seen: the lowest block is for few papers, not for none.
        return _BLOCKS[-(-papers * (len(_BLOCKS) - 1) // most)] if papers else " "

    def _style(self, day: date) -> str:
        if day == self.cursor:
            return "bold on $row-focus"
        archived = (self.days or {}).get(day)
        if not FIRST_DAY <= day <= self._today or is_weekend(day) or archived is None:
            return "$muted"
        if archived.papers and not archived.done:
            return "bold"
        return "" if archived.unread else "$muted"

    def on_click(self, event: events.Click) -> None:
        """Post which day was clicked."""
        event.stop()
        row, between = divmod(event.y - 1, 2 if is_large(self.app.size) else 1)
        weeks = weeks_of_month(self.cursor)
        column = event.x // self._cell
        if not between and 0 <= row < len(weeks) and column < 7 and (day := weeks[row][column]) is not None:
            self.post_message(self.DayClicked(day))


def is_large(terminal: Size) -> bool:
    """Tell whether there is room for an empty line between two weeks."""
    return terminal.height >= _TALL and terminal.width >= _BROAD


def _dot(archived: ArchivedDay) -> str:
    """Return the sign a list has for papers like these: new, begun, done."""
    if not archived.unread:
        return " "
    return "·" if archived.done else "•"
