"""Displayed formulas as lines of Unicode: aligned rows, cases, matrices, numbers."""

import re

from paperreader.domain.tex.reader import Reader
from paperreader.domain.tex.source import Source

_MAX_LENGTH = 50_000
"""Longer ones are shown as they were written."""
_TAG = re.compile(r"\\(?:tag\*?|eqno|leqno)\s*(?:\{([^{}]*)\}|(\([^()]{1,20}\)))")
_LINE_END = re.compile(r"(?<!\\)%[ \t]*\n\s*")
"""Where a long line was broken as TeX does, with a sign that makes a remark of what follows."""
_DRAWING = re.compile(r"\\(end)?pgfpicture(?![A-Za-z])")
_DIAGRAM = r"\lx@xy@svg{"
_COMMAND = re.compile(r"\\[A-Za-z,;:!]")
_TOLD = " (drawing) "


def formula_lines(source: str) -> tuple[str, ...]:
    r"""Return the lines of a formula, given without the signs around it, at least one.

    What is not understood stays as it is; of a space, or of what only takes room, nothing is seen. Rows of what is aligned are lines of their own.

    >>> formula_lines(r"\begin{aligned} a &= b^2 \\ &= c \end{aligned} \tag{3}")
    ('a = b²', '= c   (3)')
    """
    source = without_drawings(_LINE_END.sub("", source))
    if len(source) > _MAX_LENGTH:
        return (" ".join(source.split()),)
    tags = [(tag or number).strip("()") for tag, number in _TAG.findall(source)]
    bare = _TAG.sub(" ", source)
    lines = [line for row in Reader(bare).lines() if (line := " ".join(row.split()))]
    if tags and lines:
        lines[-1] += "   " + " ".join(f"({_read(tag)})" for tag in tags)
    return tuple(lines) or ("" if _COMMAND.search(source) else " ".join(source.split()),)


def formula_text(source: str) -> str:
    """Return a formula on one line."""
    return " ; ".join(" ".join(line.split()) for line in formula_lines(source))


def _read(source: str) -> str:
    return " ".join(Reader(source).formula().split())


def without_drawings(source: str) -> str:
    """Return a formula without the orders to a pen that a drawing in it is made of; that there is one is said."""
    source = _without_diagrams(source) if _DIAGRAM in source else source
    told, at, depth = list[str](), 0, 0
    for each in _DRAWING.finditer(source):
        if depth == 0 and each[1]:
            continue
        if depth == 0:
            told.append(source[at : each.start()])
        depth += -1 if each[1] else 1
        if depth == 0:
            told.append(_TOLD)
            at = each.end()
    # One that never ends goes to the end.
    return "".join(told) + (_TOLD if depth else source[at:])


def _without_diagrams(source: str) -> str:
    read, told, at = Source(source), list[str](), 0
    while (begin := source.find(_DIAGRAM, at)) >= 0:
        closing = read.closing(begin + len(_DIAGRAM) - 1, len(source))
        if closing is None:
            break
        told += [source[at:begin], _TOLD]
        at = closing + 1
    return "".join(told) + source[at:]
