"""Lines of a full text around a position in it: laid out from there on first, and what comes before it later."""

import time
from collections.abc import Iterator, Mapping, Sequence
from threading import Lock

from paperreader.document.cells import cell_width
from paperreader.document.layout import BlockLayout, TextLine, line_at, line_of_character
from paperreader.document.rendering import links_of
from paperreader.document.segments import plain_text
from paperreader.domain.papers.full_text import ReadingPosition
from paperreader.ui.kit.link_hints import VisibleLink
from paperreader.ui.reading.text_blocks import TextBlocks

Links = tuple[tuple[int, int, str], ...]


class TextPage:
    """The lines of the blocks from one up to another; more can be laid out in any thread.

    Args:
        text: The blocks; more may be read while this is used.
        layout: Lays them out.
        first: The block to begin with.
    """

    def __init__(self, text: TextBlocks, layout: BlockLayout, first: int) -> None:
        self.text = text
        self.layout = layout
        self.first = first
        """The first block whose lines are there."""
        self.end = first
        """Behind the last one."""
        self.lines: list[TextLine] = []
        self._previous: list[tuple[TextLine, ...]] = []
        self._lock = Lock()
        self._links: dict[int, Links] = {}

    @classmethod
    def around(
        cls, text: TextBlocks, layout: BlockLayout, position: ReadingPosition, height: int
    ) -> "TextPage":
        """Return as many lines as a screen shows that begins at a position, where the text is long enough."""
        page = cls(text, layout, text.block_of(position))
        page.lay_out_next(0, enough=2 * height)
        if page.lines:
            missing = page.line_of(position) + height - len(page.lines)
            if missing > 0:
                page.lay_out_previous(0, enough=missing)
                page.prepend_previous()
        return page

    def lay_out_next(self, seconds: float, *, enough: int = 0) -> bool:
        """Lay out blocks that follow for about as long, or until there are enough lines; tell whether some are left."""
        end = time.monotonic() + seconds
        with self._lock:
            while self.end < len(self.text.blocks) and (time.monotonic() < end or len(self.lines) < enough):
                self.lines += self.layout.lines(self.text.blocks, self.end)
                self.end += 1
        return self.end < len(self.text.blocks)

    def lay_out_previous(self, seconds: float, *, enough: int = 0) -> None:
        """Lay out blocks that come before for about as long, and until there are enough lines.

        They are not on the page before `prepend_previous`.
        """
        end, count = time.monotonic() + seconds, 0
        with self._lock:
            while not self.has_all_previous and (time.monotonic() < end or count < enough):
                block = self.first - len(self._previous) - 1
                lines = self.layout.lines(self.text.blocks, block)
                self._previous.append(lines)
                count += len(lines)

    def lay_out_more(self, seconds: float) -> None:
        """Read and lay out for about as long: first what follows, then what comes before."""
        end = time.monotonic() + seconds
        self.text.read_on(seconds)
        is_left = self.lay_out_next(max(0.001, end - time.monotonic()))
        if not is_left and self.text.is_read:
            self.lay_out_previous(max(0.001, end - time.monotonic()))

    def prepend_previous(self) -> int:
        """Put what was laid out before the page at its beginning, and return how many lines that are."""
        with self._lock:
            previous = [line for lines in reversed(self._previous) for line in lines]
            self.first -= len(self._previous)
            self._previous = []
            self.lines = previous + self.lines
        return len(previous)

    @property
    def has_all_previous(self) -> bool:
        """All that comes before is laid out."""
        return self.first == len(self._previous)

    @property
    def has_all_next(self) -> bool:
        """All that follows is on the page."""
        return self.text.is_read and self.end == len(self.text.blocks)

    @property
    def is_whole(self) -> bool:
        """All of the text is there."""
        return self.first == 0 and self.has_all_next

    def has(self, block: int) -> bool:
        """Tell whether the lines of a block are there."""
        return self.first <= block < self.end

    def line_of(self, position: ReadingPosition) -> int:
        """Return which line a position is in, of those that are there."""
        return line_at(self.lines, position.block, position.offset)

    def line_of_character(self, block: int, character: int) -> int:
        """Return which line a character of a block stands in."""
        return line_of_character(self.lines, block, character)

    def position_of(self, line: int) -> ReadingPosition | None:
        """Return the position a line begins at; None where there is no line."""
        if not 0 <= line < len(self.lines):
            return None
        begins = self.lines[line]
        return ReadingPosition(begins.block, begins.offset, self.text.share(begins.block))

    def links_in(self, line: int) -> list[tuple[int, int, str]]:
        """Return start, end and target of the links in the characters of a line."""
        text_line = self.lines[line]
        known = self._links.get(text_line.block)
        if known is None:
            block = self.text.blocks[text_line.block]
            known = self._links[text_line.block] = links_of(block, is_source=self.layout.is_source)
        return [(start, end, known[number][2]) for start, end, number in spans_in_line(text_line, known)]

    def link_at(self, line: int, column: int) -> str | None:
        """Return where the link in a column of a line leads; None where there is none."""
        characters = plain_text(self.lines[line].drawn)
        at = 0
        while at < len(characters) and column >= cell_width(characters[at]):
            column -= cell_width(characters[at])
            at += 1
        if column < 0:
            return None
        return next((target for start, end, target in self.links_in(line) if start <= at < end), None)

    def links_on(self, lines: range) -> Iterator[VisibleLink]:
        """Yield the links on lines, each part of one that is broken."""
        for line in lines[: max(0, len(self.lines) - lines.start)]:
            yield from (VisibleLink(line, start, target) for start, _, target in self.links_in(line))

    def matches_in(
        self, line: int, matches: Mapping[int, tuple[tuple[int, int], ...]]
    ) -> list[tuple[int, int, int]]:
        """Return start and end of matches in the characters of a line, and which match of its block each is."""
        text_line = self.lines[line]
        return spans_in_line(text_line, matches.get(text_line.block, ()))


def spans_in_line(
    line: TextLine, spans: Sequence[tuple[int, int] | tuple[int, int, str]]
) -> list[tuple[int, int, int]]:
    """Return start and end of a block's spans in the characters of one of its lines, and which span each is."""
    shift = len(line.prefix)
    within = []
    for part in line.parts:
        for number, span in enumerate(spans):
            begin, behind = max(span[0], part.start), min(span[1], part.start + part.length)
            if begin < behind:
                at = shift + part.at - part.start
                within.append((at + begin, at + behind, number))
    return within
