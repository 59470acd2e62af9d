"""The base of every dialog."""

from collections.abc import Iterable
from typing import ClassVar, TypeVar

from rich.console import RenderableType
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding
from textual.color import Color
from textual.renderables.background_screen import BackgroundScreen
from textual.screen import ModalScreen
from textual.widget import Widget

from paperreader.ui.kit.steady_screen import SteadyScreen
from paperreader.ui.terminal.kitty_graphics import without_pictures

T = TypeVar("T")
CLOSE = Binding("escape", "close", "close", id="dialog.close", tooltip="Close")
CLOSE_ALSO = Binding("h,left,q", "close", "close", show=False, id="dialog.back", tooltip="Close")
_LOW = 18
"""Lines of a terminal below which a dialog goes without the room around its texts."""
_AROUND, _AROUND_LOW = 8, 2
"""Lines that are not for the body: heading, hint, the room around them and around the dialog."""


_DIMMED = Style(dim=True, bold=False, reverse=False)


class ScreenBehind(BackgroundScreen):
    """Draws a screen that something lies over, without its pictures: those can't be mixed with the background."""

    @classmethod
    def process_segments(cls, segments: Iterable[Segment], color: Color) -> Iterable[Segment]:
        """Yield the segments, mixed with a colour."""
        return super().process_segments(without_pictures(segments), color)


class DimmedScreen(BackgroundScreen):
    """Draws a screen that something lies over, in a terminal's own colours: those can't be mixed with the background."""

    @classmethod
    def process_segments(cls, segments: Iterable[Segment], color: Color) -> Iterable[Segment]:
        """Yield the segments without colours, dim."""
        del color
        for segment in without_pictures(segments):
            text, style, control = segment
            yield segment if control else Segment(text, (style or Style()).without_color + _DIMMED)


class Dialog(ModalScreen[T], SteadyScreen[T]):
    """Lays a box over the screen: a heading, a body that scrolls if it must, and a hint."""

    # The order of the bases matters: Textual takes styles from the first one only.

    IS_DIMMING: ClassVar[bool] = True
    """What lies behind is dimmed."""

    def render(self) -> RenderableType:
        """Draw what lies behind, dimmed."""
        behind = super().render()
        if not isinstance(behind, BackgroundScreen):
            return behind
        drawn = DimmedScreen if self.IS_DIMMING and self.app.native_ansi_color else ScreenBehind
        return drawn(behind.screen, behind.color)

    def on_resize(self, event: events.Resize) -> None:
        """Keep the heading and the hint in sight, however low the terminal is."""
        is_low = event.size.height < _LOW
        self.set_class(is_low, "low")
        for body in self.query(".dialog-body").results(Widget):
            body.styles.max_height = max(1, event.size.height - (_AROUND_LOW if is_low else _AROUND))
