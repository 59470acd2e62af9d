"""Guesses how many rows of a table are its head, as LaTeXML often guesses wrong."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from paperreader.sources.arxiv.html.element_tree import Element

_MAX_SPAN = 60
_MAX_HEADS = 5
"""Rows of a head; a rule further down is one between groups of rows."""
_VALUE = re.compile(r"[*_$\\\s(<>≤≥~≈±+−–-]*\d")
_MEASURED = re.compile(r"[^\w]*\d+\.\d")
_ABOVE, _BELOW = ("ltx_border_t", "ltx_border_T"), ("ltx_border_b", "ltx_border_B")


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a table."""

    cells: list[Element]
    in_head: bool
    """The page says that it belongs to a head."""


def span(cell: Element, name: str) -> int:
    """Return over how many rows (`rowspan`) or columns (`colspan`) a cell goes."""
    said = cell.attributes.get(name, "1")
    return min(max(int(said), 1), _MAX_SPAN) if said.isascii() and said.isdigit() and len(said) < 6 else 1


def head_rows(rows: Sequence[TableRow], texts: Sequence[Sequence[str]]) -> int:
    """Return how many rows are the head, none where the first is one of values already.

    Args:
        rows: Of a table, the first of them not empty.
        texts: What is in their cells.
    """
    return _head_count(rows, texts) or (0 if _is_of_values(texts) else 1)


def _is_of_values(texts: Sequence[Sequence[str]]) -> bool:
    """Tell whether the first row of a table without a head has a name and its value, or was measured."""
    first = texts[0]
    if len(first) == 2 and first[0]:
        return bool(_VALUE.match(first[1])) and not _VALUE.match(first[0])
    return len(first) > 2 and all(map(_MEASURED.match, first[1:]))


def _head_count(rows: Sequence[TableRow], texts: Sequence[Sequence[str]]) -> int:
    """Return how many rows are the head, 0 where nothing tells it.

    As many as the page says, and those below that name columns, too; else those above the first rule that goes from
    side to side. Always as far as a cell of the first row reaches.
    """
    said = 0
    while (
        said < len(rows)
        and _names_columns(rows[said], texts[said])
        and not (said and _is_measured(texts[said]))
    ):
        said += 1
    # A page that says that all of a table is its head has guessed wrong.
    said = said if said < len(rows) else 1
    heads = max(said, _first_row_span(rows, texts))
    ruled = _rows_above_rule(rows)
    if heads < ruled and (not said or _goes_on(rows, texts, heads, ruled)):
        below = range(max(heads, 1), ruled)
        heads = heads if any(_is_body(rows, texts, at, is_said=said > 0) for at in below) else ruled
    return min(heads, len(rows))


def is_title(rows: Sequence[TableRow], texts: Sequence[Sequence[str]]) -> bool:
    """Tell whether the first row stands over all columns, and over a head."""
    return len(rows) > 1 and len(rows[0].cells) == 1 and _head_count(rows[1:], texts[1:]) > 0


def _names_columns(row: TableRow, texts: Sequence[str]) -> bool:
    """Tell whether the page says of a row, or of all that is in it, that it is a head."""
    if row.in_head:
        return True
    named = [cell for cell, text in zip(row.cells, texts, strict=True) if text]
    if len(named) > 1 and named[0] is row.cells[0] and "ltx_th_row" in named[0].classes:
        # What names the column of names is taken for one of these.
        named = named[1:]
    return bool(named) and all(_names_column(cell) for cell in named)


def _is_measured(texts: Sequence[str]) -> bool:
    """Tell whether most of what a row says behind its first cell was measured: such are never names of columns."""
    said = [text for text in texts[1:] if text]
    return 2 * sum(bool(_MEASURED.match(text)) for text in said) > len(said)


def _names_column(cell: Element) -> bool:
    return "ltx_th_column" in cell.classes or (cell.tag == "th" and "ltx_th_row" not in cell.classes)


def _first_row_span(rows: Sequence[TableRow], texts: Sequence[Sequence[str]]) -> int:
    """Return how far the cells of the first row reach, unless they stand beside rows of values."""
    most = max((span(cell, "rowspan") for cell in rows[0].cells), default=1)
    if most > min(_MAX_HEADS, len(rows) - 1) or any(
        _has_values(row, said) for row, said in zip(rows[:most], texts, strict=False)
    ):
        return 0
    return most if most > 1 else 0


def _rows_above_rule(rows: Sequence[TableRow]) -> int:
    """Return how many rows are above the first rule that goes from side to side; 0 if there is none near the top."""
    hanging = 0
    for at, row in enumerate(rows[: _MAX_HEADS + 1]):
        if (
            at
            and hanging <= at
            and row.cells
            and (_has_border(row, _ABOVE) or _has_border(rows[at - 1], _BELOW))
        ):
            return at
        hanging = max([hanging, *(at + span(cell, "rowspan") for cell in row.cells)])
    return 0


def _has_border(row: TableRow, where: tuple[str, str]) -> bool:
    return bool(row.cells) and all(any(name.startswith(where) for name in cell.classes) for cell in row.cells)


def _goes_on(rows: Sequence[TableRow], texts: Sequence[Sequence[str]], begin: int, end: int) -> bool:
    """Tell whether rows below a head belong to it: each has nothing in its first column, or a head above spans columns."""
    is_spanned = any(span(cell, "colspan") > 1 for cell in rows[begin - 1].cells)
    return is_spanned or all(texts[at] and not texts[at][0] for at in range(begin, end))


def _is_body(rows: Sequence[TableRow], texts: Sequence[Sequence[str]], at: int, *, is_said: bool) -> bool:
    """Tell whether a row above a rule has values: numbers below a name that spans columns may be names, too."""
    if not is_said and any(span(cell, "colspan") > 1 for cell in rows[at - 1].cells):
        return _is_measured(texts[at])
    return _has_values(rows[at], texts[at])


def _has_values(row: TableRow, texts: Sequence[str]) -> bool:
    """Tell whether most of what a row has behind its first cell are numbers, and that cell names them."""
    if row.in_head or not texts or not texts[0]:
        return False
    said = [text for text in texts[1:] if text]
    return 2 * sum(bool(_VALUE.match(text)) for text in said) > len(said)
