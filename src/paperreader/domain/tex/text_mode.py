"""Writes what text mode has besides commands: accents, dashes, quotation marks, ties, scripts without braces."""

import re
import unicodedata

from paperreader.domain.tex.accents import ACCENTED
from paperreader.domain.tex.source import TexToken, is_known
from paperreader.domain.tex.symbols.alphabets import SUPERSCRIPTS
from paperreader.domain.tex.symbols.frequent import ACCENTS, GREEK
from paperreader.domain.tex.symbols.scripts import accented, script
from paperreader.domain.tex.symbols.stripped import RAISED_SYMBOLS, STRIPPED_FONTS

_LINK_TEXT = re.compile(
    r"here|link|code|website|homepage|demo|[A-Z][A-Za-z0-9]{2,20}|[A-Za-z-]+(?: [A-Za-z-]+){1,5}"
)
_ENDS_OPEN = ("/", "=", "?", "&", "#")
"""What ends an address that goes on with what is in braces."""
_REST_OF_ADDRESS = re.compile(r"[^\s\\$<>\"]*")
_NAME = re.compile(r"[A-Za-z]+")
_DIGITS = re.compile(r"-?\d{1,4}(?![\d]|\.\d)")
_LOWERED = re.compile(r"\d{1,2}(?![a-z\d_]|\.\d)|[a-z](?![A-Za-z0-9_])")
_RAISED = re.compile(r"[A-Za-z](?![\w/])|\*(?![*\w])|[†‡§¶]")
_VARIABLE = re.compile(r"(?:(?:^|[^\w.\\/@#&])(?:[^\W\d_]|CO|NO|SO)|[)\]}²³])\Z")
_NAME_BEFORE = re.compile(r"(?<![A-Za-z_\\])[A-Za-z]+\Z")
_VARIABLES = frozenset(["log", "sum", "prod", "int", "nabla", "partial", "lim", "max", "min", "sup", "inf"])
_MAX_LETTER_LENGTH = 12
_TIED = re.compile(r"(?:[A-Za-z]{2}|[.,;)\]\d])\Z")


def address(token: TexToken) -> int:
    """Keep an address; what braces behind it name it by is what is left of a link."""
    at = token.keep()
    closing = token.source.closing(at, token.end)
    if closing is None or "/" not in token.text:
        return at
    name = token.source.text[at + 1 : closing].strip()
    if name.rstrip("/") == token.text.rstrip("/"):
        return closing + 1
    if _LINK_TEXT.fullmatch(name) and (" " in name or name.islower() or not token.text.endswith(_ENDS_OPEN)):
        token.out.add(f" ({name})")
        return closing + 1
    # Braces are part of it, such as those of a template.
    rest = _REST_OF_ADDRESS.match(token.source.text, closing + 1, token.end)
    behind = closing + 1 if rest is None else rest.end()
    token.out.add(token.source.text[at:behind])
    return behind


def accent(token: TexToken) -> int:
    r"""Write a letter with the accent that is escaped before it, such as `\'e`."""
    mark = token.text[1]
    letter = ACCENTED.match(token.source.text, token.at, token.end)
    if letter is None:
        return _accent_of_letter(mark, token)
    whole = accented(letter[letter.lastindex or 0], ACCENTS[mark])
    is_bare = letter.lastindex == 4
    if len(whole) > 1 or (is_bare and not _is_accent(mark, letter, token)):
        return token.keep()
    token.out.add(whole)
    return letter.end()


def _accent_of_letter(mark: str, token: TexToken) -> int:
    """Write a letter that has another accent already."""
    if mark in ("^", "~") and token.source.text.startswith("{}", token.at):
        token.out.add(mark)
        return token.at + 2
    argument = token.argument() if token.following == "{" else None
    # A letter is short; what is longer is read once, and not here.
    is_short = argument is not None and argument[1] - argument[0] <= _MAX_LETTER_LENGTH
    inner = unicodedata.normalize("NFD", token.inner(argument)) if argument is not None and is_short else ""
    if argument is None or not inner[:1].isalpha() or not all(map(unicodedata.combining, inner[1:])):
        return token.keep()
    token.out.add(accented(unicodedata.normalize("NFC", inner), ACCENTS[mark]))
    return argument[2]


def _is_accent(mark: str, letter: re.Match[str], token: TexToken) -> bool:
    r"""Tell `\'e` from a quotation mark, a full stop or an apostrophe with a backslash before it."""
    if mark == '"':
        return letter[4] in "aeiouyAEIOUYı" and (
            token.before.isalnum() or not token.source.has_escaped_quotes
        )
    if mark == "'":
        return not (
            token.before.isalpha() and letter[4] in "st" and not token.character(letter.end()).isalpha()
        )
    return mark != "." or (letter[4].isupper() and not token.before.isalnum())


def tie(token: TexToken) -> int:
    """Write a space for a tie, where it is one."""
    if token.source.text.startswith("\\%", token.at):
        is_tie = True
    elif token.following == "\\":
        name = _NAME.match(token.source.text, token.at + 1, token.end)
        is_tie = name is not None and is_known(name[0])
    else:
        is_tie = _is_tie(token)
    if not is_tie:
        return token.keep()
    token.out.add_space()
    return token.at


def _is_tie(token: TexToken) -> bool:
    before, following = token.source.text[max(0, token.start - 2) : token.start], token.following
    if not _TIED.search(before):
        return False
    # `10~100` is from ten to a hundred.
    return (
        following.isalpha() or following in ("(", "[") or (following.isdigit() and not token.before.isdigit())
    )


def dash(token: TexToken) -> int:
    """Write two or three hyphens as a dash, where they are no option, no rule and no edge of a table."""
    before, following = token.before, token.following
    is_between = bool(before and following) and before not in "|+<!" and following not in "|+>"
    is_option = before in ("", " ", "(") and not following.isspace()
    if not is_between or is_option or len(token.text) > 3:
        return token.keep()
    token.out.add("–" if len(token.text) == 2 else "—")
    return token.at


def quote(token: TexToken) -> int:
    """Write quotation marks, where they are both there."""
    source, mark = token.source, token.text
    if not source.is_quoted and _opens(token, mark):
        source.is_quoted = True
        token.out.add("“")
    elif source.is_quoted and mark in ("''", '"'):
        source.is_quoted = False
        token.out.add("”")
    else:
        token.keep()
    return token.at


def _opens(token: TexToken, mark: str) -> bool:
    if mark == "``":
        return not token.following.isspace() and token.following != "" and token.source.last_quote >= token.at
    if mark != "''" or token.before not in ("", " ", "(") or not token.following.isalnum():
        return False
    return token.source.text.find("''", token.at, min(token.end, token.at + 200)) > 0


def bare_script(token: TexToken) -> int:
    """Write what is raised or lowered without braces in running text, where names have `_` and code has `^`."""
    if token.text == "_":
        found = _LOWERED.match(token.source.text, token.at, token.end) if _is_variable(token) else None
    else:
        found = _raised(token)
    if found is None:
        return token.keep() if token.text == "_" else _named_script(token)
    token.out.add(script(token.text, found[0], token.character(found.end())))
    return found.end()


def _raised(token: TexToken) -> re.Match[str] | None:
    if not (token.out.last.isalnum() or token.out.last in (")", "]", "}", "∇", "∞", "°")):
        return None
    found = _DIGITS.match(token.source.text, token.at, token.end)
    if found is not None:
        return found
    found = _RAISED.match(token.source.text, token.at, token.end)
    return found if found is not None and (not found[0].isalnum() or found[0] in SUPERSCRIPTS) else None


def _named_script(token: TexToken) -> int:
    word = _NAME.match(token.source.text, token.at, token.end)
    if word is None or not token.out.last:
        return token.keep()
    if word[0] in RAISED_SYMBOLS:
        token.out.add(RAISED_SYMBOLS[word[0]])
        return word.end()
    argument = token.argument(word.end()) if word[0] in STRIPPED_FONTS else None
    if argument is None:
        return token.keep()
    token.out.add(script("^", token.inner(argument, is_formula=True), token.character(argument[2])))
    return argument[2]


def _is_variable(token: TexToken) -> bool:
    """Tell whether what stands before `_` is a variable, not part of a name."""
    before = token.source.text[max(0, token.start - 12) : token.start]
    if _VARIABLE.search(before):
        return True
    word = _NAME_BEFORE.search(before)
    return (
        word is not None
        and (word[0] in GREEK or word[0] in _VARIABLES)
        and word[0].islower()
        and len(word[0]) < 9
    )
