"""The blocks of a full text set as lines, each of which knows where in the text it stands."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from paperreader.domain.tex_display import formula_lines, formula_text
from paperreader.formats.cells import cell_width
from paperreader.formats.prose import CAPTION_RAIL, Block, Line, Look, Run, Table, plain
from paperreader.formats.prose_lines import set_runs, shared
from paperreader.formats.text_tables import Columns, columns_of, row_by_row, row_lines

_INDENT, _HANGING = 4, 4
"""Columns before a formula with lines for itself, and more of them before the rest of a long one."""
_NARROW = 48
"""Columns below which there is no room for those."""


@dataclass(frozen=True, slots=True)
class Part:
    """Characters of a block that stand in a line."""

    at: int
    """Characters of the line before them, without what stands before the line."""
    start: int
    """Characters of the block before them."""
    length: int


SetRuns = tuple[int, Line, tuple[Part, ...]]
"""Characters of a block before a line, what the line shows, and which characters of the block stand where in it."""


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line as it stands on the page."""

    block: int
    offset: int
    """Characters of the block before it; for the blank lines before a block -1, or -2 and -1."""
    before: str
    """What stands before it, such as the sign of a list."""
    runs: Line
    parts: tuple[Part, ...]
    hang: int = 0
    """Columns it begins before the left edge of the text: it is of a table wider than that."""

    @property
    def drawn(self) -> Line:
        """All of it."""
        return ((self.before, Look.DIM), *self.runs) if self.before else self.runs


# Where a formula stands once it mostly stands again, and every line is set anew at every width.
@lru_cache(maxsize=20_000)
def _meant(source: str, *, is_displayed: bool) -> str:
    for sign in ("$$", "$", "\\(", "\\["):
        if source.startswith(sign):
            source = source[len(sign) : -len(sign)]
            break
    return "\n".join(formula_lines(source)) if is_displayed else formula_text(source)


def shown_run(run: Run, *, is_source: bool, is_displayed: bool = False) -> Run:
    """Return a run as it is shown: a formula as it is meant, or as it was written."""
    text, look = run
    if is_source or Look.FORMULA not in look:
        return run
    return _meant(text, is_displayed=is_displayed), look


def shown_runs(block: Block, *, is_source: bool) -> Line:
    """Return the runs of a block as they are shown, one for each."""
    return tuple(shown_run(run, is_source=is_source, is_displayed=block.is_formula) for run in block.runs)


def shown_text(block: Block, *, is_source: bool) -> str:
    """Return what a block shows, which is what offsets count."""
    return plain(shown_runs(block, is_source=is_source))


def links_of(block: Block, *, is_source: bool) -> tuple[tuple[int, int, str], ...]:
    """Return from where to where links reach in what a block shows, and where they lead."""
    if not block.targets:
        return ()
    found: list[tuple[int, int, str]] = []
    end = 0
    for (text, _), target in zip(shown_runs(block, is_source=is_source), block.targets, strict=True):
        start, end = end, end + len(text)
        if target and found and found[-1][1:] == (start, target):
            found[-1] = (found[-1][0], end, target)
        elif target:
            found.append((start, end, target))
    return tuple(found)


def offset_elsewhere(block: Block, offset: int, *, is_source: bool) -> int:
    """Return where in a block that is shown the other way something is.

    Args:
        block: The block.
        offset: Characters before it where the block is shown as source, if `is_source`, else as it is meant.
        is_source: How it is shown.
    """
    begin = 0
    for here, there in zip(
        shown_runs(block, is_source=is_source), shown_runs(block, is_source=not is_source), strict=True
    ):
        if offset < len(here[0]):
            return begin + min(offset, max(0, len(there[0]) - 1))
        offset -= len(here[0])
        begin += len(there[0])
    return begin + min(offset, 0)


class Setter:
    """Sets blocks at one width.

    Args:
        width: Columns of running text.
        is_source: Whether formulas are shown as they were written.
        margins: Columns at either side of it that are there for tables.
    """

    def __init__(self, width: int, *, is_source: bool, margins: int = 0) -> None:
        self.width = max(1, width)
        self.margins = margins
        self.is_source = is_source
        self._columns: dict[int, tuple[Table, Columns | None]] = {}

    def lines(self, blocks: Sequence[Block], place: int) -> tuple[TextLine, ...]:
        """Return the lines of the block at a place, with the blank ones before it."""
        block = blocks[place]
        return (*self._gap(blocks, place), *self._lines(block, place))

    def _gap(self, blocks: Sequence[Block], place: int) -> Iterator[TextLine]:
        block = blocks[place]
        if not block.has_gap or place == 0:
            return
        # Captions are apart from each other.
        runs = shared(blocks[place - 1].rest.removesuffix(CAPTION_RAIL), block.rest, self.width)
        for offset in (-2, -1) if 0 < block.level <= 2 else (-1,):
            yield TextLine(place, offset, "", runs, ())

    def _lines(self, block: Block, place: int) -> Iterator[TextLine]:
        # Of deep quotes and lists the innermost levels are shown.
        most = self.width // 4 * 2
        first, rest = (before[max(0, len(before) - most) :] for before in (block.first, block.rest))
        room = max(1, self.width - len(rest))
        before = first
        hang = self._hang(block, room)
        for offset, runs, parts in self._set(block, room):
            yield TextLine(place, offset, before, runs, parts, hang)
            before = rest

    def _hang(self, block: Block, room: int) -> int:
        columns = None if block.table is None else self._columns_of(block.table, room)
        over = 0 if columns is None else columns.width - room
        return max(0, min(self.margins, over // 2))

    def _set(self, block: Block, room: int) -> Iterator[SetRuns]:
        if block.table is not None:
            yield from self._row(block, block.table, room)
            return
        runs = shown_runs(block, is_source=self.is_source)
        if block.is_formula:
            yield from _formula(runs, room)
            return
        if block.is_code:
            yield from _broken_runs(runs, room, 0, min(_HANGING, room // 4))
            return
        for start, line in set_runs(runs, room):
            yield start, line, (Part(0, start, len(plain(line))),)

    def _row(self, block: Block, table: Table, room: int) -> Iterator[SetRuns]:
        cells = [self._cell(cell) for cell in table.rows[block.row]]
        columns = self._columns_of(table, room)
        if columns is None:
            head = [plain(self._cell(cell)) for cell in table.rows[0]]
            set_lines = row_by_row(cells, head, room, is_head=block.row == 0)
        else:
            set_lines = row_lines(cells, columns, is_head=block.row == 0)
        for offset, runs, parts in set_lines:
            yield offset, runs, tuple(Part(*part) for part in parts)

    def _columns_of(self, table: Table, room: int) -> Columns | None:
        known = self._columns.get(id(table))
        if known is None or known[0] is not table:
            most = room + 2 * self.margins
            known = self._columns[id(table)] = table, columns_of(self._shown(table), table.alignments, most)
        return known[1]

    def _cell(self, cell: Line) -> Line:
        return tuple(shown_run(run, is_source=self.is_source) for run in cell)

    def _shown(self, table: Table) -> list[list[str]]:
        return [[plain(self._cell(cell)) for cell in row] for row in table.rows]


def _formula(runs: Line, room: int) -> Iterator[SetRuns]:
    """Yield the lines of a formula, set in from the text around it."""
    little = min(2, room // 4)
    return _broken_runs(runs, room, *((_INDENT, _HANGING) if room >= _NARROW else (little, little)))


def _broken_runs(runs: Line, room: int, indent: int, hanging: int) -> Iterator[SetRuns]:
    """Yield the lines of what keeps its spaces and line breaks, the rest of a long one set in."""
    text = plain(runs)
    looks = [look for piece, look in runs for _ in piece]
    begin = 0
    for row in text.split("\n"):
        before = indent
        for start, end in broken(row, room - indent, hanging):
            at = begin + start
            line = tuple(_runs_of(text[at : begin + end], looks[at : begin + end]))
            margin: Line = ((" " * before, Look.PLAIN),) if before else ()
            yield at, (*margin, *line), (Part(before, at, end - start),)
            before = indent + hanging
        begin += len(row) + 1


def _runs_of(text: str, looks: Sequence[Look]) -> Iterator[Run]:
    begin = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or looks[at] != looks[begin]:
            yield text[begin:at], looks[begin]
            begin = at


def broken(text: str, room: int, hanging: int) -> Iterator[tuple[int, int]]:
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
