"""Words in a pane: loading, empty, offline or failed, and what to press."""

from textual.content import Content
from textual.widgets import Static

from paperreader.errors import PaperReaderError
from paperreader.ui.kit import present


class Notice(Static):
    """Says something where the rows are or would be; hidden while there is nothing to say."""

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id, markup=False)
        self.display = False
        self._said = "", False

    def say(self, text: str, *, is_problem: bool = False) -> None:
        """Show a text; nothing hides it again."""
        if (text, is_problem) == self._said:
            # Everything would be laid out anew, and what is to be seen beside it be drawn a frame later.
            return
        self._said = text, is_problem
        self.set_class(is_problem, "problem")
        self.update(Content(text))
        self.display = bool(text)

    def complain(self, error: PaperReaderError, what_to_press: str) -> None:
        """Show what went wrong, what to do about it, and a key."""
        self.say(f"{present.told(error)} {what_to_press}", is_problem=True)
