"""TeX as bibliographies have it, to text: letters, accents, signs, formulas; commands go, what they are for stays."""

import re
import unicodedata
from collections.abc import Callable

from paperreader.domain.tex.symbols.command_names import TEXT_FONTS
from paperreader.domain.tex.symbols.frequent import SYMBOLS
from paperreader.domain.tex.symbols.scripts import accented
from paperreader.domain.tex.unicode import to_unicode
from paperreader.formats.fields.tex_letters import ACCENTS, LETTERS, UNSEEN, UNSHOWN
from paperreader.formats.fields.title_markup import script_text, without_markup

_DEEPEST = 50
_LIGATURES = {"---": "—", "--": "–", "``": "“", "''": "”", "?`": "¿", "!`": "¡", "~": " "}
_GONE = frozenset("-/!@")
_SPACES = frozenset(",;:> \\\n\t")
_TOKEN = re.compile(
    r"\\(?P<name>[A-Za-z]+)\*?"
    r"|\\\((?P<inline>.{0,400}?)\\\)"
    r"|\\(?P<char>[^A-Za-z])"
    r"|(?P<math>\$\$?[^$]{1,400}\$\$?)"
    r"|(?P<ligature>---|--|``|''|[?!]`|~)"
    r"|[{}]|\\\Z",
    re.DOTALL,
)
_MARKS = re.compile(r"[\\{}$~]|--|``|''|[?!]`")
_EMPTY = re.compile(r"\{\}")
_EMPTY_OR_SPACE = re.compile(r"\s*\{\}|\s+")
_SPACE = re.compile(r"\s*")
_OPTION = re.compile(r"\s*\[[^\[\]{}]{0,200}\]")
_CODE = re.compile(
    r"\s*\{?(?:\"(?P<hex>[0-9A-Fa-f]{1,6})|'(?P<octal>[0-7]{1,7})|(?P<decimal>[0-9]{1,7}))\}?\s?"
)
_COMMAND = re.compile(r"\\([A-Za-z]+)")
_ESCAPED = re.compile(r"\{\\(?:textbackslash|textless|[$&])\}")
"""How other programs write a backslash and the like that were in a title; here it would be the other way round."""
_CITED = frozenset(["cite", "citep", "citet", "citealp", "ref", "autoref"])


def from_tex(text: str, *, keeps_formulas: bool = False) -> str:
    r"""Return TeX as text, in which neither commands nor braces are left but those that were written out.

    Args:
        text: As it stands in a file.
        keeps_formulas: Leave what stands between dollars as its authors wrote it.

    >>> from_tex(r"{\em Deep} Fr{\'e}chet, $O(n^2)$, {\LaTeX}")
    'Deep Fréchet, O(n²), LaTeX'
    """
    if _MARKS.search(text) is None:
        return text
    return _Reading(text, keeps_formulas=keeps_formulas).read(0, len(text), 0)


def title_from_tex(source: str) -> str:
    r"""Return a title as text, also where a program escaped the TeX or HTML it found in it.

    >>> title_from_tex(r"{\textbackslash}emph\{Deep\} <i>{Lamps}</i>")
    'Deep Lamps'
    """
    source = source.replace(r"$\backslash$", r"{\textbackslash}")
    text = from_tex(without_markup(source))
    return bare(to_unicode(without_markup(text))) if _ESCAPED.search(source) else text


class _Reading:
    """One text, and how its formulas are to be taken."""

    def __init__(self, text: str, *, keeps_formulas: bool) -> None:
        self._text = text
        self._keeps_formulas = keeps_formulas
        self._closings = _closings(text)

    def read(self, at: int, end: int, depth: int) -> str:
        """Return a part of the text as it is meant."""
        parts: list[str] = []
        while (token := _TOKEN.search(self._text, at, end)) is not None:
            parts.append(self._text[at : token.start()])
            part, at = self._token(token, end, depth)
            parts.append(part)
        return "".join(parts) + self._text[at:end]

    def _token(self, token: re.Match[str], end: int, depth: int) -> tuple[str, int]:
        """Return what a token stands for, and where the text goes on."""
        if token["name"] is not None:
            return self._command(token["name"], token.end(), end, depth)
        if token["char"] is not None:
            return self._escaped(token["char"], token.end(), end, depth)
        if token["math"] is not None or token["inline"] is not None:
            return self._formula(token[0]), token.end()
        return _LIGATURES.get(token[0], ""), token.end()

    def _formula(self, source: str) -> str:
        return source if self._keeps_formulas else bare(to_unicode(source.replace("$$", "$")))

    def _command(self, name: str, at: int, end: int, depth: int) -> tuple[str, int]:
        if name in LETTERS:
            # TeX takes the space behind a name for its end; behind a whole word it is wanted all the same.
            behind = _EMPTY if len(LETTERS[name]) > 2 else _EMPTY_OR_SPACE
            return LETTERS[name], _end_of(behind, self._text, at, end)
        if name in ACCENTS and (letter := self._argument(at, end, depth)) is not None:
            return _with_accent(letter[0], ACCENTS[name]), letter[1]
        for known, write in _WRITERS:
            if name in known:
                return write(self, name, at, end, depth)
        if name in SYMBOLS:
            return SYMBOLS[name], at
        if name in TEXT_FONTS:
            # Without braces of its own it is for what follows in those around it.
            return "", _end_of(_SPACE, self._text, at, end)
        # What only its authors know: an argument is what it is for, else its name is.
        return ("" if self._text.startswith("{", at) else name), at

    def _escaped(self, char: str, at: int, end: int, depth: int) -> tuple[str, int]:
        if char in ACCENTS and (letter := self._argument(at, end, depth)) is not None:
            return _with_accent(letter[0], ACCENTS[char], char), letter[1]
        if char in _SPACES:
            return " ", at
        return ("" if char in _GONE else char), at

    def _argument(self, at: int, end: int, depth: int) -> tuple[str, int] | None:
        """Return what stands in the next braces, is the next command or character, and where the text goes on."""
        start = _end_of(_SPACE, self._text, at, end)
        if start >= end or depth > _DEEPEST:
            return None
        if self._text[start] == "{":
            closing = self._closings.get(start, end)
            return self.read(start + 1, min(closing, end), depth + 1), min(closing + 1, end)
        if self._text[start] == "\\":
            token = _TOKEN.match(self._text, start, end)
            return None if token is None else self._token(token, end, depth + 1)
        return None if self._text[start] == "}" else (self._text[start], start + 1)

    def unshown(self, name: str, at: int, end: int, depth: int) -> tuple[str, int]:
        for _ in range(UNSHOWN.get(name, 1)):
            at = _end_of(_OPTION, self._text, at, end)
            start = _end_of(_SPACE, self._text, at, end)
            if self._text.startswith("{", start, end):
                at = min(self._closings.get(start, end) + 1, end)
        return "", at

    def unseen(self, name: str, at: int, end: int, depth: int) -> tuple[str, int]:
        return "", _end_of(_SPACE, self._text, at, end)

    def raised(self, name: str, at: int, end: int, depth: int) -> tuple[str, int]:
        found = self._argument(at, end, depth)
        if found is None:
            return "", at
        return script_text("_" if name in {"textsubscript", "sb", "textinferior"} else "^", found[0]), found[
            1
        ]

    def address(self, name: str, at: int, end: int, depth: int) -> tuple[str, int]:
        start = _end_of(_SPACE, self._text, at, end)
        closing = self._closings.get(start)
        if closing is None:
            return "", at
        address = self._text[start + 1 : closing]
        return re.sub(r"\\([#$%&_{}~])", r"\1", address), closing + 1

    def in_formula(self, name: str, at: int, end: int, depth: int) -> tuple[str, int]:
        start = _end_of(_SPACE, self._text, at, end)
        closing = self._closings.get(start)
        if closing is None:
            return "", at
        inner = self._text[start + 1 : closing].strip("$ ")
        return self._formula(f"${inner}$"), closing + 1

    def character(self, name: str, at: int, end: int, depth: int) -> tuple[str, int]:
        found = _CODE.match(self._text, at, end)
        if found is None:
            return "", at
        code = int(
            found["hex"] or found["octal"] or found["decimal"],
            {"hex": 16, "octal": 8}.get(found.lastgroup or "", 10),
        )
        return (chr(code) if 32 <= code <= 0x10FFFF and not 0xD800 <= code < 0xE000 else ""), found.end()


_Write = Callable[[_Reading, str, int, int, int], tuple[str, int]]
_WRITERS: tuple[tuple[frozenset[str], _Write], ...] = (
    (UNSEEN, _Reading.unseen),
    (frozenset(UNSHOWN) | _CITED, _Reading.unshown),
    (frozenset(["textsuperscript", "textsubscript", "sp", "sb", "textinferior"]), _Reading.raised),
    (frozenset(["url", "path", "nolinkurl"]), _Reading.address),
    (frozenset(["ensuremath"]), _Reading.in_formula),
    (frozenset(["char", "symbol"]), _Reading.character),
)


def _with_accent(letters: str, accent: str, sign: str = "") -> str:
    """Return letters with an accent on the first, or the accent by itself where there are none."""
    letters = letters.lstrip()
    if not letters:
        return sign
    # What stands behind the first letter may be another accent on it.
    count = 1
    while count < len(letters) and unicodedata.combining(letters[count]):
        count += 1
    return accented(letters[:count], accent) + unicodedata.normalize("NFC", letters[count:])


def bare(text: str) -> str:
    """Return a formula that was not understood without what marks its commands."""
    return (
        _COMMAND.sub(r"\1", text).translate({ord("{"): None, ord("}"): None, ord("\\"): None})
        if "\\" in text
        else text
    )


def _end_of(pattern: re.Pattern[str], text: str, at: int, end: int) -> int:
    found = pattern.match(text, at, end)
    return at if found is None else found.end()


def _closings(text: str) -> dict[int, int]:
    """Return where each brace that opens is closed; escaped braces are none."""
    closings: dict[int, int] = {}
    opened: list[int] = []
    for found in re.finditer(r"\\.|[{}]", text, re.DOTALL):
        if found[0] == "{":
            opened.append(found.start())
        elif found[0] == "}" and opened:
            closings[opened.pop()] = found.start()
    return closings
