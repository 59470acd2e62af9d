"""Formulas that stand by themselves, as lines of Unicode: aligned rows, cases, matrices, numbers."""

import re
from types import MappingProxyType

from paperreader.domain.tex_reader import Reader

_LONGEST = 5_000
"""Longer ones are shown as they were written."""
_DEEPEST = 8
"""How deep environments lie in one another."""
_ENVIRONMENT = re.compile(
    r"\\begin\s*\{([A-Za-z]+\*?)\}((?:(?!\\begin\b|\\end\b).)*)\\end\s*\{\1\}", re.DOTALL
)
_ALIGNED = re.compile(
    r"(?:aligned|alignedat|align|alignat|split|gather|gathered|equation|eqnarray|multline|displaymath|math)\*?"
)
_BRACKETS = MappingProxyType(
    {
        "cases": (r"\{ ", ""),
        "rcases": ("", r" \}"),
        "matrix": ("", ""),
        "smallmatrix": ("[", "]"),
        "pmatrix": ("(", ")"),
        "bmatrix": ("[", "]"),
        "Bmatrix": (r"\{", r"\}"),
        "vmatrix": ("|", "|"),
        "Vmatrix": ("‖", "‖"),
        "array": ("", ""),
        "subarray": ("", ""),
    }
)
"""What stands around the rows of an environment."""
_COLUMNS = re.compile(r"\s*(?:\[[a-z]\])?\s*\{[^{}]*\}")
"""What an array says of its columns before its first row."""
_TAG = re.compile(r"\\tag\*?\s*\{([^{}]*)\}")
_UNSEEN = re.compile(
    r"\\(?:label\s*\{[^{}]*\}|(?:nonumber|notag|displaystyle|textstyle|scriptstyle|limits|nolimits|hline)(?![A-Za-z]))"
)
_ROW_END = re.compile(r"\\\\(?:\s*\[[^\]]{0,10}\])?")
_ALIGNMENT = re.compile(r"(?<!\\)&")


def formula_lines(source: str) -> tuple[str, ...]:
    r"""Return the lines of a formula, given without the signs around it, at least one.

    What is not understood stays as it is. Rows of what is aligned are lines of their own.

    >>> formula_lines(r"\begin{aligned} a &= b^2 \\ &= c \end{aligned} \tag{3}")
    ('a = b²', '= c   (3)')
    """
    if len(source) > _LONGEST:
        return (" ".join(source.split()),)
    tags = _TAG.findall(source)
    bare = _UNSEEN.sub(" ", _TAG.sub(" ", source))
    for _ in range(_DEEPEST):
        bare, count = _ENVIRONMENT.subn(_rows, bare)
        if not count:
            break
    rows = (_read(_ALIGNMENT.sub(" ", row)) for row in _top_rows(bare))
    lines = [row for row in rows if row]
    if tags and lines:
        lines[-1] += "   " + " ".join(f"({_read(tag)})" for tag in tags)
    return tuple(lines) or (" ".join(source.split()),)


def formula_text(source: str) -> str:
    """Return a formula on one line."""
    return " ; ".join(formula_lines(source))


def _rows(found: re.Match[str]) -> str:
    name, body = found[1], found[2]
    if _ALIGNED.fullmatch(name):
        return _COLUMNS.sub("", body, count=1) if name.startswith("alignat") else body
    brackets = _BRACKETS.get(name.removesuffix("*"))
    if brackets is None:
        # Its name is kept, and so is what it holds.
        return rf"\mathrm{{{name}}} [{body}]"
    if name in ("array", "subarray"):
        body = _COLUMNS.sub("", body, count=1)
    rows = [_ALIGNMENT.sub(r"\\; ", row).strip() for row in _ROW_END.split(body)]
    return brackets[0] + " ; ".join(row for row in rows if row) + brackets[1]


def _top_rows(source: str) -> list[str]:
    r"""Return the parts between `\\` that stand in no group."""
    rows, begin, depth, at = [], 0, 0, 0
    for sign in re.finditer(r"\\\\|\\.|[{}]", source, re.DOTALL):
        at = sign.start()
        if sign[0] == "{":
            depth += 1
        elif sign[0] == "}":
            depth -= 1
        elif sign[0] == r"\\" and depth <= 0:
            rows.append(source[begin:at])
            end = _ROW_END.match(source, at)
            begin = at + 2 if end is None else end.end()
    return [*rows, source[begin:]]


def _read(source: str) -> str:
    return " ".join(Reader(source).formula().split())
