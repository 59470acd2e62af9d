"""The line to type in what the list is narrowed to."""

from dataclasses import dataclass

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input, Static


class FilterBar(Horizontal):
    """Shows what is typed; hidden while the list is not narrowed."""

    BINDINGS = [  # noqa: RUF012 - Textual's own form
        Binding("enter,down", "done", "to the list", id="filter.done", tooltip="To the narrowed list"),
        Binding("escape", "clear", "all papers", id="filter.clear", tooltip="Show all papers again"),
    ]

    @dataclass
    class Typed(Message):
        """This is the text now; empty when the list is no longer narrowed."""

        text: str

    @dataclass
    class Done(Message):
        """Typing is over."""

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._entry = Input(placeholder='words, "a phrase", -not', classes="filter-entry", compact=True)

    def compose(self) -> ComposeResult:
        """Lay out the prompt and the entry."""
        yield Static("/", classes="filter-prompt", markup=False)
        yield self._entry

    def on_mount(self) -> None:
        """Stay out of sight until asked for."""
        self.display = False

    @property
    def text(self) -> str:
        """What is typed."""
        return self._entry.value

    def open(self) -> None:
        """Show the line and let it be typed in."""
        self.display = True
        self._entry.focus()

    def clear(self) -> None:
        """Forget what was typed, and hide."""
        with self.prevent(Input.Changed):
            self._entry.value = ""
        self.display = False

    def action_clear(self) -> None:
        """Give up narrowing."""
        self.clear()
        self.post_message(self.Typed(""))
        self.post_message(self.Done())

    def action_done(self) -> None:
        """Keep what was typed and leave."""
        if not self.text.strip():
            self.action_clear()
        else:
            self.post_message(self.Done())

    def on_input_changed(self, event: Input.Changed) -> None:
        """Say what is typed."""
        event.stop()
        self.post_message(self.Typed(event.value))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Leave by Enter."""
        event.stop()
        self.action_done()
