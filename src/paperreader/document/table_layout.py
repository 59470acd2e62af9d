"""Lays tables out: in columns where there is room, else each row as lines of its own."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from paperreader.document.blocks import TextStyle
from paperreader.document.cells import cell_width
from paperreader.document.segments import LaidOutLine, Line, LinePart, Segment, plain_text, wrap_segments

_BETWEEN = "  "
_SIDE_BY_SIDE = " · "
_SMALLEST, _MAX_WORD_LENGTH = 3, 16
"""Columns a column has at least; those of a word that is not broken."""


@dataclass(frozen=True, slots=True)
class TableColumns:
    """The widths and alignments of the columns of a table."""

    widths: tuple[int, ...]
    alignments: tuple[str, ...]

    @property
    def width(self) -> int:
        """Columns of the terminal that the table takes."""
        return sum(self.widths) + len(_BETWEEN) * (len(self.widths) - 1)


def columns_of(rows: Sequence[Sequence[str]], alignments: tuple[str, ...], room: int) -> TableColumns | None:
    """Return the columns of a table; None where there is no room for them beside each other."""
    count = max((len(row) for row in rows), default=0)
    wanted, needed = [1] * count, [_SMALLEST] * count
    for row in rows:
        for place, text in enumerate(row):
            wanted[place] = max(wanted[place], cell_width(text))
            longest = max((cell_width(word) for word in text.split()), default=0)
            needed[place] = max(needed[place], min(longest, _MAX_WORD_LENGTH))
    needed = [min(both) for both in zip(wanted, needed, strict=True)]
    left = room - len(_BETWEEN) * (count - 1)
    if sum(needed) > left:
        return None
    return TableColumns(tuple(_shared_widths(needed, wanted, left)), alignments)


def _shared_widths(needed: Sequence[int], wanted: Sequence[int], room: int) -> list[int]:
    """Share the room: to each what it needs, the rest to those that want more, in equal parts."""
    widths = list(needed)
    room -= sum(widths)
    while room > 0:
        short = [place for place, width in enumerate(widths) if width < wanted[place]]
        if not short:
            break
        each = max(1, room // len(short))
        for place in short:
            more = min(each, wanted[place] - widths[place], room)
            widths[place] += more
            room -= more
    return widths


def row_lines(cells: Sequence[Line], columns: TableColumns, *, is_head: bool) -> Iterator[LaidOutLine]:
    """Yield the lines of a row; below the head stands a rule."""
    starts = cell_offsets(cells)
    set_cells = [list(wrap_segments(cell, width)) for cell, width in zip(cells, columns.widths, strict=False)]
    offset = 0
    # Of several lines that are centred none begins where the eye looks for it.
    aligned = zip_longest(set_cells, columns.alignments[: len(set_cells)], fillvalue="left")
    alignments = ["left" if side == "center" and len(cell) > 1 else side for cell, side in aligned]
    for pieces in zip_longest(*set_cells):
        line, parts = _beside(pieces, starts, TableColumns(columns.widths, tuple(alignments)))
        yield offset, line, parts
        offset += sum(part.length for part in parts)
    if is_head:
        rule = "─" * columns.width
        yield _end(cells), ((rule, TextStyle.DIM),), ()


def cell_offsets(cells: Sequence[Line]) -> list[int]:
    """Return the characters of a row before each of its cells; a space is between them."""
    starts, start = [], 0
    for cell in cells:
        starts.append(start)
        start += len(plain_text(cell)) + 1
    return starts


def _end(cells: Sequence[Line]) -> int:
    """Return the place of what stands behind all cells of a row, which no cell has."""
    return max(1, sum(len(plain_text(cell)) + 1 for cell in cells) - 1)


def _beside(
    pieces: Sequence[tuple[int, Line] | None], starts: Sequence[int], columns: TableColumns
) -> tuple[Line, tuple[LinePart, ...]]:
    runs: list[Segment] = []
    parts: list[LinePart] = []
    at = gap = 0
    for place, piece in enumerate(pieces):
        width = columns.widths[place]
        text = "" if piece is None else plain_text(piece[1])
        left = _left(text, width, columns.alignments[place])
        gap += left
        if piece is not None and text:
            if gap:
                runs.append((" " * gap, TextStyle.PLAIN))
                at += gap
            runs += piece[1]
            parts.append(LinePart(at, starts[place] + piece[0], len(text)))
            at += len(text)
            gap = 0
            left += cell_width(text)
        gap += width - left + len(_BETWEEN)
    return tuple(runs), tuple(parts)


def _left(text: str, width: int, alignment: str) -> int:
    """Return the columns before a cell."""
    free = max(0, width - cell_width(text))
    return {"right": free, "center": free // 2}.get(alignment, 0) if text else 0


def stacked_row_lines(
    cells: Sequence[Line], head: Sequence[str], room: int, *, is_head: bool
) -> Iterator[LaidOutLine]:
    """Yield a row with each of its cells on lines of its own, behind what its column is called; the head in one row."""
    if is_head:
        yield from _joined(cells, room)
    else:
        starts = cell_offsets(cells)
        for place, cell in enumerate(cells):
            name = head[place] if 0 < place < len(head) else ""
            indent = 2 if place and room > 2 * _MAX_WORD_LENGTH else 0
            label: Line = ((f"{name}: ", TextStyle.DIM),) if name else ()
            yield from _labelled(cell, label, starts[place], room - indent, indent)
    yield _end(cells), (("─" * min(room, 8), TextStyle.DIM),), ()


def _joined(cells: Sequence[Line], room: int) -> Iterator[LaidOutLine]:
    runs: list[Segment] = []
    spans: list[tuple[int, int, int]] = []
    at = 0
    for start, cell in zip(cell_offsets(cells), cells, strict=True):
        length = len(plain_text(cell))
        if length and runs:
            runs.append((_SIDE_BY_SIDE, TextStyle.DIM))
            at += len(_SIDE_BY_SIDE)
        runs += cell
        spans.append((at, start, length))
        at += length
    for begin, line in wrap_segments(tuple(runs), room):
        end = begin + len(plain_text(line))
        parts = [
            LinePart(
                max(at, begin) - begin, start + max(0, begin - at), min(at + length, end) - max(at, begin)
            )
            for at, start, length in spans
            if max(at, begin) < min(at + length, end)
        ]
        # A line of nothing but what parts the cells is where the cell before it ends.
        ended = max((start + length for at, start, length in spans if at <= begin), default=0)
        yield parts[0].start if parts else ended, line, tuple(parts)


def _labelled(cell: Line, label: Line, offset: int, room: int, indent: int) -> Iterator[LaidOutLine]:
    before: Line = ((" " * indent, TextStyle.PLAIN),) if indent else ()
    labelled = len(plain_text(label))
    for start, line in wrap_segments((*label, *cell), max(1, room)):
        length = len(plain_text(line))
        # What of the line is the cell's, and where in the cell that is.
        hidden = max(0, min(length, labelled - start))
        part = LinePart(indent + hidden, offset + max(0, start - labelled), length - hidden)
        if length or not offset:
            yield part.start, (*before, *line), ((part,) if part.length else ())
