"""Lays blocks out as lines of a width; each line knows which characters of which block it shows."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from paperreader.document.blocks import Block, BlockKind, Runs, Table, TextStyle
from paperreader.document.cells import cell_width
from paperreader.document.rendering import CAPTION_RAIL, line_prefixes, render_block, render_runs
from paperreader.document.segments import (
    LaidOutLine,
    Line,
    LinePart,
    Segment,
    plain_text,
    wrap_segments,
)
from paperreader.document.table_layout import TableColumns, columns_of, row_lines, stacked_row_lines

_INDENT, _HANGING = 4, 4
"""Columns before a formula with lines for itself, and more of them before the rest of a long one."""
_CODE_INDENT = 2
"""Columns before code."""
_NARROW = 48
"""Columns below which there is no room for those."""


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of the layout."""

    block: int
    offset: int
    """Characters of the block before it; for the blank lines before a block -1, or -2 and -1."""
    prefix: str
    """What stands before it, such as the sign of a list."""
    runs: Line
    parts: tuple[LinePart, ...]
    hang: int = 0
    """Columns it begins before the left edge of the text: it is of a table wider than that."""

    @property
    def drawn(self) -> Line:
        """All of it."""
        return ((self.prefix, TextStyle.DIM), *self.runs) if self.prefix else self.runs


class BlockLayout:
    """Lays out blocks at one width.

    Args:
        width: Columns of running text.
        is_source: Whether formulas are shown as they were written.
        margins: Columns at either side of it that are there for tables.
    """

    def __init__(self, width: int, *, is_source: bool, margins: int = 0) -> None:
        self.width = max(1, width)
        self.margins = margins
        self.is_source = is_source
        self._columns: dict[int, tuple[Table, TableColumns | None]] = {}

    def lines(self, blocks: Sequence[Block], place: int) -> tuple[TextLine, ...]:
        """Return the lines of the block at a place, with the blank ones before it."""
        block = blocks[place]
        return (*self._gap(blocks, place), *self._lines(block, place))

    def _gap(self, blocks: Sequence[Block], place: int) -> Iterator[TextLine]:
        block = blocks[place]
        if not block.has_gap or place == 0:
            return
        # Captions are apart from each other.
        former = line_prefixes(blocks[place - 1])[1].removesuffix(CAPTION_RAIL)
        runs = _shared(former, line_prefixes(block)[1], self.width)
        for offset in (-2, -1) if 0 < block.level <= 2 else (-1,):
            yield TextLine(place, offset, "", runs, ())

    def _lines(self, block: Block, place: int) -> Iterator[TextLine]:
        # Of deep quotes and lists the innermost levels are shown.
        most = self.width // 4 * 2
        first, rest = (signs[max(0, len(signs) - most) :] for signs in line_prefixes(block))
        room = max(1, self.width - len(rest))
        signs = first
        hang = self._hang(block, room)
        for offset, runs, parts in self._set(block, room):
            yield TextLine(place, offset, signs, runs, parts, hang)
            signs = rest

    def _hang(self, block: Block, room: int) -> int:
        columns = None if block.table is None else self._columns_of(block.table, room)
        over = 0 if columns is None else columns.width - room
        return max(0, min(self.margins, over // 2))

    def _set(self, block: Block, room: int) -> Iterator[LaidOutLine]:
        if block.table is not None:
            yield from self._row(block, block.table, room)
            return
        runs = render_block(block, is_source=self.is_source)
        if block.kind is BlockKind.FORMULA:
            yield from _formula(runs, room)
            return
        if block.kind in (BlockKind.CODE, BlockKind.SOURCE):
            indent = min(_CODE_INDENT, room // 4) if block.kind is BlockKind.CODE else 0
            yield from _break_runs(runs, room, indent, min(_HANGING, (room - indent) // 4))
            return
        for start, line in wrap_segments(runs, room):
            yield start, line, (LinePart(0, start, len(plain_text(line))),)

    def _row(self, block: Block, table: Table, room: int) -> Iterator[LaidOutLine]:
        is_head = block.row < table.heads
        style = TextStyle.STRONG if is_head else TextStyle.PLAIN
        cells = [self._cell(cell, style) for cell in table.rows[block.row]]
        columns = self._columns_of(table, room)
        if columns is None:
            head = [plain_text(self._cell(cell)) for cell in table.rows[0]]
            yield from stacked_row_lines(cells, head, room, is_head=is_head)
        else:
            yield from row_lines(cells, columns, is_head=is_head)

    def _columns_of(self, table: Table, room: int) -> TableColumns | None:
        known = self._columns.get(id(table))
        if known is None or known[0] is not table:
            most = room + 2 * self.margins
            known = self._columns[id(table)] = table, columns_of(self._shown(table), table.alignments, most)
        return known[1]

    def _cell(self, cell: Runs, style: TextStyle = TextStyle.PLAIN) -> Line:
        return render_runs(cell, style, is_source=self.is_source)

    def _shown(self, table: Table) -> list[list[str]]:
        return [[plain_text(self._cell(cell)) for cell in row] for row in table.rows]


def layout_lines(blocks: Sequence[Block], width: int) -> Iterator[Line]:
    """Yield the lines of blocks, none of them wider than `width` columns."""
    layout = BlockLayout(width, is_source=False)
    for place in range(len(blocks)):
        for line in layout.lines(blocks, place):
            yield line.drawn


def _shared(former: str, rest: str, width: int) -> Line:
    """Return what stands on a blank line between what has these two before it."""
    same = "".join(one for one, other in zip(former, rest, strict=False) if one == other)
    same = same.rstrip()[: max(0, width // 2)]
    return ((same, TextStyle.DIM),) if same else ()


def _formula(runs: Line, room: int) -> Iterator[LaidOutLine]:
    """Yield the lines of a formula, set in from the text around it."""
    little = min(2, room // 4)
    return _break_runs(runs, room, *((_INDENT, _HANGING) if room >= _NARROW else (little, little)))


def _break_runs(runs: Line, room: int, indent: int, hanging: int) -> Iterator[LaidOutLine]:
    """Yield the lines of what keeps its spaces and line breaks, the rest of a long one set in."""
    text = plain_text(runs)
    styles = [style for piece, style in runs for _ in piece]
    begin = 0
    for row in text.split("\n"):
        before = indent
        for start, end in break_spans(row, room - indent, hanging):
            at = begin + start
            line = tuple(_runs_of(text[at : begin + end], styles[at : begin + end]))
            margin: Line = ((" " * before, TextStyle.PLAIN),) if before else ()
            yield at, (*margin, *line), (LinePart(before, at, end - start),)
            before = indent + hanging
        begin += len(row) + 1


def _runs_of(text: str, styles: Sequence[TextStyle]) -> Iterator[Segment]:
    begin = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or styles[at] != styles[begin]:
            yield text[begin:at], styles[begin]
            begin = at


def break_spans(text: str, room: int, hanging: int) -> Iterator[tuple[int, int]]:
    """Yield from where to where each line of a text reaches, broken at spaces where there are any; at least one.

    All lines but the first have `hanging` columns less.
    """
    begin, most = 0, max(1, room)
    while True:
        end, used = begin, 0
        while end < len(text) and (used + (wide := cell_width(text[end])) <= most or end == begin):
            used += wide
            end += 1
        if end >= len(text):
            yield begin, len(text)
            return
        space = text.rfind(" ", begin + 1, end + 1)
        if space > begin + (end - begin) // 3:
            yield begin, space
            begin = space + 1
        else:
            yield begin, end
            begin = end
        most = max(1, room - hanging)


def line_at(lines: Sequence[TextLine], block: int, offset: int) -> int:
    """Return which of some lines, in order, a place is in; the nearest there is."""
    found = bisect_right(lines, (block, offset), key=lambda line: (line.block, line.offset)) - 1
    return max(0, found)


def line_of_character(lines: Sequence[TextLine], block: int, character: int) -> int:
    """Return which of some lines a character of a block stands in, also in a cell of a table."""
    at = begin = line_at(lines, block, -9)
    if begin < len(lines) and lines[begin].block < block:
        at = begin = begin + 1
    while at < len(lines) and lines[at].block == block:
        if any(part.start <= character < part.start + part.length for part in lines[at].parts):
            return at
        at += 1
    return line_at(lines, block, character)
