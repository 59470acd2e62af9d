"""Output to a terminal that may be closed, and that may count columns otherwise than the reader."""

from contextlib import suppress
from typing import TextIO

_ALTERNATE_SCREEN, _OWN_SCREEN = "\x1b[?1049h", "\x1b[?1049l"
_SCREEN = "\x1b[?1049"
_NO_WRAPPING, _WRAPPING = "\x1b[?7l", "\x1b[?7h"


class ResilientOutput:
    """A text file that drops what it can't write any more, such as to a terminal that was closed.

    Textual writes to the terminal in a thread that ends with the first failure; whatever is drawn after that waits for
    the thread for ever, and the reader can neither save nor end.

    While the reader has the screen, a line that the terminal takes for longer than the reader does ends at the edge:
    going on in the next line would move or overwrite what is there.
    """

    def __init__(self, file: TextIO) -> None:
        self._file = file

    def write(self, text: str) -> int:
        """Write a text if that is possible."""
        with suppress(OSError):
            self._file.write(_without_wrapping(text))
        return len(text)

    def flush(self) -> None:
        """Write what was held back if that is possible."""
        with suppress(OSError):
            self._file.flush()

    def fileno(self) -> int:
        """Return the number the system knows the file by."""
        return self._file.fileno()

    def isatty(self) -> bool:
        """Tell whether it is a terminal, and still there."""
        return self._file.isatty()


def _without_wrapping(text: str) -> str:
    if _SCREEN not in text:
        return text
    return text.replace(_ALTERNATE_SCREEN, _ALTERNATE_SCREEN + _NO_WRAPPING).replace(
        _OWN_SCREEN, _WRAPPING + _OWN_SCREEN
    )
