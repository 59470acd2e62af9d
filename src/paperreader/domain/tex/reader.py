"""Reads a text that holds TeX from its beginning to its end, recursively, each token once."""

import re
from collections.abc import Callable
from types import MappingProxyType

from paperreader.domain.tex import text_mode as tex_running
from paperreader.domain.tex.accents import operator
from paperreader.domain.tex.commands import command, letters
from paperreader.domain.tex.escapes import dollar, escaped
from paperreader.domain.tex.groups import GroupSpan
from paperreader.domain.tex.source import OutputBuffer, Source, TexMode, TexToken
from paperreader.domain.tex.symbols.command_names import SWITCHES, TEXT_FONTS
from paperreader.domain.tex.symbols.frequent import SYMBOLS
from paperreader.domain.tex.symbols.scripts import script
from paperreader.domain.tex.symbols.stripped import BRACED_SYMBOLS, STRIPPED_FONTS, stripped_command

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
        return self._read(0, len(self._source.text), TexMode())

    def formula(self) -> str:
        """Return the text, which is all a formula, as it is meant."""
        return self._read(0, len(self._source.text), TexMode(is_formula=True, is_tex=True))

    def lines(self) -> list[str]:
        """Return the lines of the text, which is all a formula that stands by itself."""
        mode = TexMode(is_formula=True, is_tex=True, is_displayed=True)
        return self._read(0, len(self._source.text), mode).split("\n")

    def _read(self, at: int, end: int, mode: TexMode) -> str:
        text = self._source.text
        if mode.depth > _MAX_DEPTH:
            return text[at:end]
        out = OutputBuffer()
        pattern = _FORMULA if mode.is_formula else _TEXT
        while (match := pattern.search(text, at, end)) is not None:
            out.add(text[at : match.start()])
            token = TexToken(self._source, match.start(), match.end(), end, out, mode, self._read)
            at = _WRITERS[match.lastgroup or ""](token)
        out.add(text[at:end])
        return out.text


def _command(token: TexToken) -> int:
    return command(token.text[1:], token)


def _script(token: TexToken) -> int:
    operand = _operand_of_script(token)
    if operand is None:
        is_bare = not token.mode.is_formula and token.following not in ("{", "\\")
        return tex_running.bare_script(token) if is_bare else _unclosed(token)
    inner = token.inner(operand, is_formula=True)
    if inner.strip():
        token.out.add(script(token.text, inner, token.character(operand[2])))
    return operand[2]


def _operand_of_script(token: TexToken) -> GroupSpan | None:
    if token.mode.is_formula:
        digits = _DIGITS.match(token.source.text, token.at, token.end)
        if digits is not None:
            return token.at, digits.end(), digits.end()
    elif token.following not in ("{", "\\") or token.out.last in ("", "["):
        # `[^{…` is a regular expression.
        return None
    return token.source.operand(token.at, token.end)


def _group(token: TexToken) -> int:
    closing = token.source.closing(token.start, token.end)
    if closing is None:
        return _unclosed(token)
    source = token.source.text[token.at : closing]
    switched = None if token.mode.is_formula else _switched(source)
    begin = token.at + (switched or 0)
    inner = token.inner((begin, closing, closing + 1))
    if token.mode.is_tex or switched is not None or _is_left_over(source, inner, token, closing + 1):
        token.out.add(SYMBOLS[source] if source in BRACED_SYMBOLS else inner)
    else:
        token.out.add("{" + inner + "}")
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


def _is_left_over(source: str, inner: str, token: TexToken, behind: int) -> bool:
    before = token.out.last
    if before in ("$", "%", "_", "/"):
        return False
    if not source:
        return before.isalnum() and token.character(behind) in ("", *" \n=,.;:)-")
    if source in BRACED_SYMBOLS or (
        _LEFT_OVER.fullmatch(source) and not (before.isalnum() and source[0].isalnum())
    ):
        return True
    if len(source) == 1 and source.isalpha() and token.character(behind) in ("^", "_"):
        return True
    return inner != source and not _NOT_LEFT_OVER.search(source)


def _unclosed(token: TexToken) -> int:
    """Keep what opens and is never closed, all at once where no group follows at all."""
    run = (
        _UNCLOSED.match(token.source.text, token.start, token.end)
        if token.start > token.source.last_group
        else None
    )
    if run is None:
        return token.keep()
    token.out.add(run[0])
    return run.end()


def _space(token: TexToken) -> int:
    token.out.add_space()
    return token.at


def _comment(token: TexToken) -> int:
    """Leave out a remark, or a sign that begins a formula within a formula."""
    return token.at


def _internal(token: TexToken) -> int:
    """Leave out an order of the program that made the formula, with what it is for."""
    if token.text.endswith("svg"):
        token.out.add(" (drawing) ")
    at = token.at
    while (group := token.source.group(at, token.end)) is not None:
        at = group[2]
    return at


def _align(token: TexToken) -> int:
    """Leave out a sign that says where rows are aligned, and write one that HTML has its own spelling for."""
    if len(token.text) > 1:
        token.out.add({"&lt;": "<", "&gt;": ">", "&amp;": "&"}[token.text])
        return token.at
    return token.at if token.mode.is_displayed else token.keep()


def _word(token: TexToken) -> int:
    if token.following == "{":
        at = _braced(token)
        if at is not None:
            return at
    found = stripped_command(token.source.text, token.start, token.at, is_paired=token.source.is_paired)
    if found is None or found.end > token.end:
        return token.keep()
    if found.is_operator:
        return operator(found.text, token, found.end)
    token.out.add(found.text)
    return found.end


def _braced(token: TexToken) -> int | None:
    """Write what a command is for that has lost its backslash but not its braces; None where it is a word."""
    word = token.text
    if word in ("sqrt", "frac"):
        return command(word, token)
    name = next((name for name in STRIPPED_FONTS if word.endswith(name)), "text" if word == "text" else None)
    argument = None if name is None else token.argument()
    if name is None or argument is None:
        return None
    token.out.add(word.removesuffix(name))
    if name.startswith("text"):
        token.out.add(token.inner(argument, is_formula=False))
        return argument[2]
    return letters(name, token, token.at)


_WRITERS: MappingProxyType[str, Callable[[TexToken], int]] = MappingProxyType(
    {
        "literal": TexToken.keep,
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
