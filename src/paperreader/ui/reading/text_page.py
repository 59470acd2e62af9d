"""Lines of a full text around a place in it: set from there on, and what is before it later."""

import time
from collections.abc import Mapping, Sequence
from threading import Lock

from paperreader.document.layout import BlockLayout, TextLine, line_at, line_of_character
from paperreader.document.rendering import links_of
from paperreader.domain.papers.full_text import ReadingPosition
from paperreader.ui.reading.text_blocks import TextBlocks

Links = tuple[tuple[int, int, str], ...]


class TextPage:
    """The lines of the blocks from one up to another; more can be set in whatever thread.

    Args:
        text: The blocks; more may be read while this is used.
        setter: Sets them.
        first: The block to begin with.
    """

    def __init__(self, text: TextBlocks, setter: BlockLayout, first: int) -> None:
        self.text = text
        self.setter = setter
        self.first = first
        """The first block whose lines are there."""
        self.end = first
        """Behind the last one."""
        self.lines: list[TextLine] = []
        self._before: list[tuple[TextLine, ...]] = []
        self._setting = Lock()
        self._links: dict[int, Links] = {}

    def set_on(self, seconds: float, *, enough: int = 0) -> bool:
        """Set blocks that follow for about as long, or until there are enough lines; tell whether some are left."""
        end = time.monotonic() + seconds
        with self._setting:
            while self.end < len(self.text.blocks) and (time.monotonic() < end or len(self.lines) < enough):
                self.lines += self.setter.lines(self.text.blocks, self.end)
                self.end += 1
        return self.end < len(self.text.blocks)

    def set_back(self, seconds: float, *, enough: int = 0) -> bool:
        """Set blocks that come before for about as long, and until there are enough lines; tell whether some are left.

        They are not on the page before `take_back`.
        """
        end, count = time.monotonic() + seconds, 0
        with self._setting:
            while not self.is_back_set and (time.monotonic() < end or count < enough):
                place = self.first - len(self._before) - 1
                lines = self.setter.lines(self.text.blocks, place)
                self._before.append(lines)
                count += len(lines)
        return not self.is_back_set

    def take_back(self) -> int:
        """Put what was set before the page at its beginning, and return how many lines that are."""
        with self._setting:
            before = [line for lines in reversed(self._before) for line in lines]
            self.first -= len(self._before)
            self._before = []
            self.lines = before + self.lines
        return len(before)

    @property
    def is_back_set(self) -> bool:
        """All that comes before is set."""
        return self.first == len(self._before)

    @property
    def is_whole(self) -> bool:
        """All of the text is there."""
        return self.first == 0 and self.text.is_read and self.end == len(self.text.blocks)

    def has(self, block: int) -> bool:
        """Tell whether the lines of a block are there."""
        return self.first <= block < self.end

    def line_of(self, place: ReadingPosition) -> int:
        """Return which line a place is in, of those that are there."""
        return line_at(self.lines, place.block, place.offset)

    def line_of_character(self, block: int, character: int) -> int:
        """Return which line a character of a block stands in."""
        return line_of_character(self.lines, block, character)

    def place_of(self, line: int) -> ReadingPosition | None:
        """Return the place a line begins at; None where there is no line."""
        if not 0 <= line < len(self.lines):
            return None
        found = self.lines[line]
        return ReadingPosition(found.block, found.offset, self.text.share(found.block))

    def links_in(self, line: int) -> list[tuple[int, int, str]]:
        """Return from where to where links reach in what a line draws, and where they lead."""
        set_line = self.lines[line]
        known = self._links.get(set_line.block)
        if known is None:
            block = self.text.blocks[set_line.block]
            known = self._links[set_line.block] = links_of(block, is_source=self.setter.is_source)
        return [(start, end, known[number][2]) for start, end, number in marked(set_line, known)]

    def marks_in(
        self, line: int, found: Mapping[int, tuple[tuple[int, int], ...]]
    ) -> list[tuple[int, int, int]]:
        """Return from where to where what was found reaches in what a line draws, and which of its block it is."""
        set_line = self.lines[line]
        return marked(set_line, found.get(set_line.block, ()))


def marked(
    line: TextLine, spans: Sequence[tuple[int, int] | tuple[int, int, str]]
) -> list[tuple[int, int, int]]:
    """Return from where to where spans of a block reach in a line of it, and which of them they are."""
    shift = len(line.prefix)
    marks = []
    for part in line.parts:
        for number, span in enumerate(spans):
            begin, behind = max(span[0], part.start), min(span[1], part.start + part.length)
            if begin < behind:
                at = shift + part.at - part.start
                marks.append((at + begin, at + behind, number))
    return marks
