"""Writes commands that only the authors define, and backslashes that are none of TeX."""

import re

from paperreader.domain.tex.source import TexToken, is_known
from paperreader.domain.tex.symbols.command_names import PLAIN_TEX

_BEFORE_NAME = frozenset(["", *" \n([{“‘\"'-–—~/}"])
_NAME_ENDS = re.compile(
    r"(?P<braces>\{\})|(?:$|[\s,;:!?)}\]”’\"'–—~$%-]|\.(?![A-Za-z0-9])|\\ |[\^_]\{|\\(?P<next>[A-Za-z]+))"
)
_NAMING_LETTER = re.compile(r"[EFGIJKMNQRTUVXYZC]")
"""One letter that authors name a set or a number by, and nothing else means."""
_ABOUT_CHARACTERS = re.compile(
    r"new ?lines?|character|token|escape|split|delimit|separat|string|line breaks?|\bby\b|[`'\"]"
)
_LINE_BEGINS = re.compile(r"n[A-Z]")


def unknown_command(name: str, token: TexToken) -> int:
    """Write the name of what only the authors know, such as their method; keep what is not understood."""
    write = _name_in_math if token.mode.is_formula else _name_in_text
    at = write(name, token)
    return _verbatim(token) if at is None else at


def _verbatim(token: TexToken) -> int:
    at, end = token.keep(), token.end
    while (closing := token.source.closing(at, end)) is not None:
        token.out.add("{" + token.inner((at + 1, closing, closing + 1)) + "}")
        at = closing + 1
    return at


def _name_in_math(name: str, token: TexToken) -> int | None:
    r"""Write a name without its backslash, what it is of in brackets: `\KL(p)`, `\vect{x}`."""
    if name in PLAIN_TEX or (len(name) == 1 and not _NAMING_LETTER.fullmatch(name)):
        return None
    at, groups = token.at, list[str]()
    while (group := token.source.group(at, token.end)) is not None and token.character(at) == "{":
        groups.append(token.inner(group).strip())
        at = group[2]
    if is_known(name) and not groups:
        return None
    if len(name) > 1 and token.out.last.isalnum():
        token.out.add(" ")
    of = ", ".join(group for group in groups if group)
    token.out.add(f"{name}({of})" if of else name)
    if groups:
        return at
    behind = token.source.behind_spaces(at, token.end)
    return at if len(name) > 1 and token.character(behind).isalnum() else behind


def _name_in_text(name: str, token: TexToken) -> int | None:
    if name == "n" or (_LINE_BEGINS.match(name) and token.before in tuple(".!?:;")):
        return _line_end(name, token)
    if not _may_be_name(name, token):
        return None
    is_apart = token.before in _BEFORE_NAME or token.before.isdigit()
    found = _NAME_ENDS.match(token.source.text, token.at, token.end) if is_apart else None
    if found is not None and (found["next"] is None or is_known(found["next"])):
        token.out.add(name)
        return found.end() if found["braces"] else token.at
    return _marked_up(token)


def _may_be_name(name: str, token: TexToken) -> bool:
    r"""Tell whether a name may be the authors': short ones are as often characters that a program escapes, as in `\tx`."""
    if is_known(name) or name in PLAIN_TEX:
        return False
    return len(name) > 2 or (len(name) == 2 and not token.source.has_lone_escapes)


def _marked_up(token: TexToken) -> int | None:
    """Write what a command of the authors marks up, which is all that it is for."""
    if token.source.is_open(token.at):
        return token.at + 1
    argument = token.argument() if token.following == "{" else None
    if argument is None or token.character(argument[2]) in ("{", "["):
        return None
    token.out.add(token.inner(argument))
    return argument[2]


def _line_end(name: str, token: TexToken) -> int | None:
    r"""Write a space for the `\n` of another program, where the text does not speak of characters."""
    text = token.source.text
    around = text[max(0, token.start - 40) : token.start] + text[token.at : token.at + 30]
    if token.source.has_escapes or _ABOUT_CHARACTERS.search(around):
        return None
    if name == "n" and not (
        token.before in tuple(" .!?:;,)\n") and token.following in ("", " ", "\n", "\\", "-", "*")
    ):
        return None
    behind = token.start + 2
    token.out.add_space()
    return token.source.behind_spaces(behind, token.end)
