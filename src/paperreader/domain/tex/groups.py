"""Matches the braces and the environments of a text that holds TeX."""

import re
from collections import Counter

from msgspec import Struct

GroupSpan = tuple[int, int, int]
"""From where to where something reaches, and where the text goes on behind it."""

_ENVIRONMENT = re.compile(r"\\(begin|end)\s*\{\s*([A-Za-z]+\*?)\s*\}")
_BRACE = re.compile(r"\\.|[{}]", re.DOTALL)


class Environment(Struct, frozen=True):
    r"""What stands from a `\begin` to its `\end`."""

    name: str
    body: GroupSpan


def braces(text: str) -> dict[int, int]:
    """Return where each group closes by where it opens; braces without their other half are in none."""
    closing: dict[int, int] = {}
    opened: list[int] = []
    if "}" not in text:
        return closing
    for brace in _BRACE.finditer(text):
        if brace[0] == "{":
            opened.append(brace.start())
        elif brace[0] == "}" and opened:
            closing[opened.pop()] = brace.start()
    return closing


def environments(text: str) -> dict[int, Environment]:
    """Return what each environment holds by where it begins; what never ends is none."""
    found: dict[int, Environment] = {}
    opened: list[re.Match[str]] = []
    if "\\end" not in text:
        return found
    open_names: Counter[str] = Counter()
    for each in _ENVIRONMENT.finditer(text):
        name = each[2]
        if each[1] == "begin":
            opened.append(each)
            open_names[name] += 1
        elif open_names[name]:
            begin = opened.pop()
            # What was begun within and never ended is no part of it.
            while begin[2] != name:
                open_names[begin[2]] -= 1
                begin = opened.pop()
            open_names[name] -= 1
            found[begin.start()] = Environment(name, (begin.end(), each.start(), each.end()))
    return found
