"""Writes the structures of formulas: fractions, roots, accents, scripts above and below, arrows."""

import re
from collections.abc import Callable
from types import MappingProxyType

from paperreader.domain.tex.accents import math_accent, text_accent
from paperreader.domain.tex.groups import GroupSpan
from paperreader.domain.tex.primitives import GLUE, PRIMITIVES
from paperreader.domain.tex.source import TexToken
from paperreader.domain.tex.symbols.command_names import (
    ARROWS,
    BRACED,
    DERIVATIVES,
    FRACTION_NAMES,
    INFIX,
    SIZES,
    STACKED,
)
from paperreader.domain.tex.symbols.frequent import ACCENTS, MATH_ACCENTS
from paperreader.domain.tex.symbols.scripts import fraction, root, script, whole

_DELIMITER = re.compile(r" *(?:[()\[\]|/]|\\[{}|]|(?=\\[A-Za-z]))")
_NO_DELIMITER = re.compile(r" *\.")
_ANGLE = re.compile(r" *([<>])")
_DEGREES = MappingProxyType({"sqrt": "", "cuberoot": "3", "fourthroot": "4"})


def structure(name: str, token: TexToken) -> int | None:
    """Write what a command builds, None where it is none of these or something it needs is missing."""
    if name in MATH_ACCENTS:
        return math_accent(name, token)
    if name in ACCENTS and not token.mode.is_formula:
        return text_accent(name, token)
    write = _STRUCTURES.get(name)
    return None if write is None else write(name, token)


def _delimiter_size(name: str, token: TexToken) -> int | None:
    """Leave out what makes a bracket tall, and a bracket that is none."""
    text, end = token.source.text, token.end
    nothing = _NO_DELIMITER.match(text, token.at, end)
    if nothing is not None and (token.mode.is_tex or name in ("left", "right")):
        return nothing.end()
    angle = _ANGLE.match(text, token.at, end)
    if angle is not None:
        token.out.add("⟨" if angle[1] == "<" else "⟩")
        return angle.end()
    return token.at if token.mode.is_tex or _DELIMITER.match(text, token.at, end) else None


def _fraction(_: str, token: TexToken) -> int | None:
    parts = _arguments(token, token.option()[1], 2)
    if parts is None:
        return None
    (over, under), at = parts
    token.out.add(fraction(over, under, token.out.last))
    return at


def _arguments(token: TexToken, at: int, count: int) -> tuple[list[str], int] | None:
    """Return that many groups, read as formulas, and where the text goes on; None where one is missing."""
    groups: list[GroupSpan] = []
    for _ in range(count):
        group = token.group(at)
        if group is None:
            return None
        groups.append(group)
        at = group[2]
    return [token.inner(group, is_formula=True) for group in groups], at


def _general_fraction(_: str, token: TexToken) -> int | None:
    at, said = token.at, []
    for _part in range(6):
        group = token.source.group(at, token.end)
        if group is None:
            return None
        said.append(group)
        at = group[2]
    left, right, thickness = (token.source.text[part[0] : part[1]].strip() for part in said[:3])
    above, below = (token.inner(part, is_formula=True).strip() for part in said[4:])
    if thickness[:1] != "0":
        token.out.add(left + fraction(above, below, token.out.last) + right)
    else:
        token.out.add(f"({above} choose {below})" if left == "(" else f"{left}{above}, {below}{right}")
    return at


def _infix(name: str, token: TexToken) -> int | None:
    if not token.mode.is_formula:
        return None
    glue = GLUE.match(token.source.text, token.at, token.end) if name == "above" else None
    at = token.at if glue is None else glue.end()
    # A space that set the two parts apart is none of them.
    above, below = token.out.take().strip(), token.inner((at, token.end, token.end)).strip()
    told = {
        "choose": f"({above} choose {below})",
        "atop": f"{above}, {below}",
        "brace": f"{{{above}, {below}}}",
        "brack": f"[{above}, {below}]",
    }
    token.out.add(told.get(name) or fraction(above, below, ""))
    return token.end


def _derivative(name: str, token: TexToken) -> int | None:
    option, at = token.option()
    power = "" if option is None else script("^", token.inner((*option[:2], at), is_formula=True), "")
    first = token.group(at)
    if first is None:
        return None
    second = token.source.group(first[2], token.end)
    mark = DERIVATIVES[name]
    above = "" if second is None else token.inner(first, is_formula=True)
    by = second or first
    token.out.add(f"{mark}{power}{above}/{mark}{token.inner(by, is_formula=True)}{power}")
    return by[2]


def _root(name: str, token: TexToken) -> int | None:
    option, at = token.option()
    operand = token.operand(at)
    if operand is None:
        return None
    degree = _DEGREES[name] if option is None else token.inner(option, is_formula=True).strip()
    token.out.add(root(token.inner(operand, is_formula=True), degree))
    return operand[2]


def _root_of(_: str, token: TexToken) -> int | None:
    r"""Write what plain TeX has as `\root 3 \of x`."""
    found = token.source.text.find(r"\of", token.at, min(token.end, token.at + 20))
    operand = None if found < 0 else token.operand(found + 3)
    if operand is None:
        return None
    degree = token.inner((token.at, found, found), is_formula=True).strip()
    token.out.add(root(token.inner(operand, is_formula=True), degree))
    return operand[2]


def _raised(name: str, token: TexToken) -> int | None:
    argument = token.argument()
    if argument is None:
        return None
    how = "^" if name == "textsuperscript" else "_"
    token.out.add(script(how, token.inner(argument, is_formula=True), token.character(argument[2])))
    return argument[2]


def _prescript(_: str, token: TexToken) -> int | None:
    """Write what stands high and low before a letter."""
    parts = _arguments(token, token.at, 3)
    if parts is None:
        return None
    (above, below, base), at = parts
    token.out.add(_script("^", above, "") + _script("_", below, "") + base)
    return at


def _buildrel(_: str, token: TexToken) -> int | None:
    r"""Write what plain TeX has as `\buildrel d \over =`."""
    found = token.source.text.find(r"\over", token.at, min(token.end, token.at + 80))
    base = None if found < 0 else token.group(found + 5)
    if base is None or not token.mode.is_formula:
        return None
    note = token.inner((token.at, found, found), is_formula=True)
    token.out.add(token.inner(base, is_formula=True) + _script("^", note, token.character(base[2])))
    return base[2]


# What is set above or below, and long arrows ---------------------------------------------------------------------


def _stacked(name: str, token: TexToken) -> int | None:
    parts = _arguments(token, token.at, 2)
    if parts is None:
        return None
    (note, base), at = parts
    token.out.add(base + _script(STACKED[name], note, token.character(at)))
    return at


def _script(how: str, note: str, after: str) -> str:
    return script(how, note, after) if note.strip() else ""


def _below_and_above(_: str, token: TexToken) -> int | None:
    parts = _arguments(token, token.at, 3)
    if parts is None:
        return None
    (below, above, base), at = parts
    token.out.add(base + _script("_", below, "") + _script("^", above, ""))
    return at


def _braced(_: str, token: TexToken) -> int | None:
    operand = token.group(token.option()[1])
    if operand is None:
        return None
    inner = token.inner(operand, is_formula=True).strip()
    behind = token.source.behind_spaces(operand[2], token.end)
    has_note = token.character(behind) in ("_", "^")
    token.out.add(whole(inner) if has_note else inner)
    return behind if has_note else operand[2]


def _arrow(name: str, token: TexToken) -> int | None:
    option, at = token.option()
    operand = token.group(at)
    if operand is None:
        return None
    below = "" if option is None else token.inner(option, is_formula=True)
    above = token.inner(operand, is_formula=True)
    token.out.add(ARROWS[name] + _script("_", below, "") + _script("^", above, token.character(operand[2])))
    return operand[2]


_STRUCTURES: dict[str, Callable[[str, TexToken], int | None]] = {
    **PRIMITIVES,
    **dict.fromkeys(SIZES, _delimiter_size),
    **dict.fromkeys(FRACTION_NAMES, _fraction),
    **dict.fromkeys(INFIX, _infix),
    **dict.fromkeys(DERIVATIVES, _derivative),
    **dict.fromkeys(STACKED, _stacked),
    **dict.fromkeys(BRACED, _braced),
    **dict.fromkeys(ARROWS, _arrow),
    **dict.fromkeys(("textsuperscript", "textsubscript"), _raised),
    "genfrac": _general_fraction,
    "overunderset": _below_and_above,
    **dict.fromkeys(_DEGREES, _root),
    "root": _root_of,
    "buildrel": _buildrel,
    "prescript": _prescript,
}
"""What writes a command, by its name."""
