"""Writes what a command of TeX stands for, and tries the kinds of commands in turn."""

import re
from collections.abc import Mapping
from dataclasses import replace

from paperreader.domain.tex.accents import operator
from paperreader.domain.tex.environments import braced_rows, environment, substack
from paperreader.domain.tex.links import reference
from paperreader.domain.tex.primitives import BOX_SIZE
from paperreader.domain.tex.source import TexToken
from paperreader.domain.tex.structures import structure
from paperreader.domain.tex.symbols.alphabets import ALPHABETS
from paperreader.domain.tex.symbols.command_names import (
    ABBREVIATIONS,
    FUNCTIONS,
    MATH_FONTS,
    SPACES,
    SWITCHES,
    TEXT_FONTS,
    WORDS,
)
from paperreader.domain.tex.symbols.frequent import CLOSING, GREEK, LETTERS, OPERATORS, SYMBOLS
from paperreader.domain.tex.symbols.rare import RARE_OPERATORS, RARE_SYMBOLS
from paperreader.domain.tex.templates import expand_template
from paperreader.domain.tex.unknown_commands import unknown_command

_LIMITS = re.compile(r"\\(?:no|display)?limits(?![A-Za-z])")
_SPACES_OR_EMPTY = re.compile(r" *(?:\{\})?")
_EMPTY = re.compile(r"\{\}")
_UNITS = frozenset(["textmu", "textdegree"])
_STARRED = frozenset(["operatorname", "hspace", "vspace", "mspace", "tag", "newline"])
_LONE_CAPITAL = re.compile(r" ?[A-Z](?![A-Za-z])")
_BETWEEN = re.compile(r"[-+=<>/|]|\\([A-Za-z]+)")
_STYLED_LETTER = re.compile(
    r"(?:m(?:it)?(?P<shape>Bbb|tt|up(?!silon)|(?:bf)?(?:scr|frak)|(?:bf)?(?:it)?(?:sans)?)|Bbb|up)"
    r"(?P<letter>[A-Za-z]|[A-Za-z]{2,10})"
)
_DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def command(name: str, token: TexToken) -> int:
    """Write what a command stands for, and return where the text goes on."""
    if token.following == "*" and name in _STARRED:
        token = replace(token, at=token.at + 1)
    for write in (_symbol, expand_template, _font, structure, _layout_command, reference, _rare):
        at = write(name, token)
        if at is not None:
            return at
    return unknown_command(name, token)


# Signs and names -------------------------------------------------------------------------------------------------


def _symbol(name: str, token: TexToken) -> int | None:
    if name in FUNCTIONS:
        return _function(FUNCTIONS[name], token)
    symbol = SYMBOLS.get(name)
    return None if symbol is None else _write_symbol(name, symbol, token, is_operator=name in OPERATORS)


def _write_symbol(name: str, symbol: str, token: TexToken, *, is_operator: bool) -> int:
    if is_operator:
        return operator(symbol, token, token.at)
    if token.mode.is_formula and name in CLOSING:
        token.out.drop_space()
    token.out.add(symbol)
    return _behind_symbol(name, token)


def _behind_symbol(name: str, token: TexToken) -> int:
    """Return where the text goes on: TeX eats the spaces behind a command."""
    if token.source.text.startswith("{}", token.at):
        return token.at + 2
    behind = token.source.behind_spaces(token.at, token.end)
    if token.mode.is_formula:
        # What stands between two others is set apart from both; whoever wrote a space before it wrote that.
        return token.at if _is_between(behind, token) else behind
    is_joined = (
        token.character(behind).isalpha() if name in _UNITS else token.character(token.at + 1).islower()
    )
    return behind if name in LETTERS and is_joined else token.at


def _is_between(at: int, token: TexToken) -> bool:
    found = _BETWEEN.match(token.source.text, at, token.end)
    return found is not None and (found[1] is None or found[1] in OPERATORS)


def _function(function: str, token: TexToken) -> int:
    if token.out.last.isalnum() or token.out.last == ")":
        token.out.add(" ")
    token.out.add(function)
    behind = token.source.behind_spaces(token.at, token.end)
    following = token.character(behind)
    if (not following.isalnum() and following != "\\") or _LIMITS.match(token.source.text, behind, token.end):
        return token.at
    token.out.add(" ")
    return behind


def _rare(name: str, token: TexToken) -> int | None:
    if not token.mode.is_formula:
        return None
    symbol = RARE_SYMBOLS.get(name) or _styled_letter(name)
    return None if symbol is None else _write_symbol(name, symbol, token, is_operator=name in RARE_OPERATORS)


def _styled_letter(name: str) -> str | None:
    r"""Return the letter or digit that unicode-math has a command of its own for, such as `\BbbR`."""
    found = _STYLED_LETTER.fullmatch(name)
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


def _font(name: str, token: TexToken) -> int | None:
    if name not in TEXT_FONTS and name != "ensuremath":
        return letters(name, token, token.at)
    width = (
        BOX_SIZE.match(token.source.text, token.at, token.end) if name in ("hbox", "vbox", "vtop") else None
    )
    argument = token.group(token.at if width is None else width.end())
    if argument is None:
        return _cut_off(token)
    token.out.add(token.inner(argument, is_formula=name == "ensuremath"))
    return argument[2]


def _cut_off(token: TexToken) -> int | None:
    """Leave out a font whose letters never end, as where a text was cut off; None where nothing begins."""
    return token.at + 1 if token.source.is_open(token.at) and token.character(token.at + 1) else None


def letters(name: str, token: TexToken, at: int) -> int | None:
    """Write letters of a formula in their font, None where it is none or nothing follows."""
    if name not in MATH_FONTS and name not in ALPHABETS:
        return None
    operand = token.operand(at)
    if operand is None and name in ALPHABETS and not token.mode.is_formula:
        capital = _LONE_CAPITAL.match(token.source.text, at, token.end)
        operand = None if capital is None else (capital.end() - 1, capital.end(), capital.end())
    if operand is None:
        empty = token.source.group(at, token.end) if token.mode.is_tex else None
        return None if empty is None else empty[2]
    alphabet: Mapping[str, str] = ALPHABETS.get(name, {})
    token.out.add("".join(alphabet.get(char, char) for char in token.inner(operand, is_formula=True)))
    return operand[2]


# What is not seen, and what only running text has ----------------------------------------------------------------


def _layout_command(name: str, token: TexToken) -> int | None:
    if name in SPACES:
        token.out.add_space()
        return token.source.behind_spaces(token.at, token.end)
    if name in SWITCHES:
        return _switch(name, token)
    if name in ABBREVIATIONS:
        return _abbreviation(name, token)
    if name in WORDS and (token.mode.is_formula or token.before in ("", " ", "\n")):
        token.out.add_space()
        token.out.add(WORDS[name])
        return token.at
    return _rows(name, token)


def _switch(name: str, token: TexToken) -> int:
    switched = None if token.mode.is_tex or name == "xspace" else token.argument()
    if switched is not None and token.following == "{":
        # As if it were a command with braces.
        token.out.add(token.inner(switched))
        return switched[2]
    option = token.source.option(token.at, token.end) if name.endswith(("linebreak", "pagebreak")) else None
    at = token.at if option is None else option[2]
    pattern = _EMPTY if name == "xspace" else _SPACES_OR_EMPTY
    found = pattern.match(token.source.text, at, token.end)
    return at if found is None else found.end()


def _abbreviation(name: str, token: TexToken) -> int:
    at = token.at + 2 if token.source.text.startswith("{}", token.at) else token.at
    # One full stop, not two.
    token.out.add(ABBREVIATIONS[name][:-1] if token.character(at) == "." else ABBREVIATIONS[name])
    return at


def _rows(name: str, token: TexToken) -> int | None:
    if name == "begin":
        return environment(token)
    if name == "substack":
        return substack(token)
    if name == "item" and token.source.environments:
        label = token.source.option(token.at, token.end)
        token.out.add_space()
        token.out.add("•" if label is None else token.inner(label).strip())
        return token.at if label is None else label[2]
    return braced_rows(name, token)
