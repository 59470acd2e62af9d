"""How something stands, on stderr: one line that is written over on a terminal, else a line now and then."""

import os
import time
from collections.abc import Callable, Sequence
from typing import TextIO

_REDRAWN_AFTER = 0.1
_NEXT_LINE_AFTER = 10.0
"""Seconds between two lines where they are not written over."""

_BAR = 24
_LEAST_BAR = 6
_FULL, _EMPTY = "█░"

Drawn = Callable[[int, str], str]
"""Returns the line for a width in columns, given the symbols of what is done and what is not."""


class Line:
    """The line; nothing is written when it is to be quiet."""

    def __init__(self, stream: TextIO, *, is_quiet: bool = False) -> None:
        self._stream = stream
        self._is_quiet = is_quiet
        self._is_drawing = stream.isatty() and os.environ.get("TERM", "") != "dumb"
        self._shown_at: float | None = None

    def show(self, drawn: Drawn, words: str, *, is_urgent: bool = False) -> None:
        """Show how it stands, drawn or in words, unless that was done a moment ago; what is urgent is shown always."""
        now = time.monotonic()
        pause = _REDRAWN_AFTER if self._is_drawing else _NEXT_LINE_AFTER
        if self._is_quiet or (not is_urgent and self._shown_at is not None and now - self._shown_at < pause):
            return
        self._shown_at = now
        if self._is_drawing:
            self._draw(drawn)
        else:
            self._write(f"{words}\n")

    def end(self, drawn: Drawn, words: str) -> None:
        """Show how it stood in the end, where it was drawn, and say what came of it on a line of its own."""
        if self._is_quiet:
            return
        if self._is_drawing:
            self._draw(drawn)
            self._write("\n")
        self._write(f"{words}\n")

    def clear(self) -> None:
        """Take away what was drawn, so that something else can stand there."""
        if self._is_drawing and self._shown_at is not None:
            self._write("\r\x1b[K")
        self._shown_at = None

    def _draw(self, drawn: Drawn) -> None:
        self._write(f"\r{drawn(self._width(), self._symbols())}\x1b[K")

    def _write(self, text: str) -> None:
        self._stream.write(text)
        self._stream.flush()

    def _width(self) -> int:
        try:
            # The last column is left free: some terminals break the line when it is written to.
            return max(10, os.get_terminal_size(self._stream.fileno()).columns - 1)
        except OSError:
            return 79

    def _symbols(self) -> str:
        try:
            (_FULL + _EMPTY).encode(self._stream.encoding or "ascii")
        except UnicodeEncodeError:
            return "#."
        return _FULL + _EMPTY


def with_bar(facts: Sequence[str], share: float, width: int, symbols: str, *, kept: int = 1) -> str:
    """Return a bar and facts that fit: the last ones are left out, but not the first `kept`; then the bar."""
    shown = list(facts)
    while len(shown) > kept and len(", ".join(shown)) + _LEAST_BAR + 1 > width:
        shown.pop()
    text = ", ".join(shown)
    length = min(_BAR, width - len(text) - 1)
    if length < _LEAST_BAR:
        return text[:width]
    full = int(length * share)
    return f"{symbols[0] * full}{symbols[1] * (length - full)} {text}"
