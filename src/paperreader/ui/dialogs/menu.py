"""A menu."""

from collections.abc import Sequence

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from paperreader.document.cells import cell_width
from paperreader.ui.dialogs.dialog import CLOSE, CLOSE_ALSO, Dialog
from paperreader.ui.dialogs.key_line import KeyLine

_LEAST, _AROUND = 36, 5
"""Columns of the lines of a menu at least; of the room at both sides, and before a scroll bar."""


class Menu(Dialog[str | None]):
    """Asks for one of several choices, by letter or by cursor; returns its letter, None for none of them."""

    BINDINGS = [  # noqa: RUF012 - Textual's own form
        CLOSE,
        CLOSE_ALSO,
        Binding("j", "move('down')", "Down", show=False, id="dialog.down", tooltip="Move down"),
        Binding("k", "move('up')", "Up", show=False, id="dialog.up", tooltip="Move up"),
    ]

    def __init__(self, heading: str, choices: Sequence[tuple[str, str]], *, present: str = "") -> None:
        super().__init__()
        self._heading = heading
        self._choices = choices
        self._present = present
        """The letter of what is so already."""

    def compose(self) -> ComposeResult:
        """Lay out the menu."""
        with Vertical(classes="dialog") as box:
            box.styles.width = self._width
            yield Static(Content(self._heading), classes="dialog-heading one-line")
            yield OptionList(
                *(
                    Option(Content.assemble((f" {key} ", "$accent bold"), f" {label}", self._mark(key)))
                    for key, label in self._choices
                ),
                markup=False,
                compact=True,
                classes="dialog-body",
            )
            yield KeyLine("a letter or Enter", "Esc closes")

    @property
    def _width(self) -> int:
        """The columns that the longest line takes, and the room around it."""
        lines = [self._heading, *(f" {key}  {label}{self._mark(key)[0]}" for key, label in self._choices)]
        return max(_LEAST, *map(cell_width, lines)) + _AROUND

    def _mark(self, key: str) -> tuple[str, str]:
        return "  • now" if key == self._present else "", "$muted"

    def on_mount(self) -> None:
        """Put the cursor on what is so already."""
        keys = [key for key, _ in self._choices]
        if self._present in keys:
            self.query_one(OptionList).highlighted = keys.index(self._present)

    def on_key(self, event: events.Key) -> None:
        """Return the letter that was typed, if it is one of a choice."""
        if any(event.character == key for key, _ in self._choices):
            event.stop()
            # A letter of a choice may be one of the keys that close.
            event.prevent_default()
            self.dismiss(event.character)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Return the letter of the choice under the cursor."""
        event.stop()
        self.dismiss(self._choices[event.option_index][0])

    async def action_move(self, way: str) -> None:
        """Move the cursor."""
        await self.query_one(OptionList).run_action(f"cursor_{way}")

    def action_close(self) -> None:
        """Return none of the choices."""
        self.dismiss(None)
