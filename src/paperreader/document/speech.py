"""A full text as plain lines for a screen reader or a braille display: tables row by row, formulas in Unicode."""

from collections.abc import Iterable, Iterator
from itertools import chain, groupby

from paperreader.document.blocks import Block, BlockKind, Run, Runs, Table, TextStyle
from paperreader.document.cells import wrap
from paperreader.document.markdown import full_text_blocks
from paperreader.document.rendering import displayed_formula, render_runs
from paperreader.document.runs import is_address_text
from paperreader.document.segments import plain_text

_NOT_WRAPPED = frozenset({BlockKind.CODE})


def speech_lines(markdown: str, width: int = 80, *, is_converted: bool = False) -> Iterator[str]:
    """Yield the lines of a text, wrapped at `width` columns, 0 for not at all; an empty line between paragraphs.

    The address of a link stands behind it the first time; links within the text are their words.

    Args:
        markdown: A text cleaned with `clean_lines`.
        width: Columns; code is not wrapped, and no word is broken.
        is_converted: It was made of HTML here.
    """
    speech = _SpeechWriter()
    is_first = is_apart = True
    for block in full_text_blocks(markdown, is_converted=is_converted):
        is_apart = is_apart or block.has_gap or _begins_item(block)
        lines = [line for line in speech.lines(block) if line.strip()]
        if not lines:
            continue
        if is_apart and not is_first:
            yield ""
        is_first = is_apart = False
        for line in lines:
            yield from [line] if block.kind in _NOT_WRAPPED or not width else wrap(line, width)


def _begins_item(block: Block) -> bool:
    return any(each.sign != ">" and not each.is_begun for each in block.containers)


class _SpeechWriter:
    """Turns blocks into sentences, and gives every address once."""

    def __init__(self) -> None:
        self._told: set[str] = set()

    def lines(self, block: Block) -> Iterator[str]:
        """Yield what a block says, not wrapped yet."""
        signs = [each.sign for each in block.containers if not each.is_begun and each.sign[0].isdigit()]
        match block.kind:
            case BlockKind.RULE:
                return
            case BlockKind.CODE:
                yield plain_text(render_runs(block.runs, TextStyle.PLAIN, is_source=False)).rstrip()
            case BlockKind.FORMULA:
                yield from _formula(block.runs)
            case BlockKind.ROW if block.table is not None:
                yield self._row(block.table, block.row)
            case _:
                # Of the sign of an item only its number says something.
                yield " ".join([*signs, self._words(block.runs)])

    def _row(self, table: Table, row: int) -> str:
        """Return a row of a table, each cell with the name of its column; a head only where nothing else is there."""
        cells = [self._words(cell) for cell in table.rows[row]] if row >= table.heads else []
        if row < table.heads and table.heads == len(table.rows):
            cells = [self._words(cell) for cell in table.rows[row]]
            return "; ".join(filter(None, cells))
        if len(cells) > 2 and cells[0] and not any(cells[1:]):
            # What stands over a group of rows is none of them.
            return cells[0]
        names = [_name(table, column) for column in range(len(cells))]
        return "; ".join(
            f"{name}: {cell}" if name else cell for name, cell in zip(names, cells, strict=True) if cell
        )

    def _words(self, runs: Runs) -> str:
        """Return what runs say, the address of a link or a picture behind it."""
        parts: list[str] = []
        for target, linked in groupby(runs, lambda run: run.target):
            same = list(linked)
            parts += [_said(run) for run in same]
            parts.append(self._behind(target, same))
        return " ".join("".join(parts).split())

    def _behind(self, address: str, runs: Iterable[Run]) -> str:
        """Return the address to be told behind words; none within the text, none that was told."""
        words = "".join(run.text for run in runs)
        if not address or address.startswith("#") or address in self._told:
            return ""
        self._told.add(address)
        return "" if is_address_text(words, address) else f" ({address.removeprefix('mailto:')})"


def _said(run: Run) -> str:
    if TextStyle.PICTURE in run.style:
        return f"Picture: {run.text}" if run.text else "Picture"
    if TextStyle.FORMULA in run.style:
        # The rows of what was set in rows, one after the other.
        return plain_text(render_runs((run,), TextStyle.PLAIN, is_source=False)).replace(" ; ", "; ")
    return run.text


def _name(table: Table, column: int) -> str:
    """Return what the head calls a column; links in it are not told."""
    told = chain.from_iterable(row[column : column + 1] for row in table.rows[: table.heads])
    return " ".join("".join(_said(run) for cell in told for run in cell).split())


def _formula(runs: Runs) -> Iterator[str]:
    *lines, last = displayed_formula(runs[0].text)
    behind = "".join(run.text for run in runs[1:])
    for line in (*lines, last + behind):
        yield " ".join(line.replace(" ; ", "; ").split())
