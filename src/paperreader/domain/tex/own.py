"""Commands that only the authors know, and backslashes that are none of TeX."""

import re

from paperreader.domain.tex.source import Sign, is_known
from paperreader.domain.tex.symbols.names import OF_TEX_ITSELF

_BEFORE_NAME = frozenset(["", *" \n([{“‘\"'-–—~/}"])
_NAME_ENDS = re.compile(
    r"(?P<braces>\{\})|(?:$|[\s,;:!?)}\]”’\"'–—~$%-]|\.(?![A-Za-z0-9])|\\ |[\^_]\{|\\(?P<next>[A-Za-z]+))"
)
_LETTER = re.compile(r"[EFGIJKMNQRTUVXYZC]")
"""One letter that authors name a set or a number by, and nothing else means."""
_ABOUT_CHARACTERS = re.compile(
    r"new ?lines?|character|token|escape|split|delimit|separat|string|line breaks?|\bby\b|[`'\"]"
)
_LINE_BEGINS = re.compile(r"n[A-Z]")


def own(name: str, sign: Sign) -> int:
    """Write the name of what only the authors know, such as their method; keep what is not understood."""
    write = _in_formula if sign.place.is_formula else _in_running_text
    at = write(name, sign)
    return _kept(sign) if at is None else at


def _kept(sign: Sign) -> int:
    at, end = sign.keep(), sign.end
    while (closing := sign.source.closing(at, end)) is not None:
        sign.out.add("{" + sign.inner((at + 1, closing, closing + 1)) + "}")
        at = closing + 1
    return at


def _in_formula(name: str, sign: Sign) -> int | None:
    r"""Write a name without its backslash, what it is of in brackets: `\KL(p)`, `\vect{x}`."""
    if name in OF_TEX_ITSELF or (len(name) == 1 and not _LETTER.fullmatch(name)):
        return None
    at, groups = sign.at, list[str]()
    while (group := sign.source.group(at, sign.end)) is not None and sign.character(at) == "{":
        groups.append(sign.inner(group).strip())
        at = group[2]
    if is_known(name) and not groups:
        return None
    if len(name) > 1 and sign.out.last.isalnum():
        sign.out.add(" ")
    of = ", ".join(group for group in groups if group)
    sign.out.add(f"{name}({of})" if of else name)
    if groups:
        return at
    behind = sign.source.behind_spaces(at, sign.end)
    return at if len(name) > 1 and sign.character(behind).isalnum() else behind


def _in_running_text(name: str, sign: Sign) -> int | None:
    if name == "n" or (_LINE_BEGINS.match(name) and sign.before in tuple(".!?:;")):
        return _line_end(name, sign)
    if not _is_name(name, sign):
        return None
    is_apart = sign.before in _BEFORE_NAME or sign.before.isdigit()
    found = _NAME_ENDS.match(sign.source.text, sign.at, sign.end) if is_apart else None
    if found is not None and (found["next"] is None or is_known(found["next"])):
        sign.out.add(name)
        return found.end() if found["braces"] else sign.at
    return _marked_up(sign)


def _is_name(name: str, sign: Sign) -> bool:
    r"""Tell whether a name may be the authors': short ones are as often characters that a program escapes, as in `\tx`."""
    if is_known(name) or name in OF_TEX_ITSELF:
        return False
    return len(name) > 2 or (len(name) == 2 and not sign.source.has_lone_escapes)


def _marked_up(sign: Sign) -> int | None:
    """Write what a command of the authors marks up, which is all that it is for."""
    if sign.source.is_open(sign.at):
        return sign.at + 1
    argument = sign.argument() if sign.following == "{" else None
    if argument is None or sign.character(argument[2]) in ("{", "["):
        return None
    sign.out.add(sign.inner(argument))
    return argument[2]


def _line_end(name: str, sign: Sign) -> int | None:
    r"""Write a space for the `\n` of another program, where the text does not speak of characters."""
    text = sign.source.text
    around = text[max(0, sign.start - 40) : sign.start] + text[sign.at : sign.at + 30]
    if sign.source.has_escapes or _ABOUT_CHARACTERS.search(around):
        return None
    if name == "n" and not (
        sign.before in tuple(" .!?:;,)\n") and sign.following in ("", " ", "\n", "\\", "-", "*")
    ):
        return None
    behind = sign.start + 2
    sign.out.add_space()
    return sign.source.behind_spaces(behind, sign.end)
