"""A screen that bears clicks at what was just taken away, and shows messages only while it is in front."""

from asyncio import get_running_loop
from time import monotonic
from typing import ClassVar, Generic, TypeVar

from textual import events, on
from textual.geometry import Offset
from textual.screen import Screen
from textual.widget import Widget

T = TypeVar("T")
_PATIENCE = 0.02
"""Seconds that a frame is put off at most: keys that come faster than they are handled are seen all the same."""
_LOOK_AGAIN = 0.001


class SteadyScreen(Screen[T], Generic[T]):
    """Takes a click at what was just taken away for a click on nothing.

    What was taken away, such as a message whose time is over, is where it was until everything is laid out anew. A click
    there begins to select text in what it was in, which Textual looks for in vain, and ends with it.
    """

    IS_DRAWN_AS_ONE: ClassVar[bool] = False
    """What one key changes in several widgets is drawn in one frame."""

    _was_in_front = False
    _put_off_since: float | None = None

    def _on_timer_update(self) -> None:
        """Draw when what a key set off is done: what is still on its way would be drawn in a frame of its own."""
        if self.IS_DRAWN_AS_ONE and _has_messages(self.focused or self):
            now = monotonic()
            if self._put_off_since is None:
                self._put_off_since = now
            if now - self._put_off_since < _PATIENCE:
                self._update_timer.pause()
                get_running_loop().call_later(_LOOK_AGAIN, self._on_timer_update)
                return
        self._put_off_since = None
        super()._on_timer_update()

    def get_widget_and_offset_at(self, x: int, y: int) -> tuple[Widget | None, Offset | None]:
        """Return the widget at a cell, and which character of its text that is; None where there is neither."""
        widget, offset = super().get_widget_and_offset_at(x, y)
        return (widget, offset) if widget is not None and widget.is_attached else (None, None)

    @on(events.ScreenSuspend)
    @on(events.ScreenResume)
    def show_messages_in_front(self, event: events.Event) -> None:
        """Show no message below a dialog, which shows it itself."""
        is_in_front = isinstance(event, events.ScreenResume)
        if isinstance(event, events.ScreenResume):
            # When it is shown first everything was given its styles just now.
            event.refresh_styles, self._was_in_front = self._was_in_front, True
        for rack in self.query("ToastRack"):
            # One that is empty need not be laid out anew.
            if (is_in_front or rack.children) and rack.display != is_in_front:
                rack.display = is_in_front


def _has_messages(widget: Widget) -> bool:
    """Tell whether anything waits to be handled between a widget and the app."""
    return any(node.message_queue_size for node in (*widget.ancestors_with_self, widget.app))
