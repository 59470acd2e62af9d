"""The commands of TeX, one by one; each writes what it stands for, or says that it is not understood."""

import re
from collections.abc import Mapping
from dataclasses import replace

from paperreader.domain.tex.accents import operator
from paperreader.domain.tex.arguments import form
from paperreader.domain.tex.by_number import BOX
from paperreader.domain.tex.environments import environment, in_braces, under_one_another
from paperreader.domain.tex.links import beside_text
from paperreader.domain.tex.own import own
from paperreader.domain.tex.source import Sign
from paperreader.domain.tex.structures import structure
from paperreader.domain.tex.symbols.alphabets import ALPHABETS
from paperreader.domain.tex.symbols.frequent import CLOSING, GREEK, LETTERS, OPERATORS, SYMBOLS
from paperreader.domain.tex.symbols.names import (
    ABBREVIATIONS,
    FUNCTIONS,
    MATH_FONTS,
    SPACES,
    SWITCHES,
    TEXT_FONTS,
    WORDS,
)
from paperreader.domain.tex.symbols.rare import RARE_OPERATORS, RARE_SYMBOLS

_LIMITS = re.compile(r"\\(?:no|display)?limits(?![A-Za-z])")
_SPACES_OR_EMPTY = re.compile(r" *(?:\{\})?")
_EMPTY = re.compile(r"\{\}")
_UNITS = frozenset(["textmu", "textdegree"])
_STARRED = frozenset(["operatorname", "hspace", "vspace", "mspace", "tag", "newline"])
_LONE_CAPITAL = re.compile(r" ?[A-Z](?![A-Za-z])")
_BETWEEN = re.compile(r"[-+=<>/|]|\\([A-Za-z]+)")
_SHAPED = re.compile(
    r"(?:m(?:it)?(?P<shape>Bbb|tt|up(?!silon)|(?:bf)?(?:scr|frak)|(?:bf)?(?:it)?(?:sans)?)|Bbb|up)"
    r"(?P<letter>[A-Za-z]|[A-Za-z]{2,10})"
)
_DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def command(name: str, sign: Sign) -> int:
    """Write what a command stands for, and return where the text goes on."""
    if sign.following == "*" and name in _STARRED:
        sign = replace(sign, at=sign.at + 1)
    for write in (_symbol, form, _font, structure, _in_text, beside_text, _rare):
        at = write(name, sign)
        if at is not None:
            return at
    return own(name, sign)


# Signs and names -------------------------------------------------------------------------------------------------


def _symbol(name: str, sign: Sign) -> int | None:
    if name in FUNCTIONS:
        return _function(FUNCTIONS[name], sign)
    symbol = SYMBOLS.get(name)
    return None if symbol is None else _write_symbol(name, symbol, sign, is_operator=name in OPERATORS)


def _write_symbol(name: str, symbol: str, sign: Sign, *, is_operator: bool) -> int:
    if is_operator:
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
        return sign.at if _is_between(behind, sign) else behind
    is_joined = sign.character(behind).isalpha() if name in _UNITS else sign.character(sign.at + 1).islower()
    return behind if name in LETTERS and is_joined else sign.at


def _is_between(at: int, sign: Sign) -> bool:
    found = _BETWEEN.match(sign.source.text, at, sign.end)
    return found is not None and (found[1] is None or found[1] in OPERATORS)


def _function(function: str, sign: Sign) -> int:
    if sign.out.last.isalnum() or sign.out.last == ")":
        sign.out.add(" ")
    sign.out.add(function)
    behind = sign.source.behind_spaces(sign.at, sign.end)
    following = sign.character(behind)
    if (not following.isalnum() and following != "\\") or _LIMITS.match(sign.source.text, behind, sign.end):
        return sign.at
    sign.out.add(" ")
    return behind


def _rare(name: str, sign: Sign) -> int | None:
    if not sign.place.is_formula:
        return None
    symbol = RARE_SYMBOLS.get(name) or _shaped(name)
    return None if symbol is None else _write_symbol(name, symbol, sign, is_operator=name in RARE_OPERATORS)


def _shaped(name: str) -> str | None:
    r"""Return the letter or digit that unicode-math has a command of its own for, such as `\BbbR`."""
    found = _SHAPED.fullmatch(name)
    if found is None:
        return None
    letter = found["letter"]
    if letter in _DIGITS:
        letter = str(_DIGITS.index(letter))
    letter = GREEK.get(letter) or ("∂" if letter == "partial" else "∇" if letter == "nabla" else letter)
    if len(letter) > 1:
        return None
    shape = found["shape"] or ("Bbb" if name.startswith("Bbb") else "")
    alphabet = {"Bbb": "mathbb", "scr": "mathscr", "rak": "mathfrak"}.get(shape[-3:], "")
    return ALPHABETS[alphabet].get(letter, letter) if alphabet else letter


# Fonts -----------------------------------------------------------------------------------------------------------


def _font(name: str, sign: Sign) -> int | None:
    if name not in TEXT_FONTS and name != "ensuremath":
        return letters(name, sign, sign.at)
    width = BOX.match(sign.source.text, sign.at, sign.end) if name in ("hbox", "vbox", "vtop") else None
    argument = sign.group(sign.at if width is None else width.end())
    if argument is None:
        return _cut_off(sign)
    sign.out.add(sign.inner(argument, is_formula=name == "ensuremath"))
    return argument[2]


def _cut_off(sign: Sign) -> int | None:
    """Leave out a font whose letters never end, as where a text was cut off; None where nothing begins."""
    return sign.at + 1 if sign.source.is_open(sign.at) and sign.character(sign.at + 1) else None


def letters(name: str, sign: Sign, at: int) -> int | None:
    """Write letters of a formula in their font, None where it is none or nothing follows."""
    if name not in MATH_FONTS and name not in ALPHABETS:
        return None
    operand = sign.operand(at)
    if operand is None and name in ALPHABETS and not sign.place.is_formula:
        capital = _LONE_CAPITAL.match(sign.source.text, at, sign.end)
        operand = None if capital is None else (capital.end() - 1, capital.end(), capital.end())
    if operand is None:
        empty = sign.source.group(at, sign.end) if sign.place.is_tex else None
        return None if empty is None else empty[2]
    alphabet: Mapping[str, str] = ALPHABETS.get(name, {})
    sign.out.add("".join(alphabet.get(char, char) for char in sign.inner(operand, is_formula=True)))
    return operand[2]


# What is not seen, and what only running text has ----------------------------------------------------------------


def _in_text(name: str, sign: Sign) -> int | None:
    if name in SPACES:
        sign.out.add_space()
        return sign.source.behind_spaces(sign.at, sign.end)
    if name in SWITCHES:
        return _switch(name, sign)
    if name in ABBREVIATIONS:
        return _abbreviation(name, sign)
    if name in WORDS and (sign.place.is_formula or sign.before in ("", " ", "\n")):
        sign.out.add_space()
        sign.out.add(WORDS[name])
        return sign.at
    return _rows(name, sign)


def _switch(name: str, sign: Sign) -> int:
    switched = None if sign.place.is_tex or name == "xspace" else sign.argument()
    if switched is not None and sign.following == "{":
        # As if it were a command with braces.
        sign.out.add(sign.inner(switched))
        return switched[2]
    option = sign.source.option(sign.at, sign.end) if name.endswith(("linebreak", "pagebreak")) else None
    at = sign.at if option is None else option[2]
    pattern = _EMPTY if name == "xspace" else _SPACES_OR_EMPTY
    found = pattern.match(sign.source.text, at, sign.end)
    return at if found is None else found.end()


def _abbreviation(name: str, sign: Sign) -> int:
    at = sign.at + 2 if sign.source.text.startswith("{}", sign.at) else sign.at
    # One full stop, not two.
    sign.out.add(ABBREVIATIONS[name][:-1] if sign.character(at) == "." else ABBREVIATIONS[name])
    return at


def _rows(name: str, sign: Sign) -> int | None:
    if name == "begin":
        return environment(sign)
    if name == "substack":
        return under_one_another(sign)
    if name == "item" and sign.source.environments:
        label = sign.source.option(sign.at, sign.end)
        sign.out.add_space()
        sign.out.add("•" if label is None else sign.inner(label).strip())
        return sign.at if label is None else label[2]
    return in_braces(name, sign)
