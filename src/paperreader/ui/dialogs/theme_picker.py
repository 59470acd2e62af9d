"""The themes: each is shown as soon as it is highlighted."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from paperreader.ui.dialogs.dialog import Dialog
from paperreader.ui.kit import requests


class ThemePicker(Dialog[str | None]):
    """Asks for a theme, among those with the letters typed; returns its name, None to have it as it was."""

    # What is behind it is what it is about.
    IS_DIMMING: ClassVar[bool] = False
    BINDINGS = [  # noqa: RUF012 - Textual's own form
        Binding(
            "escape", "close", "close", id="themes.close", tooltip="Back to the theme before", priority=True
        ),
        Binding("down", "move('cursor_down')", "Down", id="themes.down", tooltip="Move down", priority=True),
        Binding("up", "move('cursor_up')", "Up", id="themes.up", tooltip="Move up", priority=True),
        Binding(
            "pagedown,ctrl+d",
            "move('page_down')",
            "Page",
            id="themes.page_down",
            tooltip="Page down",
            priority=True,
        ),
        Binding(
            "pageup,ctrl+u",
            "move('page_up')",
            "Page",
            id="themes.page_up",
            tooltip="Page up",
            priority=True,
        ),
    ]

    def __init__(self, names: Sequence[str], current: str) -> None:
        super().__init__()
        self._names = names
        self._current = current
        self._previewed = current
        self._shown: Sequence[str] = ()
        self._list = OptionList(markup=False, compact=True, classes="dialog-body")
        # Keys go to what is typed; those that move are handed on.
        self._list.can_focus = False
        self._input = Input(placeholder="type to filter", compact=True)

    def compose(self) -> ComposeResult:
        """Lay out the names."""
        with Vertical(classes="dialog", id="themes"):
            yield Static(Content("Theme"), classes="dialog-heading one-line")
            yield self._input
            yield self._list
            yield Static(Content("↓ ↑ preview"), classes="dialog-hint")
            yield Static(Content("Enter uses it   Esc goes back"), classes="themes-hint")

    def on_mount(self) -> None:
        """Show all names, but without colours say so."""
        if self.app.no_color:
            self.query_one(".dialog-hint", Static).update(Content("NO_COLOR is set: no colours are shown"))
        self._filter("")

    def _filter(self, typed: str) -> None:
        words = typed.lower().split()
        self._shown = [name for name in self._names if all(word in name for word in words)]
        self._list.clear_options()
        self._list.add_options([Option(self._line(name)) for name in self._shown])
        here = self._shown.index(self._current) if self._current in self._shown else 0
        self._list.highlighted = here if self._shown else None

    def _line(self, name: str) -> Content:
        return Content.assemble(("› " if name == self._current else "  ", "$accent"), name)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show the names with the letters typed."""
        event.stop()
        self._filter(event.value)

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Preview a theme, once."""
        event.stop()
        # What is meant is where the cursor is by now: a held key is quicker than colours.
        at = self._list.highlighted
        if at is not None and self._shown[at] != self._previewed:
            self._previewed = self._shown[at]
            self.post_message(requests.UseTheme(self._previewed, is_preview=True))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Return the name under the cursor."""
        event.stop()
        at = self._list.highlighted
        if at is not None:
            self.dismiss(self._shown[at])

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Return the name that was clicked."""
        event.stop()
        self.dismiss(self._shown[event.option_index])

    async def action_move(self, way: str) -> None:
        """Move the cursor."""
        await self._list.run_action(way)

    def action_close(self) -> None:
        """Return no name."""
        self.dismiss(None)
