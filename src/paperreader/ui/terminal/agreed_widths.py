"""Puts characters about whose width terminals disagree so that they agree, in all that Textual draws.

Textual counts columns, and the terminal counts again: whoever names a paper could move the frame.
"""

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from paperreader.formats.pages.agreed_widths import agreed
from paperreader.ui.terminal.kitty_graphics import is_of_picture


class AgreedWidths(LineFilter):
    """Puts such characters differently after everything was drawn, in the same room."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments, each as wide as before."""
        del background
        return [
            segment
            if segment.text.isascii() or segment.control or is_of_picture(segment)
            else segment._replace(text=agreed(segment.text))
            for segment in segments
        ]
