"""Segments of text with a style each, broken into lines."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

from paperreader.document.blocks import TextStyle
from paperreader.document.cells import chop, wrap

Segment = tuple[str, TextStyle]
"""A part of a line in one style."""
Line = tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class LinePart:
    """Characters of a block, or of a row of a table, that stand in a line."""

    at: int
    """Characters of the line before them, without what stands before the line."""
    start: int
    """Characters of the block before them."""
    length: int


LaidOutLine = tuple[int, Line, tuple[LinePart, ...]]
"""Characters of a block before a line, what the line shows, and which characters of the block stand where in it."""


def plain_text(line: Line) -> str:
    """Return the text of a line."""
    return "".join(text for text, _ in line)


def wrap_segments(line: Line, room: int) -> Iterator[tuple[int, Line]]:
    """Yield the lines that a long one is broken into, each with the characters before it."""
    queue = _SegmentQueue(line)
    for words in wrap(plain_text(line), room):
        for piece in chop(words, room):
            yield queue.taken, queue.take(len(piece))
        queue.skip_space()


class _SegmentQueue:
    """Segments, of which so many characters at a time are taken."""

    def __init__(self, line: Line) -> None:
        self._left = deque(line)
        self.taken = 0
        """Characters taken so far."""

    def take(self, count: int) -> Line:
        """Return the pieces of the next characters."""
        taken: list[Segment] = []
        while count and self._left:
            text, style = self._left.popleft()
            if len(text) > count:
                self._left.appendleft((text[count:], style))
            taken.append((text[:count], style))
            count -= len(taken[-1][0])
            self.taken += len(taken[-1][0])
        return tuple(taken)

    def skip_space(self) -> None:
        """Leave out the space at which a line was broken, if it was broken at one."""
        if self._left and self._left[0][0].startswith(" "):
            self.take(1)
