"""What running text has of TeX besides commands: accents, dashes, quotation marks, ties, scripts without braces."""

import re
import unicodedata

from paperreader.domain.tex.accents import ACCENTED
from paperreader.domain.tex.source import Sign, is_known
from paperreader.domain.tex.symbols.alphabets import SUPERSCRIPTS
from paperreader.domain.tex.symbols.frequent import ACCENTS, GREEK
from paperreader.domain.tex.symbols.remains import BRACED, RAISED_NAMES
from paperreader.domain.tex.symbols.scripts import accented, script

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


def address(sign: Sign) -> int:
    """Keep an address; what braces behind it name it by is what is left of a link."""
    at = sign.keep()
    closing = sign.source.closing(at, sign.end)
    if closing is None or "/" not in sign.text:
        return at
    name = sign.source.text[at + 1 : closing].strip()
    if name.rstrip("/") == sign.text.rstrip("/"):
        return closing + 1
    if _LINK_TEXT.fullmatch(name) and (" " in name or name.islower() or not sign.text.endswith(_ENDS_OPEN)):
        sign.out.add(f" ({name})")
        return closing + 1
    # Braces are part of it, such as those of a template.
    rest = _REST_OF_ADDRESS.match(sign.source.text, closing + 1, sign.end)
    behind = closing + 1 if rest is None else rest.end()
    sign.out.add(sign.source.text[at:behind])
    return behind


def accent(sign: Sign) -> int:
    r"""Write a letter with the accent that is escaped before it, such as `\'e`."""
    mark = sign.text[1]
    letter = ACCENTED.match(sign.source.text, sign.at, sign.end)
    if letter is None:
        return _accent_of_letter(mark, sign)
    whole = accented(letter[letter.lastindex or 0], ACCENTS[mark])
    is_bare = letter.lastindex == 4
    if len(whole) > 1 or (is_bare and not _is_accent(mark, letter, sign)):
        return sign.keep()
    sign.out.add(whole)
    return letter.end()


def _accent_of_letter(mark: str, sign: Sign) -> int:
    """Write a letter that has another accent already."""
    if mark in ("^", "~") and sign.source.text.startswith("{}", sign.at):
        sign.out.add(mark)
        return sign.at + 2
    argument = sign.argument() if sign.following == "{" else None
    # A letter is short; what is longer is read once, and not here.
    is_short = argument is not None and argument[1] - argument[0] <= _MAX_LETTER_LENGTH
    inner = unicodedata.normalize("NFD", sign.inner(argument)) if argument is not None and is_short else ""
    if argument is None or not inner[:1].isalpha() or not all(map(unicodedata.combining, inner[1:])):
        return sign.keep()
    sign.out.add(accented(unicodedata.normalize("NFC", inner), ACCENTS[mark]))
    return argument[2]


def _is_accent(mark: str, letter: re.Match[str], sign: Sign) -> bool:
    r"""Tell `\'e` from a quotation mark, a full stop or an apostrophe with a backslash before it."""
    if mark == '"':
        return letter[4] in "aeiouyAEIOUYı" and (sign.before.isalnum() or not sign.source.has_escaped_quotes)
    if mark == "'":
        return not (
            sign.before.isalpha() and letter[4] in "st" and not sign.character(letter.end()).isalpha()
        )
    return mark != "." or (letter[4].isupper() and not sign.before.isalnum())


def tie(sign: Sign) -> int:
    """Write a space for a tie, where it is one."""
    if sign.source.text.startswith("\\%", sign.at):
        is_tie = True
    elif sign.following == "\\":
        name = _NAME.match(sign.source.text, sign.at + 1, sign.end)
        is_tie = name is not None and is_known(name[0])
    else:
        is_tie = _is_tie(sign)
    if not is_tie:
        return sign.keep()
    sign.out.add_space()
    return sign.at


def _is_tie(sign: Sign) -> bool:
    before, following = sign.source.text[max(0, sign.start - 2) : sign.start], sign.following
    if not _TIED.search(before):
        return False
    # `10~100` is from ten to a hundred.
    return (
        following.isalpha() or following in ("(", "[") or (following.isdigit() and not sign.before.isdigit())
    )


def dash(sign: Sign) -> int:
    """Write two or three hyphens as a dash, where they are no option, no rule and no edge of a table."""
    before, following = sign.before, sign.following
    is_between = bool(before and following) and before not in "|+<!" and following not in "|+>"
    is_option = before in ("", " ", "(") and not following.isspace()
    if not is_between or is_option or len(sign.text) > 3:
        return sign.keep()
    sign.out.add("–" if len(sign.text) == 2 else "—")
    return sign.at


def quote(sign: Sign) -> int:
    """Write quotation marks, where they are both there."""
    source, mark = sign.source, sign.text
    if not source.is_quoted and _opens(sign, mark):
        source.is_quoted = True
        sign.out.add("“")
    elif source.is_quoted and mark in ("''", '"'):
        source.is_quoted = False
        sign.out.add("”")
    else:
        sign.keep()
    return sign.at


def _opens(sign: Sign, mark: str) -> bool:
    if mark == "``":
        return not sign.following.isspace() and sign.following != "" and sign.source.last_quote >= sign.at
    if mark != "''" or sign.before not in ("", " ", "(") or not sign.following.isalnum():
        return False
    return sign.source.text.find("''", sign.at, min(sign.end, sign.at + 200)) > 0


def bare_script(sign: Sign) -> int:
    """Write what is raised or lowered without braces in running text, where names have `_` and code has `^`."""
    if sign.text == "_":
        found = _LOWERED.match(sign.source.text, sign.at, sign.end) if _is_variable(sign) else None
    else:
        found = _raised(sign)
    if found is None:
        return sign.keep() if sign.text == "_" else _named_script(sign)
    sign.out.add(script(sign.text, found[0], sign.character(found.end())))
    return found.end()


def _raised(sign: Sign) -> re.Match[str] | None:
    if not (sign.out.last.isalnum() or sign.out.last in (")", "]", "}", "∇", "∞", "°")):
        return None
    found = _DIGITS.match(sign.source.text, sign.at, sign.end)
    if found is not None:
        return found
    found = _RAISED.match(sign.source.text, sign.at, sign.end)
    return found if found is not None and (not found[0].isalnum() or found[0] in SUPERSCRIPTS) else None


def _named_script(sign: Sign) -> int:
    word = _NAME.match(sign.source.text, sign.at, sign.end)
    if word is None or not sign.out.last:
        return sign.keep()
    if word[0] in RAISED_NAMES:
        sign.out.add(RAISED_NAMES[word[0]])
        return word.end()
    argument = sign.argument(word.end()) if word[0] in BRACED else None
    if argument is None:
        return sign.keep()
    sign.out.add(script("^", sign.inner(argument, is_formula=True), sign.character(argument[2])))
    return argument[2]


def _is_variable(sign: Sign) -> bool:
    """Tell whether what stands before `_` is a variable, not part of a name."""
    before = sign.source.text[max(0, sign.start - 12) : sign.start]
    if _VARIABLE.search(before):
        return True
    word = _NAME_BEFORE.search(before)
    return (
        word is not None
        and (word[0] in GREEK or word[0] in _VARIABLES)
        and word[0].islower()
        and len(word[0]) < 9
    )
