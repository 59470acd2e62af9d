"""A message in a pane: loading, empty, offline or failed, and what to press."""

from textual.content import Content
from textual.widgets import Static

from paperreader.errors import PaperReaderError
from paperreader.ui.kit import present


class Notice(Static):
    """Shows a message where the rows are or would be; hidden while there is none."""

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id, markup=False)
        self.display = False
        self._said = "", False

    def say(self, text: str, *, is_problem: bool = False) -> None:
        """Show a message; an empty one hides the notice."""
        if (text, is_problem) == self._said:
            # Showing it again would lay out everything anew, and delay by a frame what is to be drawn beside it.
            return
        self._said = text, is_problem
        self.set_class(is_problem, "problem")
        self.update(Content(text))
        self.display = bool(text)

    def complain(self, error: PaperReaderError, what_to_press: str) -> None:
        """Show what went wrong, what to do about it, and a key."""
        self.say(f"{present.told(error)} {what_to_press}", is_problem=True)
