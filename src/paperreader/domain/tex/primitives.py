"""Writes primitives of TeX: characters by their code, lengths, rules, verbatim text."""

import re
from collections.abc import Callable
from types import MappingProxyType

from paperreader.domain.tex.source import TexToken
from paperreader.domain.tex.symbols.command_names import GLUE_COMMANDS

_CODE = re.compile(r" *(?:(\d{1,7})|\"([0-9A-F]{1,6})|'([0-7]{1,7})|`\\?(.))(?: |\{\})?", re.DOTALL)
_CODE_POINT = re.compile(r"[xX\"][0-9A-Fa-f]{2,5}|\d{2,6}")
_LENGTH = r"-?\s?\d{0,6}[.,]?\d{0,9}\s?(?:true\s?)?(?:pt|pc|in|bp|cm|mm|dd|cc|sp|em|ex|mu|fil{1,3})"
GLUE = re.compile(
    rf"\s*=?\s*(?:{_LENGTH}(?:\s*plus\s*{_LENGTH})?(?:\s*minus\s*{_LENGTH})?|-?\d{{1,6}}(?![\d.])) ?"
)
"""A length, or a number, that a command wants without braces."""
_RULE = re.compile(rf"(?:\s*(?:height|depth|width)\s*{_LENGTH}){{0,3}}\s?")
"""How long a line is that is drawn beside letters."""
BOX_SIZE = re.compile(rf"\s*(?:to|spread)\s*{_LENGTH}\s?")
"""How wide a box is made."""
_ROMAN = re.compile(r" *\{? *(\d{1,2})(?!\d) *\}? ?")
_VERBATIM = re.compile(r"\*?([^\w\s{}\\*])(.{0,200}?)(?:(\1)|$)", re.DOTALL)
_SPECIAL = re.compile(r"[\\$^_{}~]")
_CIRCLED = ((172, 0x2460), (182, 0x2776), (192, 0x2780), (202, 0x278A))


def _char(name: str, token: TexToken) -> int | None:
    found = _CODE.match(token.source.text, token.at, token.end)
    if found is None:
        return None
    decimal, hexadecimal, octal, char = found.groups()
    code = (
        ord(char)
        if char
        else int(decimal or hexadecimal or octal, 10 if decimal else 16 if hexadecimal else 8)
    )
    # Of a sign of a formula the number says its kind, too, and its font: 0 is that of letters.
    token.out.add(printable(code if name == "char" else code % 0x100 if code % 0x1000 < 0x80 else 0))
    return found.end()


def _roman(_: str, token: TexToken) -> int | None:
    found = _ROMAN.match(token.source.text, token.at, token.end)
    number = 0 if found is None else int(found[1])
    if found is None or not 0 < number < 40:
        return None
    tens, ones = divmod(number, 10)
    token.out.add("x" * tens + ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")[ones])
    return found.end()


def _verbatim(_: str, token: TexToken) -> int | None:
    """Write what is to be read as it stands: as code, where it would be read otherwise."""
    found = _VERBATIM.match(token.source.text, token.at, token.end)
    if found is None:
        return None
    code = found[2]
    token.out.add(f"`{code}`" if found[3] and _SPECIAL.search(code) and "`" not in code else code)
    return found.end()


def _code_point(name: str, token: TexToken) -> int | None:
    argument = token.argument()
    source = "" if argument is None else token.source.text[argument[0] : argument[1]].strip()
    if argument is None or not _CODE_POINT.fullmatch(source):
        return None
    code = int(source, 10) if source[0].isdigit() else int(source[1:], 16)
    token.out.add(printable(_dingbat(code) if name == "ding" else code))
    return argument[2]


def _dingbat(code: int) -> int:
    """Return the code point of a sign of Zapf Dingbats."""
    circled = next((base + code - first for first, base in _CIRCLED if first <= code < first + 10), None)
    return 0x2701 + code - 33 if circled is None else circled


def printable(code_point: int) -> str:
    """Return the character of a code point, nothing for what can't be shown."""
    char = chr(code_point) if code_point < 0x110000 else ""
    return char if char.isprintable() else ""


def _rule(_: str, token: TexToken) -> int | None:
    found = _RULE.match(token.source.text, token.at, token.end)
    return token.at if found is None else found.end()


def _glue(name: str, token: TexToken) -> int | None:
    length = GLUE.match(token.source.text, token.at, token.end)
    if length is None:
        return token.at if token.mode.is_tex else None
    if name.endswith(("skip", "kern")) and "-" not in length[0]:
        token.out.add_space()
    return length.end()


PRIMITIVES: MappingProxyType[str, Callable[[str, TexToken], int | None]] = MappingProxyType(
    {
        **dict.fromkeys(GLUE_COMMANDS, _glue),
        **dict.fromkeys(("unicode", "symbol", "ding"), _code_point),
        **dict.fromkeys(("verb", "lstinline"), _verbatim),
        **dict.fromkeys(("vrule", "hrule"), _rule),
        **dict.fromkeys(("char", "mathchar"), _char),
        "romannumeral": _roman,
    }
)
"""What writes a command, by its name."""
