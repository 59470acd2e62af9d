"""The commands of TeX, one by one; each writes what it stands for, or says that it is not understood."""

import re
from collections.abc import Callable
from dataclasses import replace

from paperreader.domain.tex_scripts import accented, fraction, root, script
from paperreader.domain.tex_source import Sign, is_citation, is_known
from paperreader.domain.tex_symbols import (
    ABBREVIATIONS,
    ACCENTS,
    ALPHABETS,
    CLOSING,
    FRACTION_NAMES,
    FUNCTIONS,
    GONE,
    LETTERS,
    LINKS,
    MATH_ACCENTS,
    MATH_FONTS,
    NOTES,
    OF_TEX_ITSELF,
    OPERATORS,
    REFERENCES,
    SIZES,
    SPACES,
    SWITCHES,
    SYMBOLS,
    TEXT_FONTS,
)

ACCENTED = re.compile(r" *(?:\{\s*(?:\\([ij])|([A-Za-z]))\s*\}|\\([ij])(?![A-Za-z])|([A-Za-z]))")
"""The letter an accent is for: in braces or without, an i or j without its dot or another."""
_SPACES_OR_EMPTY = re.compile(r" *(?:\{\})?")
_DELIMITER = re.compile(r" *(?:[()\[\]|/.<>]|\\[{}|]|(?=\\[A-Za-z]))")
_STARRED = frozenset(["operatorname", "hspace", "vspace"])
_CITED = re.compile(r"((?:\[[^\[\]]{0,80}\]){1,2})\{([^{}]{1,200})\}")
_LONE_CAPITAL = re.compile(r" ?[A-Z](?![A-Za-z])")
_BEFORE_NAME = frozenset(["", *" ([“‘\"'-–—~"])
_BETWEEN = re.compile(rf"[-+=<>/|]|\\(?:{'|'.join(OPERATORS)})(?![A-Za-z])")
"""What stands between two others."""
_NAME_ENDS = re.compile(r"(?P<braces>(?:\{\})?)(?:$|[\s,;:!?)\]”’\"'–—~-]|\.(?![A-Za-z0-9])|\\ )")
_CODE_POINT = re.compile(r"x[0-9A-Fa-f]{2,5}")
_ESCAPED = re.compile(r"\\([%#&_~$])")


def command(name: str, sign: Sign) -> int:
    """Write what a command stands for, and return where the text goes on."""
    if sign.following == "*" and name in _STARRED:
        sign = replace(sign, at=sign.at + 1)
    for write in (_symbol, _font, _structure, _in_text, _with_notes, _with_argument):
        at = write(name, sign)
        if at is not None:
            return at
    return _not_understood(name, sign)


def _not_understood(name: str, sign: Sign) -> int:
    """Write the name of what only the authors know, such as their method; keep any other command with its braces."""
    behind = None if sign.place.is_formula or sign.before not in _BEFORE_NAME else _behind_name(name, sign)
    if behind is not None:
        sign.out.add(name)
        return behind
    at, end = sign.keep(), sign.end
    while (closing := sign.source.closing(at, end)) is not None:
        sign.out.add("{" + sign.inner((at + 1, closing, closing + 1)) + "}")
        at = closing + 1
    return at


def _behind_name(name: str, sign: Sign) -> int | None:
    r"""Return where the text goes on behind a name that stands by itself, as `\ours{}` does; None where it does not."""
    if len(name) < 3 or is_known(name) or name in OF_TEX_ITSELF:
        return None
    found = _NAME_ENDS.match(sign.source.text, sign.at, sign.end)
    return None if found is None else sign.at + len(found["braces"])


# Signs and names -------------------------------------------------------------------------------------------------


def _symbol(name: str, sign: Sign) -> int | None:
    if name in FUNCTIONS:
        return _function(name, sign)
    symbol = SYMBOLS.get(name)
    if symbol is None:
        return None
    if name in OPERATORS:
        return operator(symbol, sign, sign.at)
    if sign.place.is_formula and name in CLOSING:
        sign.out.drop_space()
    sign.out.add(symbol)
    return _behind_symbol(name, sign)


def _behind_symbol(name: str, sign: Sign) -> int:
    """Return where the text goes on: TeX eats the spaces behind a command."""
    if sign.source.text.startswith("{}", sign.at):
        return sign.at + 2
    behind = sign.source.behind_spaces(sign.at, sign.end)
    if sign.place.is_formula:
        # What stands between two others is set apart from both; whoever wrote a space before it wrote that.
        return sign.at if _BETWEEN.match(sign.source.text, behind, sign.end) else behind
    return behind if name in LETTERS and sign.character(sign.at + 1).islower() else sign.at


def operator(symbol: str, sign: Sign, at: int) -> int:
    """Write what stands between two others, with a space behind it if there is one before it."""
    has_space = sign.out.last.isspace()
    sign.out.add(symbol)
    return at if has_space else sign.source.behind_spaces(at, sign.end)


def _function(name: str, sign: Sign) -> int:
    if sign.out.last.isalnum() or sign.out.last == ")":
        sign.out.add(" ")
    sign.out.add(name)
    behind = sign.source.behind_spaces(sign.at, sign.end)
    following = sign.character(behind)
    if not following.isalnum() and following != "\\":
        return sign.at
    sign.out.add(" ")
    return behind


# Fonts, fractions, accents ---------------------------------------------------------------------------------------


def _font(name: str, sign: Sign) -> int | None:
    if name not in TEXT_FONTS and name != "ensuremath":
        return letters(name, sign, sign.at)
    argument = sign.argument()
    if argument is None:
        return None
    sign.out.add(sign.inner(argument, is_formula=name == "ensuremath"))
    return argument[2]


def letters(name: str, sign: Sign, at: int) -> int | None:
    """Write letters of a formula in their font, None where it is none or nothing follows."""
    operand = sign.operand(at) if name in MATH_FONTS or name in ALPHABETS else None
    if operand is None and name in ALPHABETS and not sign.place.is_formula:
        capital = _LONE_CAPITAL.match(sign.source.text, at, sign.end)
        operand = None if capital is None else (capital.end() - 1, capital.end(), capital.end())
    if operand is None:
        return None
    alphabet = ALPHABETS.get(name, {})
    sign.out.add("".join(alphabet.get(char, char) for char in sign.inner(operand, is_formula=True)))
    return operand[2]


def _structure(name: str, sign: Sign) -> int | None:
    if name in FRACTION_NAMES:
        return _fraction(sign)
    if name in SIZES:
        return sign.at if _DELIMITER.match(sign.source.text, sign.at, sign.end) else None
    if name in MATH_ACCENTS:
        return _math_accent(name, sign)
    if name in ACCENTS and not sign.place.is_formula:
        return _accent(name, sign)
    write = _STRUCTURES.get(name)
    return None if write is None else write(sign)


def _fraction(sign: Sign) -> int | None:
    above = sign.operand()
    below = None if above is None else sign.operand(above[2])
    if above is None or below is None:
        return None
    over, under = (sign.inner(part, is_formula=True) for part in (above, below))
    sign.out.add(fraction(over, under, sign.out.last))
    return below[2]


def _root(sign: Sign) -> int | None:
    at, degree = sign.at, ""
    if sign.following == "[":
        closing = sign.source.text.find("]", at, min(sign.end, at + 12))
        if closing < 0:
            return None
        degree, at = sign.source.text[at + 1 : closing], closing + 1
    operand = sign.operand(at)
    if operand is None:
        return None
    sign.out.add(root(sign.inner(operand, is_formula=True), degree))
    return operand[2]


def _raised(sign: Sign) -> int | None:
    return _set("^", sign)


def _lowered(sign: Sign) -> int | None:
    return _set("_", sign)


def _set(how: str, sign: Sign) -> int | None:
    argument = sign.argument()
    if argument is None:
        return None
    sign.out.add(script(how, sign.inner(argument, is_formula=True), sign.character(argument[2])))
    return argument[2]


_STRUCTURES: dict[str, Callable[[Sign], int | None]] = {
    "sqrt": _root,
    "textsuperscript": _raised,
    "textsubscript": _lowered,
}


def _math_accent(name: str, sign: Sign) -> int | None:
    operand = sign.operand()
    if operand is None:
        return None
    inner = sign.inner(operand, is_formula=True)
    if name == "not":
        return operator(accented(inner, MATH_ACCENTS[name]), sign, operand[2])
    under = len(inner) if name in ("overline", "bar") else 1
    sign.out.add("".join(accented(letter, MATH_ACCENTS[name]) for letter in inner[:under]) + inner[under:])
    return operand[2]


def _accent(name: str, sign: Sign) -> int | None:
    letter = ACCENTED.match(sign.source.text, sign.at, sign.end)
    if letter is None or sign.following not in (" ", "{"):
        return None
    whole = accented(letter[letter.lastindex or 0], ACCENTS[name])
    if len(whole) > 1 and not letter[0].endswith("}"):
        return None
    sign.out.add(whole)
    return letter.end()


# What only running text has --------------------------------------------------------------------------------------


def _in_text(name: str, sign: Sign) -> int | None:
    if name in SPACES:
        sign.out.add_space()
        return sign.source.behind_spaces(sign.at, sign.end)
    if name in SWITCHES:
        behind = _SPACES_OR_EMPTY.match(sign.source.text, sign.at, sign.end)
        return sign.at if behind is None else behind.end()
    return _abbreviation(name, sign) if name in ABBREVIATIONS else None


def _abbreviation(name: str, sign: Sign) -> int:
    at = sign.at + 2 if sign.source.text.startswith("{}", sign.at) else sign.at
    # One full stop, not two.
    sign.out.add(ABBREVIATIONS[name][:-1] if sign.character(at) == "." else ABBREVIATIONS[name])
    return at


def _with_argument(name: str, sign: Sign) -> int | None:
    argument = sign.argument()
    if argument is None:
        return None
    source = sign.source.text[argument[0] : argument[1]].strip()
    if name in LINKS:
        _link(source, sign, argument[2])
    elif name == "href":
        return _named_link(source, sign, argument[2])
    elif name in NOTES:
        sign.out.add(f"{'' if sign.out.last in ('', ' ') else ' '}({sign.inner(argument).strip()})")
    elif name in REFERENCES or is_citation(name):
        sign.out.add(f"[{source}]")
    elif name == "unicode" and _CODE_POINT.fullmatch(source):
        sign.out.add(_printable(int(source[1:], 16)))
    elif name not in GONE:
        return None
    return argument[2]


def _with_notes(name: str, sign: Sign) -> int | None:
    cited = _CITED.match(sign.source.text, sign.at, sign.end) if is_citation(name) else None
    if cited is None:
        return None
    sign.out.add(_citation(cited[1][1:-1].split("]["), cited[2].strip()))
    return cited.end()


def _citation(notes: list[str], keys: str) -> str:
    """Return a citation with what is said of it: before the keys where there are two notes, behind them."""
    before, behind = notes if len(notes) == 2 else ["", *notes]
    return f"[{f'{before} ' if before else ''}{keys}{f', {behind}' if behind else ''}]"


def _link(address: str, sign: Sign, at: int) -> None:
    needs_gap = sign.out.last.isalnum() or sign.out.last in (".", ",", ":", ";", ")")
    behind = " " if sign.character(at).isalnum() else ""
    sign.out.add(f"{' ' if needs_gap else ''}{_unescaped(address)}{behind}")


def _named_link(address: str, sign: Sign, at: int) -> int | None:
    argument = sign.argument(at)
    if argument is None:
        return None
    name, address = sign.inner(argument).strip(), _unescaped(address)
    sign.out.add(address if name.rstrip("/") in address else f"{name} ({address})")
    return argument[2]


def _unescaped(address: str) -> str:
    return _ESCAPED.sub(r"\1", address)


def _printable(code_point: int) -> str:
    char = chr(code_point) if code_point < 0x110000 else ""
    return char if char.isprintable() else ""
