"""The line in which a search of the text is typed."""

from dataclasses import dataclass

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input, Static


class FindBar(Horizontal):
    """Posts what is typed; hidden while nothing is searched for."""

    BINDINGS = [  # noqa: RUF012 - Textual's own form
        Binding(
            "enter,down",
            "done",
            "to the text",
            id="find.done",
            tooltip="Back to the text; the matches stay",
        ),
        Binding("escape", "clear", "back", id="find.clear", tooltip="Back to where the search started"),
    ]

    @dataclass
    class Typed(Message):
        """This is searched for now."""

        text: str

    @dataclass
    class Done(Message):
        """The line was left: for a match, or because the search was given up."""

        is_given_up: bool

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.display = False
        self._input = Input(placeholder="words in this text", classes="filter-entry", compact=True)

    def compose(self) -> ComposeResult:
        """Lay out the prompt and the input."""
        yield Static("/", classes="filter-prompt", markup=False)
        yield self._input

    @property
    def text(self) -> str:
        """What is typed."""
        return self._input.value

    def open(self) -> None:
        """Show the line with nothing in it, and let it be typed in."""
        self.clear()
        self.display = True
        self._input.focus()

    def clear(self) -> None:
        """Forget what was typed, and hide."""
        with self.prevent(Input.Changed):
            self._input.value = ""
        self.display = False

    def action_clear(self) -> None:
        """Give up searching."""
        self.clear()
        self.post_message(self.Done(is_given_up=True))

    def action_done(self) -> None:
        """Keep what was typed and leave."""
        if not self.text.strip():
            self.action_clear()
        else:
            self.post_message(self.Done(is_given_up=False))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Post what is searched for."""
        event.stop()
        self.post_message(self.Typed(event.value))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Leave by Enter."""
        event.stop()
        self.action_done()
