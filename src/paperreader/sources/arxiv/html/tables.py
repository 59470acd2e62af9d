"""Tables of a LaTeXML page as Markdown, which knows no cells that span others, and formulas that are set as tables."""

from collections.abc import Iterator, Sequence

from paperreader.sources.arxiv.html.classification import is_equation, plain_text
from paperreader.sources.arxiv.html.element_tree import Element
from paperreader.sources.arxiv.html.inline import InlineWriter
from paperreader.sources.arxiv.html.markdown_writer import paragraph
from paperreader.sources.arxiv.html.table_heads import TableRow, head_rows, is_title, span
from paperreader.sources.arxiv.html.tex import tex_of

_MAX_COLUMNS = 60
"""Of a table; what lies beyond is put into the last."""
_CELLS = frozenset({"td", "th"})


def table_rows(table: Element) -> list[TableRow]:
    """Return the rows of a table and what is in them; tables within a cell are left to the cell."""
    rows: list[TableRow] = []
    left = [(table, False)]
    while left:
        element, in_head = left.pop()
        if element is not table and (element.tag == "tr" or "ltx_tr" in element.classes):
            cells = [each for each in element.elements if each.tag in _CELLS or "ltx_td" in each.classes]
            rows.append(TableRow(cells, in_head))
        elif element is table or (element.tag not in _CELLS and "ltx_td" not in element.classes):
            is_head = in_head or element.tag == "thead" or "ltx_thead" in element.classes
            left.extend((each, is_head) for each in reversed(list(element.elements)))
    return rows


def is_layout(rows: Sequence[TableRow]) -> bool:
    """Tell whether a table only puts blocks beside each other: one column, or cells with figures or code in them."""
    if max((len(row.cells) for row in rows), default=0) < 2:
        return True
    return any(_holds_blocks(cell) for row in rows for cell in row.cells)


def _holds_blocks(cell: Element) -> bool:
    return any(
        each.tag in {"figure", "ul", "ol", "pre"} or is_equation(each) or "ltx_listing" in each.classes
        for each in cell.within()
    )


def markdown_tables(rows: Sequence[TableRow], lines: InlineWriter) -> Iterator[str]:
    """Yield rows as tables, a new one where a head comes again."""
    begin = 0
    for at in range(1, len(rows) + 1):
        if at == len(rows) or (rows[at].in_head and not rows[at - 1].in_head):
            yield from _table(rows[begin:at], lines)
            begin = at


def _table(rows: Sequence[TableRow], lines: InlineWriter) -> Iterator[str]:
    """Yield rows as a table: its head in one row, cells that span rows repeated; what stands over all columns before it."""
    texts = [[_cell(cell, lines) for cell in row.cells] for row in rows]
    first = next((at for at, row in enumerate(texts) if any(row)), None)
    if first is None:
        return
    rows, texts = rows[first:], texts[first:]
    if is_title(rows, texts):
        # Said with the name of each column it would be heard in every row.
        yield paragraph(texts[0][0])
        rows, texts = rows[1:], texts[1:]
    heads = head_rows(rows, texts)
    grid = _grid(rows, texts, heads)
    head = _merged_heads(grid[:heads])
    width = max(map(len, grid))
    head += [""] * (width - len(head))
    body = [row for row in grid[heads:] if any(row)]
    drawn = [head, ["---"] * width, *body]
    yield "\n".join(f"| {' | '.join(row)} |" for row in drawn)


def _cell(cell: Element, lines: InlineWriter) -> str:
    return lines.line(cell.children, breaks=" ").replace("|", "\\|")


def _grid(rows: Sequence[TableRow], texts: Sequence[Sequence[str]], heads: int) -> list[list[str]]:
    """Return the texts in their columns.

    What spans several rows is said in each of them, and what spans columns of the head in each of these: read row by
    row, nothing else tells to what a cell belongs.
    """
    grid: list[list[str]] = []
    hanging: dict[int, tuple[int, str]] = {}
    for number, (row, said) in enumerate(zip(rows, texts, strict=True)):
        line: list[str] = []
        below: dict[int, tuple[int, str]] = {}
        for cell, text in zip(row.cells, said, strict=True):
            _fill_spans(line, hanging, below)
            down = span(cell, "rowspan")
            for place in range(span(cell, "colspan")):
                shown = text if place == 0 or number < heads else ""
                if down > 1 and len(line) < _MAX_COLUMNS:
                    below[len(line)] = (down - 1, shown)
                line.append(shown)
        _fill_spans(line, hanging, below)
        hanging = below
        grid.append(_limited(line))
    return grid


def _limited(line: list[str]) -> list[str]:
    """Return a row that is no wider than a table may be."""
    if len(line) <= _MAX_COLUMNS:
        return line
    last = _MAX_COLUMNS - 1
    return [*line[:last], " ".join(filter(None, line[last:]))]


def _fill_spans(
    line: list[str], hanging: dict[int, tuple[int, str]], below: dict[int, tuple[int, str]]
) -> None:
    """Add what hangs down from the rows above into the next columns."""
    while len(line) in hanging:
        left, text = hanging.pop(len(line))
        if left > 1:
            below[len(line)] = (left - 1, text)
        line.append(text)


def _merged_heads(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return the rows of a head as one: what stands above what, once."""
    width = max(map(len, rows), default=0)
    columns = [[row[place] for row in rows if place < len(row) and row[place]] for place in range(width)]
    return [" ".join(dict.fromkeys(column)) for column in columns]


def equations(element: Element, lines: InlineWriter) -> Iterator[str]:
    """Yield the formulas that stand by themselves, each with its number, and the text between them."""
    rows = table_rows(element)
    for cells in [row.cells for row in rows] if rows else [[element]]:
        formula, number = _equation(cells, lines)
        if formula:
            tag = f" \\tag{{{number}}}" if number else ""
            yield f"$$\n{formula}{tag}\n$$"
        else:
            text = lines.line(cells)
            if text:
                yield text


def _equation(cells: Sequence[Element], lines: InlineWriter) -> tuple[str, str]:
    """Return what a row says as one formula, empty if there is none in it or only one in a sentence; and its number.

    Notes to it stand below.
    """
    parts, notes, number, words = [], list[Element](), "", 0
    left: list[Element | str] = list(reversed(cells))
    while left:
        each = left.pop()
        if isinstance(each, str):
            text = " ".join(each.split())
            words += len(text.split())
            parts.append(f"\\text{{{text}}}" if text and not set("{}\\$") & set(text) else "")
        elif each.tag == "math":
            parts.append(tex_of(each))
        elif "ltx_note" in each.classes:
            notes.append(each)
        elif "ltx_tag_equation" in each.classes:
            number = plain_text(each).strip("()").replace("$", "").replace("{", "").replace("}", "")
        else:
            left.extend(reversed(each.children))
    is_formula = any(part and not part.startswith("\\text{") for part in parts) and words < 6
    if not is_formula:
        return "", number
    lines.line(notes, context=frozenset({"apart"}))
    return " ".join(part for part in parts if part), number
