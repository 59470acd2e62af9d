"""Writes letters with accents, and binary operators."""

import re
import unicodedata

from paperreader.domain.tex.source import TexToken
from paperreader.domain.tex.symbols.frequent import ACCENTS, MATH_ACCENTS
from paperreader.domain.tex.symbols.scripts import accented

ACCENTED = re.compile(r" *(?:\{\s*(?:\\([ij])|([A-Za-z]))\s*\}|\\([ij])(?![A-Za-z])|([A-Za-zıȷ]))")
"""The letter an accent is for: in braces or without, an i or j without its dot or another."""
_LETTERS = re.compile("(?s:.)[\u0300-\u036f\u20d0-\u20ff]*")
"""Each with the accents it has already."""
_LONE_LETTER = re.compile(r" [^\W\d_](?![^\W_])")
_SPANNING = frozenset(
    ["overline", "bar", "slashed", "cancel", "bcancel", "xcancel", "overbar", "wideoverbar"]
)


def operator(symbol: str, token: TexToken, at: int) -> int:
    """Write what stands between two others, with a space behind it if there is one before it."""
    has_space = token.out.last.isspace()
    token.out.add(symbol)
    return at if has_space else token.source.behind_spaces(at, token.end)


def math_accent(name: str, token: TexToken) -> int | None:
    """Write letters of a formula with their accent, None where there are none."""
    operand = token.operand()
    letter = None if token.mode.is_formula else _LONE_LETTER.match(token.source.text, token.at, token.end)
    if operand is None and letter is not None:
        operand = (letter.end() - 1, letter.end(), letter.end())
    if operand is None:
        return None
    inner = token.inner(operand, is_formula=True)
    if name == "not":
        inner = inner.strip()
        return operator(accented(inner[:1], MATH_ACCENTS[name]) + inner[1:], token, operand[2])
    letters = _LETTERS.findall(inner)
    under = len(letters) if name in _SPANNING else 1
    token.out.add("".join([*(_accented(letter, name) for letter in letters[:under]), *letters[under:]]))
    return operand[2]


def _accented(letter: str, name: str) -> str:
    return letter if letter.isspace() else accented(letter, MATH_ACCENTS[name])


def text_accent(name: str, token: TexToken) -> int | None:
    """Write a letter of a text with its accent, None where there is none."""
    letter = ACCENTED.match(token.source.text, token.at, token.end)
    if letter is None or token.following not in (" ", "{"):
        return _accent_of_letter(name, token)
    whole_letter = accented(letter[letter.lastindex or 0], ACCENTS[name])
    if len(whole_letter) > 1 and not letter[0].endswith("}"):
        return None
    token.out.add(whole_letter)
    return letter.end()


def _accent_of_letter(name: str, token: TexToken) -> int | None:
    """Write a letter that has another accent already; what more is in the group is no letter, but marked up."""
    argument = token.argument()
    if argument is None or token.following != "{":
        return None
    inner = unicodedata.normalize("NFD", token.inner(argument))
    is_letter = inner[:1].isalpha() and all(map(unicodedata.combining, inner[1:]))
    whole_letter = unicodedata.normalize("NFC", inner)
    token.out.add(accented(whole_letter, ACCENTS[name]) if is_letter else whole_letter)
    return argument[2]
