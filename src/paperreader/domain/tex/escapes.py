"""What is behind a backslash and no letter: signs that are escaped, spaces, ends of lines; and where formulas begin."""

import re
from types import MappingProxyType

from paperreader.domain.tex import running as tex_running
from paperreader.domain.tex.formulas import formula
from paperreader.domain.tex.source import Sign
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


def escaped(sign: Sign) -> int:
    """Write what a backslash before another sign means."""
    char = sign.text[1]
    if char in "%&#_{}$":
        sign.out.add(char)
        return sign.at
    if char in "([":
        closing = r"\)" if char == "(" else r"\]"
        return _write_formula(formula(sign.source.text, sign.at, sign.end, closing), sign)
    if char.isspace() or char == "\\":
        return _space_or_line(sign)
    if sign.place.is_formula and char == "|":
        sign.out.add("‖")
        return sign.at
    if sign.place.is_tex and char in _SPACES:
        return _space_of_tex(char, sign)
    return _escaped_in_text(char, sign)


def _space_of_tex(char: str, sign: Sign) -> int:
    if _SPACES[char]:
        sign.out.add_space()
    return sign.at


def _escaped_in_text(char: str, sign: Sign) -> int:
    if sign.place.is_formula:
        return sign.keep()
    if char == ",":
        sign.out.add(" ")
        return sign.at
    if char in _ESCAPED and _ESCAPED[char].match(sign.source.text, sign.start - 1, sign.end):
        sign.out.add({"-": "", "@": "", "/": ""}.get(char, " ") if char in "-@;:/" else char)
        return sign.at
    return tex_running.accent(sign) if char in ACCENTS else sign.keep()


def _space_or_line(sign: Sign) -> int:
    r"""Write a space for `\ ` and for the end of a line, `\\`."""
    if sign.place.is_formula and sign.text == r"\\":
        behind = _ROW_END.match(sign.source.text, sign.at, sign.end)
        sign.out.add_space() if not sign.place.is_displayed else sign.out.add("\n")
        return sign.at if behind is None else behind.end()
    if sign.place.is_tex:
        sign.out.add_space()
        return sign.at
    length = _ROW_END_OF_TEXT.match(sign.source.text, sign.at, sign.end) if sign.text == r"\\" else None
    if length is not None:
        sign.out.add_space()
        return sign.source.behind_spaces(length.end(), sign.end)
    if sign.following == "" or (sign.text == r"\\" and sign.following not in " \n"):
        return sign.keep()
    sign.out.add_space()
    return sign.source.behind_spaces(sign.at, sign.end)


def dollar(sign: Sign) -> int:
    """Write a formula, or the dollar of a sum of money."""
    return _write_formula(formula(sign.source.text, sign.at, sign.end, sign.text), sign)


def _write_formula(closing: int | None, sign: Sign) -> int:
    if closing is None:
        return sign.keep()
    behind = closing + len(sign.text)
    sign.out.add(sign.inner((sign.at, closing, behind), is_formula=True).strip())
    return behind
