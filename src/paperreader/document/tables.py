"""Rule of markdown-it for tables, with or without outer bars; a bar in a formula or in code separates no cells."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from paperreader.document.formulas import CLOSING, dollars_are_formulas, end_of_formula

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.rules_block import StateBlock

BELOW_HEAD = re.compile(r" {0,3}(?=[^\n|]*+\|)\|?+ *+:?-++:? *+(?:\| *+:?-++:? *+)*+\|? *+$")
"""The line that makes a table of the one above it."""
_SIGN = re.compile(r"\\[|$`]|`+|\$\$?|\|")
_MAX_CODE_LENGTH = 1_000
"""Characters among which code within a line must end."""


def table(state: StateBlock, first: int, last: int, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's form
    """Read a table."""
    if first + 2 > last or state.sCount[first + 1] < state.blkIndent:
        return False
    if state.is_code_block(first) or state.is_code_block(first + 1):
        return False
    below = _source_line(state, first + 1)
    if "|" not in (line := _source_line(state, first)) or not BELOW_HEAD.match(below):
        return False
    alignments = [_alignment(column.strip()) for column in below.strip().strip("|").split("|")]
    sure = dollars_are_formulas(state.env)
    head = split_row(line, len(alignments), is_sure=sure)
    if len(head) != len(alignments):
        return False
    if silent:
        return True
    former, state.parentType = state.parentType, "table"
    state.push("table_open", "table", 1).meta["alignments"] = alignments
    _push_row(state, head)
    rows = list(_rows(state, first + 2, last))
    for row in rows:
        _push_row(state, split_row(row, len(alignments), is_sure=sure))
    state.push("table_close", "table", -1)
    state.parentType, state.line = former, first + 2 + len(rows)
    return True


def _source_line(state: StateBlock, number: int) -> str:
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]]


def _alignment(column: str) -> str:
    if column.endswith(":"):
        return "center" if column.startswith(":") else "right"
    return "left"


def _rows(state: StateBlock, begin: int, last: int) -> Iterator[str]:
    """Yield the rows below the head."""
    others = state.md.block.ruler.getRules("blockquote")
    is_silent = True
    for number in range(begin, last):
        line = _source_line(state, number).strip()
        if "|" not in line or state.sCount[number] < state.blkIndent or state.is_code_block(number):
            return
        if not line.startswith("|") and any(rule(state, number, last, is_silent) for rule in others):
            return
        yield line


def _push_row(state: StateBlock, row: list[str]) -> None:
    state.push("row", "tr", 0)
    for cell in row:
        token = state.push("inline", "", 0)
        token.content, token.children = cell, []


def split_row(line: str, count: int, *, is_sure: bool = False) -> list[str]:
    """Return the cells of a row; where its bars can be read in two ways, so that there are as many as columns.

    Args:
        line: The row.
        count: How many columns there are.
        is_sure: No dollar is money.
    """
    line = line.strip()
    bare = line.removeprefix("|")
    if bare.endswith("|") and not bare.endswith("\\|"):
        bare = bare[:-1]
    if not any(sign in bare for sign in "\\`$"):
        return [cell.strip() for cell in bare.split("|")]
    parts = list(_split_cells(bare, is_sure=is_sure))
    if len(parts) != count:
        strict = [part.replace("\0", "\\|") for part in bare.replace("\\|", "\0").split("|")]
        parts = strict if len(strict) == count else parts
    return [cell.replace("\\|", "|").strip() for cell in parts]


def _split_cells(line: str, *, is_sure: bool) -> Iterator[str]:
    """Yield what stands between bars, but those in formulas and in code."""
    begin = at = 0
    while (found := _SIGN.search(line, at)) is not None:
        sign, at = found[0], found.end()
        if sign == "|":
            yield line[begin : found.start()]
            begin = at
        elif sign[0] != "\\":
            at = _end(line, at, sign, is_sure=is_sure)
    yield line[begin:]


def _end(line: str, at: int, sign: str, *, is_sure: bool) -> int:
    """Return the place behind the code or the formula that a sign begins; behind the sign where it begins none."""
    if sign in CLOSING:
        end = end_of_formula(line, at, len(line), sign, is_sure=is_sure)
        return at if end is None else end + len(sign)
    end = line.find(sign, at, at + _MAX_CODE_LENGTH)
    return at if end < 0 else end + len(sign)
