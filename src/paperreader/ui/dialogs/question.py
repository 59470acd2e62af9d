"""A question."""

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from paperreader.ui.dialogs.dialog import CLOSE, Dialog
from paperreader.ui.dialogs.key_line import KeyLine


class Question(Dialog[str | None]):
    """Asks for a line of text; returns None when it was not answered."""

    BINDINGS = [CLOSE]  # noqa: RUF012 - Textual's own form

    def __init__(
        self,
        question: str,
        *,
        most: int = 0,
        answer: str = "",
        can_be_empty: bool = False,
        does: str = "accepts",
    ) -> None:
        """Ask; `does` says what Enter does with the answer."""
        super().__init__()
        self._question = question
        self._most = most
        self._answer = answer
        self._can_be_empty = can_be_empty
        self._does = does

    def compose(self) -> ComposeResult:
        """Lay out the question."""
        with Vertical(classes="dialog"):
            yield Static(Content(self._question), classes="dialog-heading")
            yield Input(self._answer, max_length=self._most, compact=True)
            yield KeyLine(f"Enter {self._does}", "Esc closes")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Return the answer; an empty one only where that is allowed."""
        event.stop()
        answer = event.value.strip()
        self.dismiss(answer if answer or self._can_be_empty else None)

    def action_close(self) -> None:
        """Return no answer."""
        self.dismiss(None)
