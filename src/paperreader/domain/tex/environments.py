r"""Writes environments, `\begin` to `\end`: aligned rows, cases, matrices, lists."""

import re
from collections.abc import Iterator
from types import MappingProxyType
from typing import Final

from paperreader.domain.tex.groups import Environment, GroupSpan
from paperreader.domain.tex.source import TexMode, TexToken
from paperreader.domain.text import word_set

_ALIGNED: Final = word_set("""
    aligned alignedat align alignat flalign xalignat xxalignat split gather gathered equation eqnarray multline multlined
    lgathered rgathered displaymath math subequations dmath dgroup darray IEEEeqnarray empheq flaligned
    """)
"""Of which a row stands by itself."""
_BRACKETS: Final = MappingProxyType(
    {
        **dict.fromkeys(("cases", "dcases", "numcases", "lcases"), ("{ ", "")),
        **dict.fromkeys(("rcases", "drcases"), ("", " }")),
        **dict.fromkeys(
            ("matrix", "smallmatrix", "array", "tabular", "tabularx", "longtable", "subarray"), ("", "")
        ),
        **dict.fromkeys(("bmatrix", "bsmallmatrix"), ("[", "]")),
        **dict.fromkeys(("pmatrix", "psmallmatrix"), ("(", ")")),
        **dict.fromkeys(("Bmatrix", "Bsmallmatrix"), ("{", "}")),
        **dict.fromkeys(("vmatrix", "vsmallmatrix"), ("|", "|")),
        **dict.fromkeys(("Vmatrix", "Vsmallmatrix"), ("‖", "‖")),
    }
)
"""What stands around the rows of an environment."""
_BRACED_ROWS: Final = MappingProxyType(
    {name: name for name in ("matrix", "cases", "pmatrix", "bmatrix", "vmatrix")}
    | dict.fromkeys(("eqalign", "eqalignno", "leqalignno", "displaylines"), "aligned")
    | dict.fromkeys(("bordermatrix", "mqty", "smqty", "matrixquantity", "smallmatrixquantity"), "matrix")
    | {
        "pmqty": "pmatrix",
        "bmqty": "bmatrix",
        "vmqty": "vmatrix",
        "mdet": "vmatrix",
        "matrixdeterminant": "vmatrix",
    }
)
"""Commands that hold rows, by the environment that holds the same."""
_TEXT_ENVIRONMENTS: Final = word_set("""
    itemize enumerate description compactitem compactenum inparaenum center centering quote quotation verse abstract
    flushleft flushright minipage small footnotesize document tabbing sloppypar
    """)
"""Of which only the text is seen."""
_WITH_COLUMNS: Final = word_set(
    "array tabular tabularx longtable subarray alignat alignedat xalignat minipage darray IEEEeqnarray"
)
"""What says something of its columns, or its width, before it begins."""
_POSITIONS = frozenset("tcb")
"""Where rows stand beside the line they are in."""
_TOKEN = re.compile(
    r"\\begin(?![A-Za-z])|(?P<end>\\\\\*?(?:\s*\[[^\[\]]{0,12}\])?|\\(?:cr|tabularnewline)(?![A-Za-z]))|\\.|\{|(?P<next>&)(?!(?:lt|gt|amp);)",
    re.DOTALL,
)


def environment(token: TexToken) -> int | None:
    """Write what an environment holds, None for one that is not known or never ends."""
    found = token.source.environments.get(token.start)
    if found is None or found.body[2] > token.end:
        return None
    name = found.name.removesuffix("*")
    is_of_text = name in _TEXT_ENVIRONMENTS and not token.mode.is_formula
    if not (is_of_text or name in _ALIGNED or name in _BRACKETS or token.mode.is_formula):
        return None
    body = _body(name, found, token)
    if is_of_text:
        token.out.add(token.inner(body, is_formula=False).strip())
    elif name in _ALIGNED:
        _write_lines(body, token)
    else:
        _write_rows(found.name, body, token)
    return found.body[2]


def _body(name: str, found: Environment, token: TexToken) -> GroupSpan:
    """Return what an environment holds, without what it says of its columns."""
    begin, end, behind = found.body
    option = token.source.option(begin, end)
    said = None if option is None else token.source.text[option[0] : option[1]]
    if option is not None and (said in _POSITIONS or name in _WITH_COLUMNS or name.endswith("matrix")):
        begin = option[2]
    for _ in range(2 if name == "tabularx" else 1 if name in _WITH_COLUMNS else 0):
        group = token.source.group(begin, end)
        begin = begin if group is None else group[2]
    return begin, end, behind


def _write_lines(body: GroupSpan, token: TexToken) -> None:
    is_displayed = token.mode.is_displayed
    mode = TexMode(is_formula=True, depth=token.mode.depth + 1, is_tex=True, is_displayed=is_displayed)
    rows = [
        "".join(_equations(token.read(begin, end, mode) for begin, end in row))
        for row in _rows_of(body, token)
    ]
    told = [row for each in rows if (row := each.strip(" "))]
    token.out.add("\n".join(told) if is_displayed else _joined_rows(told))


def _joined_rows(rows: list[str]) -> str:
    """Return rows one after the other; one sign between them is enough."""
    return " ; ".join([*(row.rstrip(" ,;") for row in rows[:-1]), *rows[-1:]])


def _equations(cells: Iterator[str]) -> Iterator[str]:
    r"""Yield the cells of a row that is aligned at `&`: two make an equation, and what follows is another one."""
    for number, cell in enumerate(cells):
        if number and number % 2 == 0:
            yield " "
        yield cell


def braced_rows(name: str, token: TexToken) -> int | None:
    r"""Write the rows that a command holds in its braces, as `\pmatrix` of plain TeX does; None where it is no such."""
    kind = _BRACED_ROWS.get(name)
    argument = None if kind is None else token.argument()
    if kind is None or argument is None or not token.mode.is_formula:
        return None
    if kind in _ALIGNED:
        _write_lines(argument, token)
    else:
        _write_rows(kind, argument, token)
    return argument[2]


def substack(token: TexToken) -> int | None:
    """Write rows that stand under a sign, such as what a sum goes over."""
    argument = token.argument()
    if argument is None:
        return None
    rows = (
        "".join(token.inner((*cell, cell[1]), is_formula=True) for cell in row)
        for row in _rows_of(argument, token)
    )
    token.out.add(", ".join(row for each in rows if (row := each.strip())))
    return argument[2]


def _write_rows(name: str, body: GroupSpan, token: TexToken) -> None:
    rows = []
    for row in _rows_of(body, token):
        cells = [token.inner((begin, end, end), is_formula=True).strip() for begin, end in row]
        rows.append(" ".join(cell for cell in cells if cell))
    told = _joined_rows([row for row in rows if row])
    bare = name.removesuffix("*")
    # Of what is not known the name is told.
    before, behind = _BRACKETS.get(bare, (f"{bare} [", "]"))
    token.out.add(f"{before}{told}{behind}")


def _rows_of(body: GroupSpan, token: TexToken) -> Iterator[list[tuple[int, int]]]:
    """Yield where the cells of each row begin and end; what stands in groups and environments is passed over."""
    source, (at, end, _) = token.source, body
    begin, row = at, list[tuple[int, int]]()
    while (match := _TOKEN.search(source.text, at, end)) is not None:
        at = match.end()
        if match["end"] or match["next"]:
            row.append((begin, match.start()))
            begin = at
        elif match[0] == "{":
            closing = source.closing(match.start(), end)
            at = at if closing is None else closing + 1
        elif (inner := source.environments.get(match.start())) is not None and inner.body[2] <= end:
            at = inner.body[2]
        if match["end"]:
            yield row
            row = []
    yield [*row, (begin, end)]
