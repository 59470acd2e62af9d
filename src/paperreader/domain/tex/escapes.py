"""Writes control symbols, a backslash and no letter: escaped characters, spaces, ends of lines, formula delimiters."""

import re
from types import MappingProxyType

from paperreader.domain.tex import text_mode as tex_running
from paperreader.domain.tex.formulas import formula_end
from paperreader.domain.tex.source import TexToken
from paperreader.domain.tex.symbols.frequent import ACCENTS

_SPACES = MappingProxyType(
    {",": " ", ";": " ", ":": " ", " ": " ", ">": " ", "!": "", "-": "", "/": "", "@": ""}
)
_ESCAPED = MappingProxyType(
    {
        "/": re.compile(r"[^\W\d_}.)]?\\/(?=$|[\s}),.;:-])"),
        "-": re.compile(r"[^\W\d_]\\-[^\W\d_]"),
        "@": re.compile(r"\.\\@[\s~]|[A-Z]\\@\."),
        ";": re.compile(r"[\w)%$]\\;[\w$]"),
        ":": re.compile(r"[\w)%$]\\:[\w$]"),
        "<": re.compile(r"[\s(]\\< ?\d"),
        ">": re.compile(r"[\s(]\\> ?\d"),
    }
)
"""Where what is escaped in running text is TeX, or Markdown, and no pattern and no path."""
_ROW_END_OF_TEXT = re.compile(r"\*(?= )|\*?\[ ?-?[\d.]{1,6} ?(?:pt|em|ex|mm|cm|in)\] ?")
_ROW_END = re.compile(r" *\*?(?: *\[[^\[\]]{0,12}\])?")


def escaped(token: TexToken) -> int:
    """Write what a backslash before another sign means."""
    char = token.text[1]
    if char in "%&#_{}$":
        token.out.add(char)
        return token.at
    if char in "([":
        closing = r"\)" if char == "(" else r"\]"
        return _write_formula(formula_end(token.source.text, token.at, token.end, closing), token)
    if char.isspace() or char == "\\":
        return _space_or_line(token)
    if token.mode.is_formula and char == "|":
        token.out.add("‖")
        return token.at
    if token.mode.is_tex and char in _SPACES:
        return _space_of_tex(char, token)
    return _escaped_in_text(char, token)


def _space_of_tex(char: str, token: TexToken) -> int:
    if _SPACES[char]:
        token.out.add_space()
    return token.at


def _escaped_in_text(char: str, token: TexToken) -> int:
    if token.mode.is_formula:
        return token.keep()
    if char == ",":
        token.out.add(" ")
        return token.at
    if char in _ESCAPED and _ESCAPED[char].match(token.source.text, token.start - 1, token.end):
        token.out.add({"-": "", "@": "", "/": ""}.get(char, " ") if char in "-@;:/" else char)
        return token.at
    return tex_running.accent(token) if char in ACCENTS else token.keep()


def _space_or_line(token: TexToken) -> int:
    r"""Write a space for `\ ` and for the end of a line, `\\`."""
    if token.mode.is_formula and token.text == r"\\":
        behind = _ROW_END.match(token.source.text, token.at, token.end)
        token.out.add_space() if not token.mode.is_displayed else token.out.add("\n")
        return token.at if behind is None else behind.end()
    if token.mode.is_tex:
        token.out.add_space()
        return token.at
    length = _ROW_END_OF_TEXT.match(token.source.text, token.at, token.end) if token.text == r"\\" else None
    if length is not None:
        token.out.add_space()
        return token.source.behind_spaces(length.end(), token.end)
    if token.following == "" or (token.text == r"\\" and token.following not in " \n"):
        return token.keep()
    token.out.add_space()
    return token.source.behind_spaces(token.at, token.end)


def dollar(token: TexToken) -> int:
    """Write a formula, or the dollar of a sum of money."""
    return _write_formula(formula_end(token.source.text, token.at, token.end, token.text), token)


def _write_formula(closing: int | None, token: TexToken) -> int:
    if closing is None:
        return token.keep()
    behind = closing + len(token.text)
    token.out.add(token.inner((token.at, closing, behind), is_formula=True).strip())
    return behind
