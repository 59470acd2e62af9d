"""What formulas are built of: fractions, roots, accents, what is set above or below, signs by their number."""

import re
from collections.abc import Callable
from types import MappingProxyType

from paperreader.domain.tex.accents import math_accent, text_accent
from paperreader.domain.tex.by_number import BY_NUMBER, GLUE_OF
from paperreader.domain.tex.source import Sign
from paperreader.domain.tex.symbols.frequent import ACCENTS, MATH_ACCENTS
from paperreader.domain.tex.symbols.names import (
    ARROWS,
    BRACED_BESIDE,
    DERIVATIVES,
    FRACTION_NAMES,
    INFIX,
    SET_BESIDE,
    SIZES,
)
from paperreader.domain.tex.symbols.scripts import fraction, root, script, whole

_DELIMITER = re.compile(r" *(?:[()\[\]|/]|\\[{}|]|(?=\\[A-Za-z]))")
_NO_DELIMITER = re.compile(r" *\.")
_ANGLE = re.compile(r" *([<>])")
_DEGREES = MappingProxyType({"sqrt": "", "cuberoot": "3", "fourthroot": "4"})


def structure(name: str, sign: Sign) -> int | None:
    """Write what a command builds, None where it is none of these or something it needs is missing."""
    if name in MATH_ACCENTS:
        return math_accent(name, sign)
    if name in ACCENTS and not sign.place.is_formula:
        return text_accent(name, sign)
    write = _STRUCTURES.get(name)
    return None if write is None else write(name, sign)


def _size(name: str, sign: Sign) -> int | None:
    """Leave out what makes a bracket tall, and a bracket that is none."""
    text, end = sign.source.text, sign.end
    nothing = _NO_DELIMITER.match(text, sign.at, end)
    if nothing is not None and (sign.place.is_tex or name in ("left", "right")):
        return nothing.end()
    angle = _ANGLE.match(text, sign.at, end)
    if angle is not None:
        sign.out.add("⟨" if angle[1] == "<" else "⟩")
        return angle.end()
    return sign.at if sign.place.is_tex or _DELIMITER.match(text, sign.at, end) else None


def _fraction(_: str, sign: Sign) -> int | None:
    option = sign.source.option(sign.at, sign.end)
    parts = _two(sign, sign.at if option is None else option[2])
    if parts is None:
        return None
    over, under, at = parts
    sign.out.add(fraction(over, under, sign.out.last))
    return at


def _two(sign: Sign, at: int) -> tuple[str, str, int] | None:
    """Read two groups, and where the text goes on behind them."""
    first = sign.group(at)
    second = None if first is None else sign.group(first[2])
    if first is None or second is None:
        return None
    return sign.inner(first, is_formula=True), sign.inner(second, is_formula=True), second[2]


def _general_fraction(_: str, sign: Sign) -> int | None:
    at, said = sign.at, []
    for _part in range(6):
        group = sign.source.group(at, sign.end)
        if group is None:
            return None
        said.append(group)
        at = group[2]
    left, right, thickness = (sign.source.text[part[0] : part[1]].strip() for part in said[:3])
    above, below = (sign.inner(part, is_formula=True).strip() for part in said[4:])
    if thickness[:1] != "0":
        sign.out.add(left + fraction(above, below, sign.out.last) + right)
    else:
        sign.out.add(f"({above} choose {below})" if left == "(" else f"{left}{above}, {below}{right}")
    return at


def _infix(name: str, sign: Sign) -> int | None:
    if not sign.place.is_formula:
        return None
    glue = GLUE_OF.match(sign.source.text, sign.at, sign.end) if name == "above" else None
    at = sign.at if glue is None else glue.end()
    # A space that set the two parts apart is none of them.
    above, below = sign.out.take().strip(), sign.inner((at, sign.end, sign.end)).strip()
    told = {
        "choose": f"({above} choose {below})",
        "atop": f"{above}, {below}",
        "brace": f"{{{above}, {below}}}",
        "brack": f"[{above}, {below}]",
    }
    sign.out.add(told.get(name) or fraction(above, below, ""))
    return sign.end


def _derivative(name: str, sign: Sign) -> int | None:
    option = sign.source.option(sign.at, sign.end)
    at = sign.at if option is None else option[2]
    power = "" if option is None else script("^", sign.inner((*option[:2], at), is_formula=True), "")
    first = sign.group(at)
    if first is None:
        return None
    second = sign.source.group(first[2], sign.end)
    mark = DERIVATIVES[name]
    above = "" if second is None else sign.inner(first, is_formula=True)
    by = second or first
    sign.out.add(f"{mark}{power}{above}/{mark}{sign.inner(by, is_formula=True)}{power}")
    return by[2]


def _root(name: str, sign: Sign) -> int | None:
    option = sign.source.option(sign.at, sign.end)
    at = sign.at if option is None else option[2]
    operand = sign.operand(at)
    if operand is None:
        return None
    degree = _DEGREES[name] if option is None else sign.inner(option, is_formula=True).strip()
    sign.out.add(root(sign.inner(operand, is_formula=True), degree))
    return operand[2]


def _root_of(_: str, sign: Sign) -> int | None:
    r"""Write what plain TeX has as `\root 3 \of x`."""
    found = sign.source.text.find(r"\of", sign.at, min(sign.end, sign.at + 20))
    operand = None if found < 0 else sign.operand(found + 3)
    if operand is None:
        return None
    degree = sign.inner((sign.at, found, found), is_formula=True).strip()
    sign.out.add(root(sign.inner(operand, is_formula=True), degree))
    return operand[2]


def _raised(name: str, sign: Sign) -> int | None:
    argument = sign.argument()
    if argument is None:
        return None
    how = "^" if name == "textsuperscript" else "_"
    sign.out.add(script(how, sign.inner(argument, is_formula=True), sign.character(argument[2])))
    return argument[2]


def _before(_: str, sign: Sign) -> int | None:
    """Write what stands high and low before a letter."""
    above = sign.group(sign.at)
    below = None if above is None else sign.group(above[2])
    base = None if below is None else sign.group(below[2])
    if above is None or below is None or base is None:
        return None
    over, under, told = (sign.inner(part, is_formula=True) for part in (above, below, base))
    sign.out.add(_script("^", over, "") + _script("_", under, "") + told)
    return base[2]


def _built(_: str, sign: Sign) -> int | None:
    r"""Write what plain TeX has as `\buildrel d \over =`."""
    found = sign.source.text.find(r"\over", sign.at, min(sign.end, sign.at + 80))
    base = None if found < 0 else sign.group(found + 5)
    if base is None or not sign.place.is_formula:
        return None
    note = sign.inner((sign.at, found, found), is_formula=True)
    sign.out.add(sign.inner(base, is_formula=True) + _script("^", note, sign.character(base[2])))
    return base[2]


# What is set above or below, and long arrows ---------------------------------------------------------------------


def _beside(name: str, sign: Sign) -> int | None:
    parts = _two(sign, sign.at)
    if parts is None:
        return None
    note, base, at = parts
    sign.out.add(base + _script(SET_BESIDE[name], note, sign.character(at)))
    return at


def _script(how: str, note: str, after: str) -> str:
    return script(how, note, after) if note.strip() else ""


def _below_and_above(_: str, sign: Sign) -> int | None:
    below = sign.group(sign.at)
    above = None if below is None else sign.group(below[2])
    base = None if above is None else sign.group(above[2])
    if below is None or above is None or base is None:
        return None
    under, over, told = (sign.inner(part, is_formula=True) for part in (below, above, base))
    sign.out.add(told + _script("_", under, "") + _script("^", over, ""))
    return base[2]


def _braced(_: str, sign: Sign) -> int | None:
    option = sign.source.option(sign.at, sign.end)
    operand = sign.group(sign.at if option is None else option[2])
    if operand is None:
        return None
    inner = sign.inner(operand, is_formula=True).strip()
    behind = sign.source.behind_spaces(operand[2], sign.end)
    has_note = sign.character(behind) in ("_", "^")
    sign.out.add(whole(inner) if has_note else inner)
    return behind if has_note else operand[2]


def _arrow(name: str, sign: Sign) -> int | None:
    option = sign.source.option(sign.at, sign.end)
    operand = sign.group(sign.at if option is None else option[2])
    if operand is None:
        return None
    below = "" if option is None else sign.inner(option, is_formula=True)
    above = sign.inner(operand, is_formula=True)
    sign.out.add(ARROWS[name] + _script("_", below, "") + _script("^", above, sign.character(operand[2])))
    return operand[2]


_STRUCTURES: dict[str, Callable[[str, Sign], int | None]] = {
    **BY_NUMBER,
    **dict.fromkeys(SIZES, _size),
    **dict.fromkeys(FRACTION_NAMES, _fraction),
    **dict.fromkeys(INFIX, _infix),
    **dict.fromkeys(DERIVATIVES, _derivative),
    **dict.fromkeys(SET_BESIDE, _beside),
    **dict.fromkeys(BRACED_BESIDE, _braced),
    **dict.fromkeys(ARROWS, _arrow),
    **dict.fromkeys(("textsuperscript", "textsubscript"), _raised),
    "genfrac": _general_fraction,
    "overunderset": _below_and_above,
    **dict.fromkeys(_DEGREES, _root),
    "root": _root_of,
    "buildrel": _built,
    "prescript": _before,
}
"""What writes a command, by its name."""
