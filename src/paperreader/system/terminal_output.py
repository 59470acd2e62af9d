"""Writing to a terminal that may go away."""

from typing import TextIO


class LastingOutput:
    """A text file that drops what it can't write any more, such as to a terminal that was closed.

    Textual writes to the terminal in a thread that ends with the first failure; whatever is drawn after that waits for
    the thread for ever, and the reader can neither save nor end.
    """

    def __init__(self, file: TextIO) -> None:
        self._file = file

    def write(self, text: str) -> int:
        """Write a text if that is possible."""
        try:
            return self._file.write(text)
        except OSError:
            return len(text)

    def flush(self) -> None:
        """Write what was held back if that is possible."""
        try:
            self._file.flush()
        except OSError:
            return

    def fileno(self) -> int:
        """Return the number the system knows the file by."""
        return self._file.fileno()

    def isatty(self) -> bool:
        """Tell whether it is a terminal, and still there."""
        return self._file.isatty()
