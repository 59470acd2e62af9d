"""A message in a pane: loading, empty, offline or failed, and what to press."""

import re
from collections.abc import Sequence

from textual.content import Content
from textual.geometry import Size
from textual.widgets import Static

from paperreader.document.cells import cell_width, wrapped
from paperreader.errors import PaperReaderError
from paperreader.ui.kit import present

_KEY_AND_VERB = re.compile(r"(?<!\S)((?!a )[^\s\d…·–—]|\d|Enter|Esc|Tab|Space) (?=[a-z])")
_AGAIN = "r tries again"
_TRY_AGAIN = re.compile(r"\b[Tt]ry again\b")
_TIE = "\N{NO-BREAK SPACE}"
_MANY = 100
"""Lines a notice never has."""


def set_in(text: str, width: int, most: int = _MANY) -> Sequence[str]:
    """Return a message in lines, each key with its verb, the last ended with "…" where it is too long."""
    tied = _KEY_AND_VERB.sub(rf"\1{_TIE}", text)
    lines: list[str] = []
    for word in tied.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and cell_width(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    if len(lines) > most or any(cell_width(line) > width for line in lines):
        return wrapped(text, width, most)
    return [line.replace(_TIE, " ") for line in lines]


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

    def render(self) -> Content:
        """Return the lines that have room."""
        return Content(
            "\n".join(set_in(self._said[0], self.content_size.width, max(1, self.content_size.height)))
        )

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how many lines the message takes."""
        del container, viewport
        return len(set_in(self._said[0], max(1, width)))

    def complain(self, error: PaperReaderError, what_to_press: str) -> None:
        """Show what went wrong, what to do about it, and a key."""
        told = present.told(error)
        if what_to_press.startswith(_AGAIN) and (hint := _TRY_AGAIN.search(told)):
            # Once is enough: the error's own advice names the key.
            told = f"{told[: hint.start()]}{'Press' if hint[0][0] == 'T' else 'press'} r{told[hint.end() :]}"
            what_to_press = what_to_press.removeprefix(_AGAIN).lstrip(" .,")
        self.say(f"{told} {what_to_press}".rstrip(), is_problem=True)
