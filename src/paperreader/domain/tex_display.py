"""Formulas that stand by themselves, as lines of Unicode: aligned rows, cases, matrices, numbers."""

import re

from paperreader.domain.tex_reader import Reader

_LONGEST = 50_000
"""Longer ones are shown as they were written."""
_TAG = re.compile(r"\\(?:tag\*?|eqno|leqno)\s*(?:\{([^{}]*)\}|(\([^()]{1,20}\)))")


def formula_lines(source: str) -> tuple[str, ...]:
    r"""Return the lines of a formula, given without the signs around it, at least one.

    What is not understood stays as it is. Rows of what is aligned are lines of their own.

    >>> formula_lines(r"\begin{aligned} a &= b^2 \\ &= c \end{aligned} \tag{3}")
    ('a = b²', '= c   (3)')
    """
    if len(source) > _LONGEST:
        return (" ".join(source.split()),)
    tags = [tag or number.strip("()") for tag, number in _TAG.findall(source)]
    bare = _TAG.sub(" ", source)
    lines = [line for row in Reader(bare).lines() if (line := " ".join(row.split()))]
    if tags and lines:
        lines[-1] += "   " + " ".join(f"({_read(tag)})" for tag in tags)
    return tuple(lines) or (" ".join(source.split()),)


def formula_text(source: str) -> str:
    """Return a formula on one line."""
    return " ; ".join(" ".join(line.split()) for line in formula_lines(source))


def _read(source: str) -> str:
    return " ".join(Reader(source).formula().split())
