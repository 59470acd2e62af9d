"""The outline: the headings of a text, to go to one of them."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from paperreader.domain.text import fold
from paperreader.ui.dialogs.dialog import Dialog
from paperreader.ui.dialogs.key_line import KeyLine
from paperreader.ui.reading.text_blocks import Heading


class Outline(Dialog[int | None]):
    """Asks for a heading, among those with the words typed; returns its block, None for none of them."""

    BINDINGS = [  # noqa: RUF012 - Textual's own form
        Binding("escape,tab", "close", "close", id="outline.close", tooltip="Close", priority=True),
        Binding("down", "move('down')", "Down", id="outline.down", tooltip="Move down", priority=True),
        Binding("up", "move('up')", "Up", id="outline.up", tooltip="Move up", priority=True),
        Binding(
            "pagedown,ctrl+d",
            "move('page_down')",
            "Page",
            id="outline.page_down",
            tooltip="Page down",
            priority=True,
        ),
        Binding(
            "pageup,ctrl+u",
            "move('page_up')",
            "Page",
            id="outline.page_up",
            tooltip="Page up",
            priority=True,
        ),
    ]

    def __init__(self, headings: Sequence[Heading], current: Heading | None) -> None:
        super().__init__()
        self._headings = headings
        self._folded = [" " + fold(heading.text) for heading in headings]
        self._highest = min((heading.level for heading in headings if heading.level > 1), default=2)
        # Weight tells levels apart where there are several.
        self._is_deep = any(heading.level > self._highest for heading in headings)
        self._current = current
        self._shown: list[Heading] = []
        self._list = OptionList(markup=False, compact=True, classes="dialog-body")
        # Keys go to what is typed; those that move are handed on.
        self._list.can_focus = False
        self._input = Input(placeholder="type to filter", compact=True)

    def compose(self) -> ComposeResult:
        """Lay out the headings."""
        with Vertical(classes="dialog", id="outline"):
            yield Static(Content("Outline"), classes="dialog-heading one-line")
            yield self._input
            yield self._list
            yield KeyLine("Enter goes there", "↓ ↑ move", "Esc closes")

    def on_mount(self) -> None:
        """Show all headings."""
        self._filter("")

    def _filter(self, typed: str) -> None:
        words = fold(typed).split()
        self._shown = [
            heading
            for heading, folded in zip(self._headings, self._folded, strict=True)
            if all(f" {word}" in folded for word in words)
        ]
        self._list.clear_options()
        self._list.add_options([Option(self._line(heading)) for heading in self._shown])
        here = [index for index, heading in enumerate(self._shown) if heading is self._current]
        self._list.highlighted = (here[0] if here else 0) if self._shown else None

    def _line(self, heading: Heading) -> Content:
        indent = "  " * max(0, heading.level - self._highest)
        sign = "› " if heading is self._current else "  "
        style = "bold" if self._is_deep and heading.level <= self._highest else ""
        return Content.assemble((sign, "$accent"), indent, (heading.text or "—", style))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show the headings with the words typed."""
        event.stop()
        self._filter(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go to the heading under the cursor."""
        event.stop()
        at = self._list.highlighted
        if at is not None:
            self.dismiss(self._shown[at].block)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Go to the heading that was clicked."""
        event.stop()
        self.dismiss(self._shown[event.option_index].block)

    async def action_move(self, way: str) -> None:
        """Move the cursor."""
        await self._list.run_action(way if way.startswith("page") else f"cursor_{way}")

    def action_close(self) -> None:
        """Return no heading."""
        self.dismiss(None)
