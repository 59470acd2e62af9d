"""What formulas are built of: fractions, roots, accents, what is set above or below, signs by their number."""

import re
import unicodedata
from collections.abc import Callable
from types import MappingProxyType

from paperreader.domain.tex_names import (
    ARROWS,
    BRACED_BESIDE,
    DERIVATIVES,
    FRACTION_NAMES,
    GLUE,
    INFIX,
    SET_BESIDE,
    SIZES,
)
from paperreader.domain.tex_scripts import accented, fraction, root, script, whole
from paperreader.domain.tex_source import Sign
from paperreader.domain.tex_symbols import ACCENTS, MATH_ACCENTS

ACCENTED = re.compile(r" *(?:\{\s*(?:\\([ij])|([A-Za-z]))\s*\}|\\([ij])(?![A-Za-z])|([A-Za-zıȷ]))")
"""The letter an accent is for: in braces or without, an i or j without its dot or another."""
_LONE_LETTER = re.compile(r" [^\W\d_](?![^\W_])")
_DELIMITER = re.compile(r" *(?:[()\[\]|/]|\\[{}|]|(?=\\[A-Za-z]))")
_NO_DELIMITER = re.compile(r" *\.")
_ANGLE = re.compile(r" *([<>])")
_CODE = re.compile(r" *(?:(\d{1,7})|\"([0-9A-F]{1,6})|'([0-7]{1,7})|`\\?(.)) ?", re.DOTALL)
_CODE_POINT = re.compile(r"[xX\"][0-9A-Fa-f]{2,5}|\d{2,6}")
_LENGTH = r"-?\s?\d{0,6}[.,]?\d{0,9}\s?(?:true\s?)?(?:pt|pc|in|bp|cm|mm|dd|cc|sp|em|ex|mu|fil{1,3})"
_GLUE = re.compile(
    rf"\s*=?\s*(?:{_LENGTH}(?:\s*plus\s*{_LENGTH})?(?:\s*minus\s*{_LENGTH})?|-?\d{{1,6}}(?![\d.])) ?"
)
_LINE = re.compile(rf"(?:\s*(?:height|depth|width)\s*{_LENGTH}){{0,3}}\s?")
"""How long a line is that is drawn beside letters."""
BOX = re.compile(rf"\s*(?:to|spread)\s*{_LENGTH}\s?")
"""How wide a box is made."""
_ROMAN = re.compile(r" *\{? *(\d{1,2})(?!\d) *\}? ?")
_VERBATIM = re.compile(r"\*?([^\w\s{}\\*])(.{0,200}?)(?:(\1)|$)", re.DOTALL)
_SIGN_OF_TEX = re.compile(r"[\\$^_{}~]")
_SEEN_ACROSS = frozenset(
    ["overline", "bar", "slashed", "cancel", "bcancel", "xcancel", "overbar", "wideoverbar"]
)
_DEGREES = MappingProxyType({"sqrt": "", "cuberoot": "3", "fourthroot": "4"})
_CIRCLED = ((172, 0x2460), (182, 0x2776), (192, 0x2780), (202, 0x278A))


def structure(name: str, sign: Sign) -> int | None:
    """Write what a command builds, None where it is none of these or something it needs is missing."""
    if name in MATH_ACCENTS:
        return _math_accent(name, sign)
    if name in ACCENTS and not sign.place.is_formula:
        return _accent(name, sign)
    write = _STRUCTURES.get(name)
    return None if write is None else write(name, sign)


def operator(symbol: str, sign: Sign, at: int) -> int:
    """Write what stands between two others, with a space behind it if there is one before it."""
    has_space = sign.out.last.isspace()
    sign.out.add(symbol)
    return at if has_space else sign.source.behind_spaces(at, sign.end)


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
    glue = _GLUE.match(sign.source.text, sign.at, sign.end) if name == "above" else None
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


def _math_accent(name: str, sign: Sign) -> int | None:
    operand = sign.operand()
    letter = None if sign.place.is_formula else _LONE_LETTER.match(sign.source.text, sign.at, sign.end)
    if operand is None and letter is not None:
        operand = (letter.end() - 1, letter.end(), letter.end())
    if operand is None:
        return None
    inner = sign.inner(operand, is_formula=True)
    if name == "not":
        inner = inner.strip()
        return operator(accented(inner[:1], MATH_ACCENTS[name]) + inner[1:], sign, operand[2])
    under = len(inner) if name in _SEEN_ACROSS else 1
    sign.out.add("".join(_marked(letter, name) for letter in inner[:under]) + inner[under:])
    return operand[2]


def _marked(letter: str, name: str) -> str:
    return letter if letter.isspace() else accented(letter, MATH_ACCENTS[name])


def _accent(name: str, sign: Sign) -> int | None:
    letter = ACCENTED.match(sign.source.text, sign.at, sign.end)
    if letter is None or sign.following not in (" ", "{"):
        return _accent_of_letter(name, sign)
    whole_letter = accented(letter[letter.lastindex or 0], ACCENTS[name])
    if len(whole_letter) > 1 and not letter[0].endswith("}"):
        return None
    sign.out.add(whole_letter)
    return letter.end()


def _accent_of_letter(name: str, sign: Sign) -> int | None:
    """Write a letter that has another accent already; what more is in the group is no letter, but marked up."""
    argument = sign.argument()
    if argument is None or sign.following != "{":
        return None
    inner = unicodedata.normalize("NFD", sign.inner(argument))
    is_letter = inner[:1].isalpha() and all(map(unicodedata.combining, inner[1:]))
    whole_letter = unicodedata.normalize("NFC", inner)
    sign.out.add(accented(whole_letter, ACCENTS[name]) if is_letter else whole_letter)
    return argument[2]


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


# Signs by their number, lengths ------------------------------------------------------------------------------------


def _char(_: str, sign: Sign) -> int | None:
    found = _CODE.match(sign.source.text, sign.at, sign.end)
    if found is None:
        return None
    decimal, hexadecimal, octal, char = found.groups()
    code = (
        ord(char)
        if char
        else int(decimal or hexadecimal or octal, 10 if decimal else 16 if hexadecimal else 8)
    )
    sign.out.add(printable(code))
    return found.end()


def _roman(_: str, sign: Sign) -> int | None:
    found = _ROMAN.match(sign.source.text, sign.at, sign.end)
    number = 0 if found is None else int(found[1])
    if found is None or not 0 < number < 40:
        return None
    tens, ones = divmod(number, 10)
    sign.out.add("x" * tens + ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")[ones])
    return found.end()


def _verbatim(_: str, sign: Sign) -> int | None:
    """Write what is to be read as it stands: as code, where it would be read otherwise."""
    found = _VERBATIM.match(sign.source.text, sign.at, sign.end)
    if found is None:
        return None
    code = found[2]
    sign.out.add(f"`{code}`" if found[3] and _SIGN_OF_TEX.search(code) and "`" not in code else code)
    return found.end()


def _numbered(name: str, sign: Sign) -> int | None:
    argument = sign.argument()
    source = "" if argument is None else sign.source.text[argument[0] : argument[1]].strip()
    if argument is None or not _CODE_POINT.fullmatch(source):
        return None
    code = int(source, 10) if source[0].isdigit() else int(source[1:], 16)
    sign.out.add(printable(_dingbat(code) if name == "ding" else code))
    return argument[2]


def _dingbat(code: int) -> int:
    """Return the code point of a sign of Zapf Dingbats."""
    circled = next((base + code - first for first, base in _CIRCLED if first <= code < first + 10), None)
    return 0x2701 + code - 33 if circled is None else circled


def printable(code_point: int) -> str:
    """Return the character of a code point, nothing for what can't be shown."""
    char = chr(code_point) if code_point < 0x110000 else ""
    return char if char.isprintable() else ""


def _line(_: str, sign: Sign) -> int | None:
    found = _LINE.match(sign.source.text, sign.at, sign.end)
    return sign.at if found is None else found.end()


def _glue(name: str, sign: Sign) -> int | None:
    length = _GLUE.match(sign.source.text, sign.at, sign.end)
    if length is None:
        return sign.at if sign.place.is_tex else None
    if name.endswith(("skip", "kern")) and "-" not in length[0]:
        sign.out.add_space()
    return length.end()


_STRUCTURES: dict[str, Callable[[str, Sign], int | None]] = {
    **dict.fromkeys(SIZES, _size),
    **dict.fromkeys(FRACTION_NAMES, _fraction),
    **dict.fromkeys(INFIX, _infix),
    **dict.fromkeys(DERIVATIVES, _derivative),
    **dict.fromkeys(SET_BESIDE, _beside),
    **dict.fromkeys(BRACED_BESIDE, _braced),
    **dict.fromkeys(ARROWS, _arrow),
    **dict.fromkeys(GLUE, _glue),
    **dict.fromkeys(("textsuperscript", "textsubscript"), _raised),
    **dict.fromkeys(("unicode", "symbol", "ding"), _numbered),
    "char": _char,
    "romannumeral": _roman,
    **dict.fromkeys(("verb", "lstinline"), _verbatim),
    **dict.fromkeys(("vrule", "hrule"), _line),
    "genfrac": _general_fraction,
    "overunderset": _below_and_above,
    **dict.fromkeys(_DEGREES, _root),
    "root": _root_of,
}
"""What writes a command, by its name."""
