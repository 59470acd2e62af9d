"""The calendar: a month of Daily Papers, to open a day, a week or the month."""

from collections.abc import Mapping
from datetime import date, timedelta

from textual import events, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from paperreader.domain.papers.archive_statistics import ArchivedDay
from paperreader.domain.papers.calendar import FIRST_DAY
from paperreader.domain.papers.feed import Edition, Period
from paperreader.errors import StoreError
from paperreader.services.papers.library import Library
from paperreader.ui.dialogs.date_line import DateLine
from paperreader.ui.dialogs.dialog import Dialog
from paperreader.ui.dialogs.key_line import KeyLine
from paperreader.ui.dialogs.month_grid import MonthGrid, is_large
from paperreader.ui.kit import present

_KEYS = ("Enter day", "w week", "M month", "D a date", "[ ] month", "hjkl move", "Esc closes")
_TYPING_KEYS = ("Enter opens it", "Esc back")
_SIGNS = "• nothing read  · some read  — not archived  + more may come  › today"


class Calendar(Dialog[Edition | None]):
    """Shows a month; returns the edition to open, None for none. Days that have not begun can't be reached."""

    # Not the line that is typed in, which is hidden at first.
    AUTO_FOCUS = ""
    BINDINGS = [  # noqa: RUF012 - Textual's own form
        Binding("escape,q", "close", "close", id="calendar.close", tooltip="Close"),
        Binding("h,left", "move(-1)", "Before", show=False, id="calendar.left", tooltip="The day before"),
        Binding("l,right", "move(1)", "After", show=False, id="calendar.right", tooltip="The day after"),
        Binding("k,up", "move(-7)", "Up", show=False, id="calendar.up", tooltip="The week before"),
        Binding("j,down", "move(7)", "Down", show=False, id="calendar.down", tooltip="The week after"),
        Binding(
            "[,pageup", "month(-1)", "Older", show=False, id="calendar.older", tooltip="The month before"
        ),
        Binding(
            "],pagedown", "month(1)", "Newer", show=False, id="calendar.newer", tooltip="The month after"
        ),
        Binding("g,home", "edge(-1)", "First", show=False, id="calendar.first", tooltip="The first day"),
        Binding("G,end", "edge(1)", "Last", show=False, id="calendar.last", tooltip="The last day"),
        Binding("full_stop", "today", "Today", show=False, id="calendar.today", tooltip="Today"),
        Binding("D,slash", "type", "Type", show=False, id="calendar.type", tooltip="Type a date"),
        Binding("enter", "open('day')", "Open", show=False, id="calendar.day", tooltip="Open the day"),
        Binding("w", "open('week')", "Week", show=False, id="calendar.week", tooltip="Open the week"),
        Binding("M", "open('month')", "Month", show=False, id="calendar.month", tooltip="Open the month"),
    ]

    def __init__(self, library: Library, today: date, day: date) -> None:
        super().__init__()
        self._library = library
        self._today = today
        self._archived: dict[date, Mapping[date, ArchivedDay]] = {}
        """What is archived of each day, by the first day of its month."""
        self._heading = Static(classes="dialog-heading one-line", markup=False)
        self._grid = MonthGrid(today, id="month")
        self._grid.cursor = self._within(day)
        self._day_text = Static(classes="dialog-told one-line", markup=False)
        self._line = DateLine(today, id="date-line")
        self._signs = Static(Content(_SIGNS), classes="dialog-found one-line")
        self._hint = KeyLine()

    def compose(self) -> ComposeResult:
        """Lay out the month, and what is known of the day under the cursor."""
        with Vertical(classes="dialog", id="calendar"):
            yield self._heading
            yield self._grid
            yield self._day_text
            yield self._line
            yield self._signs
            yield self._hint

    def on_mount(self) -> None:
        """Show the month."""
        self._show()

    def on_resize(self, event: events.Resize) -> None:
        """Explain the signs where there is room."""
        del event
        self._make_room()

    def _make_room(self) -> None:
        """Show what there is room for beside the month: while a date is typed, that is the line for it."""
        is_typing = self._line.is_used
        is_roomy = is_large(self.app.size)
        self._signs.display = is_roomy and not is_typing
        self._day_text.display = is_roomy or not is_typing
        self._hint.phrases = _TYPING_KEYS if is_typing else _KEYS

    # Moving -------------------------------------------------------------------------------------------------

    def action_move(self, days: int) -> None:
        """Go so many days on, unless there is no such day of Daily Papers."""
        day = self._grid.cursor + timedelta(days=days)
        if day == self._within(day):
            self._go_to(day)

    def action_month(self, step: int) -> None:
        """Go to the same day of the month before or after, as near as there is one."""
        month = self._month
        target = month.first_day - timedelta(days=1) if step < 0 else month.last_day + timedelta(days=1)
        other = Edition.containing(Period.MONTH, self._within(target))
        if other != month:
            last = other.last_day
            self._go_to(self._within(last.replace(day=min(self._grid.cursor.day, last.day))))

    def action_edge(self, side: int) -> None:
        """Go to the first or the last day of the month."""
        self._go_to(self._within(self._month.first_day if side < 0 else self._month.last_day))

    def action_today(self) -> None:
        """Go to the present day."""
        self._go_to(self._today)

    # Typing -------------------------------------------------------------------------------------------------

    def action_type(self) -> None:
        """Let a date be typed."""
        self._type("")

    def on_key(self, event: events.Key) -> None:
        """Take what no key of the calendar is for the beginning of a date, such as `12 mar` or `yesterday`."""
        is_text = event.character is not None and event.character.isalnum()
        if is_text and not self._line.is_used and event.key not in self.active_bindings:
            event.stop()
            self._type(event.character or "")

    def _type(self, begun: str) -> None:
        self._line.open(begun)
        self._make_room()

    def on_date_line_read(self, message: DateLine.Read) -> None:
        """Go to where the day, week or month that is typed begins."""
        message.stop()
        if self._line.is_used:
            self._go_to(self._within(message.edition.first_day))

    def on_date_line_submitted(self, message: DateLine.Submitted) -> None:
        """Open the day, week or month that was typed."""
        message.stop()
        self.dismiss(message.edition)

    def _within(self, day: date) -> date:
        return min(max(day, FIRST_DAY), self._today)

    def _go_to(self, day: date) -> None:
        self._grid.cursor = day
        self._show()

    @property
    def _month(self) -> Edition:
        return Edition.containing(Period.MONTH, self._grid.cursor)

    # Showing ------------------------------------------------------------------------------------------------

    def _show(self) -> None:
        month = self._month
        days = self._grid.days = self._archived.get(month.first_day)
        if days is None:
            self._load(month)
        self._heading.update(Content(present.month(month, days)))
        cursor = self._grid.cursor
        self._day_text.update(Content(present.day(cursor, days, is_today=cursor == self._today)))

    @work(exclusive=True, group="calendar")
    async def _load(self, month: Edition) -> None:
        try:
            self._archived[month.first_day] = await self._library.days_between(
                month.first_day, month.last_day
            )
        except StoreError as error:
            # Nothing is known then, of any month.
            self._archived[month.first_day] = {}
            self.notify(present.told(error), severity="error", markup=False, timeout=10)
        self._show()

    # Opening ------------------------------------------------------------------------------------------------

    def on_month_grid_day_clicked(self, message: MonthGrid.DayClicked) -> None:
        """Open the day that was clicked, if it has begun."""
        message.stop()
        if message.day == self._within(message.day):
            self.dismiss(Edition(Period.DAY, message.day))

    def action_open(self, period: str) -> None:
        """Open the day, or the week or month it is in."""
        self.dismiss(Edition.containing(Period(period), self._grid.cursor))

    def action_close(self) -> None:
        """Leave the line that is typed in, else open nothing."""
        if self._line.is_used:
            self._line.close()
            self._make_room()
        else:
            self.dismiss(None)
