"""A text to look at, such as the help."""

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from paperreader.document.cells import cell_width
from paperreader.ui.dialogs.dialog import CLOSE, CLOSE_ALSO, Dialog
from paperreader.ui.dialogs.key_line import KeyLine

_LEAST, _MOST, _AROUND = 36, 76, 5
"""Columns of the text at least; of the dialog at most; of the room at both sides, and before a scroll bar."""


class TextDialog(Dialog[None]):
    """Shows a text that can be scrolled, and selected with the mouse."""

    BINDINGS = [  # noqa: RUF012 - Textual's own form
        CLOSE,
        CLOSE_ALSO,
        Binding("j,down", "scroll(1)", "Down", show=False, id="dialog.down", tooltip="Move down"),
        Binding("k,up", "scroll(-1)", "Up", show=False, id="dialog.up", tooltip="Move up"),
        Binding("g,home", "edge(-1)", "Top", show=False, id="dialog.top", tooltip="Go to the top"),
        Binding("G,end", "edge(1)", "End", show=False, id="dialog.end", tooltip="Go to the end"),
        Binding(
            "ctrl+d,pagedown,space",
            "page(1)",
            "Page down",
            show=False,
            id="dialog.page_down",
            tooltip="Page down",
        ),
        Binding("ctrl+u,pageup", "page(-1)", "Page up", show=False, id="dialog.page_up", tooltip="Page up"),
    ]

    def __init__(self, heading: str, text: Content) -> None:
        super().__init__()
        self._heading = heading
        self._text = text
        self._body = VerticalScroll(Static(self._text, markup=False), classes="dialog-body")

    def compose(self) -> ComposeResult:
        """Lay out the text."""
        with Vertical(classes="dialog") as box:
            box.styles.width = min(
                _MOST, max(_LEAST, *map(cell_width, self._text.plain.split("\n"))) + _AROUND
            )
            yield Static(Content(self._heading), classes="dialog-heading one-line")
            yield self._body
            yield KeyLine("j k scroll", "Esc closes")

    def action_scroll(self, lines: int) -> None:
        """Scroll by lines."""
        self._body.scroll_relative(y=lines, animate=False)

    def action_edge(self, side: int) -> None:
        """Scroll to the beginning or the end."""
        self._body.scroll_to(y=0 if side < 0 else self._body.max_scroll_y, animate=False)

    def action_page(self, pages: int) -> None:
        """Scroll by pages, less a line."""
        self.action_scroll(pages * max(1, self._body.size.height - 1))

    def action_close(self) -> None:
        """Close."""
        self.dismiss(None)
