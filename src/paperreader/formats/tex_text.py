"""TeX as bibliographies have it, to text: accents, escaped characters, braces, dashes and quotation marks."""

import re
import unicodedata

from paperreader.domain.tex_symbols import ACCENTS

_SYMBOLS = {
    "textbraceleft": "{",
    "textbraceright": "}",
    "textasciitilde": "~",
    "textasciicircum": "^",
    "textbackslash": "\\",
    "textless": "<",
    "textgreater": ">",
    "textbar": "|",
    "textquotesingle": "'",
    "textquotedblleft": "“",
    "textquotedblright": "”",
    "textendash": "–",
    "textemdash": "—",
    "ldots": "…",
    "dots": "…",
    "ss": "ß",
    "ae": "æ",
    "AE": "Æ",
    "oe": "œ",
    "OE": "Œ",
    "aa": "å",
    "AA": "Å",
    "o": "ø",
    "O": "Ø",
    "l": "ł",
    "L": "Ł",
    "dj": "đ",
    "DJ": "Đ",
    "th": "þ",
    "TH": "Þ",
    "i": "ı",
    "j": "ȷ",
}
# Commands of which only the argument is text.
_FONTS = frozenset(
    [
        "emph",
        "text",
        "textbf",
        "textit",
        "textsc",
        "textsf",
        "texttt",
        "textrm",
        "textsl",
        "textup",
        "mbox",
        "mathrm",
        "mathbf",
        "enquote",
        "url",
    ]
)
_LIGATURES = {"---": "—", "--": "–", "``": "“", "''": "”", "?`": "¿", "!`": "¡"}

_TOKEN = re.compile(
    r"\\(?P<symbol>[A-Za-z]+)(?P<after>\s*\{\}|\s+|(?![A-Za-z]))"
    r"|\\(?P<char>[^A-Za-z])"
    r"|(?P<math>(?<!\\)\$[^$\n]{1,400}\$)"
    r"|(?P<ligature>---|--|``|''|[?!]`)"
    r"|(?P<tie>~)"
    r"|(?P<brace>[{}])",
    re.DOTALL,
)
# The letter may stand in braces, and be a dotless i or j.
_ACCENTED = re.compile(
    r"\s*(?:\{\s*(?:\\(?P<braced>[ij])|(?P<letter>\w))\s*\}|\\(?P<dotless>[ij])(?![A-Za-z])|(?P<bare>\w))"
)


def from_tex(text: str) -> str:
    """Return TeX as text. Formulas between dollars and commands that are not known stay as they are."""
    if not any(char in text for char in "\\{}$~-`'"):
        return text
    parts: list[str] = []
    at = 0
    while (token := _TOKEN.search(text, at)) is not None:
        parts.append(text[at : token.start()])
        part, at = _token(text, token)
        parts.append(part)
    return "".join(parts) + text[at:]


def _token(text: str, token: re.Match[str]) -> tuple[str, int]:
    """Return what a token stands for, and where the text goes on."""
    if token["symbol"] is not None:
        return _command(text, token)
    if token["char"] is not None:
        return _escaped(text, token)
    if token["ligature"] is not None:
        return _LIGATURES[token[0]], token.end()
    if token["tie"] is not None:
        return " ", token.end()
    return (token[0] if token["math"] is not None else ""), token.end()


def _command(text: str, token: re.Match[str]) -> tuple[str, int]:
    name = token["symbol"]
    if name in _SYMBOLS:
        return _SYMBOLS[name], token.end()
    if name in ACCENTS:
        accented = _accented(text, token.end("symbol"), ACCENTS[name])
        if accented is not None:
            return accented
    if name in _FONTS:
        return "", token.end("symbol")
    return token[0], token.end()


def _escaped(text: str, token: re.Match[str]) -> tuple[str, int]:
    char = token["char"]
    if char in ACCENTS:
        accented = _accented(text, token.end(), ACCENTS[char])
        if accented is not None:
            return accented
    if char in "\\ \n":
        return " ", token.end()
    return ("" if char in "-/!" else char.replace(",", " ")), token.end()


def _accented(text: str, at: int, accent: str) -> tuple[str, int] | None:
    found = _ACCENTED.match(text, at)
    if found is None:
        return None
    letter = found["braced"] or found["letter"] or found["dotless"] or found["bare"]
    return unicodedata.normalize("NFC", letter + accent), found.end()
