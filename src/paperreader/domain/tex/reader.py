"""Reading a text that holds TeX from its beginning to its end, a group within a group, each sign once."""

import re
from collections.abc import Callable
from types import MappingProxyType

from paperreader.domain.tex import running as tex_running
from paperreader.domain.tex.accents import operator
from paperreader.domain.tex.commands import command, letters
from paperreader.domain.tex.escapes import dollar, escaped
from paperreader.domain.tex.pairs import Span
from paperreader.domain.tex.source import Sign, Source, TexPosition, Written
from paperreader.domain.tex.symbols.frequent import SYMBOLS
from paperreader.domain.tex.symbols.names import SWITCHES, TEXT_FONTS
from paperreader.domain.tex.symbols.remains import BRACED, GROUPED, remain
from paperreader.domain.tex.symbols.scripts import script

_MAX_DEPTH = 30
"""What is nested deeper stays as it is."""

_ADDRESS = (
    r"(?P<address>(?:https?://|www\.)[^\s{}\\$<>\"]*"
    r"|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+"
    r"|(?<![\w.-])(?:[\w-]{1,63}\.){1,4}(?:com|org|net|io|ai|edu|gov|dev|co|me|app|cn|uk|de|fr)/[^\s{}\\$^<>\"]*"
    r"|(?<!\w)[A-Za-z]:\\[A-Za-z]\S*"
    r"|\\\\(?=[\w.])[^\s\\]{1,64}\\\S*"
    r"|(?<![\w\\$])[\w-]{1,64}(?:\\[\w-]{1,64}){1,20}\.[A-Za-z]\w{0,3}\b"
    r"|<\|[^|<>\s]{1,64}\|>"
    r"|(?<!`)`[^`\s](?:[^`]*[^`\s])?`(?![`\w]))"
)
"""What TeX is never meant in: addresses, paths, marks of models, code. Their parts are bounded, so that looking for them
never takes longer than there is text."""
_COMMANDS = r"\\(?P<internal>(?:lx|pgf|svg|xy)[A-Za-z]*@[A-Za-z@]*)|\\(?P<command>[A-Za-z]+)|\\(?P<escaped>[^A-Za-z])|(?P<script>[\^_])|(?P<group>\{)"
_TEXT = re.compile(
    rf"{_ADDRESS}|(?P<literal>\\{{4,}}|\${{3,}})|{_COMMANDS}|(?P<dollar>\$\$?)|(?P<tie>~)|(?P<dash>--+)"
    r"|(?P<quote>`+|''|\")|(?P<word>[A-Za-z]+)",
    re.DOTALL,
)
_FORMULA = re.compile(
    rf"{_COMMANDS}|(?P<comment>%[ \t]*\n\s*)|(?P<space>[\s~]+)|(?P<word>[A-Za-z]+)|(?P<align>&(?:lt;|gt;|amp;)?)|(?P<toggle>\$)",
    re.DOTALL,
)
_DIGITS = re.compile(r"-?\d{1,4}(?![\d]|\.\d)")
_UNCLOSED = re.compile(r"(?:[\^_]?\{)+")
_SWITCHED = re.compile(r"(?:bf|em|sc|tt|rm|sl|sf) +")
_COMMAND_FIRST = re.compile(r" *\\(?P<name>[A-Za-z]+)(?P<spaces> *)(?P<braced>\{)?")
_OF_A_GROUP = SWITCHES | {"color", "fontsize", "fontfamily", "fontseries", "fontshape", "selectlanguage"}
"""Commands that a group is made for, so that they end with it."""
_LEFT_OVER = re.compile(
    r"[=+<>×,-]|(?:this )?(?:https? )?(?:URL|url|link)|here|(?:https?://|www\.)\S+|[A-Z]|[A-Z][A-Za-z]*[a-z][A-Za-z0-9]*"
    r"|[A-Z][A-Za-z]*(?:-[A-Za-z0-9]+)+"
)
"""What braces are around where a command before them is gone."""
_NOT_LEFT_OVER = re.compile(r"(?<!\\)[,:;'\"]|^\s|^\\[{}]")
"""What sets and dictionaries have."""


class Reader:
    """Reads one text."""

    def __init__(self, text: str) -> None:
        self._source = Source(text)

    def read(self) -> str:
        """Return the text as it is meant."""
        return self._read(0, len(self._source.text), TexPosition())

    def formula(self) -> str:
        """Return the text, which is all a formula, as it is meant."""
        return self._read(0, len(self._source.text), TexPosition(is_formula=True, is_tex=True))

    def lines(self) -> list[str]:
        """Return the lines of the text, which is all a formula that stands by itself."""
        place = TexPosition(is_formula=True, is_tex=True, is_displayed=True)
        return self._read(0, len(self._source.text), place).split("\n")

    def _read(self, at: int, end: int, place: TexPosition) -> str:
        text = self._source.text
        if place.depth > _MAX_DEPTH:
            return text[at:end]
        out = Written()
        pattern = _FORMULA if place.is_formula else _TEXT
        while (token := pattern.search(text, at, end)) is not None:
            out.add(text[at : token.start()])
            sign = Sign(self._source, token.start(), token.end(), end, out, place, self._read)
            at = _WRITERS[token.lastgroup or ""](sign)
        out.add(text[at:end])
        return out.text


def _command(sign: Sign) -> int:
    return command(sign.text[1:], sign)


def _script(sign: Sign) -> int:
    operand = _operand_of_script(sign)
    if operand is None:
        is_bare = not sign.place.is_formula and sign.following not in ("{", "\\")
        return tex_running.bare_script(sign) if is_bare else _unclosed(sign)
    inner = sign.inner(operand, is_formula=True)
    if inner.strip():
        sign.out.add(script(sign.text, inner, sign.character(operand[2])))
    return operand[2]


def _operand_of_script(sign: Sign) -> Span | None:
    if sign.place.is_formula:
        digits = _DIGITS.match(sign.source.text, sign.at, sign.end)
        if digits is not None:
            return sign.at, digits.end(), digits.end()
    elif sign.following not in ("{", "\\") or sign.out.last in ("", "["):
        # `[^{…` is a regular expression.
        return None
    return sign.source.operand(sign.at, sign.end)


def _group(sign: Sign) -> int:
    closing = sign.source.closing(sign.start, sign.end)
    if closing is None:
        return _unclosed(sign)
    source = sign.source.text[sign.at : closing]
    switched = None if sign.place.is_formula else _switched(source)
    begin = sign.at + (switched or 0)
    inner = sign.inner((begin, closing, closing + 1))
    if sign.place.is_tex or switched is not None or _is_left_over(source, inner, sign, closing + 1):
        sign.out.add(SYMBOLS[source] if source in GROUPED else inner)
    else:
        sign.out.add("{" + inner + "}")
    return closing + 1


def _switched(source: str) -> int | None:
    """Return where the words of a group begin that is only there for its font or colour; None if it is no such."""
    found = _SWITCHED.match(source)
    if found is not None:
        return found.end()
    first = _COMMAND_FIRST.match(source)
    if first is None:
        return None
    if first["name"] in TEXT_FONTS and first["spaces"] and not first["braced"]:
        # A font whose braces are around it: `{\textbf so}`.
        return first.end()
    return 0 if first["name"] in _OF_A_GROUP else None


def _is_left_over(source: str, inner: str, sign: Sign, behind: int) -> bool:
    before = sign.out.last
    if before in ("$", "%", "_", "/"):
        return False
    if not source:
        return before.isalnum() and sign.character(behind) in ("", *" \n=,.;:)-")
    if source in GROUPED or (_LEFT_OVER.fullmatch(source) and not (before.isalnum() and source[0].isalnum())):
        return True
    if len(source) == 1 and source.isalpha() and sign.character(behind) in ("^", "_"):
        return True
    return inner != source and not _NOT_LEFT_OVER.search(source)


def _unclosed(sign: Sign) -> int:
    """Keep what opens and is never closed, all at once where no group follows at all."""
    run = (
        _UNCLOSED.match(sign.source.text, sign.start, sign.end)
        if sign.start > sign.source.last_group
        else None
    )
    if run is None:
        return sign.keep()
    sign.out.add(run[0])
    return run.end()


def _space(sign: Sign) -> int:
    sign.out.add_space()
    return sign.at


def _comment(sign: Sign) -> int:
    """Leave out a remark, or a sign that begins a formula within a formula."""
    return sign.at


def _internal(sign: Sign) -> int:
    """Leave out an order of the program that made the formula, with what it is for."""
    if sign.text.endswith("svg"):
        sign.out.add(" (drawing) ")
    at = sign.at
    while (group := sign.source.group(at, sign.end)) is not None:
        at = group[2]
    return at


def _align(sign: Sign) -> int:
    """Leave out a sign that says where rows are aligned, and write one that HTML has its own spelling for."""
    if len(sign.text) > 1:
        sign.out.add({"&lt;": "<", "&gt;": ">", "&amp;": "&"}[sign.text])
        return sign.at
    return sign.at if sign.place.is_displayed else sign.keep()


def _word(sign: Sign) -> int:
    if sign.following == "{":
        at = _braced(sign)
        if at is not None:
            return at
    found = remain(sign.source.text, sign.start, sign.at, is_paired=sign.source.is_paired)
    if found is None or found.end > sign.end:
        return sign.keep()
    if found.is_operator:
        return operator(found.text, sign, found.end)
    sign.out.add(found.text)
    return found.end


def _braced(sign: Sign) -> int | None:
    """Write what a command is for that has lost its backslash but not its braces; None where it is a word."""
    word = sign.text
    if word in ("sqrt", "frac"):
        return command(word, sign)
    name = next((name for name in BRACED if word.endswith(name)), "text" if word == "text" else None)
    argument = None if name is None else sign.argument()
    if name is None or argument is None:
        return None
    sign.out.add(word.removesuffix(name))
    if name.startswith("text"):
        sign.out.add(sign.inner(argument, is_formula=False))
        return argument[2]
    return letters(name, sign, sign.at)


_WRITERS: MappingProxyType[str, Callable[[Sign], int]] = MappingProxyType(
    {
        "literal": Sign.keep,
        "address": tex_running.address,
        "command": _command,
        "escaped": escaped,
        "script": _script,
        "group": _group,
        "dollar": dollar,
        "tie": tex_running.tie,
        "dash": tex_running.dash,
        "quote": tex_running.quote,
        "space": _space,
        "comment": _comment,
        "toggle": _comment,
        "internal": _internal,
        "align": _align,
        "word": _word,
    }
)
"""Who writes what is found, by the name of its part of the pattern; each returns where the text goes on."""
