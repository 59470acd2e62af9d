"""The base of every dialog."""

from typing import TypeVar

from textual import events
from textual.binding import Binding
from textual.screen import ModalScreen
from textual.widget import Widget

from paperreader.ui.kit.steady_screen import SteadyScreen

T = TypeVar("T")
CLOSE = Binding("escape", "close", "close", id="dialog.close", tooltip="Close this")
CLOSE_ALSO = Binding("h,left,q", "close", "close", show=False, id="dialog.back", tooltip="Close this")
_LOW = 18
"""Lines of a terminal below which a dialog goes without the room around its texts."""
_AROUND, _AROUND_LOW = 8, 2
"""Lines that are not for the body: heading, hint, the room around them and around the dialog."""


class Dialog(ModalScreen[T], SteadyScreen[T]):
    """Lays a box over the screen: a heading, a body that scrolls if it must, and a hint."""

    # The order of the bases matters: Textual takes styles from the first one only.

    def on_resize(self, event: events.Resize) -> None:
        """Keep the heading and the hint in sight, however low the terminal is."""
        is_low = event.size.height < _LOW
        self.set_class(is_low, "low")
        for body in self.query(".dialog-body").results(Widget):
            body.styles.max_height = max(1, event.size.height - (_AROUND_LOW if is_low else _AROUND))
