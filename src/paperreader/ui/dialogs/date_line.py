"""The line in which a date is typed."""

from dataclasses import dataclass
from datetime import date

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from paperreader.domain.papers.feed import Edition
from paperreader.domain.papers.typed_dates import CAN_BE_TYPED, edition_from_text
from paperreader.errors import DateError
from paperreader.ui.kit import present


class DateLine(Vertical):
    """Reads a day, a week or a month as it is typed; hidden until it is opened."""

    @dataclass
    class Read(Message):
        """What is typed so far is an edition."""

        edition: Edition

    @dataclass
    class Submitted(Message):
        """The edition is wanted."""

        edition: Edition

    def __init__(self, today: date, *, id: str) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._today = today
        # What was typed first stands there when the line gets the focus, and goes on.
        self._entry = Input(placeholder=CAN_BE_TYPED, compact=True, select_on_focus=False)
        self._problem = Static(classes="dialog-problem", markup=False)
        self._problem.display = False
        self.display = False

    def compose(self) -> ComposeResult:
        """Lay out the line, and the room for what is wrong."""
        yield self._entry
        yield self._problem

    @property
    def is_used(self) -> bool:
        """It is being typed in."""
        return self.display

    def open(self, begun: str = "") -> None:
        """Show the line and let it be typed in, after what was typed before it was there."""
        self.display = True
        self._entry.value = begun
        self._entry.cursor_position = len(begun)
        self._entry.focus()

    def close(self) -> None:
        """Forget what was typed, and hide."""
        self._complain(None)
        self.display = False
        self.screen.set_focus(None)

    def _complain(self, error: DateError | None) -> None:
        self._problem.display = error is not None
        if error is not None:
            # All of it stands one line above.
            is_all = error.length >= len(error.text)
            wrong = error.message if is_all else present.wrong(error)
            self._problem.update(Content(f"{wrong} · {error.hint}"))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Tell what is meant; of what is only begun nothing is said."""
        event.stop()
        self._complain(None)
        try:
            self.post_message(self.Read(edition_from_text(event.value, self._today)))
        except DateError:
            return

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Tell what is wanted, or say what is wrong with it."""
        event.stop()
        try:
            self.post_message(self.Submitted(edition_from_text(event.value, self._today)))
        except DateError as error:
            self._complain(error)
